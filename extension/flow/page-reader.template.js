/**
 * How a page is read. Neither imports nor exports: the popup runs it as a plain script, some 20 ms
 * before any module could, and read-page.js hands it to modules.
 */

/** @typedef {import("../papers/list.js").PageContent} PageContent */
/** @typedef {import("./read-page.js").FrameContent} FrameContent */

/**
 * Reads a page with all its frames.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {string} [link] one that was pointed at: then only its text is read, and the meta tags
 * @param {readonly number[]} [waits] before each further try
 * @returns {Promise<FrameContent[] | undefined>} the page itself first; undefined where the browser
 *   allows no reading: its own pages, the stores
 */
async function readPage(tab, link = "", waits = []) {
  if (tab?.id === undefined) return undefined;
  const target = { tabId: tab.id };
  return await onceAllowed(async () => {
    if (tab.status !== "complete") await chrome.scripting.executeScript({ target, func: () => {} });
    const frames = await chrome.scripting.executeScript({
      target: { ...target, allFrames: true },
      // Else a frame that loads once it is in sight would be waited for until then.
      injectImmediately: true,
      func: contentOfFrame,
      args: [link],
    });
    const read = frames.flatMap(({ frameId, result }) =>
      result ? [{ .../** @type {PageContent} */ (JSON.parse(result)), frameId }] : []
    );
    // A PDF's title only the tab has; without one, its URL or its file's name.
    if (read[0] && !read[0].title && /\s|\p{Script=Han}/u.test(tab.title ?? "")) {
      read[0].title = tab.title ?? "";
    }
    return read;
  }, waits);
}

/**
 * Reads what the browser may not yet, or never, let us read.
 * @template T
 * @param {() => Promise<T>} read
 * @param {readonly number[]} waits before each further try
 * @returns {Promise<T | undefined>} undefined where it is not allowed
 */
async function onceAllowed(read, [wait, ...waits]) {
  try {
    return await read();
  } catch {
    if (wait === undefined) return undefined;
    await new Promise((resolve) => setTimeout(resolve, wait));
    return await onceAllowed(read, waits);
  }
}

/**
 * Runs in the page, by itself: it can use nothing from around it.
 * @param {string} link
 * @returns {string} a {@link PageContent} as JSON: the browser takes many times as long over arrays
 */
function contentOfFrame(link) {
  // What no link to a paper is without.
  const NAMES_PAPERS = {{ names_papers | regexp("i") }};
  const UNREAD = new Set(["script", "style", "noscript", "template", "textarea", "select"]);
  const INLINE = new Set(
    "a abbr b bdi bdo cite code em font i kbd label mark q s samp small span strike strong sub sup u var wbr"
      .split(" "),
  );

  /**
   * What a reader sees of an element, in one line; of formulas, one of the forms that they are in.
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

  // Lists that say "PDF" or an id in the link have the title beside it, in the same entry.
  const NO_ENTRIES = new Set(["dd", "article", "section", "main", "body"]);
  const LISTS = new Set(["ul", "ol", "dl", "table", "tbody"]);
  /** Steps up from a link, further than which the title of the whole page may stand. */
  const NEAR = 2;
  const MAX_HEIGHT = 6;
  /** More papers than an entry names in the same way, its own and those that it mentions. */
  const MAX_PAPERS_IN_ENTRY = 4;
  /** More titles, and links to sites of papers, than an entry has. */
  const MAX_PARTS_OF_ENTRY = 300;
  /**
   * What each link seems to name, looked up often: a paper by the last part of the URL, alike for
   * its page and its PDF, and the way in which the site names papers by all before. What else the
   * site has, such as its authors, is mostly named by plain words, or in a way of its own.
   * @type {Map<Element, Record<"way" | "paper", string> | undefined>}
   */
  const named = new Map();
  /** @param {Element} link */
  const namedBy = (link) => {
    if (!named.has(link)) {
      const href = hrefOf(link);
      const last = href.split(/[/=?#&]/).filter(Boolean).at(-1) ?? "";
      const paper = last.replace(/^0+|(?:v\d+)?(?:\.(?:pdf|html?))?$/g, "");
      const way = href.slice(0, href.lastIndexOf(last));
      const isId = /^(?=.*\d)[\w.~%-]+$|^(?=.*[A-Z])(?=.*[a-z])[\w-]{8,}$/.test(last);
      named.set(link, isId && NAMES_PAPERS.test(href) ? { way, paper } : undefined);
    }
    return named.get(link);
  };
  /**
   * What may be entries: their titles and links, in order, and the papers that those name, by the
   * way in which they do; undefined for what has too many. Each is looked through once, whatever
   * the number of links in it.
   * @type {Map<Element, { parts: Element[], papers: Map<string, Set<string>> } | undefined>}
   */
  const entries = new Map();
  /** @param {Element} element */
  const entryIn = (element) => {
    if (entries.has(element)) return entries.get(element);
    entries.set(element, undefined);
    const places = [element];
    if (element.localName === "dt" && element.nextElementSibling) {
      places.push(element.nextElementSibling);
    }
    /** @type {Element[]} */
    const parts = [];
    /** @type {Map<string, Set<string>>} */
    const papers = new Map();
    const wanted = 'a:not(.cool-papers-link), [class*="title"]';
    for (const part of places.flatMap((it) => [...it.querySelectorAll(wanted)])) {
      const it = part.localName === "a" ? namedBy(part) : undefined;
      const isTitle = part.localName !== "a" && !part.querySelector("a") && !part.closest("a");
      if (it) papers.set(it.way, (papers.get(it.way) ?? new Set()).add(it.paper));
      if (it || isTitle) parts.push(part);
      if (parts.length > MAX_PARTS_OF_ENTRY) return undefined;
    }
    const entry = { parts, papers };
    entries.set(element, entry);
    return entry;
  };
  /**
   * @param {Element} paperLink
   * @param {string} said its text
   * @returns {string[]} the titles before and after it in its entry, with no other paper between
   */
  const titlesOfEntry = (paperLink, said) => {
    if (/\S\s+\S+\s+\S/.test(said)) return [];
    const own = namedBy(paperLink);
    if (!own) return [];
    /** @param {Element} part */
    const isOthers = (part) => {
      const other = part.localName === "a" ? namedBy(part) : undefined;
      return other && other.way === own.way && other.paper !== own.paper;
    };
    let element = paperLink.parentElement;
    for (let height = 0; element && height < MAX_HEIGHT; height++) {
      if (NO_ENTRIES.has(element.localName)) return [];
      const entry = entryIn(element);
      const most = LISTS.has(element.localName) ? 1 : MAX_PAPERS_IN_ENTRY;
      if (!entry || (entry.papers.get(own.way)?.size ?? 0) > most) return [];
      element = element.parentElement;
      const { parts } = entry;
      const at = parts.indexOf(paperLink);
      /** @param {Element[]} way */
      const nearest = (way) => {
        const part = way.find((it) => it.localName !== "a" || isOthers(it));
        return part?.localName === "a" ? undefined : part;
      };
      const titles = [parts.slice(0, at).reverse(), parts.slice(at + 1)].flatMap((it) =>
        nearest(it) ?? []
      );
      if (titles.length) {
        return titles.map(titleIn).filter((it) => height < NEAR || !document.title.includes(it));
      }
    }
    return [];
  };
  /** @param {Element} element without the word "Title:" before it */
  const titleIn = (element) =>
    textOf(element).replace(textOf(element.querySelector(".descriptor")), "").trim();

  /** @type {import("../papers/list.js").Part[]} */
  const parts = [];
  let text = "";
  const endText = () => {
    // An end of line parts what stands in it from the next link, even with nothing else between.
    if (text.trim()) parts.push(["", text]);
    else if (text.includes("\n")) parts.push(["", "\n"]);
    text = "";
  };
  /** @param {string} href @param {string} said @param {string[]} titles */
  const addLink = (href, said, titles) => {
    endText();
    parts.push([href, said, titles]);
  };
  // Pages can have a hundred thousand nodes: each is looked at once, by what costs least.
  /** @param {Node} parent */
  const walk = (parent) => {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue;
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const element = /** @type {Element} */ (node);
      const name = element.localName;
      if (UNREAD.has(name)) continue;
      if (element.hasAttribute("class") && element.classList.contains("cool-papers-link")) continue;
      if (name === "a") {
        const href = hrefOf(element);
        // Any other link is read as the text that it is: there can be very many.
        if (NAMES_PAPERS.test(href)) {
          const seen = seenIn(element);
          const said = seen.trim() ? seen : altsIn(element);
          addLink(href, said, titlesOfEntry(element, said));
          continue;
        }
      } else if (name === "iframe" || name === "embed" || name === "object") {
        // What another site shows in this page cannot be read without leave for that site.
        const { src, data } = /** @type {any} */ (element);
        if (NAMES_PAPERS.test(src ?? data)) addLink(src ?? data, "", []);
      }
      const isBlock = !INLINE.has(name);
      if (isBlock) text += "\n";
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.firstElementChild) walk(element);
      else text += element.textContent;
      if (isBlock) text += "\n";
    }
  };
  if (document.body && !link) walk(document.body);
  endText();

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

Object.assign(globalThis, { readPage, onceAllowed });
