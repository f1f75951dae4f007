"""Small pages and PDFs for the native tests, each with one painted target to click on."""

from __future__ import annotations

import html
import io
from collections.abc import Mapping

from reportlab.pdfgen.canvas import Canvas

Colour = tuple[int, int, int]
TARGET: Colour = (0, 255, 255)
"""The colour of the click target; nothing else on the screen has it."""
TAB_ICON: Colour = (255, 255, 0)
"""The colour of a page's icon in the tab strip."""

PAINTED = f"background: rgb{TARGET}; color: black; padding: 12px 24px; font: 24px sans-serif"
_ICON = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>"
    f"<path fill='rgb{TAB_ICON}' d='M0 0h1v1H0z'/></svg>"
)


def page(body: str, *, says: Mapping[str, str] | None = None, icon: bool = False) -> str:
    """An HTML page; `says` maps names of its meta tags to their contents."""
    head = "".join(
        f'<meta name="{name}" content="{html.escape(value)}">'
        for name, value in (says or {}).items()
    )
    if icon:
        head += f'<link rel="icon" href="{_ICON}">'
    return f'<!doctype html><meta charset="utf-8"><title>Page</title>{head}<body>{body}'


def target(text: str = "here") -> str:
    """A paragraph painted as the click target."""
    return f'<p style="{PAINTED}; width: max-content">{text}</p>'


def pdf(text: str, *, link: str | None = None) -> bytes:
    """A PDF with its text on a painted target, which `link` covers."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(600, 400), invariant=True)
    canvas.setFont("Helvetica", 20)
    width = canvas.stringWidth(text, "Helvetica", 20) + 20
    left, bottom, height = (600 - width) / 2, 180, 40
    canvas.setFillColorRGB(*(part / 255 for part in TARGET))
    canvas.rect(left, bottom, width, height, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawCentredString(300, bottom + 10, text)
    if link:
        canvas.linkURL(link, (left, bottom, left + width, bottom + height))
    canvas.save()
    return file.getvalue()
