/** The service worker: registers listeners, nothing else. */

import { openEntered, showSuggestions } from "./address-bar.js";
import { receive } from "./flow/messages.js";
import { openClicked, openShown } from "./flow/open-clicked.js";
import { createMenu, followSettings } from "./menu.js";
import { addToOpenPages, giveBack, registerScripts } from "./site-permissions.js";
import { openWelcome } from "./welcome/open-welcome.js";

chrome.runtime.onInstalled.addListener(createMenu);
chrome.runtime.onInstalled.addListener(openWelcome);
// The browser forgets the scripts with each update.
chrome.runtime.onInstalled.addListener(registerScripts);
// Chromium forgets a menu that was made right before it was closed.
chrome.runtime.onStartup.addListener(createMenu);
// An incognito window has a worker of its own, for which the browser fires no onInstalled.
self.addEventListener("install", () => {
  if (chrome.extension.inIncognitoContext) createMenu();
});
chrome.runtime.onMessage.addListener((request, sender) => void receive(request, sender));
chrome.storage.sync.onChanged.addListener(followSettings);
chrome.storage.sync.onChanged.addListener(giveBack);
chrome.permissions.onAdded.addListener(registerScripts);
chrome.permissions.onAdded.addListener(addToOpenPages);
chrome.permissions.onRemoved.addListener(registerScripts);
chrome.contextMenus.onClicked.addListener(openClicked);
chrome.commands.onCommand.addListener(openShown);
chrome.omnibox.onInputChanged.addListener(showSuggestions);
chrome.omnibox.onInputEntered.addListener(openEntered);
