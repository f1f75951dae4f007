"""The messages for Taiwan and Hong Kong are made from those in simplified Chinese."""

import json
from pathlib import Path

import pytest
from opencc import OpenCC

from build import traditional
from build.render import EXTENSION
from build.traditional import EXCEPTIONS, SIMPLIFIED, TRADITIONAL


@pytest.fixture(scope="module")
def messages(rendered: Path) -> dict[str, str]:
    made = json.loads((rendered / TRADITIONAL).read_text("utf-8"))
    return {key: it["message"] for key, it in made.items()}


def test_is_made_of_all_messages(messages: dict[str, str]) -> None:
    simplified = json.loads((EXTENSION / SIMPLIFIED).read_text("utf-8"))
    assert messages.keys() == simplified.keys()
    assert messages["menu"] == "用 Cool Papers 開啟"
    assert messages["language"] == "zh-TW"


def test_has_the_characters_and_quotation_marks_of_taiwan(messages: dict[str, str]) -> None:
    text = "\n".join(messages.values())
    convert = OpenCC("s2tw").convert
    assert [it for it in messages.values() if convert(it) != it] == []
    assert "「" in text
    assert not set("“”") & set(text)


def test_keeps_placeholders(messages: dict[str, str]) -> None:
    simplified = json.loads((EXTENSION / SIMPLIFIED).read_text("utf-8"))
    for key, message in messages.items():
        assert message.count("$") == simplified[key]["message"].count("$"), key


@pytest.mark.parametrize("exception", EXCEPTIONS)
def test_every_exception_is_needed(exception: str, monkeypatch: pytest.MonkeyPatch) -> None:
    simplified = (EXTENSION / SIMPLIFIED).read_text("utf-8")
    with_it = traditional.traditional(simplified)
    monkeypatch.delitem(EXCEPTIONS, exception)
    assert traditional.traditional(simplified) != with_it, "no message needs it: take it out"


def test_leaves_other_languages_alone() -> None:
    assert traditional.traditional("Cool Papers, arXiv: été") == "Cool Papers, arXiv: été"
