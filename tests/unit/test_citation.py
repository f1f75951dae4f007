"""Which papers a citation cites, by the entries that it leads to."""

from typing import Any

import pytest

from build.engine import Engine

ARXIV = "https://arxiv.org/abs/1706.03762"
ACL = "https://aclanthology.org/P19-1001/"


def _entry(text: str, **said: Any) -> dict[str, Any]:
    return {"text": text, "links": [], "titles": [], "isReference": False, "cited": [], **said}


REFERENCE = "A. Author. “Deep networks that brew tea.” Tea, 2017."


@pytest.mark.parametrize(
    ("entry", "papers"),
    [
        (_entry("[1] arXiv:1810.04805", links=[[ARXIV, 4]]), ["1706.03762"]),
        (_entry("[1] arXiv:1810.04805"), ["1810.04805"]),
        (_entry("See arXiv:1810.04805 and arXiv:1706.03762"), ["1810.04805", "1706.03762"]),
        (_entry("Tea", links=[[ARXIV, 0], [ACL, 1]]), ["1706.03762"]),
        (_entry(REFERENCE), ["Deep networks that brew tea"]),
        (_entry(REFERENCE, titles=[["Tea in Cups, 2016", 0]]), ["Tea in Cups 2016"]),
        (_entry(REFERENCE, titles=[["Tea, Cups, 2016", 0, True]]), ["Deep networks that brew tea"]),
        (_entry("“Tea Lore”. Kettle News.", titles=[["Tea Lore", 0]]), ["Tea Lore"]),
        (_entry("“水壶的历史” [History]. 中国新闻.", titles=[["水壶的历史", 0]]), ["水壶的历史"]),
        (_entry("“水壶的历史” [History]. 中国新闻.", titles=[["水壶的历史", 0, True]]), []),
        (_entry("Author 1997, p. 5", cited=[_entry("arXiv:1706.03762")]), ["1706.03762"]),
        (_entry("We like it hot"), []),
        (_entry("[12] On hot tea", isReference=True), ["On hot tea"]),
        (_entry("[12] ?", isReference=True), []),
    ],
)
def test_papers_of_an_entry(engine: Engine, entry: dict[str, Any], papers: list[str]) -> None:
    cited = engine.call("reading/references.js", "papersCited", [entry, entry])
    assert [it["paper"].get("id", it["paper"].get("words")) for it in cited] == papers


@pytest.mark.parametrize(
    ("link", "pages", "may_be"),
    [
        ("https://a.example/x#b", ["https://a.example/x"], True),
        ("https://a.example/x/#b", ["", "https://a.example/x?y"], True),
        ("file:///x.html#b", ["file:///x.html"], True),
        ("https://a.example/x", ["https://a.example/x"], False),
        ("https://a.example/x#", ["https://a.example/x"], False),
        ("https://b.example/x#b", ["https://a.example/x"], False),
        ("javascript:void(0)#b", ["https://a.example/x"], False),
        ("", [""], False),
    ],
)
def test_link_that_may_lead_to_a_place_in_its_page(
    engine: Engine, link: str, pages: list[str], may_be: bool
) -> None:
    assert engine.call("reading/references.js", "isInPage", link, pages) is may_be
