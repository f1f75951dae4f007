/** Papers in the text of a page: where each stands, its title, and the sentence around it. Pure. */

import { papersInText } from "../papers/find.js";
import { keyOf } from "../papers/paper.js";
import { isLabel } from "./titles.js";
import { titleOfText } from "./text-titles.js";

/** @typedef {import("../papers/paper.js").Paper} Paper */
/** @typedef {import("./lines.js").PartInLine} PartInLine */

/**
 * A paper that a text names outside of links.
 * @typedef {object} TextMention
 * @property {Paper} paper
 * @property {string} title that the text gives it; ""
 * @property {string} context the sentence that it stands in, without its id; ""
 */

/** Runs of what ids and URLs consist of, without signs around them. */
const RUN = /(?![[({<"'.,:;|*-])[!-~]*[!-~](?<![\])}>"'.,:;|*-])/g;
/** Longer lines are a whole page without line ends, or made up to take time. */
const MAX_LINE_LENGTH = 2000;

/**
 * @param {PartInLine} part text
 * @param {string} pageTitle
 * @returns {TextMention[]} the papers in it of which the id stands in one line, and in one run
 */
export function mentionsInText(part, pageTitle) {
  /** @type {TextMention[]} */
  const found = [];
  /** @type {Set<string>} */
  const keys = new Set();
  const lines = part.text.split("\n");
  const above = [...part.above];
  for (const [at, own] of lines.entries()) {
    const start = at ? "" : part.before;
    const papers = mayNamePapers(own) ? papersInText(own) : [];
    const end = at === lines.length - 1 ? part.after : "";
    for (const run of papers.length ? runsIn(own) : []) {
      const paper = papers.find((it) => run.keys.includes(keyOf(it)));
      if (!paper || keys.has(keyOf(paper))) continue;
      keys.add(keyOf(paper));
      const before = start + own.slice(0, run.from);
      const after = own.slice(run.to) + end;
      const title = papers.length === 1 ? titleOfText({ before, after, above, pageTitle }) : "";
      found.push({ paper, title, context: sentenceAround(before, "", after, paper) });
    }
    const isOfOther = papers.length > 0 || (!at && part.hasLink);
    if (isOfOther) above.push("");
    else if ((start + own).trim()) above.push(start + own);
  }
  return found;
}

/**
 * @param {string} line
 * @returns {{ from: number, to: number, keys: string[] }[]} its runs that name papers
 */
function runsIn(line) {
  return [...line.matchAll(RUN)].map(({ 0: run, index }) => (
    { from: index, to: index + run.length, keys: keysIn(run) }
  ));
}

/** @param {string} run @returns {string[]} the keys of the papers that it names */
function keysIn(run) {
  return mayNamePapers(run) ? papersInText(run).map(keyOf) : [];
}

/** @param {string} text @returns {boolean} whether it is worth a look: looks cost time */
function mayNamePapers(text) {
  return text.length <= MAX_LINE_LENGTH && /[\d=]/.test(text);
}

const MAX_CONTEXT_BEFORE = 100;
const MAX_CONTEXT = 200;
const SENTENCE_END =
  /(?<!\b(?:al|cf|e\.g|i\.e|vs|Fig|Sec|No|pp|\p{Lu}))[.?!]\s+(?=[\p{Lu}\p{Script=Han}“"])|[。！？]/gu;

/**
 * @param {string} before in its line
 * @param {string} text of a link; "" for text
 * @param {string} after
 * @param {Paper} paper
 * @returns {string} the sentence around it, with "…" in the place of the paper's id; "" for a label
 */
export function sentenceAround(before, text, after, paper) {
  const near = before.slice(-2 * MAX_CONTEXT);
  const ends = [...near.matchAll(SENTENCE_END)].map(({ 0: end, index }) => index + end.length);
  const start = near.slice(ends.at(-1) ?? 0);
  const [end] = after.slice(0, 2 * MAX_CONTEXT).matchAll(SENTENCE_END);
  const rest = after.slice(0, end ? end.index + 1 : 2 * MAX_CONTEXT);
  const cut = start.length > MAX_CONTEXT_BEFORE
    ? `… ${start.slice(-MAX_CONTEXT_BEFORE).replace(/^\S*\s/, "")}`
    : start;
  const sentence = `${cut}${text || "…"}${rest}`.slice(0, 2 * MAX_CONTEXT).replace(/\s+/g, " ")
    .replace(RUN, (run) => (keysIn(run).includes(keyOf(paper)) ? "…" : run))
    .replace(/\s*[(（[【]\s*…\s*[)）\]】]/g, "").replace(/…(?:\s*…)+/g, "…")
    .replace(/^[\s…\p{Pd}*•·]+(?=\p{L})/u, (signs) => (signs.includes("…") ? "… " : "")).trim();
  return isLabel(sentence) ? "" : sentence.slice(0, MAX_CONTEXT).trim();
}
