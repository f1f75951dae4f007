/** Runs in the page, by itself: `executeScript` hands it over, so it can use nothing around it. */

/** @typedef {import("../papers/page-papers.js").PageContent} PageContent */

/**
 * Reads what one frame of a page holds; what that means is decided in papers/.
 * @param {string} link URL of one that was clicked: then only its text and the meta tags are read
 * @param {string} namesPapers NAMES_PAPERS as a pattern: no URL of a paper is without it
 * @param {string} anchor ANCHOR as a pattern: no text that names a paper is without it
 * @returns {string} a {@link PageContent} as JSON, which the browser hands over many times as fast
 *   as arrays
 */
export function readFrame(link, namesPapers, anchor) {
  const NAMES_PAPERS = new RegExp(namesPapers, "i");
  const ANCHOR = new RegExp(anchor);
  const UNREAD = new Set(["script", "style", "noscript", "template", "textarea", "select"]);
  const INLINE = new Set(
    "a abbr b bdi bdo cite code em font i kbd label mark q s samp small span strike strong sub sup u var wbr"
      .split(" "),
  );
  /** How many of a link's ancestors are told; titles further away belong to something else. */
  const MAX_HEIGHT = 6;
  const THREE_WORDS = /\S\s+\S+\s+\S|\p{Script=Han}{6}/u;
  /** Class of the lines of a reference in LaTeXML's pages: authors, title, venue. */
  const REFERENCE_LINE = "ltx_bibblock";
  /** A page with less text shows nothing yet. */
  const MIN_TEXT_OF_PAGE = 20;
  const OURS = "cool-papers-link";

  /**
   * What a reader sees of an element, in one line; a formula once, though it is there in two forms.
   * @param {Element} element
   * @returns {string}
   */
  const seenIn = (element) => {
    if (!element.firstElementChild) return element.textContent ?? "";
    let seen = "";
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) seen += node.nodeValue;
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const part = /** @type {Element} */ (node);
      const name = part.localName;
      if (UNREAD.has(name) || name === "annotation" || part.ariaHidden === "true") continue;
      if (part.classList.contains(OURS)) continue;
      const gap = INLINE.has(name) || part.closest("math") ? "" : " ";
      seen += gap + seenIn(part) + gap;
    }
    return seen;
  };
  /** @param {Element} element */
  const altsIn = (element) => [...element.querySelectorAll("img")].map(({ alt }) => alt).join(" ");
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
  let readsHidden = false;
  /**
   * @param {Element} element
   * @returns {boolean} whether it is to be read: it takes up room on the page, or its children do
   */
  const isShown = (element) =>
    readsHidden || element.checkVisibility() || getComputedStyle(element).display === "contents";
  /** @param {Element} element @param {string} classes */
  const isTitleOfReference = (element, classes) =>
    classes.includes(REFERENCE_LINE) &&
    Boolean(element.previousElementSibling?.classList.contains(REFERENCE_LINE)) &&
    !element.previousElementSibling?.previousElementSibling?.classList.contains(REFERENCE_LINE);
  /** @param {Element} element without the word "Title:" that arXiv puts before it */
  const titleIn = (element) =>
    textOf(element).replace(textOf(element.querySelector(".descriptor")), "").trim();

  /** @type {import("../papers/page-papers.js").Part[]} */
  const parts = [];
  /** @type {import("../papers/page-papers.js").Landmark[]} */
  const landmarks = [];
  /** @type {import("../papers/page-papers.js").Container[]} */
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
   * The elements around what is being read, outermost first. Only those around links become
   * containers, each once.
   * @type {{ name: string, from: number, container: number }[]}
   */
  const open = [];
  /** @returns {number} the innermost container, -1 for none */
  const containerHere = () => {
    let outer = -1;
    for (const it of open.slice(-MAX_HEIGHT)) {
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

  let linksSeen = 0;
  let linksAround = 0;
  // Pages can have a hundred thousand nodes: each is visited once, with the cheapest calls.
  /** @param {Node} parent */
  const walk = (parent) => {
    // A term and its description are one entry: they share a container.
    let term = -1;
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === Node.TEXT_NODE) text += shownText(node.nodeValue ?? "", parent);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const element = /** @type {Element} */ (node);
      const name = element.localName;
      if (UNREAD.has(name)) continue;
      const classes = element.getAttribute("class");
      if (classes && element.classList.contains(OURS)) continue;
      if (name === "a") {
        const href = hrefOf(element);
        linksSeen++;
        // Other links are read as plain text: there can be very many.
        if (NAMES_PAPERS.test(href)) {
          if (!isShown(element)) continue;
          const seen = seenIn(element);
          addLink(href, seen.trim() ? seen : altsIn(element));
          continue;
        }
      } else if (name === "iframe" || name === "embed" || name === "object") {
        // Another site's frame cannot be read without a host permission; its URL can.
        const { src, data } = /** @type {any} */ (element);
        if (NAMES_PAPERS.test(src ?? data)) addLink(src ?? data, "");
      }
      const isBlock = !INLINE.has(name);
      if (isBlock && element.firstChild && !isShown(element)) continue;
      if ((name === "b" || name === "strong") && !linksAround && !element.querySelector("a")) {
        const seen = seenIn(element).replaceAll("\n", " ");
        if (THREE_WORDS.test(seen)) {
          endText();
          parts.push(["", seen, containerHere(), true]);
          continue;
        }
      }
      if (isBlock) text += "\n";
      const isTitle = classes && name !== "a" && !linksAround &&
        (classes.includes("title") || isTitleOfReference(element, classes));
      const linksBefore = linksSeen;
      const landmark = landmarks.length;
      const here = { name, from: landmark, container: name === "dd" ? term : -1 };
      open.push(here);
      if (name === "a") linksAround++;
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.firstElementChild) walk(element);
      else text += shownText(element.textContent ?? "", element);
      if (isBlock) endBlock();
      if (name === "a") linksAround--;
      if (isTitle && linksSeen === linksBefore) {
        landmarks.splice(landmark, 0, [titleIn(element), parts.length, text.length]);
      }
      open.pop();
      if (here.container >= 0) containers[here.container][2] = landmarks.length;
      if (term >= 0) containers[term][2] = landmarks.length;
      term = name === "dt" ? here.container : -1;
      if (isBlock) text += "\n";
    }
  };
  const walkPage = () => {
    if (document.body && !link) walk(document.body);
    endText();
  };
  walkPage();
  if (parts.length < 2 && (parts[0]?.[1] ?? "").trim().length < MIN_TEXT_OF_PAGE) {
    // A page that is hidden as a whole, until its scripts have run.
    parts.length = landmarks.length = containers.length = 0;
    readsHidden = true;
    walkPage();
  }

  /** @param {...string} names */
  const metas = (...names) =>
    names
      .flatMap((name) => [...document.querySelectorAll(`meta[name="${name}" i]`)])
      .map((meta) => meta.getAttribute("content")?.trim() ?? "")
      .filter(Boolean);
  // What search engines read: https://schema.org/ScholarlyArticle
  const articles = document.querySelectorAll('[itemtype$="schema.org/ScholarlyArticle"]');
  const [article] = articles.length === 1 ? articles : [];
  const headlines = article?.querySelectorAll('[itemprop="headline"]') ?? [];
  const names = article?.querySelectorAll('[itemprop="name"]') ?? [];
  // DBLP's headline holds the authors too, and the title in it as "name".
  const articleTitle = [...headlines].find((it) => !it.querySelector("[itemprop]")) ??
    [...names].find((it) =>
      !it.closest('[itemprop="author"], [itemprop="isPartOf"], [itemprop="publisher"]')
    );
  const headings = [...document.querySelectorAll("h1, h2, #papertitle")];
  // The title of a paper's page holds the paper's; an h1 may just as well be the site's name.
  const inTitle = headings.find((it) =>
    textOf(it).includes(" ") && document.title.includes(textOf(it))
  );
  const labels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, strong, b, #abstract")];
  const abstracts = labels.filter((it) =>
    it.id === "abstract" || /^(?:abstract|摘要)[:.]?$/i.test(textOf(it))
  );
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const toPdfs = document.querySelectorAll('a[href*=".pdf"]');
  const pdfs = [...toPdfs].filter((a) =>
    a instanceof HTMLAnchorElement && a.pathname.endsWith(".pdf") &&
    /^\W*(?:pdf|(?:full )?paper|download pdf|论文)\W*$/i.test(textOf(a))
  );
  const linkTexts = link ? [...document.links].filter((a) => a.href === link).map(textOf) : [];
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
    statedTitle: metas("citation_title", "eprints.title")[0] ?? textOf(articleTitle),
    dcTitle: metas("dc.title", "dcterms.title")[0] ?? "",
    heading: textOf(inTitle ?? headings.find((it) => it.localName !== "h2")),
    isTitled: inTitle !== undefined,
    hasAbstract: abstracts.some((it) => it.id === "abstract") || abstracts.length === 1,
    hasPdf: new Set(pdfs.map((a) => a.href)).size === 1,
    title: document.title,
    selection: getSelection()?.toString().trim() ?? "",
    linkText: linkTexts.reduce((most, it) => (it.length > most.length ? it : most), ""),
  });
}
