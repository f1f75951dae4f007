"""A tour of every kind of click on the fake sites: the demo shows it, the tests check it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import unquote

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame, Page

from tools.browser import fake_sites
from tools.browser.bibliography import REFERENCES, bibliography
from tools.browser.devtools import ExtensionWorker, Json
from tools.browser.extension import odd_coloured_copy
from tools.browser.pixels import Point
from tools.browser.screen import Screen, page_origin, screen_point
from tools.browser.session import PDF_VIEWER, Session
from tools.browser.waiting import PATIENCE, wait_until, wait_until_loaded

LOCAL_PDF = "2410.06424v2.pdf"
"""The PDF on disk, in the tour's folder."""

_COOL = "https://papers.cool/"
_SEARCH = _COOL + "arxiv/search?highlight=1&query="


@dataclass(frozen=True, kw_only=True)
class PdfPlace:
    """Where in a PDF to click, and what Chromium then reports about that spot."""

    spot: tuple[float, float]
    """As fractions of the page's width and height, from its upper left corner."""
    link: str | None = None
    selection: str | None = None
    selects: Literal["word", "line", "all"] = "word"
    """How much is selected, if there is a selection."""

    @property
    def clicks(self) -> int:
        """How often to click for the selection; for all, the keyboard selects after the click."""
        return {"all": 1, "word": 2, "line": 3}[self.selects]


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One click of the tour, and what it must open."""

    name: str
    where: str
    clicked: str
    url: str
    """The page to click on; `LOCAL_PDF` is the file of that name in the tour's folder."""
    opens: tuple[str, ...]
    """The URLs that must open, percent-decoded; only the path for pages of the extension."""
    with_tab: str = ""
    """URL of a second tab, which is selected together with the page's in the tab strip."""
    at: str = "h1"
    """Selector of the element to click."""
    door: Literal["menu", "tab", "link", "shortcut", "popup", "button", "row", "address bar"] = (
        "menu"
    )
    """How the extension is used; for "link", `at` is the link that the extension added.

    For "tab" it is the menu of the tab; for "button" the popup is opened by its button, for "row"
    it is used by a link in its list that `at` selects.
    """
    typed: str = ""
    """What to type into the address bar after the keyword, or into the popup."""
    ticks: tuple[int, ...] = ()
    """Rows of the popup's list to tick, from 1 on; then those are opened."""
    uses_basket: bool = False
    """Whether they are put into the basket, and opened from there."""
    select: tuple[str, str] | None = None
    """Selectors of the first and last element to select before the click."""
    frame: str | None = None
    """URL of the frame that contains `at`, if any."""
    pdf: PdfPlace | None = None
    menu_picture: bool = False
    """Whether to also take a picture of the open native menu."""


@dataclass(frozen=True)
class Row:
    """The result of a stop."""

    stop: Stop
    opened: tuple[str, ...]
    """The opened URLs without `https://`; a page of the extension with its title."""
    fault: str
    """What went wrong; "" for nothing."""


_PDF_PAGE = PdfPlace(spot=fake_sites.PDF_BLANK)

STOPS: tuple[Stop, ...] = (
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
        name="selection-several",
        where="arXiv listing",
        clicked="three selected entries",
        url=fake_sites.LISTING,
        opens=(f"{_COOL}arxiv/2106.09685,2201.11903,2203.02155",),
        at="dl:first-of-type dd:nth-of-type(2) .primary-subject",
        select=("dl:first-of-type dt", "dl:first-of-type dd:last-of-type"),
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
        pdf=_PDF_PAGE,
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
        opens=(f"{_COOL}arxiv/{','.join(fake_sites.PDF_IDS)}",),
        pdf=PdfPlace(
            spot=fake_sites.PDF_WORD,
            selection=" ".join(f"arXiv:{id}" for id in fake_sites.PDF_IDS),
            selects="all",
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
        name="pdf-references",
        where="PDF of references",
        clicked="all its references, selected: lists them",
        url=fake_sites.NOTES,
        opens=("pages/references/references.html",),
        pdf=PdfPlace(
            spot=bibliography().ends_of(1, 1)[0],
            selection="\n".join(f"[{at}] {it}" for at, it in enumerate(REFERENCES, 1)),
            selects="all",
        ),
    ),
    Stop(
        name="pdf-on-disk",
        where=f"PDF on disk, {LOCAL_PDF}",
        clicked="the page",
        url=LOCAL_PDF,
        opens=(f"{_COOL}arxiv/2410.06424",),
        pdf=_PDF_PAGE,
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
        name="door-popup-choice",
        where="arXiv listing of twelve",
        clicked="the popup: three ticked, then Ctrl+Enter",
        url=fake_sites.RECENT,
        opens=(f"{_COOL}arxiv/2201.11903,1706.03762,1512.03385",),
        door="popup",
        ticks=(2, 4, 5),
    ),
    Stop(
        name="basket",
        where="arXiv listing of twelve",
        clicked="the popup: two ticked, then Add, then the basket's Open 2",
        url=fake_sites.RECENT,
        opens=(f"{_COOL}arxiv/2201.11903,1706.03762",),
        door="popup",
        ticks=(2, 4),
        uses_basket=True,
    ),
    Stop(
        name="several-tabs",
        where="arXiv listing and ACL paper",
        clicked="both tabs, selected: Alt+Shift+K for the popup, then Enter",
        url=fake_sites.LISTING,
        with_tab=fake_sites.ACL,
        opens=(
            f"{_COOL}arxiv/2106.09685,2201.11903,2203.02155,2010.11929,2103.00020,1810.04805,"
            "cs/0205028",
            f"{_COOL}venue/2020.acl-main.703@ACL",
        ),
        door="popup",
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
        opens=("pages/help/help.html?page",),
    ),
)
"""The whole tour, in order; consecutive stops on the same page load it once."""


# --- hands ------------------------------------------------------------------------------------


class Hand(Protocol):
    """Clicks and types as a user does, or imitates it."""

    def prepare(self, stop: Stop, session: Session, page: Page) -> None:
        """Make the stop's selection, open the popup or type into the address bar."""

    def click(self, stop: Stop, session: Session, page: Page) -> None:
        """Click our menu entry, or use the stop's other entrance."""

    def picture(self, page: Page, file: Path) -> None:
        """Save what a user would see."""

    def recover(self) -> None:
        """Close what a failed click may have left open."""


class WorkerHand:
    """Dispatches events in the service worker, with the arguments that Chromium would pass."""

    def prepare(self, stop: Stop, session: Session, page: Page) -> None:
        """Select in the page; for a PDF, only the event has the selection."""
        if stop.select:
            _select(page, stop.select)
        if stop.door == "popup":
            session.worker().evaluate("chrome.action.openPopup().then(() => null)")
            tick(session.popup(PATIENCE), stop)

    def click(self, stop: Stop, session: Session, page: Page) -> None:
        """Dispatch the event of the stop's entrance."""
        match stop.door:
            case "menu":
                self._click_entry(stop, session, page)
            case "link":
                page.locator(stop.at).first.click()
            case "shortcut":
                _dispatch(session, "commands.onCommand", ["open", _active(session)])
            case "popup":
                open_from_popup(session.popup(PATIENCE), stop)
            case "address bar":
                _dispatch(session, "omnibox.onInputEntered", [stop.typed, "newForegroundTab"])

    def _click_entry(self, stop: Stop, session: Session, page: Page) -> None:
        info: Json = {"menuItemId": "open", "editable": False, "frameId": 0, "pageUrl": page.url}
        if stop.pdf:
            info["frameUrl"] = page.url
            found = {"linkUrl": stop.pdf.link, "selectionText": stop.pdf.selection}
        else:
            if stop.frame:
                info["frameUrl"] = stop.frame
            found = (
                (_frame(page, stop.frame) or page)
                .locator(stop.at)
                .first.evaluate(
                    "element => ({ linkUrl: element.closest('a')?.href,"
                    " selectionText: getSelection().toString() })"
                )
            )
        info |= {name: value for name, value in found.items() if value}
        session.dispatch(info, _active(session))

    def picture(self, page: Page, file: Path) -> None:
        """Save a screenshot of the page."""
        page.screenshot(path=file)

    def recover(self) -> None:
        """Do nothing: no menu can be open."""


class NativeHand:
    """Right-clicks on a screen and clicks our entry in the native menu."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self.entries: dict[str, tuple[Point, Point]] = {}
        """Stop name to the right-clicked point and our entry's point in the menu."""

    def prepare(self, stop: Stop, session: Session, page: Page) -> None:
        """Make the selection, in a PDF by mouse or keyboard; press the entrance's keys."""
        if stop.door == "popup":
            self._screen.press("alt+shift+k")
            popup = session.popup(PATIENCE)
            focused = "document.activeElement.id === 'field' || null"
            wait_until(lambda: popup.evaluate(focused), "focus in the popup")
            if stop.typed:
                self._screen.type(stop.typed)
            tick(popup, stop)
        if stop.door == "address bar":
            self._screen.focus_address_bar()
            self._screen.type(f"cool {stop.typed}")
        if stop.select:
            _select(page, stop.select)
        if stop.pdf and stop.pdf.selection:
            spot = self._point(stop, page)
            self._screen.click(*spot, times=stop.pdf.clicks)
            if stop.pdf.selects == "all":
                self._screen.press("ctrl+a")

    def click(self, stop: Stop, session: Session, page: Page) -> None:
        """Click our menu entry or the added link, or press the entrance's keys."""
        match stop.door:
            case "menu":
                self._click_entry(stop, page)
            case "link":
                self._screen.click(*self._point(stop, page))
            case "shortcut":
                self._screen.press("alt+c")
            case "popup" if stop.uses_basket:
                open_from_popup(session.popup(PATIENCE), stop)
            case "popup":
                self._screen.press("ctrl+Return" if stop.ticks else "Return")
            case "address bar":
                self._screen.press("alt+Return")

    def _click_entry(self, stop: Stop, page: Page) -> None:
        """Open the menu and click our entry. Raises AssertionError unless there is exactly one."""
        point = self._point(stop, page)
        self._screen.right_click(*point)
        entries = self._screen.wait_for_menu_entries(timeout=PATIENCE)
        if len(entries) > 1:
            raise AssertionError(f"the menu has {len(entries)} entries of ours")
        self.entries[stop.name] = point, entries[0]
        self._screen.click(*entries[0])

    def open_menu(self, stop: Stop, entry: Point, page: Page) -> None:
        """Open the menu and move the mouse to our entry, whose position is known."""
        self._screen.right_click(*self._point(stop, page))
        self._screen.wait_for_menu_entries(count=0)
        self._screen.move(*entry)

    def picture(self, page: Page, file: Path) -> None:
        """Save the whole screen."""
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        self._screen.settled().save(file)

    def close_menu(self) -> None:
        """Close the open menu. A key that came later would stop the next page from loading."""
        self._screen.press("Escape")
        self._screen.wait_for_no_menu()

    def recover(self) -> None:
        """Close menus."""
        self._screen.press("Escape")
        self._screen.press("Escape")

    def _point(self, stop: Stop, page: Page) -> Point:
        if stop.pdf:
            return point_in_pdf(page, stop.pdf.spot)
        return screen_point(page, stop.at, _frame(page, stop.frame))


def tick(popup: ExtensionWorker, stop: Stop) -> None:
    """Tick the stop's rows in the popup, and put them into the basket if the stop says so."""
    for row in stop.ticks:
        popup.evaluate(f"document.querySelector('{box_of(row)}').click()")
    if stop.uses_basket:
        popup.evaluate("document.querySelector('#add').click()")
        in_basket = f"document.querySelector('{BASKET}') ? true : null"
        wait_until(lambda: popup.evaluate(in_basket), "basket in the popup")


def open_from_popup(popup: ExtensionWorker, stop: Stop) -> None:
    """Press the popup's button, or the basket's."""
    button = "#basket-open" if stop.uses_basket else "#open"
    # Not awaited: the popup closes before it can answer.
    popup.evaluate(f"void setTimeout(() => document.querySelector('{button}').click())")


BASKET = "#basket:not([hidden])"
"""Matches once the popup shows that there is something in the basket."""


def box_of(row: int) -> str:
    """The selector of the box to tick in a row of the popup's list, from 1 on."""
    return f"#papers li:nth-child({row}) input"


def _dispatch(session: Session, event: str, arguments: Sequence[Any]) -> None:
    """Fire an event of `chrome` in the worker, and wait for its listeners."""
    session.worker().evaluate(
        f"it => Promise.all(chrome.{event}.dispatch(...it).results).then(() => null)",
        list(arguments),
    )


def _select(page: Page, ends: tuple[str, str]) -> None:
    page.evaluate(
        """([from, last]) => {
          const first = document.querySelector(from);
          if (first.select) {
            first.focus();
            return first.select();
          }
          const range = document.createRange();
          range.setStart(first, 0);
          const end = document.querySelector(last);
          range.setEnd(end, end.childNodes.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        list(ends),
    )


def _frame(page: Page, url: str | None) -> Frame | None:
    return next(frame for frame in page.frames if frame.url == url) if url else None


def point_in_pdf(page: Page, spot: tuple[float, float]) -> Point:
    """The screen position of a spot in the first page of the PDF that a tab shows.

    The spot is in fractions of the page's width and height, from its upper left corner.
    """
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
    """Copy the extension with only the menu's icon in the odd colour."""
    odd_coloured_copy(extension, to)
    for icon in (extension / "icons").iterdir():
        if icon.name != "16.png":
            shutil.copy(icon, to / "icons" / icon.name)
    return to


class Walk:
    """Makes stops of the tour one after another, all from the same tab."""

    def __init__(
        self, session: Session, hand: Hand, folder: Path, pictures: Path | None = None
    ) -> None:
        """Open the tabs, and write the PDF on disk into the folder; without `pictures`, take none.

        A stop that fails leaves a picture in the folder.
        """
        self._session = session
        self._hand = hand
        self.folder = folder
        self._pictures = pictures
        (folder / LOCAL_PDF).write_bytes(fake_sites.paper_pdf("A PDF on disk"))
        session.context.set_default_timeout(1000 * PATIENCE)
        self._page = session.context.pages[0]
        # To the right of the page: new tabs must open between the two.
        self._neighbour = session.context.new_page()
        self._neighbour.goto(fake_sites.NO_PAPER)

    def close(self) -> None:
        """Close the neighbour; the first tab stays, for the browser's sake."""
        self._neighbour.close()

    def stop(self, stop: Stop, *, stopped: bool = False) -> Row:
        """Make one stop: go to its page, click, check what opened, and close it.

        With `stopped`, the worker has to be woken by the click.
        """
        opened: list[Page] = []
        try:
            self._page.bring_to_front()
            fault = self._click(stop, opened, stopped)
        except (AssertionError, PlaywrightError, LookupError) as error:
            fault = str(error).partition("\n")[0]
        if fault:
            with suppress(AssertionError, PlaywrightError):
                self._hand.picture(self._page, self.folder / f"{stop.name}-failed.png")
            self._hand.recover()
        row = Row(stop, tuple(_shown(it, self._session) for it in opened), fault)
        for other in self._session.context.pages:
            if other not in (self._page, self._neighbour):
                other.close()
        return row

    def _click(self, stop: Stop, opened: list[Page], stopped: bool) -> str:
        """Click, and collect what opens in `opened`; return what is wrong, or ""."""
        session, hand, page = self._session, self._hand, self._page
        _go(stop, session, page, self.folder)
        if stop.with_tab:
            _select_too(stop.with_tab, session, page)
        hand.prepare(stop, session, page)
        self._picture(stop, page, "1-before")
        known, tabs = session.context.pages, session.tabs()
        if stopped:
            session.stop_worker()
        hand.click(stop, session, page)

        def look() -> bool | None:
            opened[:] = [it for it in session.context.pages if it not in known]
            loaded = all(it.url not in ("", "about:blank") for it in opened)
            return (len(opened) >= len(stop.opens) and loaded) or None

        wait_until(look, f"{len(stop.opens)} new tabs", lambda: page.title(), PATIENCE)
        tabs_then = session.tabs()
        for it in opened:
            wait_until_loaded(it)
        if len(opened) > 1:
            opened.sort(key=self._place)
        for number, it in enumerate(opened if self._pictures else (), 2):
            it.bring_to_front()
            self._picture(stop, it, f"{number}-opened")
        return fault_of(stop, [_plain_url(it, session) for it in opened], tabs, tabs_then)

    def _place(self, page: Page) -> int:
        page.bring_to_front()
        return int(_active(self._session)["index"])

    def _picture(self, stop: Stop, page: Page, name: str) -> None:
        if self._pictures:
            self._hand.picture(page, self._pictures / f"{numbered(stop)}-{name}.png")


def numbered(stop: Stop) -> str:
    """The name of a stop with its place in the tour, as names of pictures begin."""
    return f"{STOPS.index(stop) + 1:02}-{stop.name}"


def _active(session: Session) -> Json:
    return next(tab for tab in session.tabs() if tab["active"])


def _go(stop: Stop, session: Session, page: Page, folder: Path) -> None:
    """Open the stop's page unless it is open; then clear its selection."""
    url = (folder / LOCAL_PDF).as_uri() if stop.url == LOCAL_PDF else stop.url
    if page.url != url:
        page.goto(url)
    elif not stop.pdf:
        page.evaluate("getSelection().removeAllRanges()")
    if stop.pdf:
        session.pdf_ready(page)
    if stop.frame:
        # Chromium does not render a cross-site frame until it is scrolled into view.
        page.locator("iframe").scroll_into_view_if_needed()


def _select_too(url: str, session: Session, page: Page) -> None:
    """Open a second tab, wait for our links in it, and select both in the tab strip."""
    other = session.context.new_page()
    other.goto(url)
    other.wait_for_selector(".cool-papers-link")
    at = _active(session)["index"]
    page.bring_to_front()
    both = [_active(session)["index"], at]  # the first one is shown
    session.worker().evaluate("tabs => chrome.tabs.highlight({ tabs }).then(() => null)", both)


def fault_of(stop: Stop, urls: Sequence[str], before: Sequence[Json], after: Sequence[Json]) -> str:
    """What is wrong with what a stop has opened, or ""; the tabs are as extensions see them.

    `urls` is what opened, as `Stop.opens` says it.
    """
    if tuple(urls) != stop.opens:
        return f"should be {', '.join(url.removeprefix('https://') for url in stop.opens)}"
    known = {tab["id"] for tab in before}
    source = next(tab for tab in before if tab["active"])
    new = [tab for tab in after if tab["id"] not in known]
    places = [(tab["windowId"], tab["index"]) for tab in new]
    if places != [(source["windowId"], source["index"] + 1 + n) for n in range(len(new))]:
        return "not right beside the tab that was clicked in"
    return "" if new[0]["active"] else "the first new tab is not shown"


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


def picture_menus(session: Session, hand: NativeHand, folder: Path, pictures: Path) -> list[Path]:
    """Save pictures of the open menu, with our entry where the hand found it on its tour.

    Works with any build: the entry is not searched for by its icon.
    """
    page = session.context.pages[0]
    saved: list[Path] = []
    for stop in STOPS:
        if not stop.menu_picture or stop.name not in hand.entries:
            continue
        _go(stop, session, page, folder)
        hand.prepare(stop, session, page)
        hand.open_menu(stop, hand.entries[stop.name][1], page)
        file = pictures / (f"{numbered(stop)}-0-menu.png" if saved else "menu.png")
        hand.picture(page, file)
        hand.close_menu()
        saved.append(file)
    return saved
