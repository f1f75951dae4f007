"""Several tabs selected in the tab strip: their papers open together, without a permission."""

from __future__ import annotations

from tests.browser.reader import BLOG, POPUP, Reader
from tools.browser.devtools import Json
from tools.browser.fake_sites import FOLDER
from tools.browser.waiting import wait_until

ABSTRACT = "https://arxiv.org/abs/1706.03762"
LISTING = "https://arxiv.org/list/hep-th/recent"
FORUM = "https://openreview.net/forum?id=uvVdPAVeVK"
ANTHOLOGY = "https://aclanthology.org/P19-1001/"
ARXIV_PAPER = "https://papers.cool/arxiv/1706.03762"
VENUE_PAPERS = "https://papers.cool/venue/uvVdPAVeVK@OpenReview,P19-1001@ACL"
LISTED = "https://papers.cool/arxiv/hep-th/9901001,0704.0526,0704.0042,math/0703772,0704.0278"
MENU_ITEM: Json = {"menuItemId": "open-tab", "pageUrl": None, "frameId": None}
PAGES = {
    ABSTRACT: "arxiv/abs.html",
    LISTING: "arxiv/list-recent.html",
    FORUM: "openreview/forum-legacy.html",
    ANTHOLOGY: "acl/paper.html",
}


def _select(reader: Reader, *urls: str) -> list[Json]:
    """Open these tabs in a window, with their content scripts, and select them all."""
    for url in urls:
        if url in PAGES:
            reader.web.serve(url, (FOLDER / PAGES[url]).read_text("utf-8"))
    tabs = reader.opens(*urls)
    for tab in tabs:
        if tab["url"] in PAGES:
            _wait_for_links(reader, tab)
    reader.do(
        "([windowId, tabs]) => chrome.tabs.highlight({ windowId, tabs }).then(() => null)",
        [tabs[0]["windowId"], [tab["index"] for tab in tabs]],
    )
    return [reader.tab(tab) for tab in tabs]


def _wait_for_links(reader: Reader, tab: Json) -> None:
    linked = (
        "tabId => chrome.scripting.executeScript({ target: { tabId }, func: () =>"
        " document.querySelectorAll('.cool-papers-link').length }).then(([it]) => it.result)"
    )
    wait_until(lambda: reader.do(linked, tab["id"]) or None, f"links on {tab['url']}")


def test_their_papers_open_together(reader: Reader) -> None:
    tabs = _select(reader, ABSTRACT, FORUM, ANTHOLOGY)
    assert reader.would_open(tabs[1], **MENU_ITEM) == [ARXIV_PAPER, VENUE_PAPERS]


def test_a_listing_gives_all_its_papers(reader: Reader) -> None:
    tabs = _select(reader, LISTING, ANTHOLOGY)
    assert reader.would_open(tabs[0], **MENU_ITEM) == [
        LISTED,
        "https://papers.cool/venue/P19-1001@ACL",
    ]


def test_a_tab_that_cannot_be_read_is_not_passed_over(reader: Reader) -> None:
    tabs = _select(reader, ABSTRACT, BLOG)
    assert reader.would_open(tabs[0], **MENU_ITEM) == [POPUP]


def test_an_entry_on_another_tab_is_about_that_tab(reader: Reader) -> None:
    _select(reader, ABSTRACT, ANTHOLOGY)
    (other,) = reader.opens(ABSTRACT.replace("1706.03762", "1810.04805"))
    clicked = {**MENU_ITEM, "pageUrl": other["url"]}
    assert reader.would_open(other, **clicked) == ["https://papers.cool/arxiv/1810.04805"]


def test_the_entry_in_a_page_is_about_that_page(reader: Reader) -> None:
    tabs = _select(reader, ABSTRACT, ANTHOLOGY)
    assert reader.would_open(tabs[0], pageUrl=ABSTRACT) == [ARXIV_PAPER]
