/**
 * The rules for finding papers, rendered from build/sources and build/patterns.py.
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
 * @property {boolean} alone whether it applies only if the id is the whole text
 *
 * @typedef {object} Source
 * @property {string} name
 * @property {"arxiv" | "venue"} branch
 * @property {RegExp} paperId matches this source's ids
 * @property {string} publisher template of the publisher's page, filled with the groups of paperId
 * @property {boolean} isSure whether Cool Papers is known to name its papers by these ids
 * @property {readonly UrlRule[]} urls
 * @property {readonly DoiRule[]} dois
 * @property {readonly TextRule[]} texts
 */

// Parts of the patterns, named in build/patterns.py and by the sources. Those ending in UNNAMED have no
// group names.
{{ [sources, title_rules, broken_ids, patterns] | constants }}
/** @type {readonly Source[]} */
export const SOURCES = {{ sources | literal }};

/**
 * @typedef {object} TitleRule recognizes the page of a paper that is known by its title only
 * @property {string} source
 * @property {readonly string[]} hosts
 * @property {RegExp} path matches the whole path, with the title's words in the group "title"
 */
/** @type {readonly TitleRule[]} */
export const TITLE_RULES = {{ title_rules | literal }};

/**
 * For a source, the other source under whose ids Cool Papers often files its papers.
 * @type {Record<string, string>}
 */
export const OFTEN_FILED_UNDER = {{ often_filed_under | literal }};

/**
 * By source, how to repair ids cut by a line break. Only texts that match the hint can contain them;
 * to repair one, replace a cut's match with its first group.
 * @type {readonly { hint: RegExp, cuts: readonly RegExp[] }[]}
 */
export const BROKEN_IDS = {{ broken_ids | literal }};

// For the purpose of each pattern, see build/patterns.py.
{%- for name, pattern in patterns.items() %}
export const {{ name }} = {{ pattern | literal }};
{%- endfor %}
