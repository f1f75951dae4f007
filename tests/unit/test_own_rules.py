"""Each rule for the paper that a page is about has an example page that needs it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build.engine import Engine
from tests.frames import PAGE, Frame, frame

SCRIPT = Path(__file__).parents[1] / "reading" / "rules.js"
PDF = ["https://arxiv.org/pdf/1706.03762", "PDF"]

EXAMPLES: dict[str, tuple[Frame, str, str]] = {
    "the page's address": (frame("https://arxiv.org/abs/1706.03762"), "named", "1706.03762"),
    "meta tags": (frame(dois=["10.18653/v1/N19-1423"]), "stated", "N19-1423@ACL"),
    "the link that has the page's title, or stands beside it": (
        frame(PAGE, PDF, statedTitle="Deep Tea Networks"),
        "linked",
        "1706.03762",
    ),
    "the only paper that is named": (frame(PAGE, ["", "See "], PDF), "alone", "1706.03762"),
    "the address of a paper that is known by its title": (
        frame("https://www.ndss-symposium.org/ndss-paper/hot-tea-attacks/", heading="Hot Tea"),
        "titled",
        "Hot Tea",
    ),
}
"""By the name of the rule: a page, how certain its paper is, and that paper."""


@pytest.fixture(scope="module")
def rules(rendered: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("rules") / "extension"
    shutil.copytree(rendered, folder)
    shutil.copy(SCRIPT, folder)
    with Engine(folder) as engine:
        yield engine


def test_each_rule_has_an_example(rules: Engine) -> None:
    assert rules.call(SCRIPT.name, "names") == list(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_needs_its_rule(rules: Engine, name: str) -> None:
    page, certainty, paper_id = EXAMPLES[name]
    decided = {"certainty": certainty, "ids": [paper_id]}
    assert rules.call(SCRIPT.name, "decide", page) == decided
    assert rules.call(SCRIPT.name, "decide", page, name) != decided


@pytest.mark.parametrize(
    ("page", "certainty"),
    [
        (frame(statedTitle="Deep Tea Networks"), "searchable"),
        (
            frame(
                PAGE,
                ["", "arXiv:1706.03762, arXiv:1810.04805"],
                hasPdf=True,
                heading="Deep Tea Networks",
            ),
            "guessed",
        ),
        (frame(title="Tea"), "unknown"),
    ],
)
def test_page_without_a_paper(rules: Engine, page: Frame, certainty: str) -> None:
    assert rules.call(SCRIPT.name, "decide", page) == {"certainty": certainty, "ids": []}


@pytest.mark.parametrize(
    ("before", "certainty"),
    [
        ("", "linked"),
        ("Deep Tea. ", "linked"),
        ("Deep Tea Networks for the Whole House. ", "linked"),
        ("Cold Brew for Everyone. ", "alone"),
    ],
    ids=["no title", "start of the title", "longer title", "another title"],
)
def test_label_after_a_title_is_of_the_paper_of_that_title(
    rules: Engine, before: str, certainty: str
) -> None:
    page = frame(PAGE, ["", f"\n{before}"], PDF, heading="Deep Tea Networks", hasPdf=True)
    decided = rules.call(SCRIPT.name, "decide", page)
    assert decided == {"certainty": certainty, "ids": ["1706.03762"]}


DEEP = "Deep Tea Networks"
NEXT = ["https://arxiv.org/abs/1810.04805", "the next one"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We wrote about it all in ", " and then of the others, as one does, in "),
        ("\n[1] A. Author. ", ", 2017.\n[2] B. Author. Cold Tea for All of Us. "),
    ],
    ids=["sentence", "references"],
)
def test_link_by_the_page_s_title_is_to_its_own_paper_anywhere(
    rules: Engine, before: str, after: str
) -> None:
    link = [PDF[0], DEEP]
    page = frame(PAGE, ["", before], link, ["", after], NEXT, ["", ".\n"], statedTitle=DEEP)
    decided = rules.call(SCRIPT.name, "decide", page)
    assert decided == {"certainty": "linked", "ids": ["1706.03762"]}


@pytest.mark.parametrize(
    ("said", "certainty"),
    [
        ({"statedTitle": DEEP}, "guessed"),
        ({"statedTitle": DEEP, "hasAbstract": True}, "searchable"),
        ({"statedTitle": DEEP, "hasPdf": True}, "searchable"),
        ({"statedTitle": DEEP, "dois": ["10.1145/3264631.3264634"]}, "searchable"),
        ({"statedTitle": DEEP, "urls": ["https://tea.example/a.pdf"]}, "searchable"),
        ({"statedTitle": DEEP, "parts": [["", "[1] arXiv:1706.03762\n"]]}, "searchable"),
    ],
    ids=["papers beside it", "abstract", "PDF", "DOI", "address of a PDF", "references only"],
)
def test_title_on_a_page_that_names_papers(
    rules: Engine, said: dict[str, Any], certainty: str
) -> None:
    """It is certainly that of the page's own paper if more than the title shows one."""
    page = frame(PAGE, ["", "See arXiv:1706.03762 and arXiv:1810.04805.\n"], **said)
    assert rules.call(SCRIPT.name, "decide", page) == {"certainty": certainty, "ids": []}


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Deep Tea Networks | Blog", DEEP),
        ("Deep Tea Networks  -  Blog", DEEP),
        ("Deep Tea Networks | Shop", "Deep Tea Networks | Shop"),
        ("Deep | Blog | Tea", "Deep | Blog | Tea"),
        ("Deep-Blog", "Deep-Blog"),
        ("ICLR 2024 Poster Deep Tea Networks", DEEP),
    ],
)
def test_title_of_a_page_without_the_site_s_name(rules: Engine, title: str, shown: str) -> None:
    page = frame(title=title)
    assert rules.call("reading/own-rules.js", "titleOfPage", page) == shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("[1706.03762] Attention Is All You Need", "Attention Is All You Need"),
        ("[1706.03762v5] Attention Is All You Need", "Attention Is All You Need"),
        ("arXiv:1706.03762) Attention", "Attention"),
        ("[1706x03762] Attention Is All You Need", "[1706x03762] Attention Is All You Need"),
        ("Attention Is All You Need, 1706.03762", ""),
    ],
)
def test_title_of_the_own_paper_is_without_its_id(rules: Engine, title: str, shown: str) -> None:
    page = frame("https://arxiv.org/abs/1706.03762", title=title)
    assert rules.call("reading/reading.js", "readingOf", [page])["title"] == shown


def test_paper_of_a_frame_that_a_page_links_itself(rules: Engine) -> None:
    """What the page's own links say comes before those of its frames."""
    own = frame(PAGE, PDF, heading=DEEP, hasPdf=True)
    other = frame("https://ads.example/", ["https://arxiv.org/abs/1810.04805", "PDF"])
    for pages, ids in (
        ([own, other], ["1706.03762"]),
        ([own | {"parts": []}, other], ["1810.04805"]),
    ):
        reading = rules.call("reading/reading.js", "readingOf", pages)
        assert [it["id"] for it in reading["own"]] == ids


def test_label_in_another_paper_s_entry_is_not_the_page_s_own_paper(rules: Engine) -> None:
    """Of two labels, that whose entry has the page's title."""
    other = ["https://arxiv.org/abs/1810.04805", "PDF", 0]
    parts = [["", "\n"], [*PDF, -1], ["", "\n"], other, ["", "\n"]]
    landmarks: list[Any] = [1, ["Cold Brew for Everyone", 3, 0], 3]
    said = {"containers": [["li", 1, 3, -1]], "landmarks": landmarks, "statedTitle": DEEP}
    decided = rules.call(SCRIPT.name, "decide", frame() | {"parts": parts} | said)
    assert decided == {"certainty": "linked", "ids": ["1706.03762"]}


def test_file_s_name_that_ends_like_a_title(rules: Engine) -> None:
    for title, shown in (
        ("Tea in Networks.pdf", ""),
        ("Tea in Networks - Part.pdf", "Tea in Networks"),
    ):
        assert (
            rules.call("reading/own-rules.js", "titleOfPdf", {"title": title, "url": ""}) == shown
        )
