/** From a click, or the shortcut, to what it points at: papers, or words to search. */

import { searchWords } from "../papers/cool-papers.js";
import {
  asFiled,
  firstWithPapers,
  linkedAsOwn,
  mayBeFiledElsewhere,
  papersOfPages,
  papersStated,
  titleOfPage,
  titleOfPaper,
} from "../papers/list.js";
import { isTitle } from "../papers/titles.js";
import { papersPointedAt } from "./find-clicked.js";
import { openPapers, openSearch } from "./open.js";
import { readPage, readSelection, WAITS_FOR_LEAVE } from "./read-page.js";
import { currentTab, openBeside } from "./tabs.js";

/**
 * Opens the papers that a context-menu click points at, else a search, else says what to do.
 * @param {Pick<chrome.contextMenus.OnClickData, "selectionText" | "linkUrl" | "frameUrl" | "pageUrl" | "frameId">} info
 * @param {chrome.tabs.Tab | undefined} clickedTab older browsers give none, or an id of -1, in PDFs
 */
export async function openClicked(info, clickedTab) {
  const { selectionText: selection, linkUrl: link, frameUrl, pageUrl, frameId } = info;
  const pointedAt = papersPointedAt({ selection, link, pages: [] });
  const ofPage = papersPointedAt({ pages: [frameUrl, pageUrl, clickedTab?.url] });
  const tab = await currentTab(clickedTab);
  if (pointedAt.length) return await openPapers(pointedAt, tab);
  // Where the clicked tab is gone, the one shown instead is not what the reader pointed at.
  const isGone = clickedTab && clickedTab.id !== chrome.tabs.TAB_ID_NONE &&
    clickedTab.id !== tab?.id;
  const read = async () => await readPage(isGone ? undefined : tab, link, WAITS_FOR_LEAVE) ?? [];
  if (ofPage.length) {
    return await openPapers(
      mayBeFiledElsewhere(ofPage) ? asFiled(ofPage, await read()) : ofPage,
      tab,
    );
  }
  const words = searchWords(selection ?? "");
  if (words) return await openSearch(words, tab);
  await openWhatPageSays(tab, await read(), frameId);
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
 * @param {import("./read-page.js").FrameContent[]} frames of the page
 * @param {number} [frameId] of the one that was clicked
 */
async function openWhatPageSays(tab, frames, frameId = 0) {
  const near = [frameId, 0].flatMap((id) => frames.filter((frame) => frame.frameId === id));
  const stated = firstWithPapers(near.map(papersStated));
  if (stated.length) return await openPapers(stated, tab);
  const linkWords = near.map(({ linkText }) => searchWords(linkText)).find(isTitle);
  if (linkWords) return await openSearch(linkWords, tab);
  const own = linkedAsOwn(frames);
  if (own.length) return await openPapers(own, tab);
  const title = near.map((frame) => searchWords(titleOfPaper(frame))).find(Boolean);
  if (title) return await openSearch(title, tab);
  if (papersOfPages(frames).length) return await showPopup(tab);
  const words = searchWords(near.map(titleOfPage).find(Boolean) ?? "");
  await openBeside([chrome.runtime.getURL(`help/help.html${words && `#${words}`}`)], tab);
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
