"""Takes the stores' pictures: the extension at work on a real screen, each with a caption.

The extension is the one in a zip for the stores, the sites are the local fake ones. A picture is a
web page, ``frame.template.html``, with a picture of the screen in it; what it says is in
``listing/*/pictures.toml``.
"""

from __future__ import annotations

import base64
import io
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2
from PIL import Image
from playwright.sync_api import Page, Playwright

from build.icons import render_icon
from build.pack import unpack
from build.render import EXTENSION
from tools.browser import fake_sites
from tools.browser.fake_sites import FakeSites
from tools.browser.launch import LOCALES, launch
from tools.browser.pixels import Point
from tools.browser.screen import Screen, on_screen, screen_point
from tools.browser.session import Session
from tools.film import ICON_BLUE, PATIENCE, STILL, show, show_references, with_pointer
from tools.release import pictures
from tools.release.errors import InputError
from tools.release.listing import LANGUAGES, LISTING

WINDOW = (1120, 648)
"""Pixels of the screen in a picture, which fills what the caption leaves."""
_ICON = EXTENSION / "icons" / "icon.svg"
_ICON_SIZE = 256
_LABEL_ENDS = 228
"""Pixels from the middle of our menu entry's icon, for a page's at ``_LARGE``."""
_LARGE = 1.25
_RESULT = "https://papers.cool/arxiv/1706.03762,1512.03385,2201.11903"
_SELECTED = 1, 4
"""The first and the last reference that are selected in the PDF."""


@dataclass(frozen=True)
class Scene:
    """What a picture shows."""

    bring: Callable[[Screen, Session, float], Point | None]
    """Brings the extension there, at a scale; returns our menu entry, if a menu shows."""
    scale: float = _LARGE
    """Pixels for each of a page's: above 1, a picture can be read at half its size."""


@dataclass(frozen=True)
class Shot:
    """A picture of the screen."""

    image: Image.Image
    ring: tuple[int, int, int, int] | None = None
    """Left, top, width and height of what is marked."""


def _menu(screen: Screen, session: Session, scale: float) -> Point:
    page = show(session, fake_sites.ABSTRACT)
    screen.right_click(*_scaled(screen_point(page, "h1.title"), scale))
    return screen.wait_for_menu_entries(ICON_BLUE)[0]


def _result(screen: Screen, session: Session, scale: float) -> None:
    show(session, _RESULT)


def _popup(screen: Screen, session: Session, scale: float) -> None:
    session.configure(pinnedToToolbar=True)
    show(session, fake_sites.LISTING)
    screen.press("alt+shift+k")
    session.popup()


def _references(screen: Screen, session: Session, scale: float) -> Point:
    points = show_references(screen, session, *_SELECTED)
    start, end, corner = (_scaled(it, scale) for it in points)
    screen.drag(start, end)
    screen.right_click(corner[0], start[1])
    return screen.wait_for_menu_entries(ICON_BLUE)[0]


def _links(screen: Screen, session: Session, scale: float) -> None:
    page = show(session, fake_sites.LISTING)
    page.locator("dt .cool-papers-link").first.wait_for()
    page.locator("dl h3").first.evaluate("it => it.scrollIntoView()")


SCENES: Mapping[str, Scene] = {
    "screenshot-1": Scene(_menu),
    "screenshot-2": Scene(_result, 1.1),
    "screenshot-3": Scene(_popup, 1),
    "screenshot-4": Scene(_references, 1),
    "screenshot-5": Scene(_links),
}
"""In the order of the stores, which show the first one largest."""
_IN_LARGE_TILE = "screenshot-3"


def captions(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return each picture's ``title`` and ``line``. Raises InputError if one is missing."""
    file = LISTING / language / "pictures.toml"
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{file} cannot be read: {error}") from error
    for name in (*SCENES, "tiles"):
        if not all(found.get(name, {}).get(it) for it in ("title", "line")):
            raise InputError(f"{file}: give {name} a title and a line")
    return found


def take(
    playwright: Playwright, web: FakeSites, archive: Path, extension: Path, folder: Path
) -> Iterator[str]:
    """Take all pictures of a zip, unpacked to ``extension``, into a folder; yield their names.

    They are recorded as made from this zip once all are there.
    """
    unpack(archive, extension)
    names = []
    for language in LANGUAGES:
        shots = {
            name: _shot(playwright, extension, web, language, scene)
            for name, scene in SCENES.items()
        }
        (folder / language).mkdir(parents=True, exist_ok=True)
        with launch(playwright, extension) as session:
            for name, image in framed(session.context.new_page(), language, shots):
                names.append(f"{language}/{name}.png")
                image.save(folder / names[-1], optimize=True)
                yield names[-1]
    pictures.record(archive, names, folder)


def _shot(
    playwright: Playwright, extension: Path, web: FakeSites, language: str, scene: Scene
) -> Shot:
    locale = LOCALES[language.partition("_")[0]]
    width, height = (round(it / scene.scale) + 2 for it in WINDOW)
    args = [f"--force-device-scale-factor={scene.scale}", f"--window-size={width},{height}"]
    with on_screen(playwright, extension, web, WINDOW, locale, args) as (screen, session):
        entry = scene.bring(screen, session, scene.scale)
        if entry is None:
            return Shot(screen.settled(timeout=PATIENCE, looks=STILL))
        label = round(_LABEL_ENDS * scene.scale / _LARGE)
        pointer = (entry[0] + label, entry[1])
        screen.move(*pointer)
        image = with_pointer(screen.settled(timeout=PATIENCE, looks=STILL), pointer)
    height = round(44 * scene.scale / _LARGE)
    return Shot(image, (entry[0] - height // 2, entry[1] - height // 2, label + height, height))


def framed(
    page: Page, language: str, shots: Mapping[str, Shot]
) -> Iterator[tuple[str, Image.Image]]:
    """Yield the name and the picture of each of ``pictures.SIZES``, with its caption.

    ``shots`` has one for each of ``SCENES``. Raises InputError if a caption is missing.
    """
    said = captions(language)
    for name, (width, height) in pictures.SIZES.items():
        if name == "logo":
            yield name, Image.open(io.BytesIO(render_icon(_ICON, width)))
            continue
        shot = shots.get(_IN_LARGE_TILE if name == "large-tile" else name)
        values = {
            "language": language.replace("_", "-"),
            "look": "screenshot" if name in SCENES else name,
            "icon": _data_url(render_icon(_ICON, _ICON_SIZE)),
            "window": _data_url(_png(shot.image)) if shot else "",
            "ring": shot.ring if shot and name in SCENES else None,
            **said["tiles" if "tile" in name else name],
        }
        page.set_viewport_size({"width": width, "height": height})
        page.set_content(_template().render(values))
        yield name, Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    return jinja2.Environment(loader=loader, autoescape=True).get_template("frame.template.html")


def _png(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _data_url(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _scaled(point: Point, scale: float) -> Point:
    return round(point[0] * scale), round(point[1] * scale)
