/** What a page says of papers: the one question that every door asks. Pure. */

import { searchWords } from "../papers/search-words-module.js";
import { papersOfLink, withoutSites } from "./clicked-link.js";
import { listedPapers } from "./listed.js";
import { NOTHING_OWN, ownPaper, titleOfPage } from "./own-rules.js";
import { decoded } from "./page-content.js";
import { NO_TITLE, worthOf } from "./titles.js";

/** @typedef {import("../papers/paper.js").Paper} Paper */
/** @typedef {import("./listed.js").ListedPaper} ListedPaper */
/** @typedef {import("./own-rules.js").Certainty} Certainty */
/** @typedef {import("./page-content.js").WireContent & { frameId?: number }} FrameContent */

/**
 * @typedef {object} Reading
 * @property {readonly Paper[]} own the paper that the page is about, or none
 * @property {string} title of that paper; without one, the page's title if that can be a paper's
 * @property {Certainty} certainty of both
 * @property {readonly ListedPaper[]} listed all papers that the page names; found when first looked at
 * @property {string} pageTitle the page's title, whether or not it is a paper's
 * @property {readonly Paper[]} linkPapers those that the link that was clicked names in its words
 * @property {string} linkWords the words of that link to search for; "" for a label
 * @property {boolean} isRead whether the browser let us read the page
 */

/** @type {ReadonlySet<Certainty>} */
const IS_LISTED_AS_OWN = new Set(["named", "stated", "linked", "titled"]);

/**
 * @param {readonly FrameContent[]} frames of a page, the page itself first; none if it cannot be read
 * @param {object} [clicked]
 * @param {number} [clicked.frameId] of the frame that was clicked
 * @param {readonly string[]} [clicked.addresses] of that frame and the page, as the browser gave them
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
 * @param {string} page of a paper that is known by its title only
 * @returns {ListedPaper[]} that paper, or none
 */
export function paperAt(listed, page) {
  return listed.filter(({ pages }) => pages.includes(page));
}
