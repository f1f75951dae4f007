/** What several tabs show, for the tab strip's entry and the popup. */

import { browser } from "../browser.js";
import { readOtherTab } from "../page-reader/page-reader.js";
import { keyOf } from "../papers/paper.js";
import { readingOf } from "../reading/reading.js";

/** @typedef {import("../papers/paper.js").NamedPaper} NamedPaper */

/**
 * @typedef {object} TabsRead
 * @property {readonly NamedPaper[]} named their papers, each once, in the order of the tabs
 * @property {number} unread how many of the tabs could not be read
 */

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @returns {Promise<chrome.tabs.Tab[]>} the tabs that are highlighted together with it, in order; [] if it
 *   is the only one, or none of them
 */
export async function tabsSelectedWith(tab) {
  if (!tab?.highlighted) return [];
  const selected = await browser.tabs.query({ highlighted: true, windowId: tab.windowId });
  return selected.length > 1 ? selected : [];
}

/**
 * @param {readonly chrome.tabs.Tab[]} tabs
 * @returns {Promise<TabsRead>}
 */
export async function readTabs(tabs) {
  const read = await Promise.all(tabs.map(papersOfTab));
  const all = read.flatMap((papers) => papers ?? []);
  const once = new Map(all.map((it) => [keyOf(it.paper), it]));
  return { named: [...once.values()], unread: read.filter((papers) => !papers).length };
}

/**
 * @param {chrome.tabs.Tab} tab
 * @returns {Promise<readonly NamedPaper[] | undefined>} its own paper, else those that it lists; undefined
 *   if the browser does not allow reading it
 */
async function papersOfTab(tab) {
  const frames = await readOtherTab(tab);
  if (!frames) return undefined;
  const { own, title, listed } = readingOf(frames);
  return own.length ? own.map((paper) => ({ paper, title })) : listed;
}
