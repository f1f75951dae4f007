/** Fills an extension page with messages in the reader's language. */

import { browser } from "../browser.js";

/**
 * Sets the text of every element with a `data-message` to that message, and the page's language.
 * The page's title also gets the extension's name: among other tabs, it says whose page it is.
 * @param {Record<string, string[]>} [substitutions] by message name
 */
export function localize(substitutions = {}) {
  document.documentElement.lang = browser.i18n.getMessage("language");
  for (const element of document.querySelectorAll("[data-message]")) {
    const name = element.getAttribute("data-message") ?? "";
    const text = browser.i18n.getMessage(name, substitutions[name]);
    const isTitle = element.localName === "title" && name !== "name";
    element.textContent = isTitle ? `${text} · ${browser.i18n.getMessage("name")}` : text;
  }
}
