/** Reads one bibliography entry or footnote: the target of a citation. */

"use strict";
{
  const { all, ariaHidden, attribute, closest, contains, first, firstChild, hrefOf } = pageDom;
  const { localName, matches, nextElement, nextSibling, nodeType, nodeValue, parent } = pageDom;
  const { previousElement, textContent } = pageDom;

  /** In characters: a longer text is not an entry but part of the page. */
  const MAX_TEXT = 8000;
  const MAX_NODES = 20_000;
  const MAX_DEPTH = 100;
  /** Link targets that are not entries. */
  const NO_ENTRY =
    "html, body, main, article, section, header, footer, nav, figure, figcaption, table, caption, thead, tbody, math, svg, img, form, ol, ul, dl, h1, h2, h3, h4, h5, h6";
  const IN_NO_ENTRY =
    "h1, h2, h3, h4, h5, h6, figure, figcaption, table, caption, section, article, main, nav";
  /** Anchors within these elements are not entries. */
  const AROUND_NO_ENTRY = "h1, h2, h3, h4, h5, h6, figure, figcaption, caption, nav";
  const ITEM =
    'li, dd, tr, .csl-entry, .ltx_bibitem, [role="listitem"], [role="doc-biblioentry"], [role="doc-endnote"], [role="doc-footnote"]';
  const CAPTION =
    /^\W*(?:fig(?:ure)?|tab(?:le)?|equation|algorithm|theorem|lemma|proposition|corollary|definition|scheme|listing)s?[.]?\s*[\dA-Z(]|^\s*(?:图|表|图表|算法|定理)\s*\d/i;
  /** Back links, and LaTeXML's list of where an entry is cited. */
  const BACK =
    '[role="doc-backlink"], [rev="footnote"], .mw-cite-backlink, .ltx_bib_cited, [class*="backlink"], [class*="backref"], [class*="footnote-back"], [class*="reversefootnote"]';
  const BACK_LABEL = /^[^\p{L}\p{N}]*\p{L}?[^\p{L}\p{N}]*$/u;
  const TITLE_CLASS = /(?:^|[\s_-])(?:article-?)?title(?![a-z])/i;
  const NO_TITLE_CLASS = /journal|source|publication|publisher|series|book|conf|venue|sub-?title/i;
  /** https://ocoins.info: machine-readable references on Wikipedia and elsewhere. */
  const COINS = "Z3988";

  /** @param {Element} element @returns {string} */
  const classOf = (element) => attribute(element, "class") ?? "";
  /** @param {Element} element @returns {string} its id or anchor name */
  const nameOf = (element) => attribute(element, "id") || (attribute(element, "name") ?? "");
  /** @param {Element} element */
  const isInline = (element) =>
    PageText.INLINE.has(localName(element)) &&
    !/^(?:block|flex|grid|table|list)/.test(getComputedStyle(element).display);
  /** @param {string} name @returns {string} equal for "ref-5" and "ref-12" */
  const formOf = (name) => name.replace(/\d.*$/su, "");
  /** @param {Element} element */
  const hasText = (element) => textContent(element).trim() !== "";

  /**
   * @param {Element} target
   * @param {Element} block around it
   * @returns {Element[]} other targets of the same kind in the block
   */
  const othersIn = (target, block) => {
    const name = nameOf(target);
    const isAnchor = isInline(target);
    return [...all(block, "[id], a[name]")].filter((it) => {
      const other = nameOf(it);
      if (contains(target, it) || contains(it, target) || other.startsWith(name)) return false;
      const isAlike = isAnchor && localName(it) === localName(target) && !attribute(it, "href");
      return isAlike || formOf(other) === formOf(name);
    });
  };

  /** @param {Element} target @returns {Element | null} the innermost block around an anchor, or itself */
  const blockOf = (target) => {
    /** @type {Element | null} */
    let block = target;
    while (block && isInline(block)) block = parent(block);
    // An empty block marks the entry after it.
    if (block === target && !hasText(target)) return nextElement(target);
    return block;
  };

  /**
   * @param {Element} target
   * @param {Element} block
   * @returns {Element} the list item or table row around it if that is one entry, else the block
   */
  const itemOf = (target, block) => {
    const item = closest(block, ITEM);
    const isOne = item && textContent(item).length <= MAX_TEXT && !othersIn(target, item).length &&
      !first(item, IN_NO_ENTRY);
    return isOne ? item : block;
  };

  /** Collects an entry's text, links, and titles marked as such. */
  class EntryText {
    text = "";
    /** @type {[href: string, at: number][]} */
    links = [];
    /** @type {[title: string, at: number, isGuess?: boolean][]} */
    titles = [];
    /** Links within the page. @type {Element[]} */
    inner = [];
    isTooLong = false;
    #nodes = 0;
    #texts = new PageText();
    #isIn;
    #isOver = false;
    #from;
    #ends;
    #isOwn;

    /**
     * @param {(link: Element) => boolean} isOwn whether a link leads to a place within the page
     * @param {Element | null} from where in an element the entry starts; null for its start
     * @param {readonly Element[]} ends where the entry ends: at the first of these
     */
    constructor(isOwn, from, ends) {
      this.#isOwn = isOwn;
      this.#from = from;
      this.#isIn = from === null;
      this.#ends = new Set(ends);
    }

    /** @param {Element} element @param {number} [depth] */
    read(element, depth = 0) {
      if (depth > MAX_DEPTH) return;
      for (let node = firstChild(element); node && !this.#isOver; node = nextSibling(node)) {
        if (++this.#nodes > MAX_NODES || this.text.length > MAX_TEXT) this.isTooLong = true;
        if (this.isTooLong) return;
        if (nodeType(node) === Node.TEXT_NODE && this.#isIn) {
          this.text += nodeValue(node).replace(/\s+/g, " ");
        } else if (nodeType(node) === Node.ELEMENT_NODE) {
          this.#enter(node, localName(node), depth);
        }
      }
    }

    /** @param {Element} element @param {string} name @param {number} depth */
    #enter(element, name, depth) {
      if (element === this.#from) this.#isIn = true;
      else if (this.#isIn && this.#ends.has(element)) this.#isOver = true;
      if (this.#isOver || PageText.UNREAD.has(name) || name === "annotation") return;
      if (this.#isIn && (ariaHidden(element) === "true" || this.#texts.isOurs(element))) return;
      if (this.#isIn && this.#isSkipped(element, name)) return;
      const gap = name === "br" || !isInline(element) ? name === "li" ? "\n\n" : "\n" : "";
      if (this.#isIn) this.#break(gap);
      if (this.#isIn) this.readTitle(element, name);
      this.read(element, depth + 1);
      if (this.#isIn) this.#break(gap);
      // Lines within the block belong to the entry; text after it does not.
      if (this.#isIn && this.#from && gap && this.text.trim() && !contains(element, this.#from)) {
        this.#isOver = name !== "br";
      }
    }

    /** @param {string} gap */
    #break(gap) {
      if (gap && this.text.trim()) this.text = this.text.trimEnd() + gap;
    }

    /**
     * Records a link.
     * @param {Element} element
     * @param {string} name
     * @returns {boolean} whether to leave it out of the text
     */
    #isSkipped(element, name) {
      if (matches(element, BACK)) return true;
      if (name !== "a" || !hrefOf(element)) return false;
      if (!this.#isOwn(element)) {
        const href = hrefOf(element);
        const title = /[?&]title=/.test(href) && /scholar_lookup/.test(href) && URL.canParse(href)
          ? new URL(href).searchParams.get("title")
          : "";
        if (title) this.titles.push([title, this.text.length]);
        this.links.push([href, this.text.length]);
        return false;
      }
      const isMark = !this.text.trim() && /^[\s[(]*\d*[.\s\])]*$/.test(textContent(element));
      if (isMark || BACK_LABEL.test(textContent(element))) return true;
      this.inner.push(element);
      return false;
    }

    /** Records the title that an element marks. @param {Element} element @param {string} name */
    readTitle(element, name) {
      const classes = classOf(element);
      const at = this.text.length;
      if (classes.split(/\s+/).includes(COINS)) {
        const stated = new URLSearchParams(attribute(element, "title") ?? "");
        const title = stated.get("rft.atitle") ?? stated.get("rft.btitle") ??
          stated.get("rft.title");
        if (title) this.titles.unshift([title, at]);
      } else if (TITLE_CLASS.test(classes) && !NO_TITLE_CLASS.test(classes)) {
        this.titles.push([this.#texts.of(element), at]);
      } else if (name === "cite" || isSecondLine(element, classes)) {
        this.titles.push([this.#texts.of(element), at, true]);
      }
    }
  }

  /** @param {Element} element @param {string} classes @returns {boolean} LaTeXML's lines: authors, title, venue */
  const isSecondLine = (element, classes) => {
    if (!/(?:^|\s)ltx_bibblock(?:\s|$)/.test(classes)) return false;
    const before = previousElement(element);
    const earlier = before && previousElement(before);
    return Boolean(before && /ltx_bibblock/.test(classOf(before))) &&
      !(earlier && /ltx_bibblock/.test(classOf(earlier)));
  };

  /**
   * @param {Element} target
   * @returns {{ elements: Element[], from: Element | null, ends: Element[] } | undefined} where the entry
   *   is; from: where it starts in the element, null for the element's start
   */
  const placeOf = (target) => {
    if (matches(target, NO_ENTRY) || closest(target, AROUND_NO_ENTRY)) return undefined;
    const block = blockOf(target);
    if (!block) return undefined;
    if (localName(block) === "dt") {
      const elements = [block];
      for (let it = nextElement(block); it && localName(it) === "dd"; it = nextElement(it)) {
        elements.push(it);
      }
      return { elements, from: null, ends: [] };
    }
    const item = itemOf(target, block);
    const others = othersIn(target, item);
    if (others.length && isInline(target) && textContent(target).trim().length > 40) {
      const after = nextElement(target);
      const stated = after && classOf(after).includes(COINS) ? [after] : [];
      return { elements: [target, ...stated], from: null, ends: [] };
    }
    const isPart = others.length > 0 || matches(item, NO_ENTRY);
    if (isPart && item === target) return undefined;
    return { elements: [item], from: isPart ? target : null, ends: others };
  };

  /**
   * @param {Element} target of a citation
   * @param {(link: Element) => boolean} isOwn whether a link leads to a place within the page
   * @returns {Pick<EntryText, "text" | "links" | "titles" | "inner"> | undefined} undefined for a
   *   section, figure or other target that is not an entry
   */
  // deno-lint-ignore no-var no-unused-vars no-inner-declarations
  var pageEntry = (target, isOwn) => {
    const place = placeOf(target);
    if (!place) return undefined;
    const { elements, from, ends } = place;
    if (!from && elements.some((it) => first(it, IN_NO_ENTRY))) return undefined;
    const entry = new EntryText(isOwn, from, ends);
    for (const element of elements) {
      if (classOf(element).includes(COINS)) entry.readTitle(element, "");
      else entry.read(element);
    }
    entry.text = entry.text.trim();
    const isEntry = entry.text && !entry.isTooLong && entry.text.length <= MAX_TEXT &&
      !CAPTION.test(entry.text);
    return isEntry ? entry : undefined;
  };
}
