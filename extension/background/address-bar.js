/** The address bar's keyword: opens ids, URLs and DOIs, lists references, and searches words. */

import { browser, QUIRKS, serialQueue } from "../browser.js";
import { openHelp, openText } from "../flow/open.js";
import { currentTab } from "../flow/tabs.js";
import { interpret } from "../papers/interpret.js";
import { coolPapersUrl, idOrWords, searchUrl } from "../papers/paper.js";
import { readSettings } from "../settings.js";

/** @type {Record<string, import("../flow/tabs.js").Where>} */
const WHERE = {
  currentTab: "same",
  newForegroundTab: "beside",
  newBackgroundTab: "background",
};
/** The first few papers of a text are also offered one by one. */
const MAX_SINGLE_PAPERS = 4;

/** Serializes descriptions: the browser parses each asynchronously, and shows the last to finish. */
const queue = serialQueue();
/** Counts the inputs so far; only the latest one is described. */
let typed = 0;
/** Texts being opened now: if Enter is held down, the same text is entered repeatedly. @type {Set<string>} */
const opening = new Set();

/**
 * Shows what Enter will do, and the alternatives. Where the default suggestion cannot say what Enter will
 * do, the first of the others does.
 * @param {string} text
 * @param {(suggestions: chrome.omnibox.SuggestResult[]) => void} suggest
 */
export async function showSuggestions(text, suggest) {
  const mine = ++typed;
  const meaning = interpret(text);
  const { papers, words } = meaning;
  const described = queue(async () => {
    if (mine !== typed || !QUIRKS.defaultSuggestionFollows) return;
    await browser.omnibox.setDefaultSuggestion({ description: describe(meaning) });
  });
  const [{ search }] = await Promise.all([readSettings(), described]);
  /** @type {chrome.omnibox.SuggestResult[]} */
  const single = papers.length < 2 ? [] : papers.slice(0, MAX_SINGLE_PAPERS).map((paper) => ({
    content: coolPapersUrl(paper),
    description: message("addressBarOpen", idOrWords(paper)),
  }));
  /** @type {("arxiv" | "venue")[]} */
  const branches = ["arxiv", "venue"];
  if (!QUIRKS.defaultSuggestionFollows && search === "venue") branches.reverse();
  const isInDefault = QUIRKS.defaultSuggestionFollows && !papers.length;
  const searches = !words
    ? []
    : branches.filter((branch) => !isInDefault || branch !== search).map((branch) => ({
      content: searchUrl(words, branch),
      description: message(
        branch === "arxiv" ? "addressBarSearchArxiv" : "addressBarSearchVenue",
        words,
      ),
    }));
  const first = QUIRKS.defaultSuggestionFollows ? [] : asEntered(meaning);
  suggest([...first, ...single, ...searches]);
}

/** Where the default suggestion cannot say what Enter will do, shows a hint there. */
export function showHint() {
  if (QUIRKS.defaultSuggestionFollows) return;
  void browser.omnibox?.setDefaultSuggestion({ description: message("addressBarHint") });
}

/**
 * @param {import("../papers/interpret.js").Meaning} meaning
 * @returns {chrome.omnibox.SuggestResult[]} one that does what Enter does; none for searches, which are
 *   offered anyway, and for references, which no URL can name
 */
function asEntered(meaning) {
  const { destinations, kind } = meaning;
  if (kind !== "papers" && kind !== "page") return [];
  // The browser drops a suggestion whose content is the text that was typed.
  const content = destinations.map(({ url }) => url).join(" ");
  return [{ content, description: describe(meaning) }];
}

/**
 * @param {import("../papers/interpret.js").Meaning} meaning
 * @returns {string} what Enter does
 */
function describe({ kind, names, references, words }) {
  if (kind === "references") return message("addressBarReferences", `${references.length}`);
  if (names.length > 1) return message("addressBarOpenAll", `${names.length}`);
  if (names.length) return message("addressBarOpen", names[0]);
  return words ? message("addressBarSearch", words) : message("addressBarHint");
}

/**
 * @param {string} name
 * @param {string} [shown] the reader's text; escaped, if the browser parses descriptions as XML
 */
function message(name, shown = "") {
  if (!QUIRKS.parsesSuggestions) return browser.i18n.getMessage(name, shown);
  const escaped = shown.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return browser.i18n.getMessage(name, `<match>${escaped}</match>`);
}

/**
 * Does what the chosen suggestion said.
 * @param {string} text typed, or a suggestion's content
 * @param {`${chrome.omnibox.OnInputEnteredDisposition}`} disposition
 */
export async function openEntered(text, disposition) {
  if (opening.has(text)) return;
  opening.add(text);
  try {
    const tab = await currentTab(undefined);
    const where = WHERE[disposition];
    const { kind, isAddress } = await openText(text, tab, where);
    if (kind !== "nothing") return;
    await openHelp(tab, { reason: isAddress ? "address" : "text", where });
  } finally {
    opening.delete(text);
  }
}
