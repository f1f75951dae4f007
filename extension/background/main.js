/**
 * The service worker: registers listeners, opens the tabs that an earlier, stopped worker left, and makes the
 * entry in the browser's context menus.
 */

import { browser, serialQueue } from "../browser.js";
import { finishInterrupted } from "../flow/open.js";
import { openClicked, openShown, TAB_STRIP_ITEM } from "../flow/open-clicked.js";
import { followIncognitoWindows } from "../flow/session.js";
import { openOwnPages } from "../flow/tabs.js";
import { PAPER_PAGES } from "../registry/sources.js";
import { addToOpenPages, readSettings, registerScripts, revokePermissions } from "../settings.js";
import { openEntered, showHint, showSuggestions } from "./address-bar.js";
import { listen } from "./messages.js";

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

browser.runtime.onInstalled.addListener(createMenu);
browser.runtime.onInstalled.addListener(openWelcome);
// The browser removes registered scripts at each update.
browser.runtime.onInstalled.addListener(registerScripts);
// A menu that was created right before the browser quit is lost.
browser.runtime.onStartup.addListener(createMenu);
// Incognito windows may have their own worker, which gets no onInstalled event. An event page, which
// gets no install event either, serves all windows.
self.addEventListener("install", () => {
  if (browser.extension.inIncognitoContext) createMenu();
});
browser.runtime.onMessage.addListener(listen);
browser.storage.sync.onChanged.addListener(followSettings);
browser.storage.sync.onChanged.addListener(revokePermissions);
browser.permissions.onAdded.addListener(registerScripts);
browser.permissions.onAdded.addListener(addToOpenPages);
browser.permissions.onRemoved.addListener(registerScripts);
// Browsers of phones lack these.
browser.contextMenus?.onClicked.addListener(openClicked);
browser.commands?.onCommand.addListener(openShown);
browser.omnibox?.onInputChanged.addListener(showSuggestions);
browser.omnibox?.onInputEntered.addListener(openEntered);
showHint();
followIncognitoWindows();
void finishInterrupted();

/**
 * Opens the welcome page when the extension is installed, not when it is updated.
 * @param {Pick<chrome.runtime.InstalledDetails, "reason">} installed
 */
async function openWelcome({ reason }) {
  if (reason !== "install") return;
  try {
    await openOwnPages(["pages/welcome/welcome.html"]);
  } catch {
    // The browser has no window.
  }
}

/** Creates the entry unless it exists. */
async function createMenu() {
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
async function followSettings(changes) {
  if (!("everywhere" in changes)) return;
  await queue(async () => {
    await browser.contextMenus?.removeAll();
    await createMenu();
  });
}
