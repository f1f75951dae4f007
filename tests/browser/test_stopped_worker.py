"""If the browser stops the service worker while it opens tabs, the next worker opens the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import BLOG, MANY, PLAIN, Reader, TabInUse, url_of
from tests.papers import open_papers, titled
from tests.profile import AT_NIGHT, NIGHTLY
from tools.browser.devtools import Json
from tools.browser.session import Session
from tools.browser.waiting import wait_until

PAPER = "https://papers.cool/arxiv/1706.03762"
SEARCH = "https://papers.cool/arxiv/search?highlight=1&query="
THREE = [f"{SEARCH}number%20{number}" for number in range(3)]
TWO = THREE[:2]
ASK_FOR_THREE = open_papers(*(titled(f"number {number}") for number in range(3)))
ASK_FOR_TWO = open_papers(*(titled(f"number {number}") for number in range(2)))
ASK_FOR_ONE = open_papers("arxiv/1706.03762")
SOURCE_IDS = ["1706.00001", "1706.00002"]
TWO_SOURCES = [f"https://arxiv.org/abs/{it}" for it in SOURCE_IDS]
ASK_FOR_TWO_SOURCES = open_papers(*(f"arxiv/{it}" for it in SOURCE_IDS), atSource=True)
_STOP_OPENING = """
([answered, opened]) => {
  const create = chrome.tabs.create.bind(chrome.tabs);
  let count = 0;
  chrome.tabs.create = (how) => {
    const opening = ++count <= opened ? create(how) : undefined;
    return count <= answered ? opening : new Promise(() => {});
  };
}
"""
"""The worker requests one more tab than it gets answers for; the browser opens that tab, or not."""
_RECORDS = "async () => (await import('/flow/session.js')).sessionArea().get(null)"
"""For a page: incognito windows have separate session storage."""


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
def _own(own_tab: TabInUse) -> Page:
    """The tab of `page`, taken before the reader is made, who closes tabs that open later."""
    return own_tab.take()


@pytest.fixture
def page(_own: Page, reader: Reader) -> Iterator[Page]:
    """A page of the extension, whose messages wake the worker as the popup's do."""
    _own.bring_to_front()
    reader.watches()
    yield _own
    reader.session.worker().evaluate("chrome.storage.session.clear()")


def _ask(page: Page, request: Json) -> None:
    page.evaluate("(request) => void chrome.runtime.sendMessage(request)", request)


def _interrupt_worker(
    reader: Reader,
    page: Page,
    *,
    incognito: bool = False,
    answered: int = 0,
    opened: int = 1,
    request: Json = ASK_FOR_TWO,
    urls: Sequence[str] = TWO,
) -> None:
    """Request tabs, and stop the worker when `opened` are open and `answered` reported."""
    reader.session.worker(incognito=incognito).evaluate(_STOP_OPENING, [answered, opened])
    _ask(page, request)
    assert reader.opened(opened) == urls[:opened]
    wait_until(lambda: _requested(page) == answered + 1 or None, "record")
    reader.session.stop_worker(incognito=incognito)
    assert reader.opened() == urls[:opened]


def _requested(page: Page) -> int:
    """How many tabs the worker has recorded as requested."""
    return int(
        page.evaluate(
            f"async () => Object.values(await ({_RECORDS})()).find((it) => it.asked)?.asked ?? 0"
        )
    )


def _wait_until_done(reader: Reader, incognito: Page | None = None) -> None:
    """Wait until the worker has no recorded opening left; `incognito`: a page of that worker."""

    def look() -> bool | None:
        store = "chrome.storage.session.get(null)"
        records: Json = (
            incognito.evaluate(_RECORDS) if incognito else reader.session.worker().evaluate(store)
        )
        return None if any(it.startswith("opening ") for it in records) else True

    wait_until(look, "end of the opening")


@pytest.mark.parametrize(
    ("answered", "opened"),
    [
        (0, 1),
        pytest.param(1, 1, marks=AT_NIGHT),
        pytest.param(1, 2, marks=AT_NIGHT),
        pytest.param(2, 2, marks=AT_NIGHT),
        (2, 3),
    ],
    ids=str,
)
def test_rest_of_three_tabs_opens_when_the_worker_wakes(
    reader: Reader, page: Page, answered: int, opened: int
) -> None:
    _interrupt_worker(
        reader, page, answered=answered, opened=opened, request=ASK_FOR_THREE, urls=THREE
    )
    _ask(page, {})
    reader.opened(3)
    _wait_until_done(reader)
    assert reader.opened() == THREE


def test_rest_opens_after_what_the_worker_was_woken_for_without_the_focus(
    reader: Reader, page: Page
) -> None:
    _interrupt_worker(reader, page, opened=0)  # Even the first tab, which would get the focus.
    _ask(page, ASK_FOR_ONE)
    reader.opened(3)
    _wait_until_done(reader)
    assert reader.opened() == [PAPER, *TWO]
    assert [it["active"] for it in reader.new_tabs()] == [True, False, False]


def test_rest_opens_in_the_tab_group(reader: Reader, page: Page) -> None:
    tab = page.evaluate("chrome.tabs.getCurrent()")
    group = reader.groups([tab])
    _interrupt_worker(reader, page)
    reader.session.start_worker()
    assert reader.opened(2) == TWO
    _wait_until_done(reader)
    assert {it["groupId"] for it in reader.new_tabs()} == {group}
    reader.do("id => chrome.tabs.ungroup(id)", tab["id"])


def test_rest_opens_beside_the_last_one_if_the_reader_s_tab_has_closed(
    reader: Reader, page: Page
) -> None:
    reader.opens(BLOG)
    reader.watches()
    _interrupt_worker(reader, page, answered=1)
    page.close()
    reader.session.start_worker()
    assert reader.opened(2) == TWO
    _wait_until_done(reader)
    (window, first), then = [(it["windowId"], it["index"]) for it in reader.new_tabs()]
    assert then == (window, first + 1)


def test_rest_does_not_open_if_the_reader_has_closed_all(reader: Reader, page: Page) -> None:
    _interrupt_worker(reader, page, answered=1)
    page.close()
    reader.do("ids => chrome.tabs.remove(ids)", [it["id"] for it in reader.new_tabs()])
    reader.session.start_worker()
    _wait_until_done(reader)
    assert reader.opened() == []


@pytest.mark.parametrize(
    ("request_of_two", "urls"),
    [pytest.param(ASK_FOR_TWO, TWO, marks=AT_NIGHT), (ASK_FOR_TWO_SOURCES, TWO_SOURCES)],
    ids=["Cool Papers", "sources"],
)
def test_rest_is_asked_for_after_a_minute(
    reader: Reader, page: Page, request_of_two: Json, urls: list[str]
) -> None:
    """Also if it is of other sites, where the way back leads."""
    _interrupt_worker_long_ago(reader, page, request_of_two, urls)
    _ask(page, ASK_FOR_ONE)
    asking = reader.opened(3)[-1]
    _wait_until_done(reader)
    assert reader.opened() == [PAPER, urls[0], asking]
    assert asking.startswith(reader.session.url(MANY))
    assert [it["active"] for it in reader.new_tabs()] == [True, False, False]
    question = reader.page(asking)
    expect(question.locator("h1")).to_have_text("Some tabs did not open")
    links = question.locator("li a")
    assert [str(it.get_attribute("href")) for it in links.all()] == urls[1:]
    expect(question.get_by_role("button")).to_have_text("Open")


def _interrupt_worker_long_ago(
    reader: Reader, page: Page, request: Json, urls: Sequence[str]
) -> None:
    _interrupt_worker(reader, page, request=request, urls=urls)
    page.evaluate(
        """async () => {
          const records = Object.entries(await chrome.storage.session.get(null));
          const [[key, record], ...others] = records.filter(([key]) => key.startsWith("opening "));
          if (others.length) throw new Error("more than one record");
          await chrome.storage.session.set({ [key]: { ...record, time: record.time - 61_000 } });
        }"""
    )


def test_no_worker_finishes_what_that_of_other_windows_had_begun(
    reader: Reader, page: Page
) -> None:
    pages = {False: page, True: reader.session.open_incognito(reader.session.url(PLAIN))}
    # At night also the other way: in each run, another test sees that nothing incognito is shared.
    for incognito in (False, True) if NIGHTLY else (False,):
        reader.watches()
        _interrupt_worker(reader, pages[incognito], incognito=incognito)
        reader.session.stop_worker(incognito=not incognito)
        _ask(pages[not incognito], ASK_FOR_ONE)
        reader.opened(2)
        _wait_until_done(reader, None if incognito else pages[True])
        assert sorted(reader.opened()) == sorted([PAPER, TWO[0]])
        reader.session.start_worker(incognito=incognito)
        reader.opened(3)
        _wait_until_done(reader, pages[True] if incognito else None)
        new = [it for it in reader.new_tabs() if it["incognito"] == incognito]
        assert [url_of(it) for it in new] == TWO


def test_tabs_open_without_a_store(reader: Reader, page: Page) -> None:
    worker = reader.session.worker()
    fails, hangs = "() => Promise.reject(new Error('broken'))", "() => new Promise(() => {})"
    for broken in (fails, hangs, "undefined"):
        store = "chrome.storage.session"
        worker.evaluate(f"{store}.set = {store}.remove = {broken}, null")
        with reader.notes_tabs() as noted:
            _ask(page, ASK_FOR_TWO)
            assert noted(2) == TWO, broken
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
    _ask(page, ASK_FOR_ONE)
    wait_until(lambda: worker.evaluate("self.created") == 1 or None, "tab")
    assert worker.evaluate("self.noted") == 0
    _ask(page, ASK_FOR_THREE)
    wait_until(lambda: worker.evaluate("self.created") == 4 or None, "three more tabs")
    assert worker.evaluate("self.noted") > 0
    reader.session.stop_worker()
    reader.session.start_worker()
