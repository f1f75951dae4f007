/**
 * The list of papers to choose from, in the popup and on the page of references: its rows, their boxes,
 * its keys, and the menu that copies.
 */

import { browser } from "../browser.js";
import { idOrWords, isOfNoSource } from "../papers/paper.js";

/** @typedef {import("../papers/paper.js").NamedPaper} NamedPaper */
/** @typedef {import("../papers/paper.js").Paper} Paper */
/**
 * What a row shows.
 * @typedef {NamedPaper & Readonly<{ context: string }>} Row context: the text that names the paper, shown
 *   where no title is known
 */

/** More rows than fit, so that the rest can follow unseen. */
const ROWS_AT_ONCE = 30;
/** A batch takes some milliseconds, so the popup stays responsive. */
const ROWS_A_TIME = 200;

/**
 * @typedef {object} RowsOf
 * @property {(paper: Paper) => string} hrefOf what a click on the title opens
 * @property {(paper: Row) => boolean} isTicked
 * @property {boolean} canChoose whether rows have boxes
 * @property {(row: Row) => string} [belowOf] the small text below a title, in place of the paper's name
 * @property {(row: Row) => string} [noteOf] what is said beside that, if anything
 */

/** @param {string} id */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const all = /** @type {HTMLInputElement} */ (byId("all"));
const found = byId("found");
/** What the arrows lead to in the list; Tab leads to one of it. */
const STOPS = ":scope > button:not([hidden]), li a, details:not([hidden]) > summary";

/** The lists of rows by what fills them, so that an older one stops. @type {WeakMap<Element, object>} */
const filling = new WeakMap();

/** The paper of each row. @type {WeakMap<Element, Row>} */
const papersOfRows = new WeakMap();

/**
 * Shows the first rows at once, and the rest in batches.
 * @param {Element} list
 * @param {readonly Row[]} papers
 * @param {RowsOf} how
 */
export function showRows(list, papers, how) {
  const mine = {};
  filling.set(list, mine);
  list.replaceChildren(...papers.slice(0, ROWS_AT_ONCE).map((paper) => rowOf(paper, how)));
  const showMore = () => {
    if (filling.get(list) !== mine) return;
    const from = list.childElementCount;
    list.append(...papers.slice(from, from + ROWS_A_TIME).map((paper) => rowOf(paper, how)));
    if (list.childElementCount < papers.length) setTimeout(showMore);
  };
  if (papers.length > ROWS_AT_ONCE) requestAnimationFrame(() => setTimeout(showMore));
}

/**
 * @param {EventTarget | null} target
 * @returns {Row | undefined} the paper of the row that it lies in
 */
export function paperOfRow(target) {
  const row = target instanceof Element ? target.closest("li") : null;
  return row ? papersOfRows.get(row) : undefined;
}

/**
 * @param {Paper} paper
 * @returns {string} its source and its id; the site of its page, if no source of ours has it
 */
export function nameOf(paper) {
  const { kind, source } = paper;
  if (isOfNoSource(paper)) return siteOf(paper);
  return kind === "titled"
    ? browser.i18n.getMessage("popupByTitle", source)
    : `${source} ${paper.id}`;
}

/** @param {Paper} paper that no source of ours has */
function siteOf(paper) {
  const page = paper.kind === "titled" ? paper.page : "";
  return URL.canParse(page) ? new URL(page).hostname.replace(/^www[.]/, "") : "";
}

/**
 * @param {Row} listed
 * @param {RowsOf} how
 * @returns {HTMLLIElement}
 */
function rowOf(listed, how) {
  const { hrefOf, isTicked, canChoose, belowOf = (row) => nameOf(row.paper), noteOf } = how;
  const { paper } = listed;
  const item = document.createElement("li");
  papersOfRows.set(item, listed);
  const title = document.createElement("a");
  // An id stands there once: as the title, or below it.
  const hasTitle = listed.title !== "" || paper.kind === "titled";
  title.textContent = hasTitle ? listed.title || idOrWords(paper) : nameOf(paper);
  title.href = hrefOf(paper);
  title.tabIndex = -1;
  const text = document.createElement("span");
  text.append(title);
  const below = hasTitle ? belowOf(listed) : listed.context;
  if (below) {
    const small = document.createElement("small");
    small.textContent = below;
    if (!hasTitle) {
      small.className = "context";
      small.title = below; // it is cut where it is too long
    }
    text.append(" ", small);
  }
  if (canChoose) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.tabIndex = -1; // Space ticks from the title
    box.checked = isTicked(listed);
    box.setAttribute("aria-label", title.textContent);
    const around = document.createElement("label"); // easier to hit than the box
    around.append(box);
    item.append(around);
  }
  item.append(text);
  if (noteOf) showNote(text, noteOf(listed));
  return item;
}

/**
 * Shows the notes of rows that are there already.
 * @param {Element} list
 * @param {NonNullable<RowsOf["noteOf"]>} noteOf
 */
export function showNotes(list, noteOf) {
  for (const item of list.children) {
    const row = papersOfRows.get(item);
    if (row && item.lastElementChild) showNote(item.lastElementChild, noteOf(row));
  }
}

/** @param {Element} text of a row @param {string} said */
function showNote(text, said) {
  text.querySelector(".noted")?.remove();
  if (!said) return;
  const below = text.querySelector("small:not(.context)");
  const note = document.createElement(below ? "span" : "small");
  note.className = "noted";
  note.textContent = said;
  (below ?? text).append(" ", note);
}

// ---------------------------------------------------------------- boxes

/**
 * @typedef {object} Ticks
 * @property {Set<Row>} unticked
 * @property {() => { papers: readonly Row[], rows: Element }} ofAll what "Select all" is for, and its rows
 * @property {() => void} changed called after each change
 */

/**
 * Lets the boxes change what is ticked: one, with Shift all from the last one used, or by "Select all" all
 * or, where some are ticked, none.
 * @param {Ticks} ticks
 */
export function offerTicks({ unticked, ofAll, changed }) {
  const tick = (/** @type {Row} */ row, /** @type {boolean} */ on) => {
    if (on) unticked.delete(row);
    else unticked.add(row);
  };
  all.addEventListener("change", () => {
    const { papers, rows } = ofAll();
    const on = papers.every((row) => unticked.has(row));
    for (const row of papers) tick(row, on);
    for (const box of rows.querySelectorAll("input")) box.checked = on;
    changed();
  });
  /** The row whose box was used last. @type {Element | undefined} */
  let last;
  found.addEventListener("click", ({ target, shiftKey }) => {
    const item = target instanceof HTMLInputElement ? target.closest("li") : null;
    if (!item) return;
    const on = /** @type {HTMLInputElement} */ (target).checked;
    for (const it of shiftKey && last?.isConnected ? rowsBetween(last, item) : []) {
      const [row, box] = [paperOfRow(it), boxOf(it)];
      if (!row || !box) continue;
      tick(row, on);
      box.checked = on;
    }
    last = item;
  });
  found.addEventListener("change", ({ target }) => {
    const row = paperOfRow(target);
    if (row) tick(row, /** @type {HTMLInputElement} */ (target).checked);
    changed();
  });
}

/** @param {Element} row @returns {HTMLInputElement | null} */
function boxOf(row) {
  return row.querySelector("input");
}

/**
 * @param {Element} one
 * @param {Element} other
 * @returns {Element[]} the rows from one to the other, in whichever order they stand
 */
function rowsBetween(one, other) {
  const rows = [...found.querySelectorAll("li")];
  const [from, to] = [one, other].map((row) => rows.findIndex((it) => it === row))
    .sort((a, b) => a - b);
  return from < 0 ? [] : rows.slice(from, to + 1);
}

/**
 * Shows in the box of "Select all" how much of it is ticked.
 * @param {Omit<Ticks, "changed">} ticks
 */
export function showTicks({ unticked, ofAll }) {
  const { papers } = ofAll();
  const count = papers.filter((row) => !unticked.has(row)).length;
  all.checked = count > 0 && count === papers.length;
  all.indeterminate = count > 0 && !all.checked;
}

// ---------------------------------------------------------------- opening

/**
 * Opens the paper whose title is clicked, as links open.
 * @param {(papers: readonly Row[], where?: "background" | "window") => Promise<void>} open
 */
export function offerTitles(open) {
  /** @param {MouseEvent} event */
  const follow = (event) => {
    const isTitle = event.target instanceof Element && event.target.closest("a");
    const row = paperOfRow(event.target);
    if (!isTitle || !row || event.button > 1) return;
    event.preventDefault();
    const isApart = event.button === 1 || event.ctrlKey || event.metaKey;
    void open([row], isApart ? "background" : event.shiftKey ? "window" : undefined);
  };
  found.addEventListener("click", follow);
  found.addEventListener("auxclick", follow);
}

/**
 * Asks the worker, which opens the rest even if the page closes meanwhile.
 * @param {readonly NamedPaper[]} named
 * @param {Omit<import("../background/messages.js").OpenPapers, "type" | "named">} [how]
 */
export async function askToOpenPapers(named, how) {
  const papers = named.map(({ paper, title }) => ({ paper, title }));
  await browser.runtime.sendMessage({ ...how, type: "openPapers", named: papers });
}

// ---------------------------------------------------------------- keys

/** The row, or the button, that Enter would open from the field. @type {Element | undefined} */
let marked;
/** What Tab leads to in the list. @type {HTMLElement | undefined} */
let stop;

/**
 * Marks what Enter opens from the field, and lets Tab lead to it. To be called after each change of the rows.
 * @param {Element | undefined} item a row, a button of the list, or nothing
 */
export function mark(item) {
  marked?.classList.remove("marked");
  marked = item;
  marked?.classList.add("marked");
  const isThere = stop?.isConnected && !stop.closest("[hidden]");
  if (marked) stopAt(stopIn(marked));
  else if (!isThere) stopAt(found.querySelector(STOPS));
}

/** @param {Element} item a row, the name of a group or a button */
function stopIn(item) {
  return /** @type {HTMLElement} */ (item.querySelector("a") ?? item);
}

/** @param {Element | null} it */
function stopAt(it) {
  if (!(it instanceof HTMLElement)) return;
  if (stop) stop.tabIndex = -1;
  stop = it;
  stop.tabIndex = 0;
}

/**
 * Lets keys move the focus through the titles; Space and Shift with an arrow tick, and Enter with Ctrl or
 * Command opens what is chosen.
 * @param {HTMLElement} home has the focus before the first title; "/" leads to it, and if it is a field,
 *   typing does
 * @param {() => void} openChosen
 */
export function offerKeys(home, openChosen) {
  if (/Mac/.test(navigator.platform)) byId("modifier").textContent = "⌘";
  found.addEventListener("focusin", ({ target }) => {
    const item = target instanceof Element ? target.closest("li, summary, button") : null;
    if (item) stopAt(stopIn(item));
  });
  /** The row from which Shift and arrows tick. @type {Element | undefined} */
  let start;
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, altKey, metaKey, shiftKey, isComposing } = event;
    if (key === "Enter" && (ctrlKey || metaKey) && !isComposing) {
      event.preventDefault();
      return openChosen();
    }
    if (ctrlKey || altKey || metaKey || isComposing || key === "Shift") return;
    const isField = home instanceof HTMLInputElement;
    const isTyping = isField && target === home;
    const row = target instanceof Element ? target.closest("li, summary") : null;
    if (isField && !isTyping && key.length === 1 && key !== " " && key !== "/") {
      return home.focus(); // and types
    }
    const step = { ArrowDown: /** @type {const} */ (1), ArrowUp: /** @type {const} */ (-1) }[key];
    if (!step || !shiftKey) start = undefined;
    if (key === "/" && !isTyping) home.focus();
    else if (key === " " && row && target instanceof HTMLAnchorElement) boxOf(row)?.click();
    else if (step && (row || !shiftKey)) {
      move(home, row, step);
      if (shiftKey && row) tickOnTheWay(start ??= row, row);
    } else return;
    event.preventDefault();
  });
}

/**
 * Ticks the rows that Shift and an arrow reach, and unticks those that they leave on the way back.
 * @param {Element} start the row that Shift was first pressed on
 * @param {Element} left the row that had the focus
 */
function tickOnTheWay(start, left) {
  const reached = document.activeElement?.closest("#found li");
  if (!reached || reached === left) return;
  const isOnTheWayBack = rowsBetween(start, left).includes(reached);
  set(left, !isOnTheWayBack);
  set(reached, true);
}

/** @param {Element} row @param {boolean} on */
function set(row, on) {
  const box = boxOf(row);
  if (box && box.checked !== on) box.click();
}

/**
 * @param {HTMLElement} home
 * @param {Element | null} row that has the focus, or the name of a group
 * @param {1 | -1} step
 */
function move(home, row, step) {
  const inList = /** @type {NodeListOf<HTMLElement>} */ (found.querySelectorAll(STOPS));
  const stops = [home, ...inList];
  const isLeft = document.activeElement === home && step > 0; // it leads on from the marked row
  const from = row ?? (isLeft ? marked : undefined) ?? document.activeElement;
  const focused = from && stopIn(from);
  const at = Math.max(0, stops.findIndex((it) => it === focused));
  stops[Math.min(Math.max(at + step, 0), stops.length - 1)]?.focus();
}

// ---------------------------------------------------------------- the menu that copies

/** @typedef {import("../papers/copies.js").Form} Form */

/** In the order of the menu. @type {[Form, string][]} */
const ITEMS = [
  ["links", "popupCopyLinks"],
  ["markdown", "popupCopyMarkdown"],
  ["titles", "popupCopyTitles"],
  ["publishers", "popupCopyPublishers"],
  ["ids", "popupCopyIds"],
];

/** Pixels around the menu. */
const MARGIN = 4;

/** Enough for one paper, each with its own button where there is one. @type {readonly Form[]} */
const FORMS_OF_ONE = ["links", "titles"];

const button = byId("copy");
const menu = byId("copies");

/**
 * Fills the menu, each of whose items copies in another form, and lets the buttons for one paper copy.
 * @param {() => readonly NamedPaper[]} chosen the papers to copy
 * @param {(said: string) => void} say takes what to tell the reader
 */
export function offerCopies(chosen, say) {
  menu.append(
    ...ITEMS.map(([form, label]) => {
      const item = document.createElement("button");
      item.type = "button";
      item.setAttribute("role", "menuitem");
      item.dataset.form = form;
      item.textContent = browser.i18n.getMessage(label);
      item.addEventListener("click", async () => {
        menu.hidePopover();
        say(await copy(form, chosen()));
      });
      return item;
    }),
  );
  for (const form of FORMS_OF_ONE) {
    document.getElementById(`copy-${form}`)?.addEventListener("click", async () => {
      say(await copy(form, chosen()));
    });
  }
  /** @type {Promise<void> | undefined} */
  let prepared;
  menu.addEventListener("beforetoggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") prepared = prepare(chosen());
  });
  menu.addEventListener("toggle", async (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "open") return;
    await prepared;
    keepInSight();
    usable()[0]?.focus();
  });
  menu.addEventListener("keydown", moveByArrows);
  requestIdleCallback(loadCopies);
}

/** @type {Promise<typeof import("../papers/copies.js")> | undefined} */
let loading;

/** Loads what formats copies: the list does without until it is shown. */
function loadCopies() {
  return loading ??= import("../papers/copies.js");
}

/**
 * Puts the menu above its button, and disables what no chosen paper has.
 * @param {readonly NamedPaper[]} papers
 */
async function prepare(papers) {
  const { right, top } = button.getBoundingClientRect();
  menu.style.right = `${document.documentElement.clientWidth - right}px`;
  menu.style.bottom = `${innerHeight - top + MARGIN}px`;
  const { copyOf } = await loadCopies();
  for (const item of menu.querySelectorAll("button")) {
    item.disabled = !copyOf(/** @type {Form} */ (item.dataset.form), papers).count;
  }
}

/** In a popup with one paper, there is not enough room above the button. */
function keepInSight() {
  const { top } = menu.getBoundingClientRect();
  if (top < MARGIN) menu.style.bottom = `${parseFloat(menu.style.bottom) + top - MARGIN}px`;
}

function usable() {
  return [...menu.querySelectorAll("button")].filter((it) => !it.disabled);
}

/** @param {KeyboardEvent} event */
function moveByArrows(event) {
  event.stopPropagation(); // the keys of the list are others
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = usable();
  const at = items.findIndex((it) => it === document.activeElement);
  items.at((at + step) % items.length)?.focus();
}

/**
 * @param {Form} form
 * @param {readonly NamedPaper[]} papers
 * @returns {Promise<string>} what to tell the reader
 */
async function copy(form, papers) {
  const { copyOf } = await loadCopies();
  const { count, text, html } = copyOf(form, papers);
  const kinds = { "text/plain": text, ...(html ? { "text/html": html } : {}) };
  const blobs = Object.entries(kinds).map(([type, it]) => [type, new Blob([it], { type })]);
  return await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]).then(
    () =>
      count === 1
        ? browser.i18n.getMessage("popupCopiedOne")
        : browser.i18n.getMessage("popupCopied", count.toLocaleString()),
    () => browser.i18n.getMessage("popupNotCopied"),
  );
}
