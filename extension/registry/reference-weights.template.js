/** The weights of the model that finds titles in references: build/reference_weights.tsv. */

/** Lines of feature, tab and weight; a text, since it is parsed only when it is needed. */
export const WEIGHTS = `
{{ reference_weights }}`;
