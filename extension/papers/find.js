/**
 * Finds papers in text, URLs and file names. Pure: without browser APIs, so that any JavaScript engine
 * runs it. The rules are data in registry/sources.js, rendered from build/sources.
 */

import {
  ANCHOR,
  AROUND_URL,
  COPY_NUMBER,
  FILE_ENDING,
  MENTION,
  NAMES_PAPERS,
  RUN_CHARACTER,
} from "../registry/sources.js";
import {
  byTextRules,
  inUrl,
  MAX_PARSED_LENGTH,
  paperAlone,
  papersInDoi,
  strip,
} from "./find-in-url.js";
import { unique } from "./paper.js";
import { repairText } from "./repair.js";
import { undoEscapes } from "./plain-scripts.js";

export { papersInDoi };

/** @typedef {import("./paper.js").KnownPaper} KnownPaper */
/** @typedef {Readonly<import("./paper.js").TitledPaper>} TitledPaper */
/** @typedef {import("./find-in-url.js").UrlMeaning} UrlMeaning */

/** Characters read on each side of a run, to see a currency, a unit or the word "version". */
const CONTEXT = 16;
/** The rest of a URL or DOI that a line break has cut is at most this long. */
const MAX_REST = 300;
/** A line break of a PDF: viewers and mail programs copy it as a space or as a line break. */
const LINE_END = /(?: |\r?\n[ \t]{0,8})(?=[0-9A-Za-z%])/y;
/** Characters after which PDFs break URLs and DOIs. */
const BREAKS_AFTER = /[/?=&:.]$/;
/**
 * The rest of an id has letters and digits, an inner capital or at least five digits, unlike the next
 * word or a year.
 */
const REST_OF_ID =
  /^(?=[0-9A-Za-z%]).*(?:[A-Za-z].*[0-9]|[0-9].*[A-Za-z]|[0-9][./][0-9]|.[A-Z])|^[0-9]{5,9}(?![0-9])/;
const YEAR = /^(?:19|20)[0-9]{2}(?![0-9])/;
/** A placeholder: if even this completes an id, any word that follows would, so nothing is joined. */
const ANY_WORD = "aaaaaaaa";

/** A longer text is no list that someone typed or selected. */
const MAX_LIST_LENGTH = 50_000;
/** A part of a list of papers. */
const LISTED = /[^\s,;、，；和与及]+/g;
/** What stands beside the papers of a list: numbers, bullets, labels, "and", arXiv's "[cs.CL]". */
const BESIDE_LISTED =
  /^(?:[0-9]{1,3}[.)]|[([][0-9]{1,3}[)\]]|[-–—*+•◦·&]|and|以及|(?:arxiv|doi|id|url)[:：]?|\[[a-z-]+(?:[.][A-Za-z-]+)?\]|["'“”‘’。.]+)$/i;
const GLUED_NUMBER = /^\[[0-9]{1,3}\]/;

const RUN_CODES = Array.from(
  { length: 128 },
  (_, code) => RUN_CHARACTER.test(String.fromCharCode(code)),
);
/** A run without any of these, such as "and/or", names no paper. */
const ID_CHARACTER = /[0-9.:@]/;

/** A cache by URL: a page's links are looked up several times. @type {Map<string, UrlMeaning>} */
const knownUrls = new Map();
const MAX_KNOWN_URLS = 5000;

/**
 * Finds the papers that a text names by URL, DOI or bare id.
 * @param {string} text
 * @returns {KnownPaper[]} in order of appearance, each once; time grows linearly with the text
 */
export function papersInText(text) {
  const plain = repairText(text);
  return unique(listedIn(plain) ?? [...mentionedIn(plain)]);
}

/**
 * Tells whether a text is nothing but ids, DOIs and URLs of papers, one or a list.
 * @param {string} text
 * @returns {boolean} true also if they are labelled, numbered or joined by "and"
 */
export function namesOnlyPapers(text) {
  return listedIn(repairText(text)) !== undefined;
}

/**
 * Reads a list of papers, in which each id counts as if it was the whole text.
 * @param {string} plain
 * @returns {KnownPaper[] | undefined} undefined if a part is anything else
 */
function listedIn(plain) {
  const whole = paperAlone(plain);
  if (whole) return [whole];
  if (plain.length > MAX_LIST_LENGTH) return undefined;
  const papers = [];
  for (const [part] of plain.matchAll(LISTED)) {
    if (BESIDE_LISTED.test(part)) continue;
    const alone = paperAlone(part.replace(GLUED_NUMBER, ""));
    const named = alone ? [alone] : [...mentionedIn(part)];
    if (!named.length) return undefined;
    papers.push(...named);
  }
  return papers.length ? papers : undefined;
}

/**
 * Finds the paper that a URL shows or wraps, or all papers of a Cool Papers URL.
 * @param {string} url any text; other than a URL, it has no papers
 * @returns {KnownPaper[]} in order of appearance, each once
 */
export function papersInUrl(url) {
  return [...meaningOf(url).papers];
}

/**
 * Recognizes the page of a paper that is known only by title.
 * @param {string} url any text
 * @returns {TitledPaper | undefined} with the words that the URL states; undefined if it names papers by
 *   id, or none at all
 */
export function titledInUrl(url) {
  if (url.length > MAX_PARSED_LENGTH || !NAMES_PAPERS.test(url)) return undefined;
  const { papers, titled } = meaningOf(url);
  return papers.length ? undefined : titled;
}

/** @param {string} url @returns {UrlMeaning} */
function meaningOf(url) {
  const known = knownUrls.get(url);
  if (known) return known;
  const { papers, titled } = inUrl(url, inFileName);
  if (knownUrls.size >= MAX_KNOWN_URLS) knownUrls.clear();
  const meaning = { papers: unique(papers), titled };
  knownUrls.set(url, meaning);
  return meaning;
}

/**
 * @param {string} path of a file's URL
 * @returns {KnownPaper[]} that the file is named after
 */
function inFileName(path) {
  const escaped = path.slice(path.lastIndexOf("/") + 1).replace(
    /(?:%[89A-Fa-f][0-9A-Fa-f])+/g,
    " ",
  );
  const name = undoEscapes(escaped).replace(COPY_NUMBER, "");
  const alone = paperAlone(name);
  if (alone) return [alone];
  return papersInText(name.replace(FILE_ENDING, "").replace(/_|[.](?=[A-Z][a-z])/g, " "));
}

/**
 * Reads only runs of URL characters, around the few places where an id can be.
 * @param {string} text
 * @returns {Generator<KnownPaper>}
 */
function* mentionedIn(text) {
  let end = 0;
  for (let hit = matchFrom(ANCHOR, text, 0); hit; hit = matchFrom(ANCHOR, text, end)) {
    const floor = end;
    let start = hit.index;
    while (start > floor && RUN_CODES[text.charCodeAt(start - 1)]) start--;
    for (end = hit.index; end < text.length && RUN_CODES[text.charCodeAt(end)];) end++;
    if (!ID_CHARACTER.test(text.slice(start, end)) && hit[0].length < 2) continue;
    const left = Math.max(0, start - CONTEXT);
    const run = text.slice(left, end + CONTEXT);
    for (let match = matchFrom(MENTION, run, 0); match; match = matchAfter(MENTION, match)) {
      const from = left + match.index;
      // Ignore matches entirely in the context, which may start or end within a word.
      if (from + match[0].length <= start || from >= end) continue;
      const papers = fromMention(match);
      yield* papers;
      if (!papers.length && from + match[0].length === end) yield* joinedToNext(match, text, end);
    }
  }
}

/**
 * @param {RegExp} pattern global
 * @param {string} text
 * @param {number} start
 * @returns {RegExpExecArray | null} the first match from there on
 */
function matchFrom(pattern, text, start) {
  // Set each time: reading a match may lead to another text, and back. A pattern of its own for each text
  // would take half of the time that a page of many texts takes.
  pattern.lastIndex = start;
  return pattern.exec(text);
}

/**
 * @param {RegExp} pattern global, with no empty match
 * @param {RegExpExecArray} match
 * @returns {RegExpExecArray | null} the next one
 */
function matchAfter(pattern, { 0: found, index, input }) {
  return matchFrom(pattern, input, index + found.length);
}

/**
 * @param {RegExpExecArray} match
 * @returns {readonly KnownPaper[]}
 */
function fromMention({ groups = {}, index, input }) {
  if (groups.doi) return papersInDoi(groups.doi);
  let url = groups.url ?? groups.bare;
  if (!url) return groups.text ? byTextRules(groups.text, false) : [];
  // Markdown's emphasis. A "_" only at the end may belong to the id.
  if (input[index - 1] === "_" && url.endsWith("_")) url = url.slice(0, -1);
  const stripped = strip(url, AROUND_URL);
  const papers = inMentionedUrl(stripped);
  if (papers.length || !/[_~@]$/.test(stripped)) return papers;
  return inMentionedUrl(strip(stripped, `${AROUND_URL}_~@`));
}

/**
 * @param {string} url as in the text, maybe without a scheme
 * @returns {readonly KnownPaper[]}
 */
function inMentionedUrl(url) {
  if (!NAMES_PAPERS.test(url)) return [];
  return inUrl(/^https?:/i.test(url) ? url : `https://${url}`, inFileName).papers;
}

/**
 * Reads a URL or DOI that a line break has cut.
 * @param {RegExpExecArray} match that names no paper by itself
 * @param {string} text
 * @param {number} end of the match
 * @returns {readonly KnownPaper[]}
 */
function joinedToNext({ groups = {} }, text, end) {
  const cut = groups.url ?? groups.doi ?? groups.bare;
  LINE_END.lastIndex = end;
  if (!cut || !LINE_END.test(text)) return [];
  const start = LINE_END.lastIndex;
  let restEnd = start;
  while (restEnd < start + MAX_REST && RUN_CODES[text.charCodeAt(restEnd)]) restEnd++;
  const rest = strip(text.slice(start, restEnd), AROUND_URL);
  const read = groups.doi ? papersInDoi : inMentionedUrl;
  const papers = read(cut + rest);
  if (!papers.length) return [];
  const takesAnyWord = read(cut + ANY_WORD).length > 0;
  if (cut.endsWith("-")) {
    // The hyphen may belong to the id, or come from hyphenation.
    const [other] = read(cut.slice(0, -1) + rest);
    return takesAnyWord || (other && other.id !== papers[0].id) ? [] : papers;
  }
  if (BREAKS_AFTER.test(cut)) {
    return REST_OF_ID.test(rest) || (!takesAnyWord && !YEAR.test(rest)) ? papers : [];
  }
  const isInNumber = /[0-9]$/.test(cut) && /^[0-9]/.test(rest);
  return isInNumber && !takesAnyWord ? papers : [];
}
