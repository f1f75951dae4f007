/** The features that HTML pages and manifests use. */

import { Parser } from "htmlparser2";
import { at, bcd } from "./data.js";

/**
 * @typedef {import("./styles.js").Used} Used
 */

/** Attributes that only screen readers and scripts read: the data has them elsewhere, if at all. */
const OTHER_ATTRIBUTES = /^(?:aria-|data-|on|role$)/;

/**
 * @param {string} html
 * @returns {Used[]} its elements and attributes, with their lines
 */
export function pageFeatures(html) {
  /** @type {Used[]} */
  const found = [];
  let inSvg = 0;
  const parser = new Parser({
    onopentag(tag, attributes) {
      inSvg += Number(tag === "svg" || inSvg > 0);
      const line = html.slice(0, parser.startIndex).split("\n").length;
      const used = inSvg ? [svgFeature(tag)] : elementFeatures(tag, attributes);
      found.push(...used.map((it) => ({ line, ...it })));
    },
    onclosetag() {
      inSvg = Math.max(0, inSvg - 1);
    },
  });
  parser.end(html);
  return found;
}

/** @param {string} tag @returns {Used} */
const svgFeature = (tag) => ({ name: `<${tag}>`, feature: at(bcd.svg.elements, tag) });

/** @param {string} tag @param {Record<string, string>} attributes @returns {Used[]} */
function elementFeatures(tag, attributes) {
  const heading = tag.replace(/^h[1-6]$/, "Heading_Elements");
  const element = at(bcd.html.elements, tag) ?? at(bcd.html.elements, heading);
  /** @type {Used[]} */
  const found = [{ name: `<${tag}>`, feature: element }];
  for (const [name, value] of Object.entries(attributes)) {
    if (OTHER_ATTRIBUTES.test(name)) continue;
    const chosen = element?.[`${name}_${value}`];
    const feature = element?.[name] ?? at(bcd.html.global_attributes, name) ?? chosen;
    found.push({ name: `<${tag} ${name}>`, feature });
    if (chosen) found.push({ name: `<${tag} ${name}=${value}>`, feature: chosen });
  }
  return found;
}

/**
 * @param {string} json
 * @returns {Used[]} the keys of a manifest that the data has, and their values
 */
export const manifestFeatures = (json) => [
  ...keyFeatures(JSON.parse(json), bcd.webextensions.manifest, ""),
];

/**
 * @param {any} value
 * @param {import("./data.js").Feature} known
 * @param {string} path
 * @returns {Generator<Used>}
 */
function* keyFeatures(value, known, path) {
  const entries = Array.isArray(value)
    ? value.map((it) => /** @type {const} */ (["", it]))
    : typeof value === "object"
    ? Object.entries(value)
    : [[String(value), undefined]];
  for (const [key, inner] of entries) {
    const feature = key ? at(known, key.replaceAll(".", "\0")) : known;
    if (!feature) continue;
    if (key) yield { name: `${path}${key}`, feature };
    if (inner) yield* keyFeatures(inner, feature, key ? `${path}${key}.` : path);
  }
}
