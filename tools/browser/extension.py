"""Unpacks the packed extension, and makes copies with one change."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from build.__main__ import archive_path
from build.browsers import BROWSERS
from build.pack import unpack
from tools.setup.paths import ROOT

DIST = ROOT / "dist"
ODD = (255, 0, 255)
"""The colour of our icons in copies made to find them on a screen; nothing else has it."""


class NotBuiltError(Exception):
    """The extension has not been built; the message says which command does."""


def packed_extension(browser: str = "chrome") -> Path:
    """A browser's zip in `dist/`, by its key in BROWSERS. Raises NotBuiltError if it is missing."""
    archive = archive_path(BROWSERS[browser], DIST)
    if not archive.is_file():
        raise NotBuiltError("the extension is not built; run: python3 tools/dev.py build")
    return archive


@contextmanager
def unpacked_extension(browser: str = "chrome") -> Iterator[Path]:
    """Unpack the zip that ships into a temporary folder. Raises NotBuiltError if it is missing."""
    archive = packed_extension(browser)
    # On Windows files may stay open shortly after the browser's process has ended.
    with TemporaryDirectory(prefix="extension-", ignore_cleanup_errors=True) as folder:
        yield unpack(archive, Path(folder) / browser)


def with_host_permissions(extension: Path, to: Path) -> Path:
    """Copy an unpacked extension to `to`, with host permissions for all sites; returns `to`.

    Tests need this because only real clicks grant `activeTab`, neither dispatched events nor the
    popup's page in a tab.
    """
    return _with_host_permissions(extension, to, lambda manifest: ["<all_urls>"])


def with_optional_permissions(extension: Path, to: Path) -> Path:
    """Copy an unpacked extension to `to`, with all permissions a reader can grant; returns `to`."""
    return _with_host_permissions(
        extension, to, lambda manifest: manifest.pop("optional_host_permissions")
    )


def _with_host_permissions(
    extension: Path, to: Path, permissions: Callable[[dict[str, Any]], list[str]]
) -> Path:
    shutil.copytree(extension, to)
    file = to / "manifest.json"
    manifest: dict[str, Any] = json.loads(file.read_text("utf-8"))
    manifest["host_permissions"] = permissions(manifest)
    file.write_text(json.dumps(manifest), "utf-8")
    return to


def odd_coloured_copy(extension: Path, to: Path, colour: tuple[int, int, int] = ODD) -> Path:
    """Copy an unpacked extension to `to`, with icons all of one `colour`; returns `to`."""
    shutil.copytree(extension, to, dirs_exist_ok=True)
    manifest: dict[str, Any] = json.loads((to / "manifest.json").read_text("utf-8"))
    for icon in _icons(manifest):
        with Image.open(to / icon) as image:
            size = image.size
        Image.new("RGB", size, colour).save(to / icon)
    return to


def _icons(manifest: dict[str, Any]) -> Iterable[str]:
    for icons in (manifest.get("icons"), manifest.get("action", {}).get("default_icon")):
        if isinstance(icons, str):
            yield icons
        elif icons:
            yield from icons.values()
