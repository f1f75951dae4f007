"""What the extension uses although a lowest version lacks it by MDN's data, and why it may."""

from __future__ import annotations

from collections.abc import Mapping

_CHROMIUM = "chrome", "edge"
_OLD_EDGE = "what the data says is of Edge before it was built on Chromium"

REVIEWED: Mapping[tuple[str, str, tuple[str, ...]], str] = {
    ("flow/open.js", "chrome.action.openPopup", _CHROMIUM): "without it, a tab opens",
    (
        "flow/session.js",
        "chrome.tabs.Tab.pendingUrl",
        ("firefox",),
    ): "without it, the URL shown counts",
    ("flow/session.js", "chrome.windows.Window.incognito", ("edge",)): _OLD_EDGE,
    ("flow/tabs.js", "chrome.tabs.Tab.incognito", ("edge",)): _OLD_EDGE,
    ("page-reader/in-page/dom.js", "chrome.dom", ("firefox",)): "elements have the method there",
    ("page-reader/in-page/dom.js", "chrome.dom.openOrClosedShadowRoot", ("firefox",)): (
        "elements have the method there"
    ),
    ("pages/list.js", "new ClipboardItem", _CHROMIUM): "what it takes are blobs, as before 133",
    ("pages/own-page.js", "KeyboardEvent.repeat", ("chrome",)): (
        "it was wrong only while several keys were held"
    ),
    ("pages/options/options.html", "<input value>", ("",)): "older than the data",
}
"""Why, by file, feature and browsers; the browser is "" where the data lacks the feature."""
