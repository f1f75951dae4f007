/**
 * What the entries of a page's bibliography name: the papers that a citation cites, and those that no link and
 * no id names, by the titles that the entries state. Pure.
 */

import { papersInText, papersInUrl, titledInUrl } from "../papers/find.js";
import { titledPaper, unique } from "../papers/paper.js";
import { referencesIn, titleInReference, withoutLabel } from "../papers/bibliography.js";
import { searchWords } from "../papers/plain-scripts.js";
import { isTitle, NO_TITLE, normal, titleIn, worthOf } from "./titles.js";

/** @typedef {import("../papers/paper.js").KnownPaper} KnownPaper */
/** @typedef {import("../papers/paper.js").NamedPaper} NamedPaper */
/** @typedef {import("./reading.js").ListedPaper} ListedPaper */
/** @typedef {import("./page-content.js").Entry} Entry */

/**
 * An entry of a bibliography, or a footnote, as the page shows it.
 * @typedef {object} WireEntry
 * @property {string} text with a line for each block
 * @property {[href: string, at: number][]} links to other pages, and where they begin in the text
 * @property {[title: string, at: number, isGuess?: boolean][]} titles that its elements state, or that may
 *   be more than a title
 * @property {boolean} isReference whether the page marks it as an entry of a bibliography
 * @property {WireEntry[]} cited the entries in the same page that it leads on to
 */
/** @typedef {Pick<WireEntry, "text" | "links" | "titles">} Piece one reference */

/** Years, and what is said of a paper beside its title. */
const NOT_ONLY_TITLE = /\b(?:1[6-9]|20)\d\d\b|\b(?:doi|arxiv|vol|pp|in proc)\b/i;

// ---------------------------------------------------------------- citations

/**
 * @param {string} link URL
 * @param {readonly string[]} pages URLs of the frame and the page with the link
 * @returns {boolean} whether it may lead to a place in one of them; only the page itself knows for sure
 */
export function isInPage(link, pages) {
  const site = siteOf(link);
  return site !== "" && /#./.test(link) && pages.some((page) => siteOf(page) === site);
}

/** @param {string} url @returns {string} "" for what is no page */
function siteOf(url) {
  const [, site = ""] = /^((?:https?|file|blob|about|data):(?:\/\/[^/?#]*)?)/i.exec(url) ?? [];
  return site.toLowerCase();
}

/**
 * @param {readonly WireEntry[]} entries that a citation leads to
 * @returns {NamedPaper[]} the papers that they name, each once; a paper that is known only by its title, or
 *   by other words of its entry, is a titled one
 */
export function papersCited(entries) {
  const named = entries.flatMap(papersOfEntry);
  const papers = unique(named.map(({ paper }) => paper));
  return papers.flatMap((paper) => named.find((it) => it.paper === paper) ?? []);
}

/** @param {WireEntry} entry @returns {NamedPaper[]} */
function papersOfEntry(entry) {
  const pieces = piecesOf(entry);
  const known = pieces.flatMap(knownIn);
  if (!known.length && entry.cited.length) {
    const cited = papersCited(entry.cited);
    if (cited.length) return cited;
  }
  const named = pieces.flatMap((piece) => {
    const papers = knownIn(piece);
    return papers.length ? papers : titledIn(piece);
  });
  if (named.length || !entry.isReference) return named;
  const words = searchWords(withoutLabel(entry.text));
  return words ? [{ paper: titledPaper("", words), title: "" }] : [];
}

/**
 * @param {WireEntry} entry
 * @returns {Piece[]} its references, if it holds several; else itself
 */
function piecesOf({ text, links, titles }) {
  const references = referencesIn(text);
  if (references.length < 2) return [{ text, links, titles }];
  let end = 0;
  const starts = references.map((it) => {
    const start = Math.max(text.indexOf(it.text, end), end);
    end = start + it.text.length;
    return start;
  });
  return references.map((reference, at) => {
    const from = at ? starts[at] : 0;
    const to = starts[at + 1] ?? Infinity;
    /** @param {readonly [string, number, boolean?]} it */
    const isWithin = ([, place]) => place >= from && place < to;
    const within = { links: links.filter(isWithin), titles: titles.filter(isWithin) };
    return { text: reference.text, ...within };
  });
}

/** @param {Piece} piece @returns {NamedPaper[]} the papers that it names by id */
function knownIn(piece) {
  const linked = unique(piece.links.flatMap(([href]) => papersInUrl(href)));
  const papers = linked.length ? linked : papersInText(piece.text);
  // A reference gives one paper's ids in several places; a note that names several has more of one source.
  const [first, ...others] = papers;
  const isOne = new Set(papers.map(({ source }) => source)).size === papers.length;
  if (!first || others.length && !isOne) return papers.map((paper) => ({ paper, title: "" }));
  return [{ paper: first, title: titleOf(piece) }];
}

/** @param {Piece} piece @returns {NamedPaper[]} the paper that is known by its title only */
function titledIn(piece) {
  const title = titleOf(piece);
  const [titled] = piece.links.flatMap(([href]) => titledInUrl(href) ?? []);
  const words = searchWords(title || (titled?.words ?? ""));
  return words ? [{ paper: titledPaper(titled?.source ?? "", words, titled?.page), title }] : [];
}

/** @param {Piece} piece @returns {string} the title that it states; "" for none */
function titleOf({ text, titles }) {
  const stated = titles.filter(([title, , isGuess]) => !isGuess || !NOT_ONLY_TITLE.test(title))
    .map(([title, , isGuess]) => ({ title: titleIn(title).replace(/[.,]$/, ""), isGuess }));
  const long = stated.find(({ title }) => isTitle(title));
  // One or two words of an element that may hold more than a title are no title.
  const short = stated.find(({ title, isGuess }) => !isGuess && worthOf(title) > NO_TITLE);
  return long?.title ?? titleInReference(text)?.title ?? short?.title ?? "";
}

// ---------------------------------------------------------------- references by their titles

/**
 * @param {readonly Entry[]} entries of lists of references
 * @param {readonly ListedPaper[]} listed papers that are not given again
 * @returns {ListedPaper[]} what the entries state by title only, each once, to be searched for; none of
 *   those that name a paper by a link or an id, since a page's papers have these, or that state no title
 */
export function statedReferences(entries, listed) {
  const seen = new Set(listed.map(({ title }) => normal(title)));
  return entries.flatMap(({ text, links }) => {
    const isNamed = links.some(namesPaper) || papersInText(text).length > 0;
    const title = isNamed ? "" : titleInReference(text)?.title ?? "";
    const words = searchWords(title);
    if (!words || seen.has(normal(title))) return [];
    seen.add(normal(title));
    const paper = titledPaper("", words);
    return [{ paper, title, isOwn: false, isMention: true, pages: [], context: "" }];
  });
}

/** @param {string} url */
function namesPaper(url) {
  return papersInUrl(url).length > 0 || titledInUrl(url) !== undefined;
}
