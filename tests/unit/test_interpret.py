"""What a reader means by a text, for every door alike, and by a click."""

from typing import Any

import pytest

from build.engine import Engine

COOL = "https://papers.cool/"


@pytest.mark.parametrize(
    ("text", "kind", "urls", "names", "words"),
    [
        (
            "arXiv:1706.03762v7",
            "papers",
            ["arxiv/1706.03762"],
            ["1706.03762"],
            "",
        ),
        ("doi: 10.18653/v1/P19-1001", "papers", ["venue/P19-1001@ACL"], ["P19-1001@ACL"], ""),
        (
            "1706.03762 and P19-1001@ACL",
            "papers",
            ["arxiv/1706.03762", "venue/P19-1001@ACL"],
            ["1706.03762", "P19-1001@ACL"],
            "",
        ),
        (f"{COOL}arxiv/1706.03762", "papers", ["arxiv/1706.03762"], ["1706.03762"], None),
        (f"{COOL}arxiv/1706.03762v5。", "papers", ["arxiv/1706.03762"], ["1706.03762"], None),
        (
            f"{COOL}arxiv/1706.03762 and 1810.04805",
            "papers",
            ["arxiv/1706.03762,1810.04805"],
            ["1706.03762", "1810.04805"],
            None,
        ),
        (
            "1706.03762, P19-1001",
            "papers",
            ["arxiv/1706.03762", "venue/P19-1001@ACL"],
            ["1706.03762", "P19-1001@ACL"],
            "",
        ),
        ("P19-1001。", "papers", ["venue/P19-1001@ACL"], ["P19-1001@ACL"], ""),
        (
            f"{COOL}venue/search?highlight=1&query=some%20words",
            "page",
            ["venue/search?highlight=1&query=some%20words"],
            [f"{COOL}venue/search?highlight=1&query=some%20words"],
            None,
        ),
        (f" {COOL}arxiv/cs.AI ", "page", ["arxiv/cs.AI"], [f"{COOL}arxiv/cs.AI"], ""),
        ("Attention is all you need", "search", [], [], "Attention is all you need"),
        ("注意力机制", "search", [], [], "注意力机制"),
        ("@article{a, title={Real One}}", "search", [], [], "Real One"),
        (
            "https://www.ndss-symposium.org/ndss-paper/hot-tea-attacks/",
            "papers",
            ["venue/search?highlight=1&query=hot%20tea%20attacks"],
            ["hot tea attacks"],
            "hot tea attacks",
        ),
        ("https://example.com/", "nothing", [], [], ""),
        (" https://doi.org/10.1145/3292500.3330701\n", "nothing", [], [], ""),
        ("10.1145/3292500.3330701", "nothing", [], [], ""),
        ("doi: 10.1145/3292500.3330701", "nothing", [], [], ""),
        ("DOI:10.1145/3292500.3330701", "nothing", [], [], ""),
        ("doi:  10.1145/3292500.3330701", "nothing", [], [], ""),
        (
            f"{COOL}arxiv/cs.AI is good",
            "search",
            [],
            [],
            "https papers cool arxiv cs AI is good",
        ),
        (
            "10.1145/3292500.3330701 on graphs",
            "search",
            [],
            [],
            "10 1145 3292500 3330701 on graphs",
        ),
        (" ?! ", "nothing", [], [], ""),
        ("", "nothing", [], [], ""),
    ],
)
def test_meaning(
    engine: Engine, text: str, kind: str, urls: list[str], names: list[str], words: str | None
) -> None:
    meaning = engine.call("papers/interpret.js", "interpret", text)
    assert meaning["kind"] == kind
    assert [it["url"] for it in meaning["destinations"]] == [COOL + url for url in urls]
    assert meaning["names"] == names
    assert words is None or meaning["words"] == words


def test_search_of_cool_papers_is_known_as_one(engine: Engine) -> None:
    """So that its page, if it finds nothing, can offer the other half."""
    url = f"{COOL}venue/search?highlight=1&query=some%20words"
    (opened,) = engine.call("papers/interpret.js", "interpret", url)["destinations"]
    assert [it["words"] for it in opened["papers"]] == ["some words"]


# ---------------------------------------------------------------- references

ATTENTION = "[1] A. Vaswani et al., “Attention Is All You Need,” in NIPS, 2017. arXiv:1706.03762"
BERT = "[2] J. Devlin et al., “BERT: Pre-training of Deep Transformers,” in NAACL, 2019."
RESIDUAL = "[3] K. He et al., “Deep Residual Learning,” in CVPR, 2016, pp. 770-778."
VIT = "[4] A. Dosovitskiy, “An Image is Worth 16x16 Words,” 2021. arXiv:2010.11929"
SIGNS = "[5] LeCun, Y. “.,:;.,:;.,:;.,:;” Nature 521, 436-444 (2015)."
"""A reference in whose title there is no word to search."""
BERT_WORDS = "BERT Pre training of Deep Transformers"


def _listed(engine: Engine, *references: str) -> list[tuple[str, str]]:
    """The id or the words, and the title, of each reference that the reader can choose."""
    meaning = engine.call("papers/interpret.js", "interpret", "\n".join(references))
    assert meaning["kind"] == "references"
    assert meaning["papers"] == meaning["names"] == []
    assert meaning["words"] == ""
    papers = [it["paper"] for it in meaning["references"]]
    names = [it["id"] if it["kind"] == "paper" else it["words"] for it in papers]
    return [*zip(names, (it["title"] for it in meaning["references"]), strict=True)]


def test_references_of_which_one_has_no_id_are_listed_in_order(engine: Engine) -> None:
    assert _listed(engine, BERT, ATTENTION, RESIDUAL) == [
        (BERT_WORDS, "BERT: Pre-training of Deep Transformers"),
        ("1706.03762", "Attention Is All You Need"),
        ("Deep Residual Learning", "Deep Residual Learning"),
    ]


def test_what_opens_if_all_references_are_chosen(engine: Engine) -> None:
    text = "\n".join([ATTENTION, BERT, VIT])
    meaning = engine.call("papers/interpret.js", "interpret", text)
    assert [it["url"] for it in meaning["destinations"]] == [
        f"{COOL}arxiv/1706.03762,2010.11929",
        f"{COOL}arxiv/search?highlight=1&query={BERT_WORDS.replace(' ', '%20')}",
    ]


def test_references_that_all_have_ids_open_at_once(engine: Engine) -> None:
    meaning = engine.call("papers/interpret.js", "interpret", f"{ATTENTION}\n{VIT}")
    assert meaning["kind"] == "papers"
    assert meaning["names"] == ["1706.03762", "2010.11929"]
    assert meaning["references"] == []


def test_one_reference_with_an_id_opens_at_once(engine: Engine) -> None:
    meaning = engine.call("papers/interpret.js", "interpret", ATTENTION)
    assert (meaning["kind"], meaning["names"]) == ("papers", ["1706.03762"])


def test_title_of_one_reference_without_an_id_is_searched(engine: Engine) -> None:
    meaning = engine.call("papers/interpret.js", "interpret", BERT)
    assert (meaning["kind"], meaning["words"]) == ("search", BERT_WORDS)
    assert [it["title"] for it in meaning["references"]] == [
        "BERT: Pre-training of Deep Transformers"
    ]


def test_words_of_one_reference_without_id_and_title_are_searched(engine: Engine) -> None:
    meaning = engine.call("papers/interpret.js", "interpret", SIGNS)
    assert (meaning["kind"], meaning["references"]) == ("search", [])
    assert meaning["words"] == "5 LeCun Y Nature 521 436 444 2015"


def test_reference_with_several_ids_gives_several_rows(engine: Engine) -> None:
    both = ATTENTION + ", https://aclanthology.org/P19-1001/"
    title = "Attention Is All You Need"
    assert _listed(engine, both, BERT)[:2] == [("1706.03762", title), ("P19-1001@ACL", title)]


def test_each_paper_is_listed_once(engine: Engine) -> None:
    """Also one that another reference names by its id."""
    by_title = "[6] Vaswani, “Attention is all you need”, Proc. of NIPS, 2017."
    again = BERT.replace("[2] ", "[7] ").replace("BERT", "Bert")
    references = [by_title, BERT, ATTENTION, again, ATTENTION.replace("[1]", "[8]")]
    assert [name for name, _ in _listed(engine, *references)] == [BERT_WORDS, "1706.03762"]


def test_one_paper_that_all_references_mean_opens_at_once(engine: Engine) -> None:
    again = BERT.replace("[2]", "[3]")
    twice = engine.call("papers/interpret.js", "interpret", f"{BERT}\n{again}")
    assert (twice["kind"], twice["words"]) == ("search", BERT_WORDS)
    by_title = "[6] Vaswani, “Attention is all you need”, Proc. of NIPS, 2017."
    known = engine.call("papers/interpret.js", "interpret", f"{by_title}\n{ATTENTION}")
    assert (known["kind"], known["names"]) == ("papers", ["1706.03762"])


def test_reference_without_id_and_title_is_searched_by_its_words(engine: Engine) -> None:
    assert _listed(engine, SIGNS, BERT)[0] == ("LeCun Y Nature 521 436 444 2015", "")


def test_long_reference_is_shown_in_one_line_and_cut_between_words(engine: Engine) -> None:
    names = " and\nA. Nother," * 30
    text = f"[1] K. He{names} “Deep Residual Learning,” 2016.\n{BERT}"
    meaning = engine.call("papers/interpret.js", "interpret", text)
    shown = [it["context"] for it in meaning["references"]]
    assert shown[0] == "K. He" + " and A. Nother," * 12 + " and A.…"
    assert shown[1] == BERT.removeprefix("[2] ")


# ---------------------------------------------------------------- a click

ARXIV = "https://arxiv.org/abs/1706.03762"
FORUM = "https://openreview.net/forum?id=SkB-_mcel"
ACL = "https://aclanthology.org/2024.acl-long.1/"
NONE = "https://example.com/"


@pytest.mark.parametrize(
    ("clicked", "expected"),
    [
        ({"selection": "1810.04805", "link": FORUM, "pages": [ARXIV]}, ["1810.04805"]),
        ({"selection": "no id", "link": FORUM, "pages": [ARXIV]}, ["SkB-_mcel@OpenReview"]),
        ({"selection": "no id", "link": NONE, "pages": [ARXIV]}, ["1706.03762"]),
        ({"link": NONE, "pages": [NONE, ARXIV]}, ["1706.03762"]),
        ({"pages": [ACL, ARXIV]}, ["2024.acl-long.1@ACL"]),
        ({"selection": "", "link": "", "pages": [None, ""]}, []),
        ({"selection": f"1810.04805 {FORUM}", "pages": []}, ["1810.04805", "SkB-_mcel@OpenReview"]),
        ({"selection": "1706", "pages": ["https://arxiv.org/pdf/1706.03762"]}, ["1706.03762"]),
    ],
)
def test_clicked(engine: Engine, clicked: dict[str, Any], expected: list[str]) -> None:
    assert [paper["id"] for paper in _papers_clicked(engine, clicked)] == expected


def test_references_to_choose_from_are_no_papers_to_open(engine: Engine) -> None:
    """Whoever asks for the papers of such a click has not looked at its kind."""
    assert _papers_clicked(engine, {"selection": f"{ATTENTION}\n{BERT}", "pages": []}) == []


def _papers_clicked(engine: Engine, clicked: dict[str, Any]) -> list[dict[str, str]]:
    known = {name: it for name, it in clicked.items() if name != "selection"}
    selected = engine.call("papers/interpret.js", "interpret", clicked.get("selection", ""))
    papers: list[dict[str, str]] = engine.call(
        "papers/interpret.js", "papersClicked", {**known, "selected": selected}
    )
    return papers


# ---------------------------------------------------------------- lists of papers

LISTED = """Title:
Non-resonant Scattering Studies on Multiferroic Tea

J. Kettle, C. Song, S. Cup, J.-S. Pot, J. Brewer

Comments:
Accepted in Phys. Rev. Lett. (2007)

[19]

arXiv:0704.0278

[pdf, other]
Title:
q-Deformed spin foam models of tea

Igor Brewer, J. Daniel Potter

Comments:
21 pages, 6 figures
Journal-ref:
Class. Quantum Tea 24 (2007) 3271-3290

[18]

arXiv:0704.0282

[pdf, other]
Title:
Mapping radii of cups

George M. Kettle

Comments:
22 pages, to appear in Pacific J. Tea 236 (2008), 223-261"""
CITED = """Ada Green and Bo Black. 2024. Steeping with Models. In Proceedings of the 62nd Annual
Meeting of the Association for Computational Linguistics, pages 1–17, Bangkok, Thailand.
Copy Citation: BibTeX Markdown More options… PDF: https://aclanthology.org/2024.acl-long.1.pdf"""


@pytest.mark.parametrize(
    ("text", "names"),
    [(LISTED, ["0704.0278", "0704.0282"]), (CITED, ["2024.acl-long.1@ACL"])],
)
def test_entries_of_a_site_are_no_references(engine: Engine, text: str, names: list[str]) -> None:
    """Their fields are no references without ids: their papers open at once."""
    meaning = engine.call("papers/interpret.js", "interpret", text)
    assert (meaning["kind"], meaning["names"]) == ("papers", names)
