/** Builds Cool Papers' URLs, for papers and for a search. Pure, as find.js is. */

import { SOURCES } from "../registry/sources.js";
import { idOrWords, knownPaper, paperOfKey, titledPaper } from "./paper.js";

/** @typedef {import("./paper.js").Paper} Paper */
/** @typedef {import("./paper.js").KnownPaper} KnownPaper */
/** @typedef {import("./paper.js").NamedPaper} NamedPaper */
/** @typedef {import("./paper.js").Branch} Branch */

/**
 * What a tab opens for: a page of Cool Papers, of a publisher, or of ours.
 * @typedef {object} Destination
 * @property {string} url
 * @property {readonly Paper[]} papers that the page shows, or searches
 * @property {string} title of its only paper; "" for several, and where it is not known
 */

const SITE = "https://papers.cool";
/** Some servers and proxies refuse longer URLs. */
export const MAX_URL_LENGTH = 2000;
/** Longer than titles; even percent-escaped, so many characters fit in a URL. */
const MAX_WORDS_LENGTH = 200;
/** TeX's accents, and the combining characters that Unicode has for them. */
const TEX_ACCENTS = new Map([
  ["`", "\u0300"],
  ["'", "\u0301"],
  ["^", "\u0302"],
  ["~", "\u0303"],
  ["=", "\u0304"],
  ["u", "\u0306"],
  [".", "\u0307"],
  ['"', "\u0308"],
  ["r", "\u030a"],
  ["H", "\u030b"],
  ["v", "\u030c"],
  ["c", "\u0327"],
  ["k", "\u0328"],
]);

/**
 * Says what opens for papers: arXiv papers together and venue papers together, split where a URL would
 * be too long; a search for each paper that is known by its title.
 * @param {readonly NamedPaper[]} named
 * @returns {Destination[]} those of the first paper's half of Cool Papers first
 */
export function destinationsOf(named) {
  const kinds = new Set(named.map(kindOf));
  return [...kinds].flatMap((kind) => {
    const alike = named.filter((it) => kindOf(it) === kind);
    const branch = branchOf(alike[0].paper);
    if (alike[0].paper.kind === "titled") {
      return alike.map((it) => destination(coolPapersUrl(it.paper), [it]));
    }
    const start = `${SITE}/${branch}/`;
    const groups = inGroups(
      alike,
      ({ paper }) => escapedId(idOrWords(paper)),
      MAX_URL_LENGTH - start.length,
    );
    return groups.map(({ joined, items }) => destination(start + joined, items));
  });
}

/** @param {NamedPaper} named @returns {string} what is alike in papers that can share a page */
function kindOf({ paper }) {
  return `${paper.kind} ${branchOf(paper)}`;
}

/**
 * @param {string} url
 * @param {readonly NamedPaper[]} named that it shows
 * @returns {Destination}
 */
export function destination(url, named = []) {
  const [only, ...others] = named;
  return {
    url,
    papers: named.map(({ paper }) => paper),
    title: others.length ? "" : only?.title ?? "",
  };
}

/**
 * @param {Paper} paper
 * @returns {Branch} the half of Cool Papers that has its source's papers
 */
function branchOf(paper) {
  if (paper.kind === "paper") return paper.branch;
  return SOURCES.find(({ name }) => name === paper.source)?.branch ?? "venue";
}

/**
 * @param {Paper} paper
 * @returns {string} the URL that shows this paper alone, or searches its title
 */
export function coolPapersUrl(paper) {
  const branch = branchOf(paper);
  return paper.kind === "titled"
    ? searchUrl(paper.words, branch)
    : `${SITE}/${branch}/${escapedId(paper.id)}`;
}

/**
 * Reads what a page of Cool Papers shows from its URL, if that comes from outside.
 * @param {string} url
 * @returns {Paper[]} the papers that it shows, or what it searches; none for other URLs
 */
export function papersShown(url) {
  const branch = halfShown(url);
  const path = branch && url.slice(`${SITE}/${branch}/`.length);
  const [, words] = /^search[?].*&query=(.+)$/.exec(path) ?? [];
  try {
    if (words) return [titledPaper("", decodeURIComponent(words))];
    return path ? path.split(",").map((id) => paperShown(branch, decodeURIComponent(id))) : [];
  } catch {
    return []; // a broken escape, which we never write
  }
}

/**
 * @param {string} url
 * @returns {Branch | ""} the half of Cool Papers that it shows or searches
 */
export function halfShown(url) {
  const half = /^https:\/\/papers[.]cool\/(arxiv|venue)\//.exec(url)?.[1] ?? "";
  return /** @type {Branch | ""} */ (half);
}

/**
 * @param {string} branch
 * @param {string} id
 * @returns {KnownPaper} of no source, if none has such ids
 */
function paperShown(branch, id) {
  return paperOfKey(`${branch}/${id}`) ?? knownPaper("", /** @type {Branch} */ (branch), id);
}

/**
 * Splits items so that the texts of each group, joined by commas, are no longer than asked.
 * @template Item
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} textOf
 * @param {number} maxLength
 * @returns {{ joined: string, items: Item[] }[]} in order; a longer item is alone
 */
export function inGroups(items, textOf, maxLength) {
  /** @type {{ joined: string, items: Item[] }[]} */
  const groups = [];
  for (const item of items) {
    const text = textOf(item);
    const last = groups.at(-1);
    if (last && last.joined.length + 1 + text.length <= maxLength) {
      last.joined += `,${text}`;
      last.items.push(item);
    } else groups.push({ joined: text, items: [item] });
  }
  return groups;
}

/** @param {string} id */
function escapedId(id) {
  return encodeURIComponent(id).replaceAll("%40", "@").replaceAll("%2F", "/");
}

/**
 * Builds the URL of Cool Papers' search for words.
 * @param {string} words as returned by searchWords
 * @param {"arxiv" | "venue"} branch the half of Cool Papers that is searched
 * @returns {string}
 */
export function searchUrl(words, branch = "arxiv") {
  return `${SITE}/${branch}/search?highlight=1&query=${encodeURIComponent(words)}`;
}

/**
 * @param {string} text
 * @returns {string} with the words joined again that were hyphenated at the end of a line
 */
export function withUnbrokenWords(text) {
  return text.replace(/(\p{L})-\r?\n\s*(?=\p{Ll})/gu, "$1");
}

/**
 * Turns a text into search words, in the form that the site itself sends: runs of letters and digits,
 * joined by spaces.
 * @param {string} text anything that a reader selected, TeX included; of BibTeX only the title counts
 * @returns {string} at most MAX_WORDS_LENGTH characters, cut at a word's end; "" without words
 */
export function searchWords(text) {
  const read = text.slice(0, 20 * MAX_WORDS_LENGTH);
  const words = withUnbrokenWords(withoutTex(titleInBibtex(read) || read))
    .replace(/[\p{Cf}\ufe00-\ufe0f\u20e3]/gu, "") // direction marks, joiners, emoji's selectors
    .normalize("NFKC") // ligatures, full-width forms, mathematical letters
    .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu);
  let result = "";
  for (const word of words ?? []) {
    const longer = result ? `${result} ${word}` : cutToLength(word);
    if (longer.length > MAX_WORDS_LENGTH) break;
    result = longer;
  }
  return result;
}

/**
 * @param {string} text
 * @returns {string} the title of its first entry; "" if it is not BibTeX or has no title
 */
function titleInBibtex(text) {
  const entry = /^\s*@\w+\s*[{(]/.exec(text);
  if (!entry) return "";
  const field = /[\s,]title\s*=\s*([{"])/iy;
  let depth = 0;
  for (let at = entry[0].length; at < text.length; at++) {
    field.lastIndex = at;
    const start = depth === 0 ? field.exec(text) : null;
    if (start) return valueFrom(text, field.lastIndex, start[1] === "{" ? "}" : '"');
    depth += depthOf(text[at]);
  }
  return "";
}

/**
 * @param {string} text
 * @param {number} from
 * @param {string} close the character that ends the value, outside of inner braces
 */
function valueFrom(text, from, close) {
  let depth = 0;
  let at = from;
  while (at < text.length && (depth > 0 || text[at] !== close)) depth += depthOf(text[at++]);
  return text.slice(from, at);
}

/** @param {string} sign */
function depthOf(sign) {
  return sign === "{" ? 1 : sign === "}" ? -1 : 0;
}

/**
 * @param {string} text
 * @returns {string} the URL of a page of Cool Papers, if it is one
 */
export function coolPapersPage(text) {
  return /^\s*(https:\/\/(?:www[.])?papers[.]cool\/\S*)\s*$/i.exec(text)?.[1] ?? "";
}

/**
 * @param {string} word a long run without spaces, such as Chinese text
 * @returns {string} at most MAX_WORDS_LENGTH code units of it, whole characters
 */
function cutToLength(word) {
  return word.slice(0, MAX_WORDS_LENGTH).replace(/[\ud800-\udbff]$/, "");
}

/**
 * @param {string} text
 * @returns {string} with TeX accents as letters, formatting removed, symbols spelled out
 */
function withoutTex(text) {
  return text
    .replace(
      /\\(?:([`'^~=."])\s?|([urHvck])(?=\{))\{?\\?([A-Za-z])\}?/g,
      (_, sign, letter, base) => `${base}${TEX_ACCENTS.get(sign ?? letter)}`,
    )
    .replace(/\\[A-Za-z]+\s?\{/g, " ") // \emph{word}: the word
    .replace(/\\(?=[A-Za-z])/g, " ") // \alpha: alpha
    .replace(
      /(?<=[\p{L}\p{M}])[{}]+(?=\p{L})|[{}]/gu,
      (braces, at, all) =>
        /\p{L}/u.test(all[at + braces.length] ?? "") || /\p{L}|\p{M}/u.test(all[at - 1] ?? "")
          ? ""
          : " ",
    );
}
