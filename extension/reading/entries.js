/**
 * What the entries of a list say: their titles, where a link may say only "PDF" or an id and the title stands
 * beside it; and the papers without an id that we know, of which only a publisher's page is linked. Pure.
 */

import { keyOf, titledPaper } from "../papers/paper.js";
import { searchWords } from "../papers/plain-scripts.js";
import { isProse } from "./page-content.js";
import {
  hasTitleWords,
  isLabel,
  isPaperLabel,
  isTitle,
  NO_TITLE,
  normal,
  SHORT_TITLE,
  TITLE,
  titleBefore,
  titleInLink,
  worthOf,
} from "./titles.js";

/** @typedef {import("../papers/paper.js").Paper} Paper */
/** @typedef {import("../papers/paper.js").TitledPaper} TitledPaper */
/** @typedef {import("./page-content.js").Container} Container */
/** @typedef {import("./page-content.js").Landmark} Landmark */
/** @typedef {import("./page-content.js").PageContent} PageContent */
/** @typedef {import("./page-content.js").Part} Part */

/** Elements that contain several entries or a whole page. */
const NOT_IN_ENTRY = new Set(["dd", "article", "section", "main", "body"]);
/** Elements that contain one entry. */
const ENTRIES = new Set(["li", "tr", "dt"]);
const LISTS = new Set(["ul", "ol", "dl", "table", "tbody"]);
/** From this many elements above a link, a title may be the page's own. */
const MIN_HEIGHT_OF_PAGE_TITLE = 2;
/** As many ancestors of a link as walk.js reports. */
const MAX_HEIGHT = 6;
/** The most papers of one source in an entry: its own and a few that it mentions. */
const MAX_PAPERS_IN_ENTRY = 4;
/** The same for a term (`dt`) with its descriptions (`dd`), whose extent is certain. */
const MAX_PAPERS_IN_TERM = 12;
/** An element with more titles and links to papers is not one entry. */
const MAX_LANDMARKS_IN_ENTRY = 300;

/**
 * A page whose entries are searched.
 * @typedef {object} Entries
 * @property {PageContent} page
 * @property {(place: number) => Paper | undefined} paperAt the paper that a landmark links, if exactly one
 * @property {(container: Container) => ReadonlyMap<string, ReadonlySet<string>> | undefined} papersIn the
 *   keys of the papers in a container, by source; undefined if it is too large for an entry
 */

/**
 * @param {PageContent} page
 * @param {(href: string) => readonly Paper[]} papersInLink
 * @returns {Entries}
 */
export function entriesIn(page, papersInLink) {
  /** @param {number} place */
  const paperAt = (place) => {
    const part = page.landmarks[place]?.part;
    const papers = part ? papersInLink(part.href) : [];
    return papers.length === 1 ? papers[0] : undefined;
  };
  /** @type {Map<Container, Map<string, Set<string>> | undefined>} */
  const known = new Map();
  /** @param {Container} container */
  const papersIn = (container) => {
    if (known.has(container)) return known.get(container);
    const { from, to } = container;
    /** @type {Map<string, Set<string>> | undefined} */
    const bySource = to - from <= MAX_LANDMARKS_IN_ENTRY ? new Map() : undefined;
    for (let place = from; bySource && place < to; place++) {
      const paper = paperAt(place);
      if (!paper) continue;
      bySource.set(paper.source, (bySource.get(paper.source) ?? new Set()).add(keyOf(paper)));
    }
    known.set(container, bySource);
    return bySource;
  };
  return { page, paperAt, papersIn };
}

/** @param {Container} container @returns {number} the most papers of one source that an entry may have there */
function maxPapersIn(container) {
  return around(container, "dt") ? MAX_PAPERS_IN_TERM : MAX_PAPERS_IN_ENTRY;
}

/**
 * @param {Container | undefined} container
 * @param {string} name
 * @returns {Container | undefined} the closest one with that name, this one included
 */
function around(container, name) {
  for (let height = 0; container && height < MAX_HEIGHT; height++) {
    if (container.name === name) return container;
    container = container.outer;
  }
}

/**
 * Yields the elements around a part that can belong to the same entry.
 * @param {Part} part
 * @param {(container: Container) => boolean} isTooLarge for an entry
 * @returns {Generator<{ container: Container, height: number }>} the closest first
 */
function* containersAround({ container }, isTooLarge) {
  for (let height = 0; container && height < MAX_HEIGHT; height++) {
    if (NOT_IN_ENTRY.has(container.name) || isTooLarge(container)) return;
    yield { container, height };
    container = container.outer;
  }
}

/**
 * @param {PageContent} page
 * @param {{ at: number, offset: number }} from
 * @param {number} to index of a later part
 * @returns {string}
 */
function textBetween({ parts }, { at, offset }, to) {
  return parts.slice(at, to).map(({ text }) => text).join(" ").slice(offset);
}

/**
 * @param {Entries} entries
 * @param {Part} part a link
 * @returns {string[]} the titles closest before and after it in its entry; for a paper without an id, the
 *   text of the entry's other link to it
 */
export function titlesInEntry(entries, part) {
  const own = part.place < 0 ? undefined : entries.paperAt(part.place);
  if (!own || hasTitleWords(part.text)) return [];
  const isTooLarge = (/** @type {Container} */ container) => {
    const papers = entries.papersIn(container)?.get(own.source);
    return !papers || papers.size > (LISTS.has(container.name) ? 1 : maxPapersIn(container));
  };
  for (const { container, height } of containersAround(part, isTooLarge)) {
    const linked = own.kind === "titled" ? titlesInLinks(entries, container, own) : [];
    if (linked.length) return linked.length === 1 ? linked : [];
    const titles = [
      ...nearestTitle(entries, part, own, container.from - 1),
      ...nearestTitle(entries, part, own, container.to),
    ];
    if (!titles.length) continue;
    return height < MIN_HEIGHT_OF_PAGE_TITLE
      ? titles
      : titles.filter((it) => !entries.page.title.includes(it));
  }
  return [];
}

/**
 * @param {Entries} entries
 * @param {Container} container
 * @param {Paper} own a paper without an id: its page and its PDF look like two papers
 * @returns {string[]} the best titles among the other links to such papers
 */
function titlesInLinks({ page, paperAt }, { from, to }, own) {
  const titles = page.landmarks.slice(from, to).flatMap(({ part }, at) => {
    const paper = paperAt(from + at);
    const isOther = paper?.kind === "titled" && paper.source === own.source &&
      keyOf(paper) !== keyOf(own);
    return part && isOther ? [titleInLink(part.text)] : [];
  });
  // Short titles ("Meta-Tea") count where no link has a longer one.
  const best = Math.max(SHORT_TITLE, ...titles.map(worthOf));
  return [...new Set(titles.filter((it) => worthOf(it) === best))];
}

/**
 * @param {Entries} entries
 * @param {Part} part
 * @param {Paper} own the part's paper
 * @param {number} end place of the landmark to stop at, before or after the part
 * @returns {string[]} the closest title in that direction, unless another paper is in between
 */
function nearestTitle({ page, paperAt }, { at, place }, own, end) {
  const step = end < place ? -1 : 1;
  for (let other = place + step; other !== end; other += step) {
    const landmark = page.landmarks[other];
    if (landmark?.title !== undefined) {
      // A linked heading starts another entry.
      if (isLinked(landmark) && isTitle(landmark.title)) return [];
      if (landmark.isGuess) continue;
      return step < 0 && isProse(textBetween(page, landmark, at)) ? [] : [landmark.title];
    }
    const paper = paperAt(other);
    if (paper && paper.source === own.source && keyOf(paper) !== keyOf(own)) return [];
  }
  return [];
}

/**
 * @param {Entries} entries
 * @param {Part} part a link without a title
 * @returns {string} the heading, bold start of a line or linked heading of its entry, if the entry has no
 *   other paper; "" for none
 */
export function guessedTitle(entries, part) {
  const { page, papersIn } = entries;
  const own = part.place < 0 ? undefined : entries.paperAt(part.place);
  if (!own) return "";
  const hasOthers = (/** @type {Container} */ container) =>
    papersIn(container)?.get(own.source)?.size !== 1;
  /** Whether the search has left the part's own entry: a linked heading titles only its own entry. */
  let isOutside = false;
  for (const { container } of containersAround(part, hasOthers)) {
    const { name, from, to } = container;
    const guesses = new Map();
    for (let place = from; place < to; place++) {
      guesses.set(guessAt(entries, place, part), page.landmarks[place]);
    }
    guesses.delete("");
    const linked = page.landmarks.slice(from, to).filter(isLinked).length;
    const [[guess, landmark] = ["", undefined]] = guesses;
    if (guess) {
      const isEntry = name === "td" || ENTRIES.has(name);
      if (guesses.size > 1 && !isEntry) return "";
      if (!isLinked(landmark)) return page.title.includes(guess) ? "" : guess;
      const isOfEntry = !isOutside && !LISTS.has(name) && (linked === 1 || isEntry);
      return isOfEntry && !isTitleOfPage(page, guess) ? guess : "";
    }
    isOutside ||= linked > 0 || linksByTitle(entries, container, own);
  }
  // A heading with nothing but labels between it and the link.
  const before = page.landmarks[part.place - 1];
  if (before?.title === undefined || !isLabel(textBetween(page, before, part.at))) return "";
  if (isOutside && isLinked(before)) return "";
  const guess = guessAt(entries, part.place - 1, part);
  return page.title.includes(guess) ? "" : guess;
}

/** @param {Landmark | undefined} landmark @returns {boolean} whether it is a heading that is a link */
function isLinked(landmark) {
  return landmark?.title !== undefined && landmark.kind === "linked";
}

/**
 * @param {PageContent} page
 * @param {string} guess a linked heading
 * @returns {boolean} whether it is the page's own title; results have the query in the title only
 */
function isTitleOfPage({ title, heading }, guess) {
  return title.includes(guess) && heading.includes(guess);
}

/**
 * @param {Entries} entries
 * @param {Container} container
 * @param {Paper} own
 * @returns {boolean} whether a link in it has a paper's title as its text, or a short title of this paper
 */
function linksByTitle({ page, paperAt }, { from, to }, own) {
  return page.landmarks.slice(from, to).some(({ part }, at) => {
    const paper = part && paperAt(from + at);
    const worth = paper ? worthOf(titleInLink(part.text)) : NO_TITLE;
    return worth === TITLE || (worth > NO_TITLE && paper && keyOf(paper) === keyOf(own));
  });
}

/**
 * @param {Entries} entries
 * @param {Part} part a link in a description (`dd`)
 * @returns {string} the term (`dt`) of that description, if it links no other paper; "" for none
 */
export function termAbove({ page, papersIn }, part) {
  const container = around(part.container, "dd");
  const papers = container && [...papersIn(container)?.values() ?? []];
  if (!container || !papers?.length || papers.some(({ size }) => size > 1)) return "";
  const term = page.landmarks[container.from - 1];
  if (term?.title === undefined || term.kind !== "term") return "";
  return isTitle(term.title) && !/[:：]$/.test(term.title) ? term.title : "";
}

/**
 * @param {Entries} entries
 * @param {number} place of a landmark
 * @param {Part} part
 * @returns {string} the landmark's title; "" if it is not a guess, if it links another paper, or if prose
 *   separates it from the part
 */
function guessAt({ page, paperAt }, place, { at, text }) {
  const landmark = page.landmarks[place];
  if (landmark?.title === undefined || !landmark.isGuess || landmark.kind === "term") return "";
  if (isLinked(landmark) && paperAt(place - 1) && isWithinTitle(page, place)) return "";
  // In search results, the PDF's link follows the heading and the abstract.
  const mayBeApart = isLinked(landmark) && isPaperLabel(text);
  const isApart = !mayBeApart && landmark.at <= at && isProse(textBetween(page, landmark, at));
  return isApart ? "" : titleBefore(landmark.title);
}

/**
 * @param {PageContent} page
 * @param {number} place of a title
 * @returns {boolean} whether the link before the title is part of it
 */
function isWithinTitle({ landmarks }, place) {
  const said = normal(landmarks[place - 1]?.part?.text ?? "");
  return said !== "" && normal(landmarks[place].title ?? "").includes(said);
}

/**
 * @param {Entries} entries
 * @param {Part} part
 * @param {ReadonlySet<number>} titled indices of the parts that are links with titles
 * @returns {boolean} whether its entry contains one of these links
 */
export function isBeside({ page, papersIn }, part, titled) {
  const isTooLarge = (/** @type {Container} */ container) => {
    const papers = papersIn(container);
    return LISTS.has(container.name) || !papers ||
      [...papers.values()].some(({ size }) => size > maxPapersIn(container));
  };
  for (const { container: { name, from, to } } of containersAround(part, isTooLarge)) {
    const inside = page.landmarks.slice(from, to);
    if (ENTRIES.has(name) && inside.some((it) => it.part && titled.has(it.part.at))) return true;
  }
  return false;
}

// ---------------------------------------------------------------- entries that only a publisher has

/** @typedef {Readonly<{ paper: Readonly<TitledPaper>, title: string }>} PublisherEntry */

/** Fewer papers are not a list. */
const MIN_PAPERS = 3;
/** One in so many headings may link something else: a book, a university's page. */
const PAPERS_TO_ONE_OTHER = 3;

/** A DOI in the path, as used by ACM, Springer, Wiley, SIAM and many others. */
const DOI = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?10[.]\d{4,9}(?:\/|%2f)[^/?#]/i;
/** A whole volume, which counts neither for nor against a list of papers. */
const VOLUME =
  /\/(?:book|(?:doi\/)?proceedings|toc|journal|doi\/book|series)\/(?:10[.]|\d|[a-z]+\/\d)/i;
/** Sites' pages of single papers. */
const PAGES = new RegExp(
  `^https?://(?:www[.])?(?:${
    [
      "ieeexplore[.]ieee[.]org/(?:abstract/)?document/\\d",
      "computer[.]org/csdl/(?:proceedings-article|journal|magazine)/\\S*/\\w{10,}",
      "dl[.]acm[.]org/citation[.]cfm[?](?:\\S*&)?id=\\d",
      "sciencedirect[.]com/science/article/(?:abs/)?pii/S",
      "nature[.]com/articles/(?!d\\d)[a-z]+\\S*\\d",
      "mdpi[.]com/\\d{4}-\\d{3}[\\dX]/\\d+/\\d+/\\d",
      "jstor[.]org/stable/\\d",
      "(?:pubmed[.]ncbi[.]nlm[.]nih[.]gov/|ncbi[.]nlm[.]nih[.]gov/pubmed/)\\d",
      "(?:ncbi[.]nlm[.]nih[.]gov/pmc|pmc[.]ncbi[.]nlm[.]nih[.]gov|europepmc[.]org)/articles?/PMC/?\\d",
      "semanticscholar[.]org/paper/\\S*[0-9a-f]{40}",
      "researchgate[.]net/publication/\\d",
    ].join("|")
  })`,
  "i",
);

/**
 * @param {string} href
 * @returns {boolean} whether it looks like a paper's page on a publisher's or index's site
 */
export function isPublishersPage(href) {
  return DOI.test(href) || PAGES.test(href);
}

/**
 * Finds the headings that link a publisher's page, on pages that list papers: nearly all their linked
 * headings lead to such pages or known papers, unlike those of news, blogs, forums and shops.
 * @param {PageContent} page
 * @param {object} known
 * @param {(href: string) => boolean} known.isKnown whether a link names a paper
 * @param {ReadonlySet<string>} known.titles of the known entries, as returned by normal
 * @returns {PublisherEntry[]} once each, in order; none on a paper's own page, which lists related ones
 */
export function publishersEntries({ landmarks, statedTitle }, { isKnown, titles }) {
  if (statedTitle) return [];
  /** @type {Map<string, PublisherEntry>} */
  const found = new Map();
  /** @type {Set<string>} */
  const seen = new Set();
  let others = 0;
  for (const landmark of landmarks) {
    if (landmark.title === undefined || !landmark.href || isKnown(landmark.href)) continue;
    const { href } = landmark;
    const title = titleInLink(landmark.title);
    if (!isTitle(title) || titles.has(normal(title)) || VOLUME.test(href) || seen.has(href)) {
      continue;
    }
    seen.add(href);
    const words = isPublishersPage(href) ? searchWords(title) : "";
    if (!words) others++;
    else if (!found.has(normal(title))) {
      found.set(normal(title), { paper: titledPaper("", words, href), title });
    }
  }
  const papers = found.size + titles.size;
  const isList = papers >= MIN_PAPERS && papers >= others * PAPERS_TO_ONE_OTHER;
  return isList ? [...found.values()] : [];
}
