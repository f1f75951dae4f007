/** Links on CVF's open access: lists and papers, among the bracketed links beside the PDF. */

/** Until 2020: what id Cool Papers has of such a paper is not known. */
const OLD_PAPER = /^\/content_(?:cvpr|iccv|wacv)_20\d\d\/papers\/[^/]+$/i;

const { paperOf } = papersBy(LINK_RULES.cvf);

/**
 * @param {Element} material of one paper
 * @returns {string} its title: above its material in it, or in the list's term before it
 */
function titleOf(material) {
  let title = material.querySelector("#papertitle");
  for (let at = material.previousElementSibling; at && !title; at = at.previousElementSibling) {
    if (at.matches("dt")) title = at;
  }
  return title?.textContent ?? "";
}

/**
 * @param {Element} material
 * @param {readonly HTMLAnchorElement[]} links in it
 * @returns {string} a search for the title of an old paper, "" if it is none
 */
function searchFor(material, links) {
  if (!links.some(({ pathname }) => OLD_PAPER.test(pathname))) return "";
  const words = searchWords(titleOf(material));
  return words && searchPath("venue", words);
}

/**
 * @param {Element} material of one paper: "[pdf] [supp]", then a box with the BibTeX
 * @returns {string[]} the paper, or none: many searches have no link in common
 */
function addToMaterial(material) {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const all = material.querySelectorAll(`:scope > a:not(.${OURS})`);
  const links = [...all];
  const paper = links.map(paperOf).find(Boolean);
  const bracket = links.at(-1)?.nextSibling;
  if (!bracket?.nodeValue?.trim().startsWith("]")) return [];
  const opened = paper || searchFor(material, links);
  if (opened && !isOurs(links[links.length - 1].nextElementSibling)) {
    bracket.after(ours("span", " [", linkTo(opened), "] "));
  }
  return paper ? [paper] : [];
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
