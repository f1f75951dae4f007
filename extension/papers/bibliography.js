/** Cuts a bibliography into its references. Pure, like find.js. */

import { cutAtLines, withoutPageParts } from "./bibliography-lines.js";
import { papersInText } from "./find.js";
import { cutByLabels } from "./reference-labels.js";
import { looksLikeReference } from "./reference-signs.js";
import { titleInReference } from "./reference.js";
import { titleInBibtex, withoutTex } from "./search-words-module.js";

/**
 * @typedef {object} Reference
 * @property {string} text as it stands, without the space around it
 * @property {readonly import("./paper.js").KnownPaper[]} papers that it names by id, DOI or URL
 * @property {string} title that it states; "" if it states none
 */

/** The share of parts that must look like references; less if they are labelled. */
const MOST = 0.7;
const HALF = 0.5;
/** The label of a reference. */
const LABEL =
  /^(?:[[［【〔(（][^\])\n］】〕）]{1,70}[\]］】〕)）][ .:]?|[0-9]{1,4}[.)）、:．]?(?=[\s\p{L}])|[-–—*•◦▪●·](?=\s))\s*/u;
const BIBTEX = /^[ \t]*@[A-Za-z]{3,20}[ \t]*[{(]/gm;
const RECORD = /^(?:TY {1,2}- |%0 )/gm;
const RECORD_TITLE = /^(?:T[I1] {1,2}- |%T )(.{1,400})$/m;
/** A text without any of these is no bibliography. */
const MAY_BE = /(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])|https?:|arxiv|10[.][0-9]{4}/i;

/**
 * Cuts a text into the references that it holds.
 * @param {string} text a reference or many, as PDFs, pages, notes and bibliographies hand them over
 * @returns {Reference[]} in order; empty if the text is something else
 */
export function referencesIn(text) {
  const records = recordsIn(text);
  if (records.length) return records;
  if (!MAY_BE.test(text)) return [];
  const lines = withoutPageParts(text);
  for (const { parts, share } of waysToCut(lines)) {
    if (areReferences(parts, share)) return parts.map(referenceOf).filter(isWorthIt);
  }
  return [];
}

/**
 * @param {string} text
 * @returns {Generator<{ parts: string[], share: number }>} its parts, by the surest way first, and the
 *   share of them that must look like references
 */
function* waysToCut(text) {
  for (const parts of cutByLabels(text)) yield { parts, share: HALF };
  for (const parts of cutAtLines(text)) yield { parts, share: MOST };
  yield { parts: [text.trim()], share: MOST };
}

/**
 * @param {readonly string[]} parts
 * @param {number} share
 * @returns {boolean} whether most of them, and most of the text, look like references
 */
function areReferences(parts, share) {
  const alike = parts.filter((part) => looksLikeReference(part.replace(LABEL, "")));
  return alike.length > 0 && alike.length >= share * parts.length &&
    lengthOf(alike) >= share * lengthOf(parts);
}

/** @param {readonly string[]} parts */
function lengthOf(parts) {
  return parts.reduce((length, part) => length + part.length, 0);
}

/** @param {string} text @returns {Reference} */
function referenceOf(text) {
  return { text, papers: papersInText(text), title: titleInReference(text)?.title ?? "" };
}

/**
 * A reference that the selection cuts off may be too short to be of use.
 * @param {Reference} reference
 * @param {number} index
 * @param {readonly Reference[]} all
 * @returns {boolean}
 */
function isWorthIt({ text, papers, title }, index, all) {
  return (index > 0 && index < all.length - 1) || papers.length > 0 || title !== "" ||
    looksLikeReference(text.replace(LABEL, ""));
}

/**
 * @param {string} text
 * @returns {Reference[]} of BibTeX, RIS or EndNote; empty for other texts
 */
function recordsIn(text) {
  if (!/^[ \t]*@|^TY |^%0 /m.test(text)) return [];
  for (
    const [start, titleOf] of /** @type {const} */ ([[BIBTEX, bibtexTitle], [RECORD, recordTitle]])
  ) {
    const places = [...text.matchAll(start)].map(({ index }) => index);
    if (!places.length || text.slice(0, places[0]).trim()) continue;
    return places
      .map((at, index) => text.slice(at, places[index + 1]).trim())
      .map((entry) => ({ text: entry, papers: papersInText(entry), title: titleOf(entry) }))
      .filter(({ papers, title }) => papers.length || title);
  }
  return [];
}

/** @param {string} entry @returns {string} */
function bibtexTitle(entry) {
  return withoutTex(titleInBibtex(entry)).replace(/\s+/g, " ").trim();
}

/** @param {string} entry @returns {string} */
function recordTitle(entry) {
  return RECORD_TITLE.exec(entry)?.[1].trim() ?? "";
}
