"""What can be a paper's title, and the title in a link's text or before it."""

from __future__ import annotations

import pytest

from build.engine import Engine

TITLES = "reading/titles.js"
TEA = "Deep Networks for Hot Tea"


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        (TEA, 2),
        ("Deep Tea", 1),
        ("Read the paper", 0),
        ("2401.00001", 0),
        ("https://tea.example/", 0),
        ("Comment by Authors", 0),
        ("Official Review by Reviewer", 0),
        ("OfficialReview by Reviewer", 0),
        ("Official Review of Submission 9 by Reviewer 2", 0),
        ("Official Review of Submission9 by Reviewer 2", 0),
        ("Rebuttal by Authors", 0),
        ("Response to the Reviewers abcd", 0),
        ("Article not found", 0),
        ("404 Page Not Found", 0),
        ("When the Paper is Not Found", 2),
        ("Review of Tea by Authors", 2),
        ("Comments by Authors on Tea", 2),
        ("On the Official Review by Reviewer", 2),
        ("Tea, Milk and Cups", 2),
        ("J. Doe, A. Roe", 0),
        ("J. Doe, A. Roe et al.", 0),
        ("J. Doe, A. Roe,  et al", 0),
        ("J. Doe*, A. Roe†", 0),
        ("Jane Doe, A. Roe.", 0),
        ("Michael I. Jordan, Jane Doe", 0),
        ("J. Doe, A. Roe and the boiling of tea", 2),
    ],
)
def test_worth_of_a_text_as_a_title(engine: Engine, text: str, worth: int) -> None:
    assert engine.call(TITLES, "worthOf", text) == worth


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"[1706.03762] {TEA}", TEA),
        (f"[arXiv:1706.03762v12] {TEA}", TEA),
        (f" [hep-th/9901001] {TEA}", TEA),
        (f"{TEA} [1706.03762] and More", f"{TEA} [1706.03762] and More"),
        (f"“{TEA}.”", TEA),
        (f"“{TEA}” and More", f"“{TEA}” and More"),
        (f"{TEA}\nJane Doe, Ann Roe", TEA),
        (f"{TEA}\nJane Doe and Ludwig van der Roe", TEA),
        (f"{TEA}\nJane  Doe, Ann Roe", TEA),
        (f"{TEA}\nJane Doe", f"{TEA} Jane Doe"),
        (f"{TEA}\nJane Doe, Ann", f"{TEA} Jane Doe, Ann"),
        (f"{TEA}\nJane Doe, Ann vessel Roe", f"{TEA} Jane Doe, Ann vessel Roe"),
        (f"{TEA}\nJane Doe, Ann drinks", f"{TEA} Jane Doe, Ann drinks"),
        (
            f"{TEA}\nJane Doe, Ann Bea Cleo Dora Eve Roe",
            f"{TEA} Jane Doe, Ann Bea Cleo Dora Eve Roe",
        ),
        ("Jane Doe, Ann Roe", "Jane Doe, Ann Roe"),
    ],
)
def test_title_in_the_text_of_a_link(engine: Engine, text: str, title: str) -> None:
    assert engine.call(TITLES, "titleInLink", text) == title


def test_title_without_what_sites_add(engine: Engine) -> None:
    for text in (
        f"{TEA}\ntea.example.com",
        f"  {TEA}  \n  arxiv.org  \nPDF",
        f"{TEA} https://tea.example/a",
        "Deep Networks https://tea.example/a for Hot Tea",
        f"Paper page - {TEA}",
        f"  Paper page - {TEA}\nJoin the discussion on this paper page",
        f"{TEA} | OpenReview",
        f"{TEA}  -  OpenReview  ",
        "Deep Networks\nfor Hot Tea",
    ):
        assert engine.call(TITLES, "withoutSites", text) == TEA, text
    assert engine.call(TITLES, "withoutSites", "arxiv.org\nhttps://arxiv.org/abs/1") == ""


def test_longest_title(engine: Engine) -> None:
    for length, end in ((250, ""), (251, "…")):
        text = "tea " * 80
        cut = text[: length - 1] + "x"
        assert engine.call(TITLES, "titleIn", cut) == cut[:250] + end


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (f"* {TEA}. [", TEA),
        (f"J. Doe and A. Roe. {TEA}. Tea Days", TEA),
        (f"J. Doe and A. Roe:  {TEA}", TEA),
        (f"J. Doe and Ann Roe. {TEA}", TEA),
        (f"Doe, J., Roe, A. (2017). {TEA}. Tea Days", TEA),
        (f"{TEA}. J. Doe, A. Roe", TEA),
        (f"Tea and Milk. {TEA}", f"Tea and Milk. {TEA}"),
        (f"[CVPR 2024] {TEA} [", TEA),
        (f"- (ICML'23): {TEA}", TEA),
        (f"(Not) {TEA}", f"(Not) {TEA}"),
        (f"{TEA}, arXiv:1706.03762", ""),
        (f"{TEA}, arXiv: 1706.03762", ""),
        ("We propose a deep network for tea", ""),
        (f"{TEA}, which boils", ""),
        (f'"{TEA}"', TEA),
        (f'On "{TEA}" (', f'On "{TEA}"'),
        (f"{TEA} (in Cups)", f"{TEA} (in Cups)"),
        (f"{TEA})", TEA),
    ],
)
def test_title_before_a_link(engine: Engine, line: str, title: str) -> None:
    assert engine.call(TITLES, "titleBefore", line) == title


def test_name_before_a_label_is_short(engine: Engine) -> None:
    for length, is_name in ((60, True), (61, False)):
        line = f"GPT-4{'a' * (length - 7)} ["
        assert engine.call(TITLES, "nameBefore", line) == (line[:-2] if is_name else "")
