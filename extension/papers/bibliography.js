/**
 * Cuts a bibliography into its references, and finds the title that each states. Pure, like find.js.
 */

import { WEIGHTS } from "../registry/reference-weights.js";
import { papersInText } from "./find.js";
import {
  endsIn,
  ReferenceTokens,
  spanFeatures,
  startsIn,
  wholeFeatures,
} from "./reference-features.js";
import {
  endSigns,
  likelyStarts,
  looksLikeReference,
  placesOfLabels,
  sentenceWords,
  startSigns,
} from "./reference-signs.js";
import { lazyPattern, titleInBibtex, withoutTex, withUnbrokenWords } from "./plain-scripts.js";

/**
 * @typedef {object} Reference
 * @property {string} text as it stands, without the space around it
 * @property {readonly import("./paper.js").KnownPaper[]} papers that it names by id, DOI or URL
 * @property {string} title that it states; "" if it states none
 */

/** The share of parts that must look like references; less if they are labelled. */
const MOST = 0.7;
const HALF = 0.5;
/** A title of this certainty makes a reference, even of a text that has few signs of one. */
const CERTAIN = 0.7;
const YEAR = /(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])/;
const BULLETS = "[-–—*•◦▪●·‣]";
/**
 * The label of a reference. Without a sign, neither a year, nor what is counted ("12 cups"), nor the start of
 * a word ("2nd") is one.
 */
const LABEL =
  lazyPattern`/^(?:[[［【〔(（][^\])\n］】〕）]{1,70}[\]］】〕)）][ .:]?|[0-9]{1,4}[.)）、:．](?=[\s\p{L}])|[0-9]{1,3}(?=\s+(?:[^\s\p{Ll}]|(?:van|von|de[rnl]?|d[aiou]|dos|l[ae]|te[nr])\s)|\p{Lu}[.\p{Ll}])|${BULLETS}(?=\s))\s*/u`;
const BIBTEX = /^[ \t]*@[A-Za-z]{3,20}[ \t]*[{(]/gm;
const RECORD = /^(?:TY {1,2}- |%0 )/gm;
const RECORD_TITLE = /^(?:T[I1] {1,2}- |%T )(.{1,400})$/m;
/** Names of fields in lists of papers, as on arXiv, and on papers' pages: no bibliography has them. */
const FIELDS_OF_LISTS =
  /(?:^|\s)(?:Title|Authors?|Subjects|PDF|Copy Citation|Comments|Journal-ref|Abstract|Cite as|Anthology ID|Keywords|TL;DR|标题|作者|摘要|关键词)\s*[:：]/;
/** A text without any of these is no bibliography, but may be one reference. */
const MAY_BE = /(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])|https?:|arxiv|10[.][0-9]{4}/i;

const HEADING =
  /^[ \t]*(?:[0-9IVX]{1,4}[.]?[ \t]+)?(?:references|bibliography|works cited|literature cited|literature|cited references|références|bibliographie|literatur(?:verzeichnis)?|quellen|referencias|bibliografía|参考文献|參考文獻|引用文献|참고문헌|список литературы|литература)[ \t]*[:：]?[ \t]*$/gim;
/** Where line ends were lost. */
const LEADING_HEADING =
  /^\s*(?:References|REFERENCES|Bibliography|BIBLIOGRAPHY|参考文献|參考文獻)[ \t]*[:：]?\s+(?=[^a-z])/;
const PAGE_NUMBER =
  /^[ \t]*(?:[-–—][ \t]*)?(?:page[ \t]+)?[0-9]{1,4}(?:[ \t]*[-–—]|[ \t]*(?:of|\/)[ \t]*[0-9]{1,4})?[ \t]*$/i;
const RUNNING_HEAD =
  lazyPattern`/^[ \t]*(?:[0-9]{1,4}[ \t]+(?:\p{Lu}[.][ \t-]?){1,3}[ \t]?[\p{L}'’ -]{2,40}(?:et al[.]?|(?:and|&) (?:\p{Lu}[.][ -]?){1,3}[\p{L}'’-]{2,30})|(?:\p{Lu}[.][ \t-]?){1,3}[ \t]?[\p{L}'’ -]{2,40}et al[.]?(?:[ \t]+[0-9]{1,4})?|(?:published as|under review as|accepted as|preprint[.]? under|preprint[.]$|to appear in|proceedings of .{5,80}pages? [0-9]+[–-][0-9]+$).{0,120})[ \t]*$/iu`;
const HEAD_WITH_PAGE =
  /^[ \t]*(?:[0-9]{1,4}[ \t]{1,8}(\D.{5,90}?)|(\D.{5,90}?)[ \t]{1,8}[0-9]{1,4})[ \t]*$/;
/** Running heads are shorter. */
const MAX_HEAD = 150;
/** What a line's start, and a label there, add to the signs of a reference's start. */
const LINE_START = 0.25;
const LABELLED = 0.5;
const BULLET = new RegExp(`^[ \\t]*${BULLETS}[ \\t]+(?=\\S)`);
const MAX_LINE = 4000;
/** Where line ends were lost, what stands before and after the end of a reference. */
const MAY_START =
  lazyPattern`/(?<=[.)\]0-9/a-z]["”]?\s{1,3})(?=[\p{Lu}\p{Script=Han}—]|[-–_―]{3}|(?:van|von|de) \p{Lu})/gu`;
/** Two references are longer. */
const MIN_SEVERAL = 80;
/** No page has longer lines. */
const MIN_UNWRAPPED = 130;

/** A list of a thousand references is shorter; what is longer is a book, which would take too long. */
const MAX_TEXT = 200_000;
/** Of a long text, samples tell at once if it is prose. */
const MIN_SAMPLED = 6000;
const SAMPLES = 8;
const SAMPLE_LENGTH = 750;
/** Prose has nine of a sentence's words in a sample, bibliographies have one at most. */
const MIN_SENTENCE_WORDS = 4;

/**
 * Cuts a text into the references that it holds.
 * @param {string} text a reference or many, as PDFs, pages, notes and bibliographies hand them over
 * @returns {Reference[]} in order; empty if the text is something else, or longer than MAX_TEXT
 */
export function referencesIn(text) {
  if (text.length > MAX_TEXT) return [];
  const records = recordsIn(text);
  if (records.length) return records;
  if (isProse(text) || FIELDS_OF_LISTS.test(text)) return [];
  const ways = MAY_BE.test(text) ? waysToCut(withoutPageParts(text)) : [asOne(text)];
  for (const { parts, share, isGuess } of ways) {
    const whole = isGuess ? withoutCutsWithin(parts) : parts;
    if (!areReferences(whole, share)) continue;
    const found = whole.map(referenceOf);
    if (!isGuess || found.length < 2 || areWhole(found)) return found.filter(isWorthIt);
  }
  return [];
}

/** @param {string} text @returns {boolean} whether nearly all samples of a long text are sentences */
function isProse(text) {
  if (text.length < MIN_SAMPLED) return false;
  const samples = Array.from({ length: SAMPLES }, (_, index) => {
    const at = Math.floor(index / (SAMPLES - 1) * (text.length - SAMPLE_LENGTH));
    return text.slice(at, at + SAMPLE_LENGTH);
  });
  return samples.filter((it) => sentenceWords(it) >= MIN_SENTENCE_WORDS).length >= SAMPLES - 1;
}

/**
 * @param {string} text
 * @returns {Generator<{ parts: string[], share: number, isGuess: boolean }>} its parts, by the surest way
 *   first, the share of them that must look like references, and whether nothing marks where they start
 */
function* waysToCut(text) {
  for (const places of placesOfLabels(text)) {
    yield { parts: partsAt(text, places), share: HALF, isGuess: false };
  }
  for (const { parts, isGuess } of cutAtLines(text)) yield { parts, share: MOST, isGuess };
  yield asOne(text);
}

/** @param {string} text */
function asOne(text) {
  return { parts: [text.trim()], share: MOST, isGuess: false };
}

/** What `startSigns` gives at least for authors. */
const AUTHORS = 1;
/** How the part of a reference begins or ends that was cut within: at its venue, or its editors. */
const STARTS_WITHIN =
  lazyPattern`/^(?:in|ed|eds|edited|hrsg|dans|proc|proceedings)(?![\p{L}\p{N}])/iu`;
const ENDS_WITHIN = lazyPattern`/(?:(?<!\p{L})(?:in|eds?[.]?|by|and|\p{Lu}[.])|[,:;&])$/u`;

/**
 * @param {readonly string[]} parts
 * @returns {string[]} with those joined that a cut at a venue, or at editors, divided
 */
function withoutCutsWithin(parts) {
  /** @type {string[]} */
  const whole = [];
  for (const part of parts) {
    const before = whole.at(-1) ?? "";
    const isWithin = STARTS_WITHIN().test(part) || ENDS_WITHIN().test(before) ||
      (startSigns(part) < AUTHORS && !YEAR.test(part));
    if (before && isWithin) whole[whole.length - 1] = `${before} ${part}`;
    else whole.push(part);
  }
  return whole;
}

/**
 * @param {readonly Reference[]} found
 * @returns {boolean} whether each is a reference of its own; of many, whether most are, but for the first
 *   and the last, which a selection can cut
 */
function areWhole(found) {
  const areMany = found.length > 3;
  const some = areMany ? found.slice(1, -1) : found;
  const whole = some.filter(({ text, papers, title }) =>
    (papers.length > 0 || (title !== "" && YEAR.test(text))) &&
    (areMany || startSigns(text) >= AUTHORS)
  );
  return whole.length >= (areMany ? MOST * some.length : some.length);
}

/**
 * @param {readonly string[]} parts
 * @param {number} share
 * @returns {boolean} whether most of them, and most of the text, look like references
 */
function areReferences(parts, share) {
  const alike = parts.filter(isReference);
  return alike.length >= share * parts.length && lengthOf(alike) >= share * lengthOf(parts);
}

/** @param {string} text @returns {string} without "[12]", "12." or "(Vaswani et al., 2017)" before it */
export function withoutLabel(text) {
  return text.trimStart().replace(LABEL(), "");
}

/** @param {string} text @returns {boolean} */
function isReference(text) {
  return looksLikeReference(withoutLabel(text)) || (statedTitle(text)?.certainty ?? 0) >= CERTAIN;
}

/** @param {string} text maybe with a bullet, which the model does not know */
function statedTitle(text) {
  return titleInReference(text.replace(BULLET, ""));
}

/** @param {readonly string[]} parts */
function lengthOf(parts) {
  return parts.reduce((length, part) => length + part.length, 0);
}

/** @param {string} text @returns {Reference} */
function referenceOf(text) {
  return { text, papers: papersInText(text), title: statedTitle(text)?.title ?? "" };
}

/**
 * A reference that the selection cuts off may be too short to be of use.
 * @param {Reference} reference
 * @param {number} index
 * @param {readonly Reference[]} all
 * @returns {boolean}
 */
function isWorthIt({ text, papers, title }, index, all) {
  return (index > 0 && index < all.length - 1) || papers.length > 0 || title !== "" ||
    looksLikeReference(withoutLabel(text));
}

/**
 * @param {string} text
 * @returns {Reference[]} of BibTeX, RIS or EndNote; empty for other texts
 */
function recordsIn(text) {
  if (!/^[ \t]*@|^TY |^%0 /m.test(text)) return [];
  for (
    const [start, titleOf] of /** @type {const} */ ([[BIBTEX, bibtexTitle], [RECORD, recordTitle]])
  ) {
    const places = [...text.matchAll(start)].map(({ index }) => index);
    if (!places.length || text.slice(0, places[0]).trim()) continue;
    return places
      .map((at, index) => text.slice(at, places[index + 1]).trim())
      .map((entry) => ({ text: entry, papers: papersInText(entry), title: titleOf(entry) }))
      .filter(({ papers, title }) => papers.length || title);
  }
  return [];
}

/** @param {string} entry @returns {string} */
function bibtexTitle(entry) {
  return withoutTex(titleInBibtex(entry)).replace(/\s+/g, " ").trim();
}

/** @param {string} entry @returns {string} */
function recordTitle(entry) {
  return RECORD_TITLE.exec(entry)?.[1].trim() ?? "";
}

/**
 * @param {string} text
 * @returns {string} without page numbers, running heads and the heading of the bibliography; of a text
 *   with such a heading only what follows
 */
function withoutPageParts(text) {
  const plain = text.replace(/\r\n?|\f|\u2028/g, "\n").replace(LEADING_HEADING, "");
  const last = [...plain.matchAll(HEADING)].at(-1);
  const listed = last && plain.length - last.index > 0.3 * plain.length
    ? plain.slice(last.index).replace(HEADING, "")
    : plain.replace(HEADING, "");
  if (!listed.includes("\n")) return listed;
  const lines = listed.split("\n");
  const repeated = repeatedHeads(lines);
  return lines.filter((line) => !isPagePart(line, repeated)).join("\n");
}

/**
 * @param {string} line
 * @param {ReadonlySet<string>} repeated
 */
function isPagePart(line, repeated) {
  if (line.length > MAX_HEAD) return false;
  return PAGE_NUMBER.test(line) || RUNNING_HEAD().test(line) || repeated.has(headIn(line));
}

/**
 * @param {readonly string[]} lines
 * @returns {Set<string>} what stands beside a page number twice
 */
function repeatedHeads(lines) {
  const seen = new Set();
  const repeated = new Set();
  for (const line of lines) {
    const head = line.length > MAX_HEAD ? "" : headIn(line);
    if (head && seen.has(head)) repeated.add(head);
    seen.add(head);
  }
  return repeated;
}

/** @param {string} line @returns {string} "" if it cannot be a running head */
function headIn(line) {
  const match = HEAD_WITH_PAGE.exec(line);
  return (match?.[1] ?? match?.[2] ?? "").trim();
}

/**
 * @param {string} text
 * @returns {Generator<{ parts: string[], isGuess: boolean }>} its parts, by the surest way first
 */
function* cutAtLines(text) {
  const lines = linesOf(text);
  if (lines.length > 1) {
    const bullets = lines.filter(({ line }) => BULLET.test(line));
    if (bullets.length > 1) {
      yield { parts: partsAt(text, bullets.map(({ at }) => at)), isGuess: false };
    }
    const paragraphs = text.split(/\n[ \t]*\n\s*/).map((it) => it.trim()).filter(Boolean);
    if (paragraphs.length > 1 && areSingle(paragraphs)) {
      yield { parts: paragraphs, isGuess: false };
    }
    const hanging = hangingStarts(lines);
    if (hanging.length > 1) yield { parts: partsAt(text, hanging), isGuess: false };
    // Without line ends that a page's width has made, each line is a reference.
    const isWrapped = lines.every(({ line }) => line.length < MIN_UNWRAPPED);
    const whole = lines.filter(({ line }) => isWhole(line)).length;
    if (whole >= (isWrapped ? 0.75 : 0.5) * lines.length) {
      yield { parts: lines.map(({ line }) => line.trim()), isGuess: false };
    }
    yield { parts: partsAt(text, startsAmong(text, lines)), isGuess: true };
  }
  if (lines.length < 4 && text.length > MIN_SEVERAL) {
    yield { parts: partsAt(text, startsInRunningText(text)), isGuess: true };
  }
}

/**
 * A line that is not empty.
 * @typedef {{ line: string, at: number, isAfterGap: boolean }} Line
 */

/**
 * @param {string} text
 * @param {readonly number[]} places in order
 * @returns {string[]} the parts that are not empty, trimmed
 */
function partsAt(text, places) {
  const bounds = [0, ...places, text.length];
  return bounds.slice(1)
    .map((end, index) => text.slice(bounds[index], end).trim())
    .filter(Boolean);
}

/** @param {string} text @returns {Line[]} */
function linesOf(text) {
  const lines = [];
  let at = 0;
  let isAfterGap = true;
  for (const line of text.split("\n")) {
    if (line.trim()) lines.push({ line, at, isAfterGap });
    isAfterGap = !line.trim();
    at += line.length + 1;
  }
  return lines;
}

/** @param {string} line */
function isWhole(line) {
  return line.length < MAX_LINE && looksLikeReference(line.trim()) && endSigns(line) > 0;
}

/** @param {readonly string[]} paragraphs @returns {boolean} whether most are one reference each */
function areSingle(paragraphs) {
  const single = paragraphs.filter((it) =>
    looksLikeReference(it) && startsAmong(it, linesOf(it)).length < 2
  );
  return single.length >= 0.6 * paragraphs.length;
}

/** @param {readonly Line[]} lines @returns {number[]} places of lines that start further left */
function hangingStarts(lines) {
  const indents = lines.map(({ line }) => line.length - line.trimStart().length);
  const least = indents.reduce((a, b) => Math.min(a, b));
  const starts = lines.filter((_, index) => indents[index] <= least + 1);
  const isHanging = indents.filter((it) => it > least + 1).length >= 0.2 * lines.length;
  return isHanging ? starts.map(({ at }) => at) : [];
}

/**
 * @param {string} text
 * @param {readonly Line[]} lines of it
 * @returns {number[]} places of the lines that start a reference
 */
function startsAmong(text, lines) {
  const lengths = lines.map(({ line }) => line.trimEnd().length).sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.9)];
  return likelyStarts(
    text,
    lines.slice(1).map(({ line, at, isAfterGap }, index) => {
      const before = lines[index].line.trimEnd();
      const next = line.trim();
      const label = LABEL().exec(next)?.[0] ?? "";
      const fits = before.length + 1 + next.split(" ", 1)[0].length <= 0.85 * width;
      return {
        at,
        signs: endSigns(before) + startSigns(next.slice(label.length)) + (label ? LABELLED : 0) +
          (fits ? 1.25 : 0) + (isAfterGap ? 1 : 0) +
          LINE_START,
      };
    }),
  );
}

/**
 * @param {string} text
 * @returns {number[]} places in text without line ends where a reference ends and authors start
 */
function startsInRunningText(text) {
  const places = [];
  for (const { index: at } of text.matchAll(MAY_START())) {
    const end = endSigns(text.slice(Math.max(0, at - 120), at));
    if (end > -2) places.push({ at, signs: end + startSigns(text.slice(at, at + 160)) });
  }
  return likelyStarts(text, places);
}

// ---------------------------------------------------------------- titles

/*
 * A log-linear model weighs each place where a title can start, each where it can end, the words between, and
 * that there is none; the weights are learned from references (tools/references).
 */

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
/** A month whose dot looks like the title's, and the year after it: "in London, Sept. 2001". */
const MONTH_AT_END = /,\s+(?:Jan|Feb|Mar|Apr|June?|July?|Aug|Sept?|Oct|Nov|Dec)$/;
const YEAR_NEXT = /^[.],?\s+(?:1[5-9]|20)[0-9]{2}(?![0-9])/;

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
  const last = tokens[chosen.end - 1].end;
  const isDated = YEAR_NEXT.test(text.slice(last));
  const found = text.slice(start, last).replace(isDated ? MONTH_AT_END : NOT_OF_TITLE(), "");
  const end = start + found.length;
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
