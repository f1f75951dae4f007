/** From what the reader pointed at to papers. Pure: the order of preference, nothing else. */

import { papersInText, papersInUrl } from "../papers/find.js";
import { firstWithPapers } from "../papers/list.js";

/** @typedef {import("../papers/find.js").Paper} Paper */

/**
 * What the reader pointed at, nearest first; what there is not is undefined.
 * @typedef {object} PointedAt
 * @property {string} [selection]
 * @property {string} [link] a URL
 * @property {(string | undefined)[]} pages URLs, of the frame before the page around it
 */

/**
 * Finds the papers pointed at: those of the selection, else of the link, else of the page.
 * @param {PointedAt} pointedAt
 * @returns {Paper[]} all papers of the first of them that holds any
 */
export function papersPointedAt({ selection, link, pages }) {
  const nearest = selection ? papersInText(selection) : [];
  return firstWithPapers([
    nearest,
    ...[link, ...pages].map((url) => (url ? papersInUrl(url) : [])),
  ]);
}
