/** Links on Hugging Face, whose scripts change its pages in place: lists of papers and papers. */

const TITLE = 'article h3 > a[href^="/papers/"]';
const TO_ARXIV = 'a[href^="https://arxiv.org/abs/"]';
/** Tells the button from other links to the same place, in comments say. */
const BUTTON_TEXT = "View arXiv page";
/** Milliseconds for an idle moment after the page has loaded. */
const IDLE_BY = 2000;

const { ownPaper, paperOf } = papersBy(LINK_RULES.huggingface);

/** @returns {Map<Element, string>} the site's links that one of ours belongs after, with its paper */
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
function madeFor(place, paper) {
  const link = linkTo(paper);
  if (!place.matches(TITLE)) {
    link.className += ` ${place.className}`;
    return link;
  }
  link.style.fontWeight = "normal";
  return ours("small", " ", link);
}

/**
 * Keeps one link to all papers of a list, right before what holds their cards.
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

/** Keeps the links that are right, since the site may reuse their place for another paper. */
function addLinks() {
  const missing = places();
  keepLinkToAll(ownPaper() ? new Map() : missing);
  for (const kept of document.querySelectorAll(`.${OURS}[data-paper]`)) {
    const place = kept.previousElementSibling;
    if (place && missing.get(place) === kept.getAttribute("data-paper")) missing.delete(place);
    else kept.remove();
  }
  for (const [place, paper] of missing) {
    const link = madeFor(place, paper);
    link.dataset.paper = paper;
    place.after(link);
  }
}

/** Starts when the site's scripts have likely taken over the page: they may drop what they find. */
function start() {
  const links = { key: "huggingface", isOnByDefault: false, watches: true, addLinks };
  requestIdleCallback(() => keepLinks(links), { timeout: IDLE_BY });
}

if (document.readyState === "complete") start();
else addEventListener("load", start);
