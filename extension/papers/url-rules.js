/**
 * Reads a paper's id from a URL by the rules of the registry. A plain script, so that content
 * scripts, which cannot import, run the same code as the finder (see url-rules.template.js).
 */

/**
 * @typedef {object} QueryRule
 * @property {string} key
 * @property {RegExp} value what the whole value must match
 */

/**
 * @typedef {object} UrlRule
 * @property {readonly string[]} hosts "*." stands for every host below
 * @property {RegExp} path what the whole path must match
 * @property {QueryRule | null} query
 * @property {string} paperId template over the groups of path and value
 */

/** @typedef {UrlRule & { branch: "arxiv" | "venue" }} LinkRule */

/**
 * Reads the paper that a link, or the page itself, names.
 * @param {readonly LinkRule[]} rules of the site
 * @param {Pick<URL, "hostname" | "pathname" | "search"> | Element | null | undefined} link a URL,
 *   the page's location, an `a` element, or none
 * @returns {string} "branch/id", or "" for none
 */
function paperByLinkRules(rules, link) {
  if (!link) return "";
  const { hostname, pathname, search } = /** @type {HTMLAnchorElement | URL} */ (link);
  const path = undoEscapes(pathname);
  const query = parseQuery(search);
  for (const rule of rules) {
    const id = rule.hosts.includes(hostname) ? idByUrlRule(rule, path, query) : "";
    if (id) return `${rule.branch}/${id}`;
  }
  return "";
}

/**
 * @param {UrlRule} rule for the URL's host
 * @param {string} path of the URL, percent-escapes undone
 * @param {readonly [key: string, value: string][]} query of the URL, percent-escapes undone
 * @returns {string} the paper's id on Cool Papers, "" if the rule does not apply
 */
function idByUrlRule(rule, path, query) {
  const inPath = rule.path.exec(path);
  if (!inPath) return "";
  if (!rule.query) return fillTemplate(rule.paperId, inPath);
  for (const [key, value] of query) {
    const inValue = key === rule.query.key ? rule.query.value.exec(value) : null;
    if (inValue) return fillTemplate(rule.paperId, inValue);
  }
  return "";
}

/**
 * @param {string} template such as "{number}@{year}@IJCAI"; "{match}" is the whole match
 * @param {RegExpExecArray} match whose groups fill it
 * @returns {string}
 */
function fillTemplate(template, match) {
  return template.replace(/\{([a-z]+)(?::([a-z]+))?\}/g, (_, name, letters) => {
    const value = (name === "match" ? match[0] : match.groups?.[name]) ?? "";
    if (letters === "lower") return value.toLowerCase();
    return letters === "upper" ? value.toUpperCase() : value;
  });
}

/**
 * @param {string} search a URL's query, "?" included
 * @returns {[key: string, value: string][]} percent-escapes undone
 */
function parseQuery(search) {
  if (!search) return [];
  return search.slice(1).split("&").map((pair) => {
    const at = pair.indexOf("=");
    const [key, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
    return [undoEscapes(key), undoEscapes(value.replaceAll("+", " "))];
  });
}

/**
 * Undoes percent-escapes of ASCII only: ids need no more, and it cannot fail.
 * @param {string} text
 * @returns {string}
 */
function undoEscapes(text) {
  if (!text.includes("%")) return text;
  return text.replace(/%([0-7][0-9A-Fa-f])/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}
