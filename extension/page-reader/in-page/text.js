/** Reads the visible text of elements. */

"use strict";
{
  const { all, ariaHidden, attribute, closest, first, firstChild, firstElementChild } = pageDom;
  const { hasClass, hrefOf, localName, nextSibling, nodeType, nodeValue, textContent } = pageDom;

  const UNREAD = new Set(["script", "style", "noscript", "template", "textarea", "select"]);
  const INLINE = new Set(
    "a abbr b bdi bdo cite code em font i kbd label mark q s samp small span strike strong sub sup u var wbr"
      .split(" "),
  );
  /** Longer texts of links and headings are cut; no title is longer. */
  const MAX_SEEN = 1000;
  /** Elements nested deeper than this in a link or heading are not read. */
  const MAX_DEPTH = 50;
  /** A search within an element counts as visiting this many nodes. */
  const WORK_OF_SEARCH = 64;
  /** As titles.js requires of a title; injected scripts cannot import it. */
  const THREE_WORDS = /\S\s+\S+\s+\S|\p{Script=Han}{6}/u;
  /** Class of the links that our content scripts add. */
  const LINK_CLASS = "cool-papers-link";
  /** In characters: an element with more text is the page's, not ours. */
  const MAX_LINK_TEXT = 100;
  const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];
  /** Headings of lists of references. */
  const OF_REFERENCES = new RegExp(
    `^(?:[\\d.§#\\s]+|[ivxlc]+[.]\\s|[一二三四五六七八九十]+[、.．])?(?:${
      [
        "references?(?: and (?:foot)?notes| cited| list)?|(?:foot|end)?notes(?: and references)?",
        "(?:selected )?bibliography|works cited|(?:cited literature|literature(?: cited)?)|citations|sources",
        "literatur(?:verzeichnis)?|referenzen|quellen(?:verzeichnis)?|einzelnachweise|fußnoten",
        "(?:notes et )?références(?: bibliographiques)?|bibliographie|referencias|bibliografía|referências",
        "bibliografia|riferimenti|(?:список )?литератур[аы]|примечания|источники",
        "(?:主要)?参考(?:文献|资料|书目|来源)?(?:列表)?|引用(?:文献)?|參考(?:文獻|資料)|文献|脚注|참고\\s?문헌|각주",
      ].join("|")
    })(?:\\s*[[(（【].{1,12}[\\])）】])?[\\s:：]*$`,
    "iu",
  );
  const MAX_HEADING_LENGTH = 60;
  const TITLES = `${HEADINGS}, [class*="title" i]:not([class*="subtitle" i])`;

  /** @param {string} source text, whose line breaks are shown as spaces */
  const inOneLine = (source) => source.includes("\n") ? source.replaceAll("\n", " ") : source;

  /** @param {Element} element */
  const isBlock = (element) =>
    /^(?:block|flex|grid|table|list)/.test(getComputedStyle(element).display);

  // deno-lint-ignore no-var no-unused-vars no-inner-declarations
  var PageText = class {
    static UNREAD = UNREAD;
    static INLINE = INLINE;
    static LINK_CLASS = LINK_CLASS;
    static HEADINGS = HEADINGS;
    /** Work done so far: 1 for each node, more for each search within an element. */
    work = 0;

    /** @param {string} said */
    static hasThreeWords(said) {
      return THREE_WORDS.test(said);
    }

    /** @param {Element} element @returns {boolean} whether it is the heading of a list of references */
    static isOfReferences(element) {
      const said = textContent(element);
      // "References", and a long margin of the source
      return said.length < 4 * MAX_HEADING_LENGTH &&
        OF_REFERENCES.test(said.replace(/\s+/g, " ").trim().slice(0, MAX_HEADING_LENGTH));
    }

    /**
     * @param {string} value of a text node
     * @param {Node} parent
     * @returns {string} with line breaks only where the page shows them
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
     * The visible text of an element, in one line except for `br`. Only one of the two forms in which
     * pages have formulas is read.
     * @param {Element} element
     * @param {number} [depth]
     * @param {{ isAll: boolean }} [clicked] for a clicked link: break lines at blocks; isAll: include
     *   text with `aria-hidden`, which X uses for parts of URLs
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
        if ((ariaHidden(node) === "true" && !clicked?.isAll) || this.isLeftOut(node)) continue;
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
     * @returns {boolean} whether our content script added it, so that a page cannot hide text with our class
     */
    isOurs(element) {
      return hasClass(element, LINK_CLASS) && textContent(element).length <= MAX_LINK_TEXT &&
        [element, ...this.#all(element, "a")].every((it) =>
          localName(it) !== "a" || hrefOf(it).startsWith("https://papers.cool/")
        );
    }

    /** @param {Element} element @returns {boolean} whether its text is left out of the text around it */
    isLeftOut(element) {
      return this.isOurs(element);
    }

    /** @param {Element} element a link @returns {string} its title, else its text, else its images' */
    ofLink(element) {
      const seen = this.#titleWithin(element) || this.seenIn(element);
      return seen.trim() ? seen : this.#imagesIn(element);
    }

    /** @param {Element} element @returns {string} the alternative texts of its images */
    #imagesIn(element) {
      return this.#all(element, "img").map((it) => it.alt).join(" ");
    }

    /** @param {Element} element a clicked link @returns {string} its text, with line breaks */
    ofClicked(element) {
      return this.seenIn(element, 0, { isAll: false }).trim()
        .replace(/[^\S\n]+/g, " ").replace(/\s*\n\s*/g, "\n");
    }

    /** @param {Element} element a clicked link @returns {string[]} its text and alternative texts */
    namesOf(element) {
      return [this.seenIn(element, 0, { isAll: true }), this.#imagesIn(element)]
        .concat(["title", "aria-label", "alt"].map((name) => attribute(element, name) ?? ""))
        .filter((it) => it.trim());
    }

    /**
     * @param {Element} element
     * @returns {string} the title in it, as in a card that is a link as a whole; "" for none
     */
    #titleWithin(element) {
      const title = firstElementChild(element) && this.#first(element, TITLES);
      const said = title ? this.seenIn(title) : "";
      return THREE_WORDS.test(said) ? said : "";
    }

    /** @param {Element} element @returns {string} its text, without arXiv's label "Title:" */
    titleIn(element) {
      return this.of(element).replace(this.of(this.#first(element, ".descriptor")), "").trim();
    }

    /**
     * @param {Element} element
     * @returns {string} its text if that can be a title; "" if it contains a link
     */
    boldIn(element) {
      const said = this.seenIn(element);
      return said.length < MAX_SEEN && THREE_WORDS.test(said) && !this.#first(element, "a")
        ? said.replaceAll("\n", " ")
        : "";
    }

    /**
     * @param {Element} element
     * @returns {boolean} whether it consists of footnote marks, which are left out of the text
     */
    isFootnoteMark(element) {
      const links = firstElementChild(element) ? this.#all(element, "a") : [];
      return links.length > 0 && links.every((it) => attribute(it, "href")?.startsWith("#"));
    }
  };
}
