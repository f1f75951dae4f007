/** What several tabs show, for the tab strip's entry and the popup. */

import { readOtherTab } from "../page-reader/page-reader.js";
import { papersInUrl } from "../papers/find.js";
import { keyOf } from "../papers/paper.js";
import { listedAsOwn } from "../reading/listed.js";
import { titleOfTab } from "../reading/own-rules.js";
import { readingOf } from "../reading/reading.js";

/** @typedef {import("../reading/listed.js").ListedPaper} ListedPaper */

/**
 * @typedef {object} TabsRead
 * @property {readonly ListedPaper[]} named their papers, each once, in the order of the tabs
 * @property {number} unread how many of the tabs could not be read
 */

/**
 * @param {readonly chrome.tabs.Tab[]} tabs
 * @returns {Promise<TabsRead>}
 */
export async function readTabs(tabs) {
  const read = await Promise.all(tabs.map(papersOfTab));
  /** @type {Map<string, ListedPaper>} */
  const once = new Map();
  for (const it of read.flatMap((papers) => papers ?? [])) {
    const key = keyOf(it.paper);
    if (!once.get(key)?.title) once.set(key, it); // which leaves it in its place
  }
  return { named: [...once.values()], unread: read.filter((papers) => !papers).length };
}

/**
 * @param {chrome.tabs.Tab} tab
 * @returns {Promise<readonly ListedPaper[] | undefined>} its own paper, else those that it lists; undefined
 *   if the browser does not allow reading it, and its address, where we may know it, names none
 */
async function papersOfTab(tab) {
  // A tab that the browser has put to sleep would not answer.
  const frames = tab.discarded ? undefined : await readOtherTab(tab);
  if (!frames?.length) {
    const named = papersInUrl(tab.url ?? "");
    return named.length ? listedAsOwn(named, titleOfTab(tab)) : undefined;
  }
  const reading = readingOf(frames);
  return reading.own.length ? listedAsOwn(reading.own, reading.title) : reading.listed;
}
