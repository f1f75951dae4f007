/** Opens tabs for content scripts and the popup. */

import { openPapers, openText } from "../flow/open.js";
import { currentTab } from "../flow/tabs.js";
import { paperNamed } from "../papers/cool-papers.js";

/**
 * @param {import("../flow/send-to-worker.js").Request} request
 * @param {chrome.runtime.MessageSender} sender
 */
export async function receive({ open, text, tabId }, sender) {
  const tab = tabId === undefined
    ? sender.tab
    : await chrome.tabs.get(tabId).catch(() => currentTab(undefined));
  if (open) await openPapers(open.map(paperNamed), tab);
  else if (text) await openText(text, tab);
}
