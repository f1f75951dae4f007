/** Links on the ACL Anthology: a paper's buttons; volumes, events and author pages. */

const { ownPaper, paperOf } = papersBy(LINK_RULES.acl);

/**
 * Puts a link after the bib badge, with that badge's classes, which fits any Bootstrap.
 * @param {Element | null} buttons
 * @param {() => HTMLElement} makeLink
 */
function addBadge(buttons, makeLink) {
  const badge = buttons?.querySelector('a[href$=".bib"]') ?? buttons?.querySelector("a.badge");
  if (badge && !isOurs(badge.nextElementSibling)) {
    badge.after(withClasses(makeLink(), badge.className));
  }
}

/**
 * @param {HTMLElement} link
 * @param {string} classes the site's own
 */
function withClasses(link, classes) {
  link.className += ` ${classes}`;
  return link;
}

/**
 * @param {Element} part of the page
 * @returns {string[]} the papers that it lists, front matter left out
 */
function addToEntries(part) {
  return [...part.querySelectorAll(".d-sm-flex.align-items-stretch")].flatMap((entry) => {
    const paper = paperOf(entry.querySelector("strong > a.align-middle"));
    if (!paper) return [];
    addBadge(entry.querySelector(".list-button-row"), () => linkTo(paper));
    return [paper];
  });
}

keepLinks({
  key: "acl",
  addLinks() {
    const listed = addToEntries(document.body);
    const buttons = document.querySelector("div.acl-paper-link-block");
    const own = ownPaper();
    if (buttons && (own || listed.length) && !buttons.querySelector(`.${OURS}`)) {
      const button = withClasses(own ? linkTo(own) : linkToAll(listed), "btn btn-secondary");
      const alike = [...buttons.querySelectorAll(":scope > .btn-secondary")];
      if (alike.length) alike[alike.length - 1].after(button);
      else buttons.append(button);
    }
    for (const heading of document.querySelectorAll("h4.d-sm-flex")) {
      const papers = addToEntries(heading.parentElement ?? heading);
      if (papers.length) addBadge(heading, () => linkToAll(papers));
    }
  },
});
