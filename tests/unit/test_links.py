"""What content scripts read in a site's own links: as the finder does, by smaller rules."""

from __future__ import annotations

import re

import pytest

from build.papers import Finder
from build.registry import load
from build.render import link_rules

SOURCES = load()
FINDER = Finder(SOURCES)
HREFS = {
    "arxiv.org": {
        "/abs/1706.03762": "arxiv/1706.03762",
        "/abs/1706.03762v3?context=cs#top": "arxiv/1706.03762",
        "https://arxiv.org/abs/2401.00001": "arxiv/2401.00001",
        "/abs/hep-th/9901001": "arxiv/hep-th/9901001",
        "/abs/math.GT/0309136": "arxiv/math/0309136",
        "/abs/0704.0526/": "arxiv/0704.0526",
        "/abs/1706.0376": None,
        "/abs/1713.03762": None,
        "/list/cs.CL/new": None,
        "/a/doe_j_1": None,
        "/abs/": None,
        "": None,
        "https://[": None,
        "//lab.example/abs/1706.03762": None,
        "https://lab.example/abs/1706.03762": None,
        "https://arxiv.org.example/abs/1706.03762": None,
    },
    "aclanthology.org": {
        "/2024.acl-long.1/": "venue/2024.acl-long.1@ACL",
        "/2024.findings-emnlp.725": "venue/2024.findings-emnlp.725@ACL",
        "https://aclanthology.org/P05-1001/?q=1": "venue/P05-1001@ACL",
        "/W18-6301.pdf": "venue/W18-6301@ACL",
        "/2024.acl-long.0/": None,
        "/P05-1000/": None,
        "/volumes/2024.acl-long/": None,
        "/events/acl-2024/": None,
        "/people/jane-doe/": None,
        "https://lab.example/2024.acl-long.1/": None,
    },
    "openreview.net": {
        "/forum?id=SkB-_mcel": "venue/SkB-_mcel@OpenReview",
        "/forum?noteId=S1Ob&id=LcF-EEt8cCC&referrer=%5BHome%5D(/)": "venue/LcF-EEt8cCC@OpenReview",
        "https://openreview.net/pdf?id=0LZRtvK871#page=2": "venue/0LZRtvK871@OpenReview",
        "/attachment?name=pdf&id=0LZRtvK871": "venue/0LZRtvK871@OpenReview",
        "/forum?id=journals/corr/abs-2310-03716": "arxiv/2310.03716",
        "/forum?id=journals%2Fcorr%2Fabs-2310-03716": "arxiv/2310.03716",
        "/forum?id=journals/corr/cs-CL-0205028": "arxiv/cs/0205028",
        "/forum?id=conf/acl/DoeR24": None,
        "/forum?noteId=S1Ob": None,
        "/forum?id=": None,
        "/group?id=ICLR.cc/2024/Conference": None,
        "/profile?id=~Jane_Doe1": None,
        "https://lab.example/forum?id=0LZRtvK871": None,
    },
}


@pytest.mark.parametrize(
    ("site", "href", "paper"),
    [(site, href, paper) for site, hrefs in HREFS.items() for href, paper in hrefs.items()],
)
def test_reads_a_link(site: str, href: str, paper: str | None) -> None:
    assert _named(site, href) == paper
    # The finder knows more: addresses within addresses. What both know, they know alike.
    url = href if "//" in href else f"https://{site}{href}"
    assert paper is None or [f"{it.branch}/{it.id}" for it in FINDER.in_url(url)] == [paper]


def _named(site: str, href: str) -> str | None:
    """As `papersOf` does."""
    for pattern, name in link_rules(SOURCES, site):
        if found := re.search(pattern, href, re.ASCII):
            parts = re.split(r"\$(\d)", name)
            return "".join(found[int(it)] or "" if at % 2 else it for at, it in enumerate(parts))
    return None
