"""Optional sites: the browser's own prompt, answered by real keys, and what follows from it."""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Locator, Page, expect

from build import registry
from tests.browser.conftest import OnScreen
from tests.browser.reader import OPTIONS
from tests.profile import AT_NIGHT
from tools.browser.devtools import Json
from tools.browser.fake_sites import FOLDER
from tools.browser.local_web import LocalWeb
from tools.browser.screen import Screen, page_origin
from tools.browser.session import WELCOME, Session
from tools.browser.waiting import wait_until, wait_until_painted

if sys.platform != "linux":
    pytest.skip("prompts are answered on a virtual X screen: Linux", allow_module_level=True)

pytestmark = pytest.mark.native

PMLR = "https://proceedings.mlr.press/*"
VOLUME = "https://proceedings.mlr.press/v900/"
OURS = ".cool-papers-link"
_WATCH_ANSWER = """
() => {
  const request = chrome.permissions.request.bind(chrome.permissions);
  globalThis.answer = null;
  chrome.permissions.request = async (...wanted) => (globalThis.answer = await request(...wanted));
}
"""
_BUTTON = 100
"""Pixels; more than a button of the prompt is wide."""
_DEAF = 2.0
"""Seconds; keys that come within half a second of the prompt, as it sees it, are ignored."""


@dataclass
class Asked:
    """A reader whom the browser asks."""

    screen: Screen
    session: Session
    web: LocalWeb

    def opens(self, path: str) -> Page:
        """Open a page of the extension in the first tab."""
        page = self.session.context.pages[0]
        page.goto(self.session.url(path))
        return page

    def looks_at(self, url: str, file: str) -> Page:
        """Open a test page in a new tab."""
        page = self.session.context.new_page()
        page.goto(self.web.serve(url, (FOLDER / file).read_bytes()))
        return page

    def switches(self, box: Locator, *, allows: bool) -> None:
        """Click on a switch, and answer the prompt that comes up."""
        page = box.page
        page.bring_to_front()
        page.evaluate(_WATCH_ANSWER)
        wait_until_painted(page)
        left, top = page_origin(page)
        beside = (left + 10, top + 400)
        calm = self.screen.settled().getpixel(beside)

        def prompted() -> bool | None:
            """Whether the page is darkened, as it is below a prompt."""
            return self.screen.image().getpixel(beside) != calm or None

        box.click()
        wait_until(prompted, "prompt", self._pump)
        new = _below(top, self.screen.settled())
        # "Allow" wakes up half a second later, if it has not done so by now; tab icons change, too.
        with suppress(AssertionError):
            wait_until(
                lambda: _below(top, self.screen.image()) != new or None, "change", self._pump, 1
            )
        if allows:
            deny_has_focus = self.screen.settled()

            def allow_has_focus() -> bool | None:
                """Whether both buttons look different; waking up changes one of them."""
                box = ImageChops.difference(deny_has_focus, self.screen.image()).getbbox()
                return (box is not None and box[2] - box[0] > _BUTTON) or None

            self._presses_until("Tab", allow_has_focus)
        self._presses_until("Return", lambda: page.evaluate("answer !== null") or None)
        assert page.evaluate("answer") is allows

    def _presses_until(self, key: str, done: Callable[[], bool | None]) -> None:
        pressed = float("-inf")

        def checked() -> bool | None:
            nonlocal pressed
            if done():
                return True
            # As a reader would: a busy browser can still be deaf to the first one.
            if time.monotonic() - pressed > _DEAF:
                if pressed > 0:
                    warnings.warn(f"the prompt did not react to {key}; again", stacklevel=2)
                self.screen.press(key)
                pressed = time.monotonic()
            return None

        wait_until(checked, f"reaction to {key}", self._pump)

    def origins(self) -> list[str]:
        """The host permissions beyond those of the sites that get links by default."""
        known: Json = self.session.worker().evaluate("chrome.permissions.getAll()")
        default = [
            page
            for source in registry.load()
            for site in source.link_sites
            if not site.optional
            for page in site.pages
        ]
        return [it for it in known["origins"] if it not in default]

    def scripts(self) -> list[str]:
        """The sites whose scripts are registered."""
        scripts: list[Json] = self.session.worker().evaluate(
            "chrome.scripting.getRegisteredContentScripts()"
        )
        return [script["id"] for script in scripts]

    def has(self, *sites: str) -> None:
        """Wait until just these sites have our scripts."""
        wait_until(lambda: self.scripts() == list(sites) or None, f"{sites}", self._pump)

    def _pump(self) -> None:
        _ = self.session.worker_errors


@pytest.fixture
def asked(on_screen: OnScreen) -> Iterator[Asked]:
    """A reader with no site switched on.

    What was granted once, Chromium grants unasked: each test allows a site of its own.
    """
    asked = Asked(on_screen.screen, on_screen.session, on_screen.web)
    yield asked
    for page in asked.session.context.pages[1:]:
        page.close()
    asked.session.clear_settings()
    asked.has()


def _below(y: int, screen: Image.Image) -> Image.Image:
    return screen.crop((0, y, *screen.size))


def _box(page: Page, host: str) -> Locator:
    return page.get_by_role("checkbox", name=host)


def test_switches_a_site_on_and_off(asked: Asked) -> None:
    volume = asked.looks_at(VOLUME, "pmlr/volume.html")
    page = asked.opens(OPTIONS)
    box = _box(page, "proceedings.mlr.press")
    expect(box).not_to_be_checked()
    asked.switches(box, allows=True)
    expect(box).to_be_checked()
    assert asked.origins() == [PMLR]
    asked.has("pmlr")
    # The page that was open already has its links at once, and so has the next one.
    expect(volume.locator(f"{OURS} a")).to_have_count(4)
    another = asked.looks_at(VOLUME, "pmlr/volume.html")
    expect(another.locator(f"{OURS} a")).to_have_count(4)
    box.click()
    asked.has()
    expect(volume.locator(OURS)).to_have_count(0)
    assert asked.origins() == []
    volume.reload()
    assert volume.locator(OURS).count() == 0
    # The browser remembers, and asks no more.
    box.click()
    asked.has("pmlr")
    expect(volume.locator(f"{OURS} a")).to_have_count(4)


def test_is_denied(asked: Asked) -> None:
    page = asked.opens(OPTIONS)
    box = _box(page, "usenix.org")
    asked.switches(box, allows=False)
    expect(box).not_to_be_checked()
    expect(page.get_by_role("status")).to_contain_text("No permission for www.usenix.org")
    assert asked.origins() == []
    assert asked.session.worker().evaluate("chrome.storage.sync.get(null)") == {}


@AT_NIGHT
def test_gives_all_back_when_reset(asked: Asked) -> None:
    papers = asked.looks_at("https://openaccess.thecvf.com/CVPR2024?day=all", "cvf/list.html")
    page = asked.opens(OPTIONS)
    box = _box(page, "thecvf.com")
    asked.switches(box, allows=True)
    expect(papers.locator(OURS)).not_to_have_count(0)
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("button", name="Confirm reset").click()
    asked.has()
    assert asked.origins() == []
    expect(box).not_to_be_checked()
    expect(papers.locator(OURS)).to_have_count(0)


def test_shows_what_was_taken_away_elsewhere(asked: Asked) -> None:
    """In the browser's own settings of the extension."""
    page = asked.opens(OPTIONS)
    box = _box(page, "ndss-symposium.org")
    asked.switches(box, allows=True)
    expect(box).to_be_checked()
    origins = asked.origins()
    asked.session.worker().evaluate("origins => chrome.permissions.remove({ origins })", origins)
    expect(box).not_to_be_checked()
    asked.has()


def test_switches_a_site_on_from_the_welcome_page(asked: Asked) -> None:
    page = asked.opens(WELCOME)
    box, denied = _box(page, "ijcai.org"), _box(page, "usenix.org")
    asked.switches(box, allows=True)
    expect(box).to_be_checked()
    asked.has("ijcai")
    asked.switches(denied, allows=False)
    expect(denied).not_to_be_checked()
    expect(page.get_by_role("status")).to_contain_text("No permission for www.usenix.org")
    asked.has("ijcai")
    page.reload()
    expect(box).to_be_checked()


def test_switches_on_a_site_that_the_browser_withholds(asked: Asked) -> None:
    """One of those with links by default, where the site access is "on click"."""
    asked.session.configure(hostAccess="ON_CLICK")
    try:
        page = asked.opens(OPTIONS)
        box = _box(page, "arxiv.org")
        expect(box).not_to_be_checked()
        asked.switches(box, allows=True)
        expect(box).to_be_checked()
        expect(page.locator("#withheld")).to_contain_text("aclanthology.org")
        expect(page.locator("#withheld")).not_to_contain_text("arxiv.org")
        papers = asked.looks_at("https://arxiv.org/list/cs.LG/recent", "arxiv/list-recent.html")
        expect(papers.locator(OURS)).not_to_have_count(0)
    finally:
        asked.session.configure(hostAccess="ON_ALL_SITES")


def test_switches_on_all_sites_in_one_prompt(asked: Asked) -> None:
    """First denied: each box then says what is so."""
    page = asked.opens(OPTIONS)
    every, box = page.get_by_role("button", name="Switch on all"), _box(page, "ojs.aaai.org")
    asked.switches(every, allows=False)
    expect(page.get_by_role("status")).to_contain_text("No permission for these sites")
    expect(box).not_to_be_checked()
    assert asked.origins() == []
    asked.switches(every, allows=True)
    boxes = page.locator("#asked").get_by_role("checkbox")
    expect(boxes.locator(":scope:not(:checked)")).to_have_count(0)
    notice = "links.coolpapers"
    expect(page.locator(f"[name='{notice}']")).not_to_be_checked()
    sites = [str(it.get_attribute("name")).removeprefix("links.") for it in boxes.all()]
    asked.has(*sites)
