/** Reads the current page after a click; needs only activeTab. */

import { browser, withinTime } from "../browser.js";
import { ANCHOR, NAMES_PAPERS } from "../registry/sources.js";

/** @typedef {import("../reading/page-content.js").WireContent} WireContent */
/** @typedef {import("../reading/references.js").WireEntry} WireEntry */
/** @typedef {WireContent & { frameId: number }} FrameContent */

/** Retry delays (ms): activeTab may be granted slightly after the click, with no event. */
export const RETRY_DELAYS = [10, 50, 200];

/** Injected to read a page: each file declares a global for those after it. */
const READING = [
  "/page-reader/in-page/dom.js",
  "/page-reader/in-page/text.js",
  "/page-reader/in-page/parts.js",
  "/page-reader/in-page/walk.js",
  "/page-reader/in-page/stated.js",
  "/page-reader/in-page/read.js",
];
/** Injected to read what a citation leads to. */
const CITATION = [
  "/page-reader/in-page/dom.js",
  "/page-reader/in-page/text.js",
  "/page-reader/in-page/entry.js",
  "/page-reader/in-page/citation.js",
];
/** Injected to read the selection. */
const SELECTION = ["/page-reader/in-page/dom.js", "/page-reader/in-page/selection.js"];
/** Injected to read the entries of lists of references. */
const REFERENCES = [
  "/page-reader/in-page/dom.js",
  "/page-reader/in-page/text.js",
  "/page-reader/in-page/references.js",
];

/** How long (ms) to wait for a page that is still loading before reading it as it is. */
const MAX_LOADING = 1000;
/** How long (ms) a page may take to answer: its own scripts can block it. */
const MAX_ANSWER = 5000;

/**
 * The selection in a frame.
 * @typedef {{ text: string, isInUse: boolean }} Selected isInUse: whether the frame has the focus;
 *   another one may still have an earlier selection
 */

/**
 * Reads a page with all its frames, as far as it has loaded.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {object} [how]
 * @param {string} [how.link] URL of a clicked link: then only its text and the meta tags are read
 * @param {boolean} [how.isWhole] whether to read everything, even with a link
 * @param {readonly number[]} [how.retryDelays] in milliseconds
 * @returns {Promise<FrameContent[] | undefined>} the top frame first; undefined where the browser forbids
 *   reading: on its own pages and web stores
 */
export async function readPage(tab, { link = "", isWhole = !link, retryDelays = [] } = {}) {
  const results = await retryUntilAllowed(
    () => readLoaded(tab, READING, callReading, howToRead(link, isWhole)),
    retryDelays,
  );
  return results && framesOf(results, tab);
}

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @returns {Promise<chrome.tabs.Tab[]>} the tabs that are highlighted together with it, in order; [] if it
 *   is the only one, or none of them
 */
export async function tabsSelectedWith(tab) {
  if (!tab?.highlighted) return [];
  const selected = await browser.tabs.query({ highlighted: true, windowId: tab.windowId });
  return selected.length > 1 ? selected : [];
}

/**
 * What a content script reports of its page.
 * @typedef {object} Shown
 * @property {string} url
 * @property {string} title of the document
 * @property {string} statedTitle the paper's, by the page's metadata
 * @property {string[]} links URLs of our links
 */

/**
 * Reads tabs that the reader did not click on.
 * @param {readonly chrome.tabs.Tab[]} tabs
 * @returns {Promise<import("../reading/reading.js").ReadTab[]>} all of them, each with its top frame first;
 *   with no frames where the browser does not allow reading it
 */
export async function readTabs(tabs) {
  return await Promise.all(tabs.map(async (tab) => {
    // A tab that the browser has put to sleep would not answer.
    return { tab, frames: (tab.discarded ? undefined : await readOtherTab(tab)) ?? [] };
  }));
}

/**
 * Reads such a tab: the browser allows it on sites that we have permission for, and on the other sites that
 * take links their content script reports what they show.
 * @param {chrome.tabs.Tab} tab
 * @returns {Promise<FrameContent[] | undefined>} the top frame first; undefined where the browser forbids
 *   reading
 */
async function readOtherTab(tab) {
  const frames = await readPage(tab);
  if (frames?.length || tab.id === undefined) return frames;
  /** @type {Promise<Shown>} */
  const reported = browser.tabs.sendMessage(tab.id, { type: "whatIsShown" }, { frameId: 0 });
  const shown = await withinTime(reported, MAX_LOADING).catch(() => undefined);
  return shown && [{ ...NOTHING_READ, ...contentOf(shown) }];
}

/** @type {FrameContent} */
const NOTHING_READ = {
  url: "",
  arxivIds: [],
  dois: [],
  urls: [],
  statedTitle: "",
  dcTitle: "",
  heading: "",
  isTitled: false,
  hasAbstract: false,
  hasPdf: false,
  title: "",
  linkText: "",
  linkNames: [],
  parts: [],
  landmarks: [],
  containers: [],
  frameId: 0,
};

/** @param {Shown} shown */
function contentOf({ url, title, statedTitle, links }) {
  /** @type {WireContent["parts"]} */
  const parts = links.map((href) => [href, ""]);
  return { url, title, statedTitle, parts, landmarks: parts.map((_, at) => at) };
}

/**
 * Reads a whole page, and what the citation leads to that was clicked and is no link, in one call.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {object} how
 * @param {number} [how.frameId] as for readCitation
 * @param {readonly number[]} [how.retryDelays] in milliseconds
 * @returns {Promise<{ frames: FrameContent[] | undefined, entries: WireEntry[], isPdf: boolean }>} frames
 *   and entries as returned by readPage and readCitation; isPdf as by readPageAndSelection
 */
export async function readPageAndCitation(tab, { frameId, retryDelays = [] }) {
  const files = [...new Set([...READING, ...CITATION])];
  /** @type {[usesFocus: boolean, ...how: HowToRead]} */
  const how = [frameId === undefined, ...howToRead("", true)];
  const results = await retryUntilAllowed(
    () => readLoaded(tab, files, callReadingAndCitation, how),
    retryDelays,
  );
  return {
    frames: results && framesOf(partOf(results, "content"), tab),
    entries: entriesOf(partOf(results ?? [], "entries"), frameId),
    isPdf: isPdf(results),
  };
}

/**
 * Reads a page, its lists of references and its selection in one call.
 * @param {chrome.tabs.Tab | undefined} tab
 * @returns {Promise<{ frames: FrameContent[] | undefined, selection: string, isPdf: boolean }>} frames and
 *   selection as returned by readPage and readSelection; isPdf: whether it is a PDF, as far as it can be read
 */
export async function readPageAndSelection(tab) {
  const files = [...new Set([...READING, ...SELECTION, ...REFERENCES])];
  const results = await retryUntilAllowed(
    () => readLoaded(tab, files, callAll, howToRead("", true)),
    [],
  );
  const references = new Map(
    results?.map(({ frameId, result }) => [frameId, result?.references]),
  );
  return {
    frames: results && framesOf(partOf(results, "content"), tab)
      .map((frame) => ({ ...frame, references: references.get(frame.frameId) })),
    selection: selectionOf((results ?? []).map(({ result }) => result?.selected)),
    isPdf: isPdf(results),
  };
}

/**
 * Reads the selection of a page, in whichever frame it is.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {object} [how]
 * @param {readonly number[]} [how.retryDelays] in milliseconds
 * @returns {Promise<string>} "" in password fields and the like, and where the browser forbids reading,
 *   as in PDFs
 */
export async function readSelection(tab, { retryDelays = [] } = {}) {
  if (tab?.id === undefined) return "";
  const { id } = tab;
  const results = await retryUntilAllowed(
    () => withinTime(runInFrames(id, SELECTION, callSelection, []), MAX_LOADING),
    retryDelays,
  );
  return selectionOf((results ?? []).map(({ result }) => result));
}

/**
 * Reads the entries of the bibliography, or the footnotes, that a citation in the page leads to.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {object} how
 * @param {string} how.link URL of the clicked link; "" for none
 * @param {number} [how.frameId] of the frame that was clicked; without one, the link with the focus
 *   is the citation, in whichever frame it is
 * @param {readonly number[]} [how.retryDelays] in milliseconds
 * @returns {Promise<WireEntry[]>} none if the link is no citation, and where the browser forbids reading
 */
export async function readCitation(tab, { link, frameId, retryDelays = [] }) {
  if (tab?.id === undefined) return [];
  const { id } = tab;
  /** @type {[link: string, usesFocus: boolean]} */
  const how = [link, frameId === undefined];
  const results = await retryUntilAllowed(
    () => withinTime(runInFrames(id, CITATION, callCitation, how), MAX_ANSWER),
    retryDelays,
  );
  return entriesOf(results ?? [], frameId);
}

/**
 * @param {readonly { frameId: number, result?: { isPdf: boolean } }[]} [results] by frame
 * @returns {boolean} whether the page itself is a PDF
 */
function isPdf(results = []) {
  return results.some(({ frameId, result }) => frameId === 0 && result?.isPdf === true);
}

/**
 * @template {object} Result
 * @template {keyof Result} Part
 * @param {readonly { frameId: number, result?: Result }[]} results by frame
 * @param {Part} part
 * @returns {{ frameId: number, result?: Result[Part] }[]} only this part of each
 */
function partOf(results, part) {
  return results.map(({ frameId, result }) => ({ frameId, result: result?.[part] }));
}

/**
 * @param {readonly { frameId: number, result?: WireEntry[] }[]} results
 * @param {number | undefined} frameId of the only frame that counts; undefined for all
 * @returns {WireEntry[]} those of the first frame that has any
 */
function entriesOf(results, frameId) {
  return results.filter((it) => frameId === undefined || it.frameId === frameId)
    .map(({ result }) => result ?? []).find((it) => it.length) ?? [];
}

/**
 * @template {any[]} Args
 * @template Result
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {string[]} files
 * @param {(...args: Args) => Result} func
 * @param {Args} args
 * @returns {Promise<chrome.scripting.InjectionResult<Result>[] | undefined>} undefined without a tab;
 *   [] if it takes too long
 */
async function readLoaded(tab, files, func, args) {
  if (tab?.id === undefined) return undefined;
  if (tab.status !== "complete") {
    const loaded = browser.scripting.executeScript({ target: { tabId: tab.id }, func: () => {} });
    await withinTime(loaded, MAX_LOADING);
  }
  return await withinTime(runInFrames(tab.id, files, func, args), MAX_ANSWER) ?? [];
}

/**
 * @param {{ frameId: number, result?: string }[]} results
 * @param {chrome.tabs.Tab | undefined} tab
 * @returns {FrameContent[]}
 */
function framesOf(results, tab) {
  const frames = results.flatMap(({ frameId, result }) =>
    result ? [{ .../** @type {WireContent} */ (JSON.parse(result)), frameId }] : []
  );
  // A PDF's title is known only to the tab. Without one, the tab shows the URL or file name.
  if (frames[0] && !frames[0].title && /\s|\p{Script=Han}/u.test(tab?.title ?? "")) {
    frames[0].title = tab?.title ?? "";
  }
  return frames;
}

/** @param {(Selected | undefined)[]} all by frame */
function selectionOf(all) {
  const selected = all.flatMap((it) => (it?.text ? [it] : []));
  return (selected.find(({ isInUse }) => isInUse) ?? selected[0])?.text ?? "";
}

/**
 * Runs files, then a function, in all frames of a tab.
 * @template {any[]} Args
 * @template Result
 * @param {number} tabId
 * @param {string[]} files
 * @param {(...args: Args) => Result} func calls what the files declare
 * @param {Args} args
 * @returns {Promise<chrome.scripting.InjectionResult<Result>[]>}
 */
async function runInFrames(tabId, files, func, args) {
  const target = { tabId, allFrames: true };
  // Otherwise this would wait for frames that load only when scrolled into view.
  const injectImmediately = true;
  await browser.scripting.executeScript({ target, injectImmediately, files });
  return await browser.scripting.executeScript({ target, injectImmediately, func, args });
}

/** @typedef {[link: string, isWhole: boolean, namesPapers: string, anchor: string]} HowToRead */

/** @param {string} link @param {boolean} isWhole @returns {HowToRead} */
function howToRead(link, isWhole) {
  return [link, isWhole, NAMES_PAPERS.source, ANCHOR.source];
}

// These run in the page, without this module. A frame that was just added has none of the files.
/**
 * @param {HowToRead} how
 * @returns {string | undefined} a {@link WireContent} as JSON
 */
function callReading(...how) {
  return /** @type {any} */ (globalThis).pageReading?.(...how);
}

/**
 * @param {string} link
 * @param {boolean} usesFocus
 * @returns {WireEntry[] | undefined}
 */
function callCitation(link, usesFocus) {
  return /** @type {any} */ (globalThis).pageCitation?.(link, usesFocus);
}

/**
 * @param {boolean} usesFocus
 * @param {HowToRead} how
 * @returns {{ content?: string, entries?: WireEntry[], isPdf: boolean }}
 */
function callReadingAndCitation(usesFocus, ...how) {
  const { pageCitation, pageReading } = /** @type {any} */ (globalThis);
  return {
    content: pageReading?.(...how),
    entries: pageCitation?.("", usesFocus),
    isPdf: document.contentType === "application/pdf",
  };
}

/** @returns {Selected | undefined} */
function callSelection() {
  return /** @type {any} */ (globalThis).pageSelection?.();
}

/**
 * @param {HowToRead} how
 * @returns {{ content?: string, selected?: Selected, references?: WireContent["references"], isPdf: boolean }}
 */
function callAll(...how) {
  const { pageReading, pageReferences, pageSelection } = /** @type {any} */ (globalThis);
  const [, , namesPapers] = how;
  return {
    content: pageReading?.(...how),
    references: pageReferences?.(namesPapers),
    selected: pageSelection?.(),
    isPdf: document.contentType === "application/pdf",
  };
}

/**
 * @template T
 * @param {() => Promise<T>} read rejects if the browser forbids it, maybe only for the moment
 * @param {readonly number[]} delays before each retry, in milliseconds
 * @returns {Promise<T | undefined>} undefined if it is still forbidden
 */
async function retryUntilAllowed(read, [delay, ...delays]) {
  try {
    return await read();
  } catch {
    if (delay === undefined) return undefined;
    await new Promise((resolve) => setTimeout(resolve, delay));
    return await retryUntilAllowed(read, delays);
  }
}
