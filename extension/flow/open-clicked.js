/** Decides what a click, or the shortcut, opens: papers, a search or the help page. */

import { browser } from "../browser.js";
import {
  readCitation,
  readPage,
  readPageAndCitation,
  readSelection,
  readTabs,
  RETRY_DELAYS,
  tabsSelectedWith,
} from "../page-reader/page-reader.js";
import { titledInUrl } from "../papers/find.js";
import { interpret, papersClicked } from "../papers/interpret.js";
import { coolPapersPage, idOrWords, isOfNoSource, titledPaper, untitled } from "../papers/paper.js";
import { searchWords } from "../papers/plain-scripts.js";
import { isInPage, papersCited } from "../reading/references.js";
import { isPdfTab, mayHaveCanonicalIds, titleOfPdf, titleOfTab } from "../reading/own-rules.js";
import { paperAt, readingOf, readingOfTabs } from "../reading/reading.js";
import { isTitle, normal } from "../reading/titles.js";
import {
  openHelp,
  openPapers,
  openPopup,
  openReferences,
  openSearch,
  openSources,
} from "./open.js";
import { currentTab } from "./tabs.js";

/** @typedef {import("../papers/paper.js").NamedPaper} NamedPaper */
/** @typedef {import("../papers/paper.js").Paper} Paper */
/** @typedef {import("../reading/reading.js").Reading} Reading */

/**
 * A click on the menu's entry, as the browser describes it.
 * @typedef {Pick<chrome.contextMenus.OnClickData, "selectionText" | "linkUrl" | "frameUrl" | "pageUrl" | "frameId"> & { editable?: boolean, menuItemId?: string | number }} ClickInfo
 */

/**
 * What was clicked, and where.
 * @typedef {object} Click
 * @property {string} selection
 * @property {import("../papers/interpret.js").Meaning} selected what the selection means
 * @property {string} link a URL; "" for none, and where there is a selection
 * @property {readonly Paper[]} named papers that the selection, or else the link's URL, names
 * @property {readonly Paper[]} inPlace papers named by the URLs of the frame and the page
 * @property {string} page URL
 * @property {number} frameId
 * @property {chrome.tabs.Tab | undefined} tab
 * @property {string} tabTitle the paper's title according to the tab; "" if it shows none
 * @property {(how?: { isWhole?: boolean }) => Promise<Reading>} read reads the page; if a link was
 *   clicked, only the link's text unless `isWhole`
 * @property {(reading: Reading) => Promise<import("./open.js").Reason>} whyNothing why there is nothing to
 *   open, given what was read of the page
 * @property {() => Promise<readonly NamedPaper[]>} readCited reads the papers that the link cites, if it
 *   leads to a place in its own page
 */

/** The id of the menu's entry in the tab strip. */
export const TAB_STRIP_ITEM = "open-tab";

/** Some browsers pass only so many characters of a selection, and cut the last word. */
const MAX_PASSED_LENGTH = 16_384;
/** A selection of so many characters can hold two references. */
const MIN_REFERENCES_LENGTH = 100;

/**
 * Opens what a context-menu click means: papers, a list of references, a search, or the help page.
 * @param {ClickInfo} info
 * @param {chrome.tabs.Tab | undefined} clickedTab in PDFs, older browsers pass none, or an id of -1
 */
export async function openClicked(info, clickedTab) {
  if (await openSeveral(info, clickedTab)) return;
  await openMeant(info, await selectionOf(info, clickedTab), clickedTab);
}

/**
 * The papers of all highlighted tabs, if one of them was clicked in the tab strip.
 * @param {ClickInfo} info
 * @param {chrome.tabs.Tab | undefined} clickedTab
 * @returns {Promise<boolean>} whether several were highlighted, so that something was opened
 */
async function openSeveral({ menuItemId }, clickedTab) {
  const tabs = menuItemId === TAB_STRIP_ITEM ? await tabsSelectedWith(clickedTab) : [];
  if (!tabs.length) return false;
  const { named, unread } = readingOfTabs(await readTabs(tabs));
  // The popup says how many could not be read.
  if (named.length && !unread) await openPapers(named, clickedTab);
  else await openPopup(clickedTab, tabs);
  return true;
}

/**
 * @param {ClickInfo} info
 * @param {chrome.tabs.Tab | undefined} clickedTab
 * @returns {Promise<string>} what is selected, with its line ends if it can hold several references
 */
async function selectionOf({ selectionText = "", editable = false }, clickedTab) {
  // In a field, the page is read instead: the field may be for passwords.
  if (selectionText && editable) {
    return await readSelection(await currentTab(clickedTab), { retryDelays: RETRY_DELAYS });
  }
  if (selectionText.length < MIN_REFERENCES_LENGTH) return selectionText;
  const mayBeCut = selectionText.length === MAX_PASSED_LENGTH;
  // The browser passes a selection in one line, but line ends divide references.
  const retryDelays = mayBeCut ? RETRY_DELAYS : [];
  const read = await readSelection(await currentTab(clickedTab), { retryDelays });
  const [passed, whole] = [selectionText, read].map((text) => text.replace(/\s+/g, ""));
  if (passed === whole || (mayBeCut && whole.startsWith(passed))) return read;
  return mayBeCut ? withoutLastWord(selectionText) : selectionText;
}

/**
 * @param {string} text whose last word may be cut
 * @returns {string} without that word: the start of an id can be another id
 */
function withoutLastWord(text) {
  const end = text.search(/\s\S*$/);
  return end < 0 ? text : text.slice(0, end);
}

/**
 * @param {ClickInfo} info
 * @param {string} selection
 * @param {chrome.tabs.Tab | undefined} clickedTab
 * @param {object} [how]
 * @param {boolean} [how.isKey] whether a key was pressed instead: a link with the focus counts
 */
async function openMeant(info, selection, clickedTab, { isKey = false } = {}) {
  const { linkUrl = "", frameUrl = "", pageUrl = "", frameId = 0 } = info;
  const selected = interpret(selection);
  const tab = await currentTab(clickedTab);
  const addresses = [frameUrl, pageUrl, clickedTab?.url ?? ""];
  // If the clicked tab has closed, do not read the one shown now instead.
  const isGone = clickedTab && clickedTab.id !== browser.tabs.TAB_ID_NONE &&
    clickedTab.id !== tab?.id;
  /** A cache, by isWhole. @type {Map<boolean, Promise<Reading>>} */
  const readings = new Map();
  const shown = isGone ? undefined : tab;
  const howToCite = { frameId: isKey ? undefined : frameId, retryDelays: RETRY_DELAYS };
  /** @type {ReturnType<typeof readPageAndCitation> | undefined} */
  let both;
  const readBoth = () => both ??= readPageAndCitation(shown, howToCite);
  let isOther = false;
  const readAs = async (/** @type {boolean} */ isWhole) => {
    const how = { link: linkUrl, isWhole, retryDelays: RETRY_DELAYS };
    const frames = (linkUrl ? await readPage(shown, how) : (await readBoth()).frames) ?? [];
    isOther = hasMovedOn(pageUrl, frames[0]?.url);
    return readingOf(isOther ? [] : frames, { frameId, addresses });
  };
  const inPlace = papersClicked({ pages: addresses });
  const entriesCited = async () => {
    // Unless the address names a paper, such a page is read anyway.
    if (!linkUrl && !inPlace.length) return (await readBoth()).entries;
    const mayCite = linkUrl ? isInPage(linkUrl, addresses) : isKey;
    return mayCite ? await readCitation(shown, { ...howToCite, link: linkUrl }) : [];
  };
  const readCited = async () => papersCited(await entriesCited());
  const whyNothing = async (/** @type {Reading} */ { isRead }) => {
    if (selected.isAddress) return "address";
    if (selection || info.selectionText) return "selection";
    if (linkUrl) return "link";
    if (isRead) return (await readBoth()).isPdf ? "pdf" : "page";
    if (isGone || isOther) return "gone";
    return isPdfTab(tab) ? "pdf" : "unread";
  };
  /** @type {Click} */
  const click = {
    selection,
    selected,
    link: linkUrl,
    named: papersClicked({ selected, link: linkUrl, pages: [] }),
    inPlace,
    whyNothing,
    readCited,
    page: pageUrl || (clickedTab?.url ?? ""),
    frameId,
    tab,
    tabTitle: titleOfTab(clickedTab),
    read: ({ isWhole = !linkUrl } = {}) => {
      const reading = readings.get(isWhole) ?? readAs(isWhole);
      readings.set(isWhole, reading);
      return reading;
    },
  };
  for (const open of OUTCOMES) if (await open(click)) return;
}

/**
 * Does what a click on the selection, or else on the page, does.
 * @param {string} _command there is only one
 * @param {chrome.tabs.Tab | undefined} tab
 */
export async function openShown(_command, tab) {
  const shown = await currentTab(tab);
  const selection = await readSelection(shown, { retryDelays: RETRY_DELAYS });
  await openMeant({ pageUrl: shown?.url ?? "" }, selection, shown, { isKey: true });
}

/**
 * What a click can open, in order of preference. Each returns whether it opened something; the last one
 * always does.
 * @type {readonly ((click: Click) => Promise<boolean>)[]}
 */
const OUTCOMES = [
  openSelectedReferences,
  openCitation,
  openNamed,
  openNamedByLink,
  openTitledLink,
  openReference,
  openWayBack,
  openPaperOfAddress,
  openSelection,
  openReading,
];

/** Several references, of which some have no id. @param {Click} click */
async function openSelectedReferences({ selected, tab }) {
  if (selected.kind === "references") await openReferences(selected.references, tab);
  return selected.kind === "references";
}

/** A citation in the page's text: what its entry in the bibliography names. @param {Click} click */
async function openCitation({ selection, tab, readCited }) {
  if (selection) return false;
  const cited = await readCited();
  const [first, ...others] = cited;
  if (!first) return false;
  const hasTitles = cited.some(({ paper }) => isOfNoSource(paper));
  if (!hasTitles) await openPapers(cited, tab);
  else if (others.length) await openReferences(cited.map((it) => ({ ...it, context: "" })), tab);
  else await openSearch(idOrWords(first.paper), tab);
  return true;
}

/** Papers that the selection, or else the link's URL, names. @param {Click} click */
async function openNamed({ named, tab }) {
  if (named.length) await openPapers(named.map(untitled), tab);
  return named.length > 0;
}

/** A link whose text names papers: X and newsletters hide the URLs. @param {Click} click */
async function openNamedByLink({ selection, link, tab, read }) {
  if (selection || !link) return false;
  const { linkPapers } = await read();
  if (linkPapers.length) await openPapers(linkPapers.map(untitled), tab);
  return linkPapers.length > 0;
}

/** A link to a paper that is known by its title only. @param {Click} click */
async function openTitledLink({ selection, link, tab, read }) {
  const titled = selection ? undefined : titledInUrl(link);
  if (!titled) return false;
  const reading = await read({ isWhole: !searchWords(titled.words) });
  const words = reading.linkWords || searchWords(titled.words);
  const papers = words
    ? [untitled(titledPaper(titled.source, words, titled.page))]
    : paperAt(reading.listed, titled.page);
  if (papers.length) await openPapers(papers, tab);
  return papers.length > 0;
}

/** One reference that states a title: it is meant even on a page that is a paper. @param {Click} click */
async function openReference(click) {
  return click.selected.references.length > 0 && await openSelection(click);
}

/** A page of Cool Papers: opens the publisher's page, not the same page again. @param {Click} click */
async function openWayBack({ inPlace, page, tab }) {
  if (!inPlace.length || !coolPapersPage(page)) return false;
  await (inPlace.length === 1 ? openSources(inPlace.map(untitled), tab) : openPopup(tab));
  return true;
}

/** A page, or frame, whose URL names its paper. @param {Click} click */
async function openPaperOfAddress({ inPlace, tab, tabTitle, read }) {
  if (!inPlace.length) return false;
  // Only the page itself states a further id, under which Cool Papers may have the paper.
  const reading = mayHaveCanonicalIds(inPlace) ? await read() : undefined;
  const { own, title } = reading?.isRead ? reading : { own: inPlace, title: tabTitle };
  const [first, ...others] = own;
  await openPapers([{ paper: first, title }, ...others.map(untitled)], tab);
  return true;
}

/** Words: the title of a paper that the page lists, or a search. @param {Click} click */
async function openSelection({ selection, selected: { words }, tab, read }) {
  if (!words) return false;
  const titles = [words, searchWords(selection)].map(normal);
  const called = (await read()).listed.filter(({ paper, title }) =>
    !isOfNoSource(paper) && titles.includes(normal(title))
  );
  if (called.length === 1) await openPapers(called, tab);
  else await openSearch(words, tab);
  return true;
}

/** The page's own paper, else the papers it lists, else the help page. @param {Click} click */
async function openReading(click) {
  const { tab, read } = click;
  const reading = await read();
  const { own, title, certainty, linkWords } = reading;
  const isStated = certainty === "named" || certainty === "stated";
  if (isTitle(linkWords) && !isStated) await openSearch(linkWords, tab);
  else if (own.length) await openPapers(own.map((paper) => ({ paper, title })), tab);
  // A guessed title is shown, for the reader to send.
  else if (certainty === "searchable") await openSearch(searchWords(title), tab);
  else if (reading.listed.length) await openPopup(tab);
  else await explain(click, reading);
  return true;
}

/**
 * Opens the help page.
 * @param {Click} click
 * @param {Reading} reading
 */
async function explain({ link, tab, read, whyNothing }, reading) {
  const reason = await whyNothing(reading);
  // Of a link's page, only the link was read so far.
  const { listed } = link ? await read({ isWhole: true }) : reading;
  const isUnreadPdf = reason === "pdf" && !reading.isRead;
  const words = searchWords(isUnreadPdf ? titleOfPdf(tab) : reading.pageTitle);
  await openHelp(tab, { reason, words, listsPapers: listed.length > 0 });
}

/**
 * @param {string} clicked URL of the page that was clicked
 * @param {string | undefined} read URL of the page that was read
 * @returns {boolean} whether the tab has navigated to another page since the click
 */
function hasMovedOn(clicked, read) {
  const [before, now] = [clicked, read].map((url) => url?.split("#", 1)[0] ?? "");
  // Older PDF viewers report a URL of their own.
  return /^(?:https?|file):/.test(before) && /^(?:https?|file):/.test(now) && before !== now;
}
