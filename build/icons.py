"""Renders the icons from their one SVG."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import resvg_py
from PIL import Image

ICON_SIZES = (16, 32, 48, 128)
"""Pixels on a side: menu and toolbar, the same at double density, settings, store."""


def render_icon(svg: Path, size: int) -> bytes:
    """Return the SVG as a square PNG, ``size`` pixels on a side."""
    drawn = bytes(
        resvg_py.svg_to_bytes(svg_string=svg.read_text(encoding="utf-8"), width=size, height=size)
    )
    # Flat colours and the edges between them fit a palette, and half the bytes.
    image = Image.open(io.BytesIO(drawn)).quantize(256, Image.Quantize.FASTOCTREE)
    written = io.BytesIO()
    image.save(written, "png", optimize=True)
    return written.getvalue()


def png_size(data: bytes) -> tuple[int, int]:
    """Return a PNG's width and height in pixels; raises ``ValueError`` if it is no PNG."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        raise ValueError("not a PNG")
    width, height = struct.unpack(">II", data[16:24])
    return width, height
