/**
 * What a page holds, as values with names: what the page reader hands over is decoded here, once. And the
 * parts of a page with what stands around them in their lines. Pure.
 */

import { isLabel, isTitle, MAX_TITLE_LENGTH, titleIn } from "./titles.js";

/**
 * A link to what may be a paper, or the text between two.
 * @typedef {object} Part
 * @property {number} at its index
 * @property {string} href "" for text
 * @property {string} text
 * @property {boolean} isBold
 * @property {Container | undefined} container the innermost one around a link, or around text that may
 *   name papers
 * @property {number} place its index among the landmarks; -1 for other text
 */

/**
 * A part that may name papers; or a title, with the index of the part that its end is in, or right
 * before, and its end there. A guess is a heading, a line's start in bold, a heading that is a link, or
 * the term (`dt`) of a description.
 * @typedef {{ part: Part, title?: undefined } | Title} Landmark
 */
/**
 * @typedef {object} Title
 * @property {undefined} [part]
 * @property {string} title
 * @property {number} at
 * @property {number} offset
 * @property {boolean} isGuess
 * @property {"" | "linked" | "term"} kind
 * @property {string} href what a heading that is a link leads to; ""
 */

/**
 * An element around a link: from its first landmark to the one after its last. A term (`dt`) goes on
 * to the end of its last description.
 * @typedef {object} Container
 * @property {string} name of the element
 * @property {number} from
 * @property {number} to
 * @property {Container | undefined} outer the next one around it
 */

/**
 * What one frame of a page states beside what it shows.
 * @typedef {object} Stated
 * @property {string} url
 * @property {string[]} arxivIds `citation_arxiv_id`
 * @property {string[]} dois `citation_doi`
 * @property {string[]} urls `citation_pdf_url` and its like
 * @property {string} statedTitle `citation_title`, or what other tags say is the paper's title
 * @property {string} dcTitle `DC.title`, which many sites put on any page
 * @property {string} heading the one that `document.title` contains, else the first `h1`
 * @property {boolean} isTitled whether `document.title` contains that heading
 * @property {boolean} hasAbstract whether the page has exactly one abstract
 * @property {boolean} hasPdf whether exactly one PDF is labeled "PDF", "Paper" or the like
 * @property {string} title `document.title`
 * @property {string} linkText the text of the link that was clicked, in lines as it is shown
 * @property {string[][]} linkNames of each link to its address: its text, its title, its names for
 *   screen readers; none for links without any
 */

/**
 * An entry of a list of references.
 * @typedef {object} Entry
 * @property {string} text its first characters, in one line but for line breaks that the page sets
 * @property {readonly string[]} links in it to what may be papers
 */

/**
 * What one frame of a page holds: as much as the reader sees.
 * @typedef {Stated & { parts: readonly Part[], landmarks: readonly Landmark[], references: readonly Entry[] }} PageContent
 */

/**
 * The same as it comes from the page: in tuples, which are fast to hand over.
 * @typedef {object} Wire
 * @property {[href: string, text: string, container?: number, isBold?: boolean][]} parts
 * @property {(number | [title: string, at: number, offset: number, isGuess?: boolean,
 *   kind?: "linked" | "term", href?: string])[]} landmarks in order; a number is a part's index
 * @property {[name: string, from: number, to: number, outer: number][]} containers -1 for no outer one
 * @property {[text: string, ...links: string[]][]} [references] the entries of its lists of references;
 *   only the popup asks for them
 */
/** @typedef {Stated & Wire} WireContent */

/**
 * @param {WireContent} wire
 * @returns {PageContent}
 */
export function decoded({ parts, landmarks, containers, references = [], ...stated }) {
  /** @type {Container[]} */
  const elements = containers.map(([name, from, to]) => ({ name, from, to, outer: undefined }));
  for (const [at, [, , , outer]] of containers.entries()) elements[at].outer = elements[outer];
  const places = new Map(landmarks.map((it, place) => [it, place]));
  const named = parts.map(([href, text, container = -1, isBold = false], at) => (
    { at, href, text, isBold, container: elements[container], place: places.get(at) ?? -1 }
  ));
  return {
    ...stated,
    parts: named,
    landmarks: landmarks.map((it) => {
      if (typeof it === "number") return { part: named[it] };
      const [title, at, offset, isGuess = false, kind = "", href = ""] = it;
      return { title, at, offset, isGuess, kind, href };
    }),
    references: references.map(([text, ...links]) => ({ text, links })),
  };
}

// ---------------------------------------------------------------- lines

/**
 * A part with what stands around it in its line.
 * @typedef {object} Around
 * @property {string} before the line up to the part, or as much of it as a title can have
 * @property {string} after the text right after it, up to the next link or the line's end
 * @property {string} line the whole line that a link is in, or its first MAX_LINE_LENGTH characters
 * @property {string} bold the first title in the line that is in bold, before the part
 * @property {boolean} hasLink whether there is a link before it in its line
 * @property {readonly string[]} above the lines before, without blank ones: as many as a title can be
 *   away, the nearest last; "" for one with a link
 */
/** @typedef {Part & Around} PartInLine */

/** How an entry in a list of references begins, and what nearly every one contains. */
const REFERENCE =
  /^\s*(?:[\[［【〔]\s*(?:\d{1,3}|[A-Za-z+]{2,12}\d\d\w?)\s*[\]］】〕]|\d{1,3}[.)]\s)/;
const YEAR = /\b(?:19|20)\d\d\b/;
/** In a shorter line, the year is the venue's: "CVPR 2024 [Paper]". */
const MIN_WORDS_OF_REFERENCE = 7;

/** A title, what else is said of a paper, and its address are in lines below each other. */
const MAX_LINES_ABOVE = 6;
/** Enough to tell prose. */
const MAX_LINE_LENGTH = 1000;

/** The last word of no title. */
const UNFINISHED = new RegExp(
  `(?:^|[\\s(])(?:${
    [
      "a an also and as at be been both but by cf e[.]g for from here how i[.]e in into is it its like",
      "my of on or our paper read recommend see than that the their this to using via was were which with your",
    ].join(" ").replaceAll(" ", "|")
  })[.,]?[\\s(\\[“"]*$|[一-龥](?:在|见|的|是|和|与|篇|读|看|到|了|个|对|从)[（(\\[《\\s]*$`,
  "i",
);
/** A sentence goes on with one of its own words, unless it is said who wrote it, or where it was. */
const GOES_ON =
  /^[\s)\]}”"'’,;）】》」]*(?!(?:by|in|at|from|with|and|code|accepted|presented|published|to appear)\b)(?:\p{Ll}[\p{Ll}'’-]*[\s,]+[\p{L}(]|(?<![\s:：,，。|·])\p{Script=Han}{3})/u;
const ENDS_SENTENCE = /[.?!:。？！：|·—–-][\s(\[（【“"]*$/;
const WORDS = /[\p{L}\p{N}][^\s]*/gu;
/** Fewer words before a link are a name or a list's number. */
const MIN_WORDS_OF_SENTENCE = 3;
/** The share of the words that begin in lower case; a list of authors has few of them. */
const MIN_SHARE_IN_PROSE = 0.6;
/** Shorter lines need no closer look: most are a bracket, or a list's number. */
const MIN_SENTENCE_LENGTH = 3;
const MIN_MARKED_LENGTH = 6;
/** Quotes, of the whole text that follows a bullet, a number or authors; or Markdown's bold. */
const MARKED = [
  /\*\*([^*\n]{8,250})\*\*/,
  /(?:^|[.,:：，。;)\]]|\s[-–—])\s*[“"「《]([^“”"「」《》\n]{4,250})[”"」》](?=\s*(?:[.,:：，。;(（[【—–|-]|$))/,
  /(?:^|[.,:：，。;)\]]|\s[-–—])\s*[“"]([^“”"\n]{8,250}[.,?!])[”"]/,
];

/**
 * @param {readonly Part[]} parts
 * @returns {Generator<PartInLine>}
 */
export function* partsInLines(parts) {
  const lines = linesOf(parts);
  let before = "";
  let bold = "";
  let hasLink = false;
  /** @type {readonly string[]} */
  let above = [];
  for (const part of parts) {
    const { at, href, text, isBold, container, place } = part;
    const next = parts[at + 1];
    const after = next && !next.href ? next.text.slice(0, MAX_TITLE_LENGTH).split("\n", 1)[0] : "";
    const line = lines.get(at) ?? "";
    // Pages have many thousands of parts, and a spread takes several times as long.
    yield { at, href, text, isBold, container, place, before, after, line, bold, hasLink, above };
    if (isBold && !bold && isTitle(titleIn(text))) bold = titleIn(text);
    const lineEnd = href ? -1 : text.lastIndexOf("\n");
    if (href) hasLink = true;
    if (lineEnd >= 0) {
      above = withLines(above, before + text.slice(0, lineEnd), hasLink);
      bold = "";
      hasLink = false;
    }
    const soFar = lineEnd < 0 ? before + inLine(href, text) : text.slice(lineEnd + 1);
    // Capped, since it is read again at every link.
    before = soFar.trimStart().slice(0, MAX_TITLE_LENGTH + 1);
  }
}

/**
 * @param {readonly string[]} above
 * @param {string} text lines that have ended
 * @param {boolean} hasLink whether the first of them has one
 * @returns {readonly string[]} the last lines of both
 */
function withLines(above, text, hasLink) {
  const [first, ...others] = text.split("\n");
  const ended = [...hasLink ? [""] : [first].filter(isFilled), ...others.filter(isFilled)];
  return ended.length ? [...above, ...ended].slice(-MAX_LINES_ABOVE) : above;
}

/** @param {string} line */
function isFilled(line) {
  return line.trim() !== "";
}

/**
 * @param {string} href
 * @param {string} text
 * @returns {string} with the line breaks in a link as spaces: it is a part of one line
 */
function inLine(href, text) {
  return href ? text.replaceAll("\n", " ") : text;
}

/**
 * @param {readonly Part[]} parts
 * @returns {Map<number, string>} by the index of a link, the line that it is in
 */
function linesOf(parts) {
  /** @type {Map<number, string>} */
  const lines = new Map();
  let line = "";
  /** @type {number[]} */
  let links = [];
  const endLine = () => {
    for (const at of links) lines.set(at, line);
    line = "";
    links = [];
  };
  for (const { at, href, text } of parts) {
    if (href) {
      links.push(at);
    } else {
      const lineEnd = text.indexOf("\n");
      if (lineEnd >= 0) {
        line += text.slice(0, lineEnd);
        endLine();
        line = text.slice(text.lastIndexOf("\n") + 1).slice(0, MAX_LINE_LENGTH);
        continue;
      }
    }
    if (line.length < MAX_LINE_LENGTH) line += inLine(href, text).slice(0, MAX_LINE_LENGTH);
  }
  endLine();
  return lines;
}

/**
 * @param {Pick<Around, "before" | "bold">} part
 * @returns {string} the title before it in its line that is in bold or in quotes, "" for none
 */
export function markedTitle({ before, bold }) {
  if (bold || before.length < MIN_MARKED_LENGTH) return bold;
  for (const pattern of MARKED) {
    const title = titleIn(pattern.exec(before)?.[1] ?? "").replace(/[.,]$/, "");
    if (isTitle(title)) return title;
  }
  return "";
}

/**
 * @param {Pick<Around, "before" | "after" | "line" | "bold">} part a link, or an id
 * @returns {boolean} whether it is in a sentence that goes on around it, not in an entry of a list
 */
export function isInSentence({ before, after, line, bold }) {
  if (before.length < MIN_SENTENCE_LENGTH || markedTitle({ before, bold })) return false;
  if (REFERENCE.test(before) && !isProse(before)) return false;
  const words = wordsIn(before);
  if (words >= MIN_WORDS_OF_SENTENCE && isProse(line)) return true;
  if (UNFINISHED.test(before) && (words >= MIN_WORDS_OF_SENTENCE || GOES_ON.test(after))) {
    return true;
  }
  return words >= MIN_WORDS_OF_SENTENCE && !ENDS_SENTENCE.test(before) && GOES_ON.test(after) &&
    !isLabel(after);
}

/** @param {string} text @returns {number} about how many words: a Chinese one has two characters */
function wordsIn(text) {
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return Math.max(text.match(WORDS)?.length ?? 0, chinese / 2);
}

/**
 * @param {string} line
 * @returns {boolean} whether it is longer than a title, and made of sentences rather than names
 */
export function isProse(line) {
  if (line.length <= MAX_TITLE_LENGTH) return false;
  const words = line.match(WORDS) ?? [];
  const inLowerCase = words.filter((word) => /^(?:\p{Ll}|\p{Script=Han})/u.test(word)).length;
  return inLowerCase >= words.length * MIN_SHARE_IN_PROSE;
}

/**
 * @param {string} before a link, in its line
 * @returns {boolean} whether the line seems to be in a list of references
 */
export function isReference(before) {
  return REFERENCE.test(before) ||
    (YEAR.test(before) && before.split(/\s+/).length >= MIN_WORDS_OF_REFERENCE);
}
