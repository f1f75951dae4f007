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


_LISTS = [
    page.name
    for page in PAGES
    if re.search("list|volume|issue|sessions|search|author|event", page.name)
]


@pytest.mark.parametrize("page", _LISTS)
def test_no_entry_of_a_list_is_listed_by_its_id(page: str) -> None:
    rows = [line for line in golden.expected()[page] if line.startswith("paper: ")]
    assert rows
    assert [row for row in rows if row.endswith("|")] == []


def test_each_page_is_recorded_once() -> None:
    recorded = [it.name for it in (golden.HERE / golden.RECORDED).iterdir()]
    assert sorted(recorded) == sorted(page.file for page in PAGES), golden.ANEW
    for file in (golden.EXPECTED, golden.POPUP):
        assert list(golden.expected(file)) == [page.name for page in PAGES], golden.ANEW
