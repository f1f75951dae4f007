/** Links on OpenReview, a single-page app: forums and every list of submissions. */

const FORUM_TITLE = ".forum-title, .title_pdf_row h2.note_content_title";
const LIST = "ul.submissions-list, .submissions-list > ul";
/** Groups whose page is a console: Authors, Submission7/Reviewers, Senior_Area_Chairs. */
const CONSOLE =
  /[/_](?:Authors|(?:Meta_?)?Reviewers?|Chairs?|Committee|Editors(?:_In_Chief)?)(?:_[A-Za-z0-9]{4})?$/i;
/** What a list's link depends on if it comes or goes: titles, and the link itself. */
const IN_LIST = `h4, .${OURS}`;
/** Milliseconds for the sign of hydration, after the page has loaded. */
const SIGN_COMES_BY = 5000;
/** Milliseconds for an idle moment after that. */
const IDLE_BY = 10_000;

const records = IMPORTED_RECORDS.OpenReview;
const { ownPaper, paperOf } = papersBy(LINK_RULES.openreview);

/**
 * Keeps one element of ours in a parent that the app may reuse for another paper.
 * @param {Element} parent
 * @param {readonly string[]} papers
 * @param {"div" | "small" | "li"} tag "li": a link to all the papers, at the start of the parent
 * @returns {boolean} whether there was something to change
 */
function keepOne(parent, papers, tag) {
  const kept = parent.querySelector(`:scope > .${OURS}`);
  const ids = papers.join();
  if ((kept?.getAttribute("data-papers") ?? "") === ids) return false;
  kept?.remove();
  if (!ids) return true;
  const isForAll = tag === "li";
  const element = ours(tag, " ", isForAll ? linkToAll([...papers]) : linkTo(ids));
  if (tag === "div") element.className += " forum-content-link";
  element.dataset.papers = ids;
  parent[isForAll ? "prepend" : "append"](element);
  return true;
}

/**
 * @param {Element | null} link
 * @returns {boolean} whether it leads to a reply in a forum, a review say, and not to the paper
 */
function isToReply(link) {
  const { searchParams } = new URL(link?.getAttribute("href") ?? "", document.baseURI);
  const note = searchParams.get("noteId");
  return note !== null && note !== searchParams.get("id");
}

/** @returns {boolean} whether the page is a console, whose papers are still under review */
function isConsole() {
  return location.pathname === "/group" &&
    CONSOLE.test(new URLSearchParams(location.search).get("id") ?? "");
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
  const link = title.querySelector(':scope > a[href^="/forum"]');
  const paper = paperOf(link);
  if (!paper || isToReply(link) || isConsole()) return [];
  const note = title.closest(".note");
  if (!note || paper.startsWith("arxiv/") || !isRecord(note)) return [paper];
  return [searchPath("arxiv", searchWords(link?.textContent ?? ""))];
}

/**
 * @param {Node} node
 * @returns {node is Element}
 */
const isElement = (node) => node instanceof Element;

/**
 * @param {ParentNode} part of the page
 * @returns {Element[]} titles of the notes in it; replies on a forum look alike, and are left out
 */
function titlesIn(part) {
  return [...part.querySelectorAll(".note h4")].filter((it) => !it.closest("#forum-replies"));
}

/**
 * @param {Element} part
 * @param {string} selector
 * @returns {Element[]} what matches: the part itself, and what is in it
 */
function within(part, selector) {
  const found = [...part.querySelectorAll(selector)];
  return part.matches(selector) ? [part, ...found] : found;
}

/** @returns {boolean} whether the page shows a forum */
function addToForum() {
  const title = document.querySelector(".forum-title");
  const box = title ?? document.querySelector(FORUM_TITLE);
  if (!box) return false;
  const inPage = paperOf(box.querySelector(".citation_pdf_url, .note_content_pdf"));
  // After Back, the page and the URL can disagree: the page's own link is right.
  const named = [inPage || ownPaper()].filter(Boolean);
  const recorded = paperOfRecord();
  const papers = recorded.length ? recorded : named;
  keepOne(box, papers, title ? "div" : "small");
  return true;
}

/**
 * @param {Iterable<Element>} titles
 * @param {Iterable<Element>} lists that have changed, besides those whose titles lead elsewhere now
 */
function addToNotes(titles, lists) {
  const changed = new Set(lists);
  for (const title of titles) {
    const list = keepOne(title, openedFrom(title), "small") && title.closest(LIST);
    if (list) changed.add(list);
  }
  for (const list of changed) {
    const opened = titlesIn(list).flatMap(openedFrom);
    keepOne(list, opened.filter((it) => !it.includes("/search?")), "li");
  }
}

/**
 * @param {readonly MutationRecord[]} changes
 * @returns {{ parts: Element[], lists: Element[] }} notes that have changed and what was added
 *   elsewhere, and lists whose titles or link came or went; only what is still on the page
 */
function partsOf(changes) {
  const parts = new Set();
  const lists = new Set();
  for (const { type, target, addedNodes, removedNodes } of changes) {
    const place = isElement(target) ? target : document.documentElement;
    const note = place.closest(".note");
    if (note) parts.add(note);
    if (type === "attributes") continue;
    const moved = [...addedNodes, ...removedNodes].filter(isElement);
    if (!note) { for (const part of moved) parts.add(part); }
    const list = moved.some((it) => within(it, IN_LIST).length) && place.closest(LIST);
    if (list) lists.add(list);
  }
  const isShown = (/** @type {Element} */ it) => it.isConnected;
  return { parts: [...parts].filter(isShown), lists: [...lists].filter(isShown) };
}

/** Whether the page showed a forum when last looked at. */
let isForum = false;

/** @param {readonly MutationRecord[]} [changes] */
function addLinks(changes) {
  if (!changes) {
    isForum = addToForum();
    return addToNotes(titlesIn(document), document.querySelectorAll(LIST));
  }
  const { parts, lists } = partsOf(changes);
  if (isForum || parts.some((it) => within(it, FORUM_TITLE).length)) isForum = addToForum();
  const added = parts.flatMap((it) => within(it, LIST));
  addToNotes(new Set(parts.flatMap(titlesIn)), [...lists, ...added]);
}

/** @returns {Promise<void>} resolves in the task after Next.js shows that its app has taken over */
function afterHydration() {
  return new Promise((resolve) => {
    const check = () => {
      if (!document.querySelector("body > next-route-announcer")) return;
      observer.disconnect();
      // Not in an idle moment: MathJax, which is next, leaves none for seconds.
      setTimeout(resolve);
    };
    const observer = new MutationObserver(check);
    observer.observe(document.body, { childList: true });
    check();
  });
}

/** @returns {Promise<unknown>} resolves when idle and there is no app, or its sign should have come */
async function lateAfterLoad() {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve));
  }
  if (document.querySelector('script[src*="/_next/"]')) {
    await new Promise((resolve) => setTimeout(resolve, SIGN_COMES_BY));
  }
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: IDLE_BY }));
}

// Anything added before hydration breaks it, and is lost.
const ready = Promise.race([afterHydration(), lateAfterLoad()]);
keepLinks({ key: "openreview", addLinks, watches: true, ready });
