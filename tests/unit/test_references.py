"""References that a page has as text: which of them the popup offers to search for."""

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
