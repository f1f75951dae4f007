"""The warnings that Chromium shows when the extension is installed, as Chromium computes them.

An update that adds one is switched off for every reader until they agree.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from build.__main__ import archive_path
from build.browsers import BROWSERS
from build.pack import unpack
from tools.browser.launch import launch
from tools.browser.session import Session, install_warnings
from tools.release.errors import ReleaseError
from tools.release.package import manifest
from tools.release.repository import Repository, unpack_source

Manifest = Mapping[str, Any]


def of(archive: Path, manifests: Sequence[Manifest], folder: Path) -> list[list[str]]:
    """Return each manifest's warnings, from a Chromium that runs a packed extension.

    ``folder`` is where that is unpacked. Raises SetupError if there is no Chromium.
    """
    extension = unpack(archive, folder / "for-warnings")
    with sync_playwright() as playwright, launch(playwright, extension) as session:
        return asked(session, manifests)


def asked(session: Session, manifests: Sequence[Manifest]) -> list[list[str]]:
    """Return each manifest's warnings, from a running Chromium."""
    # The texts of its languages are not beside a manifest alone.
    named = {"name": "name", "description": "", "default_locale": None}
    plain = [
        {key: it for key, it in {**one, **named}.items() if it is not None} for one in manifests
    ]
    return [install_warnings(session, one) for one in plain]


def manifest_at(repository: Repository, revision: str, folder: Path) -> Manifest:
    """Return the manifest that Chrome's build of a revision has, built in a folder.

    Raises ReleaseError if that revision cannot be built any more.
    """
    source = unpack_source(repository.archive(revision, folder, revision), folder / "source")
    command = [sys.executable, "-m", "build", "--browser", "chrome", "--out", str(folder / "built")]
    built = subprocess.run(command, cwd=source, capture_output=True, text=True)
    zips = sorted((folder / "built").glob("*.zip"))
    if built.returncode or not zips:
        said = " ".join(built.stderr.split())[-300:]
        raise ReleaseError(f"{revision} cannot be built with today's packages: {said}")
    return manifest(zips[0])


def chrome_zip(into: Path) -> Path:
    """Return where the build puts Chrome's zip in a folder."""
    return archive_path(BROWSERS["chrome"], into)


def unexplained(before: Sequence[str], now: Sequence[str], changes: str) -> list[str]:
    """Return the new warnings that the changelog's section does not quote."""
    said = " ".join(changes.split())
    return [warning for warning in now if warning not in before and warning not in said]
