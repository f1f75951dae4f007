/** Cuts a bibliography into its references. Pure, like find.js. */

import { papersInText } from "./find.js";
import { titleInReference } from "./reference.js";

/**
 * @typedef {object} Reference
 * @property {string} text as it stands, without the space around it
 * @property {readonly import("./paper.js").KnownPaper[]} papers that it names by id, DOI or URL
 * @property {string} title that it states; "" if it states none
 */

/**
 * Cuts a text into the references that it holds.
 * @param {string} text a reference or many, as PDFs, pages, notes and bibliographies hand them over
 * @returns {Reference[]} in order; empty if the text is something else
 */
export function referencesIn(text) {
  return text.split(/\n\s*\n|\n(?=\s*\[[0-9]+\])/)
    .map((it) => it.trim())
    .filter(Boolean)
    .map((it) => ({ text: it, papers: papersInText(it), title: titleInReference(it)?.title ?? "" }))
    .filter(({ papers, title }) => papers.length || title);
}
