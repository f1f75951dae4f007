/** Finds the title that a reference states. Pure, like find.js. */

/**
 * A title that a reference states, and its place in the text.
 * @typedef {object} StatedTitle
 * @property {string} title in one line, without hyphenation
 * @property {number} start
 * @property {number} end
 * @property {number} certainty from 0 to 1
 */

/**
 * Finds the title of one reference.
 * @param {string} text a reference as PDFs, pages, notes and bibliographies hand it over
 * @returns {StatedTitle | undefined} undefined if the text is no reference or states no title
 */
export function titleInReference(text) {
  const quoted = /[“"«]([^”"»]{8,300}?)[,.]?[”"»]/u.exec(text);
  const plain = /(?:^|[.] |\)[.,]? )([A-Z][^.“"«]{12,300})[.]/u.exec(text);
  const found = quoted ?? plain;
  if (!found || !/(?:1[6-9]|20)[0-9]{2}/.test(text)) return undefined;
  const start = found.index + found[0].indexOf(found[1]);
  const title = found[1].replace(/(\p{L})-\s*\n\s*(?=\p{Ll})/gu, "$1").replace(/\s+/g, " ");
  return { title, start, end: start + found[1].length, certainty: 0.5 };
}
