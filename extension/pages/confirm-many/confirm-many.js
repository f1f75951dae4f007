/** The page that asks before many tabs open, and lists what each would show. */

import { browser } from "../../browser.js";
import { handedOver } from "../../flow/session.js";
import { MAX_TABS_UNASKED, sourcesOf } from "../../flow/open.js";
import { openBeside } from "../../flow/tabs.js";
import { destinationsOf, halfShown } from "../../papers/cool-papers.js";
import { idOrWords, paperOfKey, untitled } from "../../papers/paper.js";
import { ignoreRepeats, localize, openBy, sayInstead } from "../own-page.js";

/** @typedef {import("../../papers/paper.js").NamedPaper} NamedPaper */

ignoreRepeats();

const papers = namedIn(await handedOver());
const destinations = location.search === "?sources" ? sourcesOf(papers) : destinationsOf(papers);
const counts = [papers.length, destinations.length].map((count) => count.toLocaleString());

// For so few, we ask only if the browser stopped the worker before it had opened them.
if (destinations.length <= MAX_TABS_UNASKED) {
  sayInstead({ manyTitle: "restTitle", manyWhy: "restWhy" });
}
localize({ manyTitle: counts, manyWhy: counts, manyOpen: counts });
document.querySelector("ol")?.append(...destinations.map(row));
const button = /** @type {HTMLButtonElement} */ (document.querySelector("button"));
button.addEventListener("click", () => openBy(button, openAll));

async function openAll() {
  await openBeside(destinations, await browser.tabs.getCurrent());
}

/**
 * @param {string} handed "branch/id,branch/id", or JSON if some papers are known only by title
 * @returns {NamedPaper[]}
 */
function namedIn(handed) {
  if (handed.startsWith("[")) return JSON.parse(handed);
  return handed.split(",").flatMap((key) => paperOfKey(key) ?? []).map(untitled);
}

/**
 * @param {import("../../papers/cool-papers.js").Destination} destination
 * @returns {HTMLLIElement}
 */
function row({ url, papers: shown }) {
  const ids = shown.map(idOrWords);
  const link = document.createElement("a");
  link.href = url;
  link.target = "_blank";
  const one = ids.length === 1;
  const count = [ids.length.toLocaleString()];
  const isSearch = shown[0]?.kind === "titled" && halfShown(url) !== "";
  const message = isSearch ? "popupSearch" : one ? "manyOnePaper" : "manyPapers";
  link.textContent = browser.i18n.getMessage(message, count);
  const names = document.createElement("small");
  names.textContent = ` ${one ? ids[0] : `${ids[0]} … ${ids.at(-1)}`}`;
  const item = document.createElement("li");
  item.append(link, names);
  return item;
}
