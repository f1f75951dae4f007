/** What the service worker does for content scripts and the popup: it opens tabs. */

import { paperNamed } from "../papers/cool-papers.js";
import { openPapers, openText } from "./open.js";
import { currentTab } from "./tabs.js";

/**
 * @param {import("./ask.js").Request} request
 * @param {chrome.runtime.MessageSender} sender
 */
export async function receive({ open, text, tabId }, sender) {
  const tab = tabId === undefined
    ? sender.tab
    : await chrome.tabs.get(tabId).catch(() => currentTab(undefined));
  if (open) await openPapers(open.map(paperNamed), tab);
  else if (text) await openText(text, tab);
}
