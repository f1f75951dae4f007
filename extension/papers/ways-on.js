/** Where to look for papers that Cool Papers does not have, or does not find. Pure, as find.js is. */

import { isSearch, searchUrl, searchWords } from "./cool-papers.js";
import { publisherUrl } from "./publishers.js";

/** @typedef {import("./cool-papers.js").NamedPaper} NamedPaper */

/**
 * @typedef {object} Way
 * @property {"arxiv" | "venue" | "source"} to a search in that half of Cool Papers, or the source
 * @property {string} id of the paper
 * @property {string} url
 */

/** More links would hide the page. */
const MAX_SOURCES = 5;

/**
 * An empty search leads to the same search in the other half of Cool Papers.
 * An id exists in one half of Cool Papers only, so the other half is searched by the title.
 * @param {readonly NamedPaper[]} papers
 * @param {string} title of the only paper; "" if it is not known
 * @returns {Way[]}
 */
export function waysOn(papers, title) {
  const [{ branch, id }] = papers;
  if (isSearch(branch)) {
    const to = branch === "arxiv-search" ? "venue" : "arxiv";
    return [{ to, id, url: searchUrl(id, to) }];
  }
  const words = papers.length === 1 ? searchWords(title) : "";
  /** @type {("arxiv" | "venue")[]} */
  const halves = branch === "arxiv" ? ["arxiv", "venue"] : ["venue", "arxiv"];
  const searches = halves.map((to) => ({ to, id, url: searchUrl(words, to) }));
  const sources = papers.map((paper) => ({
    to: /** @type {const} */ ("source"),
    id: paper.id,
    url: publisherUrl(paper),
  }));
  return [...(words ? searches : []), ...sources.filter(({ url }) => url).slice(0, MAX_SOURCES)];
}
