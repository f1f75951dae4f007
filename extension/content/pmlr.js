/** Links on PMLR: volumes and papers, by OpenReview's id where an entry links to OpenReview. */

const { ownPaper, paperOf } = papersBy(LINK_RULES.pmlr);

/**
 * @param {Element} links of one paper
 * @returns {string} the paper, by its OpenReview id if it has one: Cool Papers prefers that; "" for none
 */
function paperIn(links) {
  const papers = [...links.querySelectorAll("a")].map(paperOf).filter(Boolean);
  return papers.find((paper) => paper.endsWith("@OpenReview")) ?? papers[0] ?? "";
}

keepLinks({
  key: "pmlr",
  isOnByDefault: false,
  addLinks() {
    const listed = [...document.querySelectorAll("div.paper > p.links")].flatMap((links) => {
      const paper = paperIn(links);
      if (!paper) return [];
      if (!isOurs(links.lastElementChild)) links.append(ours("span", "[", linkTo(paper), "]"));
      return [paper];
    });
    const first = document.querySelector("div.paper");
    if (first && listed.length && !isOurs(first.previousElementSibling)) {
      first.before(ours("p", linkToAll(listed)));
    }
    const extras = document.querySelector("#extras ul");
    const own = ownPaper();
    if (extras && own && !isOurs(extras.lastElementChild)) {
      const linked = paperIn(extras);
      extras.append(ours("li", linkTo(linked.endsWith("@OpenReview") ? linked : own)));
    }
  },
});
