"""ICML: its virtual site numbers what is shown; the proceedings are PMLR's."""

from build.conference_sites import VIRTUAL_ITEM
from build.source import Examples, Source, TitleRule

SOURCE = Source(
    name="ICML",
    home="https://icml.cc/",
    branch="venue",
    titles=(
        TitleRule(
            hosts=("icml.cc", "www.icml.cc"),
            path=VIRTUAL_ITEM,
        ),
    ),
    paper_pages=("*://*.icml.cc/virtual/*",),
    often_filed_under="OpenReview",
    examples=Examples(
        titles={
            "https://icml.cc/virtual/2024/poster/32805": "",
            "https://icml.cc/virtual/2025/49342": "",
        },
        near_misses=(
            "https://icml.cc/virtual/2024/papers.html",
            "https://icml.cc/virtual/2024/workshop/29952",
        ),
    ),
)
