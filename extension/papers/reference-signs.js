/** Signs by which a piece of text is known as a reference, and where one starts and ends. Pure. */

const YEAR = /(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])/;
/** Not in running text, where a year stands between words. */
const YEAR_BY_ITSELF =
  /(?:[(\[,.;:] ?|^)(?:1[5-9]|20)[0-9]{2}[a-z]?(?![0-9-])|(?<![0-9])(?:1[5-9]|20)[0-9]{2}[a-z]?\)?[.,;:]?$/m;
const PAGES =
  /(?<![\p{L}0-9-])(?:pp?[.]|[Pp]ages?|[Vv]ol(?:ume)?[.]?|[Nn]o[.]|[Ss][.]) ?[0-9]|(?<![0-9-])[0-9]{1,5} ?[-–—]{1,3} ?[0-9]{1,5}(?![0-9-])|[0-9] ?\([0-9]{1,3}\)|(?<![0-9])[0-9]{1,4}: ?[0-9]{1,5}(?![0-9:])|, [0-9]{1,4}[,.]|n° ?[0-9]/u;
const VENUE =
  /(?<!\p{L})(?:Proc(?:eedings|[.]|(?= ))|Conf(?:erence|[.])|Journal|J[.]|Trans(?:actions|[.])|Press|Universit|Universid|Verlag|Springer|Wiley|Elsevier|IEEE|ACM|arXiv|CoRR|[Tt]hesis|[Dd]issertation|[Pp]reprint|[Tt]ech(?:nical|[.]) [Rr]ep|Workshop|Symposium|Advances in|Lecture Notes|Annals|Letters|Review|Revue|Revista|Zeitschrift|Lett[.]|Phys[.]|Math[.]|Rev[.]|Ann[.]|Publish|NeurIPS|NIPS|ICML|ICLR|CVPR|ACL|EMNLP|AAAI|[Ii]n:? (?:Proc|Conf|Adv|[A-Z]{3})|In: |[Ee]ds?[.]|[Ee]ditors?|Hrsg[.]|[Rr]etrieved|[Tt]o appear|[Ii]n press)|\p{Lu}\p{L}{2,20}(?:, [A-Z]{2})?: \p{Lu}\p{L}+|学报|大学|出版社|会议|期刊|论文集|論文誌|研究会|学会|大会/u;
/** Marks of Chinese bibliographies: "[J]", "[C]//". */
const KIND = /\[(?:[JCMDRPSNGZA]|EB|DB|CP|J\/OL|EB\/OL|M\/OL|C\/OL)(?:\/OL)?\]/;
const QUOTED =
  /["“„«‘`']{1,2}\p{L}[^"”»“]{2,80} [^"”»“]{1,80} [^"”»“]{2,150}["”»’']{1,2}|《[^》]{2,80}》/u;
const ID = /https?:\/\/|www[.]|(?<![0-9])10[.][0-9]{4,9}\/|arxiv[:.]|doi[:.]/i;
/** Words of sentences that titles seldom have. */
const SENTENCE_WORD =
  /(?<![\p{L}'’-])(?:we|our|us|they|their|these|this|it|its|can|will|should|must|has|have|had|been|were|was|are|is|which|that|if|when|then|also|however)(?![\p{L}'’-])/giu;
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
/** Authors with initials. */
const INITIALED = new RegExp(
  `^(?:${SURNAME},? (?:${INITIALS}|\\p{Lu}{1,3}(?=[,.;:] ?))|${INITIALS} ?${SURNAME}${NEXT}|${SURNAME},(?: ?\\p{Lu}[.]))`,
  "u",
);
const NAMED_TWICE = new RegExp(
  `^(?:${FULL_NAME}(?:, |,? (?:and|&|und|et|y) )(?:${FULL_NAME}|${INITIALS} ?${SURNAME})(?:[,.:]|,? (?:and|&|und|et|y) )|${FULL_NAME}[.,] (?:[0-9]{4}|\\())`,
  "u",
);
const NAMED = new RegExp(
  `^(?:${FULL_NAME}[.,:;]|${SURNAME}, ${GIVEN}|${SURNAME} et al|\\p{Lu}{4,20}[., ])`,
  "u",
);
const NAMED_IN_CHINESE = /^[\p{Script=Han}·]{2,5}[,，、.．;；]/u;
const SAME_AUTHOR = /^(?:[—–―_]{2,}|-{3,})/;

const CONTINUES =
  /(?:[-–—,;&(“‘/]|(?<!\p{L})(?:and|und|et|in|of|the|a|an|for|on|to|with|by|at|from|de|la|der|von|(?<![0-9] ?)pp?[.]|vol[.]|no[.]|\(eds?[.]|Proc[.]|volume|pages?|number))$/iu;
const ENDS =
  /(?:(?<![0-9])(?:1[5-9]|20)[0-9]{2}[a-z]?\)?|[0-9]{1,5} ?[-–—]{1,3} ?[0-9]{1,6}|(?:p|pp|pages?)[. ] ?[0-9]+|[0-9] ?(?:pp?|pages)|\d+:\d+|https?:\S+|10[.][0-9]{4,9}\/\S+|arXiv:\S+|\[[a-z.-]{2,8}\][)]?|[Ii]n press|[Tt]o appear|forthcoming|Press|pages)["”)\]]?[.;。．]?$/u;
const STOPS = /[.!?。．”"')\]]$/;

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
  const others = [PAGES, VENUE, QUOTED].filter((sign) => sign.test(plain)).length;
  const start = startSigns(plain);
  // Without a year and authors it is a link with words around.
  if (!year && start < 1) return 0;
  return (year || others ? start : 0) + year + others + (ID.test(text) ? 1 : 0) +
    (KIND.test(plain) ? 1.5 : 0);
}

/** @param {string} text @returns {number} */
function signsAgainst(text) {
  const plain = text.replace(ADDRESS, "");
  const words = plain.match(SENTENCE_WORD)?.length ?? 0;
  const code = plain.match(CODE)?.length ?? 0;
  return Math.max(0, words - 1) * 0.75 + Math.min(3, code * 1.5);
}

/**
 * @param {string} text
 * @returns {number} how much its start looks like a reference's: 2 for authors, negative for the middle
 *   of a sentence
 */
export function startSigns(text) {
  const start = text.slice(0, MAX_START).replace(/\s+/g, " ");
  if (INITIALED.test(start) || SAME_AUTHOR.test(start)) return 2;
  if (NAMED_TWICE.test(start) || NAMED_IN_CHINESE.test(start)) return 1.75;
  if (NAMED.test(start)) return 1;
  if (/^[\p{Ll}\p{Nd}(&,.;:)\]]/u.test(start)) return -3;
  return 0.25;
}

/**
 * @param {string} text
 * @returns {number} how much its end looks like a reference's: 2 after a year, pages, an id; negative
 *   within a sentence
 */
export function endSigns(text) {
  const end = text.slice(-MAX_END).trimEnd().replace(/\s+/g, " ");
  if (CONTINUES.test(end)) return -3;
  if (ENDS.test(end)) return 2;
  return STOPS.test(end) ? 1 : -1;
}

/**
 * @param {string} text the start of a reference
 * @returns {boolean} whether it has a year or an id, after more than authors
 */
export function isComplete(text) {
  const plain = text.replace(/\s+/g, " ");
  if (plain.length < MIN_LENGTH || !(YEAR.test(plain) || ID.test(plain))) return false;
  // Authors and a year: "Vaswani, A. (2017)."
  const before = plain.replace(/[ (\[,]{0,3}(?:1[5-9]|20)[0-9]{2}[a-z]?[)\]]?[.,:]? ?$/, "");
  return before === plain ||
    /[\p{Ll}”"]{2}[.,:;?!] \p{L}|["”“]|[\p{Ll}] (?:\p{Ll}+ ){3}/u.test(before);
}
