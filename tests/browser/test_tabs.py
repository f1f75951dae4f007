"""New tabs open next to the reader's: same window, tab group and incognito state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.browser.reader import BLOG, HELP, Reader
from tools.browser.devtools import Json
from tools.browser.waiting import wait_until

PAPER = "https://papers.cool/arxiv/1706.03762"
VENUE_PAPER = "https://papers.cool/venue/P19-1001@ACL"
ONE: Json = {"selectionText": "1706.03762"}
TWO: Json = {"selectionText": "arXiv:1706.03762, https://aclanthology.org/P19-1001/"}


def _opens(reader: Reader, count: int) -> list[Json]:
    """Open a window of empty tabs; return them in order."""
    return reader.opens(*["about:blank"] * count)


def _order(reader: Reader, window: int, old: list[Json]) -> list[int | str]:
    """A window's tabs in order: old ones by index in `old`, new ones by URL."""
    numbers: dict[int, int | str] = {tab["id"]: number for number, tab in enumerate(old)}
    return [
        numbers.get(tab["id"], str(tab.get("pendingUrl") or tab["url"]))
        for tab in reader.tabs(window)
    ]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_opens_right_beside_the_readers_tab(reader: Reader, place: int) -> None:
    tabs = _opens(reader, 3)
    reader.clicks(tabs[place], **TWO)
    expected: list[int | str] = [0, 1, 2]
    expected[place + 1 : place + 1] = [PAPER, VENUE_PAPER]
    assert _order(reader, tabs[0]["windowId"], tabs) == expected
    first, second = reader.new_tabs()
    assert (first["active"], second["active"]) == (True, False)
    assert {first["openerTabId"], second["openerTabId"]} == {tabs[place]["id"]}


def test_opens_after_the_pinned_tabs_in_order(reader: Reader) -> None:
    tabs = _opens(reader, 4)
    for tab in tabs[:3]:
        reader.do("id => chrome.tabs.update(id, { pinned: true })", tab["id"])
    reader.clicks(tabs[0], **TWO)
    assert _order(reader, tabs[0]["windowId"], tabs) == [0, 1, 2, PAPER, VENUE_PAPER, 3]


def test_opens_in_the_readers_window_while_another_has_the_focus(reader: Reader) -> None:
    (tab,) = reader.opens(BLOG)
    (other,) = reader.opens("https://other.example/")
    assert reader.do("chrome.windows.getLastFocused()")["id"] == other["windowId"]
    reader.clicks(tab, **TWO)
    assert _order(reader, tab["windowId"], [tab]) == [0, PAPER, VENUE_PAPER]


def test_opens_beside_a_tab_that_was_moved(reader: Reader) -> None:
    tab, last = _opens(reader, 2)
    reader.do(
        "([tabId, windowId]) => chrome.tabs.move(tabId, { windowId, index: -1 })",
        [tab["id"], reader.own_window],
    )
    reader.clicks(tab, **ONE)
    (new,) = reader.new_tabs()
    assert (new["windowId"], new["index"]) == (reader.own_window, reader.tab(tab)["index"] + 1)
    assert _order(reader, last["windowId"], [last]) == [0]


# ---------------------------------------------------------------- tab groups


@pytest.mark.parametrize("place", [1, 2, 3], ids=["first", "middle", "last"])
def test_opens_in_the_tab_group(reader: Reader, place: int) -> None:
    tabs = _opens(reader, 5)
    group = reader.groups(tabs[1:4])
    reader.clicks(tabs[place], **TWO)
    expected: list[int | str] = [0, 1, 2, 3, 4]
    expected[place + 1 : place + 1] = [PAPER, VENUE_PAPER]
    assert _order(reader, tabs[0]["windowId"], tabs) == expected
    grouped = [tab["groupId"] == group for tab in reader.tabs(tabs[0]["windowId"])]
    assert grouped == [False, True, True, True, True, True, False]


def test_opens_the_help_page_in_the_tab_group(reader: Reader) -> None:
    tabs = _opens(reader, 2)
    group = reader.groups(tabs[:1])
    assert reader.clicks(tabs[0]) == [reader.session.url(HELP)]
    assert [tab["groupId"] for tab in reader.tabs(tabs[0]["windowId"])] == [group, group, -1]


def test_opens_outside_the_tab_group_beside_the_readers_tab(reader: Reader) -> None:
    tabs = _opens(reader, 3)
    group = reader.groups(tabs[1:])
    reader.clicks(tabs[0], **TWO)
    groups = [tab["groupId"] for tab in reader.tabs(tabs[0]["windowId"])]
    assert groups == [-1, -1, -1, group, group]


def test_opens_if_the_tab_group_cannot_be_changed(reader: Reader) -> None:
    tabs = _opens(reader, 2)
    reader.groups(tabs[1:])
    with _refusing(reader, "tabs", "group"):
        assert reader.clicks(tabs[1], **TWO) == [PAPER, VENUE_PAPER]
    assert _order(reader, tabs[0]["windowId"], tabs) == [0, 1, PAPER, VENUE_PAPER]


@contextmanager
def _refusing(reader: Reader, api: str, function: str) -> Iterator[None]:
    """Make a browser function fail for the extension, and check that it was called."""
    worker = reader.session.worker()
    calls = (
        "([api, name]) => { self.original = chrome[api][name]; self.refused = 0;"
        " chrome[api][name] = async () => { self.refused++; throw new Error('refused'); }; }"
    )
    worker.evaluate(calls, [api, function])
    try:
        yield
        assert worker.evaluate("self.refused") > 0
    finally:
        worker.evaluate("([api, name]) => { chrome[api][name] = self.original; }", [api, function])


# ---------------------------------------------------------------- incognito


def _incognito(reader: Reader) -> Json:
    (tab,) = reader.opens(BLOG, incognito=True)
    return tab


def test_opens_in_the_incognito_window(reader: Reader) -> None:
    tab = _incognito(reader)
    assert reader.clicks(tab, incognito=True, **TWO) == [PAPER, VENUE_PAPER]
    assert _order(reader, tab["windowId"], [tab]) == [0, PAPER, VENUE_PAPER]
    assert [new["incognito"] for new in reader.new_tabs()] == [True, True]


def test_opens_the_help_page_in_the_incognito_window(reader: Reader) -> None:
    tab = _incognito(reader)
    assert reader.clicks(tab, incognito=True) == [reader.session.url(HELP)]
    (new,) = reader.new_tabs()
    assert (new["windowId"], new["index"], new["incognito"]) == (tab["windowId"], 1, True)
    page = reader.page(reader.session.url(HELP))
    reader.watches()
    page.fill("input", "1706.03762")
    page.press("input", "Enter")
    assert reader.opened(1) == [PAPER]
    (new,) = reader.new_tabs()
    assert (new["windowId"], new["index"], new["incognito"]) == (tab["windowId"], 2, True)


def test_opens_in_the_incognito_window_if_the_event_has_no_tab(reader: Reader) -> None:
    tab = _incognito(reader)
    assert reader.clicks(None, incognito=True, **ONE) == [PAPER]
    assert _order(reader, tab["windowId"], [tab]) == [0, PAPER]


def test_opens_in_the_normal_window_while_an_incognito_window_has_the_focus(
    reader: Reader,
) -> None:
    (tab,) = reader.opens(BLOG)
    incognito = _incognito(reader)
    reader.clicks(tab, **TWO)
    assert _order(reader, tab["windowId"], [tab]) == [0, PAPER, VENUE_PAPER]
    assert _order(reader, incognito["windowId"], [incognito]) == [0]


# ---------------------------------------------------------------- odd tabs


@pytest.mark.parametrize("given", [None, {"id": -1}, {"id": -1, "index": -1, "windowId": -1}, {}])
def test_opens_beside_the_active_tab_if_the_event_has_no_tab(
    reader: Reader, given: Json | None
) -> None:
    tabs = _opens(reader, 2)
    reader.clicks(given, **TWO)
    assert _order(reader, tabs[0]["windowId"], tabs) == [0, PAPER, VENUE_PAPER, 1]


@pytest.mark.parametrize("index", [None, -1], ids=["missing", "-1"])
def test_opens_beside_a_tab_without_an_index(reader: Reader, index: int | None) -> None:
    tabs = _opens(reader, 3)
    given = {key: value for key, value in tabs[1].items() if key != "index"}
    if index is not None:
        given["index"] = index
    reader.clicks(given, **ONE)
    assert _order(reader, tabs[0]["windowId"], tabs) == [0, 1, PAPER, 2]


def test_opens_beside_the_active_tab_if_the_clicked_one_is_closed(reader: Reader) -> None:
    closed, shown, last = tabs = _opens(reader, 3)
    reader.do("id => chrome.tabs.remove(id)", closed["id"])
    wait_until(lambda: reader.tab(shown)["active"] or None, "tab that is shown", lambda: None)
    reader.clicks(closed, **ONE)
    assert _order(reader, last["windowId"], tabs) == [1, PAPER, 2]


def test_opens_from_a_popup_window(reader: Reader) -> None:
    (tab,) = reader.opens(BLOG, type="popup")
    assert reader.clicks(tab, **TWO) == [PAPER, VENUE_PAPER]
    assert {new["incognito"] for new in reader.new_tabs()} == {False}


def test_opens_a_window_if_no_tab_can_be_opened(reader: Reader) -> None:
    (tab,) = reader.opens(BLOG)
    with _refusing(reader, "tabs", "create"):
        assert reader.clicks(tab, **TWO) == [PAPER, VENUE_PAPER]
