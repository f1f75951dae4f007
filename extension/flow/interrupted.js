/** Notes the tabs that are still to open: the browser may interrupt the service worker in between. */

import { inStoreTime } from "../time-limit.js";
import { sessionStore } from "./session-store.js";

/** @typedef {import("../papers/cool-papers.js").Destination} Destination */

/**
 * What opens beside a tab, one after the other.
 * @typedef {object} Opening
 * @property {string} key of its note; "" for none
 * @property {readonly Destination[]} destinations
 * @property {number} asked how many of them the browser was asked to open
 * @property {readonly number[]} tabIds of those that it has opened
 * @property {number | undefined} tabId of the reader's tab
 * @property {number} [newest] of all tabs that there were before
 */

const OURS = "opening ";
/** Only a worker's successor finishes what it has begun. */
const THIS_RUN = `${OURS}${crypto.randomUUID()} `;
/** A page that is closed while it opens tabs was closed by the reader. */
const IS_WORKER = "ServiceWorkerGlobalScope" in globalThis;

let count = 0;

/**
 * @param {Omit<Opening, "key">} opening
 * @returns {Opening} the same, noted
 */
export function beginOpening(opening) {
  return noteProgress({ ...opening, key: IS_WORKER ? `${THIS_RUN}${count++}` : "" });
}

/**
 * Replaces the note. Nobody waits for it: tabs open without notes too.
 * @param {Opening} opening
 * @returns {Opening} the same
 */
export function noteProgress(opening) {
  const { key, ...noted } = opening;
  if (key) attempt(() => sessionStore().set({ [key]: { ...noted, time: Date.now() } }));
  return opening;
}

/** @param {Opening} opening that is done, or that nobody wants any more */
export function endOpening({ key }) {
  if (key) attempt(() => sessionStore().remove(key));
}

/**
 * @returns {Promise<(Opening & { age: number })[]>} those that the browser stopped the worker in,
 *   and the milliseconds since then
 */
export async function readInterrupted() {
  try {
    /** @type {Record<string, any>} */
    const stored = await inStoreTime(sessionStore().get(null)) ?? {};
    const keys = Object.keys(stored).filter((it) =>
      it.startsWith(OURS) && !it.startsWith(THIS_RUN)
    );
    return keys.map((key) => ({ ...stored[key], key, age: Date.now() - stored[key].time }));
  } catch {
    return [];
  }
}

/** @param {() => Promise<void>} change of the store, which may fail */
function attempt(change) {
  try {
    change().catch(() => {});
  } catch {
    // A browser without this store.
  }
}
