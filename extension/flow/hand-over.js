/** Hands words to a page of ours. Not in its URL: that would stay in the browser's history. */

import { withinTime } from "../time-limit.js";
import { sessionStore } from "./session-store.js";

/** No words start like this: they have no hyphen. */
const KEY = "key-";
/** How long (ms) the store may take. */
const MAX_WAITING = 1000;

/**
 * @param {string} words as searchWords gives them, or papers named by them
 * @returns {Promise<string>} the fragment of the page's URL; "" without words, or without a store
 */
export async function handOver(words) {
  if (!words) return "";
  const key = `${KEY}${crypto.randomUUID()}`;
  try {
    return await withinTime(store(key, words), MAX_WAITING) ? `#${key}` : "";
  } catch {
    return ""; // without a store
  }
}

/**
 * @param {string} key
 * @param {string} words
 */
async function store(key, words) {
  try {
    await sessionStore().set({ [key]: words });
  } catch {
    // It is full: what the reader asks for now matters more than what is noted of before.
    await sessionStore().clear();
    await sessionStore().set({ [key]: words });
  }
  return true;
}

/** @returns {Promise<string>} what was handed to this page, also after a reload; "" for nothing */
export async function handedOver() {
  const given = decodeURIComponent(location.hash.slice(1));
  if (!given.startsWith(KEY)) return given;
  if (history.state?.words) return history.state.words;
  try {
    const stored = await withinTime(sessionStore().get(given), MAX_WAITING);
    const words = String(stored?.[given] ?? "");
    // Unlike the store, the tab's own state outlasts a restart of the browser.
    if (words) history.replaceState({ words }, "");
    await withinTime(sessionStore().remove(given), MAX_WAITING);
    return words;
  } catch {
    return history.state?.words ?? "";
  }
}
