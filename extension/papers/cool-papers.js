/** Maps papers to the Cool Papers pages that show or search them, and to publishers' pages. Pure. */

import { SOURCES } from "../registry/sources.js";
import { idOrWords, isOfNoSource, knownPaper, paperOfKey, titledPaper } from "./paper.js";
import { fillTemplate, searchPath, searchWords } from "./plain-scripts.js";

/** @typedef {import("./paper.js").Paper} Paper */
/** @typedef {import("./paper.js").KnownPaper} KnownPaper */
/** @typedef {import("./paper.js").NamedPaper} NamedPaper */
/** @typedef {import("./paper.js").Branch} Branch */

/**
 * What a tab opens: a page of Cool Papers, of a publisher or of the extension.
 * @typedef {object} Destination
 * @property {string} url
 * @property {readonly Paper[]} papers that the page shows, or searches
 * @property {string} title of its only paper; "" for several, or if it is unknown
 */

const SITE = "https://papers.cool";
/** Some servers and proxies refuse longer URLs. */
export const MAX_URL_LENGTH = 2000;

/**
 * Lists the pages to open for papers: one for the arXiv papers and one for the venue papers, more if a
 * URL would be too long; and a search for each paper known only by title.
 * @param {readonly NamedPaper[]} named
 * @returns {Destination[]} grouped by kind, the first paper's first
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

/** @param {NamedPaper} named @returns {string} equal for papers that can share a page */
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
 * @returns {Branch} the half of Cool Papers with its source's papers, or that was chosen; else the larger one
 */
function branchOf(paper) {
  if (paper.branch) return paper.branch;
  if (isOfNoSource(paper)) return "arxiv";
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
 * Reads what a Cool Papers page shows from a URL in the form that we build.
 * @param {string} url
 * @returns {Paper[]} the papers that it shows, or what it searches; [] for other URLs
 */
export function papersShown(url) {
  const branch = halfShown(url);
  const path = branch && url.slice(`${SITE}/${branch}/`.length);
  const [, words] = /^search[?].*&query=(.+)$/.exec(path) ?? [];
  try {
    if (words) return [titledPaper("", decodeURIComponent(words))];
    return path ? path.split(",").map((id) => paperShown(branch, decodeURIComponent(id))) : [];
  } catch {
    return []; // an invalid escape, which we never write
  }
}

/**
 * @param {string} url
 * @returns {Branch | ""} the half of Cool Papers that it shows or searches; "" for other URLs
 */
export function halfShown(url) {
  const half = /^https:\/\/papers[.]cool\/(arxiv|venue)\//.exec(url)?.[1] ?? "";
  return /** @type {Branch | ""} */ (half);
}

/**
 * @param {string} branch
 * @param {string} id
 * @returns {KnownPaper} with source "" if no source has such ids
 */
function paperShown(branch, id) {
  return paperOfKey(`${branch}/${id}`) ?? knownPaper("", /** @type {Branch} */ (branch), id);
}

/**
 * Splits items into groups whose texts, joined by commas, have at most the given length.
 * @template Item
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} textOf
 * @param {number} maxLength
 * @returns {{ joined: string, items: Item[] }[]} in order; an item that is too long is alone
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
 * @returns {string} the text as URL if it is that of a Cool Papers page, else ""
 */
export function coolPapersPage(text) {
  return /^\s*(https:\/\/(?:www[.])?papers[.]cool\/\S*)\s*$/i.exec(text)?.[1] ?? "";
}

// ---------------------------------------------------------------- back to publishers, and alternatives

/**
 * @typedef {object} Way
 * @property {"arxiv" | "venue" | "source"} to a search in that half of Cool Papers, or the publisher
 * @property {string} id of the paper, or the words that are searched
 * @property {string} url
 */

/** More links would cover the page. */
const MAX_SOURCES = 5;

/**
 * @param {Paper} paper
 * @returns {string} URL of the publisher's page; "" if unknown
 */
export function publisherUrl(paper) {
  if (paper.kind === "titled") return paper.source ? "" : paper.page;
  for (const source of SOURCES) {
    const match = source.branch === paper.branch ? source.paperId.exec(paper.id) : null;
    if (match) return fillTemplate(source.publisher, match);
  }
  return "";
}

/**
 * @param {Paper} paper
 * @returns {string} URL of the publisher's page, or of Cool Papers' if that is unknown
 */
export function wayBackUrl(paper) {
  return publisherUrl(paper) || coolPapersUrl(paper);
}

/**
 * @param {import("./paper.js").KnownPaper} paper
 * @returns {boolean} whether Cool Papers is known to use such ids for its source's papers
 */
export function isSure({ branch, id }) {
  return SOURCES.some((source) =>
    source.isSure && source.branch === branch && source.paperId.test(id)
  );
}

/**
 * Suggests where to look for papers that Cool Papers lacks. A search without results leads to the same
 * search in the other half. An id exists in one half only, so its paper is searched by title.
 * @param {import("./cool-papers.js").Destination} destination with at least one paper
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
