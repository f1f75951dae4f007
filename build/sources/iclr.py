"""ICLR: its virtual site numbers what is shown; the papers are OpenReview's."""

from build.conference_sites import PROCEEDINGS_PAPER, VIRTUAL_ITEM
from build.source import Examples, Source, TitleRule

SOURCE = Source(
    name="ICLR",
    home="https://iclr.cc/",
    branch="venue",
    titles=(
        TitleRule(
            hosts=("iclr.cc", "www.iclr.cc"),
            path=VIRTUAL_ITEM,
        ),
        TitleRule(
            hosts=("proceedings.iclr.cc",),
            path=PROCEEDINGS_PAPER,
        ),
    ),
    paper_pages=("*://*.iclr.cc/virtual/*", "*://proceedings.iclr.cc/*paper/*"),
    often_filed_under="OpenReview",
    examples=Examples(
        titles={
            "https://iclr.cc/virtual/2026/poster/10010352": "",
            "https://proceedings.iclr.cc/paper_files/paper/2025/hash/"
            "0a1b2c3d4e5f60718293a4b5c6d7e8f9-Abstract-Conference.html": "",
        },
        near_misses=(
            "https://iclr.cc/virtual/2026/papers.html",
            "https://iclr.cc/virtual/2026/workshop/10000792",
        ),
    ),
)
