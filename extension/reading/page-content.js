/**
 * What stands in the lines of a page: decodes the content that the page reader sends, puts each part in the
 * context of its line, and finds the papers in text, with their titles and the sentences around them. Pure.
 */

import { papersInText } from "../papers/find.js";
import { keyOf } from "../papers/paper.js";
import { lazyPattern } from "../papers/plain-scripts.js";
import {
  areNames,
  hasChineseTitle,
  isLabel,
  isTitle,
  MAX_TITLE_LENGTH,
  nameBefore,
  NO_TITLE,
  titleBefore,
  titleIn,
  worthOf,
} from "./titles.js";

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

// ---------------------------------------------------------------- titles in text: a wrong one is worse than none

/**
 * @typedef {object} TextAround
 * @property {string} before a paper's id or URL, in its line
 * @property {string} after
 * @property {readonly string[]} above the lines before, the closest last; "" for one that names a paper
 * @property {string} pageTitle `document.title`
 */

/** Before a label: the line's start, with a bullet or number, or a separator. */
const BEFORE_LABEL = "(?:^[^\\p{L}]{0,12}|[|·•;；。，,【\\[]\\s*)";
const AFTER_LABEL = "\\s*[】\\])）]?\\s*[:：]\\s*";
/** "Title: …" in several languages. */
const TITLE_LABEL =
  lazyPattern`/${BEFORE_LABEL}(?:论文(?:标题|题目|名称)|論文(?:タイトル|標題|題目|名)|标题|题目|標題|題目|タイトル|(?:논문 ?)?제목|(?:paper )?title|titre|titel|título|titulo|titolo|название)${AFTER_LABEL}/giu`;
/** "Paper: …"; what follows need not be a title. */
const PAPER_LABEL =
  lazyPattern`/${BEFORE_LABEL}(?:论文|論文|논문|paper|article|artículo|artigo|papier|статья)${AFTER_LABEL}/giu`;
/** Labels of other details of a paper, which end its title. */
const NEXT_LABEL =
  lazyPattern`/[\s|·•;；,，。.【[]*(?<![\p{L}\p{N}])(?:(?:论文|論文|原文|项目|開源|开源|代码)?(?:地址|链接|链結|連結|鏈接|网址|主页|リンク)|(?:论文|論文|原文|저자|링크|논문|著者|作者|机构|单位|会议|期刊|日期|时间|代码|来源|发表|摘要|关键词)|(?:paper|article|full text|arxiv|pdf|doc)? ?(?:url|link|address|lien|enlace|ссылка)|arxiv|paper|authors?|auteurs?|autor(?:es|en)?|venue|date|year|code|abstract|keywords|doi|affiliations?|source|published|lien|enlace|ссылка|автор[ы]?)\s*[】\])）]?\s*[:：]/iu`;
/** A label right before an id or URL. */
const LINK_LABEL =
  /(?:^|[\s|·•;；,，。.）)》」”"]|(?=[[(（【]))[[(（【]?\s*(?:(?:论文|論文|原文|全文|文章|项目)?\s*(?:地址|链接|连接|網址|网址|連結|鏈接|リンク|下载|原文|论文|論文|预印本)|(?:논문 ?)?(?:링크|주소)|논문|(?:paper|article|full text|original|arxiv|pdf|preprint)? ?(?:url|link|address)|paper|pdf|arxiv|preprint|article|doi|abs|lien|enlace|artículo|artigo|papier|ссылка|статья)\s*[】\])）]?\s*[:：]?\s*$/iu;
/** A quoted title right before an id or URL: "《…》（", "“…” (". */
const QUOTED_BEFORE =
  /(?:《([^《》\n]{4,250})》|「([^「」\n]{4,250})」|『([^『』\n]{4,250})』|“([^“”\n]{8,250}?)[,.]?”|"([^"\n]{8,250}?)[,.]?")\s*[[(（【,，:：|—–-]{0,2}\s*$/;
const LETTER = lazyPattern`/\p{L}/u`;
const LETTER_OR_DIGIT = lazyPattern`/[\p{L}\p{N}]/u`;
/** No title is without one, but in scripts that have none. */
const CAPITAL = lazyPattern`/\p{Lu}|\p{Lo}{2}/u`;
const CAPITALIZED = lazyPattern`/^[\p{Lu}\p{N}]/u`;
const NOT_LATIN =
  lazyPattern`/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}]{2}/u`;
/** Before a sentence. */
const SIGNS_BEFORE = lazyPattern`/^[\s…\p{Pd}*•·]+(?=\p{L})/u`;
const OPENING_SIGNS = lazyPattern`/[\s[(（【<:：|>→👉\p{Pd}*•·]+$/u`;
const CLOSING_SIGNS = /^[\s)）\]】>.,。，;；|]*(?:v\d+)?[\s)）\]】>.,。，;；|]*$/;
/** A line with a label: "Authors: …", "机构：…". */
const LABELLED_LINE = /^[^:：]{1,16}[:：]/;
const MAX_LINES_TO_TITLE = 4;
/** Half of a title's: these scripts are mostly denser than the Latin one. */
const MAX_TRANSLATION_LENGTH = MAX_TITLE_LENGTH / 2;
/** In characters: a title with its label and a bit more. */
const MAX_LENGTH = 2 * MAX_TITLE_LENGTH;

/**
 * @param {TextAround} around a paper's id or URL
 * @returns {string} the paper's title; "" if it is not certain
 */
export function titleOfText({ before, after: rightAfter, above, pageTitle }) {
  const after = rightAfter.slice(0, MAX_LENGTH);
  const rest = withoutLinkLabel(plain(before.slice(-MAX_LENGTH)));
  const labelled = titleBehindLabel(rest);
  if (labelled) return labelled;
  const quoted = QUOTED_BEFORE.exec(rest)?.slice(1).find(Boolean) ?? "";
  if (isTitle(titleIn(quoted))) return titleIn(quoted);
  const name = /^\s*[\]】]/.test(after) ? nameBefore(rest) : "";
  if (name) return name;
  const isBare = !LETTER_OR_DIGIT().test(rest) && CLOSING_SIGNS.test(after);
  return isBare ? titleAbove(above, pageTitle) : titleInLine(rest, after);
}

/** @param {string} text @returns {string} without Markdown's bold */
function plain(text) {
  return text.replaceAll("**", "");
}

/** @param {string} before @returns {string} without a label such as "Paper:" at its end */
function withoutLinkLabel(before) {
  return before.replace(OPENING_SIGNS(), "") === ""
    ? ""
    : before.replace(LINK_LABEL, (label) => /^[）)》」”"]/.test(label) ? label[0] : "");
}

/**
 * @param {string} line
 * @returns {string} the title after the last title label, up to the next label; "" for none
 */
function titleBehindLabel(line) {
  return behindLast(TITLE_LABEL(), line) || ifLikeTitle(behindLast(PAPER_LABEL(), line));
}

/**
 * @param {RegExp} label
 * @param {string} line
 * @returns {string} the title after the last such label, up to the next label of any kind; "" for none
 */
function behindLast(label, line) {
  const found = [...line.matchAll(label)].at(-1);
  if (!found) return "";
  const behind = line.slice(found.index + found[0].length);
  const end = NEXT_LABEL().exec(behind)?.index ?? behind.length;
  return OTHER_PAPER.test(behind.slice(end)) ? "" : asTitle(behind.slice(0, end));
}

/** @param {string} title @returns {string} the same if it is written like a title; else "" */
function ifLikeTitle(title) {
  const isLikeTitle = hasChineseTitle(title) ? isTranslation(title) : isInTitleCase(title);
  return isLikeTitle ? title : "";
}

/** The text that follows is about another paper. */
const OTHER_PAPER = /based on|baseline|see also|compare|related|基于|参考|参见|对比|相关/i;

/**
 * @param {string} text after a label
 * @returns {string} the title that it is, without surrounding quotes and punctuation; "" for a label or prose
 */
function asTitle(text) {
  if (/[:：]\s*$/.test(text)) return ""; // another label
  const title = titleIn(text).replace(OPENING_SIGNS(), "").replace(/^[\s*《“"「『【[]+/, "")
    .replace(/[\s*》”"」』】\],，;；。]+$/, "").replace(/(?<=[^.])[.]$/, "");
  if (title.length > MAX_TITLE_LENGTH || isProse(title)) return "";
  const isNone = worthOf(title) === NO_TITLE || !CAPITAL().test(title);
  return isNone || SENTENCE_INSIDE().test(title) ? "" : title;
}

const SENTENCE_INSIDE = lazyPattern`/[。！；]|[.!?]\s+\p{Lu}\p{Ll}+ (?:\p{Ll}+ ){2}/u`;

/**
 * @param {readonly string[]} above
 * @param {string} pageTitle a line that repeats it is not a paper's title
 * @returns {string} the title above a line that has only an id or a URL, maybe with a label; "" for none
 */
function titleAbove(above, pageTitle) {
  const lines = above.slice(-MAX_LINES_TO_TITLE - 1).map((line) =>
    plain(line.slice(0, MAX_LENGTH))
  );
  // The label of the URL ("论文地址：") can have its own line.
  if (isLinkLabel(lines.at(-1))) lines.pop();
  for (let at = lines.length - 1; at >= 0 && lines[at]; at--) {
    const title = titleBehindLabel(lines[at]) ||
      (isTitleLabel(lines[at - 1]) ? asTitle(lines[at]) : "");
    if (title) return title;
    if (!LABELLED_LINE.test(lines[at])) break;
  }
  const [last = "", before = ""] = lines.reverse();
  const quoted = /^\s*[《“「『]([^《》“”「」『』]+)[》”」』]\s*$/.exec(last)?.[1] ?? "";
  if (isTitle(titleIn(quoted))) return titleIn(quoted);
  // A translation may follow the English title.
  const title = titleOfLine(isTranslation(last) ? before : last);
  return pageTitle.includes(title) ? "" : title;
}

/** @param {string} [line] */
function isLinkLabel(line = "") {
  return /[:：]\s*$/.test(line) && (isLabel(line) || !withoutLinkLabel(line).trim());
}

/** @param {string} [line] */
function isTitleLabel(line = "") {
  return line.trim() !== "" && line.replace(TITLE_LABEL(), "").trim() === "";
}

/**
 * @param {string} line
 * @returns {boolean} whether it may be a title in a non-Latin script, as translations are
 */
function isTranslation(line) {
  return NOT_LATIN().test(line) && line.length < MAX_TRANSLATION_LENGTH &&
    !/[。！？，、；!?]|[:：]\s*$/.test(line);
}

/**
 * @param {string} before in the line of an id or a URL
 * @param {string} after
 * @returns {string} the title right before it
 */
function titleInLine(before, after) {
  const line = before + after;
  if (isProse(line) || isInSentence({ before, after, line, bold: "" })) return "";
  const title = titleBefore(before);
  const isBesideNames = isReference(before) && before.length > title.length + MIN_AUTHORS_LENGTH &&
    LETTER().test(before.slice(0, before.indexOf(title)));
  return isBesideNames || isInTitleCase(title) ? title : "";
}

/** The authors' names before a title have at least this many characters. */
const MIN_AUTHORS_LENGTH = 8;

/** @param {string} line @returns {string} the title that the whole line is; "" if it is not one */
function titleOfLine(line) {
  if (/[.!?:,;。！？：，；…]\s*$/.test(line) || isProse(line)) return "";
  const title = titleBefore(line);
  return isInTitleCase(title) ? title : "";
}

/** Words that are in lower case in titles. */
const SMALL_WORDS =
  /^(?:about|across|after|against|along|among|around|before|behind|below|beneath|between|beyond|down|during|from|into|like|near|onto|over|since|than|that|through|toward|towards|under|until|upon|using|when|with|within|without|your|from|via|what)$/;
/** "LoRA: Low-rank adaptation": a name, then its explanation. */
const NAMED =
  lazyPattern`/^\S*(?:\p{Ll}\p{Lu}|\p{L}\d|\d\p{L}|\p{Lu}{2}|\p{L}-\p{L}?\d)\S*: \p{L}/u`;
/** Headings, headlines and postal addresses in title case. */
const NO_PAPER =
  /https?:|^(?:title|new|our|latest|check|read|see|via|paper|papers|preprint|full|more|further|related|recent|selected|today|this|breaking|update|updated|link|links|source|by|from|from:|part|chapter|section|appendix|table|figure)\b|\b(?:university|universit[éày]t?|institutes?|laborator(?:y|ies)|college|school of|department|newsletter|weekly|daily|digest|awards?|workshops?|proceedings|conference|references|bibliography|resources|publications|further reading|posted|published|submitted|uploaded|subscribe|sign (?:up|in)|comments?|follow|share|gmbh|inc[.]|@)/iu;
/** Shorter texts in title case are names and headings. */
const MIN_WORDS_IN_TITLE_CASE = 4;
/** In characters: shorter words ("of", "the") are in lower case in titles, too. */
const MIN_LENGTH_OF_CAPITALIZED_WORD = 4;
/** Of the longer words; the others may be names in lower case. */
const MIN_SHARE_IN_TITLE_CASE = 0.8;

/**
 * @param {string} title
 * @returns {boolean} whether it is an English title in title case, unlike sentences and names
 */
function isInTitleCase(title) {
  const words = title.match(WORDS()) ?? [];
  if (!isTitle(title) || NO_PAPER.test(title) || areNames(title)) return false;
  if (NAMED().test(title)) return true;
  const long = words.filter((word) =>
    word.length >= MIN_LENGTH_OF_CAPITALIZED_WORD && !SMALL_WORDS.test(word)
  );
  const capitalized = long.filter((word) => CAPITALIZED().test(word)).length;
  return words.length >= MIN_WORDS_IN_TITLE_CASE && long.length > 1 &&
    capitalized >= long.length * MIN_SHARE_IN_TITLE_CASE;
}

// ---------------------------------------------------------------- papers in text

/** @typedef {import("../papers/paper.js").Paper} Paper */

/**
 * A paper named in text outside links.
 * @typedef {object} TextMention
 * @property {Paper} paper
 * @property {string} title in the text; "" for none
 * @property {string} context the sentence around it, without its id; "" for a label
 */

/** Words of printable ASCII, as ids and URLs are, without surrounding punctuation. */
const RUN = /(?![[({<"'.,:;|*-])[!-~]*[!-~](?<![\])}>"'.,:;|*-])/g;
/** Longer lines are whole pages without line breaks, or hostile input. */
const MAX_LINE_OF_TEXT = 2000;

/**
 * @param {PartInLine} part text
 * @param {string} pageTitle
 * @returns {TextMention[]} the papers in it whose ids are not split by spaces or line breaks
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

/** @param {string} text @returns {boolean} whether it is worth searching, which takes time */
function mayNamePapers(text) {
  return text.length <= MAX_LINE_OF_TEXT && /[\d=]/.test(text);
}

/** In characters: the start of a longer sentence is cut, so that the context includes the id. */
const MAX_CONTEXT_BEFORE = 100;
const MAX_CONTEXT = 200;
/** As much text is searched on each side: ids and spaces are removed from it later. */
const MAX_SEARCHED = 2 * MAX_CONTEXT;
const SENTENCE_END =
  lazyPattern`/(?<!\b(?:al|cf|e\.g|i\.e|vs|Fig|Sec|No|pp|\p{Lu}))[.?!]\s+(?=[\p{Lu}\p{Script=Han}“"])|[。！？]/gu`;

/**
 * @param {string} before in its line
 * @param {string} text of a link; "" for text
 * @param {string} after
 * @param {Paper} paper
 * @returns {string} the sentence around it, with "…" in place of the paper's id; "" for a label
 */
export function sentenceAround(before, text, after, paper) {
  const near = before.slice(-MAX_SEARCHED);
  const ends = [...near.matchAll(SENTENCE_END())].map(({ 0: end, index }) => index + end.length);
  const start = near.slice(ends.at(-1) ?? 0);
  const [end] = after.slice(0, MAX_SEARCHED).matchAll(SENTENCE_END());
  const rest = after.slice(0, end ? end.index + 1 : MAX_SEARCHED);
  const cut = start.length > MAX_CONTEXT_BEFORE
    ? `… ${start.slice(-MAX_CONTEXT_BEFORE).replace(/^\S*\s/, "")}`
    : start;
  const sentence = `${cut}${text || "…"}${rest}`.slice(0, MAX_SEARCHED).replace(/\s+/g, " ")
    .replace(RUN, (run) => (keysIn(run).includes(keyOf(paper)) ? "…" : run))
    .replace(/\s*[(（[【]\s*…\s*[)）\]】]/g, "").replace(/…(?:\s*…)+/g, "…")
    .replace(SIGNS_BEFORE(), (signs) => (signs.includes("…") ? "… " : "")).trim();
  return isLabel(sentence) ? "" : sentence.slice(0, MAX_CONTEXT).trim();
}
