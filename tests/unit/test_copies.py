"""What the popup copies of papers."""

from __future__ import annotations

import unicodedata

import pytest

from build.engine import Engine
from tests.papers import Json, named, titled

COOL = "https://papers.cool/"
ATTENTION = named("arxiv/1706.03762", "Attention Is All You Need")
FORUM = named("venue/0LZRtvK871@OpenReview", "[Re] *Tea* & <b>_more_</b>")
UNTITLED = named("venue/P19-1001@ACL")
BY_TITLE = named(titled("Hot Tea (Again)", "NDSS"), "Hot Tea (Again)")

SEARCH = f"{COOL}venue/search?highlight=1&query=Hot%20Tea%20"


def _copies(engine: Engine, form: str, *papers: Json) -> dict[str, object]:
    copied: dict[str, object] = engine.call("papers/copies.js", "copyOf", form, papers)
    return copied


@pytest.mark.parametrize(
    ("form", "lines"),
    [
        ("links", [f"{COOL}arxiv/1706.03762", f"{COOL}venue/P19-1001@ACL", f"{SEARCH}(Again)"]),
        (
            "markdown",
            [
                f"- [Attention Is All You Need]({COOL}arxiv/1706.03762)",
                f"- [P19-1001@ACL]({COOL}venue/P19-1001@ACL)",
                f"- [Hot Tea (Again)]({SEARCH}%28Again%29)",
            ],
        ),
        ("publishers", ["https://arxiv.org/abs/1706.03762", "https://aclanthology.org/P19-1001/"]),
        ("ids", ["1706.03762", "P19-1001@ACL"]),
    ],
)
def test_lines(engine: Engine, form: str, lines: list[str]) -> None:
    copied = _copies(engine, form, ATTENTION, UNTITLED, BY_TITLE)
    assert copied == {"count": len(lines), "text": "\n".join(lines)}


def test_publishers_page_of_what_is_only_searched(engine: Engine) -> None:
    page = "https://ieeexplore.ieee.org/document/1"
    paper = named(titled("Hot Tea Again", "", page), "Hot Tea Again")
    assert _copies(engine, "publishers", paper) == {"count": 1, "text": page}


def test_one_markdown_link_is_no_list(engine: Engine) -> None:
    url = f"{COOL}venue/0LZRtvK871@OpenReview"
    copied = _copies(engine, "markdown", FORUM)
    assert copied["text"] == rf"[\[Re\] \*Tea\* & \<b\>\_more\_\</b\>]({url})"


def test_titles_are_escaped_in_html(engine: Engine) -> None:
    url = f"{COOL}venue/0LZRtvK871@OpenReview"
    copied = _copies(engine, "titles", FORUM, ATTENTION)
    assert copied["count"] == 2
    assert copied["html"] == (
        f'<p><a href="{url}">[Re] *Tea* &#38; &#60;b&#62;_more_&#60;/b&#62;</a></p>'
        f'<p><a href="{COOL}arxiv/1706.03762">Attention Is All You Need</a></p>'
    )
    assert copied["text"] == (
        f"[Re] *Tea* & <b>_more_</b>\n{url}\n\nAttention Is All You Need\n{COOL}arxiv/1706.03762"
    )


HOSTILE = (
    "\x1b[201~rm\x07 \x00-rf\x9b\x7f "
    "\u202egnp.\u2066a\u2069\u200e\u200f\u061c\u2028b\u2029c\x85d\t\r\ne"
)
SAFE = "[201~rm -rf gnp.a b c d e"


def test_names_are_printable_in_one_line(engine: Engine) -> None:
    assert engine.call("papers/copies.js", "printable", HOSTILE) == SAFE


@pytest.mark.parametrize(
    "title",
    [
        "تعلم الآلة: می‌خواهم",  # with the joiner that Persian needs
        "למידת מכונה",
        "深度学习：综述",
        "Café 👩‍🔬 ❤️",
        "x\u0304 and \u00adsoft",
    ],
)
def test_letters_of_any_script_stay(engine: Engine, title: str) -> None:
    assert engine.call("papers/copies.js", "printable", title) == title


@pytest.mark.parametrize("form", ["links", "markdown", "titles", "publishers", "ids"])
def test_no_form_holds_what_cannot_be_printed(engine: Engine, form: str) -> None:
    """Such as what ends a terminal's paste, or turns the order of what follows."""
    papers = [
        named("arxiv/1706.03762", HOSTILE),
        named(f"venue/{HOSTILE}@ACL", "\u202e\x1b"),
        named(titled(HOSTILE, "NDSS"), HOSTILE),
    ]
    copied = _copies(engine, form, *papers)
    said = f"{copied['text']}{copied.get('html', '')}"
    kinds = {unicodedata.category(sign) for sign in said.replace("\n", "")}
    assert kinds.isdisjoint({"Cc", "Cf", "Zl", "Zp"})
    if form == "titles":
        assert f"{SAFE}@ACL" in said
