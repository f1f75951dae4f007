/** Reads the lines of a bibliography: what belongs to pages, and where references start. Pure. */

import { endSigns, isComplete, looksLikeReference, startSigns } from "./reference-signs.js";
import { partsAt } from "./reference-labels.js";

const HEADING =
  /^[ \t]*(?:[0-9IVX]{1,4}[.]?[ \t]+)?(?:references|bibliography|works cited|literature cited|literature|cited references|références|bibliographie|literatur(?:verzeichnis)?|quellen|referencias|bibliografía|参考文献|參考文獻|引用文献|참고문헌|список литературы|литература)[ \t]*[:：]?[ \t]*$/gim;
/** Where line ends were lost. */
const LEADING_HEADING =
  /^\s*(?:References|REFERENCES|Bibliography|BIBLIOGRAPHY|参考文献|參考文獻)[:：]?\s+(?=[^a-z])/;
const PAGE_NUMBER =
  /^[ \t]*(?:[-–—][ \t]*)?(?:page[ \t]+)?[0-9]{1,4}(?:[ \t]*[-–—]|[ \t]*(?:of|\/)[ \t]*[0-9]{1,4})?[ \t]*$/i;
const RUNNING_HEAD =
  /^[ \t]*(?:[0-9]{1,4}[ \t]+(?:\p{Lu}[.][ \t-]?){1,3}[ \t]?[\p{L}'’ -]{2,40}(?:et al[.]?|(?:and|&) (?:\p{Lu}[.][ -]?){1,3}[\p{L}'’-]{2,30})|(?:\p{Lu}[.][ \t-]?){1,3}[ \t]?[\p{L}'’ -]{2,40}et al[.]?(?:[ \t]+[0-9]{1,4})?|(?:published as|under review as|accepted as|preprint[.]? under|preprint[.]$|to appear in|proceedings of .{5,80}pages? [0-9]+[–-][0-9]+$).{0,120})[ \t]*$/iu;
const HEAD_WITH_PAGE =
  /^[ \t]*(?:[0-9]{1,4}[ \t]{1,8}(\D.{5,90}?)|(\D.{5,90}?)[ \t]{1,8}[0-9]{1,4})[ \t]*$/;
/** The least signs that a line starts a reference. */
const ENOUGH = 2.5;
const BULLET = /^[ \t]*(?:[-–—*•◦▪●·‣])[ \t]+(?=\S)/;
const MAX_LINE = 4000;
/** Characters that are looked at of what a line continues. */
const MAX_PART = 1000;
/** No page has longer lines. */
const MIN_UNWRAPPED = 130;

/**
 * @param {string} text
 * @returns {string} without page numbers, running heads and the heading of the bibliography; of a text
 *   with such a heading only what follows
 */
export function withoutPageParts(text) {
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
  if (line.length > 150) return false;
  return PAGE_NUMBER.test(line) || RUNNING_HEAD.test(line) || repeated.has(headIn(line));
}

/**
 * @param {readonly string[]} lines
 * @returns {Set<string>} what stands beside a page number twice
 */
function repeatedHeads(lines) {
  const seen = new Set();
  const repeated = new Set();
  for (const line of lines) {
    const head = line.length > 150 ? "" : headIn(line);
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
 * @returns {Generator<string[]>} its parts, by the surest way first
 */
export function* cutAtLines(text) {
  const lines = linesOf(text);
  if (lines.length > 1) {
    const bullets = lines.filter(({ line }) => BULLET.test(line));
    if (bullets.length > 1) yield partsAt(text, bullets.map(({ at }) => at));
    const paragraphs = text.split(/\n[ \t]*\n\s*/).map((it) => it.trim()).filter(Boolean);
    if (paragraphs.length > 1 && areSingle(paragraphs)) yield paragraphs;
    const hanging = hangingStarts(lines);
    if (hanging.length > 1) yield partsAt(text, hanging);
    // Without line ends that a page's width has made, each line is a reference.
    const isWrapped = lines.every(({ line }) => line.length < MIN_UNWRAPPED);
    const whole = lines.filter(({ line }) => isWhole(line)).length;
    if (whole >= (isWrapped ? 0.75 : 0.5) * lines.length) {
      yield lines.map(({ line }) => line.trim());
    }
    yield partsAt(text, startsAmong(lines));
  }
  if (lines.length < 4 && text.length > 150) yield partsAt(text, startsInRunningText(text));
}

/**
 * A line that is not empty.
 * @typedef {{ line: string, at: number, isAfterGap: boolean }} Line
 */

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
    looksLikeReference(it) && startsAmong(linesOf(it)).length < 2
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
 * @param {readonly Line[]} lines
 * @returns {number[]} places of the lines that start a reference
 */
function startsAmong(lines) {
  const lengths = lines.map(({ line }) => line.trimEnd().length).sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.9)];
  const places = [lines[0]?.at ?? 0];
  let part = lines[0]?.line ?? "";
  for (let index = 1; index < lines.length; index++) {
    const { line, at, isAfterGap } = lines[index];
    const before = lines[index - 1].line.trimEnd();
    const next = line.trim();
    const fits = before.length + 1 + next.split(" ", 1)[0].length <= 0.85 * width;
    const signs = endSigns(before) + startSigns(next) + (fits ? 1.25 : 0) + (isAfterGap ? 1 : 0) +
      (isComplete(part.slice(-MAX_PART)) ? 0.5 : -1);
    if (signs >= ENOUGH) {
      places.push(at);
      part = line;
    } else part = `${part.slice(-MAX_PART)} ${line}`;
  }
  return places;
}

/**
 * @param {string} text
 * @returns {number[]} places in text without line ends where a reference ends and authors start
 */
function startsInRunningText(text) {
  const places = [0];
  for (const { index } of text.matchAll(/(?<=[.)\]0-9/a-z]\s{1,3})(?=[\p{Lu}\p{Script=Han}—])/gu)) {
    const last = places[places.length - 1];
    const before = text.slice(Math.max(last, index - 120), index);
    const signs = endSigns(before) + startSigns(text.slice(index, index + 160));
    if (signs >= 2.75 && isComplete(text.slice(Math.max(last, index - 1500), index))) {
      places.push(index);
    }
  }
  return places;
}
