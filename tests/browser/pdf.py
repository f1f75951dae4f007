"""A PDF to click in."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas


@cache
def pdf(text: str = "Attention is all you need") -> bytes:
    """A PDF of one page with a line of text, the same bytes each time."""
    file = BytesIO()
    canvas = Canvas(file, invariant=True)
    canvas.drawString(72, 720, text)
    canvas.save()
    return file.getvalue()
