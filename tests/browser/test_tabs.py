"""New tabs open next to the reader's: same window, tab group and incognito state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.browser.reader import HELP, Observer, Reader, url_of
from tests.profile import AT_NIGHT
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


def test_opens_right_beside_the_readers_tab_in_its_tab_group(reader: Reader) -> None:
    tabs = _opens(reader, 3)
    group = reader.groups(tabs[1:])
    groups = [-1, group, group]
    order: list[int | str] = [0, 1, 2]
    # From the right: new tabs do not move those that are still to come.
    for place in (2, 1, 0):
        click, urls = (TWO, BOTH) if place == 2 else (ONE, [PAPER])
        reader.clicks(tabs[place], **click)
        order[place + 1 : place + 1] = urls
        assert _order(reader, tabs[0]["windowId"], tabs) == order
        assert [reader.tab(tab)["groupId"] for tab in tabs] == groups
        new = reader.new_tabs()
        assert {tab["groupId"] for tab in new} == {groups[place]}
        assert {tab["openerTabId"] for tab in new} == {tabs[place]["id"]}
        assert [tab["active"] for tab in new] == [True, *[False] * (len(new) - 1)]


def test_opens_after_the_pinned_tabs_in_order(reader: Reader) -> None:
    tabs = _opens(reader, 3)
    for tab in tabs[:2]:
        reader.do("id => chrome.tabs.update(id, { pinned: true })", tab["id"])
    reader.clicks(tabs[0], **TWO)
    assert _order(reader, tabs[0]["windowId"], tabs) == [0, 1, *BOTH, 2]


def test_opens_from_other_doors_beside_the_tab_in_its_tab_group(reader: Reader) -> None:
    """The popup, and for the help page the menu; that the worker reports no error is checked."""
    tabs = _opens(reader, 2)
    window = tabs[0]["windowId"]
    group = reader.groups(tabs[:1])
    broken = "https://papers.cool/arxiv/%E0%A4%A"
    reader.sends({"type": "openText", "text": broken, "tabId": tabs[0]["id"]})
    assert reader.opened(1) == [broken]
    wait_until(lambda: reader.new_tabs()[0]["groupId"] == group, "tab in the group")
    help_page = reader.session.url(f"{HELP}?unread")
    assert reader.clicks(tabs[0]) == [help_page]
    assert _order(reader, window, tabs) == [0, help_page, broken, 1]
    assert [tab["groupId"] for tab in reader.tabs(window)] == [group] * 3 + [-1]


def test_opens_if_the_tab_group_cannot_be_changed(reader: Reader) -> None:
    (tab,) = _opens(reader, 1)
    reader.groups([tab])
    with _refusing(reader, "tabs", "group"):
        assert reader.clicks(tab, **ONE) == [PAPER]
    assert _order(reader, tab["windowId"], [tab]) == [0, PAPER]


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


_RECORD_PLACE = """() => {
  self.original = chrome.tabs.create;
  chrome.tabs.create = async (how) => { self.place = [how.windowId, how.index]; return {}; };
}"""


def _would_be_at(reader: Reader, tab: Json | None, *, incognito: bool = False) -> list[int]:
    """Window and index of the tab that such a click would open; nothing opens."""
    worker = reader.session.worker(incognito=incognito)
    worker.evaluate(_RECORD_PLACE)
    try:
        assert reader.clicks(tab, incognito=incognito, **ONE) == []
        place: list[int] = worker.evaluate("place")
    finally:
        worker.evaluate("() => { chrome.tabs.create = original; delete self.place; }")
    return place


def test_opens_beside_the_tab_of_the_event_where_it_is_now_or_the_active_one(
    reader: Reader,
) -> None:
    shown, other = _opens(reader, 2)
    window = shown["windowId"]
    assert reader.do("chrome.windows.getLastFocused()")["id"] == window
    without = {key: value for key, value in other.items() if key != "index"}
    moved = {**other, "windowId": reader.own_window, "index": 7}
    for given in (other, without, {**without, "index": -1}, moved):
        assert _would_be_at(reader, given) == [window, 2], given
    elsewhere = reader.tabs(reader.own_window)[-1]
    assert _would_be_at(reader, elsewhere) == [reader.own_window, elsewhere["index"] + 1]
    closed = {**other, "id": 123456789}
    odd: list[Json | None] = [None, {"id": -1}, {"id": -1, "index": -1, "windowId": -1}, {}]
    for it in (*odd, closed):
        assert _would_be_at(reader, it) == [window, 1], it


def test_opens_from_a_popup_window(reader: Reader) -> None:
    (tab,) = reader.opens("about:blank", type="popup")
    assert reader.clicks(tab, **ONE) == [PAPER]
    assert [new["incognito"] for new in reader.new_tabs()] == [False]


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


@AT_NIGHT  # In each run, papers open there.
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
    assert _would_be_at(reader, None, incognito=True) == [incognito["windowId"], 1]


def test_opens_in_the_normal_window_while_an_incognito_window_has_the_focus(
    reader: Reader, incognito: Json
) -> None:
    tab = reader.tabs(reader.own_window)[-1]
    assert _would_be_at(reader, tab) == [reader.own_window, tab["index"] + 1]


def test_only_cool_papers_and_our_own_pages_are_opened(reader: Reader) -> None:
    urls = [
        "https://papers.cool.evil.example/",
        "https://arxiv.org/list/cs.AI/new",
        "https://arxiv.org/abs/1706.03762?next=https://evil.example/",
        "https://openreview.net/pdf?id=SkB-_mcel",
        "javascript:alert(1)",
    ]
    page = reader.shows_own_page()
    reader.watches()
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
    assert reader.opened() == []
