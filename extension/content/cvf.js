/** Links on CVF's open access: lists and papers, among the bracketed links beside the PDF. */

const { paperOf } = papersBy(LINK_RULES.cvf);

/**
 * @param {Element} material of one paper: "[pdf] [supp]", then a box with the BibTeX
 * @returns {string[]} the paper, or none
 */
function addToMaterial(material) {
  const links = [...material.querySelectorAll(`:scope > a:not(.${OURS})`)];
  const paper = links.map(paperOf).find(Boolean);
  const bracket = links.at(-1)?.nextSibling;
  if (!paper || !bracket?.nodeValue?.trim().startsWith("]")) return [];
  if (!isOurs(links[links.length - 1].nextElementSibling)) {
    bracket.after(ours("span", " [", linkTo(paper), "] "));
  }
  return [paper];
}

keepLinks({
  key: "cvf",
  isOnByDefault: false,
  addLinks() {
    for (const list of document.querySelectorAll("#content dl")) {
      const papers = [...list.querySelectorAll("dd")].flatMap(addToMaterial);
      const isList = list.querySelector("dt.ptitle") !== null;
      if (isList && papers.length && !isOurs(list.previousElementSibling)) {
        list.before(ours("p", linkToAll(papers)));
      }
    }
  },
});
