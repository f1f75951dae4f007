/** Messages to the service worker, which opens tabs for pages that close before they could. */

import { browser } from "../browser.js";

/** @typedef {import("../papers/paper.js").NamedPaper} NamedPaper */

/**
 * What pages of ours send. Content scripts, which cannot import this, send as background/messages.js says.
 * @typedef {object} OpenPapers
 * @property {"openPapers"} type
 * @property {readonly NamedPaper[]} named
 * @property {boolean} [atSource] whether to open their publishers' pages
 * @property {"background" | "window"} [where] they open, in place of the reader's setting
 * @property {number} [tabId] of the tab that they came from, if it is not the sender's own
 */
/** @typedef {{ type: "openText", text: string, tabId?: number }} OpenText */

/**
 * Asks the worker to open papers, without waiting for the tabs.
 * @param {readonly NamedPaper[]} named
 * @param {Omit<OpenPapers, "type" | "named">} [how]
 */
export async function openPapersFromPage(named, how = {}) {
  await send({
    ...how,
    type: "openPapers",
    named: named.map(({ paper, title }) => ({ paper, title })),
  });
}

/**
 * Asks the worker to open what a text means, without waiting for the tabs.
 * @param {string} text to find papers in, or else to search for
 * @param {number} [tabId]
 */
export async function openTextFromPage(text, tabId) {
  await send({ type: "openText", text, tabId });
}

/** @param {OpenPapers | OpenText} message */
async function send(message) {
  await browser.runtime.sendMessage(message);
}
