/** The store for one session, in memory and never on disk, and what it hands to a page of ours. */

import { browser } from "../browser.js";
import { inStoreTime } from "../timing.js";

const NAME = "session";

/**
 * Incognito windows share the browser's store with the others, where it outlasts them. An IndexedDB
 * they have to themselves: the browser keeps it in memory, and drops it with the last such window.
 * @type {SessionStore}
 */
const ofIncognito = {
  get: (key) =>
    within("readonly", async (store) => {
      const [keys, values] = await Promise.all([
        settled(store.getAllKeys(key ?? undefined)),
        settled(store.getAll(key ?? undefined)),
      ]);
      return Object.fromEntries(keys.map((it, at) => [it, values[at]]));
    }),
  set: (items) =>
    within("readwrite", async (store) => {
      const puts = Object.entries(items).map(([key, value]) => settled(store.put(value, key)));
      await Promise.all(puts);
    }),
  remove: (keys) =>
    within("readwrite", async (store) => {
      await Promise.all([keys].flat().map((key) => settled(store.delete(key))));
    }),
  clear: () => within("readwrite", (store) => settled(store.clear())),
};

/**
 * As `chrome.storage` has it.
 * @typedef {object} SessionStore
 * @property {(key: string | null) => Promise<Record<string, any>>} get one item, or all
 * @property {(items: Record<string, unknown>) => Promise<void>} set
 * @property {(keys: string | string[]) => Promise<void>} remove
 * @property {() => Promise<void>} clear
 */

/** @returns {SessionStore} that of the windows that we are in, incognito or not */
export function sessionStore() {
  return browser.extension.inIncognitoContext ? ofIncognito : browser.storage.session;
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => Promise<T>} use
 * @returns {Promise<T>}
 */
async function within(mode, use) {
  const opening = indexedDB.open(NAME);
  opening.onupgradeneeded = () => opening.result.createObjectStore(NAME);
  const database = await settled(opening);
  try {
    return await use(database.transaction(NAME, mode).objectStore(NAME));
  } finally {
    database.close(); // waits for the transaction
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// ---------------------------------------------------------------- words for a page of ours

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
