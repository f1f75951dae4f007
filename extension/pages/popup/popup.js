/** The toolbar's popup: the papers of the page, and a field that filters them and takes anything. */

import { browser } from "../../browser.js";
import { hasOpenedUnsure } from "../../flow/session.js";
import { papersInUrl } from "../../papers/find.js";
import {
  coolPapersPage,
  coolPapersUrl,
  isOfNoSource,
  keyOf,
  NO_MEANING,
  wayBackUrl,
} from "../../papers/paper.js";
import { withUnbrokenWords } from "../../papers/plain-scripts.js";
import { isPdfTab, titleOfPdf, titleOfTab } from "../../reading/own-rules.js";
import { listedAsOwn, readingOf } from "../../reading/reading.js";
import { isTitle } from "../../reading/titles.js";
import { LINK_SITES } from "../../registry/sources.js";
import { hintFor, ignoreRepeats, localize } from "../own-page.js";
import {
  askToOpenPapers,
  byId,
  mark,
  nameOf,
  offerCopies,
  offerKeys,
  offerTicks,
  offerTitles,
  paperOfRow,
  showNotes,
  showRows,
  showTicks,
} from "../list.js";
import { isInBasket, offerBasket, showAdding } from "./basket.js";
import { pageRead, pageTab, selectedRead } from "./page.js";

/** @typedef {import("../../reading/reading.js").ListedPaper} ListedPaper */
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
/** In local storage: sites for which the reader wants no permission on this device. */
const DECLINED = "permissionsDeclined";

const field = /** @type {HTMLInputElement} */ (byId("field"));
const list = byId("papers");
const searches = byId("searches");
const group = /** @type {HTMLDetailsElement} */ (byId("references"));
const referenceRows = byId("reference-rows");
const found = byId("found");
const offered = byId("offered");
const main = byId("popup");
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
/** Once it has loaded. @type {typeof import("../../papers/interpret.js").interpret | undefined} */
let interpret;
/** @type {Promise<void> | undefined} */
let loading;

ignoreRepeats();
localize();
field.placeholder = message("popupField");
byId("options").title = message("popupOptions");
field.addEventListener("paste", ({ clipboardData }) => {
  inLines = clipboardData?.getData("text/plain") ?? "";
});
field.addEventListener("input", takeField);
field.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, isComposing } = event;
  if (key !== "Enter" || ctrlKey || metaKey || isComposing) return;
  event.preventDefault(); // or it presses the button
  void enter();
});
byId("asking").addEventListener("submit", (event) => {
  event.preventDefault();
  void openChosen();
});
offered.addEventListener("click", () => sendText(fieldText() || suggested));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || isTyped()) return;
  event.preventDefault(); // the field would only lose what it was filled with
  close();
});
byId("options").addEventListener("click", () => browser.runtime.openOptionsPage());
offerKeys(field, openChosen);
offerBasket({ toAdd, open: openBasket, changed: applyBasket, say });
applyField();
const showWithoutList = setTimeout(showUnread, MAX_HIDDEN);
// In a tab, the list gives way to the window; in a popup, the window grows with the list.
void browser.tabs.getCurrent().then((own) =>
  document.documentElement.classList.toggle("in-tab", own !== undefined)
);

const tab = await pageTab;
const { frames, selection, isPdf: showsPdf } = await pageRead;
const selected = await selectedRead;
const reading = readingOf(frames ?? []);
const isPdf = !selected && (showsPdf || (!reading.isRead && isPdfTab(tab)));
papers = listedPapers();
suggested = selected ? "" : selection || (reading.own.length ? "" : reading.title);
if (needsMeaning() || suggested || (!papers.length && titleToSearch())) await loadMeaning();
showPage();
void offerOnce();
void offerPermission();
void offerReferences();

/** Shows that the page is being read, at the height that the popup then keeps. */
function showUnread() {
  show();
  main.style.height = `${main.offsetHeight}px`;
}

function show() {
  main.hidden = false;
  const focused = document.activeElement;
  if (field.value || (focused !== field && focused !== document.body)) return; // in use meanwhile
  const first = offered.hidden || isTyped() ? field : offered;
  first.focus({ preventScroll: true });
}

// ---------------------------------------------------------------- the page's papers

/** @returns {readonly ListedPaper[]} those of the page, or of all tabs that are selected */
function listedPapers() {
  if (selected) return selected.named;
  // A page that is blocked by its scripts tells as little as one that may not be read.
  return reading.isRead
    ? reading.listed
    : listedAsOwn(papersInUrl(tab?.url ?? ""), titleOfTab(tab));
}

function showPage() {
  clearTimeout(showWithoutList);
  if (selected) showSelectedTabs(selected);
  else {
    isWayBack = coolPapersPage(tab?.url ?? "") !== "";
    const hasOwn = papers.some(({ isOwn }) => isOwn);
    const isLong = !hasOwn && papers.filter(({ isMention }) => !isMention).length > MAX_TICKED;
    // On a paper's own page, and beside the entries of a list, mentioned papers start unticked.
    startUnticked(papers.filter((it) => isLong || (hasOwn ? !it.isOwn : it.isMention)));
  }
  byId("reading").hidden = true;
  byId("pdf").hidden = !isPdf || !papers.length;
  offerCopies(chosen, say);
  offerTicks({ unticked, ofAll, changed: applyTicks });
  offerTitles(openPapers);
  if (papers.length) applyField();
  else showNothing();
  show();
}

/** @param {import("./page.js").SelectedRead} read */
function showSelectedTabs({ tabs, unread }) {
  byId("unread").hidden = !unread;
  byId("unread").textContent = message(
    "popupUnread",
    [unread, tabs].map((it) => it.toLocaleString()),
  );
}

/** What is ticked can change what Enter does. */
function applyTicks() {
  if (!papers.length) showOffered();
  showChosen();
}

function showNothing() {
  byId("nothing").textContent = message(whyNothing());
  byId("nothing").hidden = false;
  if (field.value || selected) return field.focus(); // typed meanwhile
  // A field would put nothing in the place of a line's end.
  const inOneLine = withUnbrokenWords(selection).replace(/\s+/g, " ");
  inLines = selection;
  field.value = filled = inOneLine || titleToSearch();
  applyField();
  show();
  field.focus();
  field.select(); // so that typing replaces it
}

function whyNothing() {
  if (selected) return "popupNothingSelected";
  if (isPdf) return "popupPdf";
  return reading.isRead ? "popupNothing" : "popupForbidden";
}

/** The page's title, where something shows that it is a paper's. */
function titleToSearch() {
  const isOfPaper = isPdf || reading.references.length > 0;
  const title = reading.isRead ? reading.pageTitle : titleOfPdf(tab);
  return reading.title || (isOfPaper && isTitle(title) ? title : "");
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
  const entries = isWayBack || selected ? [] : reading.references;
  if (!entries.length) return;
  group.ariaBusy = "true";
  references = await stated(entries);
  group.ariaBusy = "false";
  if (!references.length) return;
  startUnticked(references);
  group.addEventListener("toggle", () => {
    haveOpened ||= group.open;
    applyField();
    found.style.flexBasis = ""; // the list grows with the group
  });
  applyField();
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

/** Filters the list at once. What else the text means is known once its interpreter has loaded. */
async function takeField() {
  const isFiltered = !needsMeaning() || papers.some(matchesField());
  if (isFiltered) applyField();
  if (!needsMeaning()) return;
  await loadMeaning();
  if (!isFiltered) return applyField();
  showOffered(); // not the rows: one may have the focus by now
  showChosen();
}

/** Whether the field has a text whose interpreter has not loaded yet. */
function needsMeaning() {
  return field.value !== "" && !interpret;
}

/** Loads what interprets a text: a quarter of the modules, which most openings do without. */
function loadMeaning() {
  return loading ??= import("../../papers/interpret.js").then((it) => {
    interpret = it.interpret;
  });
}

/** @param {string} text */
function meaningOf(text) {
  return (text && interpret?.(text)) || NO_MEANING;
}

/** @returns {string} what is in the field, with its line ends, which divide references */
function fieldText() {
  const [shown, whole] = [field.value, inLines].map((text) => text.replace(/[\s-]+/g, ""));
  return shown === whole ? inLines : field.value;
}

/** Filters the list by what is typed, and says what else it means. */
function applyField() {
  if (shown.length && shown.length === papers.length) keepHeight();
  shown = papers.filter(matchesField());
  const how = rowsOfList();
  const searched = shown.filter(({ paper }) => isOfNoSource(paper));
  showRows(list, shown.filter(({ paper }) => !isOfNoSource(paper)), how);
  showRows(searches, searched, how);
  byId("searches-title").hidden = !searched.length;
  if (references.length) showReferences();
  showOffered();
  showChosen();
}

/** Shows what the field would open or search: in place of the rows, or, where some fit, beside them. */
function showOffered() {
  const meaning = typed();
  const alone = meaning ? rowLabelOf(meaning) : "";
  const label = alone || (inView().length ? suggestionOf(fieldText() || suggested) : "");
  offered.textContent = label;
  offered.hidden = !label;
  const isBelow = isTyped() && !alone;
  if (offered !== (isBelow ? found.lastElementChild : found.firstElementChild)) {
    if (isBelow) found.append(offered);
    else found.prepend(offered);
  }
  found.classList.toggle("alone", alone !== "");
  if (alone && isTyped()) main.style.height = ""; // the row needs no room that was kept for a list
  found.hidden = !label && !shown.length && !shownReferences.length;
  const row = isTyped() ? rowToOpen() : undefined;
  mark(alone ? offered : row);
  const title = row?.querySelector("a")?.textContent ?? "";
  byId("enter").textContent = meaning && alone
    ? answerOf(meaning)
    : title && message("popupWouldOpen", title);
}

/** The row that Enter opens: of the paper whose id is typed, else the first that fits. */
function rowToOpen() {
  const rows = [...found.querySelectorAll("li")];
  const [named] = meaningOf(fieldText()).papers.map(keyOf);
  return rows.find((row) => named && keyIn(row) === named) ?? rows[0];
}

/** @param {Element} row */
function keyIn(row) {
  const shown = paperOfRow(row);
  return shown && keyOf(shown.paper);
}

/** Whether the reader has typed something, or changed what the field was filled with. */
function isTyped() {
  return field.value.trim() !== "" && field.value !== filled;
}

/** The papers whose rows can be seen. */
function inView() {
  return [...shown, ...(group.open ? shownReferences : [])];
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
    noteOf,
  };
}

/** @param {import("../list.js").Row} row */
function noteOf({ paper }) {
  return isInBasket(paper) ? message("popupKept") : "";
}

/** The list keeps its height while it is filtered, so nothing jumps below the pointer. */
function keepHeight() {
  found.style.flexBasis ||= `${found.offsetHeight}px`;
}

/**
 * @param {string} text
 * @returns {string} the label of the row that opens or searches it; "" where another row opens it
 */
function suggestionOf(text) {
  const meaning = meaningOf(text);
  return isTyped() && meaning.names.length ? "" : rowLabelOf(meaning);
}

/**
 * @param {Meaning} meaning
 * @returns {string} what it would do, with all that is known of it; "" for nothing
 */
function rowLabelOf({ kind, papers, references, names, words }) {
  if (kind === "references") return listLabel(references);
  if (!names.length) return words && message("popupSearchFor", words);
  if (names.length > 1) {
    return message("popupRowOpenAll", [names.length.toLocaleString(), someOf(names)]);
  }
  const [source] = papers.map((paper) => paper.source);
  return message("popupRowOpen", source ? `${names[0]} · ${source}` : names[0]);
}

/** @param {readonly unknown[]} references */
function listLabel({ length }) {
  return message("popupListReferences", length.toLocaleString());
}

/** @param {readonly string[]} names */
function someOf(names) {
  return names.slice(0, MAX_NAMES).join(", ") + (names.length > MAX_NAMES ? " …" : "");
}

/**
 * @returns {Meaning | undefined} what Enter opens or searches of what is typed; undefined where it
 *   opens papers of the list
 */
function typed() {
  const hasRows = inView().length > 0;
  const isForTicks = papers.length || ticked().length || (!field.value && hasRows);
  if (!isTyped() && isForTicks) return undefined;
  const meaning = meaningOf(fieldText());
  const { kind } = meaning;
  const isForList = isTyped() && hasRows && kind !== "page" && kind !== "references" &&
    meaning.papers.every((paper) => shown.some((listed) => keyOf(listed.paper) === keyOf(paper)));
  return isForList ? undefined : meaning;
}

/** Shows what is ticked, and what the buttons do. */
function showChosen() {
  showTicks({ unticked, ofAll });
  const meaning = typed();
  const isOne = papers.length === 1 && !haveOpened;
  const hasRows = !meaning && inView().length > 0;
  const open = byId("open");
  open.textContent = meaning ? labelOf(meaning) : labelForChosen();
  open.hidden = meaning ? meaning.kind === "nothing" : !chosen().length;
  byId("choosing").hidden = !inView().length || papers.length === 1 ||
    (!papers.length && !group.open);
  byId("copy").hidden = isOne || !hasRows;
  byId("copy-links").hidden = byId("copy-titles").hidden = !isOne || !hasRows;
  showAdding(hasRows);
  byId("keys").classList.toggle("for-list", !isOne && hasRows);
  say(countShown());
}

/** @param {Meaning} meaning */
function labelOf({ kind, references, names }) {
  if (kind === "references") return listLabel(references);
  if (!names.length) return message("popupSearch");
  return names.length === 1
    ? message("popupOpenOne")
    : message("popupOpenAll", names.length.toLocaleString());
}

function labelForChosen() {
  const { length } = chosen();
  const [one, several, all] = isWayBack
    ? ["popupSource", "popupSources", "popupSourcesAll"]
    : ["popupOpenOne", "popupOpen", "popupOpenAll"];
  if ((papers.length === 1 && !haveOpened) || (isWayBack && length === 1)) return message(one);
  return message(ticked().length || length === 1 ? several : all, length.toLocaleString());
}

/**
 * @param {Meaning} meaning
 * @returns {string} what Enter does, for screen readers
 */
function answerOf({ kind, references, names, words }) {
  if (kind === "references") return message("popupWouldList", references.length.toLocaleString());
  if (!names.length) return words && message("popupWouldSearch", words);
  return names.length === 1
    ? message("popupWouldOpen", names[0])
    : message("popupWouldOpenAll", [names.length.toLocaleString(), someOf(names)]);
}

function countShown() {
  const [some, every] = [shown.length, papers.length].map((count) => count.toLocaleString());
  const meaning = typed();
  if (interpret && isTyped() && meaning?.kind === "nothing") return hintFor(meaning);
  if (!papers.length || meaning || (papers.length === 1 && !haveOpened)) return "";
  // The button's number counts these, too.
  if (references.some((it) => !unticked.has(it))) return "";
  if (shown.length < papers.length) return message("popupFiltered", [some, every]);
  if (selected) return message("popupCountSelected", [every, selected.tabs.toLocaleString()]);
  return papers.length === 1 ? message("popupOne") : message("popupCount", every);
}

/** @param {string} said in the one line for all that the popup says */
function say(said) {
  byId("status").textContent = said;
  byId("status").title = said; // it is cut where it is too long
}

// ---------------------------------------------------------------- opening

/** Does what Enter does in the field: opens the marked row, or else what the button does. */
async function enter() {
  if (needsMeaning()) await loadMeaning(); // and the list is filtered
  const row = typed() || !isTyped() ? undefined : paperOfRow(found.querySelector(".marked"));
  if (row) await openPapers([row]);
  else await openChosen();
}

/** Does what the button says. */
async function openChosen() {
  if (needsMeaning()) await loadMeaning();
  const meaning = typed();
  if (meaning?.kind === "nothing") return say(hintFor(meaning));
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

// ---------------------------------------------------------------- the basket

/** What "Add" adds: what is ticked, or the page's only paper. */
function toAdd() {
  return papers.length === 1 && !haveOpened ? papers : ticked();
}

/** Shows which papers are in the basket. */
function applyBasket() {
  for (const rows of [list, searches, referenceRows]) showNotes(rows, noteOf);
  showChosen();
}

/**
 * @param {readonly import("../../papers/paper.js").NamedPaper[]} kept
 * @returns {Promise<boolean>} whether it has asked for them
 */
async function openBasket(kept) {
  if (isDone) return false;
  isDone = true;
  await askToOpenPapers(kept, { tabId: (await pageTab)?.id });
  return true;
}

// ---------------------------------------------------------------- shown once

/** After an opening that Cool Papers may have no paper for, offers to say so there. */
async function offerOnce() {
  const { [OFFERED]: offered } = await browser.storage.local.get(OFFERED);
  if (offered || !await hasOpenedUnsure()) return;
  const { hasPermission } = await import("../../settings.js");
  if (await hasPermission("coolpapers")) return;
  byId("offer").hidden = false;
  byId("offer-options").addEventListener("click", () => browser.runtime.openOptionsPage());
  byId("offer-close").addEventListener("click", () => byId("offer").hidden = true);
  await browser.storage.local.set({ [OFFERED]: true });
}

/** On a site with links by default, whose permission the browser withholds, offers to ask for it. */
async function offerPermission() {
  const box = byId("withheld");
  const settings = await import("../../settings.js");
  const { defaultSiteOf, hasPermission, readSettings, requestPermissions } = settings;
  const site = defaultSiteOf(tab?.url ?? "");
  if (!site || await hasPermission(site)) return box.remove();
  /** @type {Record<string, string[]>} */
  const { [DECLINED]: declined = [] } = await browser.storage.local.get(DECLINED);
  if (declined.includes(site) || !(await readSettings()).links[site]) return box.remove();
  box.querySelector("p")?.replaceChildren(message("popupWithheld", LINK_SITES[site].host));
  box.hidden = false;
  byId("withheld-allow").addEventListener("click", async () => {
    box.hidden = await requestPermissions([site]);
  });
  byId("withheld-close").addEventListener("click", async () => {
    box.hidden = true;
    await browser.storage.local.set({ [DECLINED]: [...declined, site] });
  });
}

/**
 * Asks the worker to open it, since the popup closes before the tabs have opened.
 * @param {string} text
 * @param {number | undefined} tabId
 */
async function askToOpenText(text, tabId) {
  await browser.runtime.sendMessage({ type: "openText", text, tabId });
}
