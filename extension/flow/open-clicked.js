/** The one flow: what the reader pointed at, to papers or a search, to tabs beside the reader's own. */

import { coolPapersUrls, joinedUrls, searchUrl, searchWords } from "../papers/cool-papers.js";
import { papersOfPage, papersPointedAt } from "./find-clicked.js";
import { readPage } from "./read-page.js";
import { currentTab, openBeside } from "./tabs.js";

/** @typedef {import("../papers/cool-papers.js").NamedPaper} NamedPaper */

/** More tabs than this are not opened without asking. */
export const MAX_TABS_UNASKED = 10;
/** Chromium opens no URL of more than 2 MB. */
const MAX_OWN_URL_LENGTH = 2_000_000;
/** Fewer words ("PDF", "read more") are no title of a paper. */
const MIN_LINK_WORDS = 3;

/**
 * Opens the papers that a context-menu click points at, else a search, else says what to do.
 * @param {chrome.contextMenus.OnClickData} info
 * @param {chrome.tabs.Tab | undefined} clickedTab older browsers give none, or an id of -1, in PDFs
 */
export async function openClicked(info, clickedTab) {
  const { selectionText: selection, linkUrl: link, frameUrl, pageUrl, frameId } = info;
  const papers = papersPointedAt({ selection, link, pages: [frameUrl, pageUrl, clickedTab?.url] });
  const tab = await currentTab(clickedTab);
  if (papers.length) return await openPapers(papers, tab);
  const words = searchWords(selection ?? "");
  if (words) return await openBeside([searchUrl(words)], tab);
  // Where the clicked tab is gone, the one shown instead is not what the reader pointed at.
  const isGone = clickedTab && clickedTab.id !== chrome.tabs.TAB_ID_NONE &&
    clickedTab.id !== tab?.id;
  await openWhatPageSays(tab, await readPage(isGone ? undefined : tab, frameId ?? 0, link));
}

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {import("./find-clicked.js").PageSays} page
 */
async function openWhatPageSays(tab, page) {
  const papers = papersOfPage(page);
  if (papers.length) return await openPapers(papers, tab);
  const linkWords = searchWords(page.linkText);
  const words = isTitle(linkWords) ? linkWords : searchWords(page.title);
  await openBeside([words ? searchUrl(words) : chrome.runtime.getURL("help/help.html")], tab);
}

/**
 * @param {string} words
 * @returns {boolean} whether they are enough to name a paper; Chinese does not part its words
 */
function isTitle(words) {
  return words.split(" ").length >= MIN_LINK_WORDS || /\p{Script=Han}{6}/u.test(words);
}

/**
 * Opens papers on Cool Papers; many tabs only after asking.
 * @param {readonly NamedPaper[]} papers
 * @param {chrome.tabs.Tab | undefined} tab
 */
export async function openPapers(papers, tab) {
  const urls = coolPapersUrls(papers);
  if (urls.length <= MAX_TABS_UNASKED) return await openBeside(urls, tab);
  const named = papers.map(({ branch, id }) => encodeURIComponent(`${branch}/${id}`));
  const asking = chrome.runtime.getURL("many/many.html#");
  await openBeside(joinedUrls(asking, named, MAX_OWN_URL_LENGTH), tab);
}
