/** What a page says about papers, for menu, popup and shortcut alike; and what a clicked link says. Pure. */

import { papersInText, papersInUrl } from "../papers/find.js";
import { keyOf, unique } from "../papers/paper.js";
import { lazyPattern, searchWords } from "../papers/plain-scripts.js";
import { listedAsOwn, listedPapers } from "./listed.js";
import { NOTHING_OWN, ownPaper, titleOfPage, titleOfTab } from "./own-rules.js";
import { decoded } from "./page-content.js";
import { isLabel, NO_TITLE, worthOf } from "./titles.js";

/** @typedef {import("../papers/paper.js").Paper} Paper */
/** @typedef {import("./listed.js").ListedPaper} ListedPaper */
/** @typedef {import("./own-rules.js").Certainty} Certainty */
/** @typedef {import("./page-content.js").WireContent & { frameId?: number }} FrameContent */

/**
 * @typedef {object} Reading
 * @property {readonly Paper[]} own the paper that the page is about, or none
 * @property {string} title of that paper; if there is none, the page's title if it can be a paper's
 * @property {Certainty} certainty of both
 * @property {readonly ListedPaper[]} listed all papers that the page names; computed on first access
 * @property {readonly import("./page-content.js").Entry[]} references entries of lists of references
 * @property {string} pageTitle the page's title, whether or not it is a paper's
 * @property {readonly Paper[]} linkPapers papers named by the clicked link's text
 * @property {string} linkWords search words from the clicked link's text; "" for a label
 * @property {boolean} isRead whether the browser allowed reading the page
 */

/** @type {ReadonlySet<Certainty>} */
const IS_LISTED_AS_OWN = new Set(["named", "stated", "linked", "titled"]);

/**
 * @param {readonly FrameContent[]} frames of a page, the page itself first; none if it cannot be read
 * @param {object} [clicked]
 * @param {number} [clicked.frameId] of the clicked frame
 * @param {readonly string[]} [clicked.addresses] URLs of that frame and the page, from the browser
 * @returns {Reading}
 */
export function readingOf(frames, { frameId = 0, addresses } = {}) {
  const pages = frames.map(decoded);
  const ids = frames.map(({ frameId }, at) => frameId ?? at);
  const near = [...new Set([frameId, 0])].flatMap((id) => pages.filter((_, at) => ids[at] === id));
  const own = near.length
    ? ownPaper({ pages, near, addresses: addresses ?? near.map(({ url }) => url) })
    : NOTHING_OWN;
  /** @type {readonly ListedPaper[] | undefined} */
  let listed;
  return {
    own: own.papers,
    title: own.title,
    certainty: own.certainty,
    get listed() {
      return listed ??= listedPapers(pages.map((page, at) => {
        const ofPage = at ? ownOfFrame(page) : own;
        return { page, own: IS_LISTED_AS_OWN.has(ofPage.certainty) ? ofPage : undefined };
      }));
    },
    references: pages.flatMap(({ references }) => references),
    pageTitle: near.map(titleOfPage).find(Boolean) ?? "",
    linkPapers: papersOfLink(
      [...near, ...pages].find(({ linkNames }) => linkNames.length)?.linkNames ?? [],
    ),
    linkWords: [...near, ...pages].map(({ linkText }) => searchWords(withoutSites(linkText)))
      .find((words) => worthOf(words) > NO_TITLE) ?? "",
    isRead: pages.length > 0,
  };
}

/** @param {import("./page-content.js").PageContent} page of a frame */
function ownOfFrame(page) {
  return ownPaper({ pages: [page], near: [page], addresses: [page.url] });
}

/**
 * @param {readonly ListedPaper[]} listed
 * @param {string} page URL of the page of a paper without an id
 * @returns {ListedPaper[]} that paper, or none
 */
export function paperAt(listed, page) {
  return listed.filter(({ pages }) => pages.includes(page));
}

// ---------------------------------------------------------------- several tabs

/**
 * A tab that was read.
 * @typedef {object} ReadTab
 * @property {Parameters<typeof titleOfTab>[0]} tab
 * @property {readonly FrameContent[]} frames none if it cannot be read
 */

/**
 * @typedef {object} TabsRead
 * @property {readonly ListedPaper[]} named their papers, each once, in the order of the tabs
 * @property {number} unread how many of the tabs could not be read
 */

/**
 * @param {readonly ReadTab[]} tabs
 * @returns {TabsRead} what they show, for the tab strip's entry and the popup
 */
export function readingOfTabs(tabs) {
  const read = tabs.map(papersOfTab);
  /** @type {Map<string, ListedPaper>} */
  const once = new Map();
  for (const it of read.flatMap((papers) => papers ?? [])) {
    const key = keyOf(it.paper);
    if (!once.get(key)?.title) once.set(key, it); // which leaves it in its place
  }
  return { named: [...once.values()], unread: read.filter((papers) => !papers).length };
}

/**
 * @param {ReadTab} read
 * @returns {readonly ListedPaper[] | undefined} its own paper, else those that it lists; undefined if it
 *   cannot be read, and its address, where we may know it, names none
 */
function papersOfTab({ tab, frames }) {
  if (!frames.length) {
    const named = papersInUrl(tab?.url ?? "");
    return named.length ? listedAsOwn(named, titleOfTab(tab)) : undefined;
  }
  const reading = readingOf(frames);
  return reading.own.length ? listedAsOwn(reading.own, reading.title) : reading.listed;
}

// ---------------------------------------------------------------- a link that was clicked

/** @typedef {import("../papers/paper.js").KnownPaper} KnownPaper */

/** Longer texts of links are cut; no title is longer. */
const MAX_LENGTH = 1000;
/** Before the ellipsis of a shortened URL. */
const CUT = lazyPattern`/(?<=[\p{L}\p{N}_-])(?=\s*(?:…|[.]{3}))/gu`;

/**
 * @param {readonly (readonly string[])[]} links the names of each link to the clicked URL
 * @returns {KnownPaper[]} those that all links name, since it is unknown which one was clicked
 */
export function papersOfLink(links) {
  const [first = [], ...others] = links.map((names) => unique(names.flatMap(papersInName)));
  return first.filter((paper) =>
    others.every((papers) => papers.some((it) => keyOf(it) === keyOf(paper)))
  );
}

/**
 * @param {string} name
 * @returns {KnownPaper[]} papers that it names, except where a shortened URL may have cut the id
 */
function papersInName(name) {
  const papers = papersInText(name);
  // If one more digit makes another id, the cut id may be incomplete.
  const longer = papers.length ? papersInText(name.replace(CUT(), "1")).map(keyOf) : [];
  const mayGoOn = longer.some((key) => !papers.some((it) => keyOf(it) === key));
  return mayGoOn ? papers.filter((it) => longer.includes(keyOf(it))) : papers;
}

const HOST = "(?:[a-z0-9-]+[.])+[a-z]{2,}";
/** "From example.com", "example.com/…": a line that shows a link's host. */
const LINE_OF_HOST = new RegExp(`^(?:\\S{1,8}\\s)?(?:https?://)?${HOST}(?:/\\S*)?$`, "i");
/** URLs in a line; without a scheme or path, only those of known sites. */
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
 * @returns {string} in one line, without URLs and the names that sites add to a title
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
