/**
 * The words and signs of references: of what kind each is, and those by which a piece of text is known as a
 * reference, and where one starts and ends. Pure. The model of bibliography.js was trained on them: after a
 * change, train it again (CONTRIBUTING.md).
 */

import { lazyPattern } from "./plain-scripts.js";

/** Not of a date as computers write it: "2017-06-12". */
const YEAR = /(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9]|-[0-9]{2}-[0-9])/;
/** Not in running text, where a year stands between words. */
const YEAR_BY_ITSELF =
  /(?:[(\[,.;:] ?|^)(?:1[5-9]|20)[0-9]{2}[a-z]?(?![0-9-])|(?<![0-9])(?:1[5-9]|20)[0-9]{2}[a-z]?\)?[.,;:]?$/m;
const PAGES =
  lazyPattern`/(?<![\p{L}0-9-])(?:pp?[.]|[Pp]ages?|[Vv]ol(?:ume)?[.]?|[Nn]o[.]|[Ss][.]) ?[0-9]|(?<![0-9-])[0-9]{1,5} ?[-–—]{1,3} ?[0-9]{1,5}(?![0-9-])|[0-9] ?\([0-9]{1,3}\)|(?<![0-9])[0-9]{1,4}: ?[0-9]{1,5}(?![0-9:])|, [0-9]{1,4}[,.]|n° ?[0-9]/u`;
const VENUE =
  lazyPattern`/(?<!\p{L})(?:Proc(?:eedings|[.]|(?= ))|Conf(?:erence|[.])|Journal|J[.] ?(?:\p{Lu}\p{L}*[.]|of )|Trans(?:actions|[.])|Press|Universit|Universid|Verlag|Springer|Wiley|Elsevier|IEEE|ACM|arXiv|CoRR|[Tt]hesis|[Dd]issertation|[Pp]reprint|[Tt]ech(?:nical|[.]) [Rr]ep|Workshop|Symposium|Advances in|Lecture Notes|Annals|Letters|Review|Revue|Revista|Zeitschrift|Lett[.]|Phys[.]|Math[.]|Rev[.]|Ann[.]|Publish|NeurIPS|NIPS|ICML|ICLR|CVPR|ACL|EMNLP|AAAI|[Ii]n:? (?:Proc|Conf|Adv|[A-Z]{3})|In: |[Ee]ds?[.]|[Ee]ditors?|Hrsg[.]|[Rr]etrieved|[Tt]o appear|[Ii]n press)|\p{Lu}\p{L}{2,20}(?:, [A-Z]{2})?: \p{Lu}\p{L}+|学报|大学|出版社|会议|期刊|论文集|論文誌|研究会|学会|大会/u`;
/** Marks of Chinese bibliographies: "[J]", "[C]//". */
const KIND = /\[(?:[JCMDRPSNGZA]|EB|DB|CP|J\/OL|EB\/OL|M\/OL|C\/OL)(?:\/OL)?\]/;
const QUOTED =
  lazyPattern`/["“„«‘\u0060']{1,2}\p{L}[^"”»“]{2,80} [^"”»“]{1,80} [^"”»“]{2,150}["”»’']{1,2}|《[^》]{2,80}》/u`;
const ID = /https?:\/\/|www[.]|(?<![0-9])10[.][0-9]{4,9}\/|arxiv[:.]|doi[:.]/i;
/** Words of sentences that titles seldom have. */
const SENTENCE_WORD =
  lazyPattern`/(?<![\p{L}'’-])(?:we|our|us|they|their|these|this|it|its|can|will|should|must|has|have|had|been|were|was|are|is|which|that|if|when|then|also|however)(?![\p{L}'’-])/giu`;
/** Characters of source code, markup and tables. */
const CODE = /[{}<>\\|#=]|\(\)|""|__[a-z]/g;
/** What a URL, DOI or id holds says nothing about the text around it. */
const ADDRESS = /https?:\S+|(?<![0-9])10[.][0-9]{4,9}\/\S+/g;

const PARTICLES =
  "(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]el|[Dd]i|[Dd]a|[Dd]os|[Dd]u|[Ll]a|[Ll]e|[Tt]en|[Tt]er|[Ee]l|[Aa]l)[ -]){0,3}";
const SURNAME =
  `${PARTICLES}(?:\\p{Lu}['’])?\\p{Lu}[\\p{L}\\p{M}'’]{1,24}(?:[ -]{1,2}\\p{Lu}[\\p{L}\\p{M}'’]{1,24})?`;
const INITIALS = "\\p{Lu}\\p{Ll}?[.](?:[ -]{0,2}\\p{Lu}\\p{Ll}?[.]){0,3}";
const GIVEN = "\\p{Lu}\\p{Ll}{1,15}(?:-\\p{L}\\p{Ll}{1,15})?";
const FULL_NAME = `${GIVEN}(?: ${GIVEN}| \\p{Lu}[.]?){0,2} ${SURNAME}`;
const NEXT = "(?:,|;|:|[.]|’s| ?\\(| (?:and|And|AND|und|et|y|e|&|[0-9]{4}))";

/** Authors, as one, two or more of them are written. */
const INITIALED =
  lazyPattern`/^(?:${SURNAME},? (?:${INITIALS}|\p{Lu}{1,3}(?=[,.;:] ?))|${INITIALS} ?${SURNAME}${NEXT}|${SURNAME},(?: ?\p{Lu}[.]))/u`;
const INITIALED_TWICE =
  lazyPattern`/^(?:${SURNAME},? ${INITIALS}(?:[,;]|,? (?:and|&|und|et|y)) ?(?:(?:and|&|und) )?${SURNAME},? ${INITIALS}|${INITIALS} ?${SURNAME}(?:[,;]|,? (?:and|&|und|et|y)) ?(?:(?:and|&|und) )?${INITIALS} ?${SURNAME}(?:[,;.]| (?:and|&)))/u`;
const NAMED_TWICE =
  lazyPattern`/^(?:${FULL_NAME}(?:, |,? (?:and|&|und|et|y) )(?:${FULL_NAME}|${INITIALS} ?${SURNAME})(?:[,.:]|,? (?:and|&|und|et|y) )|${FULL_NAME}[.,] (?:[0-9]{4}|\()|${SURNAME}, ${GIVEN}(?: ${GIVEN}| \p{Lu}[.]?){0,2}(?:, (?:and |& |und )?${FULL_NAME}|,? (?:and|&|und|et|y) |[.,] (?:[0-9]{4}|\(|[“"])))/u`;
const NAMED =
  lazyPattern`/^(?:${FULL_NAME}[.,:;]|${SURNAME}, ${GIVEN}|${SURNAME} et al|\p{Lu}{4,20}[., ])/u`;
const NAMED_IN_CHINESE = lazyPattern`/^[\p{Script=Han}·]{2,5}[,，、.．;；]/u`;
/** Authors and a year: "Vaswani, A., & Shazeer, N. (2017)". */
const DATED =
  lazyPattern`/^\p{Lu}[\p{L}\p{M}'’-]*(?:(?:[,;.]? & |[ ,;.]{1,3})(?:\p{Lu}[\p{L}\p{M}'’-]*|and|und|et|y|e|al|de|der|von|van|di|la)){0,24}[ ,.]{1,3}[(\[]?(?:1[89]|20)[0-9]{2}[a-z]?[)\].,:]/u`;
/** Where it is published, which stands after a title. */
const VENUE_START =
  /^(?:[Ii]n:? |Proc[. ]|Proceedings |J[.] (?:[A-Z][a-z]+[.]|of )|(?:Phys|Math|Appl|Trans|Int|Comput|Bull|Ann|Rev|Amer|Am|Eds?|Vol|No|Univ|Dept|Tech)[.] |pp?[. ]|Ph[.]?D|Journal |IEEE |ACM[ ,]|AAAI |Press[.,]|Lecture Notes |Advances in |International |University )/;
const PLACE_START =
  lazyPattern`/^(?:\p{Lu}[\p{L} ]{2,20}, (?:(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|U[KST]|V[AT]|W[AIV])[:.]|N[.] ?[CHJY][.]|D[.] ?C[.]|California|Massachusetts|Washington|Germany|France|Italy|Canada|Japan|Australia|USA|UK)|(?:Springer|Academic Press|Elsevier|Wiley|Kluwer|Addison|Prentice|Morgan Kauf|McGraw|North[- ]Holland|Plenum|Routledge|MIT |Harvard|Princeton|New York|Cambridge|Oxford|London|Paris|Berlin|Amsterdam|Washington|Boston|Chicago)(?:[:,.;-]| [A-Z])|(?:Available|Retrieved|Accessed|URL|DOI|PMID|Edited|Translated|Technical|Thesis|Annual|Annals|Conference|Symposium|Workshop|LNCS|Department|Institute?) |(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?:[.]|[ ,]{1,2}[0-9]))/u`;
/** "van der Maaten L & Hinton G", unlike other words in lower case. */
const PARTICLE_START = /^(?:(?:van|von|de|der|den|del|di|da|dos|la|le|ten|ter) ){1,3}[A-Z]/;
/** The middle of a sentence. */
const STARTS_WITHIN = lazyPattern`/^[\p{Ll}\p{Nd}(&,.;:)\]]/u`;
const SAME_AUTHOR = /^(?:[—–―_]{2,}|-{3,})/;

const CONTINUES =
  lazyPattern`/(?:[-–—,;&(“‘/]|(?<!\p{L})(?:and|und|et|in|of|the|a|an|for|on|to|with|by|at|from|de|la|der|von|(?<![0-9] ?)pp?[.]|vol[.]|no[.]|\(eds?[.]|Proc[.]|volume|pages?|number))$/iu`;
const ENDS =
  lazyPattern`/(?:(?<![0-9])(?:1[5-9]|20)[0-9]{2}[a-z]?\)?|[0-9]{1,5} ?[-–—]{1,3} ?[0-9]{1,6}|(?:p|pp|pages?)[. ] ?[0-9]+|[0-9] ?(?:pp?|pages)|\d+:\d+|[0-9]L?, ?[0-9]{1,6}|https?:\S+|10[.][0-9]{4,9}\/\S+|arXiv:\S+|\[[a-z-]{2,8}(?:[.][A-Za-z-]{2,9})?\][)]?|[Ii]n press|[Tt]o appear|forthcoming|Press|pages)["”)\]]?[.;。．]?$/u`;
/** What lists of authors do not have. */
const TITLE_WORD =
  lazyPattern`/["“”\p{Script=Han}]|(?<!\p{L})(?!(?:and|und|et|al|de|der|den|del|von|van|di|da|la|le|du|dos|eds?)(?!\p{L}))\p{Ll}{2,}/u`;
/** "Thathachar, M. A." but not "Princeton, N.J." */
const INITIAL_LAST = lazyPattern`/(?<![\p{L}.])\p{Lu}[.]$/u`;
const STOPS = /[.!?。．”"')\]]$/;

const DATE =
  /(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])|https?:|arxiv[:.]|doi[:.]|(?<![0-9])10[.][0-9]{4}|in press|forthcoming|to appear/gi;
/** Scores of signs, found by trying: what a cut costs, and what speaks against a part as a reference. */
const CUT = -1.65;
const WITHOUT_DATE = -1.1;
const ONLY_AUTHORS = -2;
const SHORT = -1.5;
/** Places with fewer signs are not looked at, and only so many before each. */
const MIN_SIGNS = 1;
const MAX_PLACES = 64;

/** Characters that are read of a piece's start and end. */
const MAX_START = 160;
const MAX_END = 120;
const MIN_LENGTH = 20;
const MAX_LENGTH = 1500;
/** The least score of signs that a reference has. */
const ENOUGH = 3;

/**
 * @param {string} text
 * @returns {boolean} whether it has enough signs of one reference: authors, a year, pages, a venue
 */
export function looksLikeReference(text) {
  if (text.length < MIN_LENGTH || text.length > MAX_LENGTH) return false;
  const plain = text.replace(/\s+/g, " ");
  return signsOf(plain) - signsAgainst(plain) >= ENOUGH;
}

/** @param {string} text @returns {number} */
function signsOf(text) {
  const plain = text.replace(ADDRESS, "");
  const year = YEAR_BY_ITSELF.test(plain) ? 1.5 : YEAR.test(plain) ? 1 : 0;
  const others = [PAGES(), VENUE(), QUOTED()].filter((sign) => sign.test(plain)).length;
  const start = startSigns(plain);
  // Without a year and authors it is a link with words around.
  if (!year && start < 1) return 0;
  return (year || others ? start : 0) + year + others + (ID.test(text) ? 1 : 0) +
    (KIND.test(plain) ? 1.5 : 0);
}

/** @param {string} text @returns {number} how many words it has that titles seldom have */
export function sentenceWords(text) {
  return text.match(SENTENCE_WORD())?.length ?? 0;
}

/** @param {string} text @returns {number} */
function signsAgainst(text) {
  const plain = text.replace(ADDRESS, "");
  const code = plain.match(CODE)?.length ?? 0;
  return Math.max(0, sentenceWords(plain) - 1) * 0.75 + Math.min(3, code * 1.5);
}

/**
 * @param {string} text
 * @returns {number} how much its start looks like a reference's: 2 for authors, negative for the middle
 *   of a sentence
 */
export function startSigns(text) {
  const start = text.slice(0, MAX_START).replace(/\s+/g, " ");
  if (VENUE_START.test(start) || PLACE_START().test(start)) return -1.5;
  const isDated = DATED().test(start);
  if (INITIALED_TWICE().test(start)) return isDated ? 3.25 : 2.75;
  if (INITIALED().test(start)) return isDated ? 3 : 2;
  if (SAME_AUTHOR.test(start)) return 2;
  if (NAMED_TWICE().test(start)) return isDated ? 2.5 : 1.75;
  if (NAMED_IN_CHINESE().test(start)) return 1.75;
  if (NAMED().test(start)) return isDated ? 1.75 : 1;
  if (PARTICLE_START.test(start)) return 1;
  if (STARTS_WITHIN().test(start)) return -3;
  return 0.25;
}

/**
 * @param {string} text
 * @returns {number} how much its end looks like a reference's: 2 after a year, pages, an id; negative
 *   within a sentence
 */
export function endSigns(text) {
  const end = text.slice(-MAX_END).trimEnd().replace(/\s+/g, " ");
  if (CONTINUES().test(end)) return -3;
  if (INITIAL_LAST().test(end)) return -1;
  if (ENDS().test(end)) return 2;
  return STOPS.test(end) ? 1 : -1;
}

/**
 * @param {string} text the start of a reference
 * @returns {boolean} whether it has a year or an id, after more than authors
 */
function isComplete(text) {
  const plain = text.replace(/\s+/g, " ");
  if (plain.length < MIN_LENGTH || !(YEAR.test(plain) || ID.test(plain))) return false;
  // Authors and a year: "Vaswani, A. (2017)."
  const before = plain.replace(/[ (\[,]{0,3}(?:1[5-9]|20)[0-9]{2}[a-z]?[)\]]?[.,:]? ?$/, "");
  return before === plain || TITLE_WORD().test(before);
}

/**
 * A place in the text where a label of one style stands.
 * @typedef {object} Label
 * @property {number} at
 * @property {number} number
 * @property {number} weight how much it looks like the start of a reference
 * @property {boolean} startsLine
 */

/** Styles of numbers; the second kind only counts at the start of lines. */
const ANYWHERE = [
  lazyPattern`/(?<=^|\s)[[［【〔]([0-9]{1,3})[\]］】〕]/gmu`,
  lazyPattern`/(?<=^|\s)\(([0-9]{1,3})\)(?=\s)/gmu`,
  lazyPattern`/(?<=^|\s)([0-9]{1,3})[.．](?=\s|\p{Lu})/gmu`,
];
const AT_LINE_STARTS = [
  lazyPattern`/^[ \t]*[（(]?([0-9]{1,3})[)）、:](?=\s|[^\p{Nd}])/gmu`,
  lazyPattern`/^[ \t]*([0-9]{1,3})[ \t]+(?=[\p{L}"“—_-])/gmu`,
];
/** "[Vaswani et al., 2017]", "[VSP+17]", "[He16]". */
const NAME_LABEL =
  lazyPattern`/(?<=^|\s)\[(?:\p{Lu}[\p{L}+*]{0,12}[0-9]{2}(?:[0-9]{2})?[a-z]?|\p{L}[^\][\n]{2,60}(?<![0-9])(?:1[5-9]|20)[0-9]{2}[a-z]?)\]/gmu`;

/** A number may be missing, but that speaks against the style. */
const MISSING = 1;
/** No bibliography that is cut has more. */
const MAX_LABELS = 5000;
/** The least weight of a label that need not count up, and how much less that is worth. */
const SURE = 2.75;
const UNORDERED = 0.9;
const ABBREVIATION =
  lazyPattern`/(?<!\p{L})(?:vol|no|nr|pp?|ed|ch|sec|sect|fig|part|chapter|volume|version|nov|dec|jan|feb|mar|apr|jun|jul|aug|sep|oct)[.]?$/iu`;

/**
 * @param {string} text
 * @returns {number[][]} for each style that occurs, the places of its labels, the longest count first
 */
export function placesOfLabels(text) {
  const found = ANYWHERE.map((style) => labelsOf(text, style(), false));
  const chains = [
    ...found.map(longestCount),
    ...found.map(inAnyOrder),
    ...AT_LINE_STARTS.map((style) => longestCount(labelsOf(text, style(), true))),
  ];
  const names = labelsOf(text, NAME_LABEL(), false).filter(({ weight }) => weight > 0);
  return [...chains, { labels: names, score: names.length }]
    .filter(({ labels }) => labels.length > 1)
    .sort((a, b) => b.score - a.score)
    .map(({ labels }) => labels.map(({ at }) => at));
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
    if (!isSure || (!startsLine && !isBracketed && ABBREVIATION().test(before.trimEnd()))) continue;
    const weight = (startsLine ? 2 : 0) + Math.max(0, end) / 2 + Math.max(0, start) / 2;
    if (labels.length === MAX_LABELS) break;
    labels.push({ at, number: Number(match[1]), weight, startsLine });
  }
  return labels;
}

/**
 * @param {readonly Label[]} labels
 * @returns {{ labels: Label[], score: number }} those at the start of lines and before authors, as
 *   someone picked references out of a list
 */
function inAnyOrder(labels) {
  const sure = labels.filter(({ startsLine, weight }) => startsLine && weight >= SURE);
  return { labels: sure, score: UNORDERED * sure.reduce((sum, { weight }) => sum + weight, 0) };
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

/**
 * Chooses the places between which the parts look most like one reference each.
 * @param {string} text
 * @param {readonly { at: number, signs: number }[]} places in order
 * @returns {number[]} 0 and those where references start
 */
export function likelyStarts(text, places) {
  const dates = [...text.matchAll(DATE)].map(({ index }) => index);
  const likely = places.filter(({ signs }) => signs >= MIN_SIGNS);
  /** @type {{ at: number, score: number, before: number, date: number }[]} */
  const starts = [];
  let date = 0;
  for (const { at, signs } of [{ at: 0, signs: 0 }, ...likely, { at: text.length, signs: 0 }]) {
    while (dates[date] < at) date++;
    let best = { at, score: -Infinity, before: -1, date };
    for (let index = starts.length - 1; index >= Math.max(0, starts.length - MAX_PLACES); index--) {
      const start = starts[index];
      const score = start.score + fitOf(text, start.at, at, date - start.date) + signs + CUT;
      if (score > best.score) best = { at, score, before: index, date };
      if (at - start.at > MAX_LENGTH) break;
    }
    if (!starts.length) best.score = 0;
    starts.push(best);
  }
  const chosen = [];
  for (let index = starts.length - 1; index >= 0; index = starts[index].before) {
    chosen.push(starts[index].at);
  }
  return chosen.reverse().slice(0, -1);
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {number} dates years and ids in between
 * @returns {number} how well the part's length and years fit one reference
 */
function fitOf(text, start, end, dates) {
  const length = end - start;
  const size = (length < 40 ? SHORT : 0) + (length > 450 ? (450 - length) / 300 : 0);
  if (!dates) return size + WITHOUT_DATE;
  return size + (length < 130 && !isComplete(text.slice(start, end)) ? ONLY_AUTHORS : 0);
}

// ---------------------------------------------------------------- tokens, and the kinds of words and signs

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
    "vol volume no number num issue bd band nr pp pages page p pgs ss s т с вып n art article " +
    "chapter ch",
  month:
    "january february march april may june july august september october november december jan feb " +
    "mar apr jun jul aug sep sept oct nov dec januar februar märz juni juli oktober dezember janvier " +
    "février mars avril mai juin juillet août septembre octobre novembre décembre spring summer fall " +
    "winter autumn",
  edition: "edition edn revised aufl auflage édition second third fourth fifth",
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
