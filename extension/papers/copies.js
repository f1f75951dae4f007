/** Formats papers for the clipboard, as text and as HTML. Pure, like find.js. */

import { lazyPattern } from "./plain-scripts.js";
import { coolPapersUrl, idOrWords, publisherUrl } from "./paper.js";

/** @typedef {import("./paper.js").NamedPaper} NamedPaper */

/**
 * @typedef {object} Copy
 * @property {number} count of papers in it
 * @property {string} text
 * @property {string} [html] for editors that take formatted text
 */

/** @typedef {"links" | "markdown" | "titles" | "publishers" | "ids"} Form */

/**
 * @param {Form} form
 * @param {readonly NamedPaper[]} named
 * @returns {Copy} of the papers that have such a form
 */
export function copyOf(form, named) {
  const papers = named.map(({ paper }) => paper);
  if (form === "markdown") return markdownLinks(named);
  if (form === "titles") return titledLinks(named);
  if (form === "publishers") return inLines(papers.map(publisherUrl));
  if (form === "links") return inLines(papers.map(coolPapersUrl));
  return inLines(papers.map((paper) => (paper.kind === "paper" ? paper.id : "")));
}

/**
 * @param {readonly string[]} lines one for each paper, "" for none
 * @returns {Copy}
 */
function inLines(lines) {
  const some = lines.filter(Boolean).map(printable);
  return { count: some.length, text: some.join("\n") };
}

/** Control characters and direction marks. */
const UNPRINTABLE = lazyPattern`/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu`;

/**
 * Makes a text safe to paste anywhere, including terminals and code editors.
 * @param {string} text
 * @returns {string} in one line, without control characters and direction marks; letters of any script
 *   stay, and so do joiners in words and emoji
 */
export function printable(text) {
  return text
    .replace(/[\s\u0085]+/g, " ")
    .replace(UNPRINTABLE(), "");
}

/** @param {NamedPaper} named */
function nameOf({ paper, title }) {
  return printable(title) || printable(idOrWords(paper));
}

/** @param {NamedPaper} named */
function linkOf({ paper }) {
  return printable(coolPapersUrl(paper));
}

/**
 * @param {readonly NamedPaper[]} papers
 * @returns {Copy} a link, or a list of links
 */
function markdownLinks(papers) {
  const links = papers.map((named) => {
    const url = coolPapersUrl(named.paper).replace(
      /[()]/g,
      (it) => `%${it.charCodeAt(0).toString(16)}`,
    );
    return `[${nameOf(named).replace(/[\\`*_[\]<>]/g, "\\$&")}](${url})`;
  });
  const mark = links.length > 1 ? "- " : "";
  return inLines(links.map((link) => mark + link));
}

/**
 * @param {readonly NamedPaper[]} papers
 * @returns {Copy} a paragraph for each, with its title and link
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
