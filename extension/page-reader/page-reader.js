/** Reads the page that the reader is on, at their click, with activeTab and nothing more. */

import { ANCHOR, NAMES_PAPERS } from "../registry/sources.js";
import { withinTime } from "../timing.js";
import { readFrame } from "./read-frame.js";
import { selectedText } from "./selected-text.js";

/** @typedef {import("../reading/page-content.js").WireContent} WireContent */
/** @typedef {WireContent & { frameId: number }} FrameContent */

/** Retry delays (ms): activeTab may be granted slightly after the click, with no event. */
export const RETRY_DELAYS = [10, 50, 200];

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
      const loaded = chrome.scripting.executeScript({ target, func: () => {} });
      await withinTime(loaded, MAX_LOADING);
    }
    const reading = chrome.scripting.executeScript({
      target: { ...target, allFrames: true },
      // Otherwise a frame that loads only when scrolled into view would be waited for.
      injectImmediately: true,
      func: readFrame,
      args: [link, isWhole, NAMES_PAPERS.source, ANCHOR.source],
    });
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
  const target = { tabId: tab.id, allFrames: true };
  const results = await retryUntilAllowed(() => {
    const func = selectedText;
    const reading = chrome.scripting.executeScript({ target, injectImmediately: true, func });
    return withinTime(reading, MAX_LOADING);
  }, retryDelays);
  const selected = (results ?? []).flatMap(({ result }) => (result?.text ? [result] : []));
  return (selected.find(({ isInUse }) => isInUse) ?? selected[0])?.text ?? "";
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
