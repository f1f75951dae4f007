"""How many of a set of texts are read rightly as references, and which are not."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from build.engine import Engine
from tests.references.cases import near_misses, styles
from tests.references.disguises import DISGUISES, hyphenated_lines
from tests.references.prose import prose
from tests.shared import SHARED
from tools.references.negatives import is_held_out

SAME = 0.9
"""A found title whose words agree with the stated one's to this F1 is right."""
STYLES = 0.95
DISGUISED = 0.94
HARDER = {"last_one_ends": 0.84, "title_in_capitals": 0.88, "title_in_asterisks": 0.89}
"""Disguises that hide where a title starts or ends."""
HELD_OUT = 0.97
HELD_OUT_IN_LINES = 0.965
SELECTED = 0.96
NEAR_MISSES = 0.98
PROSE = 0.997
REAL_REFERENCES = SHARED / "data" / "references.tsv"
_TOKEN = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\\s\u3040-\u30ff\u3400-\u9fff]+")
"""A word, or one character of a script without spaces."""


@dataclass(frozen=True)
class Case:
    """A text and the title that is to be found in it, "" for none."""

    name: str
    text: str
    title: str


@dataclass(frozen=True)
class Failure:
    """A case that was read wrongly, with what was found instead of the title, "" for nothing."""

    case: Case
    found: str

    def __str__(self) -> str:
        named = [("text", self.case.text), ("title", self.case.title), ("found", self.found)]
        return "\n".join([self.case.name, *(f"  {name:5} {text!r}" for name, text in named)])


@dataclass(frozen=True)
class Score:
    """What share of some cases was read rightly."""

    cases: int
    failures: Sequence[Failure]

    @property
    def share(self) -> float:
        """From 0 to 1; 0 without cases, so that nothing passes over nothing."""
        return 1 - len(self.failures) / self.cases if self.cases else 0

    def __str__(self) -> str:
        rows = "\n".join(map(str, self.failures))
        return f"{self.share:.2%} of {self.cases}\n{rows}"


@dataclass(frozen=True)
class Examination:
    """A set of cases, what share of them has to be read rightly, and what reads them."""

    floor: float
    cases: Callable[[], Sequence[Case]]
    read: Callable[[Engine, Sequence[str]], list[str]]


def titles_in(engine: Engine, texts: Sequence[str]) -> list[str]:
    """Return the title that the model finds in each text that is taken for a reference."""
    found = engine.call_each("papers/bibliography.js", "titleInReference", texts)
    return [it["title"] if it else "" for it in found]


def meanings_of(engine: Engine, texts: Sequence[str]) -> list[str]:
    """Return the title of the one reference that a text means to a reader; "" for other texts."""
    meanings = engine.call_each("papers/interpret.js", "interpret", texts)
    return [" / ".join(it["title"] for it in meaning["references"]) for meaning in meanings]


def score(engine: Engine, examination: Examination, cases: Sequence[Case]) -> Score:
    """Let each text be read, and compare."""
    titles = examination.read(engine, [it.text for it in cases])
    agreeing = agreement(engine, [it.title for it in cases], titles)
    failures = [
        Failure(case, title)
        for case, title, share in zip(cases, titles, agreeing, strict=True)
        if share < SAME
    ]
    return Score(len(cases), failures)


def agreement(engine: Engine, stated: Sequence[str], found: Sequence[str]) -> Iterator[float]:
    """Yield the F1 of each two titles' words; that of two missing ones is 1."""
    words = engine.call_each(
        "papers/plain-scripts.js", "searchWords", [it.casefold() for it in (*stated, *found)]
    )
    tokens = [Counter(_TOKEN.findall(it)) for it in words]
    for one, other in zip(tokens[: len(stated)], tokens[len(stated) :], strict=True):
        both = one.total() + other.total()
        yield 2 * (one & other).total() / both if both else 1


def undisguised() -> list[Case]:
    """Return the references of each style as they are."""
    return [Case(it.name, it.text, it.title) for it in styles()]


def disguised(name: str) -> list[Case]:
    """Return the references of each style in one disguise."""
    change = DISGUISES[name]
    return [Case(it.name, change(it), it.title) for it in styles()]


def untitled() -> list[Case]:
    """Return the texts that are no reference."""
    return [Case(it.name, it.text, "") for it in near_misses()]


def held_out() -> list[Case]:
    """Return the real references with titles that are not learned from; none without shared."""
    if not REAL_REFERENCES.is_file():
        return []
    with REAL_REFERENCES.open(encoding="utf-8", newline="") as rows:
        real = list(csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [Case(*row) for row in real if is_held_out(row[1]) and row[2].strip()]


def held_out_by_title() -> list[Case]:
    """Return those that name no paper by id."""
    return [it for it in held_out() if "arxiv" not in it.text.lower()]


def held_out_in_lines() -> list[Case]:
    """Return them broken into lines, with hyphenation."""
    return [Case(it.name, hyphenated_lines(it.text), it.title) for it in held_out()]


def in_prose() -> list[Case]:
    """Return the paragraphs, sentences and lines of the pages and texts that the tests have."""
    return [Case("prose", text, "") for text in prose()]


def _in_disguise(name: str) -> Examination:
    return Examination(HARDER.get(name, DISGUISED), lambda: disguised(name), titles_in)


EXAMINATIONS: dict[str, Examination] = {
    "styles": Examination(STYLES, undisguised, titles_in),
    **{name: _in_disguise(name) for name in DISGUISES},
    "held out": Examination(HELD_OUT, held_out, titles_in),
    "held out, in lines": Examination(HELD_OUT_IN_LINES, held_out_in_lines, titles_in),
    "held out, as selected": Examination(SELECTED, held_out_by_title, meanings_of),
    "near misses": Examination(NEAR_MISSES, untitled, meanings_of),
    "prose": Examination(PROSE, in_prose, meanings_of),
}
"""All that references are measured by; what is no reference must keep its meaning."""
