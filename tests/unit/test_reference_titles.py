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


AS_TRAINED = {
    "ieee.inner_quotes": 0.517,
    "acm.lamport": 0.895,
    "apa.chapter": 0.858,
    "acl.jurafsky": 0.577,
    "plainnat.boyd": 0.944,
    "lncs.hoare": 0.915,
    "nature.blast": 0.964,
    "physics.jhep": 0.971,
    "ams.wiles": 0.423,
    "mla.spivak": 0.660,
    "vancouver.doll": 0.890,
    "harvard.no_initials": 0.829,
    "aaai.ijcai_book": 0.972,
    "siam.caps": 0.483,
    "elsevier.dataset": 0.926,
    "gbt7714.chinese_journal_survey": 0.850,
    "chinese.quoted": 0.944,
    "korean.double_corner": 0.948,
    "french.derrida": 0.960,
    "german.book": 0.555,
    "russian.kolmogorov": 0.445,
    "portuguese.candido": 0.944,
    "titles.period_inside": 0.970,
    "things.software": 0.944,
    "acm.goto": 0.970,
    "apa.organisation": 0.941,
    "plainnat.pytorch": 0.951,
    "lncs.homepage": 0.663,
    "nature.graphene": 0.963,
    "physics.higgs": 0.942,
    "ams.hartshorne": 0.963,
    "vancouver.group": 0.952,
    "gbt7714.chinese_online": 0.839,
    "chinese.translated": 0.924,
    "korean.corner": 0.913,
    "french.thesis": 0.921,
}
"""How sure the model is of the titles of some rows; to be taken anew after each training."""


def test_model_weighs_what_it_was_trained_with(engine: Engine) -> None:
    """A feature computed otherwise makes it more or less sure, long before titles are lost."""
    rows = {it.name: it for it in styles() if it.name in AS_TRAINED}
    texts = [it.text for it in rows.values()]
    stated = engine.call_each("papers/bibliography.js", "titleInReference", texts)
    for it, found in zip(rows.values(), stated, strict=True):
        assert (it.name, found["title"]) == (it.name, it.title)
        assert it.text[found["start"] : found["end"]] == it.title, it.name
    sure = {name: it["certainty"] for name, it in zip(rows, stated, strict=True)}
    assert sure == pytest.approx(AS_TRAINED, abs=0.001)


SIGNS = "papers/reference-signs.js"

KINDS = """
and: and und et og
particle: van von zur
etal: al others
editor: eds hrsg éd translated
function: the via toward can over between be des une por по
venue: proceedings conf transactions lett bulletin quarterly archive congress neurips iclr lncs
venue: communications acta sci physical revue actes журнал european cell
publisher: press universidad publications springer-verlag mit éditions addison-wesley sage kaufmann
publisher: crc princeton department inc издательство
report: technical thesis preprint submitted ssrn
volume: vol pages ch art
month: january september mar januar juni février décembre winter
edition: revised fifth
series: lectures suppl
web: http accessed verfügbar com
place: york boston tokyo москва philadelphia
initial: J Ж
in: in
In: In IN
alnum: x2 3D 2nd
initials: JR J-P
caps: NASA
cap: Tea Élan
low: tea self-attention o'clock tea\u00adpot
mixed: iPhone
year: 1998 2017 1500
year2: 2017a
number: 7 12
number3: 123 1234
number5: 12345
han: 深度学习网络
hanname: 王伟 スズキ
hanvenue: 计算机学报 東京大学
mark: [J] [EB/OL] ［J］
url: https://tea.org/x www.tea.org
open-quote: " “ „ ‟ 「 ``
close-quote: ” 」 ''
open-single: ‘ `
close-single: ’ '
open-guillemet: «
close-guillemet: »
open-title: 《 『 〈
close-title: 》 』 〉
dots: …
.: . 。 ．
,: , ， 、
:: : ：
;: ; ；
(: ( （
): ) ）
[: [ ［
]: ] ］
-: - – — − ‐ －
?: ? ？
!: ! ！
/: /
//: //
&: &
other: ~ №
"""


def test_kinds_of_words_and_signs(engine: Engine) -> None:
    kinds = [line.split(": ", 1) for line in KINDS.strip().split("\n")]
    words = [(word, kind) for kind, some in kinds for word in some.split()]
    read = engine.call_each(SIGNS, "tokensOf", [word for word, _ in words])
    for (word, kind), tokens in zip(words, read, strict=True):
        assert [(it["word"], it["kind"]) for it in tokens] == [(word, kind)]


STARTS = {
    2.75: "Vaswani, A., & Shazeer, N. (2017). X|A. Vaswani and N. Shazeer. X|"
    "van der Kettle, L., & Hinton, G. X",
    3: "Vaswani, A. (2017). X",
    2: "Vaswani, A. Deep tea|Vaswani AB, Roe|A. Vaswani, Deep|———. (2020). X|--- Deep|__ Deep",
    2.5: "Jane Doe and Adam Roe. 2017. X",
    1.75: "Jane Doe and Adam Roe, Deep|Doe, Jane, and Adam Roe. Deep|王伟, 李娜. 深度",
    1: "Jane Doe. Deep|Doe et al. Deep|SMITH, Deep|Doe, Jane. Deep|van der Maaten L",
    0.25: "Deep tea networks",
    -1.5: "In Proceedings|Proceedings of|Phys. Rev.|pp. 12|Ph.D. thesis|IEEE Trans|University of|"
    "Cambridge, MA: Tea|New York: Tea|Springer, 2016|Retrieved May|June 2017|Jan. 2017|"
    "London, UK.|J. Chem. Phys.",
    -3: "deep tea|12 tea|(tea|, tea",
}
ENDS = {
    2: "in Tea Days, 2017.|(2017a)|pages 1–9|12--15|pp. 12|12 pp.|3 p.|12:34|4, 12|"
    "https://tea.org/x|10.1000/abc.|arXiv:1706.03762|in press.|To appear|forthcoming|Tea Press.",
    1: "Deep tea.|Deep tea!|Deep tea?|“Deep tea”|深度。|Princeton, N.J.",
    -1: "Deep tea|Doe, J.",
    -3: "Doe and|Doe,|Doe &|the|vol.|pages|Tea (eds.|Proc.|van der",
}


def test_starts_and_ends_of_references_are_known_by_their_signs(engine: Engine) -> None:
    for function, signs in (("startSigns", STARTS), ("endSigns", ENDS)):
        for expected, texts in signs.items():
            for text in texts.split("|"):
                assert (text, engine.call(SIGNS, function, text)) == (text, expected)


def test_text_with_enough_signs_looks_like_a_reference(engine: Engine) -> None:
    cases = {
        "王伟. 深度网络研究与应用[J]. 茶学报, 2018.": True,
        "Doe, J. Deep tea. arXiv:1706.03762": True,
        "Doe, J. “Deep tea for all of us,” 2017.": True,
        "Doe, J. Deep tea for all of us, 2017, pp. 3–5.": True,
        "Doe, J. (2017).": False,
        "Deep tea networks for us, 2017.": False,
        "We think that it is. J. Doe, 2017, pp. 3–5.": False,
        "const {a} = Doe, J. (2017), pp. 3-5;": False,
        "see https://tea.org/2017 for tea now": False,
        "Doe, J. 2017-06-12 tea and cups": False,
        "Doe, J. Deep tea for all of us, 2017, pp. 3–5." + " Tea" * 400: False,
    }
    for text, expected in cases.items():
        assert (text, engine.call(SIGNS, "looksLikeReference", text)) == (text, expected)


def test_title_between_quotation_marks_of_any_kind(engine: Engine) -> None:
    title = "Hot tea: in the cup, 1998. A book"
    pairs = "“ ”|\" \"|„ “|„ ”|‟ ”|” ”|« »|» «|《 》|『 』|〈 〉|「 」|‘ ’|’ ’|`` ''"
    quoted = [pair.replace(" ", title) for pair in pairs.split("|")]
    texts = [f"Doe, J., {it}, Journal of Tea 3, 2001." for it in quoted]
    for text, found in zip(texts, titles_in(engine, texts), strict=True):
        assert (text, found) == (text, title)
    inner = "The tea’s cup: it isn’t, 1998. A book"
    text = f"Doe, J., ‘{inner}’, Journal of Tea 3, 2001."
    assert titles_in(engine, [text]) == [inner]
