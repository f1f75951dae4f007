/**
 * Prints as JSON what of an extension the lowest versions of browsers lack, by MDN's compatibility data.
 * Standard input: `{ scripts, styles, pages, manifests: [file, versions][], versions }`, in which versions are
 * the lowest, by the data's name of the browser.
 */

import { lacking } from "./data.js";
import { manifestFeatures, pageFeatures } from "./pages.js";
import { scriptFeatures } from "./scripts.js";
import { styleFeatures } from "./styles.js";

/**
 * @typedef {object} Finding
 * @property {string} file
 * @property {number} line
 * @property {string} name of the feature
 * @property {Record<string, string>} lacking since when, by browser: see `lacking`
 */

/**
 * @param {any} input as above
 * @returns {Generator<Finding>}
 */
function* findings({ scripts, styles, pages, manifests, versions }) {
  yield* missing(scriptFeatures(scripts), versions);
  for (const file of styles) yield* missing(inFile(file, styleFeatures), versions);
  for (const file of pages) yield* missing(inFile(file, pageFeatures), versions);
  for (const [file, own] of manifests) yield* missing(inFile(file, manifestFeatures), own);
}

/**
 * @param {string} file
 * @param {(text: string) => import("./styles.js").Used[]} featuresOf
 */
const inFile = (file, featuresOf) =>
  featuresOf(Deno.readTextFileSync(file)).map((it) => ({ ...it, file }));

/**
 * @param {Iterable<import("./styles.js").Used>} all
 * @param {import("./data.js").Versions} versions
 * @returns {Generator<Finding>}
 */
function* missing(all, versions) {
  for (const { file = "", line = 0, name, feature, alias } of all) {
    const found = lacking(feature, versions, alias);
    if (Object.keys(found).length) yield { file, line, name, lacking: found };
  }
}

const input = JSON.parse(await new Response(Deno.stdin.readable).text());
console.log(JSON.stringify([...findings(input)]));
