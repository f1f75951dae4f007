/** The weights of the model that finds titles in references: build/reference_weights.tsv. */

/**
 * Lines of value, tab and weight, under the name of the feature after a "="; those without a name stand for
 * themselves. A text, since it is parsed only when it is needed.
 */
export const WEIGHTS = `
{{ reference_weights }}`;
