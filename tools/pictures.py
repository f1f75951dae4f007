"""Takes the READMEs' picture of links on pages: ``python -m tools.pictures``."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tools.chromium import launch
from tools.stand_ins import ACL, FORUM, LISTING, StandInWeb

ROOT = Path(__file__).resolve().parent.parent
PICTURES = Path(__file__).with_name("pictures")
WIDTHS = (860, 380)
HEIGHT = 360
GAP = 12


def main() -> None:
    """Write ``links.png``: a page of each kind, wide and narrow, side by side."""
    with (
        sync_playwright() as playwright,
        StandInWeb() as web,
        launch(playwright, ROOT / "dist" / "chrome", web) as session,
    ):
        page = session.context.new_page()
        size = (sum(WIDTHS) + GAP, 3 * HEIGHT + 2 * GAP)
        sheet = Image.new("RGB", size, "#94a3b8")
        for row, url in enumerate((LISTING, FORUM, ACL)):
            left = 0
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                page.goto(url)
                page.locator(".cool-papers-link").first.evaluate(
                    "it => scrollTo(0, it.getBoundingClientRect().top - innerHeight / 3)"
                )
                shot = Image.open(io.BytesIO(page.screenshot()))
                sheet.paste(shot, (left, row * (HEIGHT + GAP)))
                left += width + GAP
        sheet.quantize(128).save(PICTURES / "links.png", optimize=True)


if __name__ == "__main__":
    main()
