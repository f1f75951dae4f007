"""MLSys: its proceedings and virtual site name papers by hashes and numbers."""

from build.conference_sites import PROCEEDINGS_PAPER, VIRTUAL_ITEM
from build.source import Examples, Source, TitleRule

SOURCE = Source(
    name="MLSys",
    home="https://proceedings.mlsys.org/",
    branch="venue",
    titles=(
        TitleRule(
            hosts=("proceedings.mlsys.org",),
            path=PROCEEDINGS_PAPER,
        ),
        TitleRule(
            hosts=("mlsys.org", "www.mlsys.org"),
            path=VIRTUAL_ITEM,
        ),
    ),
    paper_pages=("*://proceedings.mlsys.org/*paper/*", "*://*.mlsys.org/virtual/*"),
    often_filed_under="OpenReview",
    examples=Examples(
        titles={
            "https://proceedings.mlsys.org/paper_files/paper/2024/hash/"
            "42a452cbafa9dd64e9ba4aa95cc1ef21-Abstract-Conference.html": "",
            "https://mlsys.org/virtual/2026/poster/3583": "",
        },
        near_misses=(
            "https://proceedings.mlsys.org/paper_files/paper/2024",
            "https://mlsys.org/virtual/2026/papers.html",
        ),
    ),
)
