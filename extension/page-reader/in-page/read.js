/** Reads what one frame of a page holds; what that means is decided in reading/. */

"use strict";
{
  /** A page with less text shows nothing yet. */
  const MIN_TEXT_OF_PAGE = 20;

  /** @param {RegExp} namesPapers @param {RegExp} anchor */
  const partsOfPage = (namesPapers, anchor) => {
    const top = pageDom.top();
    if (!top) return new PageParts();
    const shown = new PageWalk(namesPapers, anchor).through(top);
    // A page that is hidden as a whole, until its scripts have run.
    return shown.isShorterThan(MIN_TEXT_OF_PAGE)
      ? new PageWalk(namesPapers, anchor, true).through(top)
      : shown;
  };

  /**
   * @param {string} link URL of one that was clicked: "" for none
   * @param {boolean} isWhole whether more than its text and the meta tags is read
   * @param {string} namesPapers NAMES_PAPERS as a pattern: no URL of a paper is without it
   * @param {string} anchor ANCHOR as a pattern: no text that names a paper is without it
   * @returns {string} a `WireContent` as JSON, which the browser hands over many times as fast as
   *   arrays
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
