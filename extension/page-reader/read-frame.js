/** Runs in the page, by itself: `executeScript` hands it over, so it can use nothing around it. */

/** @typedef {import("../reading/page-content.js").WireContent} WireContent */

/**
 * Reads what one frame of a page holds; what that means is decided in papers/.
 * @param {string} link URL of one that was clicked: "" for none
 * @param {boolean} isWhole whether more than its text and the meta tags is read
 * @param {string} namesPapers NAMES_PAPERS as a pattern: no URL of a paper is without it
 * @param {string} anchor ANCHOR as a pattern: no text that names a paper is without it
 * @returns {string} a {@link WireContent} as JSON, which the browser hands over many times as fast
 *   as arrays
 */
export function readFrame(link, isWhole, namesPapers, anchor) {
  const NAMES_PAPERS = new RegExp(namesPapers, "i");
  const ANCHOR = new RegExp(anchor);
  const UNREAD = new Set(["script", "style", "noscript", "template", "textarea", "select"]);
  const INLINE = new Set(
    "a abbr b bdi bdo cite code em font i kbd label mark q s samp small span strike strong sub sup u var wbr"
      .split(" "),
  );
  /** How many of a link's ancestors are told; titles further away belong to something else. */
  const MAX_HEIGHT = 6;
  /** Longer texts of links and headings are cut: no title has as much. */
  const MAX_SEEN = 1000;
  /** Deeper in a link or heading than this many elements, nothing is read. */
  const MAX_DEPTH = 50;
  const MAX_NODES = 1_000_000;
  /** Milliseconds. */
  const MAX_TIME = 3000;
  /** Work between two looks at the clock: 1 for a node, more for a search of all that is in one. */
  const WORK_BETWEEN_LOOKS = 1024;
  const WORK_OF_SEARCH = 64;
  const THREE_WORDS = /\S\s+\S+\s+\S|\p{Script=Han}{6}/u;
  /** Class of the lines of a reference in LaTeXML's pages: authors, title, venue. */
  const REFERENCE_LINE = "ltx_bibblock";
  /** A page with less text shows nothing yet. */
  const MIN_TEXT_OF_PAGE = 20;
  const OURS = "cool-papers-link";
  const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];
  const TITLE_CLASS = /(?<!sub)title/i;
  const TITLES = `${HEADINGS}, [class*="title" i]:not([class*="subtitle" i])`;
  const MAX_TEXT_OF_OURS = 100;

  // A page's form controls and images can hide the members of forms and of the document, by their
  // names (https://html.spec.whatwg.org/#the-form-element): so members come from the prototypes.
  /**
   * @param {object} prototype
   * @param {string} name of a property
   * @returns {(node: any) => any}
   */
  const getter = (prototype, name) => {
    const get = Object.getOwnPropertyDescriptor(prototype, name)?.get ?? (() => undefined);
    return (node) => get.call(node);
  };
  /**
   * @param {object} prototype
   * @param {string} name of a method
   * @returns {(node: any, ...args: any[]) => any}
   */
  const method = (prototype, name) => {
    const call = /** @type {any} */ (prototype)[name];
    return (node, ...args) => call.apply(node, args);
  };
  const [firstChild, nextSibling, nodeType, nodeValue, textContent] = [
    ...["firstChild", "nextSibling", "nodeType", "nodeValue", "textContent"],
  ].map((name) => getter(Node.prototype, name));
  const [localName, firstElementChild, previousElement, openShadowRoot, ariaHidden] = [
    ...["localName", "firstElementChild", "previousElementSibling", "shadowRoot", "ariaHidden"],
  ].map((name) => getter(Element.prototype, name));
  const [attribute, closest, checkVisibility] = [
    ...["getAttribute", "closest", "checkVisibility"],
  ].map((name) => method(Element.prototype, name));
  let work = 0;
  const [first, all] = ["querySelector", "querySelectorAll"].map((name) => {
    const search = method(Element.prototype, name);
    return (/** @type {Element} */ element, /** @type {string} */ selector) => {
      work += WORK_OF_SEARCH;
      return search(element, selector);
    };
  });
  const [documentTitle, body, root] = ["title", "body", "documentElement"]
    .map((name) => getter(Document.prototype, name)(document));
  /** @type {(selector: string) => Element[]} */
  const inDocument = (selector) => [
    ...method(Document.prototype, "querySelectorAll")(document, selector),
  ];
  /** @param {Element} element @param {string} name */
  const hasClass = (element, name) =>
    (attribute(element, "class") ?? "").split(/\s+/).includes(name);

  /** @param {string} source text, whose line ends the page does not show */
  const inOneLine = (source) => source.includes("\n") ? source.replaceAll("\n", " ") : source;
  /**
   * What a reader sees of an element, in one line but for line breaks (`br`); a formula once, though it is there in two forms.
   * @param {Element} element
   * @param {number} [depth]
   * @returns {string}
   */
  const seenIn = (element, depth = 0) => {
    if (!firstElementChild(element)) return inOneLine(textContent(element).slice(0, MAX_SEEN));
    let seen = "";
    for (let node = firstChild(element); node; node = nextSibling(node)) {
      if (seen.length >= MAX_SEEN || depth >= MAX_DEPTH) break;
      work++;
      if (nodeType(node) === Node.TEXT_NODE) seen += inOneLine(nodeValue(node).slice(0, MAX_SEEN));
      if (nodeType(node) !== Node.ELEMENT_NODE) continue;
      const name = localName(node);
      if (UNREAD.has(name) || name === "annotation" || ariaHidden(node) === "true") continue;
      if (isOurs(node)) continue;
      if (name === "br") seen += "\n";
      const gap = INLINE.has(name) || closest(node, "math") ? "" : " ";
      seen += gap + seenIn(node, depth + 1) + gap;
    }
    return seen;
  };
  /**
   * @param {Element} element
   * @returns {boolean} whether our content script has added it: a page's own class hides nothing
   */
  const isOurs = (element) =>
    hasClass(element, OURS) && textContent(element).length <= MAX_TEXT_OF_OURS &&
    [element, ...all(element, "a")].every((it) =>
      localName(it) !== "a" || hrefOf(it).startsWith("https://papers.cool/")
    );
  /** @param {Element} element */
  const altsIn = (element) => [...all(element, "img")].map(({ alt }) => alt).join(" ");
  /** @param {Element | null | undefined} element */
  const textOf = (element) => (element ? seenIn(element).replace(/\s+/g, " ").trim() : "");
  /**
   * @param {Element} element
   * @returns {string} the URL of a link, also of one in a drawing
   */
  const hrefOf = (element) => {
    const { href } = /** @type {any} */ (element);
    return typeof href === "string" ? href : href?.baseVal ?? "";
  };
  /**
   * @param {Element} link
   * @returns {boolean} whether its address is that of a page: "#" and "javascript:" are shared by
   *   buttons of any kind
   */
  const hasOwnAddress = (link) =>
    /^(?:https?|file):[^#]*$/i.test(hrefOf(link).split("#", 1)[0]) &&
    hrefOf(link).split("#", 1)[0] !== location.href.split("#", 1)[0];
  let readsHidden = false;
  /**
   * @param {Element} element
   * @returns {boolean} whether it is to be read: it takes up room on the page, or its children do
   */
  const isShown = (element) =>
    readsHidden || checkVisibility(element) || getComputedStyle(element).display === "contents";
  /** @param {Element} element @param {string} classes */
  const isTitleOfReference = (element, classes) => {
    if (!classes.includes(REFERENCE_LINE)) return false;
    const before = previousElement(element);
    const earlier = before && previousElement(before);
    return Boolean(before) && hasClass(before, REFERENCE_LINE) &&
      !(earlier && hasClass(earlier, REFERENCE_LINE));
  };
  /** @param {Element} element without the word "Title:" that arXiv puts before it */
  const titleIn = (element) =>
    textOf(element).replace(textOf(first(element, ".descriptor")), "").trim();
  /** @param {HTMLElement} element */
  const closedShadowRoot = (element) =>
    globalThis.chrome?.dom?.openOrClosedShadowRoot(element) ?? null;
  /**
   * @param {Element} element
   * @param {string} name
   * @returns {ShadowRoot | null} closed ones, too, of custom elements
   */
  const shadowRootOf = (element, name) =>
    openShadowRoot(element) ??
      (name.includes("-") ? closedShadowRoot(/** @type {HTMLElement} */ (element)) : null);

  /** @type {import("../reading/page-content.js").Wire["parts"]} */
  const parts = [];
  /** @type {import("../reading/page-content.js").Wire["landmarks"]} */
  const landmarks = [];
  /** @type {import("../reading/page-content.js").Wire["containers"]} */
  const containers = [];
  let text = "";
  /** How much of the text is known to name no paper. */
  let searched = 0;
  const endText = () => {
    // A line's end separates what stands in it from the next link, even with nothing in between.
    if (text.trim()) parts.push(["", text]);
    else if (text.includes("\n")) parts.push(["", "\n"]);
    text = "";
    searched = 0;
  };

  /**
   * An element that is being read.
   * @typedef {object} Open
   * @property {string} name
   * @property {Element} element
   * @property {Node | null} next the child that is read next
   * @property {Node | null} later the first of its own children, where those of its shadow come first
   * @property {boolean} isBlock
   * @property {boolean} isTitle
   * @property {boolean} mayBeTitle
   * @property {number} linksBefore
   * @property {number} papersBefore
   * @property {number} from its first landmark
   * @property {number} container -1 for none
   * @property {number} term container of the term (`dt`) before the next child: it and its descriptions
   *   are one entry, and share it
   */
  /** The elements around what is being read, outermost first. @type {Open[]} */
  const open = [];
  /**
   * Only elements around links become containers, each once.
   * @returns {number} the innermost container, -1 for none
   */
  const containerHere = () => {
    let outer = -1;
    for (const it of open.slice(1).slice(-MAX_HEIGHT)) {
      if (it.container < 0) {
        it.container = containers.length;
        containers.push([it.name, it.from, -1, -1]);
      }
      if (outer >= 0) containers[it.container][3] = outer;
      outer = it.container;
    }
    return outer;
  };
  /** @param {string} href @param {string} said what the link says */
  const addLink = (href, said) => {
    endText();
    landmarks.push(parts.length);
    parts.push([href, said, containerHere()]);
  };
  /**
   * @param {string} value of a text node
   * @param {Node} parent
   * @returns {string} with line ends only where the page shows them
   */
  const shownText = (value, parent) => {
    if (!value.includes("\n")) return value;
    const keepsLines = value.trim().includes("\n") && parent instanceof Element &&
      /^(?:pre|break-spaces)/.test(getComputedStyle(parent).whiteSpace);
    return keepsLines ? value : value.replaceAll("\n", " ");
  };
  /** Tells the container of text that may name papers, where a block ends. */
  const endBlock = () => {
    if (ANCHOR.test(text.slice(searched))) {
      landmarks.push(parts.length);
      parts.push(["", text, containerHere()]);
      text = "";
    }
    searched = text.length;
  };
  /**
   * @param {Element} element
   * @returns {string} what it says, if that can be a title in bold; "" with a link in it
   */
  const boldIn = (element) => {
    const said = seenIn(element);
    return said.length < MAX_SEEN && THREE_WORDS.test(said) && !first(element, "a")
      ? said.replaceAll("\n", " ")
      : "";
  };

  /**
   * @param {Element} element
   * @returns {string} what the one title in it says, as in a card that is a link as a whole; "" for none
   */
  const titleWithin = (element) => {
    const title = firstElementChild(element) && first(element, TITLES);
    const said = title ? seenIn(title) : "";
    return THREE_WORDS.test(said) ? said : "";
  };
  /**
   * @param {Element} element
   * @returns {boolean} whether it holds marks of footnotes, which are no part of a text
   */
  const isFootnoteMark = (element) => {
    const links = firstElementChild(element) ? [...all(element, "a")] : [];
    return links.length > 0 && links.every((it) => attribute(it, "href")?.startsWith("#"));
  };
  /** @returns {boolean} whether no more than a number or a note in brackets is before, in its line */
  const isAtLineStart = () =>
    (text.includes("\n") || !parts.length) &&
    /^\s*(?:[\d\p{P}]{0,5}|[[(【].{1,30}[\])】])\s*$/u.test(text.slice(text.lastIndexOf("\n") + 1));

  let linksSeen = 0;
  let papersSeen = 0;
  let linksAround = 0;
  let superscripts = 0;
  /** @param {Element} element @param {string} name */
  const enter = (element, name) => {
    if (UNREAD.has(name)) return;
    const classes = attribute(element, "class") ?? "";
    if (classes.includes(OURS) && isOurs(element)) return;
    if (name === "a") {
      const href = hrefOf(element);
      linksSeen++;
      // Other links are read as plain text: there can be very many.
      if (NAMES_PAPERS.test(href)) {
        if (!isShown(element)) return;
        papersSeen++;
        const seen = titleWithin(element) || seenIn(element);
        addLink(href, seen.trim() ? seen : altsIn(element));
        return;
      }
    } else if (name === "iframe" || name === "embed" || name === "object") {
      // Another site's frame cannot be read without a host permission; its URL can.
      const { src, data } = /** @type {any} */ (element);
      if (NAMES_PAPERS.test(src ?? data)) addLink(src ?? data, "");
    }
    const isBlock = !INLINE.has(name);
    if (isBlock && firstChild(element) && !isShown(element)) return;
    // Those within another one have been looked at with it.
    if (name === "sup" && !superscripts && isFootnoteMark(element)) return;
    if ((name === "b" || name === "strong") && !linksAround) {
      const said = boldIn(element);
      if (said) {
        const isGuess = isAtLineStart() && !/[:：]\s*$/.test(said);
        endText();
        if (isGuess) landmarks.push([said, parts.length, said.length, true]);
        parts.push(["", said, containerHere(), true]);
        return;
      }
    }
    if (isBlock) text += "\n";
    if (name === "a") linksAround++;
    if (name === "sup") superscripts++;
    const shadow = shadowRootOf(element, name);
    const hasElements = firstElementChild(element) !== null;
    if (!hasElements && !shadow) text += shownText(textContent(element), element);
    const children = hasElements || shadow ? firstChild(element) : null;
    const isCalledTitle = classes !== "" && TITLE_CLASS.test(classes);
    open.push({
      name,
      element,
      isBlock,
      from: landmarks.length,
      term: -1,
      linksBefore: linksSeen,
      papersBefore: papersSeen,
      isTitle: classes !== "" && name !== "a" && !linksAround &&
        (isCalledTitle || isTitleOfReference(element, classes)),
      mayBeTitle: HEADINGS.includes(name) ? !/subtitle/i.test(classes) : isCalledTitle,
      next: shadow ? firstChild(shadow) : children,
      later: shadow ? children : null,
      container: name === "dd" ? open.at(-1)?.term ?? -1 : -1,
    });
  };
  const leave = () => {
    const { name, element, isBlock, isTitle, mayBeTitle, linksBefore, papersBefore, from } =
      /** @type {Open} */ (open.at(-1));
    if (isBlock) endBlock();
    if (name === "a") linksAround--;
    if (name === "sup") superscripts--;
    if (isTitle && linksSeen === linksBefore) {
      landmarks.splice(from, 0, [titleIn(element), parts.length, text.length]);
    } else if (mayBeTitle && papersSeen === papersBefore && linksSeen <= linksBefore + 1) {
      const said = titleIn(element);
      if (THREE_WORDS.test(said)) landmarks.push([said, parts.length, text.length, true]);
    }
    const { container } = /** @type {Open} */ (open.pop());
    if (container >= 0) containers[container][2] = landmarks.length;
    const outer = open.at(-1);
    if (outer) {
      if (outer.term >= 0) containers[outer.term][2] = landmarks.length;
      if (name !== "dd") outer.term = name === "dt" ? container : -1;
    }
    if (isBlock) text += "\n";
  };
  // Pages can have a hundred thousand nodes, and any depth: each is visited once, with cheap calls.
  const walkPage = () => {
    const end = performance.now() + MAX_TIME;
    const top = body ?? root;
    if (!top || !isWhole) return;
    open.push({
      name: "body",
      element: top,
      isBlock: false,
      from: 0,
      term: -1,
      linksBefore: 0,
      papersBefore: 0,
      isTitle: false,
      mayBeTitle: false,
      next: firstChild(top),
      later: null,
      container: -1,
    });
    for (let nodes = 0; open.length && nodes < MAX_NODES; nodes++) {
      if (++work > WORK_BETWEEN_LOOKS) {
        work = 0;
        if (performance.now() > end) break;
      }
      const inside = /** @type {Open} */ (open.at(-1));
      const node = inside.next;
      if (!node) {
        inside.next = inside.later;
        inside.later = null;
        if (!inside.next) leave();
        continue;
      }
      inside.next = nextSibling(node);
      const type = nodeType(node);
      if (type === Node.TEXT_NODE) text += shownText(nodeValue(node), inside.element);
      else if (type === Node.ELEMENT_NODE) enter(/** @type {Element} */ (node), localName(node));
    }
  };
  const readPage = () => {
    try {
      walkPage();
    } catch (error) {
      console.debug(error); // What has been read counts.
    }
    while (open.length) leave();
    endText();
  };
  readPage();
  if (parts.length < 2 && (parts[0]?.[1] ?? "").trim().length < MIN_TEXT_OF_PAGE) {
    // A page that is hidden as a whole, until its scripts have run.
    parts.length = landmarks.length = containers.length = 0;
    readsHidden = true;
    readPage();
  }

  /** @param {...string} names */
  const metas = (...names) =>
    names
      .flatMap((name) => inDocument(`meta[name="${name}" i]`))
      .map((meta) => meta.getAttribute("content")?.trim() ?? "")
      .filter(Boolean);
  // What search engines read: https://schema.org/ScholarlyArticle
  const articles = inDocument('[itemtype$="schema.org/ScholarlyArticle"]');
  const article = articles.length === 1 ? articles[0] : undefined;
  /** @param {string} property @returns {Element[]} */
  const inArticle = (property) => article ? [...all(article, `[itemprop="${property}"]`)] : [];
  // DBLP's headline holds the authors too, and the title in it as "name".
  const articleTitle = inArticle("headline").find((it) => !first(it, "[itemprop]")) ??
    inArticle("name").find((it) =>
      !closest(it, '[itemprop="author"], [itemprop="isPartOf"], [itemprop="publisher"]')
    );
  const headings = inDocument("h1, h2, #papertitle");
  // The title of a paper's page holds the paper's; an h1 may just as well be the site's name.
  const inTitle = headings.find((it) =>
    textOf(it).includes(" ") && documentTitle.includes(textOf(it))
  );
  const labels = inDocument(`${HEADINGS}, strong, b, #abstract`);
  const abstracts = labels.filter((it) =>
    it.id === "abstract" || /^(?:abstract|摘要)[:.]?$/i.test(textOf(it))
  );
  const pdfs = inDocument('a[href*=".pdf"]').filter((a) =>
    a instanceof HTMLAnchorElement && a.pathname.endsWith(".pdf") &&
    /^\W*(?:pdf|(?:full )?paper|download pdf|论文)\W*$/i.test(textOf(a))
  );
  const linkTexts = link
    ? inDocument("a[href], area[href]").filter((a) => hrefOf(a) === link && hasOwnAddress(a))
      .map(textOf)
    : [];
  const titles = new Set(linkTexts.filter((it) => THREE_WORDS.test(it)));
  return JSON.stringify({
    url: location.href,
    parts,
    landmarks,
    containers,
    arxivIds: metas("citation_arxiv_id"),
    dois: metas("citation_doi", "dc.identifier", "prism.doi").filter((it) =>
      /\b10[.]\d{4}/.test(it)
    ),
    urls: metas("citation_pdf_url", "citation_abstract_html_url", "citation_fulltext_html_url"),
    // ECVA's pages name the paper by an id of their own.
    statedTitle: metas("citation_title", "eprints.title")[0] ??
      textOf(articleTitle ?? inDocument("#papertitle")[0]),
    dcTitle: metas("dc.title", "dcterms.title")[0] ?? "",
    heading: textOf(inTitle ?? headings.find((it) => it.localName !== "h2")),
    isTitled: inTitle !== undefined,
    hasAbstract: abstracts.some((it) => it.id === "abstract") || abstracts.length === 1,
    hasPdf: new Set(pdfs.map(hrefOf)).size === 1,
    title: documentTitle,
    // If several links to one address have different titles, nobody knows which one was clicked.
    linkText: titles.size === 1 ? [...titles][0] : "",
  });
}
