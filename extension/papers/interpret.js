/** Decides what a text or a click means, for every entrance. Pure, like find.js. */

import { coolPapersPage, destination, destinationsOf, papersShown } from "./cool-papers.js";
import { papersInText, papersInUrl, titledInUrl } from "./find.js";
import { firstWithPapers, idOrWords, titledPaper, untitled } from "./paper.js";
import { searchWords } from "./search-words-module.js";

/** @typedef {import("./paper.js").Paper} Paper */

/**
 * @typedef {object} Meaning
 * @property {"papers" | "page" | "search" | "nothing"} kind papers to open, a page of Cool Papers to
 *   open, words to search, or a text without words
 * @property {readonly Paper[]} papers none unless the kind is "papers"
 * @property {readonly import("./cool-papers.js").Destination[]} destinations what opens, for "papers" and
 *   "page"
 * @property {readonly string[]} names of what opens: the papers' ids, or the page's URL
 * @property {string} words to search instead; "" for "page", and for ids, DOIs and URLs without other
 *   words
 */

/**
 * @param {string} text ids, URLs, DOIs, BibTeX, a title
 * @returns {Meaning}
 */
export function interpret(text) {
  const papers = papersNamed(text);
  if (papers.length) {
    const [first] = papers;
    const isNamedOnly = first.kind === "paper" && isOnlyNames(text);
    const words = first.kind === "titled" ? first.words : isNamedOnly ? "" : searchWords(text);
    const destinations = destinationsOf(papers.map(untitled));
    return { kind: "papers", papers, destinations, names: papers.map(idOrWords), words };
  }
  const page = coolPapersPage(text);
  if (page) {
    const destinations = [destination(page, papersShown(page).map(untitled))];
    return { kind: "page", papers, destinations, names: [page], words: "" };
  }
  const words = searchWords(text);
  return { kind: words ? "search" : "nothing", papers, destinations: [], names: [], words };
}

/**
 * @param {string} text
 * @returns {boolean} whether each part names a paper, or is a label such as "DOI:"
 */
function isOnlyNames(text) {
  const parts = text.trim().split(/[\s,;]+/);
  return parts.every((part) =>
    /^(?:(?:arxiv|doi|id|url):?)?$/i.test(part) || papersInText(part)[0]
  );
}

/**
 * @param {string} text
 * @returns {readonly Paper[]} those that it names, or, if it is the URL of a paper known only by title,
 *   that paper
 */
function papersNamed(text) {
  const papers = papersInText(text);
  const titled = papers.length ? undefined : titledInUrl(text.trim());
  const words = searchWords(titled?.words ?? "");
  return titled && words ? [titledPaper(titled.source, words, titled.page)] : papers;
}

/**
 * What was clicked, closest first; missing parts are undefined.
 * @typedef {object} Clicked
 * @property {string} [selection]
 * @property {string} [link] a URL
 * @property {(string | undefined)[]} pages URLs, the frame's before the page's
 */

/**
 * Finds the papers of the selection, else of the link, else of the frame or page.
 * @param {Clicked} clicked
 * @returns {readonly Paper[]} all papers of the first of them that has any
 */
export function papersClicked({ selection, link, pages }) {
  const selected = selection ? papersInText(selection) : [];
  return firstWithPapers([
    selected,
    ...[link, ...pages].map((url) => (url ? papersInUrl(url) : [])),
  ]);
}
