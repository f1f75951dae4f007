"""MICCAI: how Cool Papers names its papers is unknown."""

from build.source import Examples, Source, TitleRule

SOURCE = Source(
    name="MICCAI",
    home="https://papers.miccai.org/",
    branch="venue",
    titles=(
        TitleRule(
            hosts=("papers.miccai.org",),
            path="/+miccai-[0-9]{4}/(?:[0-9]+-paper[0-9]+[.]html|paper/[0-9]+_paper[.]pdf)",
        ),
        TitleRule(
            hosts=("conferences.miccai.org",),
            path="/+[0-9]{4}/papers/[0-9]+-paper[0-9]+[.]html",
        ),
        TitleRule(
            hosts=("miccai2021.org", "www.miccai2021.org"),
            path="/+openaccess/paperlinks/[0-9/]+/[0-9]+-paper[0-9]+[.]html",
        ),
    ),
    paper_pages=(
        "*://papers.miccai.org/miccai-*/*aper*",
        "*://conferences.miccai.org/*/papers/*",
        "*://miccai2021.org/openaccess/paperlinks/*",
    ),
    examples=Examples(
        titles={
            "https://papers.miccai.org/miccai-2024/170-Paper0321.html": "",
            "https://papers.miccai.org/miccai-2024/paper/2230_paper.pdf": "",
            "https://conferences.miccai.org/2023/papers/001-Paper0001.html": "",
            "https://miccai2021.org/openaccess/paperlinks/2021/09/01/341-Paper1836.html": "",
        },
        near_misses=(
            "https://conferences.miccai.org/2026/en/",
            "https://papers.miccai.org/miccai-2024/",
        ),
    ),
)
