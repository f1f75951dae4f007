"""Words that the extension's own pages were given stay out of the browser's history."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reader import HELP, Reader
from tools.browser.waiting import wait_until

ASK = "pages/choose-search/choose-search.html"
NOTES = "https://notes.example/mine"
WORDS = "My private notes"


@pytest.fixture
def reader(permitted_reader: Reader) -> Iterator[Reader]:
    """Who wants to be asked which half to search."""
    worker = permitted_reader.session.worker()
    worker.evaluate("chrome.storage.sync.set({ search: 'ask' })")
    yield permitted_reader
    permitted_reader.session.clear_settings()


def _opens(reader: Reader, path: str) -> Page:
    tab = reader.writes(f"<title>{WORDS}</title>", NOTES)
    (url,) = reader.clicks(tab, pageUrl=NOTES, selectionText=WORDS if path == ASK else "")
    assert url.startswith(reader.session.url(path))
    return reader.page(reader.session.url(path))


def _has_words(page: Page) -> None:
    field: Locator = page.locator("input, .words")
    if HELP in page.url:
        expect(field).to_have_value(WORDS)
    else:
        expect(field).to_have_text(WORDS)


@pytest.mark.parametrize("path", [ASK, HELP])
def test_words_stay_out_of_the_history(reader: Reader, path: str) -> None:
    """They are there after a reload all the same."""
    page = _opens(reader, path)
    _has_words(page)
    search = "text => chrome.history.search({ text, startTime: 0, maxResults: 100 })"
    visited = wait_until(lambda: reader.do(search, page.url.partition("#")[0]) or None, "visit")
    assert page.url in [it["url"] for it in visited]
    assert [it["url"] for it in visited if "private" in it["url"]] == []
    page.reload()
    _has_words(page)


@pytest.mark.parametrize("path", [ASK, HELP])
def test_words_are_handed_over_without_a_store(reader: Reader, path: str) -> None:
    worker = reader.session.worker()
    worker.evaluate(
        """() => {
          globalThis.store = chrome.storage.session.set;
          chrome.storage.session.set = () => Promise.reject(new Error("broken"));
        }"""
    )
    _has_words(_opens(reader, path))
    worker.evaluate("() => { chrome.storage.session.set = globalThis.store; }")
