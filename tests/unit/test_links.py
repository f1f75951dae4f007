"""Content scripts find the same papers in links as the finder does, by the same rules."""

from __future__ import annotations

import pytest

from build.engine import Engine
from build.finder import Finder

HREFS = {
    "arxiv": {
        "/abs/1706.03762": "arxiv/1706.03762",
        "/abs/1706.03762v3?context=cs#top": "arxiv/1706.03762",
        "https://arxiv.org/abs/2401.00001": "arxiv/2401.00001",
        "/abs/hep-th/9901001": "arxiv/hep-th/9901001",
        "/abs/math.GT/0309136": "arxiv/math/0309136",
        "/abs/0704.0526/": "arxiv/0704.0526",
        "/abs/1706.0376": "",
        "/abs/1713.03762": "",
        "/list/cs.CL/new": "",
        "/a/doe_j_1": "",
        "/abs/": "",
        "": "",
        "https://[": "",
        "//lab.example/abs/1706.03762": "",
        "https://lab.example/abs/1706.03762": "",
        "https://arxiv.org.example/abs/1706.03762": "",
    },
    "acl": {
        "/2024.acl-long.1/": "venue/2024.acl-long.1@ACL",
        "/2024.findings-emnlp.725": "venue/2024.findings-emnlp.725@ACL",
        "https://aclanthology.org/P05-1001/?q=1": "venue/P05-1001@ACL",
        "/W18-6301.pdf": "venue/W18-6301@ACL",
        "/2024.acl-long.0/": "",
        "/P05-1000/": "",
        "/volumes/2024.acl-long/": "",
        "/events/acl-2024/": "",
        "/people/jane-doe/": "",
        "https://lab.example/2024.acl-long.1/": "",
    },
    "openreview": {
        "/forum?id=SkB-_mcel": "venue/SkB-_mcel@OpenReview",
        "/forum?noteId=S1Ob&id=LcF-EEt8cCC&referrer=%5BHome%5D(/)": "venue/LcF-EEt8cCC@OpenReview",
        "https://openreview.net/pdf?id=0LZRtvK871#page=2": "venue/0LZRtvK871@OpenReview",
        "/attachment?name=pdf&id=0LZRtvK871": "venue/0LZRtvK871@OpenReview",
        "/forum?id=journals/corr/abs-2310-03716": "arxiv/2310.03716",
        "/forum?id=journals%2Fcorr%2Fabs-2310-03716": "arxiv/2310.03716",
        "/forum?id=journals/corr/cs-CL-0205028": "arxiv/cs/0205028",
        "/forum?id=conf/acl/DoeR24": "",
        "/forum?noteId=S1Ob": "",
        "/forum?id=": "",
        "/group?id=ICLR.cc/2024/Conference": "",
        "/profile?id=~Jane_Doe1": "",
        "https://lab.example/forum?id=0LZRtvK871": "",
    },
}


CASES = [(site, href, paper) for site, hrefs in HREFS.items() for href, paper in hrefs.items()]


@pytest.mark.parametrize(("site", "href", "paper"), CASES)
def test_paper_in_a_link(engine: Engine, site: str, href: str, paper: str) -> None:
    assert engine.paper_in_link(site, href) == paper


@pytest.mark.parametrize(("site", "href", "paper"), CASES)
def test_order_of_the_rules_does_not_matter(
    engine: Engine, site: str, href: str, paper: str
) -> None:
    assert engine.paper_in_link(site, href, reverse_rules=True) == paper


@pytest.mark.parametrize(
    ("site", "url", "paper"),
    [case for case in CASES if case[2] and case[1].startswith("https://")],
)
def test_agrees_with_the_finder(finder: Finder, site: str, url: str, paper: str) -> None:
    assert [f"{it.branch}/{it.id}" for it in finder.in_url(url)] == [paper]
