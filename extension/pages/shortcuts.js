/** Shows the shortcuts as set in the browser. */

import { browser } from "../browser.js";

/**
 * @param {HTMLElement} list filled now, and again when the page gets the focus
 */
export function keepShortcutsShown(list) {
  const fill = async () => list.replaceChildren(...(await browser.commands.getAll()).map(row));
  addEventListener("focus", fill);
  void fill();
}

/**
 * @param {chrome.commands.Command} command
 * @returns {HTMLLIElement}
 */
function row({ name, description, shortcut }) {
  const item = document.createElement("li");
  // The browser gives no description for the command that opens the popup.
  const does = name === "_execute_action"
    ? browser.i18n.getMessage("shortcutPopup")
    : description ?? "";
  const keys = document.createElement(shortcut ? "kbd" : "small");
  keys.textContent = shortcut || browser.i18n.getMessage("shortcutNone");
  item.append(does, " ", keys);
  return item;
}
