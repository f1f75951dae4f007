"""What is read of each test page, and what the popup shows of it, is as recorded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.page_to_read import PageToRead
from tests.profile import NIGHTLY
from tests.reading import golden, reading
from tests.reading.pages import GoldenPage, repo_pages
from tools.browser.local_web import LocalWeb
from tools.browser.session import Session

PAGES = list(repo_pages())
WITH_POPUP = {
    *("arxiv/html-references.html", "blog/proceedings.html"),
}
"""Those whose popup is opened in each run: between them they have each line that it may show."""


@pytest.fixture(scope="module")
def _without_links(browser: Session, permitted: Session) -> Iterator[None]:
    for session in (browser, permitted):
        reading.switch_links_off(session)
    yield
    for session in (browser, permitted):
        session.clear_settings()


@pytest.fixture(scope="module", params=PAGES, ids=lambda page: page.name)
def page(
    request: pytest.FixtureRequest, _without_links: None, to_read: PageToRead, _web: LocalWeb
) -> GoldenPage:
    """A page of the set, which is shown once for all tests."""
    page: GoldenPage = request.param
    reading.show(to_read, _web, page)
    return page


@pytest.fixture(scope="module")
def popup(permitted: Session) -> Iterator[Page]:
    page = permitted.context.new_page()
    yield page
    page.close()


def test_reads_what_was_recorded(page: GoldenPage, to_read: PageToRead) -> None:
    recorded = golden.recorded(page)
    read = reading.read(to_read, list(recorded["readings"])[1:])
    before, now = (golden.in_lines(it).split("\n") for it in (recorded, read))
    golden.check(page.name, before, now)


def test_popup(page: GoldenPage, to_read: PageToRead, popup: Page, permitted: Session) -> None:
    if page.name not in WITH_POPUP and not NIGHTLY:
        pytest.skip("runs at night: the fast tests compare what the popup is given")
    lines = reading.popup_of(permitted, popup, to_read.tab_id)
    golden.check(page.name, golden.expected(golden.POPUP)[page.name], lines)
