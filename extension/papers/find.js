/**
 * Finds papers in URLs and in text. Pure: no browser API, any JavaScript engine runs it.
 * The rules are data: registry/sources.js, rendered from build/sources.
 */

import {
  AFTER_URL,
  ANCHOR,
  AROUND_ID,
  AROUND_URL,
  BASE64_URL,
  COPY_NUMBER,
  FILE_ENDING,
  MENTION,
  NAMES_PAPERS,
  RUN_CHARACTER,
  SOURCES,
  TITLE_RULES,
  URL_WITHOUT_SCHEME,
  WRAPPED_BARE_URL,
  WRAPPED_DOI,
  WRAPPED_URL,
} from "../registry/sources.js";
import { knownPaper, titledPaper, unique } from "./paper.js";
import { repairText } from "./repair-text.js";
import { fillTemplate, idByUrlRule, parseQuery, undoEscapes } from "./url-rules-module.js";

/** @typedef {import("../registry/sources.js").Source} Source */
/** @typedef {import("./url-rules-module.js").UrlRule} UrlRule */

/** @typedef {import("./paper.js").KnownPaper} KnownPaper */
/** @typedef {Readonly<import("./paper.js").TitledPaper>} TitledPaper */

/** No paper has a longer URL. */
const MAX_URL_LENGTH = 8192;
/** Three wrappers (a mail filter, a search engine, an archive) do occur. */
const MAX_WRAPPERS = 3;
/** How many URLs, and characters of them, are looked at in one: more are made up to take time. */
const MAX_CANDIDATES = 64;
const MAX_CHARACTERS = 4 * MAX_URL_LENGTH;
const MAX_ALONE_LENGTH = 100;
/** Characters read on each side of a run: for a currency, a unit, the word "version". */
const CONTEXT = 16;
/** What a line's end may have cut off a URL or DOI is not longer. */
const MAX_REST = 300;
/** Where a PDF's line ended: viewers and mail programs hand over a space or the line's end. */
const LINE_END = /(?: |\r?\n[ \t]{0,8})(?=[0-9A-Za-z%])/y;
/** Where PDFs break URLs and DOIs. */
const BREAKS_AFTER = /[/?=&:.]$/;
/**
 * The rest of an id has letters and digits, an inner capital or at least five digits; the next word,
 * or a year, has not.
 */
const REST_OF_ID =
  /^(?=[0-9A-Za-z%]).*(?:[A-Za-z].*[0-9]|[0-9].*[A-Za-z]|[0-9][./][0-9]|.[A-Z])|^[0-9]{5,9}(?![0-9])/;
const YEAR = /^(?:19|20)[0-9]{2}(?![0-9])/;
/** Where this makes an id of what was cut off, so would any word that follows. */
const ANY_WORD = "aaaaaaaa";
/** The site's own hosts. */
export const COOL_PAPERS = ["papers.cool", "www.papers.cool"];
const WITHOUT_PAPERS = ["data:", "javascript:"];

const RUN_CODES = Array.from(
  { length: 128 },
  (_, code) => RUN_CHARACTER.test(String.fromCharCode(code)),
);
/** A run with none of these, such as "and/or", names no paper. */
const TELLING = /[0-9.:@]/;

/** @typedef {{ source: Source, rule: UrlRule }[]} HostRules */
/**
 * By host as the registry names it, "*." included.
 * @template Rule
 * @typedef {ReadonlyMap<string, readonly Rule[]>} ByHost
 */

const REGISTERED_RULES = byHost(
  SOURCES.flatMap((source) => source.urls.map((rule) => ({ hosts: rule.hosts, source, rule }))),
);
const REGISTERED_TITLES = byHost(TITLE_RULES);
/** By host of a URL; most links of a page are to a few hosts. @type {Map<string, HostRules>} */
const knownRules = new Map();
const MAX_KNOWN_HOSTS = 1000;
/** By URL: a page's links are asked for several times. @type {Map<string, UrlMeaning>} */
const knownUrls = new Map();
const MAX_KNOWN_URLS = 5000;

/**
 * Finds the papers that a text names: by URL, DOI or bare id.
 * @param {string} text
 * @returns {KnownPaper[]} in order of appearance, each once; time grows linearly with the text
 */
export function papersInText(text) {
  const plain = repairText(text);
  const alone = paperAlone(plain);
  return alone ? [alone] : unique([...mentionedIn(plain)]);
}

/**
 * Finds the paper that a URL shows or wraps, or all papers of a Cool Papers URL.
 * @param {string} url any text; if it is not a URL, there are no papers
 * @returns {KnownPaper[]} in order of appearance, each once
 */
export function papersInUrl(url) {
  return [...meaningOf(url).papers];
}

/**
 * Recognizes the page of a paper that is known by its title only.
 * @param {string} url any text
 * @returns {TitledPaper | undefined} with the words that the URL states; undefined where it names papers
 *   by id, or none at all
 */
export function titledInUrl(url) {
  if (!NAMES_PAPERS.test(url)) return undefined;
  const { papers, titled } = meaningOf(url);
  return papers.length ? undefined : titled;
}

/**
 * Finds the paper that a DOI names.
 * @param {string} doi starting at its "10."; text after the id is ignored
 * @returns {KnownPaper[]} one paper, or none
 */
export function papersInDoi(doi) {
  for (const source of SOURCES) {
    for (const rule of source.dois) {
      const match = rule.pattern.exec(doi);
      if (match) return [paperOf(source, fillTemplate(rule.paperId, match))];
    }
  }
  return [];
}

/**
 * @param {Source} source
 * @param {string} id
 */
function paperOf({ name, branch }, id) {
  return knownPaper(name, branch, id);
}

// ---------------------------------------------------------------- text

/**
 * Reads only the runs of URL characters around the few places where an id can be.
 * @param {string} text
 * @returns {Generator<KnownPaper>}
 */
function* mentionedIn(text) {
  const anchor = new RegExp(ANCHOR, "g");
  const mention = new RegExp(MENTION, "gi");
  let end = 0;
  for (let hit = anchor.exec(text); hit; hit = anchor.exec(text)) {
    const floor = end;
    let start = hit.index;
    while (start > floor && RUN_CODES[text.charCodeAt(start - 1)]) start--;
    for (end = hit.index; end < text.length && RUN_CODES[text.charCodeAt(end)];) end++;
    anchor.lastIndex = end;
    if (!TELLING.test(text.slice(start, end)) && hit[0].length < 2) continue;
    const left = Math.max(0, start - CONTEXT);
    const run = text.slice(left, end + CONTEXT);
    mention.lastIndex = 0;
    for (let match = mention.exec(run); match; match = mention.exec(run)) {
      const from = left + match.index;
      // The context can cut a word in two, so a match that lies wholly in it does not count.
      if (from + match[0].length <= start || from >= end) continue;
      const papers = fromMention(match);
      yield* papers;
      if (!papers.length && from + match[0].length === end) yield* joinedToNext(match, text, end);
    }
  }
}

/**
 * @param {RegExpExecArray} match
 * @returns {KnownPaper[]}
 */
function fromMention({ groups = {}, index, input }) {
  if (groups.doi) return papersInDoi(groups.doi);
  let url = groups.url ?? groups.bare;
  if (!url) return groups.text ? byTextRules(groups.text, false) : [];
  // Markdown's emphasis. At the end only, "_" may be the id's.
  if (input[index - 1] === "_" && url.endsWith("_")) url = url.slice(0, -1);
  const stripped = strip(url, AROUND_URL);
  const papers = inMentionedUrl(stripped);
  if (papers.length || !/[_~@]$/.test(stripped)) return papers;
  return inMentionedUrl(strip(stripped, `${AROUND_URL}_~@`));
}

/**
 * @param {string} url as a text states it, maybe without its scheme
 * @returns {KnownPaper[]}
 */
function inMentionedUrl(url) {
  if (!NAMES_PAPERS.test(url)) return [];
  return inUrl(/^https?:/i.test(url) ? url : `https://${url}`);
}

/**
 * Reads a URL or DOI that the end of a line has cut.
 * @param {RegExpExecArray} match that names no paper by itself
 * @param {string} text
 * @param {number} end of the match
 * @returns {KnownPaper[]}
 */
function joinedToNext({ groups = {} }, text, end) {
  const cut = groups.url ?? groups.doi ?? groups.bare;
  LINE_END.lastIndex = end;
  if (!cut || !LINE_END.test(text)) return [];
  const start = LINE_END.lastIndex;
  let restEnd = start;
  while (restEnd < start + MAX_REST && RUN_CODES[text.charCodeAt(restEnd)]) restEnd++;
  const rest = strip(text.slice(start, restEnd), AROUND_URL);
  const read = groups.doi ? papersInDoi : inMentionedUrl;
  const papers = read(cut + rest);
  if (!papers.length) return [];
  const takesAnyWord = read(cut + ANY_WORD).length > 0;
  if (cut.endsWith("-")) {
    // The hyphen may be the id's or the typesetter's.
    const [other] = read(cut.slice(0, -1) + rest);
    return takesAnyWord || (other && other.id !== papers[0].id) ? [] : papers;
  }
  if (BREAKS_AFTER.test(cut)) {
    return REST_OF_ID.test(rest) || (!takesAnyWord && !YEAR.test(rest)) ? papers : [];
  }
  const isInNumber = /[0-9]$/.test(cut) && /^[0-9]/.test(rest);
  return isInNumber && !takesAnyWord ? papers : [];
}

/**
 * @param {string} text
 * @param {boolean} alone whether it is the whole text
 * @returns {KnownPaper[]} one paper, or none
 */
function byTextRules(text, alone) {
  for (const source of SOURCES) {
    for (const rule of source.texts) {
      const match = rule.alone && !alone ? null : rule.pattern.exec(text);
      if (match) return [paperOf(source, fillTemplate(rule.paperId, match))];
    }
  }
  return [];
}

/**
 * @param {string} text
 * @returns {KnownPaper | undefined}
 */
function paperAlone(text) {
  return text.length > MAX_ALONE_LENGTH ? undefined : byTextRules(strip(text, AROUND_ID), true)[0];
}

/**
 * @param {string} text
 * @param {string} characters
 * @returns {string} the text without these characters at its ends
 */
function strip(text, characters) {
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text[start])) start++;
  while (end > start && characters.includes(text[end - 1])) end--;
  return text.slice(start, end);
}

// ---------------------------------------------------------------- URLs

/**
 * What may still be looked at in one URL.
 * @typedef {object} Budget
 * @property {Set<string>} candidates the URLs that have been
 * @property {number} characters how many more may be
 * @property {TitledPaper} [titled] what a URL showed that names no paper by id
 */

/**
 * @typedef {object} UrlMeaning
 * @property {readonly KnownPaper[]} papers
 * @property {TitledPaper} [titled]
 */

/** @returns {Budget} */
function newBudget() {
  return { candidates: new Set(), characters: MAX_CHARACTERS };
}

/** @param {string} url @returns {UrlMeaning} */
function meaningOf(url) {
  const known = knownUrls.get(url);
  if (known) return known;
  const budget = newBudget();
  const papers = unique(inUrl(url, 0, budget));
  if (knownUrls.size >= MAX_KNOWN_URLS) knownUrls.clear();
  const meaning = { papers, titled: budget.titled };
  knownUrls.set(url, meaning);
  return meaning;
}

/**
 * @param {string} text
 * @param {number} [wrappers] how many URLs wrap this one
 * @param {Budget} [budget] of the outermost one
 * @returns {KnownPaper[]}
 */
function inUrl(text, wrappers = 0, budget = newBudget()) {
  const url = text.length > MAX_URL_LENGTH ? undefined : parsed(text.replaceAll("&amp;", "&"));
  if (!url || WITHOUT_PAPERS.includes(url.protocol)) return [];
  if (url.protocol === "file:") return inFileName(url.pathname);
  // A scheme of the id's own: "arXiv:math/0211159".
  const named = url.host ? [] : byTextRules(undoEscapes(text), false);
  if (named.length) return named;
  const host = url.hostname.replace(/[.]$/, "");
  const path = undoEscapes(url.pathname);
  const query = parseQuery(url.search);
  const found = COOL_PAPERS.includes(host) ? onCoolPapers(path) : byUrlRules(host, path, query);
  if (found.length) return found;
  budget.titled ??= titledPage(host, path);
  if (wrappers === MAX_WRAPPERS) return [];
  for (const candidate of wrappedIn(url, path, query)) {
    if (budget.candidates.has(candidate)) continue;
    budget.candidates.add(candidate);
    budget.characters -= candidate.length;
    if (budget.characters < 0 || budget.candidates.size > MAX_CANDIDATES) return [];
    const papers = candidate.startsWith("10.")
      ? papersInDoi(candidate)
      : inUrl(candidate, wrappers + 1, budget);
    if (papers.length) return papers;
  }
  return [];
}

/**
 * @param {string} text
 * @returns {URL | undefined} undefined if it is not a URL (asking `canParse` first would parse twice)
 */
function parsed(text) {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @returns {KnownPaper[]}
 */
function onCoolPapers(path) {
  const ids = /^\/(?:arxiv|venue)\/([^?#]+)$/.exec(path)?.[1] ?? "";
  return ids.split(",").flatMap((id) => byTextRules(strip(id, AROUND_ID), false));
}

/**
 * @param {string} host
 * @param {string} path
 * @param {[string, string][]} query
 * @returns {KnownPaper[]} one paper, or none
 */
function byUrlRules(host, path, query) {
  const rules = rulesOf(host);
  if (!rules.length) return [];
  for (const cut of [whole, withoutTextAround]) {
    const cutPath = cut(path);
    const cutQuery = query.map((
      [key, value],
    ) => /** @type {[string, string]} */ ([key, cut(value)]));
    for (const { source, rule } of rules) {
      const id = idByUrlRule(rule, cutPath, cutQuery);
      if (id) return [paperOf(source, id)];
    }
  }
  return [];
}

/**
 * @param {string} host
 * @param {string} path
 * @returns {TitledPaper | undefined}
 */
function titledPage(host, path) {
  for (const { source, path: pattern } of registeredFor(REGISTERED_TITLES, host)) {
    const match = pattern.exec(path);
    if (match) {
      const words = (match.groups?.title ?? "").replace(/[-_]+/g, " ").trim();
      return titledPaper(source, words, `${host}${path}`);
    }
  }
  return undefined;
}

/**
 * @param {string} host
 * @returns {HostRules} the rules for the host, or if there are none, for the host behind a proxy;
 *   then those for any host
 */
function rulesOf(host) {
  const known = knownRules.get(host);
  if (known) return known;
  const own = registeredFor(REGISTERED_RULES, host);
  const named = own.length ? own : registeredFor(REGISTERED_RULES, behindProxy(host));
  const rules = [...named, ...REGISTERED_RULES.get("*") ?? []];
  if (knownRules.size >= MAX_KNOWN_HOSTS) knownRules.clear();
  knownRules.set(host, rules);
  return rules;
}

/**
 * @template {{ hosts: readonly string[] }} Rule
 * @param {readonly Rule[]} rules
 * @returns {ByHost<Rule>}
 */
function byHost(rules) {
  /** @type {Map<string, Rule[]>} */
  const registered = new Map();
  for (const rule of rules) {
    for (const host of rule.hosts) registered.set(host, [...registered.get(host) ?? [], rule]);
  }
  return registered;
}

/**
 * @template Rule
 * @param {ByHost<Rule>} registered
 * @param {string} host
 * @returns {Rule[]} the rules for the host, and for all hosts below its parents
 */
function registeredFor(registered, host) {
  const rules = [...registered.get(host) ?? []];
  for (let dot = host.indexOf("."); dot >= 0; dot = host.indexOf(".", dot + 1)) {
    rules.push(...registered.get(`*${host.slice(dot)}`) ?? []);
  }
  return rules;
}

/**
 * @param {string} host
 * @returns {string} the host that a library's or a translator's proxy stands for: its dots are hyphens
 *   in the first label ("arxiv-org.ezproxy.example.edu"), its hyphens are doubled; "" for none
 */
function behindProxy(host) {
  const [label, ...rest] = host.split(".");
  if (rest.length < 2 || !label.includes("-")) return "";
  return label.split("--").map((part) => part.replaceAll("-", ".")).join("-");
}

/** @param {string} text */
const whole = (text) => text;

/** @param {string} text */
function withoutTextAround(text) {
  const at = text.search(AFTER_URL);
  return strip(at < 0 ? text : text.slice(0, at), ".:?");
}

/**
 * Yields what this URL may wrap: in the values of its query, then in the tail of its path.
 * @param {URL} url
 * @param {string} path
 * @param {[string, string][]} query
 * @returns {Generator<string>} URLs, and DOIs from their "10." on
 */
function* wrappedIn(url, path, query) {
  for (const [, value] of query) {
    for (const text of [value, undoEscapes(value), ownEncoding(value)]) {
      const wrapped = asUrl(text, url) ?? doiIn(text);
      if (wrapped) yield wrapped;
    }
  }
  const rest = url.pathname + url.search + url.hash;
  const at = rest.search(WRAPPED_URL);
  if (at >= 0) {
    const tail = rest.slice(at);
    if (URL.canParse(tail)) yield tail;
    // With its own slashes escaped, the next one is the wrapper's.
    else yield* [undoEscapes(tail.replace(/(?<!:)[/?&#].*/, "")), undoEscapes(tail)];
  }
  const bare = rest.search(WRAPPED_BARE_URL);
  if (bare >= 0) yield `https://${rest.slice(bare + 1)}`;
  const doi = doiIn(path);
  if (doi) yield doi;
  for (const segment of path.split("/")) {
    const encoded = inBase64(segment);
    if (encoded) yield encoded;
  }
}

/**
 * @param {string} value of a query
 * @returns {string} the URL that it is in an encoding other than percent-escapes: base64, or
 *   Proofpoint's ("https-3A__arxiv.org_abs_1706.03762"); "" for none
 */
function ownEncoding(value) {
  if (/^https?-3A__/i.test(value)) {
    return value.replaceAll("_", "/")
      .replace(/-([2-7][0-9A-F])/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  }
  return inBase64(value);
}

/**
 * Search engines' and newsletters' links have a URL in base64, by itself or in a JSON object.
 * @param {string} text
 * @returns {string} the first URL that it holds in base64; "" for none
 */
function inBase64(text) {
  const encoded = BASE64_URL.exec(text)?.[0];
  if (!encoded) return "";
  const padded = encoded.replaceAll("-", "+").replaceAll("_", "/");
  try {
    const decoded = atob(padded.slice(0, padded.length - (padded.length % 4 === 1 ? 1 : 0)));
    return /https?:[/][^"]*/.exec(decoded.replaceAll("\\/", "/"))?.[0] ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} value
 * @param {URL} base
 * @returns {string | undefined} the URL that the value is, if it is one
 */
function asUrl(value, base) {
  if (/^https?:[/]/i.test(value)) return value;
  if (value.startsWith("//")) return `https:${value}`;
  if (value.startsWith("/") && base.host) return `https://${base.host}${value}`;
  return URL_WITHOUT_SCHEME.test(value) ? `https://${value}` : undefined;
}

/**
 * @param {string} text
 * @returns {string | undefined} the DOI that the text, or one of its path segments, begins with
 */
function doiIn(text) {
  const match = WRAPPED_DOI.exec(text);
  return match ? text.slice(match.index + match[0].length) : undefined;
}

/**
 * @param {string} path of a file's URL
 * @returns {KnownPaper[]} that the file is named after
 */
function inFileName(path) {
  const escaped = path.slice(path.lastIndexOf("/") + 1).replace(
    /(?:%[89A-Fa-f][0-9A-Fa-f])+/g,
    " ",
  );
  const name = undoEscapes(escaped).replace(COPY_NUMBER, "");
  const alone = paperAlone(name);
  if (alone) return [alone];
  return papersInText(name.replace(FILE_ENDING, "").replace(/_|[.](?=[A-Z][a-z])/g, " "));
}
