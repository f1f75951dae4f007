/** The sites that our content scripts run on, and the pages of papers: rendered by build/data.py. */

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
