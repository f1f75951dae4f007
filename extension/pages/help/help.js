/** The page that opens when a click finds neither papers nor words: says what to do, and searches. */

import { handedOver } from "../../flow/hand-over.js";
import { openText } from "../../flow/open.js";
import { localize } from "../localize.js";

localize();

const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const field = /** @type {HTMLInputElement} */ (document.querySelector("input"));

field.addEventListener("input", () => field.setCustomValidity(""));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!await openText(field.value, await chrome.tabs.getCurrent())) {
    field.setCustomValidity(chrome.i18n.getMessage("helpNoWords"));
    field.reportValidity();
  }
});

field.focus();
// The title of the page that was clicked, which may be a paper's.
const title = await handedOver();
if (title && !field.value) {
  field.value = title;
  field.select();
}
