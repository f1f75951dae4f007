/** The address bar's keyword: ids, URLs and DOIs open, words search. */

import { openText } from "./flow/open.js";
import { currentTab, openUrls } from "./flow/tabs.js";
import { coolPapersPage, coolPapersUrls, searchUrl, searchWords } from "./papers/cool-papers.js";
import { papersInText } from "./papers/find.js";
import { readSettings } from "./settings.js";

/** @type {Record<string, import("./flow/tabs.js").Where>} */
const WHERE = {
  currentTab: "same",
  newForegroundTab: "beside",
  newBackgroundTab: "background",
};
/** So many papers of a text are offered one by one. */
const MAX_SINGLE_PAPERS = 4;

/**
 * Shows what Enter will do, and what else could be done.
 * @param {string} text
 * @param {(suggestions: chrome.omnibox.SuggestResult[]) => void} suggest
 */
export async function showSuggestions(text, suggest) {
  const papers = papersInText(text);
  const page = coolPapersPage(text);
  const words = page ? "" : searchWords(text);
  chrome.omnibox.setDefaultSuggestion({ description: whatEnterDoes(papers, page, words) });
  const { search } = await readSettings();
  /** @type {chrome.omnibox.SuggestResult[]} */
  const single = papers.length < 2 ? [] : papers.slice(0, MAX_SINGLE_PAPERS).map((paper) => ({
    content: coolPapersUrls([paper])[0],
    description: message("addressBarOpen", paper.id),
  }));
  /** @type {("arxiv" | "venue")[]} */
  const branches = ["arxiv", "venue"];
  const searches = !words
    ? []
    : branches.filter((branch) => papers.length || branch !== search).map((branch) => ({
      content: searchUrl(words, branch),
      description: message(
        branch === "arxiv" ? "addressBarSearchArxiv" : "addressBarSearchVenue",
        words,
      ),
    }));
  suggest([...single, ...searches]);
}

/**
 * @param {import("./papers/find.js").Paper[]} papers
 * @param {string} page of Cool Papers
 * @param {string} words
 */
function whatEnterDoes(papers, page, words) {
  if (papers.length > 1) return message("addressBarOpenAll", `${papers.length}`);
  if (papers.length || page) return message("addressBarOpen", papers[0]?.id ?? page);
  return words ? message("addressBarSearch", words) : message("addressBarHint");
}

/**
 * @param {string} name
 * @param {string} [said] a reader's words: the browser reads descriptions as XML
 */
function message(name, said = "") {
  const escaped = said.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return chrome.i18n.getMessage(name, `<match>${escaped}</match>`);
}

/**
 * Does what was shown.
 * @param {string} text typed, or a suggestion's content
 * @param {`${chrome.omnibox.OnInputEnteredDisposition}`} disposition
 */
export async function openEntered(text, disposition) {
  const tab = await currentTab(undefined);
  const where = WHERE[disposition];
  if (!await openText(text, tab, where)) {
    await openUrls([chrome.runtime.getURL("help/help.html")], tab, where);
  }
}
