{{ text_of("papers/url-rules.js") }}
export { fillTemplate, idByUrlRule, linkReader, parseQuery, undoEscapes };
