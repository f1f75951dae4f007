"""Chromium with the unpacked extension in it, for tests and for the demo."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright
from playwright.sync_api import Error as PlaywrightError

from tools.local_web import LocalWeb

EXTENSION = Path(__file__).resolve().parent.parent / "dist" / "chrome"
"""The build that ships, unpacked."""
LOCALES = {"en": "en-US", "zh": "zh-CN"}
"""What the browser calls the languages of the extension."""
NO_WARNING = "--test-type"
"""Instead of a bar in each window that warns of the flags that lead all hosts here."""
WELCOME = "welcome/welcome.html"
POPUP_LISTED = "#found:not([hidden]), #nothing:not([hidden])"
"""What the popup shows once it has read the page: its papers, or that there are none."""
PDF_VIEWER = "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/"

_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--force-device-scale-factor=1",
    "--enable-unsafe-extension-debugging",
)
# Instead of Playwright's list: of two such flags the browser reads the last.
_DISABLED_FEATURES = (
    "HttpsUpgrades",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "Translate",
)
_DISABLE = "--disable-features="
# Of an extension's creation flags in the profile.
_UNTIL_RESTART = 1 << 15
# Playwright's own, which would switch extensions off.
_UNWANTED = ("--disable-extensions", "--disable-component-extensions-with-background-pages")

_LISTED = f"!!document.querySelector('{POPUP_LISTED}')"
# A worker exists before its script has run, and before it has chrome.*.
_READY = "self.serviceWorker?.state === 'activated' && typeof chrome === 'object'"

Json = dict[str, Any]
T = TypeVar("T")


def find_chromium(playwright: Playwright | None = None) -> str:
    """The Chromium to run: `$CHROMIUM`, else `chromium` on the PATH, else Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        if found := shutil.which(named):
            return found
        raise FileNotFoundError(f"$CHROMIUM is {named!r}, which is no program")
    if found := shutil.which("chromium"):
        return found
    if playwright and Path(playwright.chromium.executable_path).exists():
        return playwright.chromium.executable_path
    raise FileNotFoundError(
        "No Chromium found. Install one (`apt install chromium`, or `playwright install chromium`),"
        " or say where it is in $CHROMIUM."
    )


def wait_until(
    look: Callable[[], T | None], what: str, pump: Callable[[], object], timeout: float = 10
) -> T:
    """Look until there is something to see; `pump` lets Playwright take in events meanwhile."""
    deadline = time.monotonic() + timeout
    while True:
        pump()
        if (seen := look()) is not None:
            return seen
        if time.monotonic() > deadline:
            raise AssertionError(f"no {what} within {timeout:g} s")


class _Targets:
    """Talks to targets beside Playwright, over one browser-level CDP session."""

    def __init__(self, cdp: CDPSession, errors: list[str]) -> None:
        self._cdp = cdp
        self._errors = errors
        self._next = 0
        self._answers: dict[int, Json] = {}
        self._watched: set[str] = set()
        cdp.on("Target.targetCreated", self._created)
        cdp.on("Target.detachedFromTarget", self._detached)
        cdp.on("Target.receivedMessageFromTarget", self._received)
        # Enabling Runtime and Log replays what a worker said before it was attached to.
        cdp.send(
            "Target.setDiscoverTargets",
            {"discover": True, "filter": [{"type": "service_worker"}, {"exclude": True}]},
        )

    def all(self) -> list[Json]:
        """Every target there is."""
        every: Json = {"filter": [{}]}
        return list(self._cdp.send("Target.getTargets", every)["targetInfos"])

    def evaluate(self, target_id: str, expression: str, argument: Any = None) -> Any:
        """The value of an expression, or of a function called with `argument`, in a target."""
        session = self._attach(target_id)
        source = (
            f"(async () => {{ const it = ({expression});"
            f" return typeof it === 'function' ? it({json.dumps(argument)}) : it; }})()"
        )
        number = self._post(
            session,
            "Runtime.evaluate",
            {"expression": source, "awaitPromise": True, "returnByValue": True},
        )
        answer = wait_until(
            lambda: self._answers.pop(number, None), f"answer to {expression}", self.pump
        )
        with suppress(PlaywrightError):  # A popup can be gone as soon as it has answered.
            self._cdp.send("Target.detachFromTarget", {"sessionId": session})
        if "error" in answer:
            raise RuntimeError(f"{answer['error']['message']}: {expression}")
        if details := answer["result"].get("exceptionDetails"):
            raise RuntimeError(_exception_text(details))
        return answer["result"]["result"].get("value")

    def pump(self) -> None:
        """Any round trip lets Playwright hand over the events that have come in."""
        self._cdp.send("Browser.getVersion")

    def _attach(self, target_id: str) -> str:
        # Not flat: Playwright gives no way to use a flat child session.
        where = {"targetId": target_id, "flatten": False}
        return str(self._cdp.send("Target.attachToTarget", where)["sessionId"])

    def _post(self, session: str, method: str, params: Json | None = None) -> int:
        self._next += 1
        number = self._next
        message = json.dumps({"id": number, "method": method, "params": params or {}})
        self._cdp.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})
        return number

    def _created(self, event: Json) -> None:
        if event["targetInfo"]["type"] != "service_worker":
            return
        try:
            session = self._attach(event["targetInfo"]["targetId"])
            self._watched.add(session)
            self._post(session, "Runtime.enable")
            self._post(session, "Log.enable")
        except PlaywrightError:
            return  # The worker, or the browser, is gone already.

    def _detached(self, event: Json) -> None:
        self._watched.discard(event["sessionId"])

    def _received(self, event: Json) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message
        elif event["sessionId"] in self._watched and (
            error := _error_text(message["method"], message.get("params", {}))
        ):
            self._errors.append(error)


def _exception_text(details: Json) -> str:
    text = details.get("exception", {}).get("description") or details["text"]
    return f"{text} ({details.get('url', '')}:{details.get('lineNumber', 0) + 1})"


def _error_text(method: str, params: Json) -> str | None:
    match method:
        case "Runtime.exceptionThrown":
            return _exception_text(params["exceptionDetails"])
        case "Runtime.consoleAPICalled" if params["type"] in ("error", "assert"):
            said = (arg.get("value", arg.get("description", "")) for arg in params["args"])
            return "console: " + " ".join(map(str, said))
        case "Log.entryAdded" if params["entry"]["level"] == "error":
            return str(params["entry"]["text"])
    return None


@dataclass(frozen=True)
class ExtensionWorker:
    """A running service worker of the extension.

    Playwright's own `Worker` does not notice that a worker has stopped, and then hangs.
    """

    target_id: str
    _targets: _Targets

    def evaluate(self, expression: str, argument: Any = None) -> Any:
        """The JSON value of an expression, or of a function called with `argument`."""
        return self._targets.evaluate(self.target_id, expression, argument)


@dataclass
class Session:
    """A running Chromium with the extension in it; closes with the `with` block."""

    context: BrowserContext
    cdp: CDPSession
    extension_id: str
    profile: Path
    _errors: list[str]
    _targets: _Targets
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
        """Quit the browser; its profile goes too, unless it was given to `launch`."""
        self.context.close()
        if self._throw_away:
            shutil.rmtree(self._throw_away, ignore_errors=True)

    @property
    def worker_errors(self) -> list[str]:
        """Errors of the extension's workers so far: uncaught, logged, or in `lastError` unread."""
        self._targets.pump()
        return list(self._errors)

    def url(self, path: str) -> str:
        """The URL of a page of the extension."""
        return f"chrome-extension://{self.extension_id}/{path.lstrip('/')}"

    def worker(self, *, incognito: bool = False, timeout: float = 10) -> ExtensionWorker:
        """The extension's running service worker, waited for.

        In split mode incognito windows have a worker of their own.
        """

        def look() -> ExtensionWorker | None:
            for target in self._worker_targets(incognito):
                worker = ExtensionWorker(target["targetId"], self._targets)
                if worker.evaluate(_READY):
                    return worker
            return None

        return wait_until(look, "service worker", self._targets.pump, timeout)

    def popup(self, timeout: float = 10) -> ExtensionWorker:
        """The toolbar's popup, open and loaded; Playwright does not know it as a page."""

        def look() -> ExtensionWorker | None:
            for target in self._targets.all():
                if target["type"] == "page" and target["url"].startswith(self.url("popup/")):
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
        with self._service_workers(incognito) as cdp:
            cdp.send("ServiceWorker.stopAllWorkers")
        wait_until(
            lambda: None if self._worker_targets(incognito) else True,
            "end of the service worker",
            self._targets.pump,
        )

    def start_worker(self, *, incognito: bool = False) -> ExtensionWorker:
        """Start a stopped service worker without an event, and return it."""
        running: list[bool] = []

        def updated(event: Json) -> None:
            running.extend(
                True for version in event["versions"] if version["runningStatus"] == "running"
            )

        with self._service_workers(incognito) as cdp:
            cdp.on("ServiceWorker.workerVersionUpdated", updated)
            cdp.send("ServiceWorker.startWorker", {"scopeURL": self.url("")})
            wait_until(lambda: running or None, "running service worker", self._targets.pump)
        return self.worker(incognito=incognito)

    def reload(self) -> ExtensionWorker:
        """Reload the extension, and return its new worker, which starts by itself."""
        old = self.worker()
        old.evaluate("chrome.runtime.reload()")
        # A worker that is started before the old one has ended would be of no registration.
        wait_until(
            lambda: (
                None if old.target_id in {it["targetId"] for it in self._targets.all()} else True
            ),
            "end of the service worker",
            self._targets.pump,
        )
        return self.worker()

    def dispatch(self, info: Json, tab: Json | None, *, incognito: bool = False) -> None:
        """Fire the context menu's click listener in the worker, and wait for its end.

        It neither wakes a stopped worker nor grants `activeTab`.
        """
        self.worker(incognito=incognito).evaluate(
            "([info, tab]) => Promise.all("
            "chrome.contextMenus.onClicked.dispatch(info, tab ?? undefined).results"
            ").then(() => null)",
            [info, tab],
        )

    def tabs(self, *, incognito: bool = False) -> list[Json]:
        """The browser's tabs, as the extension sees them, in order of window and place."""
        tabs: list[Json] = self.worker(incognito=incognito).evaluate("chrome.tabs.query({})")
        return sorted(tabs, key=lambda tab: (tab["windowId"], tab["index"]))

    def open_incognito(self, url: str = "about:blank") -> Page:
        """A new incognito window, and the page in it."""
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

    def pdf_ready(self, page: Page, url: str | None = None, timeout: float = 20) -> None:
        """Wait until the PDF viewer has loaded the PDF that `page` is, or the one at `url`.

        For the viewer of today and for the legacy one (`--disable-features=PdfOopif`).
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

    def configure(self, **options: bool) -> None:
        """Set what chrome://extensions lets its user set, as `incognitoAccess`, `fileAccess`.

        Chromium reloads the extension for that; its worker starts with the next event.
        """
        self._on_extensions_page(
            "update => chrome.developerPrivate.updateExtensionConfiguration(update)",
            {"extensionId": self.extension_id, **options},
        )

    def close_welcome(self, extension: Path) -> None:
        """Close the page that a newly loaded extension shows, once it is there; some show none."""
        if not (extension / WELCOME).exists():
            return
        url = self.url(WELCOME)
        page = wait_until(
            lambda: next((it for it in self.context.pages if it.url == url), None),
            "welcome page",
            self._targets.pump,
        )
        page.close()

    def allow_incognito(self) -> None:
        """Let the extension run in incognito windows, as `launch(incognito=True)` does."""
        self.configure(incognitoAccess=True)

    def extension_info(self) -> Json:
        """What chrome://extensions knows of the extension."""
        info: Json = self._on_extensions_page(
            "id => chrome.developerPrivate.getExtensionInfo(id)", self.extension_id
        )
        return info

    def _on_extensions_page(self, expression: str, argument: Any) -> Any:
        page = self.context.new_page()
        try:
            page.goto("chrome://extensions")
            return page.evaluate(expression, argument)
        finally:
            page.close()

    @contextmanager
    def _service_workers(self, incognito: bool) -> Iterator[CDPSession]:
        if incognito:
            page = self._incognito_pages()[0]
        else:
            pages = (it for it in self.context.pages if self._browser_context(it) == self._home)
            page = next(pages, None) or self.context.new_page()
        cdp = self.context.new_cdp_session(page)
        try:
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
            # One that is just ending belongs to no context any more.
            and "browserContextId" in target
            and (target["browserContextId"] != self._home) == incognito
        ]


def launch(
    playwright: Playwright,
    extension: Path,
    web: LocalWeb | None = None,
    *,
    headless: bool = True,
    incognito: bool = False,
    locale: str = "en-US",
    args: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    profile: Path | None = None,
    load: bool = True,
    welcome: bool = False,
) -> Session:
    """Start Chromium with the unpacked extension.

    Every URL leads to `web`. `incognito` allows the extension in incognito windows. `locale` is
    the language of the browser itself, so of chrome.i18n and Accept-Language. `env` is added to
    this process's environment. A `profile` that is given is kept, so that a browser can be
    restarted with it; `load=False` then leaves the extension as the profile has it. The welcome
    page, which opens by itself, is closed unless `welcome`. A broken extension raises
    Playwright's Error with Chromium's own words.
    """
    throw_away = None if profile else Path(tempfile.mkdtemp(prefix="chromium-profile-"))
    home = profile or throw_away
    assert home is not None
    _prepare(home)
    if not load:
        _keep_loaded(home)
    disabled = [arg.removeprefix(_DISABLE) for arg in args if arg.startswith(_DISABLE)]
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    context = playwright.chromium.launch_persistent_context(
        home,
        executable_path=find_chromium(playwright),
        headless=headless,
        # An emulated viewport would put the page's pixels elsewhere than on the screen.
        no_viewport=True,
        ignore_default_args=list(_UNWANTED),
        env={**os.environ, **_language(locale), **(env or {})},
        args=[
            *_QUIET,
            *as_root,
            *(web.chromium_flags() if web else ()),
            f"--lang={locale}",
            _DISABLE + ",".join([*_DISABLED_FEATURES, *disabled]),
            *(arg for arg in args if not arg.startswith(_DISABLE)),
        ],
    )
    try:
        assert context.browser is not None
        cdp = context.browser.new_browser_cdp_session()
        errors: list[str] = []
        targets = _Targets(cdp, errors)
        if load:
            options = {"path": str(extension.resolve()), "enableInIncognito": incognito}
            extension_id = str(cdp.send("Extensions.loadUnpacked", options)["id"])
        else:
            extension_id = _id_at(extension, cdp)
        main = next(it for it in targets.all() if it["type"] == "page")["browserContextId"]
    except BaseException:
        context.close()
        if throw_away:
            shutil.rmtree(throw_away, ignore_errors=True)
        raise
    session = Session(context, cdp, extension_id, home, errors, targets, main, throw_away)
    if load and not welcome:
        try:
            session.close_welcome(extension)
        except BaseException:
            session.close()
            raise
    return session


def with_leave_to_read(extension: Path, to: Path) -> Path:
    """Copy an unpacked extension to `to`, with leave to read every page; returns `to`.

    Only a real click gives it `activeTab`; one that is dispatched does not, nor does a page of its
    own that is opened in a tab.
    """
    shutil.copytree(extension, to)
    file = to / "manifest.json"
    manifest: Json = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**manifest, "host_permissions": ["<all_urls>"]}), "utf-8")
    return to


def _language(locale: str) -> dict[str, str]:
    # On Linux `--lang` is not enough, and in the C locale LANGUAGE is not looked at.
    name = locale.replace("-", "_")
    return {"LANGUAGE": name, "LC_ALL": f"{name}.UTF-8"}


def _prepare(profile: Path) -> None:
    # Out of developer mode Chromium disables unpacked extensions as soon as it loads them again.
    # Its offer to translate would hide the popup, and take the keys.
    preferences = profile / "Default" / "Preferences"
    if not preferences.exists():
        preferences.parent.mkdir(parents=True, exist_ok=True)
        wanted = {
            "extensions": {"ui": {"developer_mode": True}},
            "translate": {"enabled": False},
        }
        preferences.write_text(json.dumps(wanted))


def _keep_loaded(profile: Path) -> None:
    # Unlike an extension loaded by hand, one loaded over CDP is marked to go at the next start.
    file = profile / "Default" / "Preferences"
    preferences = json.loads(file.read_text("utf-8"))
    for extension in preferences["extensions"].get("settings", {}).values():
        if "creation_flags" in extension:
            extension["creation_flags"] &= ~_UNTIL_RESTART
    file.write_text(json.dumps(preferences), "utf-8")


def _id_at(extension: Path, cdp: CDPSession) -> str:
    for known in cdp.send("Extensions.getExtensions")["extensions"]:
        if Path(known["path"]).resolve() == extension.resolve():
            return str(known["id"])
    raise LookupError(f"The profile does not have the extension at {extension}")


def install_warnings(session: Session, manifest: Json) -> list[str]:
    """What Chromium would warn of when an extension with this manifest is installed."""
    # One of the few functions of chrome.management that need no permission.
    warnings: list[str] = session.worker().evaluate(
        "text => chrome.management.getPermissionWarningsByManifest(text)", json.dumps(manifest)
    )
    return warnings


def manifest_errors(session: Session) -> list[str]:
    """What Chromium finds wrong in the manifest without refusing it, unknown keys for one."""
    return [error["message"] for error in session.extension_info()["manifestErrors"]]
