/**
 * The rules for finding papers, and the sites that our content scripts run on: rendered from build/sources
 * and build/patterns.py by build/data.py.
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

/**
 * @typedef {object} LinkSite
 * @property {string} name shown to people
 * @property {string} host
 * @property {string[]} pages match patterns of the pages that take links
 * @property {boolean} optional whether it needs an optional host permission
 * @property {string} label key of the message that labels its switch; "" if its name is the label
 * @property {string[]} scripts its content scripts, in loading order
 */

/**
 * The sites that take links, and Cool Papers, by key.
 * @type {Record<string, LinkSite>}
 */
export const LINK_SITES = {{ link_sites | literal }};

/** The keys of the sites that need an optional host permission. */
export const OPTIONAL_SITES = Object.keys(LINK_SITES).filter((site) => LINK_SITES[site].optional);

/** Match patterns of single papers' pages and PDFs. */
export const PAPER_PAGES = {{ paper_pages | literal }};

// For the purpose of each pattern, see build/patterns.py.
{%- for name, pattern in patterns.items() %}
export const {{ name }} = {{ pattern | literal }};
{%- endfor %}
