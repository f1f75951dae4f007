/** Shared by all extension pages: translates them, and makes a double click open things only once. */

import { browser } from "../browser.js";

/**
 * Sets the text of every element with a `data-message` to that message, and the page's language. Hides
 * every element with a `data-needs` that names an API which the browser lacks, as those of phones do.
 * The page's title also gets the extension's name, so that the tab can be recognized.
 * @param {Record<string, string[]>} [substitutions] by message name
 */
export function localize(substitutions = {}) {
  document.documentElement.lang = browser.i18n.getMessage("language");
  for (const element of document.querySelectorAll("[data-needs]")) {
    const needed = element.getAttribute("data-needs") ?? "";
    if (!(/** @type {any} */ (browser)[needed])) element.setAttribute("hidden", "");
  }
  for (const element of document.querySelectorAll("[data-message]")) {
    const name = element.getAttribute("data-message") ?? "";
    const text = browser.i18n.getMessage(name, substitutions[name]);
    const isPageTitle = element.localName === "title" && name !== "name";
    element.textContent = isPageTitle ? `${text} · ${browser.i18n.getMessage("name")}` : text;
  }
}

/**
 * Makes the page say something else, before it is localized.
 * @param {Readonly<Record<string, string>>} messages the new message's name by the one in the page
 */
export function sayInstead(messages) {
  for (const [usual, other] of Object.entries(messages)) {
    for (const element of document.querySelectorAll(`[data-message=${usual}]`)) {
      element.setAttribute("data-message", other);
    }
  }
}

/**
 * @param {import("../papers/interpret.js").Meaning} meaning of kind "nothing"
 * @returns {string} what to enter instead
 */
export function hintFor({ isAddress }) {
  return browser.i18n.getMessage(isAddress ? "popupUnknownAddress" : "helpNoWords");
}

// ---------------------------------------------------------------- double clicks

/** How long (ms) the second click of a double click may take. */
const DOUBLE_CLICK = 500;

/** Ignores the second click of a double click on links and buttons, and repeated Enter keys. */
export function ignoreRepeats() {
  for (const type of /** @type {const} */ (["click", "auxclick"])) {
    addEventListener(type, (event) => {
      const { detail, target } = event;
      if (detail > 1 && target instanceof Element && target.closest("a, button")) drop(event);
    }, { capture: true });
  }
  // Also if the key was first pressed on the previous page, which led to this one.
  addEventListener("keydown", (event) => {
    if (event.repeat && event.key === "Enter") drop(event);
  }, { capture: true });
}

/** @param {Event} event */
function drop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/**
 * Runs a button's action unless it is running. Meanwhile the button is disabled, and keeps the focus.
 * @param {HTMLElement} button
 * @param {() => Promise<unknown>} open returns false if it opened nothing
 * @param {HTMLElement} [field] says what to open: once it changes, the button is enabled again
 */
export async function openBy(button, open, field) {
  if (button.ariaDisabled === "true") return;
  button.ariaDisabled = "true";
  // Some input devices and tools send a double click as two single clicks.
  const tooSoon = new Promise((done) => {
    setTimeout(done, DOUBLE_CLICK);
    field?.addEventListener("input", done, { once: true });
  });
  try {
    if (await open() !== false) await tooSoon;
  } finally {
    button.ariaDisabled = null;
  }
}
