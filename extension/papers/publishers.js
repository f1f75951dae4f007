/** From a paper back to its publisher's page. Pure, as find.js is. */

import { coolPapersUrl } from "./cool-papers.js";
import { SOURCES } from "../registry/sources.js";
import { fillTemplate } from "./url-rules-module.js";

/** @typedef {import("./paper.js").Paper} Paper */

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
