/** The toolbar's popup: the papers of the page, to pick from, and a field that takes anything. */

import { readPage } from "../flow/read-page.js";
import { ask } from "../flow/messages.js";
import { localize } from "../localize.js";
import { coolPapersUrls, searchWords } from "../papers/cool-papers.js";
import { papersInText, papersInUrl } from "../papers/find.js";
import { papersOfPages } from "../papers/list.js";

/** @typedef {import("../papers/list.js").ListedPaper} ListedPaper */

/** Fewer papers are seen at a glance. */
const MIN_PAPERS_TO_FILTER = 6;

localize();

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} id */
const inputById = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));
const asked = inputById("asked");
const all = inputById("all");
const filter = inputById("filter");

const tab = await tabAskedFor();
const frames = await readPage(tab);
/** @type {ListedPaper[]} */
const papers = frames
  ? papersOfPages(frames)
  : papersInUrl(tab?.url ?? "").map((paper) => ({ ...paper, title: tab?.title ?? "" }));
const rows = papers.map(rowOf);

showPapers();
listenToField();
byId("options").addEventListener("click", () => chrome.runtime.openOptionsPage());

/** @returns {Promise<chrome.tabs.Tab | undefined>} the one shown, or that of our URL's `tab` */
async function tabAskedFor() {
  const id = Number(new URLSearchParams(location.search).get("tab") ?? NaN);
  if (id) return await chrome.tabs.get(id).catch(() => undefined);
  const [shown] = await chrome.tabs.query({ active: true, currentWindow: true });
  return shown;
}

// ---------------------------------------------------------------- the page's papers

function showPapers() {
  if (!papers.length) return showNothing();
  const count = papers.length.toLocaleString();
  byId("count").textContent = papers.length === 1
    ? chrome.i18n.getMessage("popupOne")
    : chrome.i18n.getMessage("popupCount", count);
  byId("choosing").hidden = papers.length === 1;
  filter.hidden = papers.length < MIN_PAPERS_TO_FILTER;
  filter.setAttribute("aria-label", chrome.i18n.getMessage("popupFilter"));
  filter.placeholder = chrome.i18n.getMessage("popupFilter");
  byId("papers").append(...rows.map(({ item }) => item));
  byId("found").hidden = false;
  filter.addEventListener("input", applyFilter);
  all.addEventListener("change", () => {
    for (const { box } of visibleRows()) box.checked = all.checked;
    showChosen();
  });
  byId("papers").addEventListener("change", showChosen);
  byId("open").addEventListener("click", openChosen);
  byId("copy-urls").addEventListener("click", () => copy(coolPapersUrls(chosen()).join("\n")));
  byId("copy-ids").addEventListener("click", () => copy(chosen().map(({ id }) => id).join("\n")));
  showChosen();
  byId("open").focus({ preventScroll: true });
}

/**
 * @param {ListedPaper} paper
 * @returns {{ paper: ListedPaper, item: HTMLLIElement, box: HTMLInputElement, words: string }}
 */
function rowOf(paper) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = true;
  const name = document.createElement("small");
  name.textContent = `${paper.source} ${paper.id}`;
  const text = document.createElement("span");
  text.append(paper.title || paper.id, name);
  const label = document.createElement("label");
  label.className = "choice";
  label.append(box, text);
  const item = document.createElement("li");
  item.append(label);
  return { paper, item, box, words: `${paper.title} ${name.textContent}`.toLowerCase() };
}

function visibleRows() {
  return rows.filter(({ item }) => !item.hidden);
}

function chosen() {
  return visibleRows().filter(({ box }) => box.checked).map(({ paper }) => paper);
}

function applyFilter() {
  const wanted = filter.value.toLowerCase().split(/\s+/);
  for (const { item, words } of rows) item.hidden = !wanted.every((word) => words.includes(word));
  showChosen();
}

function showChosen() {
  const count = chosen().length;
  const shown = visibleRows().length;
  all.checked = count > 0 && count === shown;
  all.indeterminate = count > 0 && count < shown;
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
  const page = frames?.[0];
  byId("nothing").textContent = chrome.i18n.getMessage(page ? "popupNothing" : "popupForbidden");
  byId("nothing").hidden = false;
  asked.value = page?.selection || page?.statedTitle || page?.heading || page?.title || "";
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
    await ask({ text: asked.value, tabId: tab?.id });
    close();
  });
  if (asked.value) showAnswer();
}

/** Says what would open. */
function showAnswer() {
  const named = papersInText(asked.value);
  const words = searchWords(asked.value);
  const ids = named.slice(0, 3).map(({ id }) => id).join(", ");
  const more = named.length > 3 ? " …" : "";
  byId("answer").textContent = named.length
    ? chrome.i18n.getMessage("popupWouldOpen", [named.length.toLocaleString(), ids + more])
    : words && chrome.i18n.getMessage("popupWouldSearch", words);
}
