/**
 * The papers that a page names, in four steps that each return new values: what it mentions, with
 * titles, merged where two ids are one paper, classified. Pure.
 */

import { papersInText, papersInUrl, titledInUrl } from "../papers/find.js";
import { isOfNoSource, keyOf, titledPaper } from "../papers/paper.js";
import { searchWords } from "../papers/search-words-module.js";
import { IMPORTED_RECORDS } from "../registry/sources.js";
import { entriesIn, guessedTitle, isBeside, termAbove, titlesInEntry } from "./entries.js";
import { isInSentence, isProse, markedTitle, partsInLines } from "./page-content.js";
import { isFiledUnder } from "./own-rules.js";
import { publishersEntries } from "./publishers.js";
import { mentionsInText, sentenceAround, titleOfText } from "./text-titles.js";
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
  worthOf,
} from "./titles.js";

/** @typedef {import("../papers/paper.js").Paper} Paper */
/** @typedef {Readonly<import("../papers/paper.js").TitledPaper>} TitledPaper */
/** @typedef {import("./page-content.js").PartInLine} PartInLine */
/** @typedef {import("./own-rules.js").Own} Own */
/** @typedef {import("./page-content.js").PageContent} PageContent */

/**
 * A paper in the list of a page's papers.
 * @typedef {object} ListedPaper
 * @property {Paper} paper
 * @property {string} title the best that the page gives; ""
 * @property {boolean} isOwn whether the page is about it
 * @property {boolean} isMention whether a list of papers only mentions it beside its entries, or does not
 *   say that a source of ours has it
 * @property {readonly string[]} pages URLs of its pages and PDFs that tell its title only
 * @property {string} context where no title is known, the sentence that names it, without its id; ""
 */

/** A page with fewer titles is no list of papers, so that nothing on it is beside the entries. */
const MIN_ENTRIES = 2;
/** How many further ids a paper has at most. */
const MAX_OTHER_IDS = 3;

/**
 * Lists the papers of a page: its own first, then all others in order, each once. If an entry gives
 * two ids for one paper (PMLR's and OpenReview's), the one that Cool Papers uses is listed.
 * @param {readonly { page: PageContent, own: Own | undefined }[]} frames the page itself first; own:
 *   what the frame is about
 * @returns {ListedPaper[]}
 */
export function listedPapers(frames) {
  const papersInLink = linkReader();
  const mentions = frames.flatMap(({ page, own }, at) => {
    const ofOwn = own ? [mentionOfOwn(own, at === 0)] : [];
    return [...ofOwn, ...withTitles(mentionsIn(page, papersInLink), page, papersInLink)];
  });
  // A page about a paper has related ones.
  const lists = frames.some(({ own }) => own) ? [] : frames.map(({ page }) => page);
  const searches = lists.flatMap((page) => mentionsOfPublishers(page, mentions, papersInLink));
  return classified(withSearches(merged([...mentions, ...searches])));
}

/**
 * @param {PageContent} page
 * @param {readonly TitledMention[]} mentions of papers that are known
 * @param {LinkReader} papersInLink
 * @returns {TitledMention[]} the entries that only a publisher has
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

/** @returns {LinkReader} remembers what it has read: a list's entries look at their links several times */
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
 * A place in a page that names papers.
 * @typedef {object} Mention
 * @property {readonly Paper[]} papers
 * @property {PartInLine} part
 * @property {string} label what a link says; "" for text
 * @property {Paper | undefined} otherIdOf the paper linked before it in its line, if this is another
 *   id of that
 * @property {Paper | undefined} recordOf the paper of another source that this is a record of, if it
 *   is; without an id if that is not beside it
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
  /** Where the links of the last line with links are. @type {number[]} */
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
    // "Skip to main content" leads to the page's own paper as well.
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
 * @returns {Mention} the same; where the text says that it is a record, of another source's paper
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
 * @returns {boolean} whether a link leads to another place in its page
 */
function isWithin(page, href) {
  const hash = href.indexOf("#");
  return hash >= 0 && href.slice(0, hash) === page.split("#", 1)[0];
}

// ---------------------------------------------------------------- with titles

/**
 * A mention with the best title that its place gives.
 * @typedef {object} TitledMention
 * @property {readonly Paper[]} papers
 * @property {string} title
 * @property {number} worth of the title, as worthOf gives it
 * @property {boolean} isOwn
 * @property {boolean} isEntry whether it is an entry of a list: outside of sentences, with a title
 * @property {readonly Paper[]} standAlone those that stand outside of sentences and of such entries
 * @property {readonly Paper[]} otherIdOf papers of which this is another id
 * @property {Paper | undefined} recordOf
 * @property {string} context as in ListedPaper
 */

/**
 * @param {Own} own
 * @param {boolean} isOwn whether it is the page's itself, and not a frame's
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
  /** The papers that have the titles of entries, by title. @type {Map<string, string>} */
  const known = new Map();
  /** The links of entries that have titles. @type {Set<number>} */
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
  // What links say counts first.
  return [
    ...inPlace,
    ...inPlace.flatMap(({ standAlone }, at) => ofText(mentions[at], standAlone, page.title)),
  ];
}

/**
 * @param {Mention} mention
 * @param {readonly Paper[]} standAlone as in TitledMention
 * @param {string} pageTitle
 * @returns {TitledMention[]} what a text says of each of its papers; none for a link
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
 * @param {Map<string, string>} known the keys of the papers that have the titles of entries so far, by
 *   title; gets this one's, too
 * @param {ReadonlySet<number>} titledAt the entries' links with titles so far
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
 * @returns {readonly Paper[]} what its lines name that are no prose
 */
function papersOutsideProse({ text, before }) {
  const lines = text.split("\n").filter((line, at) => !isProse(at ? line : before + line));
  return papersInText(lines.join("\n"));
}

// ---------------------------------------------------------------- merged

/**
 * A paper with all that its mentions say of it.
 * @typedef {object} Row
 * @property {Paper} paper
 * @property {string} title
 * @property {boolean} isOwn
 * @property {boolean} isEntry
 * @property {boolean} standsAlone
 * @property {string} recordSource whose paper it is a record of, where that one's id is not known; ""
 * @property {readonly string[]} pages as in ListedPaper
 * @property {string} context
 */

/**
 * Makes one row of each paper, however many ids it has.
 * @param {readonly TitledMention[]} mentions
 * @returns {Row[]} in the order in which the papers are mentioned first
 */
function merged(mentions) {
  const listedAs = canonicalPapers(mentions);
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const mention of mentions) {
    for (const named of mention.papers) {
      const paper = listedAs(named);
      const row = rows.get(keyOf(paper)) ?? { ...NOTHING_SAID, paper };
      rows.set(keyOf(paper), withMention(row, mention, named));
    }
  }
  return [...rows.values()].map(asSearchOfRecord);
}

/** @type {Omit<Row, "paper">} */
const NOTHING_SAID = {
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
 * @returns {(paper: Paper) => Paper} gives the paper by the id under which it is listed
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
    // PMLR's paper has an OpenReview id, which may be a record of an arXiv paper: no chain is longer.
    for (let step = 0; step < MAX_OTHER_IDS; step++) found = listed.get(keyOf(found)) ?? found;
    return found;
  };
}

/**
 * @param {Row} row
 * @param {TitledMention} mention of its paper
 * @param {Paper} named the paper by the id that is mentioned
 * @returns {Row}
 */
function withMention(row, mention, named) {
  const { title, worth, isOwn, isEntry, standAlone, recordOf, context } = mention;
  // The page's own title for its paper stays, however short.
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
 * @returns {Row} what a record stands for, if no id is known of it: a search for its title
 */
function asSearchOfRecord(row) {
  const words = row.recordSource && !row.isOwn ? searchWords(row.title) : "";
  return words ? { ...row, paper: titledPaper(row.recordSource, words) } : row;
}

/**
 * Gives papers that are known by their titles only the words to search for, and lists each once.
 * @param {readonly Row[]} rows
 * @returns {Row[]} without those that have no title, or are listed by an id too
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
 * Pages and PDFs of a paper whose addresses shorten its title ("Rich_Feature_Hierarchies") can give it
 * in one place only.
 * @param {readonly Row[]} rows
 * @returns {(paper: TitledPaper) => string} gives the title that another page of this name has and
 *   that begins with the words of this address; "" where none has, or two have different ones
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

/**
 * @param {string} title
 * @param {string} words
 * @returns {boolean} whether the title's first words are these, however they are joined
 */
function beginsWith(title, words) {
  const start = normal(words);
  let read = "";
  for (const [word] of title.matchAll(/[\p{L}\p{N}]+/gu)) {
    read += word.toLowerCase();
    if (read.length >= start.length) break;
  }
  return read === start;
}

/**
 * @param {Paper} paper
 * @returns {paper is TitledPaper} whether it is known by a page that tells its title only
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
  // One or two words that several papers share are a label, not a title.
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
