/** The page that asks before many tabs open, and shows what would open in each. */

import { handedOver } from "../../flow/hand-over.js";
import { MAX_TABS_UNASKED } from "../../flow/open.js";
import { openBeside } from "../../flow/tabs.js";
import { coolPapersUrls, paperNamed, papersShown } from "../../papers/cool-papers.js";
import { papersInUrl } from "../../papers/find.js";
import { wayBackUrl } from "../../papers/publishers.js";
import { localize } from "../localize.js";
import { ignoreRepeats, openBy } from "../single-clicks.js";

ignoreRepeats();

// The papers are named as "branch/id,branch/id".
const papers = (await handedOver()).split(",").map(decodeURIComponent).map(paperNamed);
const isWayBack = location.search === "?sources";
const urls = isWayBack ? papers.map(wayBackUrl) : coolPapersUrls(papers);
const counts = [papers.length, urls.length].map((count) => count.toLocaleString());

// So few are asked about only where the browser stopped the worker before it had opened them.
if (urls.length <= MAX_TABS_UNASKED) {
  for (const [usual, late] of [["manyTitle", "restTitle"], ["manyWhy", "restWhy"]]) {
    for (const element of document.querySelectorAll(`[data-message=${usual}]`)) {
      element.setAttribute("data-message", late);
    }
  }
}
localize({ manyTitle: counts, manyWhy: counts, manyOpen: counts });
document.querySelector("ol")?.append(...urls.map(row));
const button = /** @type {HTMLButtonElement} */ (document.querySelector("button"));
button.addEventListener("click", () => openBy(button, openAll));

async function openAll() {
  await openBeside(urls, await chrome.tabs.getCurrent());
}

/**
 * @param {string} url
 * @returns {HTMLLIElement}
 */
function row(url) {
  const ids = (isWayBack ? papersInUrl(url) : papersShown(url)).map(({ id }) => id);
  const link = document.createElement("a");
  link.href = url;
  link.target = "_blank";
  const one = ids.length === 1;
  const count = [ids.length.toLocaleString()];
  link.textContent = chrome.i18n.getMessage(one ? "manyOnePaper" : "manyPapers", count);
  const shown = document.createElement("small");
  shown.textContent = ` ${one ? ids[0] : `${ids[0]} … ${ids.at(-1)}`}`;
  const item = document.createElement("li");
  item.append(link, shown);
  return item;
}
