/** What a text means that a reader typed or pasted: every door asks here. Pure, as find.js is. */

import { coolPapersPage, coolPapersUrls, isSearch, searchWords } from "./cool-papers.js";
import { papersInText, titledInUrl, titledPaper } from "./find.js";

/** @typedef {import("./find.js").Paper} Paper */

/**
 * @typedef {object} Meaning
 * @property {"papers" | "page" | "search" | "nothing"} kind papers to open; a page of Cool Papers to
 *   open; words to search; or a text without any word
 * @property {readonly Paper[]} papers none unless the kind is "papers"
 * @property {readonly string[]} urls what opens, for "papers" and "page"
 * @property {readonly string[]} names of what opens: the papers' ids, or the page's URL
 * @property {string} words to search instead, where that makes sense: not for "page", nor for ids,
 *   DOIs and URLs without other words
 */

/**
 * @param {string} text ids, URLs, DOIs, BibTeX, a title
 * @returns {Meaning}
 */
export function interpret(text) {
  const papers = papersNamed(text);
  if (papers.length) {
    const names = papers.map(({ id }) => id);
    return {
      kind: "papers",
      papers,
      urls: coolPapersUrls(papers),
      names,
      words: isSearch(papers[0].branch) ? papers[0].id : isOnlyNames(text) ? "" : searchWords(text),
    };
  }
  const page = coolPapersPage(text);
  if (page) return { kind: "page", papers, urls: [page], names: [page], words: "" };
  const words = searchWords(text);
  return { kind: words ? "search" : "nothing", papers, urls: [], names: [], words };
}

/**
 * @param {string} text
 * @returns {boolean} whether each of its parts names a paper, or labels what follows
 */
function isOnlyNames(text) {
  const parts = text.trim().split(/[\s,;]+/);
  return parts.every((part) =>
    /^(?:(?:arxiv|doi|id|url):?)?$/i.test(part) || papersInText(part)[0]
  );
}

/**
 * @param {string} text
 * @returns {readonly Paper[]} those that it names; or the one whose page the text is the URL of, by
 *   the title that the URL states
 */
function papersNamed(text) {
  const papers = papersInText(text);
  const titled = papers.length ? undefined : titledInUrl(text.trim());
  const id = searchWords(titled?.words ?? "");
  return titled && id ? [titledPaper(titled.source, id)] : papers;
}
