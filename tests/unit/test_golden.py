"""What the extension makes of what was recorded of each test page: tests/reading/expected.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from build.engine import Engine
from tests.reading import golden
from tests.reading.pages import GoldenPage, repo_pages

PAGES = list(repo_pages())


@pytest.fixture(scope="module")
def deriving(rendered: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with golden.deriving(rendered, tmp_path_factory.mktemp("golden") / "chrome") as engine:
        yield engine


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_papers_and_clicks(deriving: Engine, page: GoldenPage) -> None:
    lines = golden.derived(deriving, golden.recorded(page))
    golden.check(page.name, golden.expected()[page.name], lines)


_LISTED_BY_ID = {
    ("arxiv/abs-404.html", "1706.03762"): "linked by its id in a sentence",
    ("arxiv/abs-withdrawn.html", "1706.03762"): "linked by its id in another paper's title",
    ("arxiv/list-recent.html", "1706.03762"): "linked by its id in another paper's title",
    ("arxiv/search.html", "1706.03762"): "linked by its id in another paper's abstract",
    ("blog/post.html", "radford21a@v139@PMLR"): "its address stands in a sentence",
    ("blog/post.html", "2106.09685"): "its id stands in a sentence",
    ("blog/post.html", "2201.11903"): "its id stands in a sentence",
    ("blog/post.html", "hep-th/9711200"): "its id stands in a sentence",
    ("blog/post.html", "N19-1423@ACL"): "its DOI stands in a sentence",
    ("openreview/forum.html", "nZeVKeeFYf9@OpenReview"): "linked by its address in a review",
    ("openreview/forum.html", "2203.02155"): "its id stands in a review",
    ("openreview/forum.html", "1706.03762"): "its address stands in a review",
}
"""The papers of which their page shows no title, and what it shows instead."""


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_no_paper_is_listed_by_its_id_where_the_page_shows_its_title(page: str) -> None:
    rows = [it for it in golden.expected()[page] if re.match("(own|mention|paper): ", it)]
    untitled = [row.split("/", 1)[1].removesuffix(" |") for row in rows if row.endswith(" |")]
    assert untitled == [paper_id for name, paper_id in _LISTED_BY_ID if name == page]


def test_each_page_is_recorded_once() -> None:
    recorded = [it.name for it in (golden.HERE / golden.RECORDED).iterdir()]
    assert sorted(recorded) == sorted(page.file for page in PAGES), golden.ANEW
    for file in (golden.EXPECTED, golden.POPUP):
        assert list(golden.expected(file)) == [page.name for page in PAGES], golden.ANEW
