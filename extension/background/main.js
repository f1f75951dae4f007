/** The service worker: registers listeners, and opens the tabs that an earlier, stopped worker left. */

import { browser } from "../browser.js";
import { finishInterrupted } from "../flow/open.js";
import { openClicked, openShown } from "../flow/open-clicked.js";
import { followIncognitoWindows } from "../flow/session.js";
import { openOwnPages } from "../flow/tabs.js";
import { addToOpenPages, registerScripts, revokePermissions } from "../site-permissions.js";
import { openEntered, showHint, showSuggestions } from "./address-bar.js";
import { createMenu, followSettings } from "./menu.js";
import { listen } from "./messages.js";

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
