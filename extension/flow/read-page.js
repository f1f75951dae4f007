/** Reads the page that the reader has just clicked on, with activeTab and nothing more. */

/** @typedef {import("./find-clicked.js").PageSays} PageSays */

/** @type {PageSays} */
const NOTHING = { arxivIds: [], dois: [], title: "", linkText: "" };

/**
 * Milliseconds to wait for activeTab: on a busy machine its leave comes a moment after the click,
 * and no event tells of it.
 */
const WAITS_FOR_LEAVE = [10, 50, 200];

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
    const said = await readFrame(tab.id, frame, link, frame === 0 ? WAITS_FOR_LEAVE : []);
    if (said && (said.arxivIds.length || said.dois.length || said.title || said.linkText)) {
      return said;
    }
  }
  return NOTHING;
}

/**
 * Reads what is selected in a page, whichever frame it is in.
 * @param {chrome.tabs.Tab | undefined} tab
 * @returns {Promise<string>} nothing where the browser allows no reading, as in PDFs
 */
export async function readSelection(tab) {
  if (tab?.id === undefined) return "";
  const target = { tabId: tab.id, allFrames: true };
  try {
    const frames = await chrome.scripting.executeScript({ target, func: selectedText });
    return frames.map(({ result }) => result ?? "").find(Boolean) ?? "";
  } catch {
    return "";
  }
}

/** Runs in the page: the text that is selected, in a field too. */
function selectedText() {
  const field = document.activeElement;
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
    const { selectionStart, selectionEnd, value, type } = field;
    // What a password field holds is nobody's business.
    if (type === "password") return "";
    const selected = value.slice(selectionStart ?? 0, selectionEnd ?? 0);
    if (selected) return selected;
  }
  return getSelection()?.toString().trim() ?? "";
}

/**
 * @param {number} tabId
 * @param {number} frameId
 * @param {string | undefined} link
 * @param {readonly number[]} waits before each further try
 * @returns {Promise<PageSays | undefined>}
 */
async function readFrame(tabId, frameId, link, [wait, ...waits]) {
  try {
    const [frame] = await chrome.scripting.executeScript({
      target: { tabId, frameIds: [frameId] },
      func: whatPageSays,
      args: [link ?? ""],
    });
    return frame?.result ?? undefined;
  } catch {
    // A PDF, the browser's own page, a store, a frame of another site; or leave is yet to come.
    if (wait === undefined) return undefined;
    await new Promise((resolve) => setTimeout(resolve, wait));
    return await readFrame(tabId, frameId, link, waits);
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
