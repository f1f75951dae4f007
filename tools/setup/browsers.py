"""Finds a Chromium that can load the extension, and a Firefox that runs it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from build.browsers import BROWSERS
from tools.setup.paths import PYTHON, WINDOWS, SetupError

PLAYWRIGHTS = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
OLDEST_FIREFOX = int(BROWSERS["firefox"].minimum_version.partition(".")[0])


def chromium_path() -> str:
    """Return the path of the Chromium to run. Raises SetupError if there is none."""
    if found := _found(find_chromium, os.environ.get("CHROMIUM", "")):
        return found
    raise SetupError(
        "no Chromium found; python3 tools/dev.py demo installs one, or set CHROMIUM to one's path"
    )


def firefox_path() -> str:
    """Return the path of the Firefox to run. Raises SetupError if there is none."""
    if found := _found(find_firefox, os.environ.get("FIREFOX", "")):
        return found
    raise SetupError(no_firefox())


@cache
def _found(find: Callable[[], str | None], _chosen: str) -> str | None:
    """Find a browser, once for each value of its variable: it has to be started for that."""
    return find()


def find_chromium() -> str | None:
    """Return the path of a Chromium that runs and loads extensions, None if there is none.

    $CHROMIUM wins; raises SetupError if it is set to something that is not such a browser.
    """
    if path := _chosen("CHROMIUM", chromium_fault):
        return path
    for name in ("chromium", "chromium-browser"):
        if (path := shutil.which(name)) and not chromium_fault(Path(path)):
            return path
    if not PYTHON.exists():
        return None
    asked = subprocess.run([PYTHON, "-c", PLAYWRIGHTS], capture_output=True, text=True)
    path = asked.stdout.strip()
    return path if path and Path(path).exists() and not chromium_fault(Path(path)) else None


def find_firefox() -> str | None:
    """Return the path of a Firefox that is new enough, None if there is none.

    $FIREFOX wins; raises SetupError if it is set to something that is not such a browser.
    """
    return _chosen("FIREFOX", firefox_fault) or next(
        (str(path) for path in _installed_firefoxes() if not firefox_fault(path)), None
    )


def no_firefox() -> str:
    """Return the message that says why there is no Firefox, and what to install."""
    faults = "".join(f"{path}: {firefox_fault(path)}\n" for path in _installed_firefoxes())
    return (
        f"{faults}no Firefox {OLDEST_FIREFOX} or newer found; install Mozilla's own build "
        "(https://www.mozilla.org/firefox/), or set FIREFOX to one's path"
    )


def _installed_firefoxes() -> list[Path]:
    names = ("firefox-esr", "firefox", "firefox-devedition", "firefox-nightly")
    usual = [Path(path) for name in names if (path := shutil.which(name))]
    if sys.platform == "darwin":
        usual.append(Path("/Applications/Firefox.app/Contents/MacOS/firefox"))
    if WINDOWS:
        folders = ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")
        at = r"Mozilla Firefox\firefox.exe"
        usual += [Path(os.environ[name], at) for name in folders if name in os.environ]
    return [path for path in usual if path.is_file()]


def _chosen(variable: str, fault_of: Callable[[Path], str]) -> str | None:
    """Return the path of the browser that a variable names, None if it is not set.

    Raises SetupError if that cannot be used.
    """
    name = os.environ.get(variable)
    if not name:
        return None
    path = shutil.which(name)
    fault = fault_of(Path(path)) if path else "no program has that name"
    if path is None or fault:
        raise SetupError(f"{variable} is set to {name!r}, but {fault}; correct or unset it")
    return str(Path(path).absolute())


def chromium_fault(path: Path) -> str:
    """Return why the program cannot be used as Chromium, "" if it can."""
    if WINDOWS:
        # Here --version would open a window.
        return ""
    said, fault = _answer_to_version(path)
    if "Google Chrome" in said and "for Testing" not in said:
        return "it is Google Chrome, which refuses --load-extension"
    return fault or _unless(re.search(r"\b\d+\.\d+\.\d+\.\d+\b", said), said)


def firefox_fault(path: Path) -> str:
    """Return why the program cannot be used as Firefox, "" if it can."""
    said, fault = _answer_to_version(path)
    version = re.search(r"\bFirefox (\d+)\.", said)
    if version and int(version[1]) < OLDEST_FIREFOX:
        return f"it is too old ({said})"
    return fault or _unless(version, said)


def _unless(version: re.Match[str] | None, said: str) -> str:
    return "" if version else f"it answered --version with {said!r}"


def _answer_to_version(path: Path) -> tuple[str, str]:
    """Return what a program answers to ``--version``, and why it cannot be run, "" if it can."""
    if not WINDOWS and _is_snap(path):
        return "", "it is a snap, which cannot read the folders that the tests use"
    try:
        # On Windows a program without a console answers only into a pipe.
        answer = subprocess.run(
            [path, "--version"], capture_output=True, text=True, errors="replace", timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return "", f"it does not run ({error})"
    said = (answer.stdout or answer.stderr).strip()[:200]
    failed = f"it does not run (exit code {answer.returncode}: {said})"
    return said, failed if answer.returncode else ""


def _is_snap(path: Path) -> bool:
    """Whether the program is a snap, or Ubuntu's script that starts one."""
    if "snap" in path.resolve().parts or path.resolve().name == "snap":
        return True
    with path.open("rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and b"/snap/" in start
