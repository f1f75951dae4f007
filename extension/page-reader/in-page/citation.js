/** Reads what a citation in the page's text leads to; reading/references.js decides which papers it names. */

"use strict";
{
  const { all, attribute, byId, closest, comparePosition, contains, focused, hrefOf, inDocument } =
    pageDom;
  const { localName, parent, textContent } = pageDom;

  /** @typedef {import("../../reading/references.js").WireEntry} WireEntry */

  /** One click opens no more entries than this. */
  const MAX_ENTRIES = 100;
  const MAX_ID = 500;
  const MAX_ANCESTORS = 6;
  /** Names of the places that hold entries of bibliographies. */
  const ENTRY_NAME =
    /^(?:bib|cite(?![_-]?ref-)|citeref|citation|refs?(?![a-z])|references?(?![a-z])|CR\d)|[._-](?:bib|ref|CR|CIT)[._-]?\d/i;
  const ENTRY_CLASS =
    /(?:^|[\s_-])(?:references?|ref-?list|references?-list|bibliography|biblioentry|bibitem|bib|csl-(?:entry|bib-body)|d-citation-list)(?:$|[\s_-])/i;
  /** A footnote says all kinds of things: it counts only if it names a paper or its title. */
  const NOTE_NAME = /^_?(?:cite_note|fn|foot-?note|ftn|edn|en|note|sdfootnote)(?![a-z])/i;
  const NOTES_CLASS = /(?:^|[\s_-])(?:(?:foot|end)notes?|reflist|doc-bibliography)(?:$|[\s_-])/i;
  const PAGES = /^(?:body|html|main|article)$/;
  const BACK_NAME =
    /^(?:cite[_-]ref|_?(?:fn|foot-?note|ftn|edn|note|sdfootnote)[:._-]?(?:back-?)?ref|ref-link|r(?:ef)?_?(?:fn|note))/i;
  const NO_CITATION =
    'nav, [role="navigation"], [role="doc-toc"], [role="doc-backlink"], [rev="footnote"], .toc, #toc, .ltx_TOC, .mw-cite-backlink, .ltx_bib_cited';
  /** "[5]", "(3, 7)", "12–15", "*"; "Vaswani et al., 2017", "2017"; "[VSP+17]". */
  const SAYS_NUMBERS =
    /^[\s[({（［【^]*\d{1,4}(?:\s*(?:[,;、–—-]|\s)\s*\d{1,4})*[\s\])}）］】.,]*$/;
  const SAYS_MARK = /^[\s[(]*(?:[*†‡§¶]{1,3}|[A-Z][A-Za-z+]{0,9}\d\d[a-z]?)[\s\])]*$/;
  const SAYS_AUTHORS = /^[\s[(]*\p{L}.{0,200}(?:\b(?:1[6-9]|20)\d\d[a-z]?|et al[.]?)[\s\]).,;]*$/su;
  const SAYS_PLACE =
    /^\W*(?:fig(?:ure)?|tab(?:le)?|eqn?|equation|sec(?:tion)?|app(?:endix)?|alg(?:orithm)?|theorem|thm|lemma|chapter|part|step|line|page)s?\b|^\W*§\s*\d|^\W*(?:图|表|式|节|附录)/i;

  /** @param {string} url @returns {string} equal for the same page; arXiv's links say its version */
  const pageOf = (url) => url.split("#", 1)[0].replace(/\/+$/, "").replace(/(?<=\d)v\d+$/, "");
  /** @param {Element} link @returns {boolean} whether it leads to a place in this page */
  const isOwn = (link) => {
    const href = hrefOf(link);
    if (!href.includes("#")) return false;
    // A `base` turns such links into those to another address.
    return (attribute(link, "href") ?? "").trim().startsWith("#") ||
      pageOf(href) === pageOf(location.href);
  };

  /** @param {string} name @returns {Element | undefined} */
  const placeCalled = (name) =>
    byId(document, name) ?? inDocument(`a[name="${CSS.escape(name)}"]`)[0];

  /** @param {string} text @returns {string} */
  const unescaped = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  /**
   * @param {string} said by a link
   * @returns {number[]} "[3, 7]" has two, "[3–5]" three
   */
  const numbersIn = (said) => {
    if (!SAYS_NUMBERS.test(said)) return [];
    const ranges = [...said.matchAll(/(\d+)(?:\s*[–—-]\s*(\d+))?/g)];
    return ranges.flatMap(([, from, to = from]) => {
      const count = Number(to) - Number(from) + 1;
      return count > 0 && count <= MAX_ENTRIES
        ? Array.from({ length: count }, (_, at) => Number(from) + at)
        : [Number(from)];
    }).slice(0, MAX_ENTRIES);
  };

  /**
   * @param {string} name of the place that a link leads to
   * @param {string} said by the link
   * @returns {string[]} the names of all places that it cites: "[3, 7]" can lead to the first one only
   */
  const namesCited = (name, said) => {
    const [, start, number, end] = /^(.*?)(\d{1,4})(\D{0,20})$/s.exec(name) ?? [];
    const numbers = numbersIn(said);
    return numbers.length > 1 && numbers.includes(Number(number))
      ? numbers.map((it) => `${start}${it}${end}`)
      : [name];
  };

  /**
   * @param {string} href
   * @param {string} said by the link
   * @returns {Element[]} the places that it leads to
   */
  const targetsOf = (href, said) => {
    const fragment = href.slice(href.indexOf("#") + 1).split(":~:")[0].slice(0, MAX_ID);
    const names = [fragment, unescaped(fragment)].filter(Boolean);
    const name = names.find(placeCalled);
    const cited = name === undefined
      ? unescaped(fragment).split(/[\s,;|+&]+#?/).filter(Boolean).slice(0, MAX_ENTRIES)
      : namesCited(name, said);
    return cited.flatMap((it) => placeCalled(it) ?? []);
  };

  /** @param {Element} element @returns {string} the name of the place that it is */
  const nameOf = (element) => attribute(element, "id") || (attribute(element, "name") ?? "");
  /** @param {Element} element @returns {string[]} what it says that it is */
  const saysOf = (element) => [
    ...["class", "role", "id"].map((name) => attribute(element, name) ?? ""),
    localName(element),
  ];

  /** @param {Element} target @returns {boolean} whether it is in a bibliography, by its name or class */
  const isOfBibliography = (target) => {
    const name = nameOf(target);
    if (NOTE_NAME.test(name)) return false;
    if (ENTRY_NAME.test(name)) return true;
    /** @type {Element | null} */
    let it = target;
    for (let height = 0; it && height < MAX_ANCESTORS; height++, it = parent(it)) {
      if (PAGES.test(localName(it))) return false;
      if (saysOf(it).some((said) => ENTRY_CLASS.test(said))) return true;
    }
    return false;
  };

  /**
   * @param {Element} element a link, or the place that it leads to
   * @returns {boolean} whether it stands in an entry of a bibliography or in a footnote
   */
  const isInEntry = (element) => {
    /** @type {Element | null} */
    let it = element;
    // What is marked in a line of text is the citation itself.
    while (it && PageText.INLINE.has(localName(it))) it = parent(it);
    for (; it && !PAGES.test(localName(it)); it = parent(it)) {
      if (NOTE_NAME.test(nameOf(it)) || ENTRY_NAME.test(nameOf(it))) return true;
      if (saysOf(it).some((said) => ENTRY_CLASS.test(said) || NOTES_CLASS.test(said))) return true;
    }
    const heading = headingBefore(element);
    return heading !== undefined && PageText.isOfReferences(heading);
  };

  /** @param {Element} element @returns {Element | undefined} the heading that it stands under */
  const headingBefore = (element) =>
    inDocument(PageText.HEADINGS.join()).findLast((it) =>
      comparePosition(it, element) & Node.DOCUMENT_POSITION_FOLLOWING
    );

  /**
   * @param {Element} target
   * @returns {boolean} whether it is a citation itself, to which a link leads back from its entry
   */
  const isCitationMark = (target) => {
    if (BACK_NAME.test(nameOf(target))) return true;
    const links = localName(target) === "a" ? [target] : [...all(target, "a[href]")];
    if (!links.length || !PageText.INLINE.has(localName(target))) return false;
    const isOnlyLinks = links.every(isOwn) &&
      textContent(target).trim().length <= links.map(textContent).join("").length + 4;
    // At the begin of its block, it is the entry that leads back to the text.
    return isOnlyLinks && !isAtStart(target);
  };

  /** @param {Element} target @returns {boolean} whether no text stands before it in its block */
  const isAtStart = (target) => {
    const block = closest(target, "p, li, dd, dt, td, div, aside, body");
    if (!block) return false;
    const range = new Range();
    range.setStart(block, 0);
    range.setEndBefore(target);
    return range.toString().trim() === "";
  };

  /**
   * @param {Element[]} links any of which is the citation
   * @param {string} href
   * @returns {{ said: string, isClear: boolean }} isClear: it says that it cites something
   */
  const sayingOf = (links, href) => {
    const [said, ...others] = new Set(links.map((it) => textContent(it).slice(0, MAX_ID).trim()));
    const text = said !== undefined && !others.length ? said : "";
    const isClear = [SAYS_NUMBERS, SAYS_MARK, SAYS_AUTHORS].some((it) => it.test(text)) ||
      links.some((it) => /doc-biblioref|doc-noteref/.test(attribute(it, "role") ?? "")) ||
      /#(?:cite_note|bib[.])/.test(href);
    return { said: text, isClear: isClear && !SAYS_PLACE.test(text) };
  };

  /**
   * @param {Element[]} targets
   * @param {boolean} isClear whether the link says that it cites something
   * @param {boolean} follows whether to go on to the entries that these entries name by links
   * @returns {WireEntry[]}
   */
  const entriesAt = (targets, isClear, follows) => {
    const known = new Set();
    return targets.flatMap((target) => {
      const isReference = isOfBibliography(target);
      if (!(isReference || isClear) || isCitationMark(target)) return [];
      const entry = pageEntry(target, isOwn);
      if (!entry || known.has(entry.text)) return [];
      known.add(entry.text);
      const { text, links, titles, inner } = entry;
      const cited = follows
        ? inner.slice(0, MAX_ENTRIES).flatMap((link) => {
          const next = targetsOf(hrefOf(link), "");
          return entriesAt(next.filter((it) => !contains(target, it)), false, false);
        })
        : [];
      return [{ text, links, titles, isReference, cited }];
    });
  };

  /** @param {Element[]} links @param {string} href @returns {WireEntry[]} */
  const entriesOfLinks = (links, href) => {
    if (!links.length || links.some((it) => closest(it, NO_CITATION))) return [];
    const { said, isClear } = sayingOf(links, href);
    if (SAYS_PLACE.test(said)) return [];
    // A link in an entry leads back to the text, unless it leads on to another entry.
    const isFromEntry = links.some(isInEntry);
    const targets = targetsOf(href, said).filter((target) =>
      !links.some((link) => contains(target, link)) &&
      (!isFromEntry || isOfBibliography(target) || NOTE_NAME.test(nameOf(target)) ||
        isInEntry(target))
    );
    return entriesAt(targets, isClear, true);
  };

  /** @param {Element} cite Distill's `d-cite` @returns {WireEntry[]} */
  const entriesOfKeys = (cite) => {
    const keys = (attribute(cite, "key") ?? attribute(cite, "bibtex-key") ?? "").split(",");
    const targets = keys.slice(0, MAX_ENTRIES).flatMap((/** @type {string} */ it) =>
      placeCalled(it.trim()) ?? []
    );
    return entriesAt(targets, true, false);
  };

  /** @returns {Element | null} Distill's `d-cite` that was clicked last: it is no link, and cannot have the focus */
  const clickedKeys = () => {
    const { anchorNode: node, anchorOffset } = globalThis.getSelection?.() ?? {};
    // Seen from outside, the text of a shadow root is right before its host.
    const at = node instanceof Element ? node.childNodes[anchorOffset ?? 0] ?? node : node;
    const element = at instanceof Element ? at : at && parent(at);
    return element ? closest(element, "d-cite") : null;
  };

  /**
   * @param {string} link URL of the clicked link; "" for none
   * @param {boolean} usesFocus whether to take the link with the focus if none was clicked
   * @returns {WireEntry[]} what the link leads to, if that is a citation
   */
  // deno-lint-ignore no-var no-unused-vars no-inner-declarations
  var pageCitation = (link, usesFocus) => {
    const inFocus = focused();
    if (link) {
      const links = inDocument("a[href]").filter((it) => hrefOf(it) === link && isOwn(it));
      // A click puts the focus on its link: others to the same place may say something else.
      const clicked = links.filter((it) => it === inFocus);
      return entriesOfLinks(clicked.length ? clicked : links, link);
    }
    const withFocus = usesFocus && inFocus && closest(inFocus, "a[href], d-cite");
    const at = withFocus || clickedKeys();
    if (!at) return [];
    if (localName(at) === "d-cite") return entriesOfKeys(at);
    return isOwn(at) ? entriesOfLinks([at], hrefOf(at)) : [];
  };
}
