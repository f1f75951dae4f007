/**
 * What is kept for one session, in memory and never on disk: words handed to a page of ours, what tabs
 * were opened for, so that a page without those papers can help, and which tabs are still to open, since
 * the browser may stop the service worker in between.
 */

import { browser } from "../browser.js";
import { destination, halfShown, isSure, papersShown } from "../papers/cool-papers.js";
import { untitled } from "../papers/paper.js";
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

// ---------------------------------------------------------------- notes on tabs

/** @typedef {import("../papers/cool-papers.js").Destination} Destination */
/** What a tab was opened for, and when. @typedef {Destination & { time: number }} Opened */

const OPENED = "opened ";
/** How long (ms) a note is kept. */
const MAX_AGE = 3_600_000;
/** How long (ms) to look for the tab of a followed link, and the pause between looks. */
const MAX_OPENING = 10_000;
const PAUSE = 100;

/** Tabs already matched to a followed link. @type {Set<number>} */
const matched = new Set();

/**
 * Notes what a tab of Cool Papers was opened for, in session storage only. Nobody waits for it.
 * @param {number | undefined} tabId
 * @param {Destination} opened
 */
export function noteOpened(tabId, opened) {
  if (tabId === undefined || !opened.papers.length || !halfShown(opened.url)) return;
  // Tabs open without notes too.
  keep(`${OPENED}${tabId}`, { ...opened, time: Date.now() }).catch(() => {});
}

/**
 * @param {string} key
 * @param {Opened} opened
 */
async function keep(key, opened) {
  await sessionStore().set({ [key]: opened });
  // Not when a tab closes: a listener would start the worker each time.
  const tabs = new Set((await browser.tabs.query({})).map(({ id }) => `${OPENED}${id}`));
  const old = Object.entries(await readNotes(OPENED))
    .filter(([key, { time }]) => !tabs.has(key) || isOld(time));
  if (old.length) await sessionStore().remove(old.map(([key]) => key));
}

/**
 * Finds and notes the tab that a followed link of ours opens; the browser does not report which it is.
 * @param {number} from id of the tab that the link is in
 * @param {string} url
 * @param {number} time of the click
 */
export async function noteFollowed(from, url, time) {
  for (const start = Date.now(); Date.now() - start < MAX_OPENING;) {
    const id = tabOfLink(await browser.tabs.query({}), from, url, time);
    if (id !== undefined) {
      matched.add(id);
      return noteOpened(id, destination(url, papersShown(url).map(untitled)));
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/**
 * @param {readonly chrome.tabs.Tab[]} tabs
 * @param {number} from
 * @param {string} url
 * @param {number} time
 * @returns {number | undefined} the newest tab opened from there for the URL since the time. The page
 *   can open such tabs too: earlier ones, and one in its own click listener, are not the link's.
 */
function tabOfLink(tabs, from, url, time) {
  const ids = tabs.flatMap(({ id, openerTabId, pendingUrl, url: shown = "", lastAccessed }) =>
    id !== undefined && openerTabId === from && isSamePage(pendingUrl || shown, url) &&
      (lastAccessed ?? time) >= time && !matched.has(id)
      ? id
      : []
  );
  // Tab ids grow, and the browser follows a link after the page's listeners.
  return ids.length ? Math.max(...ids) : undefined;
}

/**
 * @param {chrome.tabs.Tab} tab
 * @param {string} url of the page that the tab shows
 * @returns {Promise<Destination | undefined>} what we opened that page for; undefined if the reader
 *   came to it otherwise
 */
export async function openedIn(tab, url) {
  /** @type {Opened | undefined} */
  const noted = (await readNotes(OPENED))[`${OPENED}${tab.id}`];
  if (!noted || !isSamePage(noted.url, url) || isOld(noted.time)) return undefined;
  return noted;
}

/** @param {number} tabId */
export async function forgetOpened(tabId) {
  await sessionStore().remove(`${OPENED}${tabId}`);
}

/** @returns {Promise<boolean>} whether we opened a paper that Cool Papers may name otherwise */
export async function hasOpenedUnsure() {
  /** @type {Opened[]} */
  const opened = Object.values(await readNotes(OPENED));
  return opened.flatMap(({ papers }) => papers)
    .some((paper) => paper.kind === "paper" && !isSure(paper));
}

/**
 * @param {string} start of their keys
 * @returns {Promise<Record<string, any>>} by key
 */
async function readNotes(start) {
  try {
    const stored = await inStoreTime(sessionStore().get(null)) ?? {};
    return Object.fromEntries(Object.entries(stored).filter(([key]) => key.startsWith(start)));
  } catch {
    return {}; // a browser without this store
  }
}

/** @param {number} time */
function isOld(time) {
  return Date.now() - time > MAX_AGE;
}

/**
 * @param {string} one URL
 * @param {string} other
 */
function isSamePage(one, other) {
  return withoutFragment(one) === withoutFragment(other);
}

/** @param {string} url */
function withoutFragment(url) {
  return URL.canParse(url) ? new URL(url).href.split("#", 1)[0] : url;
}

// ---------------------------------------------------------------- tabs that are still to open

/**
 * What opens beside a tab, one after the other.
 * @typedef {object} Opening
 * @property {string} key of its note; "" for none
 * @property {readonly Destination[]} destinations
 * @property {number} asked how many of them the browser was asked to open
 * @property {readonly number[]} tabIds of those that it has opened
 * @property {number | undefined} tabId of the reader's tab
 * @property {number} [newest] of all tabs that there were before
 */

const OPENING = "opening ";
/** Only a worker's successor finishes what it has begun. */
const THIS_RUN = `${OPENING}${crypto.randomUUID()} `;
/** A page that is closed while it opens tabs was closed by the reader. */
const IS_WORKER = "ServiceWorkerGlobalScope" in globalThis;

let count = 0;

/**
 * @param {Omit<Opening, "key">} opening
 * @returns {Opening} the same, noted
 */
export function beginOpening(opening) {
  return noteProgress({ ...opening, key: IS_WORKER ? `${THIS_RUN}${count++}` : "" });
}

/**
 * Replaces the note. Nobody waits for it: tabs open without notes too.
 * @param {Opening} opening
 * @returns {Opening} the same
 */
export function noteProgress(opening) {
  const { key, ...noted } = opening;
  if (key) attempt(() => sessionStore().set({ [key]: { ...noted, time: Date.now() } }));
  return opening;
}

/** @param {Opening} opening that is done, or that nobody wants any more */
export function endOpening({ key }) {
  if (key) attempt(() => sessionStore().remove(key));
}

/**
 * @returns {Promise<(Opening & { age: number })[]>} those that the browser stopped the worker in,
 *   and the milliseconds since then
 */
export async function readInterrupted() {
  try {
    /** @type {Record<string, any>} */
    const stored = await inStoreTime(sessionStore().get(null)) ?? {};
    const keys = Object.keys(stored).filter((it) =>
      it.startsWith(OPENING) && !it.startsWith(THIS_RUN)
    );
    return keys.map((key) => ({ ...stored[key], key, age: Date.now() - stored[key].time }));
  } catch {
    return [];
  }
}

/** @param {() => Promise<void>} change of the store, which may fail */
function attempt(change) {
  try {
    change().catch(() => {});
  } catch {
    // A browser without this store.
  }
}
