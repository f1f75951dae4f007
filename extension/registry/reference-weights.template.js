/** The weights of the model that finds titles in references, from build/reference_weights.tsv. */

/** JSON, by feature: a text is parsed when it is needed. */
export const WEIGHTS = {{ reference_weights | literal }};
