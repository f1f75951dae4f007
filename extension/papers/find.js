/**
 * Finds papers in text, URLs and file names; in text, after undoing what line breaks and encodings did to
 * ids. Pure: without browser APIs, so that any JavaScript engine runs it. The rules are data in
 * registry/sources.js, rendered from build/sources.
 */

import {
  ANCHOR,
  AROUND_URL,
  BROKEN_IDS,
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
/**
 * What stands beside the papers of a list: numbers, bullets, labels, "and", arXiv's "[cs.CL]". Of "以及"
 * only "以", since "及" divides.
 */
const BESIDE_LISTED =
  /^(?:[0-9]{1,3}[.)]|[([][0-9]{1,3}[)\]]|[-–—*+•◦▪●·‣&]|and|以|(?:arxiv|doi|id|url)[:：]?|\[[a-z-]+(?:[.][A-Za-z-]+)?\]|["'“”‘’。.]+)$/i;
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

// ---------------------------------------------------------------- what line breaks and encodings did to a text

/** Line breaks cut an id at most this often. */
const MAX_CUTS = 4;

/**
 * @param {string} text selected in a PDF, or copied from source code
 * @returns {string} with ids and URLs restored
 */
export function repairText(text) {
  return withoutLineBreaks(
    withPlainCharacters(withoutSourceEscapes(withoutQuotedPrintable(withDecodedUrls(text)))),
  );
}

/** Not within another URL: parsing that one decodes it. Brackets and Markdown may stand before it. */
const ENCODED_URL = new RegExp(
  `(?<=(?<!${RUN_CHARACTER.source})[(\\[*_']{0,4}|\\]\\()https?%3a%2f[!-~]*`,
  "gi",
);

/**
 * @param {string} text
 * @returns {string} with percent-encoded URLs decoded
 */
function withDecodedUrls(text) {
  return /https?%3a%2f/i.test(text) ? text.replace(ENCODED_URL, undoEscapes) : text;
}

/** Occurs only in the source of mails: `=3D"`, `=20` at the end of a line, `=E2=80`. */
const QUOTED_PRINTABLE = /=3D["' \t\r\n]|=20\r?\n|=[C-F][0-9A-F]=[89AB][0-9A-F]/;
/** A line break in the source of a mail; lines of source code can end like this too. */
const SOFT_LINE_BREAK = /[^\s=]=\r?\n/;

/**
 * @param {string} text
 * @returns {string} with the URLs of a mail's source decoded
 *   (https://www.rfc-editor.org/rfc/rfc2045#section-6.7)
 */
function withoutQuotedPrintable(text) {
  let plain = text;
  // Some ids really begin with "3D".
  const hasEscapes = /=[2-9A-F][0-9A-F]/.test(text);
  const isSure = hasEscapes && QUOTED_PRINTABLE.test(text);
  if (isSure) plain = plain.replace(/=\r?\n/g, "");
  if (isSure || (hasEscapes && SOFT_LINE_BREAK.test(text))) {
    plain = plain.replaceAll("=3D", "=").replace(
      /=20(?![0-9A-Za-z_-])|(?:=[89A-F][0-9A-F])+/g,
      " ",
    );
  }
  if (plain.includes("=\n") || plain.includes("=\r\n")) {
    // A line has at most 76 characters.
    plain = plain.replace(
      /https?:\/\/[!-~]{0,68}=\r?\n(?:[!-~]{0,75}=\r?\n)*/gi,
      (lines) => lines.replace(/=\r?\n/g, ""),
    );
  }
  return plain;
}

/**
 * @param {string} text
 * @returns {string} without TeX's, BibTeX's, Markdown's, JSON's and HTML's escapes of ASCII characters in
 *   URLs and ids: `\_`, `{\_}`, `\/`, `\u003d`, `&#x2F;`, `&quot;`
 */
function withoutSourceEscapes(text) {
  let plain = text;
  if (plain.includes("\\")) {
    plain = plain
      .replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
      .replace(/\{\\([_&%#~])\}|\\([_&%#~=/.:?"-])/g, (_, braced, bare) => braced ?? bare);
  }
  if (plain.includes("&quot;")) plain = plain.replaceAll("&quot;", '"');
  if (plain.includes("&#")) {
    plain = plain.replace(
      /&#(?:x([2-7][0-9a-f])|(3[2-9]|[4-9][0-9]|1[01][0-9]|12[0-6]));/gi,
      (_, hex, decimal) => String.fromCharCode(hex ? parseInt(hex, 16) : Number(decimal)),
    );
  }
  return plain;
}

/**
 * @param {string} text
 * @returns {string} without invisible characters; full-width characters and special hyphens in ids and
 *   URLs become ASCII
 */
function withPlainCharacters(text) {
  let plain = text;
  if (/[\u00ad\u200b-\u200d\u2060\ufeff]/.test(plain)) {
    plain = plain.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "");
  }
  if (/[\uff0e\uff1a][\uff0f/0-9\uff10-\uff19]/.test(plain)) {
    plain = plain.replace(
      /(?<=https?)\uff1a(?=[/\uff0f])|[0-9\uff10-\uff19]{4}\uff0e[0-9\uff10-\uff19]{4,5}/gi,
      (wide) => wide.normalize("NFKC"),
    );
  }
  if (/[\u2010\u2011]/.test(plain)) plain = plain.replace(/[\u2010\u2011]/g, "-");
  if (/[\u2013\u2212](?:[a-z]|[0-9]{4})/.test(plain)) {
    // Dashes and minus signs, as in "hep–th/9901001", "2020.acl–main.747" and "N19–1423".
    plain = plain.replace(
      /(?<=[a-z])[\u2013\u2212](?=[a-z]{1,30}[./][0-9])|(?<=[A-Z][0-9]{2})[\u2013\u2212](?=[0-9]{4}(?![0-9]))/g,
      "-",
    );
  }
  return plain;
}

/**
 * @param {string} text
 * @returns {string} with ids and URLs joined that spaces or line breaks of a PDF have cut, if the parts
 *   together have a known form
 */
function withoutLineBreaks(text) {
  let whole = text;
  // Test for rare characters first: most texts need none of these steps.
  if (/[ \n]:?[ \n]?\/\/|:\/\/[ \n]/.test(whole)) {
    whole = whole
      .replace(/(https?)[ \n]?:[ \n]?(?=\/\/[ \n]?[a-z0-9])/gi, "$1:")
      .replace(/(https?:\/\/)[ \n](?=[a-z0-9-]{1,63}(?: ?[.][a-z0-9-]{1,63}){1,4} ?\/)/gi, "$1");
  }
  if (/ [./][a-z0-9]/.test(whole) && whole.includes("://")) whole = withJoinedUrls(whole);
  for (const { hint, cuts } of BROKEN_IDS) {
    if (!hint.test(whole)) continue;
    for (const cut of cuts) whole = withoutCuts(whole, cut);
  }
  return whole;
}

/**
 * @param {string} text
 * @param {RegExp} cut
 * @returns {string}
 */
function withoutCuts(text, cut) {
  let whole = text;
  for (let cuts = 0; cuts < MAX_CUTS; cuts++) {
    const before = whole;
    whole = whole.replace(cut, "$1");
    if (whole === before) break;
  }
  return whole;
}

/**
 * @param {string} text
 * @returns {string} without spaces before the dots and slashes of URLs: `https://arxiv .org/abs/2412 .15204`
 */
function withJoinedUrls(text) {
  return text.replace(
    /(?<![!-~])[!-~]+(?: [./][a-z0-9][!-~]*)+/g,
    (run) => /^[!-~]*:\/\//.test(run) ? withJoinedAddress(run) : run,
  );
}

/**
 * @param {string} run
 * @returns {string} with the parts of its host joined, and those of its path unless they may be the next words
 */
function withJoinedAddress(run) {
  const [address, ...query] = run.split("?");
  const joined = address
    .replace(/:\/\/[0-9A-Za-z-]+(?: ?[.][0-9A-Za-z-]+)+/g, (host) => host.replaceAll(" ", ""))
    .replace(
      /([./][a-z]{2,5}) (?=\/[a-z0-9])|(-[a-z]{2,12}) (?=[.][0-9])|(\/[0-9]{4}) (?=[.][0-9a-z])/g,
      "$1$2$3",
    );
  return [joined, ...query].join("?");
}
