/**
 * Notes of tabs: which papers, or searches, we and our links in pages opened them for. A page that has
 * none of the papers, or finds none, can then help.
 */

import { destination, halfShown, papersShown } from "../papers/cool-papers.js";
import { untitled } from "../papers/paper.js";
import { isSure } from "../papers/publishers.js";
import { inStoreTime } from "../time-limit.js";
import { sessionStore } from "./session-store.js";

/** @typedef {import("../papers/cool-papers.js").Destination} Destination */
/** What a tab was opened for, and when. @typedef {Destination & { time: number }} Opened */

const OURS = "opened ";
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
  keep(`${OURS}${tabId}`, { ...opened, time: Date.now() }).catch(() => {});
}

/**
 * @param {string} key
 * @param {Opened} opened
 */
async function keep(key, opened) {
  await sessionStore().set({ [key]: opened });
  // Not when a tab closes: a listener would start the worker each time.
  const tabs = new Set((await chrome.tabs.query({})).map(({ id }) => `${OURS}${id}`));
  const old = Object.entries(await readNotes(OURS))
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
    const id = tabOfLink(await chrome.tabs.query({}), from, url, time);
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
  const noted = (await readNotes(OURS))[`${OURS}${tab.id}`];
  if (!noted || !isSamePage(noted.url, url) || isOld(noted.time)) return undefined;
  return noted;
}

/** @param {number} tabId */
export async function forgetOpened(tabId) {
  await sessionStore().remove(`${OURS}${tabId}`);
}

/** @returns {Promise<boolean>} whether we opened a paper that Cool Papers may name otherwise */
export async function hasOpenedUnsure() {
  /** @type {Opened[]} */
  const opened = Object.values(await readNotes(OURS));
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
