/**
 * Notes which papers, or searches, our tabs and our links in pages were opened for: a page that has
 * none of the papers, or finds none, can then help.
 */

import { isSearch, papersShown } from "../papers/cool-papers.js";
import { isSure } from "../papers/publishers.js";
import { withinTime } from "../time-limit.js";

/** @typedef {import("../papers/cool-papers.js").NamedPaper} NamedPaper */

/**
 * @typedef {object} Opened
 * @property {string} url
 * @property {string} title of the only paper; "" if it is not known
 * @property {number} time
 */

/**
 * A link of ours that the reader followed. The browser opens its tab, whose id only that tab tells.
 * @typedef {object} Followed
 * @property {string} url
 * @property {number} from id of the tab that the link is in
 * @property {number} time
 */

/** Incognito windows have a worker of their own, and share the store. */
const OURS = chrome.extension.inIncognitoContext ? "opened-incognito " : "opened ";
const FOLLOWED = chrome.extension.inIncognitoContext ? "followed-incognito " : "followed ";
/** Most links that are remembered: no reader opens more before the first of them has loaded. */
const MAX_FOLLOWED = 50;
/** How long (ms) a note is kept. */
const MAX_AGE = 3_600_000;
/** How long (ms) the store may take. */
const MAX_READING = 1000;

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
  await chrome.storage.session.set({ [key]: opened });
  // Not when a tab closes: a listener would start the worker each time.
  const tabs = new Set((await chrome.tabs.query({})).map(({ id }) => `${OURS}${id}`));
  const old = Object.entries(await readNotes(OURS))
    .filter(([key, { time }]) => !tabs.has(key) || isOld(time));
  if (old.length) await chrome.storage.session.remove(old.map(([key]) => key));
}

/**
 * Notes that the reader followed a link of ours, in session storage only.
 * @param {number} from id of the tab that the link is in
 * @param {string} url
 */
export async function noteFollowed(from, url) {
  /** @type {Followed} */
  const followed = { url, from, time: Date.now() };
  await chrome.storage.session.set({ [`${FOLLOWED}${crypto.randomUUID()}`]: followed });
  /** @type {[string, Followed][]} */
  const notes = Object.entries(await readNotes(FOLLOWED));
  const old = notes.sort(([, one], [, other]) => other.time - one.time)
    .filter(([, { time }], at) => at >= MAX_FOLLOWED || isOld(time));
  if (old.length) await chrome.storage.session.remove(old.map(([key]) => key));
}

/**
 * Turns the note of a followed link into one of the tab that it opened, if it is such a tab.
 * @param {Pick<chrome.tabs.Tab, "id" | "openerTabId">} tab
 * @param {string} url of the page that it shows
 * @returns {Promise<Opened | undefined>}
 */
async function claimFollowed({ id, openerTabId }, url) {
  /** @type {[string, Followed][]} */
  const notes = Object.entries(await readNotes(FOLLOWED));
  const [key, followed] =
    notes.find(([, it]) => it.from === openerTabId && isSamePage(it.url, url) && !isOld(it.time)) ??
      [];
  if (!key || !followed) return undefined;
  /** @type {Opened} */
  const opened = { url: followed.url, title: "", time: followed.time };
  await chrome.storage.session.set({ [`${OURS}${id}`]: opened });
  await chrome.storage.session.remove(key);
  return opened;
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
  const isNoted = noted !== undefined && isSamePage(noted.url, url) && !isOld(noted.time);
  const opened = isNoted ? noted : await claimFollowed(tab, url);
  return opened && { papers: papersShown(opened.url), title: opened.title };
}

/** @param {number} tabId */
export async function forgetOpened(tabId) {
  await chrome.storage.session.remove(`${OURS}${tabId}`);
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
    const stored = await withinTime(chrome.storage.session.get(null), MAX_READING) ?? {};
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
