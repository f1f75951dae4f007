"""Installs what a command needs of the system: Chromium, Firefox, a virtual screen, fonts."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Sequence

from tools.setup.chromium import find_chromium
from tools.setup.firefox import find_firefox, no_firefox
from tools.setup.paths import LINUX, PYTHON, VENV, SetupError
from tools.setup.running import run_step, say


def ensure_browser(screen: bool) -> str:
    """Return a Chromium's path; install it and, for a ``screen``, Xvfb and xdotool if missing.

    Raises SetupError if something is missing that cannot be installed from here.
    """
    family = linux_family()
    needed = []
    if screen and LINUX:
        programs = {"Xvfb": "xvfb", "xdotool": "xdotool"}
        needed += [package for name, package in programs.items() if not shutil.which(name)]
    if LINUX and not playwright_driver_runs():
        needed.append("libatomic1")
    chromium = find_chromium()
    if chromium is None and family == "debian":
        needed.append("chromium")
    if needed and not family:
        raise SetupError(f"missing: {', '.join(needed)}; install by your system's package manager")
    fonts = missing_fonts() if family else []
    if needed or (fonts and os.geteuid() == 0):
        install_with_apt([*needed, *fonts], f"missing: {', '.join([*needed, *fonts])}")
    elif fonts:
        say(f"no Chinese font, so pictures will show boxes: install {' '.join(fonts)}")
    if chromium is None and family != "debian":
        options = ["--with-deps"] if family and apt_get() else []
        run_step(
            "installing Chromium by Playwright",
            [PYTHON, "-m", "playwright", "install", *options, "chromium"],
        )
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


def playwright_driver_runs() -> bool:
    """Whether Playwright's bundled Node starts; on small systems it lacks libatomic."""
    for driver in VENV.glob("lib/python*/site-packages/playwright/driver/node"):
        return subprocess.run([driver, "--version"], capture_output=True).returncode == 0
    return True


def linux_family() -> str:
    """Return "debian" or "ubuntu" for these and systems derived from them, otherwise ""."""
    if not LINUX or not shutil.which("apt-get"):
        return ""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ""
    names = [release["ID"], *release.get("ID_LIKE", "").split()]
    return next((name for name in ("ubuntu", "debian") if name in names), "")


def missing_fonts() -> list[str]:
    """Return the packages to install for a font with Chinese characters, none if there is one."""
    if not shutil.which("fc-list"):
        return ["fontconfig", "fonts-noto-cjk"]
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True)
    return [] if fonts.stdout.strip() else ["fonts-noto-cjk"]


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
