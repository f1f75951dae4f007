/** The page that asks before many tabs open, and lists what each would show. */

import { browser } from "../../browser.js";
import { handedOver } from "../../flow/session.js";
import { MAX_TABS_UNASKED, sourcesOf } from "../../flow/open.js";
import { openBeside } from "../../flow/tabs.js";
import {
  destinationsOf,
  halfShown,
  idOrWords,
  keyOf,
  paperOfKey,
  untitled,
} from "../../papers/paper.js";
import { ignoreRepeats, localize, openBy, sayInstead } from "../own-page.js";

/** @typedef {import("../../papers/paper.js").NamedPaper} NamedPaper */
/** @typedef {import("../../papers/paper.js").Paper} Paper */

ignoreRepeats();

const papers = namedIn(await handedOver());
const titles = new Map(papers.map(({ paper, title }) => [keyOf(paper), title]));
const destinations = location.search === "?sources" ? sourcesOf(papers) : destinationsOf(papers);
const counts = [papers.length, destinations.length].map((count) => count.toLocaleString());

// For so few, we ask only if the browser stopped the worker before it had opened them.
if (destinations.length <= MAX_TABS_UNASKED) {
  sayInstead({ manyTitle: "restTitle", manyWhy: "restWhy" });
}
if (destinations.length === 1) sayInstead({ manyOpen: "popupOpenOne" });
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
 * @param {import("../../papers/paper.js").Destination} destination
 * @returns {HTMLLIElement} for one paper, its title; for several, how many, and the first and last title
 */
function row({ url, papers: shown }) {
  const [first, ...others] = shown;
  const last = others.at(-1);
  const link = document.createElement("a");
  link.href = url;
  link.target = "_blank";
  link.textContent = last
    ? browser.i18n.getMessage("manyPapers", shown.length.toLocaleString())
    : titleOrId(first);
  const lines = last ? [titleOrId(first), `… ${titleOrId(last)}`] : [whatItIs(first, url)];
  const item = document.createElement("li");
  item.append(link, ...lines.filter(Boolean).map(small));
  return item;
}

/** @param {Paper} paper */
function titleOrId(paper) {
  return titles.get(keyOf(paper)) || idOrWords(paper);
}

/**
 * @param {Paper} paper
 * @param {string} url
 * @returns {string} its source, with its id if the row shows its title; or that the title is searched
 */
function whatItIs(paper, url) {
  const { kind, source } = paper;
  if (kind === "titled" && halfShown(url)) {
    return source
      ? browser.i18n.getMessage("popupByTitle", source)
      : browser.i18n.getMessage("referencesByTitle");
  }
  return kind === "paper" && titles.get(keyOf(paper)) ? `${source} ${paper.id}` : source;
}

/** @param {string} text */
function small(text) {
  const line = document.createElement("small");
  line.textContent = text;
  return line;
}
