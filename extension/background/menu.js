/** The entry in the browser's context menus. */

import { browser, serialQueue } from "../browser.js";
import { TAB_STRIP_ITEM } from "../flow/open-clicked.js";
import { PAPER_PAGES } from "../registry/sites.js";
import { readSettings } from "../settings.js";

/** @typedef {Pick<chrome.contextMenus.CreateProperties, "id" | "contexts" | "documentUrlPatterns">} Item */

/** @type {Item[]} */
const EVERYWHERE = [
  // One item for all four: in a PDF, separate items for "frame" and "selection" would both match,
  // and the browser nests two items in a submenu. URL patterns would need a second item too.
  { id: "open", contexts: ["page", "frame", "selection", "link"] },
];
/** @type {Item[]} */
const ON_KNOWN_PAGES = [
  { id: "open", contexts: ["selection", "link"] },
  // Trade-off: in PDFs on these pages both items match, so the browser nests them in a submenu.
  { id: "open-page", contexts: ["page", "frame"], documentUrlPatterns: PAPER_PAGES },
];
/** @type {Item} */
const IN_TAB_STRIP = { id: TAB_STRIP_ITEM, contexts: ["tab"] }; // where the browser knows it

/** Serializes menu rebuilds: settings can change faster than one finishes. */
const queue = serialQueue();

/** Creates the entry unless it exists. */
export async function createMenu() {
  const { everywhere } = await readSettings();
  for (const item of [...(everywhere ? EVERYWHERE : ON_KNOWN_PAGES), IN_TAB_STRIP]) {
    try {
      const title = browser.i18n.getMessage("menu");
      browser.contextMenus.create({ ...item, title }, () => {
        // Reading it keeps the browser from logging an error when the item exists.
        void browser.runtime.lastError;
      });
    } catch {
      // The browser does not know the context.
    }
  }
}

/**
 * Rebuilds the entry when the reader changes where it shows.
 * @param {Record<string, chrome.storage.StorageChange>} changes
 */
export async function followSettings(changes) {
  if (!("everywhere" in changes)) return;
  await queue(async () => {
    await browser.contextMenus?.removeAll();
    await createMenu();
  });
}
