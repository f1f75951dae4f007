/** Cuts a text before the labels of its references, which mostly count up. Pure. */

import { endSigns, startSigns } from "./reference-signs.js";

/**
 * A place in the text where a label of one style stands.
 * @typedef {object} Label
 * @property {number} at
 * @property {number} number
 * @property {number} weight how much it looks like the start of a reference
 * @property {boolean} startsLine
 * @property {boolean} isStart whether what follows can start a reference
 */

/** Styles of numbers; the second kind only counts at the start of lines. */
const ANYWHERE = [
  /(?<=^|\s)[[［【〔]([0-9]{1,3})[\]］】〕]/gm,
  /(?<=^|\s)\(([0-9]{1,3})\)(?=\s)/gm,
  /(?<=^|\s)([0-9]{1,3})[.．](?=\s|\p{Lu})/gmu,
];
const AT_LINE_STARTS = [
  /^[ \t]*[（(]?([0-9]{1,3})[)）、:](?=\s|[^\p{Nd}])/gmu,
  /^[ \t]*([0-9]{1,3})[ \t]+(?=[\p{L}"“—_-])/gmu,
];
/** "[Vaswani et al., 2017]", "[VSP+17]", "[He16]". */
const NAME_LABEL =
  /(?<=^|\s)\[(?:\p{Lu}[\p{L}+*]{0,12}[0-9]{2}(?:[0-9]{2})?[a-z]?|\p{L}[^\][\n]{2,60}[12][0-9]{3}[a-z]?)\]/gmu;

/** A number may be missing, but that speaks against the style. */
const MISSING = 1;
const ABBREVIATION =
  /(?<!\p{L})(?:vol|no|nr|pp?|ed|ch|sec|sect|fig|part|chapter|volume|version|nov|dec|jan|feb|mar|apr|jun|jul|aug|sep|oct)[.]?$/iu;

/**
 * @param {string} text
 * @returns {string[][]} for each style that occurs, the parts from label to label, the longest count
 *   first; text before the first label is a part too
 */
export function cutByLabels(text) {
  const chains = [
    ...ANYWHERE.map((style) => longestCount(labelsOf(text, style, false))),
    ...AT_LINE_STARTS.map((style) => longestCount(labelsOf(text, style, true))),
  ];
  const names = labelsOf(text, NAME_LABEL, false).filter(({ weight }) => weight > 0);
  return [...chains, linesInAnyOrder(text), { labels: names, score: names.length }]
    .filter(({ labels }) => labels.length > 1)
    .sort((a, b) => b.score - a.score)
    .map(({ labels }) => partsAt(text, labels.map(({ at }) => at)));
}

/**
 * @param {string} text
 * @param {readonly number[]} places in order
 * @returns {string[]} the parts that are not empty, trimmed
 */
export function partsAt(text, places) {
  const bounds = [0, ...places, text.length];
  return bounds.slice(1)
    .map((end, index) => text.slice(bounds[index], end).trim())
    .filter(Boolean);
}

/**
 * @param {string} text
 * @param {RegExp} style
 * @param {boolean} onlyAtStarts
 * @returns {Label[]}
 */
function labelsOf(text, style, onlyAtStarts) {
  const labels = [];
  for (const match of text.matchAll(style)) {
    const at = match.index;
    const before = text.slice(Math.max(0, at - 120), at);
    const after = text.slice(at + match[0].length, at + match[0].length + 200).trimStart();
    const isBracketed = /^[[［【〔]/.test(match[0]);
    const startsLine = onlyAtStarts || /(?:^|\n)[ \t]*$/.test(before);
    const start = startSigns(after);
    const end = before.trim() ? endSigns(before) : 2;
    const isSure = startsLine || (isBracketed ? start > 0 : start >= 1 || (start > 0 && end > 0));
    if (!isSure || (!startsLine && !isBracketed && ABBREVIATION.test(before.trimEnd()))) continue;
    const weight = (startsLine ? 2 : 0) + Math.max(0, end) / 2 + Math.max(0, start) / 2;
    labels.push({ at, number: Number(match[1]), weight, startsLine, isStart: start > 0 });
  }
  return labels;
}

/**
 * @param {string} text
 * @returns {{ labels: Label[], score: number }} labels in brackets that start lines: references that
 *   were put together from several places do not count up
 */
function linesInAnyOrder(text) {
  const labels = labelsOf(text, ANYWHERE[0], false)
    .filter(({ startsLine, isStart }) => startsLine && isStart);
  return { labels, score: labels.reduce((score, { weight }) => score + weight, 0) };
}

/**
 * @param {readonly Label[]} labels in order
 * @returns {{ labels: Label[], score: number }} those that count up one by one, with the largest weight;
 *   one number may be missing in between
 */
function longestCount(labels) {
  /** @type {Map<number, { label: Label, score: number, before: any }>} */
  const best = new Map();
  let longest;
  for (const label of labels) {
    const next = best.get(label.number - 1);
    const later = best.get(label.number - 2);
    const before = !later || (next && next.score >= later.score - MISSING) ? next : later;
    const score = label.weight +
      Math.max(0, (before?.score ?? 0) - (before === next ? 0 : MISSING));
    const known = best.get(label.number);
    const chain = { label, score, before };
    if (!known || score > known.score) best.set(label.number, chain);
    if (!longest || score > longest.score) longest = chain;
  }
  const counted = [];
  for (let chain = longest; chain; chain = chain.before) counted.push(chain.label);
  return { labels: counted.reverse(), score: longest?.score ?? 0 };
}
