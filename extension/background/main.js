/** The service worker: registers listeners, and finishes what its predecessor had begun. */

import { finishInterrupted } from "../flow/open.js";
import { openClicked, openShown } from "../flow/open-clicked.js";
import { openOwnPages } from "../flow/tabs.js";
import { addToOpenPages, registerScripts, revokePermissions } from "../site-permissions.js";
import { openEntered, showSuggestions } from "./address-bar.js";
import { createMenu, followSettings } from "./menu.js";
import { listen } from "./messages.js";

chrome.runtime.onInstalled.addListener(createMenu);
chrome.runtime.onInstalled.addListener(openWelcome);
// The browser drops registered scripts with each update.
chrome.runtime.onInstalled.addListener(registerScripts);
// Chromium loses a menu that was created right before it quit.
chrome.runtime.onStartup.addListener(createMenu);
// Incognito windows have a worker of their own, which gets no onInstalled.
self.addEventListener("install", () => {
  if (chrome.extension.inIncognitoContext) createMenu();
});
chrome.runtime.onMessage.addListener(listen);
chrome.storage.sync.onChanged.addListener(followSettings);
chrome.storage.sync.onChanged.addListener(revokePermissions);
chrome.permissions.onAdded.addListener(registerScripts);
chrome.permissions.onAdded.addListener(addToOpenPages);
chrome.permissions.onRemoved.addListener(registerScripts);
chrome.contextMenus.onClicked.addListener(openClicked);
chrome.commands.onCommand.addListener(openShown);
chrome.omnibox.onInputChanged.addListener(showSuggestions);
chrome.omnibox.onInputEntered.addListener(openEntered);
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
