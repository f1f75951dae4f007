/** Reads the entries of a page's lists of references; reading/references.js finds their titles. */

"use strict";
{
  const { all, attribute, checkVisibility, children, contains, first, firstChild } = pageDom;
  const { hasClass, hrefOf, inDocument, localName, nextElement, nextSibling } = pageDom;
  const { nodeType, nodeValue, parent, textContent } = pageDom;

  /** What LaTeXML, pandoc, MediaWiki, blogs and publishers call a list of references. */
  const LISTS = [
    ..."biblist bibliography c-article-references citation-list csl-bib-body ltx_bibliography ltx_biblist"
      .split(" "),
    ..."ref-list reference-list references references-list references__list reflist works-cited"
      .split(" "),
  ].map((name) => `.${name}`).concat(
    ...["bibliography", "references", "References", "refs", "reference-list"].map((id) => `#${id}`),
    ...["doc-bibliography", "doc-endnotes"].map((role) => `[role="${role}"]`),
  ).join();
  /** These hold the whole page, whatever they are called. */
  const PAGES = new Set(["html", "body", "main", "article"]);
  const ITEMS = "li, dd, tr, [role=listitem], .csl-entry, .ltx_bibitem, .citation, .reference";
  /** How far around its heading a list can be. */
  const MAX_HEIGHT = 3;
  const MAX_ENTRIES = 2000;
  /** Of an entry, in characters. A shorter one is a button, or a mark. */
  const MIN_LENGTH = 20;
  const MAX_LENGTH = 1000;
  /** "^", "a b", "Back to text": longer links within the page say something of the reference. */
  const MAX_MARK_LENGTH = 30;
  /** How the lines of a paragraph begin that holds an entry in each. */
  const NUMBERED = /^\s*(?:[[［【(（]\s*[\p{L}\d+]{1,12}\s*[\])）】］]|\d{1,3}[.)、])/u;

  class EntryText extends PageText {
    /** @param {Element} element @returns {boolean} @override */
    isLeftOut(element) {
      return super.isLeftOut(element) || hasClass(element, "ltx_bib_cited") ||
        (attribute(element, "href")?.startsWith("#") === true &&
          textContent(element).length <= MAX_MARK_LENGTH);
    }
  }

  /** @param {readonly Element[]} elements in the page's order @returns {Element[]} those in no other one */
  const outermost = (elements) => {
    /** @type {Element[]} */
    const found = [];
    for (const element of elements) {
      const last = found.at(-1);
      if (!last || !contains(last, element)) found.push(element);
    }
    return found;
  };

  /** @param {Element} list @returns {Element[]} its entries */
  const itemsIn = (list) => {
    for (const selector of [ITEMS, "p"]) {
      const items = outermost([...all(list, selector)]);
      if (items.length) return items;
    }
    return [...children(list)];
  };

  /**
   * @param {Element} heading of a list that nothing else tells
   * @returns {Element[]} the entries that follow it, up to the next heading
   */
  const itemsAfter = (heading) => {
    const at = PageText.HEADINGS.indexOf(localName(heading));
    const headings = (at < 0 ? PageText.HEADINGS : PageText.HEADINGS.slice(0, at + 1)).join();
    /** @type {Element | null} */
    let start = heading;
    for (let height = 0; start && height < MAX_HEIGHT; height++) {
      /** @type {Element[]} */
      const items = [];
      for (let it = nextElement(start); it && items.length < MAX_ENTRIES; it = nextElement(it)) {
        if (it.matches(headings) || first(it, headings)) break;
        if (checkVisibility(it)) {
          items.push(...(isParagraph(it) ? [it] : itemsIn(it)).filter(isLongEnough));
        }
      }
      if (items.length) return items;
      start = parent(start);
      if (start && PAGES.has(localName(start))) return [];
    }
    return [];
  };

  /** @param {Element} element */
  const isLongEnough = (element) => textContent(element).trim().length >= MIN_LENGTH;

  /** @param {Element} element @returns {boolean} */
  const isParagraph = (element) =>
    localName(element) === "p" || !first(element, `${ITEMS}, p, div`);

  /**
   * @param {Element} item
   * @param {RegExp} namesPapers
   * @returns {[text: string, ...links: string[]][]} one entry, or those that the lines of a paragraph hold
   */
  const entriesOf = (item, namesPapers) => {
    const texts = new EntryText();
    /** @type {[string, ...string[]][]} */
    const lines = [[""]];
    for (let node = firstChild(item); node; node = nextSibling(node)) {
      const line = /** @type {[string, ...string[]]} */ (lines.at(-1));
      if (nodeType(node) === Node.TEXT_NODE) line[0] += nodeValue(node).slice(0, MAX_LENGTH);
      if (nodeType(node) !== Node.ELEMENT_NODE) continue;
      if (localName(node) === "br") lines.push([""]);
      else if (!PageText.UNREAD.has(localName(node)) && !texts.isLeftOut(node)) {
        line[0] += PageText.INLINE.has(localName(node))
          ? texts.seenIn(node)
          : ` ${texts.seenIn(node)} `;
        const links = localName(node) === "a" ? [node] : [...all(node, "a")];
        line.push(...links.map(hrefOf).filter((href) => namesPapers.test(href)));
      }
    }
    const filled = lines.filter(([text]) => text.trim());
    const isOneEach = filled.length > 1 && filled.every(([text]) => NUMBERED.test(text));
    return isOneEach ? filled : [[
      lines.map(([text]) => text).join(" "),
      ...lines.flatMap(([, ...links]) => links),
    ]];
  };

  /**
   * @param {string} namesPapers source of NAMES_PAPERS, which matches in every URL of a paper
   * @returns {[text: string, ...links: string[]][]} the text of each entry, in one line, and the links in
   *   it that may name papers
   */
  // deno-lint-ignore no-var no-unused-vars no-inner-declarations
  var pageReferences = (namesPapers) => {
    const lists = outermost(
      inDocument(LISTS).filter((it) =>
        !PAGES.has(localName(it)) && !PageText.HEADINGS.includes(localName(it)) &&
        checkVisibility(it)
      ),
    );
    const headings = inDocument(`${PageText.HEADINGS}, b, strong`).filter(PageText.isOfReferences)
      .map((it) => PageText.HEADINGS.includes(localName(it)) ? it : parent(it))
      .filter((it) =>
        it && PageText.isOfReferences(it) && !lists.some((list) => contains(list, it))
      );
    const items = [...lists.flatMap(itemsIn), ...headings.flatMap(itemsAfter)];
    const paperLink = new RegExp(namesPapers, "i");
    return [...new Set(items)].slice(0, MAX_ENTRIES).filter((it) => checkVisibility(it))
      .flatMap((it) => entriesOf(it, paperLink))
      .map((
        [text, ...links],
      ) => /** @type {[string, ...string[]]} */ ([text.replace(/\s+/g, " ").trim(), ...links]))
      .filter(([text]) => text.length >= MIN_LENGTH).slice(0, MAX_ENTRIES);
  };
}
