"""A selection so long that browsers pass only its start, cut in a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from build.engine import Engine

FAKES = Path(__file__).with_name("any_browser.js")
ARXIV = "https://papers.cool/arxiv/"
VENUE = "https://papers.cool/venue/"
FIRST, LONG = "2020.acl-main.1", "2020.acl-long.4"
MAX_PASSED_LENGTH = 16_384


def selection_cut_in(word: str, at: int, length: int = MAX_PASSED_LENGTH) -> tuple[str, str]:
    """A selection as browsers pass it, cut in a word, and all of it, with its line ends."""
    filler = "tea and milk\n" * (length // 10)
    start = f"{FIRST} {filler}"[: length - at - 1] + " "
    return f"{start}{word[:at]}".replace("\n", " "), f"{start}{word} 1706.03762"


def opened_by(engine: Engine, passed: str, read: str | None) -> list[str]:
    """The URLs that open for a selection; None where the page cannot be read."""
    urls: list[str] = engine.call(FAKES.name, "openedBySelection", passed, read)
    return urls


def test_long_selection_is_read_from_the_page(fresh_engine: Engine) -> None:
    passed, whole = selection_cut_in(f"{LONG}09", len(LONG))
    opened = opened_by(fresh_engine, passed, whole)
    assert opened == [f"{VENUE}{FIRST}@ACL,{LONG}09@ACL", f"{ARXIV}1706.03762"]


def test_last_word_of_a_long_selection_is_left_out_where_the_page_cannot_be_read(
    fresh_engine: Engine,
) -> None:
    passed, _ = selection_cut_in(f"{LONG}09", len(LONG))
    assert opened_by(fresh_engine, passed, None) == [f"{VENUE}{FIRST}@ACL"]


def test_other_selection_of_the_page_is_not_taken_for_the_long_one(fresh_engine: Engine) -> None:
    passed, _ = selection_cut_in(f"{LONG}09", len(LONG))
    assert opened_by(fresh_engine, passed, "1706.03762") == [f"{VENUE}{FIRST}@ACL"]


@pytest.mark.parametrize("length", [MAX_PASSED_LENGTH - 1, MAX_PASSED_LENGTH + 1])
def test_selection_of_another_length_is_not_cut(fresh_engine: Engine, length: int) -> None:
    passed, _ = selection_cut_in(LONG, len(LONG), length)
    assert len(passed) == length
    assert opened_by(fresh_engine, passed, None) == [f"{VENUE}{FIRST}@ACL,{LONG}@ACL"]
