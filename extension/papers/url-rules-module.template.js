{% include "extension/papers/url-rules.js" %}
export { fillTemplate, idByUrlRule, paperByLinkRules, parseQuery, undoEscapes };
