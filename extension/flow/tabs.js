/** The only file that opens tabs and windows; a lint rule holds it. */

/** @typedef {import("../settings.js").Settings["where"]} Where */

/** What any of our doors may open. */
const ALLOWED = ["https://papers.cool/", "https://www.papers.cool/", chrome.runtime.getURL("")];

/**
 * Finds the tab that a click came from.
 * @param {chrome.tabs.Tab | undefined} clicked as the browser gave it, perhaps out of date
 * @returns {Promise<chrome.tabs.Tab | undefined>} as it is now; undefined if there is none
 */
export async function currentTab(clicked) {
  const id = clicked?.id ?? chrome.tabs.TAB_ID_NONE;
  const tab = id === chrome.tabs.TAB_ID_NONE ? undefined : await orUndefined(chrome.tabs.get(id));
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
    if (await orUndefined(chrome.tabs.update(tab.id, { url: first }))) {
      return await openBeside(others, tab, false);
    }
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
  await openUrls(paths.map((path) => chrome.runtime.getURL(path)), tab, where);
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
  /** @type {number[]} */
  const tabIds = [];
  // The browser may put a tab elsewhere than asked, for example after the pinned ones.
  let previous = tab;
  for (const [position, url] of urls.entries()) {
    const active = show && position === 0;
    const opened = await openOne({ url, active, ...placeBeside(tab, previous?.index) });
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
