"""What the worker does for whom: pages of ours, content scripts, others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from build.engine import Engine
from tests.papers import Json, named, open_papers, paper, titled

FAKES = Path(__file__).with_name("refusing_browser.js")
OURS = "chrome-extension://ours/"
PAPER = "https://papers.cool/arxiv/1706.03762"
SEARCH = "https://papers.cool/arxiv/search?highlight=1&query=Tea"
OWN_PAGE = {"url": f"{OURS}pages/popup/popup.html"}
CONTENT_SCRIPT = {"url": "https://arxiv.org/list/cs.CL/new"}
ATTENTION = "arxiv/1706.03762"
OPEN_ALL = {"type": "openAll", "keys": [ATTENTION]}
OPEN_TEXT = {"type": "openText", "text": "1706.03762"}
OPEN_PAPERS = open_papers(ATTENTION)


def opened(engine: Engine, sender: Json, messages: Sequence[Any]) -> list[list[str]]:
    """The URLs that open for each message."""
    found: list[list[str]] = engine.call(FAKES.name, "messagesThatOpen", messages, sender)
    return found


def test_page_of_ours_opens_papers_and_text(fresh_engine: Engine) -> None:
    by_title = open_papers(titled("Tea"))
    messages = [OPEN_PAPERS, OPEN_TEXT, by_title, open_papers(ATTENTION, atSource=True)]
    assert opened(fresh_engine, OWN_PAGE, messages) == [
        *([PAPER], [PAPER], [SEARCH]),
        ["https://arxiv.org/abs/1706.03762"],
    ]


def test_content_script_opens_papers_by_their_keys_only(fresh_engine: Engine) -> None:
    messages = [OPEN_PAPERS, OPEN_TEXT, OPEN_ALL]
    assert opened(fresh_engine, CONTENT_SCRIPT, messages) == [[], [], [PAPER]]


@pytest.mark.parametrize(
    "sender",
    [{**CONTENT_SCRIPT, "frameId": 3}, {**OWN_PAGE, "id": "theirs"}, {**CONTENT_SCRIPT, "tab": {}}],
    ids=["another frame", "another extension", "no tab"],
)
def test_others_are_not_heard(fresh_engine: Engine, sender: Json) -> None:
    messages = [OPEN_PAPERS, OPEN_TEXT, OPEN_ALL]
    assert opened(fresh_engine, sender, messages) == [[] for _ in messages]


NO_PAPERS: list[Any] = [[], None, [ATTENTION], [None], {}]
PAPERLESS: list[Any] = [
    *(None, 1, "openText", {}, {"type": "toString"}, {"type": "openNothing"}),
    *({**OPEN_TEXT, "text": 1}, {"type": "openText"}, {**OPEN_TEXT, "where": "window"}),
    *({**OPEN_PAPERS, "named": some} for some in NO_PAPERS),
    *(open_papers(it) for it in ("arxiv/P19-1001@ACL", "venue/", "arxiv/1706.03762,1810.04805")),
    open_papers(
        {**named("arxiv/hep-th/9901001")["paper"], "branch": "arxiv/hep-th", "id": "9901001"}
    ),
    open_papers({**titled("Tea"), "words": "Tea & more"}),
    open_papers({**titled("Tea"), "words": ""}),
    open_papers({**titled("Tea"), "page": None}),
    open_papers({"kind": "titled", **paper(ATTENTION), "source": None}),
    {**OPEN_PAPERS, "named": [{"paper": paper(ATTENTION)}]},
    {**OPEN_PAPERS, "named": [named(ATTENTION), named("arxiv/tea")]},
    *(open_papers(ATTENTION, **{name: 1.5}) for name in ("atSource", "where", "tabId", "text")),
    open_papers(ATTENTION, where="same"),
]


def test_page_of_ours_that_asks_for_anything_else_is_not_heard(fresh_engine: Engine) -> None:
    assert opened(fresh_engine, OWN_PAGE, PAPERLESS) == [[] for _ in PAPERLESS]


KEYLESS: list[Any] = [
    *({**OPEN_ALL, "keys": it} for it in ([], ATTENTION, None, [1], [""])),
    *({**OPEN_ALL, "keys": [ATTENTION, it]} for it in ("arxiv/../search", "titled Tea", "venue/")),
    *({**OPEN_ALL, name: 1} for name in ("tabId", "where", "titles", "text", "atSource")),
]


def test_content_script_that_asks_for_anything_else_is_not_heard(fresh_engine: Engine) -> None:
    assert opened(fresh_engine, CONTENT_SCRIPT, KEYLESS) == [[] for _ in KEYLESS]
