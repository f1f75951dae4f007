/** Fills an extension page with messages in the reader's language. */

/**
 * Sets the text of every element with a `data-message` to that message, and the page's language.
 * @param {Record<string, string[]>} [substitutions] by message name
 */
export function localize(substitutions = {}) {
  document.documentElement.lang = chrome.i18n.getMessage("language");
  for (const element of document.querySelectorAll("[data-message]")) {
    const name = element.getAttribute("data-message") ?? "";
    element.textContent = chrome.i18n.getMessage(name, substitutions[name]);
  }
}
