/** The options: each change is stored at once, and what is stored elsewhere shows at once. */

import { turns } from "../in-turn.js";
import { localize } from "../localize.js";
import { coolPapersPage, coolPapersUrls, searchWords } from "../papers/cool-papers.js";
import { papersInText } from "../papers/find.js";
import {
  exportSettings,
  LINK_SITES,
  parseExported,
  readSettings,
  replaceSettings,
  saveSetting,
  unknownSettings,
} from "../settings.js";
import { keepShortcutsShown } from "../shortcuts.js";
import { onChanged, sitesWithLinks, switchLinks } from "../site-permissions.js";
import { siteSwitch } from "../site-switch.js";

/** @typedef {import("../papers/find.js").Paper} Paper */

const EXPORTED_NAME = "cool-papers-redirector.json";
/** So many papers are listed of a text that is tried. */
const MAX_LISTED = 20;
/** What the reader may have to act on stays in sight. */
const LASTING = [
  "optionsNotSaved",
  "optionsNotAllowed",
  "optionsImportedPart",
  "optionsImportedAsk",
];

const linkSites = element("#links");
const tried = /** @type {HTMLInputElement} */ (element("#tried"));
const found = element("#found");
const file = /** @type {HTMLInputElement} */ (element("#file"));
const reset = element("#reset");
const problem = element(".problem");
const status = element(".status");

/** What is stored and shown goes one after the other: to save is to read, then to write. */
const turn = turns();

localize();
const [onRequest, anyway] = [true, false].map((it) =>
  Object.keys(LINK_SITES).filter((site) => LINK_SITES[site].onRequest === it).map(siteSwitch)
);
element("#links-note").after(...anyway);
linkSites.append(...onRequest);
keepShortcutsShown(element(".shortcuts"));
inTurn(show);
chrome.tabs.getCurrent().then((tab) => document.body.classList.toggle("framed", !tab));

onChanged(() => inTurn(show));
for (const field of fields()) field.addEventListener("change", () => save(field));
tried.addEventListener("input", () => found.replaceChildren(...whatIsFound(tried.value)));
element("#change-shortcuts").addEventListener("click", () => {
  void chrome.tabs.create({ url: "chrome://extensions/shortcuts" });
});
element("#export").addEventListener("click", () => inTurn(saveFile));
element("#import").addEventListener("click", () => file.click());
file.addEventListener("change", () => inTurn(importFile));
reset.addEventListener("click", askOrReset);
reset.addEventListener("blur", () => ask(false));

/**
 * @param {string} selector
 * @returns {HTMLElement}
 */
function element(selector) {
  return /** @type {HTMLElement} */ (document.querySelector(selector));
}

/** @returns {HTMLInputElement[]} those that a setting belongs to, named as in the store */
function fields() {
  return [...document.querySelectorAll("input")].filter((it) => it.name);
}

/** @param {() => Promise<void>} step */
function inTurn(step) {
  void turn(() =>
    step().catch(async (error) => {
      say("optionsNotSaved", error?.message ?? `${error}`);
      await show();
    })
  );
}

/** Shows the settings as they are stored. */
async function show() {
  const { links, ...settings } = await readSettings();
  /** @type {Record<string, unknown>} */
  const values = { ...settings };
  for (const [site, on] of Object.entries(await sitesWithLinks(links))) {
    values[`links.${site}`] = on;
  }
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
  inTurn(async () => {
    if (!site) await saveSetting(field.name, value);
    else field.checked = await switchLinks(site, field.checked);
    if (site && field.checked !== value) say("optionsNotAllowed", LINK_SITES[site].host);
    else say("optionsSaved");
  });
}

/**
 * @param {string} [message] none: what was said goes
 * @param {string} [detail]
 */
function say(message = "", detail = "") {
  status.classList.toggle("lasting", LASTING.includes(message));
  status.textContent = message ? chrome.i18n.getMessage(message, detail) : "";
}

// ---------------------------------------------------------------- trying out

/**
 * @param {string} text
 * @returns {Element[]}
 */
function whatIsFound(text) {
  if (!text.trim()) return [];
  const papers = papersInText(text);
  if (papers.length) return [list(papers)];
  const page = coolPapersPage(text);
  if (page) return [make("p", linkTo(page))];
  const words = searchWords(text);
  return [
    make("p", chrome.i18n.getMessage(words ? "optionsTrySearch" : "optionsTryNothing", words)),
  ];
}

/** @param {Paper[]} papers */
function list(papers) {
  const rows = papers.slice(0, MAX_LISTED).map(row);
  const more = papers.length - rows.length;
  if (more) rows.push(make("li", chrome.i18n.getMessage("optionsTryMore", `${more}`)));
  return make("ul", ...rows);
}

/** @param {Paper} paper */
function row(paper) {
  const [url] = coolPapersUrls([paper]);
  const code = make("code", paper.id);
  return make("li", `${paper.source} `, code, document.createElement("br"), linkTo(url));
}

/** @param {string} url */
function linkTo(url) {
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
  file.value = ""; // so that the same file can be chosen again
  say();
  problem.textContent = settings ? "" : chrome.i18n.getMessage("optionsImportBad", chosen.name);
  if (!settings) return;
  await replaceSettings(settings);
  const unknown = unknownSettings(settings).join(", ");
  const { links } = await readSettings();
  const on = await sitesWithLinks(links);
  const hosts = Object.keys(on).filter((site) => links[site] && !on[site])
    .map((site) => LINK_SITES[site].host).join(", ");
  if (unknown) say("optionsImportedPart", unknown);
  else say(hosts ? "optionsImportedAsk" : "optionsImported", hosts);
}

function askOrReset() {
  const asked = reset.dataset.message === "optionsResetAsk";
  ask(!asked);
  say();
  if (!asked) return;
  inTurn(async () => {
    await replaceSettings({});
    say("optionsResetDone");
  });
}

/** @param {boolean} whether the next click resets */
function ask(whether) {
  reset.dataset.message = whether ? "optionsResetAsk" : "optionsReset";
  reset.textContent = chrome.i18n.getMessage(reset.dataset.message);
}
