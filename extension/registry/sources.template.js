/**
 * The rules by which papers are found, rendered from build/sources and build/patterns.py.
 *
 * @typedef {import("../papers/url-rules.js").UrlRule} UrlRule
 *
 * @typedef {object} DoiRule
 * @property {RegExp} pattern
 * @property {string} paperId
 *
 * @typedef {object} TextRule
 * @property {RegExp} pattern
 * @property {string} paperId
 * @property {boolean} alone whether it only applies where the id is the whole text
 *
 * @typedef {object} Source
 * @property {string} name
 * @property {"arxiv" | "venue"} branch
 * @property {RegExp} paperId what an id of this source matches
 * @property {string} publisher template, over the groups of paperId, of the publisher's page
 * @property {boolean} isSure whether Cool Papers is known to name its papers by these ids
 * @property {readonly UrlRule[]} urls
 * @property {readonly DoiRule[]} dois
 * @property {readonly TextRule[]} texts
 */

export { IMPORTED_RECORDS } from "./imported-records-module.js";

// Parts of the patterns, named in build/patterns.py and by the sources. Those that end with UNNAMED
// are the same without the names of their groups.
{{ [sources, title_rules, broken_ids, patterns] | constants }}
/** @type {readonly Source[]} */
export const SOURCES = {{ sources | literal }};

/**
 * @typedef {object} TitleRule recognizes the page of a paper that is known by its title only
 * @property {string} source
 * @property {readonly string[]} hosts
 * @property {RegExp} path what the whole path must match; its group "title" has the title's words
 */
/** @type {readonly TitleRule[]} */
export const TITLE_RULES = {{ title_rules | literal }};

/**
 * The source under whose ids Cool Papers files many papers of another source, by that source.
 * @type {Record<string, string>}
 */
export const OFTEN_FILED_UNDER = {{ often_filed_under | literal }};

/**
 * By source: a text with the hint may hold ids that a line's end has cut in two. A cut's first group,
 * without what follows it in the match, joins them again.
 * @type {readonly { hint: RegExp, cuts: readonly RegExp[] }[]}
 */
export const BROKEN_IDS = {{ broken_ids | literal }};

// What each pattern is for is said in build/patterns.py.
{%- for name, pattern in patterns.items() %}
export const {{ name }} = {{ pattern | literal }};
{%- endfor %}
