/** From what the reader pointed at to papers. Pure: the order of preference, nothing else. */

import { papersInText, papersInUrl } from "../papers/find.js";

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

/**
 * What a page says of the paper that it shows, in the meta tags that Google Scholar reads.
 * @typedef {object} PageSays
 * @property {string[]} arxivIds `citation_arxiv_id`
 * @property {string[]} dois `citation_doi`
 * @property {string} title `citation_title`
 * @property {string} linkText the text of the link pointed at
 */

/**
 * Finds the paper that a page says it shows.
 * @param {PageSays} page
 * @returns {Paper[]}
 */
export function papersOfPage({ arxivIds, dois }) {
  return firstWithPapers([...arxivIds, ...dois].map((id) => papersInText(id)));
}

/**
 * @param {Paper[][]} groups
 * @returns {Paper[]}
 */
function firstWithPapers(groups) {
  return groups.find((papers) => papers.length) ?? [];
}
