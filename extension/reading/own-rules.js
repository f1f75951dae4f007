/** Decides which paper a page is about, if any, by rules in order of certainty. Pure. */

import { papersInText, papersInUrl, titledInUrl } from "../papers/find.js";
import { firstWithPapers, keyOf, titledPaper } from "../papers/paper.js";
import { IMPORTED_RECORDS, lazyPattern, searchWords } from "../papers/plain-scripts.js";
import { OFTEN_FILED_UNDER } from "../registry/sources.js";
import { entriesIn, guessedTitle, titlesInEntry } from "./entries.js";
import { isInSentence, isReference, markedTitle, partsInLines } from "./page-content.js";
import {
  isPaperLabel,
  isTitle,
  normal,
  titleBefore,
  titleIn,
  withoutId,
  worthOf,
} from "./titles.js";

/** @typedef {import("../papers/paper.js").Paper} Paper */
/** @typedef {import("./page-content.js").PageContent} PageContent */

/**
 * How a page's own paper, or its title, is known:
 * - named: by the page's URL
 * - stated: by its meta tags for Google Scholar
 * - linked: by a link with the page's title, or labeled like "PDF" beside it
 * - alone: the page has no paper's title and names only this paper
 * - titled: the URL is that of a paper's page without an id, and the page has the title
 * - searchable: no paper, but a title that is certainly that of the page's own paper
 * - guessed: no paper, but a title that may be a paper's
 * - unknown: neither
 * @typedef {"named" | "stated" | "linked" | "alone" | "titled" | "searchable" | "guessed" | "unknown"} Certainty
 */

/**
 * @typedef {object} Own
 * @property {Certainty} certainty
 * @property {readonly Paper[]} papers the page's own paper, with the id that Cool Papers uses; several only
 *   for the URL of a Cool Papers page
 * @property {readonly Paper[]} otherIds the same paper with the page's other ids
 * @property {string} title "" if it is unknown or there are several papers
 */

/**
 * A page with its frames, as input for the rules.
 * @typedef {object} Place
 * @property {readonly string[]} addresses URLs of the clicked frame and of the page
 * @property {readonly PageContent[]} near the clicked frame, then the page itself
 * @property {readonly PageContent[]} pages all frames, the page itself first
 */

/**
 * @typedef {object} OwnRule
 * @property {string} name
 * @property {Certainty} certainty
 * @property {(place: Place) => readonly Paper[]} find
 */

/**
 * The first rule that finds a paper wins. For each, test_own_rules.py has an example that needs it.
 * @type {readonly OwnRule[]}
 */
export const OWN_RULES = [
  {
    name: "the page's address",
    certainty: "named",
    find: ({ addresses }) => firstWithPapers(addresses.map(papersInUrl)),
  },
  {
    name: "meta tags",
    certainty: "stated",
    find: ({ near }) => firstWithPapers(near.map(papersStated)),
  },
  {
    name: "the link that has the page's title, or stands beside it",
    certainty: "linked",
    find: ({ pages }) => (titleOfPaper(pages[0]) ? linkedIn(pages) : []),
  },
  {
    name: "the only paper that is named",
    certainty: "alone",
    find: ({ pages }) => (titleOfPaper(pages[0]) ? [] : onlyPaper(pages)),
  },
  {
    name: "the address of a paper that is known by its title",
    certainty: "titled",
    find: ({ near }) => near.flatMap(titledByAddress).slice(0, 1),
  },
];

/**
 * Decides which paper a page is about.
 * @param {Place} place with at least one page
 * @param {readonly OwnRule[]} [rules]
 * @returns {Own}
 */
export function ownPaper(place, rules = OWN_RULES) {
  const [page] = place.near;
  for (const { certainty, find } of rules) {
    const found = find(place);
    if (!found.length) continue;
    const papers = preferCanonicalIds(found, place.pages);
    // The title of a page with several papers, or that only mentions one, is not a paper's.
    const hasTitle = found.length === 1 && certainty !== "alone";
    const title = hasTitle ? titleOfOwn(page, papers) : "";
    return { certainty, papers, otherIds: papers === found ? [] : found, title };
  }
  const titled = place.near.find((it) => searchWords(titleOfPaper(it)));
  if (!titled) return NOTHING_OWN;
  const isStated = titled.statedTitle !== "" || titled.hasAbstract;
  const isItsOwn = isStated && (isPageOfPaper(titled) || !place.pages.some(mentionsPapers));
  const certainty = isItsOwn ? "searchable" : "guessed";
  return { certainty, papers: [], otherIds: [], title: titleOfPaper(titled) };
}

/** @type {Own} */
export const NOTHING_OWN = { certainty: "unknown", papers: [], otherIds: [], title: "" };

// ---------------------------------------------------------------- what the page states

/** The site's name at the end of a page's title: "A Title | Site". */
const SITE_NAME = /\s+[|·•–—-]\s+([^|·•–—]+)$/;

/** The prefix on conferences' virtual sites: "ICLR 2024 Poster A Title". */
const KIND_OF_TALK = lazyPattern`/^[\p{L} ]{2,20} 20\d\d (?:Poster|Oral|Spotlight)s?:?\s+/iu`;

/**
 * @param {PageContent} page
 * @returns {readonly Paper[]} the paper in its meta tags, or none
 */
function papersStated({ arxivIds, dois, urls }) {
  const named = [...arxivIds, ...dois].map((id) => papersInText(id));
  return firstWithPapers([...named, ...urls.map(papersInUrl)]);
}

/**
 * @param {PageContent} page
 * @returns {Paper[]} the paper whose page its URL is, with the page's title; or none
 */
function titledByAddress(page) {
  const known = titledInUrl(page.url);
  const words = searchWords(titleOfPage(page)) || known?.words;
  return known && words ? [titledPaper(known.source, words, known.page)] : [];
}

/** Cached for several rules, since it can need all links. @type {WeakMap<PageContent, string>} */
const titlesOfPapers = new WeakMap();

/**
 * Finds the title of the paper that a page is about.
 * @param {PageContent} page
 * @returns {string} "" if the page may be about something else, or about many papers
 */
function titleOfPaper(page) {
  const title = titlesOfPapers.get(page) ?? findTitleOfPaper(page);
  titlesOfPapers.set(page, title);
  return title;
}

/** @param {PageContent} page */
function findTitleOfPaper(page) {
  const { statedTitle, dcTitle, heading, isTitled, hasAbstract, hasPdf } = page;
  if (statedTitle) return statedTitle;
  if (titledInUrl(page.url)) return titleOfPage(page);
  // A single PDF is no evidence on a page that names other papers.
  const looksLikePaper = hasAbstract || (hasPdf && !namesOthers(page));
  if (isTitle(titleIn(dcTitle)) && (looksLikePaper || !listsPapers(page))) return dcTitle;
  if (!looksLikePaper || !isTitle(titleIn(heading))) return "";
  return (hasAbstract && isTitled) || !listsPapers(page) ? heading : "";
}

/**
 * @param {PageContent} page
 * @returns {boolean} whether more than a title shows that it is about one paper: an abstract, a PDF or
 *   a DOI
 */
function isPageOfPaper({ hasAbstract, hasPdf, dois, urls }) {
  return hasAbstract || hasPdf || dois.length > 0 || urls.length > 0;
}

/**
 * @param {PageContent} page
 * @returns {string} the page's title, whether or not it is a paper's
 */
export function titleOfPage({ statedTitle, dcTitle, heading, title, url }) {
  const shown = statedTitle || dcTitle || heading || withoutSite(title, url);
  return shown.replace(KIND_OF_TALK(), "");
}

/**
 * @param {{ title?: string, url?: string }} [tab] showing a paper's page
 * @returns {string} the paper's title in the tab's; "" if that is not a title
 */
export function titleOfTab({ title = "", url = "" } = {}) {
  const words = withoutSite(titleIn(withoutFileName(title, url)), url);
  return isTitle(words) ? words : "";
}

/** A file's name behind a title, or alone: viewers of PDFs add it. */
const FILE_NAME = /(?:^| - )(?:(?! - ).)*[.]pdf$/i;

/**
 * @param {string} title of a tab
 * @param {string} url
 * @returns {string} without the name of the file, which a viewer of PDFs adds, or shows alone
 */
function withoutFileName(title, url) {
  const name = fileName(url);
  const isAdded = name !== "" && title.endsWith(` - ${name}`);
  if (isAdded) return title.slice(0, -` - ${name}`.length);
  return title === name ? "" : title.replace(FILE_NAME, "");
}

/** @param {string} url */
function fileName(url) {
  const name = /[^/]*$/.exec(URL.canParse(url) ? new URL(url).pathname : "")?.[0] ?? "";
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/**
 * @param {{ title?: string, url?: string }} [tab] showing a page that cannot be read
 * @returns {string} its title if it looks like a PDF, which some browsers let no extension read
 */
export function titleOfPdf({ title = "", url = "" } = {}) {
  return isPdfTab({ title, url }) ? titleIn(withoutFileName(title, url)) : "";
}

/**
 * @param {{ title?: string, url?: string }} [tab] showing a page that cannot be read
 * @returns {boolean} whether it looks like a PDF, by its address or by the file's name in its title
 */
export function isPdfTab({ title = "", url = "" } = {}) {
  return isPdfAddress(url) || FILE_NAME.test(title);
}

/**
 * @param {string} url
 * @returns {boolean} whether it looks like a PDF's, for pages that cannot be read
 */
export function isPdfAddress(url) {
  const { pathname } = URL.canParse(url) ? new URL(url) : { pathname: "" };
  return /[.]pdf$|\/pdf\//i.test(pathname);
}

/**
 * @param {PageContent} page
 * @param {readonly Paper[]} own the page's own paper, if it has one
 * @returns {string} that paper's title, without its id; "" if the page's title is not the paper's
 */
function titleOfOwn(page, [own]) {
  const title = titleIn(titleOfPage(page));
  if (own?.kind !== "paper") return title;
  const id = own.id.split("@")[0].replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const rest = title.replace(new RegExp(`^\\W*(?:arxiv:)?${id}(?:v\\d+)?[\\])]\\s*`, "i"), "");
  return rest.includes(own.id) ? "" : rest;
}

/**
 * @param {string} title
 * @param {string} url
 * @returns {string} without what sites add: an id before it, and at its end a name that the host contains
 */
function withoutSite(title, url) {
  const name = SITE_NAME.exec(title);
  const host = URL.canParse(url) ? normal(new URL(url).hostname) : "";
  return withoutId(name && host.includes(normal(name[1])) ? title.slice(0, name.index) : title);
}

/**
 * @param {PageContent} page
 * @returns {boolean} whether it links several papers with their titles as text
 */
function listsPapers({ parts }) {
  const byTitle = parts.filter(({ href, text }) => href && isTitle(titleIn(text)));
  return new Set(byTitle.flatMap(({ href }) => papersInUrl(href)).map(keyOf)).size > 1;
}

/**
 * @param {PageContent} page
 * @returns {boolean} whether it links papers, outside references, other than the one in its heading
 */
function namesOthers(page) {
  const links = linksOf(page).filter(({ isCited }) => !isCited);
  const heading = normal(page.heading);
  return new Set(links.flatMap(({ papers }) => papers).map(keyOf)).size > 1 ||
    links.some(({ title }) => isOtherTitle(normal(title), heading));
}

// ---------------------------------------------------------------- what the page links

/**
 * @typedef {object} LinkToPaper
 * @property {Paper[]} papers
 * @property {string} label the link's text
 * @property {string} title in its text, or before it in its line
 * @property {boolean} isCited whether it seems to be in a list of references
 * @property {boolean} isInSentence
 * @property {() => string} titleBeside the title in its list entry
 */

/**
 * @param {string} title as returned by normal; "" for none
 * @param {string} own as returned by normal
 * @returns {boolean} whether it is a title and neither contains the other
 */
function isOtherTitle(title, own) {
  return !title.includes(own) && !own.includes(title);
}

/**
 * Guesses the page's own paper from its links. If the page has a paper's title: the only paper linked
 * with that title, or with a label like "PDF" and no other title, outside references and sentences; if
 * there are several, outside list entries too. Otherwise, or if all links are labels: the only paper.
 * @param {readonly PageContent[]} pages
 * @param {readonly Paper[]} [known] other ids of that paper, to ignore
 * @returns {readonly Paper[]} one paper, or none
 */
function linkedAsOwn(pages, known = []) {
  const title = pages[0] ? normal(titleOfPaper(pages[0])) : "";
  const links = pages.flatMap(linksOf);
  const knownKeys = known.map(keyOf);
  /** @param {Pick<LinkToPaper, "papers">[]} some */
  const only = (some) => {
    const papers = some.flatMap(({ papers }) => papers)
      .filter((paper) => !knownKeys.includes(keyOf(paper)));
    return new Set(papers.map(keyOf)).size === 1 ? papers.slice(0, 1) : [];
  };
  if (!title) return only(links);
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
 * @param {readonly PageContent[]} pages
 * @param {readonly Paper[]} [known]
 * @returns {readonly Paper[]} the own paper by the links of the page itself, else by those of all frames
 */
function linkedIn(pages, known) {
  const own = linkedAsOwn(pages.slice(0, 1), known);
  return own.length || pages.length === 1 ? own : linkedAsOwn(pages, known);
}

/**
 * @param {PageContent} page
 * @returns {LinkToPaper[]} its links that name papers
 */
function linksOf(page) {
  /** @type {LinkToPaper[]} */
  const links = [];
  /** Created on demand: few pages need it. @type {import("./entries.js").Entries | undefined} */
  let entries;
  /** @param {import("./page-content.js").Part} part */
  const titleBeside = (part) => {
    entries ??= entriesIn(page, papersInUrl);
    return titlesInEntry(entries, part).find(isTitle) ?? guessedTitle(entries, part);
  };
  for (const part of partsInLines(page.parts)) {
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
      titleBeside: () => titleBeside(part),
    });
  }
  return links;
}

/**
 * @param {PageContent} page
 * @returns {boolean} whether it names papers outside its references
 */
function mentionsPapers(page) {
  const inText = () =>
    page.parts.filter(({ href }) => !href).flatMap(({ text }) => text.split("\n"))
      .some((line) => !isReference(line) && papersInText(line).length);
  return linksOf(page).some(({ isCited }) => !isCited) || inText();
}

/**
 * @param {readonly PageContent[]} pages
 * @returns {Paper[]} the only paper that they name, in links or text; or none
 */
function onlyPaper(pages) {
  /** @type {Paper | undefined} */
  let only;
  for (const { href, text } of pages.flatMap(({ parts }) => parts)) {
    for (const paper of href ? papersInUrl(href) : papersInText(text)) {
      if (only && keyOf(paper) !== keyOf(only)) return [];
      only ??= paper;
    }
  }
  return only ? [only] : [];
}

// ---------------------------------------------------------------- the id that Cool Papers uses

/**
 * @param {readonly Paper[]} papers
 * @returns {boolean} whether Cool Papers may list any of them under another source's id
 */
export function mayHaveCanonicalIds(papers) {
  return papers.some(({ source }) => source in OFTEN_FILED_UNDER || source in IMPORTED_RECORDS);
}

/**
 * @param {readonly Paper[]} papers the page's own
 * @param {readonly PageContent[]} pages
 * @returns {readonly Paper[]} the same, with the id that Cool Papers uses if the page links it
 */
function preferCanonicalIds(papers, pages) {
  if (!mayHaveCanonicalIds(papers)) return papers;
  const recorded = recordedPaper(papers[0], pages);
  if (recorded.length) return recorded;
  const own = linkedIn(pages, papers);
  return isFiledUnder(papers[0], own) ? own : papers;
}

/**
 * @param {Paper} paper the page's own
 * @param {readonly PageContent[]} pages
 * @returns {Paper[]} the other source's paper that the page is a record of, or none
 */
function recordedPaper({ source }, pages) {
  const imported = IMPORTED_RECORDS[source];
  let isRecord = false;
  for (const { href, text, before } of imported ? partsInLines(pages[0]?.parts ?? []) : []) {
    const papers = isRecord && before.includes(imported.idsAfter) ? papersInUrl(href) : [];
    if (papers.length === 1 && papers[0].source === imported.source) return papers;
    if (imported.venue.test(text)) isRecord = true;
  }
  return [];
}

/**
 * @param {Paper} paper
 * @param {readonly Paper[]} others
 * @returns {boolean} whether there is one other, and Cool Papers often lists such papers under its source, or
 *   only the other has an id
 */
export function isFiledUnder(paper, others) {
  if (others.length !== 1) return false;
  const [other] = others;
  return other.source === OFTEN_FILED_UNDER[paper.source] ||
    (paper.kind === "titled" && other.kind === "paper");
}
