/** The references of a page that no link and no id names, by the titles that they state. Pure. */

import { papersInText, papersInUrl, titledInUrl } from "../papers/find.js";
import { titledPaper } from "../papers/paper.js";
import { titleInReference } from "../papers/bibliography.js";
import { searchWords } from "../papers/plain-scripts.js";
import { normal } from "./titles.js";

/** @typedef {import("./listed.js").ListedPaper} ListedPaper */
/** @typedef {import("./page-content.js").Entry} Entry */

/**
 * @param {readonly Entry[]} entries of lists of references
 * @param {readonly ListedPaper[]} listed papers that are not given again
 * @returns {ListedPaper[]} what the entries state by title only, each once, to be searched for; none of
 *   those that name a paper by a link or an id, since a page's papers have these, or that state no title
 */
export function statedReferences(entries, listed) {
  const seen = new Set(listed.map(({ title }) => normal(title)));
  return entries.flatMap(({ text, links }) => {
    const isNamed = links.some(namesPaper) || papersInText(text).length > 0;
    const title = isNamed ? "" : titleInReference(text)?.title ?? "";
    const words = searchWords(title);
    if (!words || seen.has(normal(title))) return [];
    seen.add(normal(title));
    const paper = titledPaper("", words);
    return [{ paper, title, isOwn: false, isMention: true, pages: [], context: "" }];
  });
}

/** @param {string} url */
function namesPaper(url) {
  return papersInUrl(url).length > 0 || titledInUrl(url) !== undefined;
}
