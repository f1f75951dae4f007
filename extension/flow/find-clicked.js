/** From what was clicked to papers. Pure: the order of preference, nothing else. */

import { papersInText, papersInUrl } from "../papers/find.js";
import { firstWithPapers } from "../papers/own-paper.js";

/** @typedef {import("../papers/find.js").Paper} Paper */

/**
 * What was clicked, closest first; missing parts are undefined.
 * @typedef {object} Clicked
 * @property {string} [selection]
 * @property {string} [link] a URL
 * @property {(string | undefined)[]} pages URLs, the frame's before the page's
 */

/**
 * Finds the papers of the selection, else of the link, else of the page.
 * @param {Clicked} clicked
 * @returns {Paper[]} all papers of the first of them that has any
 */
export function papersClicked({ selection, link, pages }) {
  const selected = selection ? papersInText(selection) : [];
  return firstWithPapers([
    selected,
    ...[link, ...pages].map((url) => (url ? papersInUrl(url) : [])),
  ]);
}
