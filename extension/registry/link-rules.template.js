/**
 * The finder's URL rules for the sites that take links, by the site's key: rendered from
 * build/sources. A plain script, since content scripts cannot import.
 * @type {Record<string, LinkRule[]>}
 */
const LINK_RULES = {{ link_rules | literal }};

/**
 * How records of another source's papers are told on a source's site, by the source's name.
 * @type {Record<string, { venue: RegExp, source: string, idsAfter: string }>}
 */
const IMPORTED_RECORDS = {{ imported_records | literal }};
