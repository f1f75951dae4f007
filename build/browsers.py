"""The browsers that the extension is built for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Browser:
    """How one browser's package differs from the others."""

    name: str
    """Used in ``--browser`` and in the names of the folder and the zip."""
    minimum_version: str


BROWSERS = {
    browser.name: browser
    for browser in (
        # 120: URL.canParse, promises throughout, tab groups, menus in a module service worker.
        Browser(name="chrome", minimum_version="120"),
    )
}
