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
        (_entry(REFERENCE, cited=[_entry("We like it hot")]), ["Deep networks that brew tea"]),
        (_entry("We like it hot"), []),
        (_entry("[12] On hot tea", isReference=True), ["On hot tea"]),
        (_entry("[12] ?", isReference=True), []),
    ],
)
def test_papers_of_an_entry(engine: Engine, entry: dict[str, Any], papers: list[str]) -> None:
    cited = engine.call("reading/references.js", "papersCited", [entry, entry])
    assert [it["paper"].get("id", it["paper"].get("words")) for it in cited] == papers


TWO = f"[1] {REFERENCE} [2] B. Bond. “Cold networks that cool tea.” Tea, 2018."
_SECOND = TWO.index("[2]")
TITLES = ["Deep networks that brew tea", "Cold networks that cool tea"]


@pytest.mark.parametrize(
    ("place", "papers"),
    [
        (0, ["1706.03762", TITLES[1]]),
        (_SECOND - 1, ["1706.03762", TITLES[1]]),
        (_SECOND, [TITLES[0], "1706.03762"]),
        (len(TWO), [TITLES[0], "1706.03762"]),
    ],
)
def test_link_in_an_entry_of_two_references_is_of_the_one_around_it(
    engine: Engine, place: int, papers: list[str]
) -> None:
    entry = _entry(TWO, links=[[ARXIV, place]])
    cited = engine.call("reading/references.js", "papersCited", [entry])
    assert [it["paper"].get("id", it["paper"].get("words")) for it in cited] == papers
    assert [it["title"] for it in cited] == TITLES


def test_link_in_a_reference_that_an_entry_repeats(engine: Engine) -> None:
    """Two alike are told apart by their places."""
    text = f"[1] {REFERENCE}\n{TWO[_SECOND:]}\n[1] {REFERENCE}\n[3] C. Cup. “Tea in cups.” 2019."
    links = [[ACL, text.index("[2]")], [ARXIV, text.rindex("[1]")]]
    entry = _entry(text, links=links)
    cited = engine.call("reading/references.js", "papersCited", [entry])
    found = [it["paper"].get("id", it["paper"].get("words")) for it in cited]
    assert found == [TITLES[0], "P19-1001@ACL", "1706.03762", "Tea in cups"]


@pytest.mark.parametrize(
    ("text", "words"),
    [(REFERENCE, "Deep networks that brew tea"), ("We like it hot", "hot tea attacks")],
    ids=["title stated", "title in the address"],
)
def test_entry_with_a_paper_that_its_publisher_names_by_title(
    engine: Engine, text: str, words: str
) -> None:
    page = "www.ndss-symposium.org/ndss-paper/hot-tea-attacks/"
    entry = _entry(text, links=[[f"https://{page}", 0]])
    (cited,) = engine.call("reading/references.js", "papersCited", [entry])
    assert cited["paper"] == {"kind": "titled", "source": "NDSS", "page": page, "words": words}


@pytest.mark.parametrize(
    ("link", "pages", "may_be"),
    [
        ("https://a.example/x#b", ["https://a.example/x"], True),
        ("https://a.example/x/#b", ["", "https://a.example/x?y"], True),
        ("file:///x.html#b", ["file:///x.html"], True),
        ("http://a.example/x#b", ["http://a.example/x"], True),
        ("HTTPS://A.example/x#b", ["https://a.example/x"], True),
        ("about:srcdoc#b", ["about:srcdoc"], True),
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
