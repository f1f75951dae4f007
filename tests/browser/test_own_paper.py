"""Which paper a click on a page opens, where no meta tag has its id."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Reads, WouldOpen
from tests.browser.openreview_records import RECORD
from tests.browser.reader import HELP, POPUP, Reader
from tests.papers import open_papers, titled
from tools.browser.fake_sites import FOLDER
from tools.browser.waiting import wait_until

ARXIV = "https://papers.cool/arxiv/"
VENUE = "https://papers.cool/venue/"
SEARCH = "search?highlight=1&query="
PAPER = "https://lab.example/papers/12"
TITLE = '<!doctype html><meta name="citation_title" content="A Study of Many Things">'
OWN = "https://openreview.net/forum?id=0LZRtvK871"


@pytest.mark.parametrize(
    ("html", "url"),
    [
        # The only link to a paper, whatever its text.
        (TITLE + '<a href="https://openreview.net/forum?id=0LZRtvK871">here</a>', "0LZRtvK871"),
        # The only one of several links with a label.
        (
            TITLE
            + '<a href="https://arxiv.org/abs/1810.04805">BERT</a>'
            + '<a href="https://openreview.net/pdf?id=0LZRtvK871">[OpenReview]</a>',
            "0LZRtvK871",
        ),
        (TITLE + f"<p>ICLR 2024 [<a href='{OWN}'>Paper</a>]", "0LZRtvK871"),
        (
            TITLE + f"<meta charset=utf-8><p>[PDF] [Code] [<a href='{OWN}'>PDF下载</a>]",
            "0LZRtvK871",
        ),
        (TITLE + f"<a href='{OWN}'><img alt='OpenReview logo'>Paper</a>", "0LZRtvK871"),
        # The only one of several links with the page's title as text.
        (
            TITLE
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
    assert would_open(TITLE + mentioned, PAPER) == [POPUP]


def test_popup_that_a_click_opens(permitted_reader: Reader) -> None:
    (tab,) = permitted_reader.opens(permitted_reader.web.serve(PAPER, TITLE + _TWO_BY_TITLE))
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
    opened = would_open(TITLE + cited, PAPER)
    assert opened == [f"{ARXIV}{SEARCH}A%20Study%20of%20Many%20Things"]


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
    assert opened == [f"{ARXIV}{SEARCH}Deep%20Tea"]


def test_selected_title_that_only_a_publisher_has_is_searched_as_any(
    would_open: WouldOpen,
) -> None:
    url = "https://scholar.example/scholar"
    html = (FOLDER / "blog/results.html").read_text("utf-8")
    opened = would_open(html, url, selectionText="Learning to pour")
    assert opened == [f"{ARXIV}{SEARCH}Learning%20to%20pour"]


def test_record_on_openreview_opens_the_paper_that_it_stands_for(would_open: WouldOpen) -> None:
    url = "https://openreview.net/forum?id=aB3dE6gH9i"
    assert would_open(RECORD.format("CoRR 2024"), url) == [f"{ARXIV}2401.12345"]


def test_paper_known_by_its_title_is_searched(permitted_reader: Reader) -> None:
    sent = open_papers(titled("Deep Tea Networks"), "arxiv/1706.03762")
    page = permitted_reader.shows_own_page()
    with permitted_reader.notes_tabs() as noted:
        page.evaluate("(sent) => chrome.runtime.sendMessage(sent)", sent)
        assert noted(2) == [f"{ARXIV}{SEARCH}Deep%20Tea%20Networks", f"{ARXIV}1706.03762"]


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
