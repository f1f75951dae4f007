/**
 * Finds the title that a reference states. Pure, like find.js. A log-linear model weighs each place where
 * a title can start, each where it can end, the words between, and that there is none; the weights are
 * learned from references (tools/references).
 */

import { WEIGHTS } from "../registry/reference-weights.js";
import { lazyPattern, withUnbrokenWords } from "./plain-scripts.js";
import {
  endsIn,
  ReferenceTokens,
  spanFeatures,
  startsIn,
  wholeFeatures,
} from "./reference-features.js";

/**
 * A title that a reference states, and its place in the text.
 * @typedef {object} StatedTitle
 * @property {string} title in one line, without hyphenation
 * @property {number} start
 * @property {number} end
 * @property {number} certainty from 0 to 1
 */

/** With thirty authors, a reference is still shorter; a part of it that is longer is prose. */
const MAX_LENGTH = 4000;
/** The best of these starts and ends are combined. */
const MAX_STARTS = 6;
const MAX_ENDS = 10;
/** What can follow a title without a sign between them: "8 vols", "page 346", "June 1992". */
const NOT_OF_TITLE =
  lazyPattern`/[,.]?\s+(?:[0-9]+ vols?[.]?|pages? [0-9]+|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\p{Ll}*[.]? (?:1[5-9]|20)[0-9]{2})$/u`;

/**
 * By feature.
 * @typedef {{ start: Map<string, number>, end: Map<string, number>, span: Map<string, number>, whole: Map<string, number> }} Weights
 */
/** Parsed when they are needed first: most clicks need none. @type {Weights | undefined} */
let weights;

/**
 * Finds the title of one reference.
 * @param {string} text a reference as PDFs, pages, notes and bibliographies hand it over
 * @returns {StatedTitle | undefined} undefined if the text is no reference or states no title; time grows
 *   linearly with the text, up to MAX_LENGTH
 */
export function titleInReference(text) {
  if (text.length > MAX_LENGTH) return undefined;
  const reference = new ReferenceTokens(text);
  const starts = best(startsIn(reference), "start", MAX_STARTS);
  const ends = best(endsIn(reference), "end", MAX_ENDS);
  const none = { start: 0, end: 0, score: scoreOf("whole", wholeFeatures(reference)) };
  const spans = [none];
  for (const from of starts) {
    for (const to of ends) {
      const features = to.at > from.at ? spanFeatures(reference, from.at, to.at) : [];
      if (!features.length) continue;
      const score = from.score + to.score + scoreOf("span", features);
      spans.push({ start: from.at, end: to.at, score });
    }
  }
  const chosen = spans.reduce((a, b) => (b.score > a.score ? b : a));
  if (chosen === none) return undefined;
  const total = spans.reduce((sum, { score }) => sum + Math.exp(score - chosen.score), 0);
  const { tokens } = reference;
  const start = tokens[chosen.start].start;
  const found = text.slice(start, tokens[chosen.end - 1].end);
  const end = start + found.replace(NOT_OF_TITLE(), "").length;
  return { title: inOneLine(text.slice(start, end)), start, end, certainty: 1 / total };
}

/**
 * @param {readonly import("./reference-features.js").Place[]} places
 * @param {"start" | "end"} what
 * @param {number} count
 * @returns {{ at: number, score: number }[]} those with the highest scores
 */
function best(places, what, count) {
  return places.map(({ at, features }) => ({ at, score: scoreOf(what, features) }))
    .sort((a, b) => b.score - a.score).slice(0, count);
}

/**
 * @param {"start" | "end" | "span" | "whole"} what
 * @param {readonly string[]} features
 */
function scoreOf(what, features) {
  weights ??= parsed(WEIGHTS);
  let score = 0;
  for (const feature of features) score += weights[what].get(feature) ?? 0;
  return score;
}

/** @param {string} lines as in WEIGHTS @returns {Weights} */
function parsed(lines) {
  /** @type {Weights} */
  const weights = { start: new Map(), end: new Map(), span: new Map(), whole: new Map() };
  let byFeature = weights.whole;
  let name = "";
  for (const line of lines.trim().split("\n")) {
    const [value, weight] = line.split("\t");
    if (weight) byFeature.set(name + value, Number(weight));
    else {
      const [what, ...names] = value.slice(1).split(" ");
      byFeature = weights[/** @type {keyof Weights} */ (what)];
      name = names.length ? `${names.join(" ")}=` : "";
    }
  }
  return weights;
}

/** Words before a hyphen that is not a line's: "self-attention". */
const BEFORE_OWN_HYPHEN =
  "self|non|multi|pre|post|semi|anti|co|sub|inter|intra|cross|well|high|low|large|small|real|one|two|three|" +
  "half|first|second|long|short|single|double|near|state|end|data|model|time";

const LINE_END =
  lazyPattern`/(?<=\p{L})-(?:\s*\n\s*| (?!(?:and|or|und|oder|et|ou|y|o|e|to|bis)\s))(?=\p{Ll})/gu`;
const OWN_HYPHEN = lazyPattern`/(?<![\p{L}\p{M}])(${BEFORE_OWN_HYPHEN})-\n/giu`;

/**
 * @param {string} text
 * @returns {string} with words joined that were hyphenated at the end of a line, which some viewers copy
 *   as a space
 */
function inOneLine(text) {
  const inLines = text.replace(/\u00ad\s*/g, "").replace(LINE_END(), "-\n");
  return withUnbrokenWords(inLines.replace(OWN_HYPHEN(), "$1-")).replace(/\s+/g, " ");
}
