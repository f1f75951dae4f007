/** Links on Hugging Face, a site that changes its pages in place: lists of papers, and papers. */

const TITLE = 'article h3 > a[href^="/papers/"]';
const TO_ARXIV = 'a[href^="https://arxiv.org/abs/"]';
/** Distinguishes the button from other links to the same page, such as those in comments. */
const BUTTON_TEXT = "View arXiv page";
/** How long (ms) after loading to wait for an idle moment. */
const MAX_IDLE_WAIT = 2000;

const { ownPaper, paperOf } = papersBy(LINK_RULES.huggingface);

/** @returns {Map<Element, string>} papers by the site's link after which ours belongs */
function places() {
  /** @type {Map<Element, string>} */
  const found = new Map();
  for (const title of document.querySelectorAll(TITLE)) {
    const paper = paperOf(title);
    if (paper) found.set(title, paper);
  }
  const own = ownPaper();
  for (const button of own ? document.querySelectorAll(TO_ARXIV) : []) {
    const isOwn = button.textContent?.trim() === BUTTON_TEXT && paperOf(button) === own;
    if (isOwn) found.set(button, own);
  }
  return found;
}

/**
 * @param {Element} place
 * @param {string} paper
 * @returns {HTMLElement}
 */
function linkFor(place, paper) {
  const link = linkTo(paper);
  if (!place.matches(TITLE)) {
    link.className += ` ${place.className}`;
    return link;
  }
  link.style.fontWeight = "normal";
  return ours("small", " ", link);
}

/**
 * Keeps one link to all papers of a list, right before the parent of their cards.
 * @param {ReadonlyMap<Element, string>} titles of the cards, with their papers
 */
function keepLinkToAll(titles) {
  const papers = [...new Set(titles.values())];
  const cards = [...titles.keys()].map((title) => title.closest("article"));
  const list = cards[0]?.parentElement;
  const isList = papers.length > 1 && cards.every((card) => card?.parentElement === list);
  const kept = document.querySelector(`.${OURS}[data-papers]`);
  const ids = isList ? papers.join() : "";
  if (kept && kept.getAttribute("data-papers") === ids && kept.nextElementSibling === list) return;
  kept?.remove();
  if (!list || !isList) return;
  const element = ours("p", linkToAll(papers));
  element.dataset.papers = ids;
  list.before(element);
}

/** Adds missing links and removes wrong ones: the site may reuse an element for another paper. */
function addLinks() {
  const missing = places();
  keepLinkToAll(ownPaper() ? new Map() : missing);
  for (const kept of document.querySelectorAll(`.${OURS}[data-paper]`)) {
    const place = kept.previousElementSibling;
    if (place && missing.get(place) === kept.getAttribute("data-paper")) missing.delete(place);
    else kept.remove();
  }
  for (const [place, paper] of missing) {
    const link = linkFor(place, paper);
    link.dataset.paper = paper;
    place.after(link);
  }
}

/** Starts once the site has probably hydrated the page: before, it may remove our links. */
function start() {
  const links = { key: "huggingface", isOnByDefault: false, watches: true, addLinks };
  requestIdleCallback(() => keepLinks(links), { timeout: MAX_IDLE_WAIT });
}

if (document.readyState === "complete") start();
else addEventListener("load", start);
