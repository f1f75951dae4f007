"""Finds a Firefox that runs the extension."""

from __future__ import annotations

import os
import re
import shutil
import sys
from functools import cache
from pathlib import Path

from build.browsers import BROWSERS
from tools.setup.paths import WINDOWS, SetupError
from tools.setup.programs import answer_to_version, chosen

MINIMUM = int(BROWSERS["firefox"].minimum_version.partition(".")[0])
_NAMES = ("firefox-esr", "firefox", "firefox-devedition", "firefox-nightly")
_MAC = "/Applications/Firefox.app/Contents/MacOS/firefox"
_WINDOWS = r"Mozilla Firefox\firefox.exe"


def firefox_path() -> str:
    """Return the path of the Firefox to run. Raises SetupError if there is none."""
    if found := _found(os.environ.get("FIREFOX", "")):
        return found
    raise SetupError(no_firefox())


@cache
def _found(_chosen: str) -> str | None:
    """Find Firefox, once for each value of $FIREFOX: it has to be started for that."""
    return find_firefox()


def find_firefox() -> str | None:
    """Return the path of a Firefox that is new enough, None if there is none.

    $FIREFOX wins; raises SetupError if it is set to something that is not such a browser.
    """
    return chosen("FIREFOX", firefox_fault) or next(
        (str(path) for path in _installed() if not firefox_fault(path)), None
    )


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
    said, fault = answer_to_version(path)
    if fault:
        return fault
    version = re.search(r"\bFirefox (\d+)\.", said)
    if not version:
        return f"it answered --version with {said!r}"
    return "" if int(version[1]) >= MINIMUM else f"it is too old ({said})"
