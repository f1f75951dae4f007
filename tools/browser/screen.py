"""A virtual screen for Chromium, on which the native context menu can be clicked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image, ImageChops, ImageGrab
from playwright.sync_api import Frame, Page, Playwright

from tools.browser.extension import ODD
from tools.browser.launch import NO_SUGGESTIONS, NO_WARNING, launch
from tools.browser.local_web import LocalWeb
from tools.browser.pixels import Point, patches, same
from tools.browser.session import Session
from tools.browser.waiting import PATIENCE

LEAN_SIZE = (1024, 768)
"""Large enough for tests; screenshots of a larger screen take longer."""
LEAN_WINDOW = (
    *("--window-position=0,0", "--window-size={},{}".format(*LEAN_SIZE)),
    *(NO_SUGGESTIONS, "--disable-gpu"),
)
"""Arguments for a window that fills such a screen, without suggestions in the address bar.

A virtual screen has no GPU, and Chromium would emulate one.
"""
_POLL = 0.03


def has_native_menu() -> bool:
    """Whether this system has the programs to click in a native menu."""
    programs = ("Xvfb", "xdotool")
    return sys.platform.startswith("linux") and all(shutil.which(name) for name in programs)


def screen_point(page: Page, selector: str, frame: Frame | None = None) -> Point:
    """Scroll an element into view; return the screen position of its center."""
    box_of = (frame or page).locator(selector).first
    box_of.scroll_into_view_if_needed()
    box = box_of.bounding_box()
    if box is None:
        raise AssertionError(f"{selector} is not visible")
    left, top = page_origin(page)
    return round(left + box["x"] + box["width"] / 2), round(top + box["y"] + box["height"] / 2)


def page_origin(page: Page) -> Point:
    """The screen position of the page's upper left corner."""
    left, top = page.evaluate(
        "[window.screenX + (window.outerWidth - window.innerWidth) / 2,"
        " window.screenY + window.outerHeight - window.innerHeight]"
    )
    return round(left), round(top)


class Screen:
    """A virtual X screen with mouse and keyboard, whose pixels can be searched.

    Pass `env` to a browser to show it there.
    """

    def __init__(self, width: int = 1280, height: int = 900) -> None:
        self.size = (width, height)
        self._before: Image.Image | None = None

    def __enter__(self) -> Self:
        read, write = os.pipe()
        try:
            screen = ["-screen", "0", f"{self.size[0]}x{self.size[1]}x24"]
            self._xvfb = subprocess.Popen(
                # Without -noreset, Xvfb restarts when its last client disconnects, and loses input.
                ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-noreset", *screen],
                pass_fds=[write],
                stderr=subprocess.DEVNULL,
            )
        finally:
            os.close(write)
        with os.fdopen(read) as announced:
            number = announced.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.display = f":{number}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._xvfb.terminate()
        self._xvfb.wait()

    @property
    def env(self) -> dict[str, str]:
        """Environment variables that make a browser appear on this screen."""
        # Without this, Chromium waits for D-Bus services that do not exist.
        return {"DISPLAY": self.display, "DBUS_SESSION_BUS_ADDRESS": "disabled:"}

    @property
    def browser_args(self) -> list[str]:
        """Arguments that make a browser's window fill the screen, with no warning bar."""
        width, height = self.size
        # The window's frame, one pixel on each side, is off screen.
        return [NO_WARNING, "--window-position=-1,-1", f"--window-size={width + 2},{height + 2}"]

    def image(self) -> Image.Image:
        """A picture of the screen."""
        return ImageGrab.grab(xdisplay=self.display)

    def move(self, x: int, y: int) -> None:
        """Move the mouse."""
        self._do("mousemove", x, y)

    def click(self, x: int, y: int, times: int = 1) -> None:
        """Click with the left button: twice selects the word there, three times the line."""
        self._do("mousemove", x, y, "click", "--repeat", times, "--delay", 40, 1)

    def double_click(self, x: int, y: int) -> None:
        """Double click, which selects the word there."""
        self.click(x, y, times=2)

    def drag(self, start: Point, end: Point) -> None:
        """Press the left button at one point and release it at another, as to select text."""
        self.move(*start)
        self._do("mousedown", 1)
        # With a single move, Chromium's PDF viewer selects nothing.
        for point in ((start[0] + 3, start[1]), end):
            self.move(*point)
            self.settled()
        self._do("mouseup", 1)

    def right_click(self, x: int, y: int) -> None:
        """Open the context menu at a point; `wait_for_menu_entries` then finds our entries."""
        # Move first, so that a tooltip or hover effect is not mistaken for the menu.
        self.move(x, y)
        self._before = self.settled()
        self._do("click", 3)

    def settled(self, timeout: float = 1, looks: int = 1) -> Image.Image:
        """A picture of the screen once it is still, at the latest after `timeout` seconds.

        It is still if this many `looks` in a row show no change.
        """
        deadline = time.monotonic() + timeout
        last, alike = self.image(), 0
        while alike < looks and time.monotonic() < deadline:
            time.sleep(_POLL)
            now = self.image()
            alike = alike + 1 if same(last, now) else 0
            last = now
        return last

    def press(self, key: str) -> None:
        """Press a key by its X name, such as `Escape`, `Return`, `ctrl+a`."""
        self._do("key", key)

    def type(self, text: str) -> None:
        """Type a text key by key; only characters on the keyboard."""
        self._do("type", "--delay", 15, text)

    def focus_address_bar(self, timeout: float = 3) -> None:
        """Focus the address bar and wait until that shows: earlier keys would be lost.

        Continues after `timeout` seconds, since it may have had the focus before.
        """
        before = self.settled()
        self.press("ctrl+l")
        deadline = time.monotonic() + timeout
        while same(before, self.image()) and time.monotonic() < deadline:
            time.sleep(_POLL)
        self.settled()

    def find_icon(
        self, colour: tuple[int, int, int] = ODD, image: Image.Image | None = None
    ) -> list[Point]:
        """The centers of all patches of a colour on the screen, from top to bottom."""
        return [middle for middle, _ in patches(image or self.image(), colour)]

    def find_largest(self, colour: tuple[int, int, int]) -> Point | None:
        """The center of the largest patch of a colour on the screen, if there is one."""
        found = patches(self.image(), colour)
        return max(found, key=lambda patch: patch[1])[0] if found else None

    def _menu_is_open(self, image: Image.Image) -> bool:
        """Whether something as large as a menu has appeared since the last right click."""
        if self._before is None:
            return False
        box = ImageChops.difference(self._before, image).getbbox()
        return box is not None and box[2] - box[0] > 100 and box[3] - box[1] > 60

    def _menu_entries(self, image: Image.Image, colour: tuple[int, int, int]) -> list[Point]:
        """The patches of a colour that were not there before the last right click."""
        if self._before is None:
            return []
        old = {middle for middle, _ in patches(self._before, colour)}
        return [point for point in self.find_icon(colour, image) if point not in old]

    def wait_for_menu_entries(
        self, colour: tuple[int, int, int] = ODD, timeout: float = PATIENCE, count: int = 1
    ) -> list[Point]:
        """Wait for the menu, then for the entries with an icon of `colour` in it.

        Returns as soon as the menu is still and has at least `count` of our entries; raises
        AssertionError if it has fewer.
        """
        deadline = time.monotonic() + timeout
        last: Image.Image | None = None
        entries: list[Point] = []
        while time.monotonic() < deadline:
            now = self.image()
            # A menu fades in: count entries only once the screen no longer changes.
            if last is not None and same(last, now) and self._menu_is_open(now):
                entries = self._menu_entries(now, colour)
                if len(entries) >= count:
                    return entries
            last = now
            time.sleep(_POLL)
        opened = "a menu opened" if self._menu_is_open(self.image()) else "no menu opened"
        raise AssertionError(
            f"{opened}; {len(entries)} of {count} entries in it after {timeout:g} s"
        )

    def wait_for_no_menu(self, timeout: float = PATIENCE) -> None:
        """Wait until the menu of the last right click is gone."""
        deadline = time.monotonic() + timeout
        while self._menu_is_open(self.image()):
            if time.monotonic() > deadline:
                raise AssertionError(f"the menu is still open after {timeout:g} s")
            time.sleep(_POLL)

    def _do(self, *words: str | int) -> None:
        subprocess.run(
            ["xdotool", *map(str, words)],
            env={**os.environ, "DISPLAY": self.display},
            check=True,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def on_screen(
    playwright: Playwright,
    extension: Path,
    web: LocalWeb,
    size: tuple[int, int],
    locale: str,
    args: Sequence[str] = (),
) -> Iterator[tuple[Screen, Session]]:
    """A virtual screen, and a browser that fills it."""
    with (
        Screen(*size) as screen,
        launch(
            playwright,
            extension,
            web,
            headless=False,
            locale=locale,
            env=screen.env,
            args=[*screen.browser_args, *args],
        ) as session,
    ):
        yield screen, session
