"""Launches Firefox with the unpacked extension, and does there what a reader does."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tools.browser.devtools import Json
from tools.browser.local_web import LocalWeb
from tools.browser.marionette import Marionette, MarionetteError
from tools.browser.session import POPUP_LISTED, WELCOME
from tools.browser.waiting import PATIENCE, wait_until
from tools.setup.browsers import firefox_path

_PREFERENCES: Mapping[str, str | int | bool] = {
    "marionette.port": 0,
    # All hosts lead to the local server; Marionette's own defaults keep Firefox from asking others.
    "network.dns.forceResolve": "127.0.0.1",
    "network.proxy.type": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.stricttransportsecurity.preloadlist": False,
    "dom.security.https_first": False,
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.enabled": False,
    "extensions.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    # Nothing opens by itself.
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.tabs.warnOnClose": False,
    "browser.translations.automaticallyPopup": False,
    "browser.urlbar.suggest.searches": False,
    "termsofuse.bypassNotification": True,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    # Menus that a script can see, on macOS, too; buttons of prompts that work at once.
    "widget.macos.native-context-menus": False,
    "security.notification_enable_delay": 0,
    "ui.prefersReducedMotion": 1,
    "devtools.console.stdout.content": True,
}
LEAN: Mapping[str, str | int | bool] = {"fission.autostart": False, "dom.ipc.processCount": 1}
"""Preferences for one process for the pages of all sites, which saves an eighth of the CPU time."""
_MENU = "#contentAreaContextMenu"
_TAB_MENU = "#tabContextMenu"
_KEYS = {
    **{"alt": "\ue00a", "ctrl": "\ue009", "shift": "\ue008", "meta": "\ue03d"},
    **{"Return": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "Down": "\ue015"},
}
_LEFT, _RIGHT = 0, 2

_ENGINE = """
const { NavigableManager } =
  ChromeUtils.importESModule("chrome://remote/content/shared/NavigableManager.sys.mjs");
const window = Services.wm.getMostRecentWindow("navigator:browser");
const windows = () => [...Services.wm.getEnumerator("navigator:browser")]
  .sort((a, b) => a.docShell.outerWindowID - b.docShell.outerWindowID);
const policy = (id) => WebExtensionPolicy.getByID(id);
"""
"""What the scripts in Firefox's own windows share."""
_TABS = """
return windows().flatMap((window) => window.gBrowser.tabs.map((tab, index) => ({
  id: NavigableManager.getIdForBrowser(tab.linkedBrowser),
  windowId: window.docShell.outerWindowID,
  index,
  active: tab.selected,
  pinned: tab.pinned,
  group: tab.group?.id ?? null,
  url: tab.linkedBrowser.currentURI.spec,
  title: tab.linkedBrowser.contentTitle,
  status: tab.linkedBrowser.webProgress?.isLoadingDocument ? "loading" : "complete",
  incognito: !!window.gBrowser.selectedBrowser.browsingContext.usePrivateBrowsing,
})));
"""
_FIND_TAB = """
const tab = windows().flatMap((window) => window.gBrowser.tabs)
  .find((it) => NavigableManager.getIdForBrowser(it.linkedBrowser) === args[0]);
const tabs = windows().find((window) => window.gBrowser.tabs.includes(tab))?.gBrowser;
"""
_ENTRIES = """
const menu = window.document.querySelector(args[0]);
if (menu.state !== "open") {
  await new Promise((done) => menu.addEventListener("popupshown", done, { once: true }));
}
const prefix = args[1].toLowerCase().replace(/[^a-z0-9_-]/g, "_") + "-menuitem-";
const entries = [...menu.querySelectorAll(`[id^="${prefix}"]`)];
"""
_CLICK_ENTRY = """
const [entry] = entries;
if (entries.length !== 1) throw new Error(`the menu has ${entries.length} entries of ours`);
if (entry.parentNode !== menu) throw new Error("our entry is in a submenu");
menu.activateItem(entry);
if (menu.state !== "closed") {
  await new Promise((done) => menu.addEventListener("popuphidden", done, { once: true }));
}
"""
_CLOSE_POPUPS = """
for (const window of windows()) {
  for (const popup of window.document.querySelectorAll("menupopup, panel")) {
    if (popup.state !== "closed") popup.hidePopup();
  }
}
"""
_TRIES = 3
"""How often the popup is asked for: a busy Firefox loses some keys."""
_POPUPS_BROWSER = """
const browser = window.document.querySelector(".webextension-popup-browser");
const shown = browser?.browsingContext?.currentWindowGlobal;
// Before, it is in another process, and what is asked there is lost.
if (!shown?.documentURI?.spec.startsWith("moz-extension:") || shown.isInitialDocument) return null;
"""
_FOCUS_POPUP = """
if (browser.closest("panel").state !== "open") return null;
if (window.document.activeElement === browser) return true;
browser.focus();
return null;
"""
_IN_POPUP = """
const script = `return (async (...args) => { ${args[0]} })(...arguments)`;
const options = { sandboxName: "popup", newSandbox: true, timeout: args[2] };
const actor = shown.getActor("MarionetteCommands");
return actor.executeScript(script, args[1], options).then((it) => it ?? null);
"""
_PERMISSIONS = """
const { ExtensionPermissions } =
  ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
"""
_SET_SITES = """
const { extension } = policy(args[0]);
const { origins } = await ExtensionPermissions.get(args[0]);
const change = (name, some) =>
  ExtensionPermissions[name](args[0], { permissions: [], origins: some }, extension);
await change("add", args[1].filter((it) => !origins.includes(it)));
await change("remove", origins.filter((it) => !args[1].includes(it)));
"""
_ALLOW_IN_PRIVATE = """
const permissions = ["internal:privateBrowsingAllowed"];
await ExtensionPermissions.add(args[0], { permissions, origins: [] });
"""
_PINNED_BUTTON = """
const { CustomizableUI } =
  ChromeUtils.importESModule("moz-src:///browser/components/customizableui/CustomizableUI.sys.mjs");
const id = args[0].toLowerCase().replace(/[^a-z0-9_-]/g, "_") + "-browser-action";
CustomizableUI.addWidgetToArea(id, CustomizableUI.AREA_NAVBAR);
const button = window.document.getElementById(id).querySelector("toolbarbutton");
const box = button.getBoundingClientRect();
return [box.x + box.width / 2, box.y + box.height / 2];
"""
_SUGGESTED = """
const [first] = window.gURLBar.view.visibleResults;
return first?.payload.keyword && first.payload.content === args[0] ? true : null;
"""
_ERRORS = """
const base = policy(args[0])?.getURL("");
const ours = (url) => base && url?.startsWith(base);
const thrown = Services.console.getMessageArray()
  .filter((it) => it instanceof Ci.nsIScriptError)
  .filter((it) => !(it.flags & Ci.nsIScriptError.warningFlag) && ours(it.sourceName))
  // Firefox says so where a popup closes, or a tab goes on to another page, before an answer came.
  .filter((it) => !/^Promise resolved (?:after context unloaded|while context is inactive)/
    .test(it.errorMessage))
  .map((it) => `${it.errorMessage} (${it.sourceName}:${it.lineNumber})`);
const storage = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
const logged = storage.getEvents()
  .filter((it) => it.level === "error" && ours(it.filename))
  .map((it) => `${it.arguments.map(String).join(" ")} (${it.filename}:${it.lineNumber})`);
return [...thrown, ...logged];
"""
_FORGET_ERRORS = """
Services.console.reset();
Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage).clearEvents();
"""
_MIDDLE = """
const element = document.querySelector(args[0]);
if (!element) throw new Error(`nothing matches ${args[0]}`);
element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
const [box] = element.getClientRects();
if (!box) throw new Error(`${args[0]} is not visible`);
return [box.x + box.width / 2, box.y + box.height / 2];
"""
_SELECT = """
const first = document.querySelector(args[0]);
if (first.select) {
  first.focus();
  return first.select();
}
const range = document.createRange();
range.setStart(first, 0);
const end = document.querySelector(args[1]);
range.setEnd(end, end.childNodes.length);
getSelection().removeAllRanges();
getSelection().addRange(range);
"""
_IN_PDF = """
const page = document.querySelector(".page[data-page-number='1']");
const middle = () => page.getBoundingClientRect().y + args[1] * page.offsetHeight;
page.closest("#viewerContainer").scrollBy({ top: middle() - innerHeight / 2, behavior: "instant" });
const box = page.getBoundingClientRect();
return [box.x + args[0] * box.width, box.y + args[1] * box.height];
"""
_PDF_READY = "return document.querySelector('.textLayer span') ? true : null"


class Firefox:
    """A running Firefox; closes with the `with` block.

    Tabs are described as extensions see them: `id`, `windowId`, `index`, `active`, `url`, `title`,
    `status`, `incognito`, `pinned`; and `group`, None outside of tab groups.
    """

    def __init__(
        self,
        web: LocalWeb,
        *,
        headless: bool = True,
        locale: str = "en-US",
        env: Mapping[str, str] | None = None,
        preferences: Mapping[str, str | int | bool] | None = None,
    ) -> None:
        """Start Firefox with a new profile; all URLs lead to `web`.

        `env` is added to this process's environment. Raises SetupError if there is no Firefox,
        AssertionError with what it said if it does not start.
        """
        self.extension_id = ""
        """The id of the extension that was installed last."""
        self._taken = ""
        self._profile = Path(tempfile.mkdtemp(prefix="firefox-profile-"))
        own = {
            "network.socket.forcePort": f"80={web.port};443={web.port}",
            "intl.locale.requested": locale,
            "intl.accept_languages": locale,
        }
        _write_preferences(self._profile, {**_PREFERENCES, **own, **(preferences or {})})
        command = [firefox_path(), "--marionette", "--remote-allow-system-access", "--no-remote"]
        command += ["--profile", str(self._profile), *(["--headless"] if headless else [])]
        said = self._profile / "said.log"
        with said.open("wb") as log:
            quiet = {"MOZ_CRASHREPORTER_DISABLE": "1", "MOZ_DATA_REPORTING": "0"}
            self._process = subprocess.Popen(
                command,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **quiet, **(env or {})},
            )
        try:
            port = wait_until(self._port, "port of Firefox")
            self.marionette = Marionette(port)
        except BaseException as error:
            error.add_note(said.read_text("utf-8", "replace")[-2000:])
            self._end()
            raise

    def _port(self) -> int | None:
        if self._process.poll() is not None:
            raise AssertionError(f"Firefox ended with {self._process.returncode}")
        with suppress(OSError, ValueError):
            return int((self._profile / "MarionetteActivePort").read_text())
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def wait(self) -> None:
        """Wait until somebody quits Firefox."""
        self._process.wait()

    def close(self) -> None:
        """Quit Firefox, and delete its profile."""
        with suppress(MarionetteError):
            self.marionette.send("Marionette:Quit", flags=["eForceQuit"])
        self.marionette.close()
        self._end()

    def _end(self) -> None:
        try:
            self._process.wait(PATIENCE / 4)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._profile, ignore_errors=True)

    # ------------------------------------------------------------ the extension

    def install(self, extension: Path, *, private: bool = False) -> None:
        """Install an unpacked extension until Firefox quits, and close its welcome page.

        `private` allows it in private windows. Raises MarionetteError with Firefox's reason.
        """
        if private:
            manifest = json.loads((extension / "manifest.json").read_text("utf-8"))
            # Marionette's own way installs, allows and reloads: the welcome page may be lost.
            gecko = manifest["browser_specific_settings"]["gecko"]
            self.engine(_PERMISSIONS + _ALLOW_IN_PRIVATE, gecko["id"])
        path = str(extension.resolve())
        self.extension_id = str(self.marionette.send("Addon:Install", path=path, temporary=True))
        if (extension / WELCOME).exists():
            self.close_tab(self.wait_for_tab(self.url(WELCOME)))

    def url(self, path: str) -> str:
        """The URL of a page of the extension."""
        return str(self.engine("return policy(args[0]).getURL(args[1])", self.extension_id, path))

    def message(self, name: str) -> str:
        """One of the extension's texts, in Firefox's language."""
        script = "return policy(args[0]).localize(`__MSG_${args[1]}__`)"
        return str(self.engine(script, self.extension_id, name))

    @property
    def errors(self) -> list[str]:
        """The errors that the extension's scripts have thrown or logged so far."""
        return list(self.engine(_ERRORS, self.extension_id))

    def forget_errors(self) -> None:
        """Clear `errors`."""
        self.engine(_FORGET_ERRORS)

    @property
    def sites(self) -> list[str]:
        """The patterns of the sites that the extension has the permission for, in order."""
        script = "return (await ExtensionPermissions.get(args[0])).origins"
        return sorted(self.engine(_PERMISSIONS + script, self.extension_id))

    @sites.setter
    def sites(self, patterns: Sequence[str]) -> None:
        """Grant and withdraw permissions, as the reader can where Firefox lists its add-ons."""
        self.engine(_PERMISSIONS + _SET_SITES, self.extension_id, list(patterns))

    def event_page_runs(self) -> bool:
        """Whether the extension's event page is running now."""
        return bool(self._background() == "running")

    def stop_event_page(self) -> None:
        """Stop the event page as its idle timer would; the next event wakes it."""
        stop = "await policy(args[0]).extension.terminateBackground()"

        def stopped() -> bool | None:
            # Something that is still running would make Firefox wait for the idle timer again.
            self.engine(stop, self.extension_id)
            return self._background() == "stopped" or None

        wait_until(stopped, "end of the event page")

    def _background(self) -> str:
        script = "return policy(args[0]).extension.backgroundState"
        return str(self.engine(script, self.extension_id))

    def engine(self, script: str, *arguments: Any) -> Any:
        """Run the body of an async function in Firefox itself; return its JSON value.

        `window` is the window in front, `policy(id)` an extension, `windows()` all windows.
        """
        with self.marionette.system():
            return self.marionette.run(_ENGINE + script, *arguments)

    # ------------------------------------------------------------ tabs and windows

    def tabs(self) -> list[Json]:
        """All tabs, ordered by window and index."""
        tabs: list[Json] = self.engine(_TABS)
        return tabs

    def shown_tab(self) -> Json:
        """The active tab of the window in front."""
        window = self.engine("return window.docShell.outerWindowID")
        return next(it for it in self.tabs() if it["windowId"] == window and it["active"])

    def open_tab(self, url: str = "about:blank") -> Json:
        """Open a tab at the end of the window in front, show it, and load a URL in it."""
        return self._opened("tab", url, private=False)

    def open_window(self, url: str = "about:blank", *, private: bool = False) -> Json:
        """Open a window with one tab, and load a URL in it; return the tab."""
        return self._opened("window", url, private=private)

    def _opened(self, kind: str, url: str, *, private: bool) -> Json:
        # Opened in the window that Marionette is in.
        self.take(self.shown_tab())
        opened = self.marionette.send("WebDriver:NewWindow", type=kind, focus=True, private=private)
        tab = self._tab(opened["handle"])
        self.take(tab)
        if url != "about:blank":
            self.go(url)
        return self._tab(tab["id"])

    def take(self, tab: Json) -> None:
        """Show a tab: the next actions are in it."""
        self.marionette.send("WebDriver:SwitchToWindow", handle=tab["id"], focus=True)
        self._taken = str(tab["id"])

    def pin(self, tab: Json) -> None:
        """Pin a tab."""
        self.engine(_FIND_TAB + "tabs.pinTab(tab)", tab["id"])

    def group(self, tab: Json) -> None:
        """Put a tab into a new tab group."""
        self.engine(_FIND_TAB + "tabs.addTabGroup([tab])", tab["id"])

    def select_too(self, tab: Json) -> None:
        """Select a tab in the tab strip together with the active one."""
        self.engine(_FIND_TAB + "tabs.addToMultiSelectedTabs(tab)", tab["id"])

    def close_tab(self, tab: Json) -> None:
        """Close a tab, and its window if it has no other; some other tab must be left.

        Its questions whether to leave the page are not asked.
        """
        if tab["id"] == self._taken:
            others = [it for it in self.tabs() if it["id"] != tab["id"]]
            # Marionette must not stay in what is closed.
            self.take(max(others, key=lambda it: it["windowId"] == tab["windowId"]))
        self.engine(
            _FIND_TAB + "tabs?.removeTab(tab, { skipPermitUnload: true, animate: false })",
            tab["id"],
        )
        wait_until(
            lambda: None if self._known(tab["id"]) else True, f"end of the tab at {tab['url']}"
        )

    def wait_for_tab(self, url: str) -> Json:
        """Wait until a tab whose URL begins with `url` has loaded, and return it."""

        def look() -> Json | None:
            loaded = (it for it in self.tabs() if it["status"] == "complete")
            return next((it for it in loaded if it["url"].startswith(url)), None)

        return wait_until(look, f"tab at {url}")

    def wait_for_new_tabs(self, known: Sequence[Json], count: int) -> list[Json]:
        """Wait until `count` tabs that are not `known` have opened, and all such have loaded."""
        ids = {tab["id"] for tab in known}

        def look() -> list[Json] | None:
            new = [tab for tab in self.tabs() if tab["id"] not in ids]
            loaded = all(
                it["status"] == "complete" and it["url"] not in ("", "about:blank") for it in new
            )
            return new if len(new) >= count and loaded else None

        return wait_until(look, f"{count} new tabs")

    def _known(self, tab_id: str) -> Json | None:
        return next((it for it in self.tabs() if it["id"] == tab_id), None)

    def _tab(self, tab_id: str) -> Json:
        return wait_until(lambda: self._known(tab_id), f"tab {tab_id}")

    # ------------------------------------------------------------ in the page

    def go(self, url: str) -> None:
        """Load a URL in the tab; raises MarionetteError."""
        self.marionette.send("WebDriver:Navigate", url=url)

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of an async function in the page; return its JSON value."""
        return self.marionette.run(script, *arguments)

    @contextmanager
    def in_frame(self, selector: str | None) -> Iterator[None]:
        """Act in a frame of the page, or in the page itself for None."""
        if selector is None:
            yield
            return
        # Gecko may not paint a frame until it is scrolled into view.
        self.run(_MIDDLE, selector)
        found = self.marionette.send("WebDriver:FindElement", using="css selector", value=selector)
        self.marionette.send("WebDriver:SwitchToFrame", element=next(iter(found.values())))
        try:
            yield
        finally:
            self.marionette.send("WebDriver:SwitchToFrame")

    def wait_for(self, selector: str) -> None:
        """Wait until an element of the page matches."""
        look = "return document.querySelector(args[0]) ? true : null"
        wait_until(lambda: self.run(look, selector), f"element {selector}")

    def select(self, first: str, last: str) -> None:
        """Select all from one element to another, or all in a field."""
        self.run(_SELECT, first, last)

    def point(self, selector: str) -> tuple[float, float]:
        """Scroll an element into view, and return its middle in the window of its page."""
        left, top = self.run(_MIDDLE, selector)
        return left, top

    def click(self, at: str | tuple[float, float], button: int = _LEFT, times: int = 1) -> None:
        """Click an element, or at a point, by the mouse."""
        x, y = self.point(at) if isinstance(at, str) else at
        press = [
            {"type": "pointerDown", "button": button},
            {"type": "pointerUp", "button": button},
        ]
        move = {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0}
        self._act("pointer", [move, *(press * times)])

    def wait_for_pdf(self) -> None:
        """Wait until the PDF viewer shows the text of the first page."""
        wait_until(lambda: self.run(_PDF_READY), "text of the PDF")

    def point_in_pdf(self, spot: tuple[float, float]) -> tuple[float, float]:
        """Scroll a spot of the first page into view, and return where it is.

        The spot is in fractions of the page's width and height, from its upper left corner.
        """
        left, top = self.run(_IN_PDF, *spot)
        return left, top

    def _act(self, kind: str, actions: Sequence[Json]) -> None:
        source: Json = {"type": kind, "id": kind, "actions": list(actions)}
        if kind == "pointer":
            source["parameters"] = {"pointerType": "mouse"}
        self.marionette.send("WebDriver:PerformActions", actions=[source])

    # ------------------------------------------------------------ in the browser

    def choose_entry(self, at: str | tuple[float, float]) -> None:
        """Right-click in the page, and choose our entry in the menu.

        Raises MarionetteError unless there is just one, and not in a submenu.
        """
        self.click(at, _RIGHT)
        self.engine(_ENTRIES + _CLICK_ENTRY, _MENU, self.extension_id)

    def choose_entry_of_tab(self, tab: Json) -> None:
        """Right-click a tab in the tab strip of the window in front, and choose our entry."""
        with self.marionette.system():
            x, y = self.marionette.run(
                _ENGINE + _FIND_TAB + "const box = tab.getBoundingClientRect();"
                "return [box.x + box.width / 2, box.y + box.height / 2]",
                tab["id"],
            )
            self.click((x, y), _RIGHT)
        self.engine(_ENTRIES + _CLICK_ENTRY, _TAB_MENU, self.extension_id)

    def press(self, keys: str) -> None:
        """Press keys together, named as X does, such as `alt+c`, `Return`."""
        values = [_KEYS.get(key, key) for key in keys.split("+")]
        down = [{"type": "keyDown", "value": value} for value in values]
        up = [{"type": "keyUp", "value": value} for value in reversed(values)]
        with self.marionette.system():
            self._act("key", [*down, *up])

    def type(self, text: str) -> None:
        """Type a text key by key."""
        kinds = ("keyDown", "keyUp")
        with self.marionette.system():
            self._act("key", [{"type": kind, "value": it} for it in text for kind in kinds])

    def type_in_address_bar(self, text: str) -> None:
        """Replace the address bar's text by typing a keyword and more; wait until it is suggested.

        Raises AssertionError if Firefox does not offer to pass the text to an extension.
        """
        self.engine("window.gURLBar.focus(); window.gURLBar.select()")
        self.type(text)
        wait_until(lambda: self.engine(_SUGGESTED, text), f"suggestion for {text}")

    def open_popup(self, *, by_button: bool = False) -> None:
        """Open the toolbar's popup, and focus it, once it has read the page.

        By its shortcut, or by its button, which is then pinned to the toolbar.
        """
        listed = (
            f"return document.querySelector('{POPUP_LISTED}')"
            " && document.activeElement?.id === 'field' ? true : null"
        )
        for tries in range(1, _TRIES + 1):
            self._ask_for_popup(by_button)
            try:
                wait_until(lambda: self.in_popup(listed), "popup", timeout=PATIENCE / _TRIES)
                break
            except AssertionError:
                if tries == _TRIES:
                    raise
                self.close_popups()
        # Without a screen the popup's document takes the focus, but Firefox's keys stay outside.
        wait_until(lambda: self.engine(_POPUPS_BROWSER + _FOCUS_POPUP), "focus in the popup")

    def _ask_for_popup(self, by_button: bool) -> None:
        if not by_button:
            return self.press("alt+shift+k")
        with self.marionette.system():
            self.click(tuple(self.engine(_PINNED_BUTTON, self.extension_id)))

    def in_popup(self, script: str, *arguments: Any) -> Any:
        """Run the body of an async function in the popup; None if it is not open."""
        return self.engine(_POPUPS_BROWSER + _IN_POPUP, script, arguments, round(1000 * PATIENCE))

    def clipboard(self) -> str:
        """The text in the clipboard."""
        return str(self.engine("return await window.navigator.clipboard.readText()"))

    def permission_prompt(self) -> str | None:
        """What Firefox says where it asks for permissions, None if it does not ask."""
        shown: str | None = self.engine(
            "const { panel } = window.PopupNotifications;"
            "return panel.state === 'open' && panel.textContent || null"
        )
        return shown

    def answer_permission_prompt(self, *, allow: bool) -> None:
        """Wait for Firefox's question, and click one of its buttons."""
        wait_until(self.permission_prompt, "permission prompt")
        click = (
            "const { panel } = window.PopupNotifications;"
            "if (panel.state !== 'open') return true;"
            "const [shown] = panel.children;"
            "(args[0] ? shown.button : shown.secondaryButton).click();"
            "return panel.state === 'open' ? null : true;"
        )
        # The buttons do nothing at first, so that nobody clicks one by mistake.
        wait_until(lambda: self.engine(click, allow), "answer to the permission prompt")

    def close_popups(self) -> None:
        """Close menus, prompts and popups that are open."""
        self.engine(_CLOSE_POPUPS)

    def picture(self, file: Path) -> None:
        """Save what the page shows."""
        data = self.marionette.send("WebDriver:TakeScreenshot", full=False)
        file.write_bytes(base64.b64decode(data))


def _write_preferences(profile: Path, values: Mapping[str, str | int | bool]) -> None:
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(it)});" for name, it in values.items())
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
