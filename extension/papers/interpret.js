/** What a text means that a reader typed or pasted: every door asks here. Pure, as find.js is. */

import { coolPapersPage, coolPapersUrls, searchWords } from "./cool-papers.js";
import { papersInText } from "./find.js";

/** @typedef {import("./find.js").Paper} Paper */

/**
 * @typedef {object} Meaning
 * @property {"papers" | "page" | "search" | "nothing"} kind papers to open; a page of Cool Papers to
 *   open; words to search; or a text without any word
 * @property {readonly Paper[]} papers none unless the kind is "papers"
 * @property {readonly string[]} urls what opens, for "papers" and "page"
 * @property {readonly string[]} names of what opens: the papers' ids, or the page's URL
 * @property {string} words to search instead, where that makes sense: not for "page"
 */

/**
 * @param {string} text ids, URLs, DOIs, BibTeX, a title
 * @returns {Meaning}
 */
export function interpret(text) {
  const papers = papersInText(text);
  if (papers.length) {
    const names = papers.map(({ id }) => id);
    return {
      kind: "papers",
      papers,
      urls: coolPapersUrls(papers),
      names,
      words: searchWords(text),
    };
  }
  const page = coolPapersPage(text);
  if (page) return { kind: "page", papers, urls: [page], names: [page], words: "" };
  const words = searchWords(text);
  return { kind: words ? "search" : "nothing", papers, urls: [], names: [], words };
}
