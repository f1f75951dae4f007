/** What can be copied of papers, as text and as HTML. Pure, as find.js is. */

import { coolPapersUrl, isSearch } from "./cool-papers.js";
import { publisherUrl } from "./publishers.js";

/** @typedef {import("./cool-papers.js").NamedPaper} NamedPaper */

/**
 * @typedef {object} Copy
 * @property {number} count of the papers in it
 * @property {string} text
 * @property {string} [html] for editors that take formatted text
 */

/** @typedef {"links" | "markdown" | "titles" | "publishers" | "ids"} Form */

/**
 * @param {Form} form
 * @param {readonly NamedPaper[]} papers
 * @returns {Copy} of those papers that have what is copied
 */
export function copyOf(form, papers) {
  if (form === "markdown") return markdownLinks(papers);
  if (form === "titles") return titledLinks(papers);
  if (form === "publishers") return inLines(papers.map(publisherUrl));
  if (form === "links") return inLines(papers.map(coolPapersUrl));
  return inLines(papers.map(({ branch, id }) => (isSearch(branch) ? "" : id)));
}

/**
 * @param {readonly string[]} lines "" for a paper that has none
 * @returns {Copy}
 */
function inLines(lines) {
  const some = lines.filter(Boolean);
  return { count: some.length, text: some.join("\n") };
}

/** @param {NamedPaper} paper */
function nameOf({ title, id }) {
  return (title || id).replace(/\s+/g, " ");
}

/**
 * @param {readonly NamedPaper[]} papers
 * @returns {Copy} a link, or a list of links
 */
function markdownLinks(papers) {
  const links = papers.map((paper) => {
    const url = coolPapersUrl(paper).replace(/[()]/g, (it) => `%${it.charCodeAt(0).toString(16)}`);
    return `[${nameOf(paper).replace(/[\\`*_[\]<>]/g, "\\$&")}](${url})`;
  });
  const mark = links.length > 1 ? "- " : "";
  return inLines(links.map((link) => mark + link));
}

/**
 * @param {readonly NamedPaper[]} papers
 * @returns {Copy} a paragraph for each: its title, with its link
 */
function titledLinks(papers) {
  const html = papers.map((paper) =>
    `<p><a href="${escaped(coolPapersUrl(paper))}">${escaped(nameOf(paper))}</a></p>`
  );
  const texts = papers.map((paper) => `${nameOf(paper)}\n${coolPapersUrl(paper)}`);
  return { count: papers.length, text: texts.join("\n\n"), html: html.join("") };
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
