/**
 * Asks the service worker to open tabs: the popup goes as soon as the first one shows, and could
 * not open the rest.
 */

/**
 * @typedef {object} Request
 * @property {string[]} [open] papers, each as "branch/id"
 * @property {string} [text] or what papers are to be found in, or else searched for
 * @property {number} [tabId] of the tab they came from, if it is not the sender's own
 */

/**
 * Asks the worker, and is not kept waiting.
 * @param {Request} request
 */
export async function ask(request) {
  await chrome.runtime.sendMessage(request);
}
