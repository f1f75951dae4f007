"""NeurIPS: its proceedings and virtual site name papers by hashes and numbers."""

from build.conference_sites import PROCEEDINGS_PAPER, VIRTUAL_ITEM
from build.source import Examples, Source, TitleRule

PROCEEDINGS = (
    *("proceedings.neurips.cc", "papers.neurips.cc"),
    *("papers.nips.cc", "proceedings.nips.cc"),
)

SOURCE = Source(
    name="NeurIPS",
    home="https://proceedings.neurips.cc/",
    branch="venue",
    titles=(
        TitleRule(hosts=PROCEEDINGS, path=PROCEEDINGS_PAPER),
        TitleRule(
            hosts=PROCEEDINGS,
            path="/+paper/+[0-9]+-(?P<title>[a-z0-9-]+)(?:[.]pdf)?/*",
        ),
        TitleRule(
            hosts=("neurips.cc", "nips.cc", "www.neurips.cc"),
            path=VIRTUAL_ITEM,
        ),
    ),
    paper_pages=(
        "*://*.neurips.cc/*paper/*",
        "*://*.nips.cc/*paper/*",
        "*://*.neurips.cc/virtual/*",
        "*://*.nips.cc/virtual/*",
    ),
    often_filed_under="OpenReview",
    examples=Examples(
        titles={
            "https://proceedings.neurips.cc/paper_files/paper/2023/hash/"
            "1feb87871436031bdc0f2beaa62a049b-Abstract-Conference.html": "",
            "https://proceedings.neurips.cc/paper_files/paper/2022/hash/"
            "ee604e1bedbd069d9fc9328b7b9584be-Paper-Datasets_and_Benchmarks.pdf": "",
            "http://papers.nips.cc/paper/8812-xlnet-generalized-autoregressive-pretraining.pdf": (
                "xlnet generalized autoregressive pretraining"
            ),
            "https://proceedings.neurips.cc/paper/7181-attention-is-all-you-need": (
                "attention is all you need"
            ),
            "https://neurips.cc/virtual/2024/poster/94782": "",
            "https://neurips.cc/virtual/2025/loc/san-diego/poster/116515": "",
        },
        near_misses=(
            "https://proceedings.neurips.cc/paper_files/paper/2023",
            "https://neurips.cc/virtual/2024/papers.html",
            "https://neurips.cc/virtual/2024/workshop/84713",
        ),
    ),
)
