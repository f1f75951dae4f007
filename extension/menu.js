/** The entry in the browser's context menus. */

import { turns } from "./in-turn.js";
import { PAPER_PAGES } from "./papers/sources.js";
import { readSettings } from "./settings.js";

/** @typedef {Pick<chrome.contextMenus.CreateProperties, "id" | "contexts" | "documentUrlPatterns">} Item */

/** @type {Item[]} */
const EVERYWHERE = [
  // One item for all four: in a PDF, items for "frame" and "selection" would both show, and the
  // browser moves two items into a submenu. For the same reason there are no URL patterns.
  { id: "open", contexts: ["page", "frame", "selection", "link"] },
];
/** @type {Item[]} */
const ON_KNOWN_PAGES = [
  { id: "open", contexts: ["selection", "link"] },
  // The price: in a PDF of these pages, both items show, in a submenu.
  { id: "open-page", contexts: ["page", "frame"], documentUrlPatterns: PAPER_PAGES },
];
/** @type {Item} */
const IN_TAB_STRIP = { id: "open-tab", contexts: ["tab"] }; // known since Chrome 150

/** The entry is made and taken away in turn: both take a while, and a switch can be quicker. */
const inTurn = turns();

/** Makes the entry; where it is there already, it stays as it is. */
export async function createMenu() {
  const { everywhere } = await readSettings();
  for (const item of [...(everywhere ? EVERYWHERE : ON_KNOWN_PAGES), IN_TAB_STRIP]) {
    try {
      const title = chrome.i18n.getMessage("menu");
      chrome.contextMenus.create({ ...item, title }, () => {
        // Read, so that the browser logs no error: the item was there.
        void chrome.runtime.lastError;
      });
    } catch {
      // A browser that does not know the context does without this item.
    }
  }
}

/**
 * Makes the entry anew when the reader has changed where it shows.
 * @param {Record<string, chrome.storage.StorageChange>} changes
 */
export async function followSettings(changes) {
  if (!("everywhere" in changes)) return;
  await inTurn(async () => {
    await chrome.contextMenus.removeAll();
    await createMenu();
  });
}
