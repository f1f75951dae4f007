/** What MDN's compatibility data says of a feature, a node of its tree. */

import bcd from "@mdn/browser-compat-data" with { type: "json" };

/**
 * @typedef {Record<string, any>} Feature a node of the data's tree
 * @typedef {Record<string, string>} Versions the lowest version of each browser, by the data's name
 */

export { bcd };

/**
 * @param {Feature} root of a tree
 * @param {string} path keys with dots between them
 * @returns {Feature | undefined} the node there
 */
export function at(root, path) {
  let node = root;
  for (const key of path.split(".")) {
    if (!node || !Object.hasOwn(node, key)) return undefined;
    node = node[key];
  }
  return node;
}

/**
 * @param {Feature | undefined} feature
 * @param {Versions} versions
 * @param {string} [name] that scripts use, where a browser may know the feature by another
 * @returns {Record<string, string>} since when, by browser that lacks the feature or a part of it; the browser
 *   is "" if the data does not have the feature
 */
export function lacking(feature, versions, name) {
  if (!feature) return { "": "is not in MDN's data" };
  const support = feature.__compat?.support;
  if (!support) return {};
  /** @type {Record<string, string>} */
  const found = {};
  for (const [browser, version] of Object.entries(versions)) {
    const all = [support[browser] ?? []].flat();
    const whole = all.find((it) => isWhole(it, name));
    if (!isReached(whole?.version_added, version)) {
      found[browser] = since(all, whole?.version_added);
    }
  }
  return found;
}

/**
 * @param {any} statement
 * @param {string} [name]
 * @returns {boolean} whether it holds to this day, for all of the feature and everybody
 */
const isWhole = (statement, name) =>
  !["flags", "prefix", "partial_implementation", "version_removed"].some((it) => statement[it]) &&
  [undefined, name].includes(statement.alternative_name);

/** @param {string | boolean | undefined} added @param {string} version */
const isReached = (added, version) =>
  typeof added === "string"
    ? parseFloat(added.replace("≤", "")) <= parseFloat(version) // never for "preview"
    : added === true;

/** @param {any[]} statements @param {string | undefined} added */
function since(statements, added) {
  if (added === "preview") return "has it in previews";
  if (added) return `has it from ${added} on`;
  return statements.some((it) => it.version_added) ? "has it in part" : "does not have it";
}
