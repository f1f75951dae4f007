/**
 * Reads a paper's id from a URL by the rules of the registry. A plain script, since content scripts cannot
 * import; the build makes a module of it too, so that all run the same code.
 */

/**
 * @typedef {object} QueryRule
 * @property {string} key "*" for any
 * @property {RegExp} value what the whole value must match
 * @property {{ key: string, value: RegExp } | null} also another key, and what its whole value must match
 * @property {boolean} several whether the value may be a comma-separated list
 */

/**
 * @typedef {object} UrlRule
 * @property {readonly string[]} hosts "*." stands for any subdomain
 * @property {RegExp} path what the whole path must match
 * @property {QueryRule | null} query
 * @property {string} paperId template over the groups of path and value
 */

/** @typedef {UrlRule & { branch: "arxiv" | "venue" }} LinkRule */

/** A path that needs no parsing: without query, escapes and dot segments. */
const PLAIN_PATH = /^(?:\/[\w-]+(?:[.][\w-]+)*)+\/?$/;

/**
 * Returns a fast reader for the links of a page: listings have thousands of them.
 * @param {readonly LinkRule[]} rules of the site
 * @param {string} base URL of the page, against which its links resolve
 * @returns {(href: string | null | undefined) => string} maps a link's `href` attribute to the paper that
 *   it names, "branch/id", or "" for none
 */
function linkReader(rules, base) {
  /** @param {string} hostname */
  const rulesFor = (hostname) => rules.filter(({ hosts }) => hosts.includes(hostname));
  const siteRules = rulesFor(new URL(base).hostname);
  /**
   * @param {readonly LinkRule[]} some
   * @param {string} path
   * @param {[key: string, value: string][]} query
   */
  const read = (some, path, query) => {
    for (const rule of some) {
      const id = idByUrlRule(rule, path, query);
      if (id) return `${rule.branch}/${id}`;
    }
    return "";
  };
  return (href) => {
    if (!href) return "";
    // Parsing every link would take longer than everything else.
    if (PLAIN_PATH.test(href)) return read(siteRules, href, []);
    if (!URL.canParse(href, base)) return "";
    const { hostname, pathname, search } = new URL(href, base);
    return read(rulesFor(hostname), undoEscapes(pathname), parseQuery(search));
  };
}

/**
 * @param {UrlRule} rule for the URL's host
 * @param {string} path of the URL, unescaped
 * @param {readonly [key: string, value: string][]} query of the URL, unescaped
 * @returns {string} the paper's id on Cool Papers, "" if the rule does not apply
 */
function idByUrlRule(rule, path, query) {
  const inPath = rule.path.exec(path);
  if (!inPath) return "";
  if (!rule.query) return fillTemplate(rule.paperId, inPath);
  const { also } = rule.query;
  if (also && !query.some(([key, value]) => key === also.key && also.value.test(value))) return "";
  for (const [key, value] of query) {
    const applies = rule.query.key === "*" || key === rule.query.key;
    const inValue = applies ? rule.query.value.exec(value) : null;
    if (inValue) return fillTemplate(rule.paperId, inValue);
  }
  return "";
}

/** @typedef {{ name: string, letters: string, after: string }} Field and the text after it */

/** Templates, parsed once each. @type {Map<string, { start: string, fields: Field[] }>} */
const TEMPLATES = new Map();

/** @param {string} template */
function parseTemplate(template) {
  const [start, ...rest] = template.split(/\{([a-z]+)(?::([a-z]+))?\}/);
  /** @type {Field[]} */
  const fields = [];
  for (let at = 0; at < rest.length; at += 3) {
    fields.push({ name: rest[at], letters: rest[at + 1], after: rest[at + 2] });
  }
  return { start, fields };
}

/**
 * @param {string} template such as "{number}@{year}@IJCAI": a field is a group's name, optionally with a
 *   letter case ("{id:lower}"); "{match}" is the whole match
 * @param {RegExpExecArray} match whose groups fill it; an unmatched group is empty
 * @returns {string}
 */
function fillTemplate(template, match) {
  const parsed = TEMPLATES.get(template) ?? parseTemplate(template);
  TEMPLATES.set(template, parsed);
  let filled = parsed.start;
  for (const { name, letters, after } of parsed.fields) {
    const value = (name === "match" ? match[0] : match.groups?.[name]) ?? "";
    if (letters === "lower") filled += value.toLowerCase();
    else filled += letters === "upper" ? value.toUpperCase() : value;
    filled += after;
  }
  return filled;
}

/**
 * @param {string} search a URL's query, including "?"
 * @returns {[key: string, value: string][]} unescaped; a part without "=" is a value with key ""
 */
function parseQuery(search) {
  if (!search) return [];
  return search.slice(1).split("&").map((pair) => {
    const at = pair.indexOf("=");
    const [key, value] = at < 0 ? ["", pair] : [pair.slice(0, at), pair.slice(at + 1)];
    return [undoEscapes(key), undoEscapes(value.replaceAll("+", " "))];
  });
}

/**
 * Decodes percent-escapes of ASCII characters only: ids need no others, and it cannot fail.
 * @param {string} text
 * @returns {string}
 */
function undoEscapes(text) {
  if (!text.includes("%")) return text;
  return text.replace(/%([0-7][0-9A-Fa-f])/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}
