/** Opens papers, or a search, as the reader has set it: where every door ends. */

import { coolPapersUrls, joinedUrls, searchUrl } from "../papers/cool-papers.js";
import { interpret } from "../papers/interpret.js";
import { readSettings } from "../settings.js";
import { openOwnPages, openUrls } from "./tabs.js";

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
  const page = "pages/confirm-many/confirm-many.html#";
  await openOwnPages(joinedUrls(page, named, MAX_OWN_URL_LENGTH), tab);
}

/**
 * Searches Cool Papers, or asks which half of it.
 * @param {string} words as searchWords gives them, not empty
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Where} [where] in place of the reader's setting
 */
export async function openSearch(words, tab, where) {
  const { search, where: usual } = await readSettings();
  if (search !== "ask") return await openUrls([searchUrl(words, search)], tab, where ?? usual);
  const choosing = `pages/choose-search/choose-search.html#${encodeURIComponent(words)}`;
  await openOwnPages([choosing], tab, where ?? usual);
}

/**
 * Opens what a text means: papers, a page of Cool Papers, or a search.
 * @param {string} text typed or pasted
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Where} [where] in place of the reader's setting
 * @returns {Promise<boolean>} false where the text means nothing, and nothing was opened
 */
export async function openText(text, tab, where) {
  const { kind, papers, urls, words } = interpret(text);
  if (kind === "papers") await openPapers(papers, tab, where);
  else if (kind === "page") await openUrls(urls, tab, where ?? (await readSettings()).where);
  else if (kind === "search") await openSearch(words, tab, where);
  return kind !== "nothing";
}

/**
 * Opens the page that says what to do where nothing was found.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {{ words?: string, where?: Where }} [how] words to offer for a search
 */
export async function openHelp(tab, { words = "", where = "beside" } = {}) {
  await openOwnPages([`pages/help/help.html${words && `#${words}`}`], tab, where);
}
