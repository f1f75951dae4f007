"""Films the extension at work on a real screen, as a GIF for the READMEs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw
from playwright.sync_api import Page, Playwright

from tools.browser import fake_sites
from tools.browser.bibliography import bibliography
from tools.browser.fake_sites import FakeSites
from tools.browser.pixels import Point
from tools.browser.screen import Screen, on_screen, screen_point
from tools.browser.session import PDF_VIEWER, Session
from tools.browser.tour import point_in_pdf
from tools.browser.waiting import wait_until

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

SIZE = (880, 640)
"""Pixels: about as wide as a README, and what the toolbar and the popup need."""
ICON_BLUE = (0x2B, 0x8C, 0xF3)
STILL = 20
"""Identical pictures in a row that count as still; the address bar's caret blinks more slowly."""
PATIENCE = 20
"""Seconds to wait for all animations to end."""

_COLOURS = 255  # one is left for what does not change from frame to frame
_STEPS = 6
_STEP = 50
_TOOLBAR_ENDS = 90
_POINTER = ((0, 0), (0, 17), (4, 13), (7, 20), (10, 19), (7, 12), (12, 12))
_REFERENCE = 4
"""Its paper is one of those that the fake papers.cool has."""
_IN_DARK = "--force-dark-mode"
_TITLE = "#papers li:nth-child(2) a"
_TITLE_AT = (
    f"(() => {{ const box = document.querySelector('{_TITLE}').getBoundingClientRect();"
    " return [screenX + box.x + 120, screenY + box.y + 10]; })()"
)
_SHOW_PAGE_ONLY = """() => {
  const { shadowRoot, viewport } = document.querySelector("pdf-viewer");
  if (!shadowRoot.querySelector("#sidenav-container").hasAttribute("closed")) {
    shadowRoot.querySelector("viewer-toolbar").shadowRoot.querySelector("#sidenavToggle").click();
  }
  viewport.setZoom(1);
}"""


@dataclass(frozen=True)
class Frame:
    """One picture of a film, and how long (ms) it shows."""

    image: Image.Image
    duration: int


def film(
    playwright: Playwright, extension: Path, web: FakeSites, locale: str, scheme: Scheme
) -> list[Frame]:
    """Open a paper from its page, one from a reference in a PDF, and one from the popup."""
    args = [_IN_DARK] if scheme == "dark" else []
    with on_screen(playwright, extension, web, SIZE, locale, args) as (screen, session):
        session.configure(pinnedToToolbar=True)
        camera = _Camera(screen)
        _through_the_menu(camera, session, scheme)
        _through_a_selection(camera, session, scheme)
        _through_the_popup(camera, session, scheme)
        return camera.frames


def save(frames: Sequence[Frame], file: Path) -> None:
    """Write the frames as a GIF that starts again when it ends."""
    width, height = frames[0].image.size
    all_of_them = Image.new("RGB", (width, height * len(frames)))
    for number, frame in enumerate(frames):
        all_of_them.paste(frame.image, (0, number * height))
    palette = all_of_them.quantize(_COLOURS)
    first, *rest = (
        frame.image.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames
    )
    shown_for = [frame.duration for frame in frames]
    first.save(file, save_all=True, append_images=rest, duration=shown_for, loop=0)


def durations(file: Path) -> list[int]:
    """How long (ms) each frame of a GIF shows."""
    with Image.open(file) as image:
        found = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append(int(image.info["duration"]))
        return found


def with_pointer(image: Image.Image, tip: Point) -> Image.Image:
    """A copy of the picture with a mouse pointer, which no picture of a screen holds."""
    copy = image.copy()
    outline = [(tip[0] + x, tip[1] + y) for x, y in _POINTER]
    ImageDraw.Draw(copy).polygon(outline, fill="black", outline="white")
    return copy


def show(session: Session, url: str) -> Page:
    """Show a page of the fake sites in the first tab, without its hints for the demo."""
    page = session.context.pages[0]
    page.goto(url)
    hide_hints(page)
    page.bring_to_front()
    return page


def hide_hints(page: Page) -> None:
    """Remove what a page of the fake sites says to those who try the demo."""
    page.locator(".try").evaluate_all("all => all.forEach((it) => it.remove())")


def show_references(
    screen: Screen, session: Session, first: int, last: int
) -> tuple[Point, Point, Point]:
    """Show the PDF of a bibliography in the first tab, at full size and without the side bar.

    Returns where on the screen the reference `first` starts, where `last` ends, and where a menu
    hides little of them.
    """
    page = show(session, fake_sites.NOTES)
    session.pdf_ready(page)
    viewer = next(frame for frame in page.frames if frame.url.startswith(PDF_VIEWER))
    viewer.evaluate(_SHOW_PAGE_ONLY)
    screen.settled(timeout=PATIENCE, looks=STILL)  # the side bar slides away
    made = bibliography()
    start, end = made.ends_of(first, last)
    points = [point_in_pdf(page, spot) for spot in (start, end, made.corner_of(first))]
    return points[0], points[1], points[2]


class _Camera:
    """Takes frames of a screen, and moves the pointer where the film can be seen to follow."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.frames: list[Frame] = []
        self._pointer = (SIZE[0] * 3 // 4, SIZE[1] * 3 // 4)

    def shoot(self, duration: int) -> None:
        self._image = self.screen.settled(timeout=PATIENCE, looks=STILL)
        self.frames.append(Frame(with_pointer(self._image, self._pointer), duration))

    def glide(self, to: Point) -> None:
        start = self._pointer
        for step in range(1, _STEPS + 1):
            x, y = (a + (b - a) * step // _STEPS for a, b in zip(start, to, strict=True))
            self.frames.append(Frame(with_pointer(self._image, (x, y)), _STEP))
        self._pointer = to
        self.screen.move(*to)

    def select_to(self, to: Point) -> None:
        """Select the text from the pointer on; Chromium shows that when the button is released."""
        start = self._pointer
        self.glide(to)
        self.screen.drag(start, to)

    def click(self) -> None:
        self.screen.click(*self._pointer)


def _through_the_menu(camera: _Camera, session: Session, scheme: Scheme) -> None:
    page = show(session, fake_sites.ABSTRACT)
    page.emulate_media(color_scheme=scheme)
    camera.shoot(900)
    title = screen_point(page, "h1.title")
    camera.glide(title)
    camera.screen.right_click(*title)
    ((left, top), *_) = camera.screen.wait_for_menu_entries(ICON_BLUE)
    camera.shoot(700)
    camera.glide((left + 60, top))
    camera.shoot(900)
    _click_to_cool_papers(camera, session, scheme)


def _through_a_selection(camera: _Camera, session: Session, scheme: Scheme) -> None:
    start, end, corner = show_references(camera.screen, session, _REFERENCE, _REFERENCE)
    camera.shoot(600)
    camera.glide(start)
    camera.select_to(end)
    camera.shoot(500)
    camera.glide(corner)
    camera.screen.right_click(*corner)
    ((left, top), *_) = camera.screen.wait_for_menu_entries(ICON_BLUE)
    camera.shoot(400)
    camera.glide((left + 60, top))
    camera.shoot(1000)
    _click_to_cool_papers(camera, session, scheme)


def _through_the_popup(camera: _Camera, session: Session, scheme: Scheme) -> None:
    page = show(session, fake_sites.LISTING)
    page.locator("dt .cool-papers-link").first.wait_for()
    camera.shoot(700)
    button = wait_until(lambda: _button(camera.screen), "button in the toolbar")
    camera.glide(button)
    camera.screen.click(*button)
    popup = session.popup()
    camera.shoot(1200)
    x, y = popup.evaluate(_TITLE_AT)
    camera.glide((round(x), round(y)))
    camera.shoot(700)
    _click_to_cool_papers(camera, session, scheme)


def _button(screen: Screen) -> Point | None:
    return next((it for it in screen.find_icon(ICON_BLUE) if it[1] < _TOOLBAR_ENDS), None)


def _click_to_cool_papers(camera: _Camera, session: Session, scheme: Scheme) -> None:
    with session.context.expect_page() as opened:
        camera.click()
    page = opened.value
    page.wait_for_url("https://papers.cool/**")
    page.emulate_media(color_scheme=scheme)
    hide_hints(page)
    camera.shoot(1600)
    page.close()
