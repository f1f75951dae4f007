"""Takes pictures of what a reader sees: ``python -m tools.pictures``.

For the READMEs and the stores, those of a real screen with the extension that ships. With
``--pages FOLDER``, every page of ours by itself, in both languages, light and dark, wide and
narrow, to be looked at.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from PIL import Image, ImageChops
from playwright.sync_api import Page, Playwright, sync_playwright
from rich.console import Console

from tools import stand_ins
from tools.chromium import EXTENSION, LOCALES, POPUP_LISTED, Session, launch, wait_until
from tools.native_menu import Screen, has_native_menu, screen_point
from tools.stand_ins import StandInWeb
from tools.tour import with_leave_to_read

PICTURES = Path(__file__).with_name("pictures")
"""Has a folder for each language."""

SIZE = (1280, 800)
"""Pixels; what the Chrome Web Store, Edge Add-ons and AMO all take."""
_ICON_BLUE = (0x2B, 0x8C, 0xF3)
_COLOURS = 256
_STILL = 10
"""Looks at the screen that are alike; the caret in the address bar blinks more slowly."""
_ADDRESS_BAR_ENDS = 120
"""Pixels from the upper edge of the screen."""

Scene = Callable[[Screen, Session], None]


class PicturesError(Exception):
    """Something is missing that pictures cannot do without."""


# --- the screen ---------------------------------------------------------------------------------


def _menu(screen: Screen, session: Session) -> None:
    page = _at(session, stand_ins.ABSTRACT)
    screen.right_click(*screen_point(page, "h1.title"))
    ((left, top), *_) = screen.wait_for_menu_entries(_ICON_BLUE)
    screen.move(left + 60, top)


def _links(_: Screen, session: Session) -> None:
    page = _at(session, stand_ins.LISTING)
    page.locator("dt .cool-papers-link").first.wait_for()


def _popup(screen: Screen, session: Session) -> None:
    _at(session, stand_ins.LISTING)
    screen.press("alt+shift+k")
    session.popup()


def _address_bar(screen: Screen, session: Session) -> None:
    _at(session, stand_ins.BLOG)
    before = screen.settled()
    screen.focus_address_bar()
    screen.type("cool 10.18653/v1/N19-1423")
    wait_until(
        lambda: _changed_to(screen, before) > _ADDRESS_BAR_ENDS or None,
        "suggestions below the address bar",
        lambda: screen.settled(),
    )


def _changed_to(screen: Screen, before: Image.Image) -> int:
    """How far down the screen it looks otherwise than before, in pixels."""
    box = ImageChops.difference(before, screen.image()).getbbox()
    return box[3] if box else 0


def _options(_: Screen, session: Session) -> None:
    page = _at(session, stand_ins.NO_PAPER)
    page.emulate_media(color_scheme="dark")
    page.goto(session.url("options/options.html"))
    page.wait_for_selector("input:checked")


SCENES: dict[str, Scene] = {
    "menu": _menu,
    "popup": _popup,
    "links": _links,
    "address-bar": _address_bar,
    "options": _options,
}
"""By the names of their files, in the order in which a store is to show them."""


def take_screens(playwright: Playwright, web: StandInWeb, folder: Path, locale: str) -> None:
    """Save a picture of the whole screen for each scene, each with a browser of its own."""
    for name, scene in SCENES.items():
        with (
            Screen(*SIZE) as screen,
            launch(
                playwright,
                EXTENSION,
                web,
                headless=False,
                locale=locale,
                env=screen.env,
                args=screen.browser_args,
            ) as session,
        ):
            scene(screen, session)
            image = _still(screen)
        image.quantize(_COLOURS).save(folder / f"{name}.png", optimize=True)


def _still(screen: Screen) -> Image.Image:
    """The screen once it has stood still for long enough that nothing fades any more."""
    alike, last = 0, screen.image()
    while alike < _STILL:
        now = screen.settled()
        alike = 0 if ImageChops.difference(last, now).getbbox() else alike + 1
        last = now
    return last


def _at(session: Session, url: str) -> Page:
    page = session.context.pages[0]
    page.goto(url)
    page.bring_to_front()
    return page


# --- our own pages ------------------------------------------------------------------------------

PAGES = {
    "options": "options/options.html",
    "welcome": "welcome/welcome.html",
    "help": "help/help.html",
    "help-not-opened": "help/help.html#words",
    "many": "many/many.html#arxiv/1706.03762,venue/P19-1001@ACL",
    "ask": "ask/ask.html#some words",
    "popup-list": "popup/popup.html?tab={list}",
    "popup-paper": "popup/popup.html?tab={paper}",
    "popup-nothing": "popup/popup.html?tab={nothing}",
    "popup-forbidden": "popup/popup.html?tab={forbidden}",
}
_READ = {
    "list": stand_ins.LISTING,
    "paper": stand_ins.ABSTRACT,
    "nothing": stand_ins.NO_PAPER,
    "forbidden": "chrome://version/",
}
Scheme = Literal["light", "dark"]
_SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_WIDTHS = {"wide": 1000, "narrow": 320}
_POPUP_WIDTH = 480


def take_pages(playwright: Playwright, web: StandInWeb, folder: Path, language: str) -> None:
    """Save each page of ours, whole, as ``page-language-scheme-width.png``."""
    with tempfile.TemporaryDirectory() as copy:
        readable = with_leave_to_read(EXTENSION, Path(copy) / "extension")
        with launch(playwright, readable, web, locale=LOCALES[language]) as session:
            tabs = {name: _tab_at(session, url) for name, url in _READ.items()}
            page = session.context.new_page()
            for name, scheme, width in itertools.product(PAGES, _SCHEMES, _WIDTHS):
                _shows(page, session.url(PAGES[name].format(**tabs)), name, scheme, width)
                file = folder / f"{name}-{language}-{scheme}-{width}.png"
                page.screenshot(path=file, full_page=True)


def _tab_at(session: Session, url: str) -> int:
    """Open a page; returns the id of its tab."""
    known = {it["id"] for it in session.tabs()}
    session.context.new_page().goto(url)
    return next(int(it["id"]) for it in session.tabs() if it["id"] not in known)


def _shows(page: Page, url: str, name: str, scheme: Scheme, width: str) -> None:
    is_popup = name.startswith("popup")
    pixels = min(_WIDTHS[width], _POPUP_WIDTH) if is_popup else _WIDTHS[width]
    page.set_viewport_size({"width": pixels, "height": 600})
    page.emulate_media(color_scheme=scheme)
    page.goto("about:blank")
    page.goto(url)
    page.locator("html[lang]").wait_for()
    if is_popup:
        page.wait_for_selector(POPUP_LISTED)


# --- the command line -----------------------------------------------------------------------------


def main(argv: Sequence[str]) -> int:
    """Take the pictures; return 2 if something is missing or a folder cannot be written."""
    parser = argparse.ArgumentParser(prog="python -m tools.pictures", description=__doc__)
    parser.add_argument(
        "--pages", type=Path, metavar="FOLDER", help="every page of ours, into this folder"
    )
    pages: Path | None = parser.parse_args(argv).pages
    folders = {it: pages or PICTURES / it for it in LOCALES}
    try:
        check(folders.values(), needs_screen=not pages)
    except (PicturesError, FileNotFoundError) as error:
        print(f"pictures: {error}", file=sys.stderr)
        return 2
    with sync_playwright() as playwright, StandInWeb() as web:
        for language, folder in folders.items():
            with Console().status(f"taking pictures in {LOCALES[language]}"):
                if pages:
                    take_pages(playwright, web, folder, language)
                else:
                    take_screens(playwright, web, folder, LOCALES[language])
    return 0


def check(folders: Iterable[Path], *, needs_screen: bool) -> None:
    """Make the folders. Raises PicturesError where pictures cannot be taken, or not be saved."""
    if not (EXTENSION / "manifest.json").exists():
        raise PicturesError("the extension is not built: python3 tools/dev.py build")
    if needs_screen and not has_native_menu():
        raise PicturesError("Xvfb or xdotool is missing: apt install xvfb xdotool")
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise PicturesError(
                f"{folder} takes no pictures ({error.strerror}): name a folder that can be written"
            ) from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
