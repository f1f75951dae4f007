/** The entries of a list that only a publisher has: papers of which a page tells no id. Pure. */

import { titledPaper } from "../papers/paper.js";
import { searchWords } from "../papers/search-words-module.js";
import { isTitle, normal, titleInLink } from "./titles.js";

/** @typedef {import("../papers/paper.js").TitledPaper} TitledPaper */
/** @typedef {import("./page-content.js").PageContent} PageContent */
/** @typedef {Readonly<{ paper: Readonly<TitledPaper>, title: string }>} Publishers */

/** Fewer papers are no list of them. */
const MIN_PAPERS = 3;
/** Among as many papers, one heading may link something else: a book, a university's page. */
const PAPERS_TO_ONE_OTHER = 3;

/** A DOI in the path, as ACM, Springer, Wiley, SIAM and many more have it; not a part of a book's shop. */
const DOI = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?10[.]\d{4,9}(?:\/|%2f)[^/?#]/i;
/** A whole volume says neither that a page lists papers, nor that it does not. */
const VOLUME =
  /\/(?:book|(?:doi\/)?proceedings|toc|journal|doi\/book|series)\/(?:10[.]|\d|[a-z]+\/\d)/i;
/** Pages of one paper each, with its title as their heading. */
const PAGES = new RegExp(
  `^https?://(?:www[.])?(?:${
    [
      "ieeexplore[.]ieee[.]org/(?:abstract/)?document/\\d",
      "computer[.]org/csdl/(?:proceedings-article|journal|magazine)/\\S*/\\w{10,}",
      "dl[.]acm[.]org/citation[.]cfm[?](?:\\S*&)?id=\\d",
      "sciencedirect[.]com/science/article/(?:abs/)?pii/S",
      "nature[.]com/articles/(?!d\\d)[a-z]+\\S*\\d",
      "mdpi[.]com/\\d{4}-\\d{3}[\\dX]/\\d+/\\d+/\\d",
      "jstor[.]org/stable/\\d",
      "(?:pubmed[.]ncbi[.]nlm[.]nih[.]gov/|ncbi[.]nlm[.]nih[.]gov/pubmed/)\\d",
      "(?:ncbi[.]nlm[.]nih[.]gov/pmc|pmc[.]ncbi[.]nlm[.]nih[.]gov|europepmc[.]org)/articles?/PMC/?\\d",
      "semanticscholar[.]org/paper/\\S*[0-9a-f]{40}",
      "researchgate[.]net/publication/\\d",
    ].join("|")
  })`,
  "i",
);

/**
 * @param {string} href
 * @returns {boolean} whether it looks like a publisher's, or an index's, page of one paper
 */
export function isPublishersPage(href) {
  return DOI.test(href) || PAGES.test(href);
}

/**
 * Finds the headings that link a publisher's page, on a page that lists papers: nearly all its headings
 * that are links do so, or link papers that we know. News, blogs, forums and shops have others.
 * @param {PageContent} page
 * @param {object} known
 * @param {(href: string) => boolean} known.isKnown whether a link names a paper
 * @param {ReadonlySet<string>} known.titles of the entries that name one, as normal gives them
 * @returns {Publishers[]} each once, in order; none on a page of one paper, which has related ones
 */
export function publishersEntries({ landmarks, statedTitle }, { isKnown, titles }) {
  if (statedTitle) return [];
  /** @type {Map<string, Publishers>} */
  const found = new Map();
  /** @type {Set<string>} */
  const seen = new Set();
  let others = 0;
  for (const landmark of landmarks) {
    if (landmark.title === undefined || !landmark.href || isKnown(landmark.href)) continue;
    const { href } = landmark;
    const title = titleInLink(landmark.title);
    if (!isTitle(title) || titles.has(normal(title)) || VOLUME.test(href) || seen.has(href)) {
      continue;
    }
    seen.add(href);
    const words = isPublishersPage(href) ? searchWords(title) : "";
    if (!words) others++;
    else if (!found.has(normal(title))) {
      found.set(normal(title), { paper: titledPaper("", words, href), title });
    }
  }
  const papers = found.size + titles.size;
  const isList = papers >= MIN_PAPERS && papers >= others * PAPERS_TO_ONE_OTHER;
  return isList ? [...found.values()] : [];
}
