{% from "extension/content/rules.include.js" import rules_of %}
{{- rules_of(["www.ijcai.org"]) }}

/** The site writes its paths in any case. @param {HTMLAnchorElement | Location} url */
const papersAt = (url) => papersOf(url.pathname.toLowerCase());

/** @param {Element} part of the page @param {string} selector of links, ours among them */
const theirs = (part, selector) =>
  /** @type {HTMLAnchorElement[]} */ ([...part.querySelectorAll(`${selector}:not(.${OURS})`)]);

/**
 * @param {Element} part of the page
 * @returns {string[]} the papers that it lists
 */
function addToEntries(part) {
  return [...part.querySelectorAll(".paper_wrapper")].flatMap((entry) => {
    const links = theirs(entry, ".details a");
    const papers = links.flatMap(papersAt).slice(0, 1);
    const last = links.at(-1);
    if (last && papers.length && !isOurs(last.nextElementSibling)) {
      last.after(ours("span", " | ", linkTo(papers[0])));
    }
    return papers;
  });
}

keepLinks(
  "ijcai",
  () => {
    addToEntries(document.body);
    for (const section of document.querySelectorAll(".section")) {
      const heading = section.querySelector(".section_title > h3");
      const papers = addToEntries(section);
      if (heading && papers.length && !isOurs(heading.lastElementChild)) {
        heading.append(ours("small", " ", linkToAll(papers)));
      }
    }
    const button = theirs(document.body, ".btn-download").at(-1);
    const [own] = papersAt(location);
    if (button && own && !isOurs(button.nextElementSibling)) {
      const link = linkTo(own);
      link.className += ` ${button.className}`;
      button.after(ours("span", " ", link));
    }
  },
  false,
  false,
);
