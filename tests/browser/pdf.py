"""A small PDF for tests."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas


@cache
def pdf(text: str = "Attention is all you need") -> bytes:
    """A PDF of one page with one line of text; always the same bytes."""
    file = BytesIO()
    canvas = Canvas(file, invariant=True)
    canvas.drawString(72, 720, text)
    canvas.save()
    return file.getvalue()
