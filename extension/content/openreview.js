/** Links on OpenReview, a single-page app: forums and every list of submissions. */

/** Replies on a forum look like entries, and are left out. */
const NOTE_TITLE = ".note:not(#forum-replies *) h4";

const readHref = linkReader(LINK_RULES.openreview, document.baseURI);
/** @param {Element | null | undefined} link */
const paperOf = (link) => readHref(link?.getAttribute("href"));

/**
 * Keeps one element of ours in a parent that the app may reuse for another paper.
 * @param {Element | null} parent
 * @param {readonly string[]} papers
 * @param {"div" | "small" | "li"} tag "li": a link to all the papers, at the start of the parent
 */
function keepOne(parent, papers, tag) {
  const kept = parent?.querySelector(`:scope > .${OURS}`);
  const ids = papers.join();
  if (kept?.getAttribute("data-papers") === ids) return;
  kept?.remove();
  if (!ids) return;
  const isForAll = tag === "li";
  const element = ours(tag, " ", isForAll ? linkToAll([...papers]) : linkTo(ids));
  if (tag === "div") element.className += " forum-content-link";
  element.dataset.papers = ids;
  parent?.[isForAll ? "prepend" : "append"](element);
}

/**
 * @param {Element | null} part
 * @param {string} selector of the link in it that names its paper
 * @returns {string[]} one paper, or none
 */
function paperIn(part, selector = ':scope > a[href^="/forum"]') {
  const paper = paperOf(part?.querySelector(selector));
  return paper ? [paper] : [];
}

function addLinks() {
  const title = document.querySelector(".forum-title");
  const box = title ?? document.querySelector(".title_pdf_row h2.note_content_title");
  const inPage = paperIn(box, ".citation_pdf_url, .note_content_pdf");
  // After Back, the page and the URL can disagree: the page's own link is right.
  const papers = inPage.length ? inPage : [readHref(location.href)].filter(Boolean);
  keepOne(box, papers, title ? "div" : "small");
  for (const title of document.querySelectorAll(NOTE_TITLE)) {
    keepOne(title, paperIn(title), "small");
  }
  for (const list of document.querySelectorAll("ul.submissions-list, .submissions-list > ul")) {
    keepOne(list, [...list.querySelectorAll(NOTE_TITLE)].flatMap((it) => paperIn(it)), "li");
  }
}

const start = () =>
  requestIdleCallback(() => keepLinks({ key: "openreview", addLinks, watches: true }));

// Anything added before hydration breaks it.
if (document.readyState === "complete") start();
else addEventListener("load", start);
