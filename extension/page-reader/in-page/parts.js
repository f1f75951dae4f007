/** What has been read of a page so far: texts and links, and what may be titles. */

"use strict";
{
  /** @typedef {import("../../reading/page-content.js").Wire} Wire */

  // deno-lint-ignore no-var no-unused-vars no-inner-declarations
  var PageParts = class {
    /** @type {Wire["parts"]} */
    parts = [];
    /** @type {Wire["landmarks"]} */
    landmarks = [];
    /** @type {Wire["containers"]} */
    containers = [];
    /** The text after the last part. */
    text = "";
    /** How much of it is known to name no paper. */
    #searched = 0;

    endText() {
      // A line's end separates what stands in it from the next link, even with nothing in between.
      if (this.text.trim()) this.parts.push(["", this.text]);
      else if (this.text.includes("\n")) this.parts.push(["", "\n"]);
      this.text = "";
      this.#searched = 0;
    }

    /** @param {string} href @param {string} said what the link says @param {number} container */
    addLink(href, said, container) {
      this.endText();
      this.landmarks.push(this.parts.length);
      this.parts.push([href, said, container]);
    }

    /** @param {string} said @param {number} container */
    addBold(said, container) {
      const isGuess = this.#isAtLineStart() && !/[:：]\s*$/.test(said);
      this.endText();
      if (isGuess) this.landmarks.push([said, this.parts.length, said.length, true]);
      this.parts.push(["", said, container, true]);
    }

    /** @returns {boolean} whether no more than a number or a note in brackets is before, in its line */
    #isAtLineStart() {
      const { text } = this;
      return (text.includes("\n") || !this.parts.length) &&
        /^\s*(?:[\d\p{P}]{0,5}|[[(【].{1,30}[\])】])\s*$/u.test(
          text.slice(text.lastIndexOf("\n") + 1),
        );
    }

    /** @param {string} title that ends here @param {number} from its element's first landmark */
    addTitle(title, from) {
      this.landmarks.splice(from, 0, [title, this.parts.length, this.text.length]);
    }

    /**
     * @param {string} title that may be one, and ends here
     * @param {"linked" | "term"} [kind]
     */
    addGuess(title, kind) {
      const place = /** @type {const} */ ([title, this.parts.length, this.text.length, true]);
      this.landmarks.push(kind ? [...place, kind] : [...place]);
    }

    /**
     * Tells the container of text that may name papers, where a block ends.
     * @param {RegExp} anchor no text that names a paper is without it
     * @param {() => number} containerHere
     */
    endBlock(anchor, containerHere) {
      if (anchor.test(this.text.slice(this.#searched))) {
        this.landmarks.push(this.parts.length);
        this.parts.push(["", this.text, containerHere()]);
        this.text = "";
      }
      this.#searched = this.text.length;
    }

    /** @param {number} length in characters */
    isShorterThan(length) {
      return this.parts.length < 2 && (this.parts[0]?.[1] ?? "").trim().length < length;
    }
  };
}
