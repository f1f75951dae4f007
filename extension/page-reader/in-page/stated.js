/** Reads what a page states about itself: metadata, heading, title. */

"use strict";
{
  const { all, closest, documentTitle, first, hrefOf, inDocument } = pageDom;

  /** @param {...string} names */
  const metas = (...names) =>
    names
      .flatMap((name) => inDocument(`meta[name="${name}" i]`))
      .map((meta) => meta.getAttribute("content")?.trim() ?? "")
      .filter(Boolean);
  /** @returns {Element | undefined} the title in the page's schema.org data */
  const articleTitle = () => {
    // https://schema.org/ScholarlyArticle
    const articles = inDocument('[itemtype$="schema.org/ScholarlyArticle"]');
    if (articles.length !== 1) return undefined;
    /** @param {string} property @returns {Element[]} */
    const inArticle = (property) => [...all(articles[0], `[itemprop="${property}"]`)];
    // DBLP's headline also has the authors; the title in it is its "name".
    return inArticle("headline").find((it) => !first(it, "[itemprop]")) ??
      inArticle("name").find((it) =>
        !closest(it, '[itemprop="author"], [itemprop="isPartOf"], [itemprop="publisher"]')
      );
  };
  /** @param {InstanceType<typeof PageText>} texts */
  const heading = (texts) => {
    const headings = inDocument("h1, h2, #papertitle");
    // A heading that is part of the page's title is the paper's; an h1 may be the site's name.
    const title = documentTitle();
    const inTitle = headings.find((it) =>
      texts.of(it).includes(" ") && title.includes(texts.of(it))
    );
    return {
      heading: texts.of(inTitle ?? headings.find((it) => it.localName !== "h2")),
      isTitled: inTitle !== undefined,
    };
  };
  /** @param {InstanceType<typeof PageText>} texts */
  const hasAbstract = (texts) => {
    const abstracts = inDocument(`${PageText.HEADINGS}, strong, b, #abstract`).filter((it) =>
      it.id === "abstract" || /^(?:abstract|摘要)[:.]?$/i.test(texts.of(it))
    );
    return abstracts.some((it) => it.id === "abstract") || abstracts.length === 1;
  };
  /** @param {InstanceType<typeof PageText>} texts */
  const hasPdf = (texts) => {
    const pdfs = inDocument('a[href*=".pdf"]').filter((a) =>
      a instanceof HTMLAnchorElement && a.pathname.endsWith(".pdf") &&
      /^\W*(?:pdf|(?:full )?paper|download pdf|论文)\W*$/i.test(texts.of(a))
    );
    return new Set(pdfs.map(hrefOf)).size === 1;
  };
  /**
   * @param {Element} link
   * @returns {boolean} whether it leads to another page, unlike buttons with "#" or "javascript:"
   */
  const hasOwnAddress = (link) => {
    const [address] = hrefOf(link).split("#", 1);
    return /^(?:https?|file):[^#]*$/i.test(address) && address !== location.href.split("#", 1)[0];
  };
  /** @param {string} link "" for none @param {InstanceType<typeof PageText>} texts */
  const ofLink = (link, texts) => {
    const links = link ? inDocument("a[href], area[href]").filter((a) => hrefOf(a) === link) : [];
    const said = links.filter(hasOwnAddress).map((it) => texts.ofClicked(it));
    const titles = new Set(said.filter(PageText.hasThreeWords));
    return {
      // If links to the same URL have different titles, it is unknown which one was clicked.
      linkText: titles.size === 1 ? [...titles][0] : "",
      linkNames: links.map((it) => texts.namesOf(it)).filter((it) => it.length),
    };
  };

  /**
   * @param {string} link URL of the clicked link, "" for none
   * @returns {Omit<import("../../reading/page-content.js").Stated, "url">}
   */
  // deno-lint-ignore no-var no-unused-vars no-inner-declarations
  var pageStated = (link) => {
    const texts = new PageText();
    return {
      arxivIds: metas("citation_arxiv_id"),
      dois: metas("citation_doi", "dc.identifier", "prism.doi").filter((it) =>
        /\b10[.]\d{4}/.test(it)
      ),
      urls: metas("citation_pdf_url", "citation_abstract_html_url", "citation_fulltext_html_url"),
      // ECVA's pages mark the title with this id.
      statedTitle: metas("citation_title", "eprints.title")[0] ??
        texts.of(articleTitle() ?? inDocument("#papertitle")[0]),
      dcTitle: metas("dc.title", "dcterms.title")[0] ?? "",
      ...heading(texts),
      hasAbstract: hasAbstract(texts),
      hasPdf: hasPdf(texts),
      title: documentTitle(),
      ...ofLink(link, texts),
    };
  };
}
