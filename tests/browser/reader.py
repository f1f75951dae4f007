"""A reader who uses the extension, and a second extension that observes the browser.

Only the observer has the permission to see all tabs, so that the tests can use the unchanged build.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from tools.browser.devtools import Json
from tools.browser.local_web import LocalWeb
from tools.browser.session import Session
from tools.browser.values import json_value
from tools.browser.waiting import wait_until, wait_until_loaded

BLOG = "https://blog.example/post"
"""A page without a paper; the server has nothing at this URL."""
LATE_ACTIVE_TAB = """
(() => {
  const read = chrome.scripting.executeScript.bind(chrome.scripting);
  let refusals = 2;
  chrome.scripting.executeScript = (...how) =>
    refusals-- > 0 ? Promise.reject(new Error("Cannot access contents of the page")) : read(...how);
})()
"""
"""Makes two attempts to read the page fail, as when activeTab is granted late on a busy machine."""
LAZY_FRAME = "<div style='height: 100000px'></div><iframe loading=lazy src='{}'></iframe>"
"""HTML of a frame that loads only when scrolled into view; takes the frame's URL."""
READING = "https://blog.example/reading"
"""The default URL of pages whose papers are read."""
HELP = "pages/help/help.html"
PLAIN = "manifest.json"
"""The extension's cheapest document that can call `chrome.*`: it has no scripts of its own."""
MANY = "pages/confirm-many/confirm-many.html"
OPTIONS = "pages/options/options.html"
Door = Literal["menu", "shortcut", "address bar"]
"""Where the worker itself is told of a click."""
POPUP = "the popup"
"""What `Reader.would_open` returns in place of a URL."""

_KEPT = "https://kept.example/"
_FIRST = "https://first.example/"
_OBSERVER_PAGE = "<!doctype html><title>observer</title><script src=page.js></script>"
_OBSERVER_SCRIPT = """
function loaded(id) {
  return new Promise((done) => {
    const look = async () => {
      const tab = await chrome.tabs.get(id);
      if (tab.status !== "complete" || tab.pendingUrl) return;
      chrome.tabs.onUpdated.removeListener(look);
      clearInterval(again);
      done(tab);
    };
    chrome.tabs.onUpdated.addListener(look);
    // On a busy machine, the tab may still have a pendingUrl at the last event.
    const again = setInterval(look, 1000);
    look();
  });
}
async function openWindow(urls, options) {
  const { tabs } = await chrome.windows.create({ url: urls, ...options });
  return Promise.all(tabs.map((tab) => loaded(tab.id)));
}
async function openTab(url) {
  const { windowId } = await chrome.tabs.getCurrent();
  const { id } = await chrome.tabs.create({ url, windowId });
  return loaded(id);
}
async function closeAllBut(kept) {
  const tabs = await chrome.tabs.query({});
  const others = tabs.map((tab) => tab.id).filter((id) => !kept.includes(id));
  await Promise.all(others.map((id) => chrome.tabs.remove(id).catch(() => {})));
}
"""
RECORD_INSTEAD = """
(popup) => {
  const { create } = chrome.tabs;
  const { openPopup } = chrome.action;
  globalThis.recorded = [];
  chrome.tabs.create = async ({ url }) => { recorded.push(url); return {}; };
  chrome.action.openPopup = async () => { recorded.push(popup); };
  globalThis.openAgain = () => {
    chrome.tabs.create = create;
    chrome.action.openPopup = openPopup;
  };
}
"""
"""In a page or worker of ours: what it would open is only recorded, until `openAgain()`."""
_WOULD_OPEN = f"""
async ([event, its, popup]) => {{
  const [api, name] = event.split(".");
  if (!chrome[api][name].hasListeners()) throw new Error(`nothing listens to ${{event}}`);
  ({RECORD_INSTEAD})(popup);
  try {{
    await Promise.all(chrome[api][name].dispatch(...its).results);
  }} finally {{
    openAgain();
  }}
  return recorded;
}}
"""


_FOCUS = """async ({ id, windowId }) => {
  await chrome.tabs.update(id, { active: true });
  await chrome.windows.update(windowId, { focused: true });
  return await chrome.tabs.query({ active: true, lastFocusedWindow: true });
}"""


class Observer:
    """The page of an extension that sees all tabs, and a tab that tests share in turn."""

    def __init__(self, page: Page, context: BrowserContext) -> None:
        self.page = page
        self._context = context
        self.window: int = self.do("chrome.tabs.getCurrent()")["windowId"]
        self.kept, self.kept_id = self.opens("openTab(url)", _KEPT)

    def opens(self, opening: str, url: str) -> tuple[Page, int]:
        """Open a tab by an expression of `url`; return its page, and its id in the browser.

        No other tab may be at that URL.
        """
        tab_id: int = self.do(f"url => {opening}.then((tab) => tab.id)", url)
        # Find it by URL, not as the next new page: Playwright may report an earlier tab only now.
        page = wait_until(
            lambda: next((it for it in self._context.pages if it.url == url), None),
            f"page at {url}",
            lambda: self.do("null"),
        )
        return page, tab_id

    def opens_first(self) -> Page:
        """Open a tab in the background that stays: the first one, since the blog's is the last."""
        return self.opens("chrome.tabs.create({ url, index: 0, active: false })", _FIRST)[0]

    def do(self, expression: str, argument: Any = None) -> Any:
        """Evaluate an expression with `chrome.*` in the observer's page."""
        return json_value(self.page, expression, argument)


def observe(session: Session, folder: Path) -> Observer:
    """Write the observer extension into `folder`, load it, and open its page and two tabs."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {
        "manifest_version": 3,
        "name": "Observer",
        "version": "1",
        "permissions": ["history", "scripting", "tabs"],
        "host_permissions": ["<all_urls>"],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "page.html").write_text(_OBSERVER_PAGE)
    (folder / "page.js").write_text(_OBSERVER_SCRIPT)
    observer_id = load_too(session, folder).extension_id
    page = session.context.pages[0]
    page.goto(f"chrome-extension://{observer_id}/page.html")
    observer = Observer(page, session.context)
    observer.opens("openTab(url)", BLOG)
    return observer


def load_too(session: Session, folder: Path) -> Session:
    """Load one more unpacked extension into the same browser."""
    options = {"path": str(folder), "enableInIncognito": True}
    loaded = replace(
        session, extension_id=str(session.cdp.send("Extensions.loadUnpacked", options)["id"])
    )
    loaded.close_welcome(folder)
    return loaded


def show_html(page: Page, web: LocalWeb, url: str, html: str) -> None:
    """Show HTML at a URL; if the page is already there, replace its content without loading.

    That takes a fifth of the time, and keeps the `window`.
    """
    if page.url != url:
        page.goto(web.serve(url, ""))
    page.set_content(html)


class TabInUse:
    """A tab that tests share in turn, since a new one for each test is slower.

    `new_tab` opens it, again if a test has closed it. A test must take it before making its
    `Reader`, which closes all tabs that open later.
    """

    def __init__(self, new_tab: Callable[[], Page]) -> None:
        self._new_tab = new_tab
        self._tab: Page | None = None

    def take(self) -> Page:
        """Return the tab, opening it if needed."""
        if self._tab is None or self._tab.is_closed():
            self._tab = self._new_tab()
        return self._tab

    def close(self) -> None:
        """Close the tab."""
        if self._tab:
            self._tab.close()


@contextmanager
def closing() -> Iterator[None]:
    """Ignore the error when a page closes itself before the key or button is released."""
    try:
        yield
    except PlaywrightError as error:
        if "has been closed" not in error.message:
            raise


class Reader:
    """Opens pages, clicks our menu entry, and reports which tabs opened."""

    def __init__(self, session: Session, observer: Observer, web: LocalWeb) -> None:
        self.session = session
        self.web = web
        self.do = observer.do
        self._observer = observer
        self._uses_kept = False
        self._has_set = False
        self.own_window = observer.window
        """The window that exists before a test opens any."""
        self._kept = [tab["id"] for tab in self.tabs()]
        self._known = set(self._kept)

    # ------------------------------------------------------------ before the click

    def opens(self, *urls: str, **options: Any) -> list[Json]:
        """Open a new focused window with a loaded tab per URL, the first one active."""
        opened: list[Json] = self.do(
            "([urls, options]) => openWindow(urls, options)", [urls, options]
        )
        return opened

    def shows(self, url: str, html: str | None = None) -> Json:
        """Open a URL in the observer's kept tab, the fastest way, and return that tab.

        HTML is shown as `show_html` does: it is written into the page if that is already there.
        """
        kept = self._observer.kept
        # Chromium paints a tab that it takes for hidden once a second, and clicks wait for that.
        kept.bring_to_front()
        if html is None:
            kept.goto(url)
        else:
            show_html(kept, self.web, url, html)
        self._uses_kept = True
        return self.tab({"id": self._observer.kept_id})

    def focuses(self, tab: Json) -> None:
        """Activate a tab, give the focus to its window, and wait for both."""

        def look() -> bool | None:
            # Asked for again each time: a window that is still closing can pass the focus on.
            return any(it["id"] == tab["id"] for it in self.do(_FOCUS, tab)) or None

        wait_until(look, "focus")

    def sets(self, **settings: Any) -> None:
        """Store settings, until the test ends."""
        self._has_set = True
        self.session.worker().evaluate("it => chrome.storage.sync.set(it)", settings)

    def groups(self, tabs: Sequence[Json]) -> int:
        """Put tabs into a new tab group, and return its id."""
        group: int = self.do(
            "([windowId, tabIds]) => chrome.tabs.group({ tabIds, createProperties: { windowId } })",
            [tabs[0]["windowId"], [tab["id"] for tab in tabs]],
        )
        return group

    def frame_id(self, tab: Json, url: str) -> int:
        """The id of the frame of a tab that shows `url`."""
        frames = self.do(
            "tabId => chrome.scripting.executeScript({"
            " target: { tabId, allFrames: true }, func: () => location.href })",
            tab["id"],
        )
        return next(int(it["frameId"]) for it in frames if it["result"] == url)

    # ------------------------------------------------------------ the click

    def clicks(
        self, tab: Json | str | None = "own", *, incognito: bool = False, **info: Any
    ) -> list[str]:
        """Dispatch a click on our menu entry, with `info` as the browser would pass it.

        Without a `tab`, the click is in the blog's tab next to the observer's. Returns the URLs of
        the tabs that opened, in the order of the tab strip.
        """
        if isinstance(tab, str):
            tab = self.tabs(self.own_window)[-1]
        self.watches()
        self.session.dispatch(_about(info), tab and _without_url(tab), incognito=incognito)
        return self.opened()

    def would_open(
        self, tab: Json | None = None, *, door: Door = "menu", typed: str = "", **info: Any
    ) -> list[str]:
        """The URLs that the same click would open, or POPUP; nothing opens.

        For tests of what a click means: much faster than `clicks`. The shortcut is pressed in the
        tab; in the address bar, `typed` is entered.
        """
        if door == "address bar":
            return self._would_open("omnibox.onInputEntered", typed, "newForegroundTab")
        tab = tab or self.tabs(self.own_window)[-1]
        if door == "shortcut":  # A real key press passes the tab with its URL.
            return self._would_open("commands.onCommand", "open", tab)
        return self._would_open("contextMenus.onClicked", _about(info), _without_url(tab))

    def _would_open(self, event: str, *arguments: Any) -> list[str]:
        urls: list[str] = self.session.worker().evaluate(_WOULD_OPEN, [event, arguments, POPUP])
        return urls

    @contextmanager
    def notes_tabs(self, page: Page | None = None) -> Iterator[Callable[[int], list[str]]]:
        """Record the tabs that the worker, or a page of ours, would open, instead of opening them.

        The same for the popup. Yields a function that waits for a number of them and returns their
        URLs, or POPUP. In the end, no tab may have opened.
        """
        before = {tab["id"] for tab in self.tabs()}
        opener = page or self.session.worker()
        opener.evaluate(RECORD_INSTEAD, POPUP)

        def recorded(count: int) -> list[str]:
            def look() -> list[str] | None:
                urls: list[str] = opener.evaluate("recorded")
                return urls if len(urls) >= count else None

            return wait_until(look, f"{count} URLs to open")

        try:
            yield recorded
        finally:
            opener.evaluate("openAgain()")
        assert [url_of(tab) for tab in self.tabs() if tab["id"] not in before] == []

    # ------------------------------------------------------------ after the click

    def watches(self) -> None:
        """Count only tabs that open from now on as new."""
        self._known = {tab["id"] for tab in self.tabs()}

    def tabs(self, window: int | None = None) -> list[Json]:
        """The tabs of a window, or of all windows, in order."""
        tabs: list[Json] = self.do("chrome.tabs.query({})")
        kept = (tab for tab in tabs if window in (None, tab["windowId"]))
        return sorted(kept, key=lambda tab: (tab["windowId"], tab["index"]))

    def tab(self, tab: Json) -> Json:
        """The current state of a tab."""
        return next(it for it in self.tabs() if it["id"] == tab["id"])

    def shows_anew(self, url: str) -> Page:
        """Load a URL in the kept tab, even if only its fragment differs from the one there."""
        self.shows("about:blank")
        self.shows(url)
        return self.page(url)

    def shows_own_page(self) -> Page:
        """Show a page of the extension in the kept tab, and return it."""
        url = self.session.url(PLAIN)
        self.shows(url)
        return self.page(url)

    def sends(self, request: Json) -> None:
        """Send the worker what the popup would send, from a page of the extension."""
        page = self.shows_own_page()
        self.watches()
        page.evaluate("(sent) => chrome.runtime.sendMessage(sent)", request)

    def new_tabs(self) -> list[Json]:
        """The tabs that opened since `watches` or the last click, or since the test began."""
        return [tab for tab in self.tabs() if tab["id"] not in self._known]

    def opened(self, count: int = 0) -> list[str]:
        """Wait until `count` tabs have opened since the last click, and return their URLs."""

        def look() -> list[str] | None:
            urls = [url_of(tab) for tab in self.new_tabs()]
            return urls if len(urls) >= count else None

        return wait_until(look, f"{count} new tabs", lambda: None)

    def page(self, url: str) -> Page:
        """The page whose URL begins with `url`, loaded."""
        # Ignore what an earlier test left in the kept tab.
        left_over = None if self._uses_kept else self._observer.kept

        def look() -> Page | None:
            pages = (it for it in self.session.context.pages if it != left_over)
            return next((it for it in pages if it.url.startswith(url)), None)

        page = wait_until(
            look,
            f"page at {url}",
            lambda: self.do("null"),
        )
        wait_until_loaded(page)
        return page

    def close_page(self) -> None:
        """Close all tabs opened since the reader was made, and forget what it has set."""
        if self._has_set:
            self.session.clear_settings()
        self.do("kept => closeAllBut(kept)", self._kept)


def _about(info: Json) -> Json:
    """The event of a click on our menu entry."""
    return {"menuItemId": "open", "editable": False, "frameId": 0, "pageUrl": BLOG, **info}


def url_of(tab: Json) -> str:
    """Where a tab is, or on its way."""
    return str(tab.get("pendingUrl") or tab["url"])


def _without_url(tab: Json) -> Json:
    """A tab as the browser passes it to an extension without permission for its page."""
    hidden = ("url", "pendingUrl", "title", "favIconUrl")
    return {key: value for key, value in tab.items() if key not in hidden}
