"""What differs between the browsers that the extension is built for, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, kw_only=True)
class Quirks:
    """What scripts have to know of a browser: ``QUIRKS`` in ``extension/browser.js``."""

    shortcut_settings: str
    """URL of the browser's page for changing shortcuts; empty if its API opens that page."""
    parses_suggestions: bool
    """Whether the address bar's descriptions are XML; otherwise they are plain text."""
    default_suggestion_follows: bool
    """Whether the default suggestion can say what the text typed so far means.

    Otherwise the browser reads it before it reports the text, so it would lag one letter behind.
    """


@dataclass(frozen=True, kw_only=True)
class Gecko:
    """What Mozilla requires of an extension: ``browser_specific_settings.gecko``."""

    id: str
    data_collection: tuple[str, ...]
    """Required ``data_collection_permissions``; ``("none",)`` if nothing is collected."""


@dataclass(frozen=True, kw_only=True)
class Browser:
    """How one browser's package differs from the others."""

    name: str
    """Used in ``--browser`` and in the name of the folder."""
    packages: tuple[str, ...]
    """Endings of the names of its zips, which hold the same bytes: one for each store."""
    minimum_version: str
    background: Literal["service_worker", "scripts"]
    """The manifest's key for the background script."""
    incognito: Literal["split", "spanning"]
    """Whether incognito windows have their own background script and storage."""
    gecko: Gecko | None = None
    messages: Mapping[str, str] = field(default_factory=dict)
    """Its own texts in place of others, by those others' names; in no other browser's package."""
    quirks: Quirks

    @property
    def script_data(self) -> dict[str, Any]:
        """``QUIRKS`` as the scripts know it."""
        return {
            "shortcutSettings": self.quirks.shortcut_settings,
            "parsesSuggestions": self.quirks.parses_suggestions,
            "defaultSuggestionFollows": self.quirks.default_suggestion_follows,
            "separatesIncognito": self.incognito == "split",
        }


BROWSERS = {
    browser.name: browser
    for browser in (
        Browser(
            name="chrome",
            # Edge takes the same bytes: no update_url, and no "Chrome" in name and description.
            packages=("chrome", "edge"),
            # 123: light-dark(), the colours of all pages; lastAccessed of tabs is from 121.
            minimum_version="123",
            background="service_worker",
            incognito="split",
            quirks=Quirks(
                shortcut_settings="chrome://extensions/shortcuts",
                parses_suggestions=True,
                default_suggestion_follows=True,
            ),
        ),
        Browser(
            name="firefox",
            packages=("firefox",),
            # 153, an ESR: content scripts can use adoptedStyleSheets, and the popup opens without a
            # gesture. Older ESRs are below 142, which data_collection_permissions needs.
            minimum_version="153.0",
            background="scripts",
            incognito="spanning",
            gecko=Gecko(id="cool-papers-redirector@extension", data_collection=("none",)),
            messages={
                "welcomePinHow": "welcomePinByGear",
                "optionsEverywhereNote": "optionsEverywhereShort",
            },
            quirks=Quirks(
                shortcut_settings="",
                parses_suggestions=False,
                default_suggestion_follows=False,
            ),
        ),
    )
}
