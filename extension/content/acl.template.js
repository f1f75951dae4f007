{% from "extension/content/rules.include.js" import rules_of %}
{{- rules_of(["aclanthology.org"], 1) }}

/**
 * Puts a link after a bib badge, in that badge's look, which fits any Bootstrap.
 * @param {Element | null} buttons
 * @param {() => HTMLElement} link makes it
 */
function addBadge(buttons, link) {
  const badge = buttons?.querySelector('a[href$=".bib"]') ?? buttons?.querySelector("a.badge");
  if (badge && !isOurs(badge.nextElementSibling)) badge.after(inLook(link(), badge.className));
}

/** @param {HTMLElement} link @param {string} classes the site's own */
function inLook(link, classes) {
  link.className += ` ${classes}`;
  return link;
}

/**
 * @param {Element} part of the page
 * @returns {string[]} the papers that it lists; front matter is none
 */
function addToEntries(part) {
  return [...part.querySelectorAll(".d-sm-flex.align-items-stretch")].flatMap((entry) => {
    const title = entry.querySelector("strong > a.align-middle");
    const papers = papersOf(title?.getAttribute("href"));
    if (papers.length) addBadge(entry.querySelector(".list-button-row"), () => linkTo(papers[0]));
    return papers;
  });
}

keepLinks("acl", () => {
  const listed = addToEntries(document.body);
  const page = document.querySelector("div.acl-paper-link-block");
  const [own] = papersOf(location.href);
  if (page && (own || listed.length) && !page.querySelector(`.${OURS}`)) {
    const button = inLook(own ? linkTo(own) : linkToAll(listed), "btn btn-secondary");
    const alike = [...page.querySelectorAll(":scope > .btn-secondary")];
    if (alike.length) alike[alike.length - 1].after(button);
    else page.append(button);
  }
  for (const heading of document.querySelectorAll("h4.d-sm-flex")) {
    const papers = addToEntries(heading.parentElement ?? heading);
    if (papers.length) addBadge(heading, () => linkToAll(papers));
  }
});
