"""Our own pages as axe-core sees them, in both languages, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Launch
from tools.browser import extension_pages
from tools.browser.fake_sites import FakeSites
from tools.browser.session import Session
from tools.browser.waiting import wait_until

STATES = [*extension_pages.PAGES, *extension_pages.POPUPS]
NO_SIDEWAYS_SCROLLING = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture(
    scope="module",
    params=[pytest.param(it, marks=pytest.mark.xdist_group(it)) for it in ("en-US", "zh-CN")],
)
def session(
    request: pytest.FixtureRequest, launched: Launch, built_permitted: Path
) -> Iterator[Session]:
    """A browser in each of our languages."""
    with FakeSites() as web, launched(built_permitted, web=web, locale=request.param) as session:
        yield session


@pytest.fixture
def page(session: Session) -> Iterator[Page]:
    page = session.context.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", STATES)
def test_page_has_no_violation(
    session: Session, page: Page, name: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    extension_pages.show(session, page, name)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.set_viewport_size({"width": 320, "height": 600})
    assert page.evaluate(NO_SIDEWAYS_SCROLLING)


@pytest.mark.parametrize("name", STATES)
def test_page_fits_at_twice_the_size(session: Session, page: Page, name: str) -> None:
    extension_pages.show(session, page, name)
    width = page.evaluate("innerWidth")
    zoom = "factor => chrome.tabs.getCurrent().then((it) => chrome.tabs.setZoom(it.id, factor))"
    page.evaluate(zoom, 2)
    try:
        is_half = f"Math.abs(innerWidth - {width / 2}) < 1"
        wait_until(lambda: page.evaluate(is_half) or None, "zoom", lambda: None)
        assert page.evaluate(NO_SIDEWAYS_SCROLLING)
    finally:
        page.evaluate(zoom, 1)  # It is the whole extension's.
