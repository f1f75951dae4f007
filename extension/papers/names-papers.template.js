/**
 * In every URL that shows or wraps a paper's page: a source's host, or the start of a DOI. By
 * itself, as the popup starts to read the page with no more of the registry than this.
 */
export const NAMES_PAPERS = {{ names_papers | regexp("i") }};
