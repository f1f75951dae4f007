"""Without a paper or words to search for, a click opens the help page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import BLOG, HELP, MANY, POPUP, READING, Reader
from tests.profile import NIGHTLY
from tools.browser.devtools import Json
from tools.browser.session import Session
from tools.browser.waiting import wait_until

ARXIV = "https://papers.cool/arxiv/"


def test_page_without_a_paper(reader: Reader) -> None:
    tab = reader.shows(BLOG)
    assert reader.clicks(tab, pageUrl=BLOG) == [reader.session.url(f"{HELP}?unread")]
    (new,) = reader.new_tabs()
    assert (new["windowId"], new["active"]) == (tab["windowId"], True)
    assert new["index"] == tab["index"] + 1


@pytest.mark.parametrize(
    "url", ["chrome://version/", "about:blank"], ids=["browser's own", "blank"]
)
def test_page_that_cannot_be_read(reader: Reader, url: str) -> None:
    opened = reader.would_open(reader.shows(url), pageUrl=url)
    assert opened == [reader.session.url(f"{HELP}?unread")]


def test_link_without_a_paper(reader: Reader) -> None:
    opened = reader.would_open(linkUrl="https://shop.example/2410.06424")
    assert opened == [reader.session.url(f"{HELP}?link")]


def test_selection_without_words(permitted_reader: Reader) -> None:
    tab = permitted_reader.shows(READING, "<p>Tea")
    opened = permitted_reader.would_open(tab, pageUrl=READING, selectionText="?!")
    assert opened == [permitted_reader.session.url(f"{HELP}?selection")]


_REASONS = {
    "?page": "Nothing is selected, and this page names no paper",
    "?link": "This link’s address names no paper",
    "?address": "No known paper has this address",
    "?selection": "The selected text has no words to search for",
    "?text": "The typed text has no words to search for",
    "?pdf": "Nothing is selected, and this PDF’s address names no paper",
    "?unread": "This page could not be read",
    "?gone": "The page has changed since the click",
}
_IN_EACH_RUN = ("?link", "?pdf")
"""Other sentences are found in the same way."""
_SHOW_IN_FRAMES = """(urls) => document.body.append(...urls.map((src) =>
  Object.assign(document.createElement("iframe"), { src })))"""
_HEADINGS = """Object.fromEntries(Array.from(frames, ({ location, document }) => [location.search,
  [document.querySelector("h1")?.textContent, document.querySelector("#papers")?.hidden]]))"""


def test_help_page_says_the_reason_first(reader: Reader) -> None:
    """And offers no papers of the clicked page."""
    reasons = {it: said for it, said in _REASONS.items() if NIGHTLY or it in _IN_EACH_RUN}
    page = reader.shows_own_page()
    page.evaluate(_SHOW_IN_FRAMES, [reader.session.url(HELP + query) for query in reasons])

    def look() -> dict[str, list[object]] | None:
        said: dict[str, list[object]] = page.evaluate(_HEADINGS)
        return said if all(heading for heading, _ in said.values()) else None

    said = wait_until(look, "headings")
    assert said == {query: [reason, True] for query, reason in reasons.items()}


_PAPERS = "Show the papers on this page"
_LISTING = "<a href=https://shop.example/tea id=it>PDF</a><p>arXiv:1706.03762, arXiv:1810.04805"


def _helped(reader: Reader) -> tuple[Json, Page]:
    """A click on a link without a paper, in a page with papers: its tab, and the help page."""
    reader.web.serve(READING, f"<!doctype html>{_LISTING}")
    tab, _ = reader.opens(READING, BLOG)
    (url,) = reader.clicks(tab, pageUrl=READING, linkUrl="https://shop.example/tea")
    assert url == reader.session.url(f"{HELP}?link&papers")
    page = reader.page(url)
    expect(page.get_by_role("button", name=_PAPERS)).to_be_visible()
    return tab, page


def test_help_page_shows_the_papers_of_the_clicked_page_until_that_is_closed(
    permitted_reader: Reader,
) -> None:
    """In the popup; in a tab where there is no toolbar."""
    tab, page = _helped(permitted_reader)
    button = page.get_by_role("button", name=_PAPERS)
    with permitted_reader.notes_tabs(page) as noted:
        button.click()
        assert noted(1) == [POPUP]
    assert permitted_reader.tab(tab)["active"]
    page.evaluate("() => { chrome.action.openPopup = () => Promise.reject(new Error('none')); }")
    permitted_reader.watches()
    button.click()
    (url,) = permitted_reader.opened(1)
    assert url == permitted_reader.session.url(f"pages/popup/popup.html?tab={tab['id']}")
    expect(permitted_reader.page(url).locator("#papers li")).to_have_count(2)
    permitted_reader.page(READING).close()
    page.bring_to_front()
    button.click()
    expect(page.get_by_role("status")).to_have_text("That page was closed.")
    assert len(permitted_reader.new_tabs()) == 1


@pytest.fixture(scope="module")
def _help_page(browser: Session) -> Iterator[Page]:
    page = browser.context.new_page()
    page.goto(browser.url(HELP))
    yield page
    page.close()


@pytest.fixture
def help_page(_help_page: Page, reader: Reader) -> Page:
    """The help page with an empty field, which tests use in turn."""
    _help_page.bring_to_front()
    _help_page.fill("input", "")
    reader.watches()
    return _help_page


def test_help_page_opens_typed_papers_of_both_branches(reader: Reader, help_page: Page) -> None:
    _types(help_page, "1706.03762 https://aclanthology.org/P19-1001/")
    assert reader.opened(2) == [ARXIV + "1706.03762", "https://papers.cool/venue/P19-1001@ACL"]
    here = next(tab["index"] for tab in reader.tabs() if tab["url"] == help_page.url)
    places = [(tab["index"], tab["active"]) for tab in reader.new_tabs()]
    assert places == [(here + 1, True), (here + 2, False)]


def test_help_page_opens_what_is_typed(reader: Reader, help_page: Page) -> None:
    with reader.notes_tabs(help_page) as noted:
        _types(help_page, "arXiv:1706.03762v7")
        assert noted(1) == [ARXIV + "1706.03762"]
        _types(help_page, "attention is all you need")
        search = ARXIV + "search?highlight=1&query=attention%20is%20all%20you%20need"
        assert noted(2)[1:] == [search]
        help_page.fill("input", "1810.04805")
        help_page.click("form button")
        assert noted(3)[2:] == [ARXIV + "1810.04805"]
        _types(help_page, " ".join(f"2401.{number:05}" for number in range(1, 2001)))
        (asks,) = noted(4)[3:]
        assert asks.startswith(reader.session.url(MANY))


def test_help_page_opens_once_on_a_double_click(reader: Reader, help_page: Page) -> None:
    button = help_page.get_by_role("button", name="Open on Cool Papers")
    help_page.fill("input", "1706.03762")
    with reader.notes_tabs(help_page) as noted:
        button.dblclick()
        expect(button).to_be_disabled()
        expect(button).to_be_enabled()
        assert noted(1) == [ARXIV + "1706.03762"]
        help_page.focus("input")
        for _ in range(3):
            help_page.keyboard.down("Enter")  # all but the first are repeats
        help_page.keyboard.up("Enter")
        expect(button).to_be_enabled()
        assert noted(2) == [ARXIV + "1706.03762"] * 2


_UNKNOWN = "https://doi.org/10.1145/3292500.3330701"
"""The DOI of a paper that no source has."""


def test_help_page_rejects_what_is_neither_words_nor_a_known_paper(
    reader: Reader, help_page: Page
) -> None:
    with reader.notes_tabs(help_page) as noted:
        help_page.press("input", "Enter")
        assert help_page.evaluate("document.querySelector('input').validity.valueMissing")
        _types(help_page, "?! …")
        _is_told(help_page, "helpNoWords")
        _types(help_page, _UNKNOWN)
        _is_told(help_page, "popupUnknownAddress")
        assert noted(0) == []
        _types(help_page, "?! 1706.03762")
        assert noted(1) == [ARXIV + "1706.03762"]


def _is_told(page: Page, name: str) -> None:
    message = page.evaluate("(name) => chrome.i18n.getMessage(name)", name)
    # Not wait_for_function, whose eval the page's CSP forbids from the second look on.
    expect(page.locator("input")).to_have_js_property("validationMessage", message)


def test_address_that_names_no_paper(permitted_reader: Reader) -> None:
    tab = permitted_reader.shows(READING, "<p>Tea")
    url = permitted_reader.session.url(f"{HELP}?address")
    opened = permitted_reader.would_open(tab, pageUrl=READING, selectionText=_UNKNOWN)
    assert opened == [url]
    assert permitted_reader.would_open(door="address bar", typed=_UNKNOWN) == [url]


def _types(page: Page, text: str) -> None:
    page.fill("input", text)
    page.press("input", "Enter")
