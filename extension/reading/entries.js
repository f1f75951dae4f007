/**
 * The entries of lists: what belongs to one. Lists often say only "PDF" or an id in a link, and have
 * the title beside it, in the same entry. Pure.
 */

import { keyOf } from "../papers/paper.js";
import { isProse } from "./lines.js";
import { isLabel, isTitle, titleBefore, titleInLink } from "./titles.js";

/** @typedef {import("../papers/paper.js").Paper} Paper */
/** @typedef {import("./page-content.js").Container} Container */
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
    const most = LISTS.has(container.name) ? 1 : MAX_PAPERS_IN_ENTRY;
    const papers = entries.papersIn(container)?.get(own.source);
    return !papers || papers.size > most;
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
 * @returns {string[]} the titles that other links to such papers say
 */
function titlesInLinks({ page, paperAt }, { from, to }, own) {
  const titles = page.landmarks.slice(from, to).flatMap(({ part }, at) => {
    const paper = paperAt(from + at);
    const isOther = paper?.kind === "titled" && paper.source === own.source &&
      keyOf(paper) !== keyOf(own);
    return part && isOther ? [titleInLink(part.text)] : [];
  });
  return [...new Set(titles.filter(isTitle))];
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
  for (const { container: { name, from, to } } of containersAround(part, hasOthers)) {
    const guesses = new Set();
    for (let place = from; place < to; place++) guesses.add(guessAt(page, place, part));
    guesses.delete("");
    const [guess] = guesses;
    if (!guess) continue;
    const isOfEntry = guesses.size === 1 || name === "td" || ENTRIES.has(name);
    return isOfEntry && !page.title.includes(guess) ? guess : "";
  }
  // A heading with nothing but labels below it, up to the link.
  const before = page.landmarks[part.place - 1];
  if (before?.title === undefined || !isLabel(textBetween(page, before, part.at))) return "";
  const guess = guessAt(page, part.place - 1, part);
  return page.title.includes(guess) ? "" : guess;
}

/**
 * @param {PageContent} page
 * @param {number} place of a landmark
 * @param {Part} part
 * @returns {string} the title that it guesses, "" if it is no guess or prose lies between it and the part
 */
function guessAt(page, place, { at }) {
  const landmark = page.landmarks[place];
  if (landmark?.title === undefined || !landmark.isGuess) return "";
  const isApart = landmark.at <= at && isProse(textBetween(page, landmark, at));
  return isApart ? "" : titleBefore(landmark.title);
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
      [...papers.values()].some(({ size }) => size > MAX_PAPERS_IN_ENTRY);
  };
  for (const { container: { name, from, to } } of containersAround(part, isTooLarge)) {
    const own = page.landmarks.slice(from, to);
    if (ENTRIES.has(name) && own.some((it) => it.part && titled.has(it.part.at))) return true;
  }
  return false;
}
