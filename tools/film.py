"""Films the extension at work on a real screen, as a GIF for the READMEs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page, Playwright

from tools.browser import fake_sites
from tools.browser.bibliography import bibliography
from tools.browser.devtools import ExtensionWorker
from tools.browser.fake_sites import FakeSites
from tools.browser.pixels import Point
from tools.browser.screen import Screen, on_screen, screen_point
from tools.browser.session import PDF_VIEWER, Session
from tools.browser.tour import box_of, point_in_pdf
from tools.browser.waiting import wait_until

SIZE = (880, 690)
"""Pixels: about as wide as a README, and what the toolbar and the popup need."""
ICON_BLUE = (0x2B, 0x8C, 0xF3)
STILL = 20
"""Identical pictures in a row that count as still; the address bar's caret blinks more slowly."""
PATIENCE = 20
"""Seconds to wait for all animations to end."""
REFERENCE = 1
"""Its paper is the one of which the fake papers.cool has a summary."""

_COLOURS = 255  # one is left for what does not change from frame to frame
_INSIDE = 6
"""Pixels from the end of a selection: a click there is still on it."""
_STEPS = 6
_STEP = 50
_TOOLBAR_ENDS = 90
_POINTER = ((0, 0), (0, 17), (4, 13), (7, 20), (10, 19), (7, 12), (12, 12))
_TICKED = (2, 4, 5)
"""Rows of the popup on `RECENT`, whose papers have abstracts on the fake papers.cool."""
_TICKED_NOW = "document.querySelectorAll('#papers input:checked').length"
_MIDDLE = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return [screenX + box.x + box.width / 2, screenY + box.y + box.height / 2];
}"""
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


def film(playwright: Playwright, extension: Path, web: FakeSites, locale: str) -> list[Frame]:
    """Read a paper's summary from its reference in a PDF, and open three papers of a listing."""
    with on_screen(playwright, extension, web, SIZE, locale) as (screen, session):
        session.configure(pinnedToToolbar=True)
        camera = _Camera(screen)
        _from_a_reference(camera, session)
        _from_a_listing(camera, session)
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

    Returns where on the screen the reference `first` starts, where `last` ends, and the upper right
    corner of the first line, where a menu hides little of them.
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


def inside(end: Point) -> Point:
    """Where to right-click a selection that ends here, so that the menu hides nothing of it."""
    return end[0] - _INSIDE, end[1]


def tick_in_popup(screen: Screen, popup: ExtensionWorker) -> None:
    """Tick three papers in the popup on `RECENT`, once it is where it stays."""
    screen.settled(timeout=PATIENCE, looks=STILL)
    for box in _boxes_to_tick(popup):
        screen.click(*box)
    wait_until(lambda: popup.evaluate(_TICKED_NOW) == len(_TICKED) or None, "three ticked papers")


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


def _from_a_reference(camera: _Camera, session: Session) -> None:
    start, end, _ = show_references(camera.screen, session, REFERENCE, REFERENCE)
    camera.shoot(1300)
    camera.glide(start)
    camera.select_to(end)
    camera.shoot(900)
    at = inside(end)
    camera.glide(at)
    camera.screen.right_click(*at)
    ((left, top), *_) = camera.screen.wait_for_menu_entries(ICON_BLUE)
    camera.shoot(900)
    camera.glide((left + 60, top))
    camera.shoot(1400)
    page = _click_to_cool_papers(camera, session)
    camera.shoot(1800)
    camera.glide(screen_point(page, ".title-kimi"))
    camera.shoot(700)
    camera.click()
    page.locator(".kimi-container").wait_for()
    camera.shoot(4500)
    page.close()


def _from_a_listing(camera: _Camera, session: Session) -> None:
    page = show(session, fake_sites.RECENT)
    page.locator("dt .cool-papers-link").first.wait_for()
    camera.shoot(1300)
    button = wait_until(lambda: _button(camera.screen), "button in the toolbar")
    camera.glide(button)
    camera.screen.click(*button)
    popup = session.popup()
    camera.shoot(1900)
    for box in _boxes_to_tick(popup):
        camera.glide(box)
        camera.click()
        camera.shoot(600)
    camera.glide(_spot(popup, "#open"))
    camera.shoot(1300)
    _click_to_cool_papers(camera, session)
    camera.shoot(3500)


def _boxes_to_tick(popup: ExtensionWorker) -> list[Point]:
    return [_spot(popup, box_of(row)) for row in _TICKED]


def _spot(popup: ExtensionWorker, selector: str) -> Point:
    """Where on the screen the middle of an element of the popup is."""
    x, y = popup.evaluate(_MIDDLE, selector)
    return round(x), round(y)


def _button(screen: Screen) -> Point | None:
    return next((it for it in screen.find_icon(ICON_BLUE) if it[1] < _TOOLBAR_ENDS), None)


def _click_to_cool_papers(camera: _Camera, session: Session) -> Page:
    with session.context.expect_page() as opened:
        camera.click()
    page = opened.value
    page.wait_for_url("https://papers.cool/**")
    hide_hints(page)
    return page
