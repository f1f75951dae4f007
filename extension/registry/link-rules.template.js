/**
 * The finder's URL rules for the sites that take links, by the site's key: rendered from
 * build/sources. A plain script, since content scripts cannot import.
 * @type {Record<string, LinkRule[]>}
 */
const LINK_RULES = {{ link_rules | literal }};
