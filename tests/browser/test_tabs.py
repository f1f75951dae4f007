"""New tabs open next to the reader's: same window, tab group and incognito state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.browser.reader import HELP, Observer, Reader, url_of
from tests.papers import open_papers
from tools.browser.devtools import Json
from tools.browser.waiting import wait_until

PAPER = "https://papers.cool/arxiv/1706.03762"
VENUE_PAPER = "https://papers.cool/venue/P19-1001@ACL"
BOTH = [PAPER, VENUE_PAPER]
ONE: Json = {"selectionText": "1706.03762"}
TWO: Json = {"selectionText": "arXiv:1706.03762, https://aclanthology.org/P19-1001/"}


def _opens(reader: Reader, count: int) -> list[Json]:
    """Open a window of empty tabs; return them in order."""
    return reader.opens(*["about:blank"] * count)


def _order(reader: Reader, window: int, old: list[Json]) -> list[int | str]:
    """A window's tabs in order: old ones by index in `old`, new ones by URL."""
    numbers: dict[int, int | str] = {tab["id"]: number for number, tab in enumerate(old)}
    return [numbers.get(tab["id"], url_of(tab)) for tab in reader.tabs(window)]


def test_opens_right_beside_the_readers_tab(reader: Reader) -> None:
    tabs = _opens(reader, 3)
    order: list[int | str] = [0, 1, 2]
    # From the right: new tabs do not move those that are still to come.
    for place in (2, 1, 0):
        click, urls = (TWO, BOTH) if place == 1 else (ONE, [PAPER])
        reader.clicks(tabs[place], **click)
        order[place + 1 : place + 1] = urls
        assert _order(reader, tabs[0]["windowId"], tabs) == order
        first, *others = reader.new_tabs()
        assert first["active"]
        assert not any(it["active"] for it in others)
        assert {it["openerTabId"] for it in reader.new_tabs()} == {tabs[place]["id"]}


def test_opens_after_the_pinned_tabs_in_order(reader: Reader) -> None:
    tabs = _opens(reader, 3)
    for tab in tabs[:2]:
        reader.do("id => chrome.tabs.update(id, { pinned: true })", tab["id"])
    reader.clicks(tabs[0], **TWO)
    assert _order(reader, tabs[0]["windowId"], tabs) == [0, 1, *BOTH, 2]


def test_opens_in_the_readers_window_while_another_has_the_focus(reader: Reader) -> None:
    tabs = reader.tabs(reader.own_window)
    (other,) = _opens(reader, 1)
    assert reader.do("chrome.windows.getLastFocused()")["id"] == other["windowId"]
    reader.clicks(tabs[-1], **TWO)
    assert _order(reader, reader.own_window, tabs) == [*range(len(tabs)), *BOTH]


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


def test_opens_beside_the_tab_that_the_popup_names(reader: Reader) -> None:
    tabs = _opens(reader, 2)
    reader.sends(open_papers("arxiv/1706.03762", tabId=tabs[0]["id"]))
    assert reader.opened(1) == [PAPER]
    assert _order(reader, tabs[0]["windowId"], tabs) == [0, PAPER, 1]


# ---------------------------------------------------------------- tab groups


def test_opens_in_the_tab_group_of_the_readers_tab(reader: Reader) -> None:
    tabs = _opens(reader, 5)
    group = reader.groups(tabs[1:4])
    order: list[int | str] = [0, 1, 2, 3, 4]
    # The last, the middle and the first one in the group, and the one before it.
    for place in (3, 2, 1, 0):
        click, urls = (TWO, BOTH) if place == 3 else (ONE, [PAPER])
        reader.clicks(tabs[place], **click)
        order[place + 1 : place + 1] = urls
        assert _order(reader, tabs[0]["windowId"], tabs) == order
        groups = [-1, group, group, group, -1]
        assert [reader.tab(tab)["groupId"] for tab in tabs] == groups
        assert {tab["groupId"] for tab in reader.new_tabs()} == {groups[place]}


def test_opens_the_help_page_in_the_tab_group(reader: Reader) -> None:
    tabs = _opens(reader, 2)
    group = reader.groups(tabs[:1])
    assert reader.clicks(tabs[0]) == [reader.session.url(f"{HELP}?unread")]
    assert [tab["groupId"] for tab in reader.tabs(tabs[0]["windowId"])] == [group, group, -1]


def test_opens_an_address_with_a_broken_escape_in_the_tab_group(reader: Reader) -> None:
    """That the worker reports no error is checked after each test."""
    tabs = _opens(reader, 2)
    group = reader.groups(tabs[:1])
    broken = "https://papers.cool/arxiv/%E0%A4%A"
    reader.sends({"type": "openText", "text": broken, "tabId": tabs[0]["id"]})
    assert reader.opened(1) == [broken]
    wait_until(lambda: reader.new_tabs()[0]["groupId"] == group, "tab in the group")


def test_opens_if_the_tab_group_cannot_be_changed(reader: Reader) -> None:
    (tab,) = _opens(reader, 1)
    reader.groups([tab])
    with _refusing(reader, "tabs", "group"):
        assert reader.clicks(tab, **TWO) == BOTH
    assert _order(reader, tab["windowId"], [tab]) == [0, *BOTH]


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


# ---------------------------------------------------------------- odd tabs


def test_opens_beside_the_active_tab_if_the_event_has_no_tab(reader: Reader) -> None:
    tabs = _opens(reader, 2)
    order: list[int | str] = [0, 1]
    odd: list[Json | None] = [None, {"id": -1}, {"id": -1, "index": -1, "windowId": -1}, {}]
    for given in odd:
        reader.do("id => chrome.tabs.update(id, { active: true })", tabs[0]["id"])
        reader.clicks(given, **ONE)
        order.insert(1, PAPER)
        assert _order(reader, tabs[0]["windowId"], tabs) == order, given
        assert [new["index"] for new in reader.new_tabs()] == [1], given


def test_opens_beside_a_tab_without_an_index(reader: Reader) -> None:
    tabs = _opens(reader, 3)
    without = {key: value for key, value in tabs[1].items() if key != "index"}
    for given in (without, {**without, "index": -1}):
        reader.clicks(given, **ONE)
        assert [new["index"] for new in reader.new_tabs()] == [2], given
    assert _order(reader, tabs[0]["windowId"], tabs) == [0, 1, PAPER, PAPER, 2]


def test_opens_beside_the_active_tab_if_the_clicked_one_is_closed(reader: Reader) -> None:
    closed, shown, last = tabs = _opens(reader, 3)
    reader.do("id => chrome.tabs.remove(id)", closed["id"])
    wait_until(lambda: reader.tab(shown)["active"] or None, "tab that is shown", lambda: None)
    reader.clicks(closed, **ONE)
    assert _order(reader, last["windowId"], tabs) == [1, PAPER, 2]


def test_opens_from_a_popup_window(reader: Reader) -> None:
    (tab,) = reader.opens("about:blank", type="popup")
    assert reader.clicks(tab, **TWO) == BOTH
    assert {new["incognito"] for new in reader.new_tabs()} == {False}


def test_opens_a_window_if_no_tab_can_be_opened(reader: Reader) -> None:
    with _refusing(reader, "tabs", "create"):
        assert reader.clicks(**TWO) == BOTH


# ---------------------------------------------------------------- incognito


@pytest.fixture(scope="module")
def _incognito_tab(_observer: Observer) -> Iterator[Json]:
    """The tab of an incognito window, which these last tests of the file share."""
    (tab,) = _observer.do("openWindow(['about:blank'], { incognito: true })")
    yield tab
    _observer.do("id => chrome.tabs.remove(id)", tab["id"])


@pytest.fixture
def incognito(_incognito_tab: Json, reader: Reader) -> Json:
    """The same tab; its window has the focus."""
    window = _incognito_tab["windowId"]
    reader.do("id => chrome.windows.update(id, { focused: true })", window)
    assert reader.do("chrome.windows.getLastFocused()")["id"] == window
    return _incognito_tab


def test_opens_in_the_incognito_window(reader: Reader, incognito: Json) -> None:
    assert reader.clicks(incognito, incognito=True, **TWO) == BOTH
    assert _order(reader, incognito["windowId"], [incognito]) == [0, *BOTH]
    assert [new["incognito"] for new in reader.new_tabs()] == [True, True]


def test_opens_the_help_page_in_the_incognito_window(reader: Reader, incognito: Json) -> None:
    window = incognito["windowId"]
    assert reader.clicks(incognito, incognito=True) == [reader.session.url(f"{HELP}?unread")]
    (new,) = reader.new_tabs()
    assert (new["windowId"], new["index"], new["incognito"]) == (window, 1, True)
    page = reader.page(reader.session.url(HELP))
    reader.watches()
    page.fill("input", "1706.03762")
    page.press("input", "Enter")
    assert reader.opened(1) == [PAPER]
    (new,) = reader.new_tabs()
    assert (new["windowId"], new["index"], new["incognito"]) == (window, 2, True)


def test_opens_in_the_incognito_window_if_the_event_has_no_tab(
    reader: Reader, incognito: Json
) -> None:
    assert reader.clicks(None, incognito=True, **ONE) == [PAPER]
    assert _order(reader, incognito["windowId"], [incognito]) == [0, PAPER]


def test_opens_in_the_normal_window_while_an_incognito_window_has_the_focus(
    reader: Reader, incognito: Json
) -> None:
    tabs = reader.tabs(reader.own_window)
    reader.clicks(tabs[-1], **TWO)
    assert _order(reader, reader.own_window, tabs) == [*range(len(tabs)), *BOTH]
    assert _order(reader, incognito["windowId"], [incognito]) == [0]


def test_only_cool_papers_and_our_own_pages_are_opened(permitted_reader: Reader) -> None:
    urls = [
        "https://papers.cool.evil.example/",
        "https://arxiv.org/list/cs.AI/new",
        "https://arxiv.org/abs/1706.03762?next=https://evil.example/",
        "https://openreview.net/pdf?id=SkB-_mcel",
        "javascript:alert(1)",
    ]
    page = permitted_reader.shows_own_page()
    permitted_reader.watches()
    said = page.evaluate(
        """async (urls) => {
          const { destination } = await import("/papers/paper.js");
          const { openTabs } = await import("/flow/tabs.js");
          const open = (url) => openTabs([destination(url)], undefined, "beside").catch(String);
          return Promise.all(urls.map(open));
        }""",
        urls,
    )
    refused = [str(it).startswith("Error: Not a page of Cool Papers") for it in said]
    assert dict(zip(urls, refused, strict=True)) == dict.fromkeys(urls, True)
    assert permitted_reader.opened() == []
