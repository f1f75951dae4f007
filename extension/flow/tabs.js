/** The one place that opens tabs. */

/**
 * Finds the tab that a click came from.
 * @param {chrome.tabs.Tab | undefined} clicked as the browser gave it, perhaps out of date
 * @returns {Promise<chrome.tabs.Tab | undefined>} as it is now; undefined if there is none
 */
export async function currentTab(clicked) {
  const id = clicked?.id ?? chrome.tabs.TAB_ID_NONE;
  const tab = id === chrome.tabs.TAB_ID_NONE ? undefined : await known(chrome.tabs.get(id));
  if (tab) return tab;
  const [active] = (await known(chrome.tabs.query({ active: true, lastFocusedWindow: true }))) ??
    [];
  return active;
}

/** @typedef {import("../settings.js").Settings["where"]} Where */

/**
 * Opens URLs where the reader wants them.
 * @param {readonly string[]} urls
 * @param {chrome.tabs.Tab | undefined} tab that they came from
 * @param {Where} where beside that tab, shown or not; in its place, the rest beside it; or in a
 *   new window, in the same incognito state
 */
export async function openUrls(urls, tab, where) {
  if (where === "window") {
    const opened = await known(
      chrome.windows.create({ url: [...urls], incognito: tab?.incognito ?? false }),
    );
    if (opened) return;
  }
  if (where === "same" && tab?.id !== undefined && tab.id >= 0) {
    const [first, ...others] = urls;
    if (await known(chrome.tabs.update(tab.id, { url: first }))) {
      return await openBeside(others, tab, false);
    }
  }
  await openBeside(urls, tab, where !== "background");
}

/**
 * Opens URLs right beside a tab, in order: same window, same tab group, same incognito state.
 * @param {readonly string[]} urls
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {boolean} [show] the first one
 */
export async function openBeside(urls, tab, show = true) {
  /** @type {number[]} */
  const tabIds = [];
  // The browser may have put a tab elsewhere than asked, as from among pinned ones.
  let left = tab;
  for (const [position, url] of urls.entries()) {
    const active = show && position === 0;
    const opened = await openOne({ url, active, ...placeBeside(tab, left?.index) });
    if (opened?.id !== undefined) tabIds.push(opened.id);
    left = opened ?? left;
  }
  const groupId = tab?.groupId ?? chrome.tabGroups?.TAB_GROUP_ID_NONE ?? -1;
  // The browser groups only tabs that open inside a group, not those after its last tab. That a
  // group may not be changed is no reason to lose the tabs.
  const [first, ...others] = tabIds;
  if (groupId >= 0 && first !== undefined) {
    await known(chrome.tabs.group({ groupId, tabIds: [first, ...others] }));
  }
}

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {number | undefined} index of the tab that is to be on the left
 * @returns {chrome.tabs.CreateProperties}
 */
function placeBeside(tab, index) {
  if (!tab) return {};
  return {
    windowId: tab.windowId,
    ...(tab.id !== undefined && tab.id >= 0 ? { openerTabId: tab.id } : {}),
    ...(index !== undefined && index >= 0 ? { index: index + 1 } : {}),
  };
}

/**
 * Opens a tab where asked, else in the same window, else anywhere.
 * @param {chrome.tabs.CreateProperties} properties
 * @returns {Promise<chrome.tabs.Tab | undefined>}
 */
async function openOne({ url, active, ...where }) {
  const { windowId } = where;
  const opened = (await known(chrome.tabs.create({ url, active, ...where }))) ??
    (windowId === undefined
      ? undefined
      : await known(chrome.tabs.create({ url, active, windowId })));
  if (opened) return opened;
  const elsewhere = await known(chrome.tabs.create({ url, active }));
  if (!elsewhere) await chrome.windows.create({ url });
  return elsewhere;
}

/**
 * @template T
 * @param {Promise<T>} answer
 * @returns {Promise<T | undefined>} undefined where the browser refuses
 */
async function known(answer) {
  try {
    return await answer;
  } catch {
    return undefined;
  }
}
