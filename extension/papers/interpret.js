/** Decides what a text or a click means, for every entrance. Pure, like find.js. */

import { referencesIn, withoutLabel } from "./bibliography.js";
import { namesOnlyPapers, papersInText, papersInUrl, titledInUrl } from "./find.js";
import {
  coolPapersPage,
  destination,
  destinationsOf,
  firstWithPapers,
  idOrWords,
  keyOf,
  NO_MEANING,
  papersShown,
  titledPaper,
  untitled,
} from "./paper.js";
import { searchWords } from "./plain-scripts.js";

/** @typedef {import("./paper.js").NamedPaper} NamedPaper */
/** @typedef {import("./paper.js").Paper} Paper */

/**
 * A paper of a reference; without an id, its title or else the reference's words are searched.
 * @typedef {NamedPaper & Readonly<{ context: string }>} ReferredPaper context: the reference in one line,
 *   cut if it is long
 */

/**
 * @typedef {object} Meaning
 * @property {"papers" | "page" | "references" | "search" | "nothing"} kind papers to open, a page of Cool
 *   Papers to open, references to choose from, words to search, or a text without words
 * @property {readonly Paper[]} papers none unless the kind is "papers"
 * @property {readonly ReferredPaper[]} references several, of which at least one has no id, for
 *   "references"; for "search", the one whose title is searched, if the text is a reference
 * @property {readonly import("./paper.js").Destination[]} destinations what opens, for "papers" and
 *   "page"; for "references", what opens if all are chosen
 * @property {readonly string[]} names of what opens: the papers' ids, or the page's URL
 * @property {boolean} isAddress whether the text is only a URL or DOI: where it names no paper, its parts are
 *   no words to search
 * @property {string} words to search instead; "" for "page" and "references", and for ids, DOIs and URLs
 *   without other words
 */

/**
 * @param {string} text ids, URLs, DOIs, BibTeX, references, a title
 * @returns {Meaning}
 */
export function interpret(text) {
  const stated = referredPapers(referencesIn(text));
  if (stated.length > 1 && stated.some(({ paper }) => paper.kind === "titled")) {
    const destinations = destinationsOf(stated);
    return { ...NO_MEANING, kind: "references", references: stated, destinations };
  }
  const papers = papersNamed(text);
  if (papers.length) {
    const [first] = papers;
    const words = first.kind === "titled" ? first.words : wordsBesidePapers(text);
    const destinations = destinationsOf(papers.map(untitled));
    return {
      ...NO_MEANING,
      kind: "papers",
      papers,
      destinations,
      names: papers.map(idOrWords),
      words,
    };
  }
  const page = coolPapersPage(text);
  if (page) {
    const destinations = [destination(page, papersShown(page).map(untitled))];
    return { ...NO_MEANING, kind: "page", destinations, names: [page] };
  }
  const references = stated.filter(({ title }) => title);
  const isAddress = ADDRESS.test(text);
  const said = isAddress ? "" : searchWords(text);
  const words = references[0] ? idOrWords(references[0].paper) : said;
  return words
    ? { ...NO_MEANING, kind: "search", references, words }
    : { ...NO_MEANING, isAddress };
}

const ADDRESS = /^\s*(?:https?:\/\/|doi:\s*10[.]|10[.][0-9]{4,9}\/)\S+\s*$/i;

/** Of a reference without id and title, no more is shown. */
const MAX_CONTEXT_LENGTH = 200;

/**
 * @param {readonly import("./bibliography.js").Reference[]} references
 * @returns {ReferredPaper[]} in order, each paper once; without those that have no words
 */
function referredPapers(references) {
  const all = references.flatMap(papersReferredTo);
  const known = new Set(all.flatMap((it) => (it.paper.kind === "paper" ? searchedAs(it) : [])));
  /** @type {Map<string, ReferredPaper>} */
  const once = new Map();
  for (const it of all) {
    const isKnown = it.paper.kind === "paper";
    const key = isKnown ? keyOf(it.paper) : `titled ${searchedAs(it)}`;
    if (!once.has(key) && (isKnown || !known.has(searchedAs(it)))) once.set(key, it);
  }
  return [...once.values()];
}

/** @param {ReferredPaper} referred @returns {string} equal for the same title */
function searchedAs({ paper, title }) {
  return (paper.kind === "titled" ? paper.words : searchWords(title)).toLowerCase();
}

/**
 * @param {import("./bibliography.js").Reference} reference
 * @returns {ReferredPaper[]}
 */
function papersReferredTo({ text, papers, title }) {
  const plain = withoutLabel(text);
  const wordsOfTitle = searchWords(title);
  const words = wordsOfTitle || searchWords(plain);
  const all = papers.length || !words ? papers : [titledPaper("", words)];
  const context = cutBetweenWords(plain);
  return all.map((paper) => ({ paper, title: wordsOfTitle && title, context }));
}

/** @param {string} text @returns {string} in one line */
function cutBetweenWords(text) {
  const line = text.replace(/\s+/g, " ").trim();
  const start = line.slice(0, MAX_CONTEXT_LENGTH);
  return start === line ? line : `${start.replace(/[\s,;]+\S*$/, "")}…`;
}

/** @param {string} text @returns {string} words to search; "" if it has only papers */
function wordsBesidePapers(text) {
  return namesOnlyPapers(text) ? "" : searchWords(text);
}

/**
 * @param {string} text
 * @returns {readonly Paper[]} those that it names, or, if it is the URL of a paper known only by title,
 *   that paper
 */
function papersNamed(text) {
  const papers = papersInText(text);
  const titled = papers.length ? undefined : titledInUrl(text.trim());
  if (!titled) return papers;
  const words = searchWords(titled.words);
  return words ? [titledPaper(titled.source, words, titled.page)] : [];
}

/**
 * What was clicked, closest first; missing parts are undefined.
 * @typedef {object} Clicked
 * @property {Meaning} [selected] what the selection means
 * @property {string} [link] a URL
 * @property {(string | undefined)[]} pages URLs, the frame's before the page's
 */

/**
 * Finds the papers of the selection, else of the link, else of the frame or page.
 * @param {Clicked} clicked
 * @returns {readonly Paper[]} all papers of the first of them that has any
 */
export function papersClicked({ selected, link, pages }) {
  return firstWithPapers([
    selected?.papers ?? [],
    ...[link, ...pages].map((url) => (url ? papersInUrl(url) : [])),
  ]);
}
