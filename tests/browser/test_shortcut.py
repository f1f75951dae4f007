"""The keyboard shortcut: what it opens, and where it reads the selection."""

from __future__ import annotations

from typing import Any

from tests.browser.reader import HELP, LATE_ACTIVE_TAB, LAZY_FRAME, Reader

ARXIV = "https://papers.cool/arxiv/"
VENUE = "https://papers.cool/venue/"
SEARCH = "search?highlight=1&query="
PAPER = "https://lab.example/papers/12"


def _would_open(reader: Reader, tab: dict[str, Any]) -> list[str]:
    """What the shortcut would open; as with a real key press, `tab` includes its URL."""
    return reader.would_open(tab, door="shortcut")


def test_shortcuts_are_assigned(reader: Reader) -> None:
    """Chromium silently drops shortcuts that it uses itself."""
    commands = reader.session.worker().evaluate("chrome.commands.getAll()")
    assert {it["name"]: it["shortcut"] for it in commands} == {
        "_execute_action": "Alt+Shift+K",
        "open": "Alt+C",
    }


def test_shortcut_opens_the_selection(permitted_reader: Reader) -> None:
    url = "https://arxiv.org/abs/1706.03762"
    tab = permitted_reader.shows(url, "<p id=it>of 1810.04805 and P19-1001@ACL</p>")
    permitted_reader.page(url).evaluate("getSelection().selectAllChildren(it)")
    assert _would_open(permitted_reader, tab) == [ARXIV + "1810.04805", VENUE + "P19-1001@ACL"]


def test_shortcut_opens_the_selection_of_a_field(permitted_reader: Reader) -> None:
    url = "https://arxiv.org/abs/1706.03762"
    tab = permitted_reader.shows(url, "<textarea id=it>of 1810.04805 and P19-1001@ACL</textarea>")
    permitted_reader.page(url).evaluate("it.focus(), it.select()")
    assert _would_open(permitted_reader, tab) == [ARXIV + "1810.04805", VENUE + "P19-1001@ACL"]


def test_shortcut_opens_the_selection_of_the_focused_frame(
    permitted_reader: Reader,
) -> None:
    frame = permitted_reader.web.serve("https://frame.example/", "<p id=it>1810.04805")
    html = f"<p id=it>1706.03762</p><iframe src={frame}></iframe>"
    tab = permitted_reader.shows(permitted_reader.web.serve(PAPER, html))
    page = permitted_reader.page(PAPER)
    page.evaluate("getSelection().selectAllChildren(it)")
    page.frame_locator("iframe").locator("#it").dblclick()
    assert page.evaluate("getSelection().toString()") == "1706.03762"
    assert _would_open(permitted_reader, tab) == [ARXIV + "1810.04805"]


def test_shortcut_reads_the_selection_when_active_tab_is_granted_late(
    permitted_reader: Reader,
) -> None:
    tab = permitted_reader.shows(PAPER, "<title>Page</title><p id=it>Attention is all")
    permitted_reader.page(PAPER).evaluate("getSelection().selectAllChildren(it)")
    permitted_reader.session.worker().evaluate(LATE_ACTIVE_TAB)
    assert _would_open(permitted_reader, tab) == [f"{ARXIV}{SEARCH}Attention%20is%20all"]


def test_shortcut_does_not_wait_for_a_lazy_frame(permitted_reader: Reader) -> None:
    frame = permitted_reader.web.serve("https://video.example/", "<p>Loaded")
    html = "<p>1706.03762</p><p id=it>1810.04805</p>" + LAZY_FRAME.format(frame)
    tab = permitted_reader.shows(permitted_reader.web.serve(PAPER, html))
    permitted_reader.page(PAPER).evaluate("getSelection().selectAllChildren(it)")
    assert _would_open(permitted_reader, tab) == [ARXIV + "1810.04805"]


def test_shortcut_searches_for_selected_words(permitted_reader: Reader) -> None:
    tab = permitted_reader.shows(PAPER, "<p id=it>Attention is all")
    permitted_reader.page(PAPER).evaluate("getSelection().selectAllChildren(it)")
    assert _would_open(permitted_reader, tab) == [f"{ARXIV}{SEARCH}Attention%20is%20all"]


def test_shortcut_on_a_browser_page_opens_the_help_page(permitted_reader: Reader) -> None:
    tab = permitted_reader.shows("chrome://version/")
    assert _would_open(permitted_reader, tab) == [permitted_reader.session.url(f"{HELP}?unread")]
