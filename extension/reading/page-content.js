/**
 * Decodes the content that the page reader sends, and puts each part in the context of its line. Pure.
 */

import { lazyPattern } from "../papers/plain-scripts.js";
import { isLabel, isTitle, MAX_TITLE_LENGTH, titleIn } from "./titles.js";

/**
 * A link that may lead to a paper, or the text between two such links.
 * @typedef {object} Part
 * @property {number} at its index
 * @property {string} href "" for text
 * @property {string} text
 * @property {boolean} isBold
 * @property {Container | undefined} container the innermost around a link, or around text that may name
 *   papers
 * @property {number} place its index among the landmarks; -1 for other text
 */

/**
 * A part that may name papers, or a title.
 * @typedef {{ part: Part, title?: undefined } | Title} Landmark
 */
/**
 * @typedef {object} Title
 * @property {undefined} [part]
 * @property {string} title
 * @property {number} at index of the part that contains the title's end, or follows it
 * @property {number} offset of the title's end in that part's text
 * @property {boolean} isGuess whether it is only a heading, the bold start of a line, or a term (`dt`)
 * @property {"" | "linked" | "term"} kind "linked" for a heading that is a link
 * @property {string} href URL of a linked heading; "" for others
 */

/**
 * An element around a link, with its range of landmarks, end excluded. A term (`dt`) includes its
 * descriptions.
 * @typedef {object} Container
 * @property {string} name of the element
 * @property {number} from
 * @property {number} to
 * @property {Container | undefined} outer the next container around it
 */

/**
 * Metadata of one frame of a page, and the clicked link.
 * @typedef {object} Stated
 * @property {string} url
 * @property {string[]} arxivIds `citation_arxiv_id`
 * @property {string[]} dois `citation_doi`
 * @property {string[]} urls `citation_pdf_url` and similar
 * @property {string} statedTitle `citation_title`, or the paper's title in other metadata
 * @property {string} dcTitle `DC.title`, which many sites have on every page
 * @property {string} heading the heading that `document.title` contains, else the first `h1`
 * @property {boolean} isTitled whether `document.title` contains that heading
 * @property {boolean} hasAbstract whether the page has exactly one abstract
 * @property {boolean} hasPdf whether exactly one PDF is labeled "PDF", "Paper" or the like
 * @property {string} title `document.title`
 * @property {string} linkText the clicked link's text, with line breaks as shown
 * @property {string[][]} linkNames for each link to the same URL, its text, tooltip and names for
 *   screen readers; links without any are omitted
 */

/**
 * An entry of a list of references.
 * @typedef {object} Entry
 * @property {string} text its start, in one line
 * @property {readonly string[]} links URLs in it that may name papers
 */

/**
 * The visible content of one frame, with its metadata.
 * @typedef {Stated & { parts: readonly Part[], landmarks: readonly Landmark[], references: readonly Entry[] }} PageContent
 */

/**
 * The same as sent from the page: tuples, which are fast to transfer.
 * @typedef {object} Wire
 * @property {[href: string, text: string, container?: number, isBold?: boolean][]} parts
 * @property {(number | [title: string, at: number, offset: number, isGuess?: boolean,
 *   kind?: "linked" | "term", href?: string])[]} landmarks in order; a number is a part's index
 * @property {[name: string, from: number, to: number, outer: number][]} containers -1 for no outer one
 * @property {[text: string, ...links: string[]][]} [references] entries of its lists of references;
 *   only the popup requests them
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
 * The context of a part in its line.
 * @typedef {object} Around
 * @property {string} before the line up to the part; its start only, if longer than any title
 * @property {string} after the text right after it, up to the next link or the line's end
 * @property {string} line the whole line of a link, cut at about MAX_LINE_LENGTH; "" for text
 * @property {string} bold the first bold title before the part in its line; "" for none
 * @property {boolean} hasLink whether there is a link before it in its line
 * @property {readonly string[]} above the last non-blank lines before, the closest last; "" for a line
 *   with a link
 */
/** @typedef {Part & Around} PartInLine */

/** The number or key at the start of a reference: "[12] ", "[VSP+17] ", "12. ". */
const REFERENCE =
  /^\s*(?:[\[［【〔]\s*(?:\d{1,3}|[A-Za-z+]{2,12}\d\d\w?)\s*[\]］】〕]|\d{1,3}[.)]\s)/;
/** Nearly every reference contains a year. */
const YEAR = /\b(?:19|20)\d\d\b/;
/** In a shorter line, the year belongs to a venue: "CVPR 2024 [Paper]". */
const MIN_WORDS_OF_REFERENCE = 7;

/** Between a title and the paper's URL there may be lines of authors, venue and so on. */
const MAX_LINES_ABOVE = 6;
/** Enough to recognize prose; longer lines are cut. */
const MAX_LINE_LENGTH = 1000;

/** Words that no title ends with: the text before a link is an unfinished sentence. */
const UNFINISHED = new RegExp(
  `(?:^|[\\s(])(?:${
    [
      "a an also and as at be been both but by cf e[.]g for from here how i[.]e in into is it its like",
      "my of on or our paper read recommend see than that the their this to using via was were which with your",
    ].join(" ").replaceAll(" ", "|")
  })[.,]?[\\s(\\[“"]*$|[一-龥](?:在|见|的|是|和|与|篇|读|看|到|了|个|对|从)[（(\\[《\\s]*$`,
  "i",
);
/** A sentence continues with a lower-case word, except one that introduces authors or a venue. */
const GOES_ON =
  lazyPattern`/^[\s)\]}”"'’,;）】》」]*(?!(?:by|in|at|from|with|and|code|accepted|presented|published|to appear)\b)(?:\p{Ll}[\p{Ll}'’-]*[\s,]+[\p{L}(]|(?<![\s:：,，。|·])\p{Script=Han}{3})/u`;
const ENDS_SENTENCE = /[.?!:。？！：|·—–-][\s(\[（【“"]*$/;
const WORDS = lazyPattern`/[\p{L}\p{N}][^\s]*/gu`;
const IDEOGRAPH = lazyPattern`/\p{Script=Han}/gu`;
/** Of Chinese, all words. */
const IN_LOWER_CASE = lazyPattern`/^(?:\p{Ll}|\p{Script=Han})/u`;
/** Fewer words before a link are a name or an item's number. */
const MIN_WORDS_OF_SENTENCE = 3;
/** The least share of lower-case words in prose; lists of authors have few. */
const MIN_SHARE_IN_PROSE = 0.6;
/** For speed: a shorter text before a link, such as a bracket, cannot be a sentence. */
const MIN_SENTENCE_LENGTH = 3;
/** For speed: a shorter text cannot contain a title in quotes, of four characters or more. */
const MIN_MARKED_LENGTH = 6;
/** About the average length of a Chinese word, in characters. */
const CHINESE_WORD_LENGTH = 2;
/** A title in Markdown's bold, or in quotes at the start of a line or after punctuation. */
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
    // A spread would be several times slower, and pages have many thousands of parts.
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
    // Capped, since it is rescanned at every link.
    before = soFar.trimStart().slice(0, MAX_TITLE_LENGTH + 1);
  }
}

/**
 * @param {readonly string[]} above
 * @param {string} text complete lines
 * @param {boolean} hasLink whether the first of them has a link
 * @returns {readonly string[]} the last lines of both together
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
 * @returns {string} with spaces for the line breaks in a link, which belongs to a single line
 */
function inLine(href, text) {
  return href ? text.replaceAll("\n", " ") : text;
}

/**
 * @param {readonly Part[]} parts
 * @returns {Map<number, string>} the line of each link, by the link's index
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
 * @returns {string} the title in bold or quotes before it in its line; "" for none
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
 * @returns {boolean} whether it is within a sentence, not in an entry of a list
 */
export function isInSentence({ before, after, line, bold }) {
  if (before.length < MIN_SENTENCE_LENGTH || markedTitle({ before, bold })) return false;
  if (REFERENCE.test(before) && !isProse(before)) return false;
  const words = wordsIn(before);
  if (words >= MIN_WORDS_OF_SENTENCE && isProse(line)) return true;
  if (UNFINISHED.test(before) && (words >= MIN_WORDS_OF_SENTENCE || GOES_ON().test(after))) {
    return true;
  }
  return words >= MIN_WORDS_OF_SENTENCE && !ENDS_SENTENCE.test(before) && GOES_ON().test(after) &&
    !isLabel(after);
}

/** @param {string} text @returns {number} about how many words it has */
function wordsIn(text) {
  const chinese = text.match(IDEOGRAPH())?.length ?? 0;
  return Math.max(text.match(WORDS())?.length ?? 0, chinese / CHINESE_WORD_LENGTH);
}

/**
 * @param {string} line
 * @returns {boolean} whether it is longer than a title and consists of sentences, not names
 */
export function isProse(line) {
  if (line.length <= MAX_TITLE_LENGTH) return false;
  const words = line.match(WORDS()) ?? [];
  const inLowerCase = words.filter((word) => IN_LOWER_CASE().test(word)).length;
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
