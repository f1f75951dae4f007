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


def test_is_made_of_all_messages(messages: dict[str, str], rendered: Path) -> None:
    simplified = json.loads((rendered / SIMPLIFIED).read_text("utf-8"))
    assert messages.keys() == simplified.keys()
    assert messages["menu"] == "用 Cool Papers 開啟"
    assert messages["language"] == "zh-TW"


def test_has_the_characters_and_quotation_marks_of_taiwan(messages: dict[str, str]) -> None:
    text = "\n".join(messages.values())
    convert = OpenCC("s2tw").convert
    assert [it for it in messages.values() if convert(it) != it] == []
    assert "「" in text
    assert not set("“”") & set(text)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("optionsAdvanced", "進階"),
        ("shortcuts", "快速鍵"),
        ("welcomeAddressBar", "在網址列輸入"),
        ("helpReasonLink", "這個連結的網址"),
        ("helpLink", "按右鍵"),
        ("popupSource", "開啟出版方頁面"),
        ("addressBarSearch", "搜尋"),
        ("helpWhy", "辨識"),
        ("helpWhyUnread", "內建的頁面"),
        ("helpWhyUnread", "回應"),
    ],
)
def test_calls_things_as_the_browsers_of_taiwan_do(
    messages: dict[str, str], key: str, words: str
) -> None:
    assert words in messages[key]


def test_calls_each_thing_by_one_name(messages: dict[str, str]) -> None:
    text = "\n".join(messages.values())
    others = ("打開", "搜索", "點右鍵", "位址", "地址", "識別", "快捷鍵")
    assert [it for it in others if it in text] == []


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
