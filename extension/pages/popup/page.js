/** The page that the popup is about. A module of its own, so that reading starts before the rest. */

import { browser } from "../../browser.js";
import { readPageAndSelection } from "../../page-reader/page-reader.js";

/**
 * The tab that is shown, or that of our URL's `tab`; undefined if it has closed.
 * @type {Promise<chrome.tabs.Tab | undefined>}
 */
export const pageTab = findTab();

/** Its frames, undefined where the browser allows no reading, and what is selected in it. */
export const pageRead = pageTab.then(readPageAndSelection);

async function findTab() {
  const id = Number(new URLSearchParams(location.search).get("tab") ?? NaN);
  if (id) {
    try {
      return await browser.tabs.get(id); // throws at once for what can be no id
    } catch {
      return undefined;
    }
  }
  const [shown] = await browser.tabs.query({ active: true, currentWindow: true });
  return shown;
}
