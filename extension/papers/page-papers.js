/** From what a page holds to a list of its papers. Pure, as find.js is. */

import { OFTEN_FILED_UNDER } from "../registry/sources.js";
import { entryTitles } from "./entry-titles.js";
import { papersInText, papersInUrl } from "./find.js";
import {
  isLabel,
  isPaperLabel,
  isTitle,
  MAX_TITLE_LENGTH,
  NO_TITLE,
  SHORT_TITLE,
  TITLE,
  titleBefore,
  titleIn,
  worthOf,
} from "./titles.js";

/** @typedef {import("./find.js").Paper} Paper */
/**
 * @typedef {Paper & { title: string, isOwn: boolean }} ListedPaper with the best title that the page
 *   gives, or "", and whether it is the page's own paper
 */

/**
 * A link to what may be a paper, or the text between two ("" as href).
 * @typedef {[href: string, text: string, container?: number]} Part with the index of the innermost
 *   of a link's containers
 */
/** @typedef {number | string} Landmark the index of a link among the parts, or a title's text */
/**
 * An element around a link: from its first landmark to the one after its last. A term (`dt`) goes on
 * to the end of its description.
 * @typedef {[name: string, from: number, to: number, outer: number]} Container with the index of the
 *   next container around it, -1 for none
 */

/**
 * What one frame of a page holds.
 * @typedef {object} PageContent
 * @property {string} url
 * @property {Part[]} parts
 * @property {Landmark[]} landmarks links and titles, in order
 * @property {Container[]} containers
 * @property {string[]} arxivIds `citation_arxiv_id`
 * @property {string[]} dois `citation_doi`
 * @property {string[]} urls `citation_pdf_url` and its like
 * @property {string} statedTitle `citation_title`, or what other tags say is the paper's title
 * @property {string} dcTitle `DC.title`, which many sites put on any page
 * @property {string} heading the one that `document.title` contains, else the first `h1`
 * @property {boolean} isTitled whether `document.title` contains that heading
 * @property {boolean} hasAbstract whether the page has exactly one abstract
 * @property {boolean} hasPdf whether exactly one PDF is labeled "PDF", "Paper" or the like
 * @property {string} title `document.title`
 * @property {string} selection
 * @property {string} linkText the text of the link that was clicked
 */

/** How an entry in a list of references begins, and what nearly every one contains. */
const REFERENCE =
  /^\s*(?:[\[［【〔]\s*(?:\d{1,3}|[A-Za-z+]{2,12}\d\d\w?)\s*[\]］】〕]|\d{1,3}[.)]\s)/;
const YEAR = /\b(?:19|20)\d\d\b/;
/** In a shorter line, the year is the venue's: "CVPR 2024 [Paper]". */
const MIN_WORDS_OF_REFERENCE = 7;

/**
 * Lists the papers of a page: its own first, then all others in order, each once. If an entry gives
 * two ids for one paper (PMLR's and OpenReview's), the one that Cool Papers uses is listed.
 * @param {readonly PageContent[]} frames
 * @returns {ListedPaper[]}
 */
export function papersOfPages(frames) {
  /** By id, of which a paper can have two. @type {Map<string, ListedPaper>} */
  const listed = new Map();
  /** @type {Map<string, Paper[]>} */
  const read = new Map();
  /** @param {string} href */
  const papersInLink = (href) => {
    const papers = read.get(href) ?? papersInUrl(href);
    read.set(href, papers);
    return papers;
  };
  /**
   * @param {Paper[]} papers
   * @param {string} title
   * @param {{ isOwn?: boolean, worth?: number }} [how] worth: the title's, as returned by worthOf
   */
  const add = (papers, title, { isOwn = false, worth = title ? TITLE : NO_TITLE } = {}) => {
    for (const paper of papers) {
      const known = listed.get(keyOf(paper));
      if (!known) listed.set(keyOf(paper), { ...paper, title, isOwn });
      // The page's own title for its paper stays, however short.
      else if (worth > worthOf(known.title) && !(known.isOwn && known.title)) {
        known.title = title;
      }
    }
  };
  for (const frame of frames) {
    const own = ownPapers(frame);
    const canonical = preferCanonicalIds(own, [frame]);
    const title = titleIn(titleOfPage(frame));
    add(canonical, title, { isOwn: frame === frames[0] });
    if (canonical !== own) {
      listed.set(keyOf(own[0]), /** @type {ListedPaper} */ (listed.get(keyOf(canonical[0]))));
    }
    const titlesOfEntry = entryTitles(frame, papersInLink);
    /** The papers that have the titles of entries. @type {Map<string, string>} */
    const titled = new Map();
    let line = "";
    /** What the last link in this line names. @type {ListedPaper | undefined} */
    let linked;
    for (const [at, [href, text]] of frame.parts.entries()) {
      const inLink = href ? papersInLink(href) : [];
      const papers = inLink.length || !text.trim() ? inLink : papersInText(text);
      if (href) {
        const label = titleIn(text);
        if (linked && isLabel(label) && isFiledUnder(linked, papers)) {
          const known = listed.get(keyOf(papers[0]));
          listed.set(keyOf(linked), known ?? linked);
          if (!known) listed.set(keyOf(papers[0]), Object.assign(linked, papers[0]));
          continue;
        }
        const worth = worthOf(label);
        const one = papers.length === 1 && worth < TITLE ? papers[0] : undefined;
        const ofEntry = one &&
          titlesOfEntry(at).map(titleIn).find((title) =>
            worthOf(title) > worth && (titled.get(title) ?? one.id) === one.id
          );
        if (one && ofEntry) titled.set(ofEntry, one.id);
        // "A Title [ACL]": the link in brackets is a label, the title stands before it.
        const before = one && (!worth || /[[(（【|]\s*$/.test(line)) ? titleBefore(line) : "";
        const beside = ofEntry && (isTitle(ofEntry) || !before) ? ofEntry : before;
        if (beside) add(papers, beside);
        else add(papers, worth ? label : "", { worth });
        linked = papers.length === 1 ? listed.get(keyOf(papers[0])) : undefined;
      } else {
        add(papers, "");
        if (text.includes("\n")) linked = undefined;
      }
      line = lineAfter(line, href, text);
    }
  }
  const all = [...new Set(listed.values())];
  // One or two words that several papers share are a label, not a title.
  const short = new Set();
  const shared = new Set();
  for (const { title, isOwn } of all) {
    if (isOwn || worthOf(title) !== SHORT_TITLE) continue;
    if (short.has(title)) shared.add(title);
    short.add(title);
  }
  return all.map((paper) =>
    !paper.isOwn && shared.has(paper.title) ? { ...paper, title: "" } : paper
  );
}

/** @param {Paper} paper */
function keyOf({ branch, id }) {
  return `${branch}/${id}`;
}

/**
 * Finds the page's own paper: by its URL, by its meta tags, or by its only link to it.
 * @param {PageContent} frame
 * @returns {Paper[]} one paper, or none
 */
function ownPapers(frame) {
  const sure = firstWithPapers([papersInUrl(frame.url), papersStated(frame)]);
  return sure.length || !titleOfPaper(frame) ? sure : linkedAsOwn([frame]);
}

/**
 * Finds the page's own paper in the meta tags that Google Scholar reads.
 * @param {Pick<PageContent, "arxivIds" | "dois" | "urls">} frame
 * @returns {Paper[]}
 */
export function papersStated({ arxivIds, dois, urls }) {
  const named = [...arxivIds, ...dois].map((id) => papersInText(id));
  return firstWithPapers([...named, ...urls.map(papersInUrl)]);
}

/**
 * @param {Paper[][]} groups
 * @returns {Paper[]} the first that is not empty
 */
export function firstWithPapers(groups) {
  return groups.find((papers) => papers.length) ?? [];
}

/**
 * Finds the title of the paper that a page is about.
 * @param {PageContent} frame
 * @returns {string} "" if the page may be about something else, or about many papers
 */
export function titleOfPaper(frame) {
  const { statedTitle, dcTitle, heading, isTitled, hasAbstract, hasPdf } = frame;
  if (statedTitle) return statedTitle;
  const looksLikePaper = hasAbstract || hasPdf;
  if (isTitle(titleIn(dcTitle)) && (looksLikePaper || !listsPapers(frame))) return dcTitle;
  if (!looksLikePaper || !isTitle(titleIn(heading))) return "";
  return (hasAbstract && isTitled) || !listsPapers(frame) ? heading : "";
}

/**
 * @param {PageContent} frame
 * @returns {string} the page's title, whether or not it is a paper's
 */
export function titleOfPage({ statedTitle, dcTitle, heading, title }) {
  return statedTitle || dcTitle || heading || title;
}

/**
 * @param {PageContent} frame
 * @returns {boolean} whether it links several papers by their titles
 */
function listsPapers({ parts }) {
  const byTitle = parts.filter(([href, text]) => href && isTitle(titleIn(text)));
  return new Set(byTitle.flatMap(([href]) => papersInUrl(href)).map(keyOf)).size > 1;
}

/**
 * Guesses the page's own paper from its links. With a title: the only link labeled like "PDF" or
 * with that title, outside references. Otherwise: the only paper linked, unless by another title.
 * @param {readonly PageContent[]} frames
 * @param {readonly Paper[]} [known] other ids of that paper, to be ignored
 * @returns {Paper[]} one paper, or none
 */
export function linkedAsOwn(frames, known = []) {
  const [page] = frames;
  const title = page ? normal(titleOfPaper(page)) : "";
  const links = frames.flatMap(({ parts }) => linksIn(parts));
  const knownKeys = known.map(keyOf);
  /** @param {typeof links} some */
  const only = (some) => {
    const papers = some.flatMap(({ href }) => papersInUrl(href))
      .filter((paper) => !knownKeys.includes(keyOf(paper)));
    return new Set(papers.map(keyOf)).size === 1 ? papers.slice(0, 1) : [];
  };
  if (!title) return only(links);
  const called = links.filter(({ text, isCited }) =>
    normal(text) === title || (isPaperLabel(text) && !isCited)
  );
  const others = links.some(({ text, isCited }) => isCited || worthOf(text) || /[:/]/.test(text));
  return firstWithPapers([only(called), others ? [] : only(links)]);
}

/**
 * @param {Part[]} parts
 * @returns {{ href: string, text: string, isCited: boolean }[]} the links, and whether each one seems
 *   to be in a list of references
 */
function linksIn(parts) {
  let line = "";
  return parts.flatMap(([href, text]) => {
    const isCited = REFERENCE.test(line) ||
      (YEAR.test(line) && line.split(/\s+/).length >= MIN_WORDS_OF_REFERENCE);
    line = lineAfter(line, href, text);
    return href ? [{ href, text: titleIn(text), isCited }] : [];
  });
}

/**
 * @param {Paper[]} papers
 * @returns {boolean} whether Cool Papers may list one of them under another source's id
 */
export function mayHaveCanonicalIds(papers) {
  return papers.some(({ source }) => source in OFTEN_FILED_UNDER);
}

/**
 * @param {Paper[]} papers that a page's URL names
 * @param {readonly PageContent[]} frames of that page
 * @returns {Paper[]} the same, but with the ids that Cool Papers uses, if the page links to them
 */
export function preferCanonicalIds(papers, frames) {
  if (!mayHaveCanonicalIds(papers)) return papers;
  const own = linkedAsOwn(frames, papers);
  return isFiledUnder(papers[0], own) ? own : papers;
}

/**
 * @param {Paper} paper
 * @param {Paper[]} others
 * @returns {boolean} whether Cool Papers often lists its source's papers under the other's source
 */
function isFiledUnder({ source }, others) {
  return others.length === 1 && others[0].source === OFTEN_FILED_UNDER[source];
}

/** @param {string} text */
function normal(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/**
 * @param {string} line the current line so far
 * @param {string} href of the next part, if it is a link: a link never ends a line
 * @param {string} text
 * @returns {string} the tail of the current line, capped at title length because it is rescanned at
 *   every link
 */
function lineAfter(line, href, text) {
  const lineEnd = href ? -1 : text.lastIndexOf("\n");
  const after = lineEnd < 0 ? line + text : text.slice(lineEnd + 1);
  return after.trimStart().slice(0, MAX_TITLE_LENGTH + 1);
}
