"""How well titles of references are found: as a whole, for a model is never right everywhere."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from build.data import REFERENCE_WEIGHTS
from build.engine import Engine
from tests.profile import AT_NIGHT, NIGHTLY
from tests.references.cases import near_misses, styles
from tests.references.disguises import DISGUISES, hyphenated_lines
from tests.references.scores import EXAMINATIONS, HARDER, Case, agreement, score, titles_in

PLAIN = EXAMINATIONS["styles"]
OTHER_CHARACTERS = {
    *("lines", "joined_lines", "windows_lines", "ligatures", "soft_hyphens", "no_break_spaces"),
    *("doubled_spaces", "straight_quotes", "curly_quotes", "plain_dashes", "surrounded_by_space"),
    "numbered_with_tab",
}
"""Disguises that change only line ends, spaces, quotes, dashes and the like."""
ONE_OF = {"prose": 3} | dict.fromkeys(DISGUISES.keys() - HARDER.keys(), 2)
"""Of the many texts of these, usual runs read one of so many."""
STATES_NO_TITLE = "_without."
"""In the names of the rows whose style leaves out titles."""


@pytest.mark.parametrize(
    "name",
    [pytest.param(it, marks=AT_NIGHT if it in OTHER_CHARACTERS else ()) for it in EXAMINATIONS],
)
def test_enough_titles_are_found(engine: Engine, name: str) -> None:
    """``python -m tests.references.score`` prints the same."""
    cases = EXAMINATIONS[name].cases()[:: 1 if NIGHTLY else ONE_OF.get(name, 1)]
    if not cases:
        pytest.skip("../shared, with real references, is missing")
    reached = score(engine, EXAMINATIONS[name], cases)
    assert reached.share >= EXAMINATIONS[name].floor, str(reached)


def test_rows_state_a_title_unless_their_style_has_none() -> None:
    assert [it.name for it in styles() if bool(it.title) == (STATES_NO_TITLE in it.name)] == []


def test_rows_have_no_marks_left_and_are_there_once() -> None:
    texts = [it.text for it in (*styles(), *near_misses())]
    assert [it for it, times in Counter(texts).items() if times > 1 or set(it) & set("⟦⟧")] == []


@pytest.mark.parametrize("name", DISGUISES)
def test_disguise_changes_references(name: str) -> None:
    change = DISGUISES[name]
    assert any(change(it) != it.text for it in styles())


def test_lines_are_hyphenated_within_words_without_a_hyphen() -> None:
    reference = (
        "LeCun, Y.: Gradient-based learning as applied to all transformations: large-scale ones."
    )
    assert hyphenated_lines(reference) == (
        "LeCun, Y.: Gradient-based learning as applied to all transf-\normations: large-scale ones."
    )
    assert hyphenated_lines(reference.replace("transf", "trans-f")) == (
        "LeCun, Y.: Gradient-based learning as applied to all\ntrans-formations: large-scale ones."
    )


TOO_RARE = {"caps", "open-guillemet", "series"}
"""Kinds of words and signs that the rows do not have in all places."""


def _words(features: set[str]) -> set[tuple[str, str]]:
    """The names of these features, each with the words, and with no word, in its values."""
    values = [it.partition("=") for it in features]
    return {
        (name, word)
        for name, _, value in values
        for word in ("", *(it for it in value.split(" ") if re.fullmatch("[a-z][a-z-]+", it)))
        if word not in TOO_RARE
    }


def test_weights_are_of_features_that_references_have(engine: Engine) -> None:
    """Else the features have changed, and the model has to be trained again."""
    texts = [it.text for it in (*styles(), *near_misses())]
    features: set[str] = set()
    for it in engine.call_each("papers/reference-features.js", "trainingFeatures", texts):
        features |= {f"whole {feature}" for feature in it["whole"]}
        for name in ("start", "end", "span"):
            features |= {f"{name} {one}" for place in it[f"{name}s"] for one in place["features"]}
    weights = {line.split("\t")[0] for line in REFERENCE_WEIGHTS.read_text("utf-8").splitlines()}
    assert len(_words(weights)) > 500
    assert _words(weights) - _words(features) == set()


def test_case_fails_on_another_title_and_on_one_too_many(engine: Engine) -> None:
    assert list(agreement(engine, ["a b c", "", "a", "机器学习"], ["a b d", "x", "A", "机器"])) == [
        pytest.approx(2 / 3),
        0,
        1,
        pytest.approx(2 / 3),
    ]


def test_nothing_scores_nothing(engine: Engine) -> None:
    assert score(engine, PLAIN, []).share == 0
    assert score(engine, PLAIN, [Case("prose", "It rains.", "")]).share == 1


@pytest.mark.parametrize("word", ["IO-aware", "n-person"])
@pytest.mark.parametrize("line_end", ["\n", " "])
def test_letter_or_acronym_at_a_line_end_keeps_its_hyphen(
    engine: Engine, word: str, line_end: str
) -> None:
    title = "Fast and memory-efficient {} attention"
    cut = title.format(word.replace("-", f"-{line_end}"))
    text = f"Dao, T. and Gu, A. {cut}. In NeurIPS, 2022."
    stated = engine.call("papers/bibliography.js", "titleInReference", text)
    assert stated["title"] == title.format(word)


@pytest.mark.parametrize(
    "text",
    [
        "刘知远,孙茂松,林衍凯,等.知识表示学习研究进展[J].计算机研究与发展,2016,53(02):247-261.",
        "[2]周飞燕,金林鹏,董军.知识表示学习研究进展[J].计算机学报,2017,40(06):1229-1251.",
        "周志华.知识表示学习研究进展[M].北京:清华大学出版社,2016.",
        "刘知远，孙茂松．知识表示学习研究进展［J］．计算机研究与发展，2016，53（2）：247－261．",
        "周志华．知识表示学习研究进展［M］．北京：清华大学出版社，2016．",
    ],
)
def test_chinese_references_without_spaces_and_with_signs_of_any_width(
    engine: Engine, text: str
) -> None:
    stated = engine.call("papers/bibliography.js", "titleInReference", text)
    assert stated["title"] == "知识表示学习研究进展"
    assert text[stated["start"] : stated["end"]] == stated["title"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Svensson, A., ”Varmt te: in koppen, 1998. En bok”, Tetidning 3, 2001.",
            "Varmt te: in koppen, 1998. En bok",
        ),
        (
            "Müller, H., »Heißes Wasser. In: Tee, 1998. Ein Buch«, Zeitschrift für Tee 12 (1998).",
            "Heißes Wasser. In: Tee, 1998. Ein Buch",
        ),
    ],
    ids=["Swedish", "German"],
)
def test_title_in_quotation_marks_that_other_languages_close_with(
    engine: Engine, text: str, title: str
) -> None:
    assert titles_in(engine, [text]) == [title]
