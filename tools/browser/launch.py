"""Launches Chromium with the unpacked extension: its flags and its profile."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import CDPSession, Playwright

from tools.browser.devtools import Targets
from tools.browser.local_web import LocalWeb
from tools.browser.session import Session
from tools.browser.waiting import PATIENCE
from tools.setup.browsers import chromium_path

LOCALES = {"en": "en-US", "zh": "zh-CN"}
"""The browser's locale for each language of the extension."""
NO_WARNING = "--test-type"
"""Hides the bar that warns about the flags that send all hosts to the local server."""

_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--animation-duration-scale=0",
    "--no-default-browser-check",
    "--force-device-scale-factor=1",
    "--enable-unsafe-extension-debugging",
)
# Replaces Playwright's list: the browser reads only the last such flag.
_DISABLED_FEATURES = (
    "HttpsUpgrades",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    # Starts, with each tab, a process for another one that may never open.
    "SpareRendererForSitePerProcess",
    "Translate",
)
_DISABLE = "--disable-features="
_LEAN = (
    # One process for the pages of all sites.
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
    # Reuse the frame for each page that a tab loads.
    _DISABLE + "RenderDocument",
)
NO_SUGGESTIONS = _DISABLE + "WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,WebUIOmniboxPopup"
"""Disables address bar suggestions drawn by web pages, which keep two more renderers busy."""
# A bit of an extension's creation_flags in the profile.
_UNTIL_RESTART = 1 << 15
# Playwright's defaults that would disable extensions.
_UNWANTED = ("--disable-extensions", "--disable-component-extensions-with-background-pages")


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
    lean: bool = False,
) -> Session:
    """Start Chromium with the unpacked extension.

    All URLs lead to `web`. `incognito` allows the extension in incognito windows. `locale` is the
    language of the browser, and so of chrome.i18n and Accept-Language. `env` is added to this
    process's environment. A given `profile` is not deleted, so that a browser can be restarted with
    it; `load=False` then uses the extension in the profile. The welcome page, which opens by
    itself, is closed unless `welcome`. In a `lean` browser the pages of all sites share one
    process, which saves a quarter of the CPU time for many small pages. A broken extension raises
    Playwright's Error with Chromium's message.
    """
    throw_away = None if profile else Path(tempfile.mkdtemp(prefix="chromium-profile-"))
    home = profile or throw_away
    assert home is not None
    _prepare(home)
    if not load:
        _keep_loaded(home)
    if headless:
        args = [*args, NO_SUGGESTIONS]
    if lean:
        args = [*args, *_LEAN]
    disabled = [arg.removeprefix(_DISABLE) for arg in args if arg.startswith(_DISABLE)]
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    context = playwright.chromium.launch_persistent_context(
        home,
        executable_path=chromium_path(),
        headless=headless,
        # With an emulated viewport, page positions would not match the screen.
        no_viewport=True,
        ignore_default_args=list(_UNWANTED),
        env={**os.environ, **_language(locale), **(env or {})},
        args=[
            *_QUIET,
            *as_root,
            *_js_flags(),
            *(web.chromium_flags() if web else ()),
            f"--lang={locale}",
            _DISABLE + ",".join([*_DISABLED_FEATURES, *disabled]),
            *(arg for arg in args if not arg.startswith(_DISABLE)),
        ],
    )
    context.set_default_timeout(1000 * PATIENCE)
    try:
        assert context.browser is not None
        cdp = context.browser.new_browser_cdp_session()
        errors: list[str] = []
        targets = Targets(cdp, errors)
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


def _js_flags() -> list[str]:
    """V8 flags from the environment, used to measure code coverage."""
    flags = os.environ.get("CHROMIUM_JS_FLAGS")
    return [f"--js-flags={flags}"] if flags else []


def _language(locale: str) -> dict[str, str]:
    # On Linux `--lang` is not enough, and in the C locale LANGUAGE is ignored.
    name = locale.replace("-", "_")
    return {"LANGUAGE": name, "LC_ALL": f"{name}.UTF-8"}


def _prepare(profile: Path) -> None:
    # Outside developer mode, Chromium disables unpacked extensions when it restarts.
    # Its offer to translate would hide the popup and take the keyboard focus.
    preferences = profile / "Default" / "Preferences"
    if not preferences.exists():
        preferences.parent.mkdir(parents=True, exist_ok=True)
        wanted = {
            "extensions": {"ui": {"developer_mode": True}},
            "translate": {"enabled": False},
        }
        preferences.write_text(json.dumps(wanted))


def _keep_loaded(profile: Path) -> None:
    # Extensions loaded over CDP are marked for removal at the next start.
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
