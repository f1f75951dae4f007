"""The texts that the model of titles learns from, the weights it has learned, and the command."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from rich.progress import Progress

from build.data import REFERENCE_WEIGHTS
from tools.references import disguises, examples, negatives, styles, train
from tools.references.disguises import Example
from tools.references.styles import Parts, Style
from tools.references.words import Person, Pool, in_title_case, person_from, words

POOL = Pool(["On the flow of heat in a large solid", "What is a tree"], [], [])
REFERENCE = Parts(
    "Lindh, E., Moreau, S., Hartwell, J., Terada, M.: ",
    "Gradient-based learning as applied to the transformations of documents",
    ". In: Proceedings of the International Conference on Sound, pp. 12–24 (2011)",
)
EXAMPLE = disguises.example_of(REFERENCE)
SENTENCES = ["It rains in the north today.", "We saw two of them there.", "They are not the same."]
PROSE = negatives.Prose(SENTENCES, ["return undefined;"])


def plain(text: str) -> str:
    """Leave out of a text what line ends add to it."""
    return re.sub(r"-\n|-? |\n", "", text)


def sources_in(folder: Path, rows: str) -> Path:
    """Write real references into a folder like ../shared, and return it."""
    (folder / "data").mkdir()
    (folder / "data" / "references.tsv").write_text(rows, "utf-8")
    return folder


# --- written references -------------------------------------------------------------------------


@pytest.mark.parametrize("style", styles.STYLES, ids=lambda it: it.name)
def test_title_stands_where_style_says(style: Style) -> None:
    rng = Random(1)
    for _ in range(200):
        record = POOL.record(rng)
        parts = style.write(record, rng)
        example = disguises.example_of(parts)
        assert example.text == "".join(parts)
        assert example.title == parts.title
        if style.name == "untitled":
            assert parts.title == ""
        elif style.name == "chinese":
            assert re.search("[\u4e00-\u9fff]", parts.title)
        else:
            assert parts.title in [*POOL_TITLES, *words()["book_titles"]]
        assert example.text == example.text.strip()
        assert "{" not in example.text


POOL_TITLES = [
    change(title) + sign
    for title in POOL.titles
    for sign in ("", "?")
    for change in (str, str.upper, in_title_case, lambda it: it[:1] + it[1:].lower())
]


def test_styles_are_named_once_and_used() -> None:
    names = [it.name for it in styles.STYLES]
    assert len(set(names)) == len(names) > 20
    assert min(it.weight for it in styles.STYLES) > 0


def test_question_ends_without_a_full_stop() -> None:
    record = POOL.record(Random(1))
    parts = styles.labelled(Parts("Li. ", "Why?", ". Nature."), record, Random(1))
    assert parts.after.startswith(" Nature.")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Jane A. Smith", ("Jane A.", "Smith")),
        ("Jan van der Berg", ("Jan", "van der Berg")),
        ("van Berg", ("van", "Berg")),
        ("Plato", ("", "Plato")),
    ],
)
def test_names_are_split(name: str, parts: tuple[str, str]) -> None:
    assert person_from(name) == parts
    assert Person(*parts).full == name


def test_names_are_written_as_styles_have_them() -> None:
    people = [Person("Jean-Pierre A.", "Lindh"), Person("", "Plato")]
    assert styles.initials_first(people) == ["J.-P. A. Lindh", "Plato"]
    assert styles.family_first(people, "", "") == ["Lindh, J-PA", "Plato"]
    assert styles.listed(["A", "B", "C"]) == "A, B, and C"
    assert styles.listed(["A", "B"]) == "A and B"
    assert re.match("A,? et al|A, and others", styles.shortened(["A", "B", "C"], [2], Random(1)))


# --- disguises ----------------------------------------------------------------------------------


def in_sixty_columns(example: Example) -> Example:
    return disguises.in_lines(example, 60)


def joined(example: Example) -> Example:
    return disguises.joined(in_sixty_columns(example))


@pytest.mark.parametrize("change", [in_sixty_columns, joined])
def test_disguises_keep_the_title(change: Callable[[Example], Example]) -> None:
    rng = Random(1)
    for _ in range(500):
        example = disguises.example_of(styles.write(POOL, rng))
        changed = change(example)
        assert plain(changed.title) == plain(example.title)
        assert plain(changed.text) == plain(example.text)


def test_lines_are_hyphenated_and_none_is_too_long() -> None:
    broken = disguises.in_lines(EXAMPLE, 40)
    assert max(map(len, broken.text.split("\n"))) <= 40
    assert "-\n" in broken.text
    assert broken.title.replace("-\n", "").replace("\n", " ") == REFERENCE.title


def test_chinese_lines_end_anywhere() -> None:
    text = "王小明. " + "统计学习方法" * 10 + "[M]. 北京, 2012."
    broken = disguises.in_lines(Example(text, 5, 65), 20)
    assert max(map(len, broken.text.split("\n"))) <= 20
    assert broken.title.replace("\n", "") == "统计学习方法" * 10


def test_joined_lines_keep_their_hyphens() -> None:
    lines = disguises.in_lines(EXAMPLE, 40)
    assert disguises.joined(lines).text == lines.text.replace("-\n", "- ").replace("\n", " ")
    assert re.search("[a-z]- [a-z]", disguises.joined(lines).text)


def test_cut_keeps_the_title_and_some_of_what_is_around() -> None:
    cuts = [disguises.cut(EXAMPLE, Random(seed)) for seed in range(50)]
    assert {it.title for it in cuts} == {REFERENCE.title}
    assert all(it.text in EXAMPLE.text and it.text != EXAMPLE.text for it in cuts)
    before = [it.text[: it.start].split() for it in cuts]
    after = [it.text[it.end :].split() for it in cuts]
    assert min(map(len, before)) == 3
    # The full stop after the title is one.
    assert min(map(len, after)) == 4


def test_disguises_do_not_add_a_title() -> None:
    example = Example("It rains in the north today, and nobody there has seen the sun for a week.")
    changed = [disguises.disguised(example, Random(seed)) for seed in range(50)]
    assert any(it.text != example.text for it in changed)
    assert {it.title for it in changed} == {""}


# --- texts that are no reference ----------------------------------------------------------------


@pytest.mark.parametrize("kind", negatives.KINDS, ids=lambda it: it.__name__)
def test_negatives_are_texts(kind: Callable[[object], str]) -> None:
    source = negatives._Source(POOL, PROSE, Random(1))
    assert all(kind(source).strip() for _ in range(100))


def test_too_little_prose_is_an_error() -> None:
    with pytest.raises(ValueError, match="too little prose"):
        next(negatives.texts(POOL, negatives.Prose([], []), Random(1)))


def test_prose_is_of_this_repository_and_partly_held_out(tmp_path: Path) -> None:
    prose = negatives.load_prose(tmp_path)
    assert any("Every way in" in it for it in prose.sentences)
    learned, held_out = prose.only(held_out=False), prose.only(held_out=True)
    assert set(learned.sentences) | set(held_out.sentences) == set(prose.sentences)
    assert not set(learned.sentences) & set(held_out.sentences)
    assert held_out.sentences and held_out.code


def test_prose_of_pages_has_paragraphs_but_no_lists(tmp_path: Path) -> None:
    for folder in ("pages/site", "texts"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pages/site/a.html").write_text("<p>A paragraph of a page.</p><li>An item of it.")
    (tmp_path / "texts/b.md").write_text("A paragraph of a text.\n\n- An item of that text.\n")
    sentences = negatives.load_prose(tmp_path).sentences
    assert {"A paragraph of a page.", "A paragraph of a text."} < set(sentences)
    assert not any("An item of" in it for it in sentences)


# --- examples -----------------------------------------------------------------------------------

ROWS = "from\treference\ttitle\n" + "".join(
    f"x\tLindh, E. ({year}). The history of {year} in words. Nature 3, 4–9.\t"
    f"The history of {year} in words\n"
    for year in range(1950, 1980)
)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of the examples is made."""
    for name in ("EXCHANGED", "WRITTEN", "NEGATIVES"):
        monkeypatch.setattr(examples, name, getattr(examples, name) // 10)


@pytest.mark.usefixtures("few")
def test_same_seed_gives_the_same_examples(tmp_path: Path) -> None:
    sources = examples.load(sources_in(tmp_path, ROWS))
    one, same, other = (examples.to_learn_from(sources, Random(seed)) for seed in (1, 1, 2))
    assert one == same != other
    real = examples.REPEATED * len(sources.learned)
    assert len(one) == real + examples.EXCHANGED + examples.WRITTEN + examples.NEGATIVES


@pytest.mark.usefixtures("few")
def test_held_out_references_are_not_learned_from(tmp_path: Path) -> None:
    sources = examples.load(sources_in(tmp_path, ROWS))
    assert 0 < len(sources.held_out) < 30
    titles = {it.title for it in sources.held_out}
    learned = examples.to_learn_from(sources, Random(1))
    assert titles
    assert [it for it in learned if it.title in titles] == []


def test_cases_are_learned_from(tmp_path: Path) -> None:
    cases = examples.read_references(examples.CASES)
    sources = examples.load(sources_in(tmp_path, ROWS))
    assert len(cases) >= 20
    assert any(not it.title for it in cases)
    assert sources.learned[-len(cases) :] == cases


def test_false_titles_are_measured_on_other_texts(tmp_path: Path) -> None:
    sources = examples.load(sources_in(tmp_path, ROWS))
    texts = examples.to_measure_false_titles(sources, Random(1), 200)
    learned = {it.text for it in examples.to_learn_from(sources, Random(1))}
    sentences = [it for it in texts if it in sources.prose.sentences]
    assert len(sentences) > 20
    assert not learned & set(sentences)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("", "there are no references in it"),
        ("from\treference\ttitle\n", "there are no references in it"),
        ("a\tb\nc\td\n", "line 2: it needs the columns reference and title"),
        ("reference\ttitle\nLi. A tree. 2001.\tA wood\n", "line 2: the title is not in the"),
        ("reference\ttitle\nLi. A tree. 2001.\tA tree\n", "too few references"),
    ],
)
def test_bad_references_are_an_error(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(examples.DataError, match=message):
        examples.load(sources_in(tmp_path, rows))


# --- weights and the command --------------------------------------------------------------------


def test_weights_are_sorted_and_finite() -> None:
    lines = REFERENCE_WEIGHTS.read_text("utf-8").splitlines()
    weights = [line.split("\t") for line in lines]
    names = [name for name, _ in weights]
    assert len(lines) > 1000
    assert names == sorted(set(names))
    assert [it for it in names if it.split(" ")[0] not in train.PREFIXES] == []
    assert all(math.isfinite(float(weight)) and float(weight) for _, weight in weights)


def test_weights_stand_in_a_template_literal_as_they_are() -> None:
    assert not re.search(r"[`\\]|\$\{", REFERENCE_WEIGHTS.read_text("utf-8"))


def test_without_references_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = tmp_path / "weights.tsv"
    weights.write_text("old")
    assert train.main(["--shared", str(tmp_path)], weights) == 2
    assert "references.tsv: No such file" in capsys.readouterr().err
    assert [it.name for it in tmp_path.iterdir()] == ["weights.tsv"]
    assert weights.read_text() == "old"


def test_weights_are_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = tmp_path / "weights.tsv"
    train.write_weights({"span b": 1.0, "end a": -0.5}, weights)
    assert weights.read_bytes() == b"end a\t-0.5\nspan b\t1.0\n"

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space left"):
        train.write_weights({"span b": 2.0}, weights)
    assert [it.name for it in tmp_path.iterdir()] == ["weights.tsv"]
    assert weights.read_bytes() == b"end a\t-0.5\nspan b\t1.0\n"


def test_trained_weights_are_written_and_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def trained(sources: examples.Sources, progress: Progress) -> dict[str, float]:
        return {"whole none": float(len(sources.learned) > 0)}

    monkeypatch.setattr(train, "trained", trained)
    monkeypatch.setattr(train, "FALSE_TITLES_AMONG", 150)
    weights = tmp_path / "weights.tsv"
    assert train.main(["--shared", str(sources_in(tmp_path, ROWS))], weights) == 0
    assert weights.read_text() == "whole none\t1.0\n"
    said = capsys.readouterr().out
    assert re.search(r"held-out references: \d+ of \d+ \(", said)
    assert re.search(r"false titles: \d+ in 150 texts", said)


def test_titles_agree_if_few_words_differ() -> None:
    assert train.agreement("The A b-c", "the a B c") == 1
    assert train.agreement("a b", "c") == train.agreement("", "") == 0
    assert train.right(["a b c d e f", "a b"], ["a b c d e f g", "a"]) == 1
