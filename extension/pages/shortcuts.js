/** Shows the shortcuts as set in the browser. */

import { browser } from "../browser.js";

/**
 * @param {HTMLElement} list filled now, and again when the page gets the focus
 */
export function keepShortcutsShown(list) {
  const fill = async () => {
    // Browsers of phones have no shortcuts.
    const commands = await browser.commands?.getAll() ?? [];
    list.replaceChildren(...commands.map(row));
  };
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
  const text = document.createElement("span");
  text.textContent = does;
  item.append(text, " ", shortcut ? keyCaps(shortcut) : unset());
  return item;
}

/**
 * @param {string} shortcut as the browser writes it: "Alt+Shift+K", or "⌥⇧K" on a Mac
 * @returns {HTMLElement} with a cap for each key
 */
function keyCaps(shortcut) {
  const keys = document.createElement("kbd");
  keys.append(...(shortcut.match(/[+⌃⌥⇧⌘]|[^+⌃⌥⇧⌘]+/g) ?? []).map((part) => {
    if (part === "+") return part;
    const cap = document.createElement("kbd");
    cap.textContent = part;
    return cap;
  }));
  return keys;
}

function unset() {
  const note = document.createElement("small");
  note.textContent = browser.i18n.getMessage("shortcutNone");
  return note;
}
