/** Finds list entries that link only a publisher's page: papers without an id that we know. Pure. */

import { titledPaper } from "../papers/paper.js";
import { searchWords } from "../papers/plain-scripts.js";
import { isTitle, normal, titleInLink } from "./titles.js";

/** @typedef {import("../papers/paper.js").TitledPaper} TitledPaper */
/** @typedef {import("./page-content.js").PageContent} PageContent */
/** @typedef {Readonly<{ paper: Readonly<TitledPaper>, title: string }>} PublisherEntry */

/** Fewer papers are not a list. */
const MIN_PAPERS = 3;
/** One in so many headings may link something else: a book, a university's page. */
const PAPERS_TO_ONE_OTHER = 3;

/** A DOI in the path, as used by ACM, Springer, Wiley, SIAM and many others. */
const DOI = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?10[.]\d{4,9}(?:\/|%2f)[^/?#]/i;
/** A whole volume, which counts neither for nor against a list of papers. */
const VOLUME =
  /\/(?:book|(?:doi\/)?proceedings|toc|journal|doi\/book|series)\/(?:10[.]|\d|[a-z]+\/\d)/i;
/** Sites' pages of single papers. */
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
 * @returns {boolean} whether it looks like a paper's page on a publisher's or index's site
 */
export function isPublishersPage(href) {
  return DOI.test(href) || PAGES.test(href);
}

/**
 * Finds the headings that link a publisher's page, on pages that list papers: nearly all their linked
 * headings lead to such pages or known papers, unlike those of news, blogs, forums and shops.
 * @param {PageContent} page
 * @param {object} known
 * @param {(href: string) => boolean} known.isKnown whether a link names a paper
 * @param {ReadonlySet<string>} known.titles of the known entries, as returned by normal
 * @returns {PublisherEntry[]} once each, in order; none on a paper's own page, which lists related ones
 */
export function publishersEntries({ landmarks, statedTitle }, { isKnown, titles }) {
  if (statedTitle) return [];
  /** @type {Map<string, PublisherEntry>} */
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
