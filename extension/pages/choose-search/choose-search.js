/** The page that asks which half of Cool Papers to search, for readers who want to be asked. */

import { handedOver } from "../../flow/session.js";
import { searchUrl } from "../../papers/cool-papers.js";
import { ignoreRepeats, localize } from "../own-page.js";

ignoreRepeats();
localize();

const words = await handedOver();
/** @type {NodeListOf<HTMLAnchorElement>} */
const choices = document.querySelectorAll("a.button");

for (const choice of choices) {
  choice.href = searchUrl(words, choice.id === "arxiv" ? "arxiv" : "venue");
}
const shown = document.querySelector(".words");
if (shown) shown.textContent = words;
choices[0].focus();
