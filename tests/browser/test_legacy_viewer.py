"""Chromium's PDF viewer before 2025: pageUrl is the viewer's, and the event may lack a tab."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Launch
from tests.browser.pdf import pdf
from tests.browser.reader import HELP, Observer, Reader, observe
from tests.profile import AT_NIGHT
from tools.browser.devtools import Json
from tools.browser.local_web import LocalWeb
from tools.browser.session import PDF_VIEWER, Session

# Chromium still has it, but changes it no more.
pytestmark = AT_NIGHT
VIEWER_PAGE = PDF_VIEWER + "index.html"


@pytest.fixture(scope="module")
def legacy(launched: Launch, built_permitted: Path) -> Iterator[Session]:
    with launched(built_permitted, args=["--disable-features=PdfOopif"]) as session:
        yield session


@pytest.fixture(scope="module")
def _legacy_observer(legacy: Session, tmp_path_factory: pytest.TempPathFactory) -> Observer:
    return observe(legacy, tmp_path_factory.mktemp("observer"))


@pytest.fixture
def reader(legacy: Session, _legacy_observer: Observer, web: LocalWeb) -> Iterator[Reader]:
    reader = Reader(legacy, _legacy_observer, web)
    yield reader
    reader.close_page()


_UNKNOWN_TABS: list[Json | None] = [
    {"id": -1},
    {"id": -1, "index": -1, "windowId": -1},
    None,
]


def test_pdf_of_a_paper(reader: Reader) -> None:
    url = reader.web.serve("https://arxiv.org/pdf/1706.03762v7", pdf(), "application/pdf")
    tab, last = reader.opens(url, "https://next.example/")
    reader.session.pdf_ready(reader.page(url), url)
    _opens_beside(reader, tab, last, None, url, "https://papers.cool/arxiv/1706.03762")


def test_pdf_without_a_paper(reader: Reader) -> None:
    url = reader.web.serve("https://files.example/slides.pdf", pdf(), "application/pdf")
    tab, last = reader.opens(url, "https://next.example/")
    reader.session.pdf_ready(reader.page(url), url)
    for given in (tab, *_UNKNOWN_TABS):
        _opens_beside(reader, tab, last, given, url, reader.session.url(f"{HELP}?pdf"))


def _opens_beside(
    reader: Reader, tab: Json, last: Json, given: Json | None, url: str, expected: str
) -> None:
    """Check what a click opens between two tabs, and close it."""
    assert reader.clicks(given, pageUrl=VIEWER_PAGE, frameUrl=url) == [expected], given
    (new,) = reader.new_tabs()
    ids = [it["id"] for it in reader.tabs(tab["windowId"])]
    assert ids == [tab["id"], new["id"], last["id"]], given
    reader.do(
        "([closed, shown]) => chrome.tabs.remove(closed)"
        ".then(() => chrome.tabs.update(shown, { active: true }))",
        [new["id"], tab["id"]],
    )
