/** The options. Changes are saved immediately; changes made elsewhere show immediately. */

import { browser, serialQueue } from "../../browser.js";
import { openShortcutSettings } from "../../flow/tabs.js";
import { interpret } from "../../papers/interpret.js";
import { coolPapersUrl, idOrWords } from "../../papers/paper.js";
import { LINK_SITES, OPTIONAL_SITES } from "../../registry/sources.js";
import {
  exportSettings,
  parseExported,
  readSettings,
  replaceSettings,
  saveSetting,
  unknownSettings,
} from "../../settings.js";
import {
  linkSwitch,
  NOTICE_SITES,
  onChanged,
  showWithheld,
  SITES_TO_ASK_FOR,
  sitesWithLinks,
  switchLinks,
  switchOn,
} from "../link-switches.js";
import { ignoreRepeats, localize, openBy } from "../own-page.js";
import { keepShortcutsShown } from "../shortcuts.js";

/** @typedef {import("../../papers/paper.js").Paper} Paper */

const EXPORTED_NAME = "cool-papers-redirector.json";
/** How many papers of a tried text are listed. */
const MAX_LISTED = 20;
/** How many unknown names of an imported file are listed, and how much of each. */
const MAX_NAMES = 5;
const MAX_NAME_LENGTH = 40;
/** Messages that stay visible, since the reader may have to act on them. */
const LASTING = [
  "optionsNotSaved",
  "optionsNotAllowed",
  "optionsNoneAllowed",
  "optionsImportedPart",
  "optionsImportedAsk",
];

const switchAll = element("#all");
const tried = /** @type {HTMLInputElement} */ (element("#tried"));
const found = element("#found");
const file = /** @type {HTMLInputElement} */ (element("#file"));
const reset = element("#reset");
const changeShortcuts = element("#change-shortcuts");
const problem = element(".problem");
const status = element(".status");

/** Serializes saving and showing, since saving reads before it writes. */
const queue = serialQueue();

ignoreRepeats();
localize();
const others = Object.keys(LINK_SITES).filter((site) => !OPTIONAL_SITES.includes(site));
element("#given").append(...others.map(linkSwitch));
element("#asked").append(...SITES_TO_ASK_FOR.map(linkSwitch));
element("#notice").append(...NOTICE_SITES.map(linkSwitch));
keepShortcutsShown(element(".shortcuts"));
enqueue(show);

onChanged(() => enqueue(show));
for (const field of fields()) field.addEventListener("change", () => save(field));
switchAll.addEventListener("click", switchOnAll);
tried.addEventListener("input", () => found.replaceChildren(...whatIsFound(tried.value)));
changeShortcuts.addEventListener("click", () => openBy(changeShortcuts, openShortcutSettings));
element("#export").addEventListener("click", () => enqueue(saveFile));
element("#import").addEventListener("click", () => file.click());
file.addEventListener("change", () => enqueue(importFile));
reset.addEventListener("click", askOrReset);
reset.addEventListener("blur", () => ask(false));

/**
 * @param {string} selector
 * @returns {HTMLElement}
 */
function element(selector) {
  return /** @type {HTMLElement} */ (document.querySelector(selector));
}

/** @returns {HTMLInputElement[]} those for a setting, named by its key in extension storage */
function fields() {
  return [...document.querySelectorAll("input")].filter((it) => it.name);
}

/** @param {() => Promise<void>} step whose failure is shown to the reader */
function enqueue(step) {
  void queue(() =>
    step().catch(async (error) => {
      say("optionsNotSaved", error?.message ?? `${error}`);
      await show();
    })
  );
}

/** Shows the stored settings. */
async function show() {
  const { links, ...settings } = await readSettings();
  /** @type {Record<string, unknown>} */
  const values = { ...settings };
  const on = await sitesWithLinks(links);
  for (const site of Object.keys(on)) values[`links.${site}`] = on[site];
  switchAll.ariaDisabled = SITES_TO_ASK_FOR.every((site) => on[site]) ? "true" : null;
  await showWithheld(element("#withheld"), "optionsLinksWithheld");
  for (const field of fields()) {
    const value = values[field.name];
    field.checked = field.type === "radio" ? field.value === value : value === true;
  }
}

/** @param {HTMLInputElement} field that was changed */
function save(field) {
  const value = field.type === "radio" ? field.value : field.checked;
  const [, site] = field.name.split("links.");
  say();
  const saveSwitch = site && switchLinks(site, value === true);
  enqueue(async () => {
    if (!saveSwitch) await saveSetting(field.name, value);
    else field.checked = await saveSwitch();
    if (site && field.checked !== value) say("optionsNotAllowed", LINK_SITES[site].host);
    else say("optionsSaved");
  });
}

/** Asks for all sites at once; then each box says what is so. */
function switchOnAll() {
  if (switchAll.ariaDisabled === "true") return;
  say();
  const saveSwitches = switchOn(SITES_TO_ASK_FOR);
  enqueue(async () => {
    say(await saveSwitches() ? "optionsSaved" : "optionsNoneAllowed");
    await show();
  });
}

/**
 * @param {string} [message] none clears the status
 * @param {string} [detail]
 */
function say(message = "", detail = "") {
  status.classList.toggle("lasting", LASTING.includes(message));
  status.textContent = message ? browser.i18n.getMessage(message, detail) : "";
}

// ---------------------------------------------------------------- trying out

/**
 * @param {string} text
 * @returns {Element[]}
 */
function whatIsFound(text) {
  if (!text.trim()) return [];
  const { kind, papers, references, destinations, words, isAddress } = interpret(text);
  switch (kind) {
    case "papers":
      return [list(papers)];
    case "references":
      return [list(references.map(({ paper }) => paper))];
    case "page":
      return [make("p", urlLink(destinations[0].url))];
    case "search":
      return [make("p", browser.i18n.getMessage("optionsTrySearch", words))];
    case "nothing": {
      const why = isAddress ? "popupUnknownAddress" : "optionsTryNothing";
      return [make("p", browser.i18n.getMessage(why))];
    }
  }
}

/** @param {readonly Paper[]} papers */
function list(papers) {
  const rows = papers.slice(0, MAX_LISTED).map(row);
  const more = papers.length - rows.length;
  if (more) rows.push(make("li", browser.i18n.getMessage("optionsTryMore", `${more}`)));
  return make("ul", ...rows);
}

/** @param {Paper} paper */
function row(paper) {
  const url = coolPapersUrl(paper);
  const code = make("code", idOrWords(paper));
  return make("li", `${paper.source} `, code, document.createElement("br"), urlLink(url));
}

/** @param {string} url */
function urlLink(url) {
  const link = document.createElement("a");
  link.href = link.textContent = url;
  link.target = "_blank";
  return link;
}

/**
 * @param {string} tag
 * @param {...(string | Node)} content
 */
function make(tag, ...content) {
  const made = document.createElement(tag);
  made.append(...content);
  return made;
}

// ---------------------------------------------------------------- export, import, reset

async function saveFile() {
  const blob = new Blob([await exportSettings()], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = EXPORTED_NAME;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function importFile() {
  const chosen = file.files?.[0];
  if (!chosen) return;
  const settings = parseExported(await chosen.text().catch(() => ""));
  file.value = ""; // allows choosing the same file again
  say();
  problem.textContent = settings ? "" : browser.i18n.getMessage("optionsImportBad", chosen.name);
  if (!settings) return;
  await replaceSettings(settings);
  const unknown = firstOf(unknownSettings(settings));
  const { links } = await readSettings();
  const on = await sitesWithLinks(links);
  const hosts = Object.keys(on).filter((site) => links[site] && !on[site])
    .map((site) => LINK_SITES[site].host).join(", ");
  if (unknown) say("optionsImportedPart", unknown);
  else say(hosts ? "optionsImportedAsk" : "optionsImported", hosts);
}

/**
 * @param {readonly string[]} names
 * @returns {string} the first of them, and how many more there are
 */
function firstOf(names) {
  const shown = names.slice(0, MAX_NAMES)
    .map((name) => (name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…` : name))
    .join(", ");
  const more = names.length - MAX_NAMES;
  if (more <= 0) return shown;
  return browser.i18n.getMessage("optionsImportedMore", [shown, more.toLocaleString()]);
}

function askOrReset() {
  const asked = reset.dataset.message === "optionsResetAsk";
  ask(!asked);
  say();
  if (!asked) return;
  enqueue(async () => {
    await replaceSettings({});
    say("optionsResetDone");
  });
}

/** @param {boolean} whether the next click resets */
function ask(whether) {
  reset.dataset.message = whether ? "optionsResetAsk" : "optionsReset";
  reset.textContent = browser.i18n.getMessage(reset.dataset.message);
}
