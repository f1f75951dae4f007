/** Builds Cool Papers' URLs, for papers and for a search. Pure, as find.js is. */

/** @typedef {Pick<import("./find.js").Paper, "branch" | "id"> & { title?: string }} NamedPaper */

const SITE = "https://papers.cool";
/** @type {readonly import("./find.js").Branch[]} */
const BRANCHES = ["arxiv", "venue", "arxiv-search", "venue-search"];
/** Some servers and proxies refuse longer URLs. */
export const MAX_URL_LENGTH = 2000;
/** Longer than titles; even percent-escaped, so many characters fit in a URL. */
const MAX_WORDS_LENGTH = 200;
/** TeX's accents, and the combining characters that Unicode has for them. */
const TEX_ACCENTS = new Map([
  ["`", "\u0300"],
  ["'", "\u0301"],
  ["^", "\u0302"],
  ["~", "\u0303"],
  ["=", "\u0304"],
  ["u", "\u0306"],
  [".", "\u0307"],
  ['"', "\u0308"],
  ["r", "\u030a"],
  ["H", "\u030b"],
  ["v", "\u030c"],
  ["c", "\u0327"],
  ["k", "\u0328"],
]);

/**
 * @param {string} named "branch/id", the form in Cool Papers' URLs and in our messages
 * @returns {NamedPaper}
 */
export function paperNamed(named) {
  const at = named.indexOf("/");
  const branch = BRANCHES.find((it) => it === named.slice(0, at)) ?? "venue";
  return { branch, id: named.slice(at + 1) };
}

/**
 * @param {import("./find.js").Branch} branch
 * @returns {boolean} whether it stands for a search
 */
export function isSearch(branch) {
  return branch.endsWith("-search");
}

/**
 * Builds the URLs that show papers: arXiv papers together and venue papers together, split where a
 * URL would be too long; a search for each paper that is known by its title.
 * @param {readonly NamedPaper[]} papers
 * @returns {string[]} the branch of the first paper first
 */
export function coolPapersUrls(papers) {
  const branches = new Set(papers.map((paper) => paper.branch));
  return [...branches].flatMap((branch) => {
    const named = papers.filter((paper) => paper.branch === branch);
    if (branch === "arxiv-search") return named.map(({ id }) => searchUrl(id, "arxiv"));
    if (branch === "venue-search") return named.map(({ id }) => searchUrl(id, "venue"));
    const ids = named.map(({ id }) => escapedId(id));
    return joinedUrls(`${SITE}/${branch}/`, ids, MAX_URL_LENGTH);
  });
}

/**
 * @param {NamedPaper} paper
 * @returns {string} the URL that shows this paper alone, or searches its title
 */
export function coolPapersUrl(paper) {
  return coolPapersUrls([paper])[0];
}

/**
 * @param {string} url as returned by coolPapersUrls
 * @returns {NamedPaper[]} the papers that it shows; none for other URLs
 */
export function papersShown(url) {
  const [, branch, path] = /^https:\/\/papers[.]cool\/(arxiv|venue)\/(.+)$/.exec(url) ?? [];
  if (!path) return [];
  const [, words] = /^search[?].*&query=(.+)$/.exec(path) ?? [];
  try {
    if (words) return [paperNamed(`${branch}-search/${decodeURIComponent(words)}`)];
    return path.split(",").map((id) => paperNamed(`${branch}/${decodeURIComponent(id)}`));
  } catch {
    return []; // a broken escape, which we never write
  }
}

/**
 * Joins ids by commas after the start of a URL, split where a URL would be too long.
 * @param {string} start
 * @param {readonly string[]} ids
 * @param {number} maxLength
 * @returns {string[]}
 */
export function joinedUrls(start, ids, maxLength) {
  /** @type {string[]} */
  const urls = [];
  for (const id of ids) {
    const longer = `${urls.at(-1)},${id}`;
    if (urls.length && longer.length <= maxLength) urls[urls.length - 1] = longer;
    else urls.push(start + id);
  }
  return urls;
}

/** @param {string} id */
function escapedId(id) {
  return encodeURIComponent(id).replaceAll("%40", "@").replaceAll("%2F", "/");
}

/**
 * Builds the URL of Cool Papers' search for words.
 * @param {string} words as returned by searchWords
 * @param {"arxiv" | "venue"} branch the half of Cool Papers that is searched
 * @returns {string}
 */
export function searchUrl(words, branch = "arxiv") {
  return `${SITE}/${branch}/search?highlight=1&query=${encodeURIComponent(words)}`;
}

/**
 * @param {string} text
 * @returns {string} with the words joined again that were hyphenated at the end of a line
 */
export function withUnbrokenWords(text) {
  return text.replace(/(\p{L})-\r?\n\s*(?=\p{Ll})/gu, "$1");
}

/**
 * Turns a text into search words, in the form that the site itself sends: runs of letters and digits,
 * joined by spaces.
 * @param {string} text anything that a reader selected, TeX included; of BibTeX only the title counts
 * @returns {string} at most MAX_WORDS_LENGTH characters, cut at a word's end; "" without words
 */
export function searchWords(text) {
  const read = text.slice(0, 20 * MAX_WORDS_LENGTH);
  const words = withUnbrokenWords(withoutTex(titleInBibtex(read) || read))
    .replace(/[\p{Cf}\ufe00-\ufe0f\u20e3]/gu, "") // direction marks, joiners, emoji's selectors
    .normalize("NFKC") // ligatures, full-width forms, mathematical letters
    .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu);
  let result = "";
  for (const word of words ?? []) {
    const longer = result ? `${result} ${word}` : cutToLength(word);
    if (longer.length > MAX_WORDS_LENGTH) break;
    result = longer;
  }
  return result;
}

/**
 * @param {string} text
 * @returns {string} the title of its first entry; "" if it is not BibTeX or has no title
 */
function titleInBibtex(text) {
  const entry = /^\s*@\w+\s*[{(]/.exec(text);
  if (!entry) return "";
  const field = /[\s,]title\s*=\s*([{"])/iy;
  let depth = 0;
  for (let at = entry[0].length; at < text.length; at++) {
    field.lastIndex = at;
    const start = depth === 0 ? field.exec(text) : null;
    if (start) return valueFrom(text, field.lastIndex, start[1] === "{" ? "}" : '"');
    depth += depthOf(text[at]);
  }
  return "";
}

/**
 * @param {string} text
 * @param {number} from
 * @param {string} close the character that ends the value, outside of inner braces
 */
function valueFrom(text, from, close) {
  let depth = 0;
  let at = from;
  while (at < text.length && (depth > 0 || text[at] !== close)) depth += depthOf(text[at++]);
  return text.slice(from, at);
}

/** @param {string} sign */
function depthOf(sign) {
  return sign === "{" ? 1 : sign === "}" ? -1 : 0;
}

/**
 * @param {string} text
 * @returns {string} the URL of a page of Cool Papers, if it is one
 */
export function coolPapersPage(text) {
  return /^\s*(https:\/\/(?:www[.])?papers[.]cool\/\S*)\s*$/i.exec(text)?.[1] ?? "";
}

/**
 * @param {string} word a long run without spaces, such as Chinese text
 * @returns {string} at most MAX_WORDS_LENGTH code units of it, whole characters
 */
function cutToLength(word) {
  return word.slice(0, MAX_WORDS_LENGTH).replace(/[\ud800-\udbff]$/, "");
}

/**
 * @param {string} text
 * @returns {string} with TeX accents as letters, formatting removed, symbols spelled out
 */
function withoutTex(text) {
  return text
    .replace(
      /\\(?:([`'^~=."])\s?|([urHvck])(?=\{))\{?\\?([A-Za-z])\}?/g,
      (_, sign, letter, base) => `${base}${TEX_ACCENTS.get(sign ?? letter)}`,
    )
    .replace(/\\[A-Za-z]+\s?\{/g, " ") // \emph{word}: the word
    .replace(/\\(?=[A-Za-z])/g, " ") // \alpha: alpha
    .replace(
      /(?<=[\p{L}\p{M}])[{}]+(?=\p{L})|[{}]/gu,
      (braces, at, all) =>
        /\p{L}/u.test(all[at + braces.length] ?? "") || /\p{L}|\p{M}/u.test(all[at - 1] ?? "")
          ? ""
          : " ",
    );
}
