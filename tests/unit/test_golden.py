"""What the extension makes of what was recorded of each test page: tests/reading/expected.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from build import registry
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


_DRAWN_BY_A_SCRIPT = {"openreview"}
"""Sites whose lists are empty until a script has run, which the golden set leaves out."""
_SITES = [key for source in registry.load() for key in source.sites]


@pytest.mark.parametrize("site", [it for it in _SITES if it not in _DRAWN_BY_A_SCRIPT])
def test_listing_of_each_site_with_links_gives_titles_in_the_popup(site: str) -> None:
    pages = {name: it for name, it in golden.expected().items() if name.startswith(f"{site}/")}
    rows = {name: [it for it in lines if it.startswith("paper: ")] for name, lines in pages.items()}
    lists = {name: papers for name, papers in rows.items() if len(papers) > 1}
    assert lists, (
        f"tests/pages/{site}/ has no page on which the popup finds two papers: add the site's"
        f" listing, then record it: {golden.ANEW}"
    )
    for name, papers in lists.items():
        untitled = [it for it in papers if it.endswith(" |")]
        assert untitled == [], (
            f"tests/pages/{name}: the popup shows these by their ids: see CONTRIBUTING.md, Adding a"
            " site with links"
        )


def test_each_page_is_recorded_once() -> None:
    recorded = [it.name for it in (golden.HERE / golden.RECORDED).iterdir()]
    assert sorted(recorded) == sorted(page.file for page in PAGES), golden.ANEW
    for file in (golden.EXPECTED, golden.POPUP):
        assert list(golden.expected(file)) == [page.name for page in PAGES], golden.ANEW
