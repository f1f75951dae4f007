/** Links on arXiv: an abstract's "Access Paper" box, listings and search results. */

const { ownPaper, paperOf } = papersBy(LINK_RULES.arxiv);

const AFTER_OTHER_LINKS = ours("span", ", ", linkTo(""));
const ONLY_LINK = ours("span", " [", linkTo(""), "]");

/**
 * Puts a link into each entry's brackets, and one to all of them above the list.
 * @param {Element} list
 * @param {string} selector of the entries' links to abstracts
 * @param {(abstract: Element) => Element | null | undefined} lastBeside finds an entry's last link
 */
function addToList(list, selector, lastBeside) {
  const first = list.firstElementChild;
  const heading = first?.localName === "h3" ? first : null;
  if (isOurs(heading ? heading.lastElementChild : list.previousElementSibling)) return;
  const papers = [...list.querySelectorAll(selector)].flatMap((abstract) => {
    const paper = paperOf(abstract);
    if (!paper) return [];
    const last = lastBeside(abstract) ?? abstract;
    last.after(linkTo(paper, last === abstract ? ONLY_LINK : AFTER_OTHER_LINKS));
    return [paper];
  });
  if (!papers.length) return;
  if (heading) heading.append(ours("small", " ", linkToAll(papers)));
  else list.before(ours("p", linkToAll(papers)));
}

keepLinks({
  key: "arxiv",
  addLinks() {
    const services = document.querySelector(".extra-services .full-text > ul");
    const own = ownPaper();
    if (services && own && !isOurs(services.lastElementChild)) {
      const button = linkTo(own);
      button.className += " abs-button";
      services.append(ours("li", button));
    }
    const lists = document.querySelectorAll("dl#articles");
    for (const list of lists) {
      addToList(list, 'dt a[title="Abstract"]', (it) => it.parentElement?.lastElementChild);
    }
    const results = lists.length ? null : document.querySelector("ol:has(> .arxiv-result)");
    if (results) {
      addToList(results, "p.list-title > a", (it) => it.nextElementSibling?.lastElementChild);
    }
  },
});
