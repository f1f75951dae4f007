/** Where to look for papers that Cool Papers does not have, or does not find. Pure, as find.js is. */

import { halfShown, searchUrl, searchWords } from "./cool-papers.js";
import { idOrWords } from "./paper.js";
import { publisherUrl } from "./publishers.js";

/**
 * @typedef {object} Way
 * @property {"arxiv" | "venue" | "source"} to a search in that half of Cool Papers, or the source
 * @property {string} id of the paper, or the words that are searched
 * @property {string} url
 */

/** More links would hide the page. */
const MAX_SOURCES = 5;

/**
 * An empty search leads to the same search in the other half of Cool Papers.
 * An id exists in one half of Cool Papers only, so the other half is searched by the title.
 * @param {import("./cool-papers.js").Destination} destination with a paper at least
 * @returns {Way[]}
 */
export function waysOn({ url, papers, title }) {
  const half = halfShown(url) || "venue";
  const other = half === "arxiv" ? "venue" : "arxiv";
  const [first] = papers;
  if (first.kind === "titled") {
    return [{ to: other, id: first.words, url: searchUrl(first.words, other) }];
  }
  const words = papers.length === 1 ? searchWords(title) : "";
  /** @type {import("./paper.js").Branch[]} */
  const halves = [half, other];
  const searches = halves.map((to) => ({ to, id: first.id, url: searchUrl(words, to) }));
  const sources = papers.map((paper) => ({
    to: /** @type {const} */ ("source"),
    id: idOrWords(paper),
    url: publisherUrl(paper),
  }));
  return [...(words ? searches : []), ...sources.filter(({ url }) => url).slice(0, MAX_SOURCES)];
}
