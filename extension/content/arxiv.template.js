{% from "extension/content/rules.include.js" import rules_of %}
{{- rules_of(["arxiv.org"], 1) }}

const LAST_OF_SOME = ours("span", ", ", linkTo(""));
const ONLY_ONE = ours("span", " [", linkTo(""), "]");

/**
 * Puts a link into each entry's brackets, and one to all of them over the list.
 * @param {Element} list
 * @param {string} selector of the entries' links to abstracts
 * @param {(abstract: Element) => Element | null | undefined} lastBeside finds an entry's last link
 */
function addToList(list, selector, lastBeside) {
  const first = list.firstElementChild;
  const heading = first?.localName === "h3" ? first : null;
  if (isOurs(heading ? heading.lastElementChild : list.previousElementSibling)) return;
  const papers = [...list.querySelectorAll(selector)].flatMap((abstract) => {
    const own = papersOf(abstract.getAttribute("href"));
    const last = lastBeside(abstract) ?? abstract;
    if (own.length) last.after(linkTo(own[0], last === abstract ? ONLY_ONE : LAST_OF_SOME));
    return own;
  });
  if (!papers.length) return;
  if (heading) heading.append(ours("small", " ", linkToAll(papers)));
  else list.before(ours("p", linkToAll(papers)));
}

keepLinks("arxiv", () => {
  const services = document.querySelector(".extra-services .full-text > ul");
  const [own] = papersOf(location.href);
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
});
