"""The extension's pages in every state a user can see, for pictures and accessibility tests."""

from __future__ import annotations

from playwright.sync_api import Page

from tools.browser import fake_sites
from tools.browser.session import POPUP_LISTED, Session

PAGES = {
    "options": "pages/options/options.html",
    "welcome": "pages/welcome/welcome.html",
    "help": "pages/help/help.html",
    "help-not-opened": "pages/help/help.html#words",
    "many": "pages/confirm-many/confirm-many.html#arxiv/1706.03762,venue/P19-1001@ACL",
    "ask": "pages/choose-search/choose-search.html#some words",
}
"""State name to path and fragment, for every page but the popup."""

POPUPS = {
    "popup-list": fake_sites.LISTING,
    "popup-paper": fake_sites.ABSTRACT,
    "popup-nothing": fake_sites.NO_PAPER,
    "popup-forbidden": "chrome://version/",
}
"""State name to the URL of the page that the popup lists papers of."""


def show(session: Session, page: Page, name: str) -> None:
    """Show one of `PAGES` or `POPUPS` in a tab, complete.

    Popups need the fake sites and an extension with host permissions for all sites.
    """
    page.goto("about:blank")  # or another fragment would load nothing
    if name in PAGES:
        page.goto(session.url(PAGES[name]))
        # With texts: an empty language is what a page without its messages has.
        page.locator('html[lang]:not([lang=""])').wait_for()
        return
    known = {it["id"] for it in session.tabs()}
    read = session.context.new_page()
    read.goto(POPUPS[name])
    tab = next(it["id"] for it in session.tabs() if it["id"] not in known)
    page.bring_to_front()
    page.goto(session.url(f"pages/popup/popup.html?tab={tab}"))
    page.wait_for_selector(POPUP_LISTED)
    page.locator('html[lang]:not([lang=""])').wait_for()
    read.close()
