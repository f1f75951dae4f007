/** The basket: papers that the reader keeps while moving between pages, until the browser quits. */

import { browser } from "../../browser.js";
import { addToBasket, emptyBasket, readBasket } from "../../flow/session.js";
import { keyOf } from "../../papers/paper.js";
import { byId } from "../list.js";

/** @typedef {import("../../papers/paper.js").NamedPaper} NamedPaper */

/** Stands out from light toolbars and nearly black ones by 3:1, and from its text by 4.5:1. */
const BADGE_COLOUR = "#2a72d4";
const BADGE_TEXT_COLOUR = "#ffffff";
/** A badge has room for four characters. */
const MAX_ON_BADGE = 999;

/**
 * @typedef {object} Uses
 * @property {() => readonly NamedPaper[]} toAdd the papers that are chosen
 * @property {(kept: readonly NamedPaper[]) => Promise<boolean>} open returns whether it has asked for them
 * @property {() => void} changed called after each change
 * @property {(said: string) => void} say takes what to tell the reader
 */

const add = byId("add");
const message = browser.i18n.getMessage;
const isIncognito = browser.extension.inIncognitoContext;

/** @type {readonly NamedPaper[]} */
let kept = [];
/** By {@link keyOf}. @type {ReadonlySet<string>} */
let keys = new Set();
/** @type {Uses["toAdd"]} */
let toAdd = () => [];

/**
 * Shows the basket, unless it is empty, and lets its buttons work.
 * @param {Uses} uses
 */
export function offerBasket(uses) {
  toAdd = uses.toAdd;
  add.title = message("popupAddHint");
  const hold = (/** @type {readonly NamedPaper[]} */ named) => {
    kept = named;
    keys = new Set(named.map(({ paper }) => keyOf(paper)));
    showBasket();
    uses.changed();
  };
  void readBasket().then((named) => {
    if (named.length) hold(named);
    if (isIncognito) void showOnIcon(named.length); // pages that have loaded since show none
  });
  add.addEventListener("click", async () => {
    const some = newOnes();
    if (!some.length) return;
    try {
      hold(await addToBasket(some));
    } catch {
      return uses.say(message("popupNotAdded"));
    }
    await showOnIcon(kept.length);
    uses.say(
      some.length === 1
        ? message("popupAddedOne")
        : message("popupAdded", some.length.toLocaleString()),
    );
  });
  byId("basket-empty").addEventListener("click", async () => {
    await clear();
    hold([]);
    byId("field").focus(); // the button is gone
    uses.say(message("popupEmptied"));
  });
  byId("basket-open").addEventListener("click", async () => {
    if (!await uses.open(kept)) return;
    await clear();
    close();
  });
}

/** @param {import("../../papers/paper.js").Paper} paper */
export function isInBasket(paper) {
  return keys.has(keyOf(paper));
}

/**
 * Shows whether "Add" is there, and adds anything.
 * @param {boolean} isThere
 */
export function showAdding(isThere) {
  add.hidden = !isThere;
  add.ariaDisabled = String(!newOnes().length); // it keeps the focus
}

function newOnes() {
  return toAdd().filter(({ paper }) => !isInBasket(paper));
}

function showBasket() {
  const { length } = kept;
  const count = length.toLocaleString();
  byId("basket").hidden = !length;
  byId("basket-count").textContent = length === 1
    ? message("popupBasketOne")
    : message("popupBasket", count);
  byId("basket-open").textContent = message("popupOpen", count);
}

async function clear() {
  await emptyBasket();
  await showOnIcon(0);
}

/**
 * Shows a number on the toolbar's icon. The browser keeps it there, also without the worker.
 * @param {number} count nothing for 0
 */
async function showOnIcon(count) {
  const text = count > MAX_ON_BADGE ? `${MAX_ON_BADGE}+` : String(count || "");
  await browser.action.setBadgeBackgroundColor({ color: BADGE_COLOUR });
  await browser.action.setBadgeTextColor({ color: BADGE_TEXT_COLOUR });
  // All windows share the icon's own number; incognito ones must neither show nor change it.
  if (!isIncognito) return await browser.action.setBadgeText({ text });
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(
    tabs.map(({ id }) => browser.action.setBadgeText({ text, tabId: id })),
  );
}
