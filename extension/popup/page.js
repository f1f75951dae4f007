/** The page that the popup is about: being read while the rest of the popup still loads. */

import { readPage } from "../flow/read-page.js";

/** The tab that is shown, or that of our URL's `tab`; undefined where that has gone. */
export const tab = tabAskedFor();
/** Its frames; undefined where the browser allows no reading. */
export const frames = tab.then((it) => readPage(it));

/** @returns {Promise<chrome.tabs.Tab | undefined>} */
async function tabAskedFor() {
  const id = Number(new URLSearchParams(location.search).get("tab") ?? NaN);
  if (id) return await chrome.tabs.get(id).catch(() => undefined);
  const [shown] = await chrome.tabs.query({ active: true, currentWindow: true });
  return shown;
}
