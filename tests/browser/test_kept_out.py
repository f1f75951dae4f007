"""Web pages cannot show, open or read what is the extension's, nor talk to it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from build.render import ROOT
from tests.browser.reader import Reader
from tools.browser.waiting import wait_until_loaded

PAGE = "https://blog.example/attack"
OWN_FILES = sorted(
    file.relative_to(ROOT / "extension").as_posix()
    for file in (ROOT / "extension" / "pages").rglob("*.html")
)


@pytest.fixture
def page(reader: Reader) -> Page:
    reader.shows(PAGE, "<!doctype html><title>A blog</title>")
    return reader.page(PAGE)


def test_no_page_of_ours_can_be_framed(reader: Reader, page: Page) -> None:
    for path in OWN_FILES:
        page.evaluate(
            """(url) => new Promise((loaded) => {
              const frame = document.body.appendChild(document.createElement("iframe"));
              frame.onload = loaded;
              frame.src = url;
            })""",
            reader.session.url(path),
        )
    framed = [frame.url for frame in page.frames if frame != page.main_frame]
    assert framed == ["chrome-error://chromewebdata/"] * len(OWN_FILES)


def test_no_page_of_ours_can_be_opened_by_another(reader: Reader, page: Page) -> None:
    with page.context.expect_page() as opening:
        page.evaluate("(url) => void open(url)", reader.session.url("pages/options/options.html"))
    wait_until_loaded(opening.value)
    assert opening.value.url in (
        "about:blank",
        "about:blank#blocked",
        "chrome-error://chromewebdata/",
    )
    opening.value.close()


@pytest.mark.parametrize("path", ["manifest.json", "icons/16.png", "papers/find.js"])
def test_no_file_of_ours_can_be_read(reader: Reader, page: Page, path: str) -> None:
    """So a site cannot tell who has the extension."""
    read = "(url) => fetch(url).then(() => 'read', () => 'refused')"
    assert page.evaluate(read, reader.session.url(path)) == "refused"


def test_pages_cannot_send_messages(page: Page) -> None:
    assert page.evaluate("globalThis.chrome?.runtime?.sendMessage") is None
