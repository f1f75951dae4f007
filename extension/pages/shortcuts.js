/** Shows our shortcuts as the browser has them: readers change them in its own settings. */

/**
 * @param {HTMLElement} list filled now, and anew whenever the reader comes back to the page
 */
export function keepShortcutsShown(list) {
  const fill = async () => list.replaceChildren(...(await chrome.commands.getAll()).map(row));
  addEventListener("focus", fill);
  void fill();
}

/**
 * @param {chrome.commands.Command} command
 * @returns {HTMLLIElement}
 */
function row({ name, description, shortcut }) {
  const item = document.createElement("li");
  // The browser has no words for the command that opens the popup.
  const does = name === "_execute_action"
    ? chrome.i18n.getMessage("shortcutPopup")
    : description ?? "";
  const keys = document.createElement(shortcut ? "kbd" : "small");
  keys.textContent = shortcut || chrome.i18n.getMessage("shortcutNone");
  item.append(does, " ", keys);
  return item;
}
