/** Opens papers, or a search, as the reader has set it: where every door ends. */

import {
  coolPapersPage,
  coolPapersUrls,
  joinedUrls,
  searchUrl,
  searchWords,
} from "../papers/cool-papers.js";
import { papersInText } from "../papers/find.js";
import { readSettings } from "../settings.js";
import { openBeside, openUrls } from "./tabs.js";

/** @typedef {import("../papers/cool-papers.js").NamedPaper} NamedPaper */
/** @typedef {import("./tabs.js").Where} Where */

/** More tabs than this are not opened without asking. */
export const MAX_TABS_UNASKED = 10;
/** Chromium opens no URL of more than 2 MB. */
const MAX_OWN_URL_LENGTH = 2_000_000;

/**
 * Opens papers on Cool Papers; many tabs only after asking.
 * @param {readonly NamedPaper[]} papers
 * @param {chrome.tabs.Tab | undefined} tab that they came from
 * @param {Where} [where] in place of the reader's setting
 */
export async function openPapers(papers, tab, where) {
  const urls = coolPapersUrls(papers);
  if (urls.length <= MAX_TABS_UNASKED) {
    return await openUrls(urls, tab, where ?? (await readSettings()).where);
  }
  const named = papers.map(({ branch, id }) => encodeURIComponent(`${branch}/${id}`));
  const asking = chrome.runtime.getURL("many/many.html#");
  await openBeside(joinedUrls(asking, named, MAX_OWN_URL_LENGTH), tab);
}

/**
 * Searches Cool Papers, or asks which half of it.
 * @param {string} words as searchWords gives them, not empty
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Where} [where] in place of the reader's setting
 */
export async function openSearch(words, tab, where) {
  const { search, where: usual } = await readSettings();
  const url = search === "ask"
    ? chrome.runtime.getURL(`ask/ask.html#${encodeURIComponent(words)}`)
    : searchUrl(words, search);
  await openUrls([url], tab, where ?? usual);
}

/**
 * Opens the papers that a text names, else the page of Cool Papers that it is the URL of, else
 * searches its words.
 * @param {string} text typed or pasted: ids, URLs, DOIs, BibTeX, a title
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Where} [where] in place of the reader's setting
 * @returns {Promise<boolean>} false where the text has no word, and nothing was opened
 */
export async function openText(text, tab, where) {
  const papers = papersInText(text);
  const page = coolPapersPage(text);
  const words = searchWords(text);
  if (papers.length) await openPapers(papers, tab, where);
  else if (page) await openUrls([page], tab, where ?? (await readSettings()).where);
  else if (words) await openSearch(words, tab, where);
  return papers.length > 0 || words !== "";
}
