/** From a click, or the shortcut, to the papers that were meant, or words to search. */

import { readPage, readSelection, RETRY_DELAYS } from "../page-reader/page-reader.js";
import { coolPapersPage, searchWords } from "../papers/cool-papers.js";
import { titledInUrl, titledPaper } from "../papers/find.js";
import {
  firstWithPapers,
  isPageOfPaper,
  linkedAsOwn,
  mayHaveCanonicalIds,
  mentionsPapers,
  papersStated,
  preferCanonicalIds,
  titleOfPage,
  titleOfPaper,
  titleOfTab,
} from "../papers/own-paper.js";
import { paperAt, papersOfPages, papersTitled } from "../papers/page-papers.js";
import { isTitle, NO_TITLE, worthOf } from "../papers/titles.js";
import { papersClicked } from "./find-clicked.js";
import { openHelp, openPapers, openSearch, openSources } from "./open.js";
import { currentTab, openOwnPages } from "./tabs.js";

/**
 * Opens the papers that a context-menu click means, else a search, else the help page.
 * @param {Pick<chrome.contextMenus.OnClickData, "selectionText" | "linkUrl" | "frameUrl" | "pageUrl" | "frameId"> & { editable?: boolean }} info
 * @param {chrome.tabs.Tab | undefined} clickedTab older browsers give none, or an id of -1, in PDFs
 */
export async function openClicked(info, clickedTab) {
  const { linkUrl: link, frameUrl, pageUrl, frameId } = info;
  // In a field, the page says whether it is one for secrets.
  const selection = info.selectionText && info.editable
    ? await readSelection(await currentTab(clickedTab), { retryDelays: RETRY_DELAYS })
    : info.selectionText;
  const clicked = papersClicked({ selection, link, pages: [] });
  const ofPage = papersClicked({ pages: [frameUrl, pageUrl, clickedTab?.url] });
  const tab = await currentTab(clickedTab);
  if (clicked.length) return await openPapers(clicked, tab);
  // If the clicked tab has closed, the one shown instead is not what the reader meant.
  const isGone = clickedTab && clickedTab.id !== chrome.tabs.TAB_ID_NONE &&
    clickedTab.id !== tab?.id;
  const read = async (ofLink = link) => {
    const how = { link: ofLink, retryDelays: RETRY_DELAYS };
    const frames = await readPage(isGone ? undefined : tab, how) ?? [];
    return hasMovedOn(pageUrl, frames[0]?.url) ? [] : frames;
  };
  const titledLink = selection ? undefined : titledInUrl(link ?? "");
  if (titledLink) {
    const said = (await read()).map(({ linkText }) => searchWords(linkText))
      .find((text) => worthOf(text) > NO_TITLE);
    const words = said || searchWords(titledLink.words);
    const papers = words
      ? [titledPaper(titledLink.source, words)]
      : paperAt(papersOfPages(await read("")), titledLink.page);
    if (papers.length) return await openPapers(papers, tab);
  }
  if (ofPage.length && coolPapersPage(pageUrl ?? clickedTab?.url ?? "")) {
    // Another copy of the same page would help nobody.
    return await (ofPage.length === 1 ? openSources(ofPage, tab) : showPopup(tab));
  }
  if (ofPage.length) {
    const frames = mayHaveCanonicalIds(ofPage) ? await read() : [];
    const [first, ...others] = preferCanonicalIds(ofPage, frames);
    const title = frames[0] ? titleOfPage(frames[0]) : titleOfTab(clickedTab);
    return await openPapers([{ ...first, title }, ...others], tab);
  }
  const words = searchWords(selection ?? "");
  if (!words) return await openFromPageContent(tab, await read(), frameId);
  const called = papersTitled(papersOfPages(await read()), words);
  if (called.length) await openPapers(called, tab);
  else await openSearch(words, tab);
}

/**
 * @param {string | undefined} clicked URL of the page that was clicked
 * @param {string | undefined} read URL of the page that was read
 * @returns {boolean} whether the tab shows another page by now
 */
function hasMovedOn(clicked, read) {
  const [before, now] = [clicked, read].map((url) => url?.split("#", 1)[0] ?? "");
  // Older viewers of PDFs give a URL of their own.
  return /^(?:https?|file):/.test(before) && /^(?:https?|file):/.test(now) && before !== now;
}

/**
 * Does what a click on the selection, or else on the page, does.
 * @param {string} _command the only one
 * @param {chrome.tabs.Tab | undefined} tab
 */
export async function openShown(_command, tab) {
  const shown = await currentTab(tab);
  const selectionText = await readSelection(shown, { retryDelays: RETRY_DELAYS });
  await openClicked({ selectionText, pageUrl: shown?.url ?? "" }, shown);
}

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {import("../page-reader/page-reader.js").FrameContent[]} frames of the page
 * @param {number} [frameId] of the one that was clicked
 */
async function openFromPageContent(tab, frames, frameId = 0) {
  const near = [frameId, 0].flatMap((id) => frames.filter((frame) => frame.frameId === id));
  const stated = firstWithPapers(near.map(papersStated));
  if (stated.length) return await openPapers(stated, tab);
  const linkWords = near.map(({ linkText }) => searchWords(linkText)).find(isTitle);
  if (linkWords) return await openSearch(linkWords, tab);
  const own = linkedAsOwn(frames);
  if (own.length) return await openPapers(own, tab);
  const titled = near.find((frame) => searchWords(titleOfPaper(frame)));
  const title = titled ? searchWords(titleOfPaper(titled)) : "";
  const known = titledInUrl(titled?.url ?? "");
  if (known) return await openPapers([titledPaper(known.source, title)], tab);
  // A guessed title is shown, for the reader to send.
  const isStated = titled && (titled.statedTitle !== "" || titled.hasAbstract);
  if (isStated && (isPageOfPaper(titled) || !frames.some(mentionsPapers))) {
    return await openSearch(title, tab);
  }
  if (papersOfPages(frames).length) return await showPopup(tab);
  const words = searchWords(near.map(titleOfPage).find(Boolean) ?? "");
  await openHelp(tab, { words });
}

/**
 * Shows the papers of a page to pick from: in the toolbar's popup, else in a tab.
 * @param {chrome.tabs.Tab | undefined} tab
 */
async function showPopup(tab) {
  try {
    await chrome.action.openPopup({ windowId: tab?.windowId });
  } catch {
    // The toolbar is hidden, or Chrome is older than 127.
    await openOwnPages([`pages/popup/popup.html?tab=${tab?.id ?? ""}`], tab);
  }
}
