"""A running Chromium with the extension in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import BrowserContext, CDPSession, Page

from tools.browser.devtools import ExtensionWorker, Json, Targets
from tools.browser.waiting import PATIENCE, wait_until

WELCOME = "pages/welcome/welcome.html"
POPUP_LISTED = "#found:not([hidden]), #nothing:not([hidden])"
"""Matches once the popup has read the page: it lists papers, or says there are none."""
REFERENCES_READ = "#references:not([aria-busy=true])"
"""Matches once the popup, after that, has read the page's references, if there are any."""
PDF_VIEWER = "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/"

_CLEAR_SETTINGS = """async () => {
  const stored = await chrome.storage.sync.get(null);
  if (Object.keys(stored).length) await chrome.storage.sync.clear();
}"""
_LISTED = f"!!document.querySelector('{POPUP_LISTED}')"
# A worker exists before its script has run and before it has `chrome`.
_READY = "self.serviceWorker?.state === 'activated' && typeof chrome === 'object'"


@dataclass
class Session:
    """A running Chromium with the extension in it; closes with the `with` block."""

    context: BrowserContext
    cdp: CDPSession
    extension_id: str
    profile: Path
    _errors: list[str]
    _targets: Targets
    _home: str
    _throw_away: Path | None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Quit the browser; delete its profile unless it was given to `launch`."""
        self.context.close()
        if self._throw_away:
            shutil.rmtree(self._throw_away, ignore_errors=True)

    @property
    def worker_errors(self) -> list[str]:
        """The extension's worker errors so far: uncaught, logged, or an unchecked `lastError`."""
        self._targets.pump()
        return list(self._errors)

    def forget_worker_errors(self) -> None:
        """Clear `worker_errors`."""
        self._errors.clear()

    def url(self, path: str) -> str:
        """The URL of a page of the extension."""
        return f"chrome-extension://{self.extension_id}/{path.lstrip('/')}"

    def worker(self, *, incognito: bool = False, timeout: float = PATIENCE) -> ExtensionWorker:
        """Wait for the extension's service worker to run, and return it.

        In split mode, incognito windows have a separate worker.
        """

        def look() -> ExtensionWorker | None:
            for target in self._worker_targets(incognito):
                worker = ExtensionWorker(target["targetId"], self._targets)
                if worker.evaluate(_READY):
                    return worker
            return None

        return wait_until(look, "service worker", self._targets.pump, timeout)

    def popup(self, timeout: float = PATIENCE) -> ExtensionWorker:
        """Wait for the toolbar's popup to load; Playwright does not know it as a page."""

        def look() -> ExtensionWorker | None:
            for target in self._targets.all():
                # In a tab, it has a query.
                if target["type"] == "page" and target["url"] == self.url("pages/popup/popup.html"):
                    popup = ExtensionWorker(target["targetId"], self._targets)
                    if popup.evaluate(_LISTED):
                        return popup
            return None

        return wait_until(look, "popup", self._targets.pump, timeout)

    def worker_runs(self, *, incognito: bool = False) -> bool:
        """Whether the extension's service worker is running now."""
        return any(self._worker_targets(incognito))

    def stop_worker(self, *, incognito: bool = False) -> None:
        """Stop the service worker as its idle timer would; the next event wakes it."""
        running: set[str] = set()

        def updated(event: Json) -> None:
            # Ignore workers of other extensions in the same browser.
            running.update(
                version["versionId"]
                for version in event["versions"]
                if version["scriptURL"].startswith(self.url(""))
            )

        def stopped() -> bool | None:
            for version in tuple(running):
                cdp.send("ServiceWorker.stopWorker", {"versionId": version})
            return None if self._worker_targets(incognito) else True

        with self._service_workers(incognito, updated) as cdp:
            wait_until(stopped, "end of the service worker", self._targets.pump)

    def start_worker(self, *, incognito: bool = False) -> ExtensionWorker:
        """Start a stopped service worker without an event, and return it."""
        running: list[bool] = []

        def updated(event: Json) -> None:
            running.extend(
                True
                for version in event["versions"]
                if version["scriptURL"].startswith(self.url(""))
                and version["runningStatus"] == "running"
            )

        with self._service_workers(incognito, updated) as cdp:
            cdp.send("ServiceWorker.startWorker", {"scopeURL": self.url("")})
            wait_until(lambda: running or None, "running service worker", self._targets.pump)
        return self.worker(incognito=incognito)

    def reload(self) -> ExtensionWorker:
        """Reload the extension, and return its new worker, which starts by itself."""
        old = self.worker()
        old.evaluate("chrome.runtime.reload()")
        # A worker that starts before the old one has ended is not registered.
        wait_until(
            lambda: (
                None if old.target_id in {it["targetId"] for it in self._targets.all()} else True
            ),
            "end of the service worker",
            self._targets.pump,
        )
        return self.worker()

    def dispatch(self, info: Json, tab: Json | None, *, incognito: bool = False) -> None:
        """Fire the context menu's click listener in the worker, and wait until it is done.

        It neither wakes a stopped worker nor grants `activeTab`.
        """
        self.worker(incognito=incognito).evaluate(
            "([info, tab]) => Promise.all("
            "chrome.contextMenus.onClicked.dispatch(info, tab ?? undefined).results"
            ").then(() => null)",
            [info, tab],
        )

    def tabs(self, *, incognito: bool = False) -> list[Json]:
        """The browser's tabs as the extension sees them, ordered by window and index."""
        tabs: list[Json] = self.worker(incognito=incognito).evaluate("chrome.tabs.query({})")
        return sorted(tabs, key=lambda tab: (tab["windowId"], tab["index"]))

    def open_incognito(self, url: str = "about:blank") -> Page:
        """Open an incognito window, and return its page."""
        known = self._incognito_pages()
        self.worker().evaluate(
            "url => chrome.windows.create({ incognito: true, url }).then(() => null)", url
        )
        return wait_until(
            lambda: next((it for it in self._incognito_pages() if it not in known), None),
            "incognito page",
            self._targets.pump,
        )

    def _incognito_pages(self) -> list[Page]:
        return [page for page in self.context.pages if self._browser_context(page) != self._home]

    def _browser_context(self, page: Page) -> str:
        cdp = self.context.new_cdp_session(page)
        try:
            return str(cdp.send("Target.getTargetInfo")["targetInfo"]["browserContextId"])
        finally:
            cdp.detach()

    def pdf_ready(self, page: Page, url: str | None = None, timeout: float = PATIENCE) -> None:
        """Wait until the PDF viewer has loaded the PDF of `page`, or the one at `url`.

        Works for the current viewer and the legacy one (`--disable-features=PdfOopif`).
        """
        wanted = (url or page.url).partition("#")[0]
        state = (
            "url => { const viewer = document.querySelector('pdf-viewer');"
            " return viewer?.originalUrl?.split('#')[0] === url ? viewer.loadState_ : null; }"
        )

        def look() -> bool | None:
            for target in self._targets.all():
                if (
                    target["type"] in ("iframe", "webview")
                    and target["url"].startswith(PDF_VIEWER)
                    and self._targets.evaluate(target["targetId"], state, wanted) == "success"
                ):
                    return True
            return None

        wait_until(look, f"PDF viewer that has loaded {wanted}", self._targets.pump, timeout)

    def clear_settings(self) -> None:
        """Delete settings, if there are any: Chromium allows only 120 writes a minute."""
        self.worker().evaluate(_CLEAR_SETTINGS)

    def configure(self, **options: bool | str) -> None:
        """Change switches of chrome://extensions, such as `incognitoAccess` or `hostAccess`.

        For most of them Chromium reloads the extension; its worker starts with the next event.
        """
        self._on_extensions_page(
            "update => chrome.developerPrivate.updateExtensionConfiguration(update)",
            {"extensionId": self.extension_id, **options},
        )

    def close_welcome(self, extension: Path) -> None:
        """Close the extension's welcome page, if it has one, once it shows its texts."""
        if not (extension / WELCOME).exists():
            return
        url = self.url(WELCOME)
        page = wait_until(
            lambda: next((it for it in self.context.pages if it.url == url), None),
            "welcome page",
            self._targets.pump,
        )
        # A renderer fetches an extension's messages only once. If the page closed before that, all
        # later pages of the extension would have no texts.
        page.locator("html[lang]:not([lang=''])").wait_for(state="attached")
        page.close()

    def allow_incognito(self) -> None:
        """Let the extension run in incognito windows, as `launch(incognito=True)` does."""
        self.configure(incognitoAccess=True)

    def extension_info(self) -> Json:
        """The extension's data on chrome://extensions."""
        info: Json = self._on_extensions_page(
            "id => chrome.developerPrivate.getExtensionInfo(id)", self.extension_id
        )
        return info

    def _on_extensions_page(self, expression: str, argument: Any) -> Any:
        page = self.context.new_page()
        try:
            page.goto("chrome://extensions", wait_until="commit")
            return page.evaluate(expression, argument)
        finally:
            page.close()

    @contextmanager
    def _service_workers(
        self, incognito: bool, updated: Callable[[Json], None]
    ) -> Iterator[CDPSession]:
        if incognito:
            page = self._incognito_pages()[0]
        else:
            pages = (it for it in self.context.pages if self._browser_context(it) == self._home)
            page = next(pages, None) or self.context.new_page()
        cdp = self.context.new_cdp_session(page)
        try:
            cdp.on("ServiceWorker.workerVersionUpdated", updated)
            cdp.send("ServiceWorker.enable")
            yield cdp
        finally:
            cdp.detach()

    def _worker_targets(self, incognito: bool) -> list[Json]:
        return [
            target
            for target in self._targets.all()
            if target["type"] == "service_worker"
            and target["url"].startswith(self.url(""))
            # A worker that is stopping has no context.
            and "browserContextId" in target
            and (target["browserContextId"] != self._home) == incognito
        ]


def install_warnings(session: Session, manifest: Json) -> list[str]:
    """The warnings Chromium shows when an extension with this manifest is installed."""
    # One of the few functions of chrome.management that need no permission.
    warnings: list[str] = session.worker().evaluate(
        "text => chrome.management.getPermissionWarningsByManifest(text)", json.dumps(manifest)
    )
    return warnings


def manifest_errors(session: Session) -> list[str]:
    """The manifest's faults that Chromium tolerates, such as unknown keys."""
    return [error["message"] for error in session.extension_info()["manifestErrors"]]
