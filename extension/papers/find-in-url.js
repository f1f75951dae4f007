/**
 * Finds papers in one URL or DOI, by the rules for its host, and in the URLs that it wraps. Pure, like
 * find.js.
 */

import {
  AFTER_URL,
  AROUND_ID,
  BASE64_URL,
  SOURCES,
  TITLE_RULES,
  URL_WITHOUT_SCHEME,
  WRAPPED_BARE_URL,
  WRAPPED_DOI,
  WRAPPED_URL,
} from "../registry/sources.js";
import { knownPaper, titledPaper } from "./paper.js";
import { fillTemplate, idByUrlRule, parseQuery, undoEscapes } from "./plain-scripts.js";

/** @typedef {import("../registry/sources.js").Source} Source */
/** @typedef {import("./plain-scripts.js").UrlRule} UrlRule */

/** @typedef {import("./paper.js").KnownPaper} KnownPaper */
/** @typedef {Readonly<import("./paper.js").TitledPaper>} TitledPaper */

/** Longer URLs are not parsed; no paper has one. */
export const MAX_PARSED_LENGTH = 8192;
/** Three nested wrappers (a mail filter, a search engine, an archive) do occur. */
const MAX_WRAPPERS = 3;
/** Limits for the URLs within one URL; more only occur in hostile input. */
const MAX_CANDIDATES = 64;
const MAX_ALONE_LENGTH = 100;
const MAX_CHARACTERS = 4 * MAX_PARSED_LENGTH;
/** Cool Papers' own hosts. */
const COOL_PAPERS_HOSTS = ["papers.cool", "www.papers.cool"];
const WITHOUT_PAPERS = ["data:", "javascript:"];

/** @typedef {{ source: Source, rule: UrlRule }[]} HostRules */
/**
 * By host as in the registry, including "*.".
 * @template Rule
 * @typedef {ReadonlyMap<string, readonly Rule[]>} ByHost
 */

const REGISTERED_RULES = byHost(
  SOURCES.flatMap((source) => source.urls.map((rule) => ({ hosts: rule.hosts, source, rule }))),
);
const REGISTERED_TITLES = byHost(TITLE_RULES);
/** A cache by host: most links of a page lead to a few hosts. @type {Map<string, HostRules>} */
const knownRules = new Map();
const MAX_KNOWN_HOSTS = 1000;

/**
 * Enforces the limits for one URL.
 * @typedef {object} Budget
 * @property {Set<string>} candidates nested URLs that were checked
 * @property {number} characters how many more may be checked
 */

/**
 * @typedef {object} UrlMeaning
 * @property {readonly KnownPaper[]} papers in order of appearance
 * @property {TitledPaper} [titled] a paper known only by title, if the URL, or one that it wraps, is its page
 */

/**
 * @param {string} text a URL; any other text means nothing
 * @param {(path: string) => readonly KnownPaper[]} inFileName finds papers in the path of a file's URL; a
 *   parameter, since it reads the name as text, which depends on this module
 * @returns {UrlMeaning}
 */
export function inUrl(text, inFileName) {
  return inCandidate(text, inFileName, 0, { candidates: new Set(), characters: MAX_CHARACTERS });
}

/**
 * @param {string} text
 * @param {(path: string) => readonly KnownPaper[]} inFileName
 * @param {number} wrappers how many URLs wrap this one
 * @param {Budget} budget of the outermost URL
 * @returns {UrlMeaning}
 */
function inCandidate(text, inFileName, wrappers, budget) {
  const url = text.length > MAX_PARSED_LENGTH ? undefined : parsed(text.replaceAll("&amp;", "&"));
  if (!url || WITHOUT_PAPERS.includes(url.protocol)) return { papers: [] };
  if (url.protocol === "file:") return { papers: inFileName(url.pathname) };
  // An id that looks like a URL with a scheme: "arXiv:math/0211159".
  const named = url.host ? [] : byTextRules(undoEscapes(text), false);
  if (named.length) return { papers: named };
  const host = url.hostname.replace(/[.]$/, "");
  const path = undoEscapes(url.pathname);
  const query = parseQuery(url.search);
  const found = COOL_PAPERS_HOSTS.includes(host)
    ? onCoolPapers(path, query)
    : byUrlRules(host, path, query);
  if (found.length) return { papers: found };
  let titled = titledPage(host, path);
  if (wrappers === MAX_WRAPPERS) return { papers: [], titled };
  for (const candidate of wrappedIn(url, path, query)) {
    if (budget.candidates.has(candidate)) continue;
    budget.candidates.add(candidate);
    budget.characters -= candidate.length;
    if (budget.characters < 0 || budget.candidates.size > MAX_CANDIDATES) break;
    const inner = candidate.startsWith("10.")
      ? { papers: papersInDoi(candidate) }
      : inCandidate(candidate, inFileName, wrappers + 1, budget);
    titled ??= inner.titled;
    if (inner.papers.length) return { papers: inner.papers, titled };
  }
  return { papers: [], titled };
}

/**
 * @param {string} text
 * @returns {URL | undefined} undefined if it is not a URL (`canParse` would parse it twice)
 */
function parsed(text) {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
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
 * @param {string} text
 * @param {boolean} alone whether it is the whole text
 * @returns {KnownPaper[]} one paper, or none
 */
export function byTextRules(text, alone) {
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
 * @returns {KnownPaper | undefined} the paper that the whole text names
 */
export function paperAlone(text) {
  return text.length > MAX_ALONE_LENGTH ? undefined : byTextRules(strip(text, AROUND_ID), true)[0];
}

/**
 * @param {string} path
 * @param {[string, string][]} query
 * @returns {KnownPaper[]} those that the page shows, or searches by id
 */
function onCoolPapers(path, query) {
  const action = /^\/(?:arxiv|venue)\/(?:(kimi)|search)$/.exec(path);
  if (action) {
    const key = action[1] ? "paper" : "query";
    return query.flatMap(([name, value]) => name === key ? paperAlone(value) ?? [] : []);
  }
  const ids = /^\/(?:arxiv|venue)\/([^?#]+)$/.exec(path)?.[1] ?? "";
  return ids.split(",").flatMap((id) => byTextRules(strip(id, AROUND_ID), false));
}

/**
 * @param {string} host
 * @param {string} path
 * @param {[string, string][]} query
 * @returns {KnownPaper[]} one paper, several if the query lists them, or none
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
      const queries = rule.query?.several ? eachListed(cutQuery) : [cutQuery];
      const ids = queries.map((one) => idByUrlRule(rule, cutPath, one)).filter(Boolean);
      if (ids.length) return ids.map((id) => paperOf(source, id));
    }
  }
  return [];
}

/**
 * @param {[string, string][]} query
 * @returns {[string, string][][]} a query for each comma-separated value
 */
function eachListed(query) {
  return query.flatMap(([key, value]) =>
    value.split(",").map((one) => [/** @type {[string, string]} */ ([key, one])])
  );
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
 * @param {Source} source
 * @param {string} id
 */
function paperOf({ name, branch }, id) {
  return knownPaper(name, branch, id);
}

/**
 * @param {string} host
 * @returns {HostRules} the rules for the host, or if it has none, for the host behind a proxy; then
 *   those for any host
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
 * @returns {Rule[]} the rules for the host, including wildcards
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
 * @returns {string} the host behind a library's or translator's proxy, whose first label has hyphens for
 *   its dots ("arxiv-org.ezproxy.example.edu") and double hyphens for its hyphens; "" for none
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
 * @param {string} text
 * @param {string} characters
 * @returns {string} the text without these characters at both ends
 */
export function strip(text, characters) {
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text[start])) start++;
  while (end > start && characters.includes(text[end - 1])) end--;
  return text.slice(start, end);
}

// ---------------------------------------------------------------- what a URL wraps

/**
 * Yields what this URL may wrap, in the values of its query, then in the tail of its path.
 * @param {URL} url
 * @param {string} path
 * @param {[string, string][]} query
 * @returns {Generator<string>} URLs, and DOIs starting at their "10."
 */
export function* wrappedIn(url, path, query) {
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
    // If its slashes are escaped, the first plain one belongs to the wrapper.
    else yield* [undoEscapes(tail.replace(/(?<!:)[/?&#].*/, "")), undoEscapes(tail)];
  }
  const bare = rest.search(WRAPPED_BARE_URL);
  if (bare >= 0) yield `https://${rest.slice(bare + 1)}`;
  // The path of a single-page app: "#abs/2017arXiv170603762V".
  if (url.host && /^#!?\/?[a-z]+\//.test(url.hash)) {
    yield `${url.protocol}//${url.host}/${url.hash.replace(/^#!?\/?/, "")}`;
  }
  const doi = doiIn(path);
  if (doi) yield doi;
  for (const segment of path.split("/")) {
    const encoded = inBase64(segment);
    if (encoded) yield encoded;
  }
}

/**
 * @param {string} value of a query
 * @returns {string} the URL in it, if encoded other than by percent-escapes: in base64, or in
 *   Proofpoint's way ("https-3A__arxiv.org_abs_1706.03762"); "" for none
 */
function ownEncoding(value) {
  if (/^https?-3A__/i.test(value)) {
    return value.replaceAll("_", "/")
      .replace(/-([2-7][0-9A-F])/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  }
  return inBase64(value);
}

/**
 * Links of search engines and newsletters have a URL in base64, alone or in a JSON object.
 * @param {string} text
 * @returns {string} the first URL that it holds in base64; "" for none
 */
function inBase64(text) {
  const encoded = BASE64_URL.exec(text)?.[0];
  if (!encoded) return "";
  const padded = encoded.replaceAll("-", "+").replaceAll("_", "/");
  // A single character at the end is no byte: the only case that cannot be decoded.
  const decoded = atob(padded.slice(0, padded.length - (padded.length % 4 === 1 ? 1 : 0)));
  return /https?:[/][^"]*/.exec(decoded.replaceAll("\\/", "/"))?.[0] ?? "";
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
 * @returns {string | undefined} the DOI with which the text, or one of its path segments, begins
 */
function doiIn(text) {
  const match = WRAPPED_DOI.exec(text);
  return match ? text.slice(match.index + match[0].length) : undefined;
}
