"""What a store gets: a zip that was built just now, and for Firefox the source that made it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from build.__main__ import BuildError, archive_path, build
from build.browsers import BROWSERS
from tools.release.errors import InputError, ReleaseError


@dataclass(frozen=True)
class Package:
    """One version of the extension, as one store gets it."""

    version: str
    archive: Path
    """The zip."""
    source: Path | None = None
    """The source's archive, for a store that reviews it."""
    notes: str = ""
    """What changes for readers, in Markdown."""
    for_reviewers: str = ""

    @cached_property
    def data(self) -> bytes:
        """The zip's bytes."""
        return self.archive.read_bytes()

    @cached_property
    def sha256(self) -> str:
        """The zip's hash, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest in the zip."""
        return manifest(self.archive)


def manifest(archive: Path) -> dict[str, Any]:
    """Return the manifest in a packed extension."""
    with zipfile.ZipFile(archive) as packed:
        found: dict[str, Any] = json.loads(packed.read("manifest.json"))
    return found


def build_for(browser: str, into: Path) -> Path:
    """Build for one browser into a folder; return its zip.

    Raises InputError if nothing is built for that browser, and ReleaseError if the build fails.
    """
    if browser not in BROWSERS:
        raise InputError(f"there is no build for {browser} yet: add it to build/browsers.py")
    try:
        build(BROWSERS[browser], into)
    except BuildError as error:
        raise ReleaseError(f"the build fails, mend it first: {error}") from error
    return archive_path(BROWSERS[browser], into)
