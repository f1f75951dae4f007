/**
 * Papers as immutable values, and the pages of Cool Papers and of publishers that show or search them. Pure,
 * like find.js.
 */

import { SOURCES } from "../registry/sources.js";
import { fillTemplate, searchPath, searchWords } from "./plain-scripts.js";

/** A half of Cool Papers. @typedef {"arxiv" | "venue"} Branch */

/**
 * A paper that Cool Papers shows by its id.
 * @typedef {Readonly<{ kind: "paper", source: string, branch: Branch, id: string }>} KnownPaper
 */
/**
 * A paper that is known only by title, so that it has to be searched.
 * @typedef {object} TitledPaper
 * @property {"titled"} kind
 * @property {string} source "" if it is none of ours
 * @property {string} page URL of its page or PDF (these count as two papers); "" if unknown
 * @property {string} words of its title, as far as known
 * @property {Branch} [branch] the half that is searched, if it was chosen
 */
/** @typedef {KnownPaper | Readonly<TitledPaper>} Paper */
/** A paper with its title, "" if unknown. @typedef {Readonly<{ paper: Paper, title: string }>} NamedPaper */

/** What a text means that names nothing and has no words. @type {import("./interpret.js").Meaning} */
export const NO_MEANING = Object.freeze({
  kind: "nothing",
  papers: [],
  references: [],
  destinations: [],
  names: [],
  isAddress: false,
  words: "",
});

/**
 * @param {string} source
 * @param {Branch} branch
 * @param {string} id
 * @returns {KnownPaper}
 */
export function knownPaper(source, branch, id) {
  return Object.freeze({ kind: "paper", source, branch, id });
}

/**
 * @param {string} source
 * @param {string} words
 * @param {string} [page]
 * @returns {Readonly<TitledPaper>}
 */
export function titledPaper(source, words, page = "") {
  return Object.freeze({ kind: "titled", source, page, words });
}

/**
 * @param {NamedPaper} named
 * @param {Branch} branch
 * @returns {NamedPaper} a paper of no source is to be searched in this half; others are as they were
 */
export function searchedIn({ paper, title }, branch) {
  return { paper: mayBeAnywhere(paper) ? Object.freeze({ ...paper, branch }) : paper, title };
}

/**
 * @param {Paper} paper
 * @returns {boolean} whether it is to be searched, in either half
 */
export function mayBeAnywhere(paper) {
  return isOfNoSource(paper) && !paper.branch;
}

/**
 * @param {Paper} paper
 * @returns {string} equal for the same paper: "branch/id", as in Cool Papers' URLs, or for a titled paper
 *   a text with a space, which no URL has
 */
export function keyOf(paper) {
  return paper.kind === "paper"
    ? `${paper.branch}/${paper.id}`
    : `titled ${paper.page || paper.words}`;
}

/**
 * @param {Paper} paper
 * @returns {string} a name to show if no title is known: its id, or its title's words
 */
export function idOrWords(paper) {
  return paper.kind === "paper" ? paper.id : paper.words;
}

/**
 * @param {string} key "branch/id"
 * @returns {KnownPaper | undefined} undefined if no source has ids of this form
 */
export function paperOfKey(key) {
  const at = key.indexOf("/");
  const id = key.slice(at + 1);
  const source = SOURCES.find(({ branch, paperId }) =>
    branch === key.slice(0, at) && paperId.test(id)
  );
  return source && knownPaper(source.name, source.branch, id);
}

/**
 * @param {Paper} paper
 * @returns {boolean} whether no source of ours has it, as far as a page tells: its title is searched
 */
export function isOfNoSource({ kind, source }) {
  return kind === "titled" && source === "";
}

/**
 * @param {Paper} paper
 * @returns {NamedPaper} with an unknown title
 */
export function untitled(paper) {
  return { paper, title: "" };
}

/**
 * @template {Paper} P
 * @param {readonly (readonly P[])[]} groups
 * @returns {readonly P[]} the first that is not empty
 */
export function firstWithPapers(groups) {
  return groups.find((papers) => papers.length) ?? [];
}

/**
 * @template {Paper} P
 * @param {readonly P[]} papers
 * @returns {P[]} each once
 */
export function unique(papers) {
  if (papers.length < 2) return [...papers];
  /** @type {Map<string, P>} */
  const seen = new Map();
  for (const paper of papers) {
    if (!seen.has(keyOf(paper))) seen.set(keyOf(paper), paper);
  }
  return [...seen.values()];
}

// ---------------------------------------------------------------- pages of Cool Papers

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
 * @param {KnownPaper} paper
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
 * @param {Destination} destination with at least one paper
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
  /** @type {Branch[]} */
  const halves = [half, other];
  const searches = halves.map((to) => ({ to, id: first.id, url: searchUrl(words, to) }));
  const sources = papers.map((paper) => ({
    to: /** @type {const} */ ("source"),
    id: idOrWords(paper),
    url: publisherUrl(paper),
  }));
  return [...(words ? searches : []), ...sources.filter(({ url }) => url).slice(0, MAX_SOURCES)];
}
