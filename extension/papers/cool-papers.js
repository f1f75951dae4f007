/** Builds Cool Papers' URLs, for papers and for a search. Pure, as find.js is. */

import { SOURCES } from "../registry/sources.js";
import { idOrWords, knownPaper, paperOfKey, titledPaper } from "./paper.js";
import { searchPath } from "./search-words-module.js";

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
  return `${SITE}/${searchPath(branch, words)}`;
}

/**
 * @param {string} text
 * @returns {string} the URL of a page of Cool Papers, if it is one
 */
export function coolPapersPage(text) {
  return /^\s*(https:\/\/(?:www[.])?papers[.]cool\/\S*)\s*$/i.exec(text)?.[1] ?? "";
}
