/**
 * Finds papers in a page's text, with their titles and the sentences around them. A wrong title is
 * worse than none. Pure.
 */

import { lazyPattern } from "../papers/plain-scripts.js";
import { papersInText } from "../papers/find.js";
import { keyOf } from "../papers/paper.js";
import { isInSentence, isProse, isReference } from "./page-content.js";
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
const WORD = lazyPattern`/[\p{L}\p{N}][^\s]*/gu`;
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
const MAX_LINES_ABOVE = 4;
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
  const lines = above.slice(-MAX_LINES_ABOVE - 1).map((line) => plain(line.slice(0, MAX_LENGTH)));
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
  const words = title.match(WORD()) ?? [];
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
/** @typedef {import("./page-content.js").PartInLine} PartInLine */

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
const MAX_LINE_LENGTH = 2000;

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
  return text.length <= MAX_LINE_LENGTH && /[\d=]/.test(text);
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
