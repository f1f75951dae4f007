/** Papers as immutable values. Pure, like find.js. */

import { SOURCES } from "../registry/sources.js";

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
