/** What content scripts and our own pages may ask for: tabs to open, and what we opened. */

import { browser } from "../browser.js";
import { openPapers, openSources, openText } from "../flow/open.js";
import { forgetOpened, openedIn, recordFollowed } from "../flow/session.js";
import { currentTab } from "../flow/tabs.js";
import { MAX_URL_LENGTH, papersShown, waysOn } from "../papers/cool-papers.js";
import { keyOf, paperOfKey, untitled } from "../papers/paper.js";
import { searchWords } from "../papers/search-words-module.js";
import { readSettings } from "../settings.js";
import { hasPermission } from "../site-permissions.js";

/** @typedef {chrome.runtime.MessageSender} Sender */
/** @typedef {Sender & { tab: chrome.tabs.Tab & { id: number } }} ContentScript in a tab's top frame */

/**
 * What the popup sends.
 * @typedef {object} OpenPapers
 * @property {"openPapers"} type
 * @property {readonly import("../papers/paper.js").NamedPaper[]} named
 * @property {boolean} [atSource] whether to open their publishers' pages
 * @property {"background" | "window"} [where] they open, in place of the reader's setting
 * @property {number} [tabId] of the tab that they came from, if it is not the sender's own
 */
/** @typedef {{ type: "openText", text: string, tabId?: number }} OpenText */

/**
 * What a page of Cool Papers is told that we opened and that has none of its papers.
 * @typedef {object} DeadEnd
 * @property {number} count of the papers
 * @property {boolean} isSearch whether the page searches
 * @property {import("../papers/cool-papers.js").Way[]} ways
 */

/**
 * @typedef {object} MessageType
 * @property {"page" | "content script"} from who may send it: a page of ours, or the top frame's content
 *   script, which runs in a page that may not speak for the reader
 * @property {Readonly<Record<string, (value: unknown) => boolean>>} check for each field that it may have
 * @property {(message: any, sender: any) => Promise<unknown>} run gives the answer, if there is one
 * @property {boolean} [isAnswered]
 */

/** The site whose pages show what we tell of our openings. */
const BAR = "coolpapers";

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

/** Content scripts whose papers are being opened: each has one opening at a time. @type {Set<string>} */
const busy = new Set();

/**
 * Listens to messages; ignores those that are none of ours.
 * @param {unknown} message
 * @param {Sender} sender
 * @param {(answer?: unknown) => void} respond
 * @returns {boolean} whether the sender is to wait for an answer
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
 * @returns {Promise<unknown>} the answer, once all is done
 */
export async function receive(message, sender) {
  return await allowedType(message, sender)?.run(message, sender);
}

/**
 * @param {unknown} message
 * @param {Sender} sender
 * @returns {MessageType | undefined} undefined unless its sender may ask for all of it
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

// ---------------------------------------------------------------- what is done

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
 * Notes a link of ours that the reader followed, for the bar on the page that it opens.
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
 * @returns {Promise<DeadEnd | undefined>} undefined where the reader is to be told nothing
 */
async function deadEnd(_message, { tab, url = "" }) {
  const opened = await showsBar() ? await openedIn(tab, url) : undefined;
  if (!opened) return undefined;
  const { papers } = opened;
  return { count: papers.length, isSearch: papers[0].kind === "titled", ways: waysOn(opened) };
}

/** @returns {Promise<boolean>} whether the reader wants it, and the browser lets us show it */
async function showsBar() {
  return (await readSettings()).links[BAR] && await hasPermission(BAR);
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
 * @returns {(value: unknown) => boolean} for a list, however long: before many tabs open, the reader is asked
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
 * @returns {boolean} whether the browser takes it: other numbers than of 32 bits make its API throw
 */
function isTabId(value) {
  return typeof value === "number" && (value | 0) === value;
}

/** @param {unknown} value @returns {boolean} */
function isNamedPaper(value) {
  const { paper, title } = /** @type {Record<string, unknown>} */ (value ?? {});
  return isText(title) && isPaper(paper);
}

/** @param {unknown} value @returns {boolean} whether it has an id of a known form, or words to search */
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
