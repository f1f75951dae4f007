"""Installs what a command needs of the system: Chromium, Firefox, a virtual screen, fonts."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from ctypes.util import find_library
from pathlib import Path

from tools.setup.browsers import find_chromium, find_firefox, no_firefox
from tools.setup.paths import LINUX, PYTHON, SetupError
from tools.setup.running import run_step, say


def ensure_browser(screen: bool) -> str:
    """Return a Chromium's path; install it and, for a ``screen``, Xvfb and xdotool if missing.

    Raises SetupError if something is missing that cannot be installed from here.
    """
    family = linux_family()
    chromium = find_chromium()
    lacking = {
        "xvfb": screen and not shutil.which("Xvfb"),
        "xdotool": screen and not shutil.which("xdotool"),
        # Playwright's own Node needs it.
        "libatomic1": family and not find_library("atomic"),
        "chromium": family == "debian" and not chromium,
    }
    if family and not has_chinese_font():
        # Without it, pictures show boxes; all else works.
        if apt_get():
            lacking |= {"fontconfig": True, "fonts-noto-cjk": True}
        else:
            say("Chinese will show as boxes; install with: sudo apt-get install fonts-noto-cjk")
    needed = [name for name, is_lacking in lacking.items() if LINUX and is_lacking]
    if needed and not family:
        raise SetupError(f"missing: {', '.join(needed)}; install by your system's package manager")
    if needed:
        install_with_apt(needed, f"missing: {', '.join(needed)}")
    if chromium is None and family != "debian":
        options = ["--with-deps"] if family and apt_get() else []
        command: list[str | Path] = [PYTHON, "-m", "playwright", "install", *options, "chromium"]
        run_step("installing Chromium by Playwright", command)
    chromium = chromium or find_chromium()
    if chromium is None:
        raise SetupError("no Chromium runs, even after installing one; set CHROMIUM to one's path")
    return chromium


def ensure_firefox() -> str:
    """Return a Firefox's path; install Debian's if there is none.

    Raises SetupError if there is none elsewhere: Ubuntu's is a snap, which tests cannot use.
    """
    if (found := find_firefox()) is None and linux_family() == "debian":
        install_with_apt(["firefox-esr"], "missing: firefox-esr")
        found = find_firefox()
    if found is None:
        raise SetupError(no_firefox())
    return found


def linux_family() -> str:
    """Return "debian" or "ubuntu" for these and systems derived from them, otherwise ""."""
    if not LINUX or not shutil.which("apt-get"):
        return ""
    release = platform.freedesktop_os_release()
    names = [release["ID"], *release.get("ID_LIKE", "").split()]
    return next((name for name in ("ubuntu", "debian") if name in names), "")


def has_chinese_font() -> bool:
    """Whether pictures would not show boxes for Chinese characters."""
    command = ["fc-list", ":lang=zh"]
    return bool(shutil.which("fc-list") and subprocess.check_output(command).strip())


def apt_get() -> list[str]:
    """Return the command that runs apt-get as root, nothing if there is no way to."""
    root = os.geteuid() == 0
    if not shutil.which("apt-get") or not (root or shutil.which("sudo")):
        return []
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    return command if root else ["sudo", *command]


def install_with_apt(packages: Sequence[str], why: str) -> None:
    """Install Debian packages. Raises SetupError if that fails or we are not allowed to."""
    names = " ".join(packages)
    advice = f"{why}; install with: sudo apt-get install {names}"
    if not (command := apt_get()):
        raise SetupError(advice)
    options = ["install", "-y", "--no-install-recommends"]
    try:
        run_step(f"{why}; updating apt's lists", [*command, "update"])
        run_step(f"installing {names}", [*command, *options, *packages])
    except SetupError as error:
        raise SetupError(f"{error}\n{advice}") from None
