/**
 * What content scripts and the popup ask of the service worker: to open tabs. The popup goes as
 * soon as the first one shows, and could not open the rest.
 */

import { paperNamed } from "../papers/cool-papers.js";
import { openPapers, openText } from "./open.js";
import { currentTab } from "./tabs.js";

/**
 * @typedef {object} Request
 * @property {string[]} [open] papers, each as "branch/id"
 * @property {string} [text] or what papers are to be found in, or else searched for
 * @property {number} [tabId] of the tab they came from, if it is not the sender's own
 */

/**
 * @param {Request} request
 * @param {chrome.runtime.MessageSender} sender
 */
export async function receive({ open, text, tabId }, sender) {
  const tab = tabId === undefined
    ? sender.tab
    : await chrome.tabs.get(tabId).catch(() => currentTab(undefined));
  if (open) await openPapers(open.map(paperNamed), tab);
  else if (text) await openText(text, tab);
}

/**
 * Asks the worker, and is not kept waiting.
 * @param {Request} request
 */
export async function ask(request) {
  await chrome.runtime.sendMessage(request);
}
