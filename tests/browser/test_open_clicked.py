"""What a click opens where no URL names the paper: the page is read.

Dispatched clicks do not grant activeTab, so these tests use a copy with host permissions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import quote

import pytest

from tests.browser.conftest import Reads, WouldOpen
from tests.browser.openreview_records import RECORD
from tests.browser.page_to_read import PageToRead
from tests.browser.pdf import pdf
from tests.browser.reader import HELP, LATE_ACTIVE_TAB, LAZY_FRAME, POPUP, READING, Reader
from tests.papers import open_papers, titled
from tests.profile import AT_NIGHT
from tools.browser.fake_sites import FOLDER
from tools.browser.local_web import LocalWeb
from tools.browser.session import Session
from tools.browser.waiting import wait_until

ARXIV = "https://papers.cool/arxiv/"
VENUE = "https://papers.cool/venue/"
SEARCH = ARXIV + "search?highlight=1&query="
JOURNAL = "https://journal.example/article/12"


def _meta(**contents: str) -> str:
    tags = (f'<meta name="{name}" content="{text}">' for name, text in contents.items())
    return "<!doctype html>" + "".join(tags)


@pytest.fixture
def offered(would_open: WouldOpen, to_read: PageToRead, permitted: Session) -> Callable[..., str]:
    """Returns the words that the help page gets, which a click on a page with this HTML opens."""

    def words(html: str) -> str:
        (url,) = would_open(html)
        page, key = url.split("#")
        assert page == permitted.url(f"{HELP}?page")
        return str(to_read.ask("(_, key) => chrome.storage.session.get(key)", key)[key])

    return words


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (_meta(citation_arxiv_id="1706.03762v7"), ARXIV + "1706.03762"),
        (_meta(citation_arxiv_id=" hep-th/9901001 "), ARXIV + "hep-th/9901001"),
        (_meta(citation_doi="10.48550/arXiv.1706.03762"), ARXIV + "1706.03762"),
        (_meta(citation_doi="doi:10.18653/v1/P19-1001"), VENUE + "P19-1001@ACL"),
        (_meta(citation_doi="https://doi.org/10.24963/ijcai.2019/12"), VENUE + "12@2019@IJCAI"),
        (_meta(CITATION_DOI="10.18653/v1/P19-1001"), VENUE + "P19-1001@ACL"),
        (_meta(**{"prism.doi": "10.18653/v1/P19-1001"}), VENUE + "P19-1001@ACL"),
        (
            _meta(citation_doi="10.18653/v1/P19-1001", citation_arxiv_id="1706.03762"),
            ARXIV + "1706.03762",
        ),
        (
            _meta(citation_title="Some Title", citation_doi="10.18653/v1/P19-1001"),
            VENUE + "P19-1001@ACL",
        ),
        (
            _meta(
                citation_title="A Title", citation_pdf_url="https://arxiv.org/pdf/1901.03035.pdf"
            ),
            ARXIV + "1901.03035",
        ),
        (
            _meta(citation_title="Théorème &amp; “preuve”", citation_doi="10.1038/nature14539"),
            SEARCH + "Th%C3%A9or%C3%A8me%20preuve",
        ),
        (
            _meta(citation_title="注意力", citation_arxiv_id=""),
            SEARCH + "%E6%B3%A8%E6%84%8F%E5%8A%9B",
        ),
    ],
    ids=[
        "arXiv id",
        "old arXiv id",
        "DOI",
        "DOI with doi:",
        "DOI as a URL",
        "capitals",
        "DOI of PRISM",
        "arXiv id before DOI",
        "DOI before title",
        "PDF's URL",
        "title where the DOI is unknown",
        "empty id",
    ],
)
def test_page_whose_meta_tags_name_its_paper(
    would_open: WouldOpen, html: str, expected: str
) -> None:
    assert [url.replace("%40", "@") for url in would_open(html)] == [expected]


def test_page_that_names_no_paper_opens_the_help_page(offered: Callable[..., str]) -> None:
    html = "<!doctype html><title>How to make tea</title><h1>Tea, green</h1><p>10.1038/nature14539"
    assert offered(html) == "Tea green"


_HEADING = (
    "<title>Deep Tea Networks - Tea Days</title><h1>Tea Days 2026</h1><h2>Deep Tea Networks</h2>"
)
_CITED = "<p>We follow arXiv:1810.04805 and arXiv:1706.03762."


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (_HEADING + "<h3>Abstract</h3>" + _CITED, "Deep%20Tea%20Networks"),
        (_HEADING + "<p><strong>Abstract:</strong> Tea.</p>", "Deep%20Tea%20Networks"),
        (
            "<title>ECVA</title><div id=papertitle>Deep Tea Networks</div><div id=abstract>Tea",
            "Deep%20Tea%20Networks",
        ),
        (
            "<h1>A. Author et al.: Deep Tea</h1><li itemscope"
            " itemtype='http://schema.org/ScholarlyArticle'><span itemprop=author><span"
            " itemprop=name>A. Author</span></span>: <span itemprop=name>Deep Tea Networks.</span>",
            "Deep%20Tea%20Networks",
        ),
        (
            "<h1>A. Author et al.: Deep Tea</h1><ul><li itemscope"
            " itemtype='http://schema.org/ScholarlyArticle'><cite itemprop=headline><span"
            " itemprop=author><span itemprop=name>A. Author</span></span>: <span class=title"
            " itemprop=name>Deep Tea Networks.</span> <span itemprop=isPartOf><span itemprop=name>"
            "NIPS</span></span> 2017</cite></ul>",
            "Deep%20Tea%20Networks",
        ),
        (
            "<div itemscope itemtype='http://schema.org/ScholarlyArticle'><span itemprop=publisher>"
            "<span itemprop=name>Tea Press</span></span><h1 itemprop=headline>Deep Tea Networks"
            "</h1></div>",
            "Deep%20Tea%20Networks",
        ),
    ],
    ids=[
        "abstract",
        "bold abstract",
        "ECVA",
        "schema.org",
        "DBLP",
        "headline",
    ],
)
def test_title_of_a_page_about_one_paper_is_searched(
    would_open: WouldOpen, html: str, words: str
) -> None:
    assert would_open(html) == [SEARCH + words]


@pytest.mark.parametrize(
    "html",
    [
        _meta(**{"DC.Title": "Deep Tea Networks"}),
        "<title>Deep Tea Networks</title><h1>Deep Tea Networks</h1><a href=/tea.pdf>Paper</a>",
    ],
    ids=["Dublin Core", "its PDF"],
)
def test_guessed_title_is_shown_for_the_reader_to_send(
    offered: Callable[..., str], html: str
) -> None:
    assert offered(html) == "Deep Tea Networks"


def test_dublin_core_doi_names_the_paper(would_open: WouldOpen) -> None:
    html = _meta(**{"dc.identifier": "doi:10.18653/v1/P19-1001", "DC.title": "A Title"})
    assert would_open(html) == [VENUE + "P19-1001@ACL"]


def test_dublin_core_number_names_no_paper(offered: Callable[..., str]) -> None:
    html = _meta(**{"dc.identifier": "2410.06424", "DC.title": "A Title of Three"})
    assert offered(html) == "A Title of Three"


def test_without_permission_to_read_the_page(reader: Reader) -> None:
    html = _meta(citation_arxiv_id="1706.03762", citation_title="A title")
    tab = reader.shows(JOURNAL, html)
    assert reader.would_open(tab, pageUrl=JOURNAL) == [reader.session.url(f"{HELP}?unread")]


def test_url_of_a_paper_page_wins_over_its_meta_tags(would_open: WouldOpen) -> None:
    url = "https://aclanthology.org/P19-1001/"
    (opened,) = would_open(_meta(citation_arxiv_id="1706.03762"), url)
    assert opened.replace("%40", "@") == VENUE + "P19-1001@ACL"


TITLE = "<a href='https://shop.example/1'>{}</a>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Deep Residual <b>Learning</b>", "Deep%20Residual%20Learning"),
        (
            "深度残差学习方法",
            "%E6%B7%B1%E5%BA%A6%E6%AE%8B%E5%B7%AE%E5%AD%A6%E4%B9%A0%E6%96%B9%E6%B3%95",
        ),
    ],
    ids=["English", "Chinese"],
)
def test_text_of_a_link_is_searched_if_it_is_a_title(
    would_open: WouldOpen, text: str, words: str
) -> None:
    html = _meta(citation_title="The page") + TITLE.format("PDF") + TITLE.format(text)
    opened = would_open(html, linkUrl="https://shop.example/1")
    assert opened == [SEARCH + words]


_HIDDEN = "style='font-size: 0' aria-hidden=true"
SHORT = "https://t.co/x1"


_NAMING = {
    "X": (
        f"<a href='{SHORT}'><span {_HIDDEN}>https://</span>arxiv.org/abs/2501.12948<span"
        " aria-hidden=true>…</span></a>"
    ),
    "cut by X": (
        f"<a href='{SHORT}'><span {_HIDDEN}>https://</span>arxiv.org/abs/2501.1<span {_HIDDEN}>"
        "2948v1</span><span aria-hidden=true>…</span></a>"
    ),
    "Mastodon": (
        f"<a href='{SHORT}'><span {_HIDDEN}>https://www.</span><span>arxiv.org/pdf/2501</span>"
        "<span style='font-size: 0'>.12948</span></a>"
    ),
    "title": f"<a href='{SHORT}' title='https://arxiv.org/abs/2501.12948'>网页链接</a>",
    "label": f"<a href='{SHORT}' aria-label='Papier arXiv:2501.12948'>Lire</a>",
    "image": f"<a href='{SHORT}'><img alt='arXiv:2501.12948'></a>",
    "blocks": f"<a href='{SHORT}'><div>論文</div><div>2501.12948</div><div>2 分</div></a>",
    "several links": (
        f"<a href='{SHORT}'>arXiv:2501.12948</a><a href='{SHORT}'><img></a>"
        f"<a href='{SHORT}'>https://arxiv.org/abs/2501.12948</a>"
    ),
    "script": "<a href='javascript:void(0)'>arXiv:2501.12948</a>",
}


@pytest.mark.parametrize(
    ("page", "names"), [(READING, _NAMING), ("https://arxiv.org/abs/1706.03762", ["X"])]
)
def test_link_that_names_its_paper_in_its_words(
    would_open: WouldOpen, page: str, names: Iterable[str]
) -> None:
    """That comes before what the page says of itself, and before its address."""
    opened = {
        name: would_open(
            _meta(citation_arxiv_id="1706.03762") + _NAMING[name],
            page,
            linkUrl="javascript:void(0)" if name == "script" else SHORT,
        )
        for name in names
    }
    assert opened == {name: [ARXIV + "2501.12948"] for name in names}


@pytest.mark.parametrize(
    "links",
    [
        f"<a href='{SHORT}'>arXiv:2501.12948</a><a href='{SHORT}'>arXiv:2505.13447</a>",
        f"<a href='{SHORT}'>arXiv:2501.12948</a><a href='{SHORT}'>阅读原文</a>",
        f"<a href='{SHORT}'>arxiv.org/abs/2501.12…</a>",
        f"<a href='{SHORT}'>Leer más</a> arXiv:2501.12948",
        "<a href='https://t.co/other'>arXiv:2501.12948</a>",
    ],
    ids=["two papers", "another text", "cut id", "beside it", "another link"],
)
def test_link_whose_words_name_no_paper(would_open: WouldOpen, links: str) -> None:
    html = _meta(citation_arxiv_id="1706.03762") + links
    assert would_open(html, linkUrl=SHORT) == [ARXIV + "1706.03762"]


def test_address_and_selection_come_before_the_words_of_a_link(would_open: WouldOpen) -> None:
    link = "https://arxiv.org/abs/1810.04805"
    html = f"<a href='{link}'>arXiv:2501.12948</a><a href='{SHORT}'>arXiv:2501.12948</a>"
    assert would_open(html, linkUrl=link) == [ARXIV + "1810.04805"]
    opened = would_open(html, linkUrl=SHORT, selectionText="Deep tea")
    assert opened == [SEARCH + "Deep%20tea"]


def test_words_of_a_card_are_searched_without_its_site(would_open: WouldOpen) -> None:
    html = (
        f"<a href='{SHORT}'><span style='display: block'>huggingface.co</span><span style="
        "'display: block'>Paper page - s1: Simple test-time <b>scal</b>ing</span></a>"
    )
    opened = would_open(html, linkUrl=SHORT)
    assert opened == [SEARCH + "s1%20Simple%20test%20time%20scaling"]


SEARCH_VENUES = VENUE + "search?highlight=1&query="
NDSS = "https://www.ndss-symposium.org/ndss-paper/hot-tea/"
NIPS = "https://proceedings.neurips.cc/paper_files/paper/2026/hash/0a1b-Abstract-Conference.html"


@pytest.mark.parametrize(
    ("html", "link", "expected"),
    [
        (f"<a href='{NDSS}'>Hot Tea Attacks, Revisited</a>", NDSS, "Hot Tea Attacks Revisited"),
        (f"<a href='{NDSS}'>Paper</a>", NDSS, "hot tea"),
        (
            f"<ul><li><b>Deep Tea Networks</b>, A. Author. <a href='{NIPS}'>PDF</a></ul>",
            NIPS,
            "Deep Tea Networks",
        ),
    ],
    ids=["its text", "its address", "its entry"],
)
def test_link_to_a_paper_that_is_known_by_its_title(
    would_open: WouldOpen, html: str, link: str, expected: str
) -> None:
    opened = would_open(html, linkUrl=link)
    assert opened == [SEARCH_VENUES + quote(expected)]


ECVA = "https://www.ecva.net/papers/eccv_2026/papers_ECCV"
MICCAI = "https://papers.miccai.org/miccai-2026"
ECVA_LIST = "<dl>" + "".join(
    f"<dt class=ptitle><br><a href='{ECVA}/html/{number}_ECCV_2026_paper.php'>{title}</a></dt>"
    f"<dd>A. Author</dd><dd>[<a href='{ECVA}/papers/0000{number}.pdf'>pdf</a>]</dd>"
    for number, title in enumerate(["Tea in Scenes", "Hot Tea Attacks"])
)
MICCAI_LIST = "<ul>" + "".join(
    f"<li><a href='{MICCAI}/{number}-Paper000{number}.html'>{title}</a>"
    f" | <a href='{MICCAI}/paper/000{number}_paper.pdf'>PDF</a></li>"
    for number, title in enumerate(["Tea in Scans", "Hot Tea Attacks"])
)
NDSS_LIST = "".join(
    f"<div><h2><a href='https://www.ndss-symposium.org/ndss-paper/{title.lower()}/'>{title} Tea"
    " Attacks</a></h2><p>A. Author <a href='https://www.ndss-symposium.org/wp-content/uploads/2026-"
    f"f{title}-paper.pdf'>Paper</a></div>"
    for title in ("Cold", "Hot")
)


@pytest.mark.parametrize(
    ("html", "link"),
    [
        (ECVA_LIST, f"{ECVA}/papers/00001.pdf"),
        (MICCAI_LIST, f"{MICCAI}/paper/0001_paper.pdf"),
        (NDSS_LIST, "https://www.ndss-symposium.org/wp-content/uploads/2026-fHot-paper.pdf"),
    ],
    ids=["ECVA", "MICCAI", "NDSS"],
)
def test_pdf_of_a_listed_paper_that_is_known_by_its_title(
    would_open: WouldOpen, html: str, link: str
) -> None:
    opened = would_open(html, linkUrl=link)
    assert opened == [SEARCH_VENUES + "Hot%20Tea%20Attacks"]


def test_two_pdfs_of_one_paper_that_is_known_by_its_title(would_open: WouldOpen) -> None:
    page = f"{ECVA}/html/1_ECCV_2026_paper.php"
    html = (
        f"<ul><li><a href='{page}'>Hot Tea Attacks</a> <a href='{ECVA}/papers/00001.pdf'>pdf</a>"
        "<li><span class=title>Hot Tea Attacks</span>"
        f" <a href='{ECVA}/papers/00009.pdf'>pdf</a></ul>"
    )
    for link in (f"{ECVA}/papers/00001.pdf", f"{ECVA}/papers/00009.pdf"):
        opened = would_open(html, linkUrl=link)
        assert opened == [SEARCH_VENUES + "Hot%20Tea%20Attacks"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>Hot Tea</h1>", SEARCH_VENUES + "Hot%20Tea"),
        ("<h1>ICLR 2026 Poster: Hot Tea</h1>", SEARCH_VENUES + "Hot%20Tea"),
        (
            "<h1>Hot Tea</h1><a href='https://arxiv.org/abs/1706.03762'>arXiv</a>",
            ARXIV + "1706.03762",
        ),
    ],
    ids=["title", "kind of talk", "arXiv too"],
)
def test_page_of_a_paper_that_is_known_by_its_title(
    would_open: WouldOpen, body: str, expected: str
) -> None:
    url = "https://iclr.cc/virtual/2026/poster/10010352"
    assert would_open(body, url) == [expected]


@pytest.mark.parametrize(
    ("address", "links"),
    [
        ("#", "<a href='#'>Reply</a><a href='#'>Deep Tea Networks for All</a>"),
        ("javascript:void(0)", "<a href='javascript:void(0)'>Deep Tea Networks for All</a>"),
        (
            "https://shop.example/1",
            TITLE.format("Deep Tea Networks") + TITLE.format("A Cup of Coffee"),
        ),
    ],
    ids=["its own page", "a script", "two titles"],
)
def test_text_of_another_link_is_not_searched(
    would_open: WouldOpen, address: str, links: str
) -> None:
    html = _meta(citation_title="The page") + links
    url = READING + address if address == "#" else address
    assert would_open(html, linkUrl=url) == [SEARCH + "The%20page"]


def test_text_of_a_link_is_not_searched_if_it_is_no_title(would_open: WouldOpen) -> None:
    html = _meta(citation_title="The page") + TITLE.format("Read more")
    opened = would_open(html, linkUrl="https://shop.example/1")
    assert opened == [SEARCH + "The%20page"]


def test_link_without_text_on_a_page_without_a_paper(
    would_open: WouldOpen, permitted: Session
) -> None:
    html = "<!doctype html>" + TITLE.format("PDF")
    opened = would_open(html, linkUrl="https://shop.example/1")
    assert opened == [permitted.url(f"{HELP}?link")]


@pytest.mark.parametrize("names_paper", ["frame", "page"])
def test_frame(permitted_reader: Reader, names_paper: str) -> None:
    tags = _meta(citation_arxiv_id="1706.03762")
    frame = permitted_reader.web.serve(
        "https://frame.example/", tags if names_paper == "frame" else "<!doctype html>"
    )
    html = _meta(citation_title="The page around") if names_paper == "frame" else tags
    tab = permitted_reader.shows(JOURNAL, html + f"<iframe src='{frame}'></iframe>")
    opened = permitted_reader.would_open(
        tab, pageUrl=JOURNAL, frameUrl=frame, frameId=permitted_reader.frame_id(tab, frame)
    )
    assert opened == [ARXIV + "1706.03762"]


def test_page_with_a_lazy_frame(would_open: WouldOpen, web: LocalWeb) -> None:
    frame = web.serve("https://video.example/", "<p>Loaded")
    html = _meta(citation_arxiv_id="1706.03762") + LAZY_FRAME.format(frame)
    assert would_open(html) == [ARXIV + "1706.03762"]


@AT_NIGHT  # The viewer costs much. In each run, tests of the popup read a PDF, and Firefox helps.
def test_pdf_without_a_paper(permitted_reader: Reader, reader: Reader) -> None:
    """Whether the extension may read it or not."""
    url = permitted_reader.web.serve("https://files.example/a.pdf", pdf(), "application/pdf")
    tab = permitted_reader.shows(url)
    permitted_reader.session.pdf_ready(permitted_reader.page(url), url)
    for it, reason in ((permitted_reader, "pdf"), (reader, "unread")):
        opened = it.would_open(tab, pageUrl=url, frameUrl=url)
        assert opened == [it.session.url(f"{HELP}?{reason}")]


def test_tab_closed_after_the_click(permitted_reader: Reader) -> None:
    """The paper of the tab that is active then must not open."""
    html = _meta(citation_arxiv_id="1706.03762")
    active = permitted_reader.shows(permitted_reader.web.serve(JOURNAL, html))
    permitted_reader.focuses(active)
    in_no_tab, in_a_closed_tab = {"id": -1}, {"id": active["id"] + 1000}
    opened = permitted_reader.would_open(in_no_tab, pageUrl=JOURNAL)
    assert opened == [ARXIV + "1706.03762"]
    opened = permitted_reader.would_open(in_a_closed_tab, pageUrl=JOURNAL)
    assert opened == [permitted_reader.session.url(f"{HELP}?gone")]


def test_active_tab_is_granted_late(permitted_reader: Reader) -> None:
    """On a busy machine Chromium grants activeTab shortly after the click event."""
    tab = permitted_reader.shows(JOURNAL, _meta(citation_arxiv_id="1706.03762"))
    permitted_reader.session.worker().evaluate(LATE_ACTIVE_TAB)
    assert permitted_reader.would_open(tab, pageUrl=JOURNAL) == [ARXIV + "1706.03762"]


# ---------------------------------------------------------------- links and titles of a page

PAPER = "https://lab.example/papers/12"
STATED_TITLE = '<!doctype html><meta name="citation_title" content="A Study of Many Things">'
OWN = "https://openreview.net/forum?id=0LZRtvK871"


@pytest.mark.parametrize(
    ("html", "url"),
    [
        # The only link to a paper, whatever its text.
        (
            STATED_TITLE + '<a href="https://openreview.net/forum?id=0LZRtvK871">here</a>',
            "0LZRtvK871",
        ),
        # The only one of several links with a label.
        (
            STATED_TITLE
            + '<a href="https://arxiv.org/abs/1810.04805">BERT</a>'
            + '<a href="https://openreview.net/pdf?id=0LZRtvK871">[OpenReview]</a>',
            "0LZRtvK871",
        ),
        (STATED_TITLE + f"<p>ICLR 2024 [<a href='{OWN}'>Paper</a>]", "0LZRtvK871"),
        (
            STATED_TITLE + f"<meta charset=utf-8><p>[PDF] [Code] [<a href='{OWN}'>PDF下载</a>]",
            "0LZRtvK871",
        ),
        (STATED_TITLE + f"<a href='{OWN}'><img alt='OpenReview logo'>Paper</a>", "0LZRtvK871"),
        # The only one of several links with the page's title as text.
        (
            STATED_TITLE
            + '<a href="https://arxiv.org/abs/1810.04805">BERT</a>'
            + '<a href="https://openreview.net/forum?id=0LZRtvK871">A study of many things.</a>',
            "0LZRtvK871",
        ),
    ],
)
def test_opens_the_page_s_own_link(would_open: WouldOpen, html: str, url: str) -> None:
    assert would_open(html, PAPER) == [f"{VENUE}{url}@OpenReview"]


_DOI = "<meta name=citation_doi content=10.1038/nature14539>"
_ONE_BY_TITLE = '<p><a href="https://arxiv.org/abs/1810.04805">A work that is cited here</a>'
_TWO_BY_TITLE = (
    '<li><a href="https://arxiv.org/abs/1810.04805">A work that is cited here</a>'
    '<li><a href="https://arxiv.org/abs/1706.03762">Another work of others</a>'
)
_BY_URL = '<p>See <a href="https://arxiv.org/abs/1810.04805">https://arxiv.org/abs/1810.04805</a>'


@pytest.mark.parametrize(
    "mentioned", [_ONE_BY_TITLE, _TWO_BY_TITLE, _BY_URL, "<p>We follow arXiv:1810.04805."]
)
def test_shows_the_papers_of_a_titled_page_and_a_search_for_its_title(
    would_open: WouldOpen, mentioned: str
) -> None:
    """A blog that states a citation_title: what it mentions may be meant as well as itself."""
    assert would_open(STATED_TITLE + mentioned, PAPER) == [POPUP]


def test_popup_that_a_click_opens(permitted_reader: Reader) -> None:
    (tab,) = permitted_reader.opens(permitted_reader.web.serve(PAPER, STATED_TITLE + _TWO_BY_TITLE))
    assert permitted_reader.clicks(tab, pageUrl=PAPER) == []
    popup = permitted_reader.session.popup()
    first = "document.querySelector('#found button:not([hidden])').textContent"
    assert popup.evaluate(first) == "Search for “A Study of Many Things”"
    assert popup.evaluate("document.querySelectorAll('#papers li').length") == 2


@pytest.mark.parametrize(
    "cited",
    [
        _DOI + _TWO_BY_TITLE,
        _DOI + _ONE_BY_TITLE,
        "<h3>Abstract</h3>" + _BY_URL,
        '<p>[12] A. Author. A work. 2019. <a href="https://arxiv.org/abs/1810.04805">arXiv</a>',
        '<p>［2］ 作者. 题目. <a href="https://arxiv.org/abs/1810.04805">全文</a>',
    ],
    ids=[
        "two",
        "one by its title",
        "a URL in a review",
        "one in the references",
        "one in Chinese ones",
    ],
)
def test_searches_the_title_if_the_page_only_cites_papers(
    would_open: WouldOpen, cited: str
) -> None:
    opened = would_open(STATED_TITLE + cited, PAPER)
    assert opened == [f"{SEARCH}A%20Study%20of%20Many%20Things"]


_SEVERAL = (
    "<p>See arXiv:1810.04805 and <a href='https://arxiv.org/abs/1706.03762'>{}</a>."
    "<p><a href='https://arxiv.org/abs/2106.09685'>{}</a>"
)


@pytest.mark.parametrize(
    "papers",
    [
        _SEVERAL.format("it", "another one"),
        "<h1>Notes on the laws</h1>" + _SEVERAL.format("Attention Is All You Need", "PDF"),
        "<title>Home of A. Author</title><h1>Home of A. Author</h1><a href=cv.pdf>PDF</a>"
        + _SEVERAL.format("A first work of mine", "A second work of mine"),
        "<meta name=DC.title content='Publications of our group'><h1>Publications</h1>"
        + _SEVERAL.format("A first work of ours", "A second work of ours")
        + "<p><a href='https://arxiv.org/pdf/2106.09685'>arXiv</a>",
        "<h1>Accepted in this year</h1><h4>Abstract</h4><h4>Abstract</h4>"
        + _SEVERAL.format("A first work of theirs", "A second work of theirs"),
    ],
    ids=["blog", "one is called PDF", "home page", "Dublin Core", "abstracts"],
)
def test_page_with_several_papers_opens_the_popup(
    would_open: WouldOpen, reads: Reads, papers: str
) -> None:
    assert would_open(papers, PAPER) == [POPUP]
    assert len(reads(papers, PAPER)) == 3


_WEEKLY = "<title>What we read this week</title><h1>What we read this week</h1>"


@pytest.mark.parametrize(
    "links",
    [
        "<p>Tea is brewed in [<a href='https://arxiv.org/pdf/1706.03762.pdf'>paper</a>] and in"
        " <a href='https://arxiv.org/abs/1810.04805'>another one</a>.",
        "<ul><li>Deep Tea Networks [<a href='https://arxiv.org/pdf/1706.03762.pdf'>pdf</a>]"
        "<li>Deeper Tea Networks [<a href='https://arxiv.org/abs/1810.04805'>arXiv</a>]</ul>",
        "<p>Deep Tea Networks <a href='https://arxiv.org/pdf/1706.03762.pdf'>论文</a>"
        "<p>and arXiv:1810.04805, in text",
        "<p><a href=/files/tea.pdf>Paper</a><p><a href=https://arxiv.org/abs/1706.03762>Deep Tea"
        " Networks</a><p><a href='https://arxiv.org/abs/1810.04805'>Deeper Tea Networks</a>",
    ],
    ids=["in sentences", "a list", "one in text", "a PDF of its own"],
)
def test_one_pdf_does_not_make_a_blog_a_paper_s_page(
    would_open: WouldOpen, reads: Reads, links: str
) -> None:
    assert would_open(_WEEKLY + links, PAPER) == [POPUP]
    assert [paper["isMention"] for paper in reads(_WEEKLY + links, PAPER)] == [False, False]


def test_selected_title_of_a_listed_paper_opens_it(would_open: WouldOpen) -> None:
    listed = f"<li>{_WEEKLY}<a href='https://arxiv.org/abs/2106.09685'>Deep Tea-Networks.</a>"
    opened = would_open(listed + _TWO_BY_TITLE, PAPER, selectionText="Deep Tea Networks")
    assert opened == [f"{ARXIV}2106.09685"]
    opened = would_open(listed + _TWO_BY_TITLE, PAPER, selectionText="Deep Tea")
    assert opened == [f"{SEARCH}Deep%20Tea"]


def test_selected_title_that_only_a_publisher_has_is_searched_as_any(
    would_open: WouldOpen,
) -> None:
    url = "https://scholar.example/scholar"
    html = (FOLDER / "blog/results.html").read_text("utf-8")
    opened = would_open(html, url, selectionText="Learning to pour")
    assert opened == [f"{SEARCH}Learning%20to%20pour"]


def test_record_on_openreview_opens_the_paper_that_it_stands_for(would_open: WouldOpen) -> None:
    url = "https://openreview.net/forum?id=aB3dE6gH9i"
    assert would_open(RECORD.format("CoRR 2024"), url) == [f"{ARXIV}2401.12345"]


def test_paper_known_by_its_title_is_searched(permitted_reader: Reader) -> None:
    sent = open_papers(titled("Deep Tea Networks"), "arxiv/1706.03762")
    page = permitted_reader.shows_own_page()
    with permitted_reader.notes_tabs() as noted:
        page.evaluate("(sent) => chrome.runtime.sendMessage(sent)", sent)
        assert noted(2) == [f"{SEARCH}Deep%20Tea%20Networks", f"{ARXIV}1706.03762"]


def test_page_that_has_moved_on_is_not_read(permitted_reader: Reader) -> None:
    tab = permitted_reader.shows(PAPER, "<meta name=citation_arxiv_id content=1706.03762>")
    opened = permitted_reader.would_open(tab, pageUrl="https://lab.example/papers/11")
    assert opened == [permitted_reader.session.url(f"{HELP}?gone")]
    assert permitted_reader.would_open(tab, pageUrl=f"{PAPER}#part") == [f"{ARXIV}1706.03762"]


def test_page_that_goes_on_loading_is_read(permitted_reader: Reader) -> None:
    script = "https://slow.example/late.js"
    html = f"<meta name=citation_arxiv_id content=1706.03762><script src={script}></script>"
    url = permitted_reader.web.serve(PAPER, html)
    slow = permitted_reader.session.context.new_page()
    slow.route(script, lambda route: None)
    slow.goto(url, wait_until="commit")
    tab = wait_until(
        lambda: next((it for it in permitted_reader.tabs() if it["url"] == url), None),
        "tab",
        lambda: None,
    )
    assert permitted_reader.would_open(tab, pageUrl=url) == [f"{ARXIV}1706.03762"]
    slow.close()
