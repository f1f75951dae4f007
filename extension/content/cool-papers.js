/** Shows a bar on a page of Cool Papers that we opened and that has no papers, or finds none. */

const SETTING = "links.coolpapers";
const PANEL = "div.panel.paper";
/** How long (ms) after loading a page may take to list its papers. */
const MAX_LISTING = 3000;
const STYLE = `
  :host {
    all: initial !important;
    position: fixed !important;
    inset: auto 0 1rem !important;
    z-index: 2147483647 !important;
    display: flex !important;
    justify-content: center !important;
    pointer-events: none !important;
    color-scheme: light dark !important;
  }
  section {
    display: flex;
    gap: 0.75rem;
    align-items: start;
    box-sizing: border-box;
    max-width: min(44rem, 100vw - 2rem);
    max-height: 50vh;
    padding: 0.75rem 0.75rem 0.75rem 1rem;
    overflow: auto;
    pointer-events: auto;
    background: light-dark(#ffffff, #1e293b);
    color: light-dark(#1e293b, #e2e8f0);
    border: 1px solid light-dark(#cbd5e1, #475569);
    border-radius: 0.75rem;
    box-shadow: 0 4px 16px #0003;
    font: 15px/1.5 system-ui, sans-serif;
    overflow-wrap: anywhere;
  }
  p {
    margin: 0;
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 0.15rem 1rem;
    margin-top: 0.15rem;
  }
  small {
    color: light-dark(#475569, #a9b6c8);
  }
  a {
    color: light-dark(#1d4ed8, #93c5fd);
  }
  button {
    flex: none;
    width: 2rem;
    height: 2rem;
    padding: 0;
    background: none;
    color: inherit;
    border: 0;
    border-radius: 0.5rem;
    font: inherit;
    cursor: pointer;
  }
  :focus-visible {
    outline: 3px solid light-dark(#1d4ed8, #93c5fd);
    outline-offset: -1px;
  }
`;

/**
 * The worker's answer.
 * @typedef {object} DeadEnd
 * @property {number} count of the papers
 * @property {boolean} isSearch whether the page searches
 * @property {{ to: "arxiv" | "venue" | "source", id: string, url: string }[]} ways
 */

/**
 * @param {string} name of a message
 * @param {string} [shown]
 */
const say = (name, shown) => chrome.i18n.getMessage(name, shown);

/** @returns {boolean} whether the page is a list of papers without any */
function isEmpty() {
  // The server's error pages lack this id.
  const isList = ["arxiv", "venue"].includes(document.body?.id ?? "");
  return isList && !document.querySelector(PANEL);
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {...(string | Node)} content
 */
function make(tag, ...content) {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
}

/**
 * @param {DeadEnd["ways"][number]} way
 * @param {DeadEnd} deadEnd
 */
function wayLink({ to, id, url }, { count, isSearch }) {
  const text = to === "arxiv"
    ? say(isSearch ? "deadEndSameArxiv" : "deadEndArxiv")
    : to === "venue"
    ? say(isSearch ? "deadEndSameVenue" : "deadEndVenue")
    : count === 1
    ? say("deadEndSource")
    : say("deadEndSourceOf", id);
  const link = make("a", text);
  link.href = url;
  link.rel = "noreferrer";
  return link;
}

/** @param {DeadEnd} deadEnd */
function showBar(deadEnd) {
  const { count, isSearch, ways } = deadEnd;
  const host = document.createElement("div");
  host.lang = say("language");
  const status = make("p");
  status.role = "status";
  const name = make("small", say("name"));
  const links = make("nav", ...ways.map((way) => wayLink(way, deadEnd)));
  links.ariaLabel = say("name");
  const close = make("button", "✕");
  close.type = "button";
  close.title = close.ariaLabel = say("deadEndClose");
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);
  // Closed, so that the page cannot read what its reader looked for.
  const root = host.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = [style];
  root.append(make("section", make("div", status, links, name), close));
  document.body.append(host);
  // Screen readers announce only changes, so the text is set last.
  status.textContent = say(
    isSearch ? "deadEndSearch" : count === 1 ? "deadEndOne" : "deadEndMany",
  );

  const remove = () => {
    observer.disconnect();
    host.remove();
  };
  const observer = new MutationObserver(() => {
    if (!isEmpty()) remove();
  });
  observer.observe(document, { childList: true, subtree: true });
  close.addEventListener("click", () => {
    remove();
    if (chrome.runtime?.id) chrome.runtime.sendMessage({ type: "forgetOpened" });
  });
  chrome.storage.sync.onChanged.addListener(({ [SETTING]: change }) => {
    if (change && !change.newValue) remove();
  });
}

async function helpIfEmpty() {
  // After an update or removal, the extension does not answer.
  if (!isEmpty() || !chrome.runtime?.id) return;
  const deadEnd = await chrome.runtime.sendMessage({ type: "whatWasOpened" })
    .catch(() => undefined);
  if (deadEnd && isEmpty() && chrome.runtime?.id) showBar(deadEnd);
}

const wait = () => setTimeout(helpIfEmpty, MAX_LISTING);
if (document.readyState === "complete") wait();
else addEventListener("load", wait);
