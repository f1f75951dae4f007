"""Chromium's own engine finds the papers that Python finds: sources' examples, and real URLs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from build import registry
from build.check import cases
from build.papers import Finder, Paper
from tools.browser.session import Session

SOURCES = registry.load()
URLS = Path(__file__).resolve().parents[3] / "shared" / "data" / "urls.tsv"

Case = tuple[str, str]


def _inputs() -> dict[str, list[Case]]:
    """Functions of papers/find.js and what they are called with, by where that comes from."""
    inputs = {
        source.name: [(function, text) for function, text, _ in cases(source)] for source in SOURCES
    }
    if URLS.exists():
        urls = [line.split("\t")[0] for line in URLS.read_text("utf-8").splitlines()]
        inputs[URLS.name] = [(it, url) for url in urls for it in ("papersInUrl", "papersInText")]
    return inputs


INPUTS = _inputs()


@pytest.mark.parametrize("origin", INPUTS)
def test_finds_the_papers_that_python_finds(browser: Session, origin: str) -> None:
    finder = Finder(SOURCES)
    python: dict[str, Callable[[str], list[Paper]]] = {
        "papersInUrl": finder.in_url,
        "papersInText": finder.in_text,
        "papersInDoi": finder.in_doi,
    }
    expected = [[asdict(paper) for paper in python[name](text)] for name, text in INPUTS[origin]]
    found = _in_chromium(browser, INPUTS[origin])
    assert dict(zip(INPUTS[origin], found, strict=True)) == dict(
        zip(INPUTS[origin], expected, strict=True)
    )
    assert any(expected)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.name))
def test_finds_the_papers_that_a_source_promises(browser: Session, source: Any) -> None:
    promised = {(function, text): ids for function, text, ids in cases(source)}
    found = _in_chromium(browser, list(promised))
    ids = [[paper["id"] for paper in papers] for papers in found]
    assert dict(zip(promised, ids, strict=True)) == promised


def _in_chromium(browser: Session, inputs: list[Case]) -> list[list[dict[str, str]]]:
    page = browser.context.new_page()
    try:
        page.goto(browser.url("help/help.html"))
        found: list[list[dict[str, str]]] = page.evaluate(
            """async (inputs) => {
              const find = await import("/papers/find.js");
              return inputs.map(([name, text]) => find[name](text));
            }""",
            inputs,
        )
        return found
    finally:
        page.close()
