/**
 * Notes on tabs, for one session: which papers, or searches, we and our links in pages opened them for,
 * so that a page without them can help; and which are still to open, since the browser may stop the
 * service worker in between.
 */

import { browser } from "../browser.js";
import { destination, halfShown, papersShown } from "../papers/cool-papers.js";
import { untitled } from "../papers/paper.js";
import { isSure } from "../papers/publishers.js";
import { inStoreTime } from "../timing.js";
import { sessionStore } from "./session-store.js";

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
