/** Reads the page that the reader has just clicked on, with activeTab and nothing more. */

/** @typedef {import("./find-clicked.js").PageSays} PageSays */

/** @type {PageSays} */
const NOTHING = { arxivIds: [], dois: [], title: "", linkText: "" };

/**
 * Reads what a page says of its paper; of a frame that says nothing, the page around it.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {number} frameId
 * @param {string | undefined} link the URL of the link that was clicked
 * @returns {Promise<PageSays>} empty where the browser allows no reading, as in PDFs
 */
export async function readPage(tab, frameId, link) {
  if (tab?.id === undefined) return NOTHING;
  for (const frame of new Set([frameId, 0])) {
    const said = await readFrame(tab.id, frame, link);
    if (said && (said.arxivIds.length || said.dois.length || said.title || said.linkText)) {
      return said;
    }
  }
  return NOTHING;
}

/**
 * @param {number} tabId
 * @param {number} frameId
 * @param {string | undefined} link
 * @returns {Promise<PageSays | undefined>}
 */
async function readFrame(tabId, frameId, link) {
  try {
    const [frame] = await chrome.scripting.executeScript({
      target: { tabId, frameIds: [frameId] },
      func: whatPageSays,
      args: [link ?? ""],
    });
    return frame?.result ?? undefined;
  } catch {
    return undefined; // a PDF, the browser's own page, a store, a frame of another site
  }
}

/**
 * Runs in the page, by itself: it can use nothing from around it.
 * @param {string} link
 * @returns {PageSays}
 */
function whatPageSays(link) {
  /** @param {string} name */
  const metas = (name) =>
    [...document.querySelectorAll(`meta[name="${name}" i]`)]
      .map((meta) => meta.getAttribute("content")?.trim() ?? "")
      .filter(Boolean);
  const linkTexts = link
    ? [...document.links].filter((a) => a.href === link).map((a) => (a.textContent ?? "").trim())
    : [];
  return {
    arxivIds: metas("citation_arxiv_id"),
    dois: metas("citation_doi"),
    title: metas("citation_title")[0] ?? "",
    linkText: linkTexts.reduce(
      (longest, text) => (text.length > longest.length ? text : longest),
      "",
    ),
  };
}
