/** The page that asks which half of Cool Papers to search, for readers who want to be asked. */

import { browser } from "../../browser.js";
import { handedOver } from "../../flow/session.js";
import { openBeside } from "../../flow/tabs.js";
import { destinationsOf, searchedIn, titledPaper, untitled } from "../../papers/paper.js";
import { ignoreRepeats, localize, openBy } from "../own-page.js";

ignoreRepeats();
localize();

/** Several for the titles of several references. */
const searches = (await handedOver()).split("\n");
/** @type {NodeListOf<HTMLAnchorElement>} */
const choices = document.querySelectorAll("a.button");

for (const choice of choices) {
  const branch = choice.id === "arxiv" ? "arxiv" : "venue";
  const destinations = destinationsOf(
    searches.map((words) => searchedIn(untitled(titledPaper("", words)), branch)),
  );
  choice.href = destinations[0].url;
  if (destinations.length === 1) continue;
  choice.addEventListener("click", (event) => {
    event.preventDefault();
    void openBy(choice, async () => openBeside(destinations, await browser.tabs.getCurrent()));
  });
}
const shown = document.querySelector(".words");
if (shown) shown.textContent = searches.join("\n");
choices[0].focus();
