"""Finds a Chromium that can load the extension."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from tools.setup.paths import PYTHON, WINDOWS, SetupError
from tools.setup.programs import answer_to_version, chosen

PLAYWRIGHTS = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def chromium_path() -> str:
    """Return the path of the Chromium to run. Raises SetupError if there is none."""
    if found := _found(os.environ.get("CHROMIUM", "")):
        return found
    raise SetupError(
        "no Chromium found; python3 tools/dev.py demo installs one, or set CHROMIUM to one's path"
    )


@cache
def _found(_chosen: str) -> str | None:
    """Find Chromium, once for each value of $CHROMIUM: it has to be started for that."""
    return find_chromium()


def find_chromium() -> str | None:
    """Return the path of a Chromium that runs and loads extensions, None if there is none.

    $CHROMIUM wins; raises SetupError if it is set to something that is not such a browser.
    """
    if path := chosen("CHROMIUM", chromium_fault):
        return path
    for name in ("chromium", "chromium-browser"):
        if (path := shutil.which(name)) and not chromium_fault(Path(path)):
            return path
    path = playwrights_chromium()
    return path if path and not chromium_fault(Path(path)) else None


def playwrights_chromium() -> str | None:
    """Return where Playwright has downloaded its Chromium, None if it has not."""
    if not PYTHON.exists():
        return None
    asked = subprocess.run([PYTHON, "-c", PLAYWRIGHTS], capture_output=True, text=True)
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else None


def chromium_fault(path: Path) -> str:
    """Return why the program cannot be used as Chromium, "" if it can."""
    if WINDOWS:
        # Here --version would open a window.
        return "" if path.is_file() else "it is not a file"
    said, fault = answer_to_version(path)
    if fault:
        return fault
    if "Google Chrome" in said and "for Testing" not in said:
        return "it is Google Chrome, which refuses --load-extension"
    if not re.search(r"\b\d+\.\d+\.\d+\.\d+\b", said):
        return f"it answered --version with {said!r}"
    return ""
