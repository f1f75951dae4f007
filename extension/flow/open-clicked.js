/** From a click, or the shortcut, to what it points at: papers, or words to search. */

import { searchWords } from "../papers/cool-papers.js";
import { linkedAsOwn, papersOfPages } from "../papers/list.js";
import { readContents } from "./collect.js";
import { papersOfPage, papersPointedAt } from "./find-clicked.js";
import { openPapers, openSearch } from "./open.js";
import { readPage, readSelection } from "./read-page.js";
import { currentTab, openBeside } from "./tabs.js";

/** Fewer words ("PDF", "read more") are no title of a paper. */
const MIN_LINK_WORDS = 3;

/**
 * Opens the papers that a context-menu click points at, else a search, else says what to do.
 * @param {Pick<chrome.contextMenus.OnClickData, "selectionText" | "linkUrl" | "frameUrl" | "pageUrl" | "frameId">} info
 * @param {chrome.tabs.Tab | undefined} clickedTab older browsers give none, or an id of -1, in PDFs
 */
export async function openClicked(info, clickedTab) {
  const { selectionText: selection, linkUrl: link, frameUrl, pageUrl, frameId } = info;
  const papers = papersPointedAt({ selection, link, pages: [frameUrl, pageUrl, clickedTab?.url] });
  const tab = await currentTab(clickedTab);
  if (papers.length) return await openPapers(papers, tab);
  const words = searchWords(selection ?? "");
  if (words) return await openSearch(words, tab);
  // Where the clicked tab is gone, the one shown instead is not what the reader pointed at.
  const isGone = clickedTab && clickedTab.id !== chrome.tabs.TAB_ID_NONE &&
    clickedTab.id !== tab?.id;
  const readable = isGone ? undefined : tab;
  await openWhatPageSays(tab, await readPage(readable, frameId ?? 0, link), readable, link);
}

/**
 * Does for the selection, else for the page, what a click there does.
 * @param {string} _command the only one
 * @param {chrome.tabs.Tab | undefined} tab
 */
export async function openShown(_command, tab) {
  const shown = await currentTab(tab);
  const selectionText = await readSelection(shown);
  await openClicked({ selectionText, pageUrl: shown?.url ?? "" }, shown);
}

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {import("./find-clicked.js").PageSays} page
 * @param {chrome.tabs.Tab | undefined} readable the tab, unless what was clicked is gone
 * @param {string | undefined} link that was clicked
 */
async function openWhatPageSays(tab, page, readable, link) {
  const papers = papersOfPage(page);
  if (papers.length) return await openPapers(papers, tab);
  const linkWords = searchWords(page.linkText);
  if (isTitle(linkWords)) return await openSearch(linkWords, tab);
  const frames = link === undefined ? await readContents(readable) : undefined;
  const own = linkedAsOwn(frames ?? []);
  if (own.length) return await openPapers(own, tab);
  const words = searchWords(page.title);
  if (words) return await openSearch(words, tab);
  if (frames && papersOfPages(frames).length) return await showPopup(tab);
  await openBeside([chrome.runtime.getURL("help/help.html")], tab);
}

/**
 * Shows the papers of a page to pick from: in the toolbar's popup, else in a tab.
 * @param {chrome.tabs.Tab | undefined} tab
 */
async function showPopup(tab) {
  try {
    await chrome.action.openPopup({ windowId: tab?.windowId });
  } catch {
    // Hidden toolbar, or Chrome before 127.
    await openBeside([chrome.runtime.getURL(`popup/popup.html?tab=${tab?.id ?? ""}`)], tab);
  }
}

/**
 * @param {string} words
 * @returns {boolean} whether they are enough to name a paper; Chinese does not part its words
 */
function isTitle(words) {
  return words.split(" ").length >= MIN_LINK_WORDS || /\p{Script=Han}{6}/u.test(words);
}
