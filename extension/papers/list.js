/** From what pages hold to a list of papers. Pure, as find.js is. */

import { papersInText, papersInUrl } from "./find.js";
import { OFTEN_FILED_UNDER } from "./sources.js";

/** @typedef {import("./find.js").Paper} Paper */
/**
 * @typedef {Paper & { title: string, isPages: boolean }} ListedPaper with the best title that the
 *   page gives, or none, and whether it is the one that the page shows
 */

/**
 * A link, or the text between two ("" as href).
 * @typedef {[href: string, text: string, titleOfEntry?: string]} Part the title that stands beside
 *   a link, in the same entry of a list
 */

/**
 * What one frame of a page holds.
 * @typedef {object} PageContent
 * @property {string} url
 * @property {Part[]} parts
 * @property {string[]} arxivIds `citation_arxiv_id`
 * @property {string[]} dois `citation_doi`
 * @property {string} statedTitle `citation_title`, or what other tags say is the paper's title
 * @property {string} heading the one that its title holds, else the first `h1`
 * @property {boolean} looksLikePaper whether it has an abstract, or one PDF that it calls the paper
 * @property {string} title `document.title`
 * @property {string} selection
 * @property {string} linkText the text of the link that was pointed at
 */

/** Fewer words ("PDF", "read more") are no title of a paper. */
const MIN_TITLE_WORDS = 3;
const MAX_TITLE_LENGTH = 250;
/** What people call a link to a paper beside its title. */
const LABEL =
  /^[\[(]?(?:arxiv|openreview|open review|pdf|paper|full paper|abs|abstract|preprint|论文|原文)[\])]?$/i;

/**
 * Lists the papers of a page: its own first, then all others in order, each once. Of two ids that
 * an entry gives for one paper, as PMLR and OpenReview do, the one that Cool Papers knows it by.
 * @param {readonly PageContent[]} frames
 * @returns {ListedPaper[]}
 */
export function papersOfPages(frames) {
  /** Two ids can be of one paper. @type {Map<string, ListedPaper>} */
  const listed = new Map();
  /** @param {Paper[]} papers @param {string} title @param {boolean} [isPages] */
  const add = (papers, title, isPages = false) => {
    for (const paper of papers) {
      const known = listed.get(keyOf(paper));
      if (!known) listed.set(keyOf(paper), { ...paper, title, isPages });
      else if (!known.title) known.title = title;
    }
  };
  for (const frame of frames) {
    const own = firstWithPapers([papersInUrl(frame.url), papersStated(frame)]);
    const filed = asFiled(own, [frame]);
    const titleOfPage = titleIn(frame.statedTitle || frame.heading || frame.title);
    add(filed, titleOfPage, frame === frames[0]);
    if (filed !== own) {
      listed.set(keyOf(own[0]), /** @type {ListedPaper} */ (listed.get(keyOf(filed[0]))));
    }
    let line = "";
    /** What the last link in this line names. @type {ListedPaper | undefined} */
    let linked;
    for (const [href, text, titleOfEntry = ""] of frame.parts) {
      const inLink = href ? papersInUrl(href) : [];
      const papers = inLink.length ? inLink : papersInText(text);
      if (href) {
        const label = titleIn(text);
        if (linked && LABEL.test(label) && isFiledUnder(linked, papers)) {
          const known = listed.get(keyOf(papers[0]));
          listed.set(keyOf(linked), known ?? linked);
          if (!known) listed.set(keyOf(papers[0]), Object.assign(linked, papers[0]));
          continue;
        }
        const beside = () => papers.length === 1 ? titleIn(titleOfEntry) || titleBefore(line) : "";
        add(papers, isTitle(label) ? label : beside());
        line = startOf(line + text);
        linked = papers.length === 1 ? listed.get(keyOf(papers[0])) : undefined;
      } else {
        add(papers, "");
        const lineEnd = text.lastIndexOf("\n");
        line = startOf(lineEnd < 0 ? line + text : text.slice(lineEnd + 1));
        if (lineEnd >= 0) linked = undefined;
      }
    }
  }
  return [...new Set(listed.values())];
}

/** @param {Paper} paper */
function keyOf({ branch, id }) {
  return `${branch}/${id}`;
}

/**
 * Finds the paper that a page says it shows, in the tags that Google Scholar reads.
 * @param {Pick<PageContent, "arxivIds" | "dois">} frame
 * @returns {Paper[]}
 */
export function papersStated({ arxivIds, dois }) {
  return firstWithPapers([...arxivIds, ...dois].map((id) => papersInText(id)));
}

/**
 * @param {Paper[][]} groups
 * @returns {Paper[]} the first that is not empty
 */
export function firstWithPapers(groups) {
  return groups.find((papers) => papers.length) ?? [];
}

/**
 * Finds the title of the one paper that a page is about.
 * @param {PageContent} frame
 * @returns {string} nothing where the page may as well be about something else
 */
export function titleOfPaper({ statedTitle, heading, looksLikePaper }) {
  if (statedTitle) return statedTitle;
  return looksLikePaper && isTitle(titleIn(heading)) ? heading : "";
}

/**
 * Finds the one paper that a page without a sure id is about: the only one that it links to, or
 * the only one among those that it calls "arXiv", "PDF" and the like, or by its own title.
 * @param {readonly PageContent[]} frames
 * @returns {Paper[]} one paper, or none
 */
export function linkedAsOwn(frames) {
  const title = normal(frames[0]?.statedTitle || frames[0]?.heading || "");
  const links = frames.flatMap(({ parts }) => parts.filter(([href]) => href));
  /** @param {(text: string) => boolean} isOwn */
  const only = (isOwn) => {
    const own = links.filter(([, text]) => isOwn(text.trim()));
    const papers = own.flatMap(([href]) => papersInUrl(href));
    return new Set(papers.map(({ id }) => id)).size === 1 ? papers.slice(0, 1) : [];
  };
  const asked = [() => true, (/** @type {string} */ text) => LABEL.test(text)];
  if (title) asked.push((/** @type {string} */ text) => normal(text) === title);
  return firstWithPapers(asked.map(only));
}

/**
 * @param {Paper[]} papers
 * @returns {boolean} whether Cool Papers may know one by another source's id
 */
export function mayBeFiledElsewhere(papers) {
  return papers.some(({ source }) => source in OFTEN_FILED_UNDER);
}

/**
 * @param {Paper[]} papers that a page's URL names
 * @param {readonly PageContent[]} frames of that page
 * @returns {Paper[]} the same, but by the ids that Cool Papers knows them by, where the page tells
 */
export function asFiled(papers, frames) {
  if (!mayBeFiledElsewhere(papers)) return papers;
  const own = linkedAsOwn(frames);
  return isFiledUnder(papers[0], own) ? own : papers;
}

/**
 * @param {Paper} paper
 * @param {Paper[]} others
 * @returns {boolean} whether Cool Papers often knows the papers of its source as such as the other
 */
function isFiledUnder({ source }, others) {
  return others.length === 1 && others[0].source === OFTEN_FILED_UNDER[source];
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
 * @returns {boolean} whether it can be a paper's; an id or a URL is none, nor are two words, but
 *   Chinese does not part its words
 */
export function isTitle(title) {
  if (/^\S*(?:https?:|www[.]|arxiv:|10[.]\d{4})/i.test(title)) return false;
  return title.split(" ").length >= MIN_TITLE_WORDS || /\p{Script=Han}{6}/u.test(title);
}

/**
 * @param {string} line what stands before a link in its line
 * @returns {string} its words, if they can be a title: "* Attention Is All You Need. [" is one
 */
function titleBefore(line) {
  if (line.length > MAX_TITLE_LENGTH) return ""; // prose
  const words = titleIn(line).replace(/^[\s\p{P}\p{S}]+|[\s\p{Ps}\p{Pd}:|·•,.]+$/gu, "");
  return isTitle(words) ? words : "";
}

/**
 * @param {string} line
 * @returns {string} as much of it as tells whether it can be a title: a line can hold any number of
 *   links, and is read again at each
 */
function startOf(line) {
  return line.trimStart().slice(0, MAX_TITLE_LENGTH + 1);
}
