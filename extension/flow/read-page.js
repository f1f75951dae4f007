/** Reads the page that the reader is on, at their click, with activeTab and nothing more. */

import "./page-reader.js";

/** @typedef {import("../papers/list.js").PageContent} PageContent */
/** @typedef {PageContent & { frameId: number }} FrameContent */

/**
 * Milliseconds to wait for activeTab after a click: on a busy machine its leave comes a moment
 * later, and no event tells of it.
 */
export const WAITS_FOR_LEAVE = [10, 50, 200];

/**
 * Reads a page with all its frames; what it takes and gives is said in page-reader.js.
 * @type {(
 *   tab: chrome.tabs.Tab | undefined,
 *   link?: string,
 *   waits?: readonly number[],
 * ) => Promise<FrameContent[] | undefined>}
 */
export const readPage = /** @type {any} */ (globalThis).readPage;

/** @type {<T>(read: () => Promise<T>, waits: readonly number[]) => Promise<T | undefined>} */
const onceAllowed = /** @type {any} */ (globalThis).onceAllowed;

/**
 * Reads what is selected in a page, whichever frame it is in.
 * @param {chrome.tabs.Tab | undefined} tab
 * @returns {Promise<string>} nothing where the browser allows no reading, as in PDFs
 */
export async function readSelection(tab) {
  if (tab?.id === undefined) return "";
  const target = { tabId: tab.id, allFrames: true };
  const injection = { target, injectImmediately: true, func: selectedText };
  const frames = await onceAllowed(
    () => chrome.scripting.executeScript(injection),
    WAITS_FOR_LEAVE,
  ) ?? [];
  const selected = frames.flatMap(({ result }) => (result?.text ? [result] : []));
  return (selected.find(({ isInUse }) => isInUse) ?? selected[0])?.text ?? "";
}

/**
 * Runs in the page, by itself.
 * @returns {{ text: string, isInUse: boolean }} what is selected, in a field too, and whether the
 *   reader is in this frame: another can hold what they selected before
 */
function selectedText() {
  const field = document.activeElement;
  const isInUse = document.hasFocus() && !/^i?frame$/i.test(field?.localName ?? "");
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
    const { selectionStart, selectionEnd, value, type } = field;
    // What a password field holds is nobody's business.
    if (type === "password") return { text: "", isInUse };
    const selected = value.slice(selectionStart ?? 0, selectionEnd ?? 0);
    if (selected) return { text: selected, isInUse };
  }
  return { text: getSelection()?.toString().trim() ?? "", isInUse };
}
