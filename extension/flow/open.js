/** Opens papers, searches and help for every entrance, where the reader's settings say. */

import { browser } from "../browser.js";
import { interpret } from "../papers/interpret.js";
import {
  destination,
  destinationsOf,
  halfShown,
  idOrWords,
  inGroups,
  keyOf,
  mayBeAnywhere,
  searchedIn,
  titledPaper,
  untitled,
  wayBackUrl,
} from "../papers/paper.js";
import { titleIn } from "../reading/titles.js";
import { readSettings } from "../settings.js";
import { handOver, readInterrupted } from "./session.js";
import { openOwnPages, openTabs, ownPages, resume } from "./tabs.js";

/** @typedef {import("../papers/paper.js").Destination} Destination */
/** @typedef {import("../papers/paper.js").NamedPaper} NamedPaper */
/** @typedef {import("../papers/interpret.js").ReferredPaper} ReferredPaper */
/** @typedef {import("./tabs.js").Where} Where */

/** To open more tabs than this, ask first. */
export const MAX_TABS_UNASKED = 10;
/** To open tabs that are late by more than this (ms), ask first. */
const MAX_LATE = 60_000;
/** Browsers open no URL of more than 2 MB. */
const MAX_OWN_URL_LENGTH = 2_000_000;
/** Longer lists of papers go without their titles: session storage has 10 MB. */
const MAX_HANDED_LENGTH = 2_000_000;

/**
 * Opens papers on Cool Papers; asks before opening many tabs.
 * @param {readonly NamedPaper[]} named
 * @param {chrome.tabs.Tab | undefined} tab that they came from
 * @param {Where} [where] in place of the reader's setting
 */
export async function openPapers(named, tab, where) {
  const { search, where: usual } = await readSettings();
  const place = where ?? usual;
  if (search === "ask" && await askWhereToSearch(named, tab, place)) return;
  const branch = search === "venue" ? search : "arxiv";
  const short = named.map((it) => searchedIn(inShort(it), branch));
  const destinations = destinationsOf(short);
  if (destinations.length <= MAX_TABS_UNASKED) return await openTabs(destinations, tab, place);
  const confirming = await confirmingPages(short);
  if (confirming.length) return await openOwnPages(confirming, tab);
  await openTabs(destinations.slice(0, MAX_TABS_UNASKED), tab, place);
}

/**
 * Asks in which half to search for the papers of no source, and opens the others.
 * @param {readonly NamedPaper[]} named
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Where} where
 * @returns {Promise<boolean>} false if there are none, or if session storage is unavailable, so that their
 *   words cannot be passed to a page that asks
 */
async function askWhereToSearch(named, tab, where) {
  const words = named.flatMap(({ paper }) => (mayBeAnywhere(paper) ? idOrWords(paper) : []));
  const handed = words.length ? await handOver(words.join("\n")) : "";
  if (!handed) return false;
  const others = named.filter(({ paper }) => !mayBeAnywhere(paper));
  await openOwnPages([`pages/choose-search/choose-search.html${handed}`], tab, where);
  if (others.length) await openPapers(others, tab, where);
  return true;
}

/**
 * Opens papers on their publishers' sites: the way back from Cool Papers.
 * @param {readonly NamedPaper[]} named
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Where} [where] in place of the reader's setting
 */
export async function openSources(named, tab, where) {
  const short = named.map(inShort);
  const destinations = sourcesOf(short);
  if (destinations.length <= MAX_TABS_UNASKED) return await open(destinations, tab, where);
  await openOwnPages(await confirmingPages(short, "?sources"), tab);
}

/**
 * @param {readonly NamedPaper[]} named
 * @returns {Destination[]} the publisher's page of each
 */
export function sourcesOf(named) {
  return named.map((it) => destination(wayBackUrl(it.paper), [it]));
}

/**
 * @param {NamedPaper} named
 * @returns {NamedPaper}
 */
function inShort({ paper, title }) {
  return { paper, title: titleIn(title) };
}

/**
 * @param {readonly Destination[]} destinations
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Where} [where] in place of the reader's setting
 */
async function open(destinations, tab, where) {
  await openTabs(destinations, tab, where ?? (await readSettings()).where);
}

/**
 * @param {readonly NamedPaper[]} named
 * @param {"" | "?sources"} [query] "?sources" to open their publishers' pages
 * @returns {Promise<string[]>} paths of the pages that ask before they open. In a URL, titles would stay
 *   in the browser's history: without session storage, papers have none, and for those known only by title
 *   there is no page.
 */
async function confirmingPages(named, query = "") {
  const page = `pages/confirm-many/confirm-many.html${query}`;
  const isByTitle = named.some(({ paper }) => paper.kind === "titled");
  const json = named.some(({ title }) => title) || isByTitle ? JSON.stringify(named) : "";
  const isShort = json.length <= MAX_HANDED_LENGTH;
  const handed = isByTitle || isShort ? await handOver(json) : "";
  if (handed || isByTitle) return handed ? [page + handed] : [];
  const start = `${page}#`;
  const keys = named.map(({ paper }) => encodeURIComponent(keyOf(paper)));
  const groups = inGroups(keys, (key) => key, MAX_OWN_URL_LENGTH - start.length);
  return groups.map(({ joined }) => start + joined);
}

/** Opens the remaining tabs after the browser stopped the worker while it opened them. */
export async function finishInterrupted() {
  for (const stopped of await readInterrupted()) {
    // After a minute, unexpected tabs would disturb the reader: ask first.
    await resume(stopped, (missing) => (stopped.age > MAX_LATE ? asking(missing) : missing));
  }
}

/**
 * @param {readonly Destination[]} missing
 * @returns {Promise<Destination[]>} the pages that ask before they open
 */
async function asking(missing) {
  const own = missing.filter(({ url }) => url.startsWith(browser.runtime.getURL("")));
  const ofPapers = missing.filter(({ url }) => halfShown(url));
  const ofSources = missing.filter((it) => !own.includes(it) && !ofPapers.includes(it));
  const confirming = [
    ...await confirmingPages(ofPapers.flatMap(namedIn)),
    ...await confirmingPages(ofSources.flatMap(namedIn), "?sources"),
  ];
  return [...own, ...ownPages(confirming)];
}

/**
 * @param {Destination} destination
 * @returns {NamedPaper[]}
 */
function namedIn({ papers, title }) {
  return papers.map((paper) => ({ paper, title }));
}

/**
 * Searches Cool Papers, or asks which half of it to search.
 * @param {string} words as returned by searchWords, not empty
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Where} [where] in place of the reader's setting
 */
export async function openSearch(words, tab, where) {
  await openPapers([untitled(titledPaper("", words))], tab, where);
}

/**
 * Opens the page that lists references to choose from. Without session storage they cannot be passed to
 * it: then the papers with ids open.
 * @param {readonly ReferredPaper[]} references
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Where} [where] of the list
 */
export async function openReferences(references, tab, where) {
  const handed = await handOver(JSON.stringify(references));
  if (handed) {
    return await openOwnPages([`pages/references/references.html${handed}`], tab, where);
  }
  const known = references.filter(({ paper }) => paper.kind === "paper");
  await openPapers(known.length ? known : references, tab, where);
}

/**
 * Opens what a text means: papers, a page of Cool Papers, a list of references, or a search.
 * @param {string} text typed or pasted
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Where} [where] in place of the reader's setting
 * @returns {Promise<import("../papers/interpret.js").Meaning>} its meaning; of kind "nothing", nothing was
 *   opened
 */
export async function openText(text, tab, where) {
  const meaning = interpret(text);
  const { kind, papers, references, destinations, words } = meaning;
  if (kind === "papers") await openPapers(papers.map(untitled), tab, where);
  else if (kind === "page") await open(destinations, tab, where);
  else if (kind === "references") await openReferences(references, tab, where);
  else if (kind === "search") await openSearch(words, tab, where);
  return meaning;
}

/**
 * Why there was nothing to open: the page names no paper, and nothing is selected; the address of the
 * clicked link names none; the selection or the typed text is an address that names none, or has no words;
 * the text of a PDF cannot be read; the page cannot be read, or is no longer the one that was clicked.
 * @typedef {"page" | "link" | "address" | "selection" | "text" | "pdf" | "unread" | "gone"} Reason
 */

/**
 * Opens the page that says why nothing was found, and what to do.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {object} how
 * @param {Reason} how.reason
 * @param {string} [how.words] to offer for a search
 * @param {boolean} [how.listsPapers] whether the tab's page lists papers, which are then offered
 * @param {Where} [how.where]
 */
export async function openHelp(tab, { reason, words = "", listsPapers = false, where = "beside" }) {
  const query = `?${reason}${listsPapers ? "&papers" : ""}`;
  await openOwnPages([`pages/help/help.html${query}${await handOver(words)}`], tab, where);
}

/**
 * Shows the papers of the page, or of several tabs, to choose from: in the toolbar's popup, else in a tab.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {readonly chrome.tabs.Tab[]} [selected] the tabs that are selected together with it
 */
export async function openPopup(tab, selected = []) {
  try {
    await browser.action.openPopup({ windowId: tab?.windowId });
  } catch {
    // The toolbar is hidden, or the browser is too old.
    const tabs = selected.length ? `&tabs=${selected.map(({ id }) => id).join()}` : "";
    await openOwnPages([`pages/popup/popup.html?tab=${tab?.id ?? ""}${tabs}`], tab);
  }
}
