"""Where the bar on a page of Cool Papers without our papers leads."""

import pytest

from build import registry
from build.engine import Engine
from build.source import Source
from tests.papers import Json, named, paper, titled

TITLE = "Tea: for {Two}"


@pytest.mark.parametrize(
    ("papers", "title", "expected"),
    [
        (["arxiv/1706.03762"], TITLE, ["arxiv", "venue", "source"]),
        (["venue/P19-1001@ACL"], TITLE, ["venue", "arxiv", "source"]),
        (["venue/P19-1001@ACL"], "", ["source"]),
        (["venue/of-no-known-form"], TITLE, ["venue", "arxiv"]),
        (["arxiv/1706.03762", "arxiv/1810.04805"], TITLE, ["source", "source"]),
        ([titled("Tea for Two")], "", ["venue"]),
        ([titled("Tea for Two", "NDSS")], "", ["arxiv"]),
        ([f"arxiv/1706.0376{at}" for at in range(9)], "", ["source"] * 5),
    ],
)
def test_ways(engine: Engine, papers: list[Json | str], title: str, expected: list[str]) -> None:
    some = [named(it, title) for it in papers]
    (opened,) = engine.call("papers/paper.js", "destinationsOf", some)
    ways = engine.call("papers/paper.js", "waysOn", opened)
    assert [way["to"] for way in ways] == expected


@pytest.mark.parametrize("source", registry.load(), ids=lambda it: it.name)
def test_only_ids_of_sure_sources_are_sure(engine: Engine, source: Source) -> None:
    for id_ in source.examples.urls.values():
        known = paper(f"{source.branch}/{id_}")
        assert engine.call("papers/paper.js", "isSure", known) == source.is_sure
