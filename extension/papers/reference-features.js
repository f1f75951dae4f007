/**
 * The places where a reference's title can start and end, and the features by which the model of
 * bibliography.js weighs them. Pure, like find.js. The features stand here only, for training too: after a
 * change, train the model again (CONTRIBUTING.md).
 */

import { lazyPattern } from "./plain-scripts.js";
import { endSigns, looksLikeReference, startSigns, tokensOf } from "./reference-signs.js";

/** @typedef {import("./reference-signs.js").Token} Token */

/**
 * A place at which a title can start or, exclusively, end.
 * @typedef {object} Place
 * @property {number} at index of a token
 * @property {string[]} features
 */

/** No title has more words. */
const MAX_WORDS = 60;
/** Tokens in which a quotation ends. */
const MAX_QUOTED = 80;

/** @param {string} kinds */
const setOf = (kinds) => new Set(kinds.split(" "));
const HARD_SIGNS = setOf("? ! mark close-quote close-guillemet close-title");
const BREAKS = setOf(
  ". , : ; ( ) [ ] open-quote close-quote open-guillemet close-guillemet open-title close-title ? ! - mark // open-single close-single",
);
const INITIALS = setOf("initial initials");
const LOWER = setOf("low function in");
const VENUES = setOf("venue publisher report hanvenue series web");
const VOLUMES = setOf("volume month edition");
const YEARS = setOf("year year2");
const NUMBERS = setOf("number number3 number5 year year2");
/** What a title without a sign after it can be followed by. */
const FOLLOWS = setOf(
  "In in year year2 venue report publisher volume number number3 url hanvenue editor month edition",
);
const OPENING = setOf("open-quote open-guillemet open-title open-single");
const STARTS_SIGNS = setOf("open-quote open-guillemet open-title open-single other dots");

/** What is counted between two tokens. */
const COUNTED = {
  /** @param {Token} it */
  low: (it) => LOWER.has(it.kind),
  /** @param {Token} it */
  initials: (it) => INITIALS.has(it.kind),
  /** @param {Token} it */
  venues: (it) => VENUES.has(it.kind),
  /** @param {Token} it */
  volumes: (it) => VOLUMES.has(it.kind),
  /** @param {Token} it */
  numbers: (it) => NUMBERS.has(it.kind),
  /** @param {Token} it */
  years: (it) => YEARS.has(it.kind),
  /** @param {Token} it */
  commas: (it) => it.kind === "," || it.kind === ";",
  /** @param {Token} it */
  colons: (it) => it.kind === ":",
  /** @param {Token} it */
  marks: (it) => it.kind === "mark",
  /** @param {Token} it */
  urls: (it) => it.kind === "url",
  words: isWord,
};
/** @typedef {keyof typeof COUNTED | "hard" | "ins"} Counted */

const LETTER_OR_DIGIT = lazyPattern`/[\p{L}\p{N}]/u`;
const STARTS_SENTENCE = lazyPattern`/^[\p{Lu}\p{Script=Han}]/u`;

/** @param {Token} token */
function isWord({ word }) {
  return LETTER_OR_DIGIT().test(word);
}

/**
 * @param {number} count
 * @param {...number} limits ascending
 * @returns {number} how many of the limits it reaches
 */
function level(count, ...limits) {
  const at = limits.findIndex((limit) => count < limit);
  return at < 0 ? limits.length : at;
}

/** A reference as the features see it: tokens, sums over them, breaks and quotations. */
export class ReferenceTokens {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.tokens = tokensOf(text);
    this.length = this.tokens.length;
    /** @type {Map<Counted, Int32Array>} */
    this.sums = new Map();
    for (const [name, counts] of Object.entries(COUNTED)) {
      this.addSum(/** @type {Counted} */ (name), (at) => counts(this.tokens[at]));
    }
    this.addSum("hard", (at) => this.isHard(at));
    this.addSum("ins", (at) => this.isIn(at));
    this.quotations = this.quotationsIn();
    this.closings = new Map(this.quotations.map(({ close }, index) => [close, index]));
    this.openings = new Map(this.quotations.map(({ open }, index) => [open, index]));
    /** The quotation that holds each token, -1 for none. */
    this.quotationAt = new Int32Array(this.length + 1).fill(-1);
    this.quotations.forEach(({ open, close }, index) => {
      this.quotationAt.fill(index, open + 1, close);
    });
    /** The next break, and the next end of a sentence, from each token on. */
    this.nextBreaks = new Int32Array(this.length + 1).fill(this.length);
    this.nextHards = new Int32Array(this.length + 1).fill(this.length);
    for (let at = this.length - 1; at >= 0; at--) {
      this.nextBreaks[at] = this.isBreak(at) ? at : this.nextBreaks[at + 1];
      this.nextHards[at] = this.isHard(at) ? at : this.nextHards[at + 1];
    }
    /** The last break before each token, -1 for none. */
    this.lastBreaks = new Int32Array(this.length + 1).fill(-1);
    for (let at = 1; at <= this.length; at++) {
      this.lastBreaks[at] = this.isBreak(at - 1) ? at - 1 : this.lastBreaks[at - 1];
    }
    this.labelEnd = this.endOfLabel();
  }

  /**
   * @param {Counted} name
   * @param {(at: number) => boolean} counts
   */
  addSum(name, counts) {
    const sum = new Int32Array(this.length + 1);
    for (let at = 0; at < this.length; at++) sum[at + 1] = sum[at] + (counts(at) ? 1 : 0);
    this.sums.set(name, sum);
  }

  /** @param {Counted} name @param {number} from @param {number} to */
  count(name, from, to) {
    const sum = /** @type {Int32Array} */ (this.sums.get(name));
    return to > from ? sum[to] - sum[from] : 0;
  }

  /** @param {number} at @returns {string} */
  kind(at) {
    return at < 0 ? "start" : this.tokens[at]?.kind ?? "end";
  }

  /** @param {number} at @returns {boolean} whether there is a space before the token */
  isSpaced(at) {
    const token = this.tokens[at];
    return !token || at <= 0 || token.start > this.tokens[at - 1].end;
  }

  /** @param {number} at @returns {boolean} whether a sentence, or a quotation, ends with the token */
  isHard(at) {
    const kind = this.kind(at);
    if (kind !== ".") return HARD_SIGNS.has(kind);
    const next = this.tokens[at + 1];
    const ends = this.isSpaced(at + 1) || this.tokens[at].word !== "." || !isWord(next) ||
      STARTS_SENTENCE().test(next.word);
    return ends && !INITIALS.has(this.kind(at - 1));
  }

  /** @param {number} at @returns {boolean} whether the token divides parts of the reference */
  isBreak(at) {
    const kind = this.kind(at);
    if (!BREAKS.has(kind)) return false;
    if (kind === ".") return this.isHard(at) || this.isSpaced(at + 1);
    if (kind === "-") return this.isSpaced(at) && this.isSpaced(at + 1);
    return kind !== "close-single" || this.closings.has(at);
  }

  /** @param {number} at @returns {boolean} whether it is the "In" before a venue */
  isIn(at) {
    const before = this.kind(at - 1);
    if (this.kind(at) === "in") return before === "," || before === "close-quote";
    return this.kind(at) === "In" && at > 0 && BREAKS.has(before);
  }

  /** @returns {{ open: number, close: number }[]} */
  quotationsIn() {
    const found = [];
    for (let open = 0; open < this.length; open++) {
      const close = this.closingOf(open);
      if (close) {
        found.push({ open, close });
        open = close;
      }
    }
    return found;
  }

  /** @param {number} open @returns {number} 0 if no quotation begins with the token */
  closingOf(open) {
    const { kind, word, end } = this.tokens[open];
    const isApostrophe = kind === "close-single" && this.isSpaced(open) &&
      this.tokens[open + 1]?.start === end;
    const isSingle = kind === "open-single" || isApostrophe;
    if (
      !OPENING.has(kind) && !isApostrophe && kind !== "close-quote" && kind !== "close-guillemet"
    ) return 0;
    const last = Math.min(this.length, open + MAX_QUOTED);
    for (let at = open + 1; at < last; at++) {
      const other = this.tokens[at];
      const closes = isSingle
        ? other.kind === "close-single" && (this.isSpaced(at + 1) || !isWord(this.tokens[at + 1]))
        : kind === "open-guillemet"
        ? other.kind === "close-guillemet"
        : kind === "close-guillemet"
        ? other.kind === "open-guillemet"
        : kind === "open-title"
        ? other.kind === "close-title"
        : other.kind === "close-quote" || other.word === '"' ||
          (word === "„" && other.word === "“");
      if (closes) return at - open < 2 ? 0 : at;
    }
    return 0;
  }

  /** @returns {number} the first token after a label such as "[12]" or "12." */
  endOfLabel() {
    if (this.kind(0) === "[") {
      const close = this.tokens.slice(0, 12).findIndex(({ word }) => word === "]");
      return close + 1;
    }
    if (this.kind(0) === "(" && this.kind(1) === "number" && this.kind(2) === ")") return 3;
    if (this.kind(0) !== "number" && this.kind(0) !== "number3") return 0;
    return this.kind(1) === "." ? 2 : 1;
  }

  /** @param {number} from @param {number} to @returns {string} what is between two tokens, in levels */
  summary(from, to) {
    const venues = this.count("venues", from, to) + this.count("volumes", from, to);
    return [
      level(this.count("low", from, to), 1, 2, 4),
      level(this.count("initials", from, to), 1, 2),
      level(venues, 1, 2),
      level(this.count("numbers", from, to), 1),
      level(this.count("words", from, to), 1, 2, 3, 4, 7),
    ].join("");
  }

  /** @param {number} from @returns {string} of the part up to the next break */
  partFrom(from) {
    return this.summary(from, this.nextBreaks[Math.min(from, this.length)]);
  }

  /** @param {number} from @returns {string} of the sentence */
  sentenceFrom(from) {
    return this.summary(from, this.nextHards[Math.min(from, this.length)]);
  }

  /** @param {number} from @param {number} to @param {number} max @returns {string} the first kinds */
  kinds(from, to, max) {
    /** @type {string[]} */
    const kinds = [];
    for (let at = from; at < to && kinds.length < max; at++) {
      if (this.kind(at) !== kinds.at(-1)) kinds.push(this.kind(at));
    }
    return kinds.join("_") + (to - from > max ? "+" : "");
  }
}

/**
 * @param {ReferenceTokens} reference
 * @returns {Place[]} where a title can start
 */
export function startsIn(reference) {
  const places = [];
  for (let at = 0; at < reference.length; at++) {
    if (canStart(reference, at)) places.push({ at, features: startFeatures(reference, at) });
  }
  return places;
}

/** @param {ReferenceTokens} reference @param {number} at */
function canStart(reference, at) {
  const token = reference.tokens[at];
  if (!isWord(token) && !STARTS_SIGNS.has(token.kind)) return false;
  const before = reference.kind(at - 1);
  if (at === 0 || at === reference.labelEnd || reference.openings.has(at - 1)) return true;
  if (before === ".") return reference.isHard(at - 1) || reference.isSpaced(at);
  return reference.isBreak(at - 1) || YEARS.has(before) || before === "etal";
}

/** @param {ReferenceTokens} reference @param {number} at @returns {string[]} */
function startFeatures(reference, at) {
  const { labelEnd } = reference;
  const kind = (/** @type {number} */ by) => reference.kind(at + by);
  const before = (/** @type {Counted} */ name) => reference.count(name, labelEnd, at);
  const low = level(before("low"), 1, 2);
  const hard = level(before("hard"), 1, 2, 3);
  const year = yearBefore(reference, at);
  const last = kindsOfLastPart(reference, at);
  const part = reference.partFrom(at);
  const next = reference.nextBreaks[at];
  return [
    `0=${kind(0)}`,
    `1=${kind(1)}`,
    `-1=${kind(-1)}`,
    `-2=${kind(-2)}`,
    `-3=${kind(-3)}`,
    `-1 0=${kind(-1)} ${kind(0)}`,
    `-2 -1=${kind(-2)} ${kind(-1)}`,
    `-2 -1 0=${kind(-2)} ${kind(-1)} ${kind(0)}`,
    `0 1=${kind(0)} ${kind(1)}`,
    `quoted=${quotedAtStart(reference, at)}`,
    `initials=${level(before("initials"), 1, 2)} ${kind(-1)}`,
    `low=${low} ${kind(-1)}`,
    `hard=${hard} ${kind(-1)}`,
    `commas=${level(before("commas"), 1, 2, 3, 5)} ${kind(-1)}`,
    `year=${year} ${kind(-1)}`,
    `year low=${year} ${low}`,
    `last=${last}`,
    `last -1=${last} ${kind(-1)}`,
    `part=${part}`,
    `part -1=${part} ${kind(-1)}`,
    `sentence=${reference.sentenceFrom(at)}`,
    `kinds=${reference.kinds(at, next, 3)} ${reference.kind(next)}`,
    `in=${before("ins") ? 1 : 0}`,
  ];
}

/** @param {ReferenceTokens} reference @param {number} at @returns {string} where a year stands before */
function yearBefore(reference, at) {
  if (!reference.count("years", reference.labelEnd, at)) return "none";
  const isYear = (/** @type {number} */ by) => YEARS.has(reference.kind(at - by));
  const closes = (/** @type {number} */ by) => reference.kind(at - by) === ")";
  if ((isYear(2) && closes(1)) || (isYear(3) && closes(2))) return "just()";
  return isYear(1) || isYear(2) || isYear(3) ? "just" : "far";
}

/** @param {ReferenceTokens} reference @param {number} at @returns {string} */
function quotedAtStart(reference, at) {
  if (reference.openings.has(at - 1)) return "opens";
  if (reference.quotationAt[at] >= 0) return "within";
  const [first] = reference.quotations;
  return !first ? "none" : first.open >= at ? "before" : "after";
}

/** @param {ReferenceTokens} reference @param {number} at @returns {string} kinds of the part before it */
function kindsOfLastPart(reference, at) {
  const end = Math.max(reference.lastBreaks[at], 0);
  const start = reference.lastBreaks[end];
  return reference.kinds(Math.max(start + 1, reference.labelEnd), end, 4);
}

/**
 * @param {ReferenceTokens} reference
 * @returns {Place[]} where a title can end, exclusively
 */
export function endsIn(reference) {
  const places = [];
  for (let at = 1; at <= reference.length; at++) {
    if (canEnd(reference, at)) places.push({ at, features: endFeatures(reference, at) });
  }
  return places;
}

/** @param {ReferenceTokens} reference @param {number} at */
function canEnd(reference, at) {
  const kind = reference.kind(at);
  return at === reference.length || reference.isBreak(at) || FOLLOWS.has(kind) || kind === "-" ||
    reference.kind(at - 1) === "?" || reference.kind(at - 1) === "!";
}

/** @param {ReferenceTokens} reference @param {number} at @returns {string[]} */
function endFeatures(reference, at) {
  const { length, tokens } = reference;
  const kind = (/** @type {number} */ by) => reference.kind(at + by);
  const after = (/** @type {Counted} */ name) => reference.count(name, at, length);
  let next = at;
  for (let by = 0; by < 3 && next < length && !isWord(tokens[next]); by++) next++;
  const part = reference.partFrom(next);
  const sentence = reference.sentenceFrom(next);
  const venues = level(after("venues"), 1, 2);
  const end = reference.nextBreaks[Math.min(next, length)];
  return [
    `0=${kind(0)}`,
    `1=${kind(1)}`,
    `2=${kind(2)}`,
    `-1=${kind(-1)}`,
    `-2=${kind(-2)}`,
    `0 1=${kind(0)} ${kind(1)}`,
    `-1 0=${kind(-1)} ${kind(0)}`,
    `0 1 2=${kind(0)} ${kind(1)} ${kind(2)}`,
    `next=${reference.kind(next)}`,
    `0 next=${kind(0)} ${reference.kind(next)}`,
    `next 2=${reference.kind(next)} ${reference.kind(next + 1)}`,
    `hard=${at < length && reference.isHard(at) ? 1 : 0} ${kind(0)}`,
    `quoted=${quotedAtEnd(reference, at)} ${kind(0)}`,
    `part=${part}`,
    `part 0=${part} ${kind(0)}`,
    `sentence=${sentence}`,
    `sentence 0=${sentence} ${kind(0)}`,
    `kinds=${reference.kinds(next, end, 3)} ${kind(0)}`,
    `venues low=${venues} ${level(after("low"), 1, 2, 4)}`,
    `venues volumes years=${venues} ${level(after("volumes"), 1)} ${level(after("years"), 1)}`,
    `in=${after("ins") ? 1 : 0} ${kind(0)}`,
    `space=${reference.isSpaced(at + 1) ? 1 : 0} ${kind(0)} ${kind(-1)}`,
  ];
}

/** @param {ReferenceTokens} reference @param {number} at @returns {string} */
function quotedAtEnd(reference, at) {
  if (reference.closings.has(at)) return "closes";
  if (reference.closings.has(at + 1)) return "closes next";
  if (reference.quotationAt[at] >= 0) return "within";
  const [first] = reference.quotations;
  return !first ? "none" : first.open > at ? "before" : "after";
}

/**
 * @param {ReferenceTokens} reference
 * @param {number} start
 * @param {number} end
 * @returns {string[]} features of the title from start to end; none if it cannot be one
 */
export function spanFeatures(reference, start, end) {
  const { labelEnd, length } = reference;
  const within = (/** @type {Counted} */ name) => reference.count(name, start, end);
  const words = within("words");
  if (!words || words > MAX_WORDS) return [];
  const kind = (/** @type {number} */ at) => reference.kind(at);
  const asks = /[?!]/.test(kind(end - 1));
  const hard = reference.count("hard", start, asks ? end - 1 : end);
  const share = level(within("low") / words, 0.05, 0.2, 0.35, 0.5, 0.7);
  const low = level(within("low"), 1, 2, 3, 5);
  const size = level(words, 2, 3, 4, 5, 7, 10, 15, 21, 31);
  const commas = within("commas");
  const lowBefore = level(reference.count("low", labelEnd, start), 1, 2, 4);
  const lowAfter = level(reference.count("low", end, length), 1, 2, 4);
  const years = [[labelEnd, start], [start, end], [end, length]]
    .map(([from, to]) => reference.count("years", from, to) ? 1 : 0).join("");
  const quoted = quotedSpan(reference, start, end);
  const around = quoted === "all" || quoted === "over" ? `${kind(start - 2)} ${kind(end)}` : "";
  return [
    `words=${size}`,
    `words share=${size} ${share}`,
    `hard share=${level(hard, 1, 2)} ${share}`,
    `commas 0=${level(commas, 1, 2, 4)} ${kind(end)}`,
    `hard 0=${level(hard, 1, 2)} ${kind(end)}`,
    `colons=${level(within("colons"), 1, 2)}`,
    `venues low=${level(within("venues"), 1, 2)} ${low}`,
    `numbers=${level(within("numbers") - within("years"), 1, 2)}`,
    `initials share=${level(within("initials"), 1, 2)} ${share}`,
    `quoted=${quoted}`,
    `quoted around=${quoted} ${around}`,
    `in=${within("ins") ? 1 : 0}`,
    `mark=${within("marks") ? 1 : 0}`,
    `url=${within("urls") ? 1 : 0}`,
    `breaks share=${level(commas + hard + within("colons"), 1, 2, 3, 5)} ${share}`,
    `signs=${kind(start - 1)} ${kind(end)}`,
    `signs hard commas=${kind(start - 1)} ${kind(end)} ${level(hard, 1)} ${level(commas, 1)}`,
    `years=${years}`,
    `low before=${lowBefore} ${low}`,
    `low after=${low} ${lowAfter}`,
    ...innerParts(reference, start, end),
  ];
}

/**
 * @param {ReferenceTokens} reference
 * @param {number} start
 * @param {number} end
 * @returns {string[]} features of the first and the last part of a title that has breaks
 */
function innerParts(reference, start, end) {
  const first = reference.nextBreaks[start];
  if (first >= end - 1) return [];
  const last = Math.max(first, reference.lastBreaks[end - 1]);
  const [sign, lastSign] = [reference.kind(first), reference.kind(last)];
  return [
    `first=${reference.summary(start, first)} ${sign}`,
    `first kinds=${reference.kinds(start, first, 3)} ${sign}`,
    `tail=${reference.summary(last + 1, end)} ${lastSign}`,
    `tail kinds=${lastSign} ${reference.kinds(last + 1, end, 3)}`,
  ];
}

/** @param {ReferenceTokens} reference @param {number} start @param {number} end @returns {string} */
function quotedSpan(reference, start, end) {
  const { quotations, openings, closings } = reference;
  const opened = openings.get(start - 1);
  const inner = opened ?? reference.quotationAt[start];
  if (inner >= 0) {
    const isAll = opened !== undefined &&
      (closings.get(end) === inner || closings.get(end + 1) === inner);
    if (isAll) return "all";
    if (quotations[inner].close >= end) return "part";
    return opened === undefined ? "out" : "over";
  }
  if (closings.has(end) || reference.quotationAt[end] >= 0) return "into";
  if (!quotations.length) return "none";
  return quotations.some(({ open, close }) => open >= start && close < end) ? "has" : "other";
}

/**
 * @param {ReferenceTokens} reference
 * @returns {string[]} features of a text that is no reference, or states no title
 */
export function wholeFeatures(reference) {
  const { length, labelEnd } = reference;
  const all = (/** @type {Counted} */ name) => reference.count(name, 0, length);
  const years = level(all("years"), 1);
  const low = level(all("low"), 1, 2, 4);
  const kind = (/** @type {number} */ at) => reference.kind(at);
  const { start: textStart = 0 } = reference.tokens[labelEnd] ?? {};
  const plain = reference.text.slice(textStart);
  const starts = startSigns(plain);
  const looks = looksLikeReference(plain) ? 1 : 0;
  return [
    "none",
    `looks=${looks}`,
    `starts=${starts}`,
    `ends=${endSigns(plain)}`,
    `looks starts years=${looks} ${starts} ${years}`,
    `looks quoted=${looks} ${reference.quotations.length ? 1 : 0} ${years}`,
    `starts quoted=${starts} ${reference.quotations.length ? 1 : 0} ${years}`,
    `sentence=${reference.sentenceFrom(labelEnd)}`,
    `part=${reference.partFrom(labelEnd)} ${
      kind(reference.nextBreaks[Math.min(labelEnd, length)])
    }`,
    `tokens=${level(length, 4, 8, 14, 20, 30, 60, 100)}`,
    `years=${level(all("years"), 1, 2)}`,
    `initials=${level(all("initials"), 1, 2, 4)}`,
    `venues=${level(all("venues"), 1, 2, 3)}`,
    `volumes=${level(all("volumes"), 1, 2)}`,
    `numbers=${level(all("numbers"), 1, 2, 4)}`,
    `low=${level(all("low"), 1, 2, 4, 8)}`,
    `share=${level(all("low") / Math.max(1, all("words")), 0.05, 0.2, 0.35, 0.5)}`,
    `hard=${level(all("hard"), 1, 2, 3, 5)}`,
    `commas=${level(all("commas"), 1, 2, 4)}`,
    `label=${labelEnd ? 1 : 0}`,
    `url=${all("urls") ? 1 : 0}`,
    `years low=${years} ${low}`,
    `years venues initials=${years} ${level(all("venues"), 1)} ${level(all("initials"), 1)}`,
    `years numbers=${years} ${level(all("numbers"), 1, 2, 4)}`,
    `initials low=${level(all("initials"), 1, 2)} ${low}`,
    `first=${kind(labelEnd)} ${kind(labelEnd + 1)}`,
    `last=${kind(length - 1)}`,
  ];
}

/**
 * All that training needs of a text.
 * @param {string} text
 * @returns {{ tokens: [start: number, end: number][], starts: Place[], ends: Place[], spans: { start: number, end: number, features: string[] }[], whole: string[] }}
 *   start and end of a span are indexes of starts and ends
 */
export function trainingFeatures(text) {
  const reference = new ReferenceTokens(text);
  const starts = startsIn(reference);
  const ends = endsIn(reference);
  const spans = starts.flatMap((from, start) =>
    ends.flatMap((to, end) => {
      const features = to.at > from.at ? spanFeatures(reference, from.at, to.at) : [];
      return features.length ? [{ start, end, features }] : [];
    })
  );
  const tokens = reference.tokens.map((
    { start, end },
  ) => /** @type {[number, number]} */ ([start, end]));
  return { tokens, starts, ends, spans, whole: wholeFeatures(reference) };
}
