/** Opens papers, or a search, as the reader has set it: where every door ends. */

import {
  coolPapersUrls,
  isSearch,
  joinedUrls,
  papersShown,
  searchUrl,
} from "../papers/cool-papers.js";
import { papersInUrl } from "../papers/find.js";
import { interpret } from "../papers/interpret.js";
import { wayBackUrl } from "../papers/publishers.js";
import { titleIn } from "../papers/titles.js";
import { readSettings } from "../settings.js";
import { handOver } from "./hand-over.js";
import { openOwnPages, openUrls, ownUrls, resume } from "./tabs.js";
import { readUnfinished } from "./unfinished.js";

/** @typedef {import("../papers/cool-papers.js").NamedPaper} NamedPaper */
/** @typedef {import("./tabs.js").Where} Where */

/** More tabs than this are not opened without asking. */
export const MAX_TABS_UNASKED = 10;
/** Tabs that are late by more than this (ms) are not opened without asking. */
const MAX_LATE = 60_000;
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
    return await openUrls(urls, tab, where ?? (await readSettings()).where, titlesOf(urls, papers));
  }
  const asked = await confirmingPages(papers);
  if (asked.length) return await openOwnPages(asked, tab);
  await openUrls(urls.slice(0, MAX_TABS_UNASKED), tab, where ?? (await readSettings()).where);
}

/**
 * Opens papers on their publishers' sites: the way back from Cool Papers.
 * @param {readonly NamedPaper[]} papers
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Where} [where] in place of the reader's setting
 */
export async function openSources(papers, tab, where) {
  const urls = papers.map(wayBackUrl);
  if (urls.length <= MAX_TABS_UNASKED) {
    return await openUrls(urls, tab, where ?? (await readSettings()).where);
  }
  await openOwnPages(await confirmingPages(papers, "?sources"), tab);
}

/**
 * @param {readonly string[]} urls
 * @param {readonly NamedPaper[]} papers that they show
 * @returns {import("./tabs.js").Titles} of those that have a URL to themselves
 */
function titlesOf(urls, papers) {
  return Object.fromEntries(urls.flatMap((url) => {
    const [only, ...others] = papersShown(url);
    const named = papers.find(({ branch, id }) => branch === only?.branch && id === only.id);
    return named?.title && !others.length ? [[url, titleIn(named.title)]] : [];
  }));
}

/**
 * @param {readonly NamedPaper[]} papers
 * @param {"" | "?sources"} [query] "?sources" to open their publishers' pages
 * @returns {Promise<string[]>} paths of the pages that ask before they open; none for titles without a
 *   store: no URL of ours may hold them, since it would stay in the browser's history
 */
async function confirmingPages(papers, query = "") {
  const page = `pages/confirm-many/confirm-many.html${query}`;
  const named = papers.map(({ branch, id }) => encodeURIComponent(`${branch}/${id}`));
  if (papers.some(({ branch }) => isSearch(branch))) {
    const handed = await handOver(named.join());
    return handed ? [page + handed] : [];
  }
  return joinedUrls(`${page}#`, named, MAX_OWN_URL_LENGTH);
}

/** Opens the tabs that are missing because the browser stopped the worker in between. */
export async function openUnfinished() {
  for (const stopped of await readUnfinished()) {
    // After a minute, tabs out of the blue would be in the way of what the reader does by then.
    await resume(stopped, (missing) => (stopped.age > MAX_LATE ? asking(missing) : missing));
  }
}

/**
 * @param {readonly string[]} missing
 * @returns {Promise<string[]>} URLs of the pages that ask before they open
 */
async function asking(missing) {
  const own = missing.filter((url) => url.startsWith(chrome.runtime.getURL("")));
  const others = missing.filter((url) => !own.includes(url));
  const papers = others.flatMap(papersShown);
  const ofSources = others.filter((url) => !papersShown(url).length).flatMap(papersInUrl);
  const asked = [
    ...await confirmingPages(papers),
    ...await confirmingPages(ofSources, "?sources"),
  ];
  return [...own, ...ownUrls(asked)];
}

/**
 * Searches Cool Papers, or asks which half of it.
 * @param {string} words as searchWords gives them, not empty
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Where} [where] in place of the reader's setting
 */
export async function openSearch(words, tab, where) {
  const { search, where: usual } = await readSettings();
  const handed = search === "ask" ? await handOver(words) : "";
  if (handed) {
    return await openOwnPages(
      [`pages/choose-search/choose-search.html${handed}`],
      tab,
      where ?? usual,
    );
  }
  // Without a store, the words cannot get to a page that asks.
  const branch = search === "ask" ? "arxiv" : search;
  await openUrls([searchUrl(words, branch)], tab, where ?? usual);
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
  await openOwnPages([`pages/help/help.html${await handOver(words)}`], tab, where);
}
