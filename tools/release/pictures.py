"""The stores' pictures: their sizes, and which build each was made from.

They are in the folder ``pictures`` beside this, one folder for each language. The sizes are those
of https://developer.chrome.com/docs/webstore/images; the other stores take them too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from tools.release.listing import LANGUAGES

PICTURES = Path(__file__).with_name("pictures")
MADE_FROM = "made-from.txt"
"""A line for each picture: the SHA-256 of Chrome's zip that it shows, and the picture's name."""
SIZES = {
    r"screenshot-[1-5]\.png": (1280, 800),
    r"small-tile\.png": (440, 280),
    r"large-tile\.png": (1400, 560),
}
"""Pixels, by a pattern of the file's name."""
NEEDED = ("screenshot-1.png", "small-tile.png")


def build_hash(archive: Path) -> str:
    """Return the hash by which a build is told."""
    return hashlib.sha256(archive.read_bytes()).hexdigest()


def record(archive: Path, names: list[str], folder: Path = PICTURES) -> None:
    """Note that pictures, named as ``en/screenshot-1.png``, were made from a build just now."""
    made_from = _made_from(folder) | dict.fromkeys(names, build_hash(archive))
    lines = (f"{found}  {name}\n" for name, found in sorted(made_from.items()))
    (folder / MADE_FROM).write_text("".join(lines), encoding="utf-8", newline="\n")


def problems(archive: Path, folder: Path = PICTURES) -> Iterator[str]:
    """Yield what is to be done about the pictures, so that they show this build."""
    made_from = _made_from(folder)
    wanted = build_hash(archive)
    for language in LANGUAGES:
        there = {it.name: it for it in sorted((folder / language).glob("*")) if it.is_file()}
        missing = [name for name in NEEDED if name not in there]
        if missing:
            yield f"pictures/{language}: make {' and '.join(missing)}"
        for name, file in there.items():
            known = f"{language}/{name}"
            if wrong := _wrong_size(file):
                yield f"pictures/{known}: {wrong}"
            elif made_from.get(known) != wanted:
                yield f"pictures/{known}: is stale, since it shows another build: make it again"


def _wrong_size(file: Path) -> str:
    size = next((it for name, it in SIZES.items() if re.fullmatch(name, file.name)), None)
    if size is None:
        return "no store takes a picture of this name: rename or delete it"
    try:
        with Image.open(file) as picture:
            found = picture.size
    except (OSError, UnidentifiedImageError):
        return "cannot be read as a picture: make it again"
    if found == size:
        return ""
    return f"is {found[0]}x{found[1]} pixels, the stores want {size[0]}x{size[1]}: make it again"


def _made_from(folder: Path) -> dict[str, str]:
    try:
        lines = (folder / MADE_FROM).read_text("utf-8").splitlines()
    except OSError:
        return {}
    return {name: found for found, _, name in (line.partition("  ") for line in lines)}
