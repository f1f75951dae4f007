/**
 * The registry for content scripts, rendered from build/sources: a plain script, since they cannot
 * import.
 */

// Parts of the patterns, named by the sources.
{{ link_rules | constants }}
/**
 * The URL rules of papers on the sites that take links, by the site's key.
 * @type {Record<string, LinkRule[]>}
 */
const LINK_RULES = {{ link_rules | literal }};
