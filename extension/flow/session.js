/**
 * State of one browser session, in memory and never on disk:
 * - words passed to a page of the extension,
 * - the basket of papers that the reader keeps,
 * - what tabs were opened for, to help on a page that lacks those papers,
 * - tabs still to open, in case the browser stops the service worker before. (An event page is not
 *   stopped while it opens tabs; nothing is left there to go on with, so it needs no case of its own.)
 */

import { browser, QUIRKS, withinStorageTime } from "../browser.js";
import { destination, halfShown, isSure, keyOf, papersShown, untitled } from "../papers/paper.js";

const NAME = "session";

/**
 * Incognito windows share `storage.session` with the other windows, where it outlasts them. Their
 * IndexedDB is separate: the browser keeps it in memory, and deletes it with the last such window.
 * @type {SessionArea}
 */
const incognitoArea = {
  get: (key) =>
    inTransaction("readonly", async (store) => {
      const [keys, values] = await Promise.all([
        settled(store.getAllKeys(key ?? undefined)),
        settled(store.getAll(key ?? undefined)),
      ]);
      return Object.fromEntries(keys.map((it, at) => [it, values[at]]));
    }),
  set: (items) =>
    inTransaction("readwrite", async (store) => {
      const puts = Object.entries(items).map(([key, value]) => settled(store.put(value, key)));
      await Promise.all(puts);
    }),
  remove: (keys) =>
    inTransaction("readwrite", async (store) => {
      await Promise.all([keys].flat().map((key) => settled(store.delete(key))));
    }),
  clear: () => inTransaction("readwrite", (store) => settled(store.clear())),
};

/**
 * The part of `chrome.storage.StorageArea` that is used here.
 * @typedef {object} SessionArea
 * @property {(key: string | null) => Promise<Record<string, any>>} get one item, or all
 * @property {(items: Record<string, unknown>) => Promise<void>} set
 * @property {(keys: string | string[]) => Promise<void>} remove
 * @property {() => Promise<void>} clear
 */

/** @returns {SessionArea} the one for this context, incognito or not */
export function sessionArea() {
  const isApart = QUIRKS.separatesIncognito && browser.extension.inIncognitoContext;
  return isApart ? incognitoArea : browser.storage.session;
}

/** Key of a record that an incognito window is open: where such windows share session storage. */
const INCOGNITO = "incognito";

/** Where incognito windows share session storage, keeps nothing once the last one has closed. */
export function followIncognitoWindows() {
  if (QUIRKS.separatesIncognito) return;
  const follow = () => void clearAfterIncognito().catch(() => {});
  browser.windows?.onCreated.addListener(follow);
  browser.windows?.onRemoved.addListener(follow);
  follow(); // such a window may be open already
}

async function clearAfterIncognito() {
  const windows = await browser.windows?.getAll() ?? [];
  const area = browser.storage.session;
  if (windows.some(({ incognito }) => incognito)) await area.set({ [INCOGNITO]: true });
  else if ((await area.get(INCOGNITO))[INCOGNITO]) await area.clear();
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => Promise<T>} use
 * @returns {Promise<T>}
 */
async function inTransaction(mode, use) {
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

/** Neither words nor papers start like this: these have no hyphen, or a "/" before it. */
const KEY = "key-";

/**
 * @param {string} words as returned by searchWords, or papers as JSON
 * @returns {Promise<string>} the fragment of the page's URL; "" without words or session storage
 */
export async function handOver(words) {
  if (!words) return "";
  const key = `${KEY}${crypto.randomUUID()}`;
  try {
    return await withinStorageTime(storeWords(key, words)) ? `#${key}` : "";
  } catch {
    return ""; // no session storage
  }
}

/**
 * @param {string} key
 * @param {string} words
 */
async function storeWords(key, words) {
  try {
    await sessionArea().set({ [key]: words });
  } catch {
    // Storage is full: the current request matters more than earlier records.
    const basket = await sessionArea().get(BASKET);
    await sessionArea().clear();
    await sessionArea().set({ ...basket, [key]: words });
  }
  return true;
}

/** @returns {Promise<string>} what was passed to this page, also after a reload; "" for nothing */
export async function handedOver() {
  const given = decodeURIComponent(location.hash.slice(1));
  if (!given.startsWith(KEY)) return given;
  if (history.state?.words) return history.state.words;
  try {
    const stored = await withinStorageTime(sessionArea().get(given));
    const words = String(stored?.[given] ?? "");
    // Unlike session storage, the tab's history state survives a restart of the browser.
    if (words) history.replaceState({ words }, "");
    await withinStorageTime(sessionArea().remove(given));
    return words;
  } catch {
    return history.state?.words ?? "";
  }
}

// ---------------------------------------------------------------- the basket

/** @typedef {import("../papers/paper.js").NamedPaper} NamedPaper */

const BASKET = "basket";

/** @returns {Promise<readonly NamedPaper[]>} the papers in the basket; [] without session storage */
export async function readBasket() {
  try {
    return (await withinStorageTime(sessionArea().get(BASKET)))?.[BASKET] ?? [];
  } catch {
    return [];
  }
}

/**
 * Puts papers into the basket, each once.
 * @param {readonly NamedPaper[]} named
 * @returns {Promise<readonly NamedPaper[]>} what it holds now
 * @throws {unknown} if session storage is full or cannot be read, or there is none
 */
export async function addToBasket(named) {
  // Not by readBasket, to which a basket that cannot be read is empty: it would be overwritten.
  /** @type {Record<string, NamedPaper[]>} */
  const { [BASKET]: before = [] } = await sessionArea().get(BASKET);
  const known = new Set(before.map(({ paper }) => keyOf(paper)));
  const added = named.filter(({ paper }) => !known.has(keyOf(paper)))
    .map(({ paper, title }) => ({ paper, title }));
  const basket = [...before, ...added];
  await sessionArea().set({ [BASKET]: basket });
  return basket;
}

/** Empties the basket. */
export async function emptyBasket() {
  await sessionArea().remove(BASKET);
}

// ---------------------------------------------------------------- what tabs were opened for

/** @typedef {import("../papers/paper.js").Destination} Destination */
/** What a tab was opened for, and when. @typedef {Destination & { time: number }} Opened */

const OPENED = "opened ";
/** Lifetime (ms) of a record. */
const MAX_AGE = 3_600_000;
/** How long (ms) to look for the tab of a followed link, and the pause between looks. */
const MAX_TAB_SEARCH = 10_000;
const PAUSE = 100;

/** Tabs already matched to a followed link. @type {Set<number>} */
const matched = new Set();

/**
 * Records what a tab of Cool Papers was opened for, in session storage only, without waiting for it.
 * @param {number | undefined} tabId
 * @param {Destination} opened
 */
export function recordOpened(tabId, opened) {
  if (tabId === undefined || !opened.papers.length || !halfShown(opened.url)) return;
  // If this fails, only the help on that page is lost.
  storeOpened(`${OPENED}${tabId}`, { ...opened, time: Date.now() }).catch(() => {});
}

/**
 * @param {string} key
 * @param {Opened} opened
 */
async function storeOpened(key, opened) {
  await sessionArea().set({ [key]: opened });
  // Not when a tab closes: a listener would start the worker each time.
  const tabs = new Set((await browser.tabs.query({})).map(({ id }) => `${OPENED}${id}`));
  const old = Object.entries(await itemsStartingWith(OPENED))
    .filter(([key, { time }]) => !tabs.has(key) || isOld(time));
  if (old.length) await sessionArea().remove(old.map(([key]) => key));
}

/**
 * Finds and records the tab that a followed link of ours opens; the browser does not report which it is.
 * @param {number} from id of the tab that the link is in
 * @param {string} url
 * @param {number} time of the click
 */
export async function recordFollowed(from, url, time) {
  for (const start = Date.now(); Date.now() - start < MAX_TAB_SEARCH;) {
    const id = tabOfLink(await browser.tabs.query({}), from, url, time);
    if (id !== undefined) {
      matched.add(id);
      return recordOpened(id, destination(url, papersShown(url).map(untitled)));
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
  // Tab ids increase, and the browser follows a link after the page's listeners have run.
  return ids.length ? Math.max(...ids) : undefined;
}

/**
 * @param {chrome.tabs.Tab} tab
 * @param {string} url of the page that the tab shows
 * @returns {Promise<Destination | undefined>} what we opened that page for; undefined if it was not us
 */
export async function openedIn(tab, url) {
  /** @type {Opened | undefined} */
  const opened = (await itemsStartingWith(OPENED))[`${OPENED}${tab.id}`];
  if (!opened || !isSamePage(opened.url, url) || isOld(opened.time)) return undefined;
  return opened;
}

/** @param {number} tabId */
export async function forgetOpened(tabId) {
  await sessionArea().remove(`${OPENED}${tabId}`);
}

/** @returns {Promise<boolean>} whether we opened a paper for which Cool Papers may use another id */
export async function hasOpenedUnsure() {
  return (await papersOpened()).some((paper) => !isSure(paper));
}

/** @returns {Promise<boolean>} whether we opened a paper by its id */
export async function hasOpenedPaper() {
  return (await papersOpened()).length > 0;
}

/** @returns {Promise<import("../papers/paper.js").KnownPaper[]>} those with ids, in tabs of Cool Papers */
async function papersOpened() {
  /** @type {Opened[]} */
  const opened = Object.values(await itemsStartingWith(OPENED));
  return opened.flatMap(({ papers }) => papers).filter((paper) => paper.kind === "paper");
}

/**
 * @param {string} start of the keys
 * @returns {Promise<Record<string, any>>} the items, by key
 */
async function itemsStartingWith(start) {
  try {
    const stored = await withinStorageTime(sessionArea().get(null)) ?? {};
    return Object.fromEntries(Object.entries(stored).filter(([key]) => key.startsWith(start)));
  } catch {
    return {}; // no session storage
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
 * Tabs that open one after the other beside the reader's tab.
 * @typedef {object} Opening
 * @property {string} key in session storage; "" if it is not recorded
 * @property {readonly Destination[]} destinations
 * @property {number} asked how many tabs were requested from the browser
 * @property {readonly number[]} tabIds of those that have opened
 * @property {number | undefined} tabId of the reader's tab
 * @property {number} [newest] highest id of the tabs that existed before
 */

const OPENING = "opening ";
/** Keys of this worker's own openings, which it must not resume itself. */
const THIS_RUN = `${OPENING}${crypto.randomUUID()} `;
/** Pages record nothing: if one closes while it opens tabs, the reader wanted that. */
const IS_WORKER = "ServiceWorkerGlobalScope" in globalThis;

let count = 0;

/**
 * @param {Omit<Opening, "key">} opening
 * @returns {Opening} the same, with the key of its record
 */
export function beginOpening(opening) {
  return recordProgress({ ...opening, key: IS_WORKER ? `${THIS_RUN}${count++}` : "" });
}

/**
 * Replaces the record, without waiting for it: tabs open even if it fails.
 * @param {Opening} opening
 * @returns {Opening} the same
 */
export function recordProgress(opening) {
  const { key, ...values } = opening;
  if (key) attempt(() => sessionArea().set({ [key]: { ...values, time: Date.now() } }));
  return opening;
}

/** @param {Opening} opening that is finished or abandoned */
export function endOpening({ key }) {
  if (key) attempt(() => sessionArea().remove(key));
}

/**
 * @returns {Promise<(Opening & { age: number })[]>} openings during which the browser stopped the
 *   worker; age: milliseconds since then
 */
export async function readInterrupted() {
  const openings = Object.entries(await itemsStartingWith(OPENING));
  return openings.filter(([key]) => !key.startsWith(THIS_RUN))
    .map(([key, opening]) => ({ ...opening, key, age: Date.now() - opening.time }));
}

/** @param {() => Promise<void>} change of session storage, which may fail */
function attempt(change) {
  try {
    change().catch(() => {});
  } catch {
    // No session storage.
  }
}
