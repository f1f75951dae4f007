// What the extension makes of a page's recording: its modules, with a fake `chrome`. No other file of
// the golden set names what they export, or how they read a page.

const OURS = "chrome-extension://ours/";
const TAB = { id: 1, index: 0, windowId: 1, groupId: -1, incognito: false, status: "complete" };

/** The page that the fake browser shows. */
let shown = { tab: TAB, readings: {} };
/** What it was asked to open: URLs, or "popup". */
let opened = [];
/** What its store was given. */
let stored = {};

/**
 * What the functions that our page reader calls in a page answer, by their names: one for each frame. Nothing
 * that was recorded is a citation.
 */
const ANSWERS = {
  callCitation: () => [],
  callReading: (link, isWhole) => framesRead(link, isWhole).map((it) => JSON.stringify(it)),
  callReadingAndCitation: (_, link, isWhole) =>
    ANSWERS.callReading(link, isWhole).map((content) => ({ content, entries: [] })),
};

globalThis.chrome = {
  action: { openPopup: () => Promise.resolve(void opened.push("popup")) },
  extension: { inIncognitoContext: false },
  runtime: { id: "ours", getURL: (path) => `${OURS}${path}` },
  scripting: {
    executeScript: ({ func, args = [] }) => {
      // Without a function, it runs the files that the functions need.
      const results = func ? ANSWERS[func.name](...args) : [];
      return Promise.resolve(results.map((result, frameId) => ({ frameId, result })));
    },
  },
  storage: {
    session: {
      get: () => Promise.resolve({}),
      set: (values) => Promise.resolve(Object.assign(stored, values)),
      remove: () => Promise.resolve(),
    },
    sync: { get: () => Promise.resolve({}) },
  },
  tabs: {
    TAB_ID_NONE: -1,
    create: ({ url }) => Promise.resolve({ ...TAB, id: 1 + opened.push(url), url }),
    get: () => Promise.resolve(shown.tab),
    query: () => Promise.resolve([shown.tab]),
  },
};

const { openClicked } = await import("./flow/open-clicked.js");
const { papersInText, papersInUrl, titledInUrl } = await import("./papers/find.js");
const { idOrWords, keyOf, papersShown } = await import("./papers/paper.js");
const { readingOf } = await import("./reading/reading.js");
const { isTitle, titleIn } = await import("./reading/titles.js");

/**
 * Whether a click on a link reads the page: it names no paper by id, but maybe one by its title or in its
 * words.
 */
export function needsPage({ url, text }) {
  return !papersInUrl(url).length &&
    (titledInUrl(url) !== undefined || isTitle(titleIn(text)) || papersInText(text).length > 0);
}

/** What a page says, and what clicks on it do: a line each. */
export async function derive({ url, title, readings }) {
  shown = { tab: { ...TAB, url, title }, readings };
  const frames = readings[""];
  const { own, title: ownTitle, certainty, listed, pageTitle } = readingOf(frames);
  const rows = listed.map(({ paper, title, isOwn, isMention }) => {
    const kind = [isOwn && "own", isMention && "mention"].filter(Boolean).join(", ") || "paper";
    return `${kind}: ${nameOf(paper)} | ${title}`;
  });
  const [first] = listed.filter(({ title, isOwn }) => title && !isOwn);
  const links = Object.keys(readings).filter(Boolean);
  const lines = [
    ...rows,
    `its own: ${own.map(nameOf).join(" ")}`,
    `how certain: ${certainty}`,
    `title of its own, or of a paper: ${ownTitle}`,
    `title of the page: ${pageTitle}`,
    `click: ${await click({})}`,
    ...(first
      ? [`click on selected "${first.title}": ${await click({ selectionText: first.title })}`]
      : []),
    ...await inTurn(
      links,
      async (linkUrl) => `click on link ${linkUrl}: ${await click({ linkUrl })}`,
    ),
  ];
  return lines.map((line) => line.trimEnd());
}

/** A paper's source and id, or the half of Cool Papers that is searched for its words. */
function nameOf(paper) {
  return paper.kind === "paper"
    ? `${paper.source} ${keyOf(paper)}`
    : `${paper.source} by title: ${idOrWords(paper)}`;
}

/** The content of each frame, as recorded. */
function framesRead(link, isWhole) {
  const ofLink = shown.readings[link];
  // Not an empty page: then an address that was not recorded would go unnoticed.
  if (!ofLink) throw new Error(`not recorded: ${link}`);
  return (isWhole ? shown.readings[""] : ofLink).map((frame, at) => ({
    ...frame,
    linkText: ofLink[at].linkText,
    linkNames: ofLink[at].linkNames,
  }));
}

async function click(info) {
  opened = [];
  stored = {};
  await openClicked({ ...info, pageUrl: shown.tab.url, frameId: 0 }, shown.tab);
  return opened.map(meaningOf).join(" ");
}

/** Says what was opened, without what is random in it. */
function meaningOf(url) {
  const [page, given = ""] = url.split("#");
  const name = url.startsWith(OURS) && /([\w-]+)[.]html/.exec(page)[1];
  if (name) return `${name} "${stored[given] ?? decodeURIComponent(given)}"`;
  const title = Object.values(stored).find((note) => note.url === url)?.title;
  if (papersShown(url).length) return title ? `${url} "${title}"` : url;
  return url === "popup" ? url : `publisher ${url}`;
}

async function inTurn(all, act) {
  const results = [];
  for (const it of all) results.push(await act(it));
  return results;
}
