/**
 * Notes which papers, or searches, our tabs and our links in pages were opened for: a page that has
 * none of the papers, or finds none, can then help.
 */

import { isSearch, papersShown } from "../papers/cool-papers.js";
import { isSure } from "../papers/publishers.js";
import { withinTime } from "../time-limit.js";
import { sessionStore } from "./session-store.js";

/** @typedef {import("../papers/cool-papers.js").NamedPaper} NamedPaper */

/**
 * @typedef {object} Opened
 * @property {string} url
 * @property {string} title of the only paper; "" if it is not known
 * @property {number} time
 */

const OURS = "opened ";
/** How long (ms) a note is kept. */
const MAX_AGE = 3_600_000;
/** How long (ms) the store may take. */
const MAX_READING = 1000;
/** How long (ms) to look for the tab of a followed link, and the pause between looks. */
const MAX_OPENING = 10_000;
const PAUSE = 100;

/** Tabs already matched to a followed link. @type {Set<number>} */
const matched = new Set();

/**
 * Notes what a tab was opened for, in session storage only. Nobody waits for it.
 * @param {number | undefined} tabId
 * @param {string} url
 * @param {Readonly<Record<string, string>>} [titles] by URL
 */
export function noteOpened(tabId, url, titles = {}) {
  if (tabId === undefined || !papersShown(url).length) return;
  /** @type {Opened} */
  const opened = { url, title: titles[url] ?? "", time: Date.now() };
  // Tabs open without notes too.
  keep(`${OURS}${tabId}`, opened).catch(() => {});
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
      return noteOpened(id, url);
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
 * @returns {Promise<{ papers: NamedPaper[], title: string } | undefined>} what we opened that page
 *   for, a search in place of a paper that is known by its title; undefined if the reader came to it otherwise
 */
export async function openedIn(tab, url) {
  /** @type {Opened | undefined} */
  const noted = (await readNotes(OURS))[`${OURS}${tab.id}`];
  if (!noted || !isSamePage(noted.url, url) || isOld(noted.time)) return undefined;
  return { papers: papersShown(noted.url), title: noted.title };
}

/** @param {number} tabId */
export async function forgetOpened(tabId) {
  await sessionStore().remove(`${OURS}${tabId}`);
}

/** @returns {Promise<boolean>} whether we opened a paper that Cool Papers may name otherwise */
export async function hasOpenedUnsure() {
  /** @type {Opened[]} */
  const opened = Object.values(await readNotes(OURS));
  return opened.flatMap(({ url }) => papersShown(url))
    .some((paper) => !isSearch(paper.branch) && !isSure(paper));
}

/**
 * @param {string} start of their keys
 * @returns {Promise<Record<string, any>>} by key
 */
async function readNotes(start) {
  try {
    const stored = await withinTime(sessionStore().get(null), MAX_READING) ?? {};
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
