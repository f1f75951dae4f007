"""Several tabs selected in the tab strip: their papers open together, without a permission."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import BLOG, POPUP, Reader
from tools.browser.devtools import Json
from tools.browser.fake_sites import FOLDER
from tools.browser.session import POPUP_LISTED, Session
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


# ---------------------------------------------------------------- the popup


@pytest.fixture
def own(browser: Session) -> Iterator[Page]:
    """A tab for the popup, opened first: in the others' window it would end their selection."""
    page = browser.context.new_page()
    yield page
    page.close()


@pytest.fixture
def popup(own: Page, reader: Reader) -> Callable[..., Page]:
    """Opens the popup about a tab, in a tab."""

    def opens(tab: Json, query: str = "") -> Page:
        own.goto(reader.session.url(f"pages/popup/popup.html?tab={tab['id']}{query}"))
        own.wait_for_selector(POPUP_LISTED)
        return own

    return opens


def _titles(page: Page) -> list[str]:
    return page.locator("#papers li a").all_text_contents()


def test_popup_lists_the_papers_of_all(popup: Callable[..., Page], reader: Reader) -> None:
    tabs = _select(reader, ANTHOLOGY, ABSTRACT, FORUM)
    page = popup(tabs[1])
    assert len(_titles(page)) == 3
    names = page.locator("#papers small").all_text_contents()
    assert names == ["ACL P19-1001@ACL", "arXiv 1706.03762", "OpenReview uvVdPAVeVK@OpenReview"]
    expect(page.get_by_role("status")).to_have_text("3 papers in 3 tabs")
    expect(page.locator("#unread")).to_be_hidden()
    with reader.notes_tabs() as noted:
        page.get_by_role("button", name="Open 3", exact=True).click()
        both = "https://papers.cool/venue/P19-1001@ACL,uvVdPAVeVK@OpenReview"
        assert noted(2) == [both, ARXIV_PAPER]


def test_popup_lists_each_paper_once_with_its_title(
    popup: Callable[..., Page], reader: Reader
) -> None:
    """Of a listing's links, the content script reports no titles."""
    listing = "https://arxiv.org/list/cs.CL/recent"
    html = (FOLDER / PAGES[LISTING]).read_text("utf-8")
    reader.web.serve(listing, html.replace("0704.0526", "1706.03762"))
    tabs = _select(reader, ABSTRACT, listing)
    page = popup(tabs[0])
    assert _titles(page)[0] == "Attention Is All You Need"
    assert len(_titles(page)) == 5


def test_popup_says_how_many_tabs_could_not_be_read(
    popup: Callable[..., Page], reader: Reader
) -> None:
    tabs = _select(reader, ABSTRACT, BLOG, ANTHOLOGY, "chrome://version/")
    page = popup(tabs[0])
    expect(page.locator("#unread")).to_have_text("2 of 4 tabs could not be read")
    expect(page.locator("#open")).to_have_text("Open 2")


def test_popup_of_tabs_without_papers(popup: Callable[..., Page], reader: Reader) -> None:
    tabs = _select(reader, BLOG, "chrome://version/")
    page = popup(tabs[0])
    expect(page.locator("#nothing")).to_contain_text("No papers found in these tabs.")
    expect(page.locator("#unread")).to_have_text("2 of 2 tabs could not be read")
    expect(page.get_by_label("Filter, or paste a title, link, DOI or id")).to_have_value("")


def test_popup_in_a_tab_is_about_the_tabs_that_were_selected(reader: Reader) -> None:
    """To show it ends their selection."""
    tabs = _select(reader, ABSTRACT, BLOG, ANTHOLOGY)
    refuse = "chrome.action.openPopup = () => Promise.reject(new Error('no toolbar'))"
    worker = reader.session.worker()
    worker.evaluate(f"() => {{ globalThis.shows = chrome.action.openPopup; {refuse}; }}")
    try:
        (url,) = reader.clicks(tabs[2], **MENU_ITEM)
    finally:
        worker.evaluate("() => { chrome.action.openPopup = globalThis.shows; }")
    page = reader.page(url)
    page.wait_for_selector(POPUP_LISTED)
    names = page.locator("#papers small").all_text_contents()
    assert names == ["arXiv 1706.03762", "ACL P19-1001@ACL"]
    expect(page.locator("#unread")).to_have_text("1 of 3 tabs could not be read")


def test_popup_passes_over_tabs_that_have_closed(
    popup: Callable[..., Page], reader: Reader
) -> None:
    tabs = _select(reader, ABSTRACT, FORUM, ANTHOLOGY)
    ids = ",".join(str(tab["id"]) for tab in tabs)
    reader.do("id => chrome.tabs.remove(id)", tabs[1]["id"])
    page = popup(tabs[0], f"&tabs={ids}")
    expect(page.get_by_role("status")).to_have_text("2 papers in 2 tabs")


def test_a_tab_that_sleeps_is_known_by_its_address(permitted_reader: Reader) -> None:
    reader = permitted_reader
    tabs = _select(reader, ANTHOLOGY, ABSTRACT)
    asleep = reader.do("id => chrome.tabs.discard(id)", tabs[1]["id"])
    page = reader.session.context.new_page()
    ids = f"{tabs[0]['id']},{asleep['id']}"
    page.goto(reader.session.url(f"pages/popup/popup.html?tab={tabs[0]['id']}&tabs={ids}"))
    page.wait_for_selector(POPUP_LISTED)
    names = page.locator("#papers small").all_text_contents()
    assert names == ["ACL P19-1001@ACL", "arXiv 1706.03762"]
    expect(page.locator("#unread")).to_be_hidden()


def test_popup_opens_from_the_toolbar_with_all(reader: Reader) -> None:
    _select(reader, ABSTRACT, FORUM)
    reader.session.worker().evaluate("chrome.action.openPopup().then(() => null)")
    shown = reader.session.popup()
    assert shown.evaluate("document.querySelectorAll('#papers li').length") == 2
    reader.watches()
    shown.evaluate("void setTimeout(() => document.querySelector('#open').click())")
    assert len(reader.opened(2)) == 2
