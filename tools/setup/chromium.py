"""Finds a Chromium that can load the extension."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tools.setup.paths import VENV, WINDOWS, SetupError, read_stamp

CHROMIUM_STAMP = VENV / "chromium.stamp"


def chromium_path() -> str:
    """Return the path of the Chromium to run. Raises SetupError if there is none."""
    if found := find_chromium():
        return found
    raise SetupError(
        "no Chromium found; python3 tools/dev.py demo installs one, or set CHROMIUM to one's path"
    )


def find_chromium() -> str | None:
    """Return the path of a Chromium that runs and loads extensions, None if there is none.

    $CHROMIUM wins; raises SetupError if it is set to something that is not such a browser.
    """
    if chosen := os.environ.get("CHROMIUM"):
        path = shutil.which(chosen)
        fault = chromium_fault(Path(path)) if path else "no program has that name"
        if path is None or fault:
            raise SetupError(f"CHROMIUM is set to {chosen!r}, but {fault}; correct or unset it")
        return str(Path(path).absolute())
    for candidate in [*chromium_on_path(), *chromium_of_playwright()]:
        if not chromium_fault(candidate):
            return str(candidate)
    return None


def chromium_on_path() -> list[Path]:
    """Return the programs on PATH that are called Chromium, usable or not."""
    found = [shutil.which(name) for name in ("chromium", "chromium-browser")]
    return [Path(path) for path in found if path]


def chromium_of_playwright() -> list[Path]:
    """Return the Chromiums that Playwright has completely downloaded, newest first."""
    patterns = [
        "chrome-linux*/chrome",
        "chrome-mac*/*.app/Contents/MacOS/*",
        "chrome-win*/chrome.exe",
    ]
    homes = [
        home
        for home in playwright_folder().glob("chromium-*")
        if (home / "INSTALLATION_COMPLETE").exists()
    ]
    homes.sort(key=lambda home: [int(n) for n in re.findall(r"\d+", home.name)], reverse=True)
    return [path for home in homes for pattern in patterns for path in home.glob(pattern)]


def playwright_folder() -> Path:
    """Return the folder in which Playwright keeps its browsers."""
    chosen = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if chosen == "0":
        packages = VENV.glob("[Ll]ib*/**/playwright/driver/package/.local-browsers")
        return next(packages, VENV / "none")
    if chosen:
        return Path(chosen)
    if WINDOWS:
        caches = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    elif sys.platform == "darwin":
        caches = Path.home() / "Library/Caches"
    else:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "ms-playwright"


def chromium_fault(path: Path) -> str:
    """Return why the program cannot be used as Chromium, "" if it can."""
    if WINDOWS:
        # Here --version would open a window.
        return "" if path.is_file() else "it is not a file"
    if is_snap(path):
        return "it is a snap, which cannot read the folders that the tests use"
    # Starting a browser takes longer than everything else when all is installed already.
    state = f"{path}\n{path.stat().st_mtime_ns}"
    if read_stamp(CHROMIUM_STAMP) == state:
        return ""
    try:
        answer = subprocess.run(
            [path, "--version"], capture_output=True, text=True, errors="replace", timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"it does not run ({error})"
    if answer.returncode:
        first_line = next(iter((answer.stderr or answer.stdout).strip().splitlines()), "no output")
        return f"it does not run (exit code {answer.returncode}: {first_line[:200]})"
    if fault := version_fault(answer.stdout):
        return fault
    with suppress(OSError):
        CHROMIUM_STAMP.write_text(state, encoding="utf-8")
    return ""


def version_fault(answer: str) -> str:
    """Return why a browser with this ``--version`` output cannot be used, "" if it can."""
    if "Google Chrome" in answer and "for Testing" not in answer:
        return "it is Google Chrome, which refuses --load-extension"
    if not re.search(r"\b\d+\.\d+\.\d+\.\d+\b", answer):
        return f"it answered --version with {answer.strip()[:200]!r}"
    return ""


def is_snap(path: Path) -> bool:
    """Whether the program is a snap, or Ubuntu's script that starts one."""
    if "snap" in path.resolve().parts or path.resolve().name == "snap":
        return True
    with path.open("rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and b"/snap/" in start
