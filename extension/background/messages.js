/** Opens tabs for content scripts and our own pages, and tells them what we opened. */

import { openPapers, openSources, openText } from "../flow/open.js";
import { forgetOpened, noteFollowed, openedIn } from "../flow/openings.js";
import { currentTab } from "../flow/tabs.js";
import {
  isSearch,
  MAX_URL_LENGTH,
  paperNamed,
  papersShown,
  searchWords,
} from "../papers/cool-papers.js";
import { keyOf } from "../papers/own-paper.js";
import { papersInUrl } from "../papers/find.js";
import { waysOn } from "../papers/ways-on.js";
import { readSettings } from "../settings.js";
import { hasPermission } from "../site-permissions.js";

/** @typedef {import("../flow/send-to-worker.js").Request} Request */

/**
 * What a page of Cool Papers is told that we opened and that has none of its papers.
 * @typedef {object} DeadEnd
 * @property {number} count of the papers
 * @property {boolean} isSearch whether the page searches
 * @property {import("../papers/ways-on.js").Way[]} ways
 */

/** The site whose pages show what we tell of our openings. */
const BAR = "coolpapers";

/** Content scripts whose request is being done: each has one at a time. @type {Set<string>} */
const busy = new Set();

/**
 * Does what a page of ours or a content script asks for; ignores all else.
 * @param {unknown} request
 * @param {chrome.runtime.MessageSender} sender
 */
export async function receive(request, sender) {
  const isOwnPage = sender.url?.startsWith(chrome.runtime.getURL("")) ?? false;
  const allowed = sender.id === chrome.runtime.id ? allowedRequest(request, isOwnPage) : undefined;
  const from = `${sender.tab?.id} ${sender.url}`;
  if (!allowed || (!isOwnPage && busy.has(from))) return;
  busy.add(from);
  try {
    await open(allowed, sender.tab);
  } finally {
    busy.delete(from);
  }
}

/**
 * @param {Request} request
 * @param {chrome.tabs.Tab | undefined} from
 */
async function open({ open, atSource, titles, where, text, tabId }, from) {
  const tab = tabId === undefined ? from : await currentTab({ id: tabId });
  const papers = open?.map((named, at) => ({ ...paperNamed(named), title: titles?.[at] }));
  if (papers) await (atSource ? openSources : openPapers)(papers, tab, where);
  else if (text) await openText(text, tab);
}

/**
 * @param {unknown} request
 * @param {boolean} isOwnPage content scripts run in pages that may not speak for the reader
 * @returns {Request | undefined} the request, if its sender may ask for all of it
 */
function allowedRequest(request, isOwnPage) {
  if (typeof request !== "object" || request === null) return undefined;
  const { open, atSource, titles, where, text, tabId } =
    /** @type {Record<string, unknown>} */ (request);
  if (Array.isArray(open)) {
    // However many there are: before many tabs open, the reader is asked.
    const isAllowed = open.length > 0 &&
      open.every((it) => typeof it === "string" && (isPaper(it) || (isOwnPage && isTitle(it))));
    if (!isAllowed) return undefined;
  } else if (!isOwnPage || typeof text !== "string" || open !== undefined) {
    return undefined;
  }
  if (tabId !== undefined && !(isOwnPage && isTabId(tabId))) return undefined;
  if (atSource !== undefined && !(isOwnPage && typeof atSource === "boolean")) return undefined;
  if (where !== undefined && !(isOwnPage && (where === "background" || where === "window"))) {
    return undefined;
  }
  if (titles !== undefined && !(isOwnPage && areTitles(titles))) return undefined;
  return /** @type {Request} */ (request);
}

/**
 * @param {unknown} id
 * @returns {boolean} whether the browser takes it: other numbers than of 32 bits make its API throw
 */
function isTabId(id) {
  return typeof id === "number" && (id | 0) === id;
}

/** @param {unknown} titles */
function areTitles(titles) {
  return Array.isArray(titles) && titles.every((it) => typeof it === "string");
}

/**
 * Tells a page of Cool Papers what we opened it for, if we did; ignores all else.
 * @param {unknown} request
 * @param {chrome.runtime.MessageSender} sender
 * @param {(answer?: DeadEnd) => void} respond
 * @returns {boolean} whether the sender is to wait for an answer
 */
export function answer(request, { id, frameId, tab, url = "" }, respond) {
  if (typeof request !== "object" || request === null) return false;
  if (id !== chrome.runtime.id || frameId !== 0 || tab?.id === undefined) return false;
  const { ask, forget, followed, time } = /** @type {Record<string, unknown>} */ (request);
  if (forget === "opened") void forgetOpened(tab.id);
  if (typeof followed === "string" && typeof time === "number") {
    void follow(tab.id, followed, time);
  }
  if (ask !== "opened") return false;
  void deadEnd(tab, url).then(respond);
  return true;
}

/**
 * Notes a link of ours that the reader followed, for the bar on the page that it opens.
 * @param {number} tabId
 * @param {string} url
 * @param {number} time of the click
 */
async function follow(tabId, url, time) {
  if (isLinkOfOurs(url) && await showsBar()) await noteFollowed(tabId, url, time);
}

/** @returns {Promise<boolean>} whether the reader wants it, and the browser lets us show it */
async function showsBar() {
  return (await readSettings()).links[BAR] && await hasPermission(BAR);
}

/**
 * @param {chrome.tabs.Tab} tab
 * @param {string} url of the page that it shows
 * @returns {Promise<DeadEnd | undefined>} undefined where the reader is to be told nothing
 */
async function deadEnd(tab, url) {
  const opened = await showsBar() ? await openedIn(tab, url) : undefined;
  if (!opened) return undefined;
  const { papers, title } = opened;
  const searches = isSearch(papers[0].branch);
  return { count: papers.length, isSearch: searches, ways: waysOn(papers, title) };
}

/**
 * @param {string} url
 * @returns {boolean} whether it leads to papers, or to a search for a title
 */
function isLinkOfOurs(url) {
  if (url.length > MAX_URL_LENGTH) return false;
  const papers = papersShown(url);
  return papers.length > 0 &&
    papers.every((paper) =>
      isSearch(paper.branch) ? searchWords(paper.id) !== "" : isPaper(keyOf(paper))
    );
}

/**
 * @param {string} named "branch/id"
 * @returns {boolean} whether it has the form of a paper's id
 */
function isPaper(named) {
  const papers = papersInUrl(`https://papers.cool/${named.replaceAll("%", "%25")}`);
  return papers.length === 1 && keyOf(papers[0]) === named;
}

/** @param {string} named "branch/words" */
function isTitle(named) {
  const { branch, id } = paperNamed(named);
  return isSearch(branch) && id !== "" && searchWords(id) === id;
}
