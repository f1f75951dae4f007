"""Without a paper or words to search for, a click opens the help page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import BLOG, HELP, Reader

ARXIV = "https://papers.cool/arxiv/"


@pytest.mark.parametrize(
    "url", [BLOG, "chrome://version/", "about:blank"], ids=["page", "browser's own", "blank"]
)
def test_page_without_a_paper(reader: Reader, url: str) -> None:
    tab, _ = reader.opens(url, "https://next.example/")
    assert reader.clicks(tab, pageUrl=url) == [reader.session.url(HELP)]
    (new,) = reader.new_tabs()
    assert (new["windowId"], new["index"], new["active"]) == (tab["windowId"], 1, True)


def test_link_without_a_paper(reader: Reader) -> None:
    opened = reader.clicks(linkUrl="https://shop.example/2410.06424")
    assert opened == [reader.session.url(HELP)]


@pytest.fixture
def help_page(reader: Reader) -> Page:
    assert reader.clicks() == [reader.session.url(HELP)]
    page = reader.page(reader.session.url(HELP))
    reader.watches()
    return page


def test_help_page_opens_a_typed_id(reader: Reader, help_page: Page) -> None:
    _types(help_page, "arXiv:1706.03762v7")
    assert reader.opened(1) == [ARXIV + "1706.03762"]


def test_help_page_opens_typed_papers_of_both_branches(reader: Reader, help_page: Page) -> None:
    _types(help_page, "1706.03762 https://aclanthology.org/P19-1001/")
    assert reader.opened(2) == [ARXIV + "1706.03762", "https://papers.cool/venue/P19-1001@ACL"]
    here = next(tab["index"] for tab in reader.tabs() if tab["url"] == help_page.url)
    places = [(tab["index"], tab["active"]) for tab in reader.new_tabs()]
    assert places == [(here + 1, True), (here + 2, False)]


def test_help_page_searches_typed_words(reader: Reader, help_page: Page) -> None:
    _types(help_page, "attention is all you need")
    assert reader.opened(1) == [
        ARXIV + "search?highlight=1&query=attention%20is%20all%20you%20need"
    ]


def test_help_page_button(reader: Reader, help_page: Page) -> None:
    help_page.fill("input", "1706.03762")
    help_page.click("button")
    assert reader.opened(1) == [ARXIV + "1706.03762"]


def test_help_page_rejects_punctuation_only(reader: Reader, help_page: Page) -> None:
    _types(help_page, "?! …")
    message = help_page.evaluate("chrome.i18n.getMessage('helpNoWords')")
    # Not wait_for_function, whose eval the page's CSP forbids from the second look on.
    expect(help_page.locator("input")).to_have_js_property("validationMessage", message)
    assert reader.opened() == []
    _types(help_page, "?! 1706.03762")
    assert reader.opened(1) == [ARXIV + "1706.03762"]


def test_help_page_rejects_empty_input(reader: Reader, help_page: Page) -> None:
    help_page.press("input", "Enter")
    assert help_page.evaluate("document.querySelector('input').validity.valueMissing")
    assert reader.opened() == []


def _types(page: Page, text: str) -> None:
    page.fill("input", text)
    page.press("input", "Enter")
