/** What elements say, as a reader sees it. */

"use strict";
{
  const { all, ariaHidden, attribute, closest, first, firstChild, firstElementChild } = pageDom;
  const { hasClass, hrefOf, localName, nextSibling, nodeType, nodeValue, textContent } = pageDom;

  const UNREAD = new Set(["script", "style", "noscript", "template", "textarea", "select"]);
  const INLINE = new Set(
    "a abbr b bdi bdo cite code em font i kbd label mark q s samp small span strike strong sub sup u var wbr"
      .split(" "),
  );
  /** Longer texts of links and headings are cut: no title has as much. */
  const MAX_SEEN = 1000;
  /** Deeper in a link or heading than this many elements, nothing is read. */
  const MAX_DEPTH = 50;
  const WORK_OF_SEARCH = 64;
  const THREE_WORDS = /\S\s+\S+\s+\S|\p{Script=Han}{6}/u;
  const OURS = "cool-papers-link";
  const MAX_TEXT_OF_OURS = 100;
  const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];
  const TITLES = `${HEADINGS}, [class*="title" i]:not([class*="subtitle" i])`;

  /** @param {string} source text, whose line ends the page does not show */
  const inOneLine = (source) => source.includes("\n") ? source.replaceAll("\n", " ") : source;

  /** @param {Element} element */
  const isBlock = (element) =>
    /^(?:block|flex|grid|table|list)/.test(getComputedStyle(element).display);

  // deno-lint-ignore no-var no-unused-vars no-inner-declarations
  var PageText = class {
    static UNREAD = UNREAD;
    static INLINE = INLINE;
    static OURS = OURS;
    static HEADINGS = HEADINGS;
    /** What has been done so far: 1 for a node, more for a search of all that is in one. */
    work = 0;

    /** @param {string} said */
    static hasThreeWords(said) {
      return THREE_WORDS.test(said);
    }

    /**
     * @param {string} value of a text node
     * @param {Node} parent
     * @returns {string} with line ends only where the page shows them
     */
    static shown(value, parent) {
      if (!value.includes("\n")) return value;
      const keepsLines = value.trim().includes("\n") && parent instanceof Element &&
        /^(?:pre|break-spaces)/.test(getComputedStyle(parent).whiteSpace);
      return keepsLines ? value : value.replaceAll("\n", " ");
    }

    /** @param {Element} element @param {string} selector @returns {Element | null} */
    #first(element, selector) {
      this.work += WORK_OF_SEARCH;
      return first(element, selector);
    }

    /** @param {Element} element @param {string} selector @returns {any[]} */
    #all(element, selector) {
      this.work += WORK_OF_SEARCH;
      return [...all(element, selector)];
    }

    /**
     * What a reader sees of an element, in one line but for line breaks (`br`); a formula once, though
     * it is there in two forms.
     * @param {Element} element
     * @param {number} [depth]
     * @param {{ isAll: boolean }} [clicked] in a link that was clicked, lines end where blocks do; isAll:
     *   with what only some readers get, as X hides the parts of addresses
     * @returns {string}
     */
    seenIn(element, depth = 0, clicked = undefined) {
      if (!firstElementChild(element)) return inOneLine(textContent(element).slice(0, MAX_SEEN));
      let seen = "";
      for (let node = firstChild(element); node; node = nextSibling(node)) {
        if (seen.length >= MAX_SEEN || depth >= MAX_DEPTH) break;
        this.work++;
        const type = nodeType(node);
        if (type === Node.TEXT_NODE) seen += inOneLine(nodeValue(node).slice(0, MAX_SEEN));
        if (type !== Node.ELEMENT_NODE) continue;
        const name = localName(node);
        if (UNREAD.has(name) || name === "annotation") continue;
        if ((ariaHidden(node) === "true" && !clicked?.isAll) || this.isOurs(node)) continue;
        if (name === "br") seen += "\n";
        const isInline = INLINE.has(name) && !(clicked && isBlock(node));
        const gap = isInline || closest(node, "math") ? "" : clicked ? "\n" : " ";
        seen += gap + this.seenIn(node, depth + 1, clicked) + gap;
      }
      return seen;
    }

    /** @param {Element | null | undefined} element @returns {string} in one line */
    of(element) {
      return element ? this.seenIn(element).replace(/\s+/g, " ").trim() : "";
    }

    /**
     * @param {Element} element
     * @returns {boolean} whether our content script has added it: a page's own class hides nothing
     */
    isOurs(element) {
      return hasClass(element, OURS) && textContent(element).length <= MAX_TEXT_OF_OURS &&
        [element, ...this.#all(element, "a")].every((it) =>
          localName(it) !== "a" || hrefOf(it).startsWith("https://papers.cool/")
        );
    }

    /** @param {Element} element a link @returns {string} what it says, or the one title in it */
    ofLink(element) {
      const seen = this.#titleWithin(element) || this.seenIn(element);
      return seen.trim() ? seen : this.#imagesIn(element);
    }

    /** @param {Element} element @returns {string} what its images stand for */
    #imagesIn(element) {
      return this.#all(element, "img").map((it) => it.alt).join(" ");
    }

    /** @param {Element} element a link that was clicked @returns {string} what it says, in its lines */
    ofClicked(element) {
      return this.seenIn(element, 0, { isAll: false }).trim()
        .replace(/[^\S\n]+/g, " ").replace(/\s*\n\s*/g, "\n");
    }

    /** @param {Element} element a link that was clicked @returns {string[]} all that it is called */
    namesOf(element) {
      return [this.seenIn(element, 0, { isAll: true }), this.#imagesIn(element)]
        .concat(["title", "aria-label", "alt"].map((name) => attribute(element, name) ?? ""))
        .filter((it) => it.trim());
    }

    /**
     * @param {Element} element
     * @returns {string} what the one title in it says, as in a card that is a link as a whole; "" for
     *   none
     */
    #titleWithin(element) {
      const title = firstElementChild(element) && this.#first(element, TITLES);
      const said = title ? this.seenIn(title) : "";
      return THREE_WORDS.test(said) ? said : "";
    }

    /** @param {Element} element without the word "Title:" that arXiv puts before it */
    titleIn(element) {
      return this.of(element).replace(this.of(this.#first(element, ".descriptor")), "").trim();
    }

    /**
     * @param {Element} element
     * @returns {string} what it says, if that can be a title in bold; "" with a link in it
     */
    boldIn(element) {
      const said = this.seenIn(element);
      return said.length < MAX_SEEN && THREE_WORDS.test(said) && !this.#first(element, "a")
        ? said.replaceAll("\n", " ")
        : "";
    }

    /**
     * @param {Element} element
     * @returns {boolean} whether it holds marks of footnotes, which are no part of a text
     */
    isFootnoteMark(element) {
      const links = firstElementChild(element) ? this.#all(element, "a") : [];
      return links.length > 0 && links.every((it) => attribute(it, "href")?.startsWith("#"));
    }
  };
}
