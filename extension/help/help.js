/** The page that opens where a click finds neither a paper nor words: says what to do, and searches. */

import { openPapers } from "../flow/open-clicked.js";
import { localize } from "../localize.js";
import { searchUrl, searchWords } from "../papers/cool-papers.js";
import { papersInText } from "../papers/find.js";
import { openBeside } from "../flow/tabs.js";

localize();

const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const field = /** @type {HTMLInputElement} */ (document.querySelector("input"));

field.addEventListener("input", () => field.setCustomValidity(""));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const tab = await chrome.tabs.getCurrent();
  const papers = papersInText(field.value);
  const words = searchWords(field.value);
  if (papers.length) await openPapers(papers, tab);
  else if (words) await openBeside([searchUrl(words)], tab);
  else {
    field.setCustomValidity(chrome.i18n.getMessage("helpNoWords"));
    field.reportValidity();
  }
});
