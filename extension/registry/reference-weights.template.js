/** The weights of the model that finds titles in references: build/reference_weights.tsv. */

/**
 * Lines of value, tab and weight, under lines with "=", what has the feature, and the feature's name. A text,
 * since it is parsed only when it is needed.
 */
export const WEIGHTS = `
{{ reference_weights }}`;
