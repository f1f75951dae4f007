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
  const some = lines.filter(Boolean).map(printable);
  return { count: some.length, text: some.join("\n") };
}

/**
 * Makes a text fit to be pasted anywhere, terminals and editors of code included.
 * @param {string} text
 * @returns {string} in one line, without control characters and without marks of direction; letters
 *   of any script stay, and so do the joiners within words and emoji
 */
export function printable(text) {
  return text
    .replace(/[\s\u0085]+/g, " ")
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "");
}

/** @param {NamedPaper} paper */
function nameOf({ title = "", id }) {
  return printable(title) || printable(id);
}

/** @param {NamedPaper} paper */
function linkOf(paper) {
  return printable(coolPapersUrl(paper));
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
    `<p><a href="${escaped(linkOf(paper))}">${escaped(nameOf(paper))}</a></p>`
  );
  const texts = papers.map((paper) => `${nameOf(paper)}\n${linkOf(paper)}`);
  return { count: papers.length, text: texts.join("\n\n"), html: html.join("") };
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
