/** From what a page holds to a list of its papers. Pure, as find.js is. */

import { IMPORTED_RECORDS } from "../registry/sources.js";
import { isSearch, searchWords } from "./cool-papers.js";
import { entriesIn } from "./entries.js";
import { papersInText, papersInUrl, titledInUrl, titledPaper } from "./find.js";
import { isInSentence, isProse, markedTitle, partsInLines } from "./lines.js";
import {
  isFiledUnder,
  keyOf,
  normal,
  ownPapers,
  preferCanonicalIds,
  titleOfOwn,
} from "./own-paper.js";
import {
  isLabel,
  isTitle,
  NO_TITLE,
  SHORT_TITLE,
  TITLE,
  titleBefore,
  titleIn,
  titleInLink,
  worthOf,
} from "./titles.js";

/** @typedef {import("./find.js").Paper} Paper */
/**
 * @typedef {Paper & { title: string, isOwn: boolean, isMention: boolean, pages?: string[] }} ListedPaper
 *   with the best title that the page gives, or "", whether it is the page's own paper, whether a
 *   list of papers only mentions it beside its entries, and the pages and PDFs that tell its title only
 */

/**
 * A link to what may be a paper, or the text between two ("" as href).
 * @typedef {[href: string, text: string, container?: number, isBold?: boolean]} Part with the index of
 *   the innermost container of a link, or of text that may name papers
 */
/**
 * The index of such a part; or a title, with the index of the part that its end is in, or right
 * before, and its end there; a guess is a heading, a line's start in bold, or a title that is a link to
 * something else than a paper.
 * @typedef {number | [title: string, at: number, offset: number, isGuess?: boolean]} Landmark
 */
/**
 * An element around a link: from its first landmark to the one after its last. A term (`dt`) goes on
 * to the end of its last description.
 * @typedef {[name: string, from: number, to: number, outer: number]} Container with the index of the
 *   next container around it, -1 for none
 */

/**
 * What one frame of a page holds: as much as the reader sees.
 * @typedef {object} PageContent
 * @property {string} url
 * @property {Part[]} parts
 * @property {Landmark[]} landmarks links, text that may name papers, and titles, in order
 * @property {Container[]} containers
 * @property {string[]} arxivIds `citation_arxiv_id`
 * @property {string[]} dois `citation_doi`
 * @property {string[]} urls `citation_pdf_url` and its like
 * @property {string} statedTitle `citation_title`, or what other tags say is the paper's title
 * @property {string} dcTitle `DC.title`, which many sites put on any page
 * @property {string} heading the one that `document.title` contains, else the first `h1`
 * @property {boolean} isTitled whether `document.title` contains that heading
 * @property {boolean} hasAbstract whether the page has exactly one abstract
 * @property {boolean} hasPdf whether exactly one PDF is labeled "PDF", "Paper" or the like
 * @property {string} title `document.title`
 * @property {string} linkText the text of the link that was clicked
 */

/** A page with fewer titles is no list of papers, so that nothing on it is beside the entries. */
const MIN_ENTRIES = 2;

/**
 * Lists the papers of a page: its own first, then all others in order, each once. If an entry gives
 * two ids for one paper (PMLR's and OpenReview's), the one that Cool Papers uses is listed.
 * @param {readonly PageContent[]} frames
 * @returns {ListedPaper[]}
 */
export function papersOfPages(frames) {
  /** By id, of which a paper can have two. @type {Map<string, ListedPaper>} */
  const listed = new Map();
  /** @type {Map<string, Paper[]>} */
  const read = new Map();
  /** What URLs say of titles, by page. @type {Map<string, string>} */
  const wordsOfPages = new Map();
  /** @param {string} href @returns {Paper[]} known by its title only: with the page as its id */
  const titledInLink = (href) => {
    const titled = titledInUrl(href);
    if (!titled) return [];
    wordsOfPages.set(titled.page, titled.words);
    return [titledPaper(titled.source, titled.page)];
  };
  /** @param {string} href */
  const papersInLink = (href) => {
    const known = read.get(href);
    if (known) return known;
    const named = papersInUrl(href);
    const papers = named.length ? named : titledInLink(href);
    read.set(href, papers);
    return papers;
  };
  /**
   * @param {Paper[]} papers
   * @param {string} title
   * @param {{ isOwn?: boolean, worth?: number }} [how] worth: the title's, as returned by worthOf
   */
  const add = (papers, title, { isOwn = false, worth = title ? TITLE : NO_TITLE } = {}) => {
    for (const paper of papers) {
      const known = listed.get(keyOf(paper));
      if (!known) listed.set(keyOf(paper), { ...paper, title, isOwn, isMention: false });
      // The page's own title for its paper stays, however short.
      else if (worth > worthOf(known.title) && !(known.isOwn && known.title)) {
        known.title = title;
      }
    }
  };
  /** @param {Paper[]} papers */
  const listedAs = (papers) => papers.flatMap((paper) => listed.get(keyOf(paper)) ?? []);
  /** The papers of entries: named outside of sentences, with a title. @type {Set<ListedPaper>} */
  const titledEntries = new Set();
  /** The papers that stand alone there, without a title. @type {Set<ListedPaper>} */
  const untitledEntries = new Set();
  /**
   * Lists what a record stands for in its place: the paper beside it, or a search for its title.
   * @param {ListedPaper} record
   * @param {readonly ListedPaper[]} beside
   */
  const asRecord = (record, beside) => {
    const { source } = IMPORTED_RECORDS[record.source];
    const paper = beside.find((it) => it.source === source);
    if (!paper) {
      Object.assign(record, { source, branch: "arxiv-search", id: searchWords(record.title) });
      return;
    }
    const { branch, id } = paper;
    Object.assign(record, { source, branch, id });
    listed.set(keyOf(paper), record);
  };
  for (const frame of frames) {
    const named = ownPapers(frame);
    const own = named.length ? named : titledInLink(frame.url);
    const canonical = preferCanonicalIds(own, [frame]);
    const title = own.length > 1 ? "" : titleOfOwn(frame, canonical);
    add(canonical, title, { isOwn: frame === frames[0] });
    if (canonical !== own) {
      listed.set(keyOf(own[0]), /** @type {ListedPaper} */ (listed.get(keyOf(canonical[0]))));
    }
    const { titlesOf, guessedTitleOf, isBeside } = entriesIn(frame, papersInLink);
    /** The papers that have the titles of entries. @type {Map<string, string>} */
    const titled = new Map();
    /** The links of entries that have titles. @type {Set<number>} */
    const titledAt = new Set();
    /** What else is named other than in a sentence. @type {[at: number, papers: ListedPaper[]][]} */
    const untitled = [];
    /** What the last link in this line names. @type {ListedPaper | undefined} */
    let linked;
    /** What the links in the last line with links name. @type {ListedPaper[]} */
    let inLine = [];
    for (const part of partsInLines(frame.parts)) {
      const { at, href, text, before } = part;
      const inLink = href ? papersInLink(href) : [];
      const papers = inLink.length || !text.trim() ? inLink : papersInText(text);
      if (!href) {
        add(papers, "");
        if (papers.length) untitled.push([at, listedAs(papersInText(withoutProse(before, text)))]);
        if (text.includes("\n")) linked = undefined;
        for (const it of inLine) if (isRecord(it, text)) asRecord(it, inLine);
        continue;
      }
      // "Skip to main content" leads to the page's own paper as well.
      const label = isWithin(frame.url, href) ? "" : titleInLink(text);
      if (linked && isLabel(label) && isFiledUnder(linked, papers)) {
        const known = listed.get(keyOf(papers[0]));
        if (isSearch(linked.branch)) linked.pages = [linked.id];
        listed.set(keyOf(linked), known ?? linked);
        if (!known) listed.set(keyOf(papers[0]), Object.assign(linked, papers[0]));
        continue;
      }
      const worth = worthOf(label);
      const inSentence = papers.length > 0 && isInSentence(part);
      const one = papers.length === 1 && worth < TITLE && !inSentence ? papers[0] : undefined;
      const ofEntry = one &&
        titlesOf(at).map(titleIn).find((title) =>
          worthOf(title) > worth && (titled.get(title) ?? one.id) === one.id
        );
      if (one && ofEntry) titled.set(ofEntry, one.id);
      // "A Title [ACL]": the link in brackets is a label, the title stands before it.
      const isLabelInBrackets = !worth || /[[(（【|]\s*$/.test(before);
      const isOfLine = one && isLabelInBrackets && !isBeside(at, titledAt);
      const ofLine = isOfLine ? markedTitle(part) || titleBefore(before) : "";
      const said = ofEntry && (isTitle(ofEntry) || !ofLine) ? ofEntry : ofLine;
      const beside = said || (isOfLine && !worth ? guessedTitleOf(at) : "");
      if (beside) add(papers, beside);
      else add(papers, worth ? label : "", { worth });
      if (!linked) inLine = [];
      inLine.push(...listedAs(papers));
      linked = papers.length === 1 ? listed.get(keyOf(papers[0])) : undefined;
      if (inSentence) continue;
      if (beside || worth === TITLE) {
        titledAt.add(at);
        for (const it of listedAs(papers)) titledEntries.add(it);
      } else {
        untitled.push([at, listedAs(papers)]);
      }
    }
    for (const [at, papers] of untitled) {
      if (!papers.length || isBeside(at, titledAt)) continue;
      for (const it of papers) untitledEntries.add(it);
    }
  }
  const all = withSearches([...new Set(listed.values())], wordsOfPages);
  // One or two words that several papers share are a label, not a title.
  const short = new Set();
  const shared = new Set();
  for (const { title, isOwn } of all) {
    if (isOwn || worthOf(title) !== SHORT_TITLE) continue;
    if (short.has(title)) shared.add(title);
    short.add(title);
  }
  const mentioned = new Set(
    all.filter((it) => !it.isOwn && !titledEntries.has(it) && !untitledEntries.has(it)),
  );
  const isList = titledEntries.size >= Math.max(MIN_ENTRIES, mentioned.size);
  return all.map((paper) => ({
    ...paper,
    title: !paper.isOwn && shared.has(paper.title) ? "" : paper.title,
    isMention: isList && mentioned.has(paper),
  }));
}

/**
 * Gives papers that are known by their titles only the words to search for, and lists each once.
 * @param {ListedPaper[]} papers
 * @param {ReadonlyMap<string, string>} wordsOfPages by page, what its URL says of the title
 * @returns {ListedPaper[]} without those that have no title, or are listed by an id too
 */
function withSearches(papers, wordsOfPages) {
  /** @type {Map<string, ListedPaper>} */
  const byTitle = new Map();
  for (const paper of papers) {
    if (!wordsOfPages.has(paper.id) && paper.title) byTitle.set(normal(paper.title), paper);
  }
  return papers.filter((paper) => {
    const words = wordsOfPages.get(paper.id);
    if (words === undefined) return true;
    const page = paper.id;
    paper.title ||= words;
    const listed = byTitle.get(normal(paper.title));
    if (!listed) byTitle.set(normal(paper.title), paper);
    else listed.isOwn ||= paper.isOwn;
    const kept = listed ?? paper;
    kept.pages = [...kept.pages ?? [], page];
    paper.id = searchWords(paper.title);
    return !listed && paper.id !== "";
  });
}

/**
 * @param {ListedPaper} paper
 * @param {string} text after its link
 * @returns {boolean} whether a line of it says that this is a record of another source's paper
 */
function isRecord({ source, isOwn }, text) {
  const imported = isOwn ? undefined : IMPORTED_RECORDS[source];
  return text.split("\n").some((line) => imported?.venue.exec(line)?.[0] === line.trim());
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

/**
 * @param {readonly ListedPaper[]} papers
 * @param {string} page of a paper that is known by its title only
 * @returns {ListedPaper[]} that paper, or none
 */
export function paperAt(papers, page) {
  return papers.filter(({ pages }) => pages?.includes(page));
}

/**
 * @param {readonly ListedPaper[]} papers
 * @param {string} words
 * @returns {ListedPaper[]} the one that has these words as its title, or none
 */
export function papersTitled(papers, words) {
  const wanted = normal(words);
  const called = papers.filter(({ title }) => normal(title) === wanted);
  return called.length === 1 ? called : [];
}

/**
 * @param {string} before the text, in its first line
 * @param {string} text
 * @returns {string} its lines that are no prose
 */
function withoutProse(before, text) {
  return text.split("\n")
    .filter((line, at) => !isProse(at ? line : before + line))
    .join("\n");
}
