/** The popup's "Copy" button with its menu. */

import { browser } from "../../browser.js";
import { copyOf } from "../../papers/copies.js";

/** @typedef {import("../../papers/cool-papers.js").NamedPaper} NamedPaper */
/** @typedef {import("../../papers/copies.js").Form} Form */

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

const button = /** @type {HTMLButtonElement} */ (document.querySelector("#copy"));
const menu = /** @type {HTMLElement} */ (document.querySelector("#copies"));

/**
 * Fills the menu; each of its items copies in another form.
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
        say(await copy(copyOf(form, chosen())));
      });
      return item;
    }),
  );
  menu.addEventListener("beforetoggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") prepare(chosen());
  });
  menu.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "open") return;
    keepInSight();
    usable()[0]?.focus();
  });
  menu.addEventListener("keydown", moveByArrows);
}

/**
 * Puts the menu above its button, and disables what no chosen paper has.
 * @param {readonly NamedPaper[]} papers
 */
function prepare(papers) {
  const { right, top } = button.getBoundingClientRect();
  menu.style.right = `${document.documentElement.clientWidth - right}px`;
  menu.style.bottom = `${innerHeight - top + MARGIN}px`;
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
 * @param {import("../../papers/copies.js").Copy} copied
 * @returns {Promise<string>} what to tell the reader
 */
async function copy({ count, text, html }) {
  const kinds = { "text/plain": text, ...(html ? { "text/html": html } : {}) };
  const blobs = Object.entries(kinds).map(([type, it]) => [type, new Blob([it], { type })]);
  return await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]).then(
    () => browser.i18n.getMessage("popupCopied", count.toLocaleString()),
    () => browser.i18n.getMessage("popupNotCopied"),
  );
}
