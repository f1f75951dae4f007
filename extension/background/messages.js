/** Messages from content scripts and the extension's pages: open tabs, or report what was opened. */

import { browser } from "../browser.js";
import { openPapers, openSources, openText } from "../flow/open.js";
import { forgetOpened, openedIn, recordFollowed } from "../flow/session.js";
import { currentTab } from "../flow/tabs.js";
import {
  keyOf,
  MAX_URL_LENGTH,
  paperOfKey,
  papersShown,
  untitled,
  waysOn,
} from "../papers/paper.js";
import { searchWords } from "../papers/plain-scripts.js";
import { hasPermission, readSettings } from "../settings.js";

/** @typedef {chrome.runtime.MessageSender} Sender */
/** @typedef {Sender & { tab: chrome.tabs.Tab & { id: number } }} ContentScript in a tab's top frame */

/**
 * A message from the popup.
 * @typedef {object} OpenPapers
 * @property {"openPapers"} type
 * @property {readonly import("../papers/paper.js").NamedPaper[]} named
 * @property {boolean} [atSource] whether to open their publishers' pages
 * @property {"background" | "window"} [where] overrides the reader's setting
 * @property {number} [tabId] the tab that they came from, if not the sender's own
 */
/** @typedef {{ type: "openText", text: string, tabId?: number }} OpenText */

/**
 * The answer to a page of Cool Papers that we opened and that lacks the papers.
 * @typedef {object} DeadEnd
 * @property {number} count of the papers
 * @property {boolean} isSearch whether the page searches
 * @property {import("../papers/paper.js").Way[]} ways
 */

/**
 * @typedef {object} MessageType
 * @property {"page" | "content script"} from the allowed sender: a page of the extension, or the top
 *   frame's content script, which is less trusted, since it runs in a site's page
 * @property {Readonly<Record<string, (value: unknown) => boolean>>} check for each allowed field
 * @property {(message: any, sender: any) => Promise<unknown>} run returns the answer, if any
 * @property {boolean} [isAnswered]
 */

/** The site whose pages show the bar about missing papers. */
const BAR_SITE = "coolpapers";

/** By name. @type {Readonly<Record<string, MessageType>>} */
const MESSAGES = {
  openPapers: {
    from: "page",
    check: {
      named: listOf(isNamedPaper),
      atSource: optional((it) => typeof it === "boolean"),
      where: optional((it) => it === "background" || it === "window"),
      tabId: optional(isTabId),
    },
    run: openNamed,
  },
  openText: {
    from: "page",
    check: { text: isText, tabId: optional(isTabId) },
    run: openMeant,
  },
  openAll: {
    from: "content script",
    check: { keys: listOf((it) => isText(it) && paperOfKey(it) !== undefined) },
    run: openKeys,
  },
  followed: {
    from: "content script",
    check: { url: isLinkOfOurs, time: (it) => typeof it === "number" },
    run: noteLink,
  },
  whatWasOpened: { from: "content script", check: {}, run: deadEnd, isAnswered: true },
  forgetOpened: { from: "content script", check: {}, run: forget },
};

/** Pages whose papers are being opened; a page opens only one set at a time. @type {Set<string>} */
const busy = new Set();

/**
 * Receives messages; ignores invalid ones.
 * @param {unknown} message
 * @param {Sender} sender
 * @param {(answer?: unknown) => void} respond
 * @returns {boolean} whether the sender will get an answer
 */
export function listen(message, sender, respond) {
  const isAnswered = typeOf(message)?.isAnswered ?? false;
  const received = receive(message, sender);
  if (isAnswered) void received.then(respond);
  return isAnswered;
}

/**
 * @param {unknown} message
 * @param {Sender} sender
 * @returns {Promise<unknown>} the answer, once the message is handled
 */
export async function receive(message, sender) {
  return await allowedType(message, sender)?.run(message, sender);
}

/**
 * @param {unknown} message
 * @param {Sender} sender
 * @returns {MessageType | undefined} undefined unless its sender and all of its fields are allowed
 */
function allowedType(message, sender) {
  const type = sender.id === browser.runtime.id ? typeOf(message) : undefined;
  if (!type || type.from !== kindOf(sender)) return undefined;
  const { type: _, ...fields } = /** @type {Record<string, unknown>} */ (message);
  const isAllowed = Object.keys(fields).every((field) => Object.hasOwn(type.check, field)) &&
    Object.entries(type.check).every(([field, isValid]) => isValid(fields[field]));
  return isAllowed ? type : undefined;
}

/**
 * @param {unknown} message
 * @returns {MessageType | undefined}
 */
function typeOf(message) {
  const { type } = /** @type {Record<string, unknown>} */ (message ?? {});
  return isText(type) && Object.hasOwn(MESSAGES, type) ? MESSAGES[type] : undefined;
}

/**
 * @param {Sender} sender
 * @returns {MessageType["from"] | undefined}
 */
function kindOf({ url, frameId, tab }) {
  if (url?.startsWith(browser.runtime.getURL(""))) return "page";
  return frameId === 0 && tab?.id !== undefined ? "content script" : undefined;
}

// ---------------------------------------------------------------- handlers

/**
 * @param {OpenPapers} message
 * @param {Sender} sender
 */
async function openNamed({ named, atSource, where, tabId }, sender) {
  await (atSource ? openSources : openPapers)(named, await tabOf(tabId, sender), where);
}

/**
 * @param {OpenText} message
 * @param {Sender} sender
 */
async function openMeant({ text, tabId }, sender) {
  await openText(text, await tabOf(tabId, sender));
}

/**
 * @param {number | undefined} tabId
 * @param {Sender} sender
 */
async function tabOf(tabId, sender) {
  return tabId === undefined ? sender.tab : await currentTab({ id: tabId });
}

/**
 * @param {{ keys: string[] }} message
 * @param {ContentScript} sender
 */
async function openKeys({ keys }, { tab, url }) {
  const from = `${tab.id} ${url}`;
  if (busy.has(from)) return;
  busy.add(from);
  try {
    await openPapers(keys.flatMap((key) => paperOfKey(key) ?? []).map(untitled), tab);
  } finally {
    busy.delete(from);
  }
}

/**
 * Records that the reader followed a link of ours, for the bar on the page that it opens.
 * @param {{ url: string, time: number }} message time: of the click
 * @param {ContentScript} sender
 */
async function noteLink({ url, time }, { tab }) {
  if (await showsBar()) await recordFollowed(tab.id, url, time);
}

/**
 * @param {unknown} _message
 * @param {ContentScript} sender
 */
async function forget(_message, { tab }) {
  await forgetOpened(tab.id);
}

/**
 * @param {unknown} _message
 * @param {ContentScript} sender
 * @returns {Promise<DeadEnd | undefined>} undefined if there is no bar to show
 */
async function deadEnd(_message, { tab, url = "" }) {
  const opened = await showsBar() ? await openedIn(tab, url) : undefined;
  if (!opened) return undefined;
  const { papers } = opened;
  return { count: papers.length, isSearch: papers[0].kind === "titled", ways: waysOn(opened) };
}

/** @returns {Promise<boolean>} whether the bar is switched on and the browser permits it */
async function showsBar() {
  return (await readSettings()).links[BAR_SITE] && await hasPermission(BAR_SITE);
}

// ---------------------------------------------------------------- checks

/**
 * @param {(value: unknown) => boolean} isValid
 * @returns {(value: unknown) => boolean}
 */
function optional(isValid) {
  return (value) => value === undefined || isValid(value);
}

/**
 * @param {(value: unknown) => boolean} isValid
 * @returns {(value: unknown) => boolean} for a list of any length: the reader is asked before many tabs open
 */
function listOf(isValid) {
  return (value) => Array.isArray(value) && value.length > 0 && value.every(isValid);
}

/** @param {unknown} value @returns {value is string} */
function isText(value) {
  return typeof value === "string";
}

/**
 * @param {unknown} value
 * @returns {boolean} whether it is a 32-bit integer: the browser's API throws for other numbers
 */
function isTabId(value) {
  return typeof value === "number" && (value | 0) === value;
}

/** @param {unknown} value @returns {boolean} */
function isNamedPaper(value) {
  const { paper, title } = /** @type {Record<string, unknown>} */ (value ?? {});
  return isText(title) && isPaper(paper);
}

/** @param {unknown} value @returns {boolean} whether it is a paper with a valid id, or with words to search */
function isPaper(value) {
  const { kind, source, branch, id, page, words } =
    /** @type {Record<string, unknown>} */ (value ?? {});
  if (!isText(source)) return false;
  if (kind === "paper") return isText(id) && paperOfKey(`${branch}/${id}`)?.branch === branch;
  return kind === "titled" && isText(page) && isText(words) && words !== "" &&
    searchWords(words) === words;
}

/**
 * @param {unknown} url
 * @returns {boolean} whether it leads to papers, or to a search for a title
 */
function isLinkOfOurs(url) {
  if (!isText(url) || url.length > MAX_URL_LENGTH) return false;
  const papers = papersShown(url);
  return papers.length > 0 &&
    papers.every((paper) =>
      paper.kind === "titled"
        ? searchWords(paper.words) !== ""
        : paperOfKey(keyOf(paper)) !== undefined
    );
}
