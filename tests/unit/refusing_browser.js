// What the extension does where the browser refuses something: its modules, with a fake `chrome`.

const OTHERS = { "links.acl": false, where: "window" };
const ATTENTION = {
  paper: { kind: "paper", source: "arXiv", branch: "arxiv", id: "1706.03762" },
  title: "",
};
const byTitle = (words) => ({
  paper: { kind: "titled", source: "arXiv", page: "", words },
  title: "",
});

/** A step that fails does not hold up those after it, and its caller learns of it. */
export async function stepsAfterOneThatFails() {
  const { serialQueue } = await import("./browser.js");
  const queue = serialQueue();
  const failed = queue(() => refuse("the step's own"));
  let ran = false;
  await queue(() => Promise.resolve(void (ran = true)));
  return { ran, failed: await messageOf(failed) };
}

/** Saves one setting while the store cannot be read, for once. */
export async function savingWhileTheStoreCannotBeRead() {
  const stored = { ...OTHERS };
  let refusals = 1;
  globalThis.chrome = {
    storage: {
      sync: {
        get: () => refusals-- > 0 ? refuse("no store") : Promise.resolve({ ...stored }),
        set: (values) => Promise.resolve(Object.assign(stored, values)),
        remove: (names) => Promise.resolve([names].flat().forEach((name) => delete stored[name])),
      },
    },
  };
  const { saveSetting } = await import("./settings.js");
  return { failed: await messageOf(saveSetting("search", "venue")), kept: same(stored, OTHERS) };
}

/** Adds links to three open pages of a site; the second one is just closing. */
export async function addingToPagesOfWhichOneIsClosing() {
  const asked = [];
  globalThis.chrome = {
    tabs: { query: () => Promise.resolve([{ id: 1 }, { id: 2 }, { id: 3 }]) },
    scripting: {
      executeScript: ({ target: { tabId } }) => {
        asked.push(tabId);
        return tabId === 2 ? refuse("No tab with id: 2") : Promise.resolve([]);
      },
    },
  };
  const { addToOpenPages } = await import("./settings.js");
  const { LINK_SITES } = await import("./registry/sources.js");
  const unheard = await unheardErrors(() => addToOpenPages({ origins: LINK_SITES.pmlr.pages }));
  return { asked, unheard };
}

/** The popup's page asks to open a paper beside a tab that has closed. */
export async function openingBesideATabThatHasClosed() {
  const created = browserThatOpensTabs({ getTab: () => refuse("No tab with id: 7") });
  await opensFromPopup({ named: [ATTENTION], tabId: 7 });
  return created.map(({ url, windowId, index }) => ({ url, windowId, index }));
}

/** A page of ours asks to open a paper beside a tab, by an id that the browser may not take. */
export async function openingBesideTabs(tabIds) {
  const created = browserThatOpensTabs({
    getTab: (id) => {
      if ((id | 0) !== id) throw new TypeError("Error at parameter 'tabId'");
      return refuse(`No tab with id: ${id}`);
    },
  });
  const counts = [];
  for (const tabId of tabIds) {
    const unheard = await unheardErrors(() => opensFromPopup({ named: [ATTENTION], tabId }));
    counts.push([created.splice(0).length, unheard]);
  }
  return counts;
}

/** Messages are sent, one after the other; gives which of them opened tabs. */
export async function messagesThatOpen(messages, from) {
  const created = browserThatOpensTabs();
  const { receive } = await import("./background/messages.js");
  const tab = { id: 5, index: 2, windowId: 1, groupId: -1 };
  const opened = [];
  for (const message of messages) {
    await receive(message, { id: "ours", tab, frameId: 0, ...from });
    opened.push(created.splice(0).map(({ url }) => url));
  }
  return opened;
}

/** The popup is opened in a tab whose URL names a tab by an id that the browser does not take. */
export async function popupOfATabThatCannotBe() {
  browserThatOpensTabs({
    getTab: () => {
      throw new TypeError("Error at parameter 'tabId'");
    },
  });
  globalThis.location = { search: `?tab=${2 ** 40}` };
  const { pageTab } = await import("./pages/popup/page.js");
  return await messageOf(pageTab);
}

/** Papers are opened whose page has a very long title. */
export async function titleNotedOfATabOf(title) {
  const stored = {};
  browserThatOpensTabs({ store: storeOf(stored) });
  await opensFromPopup({ named: [{ ...ATTENTION, title }] });
  return Object.values(stored).map((note) => note.title);
}

/** More titles are to be opened than unasked; the store is full of older notes. */
export async function openingManyTitlesWithAFullStore(titles) {
  const stored = { "opened 1": "a very long note" };
  const store = storeOf(stored);
  const { set } = store;
  store.set = (items) =>
    "opened 1" in stored ? refuse("Session storage quota bytes exceeded.") : set(items);
  const created = browserThatOpensTabs({ store });
  await opensFromPopup({ named: titles.map(byTitle) });
  return { urls: created.map(({ url }) => url), stored };
}

/** More titles are to be opened than unasked, then words are searched; there is no store. */
export async function openingWithoutAStore(titles, words) {
  const none = () => refuse("no store");
  const created = browserThatOpensTabs({
    store: { get: none, set: none, remove: none, clear: none },
    settings: { search: "ask" },
  });
  await opensFromPopup({ named: titles.map(byTitle) });
  await receiveFromPopup({ type: "openText", text: words });
  return created.map(({ url }) => url);
}

/** A paper is put into the basket while the store cannot be read. */
export async function addingToABasketThatCannotBeRead() {
  const stored = { basket: [byTitle("kept")] };
  browserThatOpensTabs({ store: { ...storeOf(stored), get: () => refuse("no store") } });
  const { addToBasket } = await import("./flow/session.js");
  return { failed: await messageOf(addToBasket([ATTENTION])), kept: stored.basket.length };
}

/** How often the settings are read to open a paper. */
export async function readingSettingsToOpenAPaper() {
  let times = 0;
  browserThatOpensTabs();
  globalThis.chrome.storage.sync.get = () => Promise.resolve(void times++ ?? {});
  await opensFromPopup({ named: [ATTENTION] });
  return times;
}

/** A text is opened; there is no store. */
export async function openingATextWithoutAStore(text) {
  const none = () => refuse("no store");
  const created = browserThatOpensTabs({
    store: { get: none, set: none, remove: none, clear: none },
  });
  await receiveFromPopup({ type: "openText", text });
  return created.map(({ url }) => url);
}

/** A site's script runs while the store cannot be read. */
export async function linksWhileTheStoreCannotBeRead(script, isOnByDefault) {
  const added = [];
  const get = () => refuse("Extension context invalidated.");
  const keepLinks = linksScript(script, { get });
  await keepLinks({ key: "arxiv", isOnByDefault, addLinks: () => added.push("links") });
  return added;
}

/** A page is left while its setting is read, which is never answered, and is shown again. */
export async function linksOfAPageThatIsShownAgain(script, isOn) {
  const added = [];
  const shows = [];
  const answers = [new Promise(() => {}), Promise.resolve({ "links.arxiv": isOn })];
  const keepLinks = linksScript(script, {
    get: () => answers.shift(),
    addEventListener: (type, listener) => type === "pageshow" && shows.push(listener),
  });
  const kept = keepLinks({ key: "arxiv", addLinks: () => added.push("links") });
  for (const persisted of [false, true]) shows.forEach((show) => show({ persisted }));
  await kept;
  return added;
}

function linksScript(script, { get, addEventListener = () => {} }) {
  const element = () => ({ style: {} });
  return plainScript(script, "keepLinks", {
    addEventListener,
    MutationObserver: class {
      disconnect() {}
    },
    CSSStyleSheet: class {
      replaceSync() {}
    },
    document: {
      createElement: element,
      querySelectorAll: () => [],
      addEventListener() {},
      adoptedStyleSheets: [],
    },
    chrome: {
      i18n: { getMessage: String },
      runtime: { onMessage: { addListener() {} } },
      storage: {
        sync: { get, onChanged: { addListener() {} } },
      },
    },
  });
}

/** The bar on Cool Papers asks a worker that does not answer. */
export async function barWithoutAnAnswer(script) {
  let asked = 0;
  const helpIfEmpty = plainScript(script, "helpIfEmpty", {
    document: { body: { id: "arxiv" }, readyState: "complete", querySelector: () => null },
    setTimeout() {},
    chrome: {
      runtime: {
        id: "ours",
        sendMessage() {
          asked++;
          return refuse("Receiving end does not exist.");
        },
      },
    },
  });
  const unheard = await unheardErrors(helpIfEmpty);
  return { asked, unheard };
}

/** Returns what it is asked to open. */
function browserThatOpensTabs({ store = storeOf({}), settings = {}, getTab } = {}) {
  const created = [];
  const shown = { id: 5, index: 2, windowId: 1, groupId: -1 };
  globalThis.chrome = {
    extension: { inIncognitoContext: false },
    runtime: { id: "ours", getURL: (path) => `chrome-extension://ours/${path}` },
    storage: { session: store, sync: { get: () => Promise.resolve(settings) } },
    tabs: {
      TAB_ID_NONE: -1,
      get: getTab,
      query: () => Promise.resolve([shown, ...created.map(() => ({ id: 9 }))]),
      create: (how) => {
        created.push(how);
        return Promise.resolve({ id: 9, ...how });
      },
    },
  };
  return created;
}

function storeOf(stored) {
  return {
    get: () => Promise.resolve({ ...stored }),
    set: (items) => Promise.resolve(void Object.assign(stored, items)),
    remove: (keys) => Promise.resolve([keys].flat().forEach((key) => delete stored[key])),
    clear: () => Promise.resolve(Object.keys(stored).forEach((key) => delete stored[key])),
  };
}

async function opensFromPopup(message) {
  await receiveFromPopup({ type: "openPapers", ...message });
}

async function receiveFromPopup(message) {
  const { receive } = await import("./background/messages.js");
  await receive(message, { id: "ours", url: chrome.runtime.getURL("pages/popup/popup.html") });
}

const refuse = (why) => Promise.reject(new Error(why));

/** Runs a script that exports nothing, and returns one of its functions. */
function plainScript(script, name, globals) {
  return new Function(...Object.keys(globals), `${script}\nreturn ${name};`)(
    ...Object.values(globals),
  );
}

async function unheardErrors(run) {
  const unheard = [];
  const hear = (event) => {
    event.preventDefault();
    unheard.push(event.reason.message);
  };
  addEventListener("unhandledrejection", hear);
  await run().catch((error) => unheard.push(error.message));
  // Only once nothing else is left to run is an error known to be unheard.
  await new Promise((resolve) => setTimeout(resolve));
  removeEventListener("unhandledrejection", hear);
  return unheard;
}

async function messageOf(promise) {
  return await promise.then(() => "", (error) => error.message);
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
