/** Walks a page, visiting each node once: there can be a hundred thousand, at any depth. */

"use strict";
{
  const { attribute, checkVisibility, firstChild, firstElementChild, hasClass, hrefOf } = pageDom;
  const { localName, nextSibling, nodeType, nodeValue, openShadowRoot } = pageDom;
  const { previousElement, shadowRoot, textContent } = pageDom;

  /** How many ancestors of a link are reported; titles further away belong to something else. */
  const MAX_HEIGHT = 6;
  const MAX_NODES = 1_000_000;
  /** In milliseconds; then the content read so far is returned. */
  const MAX_TIME = 3000;
  /** Work between two checks of the clock, in nodes: reading the clock takes time. */
  const WORK_BETWEEN_LOOKS = 1024;
  /** Class of each line of a reference in LaTeXML: authors, title, venue. */
  const REFERENCE_LINE = "ltx_bibblock";
  const TITLE_CLASS = /(?<!sub)title/i;
  /** Frames of other sites cannot be read without a host permission, but their URLs can. */
  const EMBEDDING = new Set(["iframe", "embed", "object"]);

  /**
   * An element that is being walked through.
   * @typedef {object} Open
   * @property {string} name
   * @property {Element} element
   * @property {Node | null} next the next child to read
   * @property {Node | null} later its first child, to be read after those of its shadow root
   * @property {boolean} isBlock
   * @property {boolean} statesTitle
   * @property {boolean} mayBeTitle
   * @property {number} linksBefore
   * @property {number} papersBefore
   * @property {number} from index of its first landmark
   * @property {number} container -1 for none
   * @property {number} term container of the term (`dt`) before the next child, which its descriptions
   *   (`dd`) share
   */

  /** @type {Omit<Open, "element" | "next">} */
  const BODY = {
    name: "body",
    isBlock: false,
    from: 0,
    term: -1,
    linksBefore: 0,
    papersBefore: 0,
    statesTitle: false,
    mayBeTitle: false,
    later: null,
    container: -1,
  };

  /** @param {Element} element @param {string} classes */
  const isTitleOfReference = (element, classes) => {
    if (!classes.includes(REFERENCE_LINE)) return false;
    const before = previousElement(element);
    const earlier = before && previousElement(before);
    return Boolean(before) && hasClass(before, REFERENCE_LINE) &&
      !(earlier && hasClass(earlier, REFERENCE_LINE));
  };
  /**
   * @param {Element} element
   * @param {string} name
   * @returns {ShadowRoot | null} a closed one only of a custom element
   */
  const shadowRootOf = (element, name) =>
    openShadowRoot(element) ?? (name.includes("-") ? shadowRoot(element) : null);

  // deno-lint-ignore no-var no-unused-vars no-inner-declarations
  var PageWalk = class {
    found = new PageParts();
    #texts = new PageText();
    #namesPapers;
    #anchor;
    #readsHidden;
    /** The ancestors of the node being read, outermost first. @type {Open[]} */
    #open = [];
    #linksSeen = 0;
    /** The URL of the last link. */
    #linkedLast = "";
    #papersSeen = 0;
    #linksAround = 0;
    #superscripts = 0;

    /**
     * @param {RegExp} namesPapers matches in every URL of a paper
     * @param {RegExp} anchor matches in every text that names a paper
     * @param {boolean} [readsHidden] whether to read hidden elements too
     */
    constructor(namesPapers, anchor, readsHidden = false) {
      this.#namesPapers = namesPapers;
      this.#anchor = anchor;
      this.#readsHidden = readsHidden;
    }

    /** @param {Element} top @returns {InstanceType<typeof PageParts>} its content */
    through(top) {
      try {
        this.#visit(top);
      } catch (error) {
        console.debug(error); // Return what was read so far.
      }
      while (this.#open.length) this.#leave();
      this.found.endText();
      return this.found;
    }

    /** @param {Element} top */
    #visit(top) {
      const end = performance.now() + MAX_TIME;
      const open = this.#open;
      open.push({ ...BODY, element: top, next: firstChild(top) });
      for (let nodes = 0; open.length && nodes < MAX_NODES; nodes++) {
        if (++this.#texts.work > WORK_BETWEEN_LOOKS) {
          this.#texts.work = 0;
          if (performance.now() > end) break;
        }
        const inside = /** @type {Open} */ (open.at(-1));
        const node = inside.next;
        if (!node) {
          inside.next = inside.later;
          inside.later = null;
          if (!inside.next) this.#leave();
          continue;
        }
        inside.next = nextSibling(node);
        const type = nodeType(node);
        if (type === Node.TEXT_NODE) {
          this.found.text += PageText.shown(nodeValue(node), inside.element);
        } else if (type === Node.ELEMENT_NODE) {
          this.#enter(/** @type {Element} */ (node), localName(node));
        }
      }
    }

    /** @param {Element} element @param {string} name */
    #enter(element, name) {
      if (PageText.UNREAD.has(name)) return;
      const classes = attribute(element, "class") ?? "";
      if (classes.includes(PageText.LINK_CLASS) && this.#texts.isOurs(element)) return;
      if (name === "a") {
        this.#linksSeen++;
        this.#linkedLast = hrefOf(element);
        // Other links, of which there can be very many, are read as plain text.
        if (this.#namesPapers.test(this.#linkedLast)) return this.#addLink(element);
      } else if (EMBEDDING.has(name)) {
        const { src, data } = /** @type {any} */ (element);
        if (this.#namesPapers.test(src ?? data)) {
          this.found.addLink(src ?? data, "", this.#containerHere());
        }
      }
      const isBlock = !PageText.INLINE.has(name);
      if (isBlock && firstChild(element) && !this.#isShown(element)) return;
      // Nested superscripts were checked with the outermost one.
      if (name === "sup" && !this.#superscripts && this.#texts.isFootnoteMark(element)) return;
      if ((name === "b" || name === "strong") && !this.#linksAround) {
        const said = this.#texts.boldIn(element);
        if (said) return this.found.addBold(said, this.#containerHere());
      }
      if (isBlock) this.found.text += "\n";
      const shadow = shadowRootOf(element, name);
      const hasElements = firstElementChild(element) !== null;
      if (!hasElements && !shadow) {
        this.found.text += PageText.shown(textContent(element), element);
        // A shortcut for most elements, such as inline words: they affect no title or container.
        if (!isBlock && classes === "") return this.#endTerm();
      }
      if (name === "a") this.#linksAround++;
      if (name === "sup") this.#superscripts++;
      this.#goInto(element, { name, classes, isBlock, shadow, hasElements });
    }

    /** @param {Element} element a link that may lead to a paper */
    #addLink(element) {
      if (!this.#isShown(element)) return;
      this.#papersSeen++;
      const said = this.#texts.ofLink(element);
      this.found.addLink(hrefOf(element), said, this.#containerHere());
    }

    /**
     * @param {Element} element
     * @param {{ name: string, classes: string, isBlock: boolean, shadow: ShadowRoot | null, hasElements: boolean }} how
     */
    #goInto(element, { name, classes, isBlock, shadow, hasElements }) {
      const children = hasElements || shadow ? firstChild(element) : null;
      const isCalledTitle = classes !== "" && TITLE_CLASS.test(classes);
      this.#open.push({
        name,
        element,
        isBlock,
        from: this.found.landmarks.length,
        term: -1,
        linksBefore: this.#linksSeen,
        papersBefore: this.#papersSeen,
        statesTitle: classes !== "" && name !== "a" && !this.#linksAround &&
          (isCalledTitle || isTitleOfReference(element, classes)),
        mayBeTitle: PageText.HEADINGS.includes(name) ? !/subtitle/i.test(classes) : isCalledTitle,
        next: shadow ? firstChild(shadow) : children,
        later: shadow ? children : null,
        container: name === "dd" ? this.#open.at(-1)?.term ?? -1 : -1,
      });
    }

    #leave() {
      const { name, element, isBlock, statesTitle, mayBeTitle, linksBefore, papersBefore, from } =
        /** @type {Open} */ (this.#open.at(-1));
      const { found } = this;
      if (isBlock) found.endBlock(this.#anchor, () => this.#containerHere());
      if (name === "a") this.#linksAround--;
      if (name === "sup") this.#superscripts--;
      if (statesTitle && this.#linksSeen === linksBefore) {
        found.addTitle(this.#texts.titleIn(element), from);
      } else if (name === "dt" && this.#papersSeen === papersBefore) {
        found.addGuess(this.#texts.titleIn(element), "term");
      } else if (mayBeTitle && this.#linksSeen <= linksBefore + 1) {
        const isLinked = name === "a" || this.#linksAround > 0 || this.#linksSeen > linksBefore;
        const said = this.#texts.titleIn(element);
        if (isLinked) found.addGuess(said, "linked", this.#linkedLast);
        else if (PageText.hasThreeWords(said)) found.addGuess(said);
      }
      this.#endContainers();
      if (isBlock) found.text += "\n";
    }

    /** Forgets the last term: another element follows it, not its description. */
    #endTerm() {
      const outer = this.#open.at(-1);
      if (outer) outer.term = -1;
    }

    /** Removes the innermost element from the open ones, and closes its container. */
    #endContainers() {
      const { containers, landmarks } = this.found;
      const { container, name } = /** @type {Open} */ (this.#open.pop());
      if (container >= 0) containers[container][2] = landmarks.length;
      const outer = this.#open.at(-1);
      if (!outer) return;
      if (name !== "dd") outer.term = name === "dt" ? container : -1;
      else if (outer.term >= 0) containers[outer.term][2] = landmarks.length;
    }

    /**
     * Creates containers for the closest ancestors that have none yet.
     * @returns {number} the innermost container, -1 for none
     */
    #containerHere() {
      const { containers } = this.found;
      let outer = -1;
      for (const it of this.#open.slice(1).slice(-MAX_HEIGHT)) {
        if (it.container < 0) {
          it.container = containers.length;
          containers.push([it.name, it.from, -1, -1]);
        }
        if (outer >= 0) containers[it.container][3] = outer;
        outer = it.container;
      }
      return outer;
    }

    /**
     * @param {Element} element
     * @returns {boolean} whether to read it: it or its children can be visible
     */
    #isShown(element) {
      return this.#readsHidden || checkVisibility(element) ||
        getComputedStyle(element).display === "contents";
    }
  };
}
