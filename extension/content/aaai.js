/** Links on AAAI's proceedings: issues and articles. */

const { ownPaper, paperOf } = papersBy(LINK_RULES.aaai);

/**
 * @param {HTMLElement} link
 * @returns {HTMLElement} with the look of the site's buttons
 */
function asButton(link) {
  link.className += " obj_galley_link";
  return link;
}

/**
 * @param {Element} buttons of one article
 * @param {string} paper
 */
function addButton(buttons, paper) {
  if (isOurs(buttons.lastElementChild)) return;
  buttons.append(ours("li", asButton(linkTo(paper))));
}

/**
 * @param {Element} issue
 * @returns {string[]} the papers that it lists
 */
function addToEntries(issue) {
  return [...issue.querySelectorAll(".obj_article_summary")].flatMap((entry) => {
    const buttons = entry.querySelector(".galleys_links");
    const paper = paperOf(buttons?.querySelector("a"));
    if (!buttons || !paper) return [];
    addButton(buttons, paper);
    return [paper];
  });
}

keepLinks({
  key: "aaai",
  isOnByDefault: false,
  addLinks() {
    for (const issue of document.querySelectorAll(".obj_issue_toc")) {
      const papers = addToEntries(issue);
      const sections = issue.querySelector(".sections");
      if (sections && papers.length && !isOurs(sections.previousElementSibling)) {
        sections.before(ours("p", asButton(linkToAll(papers))));
      }
    }
    const buttons = document.querySelector(".item.galleys .galleys_links");
    const own = ownPaper();
    if (buttons && own) addButton(buttons, own);
  },
});
