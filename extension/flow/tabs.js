/** The only file that opens tabs and windows; a lint rule enforces it. */

import { browser, QUIRKS, serialQueue, withinTime } from "../browser.js";
import { destination, publisherUrl } from "../papers/paper.js";
import { papersInUrl } from "../papers/find.js";
import { beginOpening, endOpening, recordOpened, recordProgress } from "./session.js";

/** @typedef {import("../papers/paper.js").Destination} Destination */
/** @typedef {import("./session.js").Opening} Opening */
/** @typedef {import("../settings.js").Settings["where"]} Where */

/** URLs that may be opened start like this, unless they are publishers' pages. */
const ALLOWED = ["https://papers.cool/", "https://www.papers.cool/", browser.runtime.getURL("")];
/** How long (ms) the tabs of one click may delay those of the next. */
const MAX_QUEUED = 5000;

/** Serializes openings: tab positions are indexes, so two at a time would mix their tabs. */
const queue = serialQueue();

/** The tabs that this worker has opened. @type {Set<number>} */
const openedHere = new Set();

/**
 * Finds the tab that a click came from.
 * @param {Pick<chrome.tabs.Tab, "id"> | undefined} clicked as the browser passed it, maybe outdated
 * @returns {Promise<chrome.tabs.Tab | undefined>} as it is now; undefined if there is none
 */
export async function currentTab(clicked) {
  const tab = await tabWithId(clicked?.id);
  if (tab) return tab;
  const shown = await orUndefined(browser.tabs.query({ active: true, lastFocusedWindow: true }));
  return shown?.[0];
}

/**
 * Opens tabs where the reader wants them.
 * @param {readonly Destination[]} destinations
 * @param {chrome.tabs.Tab | undefined} tab that they came from
 * @param {Where} where "beside" or in the "background" of that tab; in the "same" tab, further ones
 *   beside it; or in a new "window" of the same incognito state
 */
export async function openTabs(destinations, tab, where) {
  checkUrls(destinations);
  if (where === "window") {
    const url = destinations.map((it) => it.url);
    const opened = await orUndefined(
      browser.windows.create({ url, incognito: tab?.incognito ?? false }),
    );
    opened?.tabs?.forEach(({ id }, at) => recordOpened(id, destinations[at]));
    if (opened) return;
  }
  if (where === "same" && tab?.id !== undefined && tab.id >= 0) {
    const [first, ...others] = destinations;
    const rest = openingOf(others, tab, others.length > 0);
    if (await orUndefined(browser.tabs.update(tab.id, { url: first.url }))) {
      recordOpened(tab.id, first);
      return await inTurn(() => openAll(rest, tab, false));
    }
    endOpening(rest);
  }
  await openBeside(destinations, tab, where !== "background");
}

/**
 * Opens pages of the extension.
 * @param {readonly string[]} paths within the extension, fragment included
 * @param {chrome.tabs.Tab | undefined} [tab] that the reader is in
 * @param {Where} [where]
 */
export async function openOwnPages(paths, tab, where = "beside") {
  await openTabs(ownPages(paths), tab, where);
}

/**
 * @param {readonly string[]} paths within the extension, fragment included
 * @returns {Destination[]}
 */
export function ownPages(paths) {
  return paths.map((path) => destination(browser.runtime.getURL(path)));
}

/**
 * Switches to a tab.
 * @param {number} id
 * @returns {Promise<chrome.tabs.Tab | undefined>} undefined if it has closed
 */
export async function showTab(id) {
  return await orUndefined(browser.tabs.update(id, { active: true }));
}

/** Opens the browser's own page for changing shortcuts, which no link may lead to. */
export async function openShortcutSettings() {
  const { shortcutSettings: url } = QUIRKS;
  await (url
    ? browser.tabs.create({ url })
    : /** @type {any} */ (browser.commands).openShortcutSettings());
}

/**
 * Opens tabs right beside a tab, in order: same window, same tab group, same incognito state.
 * @param {readonly Destination[]} destinations
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {boolean} [show] the first one
 */
export async function openBeside(destinations, tab, show = true) {
  checkUrls(destinations);
  const opening = openingOf(destinations, tab, destinations.length > 1);
  await inTurn(() => openAll(opening, tab, show));
}

/**
 * Continues an opening during which a worker was stopped, beside the last tab that it opened.
 * @param {Opening} stopped
 * @param {(missing: readonly Destination[]) => readonly Destination[] | Promise<readonly Destination[]>} rest maps the destinations still to open to what to open instead
 */
export async function resume(stopped, rest) {
  endOpening(stopped);
  checkUrls(stopped.destinations);
  const opening = beginOpening(stopped);
  await inTurn(() => openRest(opening, rest));
}

/**
 * @param {Opening} opening
 * @param {(missing: readonly Destination[]) => readonly Destination[] | Promise<readonly Destination[]>} rest
 */
async function openRest(opening, rest) {
  const tab = await tabWithId(opening.tabId);
  const last = await tabWithId((await stillOpen(opening.tabIds)).at(-1)) ?? tab;
  // If the reader has closed all of its tabs, they want no more of them.
  if (!last && (opening.tabId !== undefined || opening.tabIds.length)) return endOpening(opening);
  const beside = last && tab?.windowId !== last.windowId ? last : tab;
  const isUnsure = opening.asked > opening.tabIds.length;
  const unrecorded = isUnsure && last ? await unrecordedTab(opening, last) : undefined;
  const asked = isUnsure && !unrecorded ? opening.asked - 1 : opening.asked;
  const missing = await rest(opening.destinations.slice(asked));
  const destinations = [...opening.destinations.slice(0, asked), ...missing];
  checkUrls(destinations);
  const tabIds = [...opening.tabIds, ...(unrecorded?.id === undefined ? [] : [unrecorded.id])];
  await openAll({ ...opening, destinations, asked, tabIds }, beside, false, unrecorded ?? last);
}

/**
 * @param {readonly Destination[]} destinations
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {boolean} isRecorded
 * @returns {Opening}
 */
function openingOf(destinations, tab, isRecorded) {
  const opening = { destinations, asked: 0, tabIds: [], tabId: tab?.id };
  return isRecorded ? beginOpening(opening) : { ...opening, key: "" };
}

/** @param {() => Promise<void>} open */
async function inTurn(open) {
  /** @type {Promise<void> | undefined} */
  let opening;
  await queue(async () => {
    opening = open();
    await withinTime(opening, MAX_QUEUED);
  });
  await opening; // the queue waits less long
}

/**
 * @param {Opening} opening
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {boolean} show the first one
 * @param {chrome.tabs.Tab | undefined} [left] the next tab opens to the right of this one
 */
async function openAll(opening, tab, show, left = tab) {
  const tabIds = [...opening.tabIds];
  const newest = opening.newest ?? (opening.key ? await newestTab() : 0);
  // The browser may put a tab elsewhere than requested, for example after the pinned ones.
  let previous = left;
  for (let at = opening.asked; at < opening.destinations.length; at++) {
    recordProgress({ ...opening, asked: at + 1, tabIds, newest });
    const active = show && at === 0;
    const place = placeBeside(tab, previous?.index);
    const next = opening.destinations[at];
    const opened = await openOne({ url: next.url, active, ...place });
    if (opened?.id !== undefined) {
      tabIds.push(opened.id);
      openedHere.add(opened.id);
      recordOpened(opened.id, next);
    }
    previous = opened ?? previous;
  }
  const groupId = tab?.groupId ?? browser.tabGroups?.TAB_GROUP_ID_NONE ?? -1;
  // A tab that opens after the group's last tab does not join the group by itself. Saved groups
  // cannot be changed: then the tabs stay outside.
  const [first, ...others] = groupId < 0 ? [] : await stillOpen(tabIds);
  if (first !== undefined) {
    await orUndefined(browser.tabs.group({ groupId, tabIds: [first, ...others] }));
  }
  endOpening(opening);
}

/**
 * @param {number | undefined} id
 * @returns {Promise<chrome.tabs.Tab | undefined>} undefined if it has closed
 */
async function tabWithId(id) {
  const isId = id !== undefined && id !== browser.tabs.TAB_ID_NONE;
  return isId ? await orUndefined(browser.tabs.get(id)) : undefined;
}

/**
 * @param {readonly number[]} ids
 * @returns {Promise<number[]>} those of tabs that have not closed
 */
async function stillOpen(ids) {
  const tabs = await Promise.all(ids.map(tabWithId));
  return tabs.flatMap((tab) => tab?.id ?? []);
}

/**
 * Finds a tab that was created just before the worker was stopped, so that its id is not recorded.
 * @param {Opening} opening
 * @param {chrome.tabs.Tab} last the last recorded tab, else the reader's
 * @returns {Promise<chrome.tabs.Tab | undefined>} undefined if the browser has not opened it
 */
async function unrecordedTab({ newest = 0, tabIds }, { windowId, index: lastIndex }) {
  const tabs = await orUndefined(browser.tabs.query({ windowId })) ?? [];
  const next = tabs.find(({ id = 0, index, pinned }) =>
    index > lastIndex && !pinned && !openedHere.has(id)
  );
  // Tab ids increase.
  return next?.id !== undefined && next.id > Math.max(newest, ...tabIds) ? next : undefined;
}

/** @returns {Promise<number>} the highest id of all tabs */
async function newestTab() {
  const tabs = await orUndefined(browser.tabs.query({})) ?? [];
  return Math.max(0, ...tabs.map(({ id = 0 }) => id));
}

/**
 * @param {readonly Destination[]} destinations
 * @throws {Error} for a URL that is not Cool Papers', the extension's, or a publisher's page of a paper
 */
function checkUrls(destinations) {
  const foreign = destinations.map(({ url }) => url).find((url) =>
    !ALLOWED.some((start) => url.startsWith(start)) && !isPublishersPage(url)
  );
  if (foreign) throw new Error(`Not a page of Cool Papers or of this extension: ${foreign}`);
}

/** @param {string} url */
function isPublishersPage(url) {
  return papersInUrl(url).some((paper) => publisherUrl(paper) === url);
}

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {number | undefined} leftIndex of the tab to the left of the new one
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
 * Opens a tab where requested, else in the same window, else anywhere.
 * @param {chrome.tabs.CreateProperties} properties
 * @returns {Promise<chrome.tabs.Tab | undefined>}
 */
async function openOne({ url, active, ...where }) {
  const { windowId } = where;
  const opened = (await orUndefined(browser.tabs.create({ url, active, ...where }))) ??
    (windowId === undefined
      ? undefined
      : await orUndefined(browser.tabs.create({ url, active, windowId })));
  if (opened) return opened;
  const elsewhere = await orUndefined(browser.tabs.create({ url, active }));
  if (!elsewhere) await browser.windows.create({ url });
  return elsewhere;
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T | undefined>} undefined if the promise rejects
 */
async function orUndefined(promise) {
  try {
    return await promise;
  } catch {
    return undefined;
  }
}
