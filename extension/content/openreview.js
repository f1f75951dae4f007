/** Links on OpenReview, a single-page app: forums and every list of submissions. */

const FORUM_TITLE = ".forum-title, .title_pdf_row h2.note_content_title";
const LIST = "ul.submissions-list, .submissions-list > ul";
/** Ids of groups whose page is a console: Authors, Submission7/Reviewers, Senior_Area_Chairs. */
const CONSOLE =
  /[/_](?:Authors|(?:Meta_?)?Reviewers?|Chairs?|Committee|Editors(?:_In_Chief)?)(?:_[A-Za-z0-9]{4})?$/i;
/** If one of these is added or removed, its list's link must be updated: titles, the link itself. */
const IN_LIST = `h4, .${OURS}`;
/** How long (ms) after loading to wait for the sign of hydration. */
const MAX_HYDRATION = 5000;
/** How long (ms) to wait for an idle moment after that. */
const MAX_IDLE_WAIT = 10_000;

const records = IMPORTED_RECORDS.OpenReview;
const { ownPaper, paperOf } = papersBy(LINK_RULES.openreview);

/**
 * Keeps our one element in a parent up to date: the app may reuse the parent for another paper.
 * @param {Element} parent
 * @param {readonly string[]} papers
 * @param {"div" | "small" | "li"} tag "li": a link to all the papers, at the start of the parent
 * @returns {boolean} whether it changed anything
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
 * @returns {boolean} whether it leads to a reply in a forum, such as a review, not to the paper
 */
function isToReply(link) {
  const { searchParams } = new URL(link?.getAttribute("href") ?? "", document.baseURI);
  const note = searchParams.get("noteId");
  return note !== null && note !== searchParams.get("id");
}

/** @returns {boolean} whether the page is a console; its papers are still under review */
function isConsole() {
  return location.pathname === "/group" &&
    CONSOLE.test(new URLSearchParams(location.search).get("id") ?? "");
}

/**
 * @param {Element} note
 * @returns {boolean} whether it is a record imported from another site
 */
function isRecord(note) {
  return [...note.querySelectorAll(".note-meta-info > li")].some((it) =>
    records.venue.exec(it.textContent ?? "")?.[0] === it.textContent?.trim()
  );
}

/** @returns {string[]} the paper of which the forum is an imported record, if any */
function paperOfRecord() {
  if (!records.venue.test(document.querySelector(".forum-meta")?.textContent ?? "")) return [];
  const fields = [...document.querySelectorAll(".note-content-field")];
  const field = fields.find((it) => it.textContent?.trim() === records.idsAfter);
  const papers = [...field?.parentElement?.querySelectorAll("a") ?? []].map(paperOf);
  return papers.filter(Boolean).slice(0, 1);
}

/**
 * @param {Element} title of a note
 * @returns {string[]} what our link opens: the paper, or a search for a record's title; or nothing
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
 * @returns {Element[]} titles of the notes in it, without the replies on a forum, which look alike
 */
function titlesIn(part) {
  return [...part.querySelectorAll(".note h4")].filter((it) => !it.closest("#forum-replies"));
}

/**
 * @param {Element} part
 * @param {string} selector
 * @returns {Element[]} matching elements, including the part itself
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
  // After Back, the URL can be that of another paper, so the page's own link goes first.
  const named = [inPage || ownPaper()].filter(Boolean);
  const recorded = paperOfRecord();
  const papers = recorded.length ? recorded : named;
  keepOne(box, papers, title ? "div" : "small");
  return true;
}

/**
 * @param {Iterable<Element>} titles
 * @param {Iterable<Element>} lists to update, besides those of changed titles
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
 * @returns {{ parts: Element[], lists: Element[] }} parts: changed notes, and elements added elsewhere;
 *   lists: those whose titles or link were added or removed; only what is still on the page
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

/** Whether the page showed a forum at the last check. */
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

/** @returns {Promise<void>} resolves in the task after Next.js has hydrated the page */
function afterHydration() {
  return new Promise((resolve) => {
    const check = () => {
      if (!document.querySelector("body > next-route-announcer")) return;
      observer.disconnect();
      // Do not wait for an idle moment: MathJax runs next, and leaves none for seconds.
      setTimeout(resolve);
    };
    const observer = new MutationObserver(check);
    observer.observe(document.body, { childList: true });
    check();
  });
}

/** @returns {Promise<unknown>} resolves when idle, if there is no app or hydration is overdue */
async function idleAfterLoad() {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve));
  }
  if (document.querySelector('script[src*="/_next/"]')) {
    await new Promise((resolve) => setTimeout(resolve, MAX_HYDRATION));
  }
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: MAX_IDLE_WAIT }));
}

// Elements added before hydration break it, and are lost.
const ready = Promise.race([afterHydration(), idleAfterLoad()]);
keepLinks({ key: "openreview", addLinks, watches: true, ready });
