/** From papers to the pages of Cool Papers that show or search them, and back to their publishers'. Pure. */

import { SOURCES } from "../registry/sources.js";
import { idOrWords, knownPaper, paperOfKey, titledPaper } from "./paper.js";
import { searchPath, searchWords } from "./search-words-module.js";
import { fillTemplate } from "./url-rules-module.js";

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

// ---------------------------------------------------------------- the way back, and ways on

/**
 * @typedef {object} Way
 * @property {"arxiv" | "venue" | "source"} to a search in that half of Cool Papers, or the source
 * @property {string} id of the paper, or the words that are searched
 * @property {string} url
 */

/** More links would hide the page. */
const MAX_SOURCES = 5;

/**
 * @param {Paper} paper
 * @returns {string} URL of the publisher's page; "" where none is known
 */
export function publisherUrl(paper) {
  if (paper.kind !== "paper") return "";
  for (const source of SOURCES) {
    const match = source.branch === paper.branch ? source.paperId.exec(paper.id) : null;
    if (match) return fillTemplate(source.publisher, match);
  }
  return "";
}

/**
 * @param {Paper} paper
 * @returns {string} what the way back opens: the publisher's page, or Cool Papers where none is known
 */
export function wayBackUrl(paper) {
  return publisherUrl(paper) || coolPapersUrl(paper);
}

/**
 * @param {import("./paper.js").KnownPaper} paper
 * @returns {boolean} whether Cool Papers is known to name its source's papers by such ids
 */
export function isSure({ branch, id }) {
  return SOURCES.some((source) =>
    source.isSure && source.branch === branch && source.paperId.test(id)
  );
}

/**
 * Says where to look for papers that Cool Papers does not have, or does not find. An empty search leads
 * to the same search in the other half of Cool Papers.
 * An id exists in one half of Cool Papers only, so the other half is searched by the title.
 * @param {import("./cool-papers.js").Destination} destination with a paper at least
 * @returns {Way[]}
 */
export function waysOn({ url, papers, title }) {
  const half = halfShown(url) || "venue";
  const other = half === "arxiv" ? "venue" : "arxiv";
  const [first] = papers;
  if (first.kind === "titled") {
    return [{ to: other, id: first.words, url: searchUrl(first.words, other) }];
  }
  const words = papers.length === 1 ? searchWords(title) : "";
  /** @type {import("./paper.js").Branch[]} */
  const halves = [half, other];
  const searches = halves.map((to) => ({ to, id: first.id, url: searchUrl(words, to) }));
  const sources = papers.map((paper) => ({
    to: /** @type {const} */ ("source"),
    id: idOrWords(paper),
    url: publisherUrl(paper),
  }));
  return [...(words ? searches : []), ...sources.filter(({ url }) => url).slice(0, MAX_SOURCES)];
}
