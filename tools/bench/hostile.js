// Calls every function that papers/ exports on texts and pages that are made to be slow: pieces that
// nearly are ids, URLs, titles or sentences, repeated. Prints, as JSON, how long each took.
//
// Arguments: the folder of a rendered extension, and sizes of the texts, in characters.

import process from "node:process";

const [folder, ...sizes] = Deno.args;
const { SOURCES } = await import(`file://${folder}/registry/sources.js`);

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
    selection: "",
    linkText: "",
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
 * @returns {(text: string) => Prepared}
 */
const onPages = (call) => (text) => {
  const made = pages(text);
  return { run: () => made.map((page) => call(page)), size: JSON.stringify(made).length };
};
/**
 * @param {(text: string) => unknown} call
 * @returns {(text: string) => Prepared}
 */
const onText = (call) => (text) => ({ run: () => call(text), size: text.length });

const PAPER = { source: "PMLR", branch: "venue", id: "sun21c@v139@PMLR" };
const ARXIV_RULES = SOURCES[0].urls.map((rule) => ({ ...rule, branch: "arxiv" }));

/** How to call each function that takes something other than a text. @type {Record<string, (call: any) => (text: string) => Prepared>} */
const CALLS = {
  coolPapersUrls: (call) =>
    onText((text) => call([{ branch: "venue", id: text }, { branch: "search", id: text }])),
  copyOf: (call) => onText((text) => call("titles", [{ ...PAPER, title: text }])),
  coolPapersUrl: (call) => onText((text) => call({ branch: "venue", id: text })),
  joinedUrls: (call) =>
    onText((text) => call("https://papers.cool/arxiv/", text.match(/[^]{1,9}/gu), 2000)),
  searchUrl: (call) => onText((text) => call(text)),
  entriesIn: (call) =>
    onPages((page) => {
      const { titlesOf, isBeside } = call(page, () => [PAPER]);
      return page.parts.slice(0, 100).map((_, at) => [titlesOf(at), isBeside(at, new Set())]);
    }),
  partsInLines: (call) => onPages((page) => [...call(page.parts)].length),
  markedTitle: (call) => onText((text) => call({ before: text, bold: "" })),
  isInSentence: (call) =>
    onText((text) => call({ before: text, after: text, line: text, bold: "" })),
  keyOf: (call) => onText((text) => call({ branch: "venue", id: text })),
  firstWithPapers: (call) => onText(() => call([[], [PAPER]])),
  mayHaveCanonicalIds: (call) => onText(() => call([PAPER])),
  isFiledUnder: (call) => onText(() => call(PAPER, [PAPER])),
  paperAt: (call) => onText((text) => call([{ ...PAPER, page: text }], text)),
  waysOn: (call) => onText((text) => call([{ branch: "venue", id: text }], text)),
  wayBackUrl: (call) => onText((text) => call({ branch: "venue", id: text })),
  publisherUrl: (call) => onText((text) => call({ branch: "venue", id: text })),
  titleOfTab: (call) => onText((text) => call({ title: text, url: "https://example.com/" })),
  papersTitled: (call) => onText((text) => call([{ ...PAPER, title: text }], text)),
  fillTemplate: (call) => onText((text) => call("{all:lower}", { 0: text, groups: { all: text } })),
  idByUrlRule: (call) =>
    onText((text) => ARXIV_RULES.map((rule) => call(rule, `/${text}`, [["id", text]]))),
  linkReader: (call) => {
    const read = call(ARXIV_RULES, "https://arxiv.org/");
    return onText((text) => read(`/abs/${text}`));
  },
  titleOfOwn: (call) => onPages((page) => call(page, [{ ...PAPER, id: page.title.slice(0, 90) }])),
  linkedAsOwn: (call) => onPages((page) => call([page], [PAPER])),
  preferCanonicalIds: (call) => onPages((page) => call([PAPER], [page])),
  papersOfPages: (call) => onPages((page) => call([page])),
  ownPapers: onPages,
  papersStated: onPages,
  titleOfPaper: onPages,
  isPageOfPaper: onPages,
  titleOfPage: onPages,
  mentionsPapers: onPages,
};

/**
 * @param {() => unknown} run
 * @returns {number} the milliseconds of its faster run, on the processor: what else runs on the
 *   machine does not count
 */
function milliseconds(run) {
  const times = [0, 1].map(() => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

const rows = [];
for (const file of [...Deno.readDirSync(`${folder}/papers`)].map(({ name }) => name).sort()) {
  if (file === "url-rules.js") continue; // A plain script: url-rules-module.js exports it.
  const exported = Object.entries(await import(`file://${folder}/papers/${file}`));
  for (const [name, call] of exported.filter(([, value]) => typeof value === "function")) {
    const prepare = (CALLS[name] ?? onText)(call);
    for (const piece of PIECES) {
      const texts = sizes.map((size) => `ab${piece.repeat(Number(size) / piece.length)} x`);
      const runs = texts.map(prepare).map(({ run, size }) => ({ size, time: milliseconds(run) }));
      rows.push({ name: `papers/${file} ${name}`, piece, runs });
    }
  }
}
console.log(JSON.stringify(rows));
