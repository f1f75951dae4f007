"""What a page says: its own paper with its certainty, and the list of its papers."""

from typing import Any

import pytest

from build.engine import Engine

ACL = "https://aclanthology.org/2024.acl-long.1/"
NONE = "https://example.com/"


def _reading(engine: Engine, *frames: dict[str, Any]) -> dict[str, Any]:
    reading: dict[str, Any] = engine.call("reading/reading.js", "readingOf", frames)
    return reading


@pytest.mark.parametrize(
    ("arxiv_ids", "dois", "expected"),
    [
        (["1706.03762"], ["10.18653/v1/N19-1423"], ["1706.03762"]),
        ([], ["10.18653/v1/N19-1423"], ["N19-1423@ACL"]),
        ([], ["doi:10.18653/v1/N19-1423"], ["N19-1423@ACL"]),
        ([], ["https://doi.org/10.48550/arXiv.1706.03762"], ["1706.03762"]),
        (["hep-th/9901001v2"], [], ["hep-th/9901001"]),
        ([], ["10.1145/3264631.3264634"], []),
        ([], [], []),
    ],
)
def test_meta_tags(
    engine: Engine, arxiv_ids: list[str], dois: list[str], expected: list[str]
) -> None:
    papers = _reading(engine, _frame([]) | {"arxivIds": arxiv_ids, "dois": dois})["own"]
    assert [paper["id"] for paper in papers] == expected


PDF_OF = ["https://arxiv.org/pdf/1706.03762", "PDF"]


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        ([["", "\nAttention Is All You Need. ["], PDF_OF], "Attention Is All You Need"),
        ([["", "Some Other Paper in Full\n"], PDF_OF], ""),
        ([[ACL, "Some Other Paper in Full"], ["", "\n"], PDF_OF], ""),
        ([["", f"{'Prose that goes on. ' * 20}["], PDF_OF], ""),
    ],
)
def test_title_before_a_link_on_the_same_line(
    engine: Engine, parts: list[list[str]], title: str
) -> None:
    papers = _reading(engine, _frame(parts))["listed"]
    assert papers[-1] == {
        "paper": {"kind": "paper", "source": "arXiv", "branch": "arxiv", "id": "1706.03762"},
        "title": title,
        "isOwn": False,
        "isMention": False,
        "pages": [],
    }


@pytest.mark.parametrize(
    ("before", "ids"),
    [("Read it: ", ["1706.03762"]), ("[3] ", [])],
    ids=["not cited", "in a reference"],
)
def test_pdf_that_is_cited_is_not_the_page_s_own(
    engine: Engine, before: str, ids: list[str]
) -> None:
    parts = [["", f"\n{before}"], [PDF_OF[0], "[PDF]"]]
    reading = _reading(engine, _frame(parts) | {"statedTitle": "Deep Tea Networks"})
    assert [it["id"] for it in reading["own"]] == ids


PMLR = "https://proceedings.mlr.press/v900/tea26a.html"
FORUM = "https://openreview.net/forum?id=a-B_c9dEf0"


@pytest.mark.parametrize(
    ("parts", "ids"),
    [
        ([[PMLR, "abs"], ["", "]["], [FORUM, "OpenReview"]], ["a-B_c9dEf0@OpenReview"]),
        (
            [[FORUM, "A Paper About Tea"], ["", "\n"], [PMLR, "abs"], [FORUM, "OpenReview"]],
            ["a-B_c9dEf0@OpenReview"],
        ),
        (
            [[PMLR, "abs"], [FORUM, "OpenReview"], ["", "\n"], [PMLR, "pdf"]],
            ["a-B_c9dEf0@OpenReview"],
        ),
        ([[PMLR, "abs"], ["", "\n"], [FORUM, "OpenReview"]], None),
        ([[PMLR, "abs"], [FORUM, "A Paper About Tea"]], None),
        ([[FORUM, "OpenReview"], [PMLR, "abs"]], ["a-B_c9dEf0@OpenReview", "tea26a@v900@PMLR"]),
    ],
)
def test_entry_with_two_ids_is_listed_by_one(
    engine: Engine, parts: list[list[str]], ids: list[str] | None
) -> None:
    papers = _reading(engine, _frame(parts))["listed"]
    assert [it["paper"]["id"] for it in papers] == (
        ids or ["tea26a@v900@PMLR", "a-B_c9dEf0@OpenReview"]
    )


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("arXiv:2505.13447", ["2505.13447"]),
        ("https://arxiv.org/abs/2501.12948", ["2501.12948"]),
        ("论文：arXiv:2505.13447。", ["2505.13447"]),
        ("Artículo: arXiv:2505.13447", ["2505.13447"]),
        ("論文はこちら→arxiv.org/abs/2505.13447", ["2505.13447"]),
        ("arxiv.org/abs/2501.12948…", ["2501.12948"]),
        ("arxiv.org/abs/2501.12948 …", ["2501.12948"]),
        ("arxiv.org/abs/hep-th/9901001...", ["hep-th/9901001"]),
        ("aclanthology.org/2024.acl-long.12", ["2024.acl-long.12@ACL"]),
        ("aclanthology.org/2024.acl-long.1…", []),
        ("openreview.net/forum?id=a-B_c9dEf0…", []),
        ("arxiv.org/abs/2501.129…", []),
        ("2501.12948 and openreview.net/forum?id=a-B_c9dEf0…", ["2501.12948"]),
        ("Version 2505.1", []),
        ("电话 800-555-1234", []),
        ("Siehe Kapitel 2.13", []),
        ("続きを読む", []),
    ],
)
def test_papers_that_the_words_of_a_link_name(engine: Engine, name: str, ids: list[str]) -> None:
    found = engine.call("reading/clicked-link.js", "papersOfLink", [[name]])
    assert [paper["id"] for paper in found] == ids


@pytest.mark.parametrize(
    ("links", "ids"),
    [
        ([["PDF", "arXiv:2505.13447"]], ["2505.13447"]),
        ([["arXiv:2505.13447"], ["https://arxiv.org/pdf/2505.13447v2"]], ["2505.13447"]),
        ([["2505.13447, 2501.12948"], ["arXiv:2501.12948"]], ["2501.12948"]),
        ([["arXiv:2505.13447"], ["arXiv:2501.12948"]], []),
        ([["arXiv:2505.13447"], ["阅读原文"]], []),
        ([], []),
    ],
    ids=["its title", "one paper", "one of two", "two papers", "no paper", "no name"],
)
def test_links_to_one_address_name_what_all_of_them_name(
    engine: Engine, links: list[list[str]], ids: list[str]
) -> None:
    found = engine.call("reading/clicked-link.js", "papersOfLink", links)
    assert [paper["id"] for paper in found] == ids


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "huggingface.co\nPaper page - s1: Simple test-time scaling\nJoin the discussion on this"
            " paper page",
            "s1: Simple test-time scaling",
        ),
        ("From arxiv.org\nDeep Tea Networks", "Deep Tea Networks"),
        ("来自 huggingface.co\n深度茶叶网络研究 - 知乎", "深度茶叶网络研究"),
        ("De arxiv.org\nRedes profundas de té | OpenReview", "Redes profundas de té"),
        ("深層茶ネットワークの研究 · alphaXiv\narxiv.org/abs/…", "深層茶ネットワークの研究"),
        ("Deep Tea https://t.co/abc Networks", "Deep Tea Networks"),
        ("Deep Tea\nNetworks", "Deep Tea Networks"),
        ("Node.js for Tea - A Survey", "Node.js for Tea - A Survey"),
        ("GitHub Copilot: A Study", "GitHub Copilot: A Study"),
        ("arxiv.org\nPDF", "PDF"),
        ("From arxiv.org", ""),
    ],
)
def test_words_of_a_link_without_sites(engine: Engine, text: str, words: str) -> None:
    assert engine.call("reading/clicked-link.js", "withoutSites", text) == words


@pytest.mark.parametrize(
    "text", ["1." * 120 + " x", "论文" * 60 + "x", "论文 " * 60 + "x", "pdf." * 60 + "x"]
)
def test_label_check_is_fast(engine: Engine, text: str) -> None:
    """With backtracking, this would take forever."""
    assert engine.call("reading/titles.js", "isTitle", text) in (True, False)


def test_line_of_many_links_takes_linear_time(engine: Engine) -> None:
    def milliseconds(links: int) -> float:
        parts = [[f"https://arxiv.org/abs/2401.{it:05}", "PDF" * 20] for it in range(links)]
        page = engine.call("reading/page-content.js", "decoded", _frame(parts))
        return engine.milliseconds(
            "reading/listed.js", "listedPapers", [{"page": page, "own": None}], times=9
        )

    milliseconds(200)  # warms the engine up
    growth = 16
    # Far from both: a busy machine must not fail it, a scan in square time must.
    assert milliseconds(200 * growth) <= milliseconds(200) * growth * growth / 3


def _frame(parts: list[list[str]]) -> dict[str, Any]:
    nothing = dict.fromkeys(
        ["statedTitle", "dcTitle", "heading", "title", "selection", "linkText"], ""
    )
    lists: dict[str, list[str]] = {
        name: [] for name in ("landmarks", "containers", "arxivIds", "dois", "urls", "linkNames")
    }
    return {"url": NONE, "parts": parts, **lists, **nothing}
