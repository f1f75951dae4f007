"""ECCV, on ECVA's site and its virtual one: numbers there are not Cool Papers' ids."""

from build.conference_sites import VIRTUAL_PAPER
from build.source import Examples, Source, TitleRule

SOURCE = Source(
    name="ECCV",
    home="https://www.ecva.net/papers.php",
    branch="venue",
    titles=(
        TitleRule(
            hosts=("www.ecva.net", "ecva.net"),
            path="/+papers/eccv_[0-9]{4}/papers_eccv/(?:html|papers)/[0-9a-z_-]+[.](?:php|pdf)",
        ),
        TitleRule(
            hosts=("eccv.ecva.net",),
            path=VIRTUAL_PAPER,
        ),
        # Springer's copies. Its volumes hold other conferences too, of which a search finds some.
        TitleRule(
            hosts=("link.springer.com", "doi.org", "dx.doi.org"),
            path="/+(?:chapter/+)?10[.]1007/978-3-03[01]-[0-9]{5}-[0-9]_[0-9]+/*",
        ),
    ),
    paper_pages=(
        "*://*.ecva.net/papers/*",
        "*://eccv.ecva.net/virtual/*",
        "*://link.springer.com/chapter/10.1007/*",
        "*://*.doi.org/10.1007/*",
    ),
    examples=Examples(
        titles={
            "https://www.ecva.net/papers/eccv_2022/papers_ECCV/html/315_ECCV_2022_paper.php": "",
            "https://www.ecva.net/papers/eccv_2024/papers_ECCV/papers/06713.pdf": "",
            "https://eccv.ecva.net/virtual/2024/poster/749": "",
            "https://link.springer.com/chapter/10.1007/978-3-031-72952-2_19": "",
        },
        near_misses=(
            "https://www.ecva.net/papers.php",
            "https://eccv.ecva.net/virtual/2024/papers.html",
        ),
    ),
)
