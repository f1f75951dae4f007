"""The extension's own pages in every state that a reader meets, for pictures and for axe-core."""

from __future__ import annotations

from playwright.sync_api import Page

from tools import stand_ins
from tools.chromium import POPUP_LISTED, Session

PAGES = {
    "options": "options/options.html",
    "welcome": "welcome/welcome.html",
    "help": "help/help.html",
    "help-not-opened": "help/help.html#words",
    "many": "many/many.html#arxiv/1706.03762,venue/P19-1001@ACL",
    "ask": "ask/ask.html#some words",
}
"""Path and fragment of all but the popup, by the name of the state."""

POPUPS = {
    "popup-list": stand_ins.LISTING,
    "popup-paper": stand_ins.ABSTRACT,
    "popup-nothing": stand_ins.NO_PAPER,
    "popup-forbidden": "chrome://version/",
}
"""The URL of the page that the popup reads, by the name of the popup's state."""


def show(session: Session, page: Page, name: str) -> None:
    """Show one of `PAGES` or `POPUPS` in a tab, complete.

    For popups the stand-ins must be served, and the extension must have leave to read every page.
    """
    page.goto("about:blank")  # or another fragment would load nothing
    if name in PAGES:
        page.goto(session.url(PAGES[name]))
        page.locator("html[lang]").wait_for()
        return
    known = {it["id"] for it in session.tabs()}
    read = session.context.new_page()
    read.goto(POPUPS[name])
    tab = next(it["id"] for it in session.tabs() if it["id"] not in known)
    page.bring_to_front()
    page.goto(session.url(f"popup/popup.html?tab={tab}"))
    page.wait_for_selector(POPUP_LISTED)
    read.close()
