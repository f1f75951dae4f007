// What the extension does in browsers that lack, or add, an API: its modules, with a fake `chrome`.

const TAB = { id: 5, index: 2, windowId: 1, groupId: -1, url: "https://x.example/", title: "" };

/** The reader asks for the page where shortcuts are changed; gives what the browser is asked. */
export async function shortcutSettingsAskedFor() {
  const asked = [];
  browserWith({
    tabs: { create: ({ url }) => Promise.resolve(void asked.push(url)) },
    commands: { openShortcutSettings: () => Promise.resolve(void asked.push("API")) },
  });
  const { openShortcutSettings } = await import("./flow/tabs.js");
  await openShortcutSettings();
  return asked;
}

/** A text is typed after the keyword; gives the default suggestions, in turn, and the others. */
export async function suggestionsFor(text, settings = {}) {
  const byDefault = [];
  browserWith({
    omnibox: { setDefaultSuggestion: (it) => Promise.resolve(void byDefault.push(it.description)) },
    settings,
  });
  const { showHint, showSuggestions } = await import("./background/address-bar.js");
  showHint();
  let others;
  await showSuggestions(text, (them) => {
    others = them.map(({ content, description }) => [content, description]);
  });
  return { byDefault, others };
}

/** Gives the URLs that open for each text. */
export async function destinationsOf(texts) {
  browserWith({});
  const { interpret } = await import("./papers/interpret.js");
  return texts.map((text) => interpret(text).destinations.map(({ url }) => url));
}

/** Words are handed over by the worker, and read by a page of ours in an incognito window. */
export async function wordsHandedToAnIncognitoPage(words) {
  const fake = browserWith({});
  globalThis.location = { hash: "" };
  globalThis.history = { state: null, replaceState() {} };
  const { handedOver, handOver } = await import("./flow/session.js");
  location.hash = await handOver(words);
  fake.extension.inIncognitoContext = true;
  return await handedOver();
}

/** Windows open and close, each given by whether it is incognito; gives the notes after each step. */
export async function notesWhileWindowsAre(steps) {
  const stored = { "opened 1": "a note" };
  let windows = [];
  const changed = { onCreated: listened(), onRemoved: listened() };
  browserWith({
    session: storeOf(stored),
    windows: {
      ...changed,
      getAll: () => Promise.resolve(windows.map((incognito) => ({ incognito }))),
    },
  });
  const { followIncognitoWindows } = await import("./flow/session.js");
  followIncognitoWindows();
  const notes = [];
  for (const step of steps) {
    const event = step.length > windows.length ? changed.onCreated : changed.onRemoved;
    windows = step;
    event.tell();
    await settled();
    notes.push("opened 1" in stored);
  }
  return notes;
}

/** A selection is right-clicked; gives the URLs that open. */
export async function openedBySelection(selectionText, read) {
  const created = [];
  browserWith({
    tabs: {
      get: () => Promise.resolve(TAB),
      query: () => Promise.resolve([TAB]),
      create: (how) => {
        created.push(how.url);
        return Promise.resolve({ id: 9, ...how });
      },
    },
    scripting: {
      executeScript: () =>
        read === null
          ? Promise.reject(new Error("Missing host permission for the tab"))
          : Promise.resolve([{ frameId: 0, result: { text: read, isInUse: true } }]),
    },
  });
  const { openClicked } = await import("./flow/open-clicked.js");
  await openClicked({ selectionText, pageUrl: TAB.url }, TAB);
  return created;
}

/** The worker starts, and the shortcuts are listed, without these APIs; gives what was thrown. */
export async function startWithout(names) {
  const done = () => Promise.resolve();
  const fake = browserWith({
    permissions: { onAdded: listened(), onRemoved: listened() },
    contextMenus: { onClicked: listened(), create() {}, removeAll: done },
    commands: { onCommand: listened(), getAll: () => Promise.resolve([{ name: "open" }]) },
    omnibox: { onInputChanged: listened(), onInputEntered: listened(), setDefaultSuggestion: done },
    windows: { onCreated: listened(), onRemoved: listened(), getAll: () => Promise.resolve([]) },
  });
  Object.assign(fake.runtime, {
    onInstalled: listened(),
    onStartup: listened(),
    onMessage: listened(),
  });
  for (const name of names) delete fake[name];
  const thrown = [];
  const hear = (event) => {
    event.preventDefault();
    thrown.push(event.reason.message);
  };
  addEventListener("unhandledrejection", hear);
  globalThis.document = { createElement: () => ({ append() {} }) };
  const rows = [];
  try {
    await import("./background/main.js");
    fake.runtime.onStartup.tell();
    fake.storage.sync.onChanged.tell({ everywhere: {} });
    const { keepShortcutsShown } = await import("./pages/shortcuts.js");
    keepShortcutsShown({ replaceChildren: (...them) => rows.push(them.length) });
    await settled();
  } catch (error) {
    thrown.push(error.message);
  }
  removeEventListener("unhandledrejection", hear);
  return { thrown, rows };
}

/** An element's closed shadow root is read by the page reader's script. */
export function closedShadowRoot(script, { chrome, ofElement }) {
  class Node {}
  class Element extends Node {}
  class HTMLElement extends Element {
    // As a form has it whose page has given this name to a field.
    openOrClosedShadowRoot = "a field";
  }
  if (ofElement) {
    Object.defineProperty(Element.prototype, "openOrClosedShadowRoot", { get: () => ofElement });
  }
  class Document extends Node {}
  class ShadowRoot extends Node {}
  const api = chrome && { dom: { openOrClosedShadowRoot: () => chrome } };
  const globals = { Node, Element, HTMLElement, Document, ShadowRoot, globalThis: { chrome: api } };
  const pageDom = new Function(...Object.keys(globals), `${script}\nreturn pageDom;`)(
    ...Object.values(globals),
  );
  return pageDom.shadowRoot(new HTMLElement());
}

function browserWith({ settings = {}, session = storeOf({}), ...apis }) {
  const onChanged = listened();
  globalThis.chrome = {
    extension: { inIncognitoContext: false },
    runtime: { id: "ours", getURL: (path) => `chrome-extension://ours/${path}` },
    i18n: { getMessage: (name, shown = "") => `${name} ${shown}`.trim() },
    storage: { session, sync: { get: () => Promise.resolve(settings), onChanged } },
    tabs: { TAB_ID_NONE: -1 },
    ...apis,
  };
  globalThis.chrome.tabs.TAB_ID_NONE = -1;
  return globalThis.chrome;
}

/** An event of the browser. */
function listened() {
  const listeners = [];
  return {
    addListener: (it) => listeners.push(it),
    tell: (...told) => listeners.forEach((it) => it(...told)),
  };
}

function storeOf(stored) {
  const matching = (key) => Object.entries(stored).filter(([it]) => key === null || it === key);
  return {
    get: (key) => Promise.resolve(Object.fromEntries(matching(key))),
    set: (items) => Promise.resolve(void Object.assign(stored, items)),
    remove: (keys) => Promise.resolve([keys].flat().forEach((key) => delete stored[key])),
    clear: () => Promise.resolve(Object.keys(stored).forEach((key) => delete stored[key])),
  };
}

/** Resolves when nothing else is left to run. */
const settled = () => new Promise((resolve) => setTimeout(resolve));
