"""Packs a built extension: a zip with the folder's own bytes, the same on every machine."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold; every file gets it."""
UNIX = 3
FILE_MODE = 0o100644


def pack(folder: Path, archive: Path) -> None:
    """Write a folder's files into a zip, sorted by name, unchanged.

    The result does not depend on the clock, the user, the umask or the compression library. Files
    are stored uncompressed, since deflate's output differs between builds of zlib.
    """
    with zipfile.ZipFile(archive, "w") as target:
        files = {it.relative_to(folder).as_posix(): it for it in folder.rglob("*") if it.is_file()}
        for name, file in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_STORED
            entry.create_system = UNIX
            entry.external_attr = FILE_MODE << 16
            target.writestr(entry, file.read_bytes())


def unpack(archive: Path, folder: Path) -> Path:
    """Extract a packed extension into a folder, created if missing; return the folder.

    Raises ``zipfile.BadZipFile`` if the archive is not a zip.
    """
    with zipfile.ZipFile(archive) as source:
        source.extractall(folder)
    return folder


def checksums(archives: list[Path]) -> str:
    """Return the text of a ``SHA256SUMS`` file, as ``sha256sum --check`` reads it."""
    lines = (
        f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive.name}\n"
        for archive in sorted(archives)
    )
    return "".join(lines)
