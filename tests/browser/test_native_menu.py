"""Real right-clicks and real clicks on our menu entry, in a headed browser on a virtual screen.

Each click also proves that the entry is at the top level: in a submenu, a click on our icon would
only open that submenu.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OnScreen, Screens
from tests.browser.native_pages import TAB_ICON, TARGET, Colour, page, pdf, target
from tests.browser.reader import show_html
from tests.profile import AT_NIGHT
from tests.references import in_a_pdf
from tools.browser.bibliography import bibliography
from tools.browser.local_web import LocalWeb
from tools.browser.pixels import Point, same
from tools.browser.screen import Screen
from tools.browser.session import Session
from tools.browser.tour import point_in_pdf
from tools.browser.waiting import PATIENCE, wait_until, wait_until_painted

if sys.platform != "linux":
    pytest.skip("native menus are tried on a virtual X screen: Linux", allow_module_level=True)

pytestmark = pytest.mark.native

ARXIV = "https://arxiv.org/abs/2410.06424"
ARXIV_PDF = "https://arxiv.org/pdf/2410.06424v2"
BIBLIOGRAPHY = "https://files.example/notes.pdf"
FORUM = "https://openreview.net/forum?id=SkB-_mcel"
UNKNOWN = "https://blog.example/post"
UNKNOWN_PDF = "https://blog.example/slides.pdf"
LISTING = "https://arxiv.org/list/cs.CL/new"
LISTING_PAGE = Path(__file__).parents[1] / "pages" / "arxiv" / "list-new.html"
SAYS_ID = {"citation_arxiv_id": "2410.06424"}

COOL_ARXIV = "https://papers.cool/arxiv/2410.06424"
COOL_FORUM = "https://papers.cool/venue/SkB-_mcel@OpenReview"
HELP = "pages/help/help.html"
LIST = "pages/references/references.html"
SEARCH = "https://papers.cool/arxiv/search?highlight=1&query="

CLICKS = int(os.environ.get("CLICKS", "9"))
"""How many clicks are made with the worker stopped before each; each door comes in turn."""

_CLOSE_ALL_BUT_THE_FIRST = """async () => {
  const tabs = await chrome.tabs.query({});
  await chrome.tabs.remove(tabs.filter(({ index }) => index > 0).map(({ id }) => id));
  return (await chrome.tabs.query({})).length === 1 || null;
}"""
_NOTE_SELECTION = """
void chrome.contextMenus.onClicked.addListener((info) => { self.selection = info.selectionText; })
"""
_MENU_MADE = """
Promise.all([chrome.contextMenus.update("open", {}), chrome.extension.isAllowedFileSchemeAccess()])
  .then(([_, files]) => !files || null, () => null)
"""

Tab = dict[str, Any]


@dataclass
class Desk:
    """A virtual screen with a browser, and what a reader does there."""

    screen: Screen
    session: Session
    home: Page
    incognito: bool = False
    expected: list[str] = field(default_factory=list)
    menu_open: bool = False
    home_taken: bool = False

    def start(self, web: LocalWeb, pictures: Path) -> None:
        """Begin a test: no requests to Cool Papers are expected yet."""
        self.web = web
        self.pictures = pictures
        self.expected = []

    def show(self, url: str, body: str | None = None) -> Page:
        """Open a page, with this body if given, in the first tab, or a new one if that is taken."""
        if body is not None:
            self.web.serve(url, body)
        # A new tab costs more; and Playwright cannot open incognito ones.
        if self.home_taken and not self.incognito:
            shown = self.session.context.new_page()
        else:
            shown = self.home
            if shown.url != "about:blank":
                shown.goto("about:blank")  # Takes back activeTab, and the target from the screen.
        self.home_taken = True
        shown.goto(url)
        return shown

    def write(self, body: str) -> None:
        """Show a page of an unknown site in the first tab without loading it, if it is there.

        An earlier click may have granted activeTab: only for clicks that do not read the page.
        """
        show_html(self.home, self.web, UNKNOWN, body)
        self.home_taken = True
        wait_until_painted(self.home)  # Before, the last page's target is on the screen.

    def show_pdf(self, url: str, text: str = "paper", *, link: str | None = None) -> Page:
        """Open a PDF, and wait until the viewer has loaded it."""
        shown = self.show(self.web.serve(url, pdf(text, link=link), "application/pdf"))
        self.session.pdf_ready(shown, url)
        return shown

    def wait_for_menu_made(self) -> None:
        """Wait until our menu entry exists."""
        worker = self.session.worker(incognito=self.incognito, timeout=PATIENCE)
        wait_until(lambda: worker.evaluate(_MENU_MADE), "menu entry", self._pump, PATIENCE)

    def aim(self, colour: Colour = TARGET) -> Point:
        """Wait until the largest patch of a colour stops moving, and return its centre."""
        [point] = self.aim_at_all(1, colour)
        return point

    def aim_at_all(self, count: int, colour: Colour) -> list[Point]:
        """Wait until `count` patches of a colour stop moving, and return their centres."""
        last: list[Point] = []

        def look() -> list[Point] | None:
            nonlocal last
            if count == 1:
                largest = self.screen.find_largest(colour)
                now = [largest] if largest else []
            else:
                now = self.screen.find_icon(colour)
            still = len(now) == count and now == last
            last = now
            return now if still else None

        return wait_until(look, f"{count} patches of {colour}", self._pump, PATIENCE)

    def select_word(self, at: Point) -> None:
        """Double-click a word, and wait until the selection is visible."""
        self.screen.move(*at)
        before = self.screen.settled()
        self.screen.double_click(*at)
        try:
            self._wait_for_change(before, PATIENCE / 4)
        except AssertionError:
            # On a busy machine the two clicks can be too far apart.
            warnings.warn("the double click selected nothing; clicking again", stacklevel=2)
            self.screen.double_click(*at)
            self._wait_for_change(before)

    def select_all(self, at: Point) -> None:
        """Select all by keyboard in what is at a point, and wait until that is visible."""
        self.select_word(at)
        before = self.screen.settled()
        self.screen.press("ctrl+a")
        self._wait_for_change(before)

    def select_references(self, first: int, last: int) -> Point:
        """Open the PDF of a bibliography, select references with the mouse; return where."""
        made = bibliography()
        shown = self.show(self.web.serve(BIBLIOGRAPHY, made.pdf, "application/pdf"))
        self.session.pdf_ready(shown, BIBLIOGRAPHY)
        before = self.screen.settled(timeout=PATIENCE, looks=3)
        start, end = (point_in_pdf(shown, spot) for spot in made.ends_of(first, last))
        self.screen.drag(start, end)
        self._wait_for_change(before)
        return start

    def right_click(self, at: Point) -> Point:
        """Open the menu, check that it has one entry of ours, and return the entry's position."""
        self.menu_open = True
        self.screen.right_click(*at)
        with self._pictured("the menu"):
            entries = self.screen.wait_for_menu_entries(timeout=PATIENCE)
            assert len(entries) == 1, f"{len(entries)} entries of ours"
        return entries[0]

    def click_entry(self, entry: Point, opens: Sequence[str], beside: Tab) -> None:
        """Click our entry, and wait until `opens`, or else the help page, opens next to a tab."""
        self.screen.click(*entry)
        self.menu_open = False
        self.expected.extend(opens)
        with self._pictured("after the click"):
            if opens:
                self.web.wait_for(_is_cool_papers, len(opens), PATIENCE)
                assert sorted(self.asked) == sorted(opens)
            else:
                self.own_page(HELP)
            opened = self.shown_tab(beside["windowId"])
            assert opened["index"] == beside["index"] + 1
            assert opened["incognito"] == self.incognito

    def press_shortcut(self, *opens: str) -> None:
        """Press the real keys, and wait until `opens` is requested."""
        self.screen.press("alt+c")
        self.expected.extend(opens)
        with self._pictured("after the shortcut"):
            self.web.wait_for(_is_cool_papers, len(opens), PATIENCE)

    def choose(self, at: Point, *opens: str, beside: Tab | None = None) -> None:
        """Right-click, click our entry, and wait until `opens` opens, next to the active tab."""
        tab = beside or self.shown_tab()
        self.click_entry(self.right_click(at), opens, tab)

    def choose_to_list(self, at: Point) -> Page:
        """The same where the page that lists references opens; return that page."""
        self.screen.click(*self.right_click(at))
        self.menu_open = False
        with self._pictured("after the click"):
            return self.own_page(LIST)

    def choose_with_worker_stopped(self, at: Point, *opens: str) -> None:
        """The same while the service worker is stopped."""
        tab = self.shown_tab()
        self.session.stop_worker(incognito=self.incognito)
        entry = self.right_click(at)
        assert not self.session.worker_runs(incognito=self.incognito)
        self.click_entry(entry, opens, tab)

    def act_with_worker_stopped(self, act: Callable[[], None], *opens: str) -> None:
        """Do what wakes the stopped service worker, and wait until `opens` is requested."""
        self.session.stop_worker()
        assert not self.session.worker_runs()
        act()
        self.expected.extend(opens)
        with self._pictured("after the click"):
            self.web.wait_for(_is_cool_papers, len(opens), PATIENCE)

    def goes_back(self) -> None:
        """Close all tabs but the first, which is then shown."""
        worker = self.session.worker(incognito=self.incognito)
        # Not through Playwright, which notices new tabs late.
        close = partial(worker.evaluate, _CLOSE_ALL_BUT_THE_FIRST)
        wait_until(close, "single tab", self._pump, PATIENCE)

    def check_asked(self) -> None:
        """Check that just what was expected was requested, and begin to count anew."""
        assert sorted(self.asked) == sorted(self.expected)
        self.web.mark()
        self.expected.clear()

    @property
    def asked(self) -> list[str]:
        """URLs of Cool Papers requested in this test."""
        return [url for url in self.web.requests if _is_cool_papers(url)]

    def own_page(self, path: str) -> Page:
        """Wait until a page of the extension is open, and return it."""
        url = self.session.url(path)

        def look() -> Page | None:
            return next((it for it in self.session.context.pages if it.url.startswith(url)), None)

        return wait_until(look, path, self._pump, PATIENCE)

    def tabs(self) -> list[Tab]:
        return self.session.tabs(incognito=self.incognito)

    def shown_tab(self, window: int | None = None) -> Tab:
        """The active tab of a window, by default of the newest one."""
        shown = [it for it in self.tabs() if it["active"] and window in (None, it["windowId"])]
        return shown[-1]

    def _wait_for_change(self, before: Any, timeout: float = PATIENCE) -> None:
        look = partial(self._changed, before)
        wait_until(look, "selection", self._pump, timeout)

    def _changed(self, before: Any) -> bool | None:
        return None if same(self.screen.image(), before) else True

    @contextmanager
    def _pictured(self, what: str) -> Iterator[None]:
        try:
            yield
        except AssertionError as error:
            picture = self.pictures / f"{what}.png"
            self.screen.image().save(picture)
            self._pump()
            error.add_note(f"open: {[it.url for it in self.session.context.pages]}")
            error.add_note(f"the screen then: {picture}")
            raise

    def _pump(self) -> None:
        _ = self.session.worker_errors

    def clean_up(self) -> None:
        """Close the menu and all tabs but the first, which the next test may take."""
        if self.menu_open:
            self.screen.press("Escape")
            self.menu_open = False
        if not self.session.worker_runs(incognito=self.incognito):
            self.session.start_worker(incognito=self.incognito)
        self.goes_back()
        self.home_taken = False


def _is_cool_papers(url: str) -> bool:
    return urlsplit(url).hostname == "papers.cool"


def _search_for(title: str) -> str:
    return SEARCH + quote(title.replace("-", " "))


class Browser:
    """Base of the test classes; those that want flags have a browser of their own."""

    flags: ClassVar[Sequence[str]] = ()
    incognito: ClassVar[bool] = False


@pytest.fixture(scope="class")
def place(request: pytest.FixtureRequest, _screens: Screens) -> Iterator[OnScreen]:
    """The browser of a test class."""
    flags = request.cls.flags
    if not flags:
        yield request.getfixturevalue("on_screen")
        return
    with _screens(flags) as it:
        yield it


@pytest.fixture(scope="class")
def desktop(request: pytest.FixtureRequest, place: OnScreen) -> Iterator[Desk]:
    """The desk for a test class; an incognito window is in front of the other one."""
    session, incognito = place.session, request.cls.incognito
    window = session.open_incognito() if incognito else session.context.pages[0]
    desktop = Desk(place.screen, session, window, incognito)
    desktop.wait_for_menu_made()
    yield desktop
    if incognito:
        window.close()


@pytest.fixture
def desk(desktop: Desk, place: OnScreen, tmp_path: Path) -> Iterator[Desk]:
    place.web.mark()
    desktop.start(place.web, tmp_path)
    yield desktop
    desktop.clean_up()
    desktop.check_asked()


class TestPages(Browser):
    @AT_NIGHT
    def test_page_of_an_unknown_site(self, desk: Desk) -> None:
        desk.show(UNKNOWN, page(target()))
        desk.choose(desk.aim())

    @AT_NIGHT
    @pytest.mark.parametrize(
        ("says", "opens"),
        [
            (SAYS_ID, COOL_ARXIV),
            (
                {"citation_title": "Attention, please: α & β"},
                f"{SEARCH}Attention%20please%20%CE%B1%20%CE%B2",
            ),
        ],
        ids=["id", "title"],
    )
    def test_page_whose_meta_tags_name_its_paper(
        self, desk: Desk, says: dict[str, str], opens: str
    ) -> None:
        desk.show(UNKNOWN, page(target(), says=says))
        desk.choose(desk.aim(), opens)

    def test_shortcut_in_a_pdf(self, desk: Desk) -> None:
        desk.show_pdf(ARXIV_PDF)
        desk.press_shortcut(COOL_ARXIV)

    @AT_NIGHT
    def test_popup_by_keyboard(self, desk: Desk) -> None:
        desk.show(UNKNOWN, page(f"{target()}<p>arXiv:2410.06424, 10.18653/v1/P19-1001"))
        desk.aim()
        desk.screen.press("alt+shift+k")
        popup = desk.session.popup(PATIENCE)
        focused = "document.activeElement.id"
        wait_until(
            lambda: popup.evaluate(focused) == "field" or None, "popup", desk._pump, PATIENCE
        )
        desk.screen.press("Return")
        desk.expected += [COOL_ARXIV, "https://papers.cool/venue/P19-1001@ACL"]
        desk.web.wait_for(_is_cool_papers, 2, PATIENCE)

    def test_only_the_list_scrolls_in_a_popup_of_many_papers(self, desk: Desk) -> None:
        ids = " ".join(f"arXiv:2401.{number:05}" for number in range(1, 2001))
        desk.show(UNKNOWN, page(f"{target()}<p>{ids}"))
        desk.aim()
        desk.screen.press("alt+shift+k")
        popup = desk.session.popup(PATIENCE)
        # Chromium resizes the popup to its content a moment later.
        fits = (
            "innerWidth > 400 && document.documentElement.scrollHeight <= innerHeight"
            " && document.querySelector('#found').clientHeight > 150"
        )
        wait_until(lambda: popup.evaluate(fits) or None, "popup that fits", desk._pump, PATIENCE)
        desk.screen.press("Escape")

    def test_address_bar(self, desk: Desk) -> None:
        shown = desk.show(UNKNOWN, page(target()))
        desk.screen.click(*desk.aim())  # takes the focus from the address bar
        desk.screen.focus_address_bar()
        desk.screen.type("cool ")
        desk.screen.type(FORUM)
        desk.screen.press("Return")
        desk.expected.append(COOL_FORUM)
        desk.web.wait_for(_is_cool_papers, 1, PATIENCE)
        # Enter opens in the active tab, as for any address.
        shown.wait_for_url(COOL_FORUM)

    @AT_NIGHT
    def test_link(self, desk: Desk) -> None:
        desk.write(page(target(f'<a href="{FORUM}">paper</a>')))
        desk.choose(desk.aim(), COOL_FORUM)

    @AT_NIGHT
    def test_selected_word(self, desk: Desk) -> None:
        desk.write(page(target("Transformers")))
        at = desk.aim()
        desk.select_word(at)
        desk.choose(at, f"{SEARCH}Transformers")

    @AT_NIGHT
    def test_selected_papers(self, desk: Desk) -> None:
        text = f"arXiv:1706.03762v7, {FORUM}, 1706.03762, hep-th/9901001"
        desk.show(ARXIV, page(target(text)))
        at = desk.aim()
        desk.select_all(at)
        desk.choose(at, "https://papers.cool/arxiv/1706.03762,hep-th/9901001", COOL_FORUM)

    @pytest.mark.parametrize(
        "around",
        [
            pytest.param(UNKNOWN, id="unknown site", marks=AT_NIGHT),
            pytest.param(FORUM, id="paper page"),
        ],
    )
    def test_frame(self, desk: Desk, around: str) -> None:
        frame = desk.web.serve(ARXIV, page(target()))
        desk.show(around, page(f'<iframe src="{frame}"></iframe>'))
        desk.choose(desk.aim(), COOL_ARXIV)

    @AT_NIGHT
    def test_frame_in_a_page_whose_meta_tags_name_its_paper(self, desk: Desk) -> None:
        frame = desk.web.serve("https://ads.example/frame", page(target()))
        around = page(f'<iframe src="{frame}"></iframe>', says=SAYS_ID)
        desk.show(UNKNOWN, around)
        desk.choose(desk.aim(), COOL_ARXIV)


class TestTabStrip(Browser):
    @AT_NIGHT
    def test_paper_page(self, desk: Desk) -> None:
        desk.show(ARXIV, page("", icon=True))
        desk.choose(desk.aim(TAB_ICON), COOL_ARXIV)

    @AT_NIGHT
    def test_page_of_an_unknown_site(self, desk: Desk) -> None:
        desk.show(UNKNOWN, page("", icon=True))
        desk.choose(desk.aim(TAB_ICON))

    @pytest.mark.parametrize(
        "url",
        [
            pytest.param(ARXIV, id="by its URL", marks=AT_NIGHT),
            pytest.param(UNKNOWN, id="by what it says"),
        ],
    )
    def test_background_tab(self, desk: Desk, url: str) -> None:
        desk.show(url, page("", icon=True, says=SAYS_ID))
        tab = desk.shown_tab()
        desk.show(FORUM, page(""))
        desk.choose(desk.aim(TAB_ICON), COOL_ARXIV, beside=tab)


def _menu_on_a_page(desk: Desk) -> None:
    desk.show(ARXIV, page(target()))
    desk.choose_with_worker_stopped(desk.aim(), COOL_ARXIV)


def _menu_on_a_page_that_is_read(desk: Desk) -> None:
    desk.show(UNKNOWN, page(target(), says=SAYS_ID))
    desk.choose_with_worker_stopped(desk.aim(), COOL_ARXIV)


def _menu_on_a_link(desk: Desk) -> None:
    desk.write(page(target(f'<a href="{FORUM}">paper</a>')))
    desk.choose_with_worker_stopped(desk.aim(), COOL_FORUM)


def _menu_on_a_selection(desk: Desk) -> None:
    desk.write(page(target("Transformers")))
    at = desk.aim()
    desk.select_word(at)
    desk.choose_with_worker_stopped(at, f"{SEARCH}Transformers")


def _menu_on_a_tab(desk: Desk) -> None:
    desk.show(ARXIV, page("", icon=True))
    desk.choose_with_worker_stopped(desk.aim(TAB_ICON), COOL_ARXIV)


def _shortcut(desk: Desk) -> None:
    desk.show(UNKNOWN, page(target("Transformers")))
    desk.select_word(desk.aim())
    desk.act_with_worker_stopped(lambda: desk.screen.press("alt+c"), f"{SEARCH}Transformers")


def _popup(desk: Desk) -> None:
    desk.show(UNKNOWN, page(f"{target()}<p>arXiv:2410.06424"))
    desk.aim()
    desk.screen.press("alt+shift+k")
    popup = desk.session.popup(PATIENCE)
    is_ready = "document.activeElement.id === 'field' || null"
    wait_until(lambda: popup.evaluate(is_ready), "popup", timeout=PATIENCE)
    desk.act_with_worker_stopped(lambda: desk.screen.press("Return"), COOL_ARXIV)


def _address_bar(desk: Desk) -> None:
    shown = desk.show(UNKNOWN, page(target()))
    desk.screen.click(*desk.aim())  # takes the focus from the address bar
    desk.screen.focus_address_bar()
    desk.screen.type("cool ")
    desk.screen.type("attention is all")
    desk.screen.settled(looks=3)
    opens = f"{SEARCH}attention%20is%20all"
    desk.act_with_worker_stopped(lambda: desk.screen.press("Return"), opens)
    # It opens in the active tab: still on its way, it would interrupt what is opened next.
    shown.wait_for_url(opens)


def _link_to_all(desk: Desk) -> None:
    shown = desk.show(LISTING, LISTING_PAGE.read_text("utf-8"))
    link = shown.get_by_text("Open all 2 on Cool Papers").first
    link.wait_for()
    desk.act_with_worker_stopped(link.click, "https://papers.cool/arxiv/2010.11929,2103.00020")


DOORS = [
    *(_menu_on_a_page, _menu_on_a_tab, _menu_on_a_page_that_is_read, _menu_on_a_link),
    *(_menu_on_a_selection, _shortcut, _popup, _address_bar, _link_to_all),
]


class TestStoppedWorker(Browser):
    @AT_NIGHT
    @pytest.mark.timeout(120 + 20 * CLICKS)
    def test_every_door_wakes_the_worker(self, desk: Desk) -> None:
        for number in range(CLICKS):
            DOORS[number % len(DOORS)](desk)
            desk.clean_up()
            desk.check_asked()


class PdfCases(Browser):
    def test_part_of_an_id_selected(self, desk: Desk) -> None:
        """The PDF's paper opens; once with the worker stopped."""
        desk.show_pdf(ARXIV_PDF, "1706.03762v7")
        desk.choose_with_worker_stopped(desk.aim(), COOL_ARXIV)
        desk.goes_back()
        desk.check_asked()
        at = desk.aim()
        desk.select_word(at)
        desk.choose(at, COOL_ARXIV)

    def test_pdf_of_an_unknown_site(self, desk: Desk) -> None:
        desk.show_pdf(UNKNOWN_PDF, "1706.03762v7")
        desk.choose(desk.aim())
        desk.goes_back()
        at = desk.aim()
        desk.select_word(at)
        desk.choose(at, f"{SEARCH}03762v7")

    def test_local_file(self, desk: Desk, tmp_path: Path) -> None:
        file = tmp_path / "2410.06424v2.pdf"
        file.write_bytes(pdf("paper"))
        desk.session.pdf_ready(desk.show(file.as_uri()))
        desk.choose(desk.aim(), COOL_ARXIV)

    def test_pdf_in_a_page(self, desk: Desk) -> None:
        url = desk.web.serve(ARXIV_PDF, pdf("paper"), "application/pdf")
        frame = f'<iframe src="{url}" width="1000" height="700"></iframe>'
        desk.session.pdf_ready(desk.show(UNKNOWN, page(frame)), url)
        desk.choose(desk.aim(), COOL_ARXIV)

    def test_tab(self, desk: Desk) -> None:
        # A PDF's tab has no icon to find: it is in the middle between two pages' tabs.
        desk.show(UNKNOWN, page("", icon=True))
        desk.show_pdf(ARXIV_PDF)
        tab = desk.shown_tab()
        desk.show(UNKNOWN)
        (left, top), (right, _) = desk.aim_at_all(2, TAB_ICON)
        desk.choose(((left + right) // 2, top), COOL_ARXIV, beside=tab)


@AT_NIGHT
class TestPdf(PdfCases):
    """What the tour does not do in a PDF."""


@AT_NIGHT
class TestReferencesInAPdf(Browser):
    """A page of two columns; the second one starts within reference 8, in a word of its title."""

    @pytest.mark.parametrize("number", [4, 8], ids=["in a column", "in two columns"])
    def test_one_selected(self, desk: Desk, number: int) -> None:
        at = desk.select_references(number, number)
        desk.choose(at, _search_for(in_a_pdf.TITLES[number - 1]))

    @pytest.mark.parametrize(("first", "last"), [(1, 4), (7, 10)], ids=["column", "two columns"])
    def test_several_selected(self, desk: Desk, first: int, last: int) -> None:
        at = desk.select_references(first, last)
        desk.session.worker().evaluate(_NOTE_SELECTION)
        listed = desk.choose_to_list(at)
        titles = listed.locator("#papers a")
        expect(titles).to_have_text([*in_a_pdf.TITLES[first - 1 : last]])
        names = {1: "arXiv 1409.0473", 10: "ACL D14-1162@ACL"}
        expect(listed.locator("#papers small")).to_have_text(
            [names.get(at, "Search for the title") for at in range(first, last + 1)]
        )
        passed = desk.session.worker().evaluate("self.selection")
        assert passed == in_a_pdf.selected(first, last)


@AT_NIGHT
class TestLegacyPdf(PdfCases):
    """The viewer before 2025, which Chromium still has, but changes no more."""

    flags = ("--disable-features=PdfOopif",)

    # In today's viewer the tour does the same.
    def test_link_in_a_pdf(self, desk: Desk) -> None:
        desk.show_pdf(ARXIV_PDF, link=FORUM)
        desk.choose(desk.aim(), COOL_FORUM)

    def test_papers_selected(self, desk: Desk) -> None:
        desk.show_pdf(ARXIV_PDF, "1706.03762v7 10.18653/v1/P19-1001")
        at = desk.aim()
        desk.select_all(at)
        desk.choose(
            at, "https://papers.cool/arxiv/1706.03762", "https://papers.cool/venue/P19-1001@ACL"
        )


class TestIncognito(Browser):
    incognito = True

    @AT_NIGHT
    def test_paper_page(self, desk: Desk) -> None:
        desk.show(ARXIV, page(target()))
        desk.choose(desk.aim(), COOL_ARXIV)

    def test_page_of_an_unknown_site(self, desk: Desk) -> None:
        desk.show(UNKNOWN, page(target()))
        desk.choose(desk.aim())

    @pytest.mark.parametrize(
        "stopped",
        [pytest.param(False, id="awake", marks=AT_NIGHT), pytest.param(True, id="stopped")],
    )
    def test_page_whose_meta_tags_name_its_paper(self, desk: Desk, stopped: bool) -> None:
        desk.show(UNKNOWN, page(target(), says=SAYS_ID))
        choose = desk.choose_with_worker_stopped if stopped else desk.choose
        choose(desk.aim(), COOL_ARXIV)

    @AT_NIGHT
    def test_link(self, desk: Desk) -> None:
        desk.write(page(target(f'<a href="{FORUM}">paper</a>')))
        desk.choose(desk.aim(), COOL_FORUM)

    @AT_NIGHT
    def test_selected_word(self, desk: Desk) -> None:
        desk.write(page(target("Transformers")))
        at = desk.aim()
        desk.select_word(at)
        desk.choose(at, f"{SEARCH}Transformers")

    @AT_NIGHT
    def test_pdf(self, desk: Desk) -> None:
        desk.show_pdf(ARXIV_PDF)
        desk.choose(desk.aim(), COOL_ARXIV)

    @AT_NIGHT
    def test_tab(self, desk: Desk) -> None:
        desk.show(ARXIV, page("", icon=True))
        desk.choose(desk.aim(TAB_ICON), COOL_ARXIV)
