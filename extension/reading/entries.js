/**
 * The entries of lists: what belongs to one. Lists often say only "PDF" or an id in a link, and have
 * the title beside it, in the same entry. Pure.
 */

import { keyOf } from "../papers/paper.js";
import { isProse } from "./page-content.js";
import {
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
/** @typedef {import("./page-content.js").Container} Container */
/** @typedef {import("./page-content.js").Landmark} Landmark */
/** @typedef {import("./page-content.js").PageContent} PageContent */
/** @typedef {import("./page-content.js").Part} Part */

/** Elements that hold more than one entry, or a whole page. */
const NO_ENTRIES = new Set(["dd", "article", "section", "main", "body"]);
/** Elements that hold one. */
const ENTRIES = new Set(["li", "tr", "dt"]);
const LISTS = new Set(["ul", "ol", "dl", "table", "tbody"]);
/** Further up than this many elements from a link, the page's own title can be in reach. */
const NEAR = 2;
const MAX_HEIGHT = 6;
/** How many papers of one source an entry names at most: its own, and those that it mentions. */
const MAX_PAPERS_IN_ENTRY = 4;
/** The same where a list says what belongs to an entry: a term with its descriptions. */
const MAX_PAPERS_IN_TERM = 12;
/** More titles and links to papers than any entry has. */
const MAX_LANDMARKS_IN_ENTRY = 300;
/** Three words say more than "PDF": the link has a title of its own. */
const THREE_WORDS = /\S\s+\S+\s+\S/;

/**
 * A page in which entries are looked for.
 * @typedef {object} Entries
 * @property {PageContent} page
 * @property {(place: number) => Paper | undefined} paperAt what a landmark names, if that is one paper
 * @property {(container: Container) => ReadonlyMap<string, ReadonlySet<string>> | undefined} papersIn the
 *   keys of the papers in it, by source; undefined if it is too large for an entry
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

/** @param {Container} container @returns {number} how many papers of one source it has at most */
function mostPapersIn(container) {
  return around(container, "dt") ? MAX_PAPERS_IN_TERM : MAX_PAPERS_IN_ENTRY;
}

/**
 * @param {Container | undefined} container
 * @param {string} name
 * @returns {Container | undefined} the nearest one of that name, from this one outwards
 */
function around(container, name) {
  for (let height = 0; container && height < MAX_HEIGHT; height++) {
    if (container.name === name) return container;
    container = container.outer;
  }
}

/**
 * Climbs from a part through the elements around it that can belong to one entry.
 * @param {Part} part
 * @param {(container: Container) => boolean} isTooLarge for an entry
 * @returns {Generator<{ container: Container, height: number }>} the nearest first
 */
function* containersAround({ container }, isTooLarge) {
  for (let height = 0; container && height < MAX_HEIGHT; height++) {
    if (NO_ENTRIES.has(container.name) || isTooLarge(container)) return;
    yield { container, height };
    container = container.outer;
  }
}

/**
 * @param {PageContent} page
 * @param {{ at: number, offset: number }} from
 * @param {number} to index of a later part
 */
function textBetween({ parts }, { at, offset }, to) {
  return parts.slice(at, to).map(({ text }) => text).join(" ").slice(offset);
}

/**
 * @param {Entries} entries
 * @param {Part} part a link
 * @returns {string[]} the titles right before and after it in its entry; if the paper is known by its
 *   title only, what the entry's other link to it says
 */
export function titlesInEntry(entries, part) {
  const own = part.place < 0 ? undefined : entries.paperAt(part.place);
  if (!own || THREE_WORDS.test(part.text)) return [];
  const isTooLarge = (/** @type {Container} */ container) => {
    const papers = entries.papersIn(container)?.get(own.source);
    return !papers || papers.size > (LISTS.has(container.name) ? 1 : mostPapersIn(container));
  };
  for (const { container, height } of containersAround(part, isTooLarge)) {
    const linked = own.kind === "titled" ? titlesInLinks(entries, container, own) : [];
    if (linked.length) return linked.length === 1 ? linked : [];
    const titles = [
      ...nearestTitle(entries, part, own, container.from - 1),
      ...nearestTitle(entries, part, own, container.to),
    ];
    if (!titles.length) continue;
    return height < NEAR ? titles : titles.filter((it) => !entries.page.title.includes(it));
  }
  return [];
}

/**
 * @param {Entries} entries
 * @param {Container} container
 * @param {Paper} own known by its title only, so that its page and its PDF seem to be two papers
 * @returns {string[]} the best titles that other links to such papers say
 */
function titlesInLinks({ page, paperAt }, { from, to }, own) {
  const titles = page.landmarks.slice(from, to).flatMap(({ part }, at) => {
    const paper = paperAt(from + at);
    const isOther = paper?.kind === "titled" && paper.source === own.source &&
      keyOf(paper) !== keyOf(own);
    return part && isOther ? [titleInLink(part.text)] : [];
  });
  // A paper can be called "Meta-Tea"; its address has as many more words as fit.
  const best = Math.max(SHORT_TITLE, ...titles.map(worthOf));
  return [...new Set(titles.filter((it) => worthOf(it) === best))];
}

/**
 * @param {Entries} entries
 * @param {Part} part
 * @param {Paper} own that it names
 * @param {number} end the landmark to stop at, before or after it
 * @returns {string[]} the nearest title in that direction, if no other paper is in between
 */
function nearestTitle({ page, paperAt }, { at, place }, own, end) {
  const step = end < place ? -1 : 1;
  for (let other = place + step; other !== end; other += step) {
    const landmark = page.landmarks[other];
    if (landmark?.title !== undefined) {
      // Beyond the heading of an entry is another entry.
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
 * @returns {string} the heading, bold line's start or linked title of its entry, if it is the entry's
 *   only paper; "" for none
 */
export function guessedTitle(entries, part) {
  const { page, papersIn } = entries;
  const own = part.place < 0 ? undefined : entries.paperAt(part.place);
  if (!own) return "";
  const hasOthers = (/** @type {Container} */ container) =>
    papersIn(container)?.get(own.source)?.size !== 1;
  /** Whether the entry is over: a heading that is a link titles its own one only. */
  let isPast = false;
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
      const isOfEntry = !isPast && !LISTS.has(name) && (linked === 1 || isEntry);
      return isOfEntry && !isTitleOfPage(page, guess) ? guess : "";
    }
    isPast ||= linked > 0 || linksByTitle(entries, container, own);
  }
  // A heading with nothing but labels below it, up to the link.
  const before = page.landmarks[part.place - 1];
  if (before?.title === undefined || !isLabel(textBetween(page, before, part.at))) return "";
  if (isPast && isLinked(before)) return "";
  const guess = guessAt(entries, part.place - 1, part);
  return page.title.includes(guess) ? "" : guess;
}

/** @param {Landmark | undefined} landmark @returns {boolean} whether it is a heading that is a link */
function isLinked(landmark) {
  return landmark?.title !== undefined && landmark.kind === "linked";
}

/**
 * @param {PageContent} page
 * @param {string} guess a heading that is a link; a page of results has the title that was searched for
 * @returns {boolean}
 */
function isTitleOfPage({ title, heading }, guess) {
  return title.includes(guess) && heading.includes(guess);
}

/**
 * @param {Entries} entries
 * @param {Container} container
 * @param {Paper} own
 * @returns {boolean} whether it links a paper by its title, or that one by any name
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
 * @returns {string} the term (`dt`) of that, if it names no other paper; "" for none
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
 * @returns {string} the title that it guesses, "" if it is no guess, or that of a paper that it links, or
 *   prose lies between it and the part
 */
function guessAt({ page, paperAt }, place, { at, text }) {
  const landmark = page.landmarks[place];
  if (landmark?.title === undefined || !landmark.isGuess || landmark.kind === "term") return "";
  if (isLinked(landmark) && paperAt(place - 1) && isWithinTitle(page, place)) return "";
  // Below a result's heading and abstract is its PDF.
  const mayBeApart = isLinked(landmark) && isPaperLabel(text);
  const isApart = !mayBeApart && landmark.at <= at && isProse(textBetween(page, landmark, at));
  return isApart ? "" : titleBefore(landmark.title);
}

/**
 * @param {PageContent} page
 * @param {number} place of a title
 * @returns {boolean} whether the link before it is a part of it
 */
function isWithinTitle({ landmarks }, place) {
  const said = normal(landmarks[place - 1]?.part?.text ?? "");
  return said !== "" && normal(landmarks[place].title ?? "").includes(said);
}

/**
 * @param {Entries} entries
 * @param {Part} part
 * @param {ReadonlySet<number>} titled indices of links with titles
 * @returns {boolean} whether the part is in an entry that has one of these links as its own
 */
export function isBeside({ page, papersIn }, part, titled) {
  const isTooLarge = (/** @type {Container} */ container) => {
    const papers = papersIn(container);
    return LISTS.has(container.name) || !papers ||
      [...papers.values()].some(({ size }) => size > mostPapersIn(container));
  };
  for (const { container: { name, from, to } } of containersAround(part, isTooLarge)) {
    const own = page.landmarks.slice(from, to);
    if (ENTRIES.has(name) && own.some((it) => it.part && titled.has(it.part.at))) return true;
  }
  return false;
}
