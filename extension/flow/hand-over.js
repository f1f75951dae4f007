/** Hands words to a page of ours. Not in its URL: that would stay in the browser's history. */

import { withinTime } from "../time-limit.js";

/** No words start like this: they have no hyphen. */
const KEY = "key-";
/** How long (ms) the store may take. */
const MAX_WAITING = 1000;

/**
 * @param {string} words as searchWords gives them, or papers named by them
 * @returns {Promise<string>} the fragment of the page's URL; the words themselves without a store
 */
export async function handOver(words) {
  if (!words) return "";
  const key = `${KEY}${crypto.randomUUID()}`;
  try {
    const storing = chrome.storage.session.set({ [key]: words }).then(() => true);
    if (await withinTime(storing, MAX_WAITING)) return `#${key}`;
  } catch {
    // Without a store, a page that works matters more.
  }
  return `#${encodeURIComponent(words)}`;
}

/** @returns {Promise<string>} what was handed to this page, also after a reload; "" for nothing */
export async function handedOver() {
  const given = decodeURIComponent(location.hash.slice(1));
  if (!given.startsWith(KEY)) return given;
  if (history.state?.words) return history.state.words;
  try {
    const stored = await withinTime(chrome.storage.session.get(given), MAX_WAITING);
    const words = String(stored?.[given] ?? "");
    // Unlike the store, the tab's own state outlasts a restart of the browser.
    if (words) history.replaceState({ words }, "");
    await withinTime(chrome.storage.session.remove(given), MAX_WAITING);
    return words;
  } catch {
    return history.state?.words ?? "";
  }
}
