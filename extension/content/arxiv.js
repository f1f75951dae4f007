/** Links on arXiv: an abstract's "Access Paper" box, HTML papers, listings and search results. */

const { ownPaper, paperOf } = papersBy(LINK_RULES.arxiv);

const AFTER_OTHER_LINKS = ours("span", ", ", linkTo(""));
const ONLY_LINK = ours("span", " [", linkTo(""), "]");

/** An outlined page; with the mark beside it, it looks like the extension's icon. */
const PAGE = "M96 16h200l120 120v360H96z m48 48v384h224V160h-96V64z";

/**
 * Adds a link after the header's last button to the paper. Like the buttons, it shows text on wide
 * screens and a symbol on narrow ones.
 * @param {Element} header of an HTML paper
 * @param {string} own the paper
 */
function addToHeader(header, own) {
  const buttons = [...header.querySelectorAll(`:scope > a.header-button:not(.${OURS})`)];
  const last = buttons.filter(paperOf).at(-1);
  if (!last || isOurs(last.nextElementSibling)) return;
  const link = linkTo(own);
  link.className += " header-button";
  link.style.display = "flex";
  link.style.alignItems = "center";
  const text = document.createElement("span");
  text.className = "desktop-only";
  text.append(...link.childNodes);
  link.append(symbol(), text);
  last.after(link);
}

/** @returns {SVGElement} the link's symbol on narrow screens */
function symbol() {
  const [svg, path] = ["svg", "path"].map((name) =>
    document.createElementNS("http://www.w3.org/2000/svg", name)
  );
  svg.setAttribute("class", "mobile-only toggle-icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("height", "1.25rem");
  svg.setAttribute("viewBox", "0 0 512 512");
  path.setAttribute("d", PAGE);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}

/**
 * Adds a link in each entry's brackets, and one to all papers above the list.
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
    const header = document.querySelector("nav.html-header-nav");
    if (header && own) addToHeader(header, own);
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
