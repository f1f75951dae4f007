/**
 * Cuts a reference into tokens and says of what kind each is. Pure, like find.js. The model of
 * reference.js was trained on these kinds: after a change, train it again (CONTRIBUTING.md).
 */

import { lazyPattern } from "./plain-scripts.js";

/**
 * A word, a number or a sign.
 * @typedef {object} Token
 * @property {number} start in the text
 * @property {number} end
 * @property {string} word as it stands
 * @property {string} kind of a word ("initial", "venue", …), a number or a sign
 */

/**
 * Marks of GB/T 7714 ("[J]", "[EB/OL]"), URLs, words (with hyphens and apostrophes, also those hyphenated at
 * the end of a line), numbers, signs. A function, since making it takes 1 ms that most clicks do not need.
 */
const token =
  lazyPattern`/[[［][A-Z]{1,2}(?:\/[A-Z]{2})?[\]］]|https?:\/\/\S+|www[.]\S+|\p{L}[\p{L}\p{M}\p{N}]*(?:(?:['’ʼ‐‑-]|\u00ad|[-‐]\s+(?=\p{Ll}))[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*|\p{N}+(?:\p{L}[\p{L}\p{N}]*)?|\/\/|\u0060\u0060|''|\S/gu`;

/** Words that tell the parts of a reference apart, by kind; a word of several kinds is of the first. */
const WORDS = {
  and: "and und et y e и with og och en",
  particle: "van von de der den di la le el del della dos da do du ten ter bin ibn af av zu zur",
  etal: "al others",
  editor: "ed eds editor editors edited hrsg hg éd éds dir coord ред trans translated translator",
  function:
    "the a an of for on to from by via using is are as at into its can do does how what why when " +
    "toward towards under over through between among beyond without within against not no we it or " +
    "be new your des die das über für ein eine im les une un sur dans pour par aux los las para por " +
    "con о в на для по с",
  venue:
    "proceedings proc proceeding conference conf symposium symp workshop workshops journal jour " +
    "transactions letters lett annals bulletin bull advances lecture notes magazine quarterly " +
    "archives archive international intl int'l congress meeting colloquium acm ieee aaai ijcai nips " +
    "neurips icml iclr cvpr iccv eccv acl emnlp naacl lncs lnai sigmod vldb sigkdd kdd sigir usenix " +
    "communications comm commun surveys review reviews rev acta annual annu encyclopedia handbook " +
    "sci nature science physical phys chem biol med math mathematical zeitschrift revue cahiers " +
    "actes annales beiträge jahrbuch revista anales boletín журнал вестник труды comput american " +
    "european national research studies plos cell lancet",
  publisher:
    "press university univ universität université universidad publishers publishing publisher " +
    "publications verlag springer springer-verlag elsevier wiley kluwer routledge blackwell academic " +
    "mit cambridge oxford éditions editions editorial editora presses prentice hall addison wesley " +
    "addison-wesley prentice-hall mcgraw mcgraw-hill sage palgrave macmillan pearson o'reilly morgan " +
    "kaufmann crc birkhäuser north-holland dover penguin norton harvard princeton yale institute " +
    "department dept school college laboratory laboratories faculty inc ltd company co изд " +
    "издательство",
  report:
    "technical tech report rep tr thesis dissertation phd ph.d master's masters msc memo memorandum " +
    "manuscript preprint preprints arxiv corr unpublished working diss abs submitted appear biorxiv " +
    "ssrn mimeo patent rfc draft version",
  volume:
    "vol volume no number num issue bd band nr pp pages page p pgs ss s т № с вып n art article " +
    "chapter ch",
  month:
    "january february march april may june july august september october november december jan feb " +
    "mar apr jun jul aug sep sept oct nov dec januar februar märz juni juli oktober dezember janvier " +
    "février mars avril mai juin juillet août septembre octobre novembre décembre spring summer fall " +
    "winter autumn",
  edition: "edition edn revised aufl auflage édition second third fourth fifth 2nd 3rd 4th 5th 1st",
  series: "series ser lectures monographs sect section part supplement suppl",
  web: "http https www url doi available accessed retrieved online isbn issn pmid visited last " +
    "verfügbar abgerufen crossref pubmed org com",
  place:
    "york london berlin heidelberg paris amsterdam usa uk san francisco boston chicago ny ma ca " +
    "tokyo beijing moscow germany france italy spain japan china canada москва washington " +
    "philadelphia dordrecht vienna zurich switzerland netherlands",
};
const KINDS_OF_WORDS = new Map(
  Object.entries(WORDS).reverse().flatMap(([kind, words]) =>
    words.split(" ").map((word) => /** @type {[string, string]} */ ([word, kind]))
  ),
);

/** Signs, by what they are: those of one kind differ in looks only. */
const KINDS_OF_SIGNS = new Map(
  Object.entries({
    "open-quote": '"“„‟「',
    "close-quote": "”」",
    "open-single": "‘`",
    "close-single": "’'",
    "open-guillemet": "«",
    "close-guillemet": "»",
    "open-title": "《『〈",
    "close-title": "》』〉",
    "dots": "…",
    ".": ".。．",
    ",": ",，、",
    ":": ":：",
    ";": ";；",
    "(": "(（",
    ")": ")）",
    "[": "[［",
    "]": "]］",
    "-": "-–—−‐－",
    "?": "?？",
    "!": "!！",
    "/": "/",
    "&": "&",
  }).flatMap(([kind, signs]) =>
    [...signs].map((sign) => /** @type {[string, string]} */ ([sign, kind]))
  ).concat([["``", "open-quote"], ["''", "close-quote"], ["//", "//"]]),
);

const STARTS_WITH_DIGIT = lazyPattern`/^\p{N}/u`;
const STARTS_WITH_LETTER = lazyPattern`/^\p{L}/u`;
const ONE_CAPITAL = lazyPattern`/^\p{Lu}$/u`;
const HAS_DIGIT = lazyPattern`/\p{N}/u`;
const TWO_CAPITALS = lazyPattern`/^(?:\p{Lu}{2}|\p{Lu}-\p{Lu})$/u`;
const IN_CAPITALS = lazyPattern`/^[\p{Lu}'’-]+$/u`;
const CAPITALIZED = lazyPattern`/^\p{Lu}[\p{Ll}\p{M}]*$/u`;
const IN_LOWER_CASE = lazyPattern`/^[\p{Ll}\p{M}'’-]+$/u`;
const IDEOGRAPHS =
  lazyPattern`/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u`;
const VENUE_IN_IDEOGRAPHS =
  /学报|杂志|期刊|通报|通讯|出版社|大学|学院|会议|论文集|学刊|研究所|論文誌|学会|大會|학회|논문지|대학교/;
/** Names are shorter than titles. */
const MAX_NAME = 4;

/**
 * @param {string} text
 * @returns {Token[]}
 */
export function tokensOf(text) {
  return [...text.matchAll(token())].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    word,
    kind: kindOf(word),
  }));
}

/** @param {string} word @returns {string} */
function kindOf(word) {
  const sign = KINDS_OF_SIGNS.get(word);
  if (sign) return sign;
  if (/^[[［][A-Z]/.test(word)) return "mark";
  if (/^(?:https?:|www[.])/i.test(word)) return "url";
  if (STARTS_WITH_DIGIT().test(word)) return kindOfNumber(word);
  if (!STARTS_WITH_LETTER().test(word)) return "other";
  if (IDEOGRAPHS().test(word)) {
    if (VENUE_IN_IDEOGRAPHS.test(word)) return "hanvenue";
    return word.length <= MAX_NAME ? "hanname" : "han";
  }
  return kindOfWord(word.replace(/\u00ad|[-‐]\s+/g, ""));
}

/** @param {string} word in an alphabet @returns {string} */
function kindOfWord(word) {
  if (ONE_CAPITAL().test(word)) return "initial";
  if (/^in$/i.test(word)) return word === "in" ? "in" : "In";
  const known = KINDS_OF_WORDS.get(word.toLowerCase());
  if (known) return known;
  if (HAS_DIGIT().test(word)) return "alnum";
  if (TWO_CAPITALS().test(word)) return "initials";
  if (IN_CAPITALS().test(word)) return "caps";
  if (CAPITALIZED().test(word)) return "cap";
  return IN_LOWER_CASE().test(word) ? "low" : "mixed";
}

/** @param {string} number @returns {string} */
function kindOfNumber(number) {
  if (/^(?:1[5-9]|20)[0-9]{2}[a-z]?$/.test(number)) return number.length > 4 ? "year2" : "year";
  if (!/^[0-9]+$/.test(number)) return "alnum";
  return number.length < 3 ? "number" : number.length < 5 ? "number3" : "number5";
}
