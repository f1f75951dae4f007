/** Opens tabs for content scripts and our own pages. */

import { openPapers, openText } from "../flow/open.js";
import { currentTab } from "../flow/tabs.js";
import { isSearch, paperNamed, searchWords } from "../papers/cool-papers.js";
import { keyOf } from "../papers/own-paper.js";
import { papersInUrl } from "../papers/find.js";

/** @typedef {import("../flow/send-to-worker.js").Request} Request */

/** More papers than any page lists. */
const MAX_PAPERS = 20_000;

/** Those whose request is being done: each has one at a time. @type {Set<string>} */
const busy = new Set();

/**
 * Does what a page of ours or a content script asks for; ignores all else.
 * @param {unknown} request
 * @param {chrome.runtime.MessageSender} sender
 */
export async function receive(request, sender) {
  const isOwnPage = sender.url?.startsWith(chrome.runtime.getURL("")) ?? false;
  const allowed = sender.id === chrome.runtime.id ? allowedRequest(request, isOwnPage) : undefined;
  const from = `${sender.tab?.id} ${sender.url}`;
  if (!allowed || busy.has(from)) return;
  busy.add(from);
  try {
    await open(allowed, sender.tab);
  } finally {
    busy.delete(from);
  }
}

/**
 * @param {Request} request
 * @param {chrome.tabs.Tab | undefined} from
 */
async function open({ open, text, tabId }, from) {
  const tab = tabId === undefined
    ? from
    : await chrome.tabs.get(tabId).catch(() => currentTab(undefined));
  if (open) await openPapers(open.map(paperNamed), tab);
  else if (text) await openText(text, tab);
}

/**
 * @param {unknown} request
 * @param {boolean} isOwnPage content scripts run in pages that may not speak for the reader
 * @returns {Request | undefined} the request, if its sender may ask for all of it
 */
function allowedRequest(request, isOwnPage) {
  if (typeof request !== "object" || request === null) return undefined;
  const { open, text, tabId } = /** @type {Record<string, unknown>} */ (request);
  if (Array.isArray(open)) {
    const isAllowed = open.length > 0 && open.length <= MAX_PAPERS &&
      open.every((it) => typeof it === "string" && (isPaper(it) || (isOwnPage && isTitle(it))));
    if (!isAllowed) return undefined;
  } else if (!isOwnPage || typeof text !== "string" || open !== undefined) {
    return undefined;
  }
  if (tabId !== undefined && !(isOwnPage && Number.isInteger(tabId))) return undefined;
  return /** @type {Request} */ (request);
}

/**
 * @param {string} named "branch/id"
 * @returns {boolean} whether it has the form of a paper's id
 */
function isPaper(named) {
  const papers = papersInUrl(`https://papers.cool/${named.replaceAll("%", "%25")}`);
  return papers.length === 1 && keyOf(papers[0]) === named;
}

/** @param {string} named "branch/words" */
function isTitle(named) {
  const { branch, id } = paperNamed(named);
  return isSearch(branch) && id !== "" && searchWords(id) === id;
}
