"""Fixtures of the browser tests: the unpacked build, the local web, browsers and readers.

Those whose names begin with `_` are for other fixtures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Playwright, sync_playwright

from build.__main__ import build
from build.browsers import BROWSERS
from build.pack import unpack
from tests.browser.links import LinkBrowser, LinkReader
from tests.browser.page_to_read import PageToRead
from tests.browser.reader import READING, Observer, Reader, TabInUse, load_too, observe
from tests.profile import NIGHTLY
from tools.browser.extension import (
    odd_coloured_copy,
    with_host_permissions,
    with_optional_permissions,
)
from tools.browser.fake_sites import FakeSites
from tools.browser.launch import launch
from tools.browser.local_web import LocalWeb
from tools.browser.screen import LEAN_SIZE, LEAN_WINDOW, Screen
from tools.browser.session import Session
from tools.browser.waiting import PATIENCE


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked zip that ships; each xdist worker has its own folder."""
    _, archive = build(BROWSERS["chrome"], tmp_path_factory.mktemp("dist"))
    return unpack(archive, tmp_path_factory.mktemp("unpacked") / "chrome")


@pytest.fixture(scope="session")
def built_permitted(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build with host permissions for all sites, since only real clicks grant activeTab."""
    return with_host_permissions(built, tmp_path_factory.mktemp("permitted") / "chrome")


@pytest.fixture(scope="session")
def _web() -> Iterator[LocalWeb]:
    with LocalWeb() as web:
        yield web


@pytest.fixture
def web(_web: LocalWeb) -> LocalWeb:
    """The local server for all hosts; its `requests` are those of this test only."""
    _web.mark()
    return _web


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


class Launch(Protocol):
    """`tools.browser.launch.launch` with the arguments shared by all tests."""

    def __call__(self, extension: Path, **options: Any) -> AbstractContextManager[Session]: ...


@pytest.fixture(scope="session")
def _running() -> list[Session]:
    """The browsers whose workers must log no error."""
    return []


@pytest.fixture(scope="session")
def launched(playwright: Playwright, _web: LocalWeb, _running: list[Session]) -> Launch:
    """Start browsers: `with launched(extension) as session`; workers must log no error."""

    @contextmanager
    def start(
        extension: Path, web: LocalWeb = _web, *, headless: bool = True, **options: Any
    ) -> Iterator[Session]:
        options = {"headless": headless, "lean": headless, **options}
        with launch(playwright, extension, web, **options) as session:
            _running.append(session)
            try:
                yield session
                assert session.worker_errors == []
            finally:
                _running.remove(session)

    return start


@pytest.fixture(autouse=True)
def _no_worker_errors(_running: list[Session]) -> Iterator[None]:
    """Fail every test in which the extension's worker throws or logs an error."""
    yield
    for session in _running:
        errors = session.worker_errors
        session.forget_worker_errors()
        assert errors == []


@pytest.fixture(scope="session")
def browser(launched: Launch, built: Path) -> Iterator[Session]:
    """The browser of nearly all tests: headless, the extension allowed in incognito windows."""
    with launched(built, incognito=True) as session:
        yield session


@pytest.fixture(scope="session")
def _on_fake_sites(launched: Launch, built_permitted: Path) -> Iterator[Session]:
    """A browser for the tour's sites; the extension has host permissions for all sites."""
    with (
        FakeSites() as web,
        launched(built_permitted, web=web, args=["--window-size=1280,900"]) as session,
    ):
        yield session


@dataclass(frozen=True)
class OnScreen:
    """A browser on a virtual screen, for native tests, and the sites that it sees."""

    screen: Screen
    session: Session
    web: FakeSites


class Screens(Protocol):
    """Start a browser on a virtual screen, with more flags: `with _screens(flags) as on_screen`."""

    def __call__(self, flags: Sequence[str] = ()) -> AbstractContextManager[OnScreen]: ...


@pytest.fixture(scope="session")
def _screens(launched: Launch, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Screens:
    extension = odd_coloured_copy(built, tmp_path_factory.mktemp("native") / "extension")

    @contextmanager
    def start(flags: Sequence[str] = ()) -> Iterator[OnScreen]:
        with (
            Screen(*LEAN_SIZE) as screen,
            FakeSites() as web,
            launched(
                extension,
                web=web,
                headless=False,
                # At night as for readers, with processes of their own for each site.
                lean=not NIGHTLY,
                incognito=True,
                args=[*LEAN_WINDOW, *flags],
                env=screen.env,
            ) as session,
        ):
            # Reloading while the worker's script is being fetched would log an error.
            session.worker(timeout=PATIENCE)
            session.stop_worker()  # so that the next one is surely a new one
            # As when installed from a store; unpacked extensions have file access.
            session.configure(fileAccess=False)
            yield OnScreen(screen, session, web)

    return start


@pytest.fixture(scope="session")
def on_screen(_screens: Screens) -> Iterator[OnScreen]:
    """The browser of nearly all native tests, in which the extension has an odd colour."""
    with _screens() as it:
        yield it


@pytest.fixture(scope="session")
def chinese_web() -> Iterator[FakeSites]:
    """The local server of the Chinese browser."""
    with FakeSites() as web:
        yield web


@pytest.fixture(scope="session")
def chinese(launched: Launch, built_permitted: Path, chinese_web: FakeSites) -> Iterator[Session]:
    """A browser in Chinese; the extension has host permissions for all sites."""
    with launched(built_permitted, web=chinese_web, locale="zh-CN") as session:
        yield session


@pytest.fixture(scope="session")
def permitted(browser: Session, built_permitted: Path) -> Session:
    """The extension with host permissions for all sites, in the same browser."""
    return load_too(browser, built_permitted)


@pytest.fixture(scope="session")
def _observer(browser: Session, tmp_path_factory: pytest.TempPathFactory) -> Observer:
    return observe(browser, tmp_path_factory.mktemp("observer"))


@pytest.fixture
def reader(browser: Session, _observer: Observer, web: LocalWeb) -> Iterator[Reader]:
    """A reader who clicks; what they open is closed after the test."""
    reader = Reader(browser, _observer, web)
    yield reader
    reader.close_page()


@pytest.fixture
def permitted_reader(permitted: Session, _observer: Observer, web: LocalWeb) -> Iterator[Reader]:
    """A reader whose click lets the extension read the page, as real clicks do."""
    reader = Reader(permitted, _observer, web)
    yield reader
    reader.close_page()


@pytest.fixture(scope="module")
def own_tab(browser: Session) -> Iterator[TabInUse]:
    """A tab for pages of the extension."""
    with closing(TabInUse(browser.context.new_page)) as tab:
        yield tab


@pytest.fixture(scope="module")
def _popup_tab(permitted: Session) -> Iterator[TabInUse]:
    """A tab for popups of an extension that may read all pages."""
    with closing(TabInUse(permitted.context.new_page)) as tab:
        yield tab


@pytest.fixture(scope="session")
def _all_sites_allowed(
    launched: Launch, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LinkBrowser]:
    """A browser in which every permission that a reader can grant is granted."""
    # Not `browser`: `permitted` loads a second copy there, which would add links too.
    allowing = with_optional_permissions(built, tmp_path_factory.mktemp("allowed") / "chrome")
    with launched(allowing) as session:
        yield LinkBrowser(session, observe(session, tmp_path_factory.mktemp("observer")))


@pytest.fixture
def link_reader(_all_sites_allowed: LinkBrowser, web: LocalWeb) -> Iterator[LinkReader]:
    """A reader of pages to which the extension adds links; no optional site is switched on."""
    reader = LinkReader(_all_sites_allowed, web)
    yield reader
    reader.close_page()


_READ = """async (tab) => {
  const { readPage } = await import("/page-reader/page-reader.js");
  const { readingOf } = await import("/reading/reading.js");
  const { listed } = readingOf(await readPage(tab));
  return listed.map(({ paper, ...said }) => ({ id: paper.words, ...paper, ...said }));
}"""


class Reads(Protocol):
    """Returns the papers of a page with this body, as the popup lists them."""

    def __call__(
        self, body: str, url: str = READING, kind: str = "text/html"
    ) -> list[dict[str, Any]]: ...


@pytest.fixture(scope="session")
def _to_read(permitted: Session, _observer: Observer) -> PageToRead:
    return PageToRead(permitted, _observer.opens_first)


@pytest.fixture(scope="module")
def to_read(_to_read: PageToRead) -> Iterator[PageToRead]:
    """A page that tests write, and the extension reads."""
    yield _to_read
    _to_read.clear()


@pytest.fixture
def reads(to_read: PageToRead, web: LocalWeb) -> Reads:
    def papers(body: str, url: str = READING, kind: str = "text/html") -> list[dict[str, Any]]:
        if kind == "text/html":
            to_read.write(web, body, url)
        else:
            to_read.page.goto(web.serve(url, body, kind))
        to_read.lay_out()
        found: list[dict[str, Any]] = to_read.ask(_READ)
        if kind != "text/html":
            to_read.page.goto("about:blank")  # `write` cannot write into such a page.
        return found

    return papers


class WouldOpen(Protocol):
    """Returns the URLs that a click on a page with this body would open, or POPUP."""

    def __call__(self, body: str, url: str = READING, **info: Any) -> list[str]: ...


@pytest.fixture
def would_open(to_read: PageToRead, web: LocalWeb) -> WouldOpen:
    def urls(body: str, url: str = READING, **info: Any) -> list[str]:
        to_read.write(web, body, url)
        return to_read.would_open(**info)

    return urls
