"""The zip as a reader gets it: every page in it opens, and every script of those pages runs."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Error, Request

from tools.browser.session import Session


def test_every_page_opens_without_a_complaint(browser: Session, built: Path) -> None:
    paths = sorted(it.relative_to(built).as_posix() for it in built.rglob("*.html"))
    assert paths
    complaints: list[str] = []

    def complain(path: str, about: ConsoleMessage | Error | Request) -> None:
        complaints.append(f"{path}: {about}")

    for path in paths:
        page = browser.context.new_page()
        page.on("console", partial(complain, path))
        page.on("pageerror", partial(complain, path))
        page.on("requestfailed", partial(complain, path))
        page.goto(browser.url(path))
        page.locator("html[lang]").wait_for()
        page.locator("main").wait_for(state="visible")
        assert page.title().strip(), path
        page.close()
    assert complaints == []
