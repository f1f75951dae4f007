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
 *   allows no reading: its own pages, the stores, PDFs
 */
async function readPage(tab, link = "", [wait, ...waits] = []) {
  if (tab?.id === undefined) return undefined;
  try {
    const frames = await chrome.scripting.executeScript({
      target: { tabId: tab.id, allFrames: true },
      func: contentOfFrame,
      args: [link],
    });
    return frames.flatMap(({ frameId, result }) =>
      result ? [{ .../** @type {PageContent} */ (JSON.parse(result)), frameId }] : []
    );
  } catch {
    if (wait === undefined) return undefined;
    await new Promise((resolve) => setTimeout(resolve, wait));
    return await readPage(tab, link, waits);
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
  const UNREAD = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "TEXTAREA", "SELECT"]);
  const INLINE = new Set(
    "A ABBR B BDI BDO CITE CODE EM FONT I KBD LABEL MARK Q S SAMP SMALL SPAN STRIKE STRONG SUB SUP U VAR WBR"
      .split(" "),
  );
  /** @type {import("../papers/list.js").Part[]} */
  const parts = [];
  let text = "";
  const endText = () => {
    // An end of line parts what stands in it from the next link, even with nothing else between.
    if (text.trim()) parts.push(["", text]);
    else if (text.includes("\n")) parts.push(["", "\n"]);
    text = "";
  };
  // Lists that say "PDF" or an id in the link have the title beside it, in the same entry.
  const LISTS = new Set(["UL", "OL", "DL", "DD", "TABLE", "TBODY", "ARTICLE", "SECTION", "MAIN"]);
  /** @type {Element | null} */
  let lastEntry = null;
  /**
   * @param {Element} paperLink
   * @param {string} said its text
   */
  const titleOfEntry = (paperLink, said) => {
    if (/\S\s+\S+\s+\S/.test(said)) return "";
    let entry = paperLink.parentElement;
    for (let height = 0; entry && height < 3; height++, entry = entry.parentElement) {
      if (LISTS.has(entry.nodeName) || entry === document.body || entry === lastEntry) return "";
      const place = entry.nodeName === "DT" ? entry.nextElementSibling : entry;
      const titles = [...place?.querySelectorAll('[class*="title"]') ?? []];
      const title = titles.find((it) => !it.contains(paperLink) && !it.querySelector("a"));
      if (!title) continue;
      lastEntry = entry;
      const label = title.querySelector(".descriptor")?.textContent ?? "";
      return (title.textContent ?? "").replace(label, "");
    }
    return "";
  };
  // Pages can have a hundred thousand nodes: each is looked at once, by what costs least.
  /** @param {Node} parent */
  const walk = (parent) => {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue;
      if (node.nodeType !== Node.ELEMENT_NODE || UNREAD.has(node.nodeName)) continue;
      const element = /** @type {Element} */ (node);
      if (element.hasAttribute("class") && element.classList.contains("cool-papers-link")) continue;
      if (node.nodeName === "A") {
        const { href } = /** @type {HTMLAnchorElement} */ (node);
        // Any other link is read as the text that it is: there can be very many.
        if (NAMES_PAPERS.test(href)) {
          const said = node.textContent ?? "";
          endText();
          parts.push([href, said, titleOfEntry(element, said)]);
          continue;
        }
      }
      const isBlock = !INLINE.has(node.nodeName);
      if (isBlock) text += "\n";
      if (element.firstElementChild || element.shadowRoot) walk(element.shadowRoot ?? node);
      else text += node.textContent;
      if (isBlock) text += "\n";
    }
  };
  if (document.body && !link) walk(document.body);
  endText();
  /** @param {Element | null | undefined} element */
  const textOf = (element) => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
  /** @param {...string} names */
  const metas = (...names) =>
    names
      .flatMap((name) => [...document.querySelectorAll(`meta[name="${name}" i]`)])
      .map((meta) => meta.getAttribute("content")?.trim() ?? "")
      .filter(Boolean);
  // What search engines read: https://schema.org/ScholarlyArticle
  const articles = document.querySelectorAll('[itemtype$="schema.org/ScholarlyArticle"]');
  const named = articles.length === 1
    ? [...articles[0].querySelectorAll('[itemprop="headline"], [itemprop="name"]')]
    : [];
  const headings = [...document.querySelectorAll("h1, h2, #papertitle")];
  // The title of a paper's page holds the paper's; an h1 may just as well be the site's name.
  const inTitle = headings.find((it) =>
    textOf(it).includes(" ") && document.title.includes(textOf(it))
  );
  const labels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, strong, b, #abstract")];
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const toPdfs = document.querySelectorAll('a[href*=".pdf"]');
  const pdfs = [...toPdfs].filter((a) =>
    a.pathname.endsWith(".pdf") &&
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
    statedTitle: metas("citation_title", "dc.title", "dcterms.title", "eprints.title")[0] ??
      textOf(named.find((it) => !it.closest('[itemprop="author"]'))),
    heading: textOf(inTitle ?? headings.find((it) => it.localName !== "h2")),
    looksLikePaper: new Set(pdfs.map((a) => a.href)).size === 1 ||
      labels.some((it) => it.id === "abstract" || /^(?:abstract|摘要)[:.]?$/i.test(textOf(it))),
    title: document.title,
    selection: getSelection()?.toString().trim() ?? "",
    linkText: linkTexts.reduce((most, it) => (it.length > most.length ? it : most), ""),
  });
}

Object.assign(globalThis, { readPage });
