/** What the words of a link that was clicked say. Pure, as find.js is. */

import { papersInText } from "../papers/find.js";
import { keyOf, unique } from "../papers/paper.js";
import { isLabel } from "./titles.js";

/** @typedef {import("../papers/paper.js").KnownPaper} KnownPaper */

/** Longer texts of links are cut: no title has as much. */
const MAX_LENGTH = 1000;
/** Where an address is cut, as it is shown. */
const CUT = /(?<=[\p{L}\p{N}_-])(?=\s*(?:…|[.]{3}))/gu;

/**
 * @param {readonly (readonly string[])[]} links to the address that was clicked: what each is called
 * @returns {KnownPaper[]} those that all of them name, since nobody knows which one was clicked
 */
export function papersOfLink(links) {
  const [first = [], ...others] = links.map((names) => unique(names.flatMap(papersInName)));
  return first.filter((paper) =>
    others.every((papers) => papers.some((it) => keyOf(it) === keyOf(paper)))
  );
}

/**
 * @param {string} name
 * @returns {KnownPaper[]} that it names; where it is cut, only those whose ids cannot go on
 */
function papersInName(name) {
  const papers = papersInText(name);
  const longer = papers.length ? papersInText(name.replace(CUT, "1")).map(keyOf) : [];
  const mayGoOn = longer.some((key) => !papers.some((it) => keyOf(it) === key));
  return mayGoOn ? papers.filter((it) => longer.includes(keyOf(it))) : papers;
}

const HOST = "(?:[a-z0-9-]+[.])+[a-z]{2,}";
/** "From example.com", "example.com/…": a line that says where a link leads. */
const LINE_OF_HOST = new RegExp(`^(?:\\S{1,8}\\s)?(?:https?://)?${HOST}(?:/\\S*)?$`, "i");
/** Addresses in a line; a word with a dot only if a site is known to be called so. */
const ADDRESS = new RegExp(
  `(?<!\\S)(?:https?://\\S+|${HOST}/\\S*|(?:www[.])?(?:arxiv[.]org|huggingface[.]co|openreview[.]net|github[.]com|alphaxiv[.]org|mp[.]weixin[.]qq[.]com|zhihu[.]com|x[.]com|twitter[.]com))(?!\\S)`,
  "gi",
);
const SITES =
  "alphaxiv|arxiv|arxiv[.]org|github|hugging ?face|openreview|acl anthology|semantic scholar|zhihu|知乎";
/** "Paper page - A Title", "A Title | OpenReview". */
const SITE_BEFORE = new RegExp(`^\\s*(?:paper page|${SITES})\\s*[-–—|·:]\\s+`, "i");
const SITE_AFTER = new RegExp(`\\s+[-–—|·]\\s+(?:${SITES})\\s*$`, "i");
const SITE_LINE = new RegExp(
  `^\\s*(?:${SITES}|join the discussion on this paper page)\\s*[.]?\\s*$`,
  "i",
);

/**
 * @param {string} text of a link, in lines
 * @returns {string} in one line, without addresses, and what sites add to a title
 */
export function withoutSites(text) {
  const lines = text.slice(0, MAX_LENGTH).split("\n").filter((line) =>
    !LINE_OF_HOST.test(line.trim()) && !SITE_LINE.test(line)
  ).map((line) =>
    line.replace(ADDRESS, " ").replace(SITE_BEFORE, "").replace(SITE_AFTER, "").trim()
  );
  const words = lines.filter((line) => !isLabel(line));
  return (words.length ? words : lines).join(" ").replace(/\s+/g, " ").trim();
}
