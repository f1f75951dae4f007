"""Every page in the zip opens, and its scripts run without errors."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Error, Request

from tools.browser.session import Session


def test_every_page_opens_without_errors(browser: Session, built: Path) -> None:
    paths = sorted(it.relative_to(built).as_posix() for it in built.rglob("*.html"))
    assert paths
    problems: list[str] = []

    def record(path: str, about: ConsoleMessage | Error | Request) -> None:
        problems.append(f"{path}: {about}")

    for path in paths:
        page = browser.context.new_page()
        page.on("console", partial(record, path))
        page.on("pageerror", partial(record, path))
        page.on("requestfailed", partial(record, path))
        page.goto(browser.url(path))
        page.locator("html[lang]").wait_for()
        page.locator("main").wait_for(state="visible")
        assert page.title().strip(), path
        page.close()
    assert problems == []
