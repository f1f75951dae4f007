/** Reads the content of one frame; reading/ decides what it means. */

"use strict";
{
  /** A page with less text than this counts as hidden. */
  const MIN_TEXT_OF_PAGE = 20;

  /** @param {RegExp} namesPapers @param {RegExp} anchor */
  const partsOfPage = (namesPapers, anchor) => {
    const top = pageDom.top();
    if (!top) return new PageParts();
    const shown = new PageWalk(namesPapers, anchor).through(top);
    // Some pages are hidden as a whole until their scripts have run.
    return shown.isShorterThan(MIN_TEXT_OF_PAGE)
      ? new PageWalk(namesPapers, anchor, true).through(top)
      : shown;
  };

  /**
   * @param {string} link URL of the clicked link, "" for none
   * @param {boolean} isWhole whether to read more than the link's text and the meta tags
   * @param {string} namesPapers source of NAMES_PAPERS, which matches in every URL of a paper
   * @param {string} anchor source of ANCHOR, which matches in every text that names a paper
   * @returns {string} a `WireContent` as JSON, which the browser transfers many times faster than arrays
   */
  // deno-lint-ignore no-var no-unused-vars no-inner-declarations
  var pageReading = (link, isWhole, namesPapers, anchor) => {
    const { parts, landmarks, containers } = isWhole
      ? partsOfPage(new RegExp(namesPapers, "i"), new RegExp(anchor))
      : new PageParts();
    const url = location.href;
    return JSON.stringify({ url, parts, landmarks, containers, ...pageStated(link) });
  };
}
