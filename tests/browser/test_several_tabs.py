"""Several tabs selected in the tab strip: their papers open together, without a permission."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import BLOG, POPUP, Observer, Reader, TabInUse
from tools.browser.devtools import Json
from tools.browser.fake_sites import FOLDER
from tools.browser.local_web import LocalWeb
from tools.browser.session import POPUP_LISTED
from tools.browser.waiting import wait_until

ABSTRACT = "https://arxiv.org/abs/1706.03762"
LISTING = "https://arxiv.org/list/hep-th/recent"
FORUM = "https://openreview.net/forum?id=uvVdPAVeVK"
ANTHOLOGY = "https://aclanthology.org/P19-1001/"
VERSION = "chrome://version/"
ARXIV_PAPER = "https://papers.cool/arxiv/1706.03762"
ANTHOLOGY_PAPER = "https://papers.cool/venue/P19-1001@ACL"
FORUM_PAPER = "https://papers.cool/venue/uvVdPAVeVK@OpenReview"
VENUE_PAPERS = f"{FORUM_PAPER},P19-1001@ACL"
LISTED = "https://papers.cool/arxiv/hep-th/9901001,1706.03762,0704.0042,math/0703772,0704.0278"
MENU_ITEM: Json = {"menuItemId": "open-tab", "pageUrl": None, "frameId": None}
PAGES = {
    ABSTRACT: "arxiv/abs.html",
    FORUM: "openreview/forum-legacy.html",
    ANTHOLOGY: "acl/paper.html",
    LISTING: "arxiv/list-recent.html",
}
_LINKS = (
    "tabId => chrome.scripting.executeScript({ target: { tabId }, func: () =>"
    " document.querySelectorAll('.cool-papers-link').length }).then(([it]) => it.result)"
)
_OPENS_BEHIND = """([url, windowId]) =>
  chrome.tabs.create({ url, windowId, active: false }).then((tab) => loaded(tab.id))"""


@pytest.fixture
def own(own_tab: TabInUse) -> Page:
    """A tab for the popup, opened before tabs are selected: that would end their selection."""
    return own_tab.take()


@pytest.fixture(scope="module")
def all_tabs(_observer: Observer, _web: LocalWeb) -> Iterator[dict[str, Json]]:
    """Tabs to select in one window, by URL, in this order, with their content scripts."""
    for url, file in PAGES.items():
        html = (FOLDER / file).read_text("utf-8")
        _web.serve(url, html.replace("0704.0526", "1706.03762"))  # listed, too
    opened = _observer.do("urls => openWindow(urls)", [*PAGES, BLOG, VERSION])
    tabs = {tab["url"]: tab for tab in opened}
    for url in PAGES:
        _wait_for_links(_observer, tabs[url])
    yield tabs
    _observer.do("ids => chrome.tabs.remove(ids)", [tab["id"] for tab in opened])


def _wait_for_links(observer: Observer, tab: Json) -> None:
    wait_until(lambda: observer.do(_LINKS, tab["id"]) or None, f"links on {tab['url']}")


Select = Callable[..., list[Json]]


@pytest.fixture
def select(all_tabs: dict[str, Json], reader: Reader) -> Select:
    """Selects the tabs of these URLs, and returns them; the first one is shown."""

    def selects(*urls: str) -> list[Json]:
        tabs = [all_tabs[url] for url in urls]
        reader.focuses(tabs[0])
        reader.do(
            "([windowId, tabs]) => chrome.tabs.highlight({ windowId, tabs }).then(() => null)",
            [tabs[0]["windowId"], [tab["index"] for tab in tabs]],
        )
        return [reader.tab(tab) for tab in tabs]

    return selects


def test_their_papers_open_together(reader: Reader, select: Select) -> None:
    tabs = select(ABSTRACT, FORUM, ANTHOLOGY)
    assert reader.would_open(tabs[1], **MENU_ITEM) == [ARXIV_PAPER, VENUE_PAPERS]


def test_a_listing_gives_all_its_papers(reader: Reader, select: Select) -> None:
    tabs = select(ANTHOLOGY, LISTING)
    assert reader.would_open(tabs[0], **MENU_ITEM) == [ANTHOLOGY_PAPER, LISTED]


def test_a_tab_that_cannot_be_read_is_not_passed_over(reader: Reader, select: Select) -> None:
    tabs = select(ABSTRACT, BLOG)
    assert reader.would_open(tabs[0], **MENU_ITEM) == [POPUP]


def test_an_entry_on_another_tab_is_about_that_tab(
    reader: Reader, select: Select, all_tabs: dict[str, Json]
) -> None:
    select(ABSTRACT, ANTHOLOGY)
    other = all_tabs[FORUM]
    assert reader.would_open(other, **{**MENU_ITEM, "pageUrl": FORUM}) == [FORUM_PAPER]


def test_the_entry_in_a_page_is_about_that_page(reader: Reader, select: Select) -> None:
    tabs = select(ABSTRACT, ANTHOLOGY)
    assert reader.would_open(tabs[0], pageUrl=ABSTRACT) == [ARXIV_PAPER]


# ---------------------------------------------------------------- the popup


@pytest.fixture
def popup(own: Page, reader: Reader) -> Callable[..., Page]:
    """Opens the popup about a tab, in a tab."""

    def opens(tab: Json) -> Page:
        own.goto(reader.session.url(f"pages/popup/popup.html?tab={tab['id']}"))
        own.wait_for_selector(POPUP_LISTED)
        return own

    return opens


def _titles(page: Page) -> list[str]:
    return page.locator("#papers li a").all_text_contents()


def _names(page: Page) -> list[str]:
    return page.locator("#papers small").all_text_contents()


def test_popup_lists_the_papers_of_all(
    popup: Callable[..., Page], reader: Reader, select: Select
) -> None:
    tabs = select(ABSTRACT, FORUM, ANTHOLOGY)
    page = popup(tabs[1])
    assert len(_titles(page)) == 3
    assert _names(page) == [
        "arXiv 1706.03762",
        "OpenReview uvVdPAVeVK@OpenReview",
        "ACL P19-1001@ACL",
    ]
    expect(page.get_by_role("status")).to_have_text("3 papers in 3 tabs")
    expect(page.locator("#unread")).to_be_hidden()
    with reader.notes_tabs() as noted:
        page.get_by_role("button", name="Open 3", exact=True).click()
        assert noted(2) == [ARXIV_PAPER, VENUE_PAPERS]


def test_popup_lists_each_paper_once_with_its_title_and_says_what_could_not_be_read(
    popup: Callable[..., Page], select: Select
) -> None:
    """Of a listing's links, the content script reports no titles."""
    page = popup(select(ABSTRACT, BLOG, LISTING, VERSION)[0])
    assert _titles(page)[0] == "Attention Is All You Need"
    assert len(_titles(page)) == 5
    expect(page.locator("#unread")).to_have_text("2 of 4 tabs could not be read")
    expect(page.locator("#open")).to_have_text("Open 5")


def test_popup_of_tabs_without_papers(popup: Callable[..., Page], select: Select) -> None:
    page = popup(select(BLOG, VERSION)[0])
    expect(page.locator("#nothing")).to_contain_text("No papers found in these tabs.")
    expect(page.locator("#unread")).to_have_text("2 of 2 tabs could not be read")
    expect(page.get_by_label("Filter, or paste a title, link, DOI or id")).to_have_value("")


def test_popup_in_a_tab_is_about_the_tabs_that_were_selected(
    reader: Reader, select: Select
) -> None:
    """To show it ends their selection."""
    tabs = select(ABSTRACT, BLOG, ANTHOLOGY)
    refuse = "chrome.action.openPopup = () => Promise.reject(new Error('no toolbar'))"
    worker = reader.session.worker()
    worker.evaluate(f"() => {{ globalThis.shows = chrome.action.openPopup; {refuse}; }}")
    try:
        (url,) = reader.clicks(tabs[2], **MENU_ITEM)
    finally:
        worker.evaluate("() => { chrome.action.openPopup = globalThis.shows; }")
    page = reader.page(url)
    page.wait_for_selector(POPUP_LISTED)
    assert _names(page) == ["arXiv 1706.03762", "ACL P19-1001@ACL"]
    expect(page.locator("#unread")).to_have_text("1 of 3 tabs could not be read")


def test_a_tab_that_sleeps_is_known_by_its_address_and_one_that_has_closed_is_passed_over(
    own: Page, all_tabs: dict[str, Json], permitted_reader: Reader
) -> None:
    closed = 123456789
    reader, shown = permitted_reader, all_tabs[ANTHOLOGY]
    behind = reader.do(_OPENS_BEHIND, [ABSTRACT, shown["windowId"]])
    asleep = reader.do("id => chrome.tabs.discard(id)", behind["id"])
    ids = f"{shown['id']},{closed},{asleep['id']}"
    own.goto(reader.session.url(f"pages/popup/popup.html?tab={shown['id']}&tabs={ids}"))
    own.wait_for_selector(POPUP_LISTED)
    assert _names(own) == ["ACL P19-1001@ACL", "arXiv 1706.03762"]
    expect(own.get_by_role("status")).to_have_text("2 papers in 2 tabs")
    expect(own.locator("#unread")).to_be_hidden()


def test_popup_opens_from_the_toolbar_with_all(reader: Reader, select: Select) -> None:
    select(ABSTRACT, FORUM)
    reader.session.worker().evaluate("chrome.action.openPopup().then(() => null)")
    shown = reader.session.popup()
    assert shown.evaluate("document.querySelectorAll('#papers li').length") == 2
    with reader.notes_tabs() as noted:
        shown.evaluate("void setTimeout(() => document.querySelector('#open').click())")
        assert noted(2) == [ARXIV_PAPER, FORUM_PAPER]
