/**
 * The entries of lists: what belongs to one. Lists often say only "PDF" or an id in a link, and have
 * the title beside it, in the same entry. Pure, as find.js is.
 */

import { isSearch } from "./cool-papers.js";
import { isProse } from "./lines.js";
import { isLabel, isTitle, titleBefore, titleInLink } from "./titles.js";

/** @typedef {import("./find.js").Paper} Paper */
/** @typedef {import("./page-papers.js").PageContent} PageContent */

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
 * @typedef {object} Entries
 * @property {(at: number) => string[]} titlesOf for the link that is parts[at], the titles right
 *   before and after it in its entry; if the paper is known by its title only, what the entry's other
 *   link to it says
 * @property {(at: number) => string} guessedTitleOf for such a link without a title, the heading, bold
 *   line's start or linked title of the entry, if it is the entry's only paper; "" for none
 * @property {(at: number, titled: ReadonlySet<number>) => boolean} isBeside whether parts[at] is in an
 *   entry that has one of these links as its own
 */

/**
 * @param {Pick<PageContent, "parts" | "landmarks" | "containers" | "title">} frame
 * @param {(href: string) => readonly Paper[]} papersInLink
 * @returns {Entries}
 */
export function entriesIn({ parts, landmarks, containers, title: pageTitle }, papersInLink) {
  const places = new Map(landmarks.map((it, place) => [it, place]));
  /** @param {number} place @returns {Paper | undefined} */
  const paperAt = (place) => {
    const landmark = landmarks[place];
    if (typeof landmark !== "number") return undefined;
    const papers = papersInLink(parts[landmark][0]);
    return papers.length === 1 ? papers[0] : undefined;
  };

  /** @type {Map<number, Map<string, Set<string>> | undefined>} */
  const counted = new Map();
  /**
   * @param {number} container
   * @returns {Map<string, Set<string>> | undefined} the ids in it, by source; undefined if it is too
   *   large for an entry
   */
  const idsIn = (container) => {
    if (counted.has(container)) return counted.get(container);
    const [, from, to] = containers[container];
    /** @type {Map<string, Set<string>>} */
    const ids = new Map();
    for (let place = from; place < to && to - from <= MAX_LANDMARKS_IN_ENTRY; place++) {
      const paper = paperAt(place);
      if (paper) ids.set(paper.source, (ids.get(paper.source) ?? new Set()).add(paper.id));
    }
    const found = to - from <= MAX_LANDMARKS_IN_ENTRY ? ids : undefined;
    counted.set(container, found);
    return found;
  };

  /**
   * @param {number} from index of a part
   * @param {number} offset in it
   * @param {number} to index of a later part
   */
  const textBetween = (from, offset, to) =>
    parts.slice(from, to).map(([, text]) => text).join(" ").slice(offset);

  /**
   * @param {number} container
   * @param {Paper} own known by its title only, so that its page and its PDF seem to be two papers
   * @returns {string[]} the titles that other links to such papers say
   */
  const titlesInLinks = (container, own) => {
    const [, from, to] = containers[container];
    const titles = landmarks.slice(from, to).flatMap((landmark, at) => {
      const paper = paperAt(from + at);
      if (typeof landmark !== "number" || paper?.source !== own.source) return [];
      if (!isSearch(paper.branch) || paper.id === own.id) return [];
      return [titleInLink(parts[landmark][1])];
    });
    return [...new Set(titles.filter(isTitle))];
  };

  /** @param {number} at @returns {string[]} */
  const titlesOf = (at) => {
    const [, text, innermost = -1] = parts[at];
    const place = places.get(at);
    const own = place === undefined ? undefined : paperAt(place);
    if (place === undefined || !own || THREE_WORDS.test(text)) return [];
    /**
     * @param {number} step 1 or -1
     * @param {number} end
     * @returns {string[]} the nearest title in that direction, if no other paper is in between
     */
    const nearest = (step, end) => {
      for (let other = place + step; other !== end; other += step) {
        const landmark = landmarks[other];
        if (typeof landmark !== "number") {
          const [title, from, offset, isGuess] = landmark;
          if (isGuess) continue;
          return step < 0 && isProse(textBetween(from, offset, at)) ? [] : [title];
        }
        const paper = paperAt(other);
        if (paper && paper.source === own.source && paper.id !== own.id) return [];
      }
      return [];
    };
    let container = innermost;
    for (let height = 0; container >= 0 && height < MAX_HEIGHT; height++) {
      const [name, from, to, outer] = containers[container];
      if (NO_ENTRIES.has(name)) return [];
      const most = LISTS.has(name) ? 1 : MAX_PAPERS_IN_ENTRY;
      const ids = idsIn(container)?.get(own.source);
      if (!ids || ids.size > most) return [];
      const linked = isSearch(own.branch) ? titlesInLinks(container, own) : [];
      if (linked.length) return linked.length === 1 ? linked : [];
      const titles = [...nearest(-1, from - 1), ...nearest(1, to)];
      if (titles.length) {
        return height < NEAR ? titles : titles.filter((title) => !pageTitle.includes(title));
      }
      container = outer;
    }
    return [];
  };

  /**
   * @param {number} place of a landmark
   * @param {number} at
   * @returns {string} the title that it guesses, "" if it is no guess or prose lies before parts[at]
   */
  const guessAt = (place, at) => {
    const landmark = landmarks[place];
    if (typeof landmark !== "object" || !landmark[3]) return "";
    const [title, from, offset] = landmark;
    return from <= at && isProse(textBetween(from, offset, at)) ? "" : titleBefore(title);
  };

  /** @param {number} at @returns {string} */
  const guessedTitleOf = (at) => {
    const place = places.get(at);
    const own = place === undefined ? undefined : paperAt(place);
    if (place === undefined || !own) return "";
    let [, , container = -1] = parts[at];
    for (let height = 0; container >= 0 && height < MAX_HEIGHT; height++) {
      const [name, from, to, outer] = containers[container];
      if (NO_ENTRIES.has(name) || idsIn(container)?.get(own.source)?.size !== 1) break;
      const guesses = new Set();
      for (let other = from; other < to; other++) guesses.add(guessAt(other, at));
      guesses.delete("");
      const [guess] = guesses;
      if (guess && (guesses.size === 1 || name === "td" || ENTRIES.has(name))) {
        return pageTitle.includes(guess) ? "" : guess;
      }
      if (guess) return "";
      container = outer;
    }
    // A heading with nothing but labels below it, up to the link.
    const before = landmarks[place - 1];
    if (typeof before !== "object" || !isLabel(textBetween(before[1], before[2], at))) return "";
    const guess = guessAt(place - 1, at);
    return pageTitle.includes(guess) ? "" : guess;
  };

  /** @param {number} at @param {ReadonlySet<number>} titled */
  const isBeside = (at, titled) => {
    let [, , container = -1] = parts[at];
    for (let height = 0; container >= 0 && height < MAX_HEIGHT; height++) {
      const [name, from, to, outer] = containers[container];
      if (NO_ENTRIES.has(name) || LISTS.has(name)) return false;
      const ids = idsIn(container);
      if (!ids || [...ids.values()].some(({ size }) => size > MAX_PAPERS_IN_ENTRY)) return false;
      const own = landmarks.slice(from, to);
      if (ENTRIES.has(name) && own.some((it) => typeof it === "number" && titled.has(it))) {
        return true;
      }
      container = outer;
    }
    return false;
  };
  return { titlesOf, guessedTitleOf, isBeside };
}
