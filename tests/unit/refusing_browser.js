// What the extension does where the browser refuses something: its modules, with a fake `chrome`.

const OTHERS = { "links.acl": false, where: "window" };

/** A step that fails does not hold up those after it, and its caller learns of it. */
export async function stepsAfterOneThatFails() {
  const { serialQueue } = await import("./serial-queue.js");
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
  const { addToOpenPages } = await import("./background/optional-sites.js");
  const { LINK_SITES } = await import("./registry/sites.js");
  const unheard = await unheardErrors(() => addToOpenPages({ origins: LINK_SITES.pmlr.pages }));
  return { asked, unheard };
}

/** The popup's page asks to open a paper beside a tab that has closed. */
export async function openingBesideATabThatHasClosed() {
  const created = [];
  const shown = { id: 5, index: 2, windowId: 1, groupId: -1 };
  const none = () => Promise.resolve({});
  globalThis.chrome = {
    extension: { inIncognitoContext: false },
    runtime: { id: "ours", getURL: (path) => `chrome-extension://ours/${path}` },
    storage: {
      session: { get: none, set: none, remove: none },
      sync: { get: none },
    },
    tabs: {
      TAB_ID_NONE: -1,
      get: () => refuse("No tab with id: 7"),
      query: () => Promise.resolve([shown]),
      create: (how) => {
        created.push(how);
        return Promise.resolve({ id: 9, ...how });
      },
    },
  };
  const { receive } = await import("./background/messages.js");
  const url = chrome.runtime.getURL("pages/popup/popup.html");
  await receive({ open: ["arxiv/1706.03762"], tabId: 7 }, { id: "ours", url });
  return created.map(({ url, windowId, index }) => ({ url, windowId, index }));
}

/** A site's script runs while the store cannot be read. */
export async function linksWhileTheStoreCannotBeRead(script, isOnByDefault) {
  const added = [];
  const element = () => ({ style: {} });
  const keepLinks = plainScript(script, "keepLinks", {
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
      storage: {
        sync: {
          get: () => refuse("Extension context invalidated."),
          onChanged: { addListener() {} },
        },
      },
    },
  });
  await keepLinks({ key: "arxiv", isOnByDefault, addLinks: () => added.push("links") });
  return added;
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
