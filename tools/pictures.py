"""Takes pictures of what a reader sees: ``python -m tools.pictures``.

For the READMEs and the stores, those of a real screen with the extension that ships, still and
moving; ``--only popup --lang zh`` takes one of them. With ``--pages FOLDER``, every page of ours by
itself, in both languages, light and dark, wide and narrow, and in forced colours, to be looked at.
"""

from __future__ import annotations

import argparse
import base64
import itertools
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image, ImageChops
from playwright.sync_api import Playwright, sync_playwright

from tools.browser import extension_pages, fake_sites
from tools.browser.bibliography import bibliography
from tools.browser.extension import (
    NotBuiltError,
    packed_extension,
    unpacked_extension,
    with_host_permissions,
)
from tools.browser.fake_sites import FakeSites
from tools.browser.launch import LOCALES, launch
from tools.browser.pixels import Point
from tools.browser.screen import Screen, has_native_menu, on_screen, screen_point
from tools.browser.session import Session
from tools.browser.tour import point_in_pdf
from tools.browser.waiting import wait_until
from tools.film import (
    ICON_BLUE,
    PATIENCE,
    REFERENCE,
    SIZE,
    STILL,
    film,
    inside,
    save,
    show,
    show_references,
    tick_in_popup,
)
from tools.setup.paths import SetupError

PICTURES = Path(__file__).with_name("pictures")
"""Has a folder for each language."""

DEBIAN_LOCALES = Path("/usr/lib/chromium/locales")
"""Where Debian's Chromium has the languages of its menus; without one, they are in English."""
_COLOURS = 256
_ROUNDING = 24
"""Of 255: Chromium rounds a window's corners a little otherwise each time, and so the palette."""
_ADDRESS_BAR_ENDS = 120
"""Pixels from the upper edge of the screen."""
_BLANK = (SIZE[0] - 30, SIZE[1] - 30)
_DOI = "10.18653/v1/N19-1423"
_SELECTED = 5, 10
"""The first and the last reference that are selected in the PDF."""
_AT_THE_FOOT = 8
"""The selected one at the foot of the left column, below which a menu hides nothing of them."""
_NOTE_TYPED = "chrome.omnibox.onInputChanged.addListener((text) => { self.typed = text; })"

Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""


@dataclass(frozen=True)
class Scene:
    """What a picture shows."""

    bring: Callable[[Screen, Session], None]
    """Brings the extension there."""
    size: tuple[int, int] = SIZE
    """Of the screen, in pixels."""
    part: Box | None = None
    """The part of the screen that is kept."""


_KEY = base64.b64encode(b"Cool Papers Redirector, in pictures").decode()
"""By this the extension has the same id each time: pictures of its pages show it in the address."""

_SAME_KEY = "crypto.randomUUID = () => '00000000-0000-4000-8000-000000000000'"
"""The page of references has a key in its address, a random one otherwise."""


class PicturesError(Exception):
    """Something that taking pictures needs is missing."""


# --- the screen ---------------------------------------------------------------------------------


def _menu(screen: Screen, session: Session) -> None:
    page = show(session, fake_sites.ABSTRACT)
    screen.right_click(*screen_point(page, "h1.title"))
    ((left, top), *_) = screen.wait_for_menu_entries(ICON_BLUE)
    screen.move(left + 60, top)


def _popup(screen: Screen, session: Session) -> None:
    session.configure(pinnedToToolbar=True)
    screen.move(*_BLANK)
    show(session, fake_sites.LISTING)
    screen.press("alt+shift+k")
    session.popup()


def _address_bar(screen: Screen, session: Session) -> None:
    show(session, fake_sites.ABSTRACT)
    screen.move(*_BLANK)  # or it may point at a link
    before = screen.settled()
    worker = session.worker()
    worker.evaluate(_NOTE_TYPED)
    screen.focus_address_bar()
    screen.type(f"cool {_DOI}")
    wait_until(lambda: worker.evaluate("self.typed") == _DOI or None, f"{_DOI} in the address bar")
    screen.settled(timeout=PATIENCE, looks=STILL)
    screen.type(" ")  # Chromium shows a new default suggestion at the next key
    wait_until(
        lambda: _changed_to(screen, before) > _ADDRESS_BAR_ENDS or None,
        "suggestions below the address bar",
        lambda: screen.settled(),
    )


def _changed_to(screen: Screen, before: Image.Image) -> int:
    """The lowest row of pixels on the screen that has changed."""
    box = ImageChops.difference(before, screen.image()).getbbox()
    return box[3] if box else 0


def _one_reference(screen: Screen, session: Session) -> None:
    left, top = _entry_at(screen, inside(_select(screen, session, REFERENCE, REFERENCE)))
    screen.move(left + 60, top)


def _pdf(screen: Screen, session: Session) -> None:
    _select(screen, session, *_SELECTED)
    start, _ = bibliography().ends_of(_AT_THE_FOOT, _AT_THE_FOOT)
    left, top = _entry_at(screen, point_in_pdf(session.context.pages[0], start))
    screen.move(left + 60, top)


def _references(screen: Screen, session: Session) -> None:
    entry = _entry_at(screen, inside(_select(screen, session, *_SELECTED)))
    session.worker().evaluate(_SAME_KEY)
    with session.context.expect_page() as opened:
        screen.click(*entry)
    opened.value.locator("#papers li").first.wait_for()
    screen.move(*_BLANK)


def _select(screen: Screen, session: Session, first: int, last: int) -> Point:
    """Select references in a PDF; return where the selection ends."""
    start, end, _ = show_references(screen, session, first, last)
    screen.drag(start, end)
    return end


def _entry_at(screen: Screen, point: Point) -> Point:
    """Right-click a point; return our entry's position in the menu."""
    screen.right_click(*point)
    return screen.wait_for_menu_entries(ICON_BLUE)[0]


def _choice(screen: Screen, session: Session) -> None:
    session.configure(pinnedToToolbar=True)
    show(session, fake_sites.RECENT)
    screen.press("alt+shift+k")
    tick_in_popup(screen, session.popup())


def _entries(screen: Screen, session: Session) -> None:
    screen.move(*_BLANK)
    page = show(session, fake_sites.LISTING)
    page.locator("dt .cool-papers-link").first.wait_for()
    page.locator("dl h3").first.evaluate("it => it.scrollIntoView()")


def _options(screen: Screen, session: Session) -> None:
    screen.move(*_BLANK)
    page = show(session, fake_sites.NO_PAPER)
    page.goto(session.url("pages/options/options.html"))
    page.wait_for_selector("input:checked")


def _install(screen: Screen, session: Session) -> None:
    page = session.context.pages[0]
    page.goto("chrome://extensions")
    page.locator("extensions-item").first.wait_for()
    screen.click(*_BLANK)  # or the search field has the focus


_WIDTH, _HEIGHT = SIZE
SCENES: dict[str, Scene] = {
    "use-reference": Scene(_one_reference, part=(90, 86, 570, 682)),
    "use-popup": Scene(_choice, part=(269, 86, 749, 682)),
    "use-links": Scene(_entries, (500, _HEIGHT), (0, 86, 480, 682)),
    "install": Scene(_install, part=(0, 0, _WIDTH, 200)),
    "menu": Scene(_menu),
    "pdf": Scene(_pdf, (_WIDTH, 1000), (0, 86, _WIDTH, 950)),
    "references": Scene(_references, (_WIDTH, 840)),
    "popup": Scene(_popup),
    "address-bar": Scene(_address_bar, part=(0, 0, _WIDTH, 320)),
    "links": Scene(_entries),
    "options": Scene(_options),
}
"""File name to scene, as the READMEs show them; the first ones are small and side by side."""

FILM = "film"
"""The name of the moving picture."""


def take_screens(
    playwright: Playwright,
    extension: Path,
    web: FakeSites,
    folder: Path,
    locale: str,
    names: Sequence[str] = tuple(SCENES),
) -> None:
    """Save a picture of the whole screen for each scene named, each with a browser of its own."""
    for name in names:
        scene = SCENES[name]
        with on_screen(playwright, extension, web, scene.size, locale) as (screen, session):
            scene.bring(screen, session)
            image = screen.settled(timeout=PATIENCE, looks=STILL)
        save_still(image.crop(scene.part) if scene.part else image, folder / f"{name}.png")


def save_still(image: Image.Image, file: Path) -> None:
    """Save a picture, unless the file shows the same, and print its line."""
    before = _bytes_of(file)
    fewer = image.quantize(_COLOURS)
    if not (before and _show_the_same(file, fewer)):
        fewer.save(file, optimize=True)
    _say(file, before)


def _show_the_same(file: Path, image: Image.Image) -> bool:
    with Image.open(file) as old:
        if old.size != image.size:
            return False
        difference = ImageChops.difference(old.convert("RGB"), image.convert("RGB"))
    return difference.point([level > _ROUNDING for level in range(256)] * 3).getbbox() is None


def take_film(
    playwright: Playwright, extension: Path, web: FakeSites, folder: Path, locale: str
) -> None:
    """Save the moving picture."""
    file = folder / f"{FILM}.gif"
    before = _bytes_of(file)
    save(film(playwright, extension, web, locale), file)
    _say(file, before)


def _bytes_of(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


def _say(file: Path, before: bytes) -> None:
    """Print the line of a picture: its file, and whether it is another than before."""
    same = before == file.read_bytes()
    print(f"{file}: {'as before' if same else 'changed' if before else 'new'}", flush=True)


def fix_id(extension: Path) -> None:
    """Give an unpacked extension a key, so that its id does not depend on its folder."""
    file = extension / "manifest.json"
    manifest = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**manifest, "key": _KEY}), "utf-8")


# --- our own pages ------------------------------------------------------------------------------

_LOOKS: dict[str, tuple[Literal["light", "dark"], Literal["active", "none"]]] = {
    "light": ("light", "none"),
    "dark": ("dark", "none"),
    "forced": ("dark", "active"),
}
"""Name to colour scheme, and whether the system forces its own few colours, as Windows can."""
_WIDTHS = {"wide": 1000, "narrow": 320}
_POPUP_WIDTH = 480


def take_pages(
    playwright: Playwright, extension: Path, web: FakeSites, folder: Path, language: str
) -> None:
    """Save each page of ours, whole, as ``page-language-scheme-width.png``."""
    with tempfile.TemporaryDirectory() as copy:
        readable = with_host_permissions(extension, Path(copy) / "extension")
        with launch(playwright, readable, web, locale=LOCALES[language]) as session:
            page = session.context.new_page()
            states = [*extension_pages.PAGES, *extension_pages.POPUPS]
            for name, look, width in itertools.product(states, _LOOKS, _WIDTHS):
                most = _POPUP_WIDTH if name in extension_pages.POPUPS else _WIDTHS["wide"]
                page.set_viewport_size({"width": min(_WIDTHS[width], most), "height": 600})
                scheme, forced = _LOOKS[look]
                page.emulate_media(color_scheme=scheme, forced_colors=forced)
                extension_pages.show(session, page, name)
                file = folder / f"{name}-{language}-{look}-{width}.png"
                before = _bytes_of(file)
                page.screenshot(path=file, full_page=True)
                _say(file, before)


# --- the command line -----------------------------------------------------------------------------


def main(argv: Sequence[str]) -> int:
    """Take the pictures; return 2 if something is missing or a folder cannot be written.

    Exits with 2 on bad arguments.
    """
    options = _parsed(argv)
    pages: Path | None = options.pages
    languages = list(dict.fromkeys(options.lang or LOCALES))
    folders = {it: pages or PICTURES / it for it in languages}
    try:
        check(folders, needs_screen=not pages)
    except (PicturesError, NotBuiltError, SetupError) as error:
        print(f"pictures: {error}", file=sys.stderr)
        return 2
    wanted = options.only or [*SCENES, FILM]
    scenes = [it for it in SCENES if it in wanted]
    with unpacked_extension() as extension, sync_playwright() as playwright, FakeSites() as web:
        fix_id(extension)
        for language, folder in folders.items():
            if pages:
                take_pages(playwright, extension, web, folder, language)
            else:
                take_screens(playwright, extension, web, folder, LOCALES[language], scenes)
                if FILM in wanted:
                    take_film(playwright, extension, web, folder, LOCALES[language])
    return 0


def _parsed(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.pictures", description=__doc__)
    parser.add_argument(
        "--pages", type=Path, metavar="FOLDER", help="every page of ours, into this folder"
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=[*SCENES, FILM],
        help="only this picture or film; can be repeated",
    )
    parser.add_argument(
        "--lang",
        action="append",
        choices=[*LOCALES],
        help="only in this language; can be repeated",
    )
    options = parser.parse_args(argv)
    if options.pages and options.only:
        parser.error("--only names a picture for the READMEs, so it does not go with --pages")
    return options


def check(folders: Mapping[str, Path], *, needs_screen: bool) -> None:
    """Make the folders, by language, and check that all is there to fill them.

    Raises NotBuiltError or PicturesError if something is missing or a folder cannot be written.
    """
    packed_extension()
    if needs_screen:
        check_screen(folders)
    check_folders(folders.values())


def check_screen(languages: Iterable[str] = LOCALES) -> None:
    """Raise PicturesError if a program of the screen or a language of the menus is missing."""
    if not has_native_menu():
        raise PicturesError("Xvfb or xdotool is missing: apt install xvfb xdotool")
    if DEBIAN_LOCALES.is_dir():
        locales = [LOCALES[it] for it in languages]
        missing = [it for it in locales if not (DEBIAN_LOCALES / f"{it}.pak").exists()]
        if missing:
            lacking = ", ".join(missing)
            raise PicturesError(f"Chromium's menus lack {lacking}: apt install chromium-l10n")


def check_folders(folders: Iterable[Path]) -> None:
    """Make the folders; raise PicturesError if one cannot be written."""
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
