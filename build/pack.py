"""Packs a rendered extension: the same bytes for the same files, whoever builds it and when."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can state; ours states no other."""
UNIX = 3
FILE_MODE = 0o100644


_COMMENT_LINES = re.compile(r"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_CASTS = re.compile(r"/\*\* @type \{[^\n]*?\} \*/ ")


def pack(folder: Path, archive: Path) -> None:
    """Write a folder's files into a zip, by name, without clock, user or umask."""
    with zipfile.ZipFile(archive, "w") as target:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = UNIX
            entry.external_attr = FILE_MODE << 16
            target.writestr(entry, packed(file), compresslevel=9)


def packed(file: Path) -> bytes:
    """Return a file as the stores get it: scripts without types, indentation and comment lines.

    Those are a fifth of the zip; whoever reads the code reads it here or in the unpacked folder.
    """
    if file.suffix != ".js":
        return file.read_bytes()
    script = _COMMENT_LINES.sub("", file.read_text(encoding="utf-8"))
    return _INDENTATION.sub("", _CASTS.sub("", script)).encode()


def checksums(archives: list[Path]) -> str:
    """Return the text of a ``SHA256SUMS`` file, as ``sha256sum --check`` reads it."""
    lines = (
        f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive.name}\n"
        for archive in sorted(archives)
    )
    return "".join(lines)
