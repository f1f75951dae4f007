/**
 * How to recognize records on a source's site that are another source's papers, by the record's
 * source: rendered from build/sources. A plain script; the build also makes a module of it.
 *
 * @typedef {object} ImportedRecords
 * @property {RegExp} venue matches the venue in a record's text
 * @property {string} source the source of the paper itself
 * @property {string} idsAfter the text right before the link to the paper, on the record's page
 */
/** @type {Record<string, ImportedRecords>} */
const IMPORTED_RECORDS = {{ imported_records | literal }};
