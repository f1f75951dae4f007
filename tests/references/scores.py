"""How many of a set of texts titleInReference reads rightly, and which it does not."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from build.engine import Engine
from tests.references.cases import near_misses, styles
from tests.references.disguises import DISGUISES, hyphenated_lines
from tests.references.prose import prose
from tests.shared import SHARED

SAME = 0.9
"""A found title whose words agree with the stated one's to this F1 is right."""
STYLES = 0.95
DISGUISED = 0.9
HELD_OUT = 0.97
HELD_OUT_IN_LINES = 0.95
NEAR_MISSES = 0.99
PROSE = 0.999
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
    """A set of cases, and what share of them has to be read rightly."""

    floor: float
    cases: Callable[[], Sequence[Case]]


def score(engine: Engine, cases: Sequence[Case]) -> Score:
    """Let titleInReference read each text, and compare."""
    found = engine.call_each("papers/reference.js", "titleInReference", [it.text for it in cases])
    titles = [it["title"] if it else "" for it in found]
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
        "papers/search-words-module.js", "searchWords", [it.casefold() for it in (*stated, *found)]
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
    """Return the third of the real references that no model learns from; none without ../shared."""
    if not REAL_REFERENCES.is_file():
        return []
    with REAL_REFERENCES.open(encoding="utf-8", newline="") as rows:
        real = list(csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [Case(source, text, title) for source, text, title in real if _is_held_out(text)]


def _is_held_out(reference: str) -> bool:
    return int(hashlib.sha256(reference.encode()).hexdigest(), 16) % 3 == 0


def held_out_in_lines() -> list[Case]:
    """Return them broken into lines, with hyphenation."""
    return [Case(it.name, hyphenated_lines(it.text), it.title) for it in held_out()]


def in_prose() -> list[Case]:
    """Return the paragraphs, sentences and lines of the pages and texts that the tests have."""
    return [Case("prose", text, "") for text in prose()]


def _in_disguise(name: str) -> Examination:
    return Examination(DISGUISED, lambda: disguised(name))


EXAMINATIONS: dict[str, Examination] = {
    "styles": Examination(STYLES, undisguised),
    **{name: _in_disguise(name) for name in DISGUISES},
    "near misses": Examination(NEAR_MISSES, untitled),
    "prose": Examination(PROSE, in_prose),
    "held out": Examination(HELD_OUT, held_out),
    "held out, in lines": Examination(HELD_OUT_IN_LINES, held_out_in_lines),
}
"""All that titleInReference is measured by."""
