/** The rows of the popup's list. */

import { browser } from "../../browser.js";
import { idOrWords } from "../../papers/paper.js";

/** @typedef {import("../../papers/paper.js").Paper} Paper */
/** @typedef {import("../../reading/listed.js").ListedPaper} ListedPaper */

/** More rows than fit, so that the rest can follow unseen. */
const ROWS_AT_ONCE = 30;
/** A batch takes some milliseconds, so the popup stays responsive. */
const ROWS_A_TIME = 200;

/**
 * @typedef {object} RowsOf
 * @property {(paper: Paper) => string} hrefOf what a click on the title opens
 * @property {(paper: ListedPaper) => boolean} isTicked
 * @property {boolean} canChoose whether rows have boxes
 */

/** The lists of rows by what fills them, so that an older one stops. @type {WeakMap<Element, object>} */
const filling = new WeakMap();

/** The paper of each row. @type {WeakMap<Element, ListedPaper>} */
const papersOfRows = new WeakMap();

/**
 * Shows the first rows at once, and the rest in batches.
 * @param {Element} list
 * @param {readonly ListedPaper[]} papers
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
 * @returns {ListedPaper | undefined} the paper of the row that it lies in
 */
export function paperOfRow(target) {
  const row = target instanceof Element ? target.closest("li") : null;
  return row ? papersOfRows.get(row) : undefined;
}

/**
 * @param {Paper} paper
 * @returns {string} its source and its id
 */
export function nameOf(paper) {
  const { kind, source } = paper;
  return kind === "titled"
    ? browser.i18n.getMessage("popupByTitle", source)
    : `${source} ${paper.id}`;
}

/**
 * @param {ListedPaper} listed
 * @param {RowsOf} how
 * @returns {HTMLLIElement}
 */
function rowOf(listed, { hrefOf, isTicked, canChoose }) {
  const { paper } = listed;
  const item = document.createElement("li");
  papersOfRows.set(item, listed);
  const title = document.createElement("a");
  // An id stands there once: as the title, or below it.
  const hasTitle = listed.title !== "" || paper.kind === "titled";
  title.textContent = hasTitle ? listed.title || idOrWords(paper) : nameOf(paper);
  title.href = hrefOf(paper);
  const text = document.createElement("span");
  text.append(title);
  const below = hasTitle ? nameOf(paper) : listed.context;
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
    box.checked = isTicked(listed);
    box.setAttribute("aria-label", title.textContent);
    const around = document.createElement("label"); // easier to hit than the box
    around.append(box);
    item.append(around);
  }
  item.append(text);
  return item;
}
