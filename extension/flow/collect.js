/** Reads a whole page, frame by frame, with activeTab and nothing more. */

import { NAMES_PAPERS } from "../papers/sources.js";

/** @typedef {import("../papers/list.js").PageContent} PageContent */

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @returns {Promise<PageContent[] | undefined>} of its frames, the page itself first; undefined
 *   where the browser allows no reading: its own pages, the stores, PDFs
 */
export async function readContents(tab) {
  if (tab?.id === undefined) return undefined;
  try {
    const frames = await chrome.scripting.executeScript({
      target: { tabId: tab.id, allFrames: true },
      func: contentOfFrame,
      args: [NAMES_PAPERS.source, NAMES_PAPERS.flags],
    });
    return frames.flatMap(({ result }) => (result ? [result] : []));
  } catch {
    return undefined;
  }
}

/**
 * Runs in the page, by itself: it can use nothing from around it.
 * @param {string} namesPapers what no link to a paper is without, as a pattern
 * @param {string} flags
 * @returns {PageContent}
 */
function contentOfFrame(namesPapers, flags) {
  const NAMES_PAPERS = new RegExp(namesPapers, flags);
  const UNREAD = new Set(["script", "style", "noscript", "template", "textarea", "select"]);
  const INLINE = new Set(
    "a abbr b bdi bdo cite code em font i kbd label mark q s samp small span strike strong sub sup u var wbr"
      .split(" "),
  );
  /** @type {[href: string, text: string][]} */
  const parts = [];
  let text = "";
  const endText = () => {
    if (text.trim()) parts.push(["", text]);
    text = "";
  };
  /** @param {Node} parent */
  const walk = (parent) => {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue;
      if (!(node instanceof Element) || UNREAD.has(node.localName)) continue;
      if (node.matches(".cool-papers-link")) continue;
      // Any other link is read as the text that it is: there can be very many.
      if (node instanceof HTMLAnchorElement && NAMES_PAPERS.test(node.href)) {
        endText();
        parts.push([node.href, node.textContent ?? ""]);
        continue;
      }
      const isBlock = !INLINE.has(node.localName);
      if (isBlock) text += "\n";
      walk(node.shadowRoot ?? node);
      if (isBlock) text += "\n";
    }
  };
  if (document.body) walk(document.body);
  endText();
  /** @param {string} name */
  const metas = (name) =>
    [...document.querySelectorAll(`meta[name="${name}" i]`)]
      .map((meta) => meta.getAttribute("content")?.trim() ?? "")
      .filter(Boolean);
  return {
    url: location.href,
    parts,
    arxivIds: metas("citation_arxiv_id"),
    dois: metas("citation_doi"),
    citationTitle: metas("citation_title")[0] ?? "",
    heading: document.querySelector("h1")?.textContent?.trim() ?? "",
    title: document.title,
    selection: getSelection()?.toString().trim() ?? "",
  };
}
