/** The paper that a page is about, if it is about one. Pure, as find.js is. */

import { IMPORTED_RECORDS, OFTEN_FILED_UNDER } from "../registry/sources.js";
import { isSearch } from "./cool-papers.js";
import { entriesIn } from "./entries.js";
import { papersInText, papersInUrl, titledInUrl } from "./find.js";
import { isInSentence, isReference, markedTitle, partsInLines } from "./lines.js";
import { isPaperLabel, isTitle, titleBefore, titleIn, worthOf } from "./titles.js";

/** @typedef {import("./find.js").Paper} Paper */
/** @typedef {import("./page-papers.js").PageContent} PageContent */

/**
 * @typedef {object} LinkToPaper
 * @property {Paper[]} papers
 * @property {string} label what the link says
 * @property {string} title that it says, or that stands before it in its line
 * @property {boolean} isCited whether it seems to be in a list of references
 * @property {boolean} isInSentence
 * @property {() => string} titleBeside in its entry of a list
 */

/** What separates a page's title from its site's name. */
const SITE_NAME = /\s+[|·•–—-]\s+([^|·•–—]+)$/;

/** What conferences' virtual sites put before a title. */
const KIND_OF_TALK = /^[\p{L} ]{2,20} 20\d\d (?:Poster|Oral|Spotlight)s?:?\s+/iu;

/** @param {Pick<Paper, "branch" | "id">} paper */
export function keyOf({ branch, id }) {
  return `${branch}/${id}`;
}

/**
 * @param {Paper[][]} groups
 * @returns {Paper[]} the first that is not empty
 */
export function firstWithPapers(groups) {
  return groups.find((papers) => papers.length) ?? [];
}

/**
 * Finds the page's own paper: by its URL, by its meta tags, or by its only link to it.
 * @param {PageContent} frame
 * @returns {Paper[]} one paper, or none
 */
export function ownPapers(frame) {
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
 * Finds the title of the paper that a page is about.
 * @param {PageContent} frame
 * @returns {string} "" if the page may be about something else, or about many papers
 */
export function titleOfPaper(frame) {
  const { statedTitle, dcTitle, heading, isTitled, hasAbstract, hasPdf } = frame;
  if (statedTitle) return statedTitle;
  if (titledInUrl(frame.url)) return titleOfPage(frame);
  // One PDF decides nothing on a page that names other papers.
  const looksLikePaper = hasAbstract || (hasPdf && !namesOthers(frame));
  if (isTitle(titleIn(dcTitle)) && (looksLikePaper || !listsPapers(frame))) return dcTitle;
  if (!looksLikePaper || !isTitle(titleIn(heading))) return "";
  return (hasAbstract && isTitled) || !listsPapers(frame) ? heading : "";
}

/**
 * @param {PageContent} frame
 * @returns {boolean} whether the page says more than a title that it is about one paper: an abstract,
 *   a PDF, a DOI
 */
export function isPageOfPaper({ hasAbstract, hasPdf, dois, urls }) {
  return hasAbstract || hasPdf || dois.length > 0 || urls.length > 0;
}

/**
 * @param {PageContent} frame
 * @returns {string} the page's title, whether or not it is a paper's
 */
export function titleOfPage({ statedTitle, dcTitle, heading, title, url }) {
  const shown = statedTitle || dcTitle || heading || withoutSiteName(title, url);
  return shown.replace(KIND_OF_TALK, "");
}

/**
 * @param {{ title?: string, url?: string }} [tab] that shows a paper's page
 * @returns {string} the paper's title, as far as the tab tells
 */
export function titleOfTab({ title = "", url = "" } = {}) {
  const words = withoutSiteName(titleIn(title), url);
  return isTitle(words) ? words : "";
}

/**
 * @param {PageContent} frame
 * @param {readonly Paper[]} own the page's own paper, if it has one
 * @returns {string} that paper's title; "" where the page's title only names its id
 */
export function titleOfOwn(frame, [own]) {
  const title = titleIn(titleOfPage(frame));
  if (!own) return title;
  const id = own.id.split("@")[0].replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const rest = title.replace(new RegExp(`^\\W*(?:arxiv:)?${id}(?:v\\d+)?[\\])]\\s*`, "i"), "");
  return rest.includes(own.id) ? "" : rest;
}

/**
 * @param {string} title
 * @param {string} url
 * @returns {string} the title without the name of the site that the URL's host has, too
 */
function withoutSiteName(title, url) {
  const name = SITE_NAME.exec(title);
  const host = URL.canParse(url) ? normal(new URL(url).hostname) : "";
  return name && host.includes(normal(name[1])) ? title.slice(0, name.index) : title;
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
 * @param {PageContent} frame
 * @returns {boolean} whether it links papers, other than as references, that are not the one in its
 *   heading
 */
function namesOthers(frame) {
  const links = linksOf(frame).filter(({ isCited }) => !isCited);
  const heading = normal(frame.heading);
  return new Set(links.flatMap(({ papers }) => papers).map(keyOf)).size > 1 ||
    links.some(({ title }) => isOtherTitle(normal(title), heading));
}

/**
 * @param {string} title normal, "" for none
 * @param {string} own normal
 */
function isOtherTitle(title, own) {
  return title !== "" && !title.includes(own) && !own.includes(title);
}

/**
 * Guesses the page's own paper from its links. With a title: the only link with that title, or
 * labeled like "PDF" and with no other title, outside references and sentences; if there are several,
 * outside the entries of lists, too. Otherwise: the only paper that is named, unless by another title.
 * @param {readonly PageContent[]} frames
 * @param {readonly Paper[]} [known] other ids of that paper, to be ignored
 * @returns {Paper[]} one paper, or none
 */
export function linkedAsOwn(frames, known = []) {
  const [page] = frames;
  const title = page ? normal(titleOfPaper(page)) : "";
  const links = frames.flatMap(linksOf);
  const knownKeys = known.map(keyOf);
  /** @param {Pick<LinkToPaper, "papers">[]} some */
  const only = (some) => {
    const papers = some.flatMap(({ papers }) => papers)
      .filter((paper) => !knownKeys.includes(keyOf(paper)));
    return new Set(papers.map(keyOf)).size === 1 ? papers.slice(0, 1) : [];
  };
  if (!title) return only([...links, ...(known.length ? [] : frames.flatMap(textsOf))]);
  const called = links.filter((link) =>
    normal(link.label) === title ||
    (isPaperLabel(link.label) && !link.isCited && !link.isInSentence &&
      !isOtherTitle(normal(link.title), title))
  );
  const others = links.some(({ label, isCited }) =>
    isCited || worthOf(label) || /[:/]/.test(label)
  );
  const outsideEntries = () =>
    called.filter(({ titleBeside }) => !isOtherTitle(normal(titleBeside()), title));
  const own = only(called);
  return firstWithPapers([own.length ? own : only(outsideEntries()), others ? [] : only(links)]);
}

/**
 * @param {PageContent} frame
 * @returns {LinkToPaper[]} its links that name papers
 */
function linksOf(frame) {
  /** @type {LinkToPaper[]} */
  const links = [];
  /** Few pages need them. @type {import("./entries.js").Entries | undefined} */
  let entries;
  /** @param {number} at */
  const titleBeside = (at) => {
    entries ??= entriesIn(frame, papersInUrl);
    return entries.titlesOf(at).find(isTitle) ?? entries.guessedTitleOf(at);
  };
  for (const part of partsInLines(frame.parts)) {
    const papers = part.href ? papersInUrl(part.href) : [];
    if (!papers.length) continue;
    const label = titleIn(part.text);
    const inSentence = isInSentence(part);
    links.push({
      papers,
      label,
      title: isTitle(label) || inSentence ? label : markedTitle(part) || titleBefore(part.before),
      isCited: isReference(part.before),
      isInSentence: inSentence,
      titleBeside: () => titleBeside(part.at),
    });
  }
  return links;
}

/**
 * @param {PageContent} frame
 * @returns {boolean} whether it names papers outside of its references
 */
export function mentionsPapers(frame) {
  const inText = () =>
    frame.parts.filter(([href]) => !href).flatMap(([, text]) => text.split("\n"))
      .some((line) => !isReference(line) && papersInText(line).length);
  return linksOf(frame).some(({ isCited }) => !isCited) || inText();
}

/**
 * @param {PageContent} frame
 * @returns {{ papers: Paper[] }[]} what its text names outside of links
 */
function textsOf({ parts }) {
  return parts.filter(([href]) => !href).map(([, text]) => ({ papers: papersInText(text) }));
}

/**
 * @param {Paper[]} papers
 * @returns {boolean} whether Cool Papers may list one of them under another source's id
 */
export function mayHaveCanonicalIds(papers) {
  return papers.some(({ source }) => source in OFTEN_FILED_UNDER || source in IMPORTED_RECORDS);
}

/**
 * @param {Paper[]} papers that a page's URL names
 * @param {readonly PageContent[]} frames of that page
 * @returns {Paper[]} the same, but with the ids that Cool Papers uses, if the page links to them
 */
export function preferCanonicalIds(papers, frames) {
  if (!mayHaveCanonicalIds(papers)) return papers;
  const recorded = recordedPaper(papers[0], frames);
  if (recorded.length) return recorded;
  const own = linkedAsOwn(frames, papers);
  return isFiledUnder(papers[0], own) ? own : papers;
}

/**
 * @param {Paper} paper that a page's URL names
 * @param {readonly PageContent[]} frames of that page
 * @returns {Paper[]} the paper of another source that the page says it is a record of, or none
 */
function recordedPaper({ source }, frames) {
  const imported = IMPORTED_RECORDS[source];
  let isRecord = false;
  for (const { href, text, before } of imported ? partsInLines(frames[0]?.parts ?? []) : []) {
    const papers = isRecord && before.includes(imported.idsAfter) ? papersInUrl(href) : [];
    if (papers.length === 1 && papers[0].source === imported.source) return papers;
    if (imported.venue.test(text)) isRecord = true;
  }
  return [];
}

/**
 * @param {Paper} paper
 * @param {Paper[]} others
 * @returns {boolean} whether Cool Papers often lists its source's papers under the other's source, or
 *   only the other has an id
 */
export function isFiledUnder({ source, branch }, others) {
  if (others.length !== 1) return false;
  const [other] = others;
  return other.source === OFTEN_FILED_UNDER[source] ||
    (isSearch(branch) && !isSearch(other.branch));
}

/**
 * @param {string} text
 * @returns {string} its letters and digits, in lower case: how titles are compared
 */
export function normal(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
