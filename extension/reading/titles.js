/** Tells a paper's title from a label such as "PDF". Pure. */

import { lazyPattern } from "../papers/plain-scripts.js";

/** Fewer words ("PDF", "read more") are not a title. */
const MIN_TITLE_WORDS = 3;
/** Chinese has no spaces: fewer characters in a row are a word or a label. */
const MIN_CHINESE_TITLE_LENGTH = 6;
const CHINESE_TITLE = lazyPattern`/\p{Script=Han}{${MIN_CHINESE_TITLE_LENGTH}}/u`;
/** Longer texts are prose. */
export const MAX_TITLE_LENGTH = 250;
/** Words of generic link labels; those in PAPER_WORDS show that the link leads to a paper. */
const LABEL_WORDS =
  "a|access|ar5iv|at|available|bib|bibtex|can|cite|click|details|doi|download|edition|electronic|en|for|free|from|full|here|html|in|is|latest|link|more|new|of|on|online|only|open|oral|other|our|page|poster|project|ps|publisher|read|recent|report|see|slides|source|spotlight|talk|tech|technical|text|the|this|to|tex|url|v\\d+|version|via|video|view|website|\\d[\\dv]*";
const PAPER_WORDS = "abs|abstract|arxiv|eprint|manuscript|openreview|papers?|pdf|preprint|review";
const CHINESE_PAPER_WORDS = "全文|预印本|论文|原文";
const CHINESE_LABEL_WORDS =
  "链接|下载|查看|阅读|地址|点击|这里|此处|详见|见|的|英文版|中文版|主页|代码";
const NO_LETTER = "[^\\p{L}\\p{N}]";
const LABEL =
  lazyPattern`/^(?:${NO_LETTER}*(?:(?:${LABEL_WORDS}|${PAPER_WORDS})(?=\p{Script=Han}|${NO_LETTER}|$)|${CHINESE_LABEL_WORDS}|${CHINESE_PAPER_WORDS}))*${NO_LETTER}*$/iu`;
const NAMES_A_PAPER = new RegExp(
  `(?<![a-z0-9])(?:${PAPER_WORDS})(?![a-z0-9])|${CHINESE_PAPER_WORDS}`,
  "i",
);
const TWO_LETTERS = lazyPattern`/\p{L}{2}/u`;
/** "NeurIPS 2020", "ICLR'21": a venue, not a title. */
const VENUE = lazyPattern`/^[\p{L}&-]+ ?(?:(?:19|20)\d\d|['’]\d\d)$/u`;
/** "Submitted to ICLR 2024 (October 11, 2023)": a paper's status, not its title. */
const STATUS =
  lazyPattern`/^(?:submitted to|accepted (?:at|by|for|to)|published (?:at|as|in)|presented at|to appear (?:at|in)) [^:?!]{2,60}(?:19|20)\d\d(?: ?\([^()]{1,30}\)| \p{L}{1,20})?[.]?$/iu`;
/** "Rebuttal by Authors", "Official Review of Submission 9 by Reviewer": a note in a forum. */
const NOTE =
  /^(?:(?:additional|author|final|general|global|meta|official|public) ?){0,2}(?:comments?|rebuttal|reply|response|review)(?: of (?:paper|submission) ?\d+)?(?: by (?:area chair|author|program chair|reviewer|senior area chair)| to (?:the )?reviewer)s?(?: [a-z0-9]{1,6})?$/i;
/** "Article not found", "404 Page Not Found": no title of a paper. */
const NOT_FOUND =
  /^(?:\d{3}[ :-]+)?(?:article|document|file|page|paper|submission) not found[.!]?$/i;
/** "arxiv.org": a site, not a title. */
const HOST = /^[a-z0-9-]+(?:[.][a-z]{2,})+$/;
/** "Michael I. Jordan": an initial, which no title has. */
const NAME_WITH_INITIAL = lazyPattern`/(?:^|\s)\p{Lu}[.]\s*\p{Lu}/u`;
/** Opening brackets and quotes by their closing ones. */
const OPENED_BY = new Map(["》《", "」「", "』『", "”“", "’‘", "）（", "】【", ")(", "][", '""']
  .map(([close, open]) => [close, open]));
/** How well a text names a paper: not at all, in a word or two, as a title. */
export const NO_TITLE = 0;
export const SHORT_TITLE = 1;
export const TITLE = 2;

/**
 * @param {string} text
 * @returns {string} in one line, cut to the length of the longest title
 */
export function titleIn(text) {
  const title = text.replace(/\s+/g, " ").trim();
  return title.length > MAX_TITLE_LENGTH ? `${title.slice(0, MAX_TITLE_LENGTH)}…` : title;
}

/** "[1706.03762] A Title", as in tabs and search results. */
const ID_IN_BRACKETS =
  /^\s*[[(](?:arxiv:\s?)?(?:\d{4}[.]\d{4,5}|[a-z.-]{2,20}\/\d{7})(?:v\d+)?[\])]\s+(?=\S)/i;
/** "[PDF] A Title" and "A Title [PDF]". */
const IN_BRACKETS_BEFORE = /^\s*[[(【]([^[\]()【】]{1,20})[\])】]\s*(?=\S)/;
const IN_BRACKETS_AFTER = /[[(【]([^[\]()【】]{1,20})[\])】]\s*$/;
const QUOTED = /^\s*[“"「《]([^“”"「」《》]+?)[.,]?[”"」》]\s*$/;

/**
 * @param {string} title
 * @returns {string} without arXiv's id in brackets before it
 */
export function withoutId(title) {
  return title.replace(ID_IN_BRACKETS, "");
}

/**
 * @param {string} text of a link
 * @returns {string} the title in it, without authors, ids, labels in brackets and surrounding quotes
 */
export function titleInLink(text) {
  let title = withoutId(titleIn(withoutAuthors(text)));
  for (const pattern of [IN_BRACKETS_BEFORE, IN_BRACKETS_AFTER]) {
    const rest = isPaperLabel(pattern.exec(title)?.[1] ?? "") ? title.replace(pattern, "") : "";
    title = rest.trim() || title;
  }
  return QUOTED.exec(title)?.[1] ?? title;
}

const CAPITALIZED = lazyPattern`/^\p{Lu}/u`;
/** Lower-case parts of names. */
const NAME_PARTICLE = /^(?:al|bin|da|de|del|den|der|di|dos|el|la|le|van|von|zu)$/;
const MAX_WORDS_OF_NAME = 5;
/** Names in a list have a given name and a surname. */
const MIN_WORDS_OF_NAME = 2;

/**
 * @param {string} text of a link
 * @returns {string} without its last line if that lists several people's names
 */
function withoutAuthors(text) {
  const lines = text.trim().split("\n");
  const names = lines.length > 1 ? (lines.at(-1) ?? "").split(/,| and /) : [];
  return names.length > 1 && names.every((it) => isName(it)) ? lines.slice(0, -1).join(" ") : text;
}

/** @param {string} text @param {number} [minWords] */
function isName(text, minWords = MIN_WORDS_OF_NAME) {
  const words = text.trim().split(/\s+/);
  return words.length >= minWords && words.length <= MAX_WORDS_OF_NAME &&
    words.every((word) => CAPITALIZED().test(word) || NAME_PARTICLE.test(word));
}

/**
 * @param {string} title
 * @returns {boolean} whether it can be a paper's title: not an id, a URL, a label such as "Read the paper
 *   on arXiv", or just two words
 */
export function isTitle(title) {
  return worthOf(title) === TITLE;
}

/**
 * @param {string} text
 * @returns {boolean} whether it has at least as many words, separated by spaces, as a title
 */
export function hasTitleWords(text) {
  return text.trim().split(/\s+/).length >= MIN_TITLE_WORDS;
}

/**
 * @param {string} text
 * @returns {boolean} whether it has at least as many Chinese characters in a row as a title
 */
export function hasChineseTitle(text) {
  return CHINESE_TITLE().test(text);
}

/**
 * @param {string} text
 * @returns {number} how well it names a paper: NO_TITLE, SHORT_TITLE or TITLE
 */
export function worthOf(text) {
  if (!TWO_LETTERS().test(text) || /^\S*(?:https?:|www[.]|arxiv:|10[.]\d{4})/i.test(text)) {
    return NO_TITLE;
  }
  if ([LABEL(), VENUE(), HOST, STATUS(), NOTE, NOT_FOUND].some((it) => it.test(text))) {
    return NO_TITLE;
  }
  if (!/\s/.test(text) && /[@/]|\d{4}/.test(text)) return NO_TITLE;
  if (NAME_WITH_INITIAL().test(text) && areNames(text.replace(/[.,;:]$/, ""))) return NO_TITLE;
  return hasTitleWords(text) || hasChineseTitle(text) ? TITLE : SHORT_TITLE;
}

/**
 * @param {string} text of a link
 * @returns {boolean} whether the text is a generic link label ("PDF", "here") or empty
 */
export function isLabel(text) {
  return LABEL().test(text);
}

/**
 * @param {string} text of a link
 * @returns {boolean} whether it is a generic label that shows that the link leads to a paper
 */
export function isPaperLabel(text) {
  return LABEL().test(text) && NAMES_A_PAPER.test(text);
}

const SIGNS_AFTER = lazyPattern`/[\s\p{Ps}\p{Pd}:|·•,.]+$/u`;
const NO_LETTERS = lazyPattern`/[^\p{L}\p{N}]+/gu`;
/** "[CVPR 2024] A Title", "(ICML'23) A Title". */
const NOTE_BEFORE =
  lazyPattern`/^[\s\p{P}\p{S}]{0,9}?(?:[[【][^[\]【】]{1,30}[\]】]|[(（][^()（）\d]{0,20}\d[^()（）]{0,20}[)）])[\s:：.,\p{Pd}]*(?=[\p{L}\p{N}“"])/u`;
/** Punctuation before a title, but not a word in brackets that belongs to it: "(Not) A Title". */
const SIGNS_BEFORE = lazyPattern`/^(?:(?![(（][^()（）]{1,30}[)）] )[\s\p{P}\p{S}])+/u`;
/** "A Title, NeurIPS 2017", "A Title. arXiv preprint". */
const VENUE_AFTER =
  lazyPattern`/[.,] (?:arxiv(?: e-?print| preprint)?|(?:In:? )?\p{Lu}[\p{L}&-]+ ?(?:['’]\d\d|(?:19|20)\d\d))$/iu`;
const INITIALS = lazyPattern`/^(?:\p{Lu}[.][\s-]?)+$/u`;
const YEAR_IN_BRACKETS = /[,.]?\s\((?:19|20)\d\d[^()]{0,15}\)[.,:]?\s+/;
const ENDS_NAMES = /[.:]\s+/g;
const ENDS_TITLE = /[.?!]\s+(?=\S)/;
/** Starts of sentences; no title begins like this. */
const OPENS_SENTENCE =
  lazyPattern`/^(?:(?:also,? )?see (?:also|the|this|our|for)\b|also,? see\b|check out\b|(?:have|take) a look\b|here(?:['’]s| is| are)\b|i(?:['’]\p{L}+)? (?:\p{L}+ly )?(?:think|would|have|recommend|read|like|am|was|ve)\b|we (?:also|are|build|built|can|find|found|follow|have|introduce|present|propose|recommend|show|use|used|will)\b|the (?:authors?|researchers|papers?|key idea|main (?:idea|point))\b|th(?:is|ese) (?:authors?|papers?|work|post|article)\b|(?:researchers|scientists) (?:from|at|in|have)\b|they \p{L}+|you (?:can|may|should)\b|(?:many )?thank(?:s|s a lot|s so much| you)? (?:very much )?for (?:all|the|this|these|your) (?:[\p{L}-]+ ){0,3}(?:answers?|clarifications?|comments?|feedback|questions?|rebuttal|reply|responses?|reviews?|suggestions?|work)\b|感谢(?:您|你|各位|审稿|评审|作者))/iu`;
/** Continuations of sentences; in a title, most of these would be capitalized. */
const GOES_ON =
  lazyPattern`/\p{L},? (?:introduces?|proposes?|presents?|describes?|argues?|demonstrates?|shows? (?:how|that)|should(?:['’]ve| have)) |, (?:which|who|but) |[.!?] (?:[Ss]ee|[Cc]f[.]) (?:\[|(?:also|our|the|their|these|this) )|\[\d{1,3}\] \p{Lu}[\p{L}-]{1,30}(?: and \p{Lu}[\p{L}-]{1,30})? et al[.]?$/u`;

/** A name in mixed case or with a digit, then an opening bracket: "- DeepSeek-R1 [". */
const SHORT_NAME =
  lazyPattern`/^[\s\p{P}\p{S}]*(?:\d{1,3}[.)]\s+)?((?:\p{Lu}[\p{L}\p{N}]*[ -])?(?=\S{0,30}(?:\p{Ll}\p{Lu}|\p{L}-?\d|\d\p{L}))[\p{L}\p{N}][\p{L}\p{N}.+-]*)\s*[[【]\s*$/u`;
const MAX_LENGTH_OF_NAME = 60;
/** Venues and sites whose spelling looks like a model's name. */
const SITE_OR_VENUE =
  /^(?:alphaXiv|ArXiv|BibTeX|bioRxiv|GitHub|HuggingFace|LaTeX|NeurIPS|OpenReview|YouTube)$/i;

/**
 * @param {string} line the text before a label in brackets
 * @returns {string} the model's or method's name that it consists of, as in "- DeepSeek-R1 ["; "" for none
 */
export function nameBefore(line) {
  const name = line.length > MAX_LENGTH_OF_NAME ? "" : SHORT_NAME().exec(line)?.[1] ?? "";
  return worthOf(name) === NO_TITLE || SITE_OR_VENUE.test(name) ? "" : name;
}

/**
 * @param {string} line the text before a link, in its line
 * @returns {string} the title in it, as in "* Attention Is All You Need. ["; "" for none, as in a sentence
 */
export function titleBefore(line) {
  if (line.length > MAX_TITLE_LENGTH) return ""; // prose
  let words = titleIn(line).replace(NOTE_BEFORE(), "")
    .replace(SIGNS_BEFORE(), "").replace(/^\d{1,3}[.)]\s+/, "");
  for (let longer = ""; longer !== words;) {
    longer = words;
    words = words.replace(SIGNS_AFTER(), "").replace(/\s\[[^\][]{1,20}\]$/, "")
      .replace(VENUE_AFTER(), "");
    const open = OPENED_BY.get(words.at(-1) ?? "");
    if (open && isUnopened(words, open)) words = words.slice(0, -1);
  }
  if (/arxiv:\s?\S*\d/i.test(words)) return "";
  if (OPENS_SENTENCE().test(words) || GOES_ON().test(words)) return "";
  const title = besideNames(words);
  return isTitle(title) ? title : "";
}

/**
 * @param {string} reference "A. Author and B. Bond. A Title. A Venue"; "Author, A. (2017). A Title";
 *   "A Title. A. Author, B. Bond"
 * @returns {string} the title; the whole reference if no names are found
 */
function besideNames(reference) {
  const year = YEAR_IN_BRACKETS.exec(reference);
  const afterYear = year ? reference.slice(year.index + year[0].length) : "";
  if (year && areNames(reference.slice(0, year.index), 1)) return firstSentence(afterYear);
  const ends = [...reference.matchAll(ENDS_NAMES)].reverse();
  for (const { index, 0: { length } } of ends) {
    const rest = reference.slice(index + length);
    if (isTitle(rest) && areNames(reference.slice(0, index))) return firstSentence(rest);
  }
  const end = ends.findLast(({ index, 0: { length } }) =>
    isTitle(reference.slice(0, index)) && areNames(reference.slice(index + length))
  );
  return end ? reference.slice(0, end.index) : reference;
}

/** @param {string} text @returns {string} its first sentence if that can be a title, else all of it */
function firstSentence(text) {
  const first = text.slice(0, ENDS_TITLE.exec(text)?.index ?? text.length);
  return isTitle(first) ? first : text;
}

/**
 * @param {string} text
 * @param {number} [minWords] of each name; 1 if some are initials
 * @returns {boolean} whether it is a list of several names
 */
export function areNames(text, minWords = MIN_WORDS_OF_NAME) {
  if (text.length > MAX_TITLE_LENGTH) return false;
  const names = text.replace(/[*†‡§]|,?\s+et al[.]?$/g, "").split(/,\s*(?:and |& )?| and | & |; /);
  const min = names.some((it) => INITIALS().test(it.trim())) ? 1 : minWords;
  return names.length > 1 && names.every((it) => isName(it, min));
}

/**
 * @param {string} words that end with a closing bracket or quote
 * @param {string} open the matching opening one
 * @returns {boolean} whether that last one was never opened
 */
function isUnopened(words, open) {
  const close = words[words.length - 1];
  const count = (/** @type {string} */ sign) => words.split(sign).length - 1;
  return open === close ? count(open) % 2 === 1 : count(open) < count(close);
}

/**
 * @param {string} text
 * @returns {string} its letters and digits in lower case, for comparing titles
 */
export function normal(text) {
  return text.toLowerCase().replace(NO_LETTERS(), "");
}

// ---------------------------------------------------------------- the text of a link

/** Longer texts of links are cut; no title is longer. */
const MAX_LINK_LENGTH = 1000;
const ANY_HOST = "(?:[a-z0-9-]+[.])+[a-z]{2,}";
/** "From example.com", "example.com/…": a line that shows a link's host. */
const LINE_OF_HOST = new RegExp(`^(?:\\S{1,8}\\s)?(?:https?://)?${ANY_HOST}(?:/\\S*)?$`, "i");
/** URLs in a line; without a scheme or path, only those of known sites. */
const ADDRESS = new RegExp(
  `(?<!\\S)(?:https?://\\S+|${ANY_HOST}/\\S*|(?:www[.])?(?:arxiv[.]org|huggingface[.]co|openreview[.]net|github[.]com|alphaxiv[.]org|mp[.]weixin[.]qq[.]com|zhihu[.]com|x[.]com|twitter[.]com))(?!\\S)`,
  "gi",
);
const SITES =
  "alphaxiv|arxiv|arxiv[.]org|github|hugging ?face|openreview|acl anthology|semantic scholar|zhihu|知乎";
/** "Paper page - A Title", "A Title | OpenReview". */
const SITE_BEFORE = new RegExp(`^\\s*(?:paper page|${SITES})\\s*[-–—|·:]\\s+`, "i");
const SITE_AFTER = new RegExp(`\\s+[-–—|·]\\s+(?:${SITES})\\s*$`, "i");
const SITE_LINE = new RegExp(
  `^\\s*(?:${SITES}|join the discussion on this paper page)\\s*[.]?\\s*$`,
  "i",
);

/**
 * @param {string} text of a link, in lines
 * @returns {string} in one line, without URLs and the names that sites add to a title
 */
export function withoutSites(text) {
  const lines = text.slice(0, MAX_LINK_LENGTH).split("\n").filter((line) =>
    !LINE_OF_HOST.test(line.trim()) && !SITE_LINE.test(line)
  ).map((line) =>
    line.replace(ADDRESS, " ").replace(SITE_BEFORE, "").replace(SITE_AFTER, "").trim()
  );
  const words = lines.filter((line) => !isLabel(line));
  return (words.length ? words : lines).join(" ").replace(/\s+/g, " ").trim();
}
