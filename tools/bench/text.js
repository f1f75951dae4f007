// Times finding papers in text: against indexOf for the sources' host names, and as it grows.

const folder = Deno.args[0];
const { papersInText } = await import(`file://${folder}/papers/find.js`);
const { interpret } = await import(`file://${folder}/papers/interpret.js`);
const { SOURCES } = await import(`file://${folder}/registry/sources.js`);

const HOSTS = [
  ...new Set(
    SOURCES.flatMap(({ urls }) => urls.flatMap(({ hosts }) => hosts)).map((host) =>
      host.replace("*.", "")
    ),
  ),
];
const ROUNDS = 7;
const ROUNDS_OF_PROSE = 25;
const TRIES = 10;
const CLEARLY_LINEAR = 2.1;
const MEGABYTE = 1_000_000;
/** Longer texts are not cut into references. */
const LONGEST_SELECTION = 200_000;
const PROSE =
  "The dominant models of 2017 were based on recurrent networks (see Fig. 3), 12.5% of which " +
  "attended to their own output; we ask whether attention alone, and/or depth, would do. ";
const LINKED = `${PROSE}${PROSE}More at https://example.com/post?id=3 and [12]. `;
const REFERENCES = Array.from(
  { length: 100 },
  (_, at) =>
    `[${
      at + 1
    }] A. Doe and B. Roe. Deep tea networks. In Proceedings of Tea Days, pages 1–9, 2017.\n`,
).join("");
const PAPERS = `${PROSE}Cf. https://arxiv.org/abs/1706.03762, arXiv:1810.04805 or doi:10.1145/1. `;

/** Texts made to be slow; of each, the doubling that costs most is shown. */
const HOSTILE = {
  "id= repeated": "id=",
  "URLs in URLs": "https://a.b/?u=",
  "escaped URLs": "https://a.b/?u=https%3A%2F%2F",
  "digits": "2410.0642",
  "DOIs": "10.1145/",
  "arXiv URLs": "https://arxiv.org/abs/",
  "parentheses": "(((",
  "percents": "%25",
};

/** @param {string} text */
function indexOfHosts(text) {
  let found = 0;
  for (const host of HOSTS) {
    for (let at = text.indexOf(host); at >= 0; at = text.indexOf(host, at + 1)) found++;
  }
  return found;
}

/** @param {string} piece @param {number} length */
const long = (piece, length) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/**
 * The fastest of several rounds: what else runs on the machine only makes one slower.
 * @param {(() => unknown)[]} runs
 * @param {number} [rounds]
 * @returns {number[]} milliseconds of each
 */
function fastest(runs, rounds = ROUNDS) {
  const times = runs.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < rounds; round++) {
    runs.forEach((run, index) => {
      const start = performance.now();
      run();
      times[index].push(performance.now() - start);
    });
  }
  return times.map((some) => Math.min(...some));
}

const rows = [];
for (
  const [name, kind, piece] of [
    ["plain prose", "prose", PROSE],
    ["prose with other links", "prose", LINKED],
    ["prose full of papers", "", PAPERS],
  ]
) {
  const text = long(piece, MEGABYTE);
  const ways = [() => papersInText(text), () => indexOfHosts(text)];
  const [ours, peer] = fastest(ways, ROUNDS_OF_PROSE);
  rows.push({ name: `1 MB of ${name}, to indexOf`, kind, ours, peer });
}
for (
  const [name, kind, text] of [
    ["1 MB of plain prose", "prose", long(PROSE, MEGABYTE)],
    ["200 kB of plain prose", "long", long(PROSE, LONGEST_SELECTION)],
    ["1 MB of references", "prose", long(REFERENCES, MEGABYTE)],
    ["200 kB of references", "cut", long(REFERENCES, LONGEST_SELECTION)],
  ]
) {
  const ways = [() => interpret(text), () => indexOfHosts(text)];
  const [ours, peer] = fastest(ways, ROUNDS_OF_PROSE);
  rows.push({ name: `${name}, interpreted, to indexOf`, kind, ours, peer });
}
/** @param {{ ours: number, peer: number }} row */
const ratio = ({ ours, peer }) => ours / peer;

/**
 * @param {string} name
 * @param {string} piece
 * @param {(text: string) => unknown} run
 * @param {readonly string[]} sizes each twice the one before, as they are named
 * @param {number} smallest of them, in characters
 * @returns {{ name: string, kind: string, ours: number, peer: number }} the doubling that costs most
 */
function worstDoubling(name, piece, run, sizes, smallest) {
  const texts = sizes.map((_, index) => long(piece, 2 ** index * smallest));
  const times = fastest(texts.map((text) => () => run(text)));
  const doublings = sizes.slice(1).map((size, index) => ({
    name: `${name}, ${sizes[index]} to ${size}`,
    kind: "growth",
    ours: times[index + 1],
    peer: times[index],
  }));
  return doublings.reduce((a, b) => (ratio(a) > ratio(b) ? a : b));
}

const MEGABYTES = ["1 MB", "2 MB", "4 MB", "8 MB"];
const growing = [
  ...Object.entries({ "plain prose": PROSE, ...HOSTILE }).map(([name, piece]) => () =>
    worstDoubling(name, piece, papersInText, MEGABYTES, MEGABYTE)
  ),
  () =>
    worstDoubling(
      "references, cut",
      REFERENCES,
      interpret,
      ["50 kB", "100 kB", "200 kB"],
      LONGEST_SELECTION / 4,
    ),
];
for (const doubling of growing) {
  // A machine can be slow for seconds, in which one size is timed and another not: so the best of a
  // few tries. What does not grow linearly fails in each.
  let best = doubling();
  for (let tries = 1; tries < TRIES && ratio(best) > CLEARLY_LINEAR; tries++) {
    const next = doubling();
    if (ratio(next) < ratio(best)) best = next;
  }
  rows.push(best);
}
console.log(JSON.stringify(rows));
