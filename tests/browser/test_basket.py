"""The popup's basket: papers kept while the reader moves between pages, and their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reader import PLAIN, Observer, Reader, TabInUse, show_html
from tools.browser.local_web import LocalWeb
from tools.browser.session import POPUP_LISTED, Session
from tools.browser.waiting import wait_until

URL = "https://list.example/awesome"
ARXIV = "https://papers.cool/arxiv/"
VENUE = "https://papers.cool/venue/"
_ABS = "https://arxiv.org/abs/"
TWO = (
    f"<li><a href='{_ABS}1706.03762'>Attention Is All You Need</a>"
    "<li><a href='https://aclanthology.org/N19-1423/'>BERT: Pre-training of Transformers</a>"
)
ONE = f"<p><a href='{_ABS}1409.0473'>Neural Machine Translation by Jointly Learning</a>"
LONG = "".join(f"<li><a href='{_ABS}2401.{n:05}'>The paper number {n}</a>" for n in range(1, 13))
_BADGE = "chrome.action.getBadgeText({})"
_STORED = "async () => (await import('/flow/session.js')).readBasket()"


@pytest.fixture(scope="module")
def _of_two(permitted: Session, _observer: Observer, _web: LocalWeb) -> Iterator[Page]:
    """The popup of a page of two papers."""
    show_html(_observer.kept, _web, URL, TWO)
    page = permitted.context.new_page()
    page.goto(permitted.url(f"pages/popup/popup.html?tab={_observer.kept_id}"))
    page.wait_for_selector(POPUP_LISTED)
    yield page
    page.close()


@pytest.fixture
def of_two(_of_two: Page, permitted: Session) -> Iterator[Page]:
    """The same with an empty basket, which is emptied after the test, too."""
    _of_two.bring_to_front()
    yield _of_two
    _of_two.get_by_role("searchbox").fill("")
    _of_two.locator("#basket-empty").evaluate("it => it.click()")
    expect(_of_two.get_by_role("status")).to_have_text("The basket is empty.")
    _empty(permitted)


def _empty(session: Session) -> None:
    session.worker().evaluate(
        "chrome.action.setBadgeText({ text: '' }).then(() => chrome.storage.session.clear())"
    )


@pytest.fixture
def _own(_popup_tab: TabInUse) -> Page:
    return _popup_tab.take()


@pytest.fixture
def popup(_own: Page, permitted_reader: Reader) -> Iterator[Callable[[str], Page]]:
    """Opens the popup of a page; the basket is emptied after the test."""
    session = permitted_reader.session

    def opens(body: str) -> Page:
        tab = permitted_reader.shows(URL, body)
        _own.bring_to_front()  # or it would be painted once a second
        _own.goto(session.url(f"pages/popup/popup.html?tab={tab['id']}"))
        _own.wait_for_selector(POPUP_LISTED)
        return _own

    yield opens
    _empty(session)


def _button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def _in_basket(page: Page) -> Locator:
    return page.locator("#basket-count")


def _badge(reader: Reader) -> str:
    return str(reader.session.worker().evaluate(_BADGE))


def _adds(page: Page, said: str) -> None:
    _button(page, "Add").click()
    expect(page.get_by_role("status")).to_have_text(said)


def test_without_a_basket_only_its_button_is_seen(of_two: Page, permitted_reader: Reader) -> None:
    page = of_two
    expect(_button(page, "Add")).to_be_visible()
    expect(page.locator("#basket")).to_be_hidden()
    expect(page.locator(".noted")).to_have_count(0)
    assert _badge(permitted_reader) == ""
    page.get_by_role("searchbox").fill("no such paper")
    expect(_button(page, "Add")).to_be_hidden()


def test_keeps_papers_of_several_pages_and_opens_them_once(
    of_two: Page, popup: Callable[[str], Page], permitted_reader: Reader
) -> None:
    _adds(of_two, "2 added.")
    assert _badge(permitted_reader) == "2"
    page = popup(ONE + TWO)
    expect(_in_basket(page)).to_have_text("2 papers in the basket")
    expect(page.locator(".noted")).to_have_text(["In the basket"] * 2)
    _adds(page, "Added.")
    expect(page.locator(".noted")).to_have_count(3)
    expect(_in_basket(page)).to_have_text("3 papers in the basket")
    assert _badge(permitted_reader) == "3"
    page = popup("<p>Tea")
    page.evaluate("() => { globalThis.close = () => document.body.dataset.closed = 'yes'; }")
    with permitted_reader.notes_tabs() as noted:
        _button(page, "Open 3").click()
        assert noted(2) == [f"{ARXIV}1706.03762,1409.0473", f"{VENUE}N19-1423@ACL"]
        expect(page.locator("body[data-closed]")).to_have_count(1)
    assert _badge(permitted_reader) == "" and page.evaluate(_STORED) == []


def test_adds_only_what_is_ticked(popup: Callable[[str], Page], permitted_reader: Reader) -> None:
    page = popup(LONG)
    add = _button(page, "Add")
    expect(add).to_have_attribute("aria-disabled", "true")
    add.click(force=True)
    expect(page.locator("#basket")).to_be_hidden()
    page.get_by_label("The paper number 7", exact=True).check()
    expect(add).to_have_attribute("aria-disabled", "false")
    _adds(page, "Added.")
    expect(_in_basket(page)).to_have_text("1 paper in the basket")
    expect(page.locator("#papers li:has(.noted) a")).to_have_text(["The paper number 7"])
    expect(add).to_have_attribute("aria-disabled", "true")
    stored = page.evaluate(_STORED)
    assert [it["paper"]["id"] for it in stored] == ["2401.00007"]
    assert set(stored[0]) == {"paper", "title"}


def test_adds_the_one_paper_of_a_page_by_a_button_in_one_line_with_the_others(
    popup: Callable[[str], Page], permitted_reader: Reader
) -> None:
    page = popup(ONE)
    buttons = page.locator("footer > button:visible")
    expect(buttons).to_have_text(["Copy title and link", "Copy link", "Add", "Open"])
    assert len({it.bounding_box()["y"] for it in buttons.all()}) == 1  # type: ignore[index]
    _adds(page, "Added.")
    expect(_button(page, "Add")).to_have_attribute("aria-disabled", "true")
    assert _badge(permitted_reader) == "1"


def test_holds_each_paper_once_though_another_window_added_it(of_two: Page) -> None:
    page = of_two
    page.evaluate(
        """async () => {
          const { addToBasket } = await import("/flow/session.js");
          const paper = { kind: "paper", source: "arXiv", branch: "arxiv", id: "1706.03762" };
          await addToBasket([{ paper, title: "" }]);
        }"""
    )
    _button(page, "Add").click()
    expect(_in_basket(page)).to_have_text("2 papers in the basket")


def test_is_emptied_by_one_button(of_two: Page, permitted_reader: Reader) -> None:
    page = of_two
    _adds(page, "2 added.")
    _button(page, "Empty").click()
    expect(page.get_by_role("status")).to_have_text("The basket is empty.")
    expect(page.locator("#basket")).to_be_hidden()
    expect(page.locator(".noted")).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert _badge(permitted_reader) == "" and page.evaluate(_STORED) == []


def test_by_keyboard(of_two: Page) -> None:
    page = of_two
    page.locator("#copy").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(_in_basket(page)).to_have_text("2 papers in the basket")
    expect(page.locator("#add")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.locator("#basket-open")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(page.locator("#basket")).to_be_hidden()


def test_says_that_there_is_no_room(of_two: Page) -> None:
    of_two.evaluate(
        """() => {
          const { session } = chrome.storage;
          globalThis.store = session.set;
          session.set = () => Promise.reject(new Error("full"));
        }"""
    )
    try:
        _adds(of_two, "Couldn’t add: the browser refused.")
    finally:
        of_two.evaluate("() => { chrome.storage.session.set = globalThis.store; }")
    expect(of_two.locator("#basket")).to_be_hidden()


def test_number_outlasts_the_worker(of_two: Page, permitted_reader: Reader) -> None:
    page = of_two
    _adds(page, "2 added.")
    permitted_reader.session.stop_worker()
    assert page.evaluate(_BADGE) == "2"
    permitted_reader.session.start_worker()
    assert _badge(permitted_reader) == "2"
    assert len(page.evaluate(_STORED)) == 2


def test_words_for_a_page_do_not_push_it_out_of_a_full_store(of_two: Page) -> None:
    page = of_two
    _adds(page, "2 added.")
    handed = page.evaluate(
        """async () => {
          const { handOver } = await import("/flow/session.js");
          const { set } = chrome.storage.session;
          chrome.storage.session.set = () => {
            chrome.storage.session.set = set;
            return Promise.reject(new Error("full"));
          };
          return await handOver("some words");
        }"""
    )
    assert handed and len(page.evaluate(_STORED)) == 2


def test_incognito_windows_have_their_own(of_two: Page, permitted_reader: Reader) -> None:
    session, page = permitted_reader.session, of_two
    _adds(page, "2 added.")
    hidden = session.open_incognito(session.url(PLAIN))
    assert hidden.evaluate(_STORED) == []
    hidden.evaluate(
        """async () => {
          const { addToBasket } = await import("/flow/session.js");
          const paper = { kind: "paper", source: "arXiv", branch: "arxiv", id: "1409.0473" };
          await addToBasket([{ paper, title: "" }]);
        }"""
    )
    hidden.goto(session.url("pages/popup/popup.html?tab=0"))
    expect(_in_basket(hidden)).to_have_text("1 paper in the basket")
    own_badge = (
        "chrome.tabs.getCurrent().then(({ id }) => chrome.action.getBadgeText({ tabId: id }))"
    )
    wait_until(lambda: hidden.evaluate(own_badge) == "1" or None, "its number", lambda: None)
    assert _badge(permitted_reader) == "2"
    _button(hidden, "Empty").click()
    wait_until(lambda: hidden.evaluate(own_badge) == "" or None, "no number", lambda: None)
    assert _badge(permitted_reader) == "2"
    assert len(page.evaluate(_STORED)) == 2
