"""The tour's stops in Firefox: by real clicks and keys, without a screen."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from tools.browser import fake_sites
from tools.browser.devtools import Json
from tools.browser.firefox import Firefox
from tools.browser.marionette import MarionetteError
from tools.browser.tour import BASKET, LOCAL_PDF, Row, Stop, box_of, fault_of, numbered
from tools.browser.waiting import wait_until


class FirefoxWalk:
    """Makes stops of the tour one after another, all from the same tab of a window of its own."""

    def __init__(
        self,
        firefox: Firefox,
        folder: Path,
        pictures: Path | None = None,
        *,
        private: bool = False,
    ) -> None:
        """Open the window, and write the PDF on disk into the folder.

        Without `pictures`, none are taken. A stop that fails leaves a picture in the folder.
        """
        self._firefox = firefox
        self.folder = folder
        self._pictures = pictures
        (folder / LOCAL_PDF).write_bytes(fake_sites.paper_pdf("A PDF on disk"))
        self._own = firefox.url("")
        self._page = firefox.open_window(private=private)
        # To the right of the page: new tabs must open between the two.
        self._neighbour = firefox.open_tab(fake_sites.NO_PAPER)

    def close(self) -> None:
        """Close the window."""
        for tab in (self._neighbour, self._page):
            self._firefox.close_tab(tab)

    def stop(self, stop: Stop, *, stopped: bool = False) -> Row:
        """Make one stop: go to its page, click, check what opened, and close it.

        With `stopped`, the event page has to be woken by the click.
        """
        opened: list[Json] = []
        try:
            self._firefox.take(self._page)
            fault = self._click(stop, opened, stopped)
        except (AssertionError, LookupError, MarionetteError) as error:
            fault = str(error).partition("\n")[0]
        if fault:
            with suppress(MarionetteError):
                self._firefox.picture(self.folder / f"{stop.name}-failed.png")
        self._firefox.close_popups()
        row = Row(stop, tuple(self._shown(it) for it in opened), fault)
        kept = {self._page["id"], self._neighbour["id"]}
        for tab in self._tabs():
            if tab["id"] not in kept:
                self._firefox.close_tab(tab)
        return row

    def _tabs(self) -> list[Json]:
        return [it for it in self._firefox.tabs() if it["windowId"] == self._page["windowId"]]

    def _click(self, stop: Stop, opened: list[Json], stopped: bool) -> str:
        """Click, and collect what opens in `opened`; return what is wrong, or ""."""
        firefox = self._firefox
        self._go(stop)
        self._prepare(stop)
        self._picture(stop, "1-before")
        before = self._tabs()
        everywhere = firefox.tabs()
        if stopped:
            firefox.stop_event_page()
        self._act(stop)
        opened[:] = firefox.wait_for_new_tabs(everywhere, len(stop.opens))
        after = self._tabs()
        for number, tab in enumerate(opened if self._pictures else (), 2):
            firefox.take(tab)
            self._picture(stop, f"{number}-opened")
        return fault_of(stop, [self._plain(it) for it in opened], before, after)

    def _go(self, stop: Stop) -> None:
        """Open the stop's page unless it is open; then clear its selection."""
        firefox = self._firefox
        url = (self.folder / LOCAL_PDF).as_uri() if stop.url == LOCAL_PDF else stop.url
        if firefox.shown_tab()["url"] != url:
            firefox.go(url)
        else:
            firefox.run("getSelection().removeAllRanges()")
        if stop.pdf:
            firefox.wait_for_pdf()

    def _prepare(self, stop: Stop) -> None:
        """Make the selection, in a PDF by mouse and keyboard; open the popup, type."""
        firefox = self._firefox
        if stop.with_tab:
            other = firefox.open_tab(stop.with_tab)
            firefox.take(self._page)
            firefox.select_too(other)
        if stop.select:
            firefox.select(*stop.select)
        if stop.pdf and stop.pdf.selection:
            spot = firefox.point_in_pdf(stop.pdf.spot)
            firefox.click(spot, times=stop.pdf.clicks)
            if stop.pdf.selects == "all":
                firefox.press("ctrl+a")
        if stop.door in ("popup", "button", "row"):
            firefox.open_popup(by_button=stop.door == "button")
            firefox.type(stop.typed)
            for row in stop.ticks:
                firefox.in_popup("document.querySelector(args[0]).click()", box_of(row))
            if stop.uses_basket:
                firefox.in_popup("document.querySelector('#add').click()")
                shown = "return document.querySelector(args[0]) ? true : null"
                wait_until(lambda: firefox.in_popup(shown, BASKET), "basket in the popup")
        if stop.door == "address bar":
            firefox.type_in_address_bar(f"cool {stop.typed}")

    def _act(self, stop: Stop) -> None:
        """Choose our menu entry, click the added link, or press the entrance's keys."""
        firefox = self._firefox
        match stop.door:
            case "menu" if stop.pdf:
                firefox.choose_entry(firefox.point_in_pdf(stop.pdf.spot))
            case "menu":
                frame = f"iframe[src='{stop.frame}']" if stop.frame else None
                with firefox.in_frame(frame):
                    firefox.wait_for(stop.at)
                    firefox.choose_entry(stop.at)
            case "tab":
                firefox.choose_entry_of_tab(self._page)
            case "link":
                firefox.wait_for(stop.at)
                firefox.click(stop.at)
            case "shortcut":
                firefox.press("alt+c")
            case "popup" if stop.uses_basket:
                firefox.in_popup("document.querySelector('#basket-open').click()")
            case "popup" | "button":
                firefox.press("ctrl+Return" if stop.ticks else "Return")
            case "row":
                firefox.in_popup("document.querySelector(args[0]).click()", stop.at)
            case "address bar":
                firefox.press("alt+Return")

    def _picture(self, stop: Stop, name: str) -> None:
        """Save what the tab shows: menus, the popup and the address bar are not in it."""
        if self._pictures:
            self._firefox.picture(self._pictures / f"{numbered(stop)}-{name}.png")

    def _plain(self, tab: Json) -> str:
        url = str(tab["url"])
        if url.startswith(self._own):
            return url.removeprefix(self._own).partition("#")[0]
        return unquote(url)

    def _shown(self, tab: Json) -> str:
        url = self._plain(tab)
        if tab["url"].startswith(self._own):
            return f"{url} ({tab['title']})"
        return url.removeprefix("https://")
