/** Requests to the service worker, which opens tabs for pages that close before they could. */

/**
 * @typedef {object} Request
 * @property {string[]} [open] papers, each as "branch/id"
 * @property {string[]} [titles] of those papers, in their order; "" for one that is not known
 * @property {boolean} [atSource] whether to open their publishers' pages
 * @property {"background" | "window"} [where] they open, in place of the reader's setting
 * @property {string} [text] or text to find papers in, or else to search for
 * @property {number} [tabId] of the tab they came from, if it is not the sender's own
 */

/**
 * Sends a request to the worker without waiting for the tabs to open.
 * @param {Request} request
 */
export async function sendToWorker(request) {
  await chrome.runtime.sendMessage(request);
}
