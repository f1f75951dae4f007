/**
 * Turns titles and selected texts into searches. A plain script, since content scripts cannot import; the
 * build makes a module of it too, so that all search for the same words.
 */

/** No title is longer, and a search of this length, even percent-escaped, fits into a URL. */
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
 * A pattern, written as a literal, that is made when it is used first: lazyPattern`/^\p{Lu}/u`. Classes of
 * Unicode (\p{…}) take up to 1 ms to make, even in a literal in a function that never runs, and a cold
 * service worker that opens a tab needs none of them.
 * @param {TemplateStringsArray} literal
 * @param {(string | number)[]} parts
 * @returns {() => RegExp}
 */
function lazyPattern(literal, ...parts) {
  /** @type {RegExp | undefined} */
  let pattern;
  return () => {
    if (pattern) return pattern;
    const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(String.raw(literal, ...parts)) ?? [];
    return pattern = new RegExp(source, flags);
  };
}

const LINE_BREAK_IN_WORD = lazyPattern`/(?<=[\p{L}\p{M}]\p{Ll})-\r?\n\s*(?=\p{Ll})/gu`;
/** Nothing is hyphenated after one letter or within an acronym: "t-distributed", "IO-aware". */
const LINE_BREAK_AFTER_HYPHEN = lazyPattern`/(?<=\p{L}-)\r?\n\s*(?=\p{Ll})/gu`;
/** Direction marks, joiners, emoji's selectors. */
const INVISIBLE = lazyPattern`/[\p{Cf}\ufe00-\ufe0f\u20e3]/gu`;
const WORD = lazyPattern`/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu`;
const BRACES = lazyPattern`/(?<=[\p{L}\p{M}])[{}]+(?=\p{L})|[{}]/gu`;
const LETTER = lazyPattern`/\p{L}/u`;
const LETTER_OR_MARK = lazyPattern`/\p{L}|\p{M}/u`;

/**
 * @param {"arxiv" | "venue"} branch the half of Cool Papers that is searched
 * @param {string} words as returned by searchWords
 * @returns {string} the path of the search, to be used like a paper's "branch/id"
 */
function searchPath(branch, words) {
  return `${branch}/search?highlight=1&query=${encodeURIComponent(words)}`;
}

/**
 * @param {string} text
 * @returns {string} with words joined that were hyphenated at a line break
 */
function withUnbrokenWords(text) {
  return text
    .replace(LINE_BREAK_IN_WORD(), "")
    .replace(LINE_BREAK_AFTER_HYPHEN(), "");
}

/**
 * Turns a text into search words, in the same form as the site: runs of letters and digits, joined by
 * spaces.
 * @param {string} text any selected text, including TeX; of BibTeX only the title is used
 * @returns {string} at most MAX_WORDS_LENGTH characters, cut between words; "" without words
 */
function searchWords(text) {
  const read = text.slice(0, 20 * MAX_WORDS_LENGTH);
  const words = withUnbrokenWords(withoutTex(titleInBibtex(read) || read))
    .replace(INVISIBLE(), "")
    .normalize("NFKC") // ligatures, full-width forms, mathematical letters
    .match(WORD());
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
 * @param {string} word a long run without spaces, such as Chinese text
 * @returns {string} at most MAX_WORDS_LENGTH code units of it, without half a character
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
      BRACES(),
      (braces, at, all) =>
        LETTER().test(all[at + braces.length] ?? "") || LETTER_OR_MARK().test(all[at - 1] ?? "")
          ? ""
          : " ",
    );
}
