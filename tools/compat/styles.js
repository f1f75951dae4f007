/** The features that style sheets and selectors use. */

import { parse, walk } from "css-tree";
import { at, bcd } from "./data.js";

/**
 * @typedef {import("./data.js").Feature} Feature
 *
 * @typedef {object} Used a feature in use
 * @property {string} name
 * @property {Feature} [feature] in MDN's data, if that knows it
 * @property {string} [alias] the name by which scripts know it
 * @property {string} [file]
 * @property {number} [line]
 */

/** Functions, by name: in the data they are below types, or the properties that take them. */
const FUNCTIONS = new Map([...named(bcd.css.properties), ...named(bcd.css.types)]);
/** @param {Feature} root @returns {Generator<[string, Feature]>} all features below it, by key */
function* named(root) {
  for (const [key, node] of Object.entries(root)) {
    if (key === "__compat") continue;
    yield* named(node);
    if (node.__compat) yield [key, node];
  }
}

/**
 * @param {string} text of a style sheet
 * @returns {Used[]} with their lines; what cannot be read, as an unknown feature
 */
export function styleFeatures(text) {
  /** @type {Used[]} */
  const unread = [];
  const onParseError = (/** @type {any} */ { message, line }) =>
    void unread.push({ name: message, line });
  const sheet = parse(text, { positions: true, parseCustomProperty: true, onParseError });
  return [...featuresIn(sheet), ...unread];
}

/**
 * @param {string} text of a selector
 * @returns {Used[]} the text itself, as an unknown feature, if it is none
 */
export function selectorFeatures(text) {
  try {
    return featuresIn(parse(text, { context: "selectorList" }));
  } catch {
    return [{ name: text }];
  }
}

/** @param {any} tree @returns {Used[]} */
function featuresIn(tree) {
  /** @type {Used[]} */
  const found = [];
  const fallbacks = withFallback(tree);
  /** @type {any} */
  let guarded;
  walk(tree, {
    enter(/** @type {any} */ node) {
      if (fallbacks.has(node)) guarded ??= node;
      if (guarded) return;
      const property = this.declaration?.property;
      for (const used of nodeFeatures(node, property)) {
        found.push({ line: node.loc?.start.line, ...used });
      }
    },
    leave(/** @type {any} */ node) {
      if (node === guarded) guarded = undefined;
    },
  });
  return found;
}

/** @param {any} tree @returns {Set<any>} declarations in whose place an earlier one holds if need be */
function withFallback(tree) {
  const found = new Set();
  walk(tree, {
    visit: "Block",
    enter(/** @type {any} */ block) {
      const seen = new Set();
      for (const it of block.children) {
        if (it.type === "Declaration" && seen.has(it.property)) found.add(it);
        seen.add(it.property);
      }
    },
  });
  return found;
}

/** @param {any} node @param {string} [property] that it is a value of @returns {Generator<Used>} */
function* nodeFeatures(node, property) {
  const { type, name } = node;
  if (type === "Declaration" && !node.property.startsWith("--")) {
    yield known(node.property, `properties.${node.property}`);
  } else if (type === "Identifier" && property) {
    yield* maybe(name, `properties.${property}.${name}`);
  } else if (type === "Operator" && node.value === "/") {
    yield* maybe("content: text / text", `properties.${property}.alt_text`);
  } else if (type === "Function") yield functionFeature(name, property);
  else if (type === "Dimension") yield* unitFeature(node.unit);
  else if (/^Pseudo(?:Class|Element)Selector$/.test(type)) {
    yield known(`:${name}`, `selectors.${name}`);
    if (name === "not" && node.children?.first?.children.size > 1) {
      yield known(":not(a, b)", "selectors.not.selector_list");
    }
  } else if (type === "NestingSelector") yield known("&", "selectors.nesting");
  else if (type === "Atrule") yield known(`@${name}`, `at-rules.${name}`);
  else if (/^Feature(?:Range)?$/.test(type) && node.kind === "media") {
    const sides = [node.left, node.middle, node.right];
    const media = name ?? sides.find((it) => it?.type === "Identifier")?.name ?? "";
    yield known(media, `at-rules.media.${media.replace(/^(?:min|max)-/, "")}`);
    if (type === "FeatureRange") yield known("a range", "at-rules.media.range_syntax");
  }
}

/** @param {string} name @param {string} [property] that takes it @returns {Used} */
function functionFeature(name, property) {
  const key = name.startsWith("--") ? "dashed-function" : name.replace(/^(rgb|hsl)a$/, "$1");
  const own = at(bcd.css, `properties.${property}.${key}`) ?? at(bcd.css, `types.${key}`);
  return { name: `${name}()`, feature: own ?? FUNCTIONS.get(key) };
}

/** @param {string} unit @returns {Generator<Used>} */
function* unitFeature(unit) {
  const kind = { d: "dynamic", l: "large", s: "small" }[unit[0]];
  const key = unit.startsWith("cq")
    ? "container_query_length_units"
    : kind && unit[1] === "v"
    ? `viewport_percentage_units_${kind}`
    : unit;
  yield* maybe(unit, `types.length.${key}`);
}

/** @param {string} name @param {string} path @returns {Used} */
const known = (name, path) => ({ name, feature: at(bcd.css, path) });

/** @param {string} name @param {string} path @returns {Generator<Used>} none if the data does not have it */
function* maybe(name, path) {
  const feature = at(bcd.css, path);
  if (feature) yield { name, feature };
}
