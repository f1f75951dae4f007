/** The service worker: registers listeners, nothing else. */

import { openClicked, openPapers } from "./flow/open-clicked.js";
import { createMenu } from "./menu.js";
import { paperNamed } from "./papers/cool-papers.js";

chrome.runtime.onInstalled.addListener(createMenu);
// Chromium forgets a menu that was made right before it was closed.
chrome.runtime.onStartup.addListener(createMenu);
// An incognito window has a worker of its own, for which the browser fires no onInstalled.
self.addEventListener("install", () => {
  if (chrome.extension.inIncognitoContext) createMenu();
});
// From a content script: a link to more papers than one URL holds.
chrome.runtime.onMessage.addListener(({ open }, { tab }) => {
  void openPapers(open.map(paperNamed), tab);
});
chrome.contextMenus.onClicked.addListener(openClicked);
