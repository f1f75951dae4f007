/** Which sites our scripts run on, and which pages show a paper: rendered by build/data.py. */

/**
 * @typedef {object} LinkSite
 * @property {string} name by which people know it
 * @property {string} host
 * @property {string[]} pages match patterns of the pages that take links
 * @property {boolean} optional whether it needs an optional host permission
 * @property {string} label name of its switch's message; "" for its name
 * @property {string[]} scripts its content scripts, in the order in which they load
 */

/**
 * The sites that take links, and Cool Papers itself, by key.
 * @type {Record<string, LinkSite>}
 */
export const LINK_SITES = {{ link_sites | literal }};

/** The keys of the sites that need an optional host permission. */
export const OPTIONAL_SITES = Object.keys(LINK_SITES).filter((site) => LINK_SITES[site].optional);

/** Match patterns of the pages, and PDFs, that show one paper. */
export const PAPER_PAGES = {{ paper_pages | literal }};
