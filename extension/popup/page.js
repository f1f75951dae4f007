/**
 * The page that the popup is about: being read while the popup's modules still load. A plain
 * script, after page-reader.js; as modules the two would start some 20 ms later.
 */

/**
 * @typedef {object} PopupPage
 * @property {Promise<chrome.tabs.Tab | undefined>} tab the one that is shown, or that of our URL's
 *   `tab`; undefined where that has gone
 * @property {Promise<import("../flow/read-page.js").FrameContent[] | undefined>} frames of that
 *   tab; undefined where the browser allows no reading
 */

const reader = /** @type {typeof import("../flow/read-page.js")} */ (
  /** @type {unknown} */ (globalThis)
);
const tabToRead = tabAskedFor();
/** @type {PopupPage} */
const popupPage = { tab: tabToRead, frames: tabToRead.then((it) => reader.readPage(it)) };
Object.assign(globalThis, { popupPage });

/** @returns {Promise<chrome.tabs.Tab | undefined>} */
async function tabAskedFor() {
  const id = Number(new URLSearchParams(location.search).get("tab") ?? NaN);
  if (id) return await chrome.tabs.get(id).catch(() => undefined);
  const [shown] = await chrome.tabs.query({ active: true, currentWindow: true });
  return shown;
}
