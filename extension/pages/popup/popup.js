/** The toolbar's popup: the papers of the page, and a field that filters them and takes anything. */

import { browser } from "../../browser.js";
import { hasOpenedUnsure } from "../../flow/session.js";
import { coolPapersPage, coolPapersUrl, wayBackUrl } from "../../papers/cool-papers.js";
import { papersInUrl } from "../../papers/find.js";
import { interpret } from "../../papers/interpret.js";
import { isOfNoSource, keyOf } from "../../papers/paper.js";
import { withUnbrokenWords } from "../../papers/plain-scripts.js";
import { isPdfAddress, titleOfTab } from "../../reading/own-rules.js";
import { readingOf } from "../../reading/reading.js";
import { hasPermission } from "../../site-permissions.js";
import { ignoreRepeats, localize } from "../own-page.js";
import {
  askToOpenPapers,
  byId,
  nameOf,
  offerCopies,
  offerKeys,
  offerTicks,
  offerTitles,
  showRows,
  showTicks,
} from "../list.js";
import { pageRead, pageTab } from "./page.js";

/** @typedef {import("../../reading/listed.js").ListedPaper} ListedPaper */
/** @typedef {import("../../papers/interpret.js").Meaning} Meaning */

/**
 * How long (ms) the popup waits hidden for its list: showing it twice would make it jump. A page
 * that is still loading cannot be read, and must not hold up the field.
 */
const MAX_HIDDEN = 150;
/** Of longer lists nothing is ticked at first: few readers open them all. */
const MAX_TICKED = 10;
/** So many references are read at a time, so that the popup stays responsive. */
const REFERENCES_A_TIME = 100;
/** How many papers are named that the field would open. */
const MAX_NAMES = 3;
/** In local storage: what has been shown once, and is not shown again. */
const OFFERED = "deadEndsOffered";
const KEYS_SHOWN = "popupKeysShown";

const field = /** @type {HTMLInputElement} */ (byId("field"));
const list = byId("papers");
const searches = byId("searches");
const group = /** @type {HTMLDetailsElement} */ (byId("references"));
const referenceRows = byId("reference-rows");
const found = byId("found");
const message = browser.i18n.getMessage;

/** The papers of the page. @type {readonly ListedPaper[]} */
let papers = [];
/** Those that match what is typed. @type {readonly ListedPaper[]} */
let shown = [];
/** Those that references of the page state by title only. @type {readonly ListedPaper[]} */
let references = [];
/** Those that match what is typed. @type {readonly ListedPaper[]} */
let shownReferences = [];
/** Whether the references have been opened: then even a single paper can be unticked. */
let haveOpened = false;
/** What the field was filled with, which filters nothing. */
let filled = "";
/** @type {Set<import("../list.js").Row>} */
const unticked = new Set();
/**
 * Those that start unticked: what the reader ticks of them stays chosen while a filter hides it.
 * @type {Set<import("../list.js").Row>}
 */
const byHand = new Set();
/** On Cool Papers itself, the papers open on their publishers' sites. */
let isWayBack = false;
/** What the page itself gives to open or search: its selection, or the title of its own paper. */
let suggested = "";
/** What was pasted or selected: the field shows it in one line. */
let inLines = "";
/** Whether the popup has done what it was opened for, and is closing. */
let isDone = false;

ignoreRepeats();
localize();
field.placeholder = message("popupField");
field.addEventListener("paste", ({ clipboardData }) => {
  inLines = clipboardData?.getData("text/plain") ?? "";
});
field.addEventListener("input", applyField);
byId("asking").addEventListener("submit", (event) => {
  event.preventDefault();
  void enter();
});
byId("options").addEventListener("click", () => browser.runtime.openOptionsPage());
applyField();
const showWithoutList = setTimeout(show, MAX_HIDDEN);
// In a tab, the list gives way to the window; in a popup, the window grows with the list.
void browser.tabs.getCurrent().then((own) =>
  document.documentElement.classList.toggle("in-tab", own !== undefined)
);

const tab = await pageTab;
const { frames, selection, isPdf: showsPdf } = await pageRead;
const reading = readingOf(frames ?? []);
const isPdf = showsPdf || (!reading.isRead && isPdfAddress(tab?.url ?? ""));
showPage();
void offerOnce();
void offerReferences();

function show() {
  byId("popup").hidden = false;
  const focused = document.activeElement;
  if (field.value || (focused !== field && focused !== document.body)) return; // in use meanwhile
  const first = byId("offered").hidden ? field : byId("offered");
  first.focus({ preventScroll: true });
}

// ---------------------------------------------------------------- the page's papers

function showPage() {
  clearTimeout(showWithoutList);
  isWayBack = coolPapersPage(tab?.url ?? "") !== "";
  // A page that is blocked by its scripts tells as little as one that may not be read.
  papers = reading.isRead ? reading.listed : papersInUrl(tab?.url ?? "").map((paper) => ({
    paper,
    title: titleOfTab(tab),
    isOwn: true,
    isMention: false,
    pages: [],
    context: "",
  }));
  const hasOwn = papers.some(({ isOwn }) => isOwn);
  const isLong = !hasOwn && papers.filter(({ isMention }) => !isMention).length > MAX_TICKED;
  // On a paper's own page, and beside the entries of a list, mentioned papers start unticked.
  startUnticked(papers.filter((it) => isLong || (hasOwn ? !it.isOwn : it.isMention)));
  suggested = selection || (reading.own.length ? "" : reading.title);
  if (papers.length) showPapers();
  else showNothing();
  show();
}

function showPapers() {
  byId("choosing").hidden = papers.length === 1;
  byId("pdf").hidden = !isPdf;
  showFound();
  if (papers.length > 1) void showKeysOnce();
}

/** Shows the list, and listens to what happens in it. */
function showFound() {
  byId("copy").hidden = false;
  offerCopies(chosen, say);
  byId("offered").addEventListener("click", () => sendText(fieldText() || suggested));
  offerTicks({ unticked, ofAll, changed: showChosen });
  offerTitles(openPapers);
  offerKeys(() => [field, ...(byId("offered").hidden ? [] : [byId("offered")])]);
  applyField();
  found.hidden = false;
}

function showNothing() {
  const why = isPdf ? "popupPdf" : reading.isRead ? "popupNothing" : "popupForbidden";
  byId("nothing").textContent = message(why);
  byId("nothing").hidden = false;
  if (field.value) return; // typed meanwhile
  // A field would put nothing in the place of a line's end.
  const selected = withUnbrokenWords(selection).replace(/\s+/g, " ");
  inLines = selection;
  field.value = filled = selected || reading.pageTitle;
  applyField();
  show();
  field.focus();
  field.select(); // so that typing replaces it
}

/** What "Select all" is for: what is searched only if nothing else is in view. */
function ofAll() {
  const known = shown.filter(({ paper }) => !isOfNoSource(paper));
  if (!shown.length && group.open) return { papers: shownReferences, rows: referenceRows };
  return known.length ? { papers: known, rows: list } : { papers: shown, rows: searches };
}

/** @param {readonly ListedPaper[]} some */
function startUnticked(some) {
  for (const it of some) {
    unticked.add(it);
    byHand.add(it);
  }
}

function ticked() {
  const inView = new Set([...shown, ...shownReferences]);
  return [...papers, ...references].filter((it) =>
    !unticked.has(it) && (inView.has(it) || byHand.has(it))
  );
}

/** What is ticked; all in view, where nothing is. */
function chosen() {
  const some = ticked();
  return some.length ? some : ofAll().papers;
}

// ---------------------------------------------------------------- references

/** Offers what the page's references state by title only, in a closed group. */
async function offerReferences() {
  const entries = isWayBack ? [] : reading.references;
  if (!entries.length) return;
  group.ariaBusy = "true";
  references = await stated(entries);
  group.ariaBusy = "false";
  if (!references.length) return;
  startUnticked(references);
  group.addEventListener("toggle", () => {
    haveOpened ||= group.open;
    byId("choosing").hidden = papers.length === 1 || (!papers.length && !group.open);
    applyField();
    found.style.flexBasis = ""; // the list grows with the group
  });
  if (!found.hidden) return showReferences();
  byId("choosing").hidden = true;
  showFound();
}

/**
 * Reads references a few at a time.
 * @param {typeof reading.references} entries
 * @returns {Promise<ListedPaper[]>} those that are not in the list
 */
async function stated(entries) {
  const { statedReferences } = await import("../../reading/references.js");
  /** @type {ListedPaper[]} */
  const found = [];
  for (let from = 0; from < entries.length; from += REFERENCES_A_TIME) {
    if (from) await new Promise((resolve) => setTimeout(resolve));
    const some = entries.slice(from, from + REFERENCES_A_TIME);
    found.push(...statedReferences(some, [...papers, ...found]));
  }
  return found;
}

/** Shows those that match what is typed; their rows only once the group is open. */
function showReferences() {
  shownReferences = references.filter(matchesField());
  const count = shownReferences.length;
  group.hidden = !count;
  byId("references-title").textContent = count === 1
    ? message("popupReference")
    : message("popupReferences", count.toLocaleString());
  showRows(referenceRows, group.open ? shownReferences : [], rowsOfList());
}

// ---------------------------------------------------------------- the field

/** @returns {string} what is in the field, with its line ends, which divide references */
function fieldText() {
  const [shown, whole] = [field.value, inLines].map((text) => text.replace(/[\s-]+/g, ""));
  return shown === whole ? inLines : field.value;
}

/** Filters the list by what is typed, and says what else it means. */
function applyField() {
  if (!found.hidden) keepHeight();
  shown = papers.filter(matchesField());
  const how = rowsOfList();
  const searched = shown.filter(({ paper }) => isOfNoSource(paper));
  showRows(list, shown.filter(({ paper }) => !isOfNoSource(paper)), how);
  showRows(searches, searched, how);
  byId("searches-title").hidden = !searched.length;
  if (references.length) showReferences();
  const offered = suggestionOf(shown.length ? fieldText() || suggested : "");
  byId("offered").textContent = offered;
  byId("offered").hidden = !offered;
  showChosen();
}

/** @returns {(listed: ListedPaper) => boolean} whether it has all words that are typed */
function matchesField() {
  const typed = field.value === filled ? "" : field.value;
  const wanted = typed.toLowerCase().split(/\s+/);
  return (listed) => {
    const words = `${listed.title} ${nameOf(listed.paper)} ${listed.context}`.toLowerCase();
    return wanted.every((word) => words.includes(word));
  };
}

function rowsOfList() {
  return {
    hrefOf: isWayBack ? wayBackUrl : coolPapersUrl,
    isTicked: (/** @type {import("../list.js").Row} */ paper) => !unticked.has(paper),
    canChoose: papers.length > 1 || haveOpened,
  };
}

/** The list keeps its height while it is filtered, so nothing jumps below the pointer. */
function keepHeight() {
  found.style.flexBasis ||= `${found.offsetHeight}px`;
}

/**
 * @param {string} text
 * @returns {string} the label of the line that opens or searches it; "" where Enter does
 */
function suggestionOf(text) {
  const { kind, references, names, words } = interpret(text);
  if (kind === "references") return listLabel(references);
  if (kind === "search") return message("popupSearchFor", words);
  return field.value || !names.length ? "" : openLabel(names);
}

/** @param {readonly unknown[]} references */
function listLabel({ length }) {
  return message("popupListReferences", length.toLocaleString());
}

/** @param {readonly string[]} names */
function openLabel(names) {
  return names.length === 1
    ? message("addressBarOpen", names[0])
    : message("addressBarOpenAll", names.length.toLocaleString());
}

/**
 * @returns {Meaning | undefined} what Enter opens or searches of what is typed; undefined where it
 *   opens what is ticked in the list
 */
function typed() {
  const meaning = interpret(fieldText());
  if (!papers.length && ticked().length && field.value === filled) return undefined;
  const isForList = (shown.length > 0 || shownReferences.some((it) => !unticked.has(it))) &&
    meaning.kind !== "page" &&
    meaning.papers.every((paper) => shown.some((listed) => keyOf(listed.paper) === keyOf(paper)));
  return isForList ? undefined : meaning;
}

/** Shows what is ticked, and what Enter and the button do. */
function showChosen() {
  showTicks({ unticked, ofAll });
  const meaning = typed();
  const open = byId("open");
  open.textContent = meaning ? labelOf(meaning) : labelForChosen();
  byId("copy").toggleAttribute("disabled", !chosen().length);
  say(meaning ? answerOf(meaning) : countShown());
}

/** @param {Meaning} meaning */
function labelOf({ kind, references, names }) {
  if (kind === "references") return listLabel(references);
  return names.length ? openLabel(names) : message("popupSearch");
}

function labelForChosen() {
  const { length } = chosen();
  const [one, several, all] = isWayBack
    ? ["popupSource", "popupSources", "popupSourcesAll"]
    : ["popupOpenOne", "popupOpen", "popupOpenAll"];
  if ((papers.length === 1 && !haveOpened) || (isWayBack && length === 1)) return message(one);
  return message(ticked().length || length === 1 ? several : all, length.toLocaleString());
}

/** @param {Meaning} meaning */
function answerOf({ kind, references, names, words }) {
  if (kind === "references") return message("popupWouldList", references.length.toLocaleString());
  if (!names.length) return words && message("popupWouldSearch", words);
  const named = names.slice(0, MAX_NAMES).join(", ") + (names.length > MAX_NAMES ? " …" : "");
  return names.length === 1
    ? message("popupWouldOpen", named)
    : message("popupWouldOpenAll", [names.length.toLocaleString(), named]);
}

function countShown() {
  const [some, every] = [shown.length, papers.length].map((count) => count.toLocaleString());
  if (!papers.length) return "";
  if (shown.length < papers.length) return message("popupFiltered", [some, every]);
  return papers.length === 1 ? message("popupOne") : message("popupCount", every);
}

/** @param {string} said in the one line for all that the popup says */
function say(said) {
  byId("status").textContent = said;
  byId("status").title = said; // it is cut where it is too long
}

// ---------------------------------------------------------------- opening

/** Does what the button says. */
async function enter() {
  const meaning = typed();
  if (meaning?.kind === "nothing") return say(message("helpNoWords"));
  if (meaning) return await sendText(fieldText());
  await openPapers(chosen());
}

/** @param {string} text */
async function sendText(text) {
  if (isDone) return;
  isDone = true;
  await askToOpenText(text, (await pageTab)?.id);
  close();
}

/**
 * @param {readonly import("../../papers/paper.js").NamedPaper[]} some
 * @param {"background" | "window"} [where] in place of the reader's setting
 */
async function openPapers(some, where) {
  if (isDone) return;
  isDone = where !== "background";
  await askToOpenPapers(some, { atSource: isWayBack, tabId: tab?.id, where });
  if (isDone) close();
}

// ---------------------------------------------------------------- shown once

async function showKeysOnce() {
  const { [KEYS_SHOWN]: wereShown } = await browser.storage.local.get(KEYS_SHOWN);
  if (wereShown) return;
  byId("keys").hidden = false;
  await browser.storage.local.set({ [KEYS_SHOWN]: true });
}

/** After an opening that Cool Papers may have no paper for, offers to say so there. */
async function offerOnce() {
  const { [OFFERED]: offered } = await browser.storage.local.get(OFFERED);
  if (offered || !await hasOpenedUnsure() || await hasPermission("coolpapers")) return;
  byId("offer").hidden = false;
  byId("offer-options").addEventListener("click", () => browser.runtime.openOptionsPage());
  byId("offer-close").addEventListener("click", () => byId("offer").hidden = true);
  await browser.storage.local.set({ [OFFERED]: true });
}

/**
 * Asks the worker to open it, since the popup closes before the tabs have opened.
 * @param {string} text
 * @param {number | undefined} tabId
 */
async function askToOpenText(text, tabId) {
  await browser.runtime.sendMessage({ type: "openText", text, tabId });
}
