"""References that a page has as text: which the popup offers to search for, and citations cite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from build.engine import Engine

DEEP = "Doe, J. “Deep networks for hot tea.” In Tea Conference, 2019."
COLD = "Roe, K. “Cold networks for iced tea.” In Tea Conference, 2020."
TITLES = ["Deep networks for hot tea", "Cold networks for iced tea"]


def _stated(engine: Engine, entries: list[Any], listed: Sequence[str] = ()) -> list[dict[str, Any]]:
    wires = [it if isinstance(it, list) else [it] for it in entries]
    given = [{"text": text, "links": links} for text, *links in wires]
    papers = [_listed(title) for title in listed]
    result: list[dict[str, Any]] = engine.call(
        "reading/references.js", "statedReferences", given, papers
    )
    return result


def _listed(title: str) -> dict[str, Any]:
    paper = {"kind": "paper", "source": "arXiv", "branch": "arxiv", "id": "1706.03762"}
    return {"paper": paper, "title": title}


def test_references_are_searched_for_by_their_titles(engine: Engine) -> None:
    first, second = _stated(engine, [DEEP, COLD])
    assert [first["title"], second["title"]] == TITLES
    words = "Deep networks for hot tea"
    assert first == {
        "paper": {"kind": "titled", "source": "", "page": "", "words": words},
        "title": words,
        "isOwn": False,
        "isMention": True,
        "pages": [],
        "context": "",
    }


@pytest.mark.parametrize(
    "named",
    [
        [DEEP, "https://arxiv.org/abs/1706.03762"],
        [DEEP, "https://www.ndss-symposium.org/ndss-paper/hot-tea-attacks/"],
        [f"{DEEP} arXiv:1706.03762"],
        [f"{DEEP} https://doi.org/10.18653/v1/P19-1001"],
    ],
)
def test_reference_that_names_its_paper_is_left_out(engine: Engine, named: list[str]) -> None:
    assert [it["title"] for it in _stated(engine, [named, COLD])] == TITLES[1:]


@pytest.mark.parametrize(
    "text", ["Private letter.", "Back to top", "§ 2", "https://tea.example/", "“”, 2019."]
)
def test_entry_without_a_title_is_left_out(engine: Engine, text: str) -> None:
    assert [it["title"] for it in _stated(engine, [text, COLD])] == TITLES[1:]


def test_reference_to_a_publisher_s_page_is_searched_for(engine: Engine) -> None:
    found = _stated(engine, [[DEEP, "https://doi.org/10.1145/1234567.1234568"]])
    assert [it["title"] for it in found] == TITLES[:1]


def test_each_title_once_and_none_of_the_list(engine: Engine) -> None:
    found = _stated(engine, [DEEP, COLD, DEEP, COLD], ["Deep Networks for Hot Tea."])
    assert [it["title"] for it in found] == TITLES[1:]


@pytest.mark.parametrize(
    ("url", "is_pdf"),
    [
        ("https://files.example/paper.pdf", True),
        ("https://files.example/PAPER.PDF?download=1#page=2", True),
        ("file:///home/doe/paper.pdf", True),
        ("https://arxiv.org/pdf/1706.03762v5", True),
        ("https://files.example/download?id=7", False),
        ("https://files.example/about.pdf.html", False),
        ("chrome://version/", False),
        ("", False),
    ],
)
def test_address_of_a_pdf(engine: Engine, url: str, is_pdf: bool) -> None:
    assert engine.call("reading/own-rules.js", "isPdfAddress", url) == is_pdf


@pytest.mark.parametrize(
    ("title", "url", "expected"),
    [
        ("Tea in Networks - tea.pdf", "https://files.example/tea.pdf", "Tea in Networks"),
        ("Tea in Networks - tea.pdf", "https://files.example/download?id=7", "Tea in Networks"),
        ("Tea - Part 2 - Doe - Tea.pdf", "file:///home/Doe%20-%20Tea.pdf", "Tea - Part 2"),
        ("Tea in Networks - 1706.03762", "https://x.example/pdf/1706.03762", "Tea in Networks"),
        ("Tea in Networks", "https://files.example/tea.pdf", "Tea in Networks"),
        ("Doe - Tea.pdf", "file:///home/Doe%20-%20Tea.pdf", ""),
        ("tea.pdf", "https://files.example/download?id=7", ""),
        ("tea%.pdf", "https://files.example/tea%.pdf", ""),
        ("Tea for All - The Tea Shop", "https://shop.example/tea", None),
        ("", "", None),
    ],
)
def test_title_in_the_tab_of_a_pdf(
    engine: Engine, title: str, url: str, expected: str | None
) -> None:
    """Without the file's name; None where nothing tells that it is a PDF."""
    tab = {"title": title, "url": url}
    assert engine.call("reading/own-rules.js", "isPdfTab", tab) == (expected is not None)
    assert engine.call("reading/own-rules.js", "titleOfPdf", tab) == (expected or "")


def test_title_of_a_known_pdf_is_without_the_file_s_name(engine: Engine) -> None:
    tab = {"title": "Tea in Deep Networks - 1706.03762v5.pdf", "url": "https://arxiv.org/pdf/1"}
    assert engine.call("reading/own-rules.js", "titleOfTab", tab) == "Tea in Deep Networks"


def test_title_of_arxiv_s_tab_is_without_the_id(engine: Engine) -> None:
    tab = {"title": "[1706.03762] Tea in Deep Networks", "url": "https://arxiv.org/abs/1706.03762"}
    assert engine.call("reading/own-rules.js", "titleOfTab", tab) == "Tea in Deep Networks"


# ---------------------------------------------------------------- which papers a citation cites

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
CITED_TITLES = ["Deep networks that brew tea", "Cold networks that cool tea"]


@pytest.mark.parametrize(
    ("place", "papers"),
    [
        (0, ["1706.03762", CITED_TITLES[1]]),
        (_SECOND - 1, ["1706.03762", CITED_TITLES[1]]),
        (_SECOND, [CITED_TITLES[0], "1706.03762"]),
        (len(TWO), [CITED_TITLES[0], "1706.03762"]),
    ],
)
def test_link_in_an_entry_of_two_references_is_of_the_one_around_it(
    engine: Engine, place: int, papers: list[str]
) -> None:
    entry = _entry(TWO, links=[[ARXIV, place]])
    cited = engine.call("reading/references.js", "papersCited", [entry])
    assert [it["paper"].get("id", it["paper"].get("words")) for it in cited] == papers
    assert [it["title"] for it in cited] == CITED_TITLES


def test_link_in_a_reference_that_an_entry_repeats(engine: Engine) -> None:
    """Two alike are told apart by their places."""
    text = f"[1] {REFERENCE}\n{TWO[_SECOND:]}\n[1] {REFERENCE}\n[3] C. Cup. “Tea in cups.” 2019."
    links = [[ACL, text.index("[2]")], [ARXIV, text.rindex("[1]")]]
    entry = _entry(text, links=links)
    cited = engine.call("reading/references.js", "papersCited", [entry])
    found = [it["paper"].get("id", it["paper"].get("words")) for it in cited]
    assert found == [CITED_TITLES[0], "P19-1001@ACL", "1706.03762", "Tea in cups"]


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
