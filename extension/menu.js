/** The entry in the browser's context menus. */

/** @type {Pick<chrome.contextMenus.CreateProperties, "id" | "contexts">[]} */
const ITEMS = [
  // One item for all four: in a PDF, items for "frame" and "selection" would both show, and the
  // browser moves two items into a submenu. For the same reason there are no URL patterns.
  { id: "open", contexts: ["page", "frame", "selection", "link"] },
  // The tab strip's menu, known since Chrome 150.
  { id: "open-tab", contexts: ["tab"] },
];

/** Makes the entry; where it is there already, it stays as it is. */
export function createMenu() {
  for (const item of ITEMS) {
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
