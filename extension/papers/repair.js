/**
 * Restores ids and URLs: undoes line breaks and encodings in texts, and unwraps URLs. Pure, like
 * find.js.
 */

import {
  BASE64_URL,
  BROKEN_IDS,
  RUN_CHARACTER,
  URL_WITHOUT_SCHEME,
  WRAPPED_BARE_URL,
  WRAPPED_DOI,
  WRAPPED_URL,
} from "../registry/sources.js";
import { undoEscapes } from "./plain-scripts.js";

/** Line breaks cut an id at most this often. */
const MAX_CUTS = 4;

/**
 * @param {string} text selected in a PDF, or copied from source code
 * @returns {string} with ids and URLs restored
 */
export function repairText(text) {
  return withoutLineBreaks(
    withPlainCharacters(withoutSourceEscapes(withoutQuotedPrintable(withDecodedUrls(text)))),
  );
}

/** Not within another URL: parsing that one decodes it. */
const ENCODED_URL = new RegExp(`(?<!${RUN_CHARACTER.source})https?%3a%2f[!-~]*`, "gi");

/**
 * @param {string} text
 * @returns {string} with percent-encoded URLs decoded
 */
function withDecodedUrls(text) {
  return /https?%3a%2f/i.test(text) ? text.replace(ENCODED_URL, undoEscapes) : text;
}

/** Occurs only in the source of mails: `=3D"`, `=20` at the end of a line, `=E2=80`. */
const QUOTED_PRINTABLE = /=3D["' \t\r\n]|=20\r?\n|=[C-F][0-9A-F]=[89AB][0-9A-F]/;
/** A line break in the source of a mail; lines of source code can end like this too. */
const SOFT_LINE_BREAK = /[^\s=]=\r?\n/;

/**
 * @param {string} text
 * @returns {string} with the URLs of a mail's source decoded
 *   (https://www.rfc-editor.org/rfc/rfc2045#section-6.7)
 */
function withoutQuotedPrintable(text) {
  let plain = text;
  // Some ids really begin with "3D".
  const hasEscapes = /=[2-9A-F][0-9A-F]/.test(text);
  const isSure = hasEscapes && QUOTED_PRINTABLE.test(text);
  if (isSure) plain = plain.replace(/=\r?\n/g, "");
  if (isSure || (hasEscapes && SOFT_LINE_BREAK.test(text))) {
    plain = plain.replaceAll("=3D", "=").replace(
      /=20(?![0-9A-Za-z_-])|(?:=[89A-F][0-9A-F])+/g,
      " ",
    );
  }
  if (plain.includes("=\n") || plain.includes("=\r\n")) {
    // A line has at most 76 characters.
    plain = plain.replace(
      /https?:\/\/[!-~]{0,68}=\r?\n(?:[!-~]{0,75}=\r?\n)*/gi,
      (lines) => lines.replace(/=\r?\n/g, ""),
    );
  }
  return plain;
}

/**
 * @param {string} text
 * @returns {string} without TeX's, BibTeX's, Markdown's, JSON's and HTML's escapes of ASCII characters in
 *   URLs and ids: `\_`, `{\_}`, `\/`, `\u003d`, `&#x2F;`, `&quot;`
 */
function withoutSourceEscapes(text) {
  let plain = text;
  if (plain.includes("\\")) {
    plain = plain
      .replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
      .replace(/\{\\([_&%#~])\}|\\([_&%#~=/.:?"-])/g, (_, braced, bare) => braced ?? bare);
  }
  if (plain.includes("&quot;")) plain = plain.replaceAll("&quot;", '"');
  if (plain.includes("&#")) {
    plain = plain.replace(
      /&#(?:x([2-7][0-9a-f])|(3[2-9]|[4-9][0-9]|1[01][0-9]|12[0-6]));/gi,
      (_, hex, decimal) => String.fromCharCode(hex ? parseInt(hex, 16) : Number(decimal)),
    );
  }
  return plain;
}

/**
 * @param {string} text
 * @returns {string} without invisible characters; full-width characters and special hyphens in ids and
 *   URLs become ASCII
 */
function withPlainCharacters(text) {
  let plain = text;
  if (/[\u00ad\u200b-\u200d\u2060\ufeff]/.test(plain)) {
    plain = plain.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "");
  }
  if (/[\uff0e\uff1a][\uff0f/0-9\uff10-\uff19]/.test(plain)) {
    plain = plain.replace(
      /(?<=https?)\uff1a(?=[/\uff0f])|[0-9\uff10-\uff19]{4}\uff0e[0-9\uff10-\uff19]{4,5}/gi,
      (wide) => wide.normalize("NFKC"),
    );
  }
  if (/[\u2010\u2011]/.test(plain)) plain = plain.replace(/[\u2010\u2011]/g, "-");
  if (/[\u2013\u2212](?:[a-z]|[0-9]{4})/.test(plain)) {
    // Dashes and minus signs, as in "hep–th/9901001", "2020.acl–main.747" and "N19–1423".
    plain = plain.replace(
      /(?<=[a-z])[\u2013\u2212](?=[a-z]{1,30}[./][0-9])|(?<=[A-Z][0-9]{2})[\u2013\u2212](?=[0-9]{4}(?![0-9]))/g,
      "-",
    );
  }
  return plain;
}

/**
 * @param {string} text
 * @returns {string} with ids and URLs joined that spaces or line breaks of a PDF have cut, if the parts
 *   together have a known form
 */
function withoutLineBreaks(text) {
  let whole = text;
  // Test for rare characters first: most texts need none of these steps.
  if (/[ \n]:?[ \n]?\/\/|:\/\/[ \n]/.test(whole)) {
    whole = whole
      .replace(/(https?)[ \n]?:[ \n]?(?=\/\/[ \n]?[a-z0-9])/gi, "$1:")
      .replace(/(https?:\/\/)[ \n](?=[a-z0-9-]{1,63}(?: ?[.][a-z0-9-]{1,63}){1,4} ?\/)/gi, "$1");
  }
  if (/ [./][a-z0-9]/.test(whole) && whole.includes("://")) whole = withJoinedUrls(whole);
  for (const { hint, cuts } of BROKEN_IDS) {
    if (!hint.test(whole)) continue;
    for (const cut of cuts) whole = withoutCuts(whole, cut);
  }
  return whole;
}

/**
 * @param {string} text
 * @param {RegExp} cut
 * @returns {string}
 */
function withoutCuts(text, cut) {
  let whole = text;
  for (let cuts = 0; cuts < MAX_CUTS; cuts++) {
    const before = whole;
    whole = whole.replace(cut, "$1");
    if (whole === before) break;
  }
  return whole;
}

/**
 * @param {string} text
 * @returns {string} without spaces before the dots and slashes of URLs: `https://arxiv .org/abs/2412 .15204`
 */
function withJoinedUrls(text) {
  return text.replace(
    /(?<![!-~])[!-~]+(?: [./][a-z0-9][!-~]*)+/g,
    (run) => /^[!-~]*:\/\//.test(run) ? withJoinedAddress(run) : run,
  );
}

/**
 * @param {string} run
 * @returns {string} with the parts of its host joined, and those of its path unless they may be the next words
 */
function withJoinedAddress(run) {
  const [address, ...query] = run.split("?");
  const joined = address
    .replace(/:\/\/[0-9A-Za-z-]+(?: ?[.][0-9A-Za-z-]+)+/g, (host) => host.replaceAll(" ", ""))
    .replace(
      /([./][a-z]{2,5}) (?=\/[a-z0-9])|(-[a-z]{2,12}) (?=[.][0-9])|(\/[0-9]{4}) (?=[.][0-9a-z])/g,
      "$1$2$3",
    );
  return [joined, ...query].join("?");
}

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
 * @returns {string | undefined} the DOI with which the text, or one of its path segments, begins
 */
function doiIn(text) {
  const match = WRAPPED_DOI.exec(text);
  return match ? text.slice(match.index + match[0].length) : undefined;
}
