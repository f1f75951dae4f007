/** What every page of ours needs: its texts in the reader's language, and one opening for each click. */

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

// ---------------------------------------------------------------- one opening for each click

/** How long (ms) the second click of a double click may take. */
const DOUBLE_CLICK = 500;

/** Ignores the second click of a double click on a link or button of this page, and repeats of Enter. */
export function ignoreRepeats() {
  for (const type of /** @type {const} */ (["click", "auxclick"])) {
    addEventListener(type, (event) => {
      const { detail, target } = event;
      if (detail > 1 && target instanceof Element && target.closest("a, button")) drop(event);
    }, { capture: true });
  }
  // Also where the key was pressed on the page before, which led to this one.
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
 * Opens what a button stands for, unless it is doing so. The button is disabled meanwhile, and keeps the focus.
 * @param {HTMLElement} button
 * @param {() => Promise<unknown>} open gives false where it opened nothing
 * @param {HTMLElement} [field] for what is opened: once it has changed, a click means something else
 */
export async function openBy(button, open, field) {
  if (button.ariaDisabled === "true") return;
  button.ariaDisabled = "true";
  // Some pointers and tools send a double click as two single ones.
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
