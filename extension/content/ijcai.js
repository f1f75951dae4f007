/** Links on IJCAI's proceedings: volumes and papers. */

const { ownPaper, paperOf } = papersBy(LINK_RULES.ijcai);

/**
 * @param {Element} part of the page
 * @param {string} selector of links
 */
const siteLinks = (part, selector) => [...part.querySelectorAll(`${selector}:not(.${OURS})`)];

/**
 * @param {Element} part of the page
 * @returns {string[]} the papers that it lists
 */
function addToEntries(part) {
  return [...part.querySelectorAll(".paper_wrapper")].flatMap((entry) => {
    const links = siteLinks(entry, ".details a");
    const paper = links.map(paperOf).find(Boolean);
    if (!paper) return [];
    const last = links[links.length - 1];
    if (!isOurs(last.nextElementSibling)) last.after(ours("span", " | ", linkTo(paper)));
    return [paper];
  });
}

keepLinks({
  key: "ijcai",
  isOnByDefault: false,
  addLinks() {
    addToEntries(document.body);
    for (const section of document.querySelectorAll(".section")) {
      const heading = section.querySelector(".section_title > h3");
      const papers = addToEntries(section);
      if (heading && papers.length && !isOurs(heading.lastElementChild)) {
        heading.append(ours("small", " ", linkToAll(papers)));
      }
    }
    const button = siteLinks(document.body, ".btn-download").at(-1);
    const own = ownPaper();
    if (button && own && !isOurs(button.nextElementSibling)) {
      const link = linkTo(own);
      link.className += ` ${button.className}`;
      button.after(ours("span", " ", link));
    }
  },
});
