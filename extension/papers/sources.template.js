/**
 * The registry of paper sources, rendered from build/sources and build/patterns.py.
 *
 * @typedef {object} QueryRule
 * @property {string} key
 * @property {RegExp} value
 *
 * @typedef {object} UrlRule
 * @property {readonly string[]} hosts "*." stands for every host below
 * @property {RegExp} path
 * @property {QueryRule | null} query
 * @property {string} paperId template over the groups of path and value
 *
 * @typedef {object} DoiRule
 * @property {RegExp} pattern
 * @property {string} paperId
 *
 * @typedef {object} TextRule
 * @property {RegExp} pattern
 * @property {string} paperId
 * @property {boolean} alone told only where the id is the whole text
 *
 * @typedef {object} Source
 * @property {string} name
 * @property {"arxiv" | "venue"} branch
 * @property {readonly UrlRule[]} urls
 * @property {readonly DoiRule[]} dois
 * @property {readonly TextRule[]} texts
 */

/** @type {readonly Source[]} */
export const SOURCES = [
{%- for source in sources %}
  {
    name: {{ source.name | json }},
    branch: {{ source.branch | json }},
    urls: [
    {%- for rule in source.urls %}
      {
        hosts: {{ rule.hosts | list | json }},
        path: {{ rule.path | whole | regexp("i" if rule.ignore_case else "") }},
        query: {% if rule.query -%}
          { key: {{ rule.query[0] | json }}, value: {{ rule.query[1] | whole | regexp }} }
        {%- else -%} null {%- endif %},
        paperId: {{ rule.paper_id | json }},
      },
    {%- endfor %}
    ],
    dois: [
    {%- for rule in source.dois %}
      { pattern: {{ rule.pattern | start | regexp("i") }}, paperId: {{ rule.paper_id | json }} },
    {%- endfor %}
    ],
    texts: [
    {%- for rule in text_rules(source) %}
      {
        pattern: {{ rule.pattern | whole | regexp("i" if rule.ignore_case else "") }},
        paperId: {{ rule.paper_id | json }},
        alone: {{ rule.alone | json }},
      },
    {%- endfor %}
    ],
  },
{%- endfor %}
];

/** Match patterns of the pages, and PDFs, that show one paper. */
export const PAPER_PAGES = [
{%- for source in sources %}
  {%- for pattern in source.paper_pages %}
  {{ pattern | json }},
  {%- endfor %}
{%- endfor %}
];

/** Whatever may name a paper in text. */
export const MENTION = {{ mention | regexp("i") }};
/** Rare in prose, present in all that MENTION matches. */
export const ANCHOR = {{ patterns.ANCHOR | regexp }};
export const RUN_CHARACTER = {{ patterns.RUN_CHARACTER | regexp }};
export const URL_WITHOUT_SCHEME = {{ patterns.URL_WITHOUT_SCHEME | start | regexp }};
export const WRAPPED_URL = {{ patterns.WRAPPED_URL | regexp("i") }};
export const WRAPPED_BARE_URL = {{ patterns.WRAPPED_BARE_URL | regexp }};
export const WRAPPED_DOI = {{ patterns.WRAPPED_DOI | regexp("i") }};
export const AFTER_URL = {{ patterns.AFTER_URL | regexp }};
export const FILE_ENDING = {{ patterns.FILE_ENDING | end | regexp("i") }};
export const COPY_NUMBER = {{ patterns.COPY_NUMBER | end | regexp }};
export const AROUND_URL = {{ patterns.AROUND_URL | json }};
export const AROUND_ID = {{ patterns.AROUND_ID | json }};

/**
 * The sources under whose ids Cool Papers files many papers of others, by those others' names.
 * @type {Record<string, string>}
 */
export const OFTEN_FILED_UNDER = {
{%- for source in sources if source.often_filed_under %}
  {{ source.name | json }}: {{ source.often_filed_under | json }},
{%- endfor %}
};

/** In every URL that shows or wraps a paper's page: a source's host, or the start of a DOI. */
export const NAMES_PAPERS = {{ names_papers | regexp("i") }};
