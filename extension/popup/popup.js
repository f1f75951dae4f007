/** The toolbar's popup: the papers of the page, to pick from, and a field that takes anything. */

import { ask } from "../flow/ask.js";
import { localize } from "../localize.js";
import { coolPapersPage, coolPapersUrls, searchWords } from "../papers/cool-papers.js";
import { papersInText, papersInUrl } from "../papers/find.js";
import { papersOfPages, titleOfPage, titleOfPaper } from "../papers/list.js";

/** @typedef {import("../papers/list.js").ListedPaper} ListedPaper */

/** Begun by page.js. @type {import("./page.js").PopupPage} */
const page = /** @type {any} */ (globalThis).popupPage;

/** Fewer papers are seen at a glance. */
const MIN_PAPERS_TO_FILTER = 6;
/** More than are in sight before the reader can scroll. */
const ROWS_AT_ONCE = 30;
/** So many take some milliseconds: the popup stays quick to answer meanwhile. */
const ROWS_A_TIME = 200;
/**
 * Milliseconds that the popup stays out of sight for its list: shown twice, it would jump, and be
 * later. A page that is still loading cannot be read, and must not keep the field away.
 */
const WAITS_FOR_LIST = 150;

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
setTimeout(show, WAITS_FOR_LIST);

const tab = await page.tab;
const frames = await page.frames;
/** @type {ListedPaper[]} */
const papers = frames ? papersOfPages(frames) : papersInUrl(tab?.url ?? "").map((paper) => ({
  ...paper,
  title: tab?.title ?? "",
  isPages: true,
}));
/** What the filter leaves. @type {ListedPaper[]} */
let shown = papers;
const hasOwn = papers.some(({ isPages }) => isPages);
/** Of the paper that the page is about, if that has no id. */
const titleWithoutId = hasOwn || !frames?.[0] ? "" : titleOfPaper(frames[0]);
/**
 * What is not ticked; at first, on the page of a paper, those that it mentions.
 * @type {Set<ListedPaper>}
 */
const left = new Set(hasOwn || titleWithoutId ? papers.filter((it) => !it.isPages) : []);

showPapers();

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
  byId("copy-urls").addEventListener("click", () => copy(coolPapersUrls(chosen()).join("\n")));
  byId("copy-ids").addEventListener("click", () => copy(chosen().map(({ id }) => id).join("\n")));
  showChosen();
  if (asked.value) return; // typed meanwhile
  const wanted = selection() || titleWithoutId;
  if (wanted) suggest(wanted);
  else byId("open").focus({ preventScroll: true });
}

/** @returns {string} what is selected in the page, if anything */
function selection() {
  return frames?.map((frame) => frame.selection).find(Boolean) ?? "";
}

/** Shows the rows that are in sight at once, and the rest as the browser finds time. */
function showRows() {
  const listed = shown;
  const list = byId("papers");
  list.replaceChildren(...listed.slice(0, ROWS_AT_ONCE).map(rowOf));
  const showMore = () => {
    if (listed !== shown) return; // filtered anew
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
  box.checked = !left.has(paper);
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
function nameOf({ source, id }) {
  return `${source} ${id}`;
}

/**
 * @param {ListedPaper} paper
 * @param {boolean} on
 */
function tick(paper, on) {
  if (on) left.delete(paper);
  else left.add(paper);
}

function chosen() {
  return shown.filter((paper) => !left.has(paper));
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
  byId("open").textContent = papers.length === 1
    ? chrome.i18n.getMessage("menu")
    : chrome.i18n.getMessage("popupOpen", count.toLocaleString());
  for (const id of ["open", "copy-urls", "copy-ids"]) byId(id).toggleAttribute("disabled", !count);
}

async function openChosen() {
  await ask({ open: chosen().map(({ branch, id }) => `${branch}/${id}`), tabId: tab?.id });
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

/** @param {string} text to look for, ready to be typed over */
function suggest(text) {
  asked.value = text;
  if (text) showAnswer();
  asked.focus();
  asked.select();
}

// ---------------------------------------------------------------- the field

function listenToField() {
  asked.addEventListener("input", showAnswer);
  byId("asking").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!papersInText(asked.value).length && !searchWords(asked.value)) {
      byId("answer").textContent = chrome.i18n.getMessage("helpNoWords");
      return;
    }
    const text = asked.value;
    await ask({ text, tabId: (await page.tab)?.id });
    close();
  });
}

/** Says what would open. */
function showAnswer() {
  const page = coolPapersPage(asked.value);
  const papersNamed = papersInText(asked.value).map(({ id }) => id);
  const named = papersNamed.length || !page ? papersNamed : [page];
  const words = searchWords(asked.value);
  const more = named.length > 3 ? " …" : "";
  const ids = named.slice(0, 3).join(", ") + more;
  byId("answer").textContent = named.length
    ? chrome.i18n.getMessage("popupWouldOpen", [named.length.toLocaleString(), ids])
    : words && chrome.i18n.getMessage("popupWouldSearch", words);
}
