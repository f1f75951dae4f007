{% from "extension/content/rules.include.js" import rules_of %}
{{- rules_of(["openreview.net"]) }}

/** Replies look alike. */
const NOTE_TITLE = ".note:not(#forum-replies *) h4";

/**
 * Keeps one element of ours in a parent that the site may reuse.
 * @param {Element | null} parent @param {string[]} papers @param {string} tag
 */
function keepOne(parent, papers, tag) {
  const kept = parent?.querySelector(`:scope > .${OURS}`);
  const ids = papers.join();
  if (kept?.getAttribute("data-papers") === ids) return;
  kept?.remove();
  if (!ids) return;
  const all = tag === "li";
  const element = ours(tag, " ", all ? linkToAll(papers) : linkTo(ids));
  if (tag === "div") element.className += " forum-content-link";
  element.dataset.papers = ids;
  parent?.[all ? "prepend" : "append"](element);
}

/** @param {Element | null} part @param {string} link */
const papersIn = (part, link = ':scope > a[href^="/forum"]') =>
  papersOf(part?.querySelector(link)?.getAttribute("href"));

function add() {
  const title = document.querySelector(".forum-title");
  const box = title ?? document.querySelector(".title_pdf_row h2.note_content_title");
  const inPage = papersIn(box, ".citation_pdf_url, .note_content_pdf");
  // After Back, page and URL can disagree: the page's link is the surer.
  const papers = inPage.length ? inPage : papersOf(location.href);
  keepOne(box, papers, title ? "div" : "small");
  for (const title of document.querySelectorAll(NOTE_TITLE)) {
    keepOne(title, papersIn(title), "small");
  }
  for (const list of document.querySelectorAll("ul.submissions-list, .submissions-list > ul")) {
    keepOne(list, [...list.querySelectorAll(NOTE_TITLE)].flatMap((it) => papersIn(it)), "li");
  }
}

const start = () => requestIdleCallback(() => keepLinks("openreview", add, true));

// What comes before hydration breaks it.
if (document.readyState === "complete") start();
else addEventListener("load", start);
