"""Without a paper or words to search for, a click opens the help page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import BLOG, HELP, MANY, Reader

ARXIV = "https://papers.cool/arxiv/"


def test_page_without_a_paper(reader: Reader) -> None:
    tab = reader.shows(BLOG)
    assert reader.clicks(tab, pageUrl=BLOG) == [reader.session.url(HELP)]
    (new,) = reader.new_tabs()
    assert (new["windowId"], new["active"]) == (tab["windowId"], True)
    assert new["index"] == tab["index"] + 1


@pytest.mark.parametrize(
    "url", ["chrome://version/", "about:blank"], ids=["browser's own", "blank"]
)
def test_page_that_cannot_be_read(reader: Reader, url: str) -> None:
    assert reader.would_open(reader.shows(url), pageUrl=url) == [reader.session.url(HELP)]


def test_link_without_a_paper(reader: Reader) -> None:
    opened = reader.would_open(linkUrl="https://shop.example/2410.06424")
    assert opened == [reader.session.url(HELP)]


@pytest.fixture
def help_page(reader: Reader) -> Page:
    url = reader.session.url(HELP)
    reader.shows(url)
    page = reader.page(url)
    reader.watches()
    return page


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
        help_page.click("button")
        assert noted(3)[2:] == [ARXIV + "1810.04805"]
        _types(help_page, " ".join(f"2401.{number:05}" for number in range(1, 2001)))
        (asks,) = noted(4)[3:]
        assert asks.startswith(reader.session.url(MANY))


def test_help_page_opens_once_on_a_double_click(reader: Reader, help_page: Page) -> None:
    button = help_page.get_by_role("button")
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


def test_help_page_rejects_what_holds_no_words(reader: Reader, help_page: Page) -> None:
    with reader.notes_tabs(help_page) as noted:
        help_page.press("input", "Enter")
        assert help_page.evaluate("document.querySelector('input').validity.valueMissing")
        _types(help_page, "?! …")
        message = help_page.evaluate("chrome.i18n.getMessage('helpNoWords')")
        # Not wait_for_function, whose eval the page's CSP forbids from the second look on.
        expect(help_page.locator("input")).to_have_js_property("validationMessage", message)
        assert noted(0) == []
        _types(help_page, "?! 1706.03762")
        assert noted(1) == [ARXIV + "1706.03762"]


def _types(page: Page, text: str) -> None:
    page.fill("input", text)
    page.press("input", "Enter")
