/** The page that opens if a click finds neither papers nor words: says why, and has a search field. */

import { browser } from "../../browser.js";
import { handedOver } from "../../flow/session.js";
import { openPopup, openText } from "../../flow/open.js";
import { showTab } from "../../flow/tabs.js";
import { hintFor, ignoreRepeats, localize, openBy, sayInstead } from "../own-page.js";

/**
 * The messages that say each reason, and more about it.
 * @type {Readonly<Record<import("../../flow/open.js").Reason, [reason: string, why: string]>>}
 */
const MESSAGES = {
  page: ["helpReason", "helpWhy"],
  link: ["helpReasonLink", "helpWhy"],
  address: ["helpReasonAddress", "helpWhyAddress"],
  selection: ["helpReasonSelection", "helpWhy"],
  text: ["helpReasonText", "helpWhy"],
  pdf: ["helpReasonPdf", "helpWhyPdf"],
  unread: ["helpReasonUnread", "helpWhyUnread"],
  gone: ["helpReasonGone", "helpWhyGone"],
};

const asked = new URLSearchParams(location.search);
const [reason, why] = Object.entries(MESSAGES).find(([name]) => asked.has(name))?.[1] ??
  MESSAGES.page;

ignoreRepeats();
sayInstead({ helpReason: reason, helpWhy: why });
localize();

const papers = /** @type {HTMLElement} */ (document.querySelector("#papers"));
const showPapers = /** @type {HTMLButtonElement} */ (papers.querySelector("button"));
const status = /** @type {HTMLElement} */ (papers.querySelector("[role=status]"));
const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const field = /** @type {HTMLInputElement} */ (document.querySelector("input"));
const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));

showPapers.addEventListener("click", () => openBy(showPapers, showThem));
field.addEventListener("input", () => field.setCustomValidity(""));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void openBy(button, openWanted, field);
});

field.focus();
/** The tab that was clicked, while both are open. */
const clickedTab = (await browser.tabs.getCurrent())?.openerTabId;
papers.hidden = !asked.has("papers") || clickedTab === undefined;
// The clicked page's title, which may be a paper's.
const title = await handedOver();
if (title && !field.value) {
  field.value = title;
  field.select();
}

/** @returns {Promise<boolean>} false if the text has no meaning and nothing was opened */
async function openWanted() {
  const meaning = await openText(field.value, await browser.tabs.getCurrent());
  if (meaning.kind !== "nothing") return true;
  field.setCustomValidity(hintFor(meaning));
  field.reportValidity();
  return false;
}

/** Shows the clicked page, with its papers in the toolbar's popup. */
async function showThem() {
  const tab = clickedTab === undefined ? undefined : await showTab(clickedTab);
  status.textContent = tab ? "" : browser.i18n.getMessage("helpClosed");
  if (tab) await openPopup(tab);
}
