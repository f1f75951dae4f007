/** Links on OpenReview, a single-page app: forums and every list of submissions. */

/** Replies on a forum look like entries, and are left out. */
const NOTE_TITLE = ".note:not(#forum-replies *) h4";

const records = IMPORTED_RECORDS.OpenReview;
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
  if (!ids) return kept?.remove();
  const isForAll = tag === "li";
  const element = ours(tag, " ", isForAll ? linkToAll([...papers]) : linkTo(ids));
  if (tag === "div") element.className += " forum-content-link";
  element.dataset.papers = ids;
  kept?.remove();
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

/**
 * @param {Element} note
 * @returns {boolean} whether it is a record of a paper that another site has
 */
function isRecord(note) {
  return [...note.querySelectorAll(".note-meta-info > li")].some((it) =>
    records.venue.exec(it.textContent ?? "")?.[0] === it.textContent?.trim()
  );
}

/** @returns {string[]} the paper that the forum shown says it is a record of, or none */
function paperOfRecord() {
  if (!records.venue.test(document.querySelector(".forum-meta")?.textContent ?? "")) return [];
  const fields = [...document.querySelectorAll(".note-content-field")];
  const field = fields.find((it) => it.textContent?.trim() === records.idsAfter);
  const papers = [...field?.parentElement?.querySelectorAll("a") ?? []].map(paperOf);
  return papers.filter(Boolean).slice(0, 1);
}

/**
 * @param {Element} title of a note
 * @returns {string[]} what its link opens: a paper, or a search for the title of a record
 */
function openedFrom(title) {
  const papers = paperIn(title);
  const note = title.closest(".note");
  if (!papers.length || !note || papers[0].startsWith("arxiv/") || !isRecord(note)) return papers;
  const words = title.querySelector("a")?.textContent?.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [`arxiv/search?highlight=1&query=${encodeURIComponent(words.join(" "))}`];
}

function addLinks() {
  const title = document.querySelector(".forum-title");
  const box = title ?? document.querySelector(".title_pdf_row h2.note_content_title");
  const inPage = paperIn(box, ".citation_pdf_url, .note_content_pdf");
  // After Back, the page and the URL can disagree: the page's own link is right.
  const named = inPage.length ? inPage : [readHref(location.href)].filter(Boolean);
  const recorded = paperOfRecord();
  const papers = recorded.length ? recorded : named;
  keepOne(box, papers, title ? "div" : "small");
  for (const title of document.querySelectorAll(NOTE_TITLE)) {
    keepOne(title, openedFrom(title), "small");
  }
  for (const list of document.querySelectorAll("ul.submissions-list, .submissions-list > ul")) {
    const opened = [...list.querySelectorAll(NOTE_TITLE)].flatMap(openedFrom);
    keepOne(list, opened.filter((it) => !it.includes("/search?")), "li");
  }
}

const start = () =>
  requestIdleCallback(() => keepLinks({ key: "openreview", addLinks, watches: true }));

// Anything added before hydration breaks it.
if (document.readyState === "complete") start();
else addEventListener("load", start);
