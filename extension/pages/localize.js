/** Fills a page of ours with messages in the reader's language. */

/**
 * Gives every element with a `data-message` that message as its text, and the page its language.
 * @param {Record<string, string[]>} [substitutions] by message name
 */
export function localize(substitutions = {}) {
  document.documentElement.lang = chrome.i18n.getMessage("language");
  for (const element of document.querySelectorAll("[data-message]")) {
    const name = element.getAttribute("data-message") ?? "";
    element.textContent = chrome.i18n.getMessage(name, substitutions[name]);
  }
}
