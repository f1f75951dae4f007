"""Takes the READMEs' pictures: ``python -m tools.pictures``."""

from __future__ import annotations

import io
import json
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tools.chromium import Session, launch
from tools.stand_ins import ACL, FORUM, LISTING, StandInWeb

ROOT = Path(__file__).resolve().parent.parent
PICTURES = Path(__file__).with_name("pictures")
WIDTHS = (860, 380)
HEIGHT = 360
GAP = 12
BETWEEN = "#94a3b8"

_PARTS = json.dumps(
    [
        [f"https://arxiv.org/abs/{id}", title]
        for id, title in (
            ("1706.03762", "Attention Is All You Need"),
            ("1810.04805", "BERT: Pre-training of Deep Bidirectional Transformers"),
            ("2106.09685", "LoRA: Low-Rank Adaptation of Large Language Models"),
            ("2201.11903", "Chain-of-Thought Prompting Elicits Reasoning in Large Language Models"),
        )
    ]
    + [
        ["https://openreview.net/forum?id=YicbFdNTTy", "An Image is Worth 16x16 Words"],
        ["https://aclanthology.org/2020.acl-main.703/", "BART: Denoising Sequence-to-Sequence"],
    ]
)


def main() -> None:
    """Write ``links.png``, pages wide and narrow, and ``doors.png``, the popup and the options."""
    with (
        sync_playwright() as playwright,
        StandInWeb() as web,
        launch(playwright, ROOT / "dist" / "chrome", web) as session,
    ):
        page = session.context.new_page()
        _save(_links(page), "links.png")
        _save(_doors(session), "doors.png")


def _links(page: Page) -> Image.Image:
    sheet = Image.new("RGB", (sum(WIDTHS) + GAP, 3 * HEIGHT + 2 * GAP), BETWEEN)
    for row, url in enumerate((LISTING, FORUM, ACL)):
        left = 0
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.goto(url)
            page.locator(".cool-papers-link").first.evaluate(
                "it => scrollTo(0, it.getBoundingClientRect().top - innerHeight / 3)"
            )
            sheet.paste(_shot(page), (left, row * (HEIGHT + GAP)))
            left += width + GAP
    return sheet


def _doors(session: Session) -> Image.Image:
    """The popup's list, light, beside the options, dark."""
    # Only a click gives leave to read a page: the popup is given what it would have read.
    popup = session.context.new_page()
    popup.set_viewport_size({"width": 416, "height": 620})
    popup.add_init_script(
        "chrome.tabs.query = async () => [{ id: 1, url: location.href }];"
        "chrome.scripting.executeScript = async () => [{ result: {"
        f" url: '{LISTING}', parts: {_PARTS}, arxivIds: [], dois: [], citationTitle: '',"
        " heading: '', title: '', selection: '' } }];"
    )
    popup.goto(session.url("popup/popup.html"))
    popup.wait_for_selector("#found:not([hidden])")
    options = session.context.new_page()
    options.set_viewport_size({"width": 720, "height": 620})
    options.emulate_media(color_scheme="dark")
    options.goto(session.url("options/options.html"))
    options.wait_for_selector("input:checked")
    sheet = Image.new("RGB", (416 + GAP + 720, 620), BETWEEN)
    sheet.paste(_shot(popup), (0, 0))
    sheet.paste(_shot(options), (416 + GAP, 0))
    return sheet


def _shot(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot()))


def _save(sheet: Image.Image, name: str) -> None:
    sheet.quantize(128).save(PICTURES / name, optimize=True)


if __name__ == "__main__":
    main()
