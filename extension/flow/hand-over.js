/** Hands words to a page of ours. Not in its URL: that would stay in the browser's history. */

import { inStoreTime } from "../time-limit.js";
import { sessionStore } from "./session-store.js";

/** No words start like this, nor papers: they have no hyphen, or a "/" before it. */
const KEY = "key-";

/**
 * @param {string} words as searchWords gives them, or papers as JSON
 * @returns {Promise<string>} the fragment of the page's URL; "" without words, or without a store
 */
export async function handOver(words) {
  if (!words) return "";
  const key = `${KEY}${crypto.randomUUID()}`;
  try {
    return await inStoreTime(store(key, words)) ? `#${key}` : "";
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
    const stored = await inStoreTime(sessionStore().get(given));
    const words = String(stored?.[given] ?? "");
    // Unlike the store, the tab's own state outlasts a restart of the browser.
    if (words) history.replaceState({ words }, "");
    await inStoreTime(sessionStore().remove(given));
    return words;
  } catch {
    return history.state?.words ?? "";
  }
}
