/** The page that lists references of which some have no id, for the reader to choose from. */

import { browser } from "../../browser.js";
import { handedOver } from "../../flow/session.js";
import { coolPapersUrl } from "../../papers/paper.js";
import {
  askToOpenPapers,
  byId,
  mark,
  nameOf,
  offerCopies,
  offerKeys,
  offerTicks,
  offerTitles,
  showRows,
  showTicks,
} from "../list.js";
import { ignoreRepeats, localize, openBy, sayInstead } from "../own-page.js";

/** @typedef {import("../list.js").Row} Row */
/** @typedef {import("../../papers/interpret.js").ReferredPaper} ReferredPaper */

ignoreRepeats();

const list = byId("papers");
const open = byId("open");
const message = browser.i18n.getMessage;

/** @type {readonly ReferredPaper[]} */
const references = JSON.parse(await handedOver() || "[]");
const rows = references.map(rowOf);
/** The rows whose words are a guess at a title. @type {ReadonlySet<Row>} */
const guesses = new Set(rows.filter((_, at) => isGuess(references[at])));
/** Rows by their places: kept in the tab's history, so that they are the same after going back. */
const unticked = rowsAt(history.state?.unticked) ?? new Set(guesses);

// Without references, the page was opened by its address.
if (!rows.length) {
  sayInstead({ referencesTitle: "referencesNone", referencesWhy: "referencesGone" });
}
byId("choose").hidden = !rows.length;
localize({ referencesTitle: [rows.length.toLocaleString()] });
if (rows.length) showReferences();

function showReferences() {
  showRows(list, rows, {
    hrefOf: coolPapersUrl,
    isTicked: (row) => !unticked.has(row),
    canChoose: true,
    belowOf,
  });
  offerTicks({ unticked, ofAll, changed: showChosen });
  offerTitles(askToOpen);
  offerCopies(chosen, (said) => byId("status").textContent = said);
  const openChosen = () => void openBy(open, () => askToOpen(chosen()));
  offerKeys(open, openChosen);
  open.addEventListener("click", openChosen);
  mark(undefined);
  showChosen();
  open.focus({ preventScroll: true });
}

/**
 * @param {readonly number[] | undefined} places
 * @returns {Set<Row> | undefined}
 */
function rowsAt(places) {
  return places && new Set(places.flatMap((at) => rows[at] ?? []));
}

function ticked() {
  return rows.filter((row) => !unticked.has(row));
}

/** What is ticked; all, where nothing is. */
function chosen() {
  return ticked().length ? ticked() : rows;
}

function ofAll() {
  return { papers: rows, rows: list };
}

function showChosen() {
  showTicks({ unticked, ofAll });
  const places = [...unticked].map((row) => rows.indexOf(row));
  history.replaceState({ ...history.state, unticked: places }, "");
  const label = ticked().length ? "popupOpen" : "popupOpenAll";
  open.textContent = message(label, chosen().length.toLocaleString());
}

/**
 * @param {readonly Row[]} some
 * @param {"background" | "window"} [where] in place of the reader's setting
 */
async function askToOpen(some, where) {
  await askToOpenPapers(some, { where });
}

/**
 * @param {ReferredPaper} referred
 * @returns {Row} with the reference itself in the place of a title where only its words are searched
 */
function rowOf(referred) {
  return isGuess(referred) ? { ...referred, title: referred.context } : referred;
}

/** @param {ReferredPaper} referred */
function isGuess({ paper, title }) {
  return paper.kind === "titled" && !title;
}

/** @param {Row} row */
function belowOf(row) {
  if (row.paper.kind === "paper") return nameOf(row.paper);
  return message(guesses.has(row) ? "referencesByWords" : "referencesByTitle");
}
