/**
 * From a paper to its publisher's page, and to the other places where Cool Papers does not have it.
 * Pure, as find.js is.
 */

import { SOURCES } from "../registry/sources.js";
import { coolPapersUrl, halfShown, searchUrl } from "./cool-papers.js";
import { idOrWords } from "./paper.js";
import { searchWords } from "./search-words-module.js";
import { fillTemplate } from "./url-rules-module.js";

/** @typedef {import("./paper.js").Paper} Paper */

/**
 * @typedef {object} Way
 * @property {"arxiv" | "venue" | "source"} to a search in that half of Cool Papers, or the source
 * @property {string} id of the paper, or the words that are searched
 * @property {string} url
 */

/** More links would hide the page. */
const MAX_SOURCES = 5;

/**
 * @param {Paper} paper
 * @returns {string} URL of the publisher's page; "" where none is known
 */
export function publisherUrl(paper) {
  if (paper.kind !== "paper") return "";
  for (const source of SOURCES) {
    const match = source.branch === paper.branch ? source.paperId.exec(paper.id) : null;
    if (match) return fillTemplate(source.publisher, match);
  }
  return "";
}

/**
 * @param {Paper} paper
 * @returns {string} what the way back opens: the publisher's page, or Cool Papers where none is known
 */
export function wayBackUrl(paper) {
  return publisherUrl(paper) || coolPapersUrl(paper);
}

/**
 * @param {import("./paper.js").KnownPaper} paper
 * @returns {boolean} whether Cool Papers is known to name its source's papers by such ids
 */
export function isSure({ branch, id }) {
  return SOURCES.some((source) =>
    source.isSure && source.branch === branch && source.paperId.test(id)
  );
}

/**
 * Says where to look for papers that Cool Papers does not have, or does not find. An empty search leads
 * to the same search in the other half of Cool Papers.
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
