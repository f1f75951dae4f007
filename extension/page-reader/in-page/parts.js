/** Collects a page's texts, links and candidates for titles. */

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
    /** Length of the start of that text that is known to name no paper. */
    #searched = 0;

    endText() {
      // Keep a line break even without text: it separates links.
      if (this.text.trim()) this.parts.push(["", this.text]);
      else if (this.text.includes("\n")) this.parts.push(["", "\n"]);
      this.text = "";
      this.#searched = 0;
    }

    /** @param {string} href @param {string} said the link's text @param {number} container */
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

    /** @returns {boolean} whether the line so far is empty, a number or a note in brackets */
    #isAtLineStart() {
      const { text } = this;
      return (text.includes("\n") || !this.parts.length) &&
        /^\s*(?:[\d\p{P}]{0,5}|[[(【].{1,30}[\])】])\s*$/u.test(
          text.slice(text.lastIndexOf("\n") + 1),
        );
    }

    /** @param {string} title that ends here @param {number} from the first landmark in its element */
    addTitle(title, from) {
      this.landmarks.splice(from, 0, [title, this.parts.length, this.text.length]);
    }

    /**
     * @param {string} title a candidate that ends here
     * @param {["term"] | ["linked", href: string] | []} kind
     */
    addGuess(title, ...kind) {
      this.landmarks.push([title, this.parts.length, this.text.length, true, ...kind]);
    }

    /**
     * At the end of a block, records the container of its text if that may name papers.
     * @param {RegExp} anchor matches in every text that names a paper
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
