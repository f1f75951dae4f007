"""A click on a citation in a page's text opens the paper that it cites."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.page_to_read import PageToRead
from tests.browser.reader import HELP, POPUP, Reader
from tests.profile import AT_NIGHT
from tools.browser.devtools import Json
from tools.browser.local_web import LocalWeb
from tools.browser.session import Session

ARXIV = "https://papers.cool/arxiv/"
SEARCH = f"{ARXIV}search?highlight=1&query="
REFERENCES = "pages/references/references.html"
HTML_PAPER = "https://arxiv.org/html/2401.00001v1"
BLOG = "https://blog.example/citations"
WIKI = "https://en.wikipedia.org/wiki/Tea"
NATURE = "https://www.nature.com/articles/s41586-021-03819-2"
PMC = "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/"
DISTILL = "https://distill.pub/2021/tea/"


_FOCUS = "it => { it.focus(); return it.href; }"


def _search(words: str) -> str:
    return SEARCH + quote(words)


def _without_key(urls: list[str]) -> list[str]:
    """The URLs, without the random key by which the help page gets its words."""
    return [url.split("#key-")[0] for url in urls]


def _opens(reader: Reader, html: str, selector: str, url: str = BLOG) -> list[list[str]]:
    """What the menu on a link opens, and the shortcut with the focus on it."""
    tab = reader.shows(url, html)
    return _both(reader, reader.page(url), tab, selector)


def _opens_each(
    reader: Reader, html: str, selectors: Iterable[str], url: str = BLOG
) -> dict[str, list[list[str]]]:
    """The same for several links of a page."""
    tab = reader.shows(url, html)
    page = reader.page(url)
    return {it: _both(reader, page, tab, it) for it in selectors}


def _both(reader: Reader, page: Page, tab: Json, selector: str) -> list[list[str]]:
    opened = _menu(reader, page, tab, selector), _shortcut(reader, tab)
    return [_without_key(it) for it in opened]


def _menu(reader: Reader, page: Page, tab: Json, selector: str) -> list[str]:
    # A right click gives the focus as well, and takes much longer.
    href = page.eval_on_selector(selector, _FOCUS)
    return reader.would_open(tab, pageUrl=page.url, linkUrl=href)


def _shortcut(reader: Reader, tab: Json) -> list[str]:
    """What the shortcut opens where the focus is."""
    return reader.would_open(tab, door="shortcut")


_MenuOpens = Callable[[str, str], list[str]]


@pytest.fixture
def menu_opens(to_read: PageToRead, web: LocalWeb) -> _MenuOpens:
    """What the menu on a link of a blog opens: the shortcut finds its entries in the same way."""

    def urls(html: str, selector: str) -> list[str]:
        to_read.write(web, html)
        href = to_read.page.eval_on_selector(selector, _FOCUS)
        return _without_key(to_read.would_open(linkUrl=href))

    return urls


def _list_opened(reader: Reader, tab: Json, **info: Any) -> list[Json]:
    """What a click would list to choose from: of several papers, one has no id."""
    (url,) = reader.would_open(tab, **info)
    page, key = url.split("#")
    assert page == reader.session.url(REFERENCES)
    get = "async (key) => JSON.parse((await chrome.storage.session.get(key))[key])"
    listed: list[Json] = reader.session.worker().evaluate(get, key)
    return listed


_Cite = Callable[[str, str, dict[str, str]], None]


@pytest.fixture
def cite(to_read: PageToRead, web: LocalWeb) -> _Cite:
    """Checks what the menu on each of these links of a page opens."""

    def check(html: str, url: str, opened: dict[str, str]) -> None:
        to_read.write(web, html, url)
        found = {}
        for selector in opened:
            href = to_read.page.eval_on_selector(selector, _FOCUS)
            found[selector] = to_read.would_open(linkUrl=href)
        assert found == {selector: [it] for selector, it in opened.items()}

    return check


# ---------------------------------------------------------------- the sites' structures

_ARXIV_PAGE = """<!doctype html><base href="/html/2401.00001v1/">
<nav class="ltx_TOC"><a class="ltx_ref" id="toc" href="{page}#S1">1 Introduction</a></nav>
<article class="ltx_document"><section id="S1" class="ltx_section">
<h2 class="ltx_title ltx_title_section">1 Introduction</h2>
<div id="S1.p1" class="ltx_para"><p class="ltx_p">Brewing
<cite class="ltx_cite ltx_citemacro_citep">[<a class="ltx_ref" id="ids" href="{page}#bib.bib1"
 title="">1</a>, <a class="ltx_ref" id="title" href="{page}#bib.bib2" title="">2</a>]</cite>, see
<a class="ltx_ref" id="section" href="{page}#S1" title="In arXiv:1706.03762"><span
 class="ltx_text ltx_ref_tag">1</span></a>,
<a class="ltx_ref" id="figure" href="{page}#S1.F1"><span class="ltx_ref_tag">1</span></a> and
<a class="ltx_ref" id="equation" href="{page}#S1.E1"><span class="ltx_ref_tag">1</span></a>; by
<cite class="ltx_cite ltx_citemacro_citet">Tea <a class="ltx_ref" id="bib" href="{page}#bib.bib3">
(2019)</a></cite>.</p></div>
<table id="S1.E1" class="ltx_equation ltx_eqn_table"><tr><td>a = b</td><td>(1)</td></tr></table>
<figure id="S1.F1" class="ltx_figure"><figcaption class="ltx_caption"><span
class="ltx_tag">Figure 1:
 </span>Tea, from Cup et al. A Study of Many Cups. 2017. arXiv:1810.04805</figcaption></figure>
</section>
<section id="bib" class="ltx_bibliography"><h2 class="ltx_title">References</h2>
<ul id="bib.L1" class="ltx_biblist">
<li id="bib.bib1" class="ltx_bibitem"><span class="ltx_tag ltx_role_refnum">[1]</span>
<span class="ltx_bibblock">Ann Author and Bob Bond. </span>
<span class="ltx_bibblock">Deep networks that brew tea. </span>
<span class="ltx_bibblock"><em class="ltx_emph">arXiv preprint arXiv:1706.03762</em>, 2017. </span>
<span class="ltx_bibblock ltx_bib_cited">Cited by: <a class="ltx_ref" id="back" href="{page}#S1.p1"
>§1</a>. </span></li>
<li id="bib.bib2" class="ltx_bibitem"><span class="ltx_tag ltx_role_refnum">[2]</span>
<span class="ltx_bibblock">Ann Author and Bob Bond. </span>
<span class="ltx_bibblock">Deep networks that pour tea. </span>
<span class="ltx_bibblock">In <em class="ltx_emph">Proceedings of Tea</em>, 2018. </span></li>
<li id="bib.bib3" class="ltx_bibitem"><span class="ltx_tag">Tea (2019)</span>
<span class="ltx_bibblock"><span class="ltx_text ltx_bib_author">C. Tea</span><span
 class="ltx_text ltx_bib_year"> (2019)</span></span>
<span class="ltx_bibblock"><span class="ltx_text ltx_bib_title">Cups in 2018 and
later</span>.</span>
<span class="ltx_bibblock"><span class="ltx_text ltx_bib_journal">Journal of Tea</span>.</span></li>
</ul></section></article>"""


@pytest.mark.parametrize(
    ("page", "url"),
    [
        ("", HTML_PAPER),
        pytest.param(HTML_PAPER, HTML_PAPER[:-2], marks=AT_NIGHT),
        pytest.param(HTML_PAPER, HTML_PAPER, marks=AT_NIGHT),
        pytest.param("", HTML_PAPER[:-2], marks=AT_NIGHT),
    ],
    ids=["base", "absolute, no version", "absolute", "base, no version"],
)
def test_citations_in_arxiv_s_html(permitted_reader: Reader, page: str, url: str) -> None:
    tab = permitted_reader.shows(url, _ARXIV_PAGE.format(page=page))
    shown = permitted_reader.page(url)
    opened = {it: _menu(permitted_reader, shown, tab, f"#{it}") for it in ["ids", "title", "bib"]}
    assert opened == {
        "ids": [f"{ARXIV}1706.03762"],
        "title": [_search("Deep networks that pour tea")],
        "bib": [_search("Cups in 2018 and later")],
    }
    shown.click("#title", button="right")
    assert _shortcut(permitted_reader, tab) == opened["title"]


def test_other_links_in_arxiv_s_html_open_the_page_s_paper(cite: _Cite) -> None:
    links = ["#toc", "#section", "#figure", "#equation", "#back"]
    own = f"{ARXIV}2401.00001"
    cite(_ARXIV_PAGE.format(page=HTML_PAPER), HTML_PAPER, dict.fromkeys(links, own))


_WIKI_PAGE = """<!doctype html><title>Tea - Wikipedia</title><h1>Tea</h1>
<p>Tea<sup id="cite_ref-7" class="reference"><a id="named" href="#cite_note-7"><span
 class="cite-bracket">[</span>7<span class="cite-bracket">]</span></a></sup> is hot<sup
 id="cite_ref-FOOTNOTEKnuth1997-3" class="reference"><a id="harvard"
 href="#cite_note-FOOTNOTEKnuth1997-3">[3]</a></sup> and wet<sup id="cite_ref-8"
class="reference"><a
 id="titled" href="#cite_note-8">[8]</a></sup>, or not.<sup id="cite_ref-9" class="reference"><a
 id="note" href="#cite_note-9">[a]</a></sup> arXiv:1412.6980</p>
<div class="reflist"><ol class="references">
<li id="cite_note-FOOTNOTEKnuth1997-3"><span class="mw-cite-backlink"><b><a
 href="#cite_ref-FOOTNOTEKnuth1997-3">^</a></b></span> <span class="reference-text"><a
 id="onward" href="#CITEREFKnuth1997">Knuth 1997</a>, p. 5.</span></li>
<li id="cite_note-7"><span class="mw-cite-backlink"><b><a id="back"
href="#cite_ref-7">^</a></b></span>
<span class="reference-text"><cite class="citation arxiv cs1">Author, A. (2017). "Deep networks that
brew tea". <a href="/wiki/ArXiv_(identifier)">arXiv</a>:<a class="external"
 href="https://arxiv.org/abs/1706.03762">1706.03762</a>.</cite></span></li>
<li id="cite_note-8"><span class="mw-cite-backlink">^ <a
href="#cite_ref-8"><sup><i><b>a</b></i></sup>
</a></span> <span class="reference-text"><cite class="citation journal cs1">Author, Ann (2018). <a
 href="https://tea.example/8">"Pouring: a survey (2018)"</a>. <i>Tea</i>. <b>3</b>.</cite><span
 title="ctx_ver=Z39.88-2004&amp;rft.genre=article&amp;rft.jtitle=Tea&amp;rft.atitle=Pouring%3A+a+survey+%282018%29"
 class="Z3988"></span></span></li>
<li id="cite_note-9"><span class="mw-cite-backlink"><a href="#cite_ref-9">^</a></span> <span
 class="reference-text">Some like it cold.</span></li></ol></div>
<ul><li><cite id="CITEREFKnuth1997" class="citation book cs1">Knuth, Donald (1997). <i>The Art of
Brewing Tea</i>. Tea Press.</cite><span
 title="ctx_ver=Z39.88-2004&amp;rft.btitle=The+Art+of+Brewing+Tea"
class="Z3988"></span></li></ul>"""


def test_citations_in_wikipedia(cite: _Cite) -> None:
    cite(
        _WIKI_PAGE,
        WIKI,
        {
            "#named": f"{ARXIV}1706.03762",
            "#titled": _search("Pouring a survey 2018"),
            "#harvard": _search("The Art of Brewing Tea"),
            "#onward": _search("The Art of Brewing Tea"),
        },
    )


def test_back_link_and_note_without_a_reference_are_no_citations(permitted_reader: Reader) -> None:
    opened = _opens_each(permitted_reader, _WIKI_PAGE, ["#back", "#note"], WIKI)
    none = [[permitted_reader.session.url(f"{HELP}?link&papers")], [POPUP]]
    assert opened == {"#back": none, "#note": none}


_NATURE_PAGE = """<!doctype html><title>Tea | Nature</title><p>Tea<sup><a id="doi"
data-track="click"
 href="/articles/s41586-021-03819-2#ref-CR5" title="Author, A. Tea." aria-label="Reference
5">5</a>,<a
 id="lookup" href="/articles/s41586-021-03819-2#ref-CR6">6</a></sup>, in <a id="figure"
 href="/articles/s41586-021-03819-2#Fig1">Fig. 1</a>.</p>
<div class="c-article-section__figure" id="figure-1"><figure><figcaption><b id="Fig1">Fig. 1:
Tea.</b>
</figcaption></figure></div>
<div id="Bib1-content"><ol class="c-article-references">
<li class="c-article-references__item" data-counter="5."><p class="c-article-references__text"
 id="ref-CR5">Author, A. &amp; Bond, B. Deep networks that brew tea. <i>Tea</i> <b>5</b>, 1–9
(2017).</p>
<p class="c-article-references__links"><a
href="https://doi.org/10.48550/arXiv.1706.03762">Article</a>
<a href="http://scholar.google.com/scholar_lookup?&amp;title=Deep%20networks">Google
Scholar</a></p></li>
<li class="c-article-references__item" data-counter="6."><p class="c-article-references__text"
 id="ref-CR6">Author, A. &amp; Bond, B. <i>Tea</i> <b>5</b>, 1–9 (2017).</p>
<p class="c-article-references__links"><a
href="https://doi.org/10.1038/s41586-000-00000-0">Article</a>
<a href="http://scholar.google.com/scholar_lookup?&amp;title=Pouring%20tea%20in%202016&amp;journal=Tea"
>Google Scholar</a></p></li></ol></div>"""


def test_citations_in_nature(cite: _Cite) -> None:
    opened = {"#doi": f"{ARXIV}1706.03762", "#lookup": _search("Pouring tea in 2016")}
    cite(_NATURE_PAGE, NATURE, opened)


_PMC_PAGE = """<!doctype html><title>Tea - PMC</title><p>Tea [<a id="b12" href="#B12"
 class="usa-link" aria-describedby="B12">12</a>], [<a id="list" href="#B12 B13" rid="B12 B13">12,
13</a>]
and <a id="old" href="#bib14" rid="bib14" class="bibr popnode">Author et al., 2016</a>.</p>
<section class="ref-list"><h2>References</h2><ul class="ref-list" style="list-style-type:none">
<li id="B12"><span class="label">12.</span><cite>Author A, Bond B. Deep networks that brew tea.
arXiv.
(2017) doi: 10.48550/arXiv.1706.03762.</cite> [<a href="https://doi.org/10.48550/arXiv.1706.03762">DOI</a>]
 [<a href="https://scholar.google.com/scholar_lookup?title=Deep%20networks%20that%20brew%20tea"
>Google Scholar</a>]</li>
<li id="B13"><span class="label">13.</span><cite>Author A. Pouring. arXiv:1810.04805.
(2018)</cite></li>
</ul><div class="ref-cit-blk half_rhythm" id="bib14">Author A. “Deep networks that pour tea.”
<em>Tea</em>.
2016;5:1–9. [<a href="/pmc/articles/PMC7/">PMC free article</a>]</div></section>"""


def test_citations_in_pubmed_central(cite: _Cite) -> None:
    cite(
        _PMC_PAGE,
        PMC,
        {
            "#b12": f"{ARXIV}1706.03762",
            "#list": f"{ARXIV}1706.03762,1810.04805",
            "#old": _search("Deep networks that pour tea"),
        },
    )


_PANDOC_PAGE = """<!doctype html><title>Tea</title><p>Tea <span class="citation" data-cites="a
b">(<a
 id="one" href="#ref-author2017" role="doc-biblioref">Author 2017</a>; <a id="two"
href="#ref-bond2018"
 role="doc-biblioref">Bond 2018</a>)</span>.<a href="#fn1" class="footnote-ref" id="fnref1"
 role="doc-noteref"><sup>1</sup></a><a href="#fn2" class="footnote-ref" id="fnref2"
 role="doc-noteref"><sup>2</sup></a></p>
<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes"><hr><ol>
<li id="fn1"><p>See also <span class="citation">(<a href="#ref-bond2018" role="doc-biblioref">Bond
2018</a>)</span>.<a id="back" href="#fnref1" class="footnote-back"
role="doc-backlink">↩︎</a></p></li>
<li id="fn2"><p>We like it hot.<a href="#fnref2" class="footnote-back"
role="doc-backlink">↩︎</a></p></li>
</ol></section>
<div id="refs" class="references csl-bib-body hanging-indent" role="list">
<div id="ref-author2017" class="csl-entry" role="listitem">Author, Ann. 2017. <span>“Deep
Networks That
Brew Tea.”</span> <em>arXiv:1706.03762</em>.</div>
<div id="ref-bond2018" class="csl-entry" role="listitem">Bond, Bob. 2018. <span>“Networks That Pour
Tea.”</span> <em>Tea</em> 5.</div></div>"""


def test_citations_in_pandoc_s_pages(cite: _Cite) -> None:
    cite(
        _PANDOC_PAGE,
        BLOG,
        {
            "#one": f"{ARXIV}1706.03762",
            "#two": _search("Networks That Pour Tea"),
            "#fnref1": _search("Networks That Pour Tea"),
        },
    )


def test_citation_in_distill(permitted_reader: Reader) -> None:
    html = """<!doctype html><title>Tea</title><p id=text>Tea is hot <d-cite key="a2017,b2018"
></d-cite> and wet.</p><d-citation-list><h3 id="references">References</h3><ol id="references-list"
class="references"><li id="a2017"><span class="title">Deep networks that brew tea</span> &nbsp;<a
href="http://arxiv.org/pdf/1706.03762.pdf">[PDF]</a><br>Author, A., 2017. Tea.</li><li
id="b2018"><span
class="title">Networks that pour tea</span><br>Bond, B., 2018. Tea.</li></ol></d-citation-list>"""
    attach = """() => {
      const root = document.querySelector("d-cite").attachShadow({ mode: "open" });
      root.innerHTML = "<slot></slot><span>[1]</span>";
    }"""
    tab = permitted_reader.shows(DISTILL, html)
    page = permitted_reader.page(DISTILL)
    page.evaluate(attach)
    page.click("d-cite", button="right")
    listed = _list_opened(permitted_reader, tab, pageUrl=DISTILL)
    titles = ["Deep networks that brew tea", "Networks that pour tea"]
    assert [it["title"] for it in listed] == titles
    page.click("#text", button="right", position={"x": 2, "y": 5})
    assert permitted_reader.would_open(tab, pageUrl=DISTILL) == [f"{ARXIV}1706.03762"]


# ---------------------------------------------------------------- blogs, old pages

_ANY = "<!doctype html><title>Notes on tea</title><p>Tea {} is hot.</p>{}"
_REFERENCE = "A. Author. “Deep networks that brew tea.” Tea, 2017."
_NAMED = "A. Author. Deep networks. arXiv:1706.03762, 2017."
_TITLE = [_search("Deep networks that brew tea")]
_PAPER = [f"{ARXIV}1706.03762"]


@pytest.mark.parametrize(
    ("citation", "entries", "opened"),
    [
        (
            "<a href=#fn:3>3</a>",
            f"<ol><li id=fn:3><p>{_REFERENCE} <a href=#fnref:3>↩</a></ol>",
            _TITLE,
        ),
        ("<a href=#fn3>[3]</a>", f"<p id=fn3>3. {_NAMED} <a href=#r3>back</a></p>", _PAPER),
        (
            "<a href=#_ftn1 name=_ftnref1>[1]</a>",
            f"<div id=ftn1><p><a href=#_ftnref1 name=_ftn1>[1]</a> {_NAMED}</p></div>",
            _PAPER,
        ),
        (
            "<a href=#ref5>[5]</a>",
            f"<p><a name=ref4></a>[4] arXiv:1412.6980<br><a name=ref5></a>[5] {_NAMED}"
            "<br><a name=ref6></a>[6] arXiv:1512.03385</p>",
            _PAPER,
        ),
        (
            "<a href=#knuth>[Knu97]</a>",
            "<dl><dt><a name=dijkstra>[Dij68]</a><dd>arXiv:1412.6980"
            f"<dt><a name=knuth>[Knu97]</a><dd>{_NAMED}<dt>[X]<dd>arXiv:1512.03385</dl>",
            _PAPER,
        ),
        (
            "[<a href=#vaswani17>1</a>]",
            "<table><tr><td class=bibtexnumber>[<a name=vaswani17>1</a>]<td class=bibtexitem>"
            f"{_NAMED}<tr><td>[<a name=bert18>2</a>]<td>arXiv:1412.6980</table>",
            _PAPER,
        ),
        ("<a href=#CR5>5</a>", f"<ol><li><div id=CR5>{_REFERENCE}</div></ol>", _TITLE),
        ("<a href=#citation-4>4</a>", f"<p id=citation-4>{_REFERENCE}</p>", _TITLE),
        ("<a href=#ref-12>(Author, 2017)</a>", f"<span id=ref-12></span>{_NAMED}", _PAPER),
        (
            "<a href=#ref-12>12</a>",
            f"<div><span id=ref-11>[11] Pouring. arXiv:1412.6980</span><br>"
            f"<span id=ref-12>[12] {_NAMED}</span><br></div>",
            _PAPER,
        ),
        (
            "<a href=#s>12</a>",
            "<p>12. A. Author. <cite id=s>Deep Tea Networks</cite>, 2017.",
            [_search("Deep Tea Networks")],
        ),
        ("<a href='#a%22b%5D%5C%20é'>5</a>", f"<p id='a\"b]\\ é'>{_NAMED}", _PAPER),
        ("<a href='#a\"b]'>5</a>", f"<p><a name='a\"b]'></a>{_NAMED}", _PAPER),
        ("<a href='#50%'>5</a>", f"<p id='50%'>{_NAMED}", _PAPER),
        (
            "<a href=#r5>5</a>",
            f"<details><summary>References</summary><p id=r5>{_REFERENCE}",
            _TITLE,
        ),
        ("<a href=#r5>5</a>", f"<div hidden><ol><li id=r5>{_NAMED}</ol></div>", _PAPER),
        (
            "<a href=#ref5>5</a>",
            "<p id=ref5>[5] A. Author, B. Brewer, Tea Lett. 12, 345 (2001).",
            [_search("A Author B Brewer Tea Lett 12 345 2001")],
        ),
    ],
)
def test_citation(menu_opens: _MenuOpens, citation: str, entries: str, opened: list[str]) -> None:
    html = _ANY.format(citation, entries)
    assert menu_opens(html, "a[href]") == opened


_LIST = "<ol class=references>" + "".join(
    f"<li id=ref-{number}>{text}"
    for number, text in enumerate(
        ["arXiv:1412.6980", _REFERENCE, _NAMED, "arXiv:1512.03385", "arXiv:1810.04805"], start=1
    )
)
_BOTH = [f"{ARXIV}1412.6980,1706.03762"]


@pytest.mark.parametrize(
    ("citation", "opened"),
    [
        ("<a href=#ref-1>[1, 3]</a>", _BOTH),
        ("<a href=#ref-1,ref-3>[1, 3]</a>", _BOTH),
        ("<a href='#ref-1 ref-3'>[1]</a>", _BOTH),
        ("<a href=#ref-3>[3–5]</a>", [f"{ARXIV}1706.03762,1512.03385,1810.04805"]),
        ("[<a href=#ref-3>3</a>, <a href=#ref-1>1</a>]", _PAPER),
        ("<a href=#ref-3>[3, 99]</a>", _PAPER),
        ("<a href=#ref-3>[1–9999]</a>", _PAPER),
    ],
)
def test_citation_of_several(menu_opens: _MenuOpens, citation: str, opened: list[str]) -> None:
    assert menu_opens(_ANY.format(citation, _LIST), "a") == opened


def test_citation_of_several_of_which_one_has_no_id_lists_them(permitted_reader: Reader) -> None:
    tab = permitted_reader.shows(BLOG, _ANY.format("<a href=#ref-1>[1, 2]</a>", _LIST))
    listed = _list_opened(permitted_reader, tab, pageUrl=BLOG, linkUrl=f"{BLOG}#ref-1")
    assert [it["paper"].get("id") for it in listed] == ["1412.6980", None]
    assert listed[1]["title"] == "Deep networks that brew tea"


def test_link_to_several_entries_opens_all(permitted_reader: Reader) -> None:
    entries = f"<div id=ref-1><p>[1] {_NAMED}</p><p>[2] arXiv:1810.04805</p></div>"
    opened = _opens(permitted_reader, _ANY.format("<a href=#ref-1>[1, 2]</a>", entries), "a")
    assert opened == [[f"{ARXIV}1706.03762,1810.04805"]] * 2


def test_link_with_the_focus_is_the_citation(permitted_reader: Reader) -> None:
    """Two links lead to the same place, and one of them cites more."""
    html = _ANY.format("<a href=#ref-1>[1]</a> <a id=it href=#ref-1>[1, 3]</a>", _LIST)
    opened = _opens_each(permitted_reader, html, ["#it", "a"])
    assert opened == {"#it": [_BOTH] * 2, "a": [[f"{ARXIV}1412.6980"]] * 2}


def test_citation_in_a_frame(permitted_reader: Reader) -> None:
    frame = "https://frame.example/"
    permitted_reader.web.serve(frame, _ANY.format("<a href=#ref-1>[1]</a>", _LIST))
    tab = permitted_reader.shows(permitted_reader.web.serve(BLOG, f"<iframe src={frame}></iframe>"))
    page = permitted_reader.page(BLOG)
    page.frame_locator("iframe").locator("a").focus()
    about: Json = {
        "pageUrl": BLOG,
        "frameUrl": frame,
        "frameId": permitted_reader.frame_id(tab, frame),
    }
    opened = [f"{ARXIV}1412.6980"]
    assert permitted_reader.would_open(tab, linkUrl=f"{frame}#ref-1", **about) == opened
    assert permitted_reader.would_open(tab, door="shortcut") == opened


# ---------------------------------------------------------------- what is no citation


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("<a href=#s>3</a>", f"<section id=s><h2>3 Tea</h2><p>{_NAMED}</section>"),
        ("<a href=#s>3</a>", f"<h2 id=s>3 Tea</h2><p>{_NAMED}"),
        ("<a href=#s>3</a>", f"<a name=s></a><h2>3 Tea</h2><p>{_NAMED}"),
        ("<a href=#s>3</a>", f"<h2><a name=s></a>3 Tea</h2><p>{_NAMED}"),
        ("<a href=#s>Figure 3</a>", f"<p id=s>{_NAMED}"),
        ("<a href=#s>3</a>", f"<figure id=s><figcaption>{_NAMED}</figure>"),
        ("<a href=#s>3</a>", f"<p id=s>Table 3: {_NAMED}"),
        ("<a href=#s>3</a>", f"<table id=s><tr><td>{_NAMED}</table>"),
        ("<a href=#s>3</a>", "<p id=s>We drink it all day long.</p>"),
        ("<a href=#s>my notes on it</a>", f"<p id=s>{_NAMED}"),
        ("<nav><a href=#ref-3>3</a></nav>", _LIST),
        ("<a href=#references>References</a>", _LIST.replace("<ol", "<ol id=references")),
        ("<a href=#none>3</a>", f"<p>{_NAMED}"),
        ("<a href=#>3</a>", f"<p>{_NAMED}"),
        ("<a href=#top>3</a>", f"<p>{_NAMED}"),
        ("<a href=https://blog.example/other#ref-3>3</a>", _LIST),
        ("<a href=https://other.example/#ref-3>3</a>", _LIST),
        ("<a href=#cite-b>3</a>", f"<body id=cite-b><p>{_NAMED}"),
    ],
)
def test_other_links_are_no_citations(menu_opens: _MenuOpens, link: str, target: str) -> None:
    # With several papers, such a page opens the popup.
    html = _ANY.format(link, f"{target}<div>arXiv:1412.6980 arXiv:1512.03385</div>")
    (opened,) = menu_opens(html, "a[href]:not(#e)")
    assert not opened.startswith("https://papers.cool/")


_PARAGRAPH = f"<p id={{}}>Tea [<a href=#x5>5</a>] {_NAMED} arXiv:1412.6980</p>"
_IN_ENTRIES = [
    "<ol class=references><li id=x5>{}</ol>",
    "<ol><li id=fn5>{}</ol>",
    "<p id=ref-5>{}",
    "<div class=footnotes><hr><p id=x5>{}</div>",
    "<section role=doc-endnotes><ol><li id=x5>{}</ol></section>",
    "<h2>References</h2><ol><li id=x5>{}</ol>",
    "<h2>7. Notes</h2><p id=x5>{}",
    "<h2>参考文献</h2><dl><dt>[5]<dd id=x5>{}</dl>",
]


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        *(("p3", it) for it in _IN_ENTRIES),
        ("cite-ref-3", _IN_ENTRIES[0]),
        *(pytest.param("cite-ref-3", it, marks=AT_NIGHT) for it in _IN_ENTRIES[1:]),
    ],
)
def test_link_from_an_entry_back_to_the_text_is_no_citation(
    menu_opens: _MenuOpens, permitted: Session, name: str, entries: str
) -> None:
    html = _PARAGRAPH.format(name) + entries.format(f"A. Author, Tea. <a id=it href=#{name}>3</a>")
    opened = menu_opens(f"<!doctype html><title>Tea</title>{html}", "#it")
    assert opened == [permitted.url(f"{HELP}?link&papers")]


@pytest.mark.parametrize(
    "entries",
    [
        f"<ol class=references><li id=x5>{{}}<li id=x6>{_NAMED}</ol>",
        f"<ol><li id=fn5>{{}}<li id=fn6>{_NAMED}</ol>",
        f"<h2>References</h2><ol><li id=x5>{{}}<li id=x6>{_NAMED}</ol>",
        f"<div class=footnotes><p id=x5>{{}}</div><h2>Literature</h2><p id=x6>{_NAMED}",
    ],
)
def test_link_from_an_entry_on_to_another_is_a_citation(
    menu_opens: _MenuOpens, entries: str
) -> None:
    name = "fn6" if "fn6" in entries else "x6"
    html = _ANY.format("[5]", entries.format(f"See <a id=it href=#{name}>6</a>, arXiv:1412.6980"))
    assert menu_opens(html, "#it") == _PAPER


_HUGE = 25_000
"""More elements than an entry may have nodes."""


@AT_NIGHT  # In each run, the target is huge.
def test_citation_in_a_huge_page(menu_opens: _MenuOpens) -> None:
    html = _ANY.format("<a href=#ref-3>3</a>", f"{'<i>tea</i> ' * _HUGE}{_LIST}")
    assert menu_opens(html, "a") == _PAPER


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("<i>tea</i> ", marks=AT_NIGHT),
        pytest.param("<i>tea</i>", marks=AT_NIGHT),
        "<i></i>",
    ],
)
def test_huge_target_is_no_entry(menu_opens: _MenuOpens, permitted: Session, said: str) -> None:
    target = f"<p id=ref-3>{_NAMED}{said * _HUGE}</p>arXiv:1412.6980"
    opened = menu_opens(_ANY.format("<a href=#ref-3>3</a>", target), "a")
    assert opened == [permitted.url(f"{HELP}?link&papers")]


_COUNT_CALLS = """
(() => {
  const run = chrome.scripting.executeScript.bind(chrome.scripting);
  globalThis.calls = 0;
  chrome.scripting.executeScript = (how) => {
    if (how.func) calls++;
    return run(how);
  };
  globalThis.countNoMore = () => void (chrome.scripting.executeScript = run);
})()
"""


def test_click_beside_citations_reads_the_page_once(permitted_reader: Reader) -> None:
    """What is clicked may be a citation that is no link; but forbidden pages are tried for long."""
    tab = permitted_reader.shows(BLOG, _ANY.format("", _LIST))
    worker = permitted_reader.session.worker()
    worker.evaluate(_COUNT_CALLS)
    try:
        assert permitted_reader.would_open(tab, pageUrl=BLOG) == [POPUP]
        assert worker.evaluate("calls") == 1
    finally:
        worker.evaluate("countNoMore()")


def test_selection_goes_before_a_citation(permitted_reader: Reader) -> None:
    html = _ANY.format("<a href=#ref-3>3</a>", _LIST)
    tab = permitted_reader.shows(BLOG, html)
    how: Json = {"pageUrl": BLOG, "linkUrl": f"{BLOG}#ref-3", "selectionText": "arXiv:1810.04805"}
    assert permitted_reader.would_open(tab, **how) == [f"{ARXIV}1810.04805"]
