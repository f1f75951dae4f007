"""The menu opens the papers of the selection, or else of the link, or else of the page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.browser.reader import Reader

ARXIV = "https://papers.cool/arxiv/"
VENUE = "https://papers.cool/venue/"
ABS = "https://arxiv.org/abs/"


def test_selected_id(reader: Reader) -> None:
    assert reader.clicks(selectionText="see arXiv:1706.03762.") == [ARXIV + "1706.03762"]
    assert reader.web.wait_for(ARXIV) == [ARXIV + "1706.03762"]


def test_selected_ids_open_in_order_once_each_without_versions(reader: Reader) -> None:
    text = "2410.06424v2, hep-th/9901001; arXiv:1706.03762v7 [cs.CL] and again 2410.06424v1."
    assert reader.would_open(selectionText=text) == [ARXIV + "2410.06424,hep-th/9901001,1706.03762"]


def test_selected_papers_of_several_venues(reader: Reader) -> None:
    text = (
        "https://proceedings.mlr.press/v139/sun21c.html, https://aclanthology.org/P19-1001/ and"
        " https://openreview.net/forum?id=rJl-b3RcF7 (doi:10.24963/ijcai.2019/12)"
    )
    (url,) = reader.would_open(selectionText=text)
    assert _ids(url) == [
        "sun21c@v139@PMLR",
        "P19-1001@ACL",
        "rJl-b3RcF7@OpenReview",
        "12@2019@IJCAI",
    ]
    assert url.startswith(VENUE)


def test_selected_papers_of_both_branches_show_the_first_one_s_branch(reader: Reader) -> None:
    text = "https://aclanthology.org/P19-1001 and arXiv:1706.03762"
    expected = [VENUE + "P19-1001@ACL", ARXIV + "1706.03762"]
    assert reader.clicks(selectionText=text) == expected
    assert [tab["active"] for tab in reader.new_tabs()] == [True, False]
    for url in expected:
        assert reader.web.wait_for(url, 1)


def test_selected_papers_win_over_link_and_page(reader: Reader) -> None:
    opened = reader.would_open(
        selectionText="2410.06424", linkUrl=ABS + "1706.03762", pageUrl=ABS + "1512.03385"
    )
    assert opened == [ARXIV + "2410.06424"]


def test_link_with_a_paper_wins_over_selected_words(reader: Reader) -> None:
    opened = reader.would_open(selectionText="Adam", linkUrl=ABS + "1412.6980")
    assert opened == [ARXIV + "1412.6980"]


def test_link_wins_over_the_page(reader: Reader) -> None:
    opened = reader.would_open(
        linkUrl="https://arxiv.org/pdf/1706.03762v7", pageUrl=ABS + "1512.03385"
    )
    assert opened == [ARXIV + "1706.03762"]


@pytest.mark.parametrize(
    "wrapper",
    [
        "https://link.zhihu.com/?target=https%3A//arxiv.org/abs/1706.03762",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Farxiv.org%2Fabs%2F1706.03762v7&ved=2ah",
        "https://web.archive.org/web/2024/https://arxiv.org/abs/1706.03762",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Flink.zhihu.com%2F"
        "%3Ftarget%3Dhttps%253A%252F%252Farxiv.org%252Fabs%252F1706.03762&data=05",
    ],
    ids=["zhihu", "google", "archive", "mail filter around zhihu"],
)
def test_wrapped_link(reader: Reader, wrapper: str) -> None:
    assert reader.would_open(linkUrl=wrapper) == [ARXIV + "1706.03762"]


def test_page_wins_over_a_link_without_a_paper(reader: Reader) -> None:
    opened = reader.would_open(linkUrl="https://arxiv.org/help", pageUrl=ABS + "1512.03385")
    assert opened == [ARXIV + "1512.03385"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (ABS + "1512.03385v1#abstract", ARXIV + "1512.03385"),
        ("https://aclanthology.org/2024.acl-long.1/", VENUE + "2024.acl-long.1@ACL"),
        ("https://openreview.net/forum?id=rJl-b3RcF7", VENUE + "rJl-b3RcF7@OpenReview"),
        ("https://www.ijcai.org/proceedings/2019/0012.pdf", VENUE + "12@2019@IJCAI"),
        ("https://proceedings.mlr.press/v139/sun21c.html", VENUE + "sun21c@v139@PMLR"),
    ],
    ids=["arXiv", "ACL", "OpenReview", "IJCAI", "PMLR"],
)
def test_paper_page(reader: Reader, page: str, expected: str) -> None:
    opened = reader.would_open(pageUrl=page)
    assert [unquote(url) for url in opened] == [expected]


def test_frame_wins_over_the_page(reader: Reader) -> None:
    opened = reader.would_open(frameUrl=ABS + "1706.03762", pageUrl=ABS + "1512.03385", frameId=7)
    assert opened == [ARXIV + "1706.03762"]


def test_page_wins_over_a_frame_without_a_paper(reader: Reader) -> None:
    opened = reader.would_open(
        frameUrl="https://ads.example/", pageUrl=ABS + "1512.03385", frameId=7
    )
    assert opened == [ARXIV + "1512.03385"]


def test_tab_strip(reader: Reader) -> None:
    opened = reader.would_open(menuItemId="open-tab", pageUrl=ABS + "1512.03385")
    assert opened == [ARXIV + "1512.03385"]


def test_url_known_only_from_the_tab(reader: Reader) -> None:
    tab = reader.tabs(reader.own_window)[-1]
    info = {"menuItemId": "open-tab", "editable": False}
    reader.watches()
    reader.session.dispatch(info, {**tab, "url": ABS + "1512.03385"})
    assert reader.opened() == [ARXIV + "1512.03385"]


@pytest.mark.parametrize("name", ["研究 2410.06424.pdf", "2410.06424v2 (1).pdf"])
def test_pdf_on_disk(reader: Reader, tmp_path: Path, name: str) -> None:
    """By its name; the native tests click in such a PDF."""
    url = (tmp_path / name).as_uri()
    assert reader.would_open(pageUrl=url, frameUrl=url) == [ARXIV + "2410.06424"]


def _ids(url: str) -> list[str]:
    return unquote(urlsplit(url).path).split("/", 2)[2].split(",")


# ---------------------------------------------------------------- words that are searched

SEARCH = "https://papers.cool/arxiv/search?highlight=1&query="


def searched(reader: Reader, text: str) -> str:
    """The decoded query of the one search that a click on a selection would open."""
    (url,) = reader.would_open(selectionText=text)
    return _query(url)


def _query(url: str) -> str:
    assert url.startswith(SEARCH)
    assert len(url) <= 2000
    query = parse_qs(urlsplit(url).query, strict_parsing=True, errors="strict")
    assert query["highlight"] == ["1"]
    (words,) = query["query"]
    return words


def test_search_reaches_cool_papers_as_it_was_opened(reader: Reader) -> None:
    text = "“GPT-4: 100% & more? #1+1=2” 注意力机制：一切 \u200fتعلم \u202bآلي\u202c עמוק\u200e"
    (url,) = reader.clicks(selectionText=text)
    assert _query(url) == "GPT 4 100 more 1 1 2 注意力机制 一切 تعلم آلي עמוק"
    assert reader.web.wait_for(SEARCH) == [url]


def test_selected_words_on_a_paper_page_open_the_paper(reader: Reader) -> None:
    # The paper of the page is a better guess than a search result.
    opened = reader.would_open(
        selectionText="attention", pageUrl="https://arxiv.org/abs/1512.03385"
    )
    assert opened == ["https://papers.cool/arxiv/1512.03385"]


def test_long_selection_is_cut_between_words_if_it_has_spaces(reader: Reader) -> None:
    text = "The dominant sequence transduction models are based on recurrent networks. " * 100
    words = searched(reader, text)
    all_words = text.replace(".", "").split()
    assert words.split(" ") == all_words[: len(words.split(" "))]
    assert 150 < len(words) <= 200
    text = "x" + "𠮷" * 1000  # cut after 200 units, it would be cut in a character
    words = searched(reader, text)
    assert text.startswith(words)
    assert len(words) >= 100


def test_selection_without_words(reader: Reader) -> None:
    opened = reader.would_open(selectionText="…?! ❤️")
    assert opened == [reader.session.url("pages/help/help.html?selection")]


def test_half_an_emoji(reader: Reader) -> None:
    tab = reader.tabs(reader.own_window)[-1]
    reader.watches()
    reader.session.worker().evaluate(
        "tab => Promise.all(chrome.contextMenus.onClicked.dispatch("
        "{ selectionText: 'attention \\ud83d', pageUrl: 'https://blog.example/' }, tab"
        ").results).then(() => null)",
        tab,
    )
    assert reader.opened() == [SEARCH + "attention"]
