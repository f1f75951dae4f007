/**
 * Records on a source's site that are another source's papers, by the first source: rendered from
 * build/sources. A plain script, of which the build makes a module too.
 *
 * @typedef {object} ImportedRecords
 * @property {RegExp} venue in the text of a record
 * @property {string} source of the paper
 * @property {string} idsAfter the text right before the link to the paper, on the record's page
 */
/** @type {Record<string, ImportedRecords>} */
const IMPORTED_RECORDS = {{ imported_records | literal }};
