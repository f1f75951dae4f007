"""Words that the extension's own pages were given stay out of the browser's history."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reader import HELP, PLAIN, Reader
from tests.profile import AT_NIGHT
from tools.browser.waiting import wait_until

ASK = "pages/choose-search/choose-search.html"
NOTES = "https://notes.example/mine"
WORDS = "My private notes"
_STORED = "async () => (await import('/flow/session.js')).sessionArea().get(null)"


@pytest.fixture
def reader(permitted_reader: Reader) -> Iterator[Reader]:
    """Who wants to be asked which half to search."""
    worker = permitted_reader.session.worker()
    worker.evaluate("chrome.storage.sync.set({ search: 'ask' })")
    yield permitted_reader
    permitted_reader.session.clear_settings()


def _opens(reader: Reader, path: str) -> Page:
    tab = reader.shows(NOTES, f"<title>{WORDS}</title>")
    (url,) = reader.clicks(tab, pageUrl=NOTES, selectionText=WORDS if path == ASK else "")
    assert url.startswith(reader.session.url(path))
    return reader.page(reader.session.url(path))


def _has_words(page: Page) -> None:
    field: Locator = page.locator("input, .words")
    if HELP in page.url:
        expect(field).to_have_value(WORDS)
    else:
        expect(field).to_have_text(WORDS)


@pytest.mark.parametrize("path", [pytest.param(ASK, marks=AT_NIGHT), HELP])
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


@AT_NIGHT  # In each run, a unit test refuses the store.
def test_help_page_comes_without_words_if_there_is_no_store(reader: Reader) -> None:
    worker = reader.session.worker()
    worker.evaluate(
        """() => {
          globalThis.store = chrome.storage.session.set;
          chrome.storage.session.set = () => Promise.reject(new Error("broken"));
        }"""
    )
    page = _opens(reader, HELP)
    assert page.url == reader.session.url(f"{HELP}?page")
    expect(page.locator("input")).to_have_value("")
    worker.evaluate("() => { chrome.storage.session.set = globalThis.store; }")


def test_nothing_stays_of_incognito_windows(reader: Reader) -> None:
    """Nor is it in the store that they share with other windows meanwhile."""
    session = reader.session
    store = "chrome.storage.session"
    session.worker().evaluate(f"{store}.clear()")
    own = session.open_incognito(session.url(PLAIN))
    tab = next(it for it in reader.tabs() if it["url"] == own.url and it["incognito"])
    asking, paper = (
        reader.clicks(tab, incognito=True, pageUrl=NOTES, selectionText=text)
        for text in (WORDS, "1706.03762")
    )
    assert asking[0].startswith(session.url(ASK))
    _has_words(reader.page(session.url(ASK)))
    wait_until(lambda: paper[0] in str(own.evaluate(_STORED)) or None, "note of the paper")
    assert session.worker().evaluate(f"{store}.get(null)") == {}
    windows = "chrome.windows.getAll().then((all) => all.filter((it) => it.incognito))"
    reader.do(
        f"{windows}.then((all) => Promise.all(all.map((it) => chrome.windows.remove(it.id))))"
    )
    wait_until(lambda: not session.worker_runs(incognito=True) or None, "end of its worker")
    assert session.worker().evaluate(f"{store}.get(null)") == {}
    assert session.open_incognito(session.url(PLAIN)).evaluate(_STORED) == {}
