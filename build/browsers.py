"""The browsers that the extension is built for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Browser:
    """What one browser's package differs in."""

    name: str
    """As in ``--browser`` and in the names of what is built."""
    minimum_version: str


BROWSERS = {
    browser.name: browser
    for browser in (
        # 120: URL.canParse, promises throughout, tab groups, menus from a module worker.
        Browser(name="chrome", minimum_version="120"),
    )
}
