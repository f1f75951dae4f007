"""The stores' pictures: what the stores take, and which build each was made from.

They are made for a release, in a folder that is not committed, with a folder for each language.
Sizes as in https://developer.chrome.com/docs/webstore/images, which the other stores take too, and
https://learn.microsoft.com/microsoft-edge/extensions/publish/publish-extension for the logo.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from build.render import ROOT
from tools.release.listing import LANGUAGES

PICTURES = ROOT / "dist" / "store-pictures"
MADE_FROM = "made-from.txt"
"""A line for each picture: the SHA-256 of Chrome's zip that it shows, and the picture's name."""
SIZES = {
    **{f"screenshot-{number}": (1280, 800) for number in range(1, 6)},
    "small-tile": (440, 280),
    "large-tile": (1400, 560),
    "logo": (300, 300),
}
"""Width and height in pixels of each picture, all of which are made."""
MOST_BYTES = 4 * 1024 * 1024
"""What addons.mozilla.org takes; the other stores state no limit."""
_TRANSPARENT = ("logo",)
"""The Chrome Web Store wants all others as PNG of 24 bits without alpha."""
_MAKE = "run python -m tools.release pictures"


def build_hash(archive: Path) -> str:
    """Return the hash that identifies a build."""
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
        missing = [f"{name}.png" for name in SIZES if f"{name}.png" not in there]
        if missing:
            yield f"pictures/{language}: {', '.join(missing)} missing: {_MAKE}"
        for name, file in there.items():
            known = f"{language}/{name}"
            if wrong := _wrong(file):
                yield f"pictures/{known}: {wrong}"
            elif made_from.get(known) != wanted:
                yield f"pictures/{known}: is stale, since it shows another build: {_MAKE}"


def _wrong(file: Path) -> str:
    size = SIZES.get(file.stem)
    if size is None or file.suffix != ".png":
        return "no store takes a picture of this name: rename or delete it"
    if (found := file.stat().st_size) > MOST_BYTES:
        return f"has {found:,} bytes, and the stores take {MOST_BYTES:,}: {_MAKE}"
    try:
        with Image.open(file) as picture:
            is_png, mode, found_size = picture.format == "PNG", picture.mode, picture.size
    except (OSError, UnidentifiedImageError):
        return f"cannot be read as a picture: {_MAKE}"
    if found_size != size:
        is_now = "x".join(map(str, found_size))
        return f"is {is_now} pixels, the stores want {size[0]}x{size[1]}: {_MAKE}"
    if not is_png or (mode != "RGB" and file.stem not in _TRANSPARENT):
        return f"the stores want PNG of 24 bits without alpha: {_MAKE}"
    return ""


def _made_from(folder: Path) -> dict[str, str]:
    try:
        lines = (folder / MADE_FROM).read_text("utf-8").splitlines()
    except OSError:
        return {}
    return {name: found for found, _, name in (line.partition("  ") for line in lines)}
