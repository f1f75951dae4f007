"""Our own pages as axe-core sees them, in both languages, light and dark, wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page, ViewportSize

from tests.profile import AT_NIGHT, NIGHTLY
from tools.browser import extension_pages
from tools.browser.session import Session
from tools.browser.values import json_value

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
STATES = [
    *([name] for name in extension_pages.PAGES),
    *(
        [name for name, (url, _) in extension_pages.POPUPS.items() if url == read]
        for read in dict.fromkeys(url for url, _ in extension_pages.POPUPS.values())
    ),
]
"""The states that a page goes through, loaded once."""
_BROWSERS = {"en-US": "_on_fake_sites", "zh-CN": "chinese"}
"""The browser for each of our languages, by its fixture."""
_EDGES = """
[...document.querySelectorAll("button, .button, input:not([type=checkbox], [type=radio])")]
  .filter((it) => it.checkVisibility())
  .map((it) => {
    const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(it);
    const around = it.parentElement.closest("main, [popover]");
    return {
      name: it.id || it.textContent,
      isField: it.localName === "input",
      isDrawn: borderTopStyle === "solid" && parseFloat(borderTopWidth) >= 1,
      edge: borderTopColor,
      around: getComputedStyle(around).backgroundColor,
    };
  })
"""
_AXE = {
    "light": {"resultTypes": ["violations"]},
    # The same page but for its colours, and what depends on them.
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]},
}
WIDE: ViewportSize = {"width": 1280, "height": 720}
WIDTHS = (WIDE["width"] // 2, 320)
"""Those of a wide window at twice the size (WCAG 2.2, 1.4.4), and of a narrow one."""
NO_SIDEWAYS_SCROLLING = "document.documentElement.scrollWidth <= innerWidth"
SHOWN_ELSEWHERE = {
    *("popup-typed", "popup-emptied", "popup-paper", "popup-pdf", "popup-forbidden"),
    *("many", "help", "help-link", *extension_pages.ALIKE),
}
"""Pages and popups whose elements, or others of the same kind, are all shown by others, too."""
_CASES = [
    pytest.param(states, id=states[0], marks=AT_NIGHT if SHOWN_ELSEWHERE.issuperset(states) else ())
    for states in STATES
]
_LOCALES = [
    # Chinese pages differ by their texts only, and test_own_pages.py sees whether these fit.
    pytest.param(locale, marks=AT_NIGHT if locale == "zh-CN" else ())
    for locale in _BROWSERS
]


@pytest.fixture(scope="module")
def locale(request: pytest.FixtureRequest) -> str:
    """The browser's locale, for each of our languages."""
    return str(request.param)


@pytest.fixture(scope="module")
def session(locale: str, request: pytest.FixtureRequest) -> Session:
    """A browser in each of our languages."""
    browser: Session = request.getfixturevalue(_BROWSERS[locale])
    return browser


@pytest.fixture(scope="module")
def tab(session: Session) -> Iterator[Page]:
    """One tab for all tests in a language, since a new one costs more."""
    tab = session.context.new_page()
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def read_tab(session: Session) -> Iterator[tuple[Page, int]]:
    """One tab for what popups are about."""
    tab = extension_pages.tab_to_read(session)
    yield tab
    tab[0].close()


@pytest.mark.parametrize("states", _CASES)
@pytest.mark.parametrize("locale", _LOCALES, indirect=True)  # by itself, or each case has new tabs
def test_page_has_no_violation_and_fits(
    session: Session, tab: Page, read_tab: tuple[Page, int], states: list[str], locale: str
) -> None:
    extension_pages.show(session, tab, states[0], read_tab)
    tab.evaluate(AXE_SCRIPT)  # once: Axe.run would do so each time
    for name in states:
        if name != states[0]:
            _, act = extension_pages.POPUPS[name]
            act(tab)
        if NIGHTLY or name not in SHOWN_ELSEWHERE:
            _has_no_violation_and_fits(tab, name, locale)


def _has_no_violation_and_fits(page: Page, state: str, locale: str) -> None:
    page.set_viewport_size(WIDE)
    # No language has colours of its own.
    for scheme in SCHEMES if locale == "en-US" else SCHEMES[:1]:
        page.emulate_media(color_scheme=scheme, contrast="no-preference", forced_colors="none")
        results = AxeResults(json_value(page, "(how) => axe.run(how)", _AXE[scheme]))
        assert results.violations_count == 0, f"{state}, {scheme}: {results.generate_report()}"
        _edges_can_be_seen(page, fields_only=True)
        page.emulate_media(contrast="more")
        _edges_can_be_seen(page, fields_only=True, least=7)
    page.emulate_media(contrast="no-preference", forced_colors="active")
    _edges_can_be_seen(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 600})
        assert page.evaluate(NO_SIDEWAYS_SCROLLING), f"{state} in {width} pixels"


def _edges_can_be_seen(page: Page, *, fields_only: bool = False, least: float = 3) -> None:
    """Check the borders of buttons and fields: WCAG 2.2, 1.4.11, wants a contrast of 3:1."""
    for it in json_value(page, _EDGES):
        if it["isField"] or not fields_only:
            assert it["isDrawn"], it
            assert _contrast(it["edge"], it["around"]) >= least, it


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours as browsers compute them: WCAG 2.2's definition."""
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(it) / 255 for it in re.findall(r"[0-9]+", colour)[:3])
    linear = [
        it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
