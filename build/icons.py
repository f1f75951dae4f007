"""Renders the icons from one SVG."""

from __future__ import annotations

import struct
from pathlib import Path

import resvg_py

ICON_SIZES = (16, 32, 48, 128)
"""In pixels: for menu and toolbar, for the same at double density, for settings, for stores."""


def render_icon(svg: Path, size: int) -> bytes:
    """Return the SVG as a square PNG, ``size`` pixels on a side."""
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg.read_text(encoding="utf-8"), width=size, height=size)
    )


def png_size(data: bytes) -> tuple[int, int]:
    """Return a PNG's width and height in pixels. Raises ``ValueError`` if it is not a PNG."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        raise ValueError("not a PNG")
    width, height = struct.unpack(">II", data[16:24])
    return width, height
