"""Installs what a command needs of the system: Chromium, a virtual screen, fonts."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.setup.chromium import find_chromium
from tools.setup.paths import LINUX, PYTHON, VENV, SetupError, read_stamp
from tools.setup.running import run_quietly, say


def ensure_browser(screen: bool) -> str:
    """Return a Chromium's path; install it and, for a ``screen``, Xvfb and xdotool if missing.

    Raises SetupError if something is missing that cannot be installed from here.
    """
    chromium = find_chromium()
    family = linux_family()
    needed = []
    if chromium is None and family == "debian":
        needed.append("chromium")
    if screen and LINUX:
        programs = {"Xvfb": "xvfb", "xdotool": "xdotool"}
        needed += [package for name, package in programs.items() if not shutil.which(name)]
    if LINUX and not playwright_driver_runs():
        needed.append("libatomic1")
    if needed and not family and LINUX:
        raise SetupError(f"missing: {', '.join(needed)}; install by your system's package manager")
    fonts = missing_fonts() if family else []
    if needed:
        install_with_apt([*needed, *fonts], f"missing: {', '.join([*needed, *fonts])}")
    elif fonts and apt_get() is None:
        say(f"no Chinese font: pictures will show boxes; to fix that: {apt_advice(fonts)}")
    elif fonts:
        install_with_apt(fonts, "no Chinese font")
    if chromium is None and family != "debian":
        install_with_playwright(with_dependencies=family == "ubuntu" and apt_get() is not None)
    chromium = chromium or find_chromium()
    if chromium is None:
        raise SetupError("no Chromium runs, even after installing one; set CHROMIUM to one's path")
    return chromium


def playwright_driver_runs() -> bool:
    """Whether Playwright's bundled Node starts; on small systems it lacks libatomic."""
    for driver in VENV.glob("lib/python*/site-packages/playwright/driver/node"):
        ended = subprocess.run([driver, "--version"], capture_output=True, check=False)
        return ended.returncode == 0
    return True


def linux_family(release: Path = Path("/etc/os-release")) -> str:
    """Return "debian" or "ubuntu" for these and systems derived from them, otherwise ""."""
    if not LINUX or not shutil.which("apt-get"):
        return ""
    words = set(re.findall(r"^ID(?:_LIKE)?=(.*)$", read_stamp(release), re.MULTILINE))
    names = {name for word in words for name in word.strip("\"'").split()}
    return next((name for name in ("ubuntu", "debian") if name in names), "")


def missing_fonts() -> list[str]:
    """Return the packages to install for a font with Chinese characters, none if there is one."""
    if not shutil.which("fc-list"):
        return ["fontconfig", "fonts-noto-cjk"]
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True)
    return [] if fonts.stdout.strip() else ["fonts-noto-cjk"]


def apt_get() -> list[str] | None:
    """Return the command that runs apt-get as root, None if there is no way to."""
    if not shutil.which("apt-get"):
        return None
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if os.geteuid() == 0:
        return command
    if not shutil.which("sudo"):
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    if allowed or (sys.stdin is not None and sys.stdin.isatty()):
        return ["sudo", *command]
    return None


def apt_advice(packages: Sequence[str]) -> str:
    """Return the command to suggest for installing the packages."""
    return f"sudo apt-get install {' '.join(packages)}"


def install_with_apt(packages: Sequence[str], why: str) -> None:
    """Install Debian packages. Raises SetupError if that fails or we are not allowed to."""
    command = apt_get()
    if command is None:
        raise SetupError(f"{why}; install with: {apt_advice(packages)}")
    if command[0] == "sudo":
        # sudo must ask for the password before run_quietly captures the output.
        say(f"{why}; installing as root by sudo")
        subprocess.run(["sudo", "-v"])
    options = ["install", "-y", "--no-install-recommends"]
    try:
        run_quietly("updating apt's lists", [*command, "update"])
        run_quietly(f"installing {' '.join(packages)}", [*command, *options, *packages])
    except SetupError as error:
        raise SetupError(f"{error}\n{why}; install with: {apt_advice(packages)}") from None


def install_with_playwright(with_dependencies: bool) -> None:
    """Let Playwright download a Chromium. Raises SetupError if that fails."""
    options = ["--with-deps"] if with_dependencies else []
    command = [str(PYTHON), "-m", "playwright", "install", *options, "chromium"]
    try:
        run_quietly("installing Chromium by Playwright", command)
    except SetupError as error:
        raise SetupError(
            f"{error}\nChromium is missing; install one, e.g. with: {shlex.join(command)}\n"
            "or set CHROMIUM to the path of one that you have (not Google Chrome)"
        ) from None
