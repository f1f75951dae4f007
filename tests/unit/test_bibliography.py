"""Bibliographies are cut into their references."""

from __future__ import annotations

import re
from random import Random

import pytest

from build.engine import Engine
from tests.shared import shared_file

ONE = "J. Doe and A. Roe. Deep tea networks. In Proceedings of Tea Days, pages 1–9, 2017."
TWO = "Smith, B., & Lee, C. (2019). Hot water. Journal of Cups, 12(3), 45–67."
THREE = "C. Weiß, “On kettles,” IEEE Trans. Heat, vol. 4, pp. 12–15, Mar. 2001."
REFERENCES = [ONE, TWO, THREE]


def texts(engine: Engine, text: str) -> list[str]:
    found = engine.call("papers/bibliography.js", "referencesIn", text)
    return [" ".join(it["text"].split()) for it in found]


@pytest.mark.parametrize("joint", ["\n", "\n\n", " "], ids=["lines", "blank lines", "one line"])
@pytest.mark.parametrize("label", ["[{}] ", "{}. ", "({}) "])
@pytest.mark.parametrize("first", [1, 11])
def test_numbered(engine: Engine, label: str, joint: str, first: int) -> None:
    labelled = [label.format(first + at) + it for at, it in enumerate(REFERENCES)]
    assert texts(engine, joint.join(labelled)) == labelled


@pytest.mark.parametrize("numbers", [(2, 1, 3), (7, 30, 12), (3, 3, 3)])
def test_numbered_in_any_order(engine: Engine, numbers: tuple[int, ...]) -> None:
    """As a reader puts them together from several places."""
    labelled = [f"[{number}] {it}" for number, it in zip(numbers, REFERENCES, strict=True)]
    assert texts(engine, "\n".join(labelled)) == labelled


@pytest.mark.parametrize("joint", ["\n", "\n\n", "\n\n12\n"])
def test_unnumbered(engine: Engine, joint: str) -> None:
    assert texts(engine, joint.join(REFERENCES)) == REFERENCES


@pytest.mark.parametrize(
    "text",
    [
        "",
        "As shown in [1] and [2], we boil the water twice. In [3] it was boiled once, in 2017.",
        "1. Buy tea\n2. Call Ann\n3. Pay the rent by 2025",
        "1 Introduction 3\n2 Related Work 5\n3 Method 9",
        "## 1.2.0 - 2024-01-15\n\n- Fix the kettle\n- Add a lid",
        "const year = 2017;\nconst pages = [1, 2];",
    ],
)
def test_other_texts(engine: Engine, text: str) -> None:
    assert texts(engine, text) == []


@pytest.mark.parametrize(
    ("label", "joint", "floor"),
    [("[{}] ", "\n", 0.97), ("[{}] ", " ", 0.97), ("{}. ", " ", 0.95), ("", "\n\n", 0.96)],
)
def test_real_references(engine: Engine, label: str, joint: str, floor: float) -> None:
    lines = shared_file("data/references.tsv").read_text("utf-8").splitlines()[1:]
    references = [
        re.sub(r"^[\[(]?[0-9]{1,4}[\]).]?\s+", "", line.split("\t")[1]).strip() for line in lines
    ]
    random = Random(1)
    exact = total = 0
    for size in (2, 5, 20, 80) * 3:
        chosen = random.sample(references, size)
        wanted = [
            " ".join(f"{label.format(at)}{it}".split()) for at, it in enumerate(chosen, start=1)
        ]
        found = {*texts(engine, joint.join(wanted))}
        exact += sum(it in found for it in wanted)
        total += size
    assert exact >= floor * total
