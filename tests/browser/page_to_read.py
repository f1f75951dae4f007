"""A page that tests write, and the extension reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.reader import POPUP, READING, RECORD_INSTEAD, show_html
from tools.browser.local_web import LocalWeb
from tools.browser.session import Session
from tools.browser.values import json_value

_OWN = "_locales/en/messages.json"
"""As cheap a document as PLAIN, which readers look for by its URL."""
_WOULD_OPEN = f"""async ({{ id }}, [info, popup]) => {{
  const {{ openClicked }} = await import("/flow/open-clicked.js");
  ({RECORD_INSTEAD})(popup);
  try {{
    await openClicked(info, {{ id }});
  }} finally {{
    openAgain();
  }}
  return recorded;
}}"""


class PageToRead:
    """A tab with a page to read, and a page of the extension that reads it by the tab's id.

    Not by its URL: another test's tab may be at the same one.
    """

    def __init__(self, session: Session, new_tab: Callable[[], Page] | None = None) -> None:
        self.page, self._own = (_own_page(session, new_tab) for _ in range(2))
        self.tab_id: int = json_value(self.page, "chrome.tabs.getCurrent()")["id"]

    def write(self, web: LocalWeb, body: str, url: str = READING) -> None:
        """Show a page with this body at a URL."""
        show_html(self.page, web, url, f"<!doctype html><meta charset=utf-8>{body}")

    def lay_out(self) -> None:
        """Let the browser lay the page out, as it does before a reader clicks."""
        self.page.evaluate("document.documentElement.getClientRects()")

    def ask(self, question: str, argument: Any = None) -> Any:
        """What a JavaScript function of the tab and `argument` returns in the extension's page."""
        call = f"async ([id, argument]) => ({question})(await chrome.tabs.get(id), argument)"
        return json_value(self._own, call, [self.tab_id, argument])

    def would_open(self, **info: Any) -> list[str]:
        """The URLs that a click of our menu on the page would open, or POPUP; nothing opens.

        A page of the extension decides that, which is faster than asking the worker.
        """
        self.lay_out()
        click = {"frameId": 0, "pageUrl": self.page.url, **info}
        urls: list[str] = self.ask(_WOULD_OPEN, [click, POPUP])
        return urls

    def clear(self) -> None:
        """Leave the page, so that no test looks at it in place of its own at the same URL."""
        self.page.goto("about:blank")

    def close(self) -> None:
        """Close both tabs."""
        self.page.close()
        self._own.close()


def _own_page(session: Session, new_tab: Callable[[], Page] | None) -> Page:
    page = (new_tab or session.context.new_page)()
    page.goto(session.url(_OWN))
    return page
