/** Notes which papers our tabs were opened for: a page that has none of them can then help. */

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

/** Incognito windows have a worker of their own, and share the store. */
const OURS = chrome.extension.inIncognitoContext ? "opened-incognito " : "opened ";
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
  if (tabId === undefined || !papersAt(url).length) return;
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
  const old = Object.entries(await readNotes())
    .filter(([key, { time }]) => !tabs.has(key) || Date.now() - time > MAX_AGE);
  if (old.length) await chrome.storage.session.remove(old.map(([key]) => key));
}

/**
 * @param {number} tabId
 * @param {string} url of the page that the tab shows
 * @returns {Promise<{ papers: NamedPaper[], title: string } | undefined>} what we opened that page
 *   for; undefined if the reader came to it otherwise
 */
export async function openedIn(tabId, url) {
  const opened = (await readNotes())[`${OURS}${tabId}`];
  if (!opened || Date.now() - opened.time > MAX_AGE) return undefined;
  if (withoutFragment(opened.url) !== withoutFragment(url)) return undefined;
  return { papers: papersAt(opened.url), title: opened.title };
}

/** @param {number} tabId */
export async function forgetOpened(tabId) {
  await chrome.storage.session.remove(`${OURS}${tabId}`);
}

/** @returns {Promise<boolean>} whether we opened a paper that Cool Papers may name otherwise */
export async function hasOpenedUnsure() {
  const opened = Object.values(await readNotes());
  return opened.some(({ url }) => papersAt(url).some((paper) => !isSure(paper)));
}

/** @returns {Promise<Record<string, Opened>>} by key */
async function readNotes() {
  try {
    const stored = await withinTime(chrome.storage.session.get(null), MAX_READING) ?? {};
    const notes = Object.entries(stored).filter(([key]) => key.startsWith(OURS));
    return /** @type {Record<string, Opened>} */ (Object.fromEntries(notes));
  } catch {
    return {}; // a browser without this store
  }
}

/**
 * @param {string} url
 * @returns {NamedPaper[]} the papers that it names by their ids
 */
function papersAt(url) {
  return papersShown(url).filter(({ branch }) => !isSearch(branch));
}

/** @param {string} url */
function withoutFragment(url) {
  return URL.canParse(url) ? new URL(url).href.split("#", 1)[0] : url;
}
