"""What a reader means by a text, for every door alike, and by a click."""

from typing import Any

import pytest

from build.engine import Engine

COOL = "https://papers.cool/"


@pytest.mark.parametrize(
    ("text", "kind", "urls", "names", "words"),
    [
        (
            "arXiv:1706.03762v7",
            "papers",
            ["arxiv/1706.03762"],
            ["1706.03762"],
            "",
        ),
        ("doi: 10.18653/v1/P19-1001", "papers", ["venue/P19-1001@ACL"], ["P19-1001@ACL"], ""),
        (
            "1706.03762 and P19-1001@ACL",
            "papers",
            ["arxiv/1706.03762", "venue/P19-1001@ACL"],
            ["1706.03762", "P19-1001@ACL"],
            "1706 03762 and P19 1001 ACL",
        ),
        (f"{COOL}arxiv/1706.03762", "papers", ["arxiv/1706.03762"], ["1706.03762"], None),
        (f"{COOL}arxiv/1706.03762v5。", "papers", ["arxiv/1706.03762"], ["1706.03762"], None),
        (
            f"{COOL}arxiv/1706.03762 and 1810.04805",
            "papers",
            ["arxiv/1706.03762,1810.04805"],
            ["1706.03762", "1810.04805"],
            None,
        ),
        ("P19-1001。", "papers", ["venue/P19-1001@ACL"], ["P19-1001@ACL"], ""),
        (
            f"{COOL}venue/search?highlight=1&query=some%20words",
            "page",
            ["venue/search?highlight=1&query=some%20words"],
            [f"{COOL}venue/search?highlight=1&query=some%20words"],
            None,
        ),
        (f" {COOL}arxiv/cs.AI ", "page", ["arxiv/cs.AI"], [f"{COOL}arxiv/cs.AI"], ""),
        ("Attention is all you need", "search", [], [], "Attention is all you need"),
        ("注意力机制", "search", [], [], "注意力机制"),
        ("@article{a, title={Real One}}", "search", [], [], "Real One"),
        (
            "https://www.ndss-symposium.org/ndss-paper/hot-tea-attacks/",
            "papers",
            ["venue/search?highlight=1&query=hot%20tea%20attacks"],
            ["hot tea attacks"],
            "hot tea attacks",
        ),
        ("https://example.com/", "search", [], [], "https example com"),
        (" ?! ", "nothing", [], [], ""),
        ("", "nothing", [], [], ""),
    ],
)
def test_meaning(
    engine: Engine, text: str, kind: str, urls: list[str], names: list[str], words: str | None
) -> None:
    meaning = engine.call("papers/interpret.js", "interpret", text)
    assert meaning["kind"] == kind
    assert [it["url"] for it in meaning["destinations"]] == [COOL + url for url in urls]
    assert meaning["names"] == names
    assert words is None or meaning["words"] == words


def test_search_of_cool_papers_is_known_as_one(engine: Engine) -> None:
    """So that its page, if it finds nothing, can offer the other half."""
    url = f"{COOL}venue/search?highlight=1&query=some%20words"
    (opened,) = engine.call("papers/interpret.js", "interpret", url)["destinations"]
    assert [it["words"] for it in opened["papers"]] == ["some words"]


# ---------------------------------------------------------------- a click

ARXIV = "https://arxiv.org/abs/1706.03762"
FORUM = "https://openreview.net/forum?id=SkB-_mcel"
ACL = "https://aclanthology.org/2024.acl-long.1/"
NONE = "https://example.com/"


@pytest.mark.parametrize(
    ("clicked", "expected"),
    [
        ({"selection": "1810.04805", "link": FORUM, "pages": [ARXIV]}, ["1810.04805"]),
        ({"selection": "no id", "link": FORUM, "pages": [ARXIV]}, ["SkB-_mcel@OpenReview"]),
        ({"selection": "no id", "link": NONE, "pages": [ARXIV]}, ["1706.03762"]),
        ({"link": NONE, "pages": [NONE, ARXIV]}, ["1706.03762"]),
        ({"pages": [ACL, ARXIV]}, ["2024.acl-long.1@ACL"]),
        ({"selection": "", "link": "", "pages": [None, ""]}, []),
        ({"selection": f"1810.04805 {FORUM}", "pages": []}, ["1810.04805", "SkB-_mcel@OpenReview"]),
        ({"selection": "1706", "pages": ["https://arxiv.org/pdf/1706.03762"]}, ["1706.03762"]),
    ],
)
def test_clicked(engine: Engine, clicked: dict[str, Any], expected: list[str]) -> None:
    papers = engine.call("papers/interpret.js", "papersClicked", clicked)
    assert [paper["id"] for paper in papers] == expected
