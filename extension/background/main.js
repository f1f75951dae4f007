/** The service worker: registers listeners, and finishes what its predecessor had begun. */

import { browser } from "../browser.js";
import { finishInterrupted } from "../flow/open.js";
import { openClicked, openShown } from "../flow/open-clicked.js";
import { openOwnPages } from "../flow/tabs.js";
import { addToOpenPages, registerScripts, revokePermissions } from "../site-permissions.js";
import { openEntered, showSuggestions } from "./address-bar.js";
import { createMenu, followSettings } from "./menu.js";
import { listen } from "./messages.js";

browser.runtime.onInstalled.addListener(createMenu);
browser.runtime.onInstalled.addListener(openWelcome);
// The browser drops registered scripts with each update.
browser.runtime.onInstalled.addListener(registerScripts);
// Chromium loses a menu that was created right before it quit.
browser.runtime.onStartup.addListener(createMenu);
// Incognito windows have a worker of their own, which gets no onInstalled.
self.addEventListener("install", () => {
  if (browser.extension.inIncognitoContext) createMenu();
});
browser.runtime.onMessage.addListener(listen);
browser.storage.sync.onChanged.addListener(followSettings);
browser.storage.sync.onChanged.addListener(revokePermissions);
browser.permissions.onAdded.addListener(registerScripts);
browser.permissions.onAdded.addListener(addToOpenPages);
browser.permissions.onRemoved.addListener(registerScripts);
browser.contextMenus.onClicked.addListener(openClicked);
browser.commands.onCommand.addListener(openShown);
browser.omnibox.onInputChanged.addListener(showSuggestions);
browser.omnibox.onInputEntered.addListener(openEntered);
// The browser may have stopped the worker while it opened tabs.
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
    // A browser without a window cannot show it.
  }
}
