"""Every page in the zip opens, and its scripts run without errors.

Those that open as they are do so in test_own_pages.py. Here are the others, which open with words,
with papers or for a tab, in the state where they have none.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import ConsoleMessage, Error, Request

from tools.browser.extension_pages import PAGES
from tools.browser.session import Session


def test_every_page_opens_without_errors(browser: Session, built: Path) -> None:
    paths = {it.relative_to(built).as_posix() for it in built.rglob("*.html")}
    paths -= set(PAGES.values())
    assert paths
    problems: list[str] = []

    def record(about: ConsoleMessage | Error | Request) -> None:
        problems.append(f"{page.url}: {about}")

    page = browser.context.new_page()
    page.on("console", record)
    page.on("pageerror", record)
    page.on("requestfailed", record)
    for path in sorted(paths):
        page.goto(browser.url(path))
        page.locator("html[lang]").wait_for()
        page.locator("main").wait_for(state="visible")
        assert page.title().strip(), path
    page.close()
    assert problems == []
