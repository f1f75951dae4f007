/** The toolbar's popup: the papers of the page, to pick from, and a field that takes anything. */

import { hasOpenedUnsure } from "../../flow/openings.js";
import { sendToWorker } from "../../flow/send-to-worker.js";
import { coolPapersPage, coolPapersUrls, isSearch } from "../../papers/cool-papers.js";
import { papersInUrl } from "../../papers/find.js";
import { interpret } from "../../papers/interpret.js";
import { titleOfPage, titleOfPaper } from "../../papers/own-paper.js";
import { papersOfPages } from "../../papers/page-papers.js";
import { publisherUrl } from "../../papers/publishers.js";
import { hasPermission } from "../../site-permissions.js";
import { localize } from "../localize.js";
import { pageFrames, pageTab } from "./page.js";

/** @typedef {import("../../papers/page-papers.js").ListedPaper} ListedPaper */

/** Fewer papers than this need no filter. */
const MIN_PAPERS_TO_FILTER = 6;
/** More rows than fit, so that the rest can follow unseen. */
const ROWS_AT_ONCE = 30;
/** A batch takes some milliseconds, so the popup stays responsive. */
const ROWS_A_TIME = 200;
/**
 * How long (ms) the popup waits hidden for its list: showing it twice would make it jump. A page
 * that is still loading cannot be read, and must not hold up the field.
 */
const MAX_HIDDEN = 150;

/** In local storage: whether the line about papers that Cool Papers does not have was shown. */
const OFFERED = "deadEndsOffered";
/** How many papers the field names that it would open. */
const MAX_NAMES = 3;

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} id */
const inputById = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));
const asked = inputById("asked");
const all = inputById("all");
const filter = inputById("filter");

localize();
listenToField();
byId("options").addEventListener("click", () => chrome.runtime.openOptionsPage());
setTimeout(show, MAX_HIDDEN);

const tab = await pageTab;
const frames = await pageFrames;
/** @type {ListedPaper[]} */
const papers = frames ? papersOfPages(frames) : papersInUrl(tab?.url ?? "").map((paper) => ({
  ...paper,
  title: tab?.title ?? "",
  isOwn: true,
  isMention: false,
}));
/** The papers that match the filter. @type {ListedPaper[]} */
let shown = papers;
/** On Cool Papers itself, the papers open on their publishers' sites. */
const isWayBack = coolPapersPage(tab?.url ?? "") !== "";
const hasOwn = papers.some(({ isOwn }) => isOwn);
/** The title of the page's own paper, if that has no id. */
const titleWithoutId = hasOwn || !frames?.[0] ? "" : titleOfPaper(frames[0]);
/**
 * On a paper's own page, and beside the entries of a list, mentioned papers start unticked.
 * @type {Set<ListedPaper>}
 */
const unticked = new Set(papers.filter((it) => (hasOwn ? !it.isOwn : it.isMention)));

showPapers();
void offerOnce();

function show() {
  byId("popup").hidden = false;
}

// ---------------------------------------------------------------- the page's papers

function showPapers() {
  if (!papers.length) return showNothing();
  showCount();
  byId("choosing").hidden = papers.length === 1;
  filter.hidden = papers.length < MIN_PAPERS_TO_FILTER;
  filter.setAttribute("aria-label", chrome.i18n.getMessage("popupFilter"));
  filter.placeholder = chrome.i18n.getMessage("popupFilter");
  showRows();
  byId("found").hidden = false;
  show();
  filter.addEventListener("input", applyFilter);
  filter.addEventListener("keydown", ({ key, isComposing }) => {
    if (key === "Enter" && !isComposing && chosen().length) void openChosen();
  });
  all.addEventListener("change", () => {
    for (const paper of shown) tick(paper, all.checked);
    for (const box of byId("papers").querySelectorAll("input")) box.checked = all.checked;
    showChosen();
  });
  byId("open").addEventListener("click", openChosen);
  if (titleWithoutId) offerSearch(titleWithoutId);
  byId("copy-urls").addEventListener("click", () => copy(urlsOf(chosen()).join("\n")));
  byId("copy-ids").addEventListener("click", () =>
    copy(
      chosen().filter(hasId).map(({ id }) => id).join("\n"),
    ));
  showChosen();
  if (asked.value) return; // typed meanwhile
  const wanted = selection() || titleWithoutId;
  if (wanted) suggest(wanted);
  else byId("open").focus({ preventScroll: true });
}

/** @param {ListedPaper} paper @returns {boolean} whether it is known by more than its title */
function hasId({ branch }) {
  return !isSearch(branch);
}

/** @param {readonly ListedPaper[]} some */
function urlsOf(some) {
  return isWayBack ? some.map(publisherUrl).filter(Boolean) : coolPapersUrls(some);
}

/** @param {string} title of the page's own paper: a search for it comes first in the list */
function offerSearch(title) {
  const button = byId("search-title");
  button.textContent = chrome.i18n.getMessage("popupSearchTitle", title);
  button.hidden = false;
  button.addEventListener("click", async () => {
    await sendToWorker({ text: title, tabId: tab?.id });
    close();
  });
}

/** @returns {string} what is selected in the page, if anything */
function selection() {
  return frames?.map((frame) => frame.selection).find(Boolean) ?? "";
}

/** Shows the first rows at once, and the rest in batches. */
function showRows() {
  const listed = shown;
  const list = byId("papers");
  list.replaceChildren(...listed.slice(0, ROWS_AT_ONCE).map(rowOf));
  const showMore = () => {
    if (listed !== shown) return; // the filter has changed
    const from = list.childElementCount;
    list.append(...listed.slice(from, from + ROWS_A_TIME).map(rowOf));
    if (list.childElementCount < listed.length) setTimeout(showMore);
  };
  if (listed.length > ROWS_AT_ONCE) requestAnimationFrame(() => setTimeout(showMore));
}

/**
 * @param {ListedPaper} paper
 * @returns {HTMLLIElement}
 */
function rowOf(paper) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = !unticked.has(paper);
  box.addEventListener("change", () => {
    tick(paper, box.checked);
    showChosen();
  });
  const name = document.createElement("small");
  name.textContent = nameOf(paper);
  const text = document.createElement("span");
  text.append(paper.title || paper.id, name);
  const label = document.createElement("label");
  label.className = "choice";
  label.append(box, text);
  const item = document.createElement("li");
  item.append(label);
  return item;
}

/** @param {ListedPaper} paper */
function nameOf({ source, branch, id }) {
  return isSearch(branch) ? chrome.i18n.getMessage("popupByTitle", source) : `${source} ${id}`;
}

/**
 * @param {ListedPaper} paper
 * @param {boolean} on
 */
function tick(paper, on) {
  if (on) unticked.delete(paper);
  else unticked.add(paper);
}

function chosen() {
  return shown.filter((paper) => !unticked.has(paper));
}

function applyFilter() {
  const wanted = filter.value.toLowerCase().split(/\s+/);
  shown = papers.filter((paper) => {
    const words = `${paper.title} ${nameOf(paper)}`.toLowerCase();
    return wanted.every((word) => words.includes(word));
  });
  showRows();
  showChosen();
  showCount();
}

function showCount() {
  byId("count").textContent = shown.length < papers.length
    ? chrome.i18n.getMessage("popupFiltered", [
      shown.length.toLocaleString(),
      papers.length.toLocaleString(),
    ])
    : papers.length === 1
    ? chrome.i18n.getMessage("popupOne")
    : chrome.i18n.getMessage("popupCount", papers.length.toLocaleString());
}

function showChosen() {
  const count = chosen().length;
  all.checked = count > 0 && count === shown.length;
  all.indeterminate = count > 0 && count < shown.length;
  const [one, several] = isWayBack ? ["popupSource", "popupSources"] : ["menu", "popupOpen"];
  byId("open").textContent = papers.length === 1
    ? chrome.i18n.getMessage(one)
    : count
    ? chrome.i18n.getMessage(several, count.toLocaleString())
    : chrome.i18n.getMessage("popupSelect");
  for (const id of ["open", "copy-urls"]) byId(id).toggleAttribute("disabled", !count);
  byId("copy-ids").toggleAttribute("disabled", !chosen().some(hasId));
}

async function openChosen() {
  const open = chosen().map(({ branch, id }) => `${branch}/${id}`);
  const titles = chosen().map(({ title }) => title);
  await sendToWorker({ open, titles, tabId: tab?.id, ...(isWayBack ? { atSource: true } : {}) });
  close();
}

/** @param {string} text */
async function copy(text) {
  byId("done").textContent = await navigator.clipboard.writeText(text).then(
    () => chrome.i18n.getMessage("popupCopied"),
    () => chrome.i18n.getMessage("popupNotCopied"),
  );
}

function showNothing() {
  const read = frames?.[0];
  byId("nothing").textContent = chrome.i18n.getMessage(read ? "popupNothing" : "popupForbidden");
  byId("nothing").hidden = false;
  show();
  if (asked.value) return; // typed meanwhile
  suggest(selection() || (read ? titleOfPage(read) : ""));
}

/** @param {string} text put into the field, selected so that typing replaces it */
function suggest(text) {
  asked.value = text;
  if (text) showAnswer();
  asked.focus();
  asked.select();
}

/** After an opening that Cool Papers may have no paper for, offers to say so there. */
async function offerOnce() {
  const { [OFFERED]: offered } = await chrome.storage.local.get(OFFERED);
  if (offered || !await hasOpenedUnsure() || await hasPermission("coolpapers")) return;
  byId("offer").hidden = false;
  byId("offer-options").addEventListener("click", () => chrome.runtime.openOptionsPage());
  byId("offer-close").addEventListener("click", () => byId("offer").hidden = true);
  await chrome.storage.local.set({ [OFFERED]: true });
}

// ---------------------------------------------------------------- the field

function listenToField() {
  asked.addEventListener("input", showAnswer);
  byId("asking").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (interpret(asked.value).kind === "nothing") {
      byId("answer").textContent = chrome.i18n.getMessage("helpNoWords");
      return;
    }
    const text = asked.value;
    await sendToWorker({ text, tabId: (await pageTab)?.id });
    close();
  });
}

/** Says what would open. */
function showAnswer() {
  const { names, words } = interpret(asked.value);
  const more = names.length > MAX_NAMES ? " …" : "";
  const shownNames = names.slice(0, MAX_NAMES).join(", ") + more;
  byId("answer").textContent = names.length
    ? chrome.i18n.getMessage("popupWouldOpen", [names.length.toLocaleString(), shownNames])
    : words && chrome.i18n.getMessage("popupWouldSearch", words);
}
