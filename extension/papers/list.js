/** From what pages hold to a list of papers. Pure, as find.js is. */

import { papersInText, papersInUrl } from "./find.js";

/** @typedef {import("./find.js").Paper} Paper */
/** @typedef {Paper & { title: string }} ListedPaper the best title that the page gives, or none */

/**
 * What one frame of a page holds.
 * @typedef {object} PageContent
 * @property {string} url
 * @property {[href: string, text: string][]} parts its links, and the text between ("" as href)
 * @property {string[]} arxivIds `citation_arxiv_id`
 * @property {string[]} dois `citation_doi`
 * @property {string} citationTitle `citation_title`
 * @property {string} heading the first `h1`
 * @property {string} title `document.title`
 * @property {string} selection
 */

/** Fewer words ("PDF", "read more") are no title of a paper. */
const MIN_TITLE_WORDS = 3;
const MAX_TITLE_LENGTH = 250;
/** What people call a link to a paper beside its title. */
const LABEL =
  /^[\[(]?(?:arxiv|openreview|open review|pdf|paper|full paper|abs|abstract|preprint|论文|原文)[\])]?$/i;

/**
 * Lists the papers of a page: its own first, then all others in order, each once.
 * @param {readonly PageContent[]} frames
 * @returns {ListedPaper[]}
 */
export function papersOfPages(frames) {
  /** @type {Map<string, ListedPaper>} */
  const listed = new Map();
  /** @param {Paper[]} papers @param {string} title */
  const add = (papers, title) => {
    for (const paper of papers) {
      const key = `${paper.branch}/${paper.id}`;
      const known = listed.get(key);
      if (!known) listed.set(key, { ...paper, title });
      else if (!known.title) known.title = title;
    }
  };
  for (const frame of frames) {
    add(ownPapers(frame), titleIn(frame.citationTitle || frame.heading || frame.title));
    let line = "";
    for (const [href, text] of frame.parts) {
      const inLink = href ? papersInUrl(href) : [];
      const papers = inLink.length ? inLink : papersInText(text);
      if (href) {
        const label = titleIn(text);
        add(papers, isTitle(label) ? label : papers.length === 1 ? titleBefore(line) : "");
        line += text;
      } else {
        add(papers, "");
        const lineEnd = text.lastIndexOf("\n");
        line = lineEnd < 0 ? line + text : text.slice(lineEnd + 1);
      }
    }
  }
  return [...listed.values()];
}

/**
 * Finds the paper that a page says it shows, or that its URL names.
 * @param {PageContent} frame
 * @returns {Paper[]}
 */
export function ownPapers({ url, arxivIds, dois }) {
  const found = [papersInUrl(url), ...[...arxivIds, ...dois].map((id) => papersInText(id))];
  return found.find((papers) => papers.length) ?? [];
}

/**
 * Finds the one paper that a page without a sure id is about: the only one that it links to, or
 * the only one among those that it calls "arXiv", "PDF" and the like, or by its own title.
 * @param {readonly PageContent[]} frames
 * @returns {Paper[]} one paper, or none
 */
export function linkedAsOwn(frames) {
  const title = normal(frames[0]?.citationTitle || frames[0]?.heading || "");
  const links = frames.flatMap(({ parts }) => parts.filter(([href]) => href));
  /** @param {(text: string) => boolean} isOwn */
  const only = (isOwn) => {
    const own = links.filter(([, text]) => isOwn(text.trim()));
    const papers = own.flatMap(([href]) => papersInUrl(href));
    return new Set(papers.map(({ id }) => id)).size === 1 ? papers.slice(0, 1) : [];
  };
  const asked = [() => true, (/** @type {string} */ text) => LABEL.test(text)];
  if (title) asked.push((/** @type {string} */ text) => normal(text) === title);
  return asked.map(only).find((papers) => papers.length) ?? [];
}

/** @param {string} text */
function normal(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** @param {string} text */
function titleIn(text) {
  const title = text.replace(/\s+/g, " ").trim();
  return title.length > MAX_TITLE_LENGTH ? `${title.slice(0, MAX_TITLE_LENGTH)}…` : title;
}

/**
 * @param {string} title
 * @returns {boolean} whether it can be a paper's; an id or a URL is none
 */
function isTitle(title) {
  if (/^\S*(?:https?:|www[.]|arxiv:|10[.]\d{4})/i.test(title)) return false;
  return title.split(" ").length >= MIN_TITLE_WORDS || /\p{Script=Han}{6}/u.test(title);
}

/**
 * @param {string} line what stands before a link in its line
 * @returns {string} its words, if they can be a title: "* Attention Is All You Need. [" is one
 */
function titleBefore(line) {
  const words = titleIn(line).replace(/^[\s\p{P}\p{S}]+|[\s\p{Ps}\p{Pd}:|·•,.]+$/gu, "");
  return isTitle(words) ? words : "";
}
