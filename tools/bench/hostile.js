// Calls every function that papers/ and reading/ export on texts and pages that are made to be slow: pieces that
// nearly are ids, URLs, titles or sentences, repeated. Prints, as JSON, how long each took.
//
// Arguments: the folder of a rendered extension, and, as JSON:
// - sizes: of the texts, in characters;
// - only: the calls to make, each a function, named with its module, and a piece; none for all;
// - oneOf: each function is called on one of so many pieces.

import process from "node:process";

const [folder, asked] = Deno.args;
/** @type {{ sizes: number[], only: [string, string][], oneOf: number }} */
const { sizes, only, oneOf } = JSON.parse(asked);
const { SOURCES } = await import(`file://${folder}/registry/sources.js`);
const { decoded } = await import(`file://${folder}/reading/page-content.js`);
const entries = await import(`file://${folder}/reading/entries.js`);
const { ReferenceTokens } = await import(`file://${folder}/papers/reference-features.js`);

/** Pieces of everything that a pattern looks for, each not quite it. */
const PIECES = [
  "id=",
  "?id=a&",
  "http://",
  "https://",
  "https%3A%2F%2F",
  "//",
  "a-",
  "a.",
  "a/",
  "@",
  "%25",
  "%2",
  "https://arxiv.org/abs/",
  "arxiv.org/",
  "arXiv:",
  "oai:arXiv.org:",
  "hep-th/",
  "math.GT/ ",
  "10.1145/",
  "10.48550/arXiv.",
  "doi: 10.18653/v1/ ",
  "1111.1111,",
  "2410.0642",
  "1,111",
  "2410. ",
  "2024.acl-",
  "2024. acl-long.",
  "P19-100",
  "ACL:",
  "Anthology ID ",
  "openreview:",
  "forum?id= ",
  "journals/corr/abs-",
  "@OpenReview",
  "a1-supp@",
  "v139/ ",
  "version ",
  "$",
  "loss: ",
  "{\\_}",
  "\\_",
  "\\u003",
  "&#x2F",
  "&#4",
  "=3D",
  "=\n",
  "=C3=A0",
  "_",
  "**",
  "**ab ",
  "“a b c",
  "《ab",
  "[",
  "(((",
  "[1] ",
  "[Abc20",
  "et al. ",
  "A. Bc, ",
  "see the ",
  "paper ",
  "the PDF ",
  "论文",
  "见",
  "，",
  "NeurIPS 2020",
  "a'",
  " - ",
  " | ",
  "a\n",
  "\n",
  " ",
  "\t",
  "aaaa",
  "A",
  "é",
  "😀",
  "１",
  "\u200b",
  "aHR0cHM6Ly9hcnhpdi5vcmcv",
  "https-3A__a_",
  "a.bb/http:/x.yy/",
  "?=/%2f&",
  "papers.cool/arxiv/",
  ...SOURCES.flatMap(({ urls }) => urls.flatMap(({ hosts }) => hosts[0]))
    .map((host) => `https://${host.replace("*", "a")}/`),
];
const URL_STARTS = [
  "https://arxiv.org/",
  "https://a.bb/?u=",
  `https://arxiv.org/${"a.bb/http:/x.yy/".repeat(3)}?`,
];

/** @param {string} text @param {Partial<object>} more */
function frame(text, more = {}) {
  return {
    url: "https://example.com/",
    parts: [["", text, 0]],
    landmarks: [],
    containers: [["body", 0, 0, -1]],
    arxivIds: [],
    dois: [],
    urls: [],
    statedTitle: "",
    dcTitle: "",
    heading: "",
    isTitled: true,
    hasAbstract: false,
    hasPdf: true,
    title: "",
    linkText: "",
    linkNames: [],
    ...more,
  };
}

/** @param {string} text @returns {object[]} pages that have it in different places */
function pages(text) {
  const half = text.slice(0, text.length / 2);
  const lines = Math.max(1, Math.floor(text.length / 100));
  const short = text.slice(0, 40);
  const list = Array.from({ length: lines }, (_, at) => [
    [`https://arxiv.org/abs/${1000 + at % 9000}.${10000 + at}`, short, at],
    ["", `${short}${at % 3 ? "" : "\n"}`, at],
  ]).flat();
  const nested = Array.from({ length: lines }, (_, at) => ["li", 0, 2 * lines, at - 1]);
  const long = Array.from({ length: Math.ceil(text.length / 8000) }, (_, at) => [
    `${URL_STARTS[at % 3]}${text.slice(0, 7800)}${at}`,
    short,
    0,
  ]);
  return [
    frame(text),
    frame("", { statedTitle: half, heading: half, title: text }),
    frame("", { dcTitle: half, url: `https://example.com/${half}` }),
    frame("", { parts: [["https://arxiv.org/abs/1706.03762", half, 0], ["", half, 0]] }),
    frame("", {
      parts: list,
      landmarks: list.map(([href], at) => (href ? at : [short, at, 0])),
      containers: nested,
    }),
    frame("", {
      landmarks: long.map(([href], at) => [`${short}${at}`, 0, 0, true, "linked", href]),
    }),
    frame("", {
      parts: long,
      landmarks: long.map((_, at) => at),
      containers: [["p", 0, long.length, -1]],
    }),
    frame("", {
      parts: [...list, ["", half, 0]],
      containers: nested,
      arxivIds: [half],
      dois: [half],
      heading: short,
    }),
  ];
}

/**
 * What a function is called with, made before it is timed.
 * @typedef {{ run: () => unknown, size: number }} Prepared size: in characters
 */

/**
 * @param {(page: any) => unknown} call
 * @param {(wire: any) => any} [made] makes what is called with of what comes from a page
 * @returns {(text: string) => Prepared}
 */
const onPages = (call, made = decoded) => (text) => {
  const wires = pages(text);
  const all = wires.map(made);
  return { run: () => all.map((page) => call(page)), size: JSON.stringify(wires).length };
};
/** @param {(entries: any, part: any) => unknown} call */
const onEntries = (call) =>
  onPages((page) => {
    const list = entries.entriesIn(page, () => [PAPER]);
    return page.parts.slice(0, 100).map((/** @type {any} */ part) => call(list, part));
  });
/**
 * @param {(text: string) => unknown} call
 * @returns {(text: string) => Prepared}
 */
const onText = (call) => (text) => ({ run: () => call(text), size: text.length });

/** @param {(reference: any) => unknown} call @returns {(text: string) => Prepared} */
const onTokens = (call) => (text) => {
  const reference = new ReferenceTokens(text.slice(0, LONGEST_REFERENCE));
  return { run: () => call(reference), size: Math.min(text.length, LONGEST_REFERENCE) };
};

/** A longer text is no reference. */
const LONGEST_REFERENCE = 4000;
/** Of a longer text, nothing is cut. */
const LONGEST_BIBLIOGRAPHY = 200_000;
const PAPER = { kind: "paper", source: "PMLR", branch: "venue", id: "sun21c@v139@PMLR" };
const TITLED = { kind: "titled", source: "NDSS", page: "", words: "" };
const ARXIV_RULES = SOURCES[0].urls.map((rule) => ({ ...rule, branch: "arxiv" }));

/** How to call each function that takes something other than a text. @type {Record<string, (call: any) => (text: string) => Prepared>} */
const CALLS = {
  knownPaper: (call) => onText((text) => call("PMLR", "venue", text)),
  titledPaper: (call) => onText((text) => call("NDSS", text, text)),
  keyOf: (call) => onText((text) => call({ ...PAPER, id: text })),
  idOrWords: (call) => onText((text) => call({ ...PAPER, id: text })),
  paperOfKey: (call) => onText((text) => call(`venue/${text}`)),
  isOfNoSource: (call) => onText((text) => call({ ...TITLED, words: text })),
  mayBeAnywhere: (call) => onText((text) => call({ ...TITLED, words: text })),
  searchedIn: (call) =>
    onText((text) => call({ paper: { ...TITLED, words: text }, title: text }, "venue")),
  untitled: (call) => onText(() => call(PAPER)),
  unique: (call) =>
    onText((text) => call((text.match(/[^]{1,9}/gu) ?? []).map((id) => ({ ...PAPER, id })))),
  publishersEntries: (call) =>
    onPages((page) => call(page, { isKnown: () => false, titles: new Set() })),
  destinationsOf: (call) =>
    onText((text) => {
      const papers = [{ ...PAPER, id: text }, { ...TITLED, words: text }];
      return call(papers.map((paper) => ({ paper, title: text })));
    }),
  destination: (call) => onText((text) => call(text, [{ paper: PAPER, title: text }])),
  inGroups: (call) =>
    onText((text) => call(text.match(/[^]{1,9}/gu) ?? [], (/** @type {string} */ it) => it, 2000)),
  copyOf: (call) => onText((text) => call("titles", [{ paper: PAPER, title: text }])),
  coolPapersUrl: (call) => onText((text) => call({ ...PAPER, id: text })),
  searchUrl: (call) => onText((text) => call(text)),
  entriesIn: (call) => onPages((page) => call(page, () => [PAPER])),
  titlesInEntry: onEntries,
  guessedTitle: onEntries,
  termAbove: onEntries,
  isBeside: (call) => onEntries((list, part) => call(list, part, new Set())),
  partsInLines: (call) => onPages((page) => [...call(page.parts)].length),
  markedTitle: (call) => onText((text) => call({ before: text, bold: "" })),
  isInSentence: (call) =>
    onText((text) => call({ before: text, after: text, line: text, bold: "" })),
  papersOfLink: (call) => onText((text) => call([[text], [text, text]])),
  mentionsInText: (call) =>
    onText((text) =>
      call({ before: text, text, after: text, hasLink: false, above: [text, text] }, text)
    ),
  sentenceAround: (call) => onText((text) => call(text, text, text, PAPER)),
  titleOfText: (call) =>
    onText((text) =>
      ["", "Paper: ", text].map((before) =>
        call({ before, after: text, above: [text, text], pageTitle: text })
      )
    ),
  statedReferences: (call) => onText((text) => call([{ text, links: [text] }], [])),
  referencesIn: (call) => (text) => onText(call)(text.slice(0, LONGEST_BIBLIOGRAPHY)),
  likelyStarts: (call) =>
    onText((text) => {
      const places = Array.from(
        { length: Math.floor(text.length / 10) },
        (_, at) => ({ at: 10 * at, signs: 2 }),
      );
      return call(text, places);
    }),
  ReferenceTokens: (Tokens) => onText((text) => new Tokens(text)),
  startsIn: onTokens,
  endsIn: onTokens,
  wholeFeatures: onTokens,
  spanFeatures: (call) =>
    onTokens((reference) => call(reference, 0, Math.min(60, reference.length))),
  // Only training asks for the features of all pairs of places.
  trainingFeatures: (call) => (text) => onText(call)(text.slice(0, 100)),
  firstWithPapers: (call) => onText(() => call([[], [PAPER]])),
  mayHaveCanonicalIds: (call) => onText(() => call([PAPER])),
  isFiledUnder: (call) => onText(() => call(PAPER, [PAPER])),
  paperAt: (call) => onText((text) => call([{ paper: PAPER, pages: [text] }], text)),
  papersClicked: (call) =>
    onText((text) => call({ selection: text, link: text, pages: [text, undefined] })),
  waysOn: (call) =>
    onText((text) => call({ url: text, papers: [{ ...PAPER, id: text }], title: text })),
  isSure: (call) => onText((text) => call({ ...PAPER, id: text })),
  wayBackUrl: (call) => onText((text) => call({ ...PAPER, id: text })),
  publisherUrl: (call) => onText((text) => call({ ...PAPER, id: text })),
  titleOfTab: (call) => onText((text) => call({ title: text, url: "https://example.com/" })),
  searchPath: (call) => onText((text) => call("arxiv", text)),
  valueFrom: (call) => onText((text) => call(text, 0, "}")),
  inUrl: (call) => onText((text) => call(`https://a.bb/?u=${text}`, () => [])),
  byTextRules: (call) => onText((text) => call(text, true)),
  strip: (call) => onText((text) => call(text, text.slice(0, 20))),
  wrappedIn: (call) =>
    onText((text) => {
      const url = new URL("https://a.bb/");
      url.pathname = text;
      return [...call(url, text, [["u", text]])].length;
    }),
  fillTemplate: (call) => onText((text) => call("{all:lower}", { 0: text, groups: { all: text } })),
  idByUrlRule: (call) =>
    onText((text) => ARXIV_RULES.map((rule) => call(rule, `/${text}`, [["id", text]]))),
  linkReader: (call) => {
    const read = call(ARXIV_RULES, "https://arxiv.org/");
    return onText((text) => read(`/abs/${text}`));
  },
  decoded: (call) => onPages(call, (wire) => wire),
  ownPaper: (call) =>
    onPages((page) => call({ pages: [page], near: [page], addresses: [page.url] })),
  listedAsOwn: (call) => onText((text) => call([{ ...TITLED, words: text }], text)),
  listedPapers: (call) => onPages((page) => call([{ page, own: undefined }])),
  readingOf: (call) => onPages((wire) => call([wire]).listed, (wire) => wire),
  readingOfTabs: (call) =>
    onPages((wire) => call([{ tab: undefined, frames: [wire] }]), (wire) => wire),
  titleOfPage: onPages,
  papersCited: (call) =>
    onText((text) => {
      const entry = { text, links: [[text, 0]], titles: [[text, 0, true]], isReference: true };
      return call([{ ...entry, cited: [] }]);
    }),
  isInPage: (call) => onText((text) => call(`https://a.example/${text}`, [text])),
};

/** A call that took this many milliseconds or more is made again, in case it was slow by chance. */
const SLOW = 10;

/**
 * @param {() => unknown} run
 * @param {boolean} warm whether it ran before, or may be timed cold: what is slow is timed again
 * @returns {number} the milliseconds of its fastest run, on the processor: what else runs on the
 *   machine does not count
 */
function milliseconds(run, warm) {
  if (!warm) run();
  const first = timed(run);
  return first < SLOW ? first : Math.min(first, timed(run));
}

/** @param {() => unknown} run */
function timed(run) {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const wanted = new Set(only.map((it) => it.join()));
const rows = [];
let called = 0;
const files = ["papers", "reading"].flatMap((part) =>
  [...Deno.readDirSync(`${folder}/${part}`)].map(({ name }) => `${part}/${name}`).sort()
);
for (const file of files) {
  const exported = Object.entries(await import(`file://${folder}/${file}`));
  for (const [name, call] of exported.filter(([, value]) => typeof value === "function")) {
    called += 1;
    const prepare = (CALLS[name] ?? onText)(call);
    for (const piece of PIECES.filter((_, at) => (at + called) % oneOf === 0)) {
      if (wanted.size && !wanted.has([`${file} ${name}`, piece].join())) continue;
      const texts = sizes.map((size) => `ab${piece.repeat(size / piece.length)} x`);
      const runs = texts.map(prepare).map(({ run, size }, at) => ({
        size,
        time: milliseconds(run, at > 0 || sizes.length === 1),
      }));
      rows.push({ name: `${file} ${name}`, piece, runs });
    }
  }
}
console.log(JSON.stringify(rows));
