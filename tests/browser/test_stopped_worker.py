"""The browser may stop the service worker at any time: what it had begun is finished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import BLOG, MANY, PLAIN, Reader, TabInUse
from tests.papers import open_papers, titled
from tools.browser.devtools import Json
from tools.browser.session import Session
from tools.browser.waiting import wait_until

PAPER = "https://papers.cool/arxiv/1706.03762"
SEARCH = "https://papers.cool/arxiv/search?highlight=1&query="
THREE = [f"{SEARCH}number%20{number}" for number in range(3)]
ASK_FOR_THREE = open_papers(*(titled(f"number {number}") for number in range(3)))
ASK_FOR_TWO = open_papers(*(titled(f"number {number}") for number in range(2)))
ASK_FOR_ONE = open_papers("arxiv/1706.03762")
_STOP_OPENING = """
([heard, opened]) => {
  const create = chrome.tabs.create.bind(chrome.tabs);
  let count = 0;
  chrome.tabs.create = (how) => {
    const opening = ++count <= opened ? create(how) : undefined;
    return count <= heard ? opening : new Promise(() => {});
  };
}
"""
"""The worker asks for one tab after those that it has heard of; the browser opens it, or not."""
_NOTES = "async () => (await import('/flow/session.js')).sessionArea().get(null)"
"""For a page: incognito windows have a store of their own."""


@pytest.fixture(scope="module")
def own_tab(browser: Session) -> Iterator[TabInUse]:
    def opens() -> Page:
        page = browser.context.new_page()
        page.goto(browser.url(PLAIN))
        return page

    tab = TabInUse(opens)
    yield tab
    tab.close()


@pytest.fixture(autouse=True)
def own(own_tab: TabInUse) -> Page:
    """The tab of `page`: taken before the reader comes, who closes what opens later."""
    return own_tab.take()


@pytest.fixture
def page(own: Page, reader: Reader) -> Iterator[Page]:
    """A page of the extension, whose messages wake the worker as those of the popup do."""
    own.bring_to_front()
    reader.watches()
    yield own
    reader.session.worker().evaluate("chrome.storage.session.clear()")


def _asks(page: Page, request: Json) -> None:
    page.evaluate("(request) => void chrome.runtime.sendMessage(request)", request)


def _is_interrupted(
    reader: Reader,
    page: Page,
    *,
    incognito: bool = False,
    heard: int = 1,
    opened: int = 2,
    request: Json = ASK_FOR_THREE,
    urls: Sequence[str] = THREE,
) -> None:
    """Ask for three tabs; the worker stops when some are there, by default before it knows."""
    reader.session.worker(incognito=incognito).evaluate(_STOP_OPENING, [heard, opened])
    _asks(page, request)
    assert reader.opened(opened) == urls[:opened]
    wait_until(lambda: _asked(page) == heard + 1 or None, "note")
    reader.session.stop_worker(incognito=incognito)
    assert reader.opened() == urls[:opened]


def _asked(page: Page) -> int:
    """How many tabs the browser was asked for, as noted."""
    return int(
        page.evaluate(
            f"async () => Object.values(await ({_NOTES})()).find((it) => it.asked)?.asked ?? 0"
        )
    )


def _is_done(reader: Reader, incognito: Page | None = None) -> None:
    """Wait until the worker has opened all that it is going to; that of a page, if incognito."""

    def look() -> bool | None:
        store = "chrome.storage.session.get(null)"
        notes: Json = (
            incognito.evaluate(_NOTES) if incognito else reader.session.worker().evaluate(store)
        )
        return None if any(it.startswith("opening ") for it in notes) else True

    wait_until(look, "end of the opening")


@pytest.mark.parametrize(("heard", "opened"), [(0, 1), (1, 1), (1, 2), (2, 2), (2, 3)], ids=str)
def test_rest_of_three_tabs_opens_when_the_worker_wakes(
    reader: Reader, page: Page, heard: int, opened: int
) -> None:
    _is_interrupted(reader, page, heard=heard, opened=opened)
    _asks(page, {})
    reader.opened(3)
    _is_done(reader)
    assert reader.opened() == THREE


def test_rest_opens_after_what_the_worker_was_woken_for(reader: Reader, page: Page) -> None:
    _is_interrupted(reader, page, heard=0, opened=0)  # The first tab is missing, too.
    _asks(page, ASK_FOR_ONE)
    reader.opened(4)
    _is_done(reader)
    assert reader.opened() == [PAPER, *THREE]


def test_rest_leaves_the_focus_where_it_is(reader: Reader, page: Page) -> None:
    _is_interrupted(reader, page, heard=0, opened=0)  # The first tab, which would get it, too.
    reader.session.start_worker()
    assert reader.opened(3) == THREE
    _is_done(reader)
    assert not any(it["active"] for it in reader.new_tabs())


def test_rest_opens_in_the_tab_group(reader: Reader, page: Page) -> None:
    tab = next(it for it in reader.tabs() if it["url"] == page.url)
    group = reader.groups([tab])
    _is_interrupted(reader, page)
    reader.session.start_worker()
    assert reader.opened(3) == THREE
    _is_done(reader)
    assert {it["groupId"] for it in reader.new_tabs()} == {group}
    page.close()  # The next test needs a tab outside of groups.


def test_rest_opens_beside_the_last_one_if_the_reader_s_tab_has_closed(
    reader: Reader, page: Page
) -> None:
    reader.opens(BLOG)
    reader.watches()
    _is_interrupted(reader, page)
    page.close()
    reader.session.start_worker()
    assert reader.opened(3) == THREE
    _is_done(reader)
    places = [(it["windowId"], it["index"]) for it in reader.new_tabs()]
    window, first = places[0]
    assert places == [(window, first + number) for number in range(3)]


def test_rest_does_not_open_if_the_reader_has_closed_all(reader: Reader, page: Page) -> None:
    _is_interrupted(reader, page)
    page.close()
    reader.do("ids => chrome.tabs.remove(ids)", [it["id"] for it in reader.new_tabs()])
    reader.session.start_worker()
    _is_done(reader)
    assert reader.opened() == []


def test_rest_is_asked_for_after_a_minute(reader: Reader, page: Page) -> None:
    _is_interrupted_long_ago(reader, page)
    _asks(page, ASK_FOR_ONE)
    asking = reader.opened(4)[-1]
    _is_done(reader)
    assert reader.opened() == [PAPER, *THREE[:2], asking]
    assert asking.startswith(reader.session.url(MANY))
    assert [it["active"] for it in reader.new_tabs()] == [True, False, False, False]
    question = reader.page(asking)
    expect(question.locator("h1")).to_have_text("Some tabs did not open")
    links = question.locator("li a")
    assert [str(it.get_attribute("href")) for it in links.all()] == THREE[2:]


def test_rest_of_the_sources_is_asked_for_too(reader: Reader, page: Page) -> None:
    """The way back opens pages of other sites."""
    ids = [f"1706.{number:05}" for number in range(1, 4)]
    urls = [f"https://arxiv.org/abs/{it}" for it in ids]
    request = open_papers(*(f"arxiv/{it}" for it in ids), atSource=True)
    _is_interrupted_long_ago(reader, page, request, urls)
    _asks(page, ASK_FOR_ONE)
    asking = reader.page(reader.opened(4)[-1])
    _is_done(reader)
    links = asking.locator("li a")
    assert [str(it.get_attribute("href")) for it in links.all()] == urls[2:]


def _is_interrupted_long_ago(
    reader: Reader, page: Page, request: Json = ASK_FOR_THREE, urls: Sequence[str] = THREE
) -> None:
    _is_interrupted(reader, page, request=request, urls=urls)
    page.evaluate(
        """async () => {
          const notes = Object.entries(await chrome.storage.session.get(null));
          const [[key, note], ...others] = notes.filter(([key]) => key.startsWith("opening "));
          if (others.length) throw new Error("more than one note");
          await chrome.storage.session.set({ [key]: { ...note, time: note.time - 61_000 } });
        }"""
    )


def test_no_worker_finishes_what_that_of_other_windows_had_begun(
    reader: Reader, page: Page
) -> None:
    pages = {False: page, True: reader.session.open_incognito(reader.session.url(PLAIN))}
    for incognito in (False, True):
        reader.watches()
        _is_interrupted(reader, pages[incognito], incognito=incognito)
        reader.session.stop_worker(incognito=not incognito)
        _asks(pages[not incognito], ASK_FOR_ONE)
        reader.opened(3)
        _is_done(reader, None if incognito else pages[True])
        assert sorted(reader.opened()) == sorted([PAPER, *THREE[:2]])
        reader.session.start_worker(incognito=incognito)
        reader.opened(4)
        _is_done(reader, pages[True] if incognito else None)
        new = [it for it in reader.new_tabs() if it["incognito"] == incognito]
        assert [it.get("pendingUrl") or it["url"] for it in new] == THREE


def test_tabs_open_without_a_store(reader: Reader, page: Page) -> None:
    worker = reader.session.worker()
    fails, hangs = "() => Promise.reject(new Error('broken'))", "() => new Promise(() => {})"
    for broken in (fails, hangs, "undefined"):
        store = "chrome.storage.session"
        worker.evaluate(f"{store}.set = {store}.remove = {broken}, null")
        reader.watches()
        _asks(page, ASK_FOR_TWO)
        assert reader.opened(2) == THREE[:2], broken
    reader.session.stop_worker()
    reader.session.start_worker()


def test_one_tab_is_not_noted(reader: Reader, page: Page) -> None:
    worker = reader.session.worker()
    worker.evaluate(
        """(() => {
          self.noted = 0;
          const set = chrome.storage.session.set.bind(chrome.storage.session);
          chrome.storage.session.set = (it) => {
            if (Object.keys(it).some((key) => key.startsWith("opening"))) self.noted++;
            return set(it);
          };
          self.created = 0;
          chrome.tabs.create = async () => {
            self.created++;
            return {};
          };
        })()"""
    )
    _asks(page, ASK_FOR_ONE)
    wait_until(lambda: worker.evaluate("self.created") == 1 or None, "tab")
    assert worker.evaluate("self.noted") == 0
    _asks(page, ASK_FOR_THREE)
    wait_until(lambda: worker.evaluate("self.created") == 4 or None, "three more tabs")
    assert worker.evaluate("self.noted") > 0
    reader.session.stop_worker()
    reader.session.start_worker()
