// Shared by all sites; each states RULES. Without OURS, a page is as it was.

const OURS = "cool-papers-link";
const LINK = Object.assign(document.createElement("a"), {
  className: OURS,
  target: "_blank",
  rel: "noopener",
  title: chrome.i18n.getMessage("linkTitle"),
  textContent: "Cool Papers",
});
LINK.style.whiteSpace = "nowrap";

/**
 * @param {string | null} [href] of a link, or of the page
 * @returns {string[]} the paper of this site that it names, "branch/id"
 */
function papersOf(href) {
  const url = href ?? "";
  for (const [pattern, name] of RULES) {
    const paper = url.replace(pattern, name);
    if (paper !== url) return [paper];
  }
  return [];
}

/** @param {string} tag @param {...(string | Node)} content */
function ours(tag, ...content) {
  const element = document.createElement(tag);
  element.className = OURS;
  element.append(...content);
  return element;
}

/** @param {Element | null} [element] */
const isOurs = (element) => element?.matches(`.${OURS}`);

/**
 * @param {string} papers one, or more of the same branch
 * @param {HTMLElement} [model] a link, or what holds one: copying is faster than making
 */
function linkTo(papers, model = LINK) {
  const link = /** @type {HTMLAnchorElement} */ (model.lastElementChild ?? model);
  link.href = `https://papers.cool/${papers}`;
  return /** @type {HTMLElement} */ (model.cloneNode(true));
}

/**
 * Makes a link to many papers; what one URL cannot hold, the extension opens.
 * @param {string[]} papers
 */
function linkToAll(papers) {
  const all = [...new Set(papers)];
  const branch = all[0].slice(0, all[0].indexOf("/") + 1);
  let held = all[0];
  const isCut = all.some((paper, at) => {
    if (!paper.startsWith(branch) || held.length + paper.length > 1980) return true;
    if (at) held += `,${paper.slice(branch.length)}`;
  });
  const link = linkTo(held);
  link.textContent = chrome.i18n.getMessage("linkAll", `${all.length}`);
  if (isCut) {
    link.onclick = link.onauxclick = (event) => {
      // Without its extension: as any link.
      if (event.button > 1 || !chrome.runtime?.id) return;
      event.preventDefault();
      chrome.runtime.sendMessage({ open: all });
    };
  }
  return link;
}

/**
 * Keeps links in the page while the reader wants them.
 * @param {string} site @param {() => void} add adds what is missing
 * @param {boolean} [watch] the page, which changes
 * @param {boolean} [usual] whether they are on by default
 */
async function keepLinks(site, add, watch, usual = true) {
  const setting = `links.${site}`;
  const observer = new MutationObserver(() => {
    add();
    observer.takeRecords(); // our own
  });
  /** @param {unknown} on */
  const switchTo = (on) => {
    observer.disconnect();
    if (!(on === !usual ? on : usual)) {
      return document.querySelectorAll(`.${OURS}`).forEach((it) => it.remove());
    }
    add();
    if (!watch) return;
    observer.observe(document, { childList: true, subtree: true, attributeFilter: ["href"] });
  };
  chrome.storage.sync.onChanged.addListener((changes) => {
    if (setting in changes) switchTo(changes[setting].newValue);
  });
  const stored = await chrome.storage.sync.get(setting).catch(() => undefined);
  switchTo(stored?.[setting]);
}
