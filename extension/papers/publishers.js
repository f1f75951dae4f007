/** From a paper back to its publisher's page. Pure, as find.js is. */

import { SOURCES } from "../registry/sources.js";
import { fillTemplate } from "./url-rules-module.js";

/**
 * @param {Pick<import("./find.js").Paper, "branch" | "id">} paper
 * @returns {string} URL of the publisher's page; "" for an id of no known form
 */
export function publisherUrl({ branch, id }) {
  for (const source of SOURCES) {
    const match = source.branch === branch ? source.paperId.exec(id) : null;
    if (match) return fillTemplate(source.publisher, match);
  }
  return "";
}

/**
 * @param {Pick<import("./find.js").Paper, "branch" | "id">} paper
 * @returns {boolean} whether Cool Papers is known to name its source's papers by such ids
 */
export function isSure({ branch, id }) {
  return SOURCES.some((source) =>
    source.isSure && source.branch === branch && source.paperId.test(id)
  );
}
