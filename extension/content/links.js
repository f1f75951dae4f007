/** Shared by all content scripts. Removing the elements of class OURS restores the page. */

const OURS = "cool-papers-link";
/** Longest list of ids in one link, so that its URL has at most 2,000 characters. */
const MAX_IDS_LENGTH = 1980;
/** How long (ms) the second click of a double click may take. */
const DOUBLE_CLICK = 500;
/** How long (ms) to wait for the next frame; a background tab draws none. */
const MAX_FRAME_WAIT = 100;
/** Read early: after the extension is updated or removed, messages cannot be read. */
const RELOAD = chrome.i18n.getMessage("linkReload");
/** Template of all links: cloning is faster than creating. */
const LINK = Object.assign(document.createElement("a"), {
  className: OURS,
  target: "_blank",
  rel: "noopener noreferrer",
  title: chrome.i18n.getMessage("linkTitle"),
  textContent: "Cool Papers",
});
LINK.style.whiteSpace = "nowrap";
/** Marks our links. Generated content is neither copied nor read aloud. */
const MARK = new CSSStyleSheet();
MARK.replaceSync(`
  a.${OURS}::after,
  .${OURS} a::after {
    content: "\\2197\\FE0E" / "";
    display: inline-block;
    margin-inline-start: 0.15em;
    font-size: 0.8em;
    font-weight: normal;
    line-height: 1;
    opacity: 0.75;
  }
`);

/**
 * @param {string} tag
 * @param {...(string | Node)} content
 */
function ours(tag, ...content) {
  const element = document.createElement(tag);
  element.className = OURS;
  element.append(...content);
  return element;
}

/**
 * @param {readonly LinkRule[]} rules of the site
 * @returns {{ ownPaper: () => string, paperOf: (link: Element | null | undefined) => string }} readers
 *   of the paper ("branch/id", or "" for none) that the page's URL, or a link, names
 */
function papersBy(rules) {
  const readHref = linkReader(rules, document.baseURI);
  return {
    ownPaper: () => readHref(location.href),
    paperOf: (link) => readHref(link?.getAttribute("href")),
  };
}

/** @param {Element | null} [element] */
const isOurs = (element) => element?.matches(`.${OURS}`);

/**
 * @param {string} papers "branch/id", or "branch/id,id"
 * @param {HTMLElement} [model] template: a link, or an element whose last child is one
 * @returns {HTMLElement} a copy of the template with a link to the papers
 */
function linkTo(papers, model = LINK) {
  const link = /** @type {HTMLAnchorElement} */ (model.lastElementChild ?? model);
  link.href = `https://papers.cool/${papers}`;
  return /** @type {HTMLElement} */ (model.cloneNode(true));
}

/**
 * @param {string} papers as for linkTo
 * @returns {HTMLElement} a link for use beside a bold title, not bold itself
 */
function linkInTitle(papers) {
  const link = linkTo(papers);
  link.style.fontWeight = "normal";
  link.style.marginInlineStart = "0.5em";
  return ours("small", " ", link);
}

/**
 * Makes a link to many papers. If they do not fit into one URL, a click sends them to the worker.
 * @param {string[]} papers each as "branch/id"
 * @param {{ isShort?: boolean }} [options] isShort: for a narrow button
 */
function linkToAll(papers, { isShort = false } = {}) {
  const all = [...new Set(papers)];
  if (all.length === 1) return linkTo(all[0]);
  const branch = all[0].slice(0, all[0].indexOf("/") + 1);
  let held = all[0];
  const isCut = all.some((paper, at) => {
    if (!paper.startsWith(branch) || held.length + paper.length > MAX_IDS_LENGTH) return true;
    if (at) held += `,${paper.slice(branch.length)}`;
  });
  const link = linkTo(held);
  const count = `${all.length}`;
  link.textContent = isShort
    ? `${LINK.textContent} (${count})`
    : chrome.i18n.getMessage("linkAll", count);
  link.title = chrome.i18n.getMessage("linkAllTitle", count);
  if (isCut) {
    let last = -Infinity;
    link.onclick = link.onauxclick = (event) => {
      if (event.button > 1) return;
      event.preventDefault();
      if (!event.isTrusted) return; // Ignore clicks made by the page's scripts.
      const isRepeated = event.detail > 1 || event.timeStamp - last < DOUBLE_CLICK;
      last = event.timeStamp;
      if (isRepeated) return;
      if (chrome.runtime?.id) chrome.runtime.sendMessage({ type: "openAll", keys: all });
      else link.textContent = RELOAD;
    };
  }
  return link;
}

/**
 * Reports to the worker which link of ours the reader follows, so that the page can help if Cool Papers
 * lacks the paper. Links with a click handler are opened by the worker, which knows of them.
 * @param {MouseEvent} event
 */
function reportFollowed(event) {
  const { target, isTrusted, button } = event;
  if (!isTrusted || button > 1 || !(target instanceof Element)) return;
  const link = target.closest(`a.${OURS}`);
  if (!(link instanceof HTMLAnchorElement) || link.onclick) return;
  const url = link.href;
  const time = Date.now();
  // After the page's own listeners, which may cancel the click.
  setTimeout(() => {
    if (event.defaultPrevented || !chrome.runtime?.id) return;
    // If this fails, only the help on that page is lost.
    chrome.runtime.sendMessage({ type: "followed", url, time }).catch(() => {});
  });
}

/** Reports to the extension, which may not read the page itself if the reader only selected its tab. */
function whatIsShown() {
  const meta = document.querySelector('meta[name="citation_title"]');
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll(`a.${OURS}[href], .${OURS} a[href]`)
  );
  return {
    url: location.href,
    title: document.title,
    statedTitle: meta?.getAttribute("content") ?? "",
    links: [...new Set([...links].map(({ href }) => href))],
  };
}

/**
 * Calls back before the next frame, or after a moment in a tab that is not drawn.
 * @param {() => void} callback
 */
function beforeNextFrame(callback) {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    callback();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, MAX_FRAME_WAIT);
}

/**
 * Reads a setting. Some browsers never answer a page that the reader leaves meanwhile: once it is shown
 * again by going back, the setting is read again.
 * @param {string} setting
 * @returns {Promise<Record<string, unknown> | undefined>} undefined if it cannot be read
 */
async function readSetting(setting) {
  const read = () => chrome.storage.sync.get(setting).catch(() => undefined);
  /** @type {Promise<void>} */
  const shownAgain = new Promise((done) => {
    addEventListener("pageshow", ({ persisted }) => void (persisted && done()));
  });
  return await Promise.race([read(), shownAgain.then(read)]);
}

/**
 * Adds and removes the page's links, following the reader's setting.
 * @param {object} site
 * @param {string} site.key as in LINK_SITES
 * @param {(changes?: readonly MutationRecord[]) => void} site.addLinks adds missing links, on the whole
 *   page or where it has changed
 * @param {boolean} [site.watches] whether the page changes after it has loaded
 * @param {boolean} [site.isOnByDefault]
 * @param {Promise<unknown>} [site.ready] nothing is added before this resolves
 */
async function keepLinks({ key, addLinks, watches = false, isOnByDefault = true, ready }) {
  const setting = `links.${key}`;
  /** @type {MutationRecord[]} */
  let changes = [];
  const observer = new MutationObserver((records) => {
    if (!changes.length) beforeNextFrame(followChanges);
    for (const record of records) changes.push(record);
  });
  const followChanges = () => {
    // The extension was updated, removed or disabled: leave the page alone.
    if (!chrome.runtime?.id) return observer.disconnect();
    const followed = changes;
    changes = [];
    if (followed.length) addLinks(followed);
    observer.takeRecords(); // discards our own changes
  };
  /** @param {unknown} stored the setting's value, undefined for the default */
  const follow = (stored) => {
    observer.disconnect();
    changes = [];
    const isOn = typeof stored === "boolean" ? stored : isOnByDefault;
    if (!isOn) {
      for (const element of document.querySelectorAll(`.${OURS}`)) element.remove();
      return;
    }
    if (!document.adoptedStyleSheets.includes(MARK)) document.adoptedStyleSheets.push(MARK);
    addLinks();
    if (watches) {
      observer.observe(document, { childList: true, subtree: true, attributeFilter: ["href"] });
    }
  };
  /** @type {unknown} */
  let latest;
  let hasChanged = false;
  let isReady = false;
  chrome.storage.sync.onChanged.addListener((stored) => {
    if (!(setting in stored)) return;
    hasChanged = true;
    latest = stored[setting].newValue;
    if (isReady) follow(latest);
  });
  chrome.runtime.onMessage.addListener((message, sender, respond) => {
    if (sender.id === chrome.runtime.id && message?.type === "whatIsShown") respond(whatIsShown());
  });
  // Enter causes a click too. Capture, since the page may stop the event from bubbling up.
  for (const type of /** @type {const} */ (["click", "auxclick"])) {
    document.addEventListener(type, reportFollowed, { capture: true, passive: true });
  }
  const stored = await readSetting(setting);
  // A value read before a change can arrive after it.
  if (!hasChanged) latest = stored?.[setting];
  await ready;
  isReady = true;
  follow(latest);
}
