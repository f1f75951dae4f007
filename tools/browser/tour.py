"""A walk through every kind of click on the fake sites: what opened, and pictures of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import unquote

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame, Page

from tools.browser import fake_sites
from tools.browser.devtools import Json
from tools.browser.extension import odd_coloured_copy
from tools.browser.pixels import Point
from tools.browser.screen import Screen, page_origin, screen_point
from tools.browser.session import PDF_VIEWER, Session
from tools.browser.waiting import wait_until

LOCAL_PDF = "2410.06424v2.pdf"
"""The file, in the folder that the tour is given, that stands for a PDF on disk."""

_COOL = "https://papers.cool/"
_SEARCH = _COOL + "arxiv/search?highlight=1&query="
_PATIENCE = 20
"""Seconds that anything may take on a busy computer; nothing waits so long without need."""


@dataclass(frozen=True, kw_only=True)
class PdfPlace:
    """Where in a PDF is clicked, and what a browser would say is there."""

    spot: tuple[float, float]
    """In widths and heights of the page, from its upper left corner."""
    link: str | None = None
    selection: str | None = None
    select_all: bool = False


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One click of the tour, and what it must open."""

    name: str
    """Of its pictures."""
    where: str
    clicked: str
    url: str
    opens: tuple[str, ...]
    """URLs, percent-escapes undone; of the extension's own pages the path only."""
    at: str = "h1"
    """Selector of the element that is clicked."""
    door: Literal["menu", "link", "shortcut", "popup", "address bar"] = "menu"
    """By what the extension is asked: for a link that it has added, at is that."""
    typed: str = ""
    """Into the address bar, after the keyword."""
    select: tuple[str, str] | None = None
    """Selectors of the first and last element that are selected before."""
    frame: str | None = None
    """URL of the frame that `at` is in."""
    pdf: PdfPlace | None = None
    menu_picture: bool = False
    """Whether the open menu is to be shown, where there is a native one."""


@dataclass(frozen=True)
class Row:
    """What a stop came to."""

    stop: Stop
    opened: tuple[str, ...]
    """For people: without `https://`; of a page of the extension, its heading."""
    fault: str
    """What is wrong, "" if all is as it should be."""


def stops(folder: Path) -> list[Stop]:
    """The whole tour; a PDF that it opens by its name is put into the folder."""
    local = folder / LOCAL_PDF
    local.write_bytes(fake_sites.paper_pdf("A PDF on disk"))
    pdf_page = PdfPlace(spot=fake_sites.PDF_BLANK)
    cites = ",".join(fake_sites.PDF_IDS)
    return [
        Stop(
            name="page-arxiv",
            where="arXiv abstract",
            clicked="the page",
            url=fake_sites.ABSTRACT,
            opens=(f"{_COOL}arxiv/1706.03762",),
            menu_picture=True,
        ),
        Stop(
            name="page-openreview",
            where="OpenReview forum",
            clicked="the page",
            url=fake_sites.FORUM,
            opens=(f"{_COOL}venue/_VjQlMeSB_J@OpenReview",),
            at="h2",
        ),
        Stop(
            name="page-acl",
            where="ACL paper",
            clicked="the page",
            url=fake_sites.ACL,
            opens=(f"{_COOL}venue/2020.acl-main.703@ACL",),
            at=".lead",
        ),
        Stop(
            name="link",
            where="arXiv listing",
            clicked="a link",
            url=fake_sites.LISTING,
            opens=(f"{_COOL}arxiv/2201.11903",),
            at="[id='2201.11903']",
            menu_picture=True,
        ),
        Stop(
            name="link-wrapped",
            where="blog",
            clicked="a link wrapped by zhihu.com",
            url=fake_sites.BLOG,
            opens=(f"{_COOL}arxiv/2010.11929",),
            at="#wrapped",
        ),
        Stop(
            name="selection-several",
            where="arXiv listing",
            clicked="three selected entries",
            url=fake_sites.LISTING,
            opens=(f"{_COOL}arxiv/2106.09685,2201.11903,2203.02155",),
            at="dl:first-of-type dd:nth-of-type(2) .primary-subject",
            select=("dl:first-of-type dt", "dl:first-of-type dd:last-of-type"),
        ),
        Stop(
            name="selection-mixed",
            where="blog",
            clicked="selected text, four sources",
            url=fake_sites.BLOG,
            opens=(
                f"{_COOL}arxiv/1706.03762",
                f"{_COOL}venue/YicbFdNTTy@OpenReview,2020.acl-main.703@ACL,radford21a@v139@PMLR",
            ),
            at="#mixed",
            select=("#mixed", "#mixed"),
            menu_picture=True,
        ),
        Stop(
            name="selection-bare-ids",
            where="blog",
            clicked="selected text, bare ids",
            url=fake_sites.BLOG,
            opens=(f"{_COOL}arxiv/2106.09685,2201.11903,hep-th/9711200",),
            at="#bare",
            select=("#bare", "#bare"),
        ),
        Stop(
            name="selection-doi",
            where="blog",
            clicked="a selected DOI",
            url=fake_sites.BLOG,
            opens=(f"{_COOL}venue/N19-1423@ACL",),
            at="#doi",
            select=("#doi", "#doi"),
        ),
        Stop(
            name="search",
            where="blog",
            clicked="a selected title",
            url=fake_sites.BLOG,
            opens=(f"{_SEARCH}Neural Machine Translation by Jointly Learning to Align Translate",),
            at="#title",
            select=("#title", "#title"),
        ),
        Stop(
            name="search-chinese",
            where="blog",
            clicked="selected Chinese words",
            url=fake_sites.BLOG,
            opens=(f"{_SEARCH}注意力机制与 Transformer 综述",),
            at="#chinese",
            select=("#chinese", "#chinese"),
        ),
        Stop(
            name="frame",
            where="blog, ACL in a frame",
            clicked="the frame",
            url=fake_sites.BLOG,
            opens=(f"{_COOL}venue/2020.acl-main.703@ACL",),
            at=".navbar",
            frame=fake_sites.ACL,
        ),
        Stop(
            name="page-read-id",
            where="a lab's page",
            clicked="the page (its meta tags name the paper)",
            url=fake_sites.PUBLICATION,
            opens=(f"{_COOL}arxiv/2106.09685",),
        ),
        Stop(
            name="page-read-title",
            where="proceedings",
            clicked="the page (its meta tags give the title)",
            url=fake_sites.PROCEEDINGS,
            opens=(f"{_SEARCH}Sequence to Sequence Learning with Neural Networks",),
        ),
        Stop(
            name="pdf-page",
            where="arXiv PDF",
            clicked="the page",
            url=fake_sites.PDF,
            opens=(f"{_COOL}arxiv/1706.03762",),
            pdf=pdf_page,
            menu_picture=True,
        ),
        Stop(
            name="pdf-link",
            where="arXiv PDF",
            clicked="a link",
            url=fake_sites.PDF,
            opens=(f"{_COOL}arxiv/{fake_sites.PDF_CITES}",),
            pdf=PdfPlace(
                spot=fake_sites.PDF_LINK, link=f"https://arxiv.org/abs/{fake_sites.PDF_CITES}"
            ),
        ),
        Stop(
            name="pdf-selection-ids",
            where="arXiv PDF",
            clicked="all its text, selected",
            url=fake_sites.PDF,
            opens=(f"{_COOL}arxiv/{cites}",),
            pdf=PdfPlace(
                spot=fake_sites.PDF_WORD,
                selection=" ".join(f"arXiv:{id}" for id in fake_sites.PDF_IDS),
                select_all=True,
            ),
        ),
        Stop(
            name="pdf-selection-words",
            where="PDF of an unknown site",
            clicked="a selected word",
            url=fake_sites.REPORT,
            opens=(f"{_SEARCH}Attention",),
            pdf=PdfPlace(spot=fake_sites.PDF_WORD, selection="Attention"),
        ),
        Stop(
            name="pdf-on-disk",
            where=f"PDF on disk, {LOCAL_PDF}",
            clicked="the page",
            url=local.as_uri(),
            opens=(f"{_COOL}arxiv/2410.06424",),
            pdf=pdf_page,
        ),
        Stop(
            name="door-link",
            where="arXiv listing",
            clicked="the link added to an entry",
            url=fake_sites.LISTING,
            opens=(f"{_COOL}arxiv/2106.09685",),
            at="dt a.cool-papers-link",
            door="link",
        ),
        Stop(
            name="door-shortcut",
            where="arXiv abstract",
            clicked="Alt+C",
            url=fake_sites.ABSTRACT,
            opens=(f"{_COOL}arxiv/1706.03762",),
            door="shortcut",
        ),
        Stop(
            name="door-popup",
            where="arXiv listing",
            clicked="Alt+Shift+K for the popup, then Enter: all papers",
            url=fake_sites.LISTING,
            opens=(
                f"{_COOL}arxiv/2106.09685,2201.11903,2203.02155,2010.11929,2103.00020,1810.04805,"
                "cs/0205028",
            ),
            door="popup",
        ),
        Stop(
            name="door-address-bar",
            where="address bar",
            clicked="cool, a space, a DOI, Alt+Enter",
            url=fake_sites.NO_PAPER,
            opens=(f"{_COOL}venue/N19-1423@ACL",),
            door="address bar",
            typed="10.18653/v1/N19-1423",
        ),
        Stop(
            name="many",
            where="arXiv listing of 2,000",
            clicked="everything, selected: asks first",
            url=fake_sites.MONTH,
            opens=("pages/confirm-many/confirm-many.html",),
            select=("body", "body"),
        ),
        Stop(
            name="nothing-found",
            where="a page without papers",
            clicked="the page: says what to do",
            url=fake_sites.NO_PAPER,
            opens=("pages/help/help.html",),
        ),
    ]


# --- hands ------------------------------------------------------------------------------------


class Hand(Protocol):
    """Goes through a stop's door, by one way or another."""

    def prepare(self, stop: Stop, session: Session, page: Page) -> None:
        """Select what the stop wants selected, open the popup, type into the address bar."""

    def click(self, stop: Stop, session: Session, page: Page) -> None:
        """Click our entry at the stop's place, or do the like for its door."""

    def picture(self, page: Page, file: Path) -> None:
        """Save what a person would see."""

    def recover(self) -> None:
        """Leave nothing open that a failed click may have left."""


class WorkerHand:
    """Fires the listeners in the worker, with what the browser would tell them."""

    def prepare(self, stop: Stop, session: Session, page: Page) -> None:
        """Select in the page; what a PDF's viewer would have selected is only told."""
        if stop.select:
            _select(page, stop.select)
        if stop.door == "popup":
            session.worker().evaluate("chrome.action.openPopup().then(() => null)")
            session.popup(_PATIENCE)

    def click(self, stop: Stop, session: Session, page: Page) -> None:
        """Dispatch the click, the shortcut, the Enter."""
        match stop.door:
            case "menu":
                self._click_entry(stop, session, page)
            case "link":
                page.locator(stop.at).first.click()
            case "shortcut":
                _dispatch(session, "commands.onCommand", ["open", _active(session)])
            case "popup":
                # It closes before it could answer.
                open_all = "void setTimeout(() => document.querySelector('#open').click())"
                session.popup(_PATIENCE).evaluate(open_all)
            case "address bar":
                _dispatch(session, "omnibox.onInputEntered", [stop.typed, "newForegroundTab"])

    def _click_entry(self, stop: Stop, session: Session, page: Page) -> None:
        info: Json = {"menuItemId": "open", "editable": False, "frameId": 0, "pageUrl": page.url}
        if stop.pdf:
            info["frameUrl"] = page.url
            said = {"linkUrl": stop.pdf.link, "selectionText": stop.pdf.selection}
        else:
            if stop.frame:
                info["frameUrl"] = stop.frame
            said = (
                (_frame(page, stop.frame) or page)
                .locator(stop.at)
                .first.evaluate(
                    "element => ({ linkUrl: element.closest('a')?.href,"
                    " selectionText: getSelection().toString() })"
                )
            )
        info |= {name: value for name, value in said.items() if value}
        session.dispatch(info, _active(session))

    def picture(self, page: Page, file: Path) -> None:
        """Save what the page shows."""
        page.screenshot(path=file)

    def recover(self) -> None:
        """There is nothing that could be open."""


class NativeHand:
    """Right-clicks on a screen and clicks our entry in the native menu."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self.entries: dict[str, tuple[Point, Point]] = {}
        """By stop: where was right-clicked, and where our entry then was."""

    def prepare(self, stop: Stop, session: Session, page: Page) -> None:
        """Select in the page, in a PDF with the mouse or the keyboard; use the keys of doors."""
        if stop.door == "popup":
            self._screen.press("alt+shift+k")
            session.popup(_PATIENCE)
        if stop.door == "address bar":
            self._screen.focus_address_bar()
            self._screen.type(f"cool {stop.typed}")
        if stop.select:
            _select(page, stop.select)
        if stop.pdf and stop.pdf.selection:
            spot = self._point(stop, page)
            if stop.pdf.select_all:
                self._screen.click(*spot)
                self._screen.press("ctrl+a")
            else:
                self._screen.double_click(*spot)

    def click(self, stop: Stop, session: Session, page: Page) -> None:
        """Click our entry in the menu, or the added link, or press the door's keys."""
        match stop.door:
            case "menu":
                self._click_entry(stop, page)
            case "link":
                self._screen.click(*self._point(stop, page))
            case "shortcut":
                self._screen.press("alt+c")
            case "popup":
                self._screen.press("Return")
            case "address bar":
                self._screen.press("alt+Return")

    def _click_entry(self, stop: Stop, page: Page) -> None:
        """Open the menu and click our entry; AssertionError unless there is exactly one."""
        point = self._point(stop, page)
        self._screen.right_click(*point)
        entries = self._screen.wait_for_menu_entries(timeout=_PATIENCE)
        if len(entries) > 1:
            raise AssertionError(f"the menu has {len(entries)} entries of ours")
        self.entries[stop.name] = point, entries[0]
        self._screen.click(*entries[0])

    def open_menu(self, stop: Stop, entry: Point, page: Page) -> None:
        """Open the menu of any build, and point at where the entry is known to be."""
        self._screen.right_click(*self._point(stop, page))
        self._screen.wait_for_menu_entries(count=0)
        self._screen.move(*entry)

    def picture(self, page: Page, file: Path) -> None:
        """Save the whole screen."""
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        self._screen.settled().save(file)

    def recover(self) -> None:
        """Close menus."""
        self._screen.press("Escape")
        self._screen.press("Escape")

    def _point(self, stop: Stop, page: Page) -> Point:
        if stop.pdf:
            return _point_in_pdf(page, stop.pdf.spot)
        return screen_point(page, stop.at, _frame(page, stop.frame))


def _dispatch(session: Session, event: str, arguments: Sequence[Any]) -> None:
    """Fire an event of `chrome` in the worker, and wait for its listeners' end."""
    session.worker().evaluate(
        f"it => Promise.all(chrome.{event}.dispatch(...it).results).then(() => null)",
        list(arguments),
    )


def _select(page: Page, ends: tuple[str, str]) -> None:
    page.evaluate(
        """([first, last]) => {
          const range = document.createRange();
          range.setStart(document.querySelector(first), 0);
          const end = document.querySelector(last);
          range.setEnd(end, end.childNodes.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        list(ends),
    )


def _frame(page: Page, url: str | None) -> Frame | None:
    return next(frame for frame in page.frames if frame.url == url) if url else None


def _point_in_pdf(page: Page, spot: tuple[float, float]) -> Point:
    viewer = next(frame for frame in page.frames if frame.url.startswith(PDF_VIEWER))
    left, top, width, height = viewer.evaluate(
        """() => {
          const viewer = document.querySelector("pdf-viewer");
          const window = viewer.shadowRoot.querySelector("#scroller").getBoundingClientRect();
          const page = viewer.viewport.getPageScreenRect(0);
          return [window.x + page.x, window.y + page.y, page.width, page.height];
        }"""
    )
    x, y = page_origin(page)
    return round(x + left + spot[0] * width), round(y + top + spot[1] * height)


# --- walking ----------------------------------------------------------------------------------


def odd_coloured_for_the_tour(extension: Path, to: Path) -> Path:
    """Copy the extension with its menu's icon in the odd colour, its pages' as they are."""
    odd_coloured_copy(extension, to)
    for icon in (extension / "icons").iterdir():
        if icon.name != "16.png":
            shutil.copy(icon, to / "icons" / icon.name)
    return to


def walk(
    todo: Sequence[Stop],
    session: Session,
    hand: Hand,
    pictures: Path,
    tell: Callable[[Row | Stop], None],
) -> list[Row]:
    """Do all clicks; `tell` hears of each stop, and then of its row."""
    session.context.set_default_timeout(1000 * _PATIENCE)
    page = session.context.pages[0]
    # A tab to the right: what opens must come between.
    neighbour = session.context.new_page()
    neighbour.goto(fake_sites.NO_PAPER)
    rows = []
    for number, stop in enumerate(todo, 1):
        tell(stop)
        page.bring_to_front()
        opened: list[Page] = []
        try:
            row = _one(stop, session, hand, page, opened, pictures / f"{number:02}-{stop.name}")
        except (AssertionError, PlaywrightError, LookupError) as error:
            row = Row(
                stop, tuple(_shown(it, session) for it in opened), str(error).partition("\n")[0]
            )
            hand.recover()
        for other in session.context.pages:
            if other not in (page, neighbour):
                other.close()
        tell(row)
        rows.append(row)
    return rows


def _one(
    stop: Stop, session: Session, hand: Hand, page: Page, opened: list[Page], pictures: Path
) -> Row:
    _go(stop, session, page)
    hand.prepare(stop, session, page)
    hand.picture(page, pictures.with_name(f"{pictures.name}-1-before.png"))
    known, tabs = session.context.pages, session.tabs()
    hand.click(stop, session, page)

    def look() -> bool | None:
        opened[:] = [it for it in session.context.pages if it not in known]
        there = len(opened) >= len(stop.opens)
        return True if there and all(it.url not in ("", "about:blank") for it in opened) else None

    wait_until(look, f"{len(stop.opens)} new tabs", lambda: page.title(), _PATIENCE)
    shown_first = _active(session)
    places = {}
    for it in opened:
        it.bring_to_front()
        # Asked, since Playwright can miss the load event of a tab that the worker opens.
        it.wait_for_function("document.readyState === 'complete'", polling=50)
        places[it] = _active(session)["index"]
    opened.sort(key=lambda it: places[it])
    fault = _fault(stop, session, opened, tabs, shown_first)
    for number, it in enumerate(opened, 2):
        it.bring_to_front()
        hand.picture(it, pictures.with_name(f"{pictures.name}-{number}-opened.png"))
    return Row(stop, tuple(_shown(it, session) for it in opened), fault)


def _active(session: Session) -> Json:
    return next(tab for tab in session.tabs() if tab["active"])


def _go(stop: Stop, session: Session, page: Page) -> None:
    page.goto(stop.url)
    if stop.pdf:
        session.pdf_ready(page)
    if stop.frame:
        # First, since a frame of another site that is out of sight stands still.
        page.locator("iframe").scroll_into_view_if_needed()


def _fault(
    stop: Stop,
    session: Session,
    opened: Sequence[Page],
    before: Sequence[Json],
    shown_first: Json,
) -> str:
    urls = tuple(_plain_url(it, session) for it in opened)
    if urls != stop.opens:
        return f"should be {', '.join(url.removeprefix('https://') for url in stop.opens)}"
    known = {tab["id"] for tab in before}
    source = next(tab for tab in before if tab["active"])
    new = [tab for tab in session.tabs() if tab["id"] not in known]
    places = [(tab["windowId"], tab["index"]) for tab in new]
    if places != [(source["windowId"], source["index"] + 1 + n) for n in range(len(new))]:
        return "not right beside the tab that was clicked in"
    return "" if shown_first["id"] == new[0]["id"] else "the first new tab is not shown"


def _plain_url(page: Page, session: Session) -> str:
    own = session.url("")
    if page.url.startswith(own):
        return page.url.removeprefix(own).partition("#")[0]
    return unquote(page.url)


def _shown(page: Page, session: Session) -> str:
    url = _plain_url(page, session)
    if page.url.startswith(session.url("")):
        return f"{url} ({page.title()})"
    return url.removeprefix("https://")


def picture_menus(
    todo: Sequence[Stop], session: Session, hand: NativeHand, pictures: Path
) -> list[Path]:
    """Save pictures of the open menu, once the tour has found where our entry is in it.

    The session may be of the real build, whose icon cannot be searched for.
    """
    page = session.context.pages[0]
    saved: list[Path] = []
    for number, stop in enumerate(todo, 1):
        if not stop.menu_picture or stop.name not in hand.entries:
            continue
        _go(stop, session, page)
        hand.prepare(stop, session, page)
        hand.open_menu(stop, hand.entries[stop.name][1], page)
        file = pictures / ("menu.png" if not saved else f"{number:02}-{stop.name}-0-menu.png")
        hand.picture(page, file)
        hand.recover()
        saved.append(file)
    return saved
