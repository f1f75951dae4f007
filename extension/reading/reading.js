/** What a page says about papers, for menu, popup and shortcut alike; and what a clicked link says. Pure. */

import { papersInText, papersInUrl, titledInUrl } from "../papers/find.js";
import { isOfNoSource, keyOf, titledPaper, unique } from "../papers/paper.js";
import { IMPORTED_RECORDS, lazyPattern, searchWords } from "../papers/plain-scripts.js";
import {
  entriesIn,
  guessedTitle,
  isBeside,
  publishersEntries,
  termAbove,
  titlesInEntry,
} from "./entries.js";
import { isFiledUnder, NOTHING_OWN, ownPaper, titleOfPage, titleOfTab } from "./own-rules.js";
import {
  decoded,
  isInSentence,
  isProse,
  markedTitle,
  mentionsInText,
  partsInLines,
  sentenceAround,
  titleOfText,
} from "./page-content.js";
import {
  isLabel,
  isTitle,
  nameBefore,
  NO_TITLE,
  normal,
  SHORT_TITLE,
  TITLE,
  titleBefore,
  titleIn,
  titleInLink,
  withoutSites,
  worthOf,
} from "./titles.js";

/** @typedef {import("../papers/paper.js").Paper} Paper */
/** @typedef {Readonly<import("../papers/paper.js").TitledPaper>} TitledPaper */
/** @typedef {import("./own-rules.js").Certainty} Certainty */
/** @typedef {import("./own-rules.js").Own} Own */
/** @typedef {import("./page-content.js").PartInLine} PartInLine */
/** @typedef {import("./page-content.js").WireContent & { frameId?: number }} FrameContent */
/** @typedef {import("./page-content.js").PageContent} PageContent */

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

// ---------------------------------------------------------------- all papers that a page names

// Four steps, each returning new values: collect the mentions, add titles, merge the ids of one paper,
// classify.

/**
 * A paper in the list of a page's papers.
 * @typedef {object} ListedPaper
 * @property {Paper} paper
 * @property {string} title the best that the page gives; "" for none
 * @property {boolean} isOwn whether the page is about it
 * @property {boolean} isMention whether it is only mentioned on a page that lists papers, or none of our
 *   sources is known to have it
 * @property {readonly string[]} pages URLs of its pages and PDFs that give its title but no id
 * @property {string} context the sentence that names it, without its id, if no title is known; else ""
 */

/**
 * @param {readonly Paper[]} own
 * @param {string} title
 * @returns {ListedPaper[]} as a page lists the papers that it is about
 */
export function listedAsOwn(own, title) {
  return own.map((paper) => (
    { paper, title, isOwn: true, isMention: false, pages: [], context: "" }
  ));
}

/** A page with fewer titled entries is not a list, so nothing on it is a mere mention. */
const MIN_ENTRIES = 2;
/** No paper has more ids than this beside its first. */
const MAX_OTHER_IDS = 3;

/**
 * Lists the papers of a page once each: its own first, then the others in order. If an entry has two
 * ids of one paper (PMLR's and OpenReview's), the one that Cool Papers uses is listed.
 * @param {readonly { page: PageContent, own: Own | undefined }[]} frames the page itself first; own:
 *   the paper that the frame is about
 * @returns {ListedPaper[]}
 */
export function listedPapers(frames) {
  const papersInLink = linkReader();
  const mentions = frames.flatMap(({ page, own }, at) => {
    const ofOwn = own ? [mentionOfOwn(own, at === 0)] : [];
    return [...ofOwn, ...withTitles(mentionsIn(page, papersInLink), page, papersInLink)];
  });
  // On a page about one paper, publishers' links are related papers.
  const lists = frames.some(({ own }) => own) ? [] : frames.map(({ page }) => page);
  const searches = lists.flatMap((page) => mentionsOfPublishers(page, mentions, papersInLink));
  return classified(withSearches(merged([...mentions, ...searches])));
}

/**
 * @param {PageContent} page
 * @param {readonly TitledMention[]} mentions found so far
 * @param {LinkReader} papersInLink
 * @returns {TitledMention[]} the entries that link only a publisher's page
 */
function mentionsOfPublishers(page, mentions, papersInLink) {
  const known = mentions.filter(({ papers, isEntry, isOwn }) =>
    papers.length && (isEntry || isOwn)
  );
  const titles = new Set(known.flatMap(({ title }) => normal(title) || []));
  const isKnown = (/** @type {string} */ href) => papersInLink(href).length > 0;
  return publishersEntries(page, { isKnown, titles })
    .map(({ paper, title }) => ({ ...UNTITLED, papers: [paper], title, worth: TITLE }));
}

/** @typedef {(href: string) => readonly Paper[]} LinkReader */

/** @returns {LinkReader} cached: each link in a list is read several times */
function linkReader() {
  /** @type {Map<string, readonly Paper[]>} */
  const known = new Map();
  return (href) => {
    let papers = known.get(href);
    if (!papers) {
      const named = papersInUrl(href);
      const titled = named.length ? undefined : titledInUrl(href);
      papers = titled ? [titled] : named;
      known.set(href, papers);
    }
    return papers;
  };
}

// ---------------------------------------------------------------- what is mentioned

/**
 * A link that may name papers, or text that does.
 * @typedef {object} Mention
 * @property {readonly Paper[]} papers
 * @property {PartInLine} part
 * @property {string} label a link's text as a title, without authors and the like; "" for text
 * @property {Paper | undefined} otherIdOf the paper linked before it in its line, if this is another
 *   id of the same paper
 * @property {Paper | undefined} recordOf the other source's paper that this is a record of; without
 *   an id if none is given beside it
 */

/**
 * @param {PageContent} page
 * @param {LinkReader} papersInLink
 * @returns {Mention[]} in order
 */
function mentionsIn(page, papersInLink) {
  /** @type {Mention[]} */
  const mentions = [];
  /** The only paper of the last link in this line. @type {Paper | undefined} */
  let linked;
  /** Indices of the mentions in the last line with links. @type {number[]} */
  let inLine = [];
  for (const part of partsInLines(page.parts)) {
    const { href, text } = part;
    const inLink = href ? papersInLink(href) : [];
    const papers = inLink.length || !text.trim() ? inLink : papersInText(text);
    /** @type {Mention} */
    const mention = { papers, part, label: "", otherIdOf: undefined, recordOf: undefined };
    if (!href) {
      if (text.includes("\n")) linked = undefined;
      const line = inLine.map((at) => mentions[at]);
      for (const at of inLine) mentions[at] = asRecord(mentions[at], line, text);
      if (papers.length) mentions.push(mention);
      continue;
    }
    // Ignore the text of links within the page, such as "Skip to main content".
    const label = isWithin(page.url, href) ? "" : titleInLink(text);
    const isOtherId = linked && isLabel(label) && isFiledUnder(linked, papers);
    if (!linked) inLine = [];
    inLine.push(mentions.length);
    mentions.push({ ...mention, label, otherIdOf: isOtherId ? linked : undefined });
    linked = papers.length === 1 ? papers[0] : undefined;
  }
  return mentions;
}

/**
 * @param {Mention} mention
 * @param {readonly Mention[]} line the mentions in its line
 * @param {string} text after it
 * @returns {Mention} the same, or a record of another source's paper if the text says so
 */
function asRecord(mention, line, text) {
  const [paper, ...others] = mention.papers;
  const imported = paper && !others.length && mention.part.href && IMPORTED_RECORDS[paper.source];
  const isRecord = imported && !mention.recordOf &&
    text.split("\n").some((it) => imported.venue.exec(it)?.[0] === it.trim());
  if (!isRecord) return mention;
  const beside = line.flatMap(({ papers }) => papers).find((it) => it.source === imported.source);
  return { ...mention, recordOf: beside ?? titledPaper(imported.source, "") };
}

/**
 * @param {string} page
 * @param {string} href
 * @returns {boolean} whether the link leads to a place in the page itself
 */
function isWithin(page, href) {
  const hash = href.indexOf("#");
  return hash >= 0 && href.slice(0, hash) === page.split("#", 1)[0];
}

// ---------------------------------------------------------------- with titles

/**
 * A mention with the best title found around it.
 * @typedef {object} TitledMention
 * @property {readonly Paper[]} papers
 * @property {string} title
 * @property {number} worth of the title, as worthOf gives it
 * @property {boolean} isOwn
 * @property {boolean} isEntry whether it is an entry of a list: it has a title and is not in a sentence
 * @property {readonly Paper[]} standAlone those in neither a sentence nor an entry
 * @property {readonly Paper[]} otherIdOf papers that this is another id of
 * @property {Paper | undefined} recordOf
 * @property {string} context as in ListedPaper
 */

/**
 * @param {Own} own
 * @param {boolean} isOwn whether it is the own paper of the page, not of a frame
 * @returns {TitledMention}
 */
function mentionOfOwn({ papers, otherIds, title }, isOwn) {
  const worth = title ? TITLE : NO_TITLE;
  return { ...UNTITLED, papers, title, worth, isOwn, otherIdOf: otherIds };
}

/** @type {TitledMention} */
const UNTITLED = {
  papers: [],
  title: "",
  worth: NO_TITLE,
  isOwn: false,
  isEntry: false,
  standAlone: [],
  otherIdOf: [],
  recordOf: undefined,
  context: "",
};

/**
 * @param {readonly Mention[]} mentions
 * @param {PageContent} page
 * @param {LinkReader} papersInLink
 * @returns {TitledMention[]}
 */
function withTitles(mentions, page, papersInLink) {
  const entries = entriesIn(page, papersInLink);
  /** Keys of the papers that have an entry's title, by title. @type {Map<string, string>} */
  const known = new Map();
  /** Part indices of the links whose entries have titles. @type {Set<number>} */
  const titledAt = new Set();
  const titled = mentions.map((mention) => {
    const { papers, part, otherIdOf, recordOf } = mention;
    if (!part.href) return { ...UNTITLED, papers, standAlone: papersOutsideProse(part) };
    if (otherIdOf) return { ...UNTITLED, papers, otherIdOf: [otherIdOf], recordOf };
    const { title, worth, isEntry, isInSentence } = titleOf(mention, entries, known, titledAt);
    if (isEntry) titledAt.add(part.at);
    const standAlone = isEntry || isInSentence ? [] : papers;
    const { before, text, after } = part;
    const context = title || papers.length !== 1
      ? ""
      : sentenceAround(before, text, after, papers[0]);
    return { ...UNTITLED, papers, title, worth, isEntry, standAlone, recordOf, context };
  });
  const inPlace = titled.map((it, at) =>
    it.standAlone.length && isBeside(entries, mentions[at].part, titledAt)
      ? { ...it, standAlone: [] }
      : it
  );
  // Titles from links take precedence over those from text.
  return [
    ...inPlace,
    ...inPlace.flatMap(({ standAlone }, at) => ofText(mentions[at], standAlone, page.title)),
  ];
}

/**
 * @param {Mention} mention
 * @param {readonly Paper[]} standAlone as in TitledMention
 * @param {string} pageTitle
 * @returns {TitledMention[]} one for each paper in a text, with its title there; none for a link
 */
function ofText({ papers, part }, standAlone, pageTitle) {
  if (part.href || !papers.length) return [];
  const named = new Set(papers.map(keyOf));
  const apart = new Set(standAlone.map(keyOf));
  const found = mentionsInText(part, pageTitle).filter(({ paper }) => named.has(keyOf(paper)));
  return found.map(({ paper, title, context }) => {
    const worth = worthOf(title);
    const isEntry = worth === TITLE && apart.has(keyOf(paper));
    return { ...UNTITLED, papers: [paper], title, worth, isEntry, context };
  });
}

/**
 * @param {Mention} mention of a link
 * @param {import("./entries.js").Entries} entries of its page
 * @param {Map<string, string>} known keys of the papers that have an entry's title so far, by title;
 *   this mention's is added
 * @param {ReadonlySet<number>} titledAt part indices of the titled entries' links so far
 * @returns {{ title: string, worth: number, isEntry: boolean, isInSentence: boolean }}
 */
function titleOf({ papers, part, label }, entries, known, titledAt) {
  const { before } = part;
  const worth = worthOf(label);
  const inSentence = papers.length > 0 && isInSentence(part);
  const one = papers.length === 1 && worth < TITLE && !inSentence ? papers[0] : undefined;
  const ofEntry = one &&
    [termAbove(entries, part), ...titlesInEntry(entries, part)].map(titleIn).find((title) =>
      worthOf(title) > worth && (known.get(title) ?? keyOf(one)) === keyOf(one)
    );
  if (one && ofEntry) known.set(ofEntry, keyOf(one));
  // "A Title [ACL]": the link in brackets is a label, the title stands before it.
  const isLabelInBrackets = !worth || /[[(（【|]\s*$/.test(before);
  const isAddress = one && !worth && papersInText(part.text).length > 0;
  const ofAddress = isAddress ? titleOfText({ ...part, pageTitle: entries.page.title }) : "";
  const isOfLine = one && isLabelInBrackets && !isBeside(entries, part, titledAt);
  const ofLine = isOfLine ? ofAddress || markedTitle(part) || titleBefore(before) : "";
  const said = ofEntry && (isTitle(ofEntry) || !ofLine) ? ofEntry : ofLine;
  const beside = said || (isOfLine && !worth ? guessedTitle(entries, part) : "");
  // "DeepSeek-R1 [arXiv]"
  const name = isOfLine && !worth && !beside ? nameBefore(before) : "";
  return {
    title: beside || name || (worth ? label : ""),
    worth: beside ? TITLE : name ? SHORT_TITLE : worth,
    isEntry: !inSentence && (beside !== "" || worth === TITLE),
    isInSentence: inSentence,
  };
}

/**
 * @param {PartInLine} part text
 * @returns {readonly Paper[]} the papers in its lines that are not prose
 */
function papersOutsideProse({ text, before }) {
  const lines = text.split("\n").filter((line, at) => !isProse(at ? line : before + line));
  return papersInText(lines.join("\n"));
}

// ---------------------------------------------------------------- merged

/**
 * A paper with what all its mentions say about it.
 * @typedef {object} Row
 * @property {Paper} paper
 * @property {string} title
 * @property {boolean} isOwn
 * @property {boolean} isEntry
 * @property {boolean} standsAlone
 * @property {string} recordSource whose paper it is a record of, if that paper's id is unknown; else ""
 * @property {readonly string[]} pages as in ListedPaper
 * @property {string} context
 */

/**
 * Makes one row for each paper, however many ids it has.
 * @param {readonly TitledMention[]} mentions
 * @returns {Row[]} in the order of the papers' first mentions
 */
function merged(mentions) {
  const listedAs = canonicalPapers(mentions);
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const mention of mentions) {
    for (const named of mention.papers) {
      const paper = listedAs(named);
      const row = rows.get(keyOf(paper)) ?? { ...EMPTY_ROW, paper };
      rows.set(keyOf(paper), withMention(row, mention, named));
    }
  }
  return [...rows.values()].map(asSearchOfRecord);
}

/** @type {Omit<Row, "paper">} */
const EMPTY_ROW = {
  title: "",
  isOwn: false,
  isEntry: false,
  standsAlone: false,
  recordSource: "",
  pages: [],
  context: "",
};

/**
 * @param {readonly TitledMention[]} mentions
 * @returns {(paper: Paper) => Paper} returns the paper with the id that it is listed under
 */
function canonicalPapers(mentions) {
  const own = new Set(mentions.flatMap((it) => (it.isOwn ? it.papers.map(keyOf) : [])));
  /** @type {Map<string, Paper>} */
  const listed = new Map();
  for (const { papers: [paper], otherIdOf, recordOf } of mentions) {
    for (const other of otherIdOf) {
      if (!listed.has(keyOf(other))) listed.set(keyOf(other), paper);
    }
    if (recordOf?.kind === "paper" && !own.has(keyOf(paper))) listed.set(keyOf(paper), recordOf);
  }
  return (paper) => {
    let found = paper;
    // The longest chain: PMLR's id, then OpenReview's, which may be a record of an arXiv paper.
    for (let step = 0; step < MAX_OTHER_IDS; step++) found = listed.get(keyOf(found)) ?? found;
    return found;
  };
}

/**
 * @param {Row} row
 * @param {TitledMention} mention of its paper
 * @param {Paper} named the paper with the id that was mentioned
 * @returns {Row}
 */
function withMention(row, mention, named) {
  const { title, worth, isOwn, isEntry, standAlone, recordOf, context } = mention;
  // Keep the page's title for its own paper, however short.
  const isBetter = worth > worthOf(row.title) && !(row.isOwn && row.title);
  const isOtherPage = named.kind === "titled" && row.paper.kind === "paper";
  return {
    ...row,
    title: isBetter ? title : row.title,
    isOwn: row.isOwn || isOwn,
    isEntry: row.isEntry || isEntry,
    standsAlone: row.standsAlone || standAlone.some((it) => keyOf(it) === keyOf(named)),
    recordSource: recordOf?.kind === "titled" ? recordOf.source : row.recordSource,
    pages: isOtherPage ? [...new Set([...row.pages, named.page])] : row.pages,
    context: row.context || context,
  };
}

/**
 * @param {Row} row
 * @returns {Row} a search for the title, if it is a record of a paper without a known id; else the same
 */
function asSearchOfRecord(row) {
  const words = row.recordSource && !row.isOwn ? searchWords(row.title) : "";
  return words ? { ...row, paper: titledPaper(row.recordSource, words) } : row;
}

/**
 * Sets the search words of papers without an id, and lists each once.
 * @param {readonly Row[]} rows
 * @returns {Row[]} without the papers that have no title or are also listed with an id
 */
function withSearches(rows) {
  const wholeTitle = titlesOfPages(rows);
  /** @type {Map<string, Row>} */
  const byTitle = new Map();
  for (const row of rows) {
    if (!isOfPage(row.paper) && row.title) byTitle.set(normal(row.title), row);
  }
  /** @type {Map<Row, Row>} */
  const listed = new Map(rows.map((row) => [row, row]));
  for (const row of rows) {
    if (!isOfPage(row.paper)) continue;
    const { source, page } = row.paper;
    const isWhole = worthOf(row.title) === TITLE || (row.isOwn && row.title);
    const title = (!isWhole && wholeTitle(row.paper)) || row.title || row.paper.words;
    const alike = byTitle.get(normal(title));
    const paper = titledPaper(source, searchWords(title), page);
    if (alike) {
      const now = /** @type {Row} */ (listed.get(alike));
      listed.set(alike, {
        ...now,
        isOwn: now.isOwn || row.isOwn,
        isEntry: now.isEntry || row.isEntry,
        standsAlone: now.standsAlone || row.standsAlone,
        pages: [...now.pages, page],
      });
      listed.delete(row);
    } else if (paper.words) {
      byTitle.set(normal(title), row);
      listed.set(row, { ...row, paper, title, pages: [...row.pages, page] });
    } else listed.delete(row);
  }
  return [...listed.values()];
}

/**
 * Finds whole titles for papers whose URLs shorten them ("Rich_Feature_Hierarchies"): only one of a
 * paper's links, to its page or PDF, may have the whole title.
 * @param {readonly Row[]} rows
 * @returns {(paper: TitledPaper) => string} returns the title of another link with the same file name,
 *   if it begins with the words of this URL; "" if there is none, or if two differ
 */
function titlesOfPages(rows) {
  /** @param {TitledPaper} paper */
  const nameOf = ({ source, page, words }) => {
    const file = page.slice(page.lastIndexOf("/") + 1).replace(/[.][a-z]+$/i, "");
    return words && `${source} ${file} ${normal(words)}`;
  };
  /** @type {Map<string, string>} */
  const titles = new Map();
  for (const { paper, title } of rows) {
    if (!title || !isOfPage(paper) || !paper.words || !beginsWith(title, paper.words)) continue;
    const name = nameOf(paper);
    const known = titles.get(name);
    titles.set(name, known === undefined || normal(known) === normal(title) ? title : "");
  }
  return (paper) => titles.get(nameOf(paper)) ?? "";
}

const WORD = lazyPattern`/[\p{L}\p{N}]+/gu`;

/**
 * @param {string} title
 * @param {string} words
 * @returns {boolean} whether the title begins with these words, ignoring spaces and punctuation
 */
function beginsWith(title, words) {
  const start = normal(words);
  let read = "";
  for (const [word] of title.matchAll(WORD())) {
    read += word.toLowerCase();
    if (read.length >= start.length) break;
  }
  return read === start;
}

/**
 * @param {Paper} paper
 * @returns {paper is TitledPaper} whether it is known only by its page, which gives no id
 */
function isOfPage(paper) {
  return paper.kind === "titled" && paper.page !== "";
}

// ---------------------------------------------------------------- classified

/**
 * @param {readonly Row[]} rows
 * @returns {ListedPaper[]}
 */
function classified(rows) {
  // A short title that several papers share is a label.
  const short = rows.filter(({ title, isOwn }) => !isOwn && worthOf(title) === SHORT_TITLE)
    .map(({ title }) => title);
  const shared = new Set(short.filter((title, at) => short.indexOf(title) !== at));
  const entries = rows.filter(({ isEntry }) => isEntry).length;
  /** @param {Row} row */
  const isMentioned = ({ isOwn, isEntry, standsAlone }) => !isOwn && !isEntry && !standsAlone;
  const sourced = rows.filter(({ paper }) => !isOfNoSource(paper));
  const isList = entries >= Math.max(MIN_ENTRIES, sourced.filter(isMentioned).length);
  return rows.map((row) => {
    const title = !row.isOwn && shared.has(row.title) ? "" : row.title;
    return {
      paper: row.paper,
      title,
      isOwn: row.isOwn,
      isMention: isOfNoSource(row.paper) || (isList && isMentioned(row)),
      pages: row.pages,
      context: title ? "" : row.context,
    };
  });
}
