/** The page that opens if a click finds neither papers nor words: gives help, and a search field. */

import { browser } from "../../browser.js";
import { handedOver } from "../../flow/session.js";
import { openText } from "../../flow/open.js";
import { ignoreRepeats, localize, openBy } from "../own-page.js";

ignoreRepeats();
localize();

const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const field = /** @type {HTMLInputElement} */ (document.querySelector("input"));
const button = /** @type {HTMLButtonElement} */ (document.querySelector("button"));

field.addEventListener("input", () => field.setCustomValidity(""));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void openBy(button, openWanted, field);
});

field.focus();
// The clicked page's title, which may be a paper's.
const title = await handedOver();
if (title && !field.value) {
  field.value = title;
  field.select();
}

/** @returns {Promise<boolean>} false if the text has no meaning and nothing was opened */
async function openWanted() {
  const isOpened = await openText(field.value, await browser.tabs.getCurrent());
  if (!isOpened) {
    field.setCustomValidity(browser.i18n.getMessage("helpNoWords"));
    field.reportValidity();
  }
  return isOpened;
}
