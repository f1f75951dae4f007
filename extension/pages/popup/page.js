/** What the popup is about. A module of its own, so that reading starts before the rest. */

import { browser } from "../../browser.js";
import { readPageAndSelection, readTabs, tabsSelectedWith } from "../../page-reader/page-reader.js";
import { readingOfTabs } from "../../reading/reading.js";

/** @typedef {import("../../reading/reading.js").TabsRead & { tabs: number }} SelectedRead tabs: how many */

const query = new URLSearchParams(location.search);

/**
 * The tab that is shown, or that of our URL's `tab`; undefined if it has closed.
 * @type {Promise<chrome.tabs.Tab | undefined>}
 */
export const pageTab = findTab();

/** Its frames, undefined where the browser allows no reading, and what is selected in it. */
export const pageRead = pageTab.then(readPageAndSelection);

/**
 * What the tabs show that are selected together in the tab strip; undefined if it is only one.
 * @type {Promise<SelectedRead | undefined>}
 */
export const selectedRead = pageTab.then(readSelected);

async function findTab() {
  const id = Number(query.get("tab") ?? NaN);
  if (id) return await tabWithId(id);
  const [shown] = await browser.tabs.query({ active: true, currentWindow: true });
  return shown;
}

/** @param {chrome.tabs.Tab | undefined} tab */
async function readSelected(tab) {
  const tabs = query.has("tabs") ? await tabsOfUrl() : await tabsSelectedWith(tab);
  if (tabs.length < 2) return undefined;
  return { ...readingOfTabs(await readTabs(tabs)), tabs: tabs.length };
}

/** The tabs of our URL's `tabs` that have not closed: showing ours has ended their selection. */
async function tabsOfUrl() {
  const ids = (query.get("tabs") ?? "").split(",").map(Number);
  return (await Promise.all(ids.map(tabWithId))).flatMap((tab) => tab ?? []);
}

/** @param {number} id */
async function tabWithId(id) {
  try {
    return await browser.tabs.get(id); // throws at once for what can be no id
  } catch {
    return undefined;
  }
}
