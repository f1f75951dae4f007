/** The service worker: registers listeners, nothing else. */

import { openClicked } from "./flow/open-clicked.js";
import { createMenu } from "./menu.js";

chrome.runtime.onInstalled.addListener(createMenu);
// Chromium forgets a menu that was made right before it was closed.
chrome.runtime.onStartup.addListener(createMenu);
// An incognito window has a worker of its own, for which the browser fires no onInstalled.
self.addEventListener("install", () => {
  if (chrome.extension.inIncognitoContext) createMenu();
});
chrome.contextMenus.onClicked.addListener(openClicked);
