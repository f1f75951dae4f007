/** Reads the page that the reader is on, at their click, with activeTab and nothing more. */

import { browser } from "../browser.js";
import { ANCHOR, NAMES_PAPERS } from "../registry/sources.js";
import { withinTime } from "../timing.js";

/** @typedef {import("../reading/page-content.js").WireContent} WireContent */
/** @typedef {WireContent & { frameId: number }} FrameContent */

/** Retry delays (ms): activeTab may be granted slightly after the click, with no event. */
export const RETRY_DELAYS = [10, 50, 200];

/** What reads a page, in the page: each file declares a global, for those after it. */
const READING = [
  "/page-reader/in-page/dom.js",
  "/page-reader/in-page/text.js",
  "/page-reader/in-page/parts.js",
  "/page-reader/in-page/walk.js",
  "/page-reader/in-page/stated.js",
  "/page-reader/in-page/read.js",
];
/** The same for what is selected. */
const SELECTION = ["/page-reader/in-page/dom.js", "/page-reader/in-page/selection.js"];

/** How long (ms) a page may go on loading before what is there of it is read. */
const MAX_LOADING = 1000;
/** How long (ms) a page may take to answer: its scripts can block it. */
const MAX_READING = 5000;

/**
 * Reads a page with all its frames, as far as it has loaded.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {object} [how]
 * @param {string} [how.link] one that was clicked: then only its text is read, and the meta tags
 * @param {boolean} [how.isWhole] whether all is read nevertheless
 * @param {readonly number[]} [how.retryDelays] in milliseconds
 * @returns {Promise<FrameContent[] | undefined>} the page itself first; undefined where the browser
 *   allows no reading: its own pages, the stores
 */
export async function readPage(tab, { link = "", isWhole = !link, retryDelays = [] } = {}) {
  if (tab?.id === undefined) return undefined;
  const target = { tabId: tab.id };
  return await retryUntilAllowed(async () => {
    if (tab.status !== "complete") {
      const loaded = browser.scripting.executeScript({ target, func: () => {} });
      await withinTime(loaded, MAX_LOADING);
    }
    const reading = runInFrames(target.tabId, READING, callReading, [
      link,
      isWhole,
      NAMES_PAPERS.source,
      ANCHOR.source,
    ]);
    const results = await withinTime(reading, MAX_READING);
    const frames = (results ?? []).flatMap(({ frameId, result }) =>
      result ? [{ .../** @type {WireContent} */ (JSON.parse(result)), frameId }] : []
    );
    // Only the tab knows a PDF's title; without one, the tab shows the URL or the file's name.
    if (frames[0] && !frames[0].title && /\s|\p{Script=Han}/u.test(tab.title ?? "")) {
      frames[0].title = tab.title ?? "";
    }
    return frames;
  }, retryDelays);
}

/**
 * Reads what is selected in a page, whichever frame it is in.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {object} [how]
 * @param {readonly number[]} [how.retryDelays] in milliseconds
 * @returns {Promise<string>} "" in fields for secrets, and where the browser allows no reading, as
 *   in PDFs
 */
export async function readSelection(tab, { retryDelays = [] } = {}) {
  if (tab?.id === undefined) return "";
  const { id } = tab;
  const results = await retryUntilAllowed(
    () => withinTime(runInFrames(id, SELECTION, callSelection, []), MAX_LOADING),
    retryDelays,
  );
  const selected = (results ?? []).flatMap(({ result }) => (result?.text ? [result] : []));
  return (selected.find(({ isInUse }) => isInUse) ?? selected[0])?.text ?? "";
}

/**
 * Runs files in all frames of a tab, then a function.
 * @template {any[]} Args
 * @template Result
 * @param {number} tabId
 * @param {string[]} files
 * @param {(...args: Args) => Result} func calls what the files have declared
 * @param {Args} args
 * @returns {Promise<chrome.scripting.InjectionResult<Result>[]>}
 */
async function runInFrames(tabId, files, func, args) {
  const target = { tabId, allFrames: true };
  // Otherwise a frame that loads only when scrolled into view would be waited for.
  const injectImmediately = true;
  await browser.scripting.executeScript({ target, injectImmediately, files });
  return await browser.scripting.executeScript({ target, injectImmediately, func, args });
}

// Both run in the page, by themselves. A frame that has just come has none of the files.
/**
 * @param {[link: string, isWhole: boolean, namesPapers: string, anchor: string]} how
 * @returns {string | undefined} a {@link WireContent} as JSON
 */
function callReading(...how) {
  return /** @type {any} */ (globalThis).pageReading?.(...how);
}

/** @returns {{ text: string, isInUse: boolean } | undefined} */
function callSelection() {
  return /** @type {any} */ (globalThis).pageSelection?.();
}

/**
 * @template T
 * @param {() => Promise<T>} read rejects where the browser does not allow it, or not yet
 * @param {readonly number[]} delays before each further try, in milliseconds
 * @returns {Promise<T | undefined>} undefined where it is not allowed
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
