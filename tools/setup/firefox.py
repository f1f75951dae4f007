"""Finds a Firefox that runs the extension."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from tools.setup.chromium import is_snap
from tools.setup.paths import WINDOWS, SetupError

MINIMUM = 153
"""The oldest version that runs the extension."""
_NAMES = ("firefox-esr", "firefox", "firefox-devedition", "firefox-nightly")
_MAC = "/Applications/Firefox.app/Contents/MacOS/firefox"
_WINDOWS = r"Mozilla Firefox\firefox.exe"


def firefox_path() -> str:
    """Return the path of the Firefox to run. Raises SetupError if there is none."""
    if found := _found(os.environ.get("FIREFOX", "")):
        return found
    raise SetupError(no_firefox())


@cache
def _found(chosen: str) -> str | None:
    """Find Firefox, once for each value of $FIREFOX: it has to be started for that."""
    return find_firefox()


def find_firefox() -> str | None:
    """Return the path of a Firefox that is new enough, None if there is none.

    $FIREFOX wins; raises SetupError if it is set to something that is not such a browser.
    """
    if chosen := os.environ.get("FIREFOX"):
        path = shutil.which(chosen)
        fault = firefox_fault(Path(path)) if path else "no program has that name"
        if path is None or fault:
            raise SetupError(f"FIREFOX is set to {chosen!r}, but {fault}; correct or unset it")
        return str(Path(path).absolute())
    return next((str(path) for path in _installed() if not firefox_fault(path)), None)


def no_firefox() -> str:
    """Return the message that says why there is no Firefox, and what to install."""
    faults = "".join(f"{path}: {firefox_fault(path)}\n" for path in _installed())
    return (
        f"{faults}no Firefox {MINIMUM} or newer found; install Mozilla's own build "
        "(https://www.mozilla.org/firefox/), or set FIREFOX to one's path"
    )


def _installed() -> list[Path]:
    """Return where programs are that may be Firefox."""
    on_path = [Path(path) for name in _NAMES if (path := shutil.which(name))]
    usual = [Path(_MAC)] if sys.platform == "darwin" else []
    if WINDOWS:
        folders = ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")
        usual = [Path(os.environ[name], _WINDOWS) for name in folders if name in os.environ]
    return on_path + [path for path in usual if path.is_file()]


def firefox_fault(path: Path) -> str:
    """Return why the program cannot be used as Firefox, "" if it can."""
    if not WINDOWS and is_snap(path):
        return "it is a snap, which cannot read the folders that the tests use"
    try:
        # On Windows a program without a console answers only into a pipe.
        answer = subprocess.run(
            [path, "--version"], capture_output=True, text=True, errors="replace", timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"it does not run ({error})"
    said = (answer.stdout or answer.stderr).strip()[:200]
    if answer.returncode:
        return f"it does not run (exit code {answer.returncode}: {said})"
    version = re.search(r"\bFirefox (\d+)\.", said)
    if not version:
        return f"it answered --version with {said!r}"
    return "" if int(version[1]) >= MINIMUM else f"it is too old ({said})"
