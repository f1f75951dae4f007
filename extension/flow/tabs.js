/** The only file that opens tabs and windows; a lint rule holds it. */

import { serialQueue } from "../serial-queue.js";
import { withinTime } from "../time-limit.js";
import { begin, forget, note } from "./unfinished.js";

/** @typedef {import("./unfinished.js").Opening} Opening */
/** @typedef {import("../settings.js").Settings["where"]} Where */

/** What any of our doors may open. */
const ALLOWED = ["https://papers.cool/", "https://www.papers.cool/", chrome.runtime.getURL("")];
/** How long (ms) the tabs of one click may hold up those of the next. */
const MAX_OPENING = 5000;

/** Serializes openings: places count from the left, so two at a time would mix their tabs. */
const queue = serialQueue();

/**
 * Finds the tab that a click came from.
 * @param {chrome.tabs.Tab | undefined} clicked as the browser gave it, perhaps out of date
 * @returns {Promise<chrome.tabs.Tab | undefined>} as it is now; undefined if there is none
 */
export async function currentTab(clicked) {
  const tab = await tabWithId(clicked?.id);
  if (tab) return tab;
  const shown = await orUndefined(chrome.tabs.query({ active: true, lastFocusedWindow: true }));
  return shown?.[0];
}

/**
 * Opens URLs where the reader wants them.
 * @param {readonly string[]} urls
 * @param {chrome.tabs.Tab | undefined} tab that they came from
 * @param {Where} where "beside" or in the "background" of that tab; in the "same" tab, further ones
 *   beside it; or in a new "window" of the same incognito state
 */
export async function openUrls(urls, tab, where) {
  checkUrls(urls);
  if (where === "window") {
    const opened = await orUndefined(
      chrome.windows.create({ url: [...urls], incognito: tab?.incognito ?? false }),
    );
    if (opened) return;
  }
  if (where === "same" && tab?.id !== undefined && tab.id >= 0) {
    const [first, ...others] = urls;
    const rest = openingOf(others, tab, others.length > 0);
    if (await orUndefined(chrome.tabs.update(tab.id, { url: first }))) {
      return await inTurn(() => openAll(rest, tab, false));
    }
    forget(rest);
  }
  await openBeside(urls, tab, where !== "background");
}

/**
 * Opens pages of the extension.
 * @param {readonly string[]} paths within the extension, fragment included
 * @param {chrome.tabs.Tab | undefined} [tab] that the reader is in
 * @param {Where} [where]
 */
export async function openOwnPages(paths, tab, where = "beside") {
  await openUrls(ownUrls(paths), tab, where);
}

/**
 * @param {readonly string[]} paths within the extension, fragment included
 * @returns {string[]}
 */
export function ownUrls(paths) {
  return paths.map((path) => chrome.runtime.getURL(path));
}

/** Opens the browser's own page for changing shortcuts, which no link may lead to. */
export async function openShortcutSettings() {
  await chrome.tabs.create({ url: "chrome://extensions/shortcuts" });
}

/**
 * Opens URLs right beside a tab, in order: same window, same tab group, same incognito state.
 * @param {readonly string[]} urls
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {boolean} [show] the first one
 */
export async function openBeside(urls, tab, show = true) {
  checkUrls(urls);
  const opening = openingOf(urls, tab, urls.length > 1);
  await inTurn(() => openAll(opening, tab, show));
}

/**
 * Opens the rest of the URLs that a stopped worker was opening, beside the last that it opened.
 * @param {Opening} stopped
 */
export async function resume(stopped) {
  forget(stopped);
  checkUrls(stopped.urls);
  const noted = begin(stopped);
  await inTurn(() => openRest(noted));
}

/** @param {Opening} noted */
async function openRest(noted) {
  const tab = await tabWithId(noted.tabId);
  const opened = (await Promise.all(noted.tabIds.map(tabWithId))).filter((it) => it !== undefined);
  const last = opened.at(-1) ?? tab;
  // With all of its tabs closed, the reader wants no more of them.
  if (!last && (noted.tabId !== undefined || noted.tabIds.length)) return forget(noted);
  // The worker may have been stopped before it heard of the last one.
  const unheard = noted.asked > noted.tabIds.length ? await nextNewer(last) : undefined;
  const tabIds = [...opened, ...(unheard ? [unheard] : [])].flatMap(({ id }) => id ?? []);
  const beside = last && tab?.windowId !== last.windowId ? last : tab;
  await openAll({ ...noted, tabIds }, beside, false, unheard ?? last);
}

/**
 * @param {readonly string[]} urls
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {boolean} isNoted
 * @returns {Opening}
 */
function openingOf(urls, tab, isNoted) {
  const opening = { urls, asked: 0, tabIds: [], tabId: tab?.id };
  return isNoted ? begin(opening) : { ...opening, key: "" };
}

/** @param {() => Promise<void>} open */
async function inTurn(open) {
  await queue(async () => {
    await withinTime(open(), MAX_OPENING);
  });
}

/**
 * @param {Opening} opening
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {boolean} show the first one
 * @param {chrome.tabs.Tab | undefined} [left] that is to be on the left of the next one
 */
async function openAll(opening, tab, show, left = tab) {
  const tabIds = [...opening.tabIds];
  // The browser may put a tab elsewhere than asked, for example after the pinned ones.
  let previous = left;
  for (let at = opening.asked; at < opening.urls.length; at++) {
    // In the same turn as the request for the tab, so that the browser gets both or neither.
    note({ ...opening, asked: at + 1, tabIds });
    const active = show && at === 0;
    const place = placeBeside(tab, previous?.index);
    const opened = await openOne({ url: opening.urls[at], active, ...place });
    if (opened?.id !== undefined) tabIds.push(opened.id);
    previous = opened ?? previous;
  }
  const groupId = tab?.groupId ?? chrome.tabGroups?.TAB_GROUP_ID_NONE ?? -1;
  // A tab that opens after the group's last tab is not in the group by itself. If the group cannot
  // be changed (a saved one), the tabs stay outside it.
  const [first, ...others] = tabIds;
  if (groupId >= 0 && first !== undefined) {
    await orUndefined(chrome.tabs.group({ groupId, tabIds: [first, ...others] }));
  }
  forget(opening);
}

/**
 * @param {number | undefined} id
 * @returns {Promise<chrome.tabs.Tab | undefined>} undefined if it has closed
 */
async function tabWithId(id) {
  const isId = id !== undefined && id !== chrome.tabs.TAB_ID_NONE;
  return isId ? await orUndefined(chrome.tabs.get(id)) : undefined;
}

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @returns {Promise<chrome.tabs.Tab | undefined>} the one on its right, if it is newer: ids grow
 */
async function nextNewer(tab) {
  if (tab?.id === undefined) return undefined;
  const { id, windowId, index } = tab;
  const [next] = await orUndefined(chrome.tabs.query({ windowId, index: index + 1 })) ?? [];
  return next?.id !== undefined && next.id > id ? next : undefined;
}

/**
 * @param {readonly string[]} urls
 * @throws {Error} for one that is neither Cool Papers' nor ours
 */
function checkUrls(urls) {
  const foreign = urls.find((url) => !ALLOWED.some((start) => url.startsWith(start)));
  if (foreign) throw new Error(`Not a page of Cool Papers or of this extension: ${foreign}`);
}

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {number | undefined} leftIndex of the tab that is to be on the left
 * @returns {chrome.tabs.CreateProperties}
 */
function placeBeside(tab, leftIndex) {
  if (!tab) return {};
  return {
    windowId: tab.windowId,
    ...(tab.id !== undefined && tab.id >= 0 ? { openerTabId: tab.id } : {}),
    ...(leftIndex !== undefined && leftIndex >= 0 ? { index: leftIndex + 1 } : {}),
  };
}

/**
 * Opens a tab where asked, else in the same window, else anywhere.
 * @param {chrome.tabs.CreateProperties} properties
 * @returns {Promise<chrome.tabs.Tab | undefined>}
 */
async function openOne({ url, active, ...where }) {
  const { windowId } = where;
  const opened = (await orUndefined(chrome.tabs.create({ url, active, ...where }))) ??
    (windowId === undefined
      ? undefined
      : await orUndefined(chrome.tabs.create({ url, active, windowId })));
  if (opened) return opened;
  const elsewhere = await orUndefined(chrome.tabs.create({ url, active }));
  if (!elsewhere) await chrome.windows.create({ url });
  return elsewhere;
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T | undefined>} undefined where the browser refuses
 */
async function orUndefined(promise) {
  try {
    return await promise;
  } catch {
    return undefined;
  }
}
