{% macro rules_of(hosts, most=99) -%}
/** What a link's href is like, and what in its place is the paper's "branch/id". */
const RULES = /** @type {[RegExp, string][]} */ ([
{%- for pattern, name in link_rules(*hosts)[:most] %}
  [{{ pattern | regexp }}, {{ name | json }}],
{%- endfor %}
]);
{%- endmacro %}
