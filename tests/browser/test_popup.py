"""The toolbar popup: papers on the page, picking some of them, and typed input."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.coarse_pointer import use_coarse_pointer
from tests.browser.conftest import Launch
from tests.browser.links import papers_of
from tests.browser.reader import OPTIONS, Observer, Reader, TabInUse, closing, show_html
from tests.papers import open_papers
from tests.profile import AT_NIGHT
from tools.browser.fake_sites import FOLDER, paper_pdf
from tools.browser.local_web import LocalWeb
from tools.browser.session import POPUP_LISTED, REFERENCES_READ, Session

URL = "https://list.example/awesome"
PDF = "application/pdf"
_ABS = "https://arxiv.org/abs/"
ARXIV = "https://papers.cool/arxiv/"
VENUE = "https://papers.cool/venue/"
LIST = """<!doctype html><title>A list</title><h1>Awesome papers</h1>
<ul>
<li><a href="https://arxiv.org/abs/1706.03762v5">Attention Is All You Need</a>
<li>BERT: Pre-training of Deep Transformers. [<a href="https://aclanthology.org/N19-1423.pdf">pdf</a>]
<li><a href="https://openreview.net/forum?id=YicbFdNTTy"><b>An Image</b> is Worth 16x16 Words</a>,
  again <a href="https://arxiv.org/pdf/1706.03762">here</a>
<li>and 10.18653/v1/P19-1001, in text; <a href="https://arxiv.org/list/cs.CL/new">no paper</a>
</ul>"""
FIELD = "Filter, or paste a title, link, DOI or id"
_LINK = "<a href='https://arxiv.org/abs/1706.03762'>Attention Is All You Need</a>"
MANY = 200
IDS = ["1706.03762", "N19-1423@ACL", "YicbFdNTTy@OpenReview", "P19-1001@ACL"]

_ONLY_TEXT = """<title>On tea and networks</title><h1>On tea and networks</h1><p>Tea.
<p><b>References</b></p>
<p>[1] Sutskever, I. “Sequence to sequence learning with neural networks.” NIPS, 2014.<br>
[2] Hochreiter, S. “Long short-term memory in recurrent networks.” 1997.</p>"""


class _Tabs(NamedTuple):
    """A tab for pages to read, and one for the popup, which closes itself when it opens papers.

    Each is in a window of its own, so that both are in view.
    """

    read: Page
    read_id: int
    popup: Page


@pytest.fixture(scope="module")
def read_tab(_observer: Observer) -> Iterator[tuple[Page, int]]:
    """A tab in a window of its own, and its id."""
    page, tab_id = _observer.opens(
        "openWindow([url]).then(([tab]) => tab)", "https://read.example/"
    )
    yield page, tab_id
    page.close()


@pytest.fixture
def tabs(read_tab: tuple[Page, int], _popup_tab: TabInUse) -> _Tabs:
    popup = _popup_tab.take()
    popup.bring_to_front()
    return _Tabs(*read_tab, popup)


@pytest.fixture
def popup(tabs: _Tabs, permitted_reader: Reader) -> Iterator[Any]:
    """Opens the popup of a page, in a tab so that Playwright can access it."""
    reader = permitted_reader

    def opens(body: str | bytes | None = LIST, url: str = URL, kind: str = "text/html") -> Page:
        if isinstance(body, str) and url == URL:
            show_html(tabs.read, reader.web, url, body)
        else:
            if body is not None:
                reader.web.serve(url, body, kind)
            tabs.read.goto(url)
        if kind == PDF:
            reader.session.pdf_ready(tabs.read, url)
        tabs.popup.goto(_popup_url(reader.session, tabs.read_id))
        tabs.popup.wait_for_selector(POPUP_LISTED)
        return tabs.popup

    yield opens


_AS_IT_OPENED = """(isTicked) => {
  const [field, all, group] = ["#field", "#all", "#references"].map((it) =>
    document.querySelector(it)
  );
  field.value = "";
  field.dispatchEvent(new Event("input"));
  document.querySelectorAll("#searches :checked, #references :checked").forEach((it) => it.click());
  group.open = false;
  // The first click can untick what is ticked in part.
  for (const _ of [1, 2]) if (all.checked !== isTicked || all.indeterminate) all.click();
  document.querySelector("#found").style.flexBasis = ""; // the height that filtering kept
  field.focus();
}"""


class _KeptOpen:
    """Popups of pages, each of which tests use in turn, unless they open papers and so close it."""

    def __init__(self, web: LocalWeb, session: Session, tab: tuple[Page, int]) -> None:
        self._web, self._session, self._tab = web, session, tab
        self._pages: dict[str, tuple[Page, bool]] = {}

    def of(self, body: str) -> Page:
        """The popup of a page with this body, as it is when it opens."""
        if body not in self._pages or self._pages[body][0].is_closed():
            read, tab_id = self._tab
            show_html(read, self._web, URL, body)
            page = self._session.context.new_page()
            page.goto(_popup_url(self._session, tab_id))
            page.wait_for_selector(POPUP_LISTED)
            page.wait_for_selector(REFERENCES_READ, state="attached")
            self._pages[body] = page, page.locator("#all").is_checked()
        page, is_ticked = self._pages[body]
        page.bring_to_front()
        page.evaluate(_AS_IT_OPENED, is_ticked)
        return page

    def close(self) -> None:
        for page, _ in self._pages.values():
            page.close()


@pytest.fixture(scope="module")
def _kept_open(
    _web: LocalWeb, permitted: Session, read_tab: tuple[Page, int]
) -> Iterator[_KeptOpen]:
    kept = _KeptOpen(_web, permitted, read_tab)
    for body in (LIST, _list_of(12), _list_of(MANY), _RESULTS, _REFERENCES):
        kept.of(body)  # before any test's reader, which would close it
    yield kept
    kept.close()


@pytest.fixture
def shared(_kept_open: _KeptOpen, permitted_reader: Reader) -> Callable[..., Page]:
    """The popup of a page that tests share: of the list, or of another body."""
    return lambda body=LIST: _kept_open.of(body)


@pytest.fixture
def loading(tabs: _Tabs, permitted_reader: Reader) -> Iterator[tuple[Page, list[Route]]]:
    """The popup of a page that is still loading, and the request that delays the page."""
    script = "https://slow.example/late.js"
    held: list[Route] = []
    tabs.read.route(script, lambda route: held.append(route))
    page = f"<script src={script}></script><p>arXiv:1706.03762"
    tabs.read.goto(permitted_reader.web.serve(f"{URL}/slow", page), wait_until="commit")
    tabs.popup.goto(_popup_url(permitted_reader.session, tabs.read_id))
    yield tabs.popup, held
    tabs.read.unroute(script)


def _list_of(count: int) -> str:
    """A page of so many papers."""
    return "".join(
        f"<li><a href='https://arxiv.org/abs/2401.{n:05}'>The paper number {n}</a>"
        for n in range(1, count + 1)
    )


def _popup_url(session: Session, tab_id: int) -> str:
    return session.url(f"pages/popup/popup.html?tab={tab_id}")


def _listed(page: Page) -> list[tuple[str, str]]:
    """For each visible row, the title, and the source with the id; or the id, and its sentence."""
    rows = page.locator("#papers li > span").evaluate_all(
        "rows => rows.map((row) => [row.firstChild.textContent,"
        " row.querySelector('small')?.textContent ?? ''])"
    )
    return [(title, name) for title, name in rows]


def _enters(page: Page) -> None:
    with closing():
        page.keyboard.press("Enter")


_NOTE_CLOSING = """() => {
  delete document.body.dataset.closed;
  globalThis.close = () => document.body.dataset.closed = "yes";
}"""


@contextmanager
def _noting_tabs(page: Page, reader: Reader) -> Iterator[Callable[[int], list[str]]]:
    """What the popup opens is noted in place of opened, and the popup stays, for the next test."""
    page.evaluate(_NOTE_CLOSING)
    with reader.notes_tabs() as noted:
        yield noted


@contextmanager
def _sized(page: Page, width: int, height: int) -> Iterator[None]:
    """The page in a tab of this size."""
    cdp = page.context.new_cdp_session(page)
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    cdp.send("Emulation.setDeviceMetricsOverride", size)
    try:
        yield
    finally:
        cdp.detach()  # That ends the emulation.


def _presses(page: Page, name: str) -> None:
    with closing():
        page.get_by_role("button", name=name, exact=True).click()


def test_lists_the_papers_of_a_page(shared: Any) -> None:
    page = shared()
    assert _listed(page) == [
        ("Attention Is All You Need", "arXiv 1706.03762"),
        ("BERT: Pre-training of Deep Transformers", "ACL N19-1423@ACL"),
        ("An Image is Worth 16x16 Words", "OpenReview YicbFdNTTy@OpenReview"),
        ("ACL P19-1001@ACL", "and …, in text;"),
    ]
    assert page.locator("#status").inner_text() == "4 papers on this page"


def test_row_without_a_title_has_the_id_once_and_its_sentence_in_one_line(popup: Any) -> None:
    long = "and so on, " * 30
    page = popup(
        "<p>It is hot. We follow https://arxiv.org/abs/1409.0473 (arXiv:1409.0473), as all do. Yes."
        f"<p>我们在之前的论文（arXiv:1508.04025）中提出了这个方法，{long}<p>论文地址：arXiv:1601.00001"
    )
    assert _listed(page) == [
        ("arXiv 1409.0473", "We follow …, as all do."),
        ("arXiv 1508.04025", f"我们在之前的论文中提出了这个方法，{long}"[:200].strip()),
        ("arXiv 1601.00001", ""),
    ]
    rows = page.locator("#papers li")
    one_line = rows.nth(0).bounding_box()
    assert rows.nth(1).bounding_box()["height"] == one_line["height"]
    page.get_by_label(FIELD).fill("as all do")
    assert [title for title, _ in _listed(page)] == ["arXiv 1409.0473"]


@pytest.mark.parametrize("typed", ["", "10.48550/arXiv.1810.04805"], ids=["the list", "typed"])
def test_enter_pressed_twice_opens_once(popup: Any, permitted_reader: Reader, typed: str) -> None:
    page = popup("<p>arXiv:1706.03762")
    page.get_by_label(FIELD).fill(typed)
    with _noting_tabs(page, permitted_reader) as noted:
        _enters(page)
        _enters(page)
        noted(1)  # what is typed is only read now, so a message would overtake it
        page.evaluate("(sent) => chrome.runtime.sendMessage(sent)", open_papers("arxiv/2401.00001"))
        first = typed.split("arXiv.")[-1] or IDS[0]
        assert noted(2) == [ARXIV + first, ARXIV + "2401.00001"]
    expect(page.locator("body[data-closed]")).to_have_count(1)


def test_opens_some(popup: Any, permitted_reader: Reader) -> None:
    page = popup()
    page.get_by_label("Attention Is All You Need").uncheck()
    assert page.locator("#all").evaluate("it => it.indeterminate")
    expect(page.locator("#open")).to_have_text("Open 3")
    page.get_by_label("Select all", exact=True).click()
    expect(page.locator("#open")).to_have_text("Open all 4")
    page.get_by_label("BERT").check()
    page.get_by_label("An Image is Worth").check()
    with _noting_tabs(page, permitted_reader) as noted:
        _presses(page, "Open 2")
        assert noted(1) == [f"{VENUE}{IDS[1]},{IDS[2]}"]


def test_all_ticks_none_where_some_are_ticked(shared: Any) -> None:
    page = shared()
    every = page.get_by_label("Select all", exact=True)
    page.get_by_label("P19-1001").uncheck()
    every.click()
    assert page.locator("#papers input:checked").count() == 0
    assert not every.evaluate("it => it.checked || it.indeterminate")
    every.click()
    expect(page.locator("#open")).to_have_text("Open 4")


def test_filters(shared: Any) -> None:
    page = shared(_list_of(12))
    page.get_by_label(FIELD).fill("NUMBER 12")
    assert [name for _, name in _listed(page)] == ["arXiv 2401.00012"]
    expect(page.locator("#open")).to_have_text("Open 1")


def _ticked(page: Page) -> list[int]:
    """The numbers of the ticked rows, from 0."""
    boxes = page.locator("#papers input").all()
    return [at for at, box in enumerate(boxes) if box.is_checked()]


@pytest.fixture
def shared_listing(shared: Any) -> Page:
    """The popup of a page with more papers than a reader would open at once."""
    page: Page = shared(_list_of(12))
    return page


def test_what_is_ticked_by_hand_stays_so_under_another_filter(shared_listing: Page) -> None:
    for n in (3, 7):
        shared_listing.get_by_label(FIELD).fill(f"number {n}")
        shared_listing.locator("#papers input").check()
    expect(shared_listing.locator("#open")).to_have_text("Open 2")
    assert shared_listing.locator("#all").is_checked()
    shared_listing.get_by_label(FIELD).fill("")
    assert _ticked(shared_listing) == [2, 6]
    assert shared_listing.locator("#all").evaluate("it => it.indeterminate")


@pytest.mark.parametrize(("first", "last"), [(2, 6), (6, 2)], ids=["down", "up"])
def test_shift_and_click_take_a_range(shared_listing: Page, first: int, last: int) -> None:
    boxes = shared_listing.locator("#papers input")
    boxes.nth(first).click()
    boxes.nth(last).click(modifiers=["Shift"])
    assert _ticked(shared_listing) == [2, 3, 4, 5, 6]
    expect(shared_listing.locator("#open")).to_have_text("Open 5")
    boxes.nth(4).click(modifiers=["Shift"])
    off = range(min(4, last), max(4, last) + 1)
    assert _ticked(shared_listing) == [it for it in range(2, 7) if it not in off]


def test_shift_and_arrows_take_a_range(shared_listing: Page) -> None:
    for _ in range(3):
        shared_listing.keyboard.press("ArrowDown")
    for _ in range(3):
        shared_listing.keyboard.press("Shift+ArrowDown")
    assert _ticked(shared_listing) == [2, 3, 4, 5]
    for _ in range(2):
        shared_listing.keyboard.press("Shift+ArrowUp")
    assert _ticked(shared_listing) == [2, 3]
    for _ in range(2):
        shared_listing.keyboard.press("Shift+ArrowUp")
    assert _ticked(shared_listing) == [1, 2]
    expect(shared_listing.locator("#papers a").nth(1)).to_be_focused()


@pytest.fixture
def many(shared: Any) -> Page:
    """The popup of a page with so many papers that not all rows are rendered at once."""
    page: Page = shared(_list_of(MANY))
    return page


def test_shows_all_of_many_papers(many: Page) -> None:
    expect(many.locator("#papers li")).to_have_count(MANY)
    names = [name for _, name in _listed(many)]
    assert names == [f"arXiv 2401.{n:05}" for n in range(1, MANY + 1)]


def test_filter_finds_papers_not_rendered_yet(many: Page, permitted_reader: Reader) -> None:
    many.get_by_label(FIELD).fill(f"number {MANY}")
    assert [name for _, name in _listed(many)] == [f"arXiv 2401.{MANY:05}"]
    many.locator("#papers input").check()
    many.get_by_label(FIELD).fill("")
    expect(many.locator("#papers li")).to_have_count(MANY)
    assert many.get_by_label(f"The paper number {MANY}").is_checked()
    expect(many.locator("#open")).to_have_text("Open 1")


def test_all_includes_papers_not_rendered_yet(many: Page, permitted_reader: Reader) -> None:
    many.get_by_label("Select all", exact=True).check()
    expect(many.locator("#open")).to_have_text(f"Open {MANY}")
    expect(many.locator("#papers li")).to_have_count(MANY)
    assert many.locator("#papers input:checked").count() == MANY
    many.get_by_label("The paper number 199").uncheck()
    expect(many.locator("#open")).to_have_text(f"Open {MANY - 1}")


def test_shows_how_many_papers_match_the_filter(many: Page, permitted_reader: Reader) -> None:
    count = many.get_by_role("status")
    many.get_by_role("searchbox").fill("number 19")
    expect(count).to_have_text("12 of 200 papers")
    many.get_by_role("searchbox").fill("no such paper")
    expect(count).to_be_empty()
    many.get_by_role("searchbox").fill("")
    expect(count).to_have_text(re.compile("^[0-9,]+ papers on this page$"))


def _marked(page: Page) -> Locator:
    """The title of the row that Enter opens from the field.

    Its text content counts: a row has no inner text before the frame that first shows it.
    """
    return page.locator("#found .marked a")


def test_enter_would_open_the_first_row_that_fits(shared_listing: Page) -> None:
    shared_listing.locator("#all").check()
    for typed in ("number 5", "2401.00005"):
        shared_listing.get_by_role("searchbox").fill(typed)
        expect(_marked(shared_listing), typed).to_have_text("The paper number 5")
        expect(shared_listing.locator("#enter"), typed).to_have_text(
            "Enter opens The paper number 5"
        )


def test_enter_would_open_the_paper_whose_id_is_typed(shared: Any) -> None:
    """Not one above it that is shown with a sentence which has the id."""
    page = shared("<p>Other than arXiv:1409.0473, see arXiv:1508.04025 and arXiv:1706.03762.")
    expect(page.locator("#papers li").first).to_contain_text("1508.04025")
    page.get_by_label(FIELD).fill("1508.04025")
    expect(page.locator("#enter")).to_have_text("Enter opens arXiv 1508.04025")
    expect(_marked(page)).to_have_text("arXiv 1508.04025")


def test_arrows_lead_on_from_the_row_that_is_marked(many: Page) -> None:
    many.get_by_role("searchbox").fill("number 19")
    many.keyboard.press("ArrowDown")
    expect(many.locator("#papers a").nth(1)).to_be_focused()
    many.keyboard.press("ArrowUp")
    expect(many.locator("#papers a").nth(0)).to_be_focused()
    many.keyboard.press("ArrowUp")
    expect(many.get_by_role("searchbox")).to_be_focused()
    many.keyboard.press("ArrowDown")
    expect(many.get_by_role("link", name="The paper number 119")).to_be_focused()


@pytest.mark.parametrize(
    ("key", "ticked"),
    [
        pytest.param("Control+Enter", [], id="none ticked"),
        pytest.param("Meta+Enter", [2, 4], id="some ticked"),
        pytest.param("Meta+Enter", [], marks=AT_NIGHT, id="Command, none ticked"),
        pytest.param("Control+Enter", [2, 4], marks=AT_NIGHT, id="Control, some ticked"),
    ],
)
def test_enter_with_a_modifier_opens_what_is_ticked_or_all(
    popup: Any, permitted_reader: Reader, key: str, ticked: list[int]
) -> None:
    """Of a long list nothing is ticked at first."""
    listing: Page = popup(_list_of(12))
    assert _ticked(listing) == []
    assert not listing.locator("#all").evaluate("it => it.checked || it.indeterminate")
    expect(listing.locator("#open")).to_have_text("Open all 12")
    for n in ticked:
        listing.get_by_label(f"The paper number {n}", exact=True).check()
    listing.get_by_label(FIELD).fill("0001")
    with _noting_tabs(listing, permitted_reader) as noted:
        with closing():
            listing.keyboard.press(key)
        opened = ticked or [1, 10, 11, 12]
        assert noted(1) == [ARXIV + ",".join(f"2401.{n:05}" for n in opened)]


def test_nothing_is_marked_where_nothing_is_typed(many: Page) -> None:
    expect(many.locator("#found .marked")).to_have_count(0)
    many.get_by_role("searchbox").fill("number")
    expect(many.locator("#found .marked")).to_have_count(1)
    many.get_by_role("searchbox").fill("")
    expect(many.locator("#found .marked")).to_have_count(0)
    expect(many.locator("#enter")).to_be_empty()


_TAB_STOPS = "it => it.filter((one) => one.tabIndex === 0 && one.checkVisibility()).length"


def test_list_is_one_tab_stop(shared: Any) -> None:
    page = shared(_RESULTS)
    stops = page.locator("#found :is(a, input, button, summary)")
    assert stops.evaluate_all(_TAB_STOPS) == 1
    page.locator("#all").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#papers a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.locator("#copy")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#papers a").nth(1)).to_be_focused()
    page.get_by_label(FIELD).fill("pour")
    assert stops.evaluate_all(_TAB_STOPS) == 1
    page.get_by_label(FIELD).fill("no such paper")
    assert stops.evaluate_all(_TAB_STOPS) == 1


def test_enter_that_ends_ime_composition_opens_nothing(many: Page) -> None:
    """In Chinese input methods, Enter accepts the typed letters."""
    box = many.get_by_role("searchbox")
    box.focus()
    cdp = many.context.new_cdp_session(many)
    cdp.send("Input.imeSetComposition", {"text": "paper", "selectionStart": 5, "selectionEnd": 5})
    for kind in ("rawKeyDown", "keyUp"):
        key = {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
        cdp.send("Input.dispatchKeyEvent", key)
    cdp.send("Input.insertText", {"text": "paper"})
    expect(box).to_have_value("paper")


def test_popup_has_maximum_height_and_only_its_list_scrolls(many: Page) -> None:
    with _sized(many, 480, 900):
        many.locator("#field").fill("paper")
        assert many.evaluate("document.querySelector('main').offsetHeight") == 600
        assert many.evaluate("document.querySelector('main').scrollHeight") == 600
        assert many.locator("#open").evaluate("it => it.getBoundingClientRect().bottom") < 600


_COPIED = "navigator.clipboard.readText()"


@pytest.fixture
def copies(shared: Any) -> Page:
    """The popup of the list with its menu of copies open, in a tab that may use the clipboard."""
    page: Page = shared()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    return page


@pytest.mark.parametrize(
    ("item", "copied"),
    [
        ("Cool Papers links", "\n".join((ARXIV + IDS[0], *(VENUE + it for it in IDS[1:])))),
        ("Ids", "\n".join(IDS)),
    ],
)
def test_copies(copies: Page, item: str, copied: str) -> None:
    copies.get_by_role("menuitem", name=item).click()
    expect(copies.get_by_role("status")).to_have_text("4 copied.")
    assert copies.evaluate(_COPIED) == copied
    expect(copies.get_by_role("menuitem", name=item)).to_be_hidden()


def test_copies_titles_as_formatted_links(copies: Page) -> None:
    copies.get_by_role("menuitem", name="Titles with links").click()
    expect(copies.get_by_role("status")).to_have_text("4 copied.")
    html = copies.evaluate(
        "async () => { const [it] = await navigator.clipboard.read();"
        " return await (await it.getType('text/html')).text(); }"
    )
    assert f'<a href="{ARXIV}{IDS[0]}"' in html and "Attention Is All You Need</a>" in html
    assert copies.evaluate(_COPIED).startswith(f"Attention Is All You Need\n{ARXIV}{IDS[0]}")


def test_copies_by_keyboard(copies: Page) -> None:
    expect(copies.get_by_role("menuitem", name="Cool Papers links")).to_be_focused()
    copies.keyboard.press("ArrowUp")
    expect(copies.get_by_role("menuitem", name="Ids")).to_be_focused()
    for _ in range(2):
        copies.keyboard.press("ArrowDown")
    copies.keyboard.press("Enter")
    expect(copies.get_by_role("status")).to_have_text("4 copied.")
    assert copies.evaluate(_COPIED).startswith("- [Attention Is All You Need](")


def test_what_was_copied_is_gone_when_the_choice_changes(copies: Page) -> None:
    copies.get_by_role("menuitem", name="Ids").click()
    expect(copies.get_by_role("status")).to_have_text("4 copied.")
    copies.get_by_label("P19-1001").uncheck()
    expect(copies.get_by_role("status")).to_have_text("4 papers on this page")


def test_says_that_copying_was_not_allowed(copies: Page) -> None:
    copies.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('no')); }")
    copies.get_by_role("menuitem", name="Ids").click()
    expect(copies.get_by_role("status")).to_have_text("Couldn’t copy: the browser refused.")
    copies.evaluate("() => { delete navigator.clipboard.write; }")


def test_copy_menu_is_in_sight_in_a_low_popup(shared: Any) -> None:
    page = shared()
    with _sized(page, 480, 190):
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("menuitem", name="Cool Papers links")).to_be_focused()
        for item in page.get_by_role("menuitem").all():
            expect(item).to_be_in_viewport(ratio=1)


# ---------------------------------------------------------------- titles that are links


def _title(page: Page) -> Locator:
    return page.get_by_role("link", name="An Image is Worth")


def test_title_opens_by_enter(popup: Any, permitted_reader: Reader) -> None:
    page = popup()
    assert _title(page).get_attribute("href") == VENUE + IDS[2]
    _title(page).focus()
    with _noting_tabs(page, permitted_reader) as noted:
        _enters(page)
        assert noted(1) == [VENUE + IDS[2]]


def test_title_opens_in_the_background(shared: Any, permitted_reader: Reader) -> None:
    """So that several can be opened one after another; the popup stays."""
    page = shared()
    _title(page).click(button="middle")
    page.get_by_role("link", name="Attention").click(modifiers=["Control"])
    urls = permitted_reader.opened(2)
    assert sorted(urls) == [ARXIV + IDS[0], VENUE + IDS[2]]
    assert not any(it["active"] for it in permitted_reader.new_tabs())
    assert not page.is_closed()


@pytest.mark.parametrize("how", [{"button": "middle"}, {"modifiers": ["Control"]}], ids=str)
def test_double_click_on_a_title_opens_it_once(
    shared: Any, permitted_reader: Reader, how: dict[str, Any]
) -> None:
    """By separate clicks it opens again."""
    page = shared()
    with _noting_tabs(page, permitted_reader) as noted:
        _title(page).dblclick(**how)
        _title(page).click(**how)
        page.get_by_role("link", name="Attention").click(**how)
        assert noted(3) == [VENUE + IDS[2], VENUE + IDS[2], ARXIV + IDS[0]]


def test_shift_click_on_a_title_opens_a_window_and_closes(
    popup: Any, permitted_reader: Reader
) -> None:
    page = popup()
    with page.expect_event("close"), closing():
        _title(page).click(modifiers=["Shift"])
    assert permitted_reader.opened(1) == [VENUE + IDS[2]]
    (tab,) = permitted_reader.new_tabs()
    assert len(permitted_reader.tabs(tab["windowId"])) == 1


def test_right_click_on_a_title_opens_nothing(shared: Any, permitted_reader: Reader) -> None:
    page = shared()
    with _noting_tabs(page, permitted_reader) as noted:
        _title(page).click(button="right")
        page.get_by_role("link", name="Attention").click(modifiers=["Control"])
        assert noted(1) == [ARXIV + IDS[0]]


# ---------------------------------------------------------------- what is only searched

_RESULTS = (FOLDER / "blog/results.html").read_text("utf-8")
_SEARCHES = [
    "Steeping with networks: a survey",
    "Leaf segmentation with very deep networks",
    "Learning to pour",
]


def _searches(page: Page) -> list[tuple[str, bool]]:
    rows = page.get_by_role("list", name="Only searched by title").get_by_role("listitem")
    return [
        (it.locator("a").text_content() or "", it.locator("input").is_checked())
        for it in rows.all()
    ]


def test_searches_are_a_group_of_their_own_that_starts_unticked(shared: Any) -> None:
    page = shared(_RESULTS)
    assert [name for _, name in _listed(page)] == ["arXiv 2401.00001", "arXiv 2401.00002"]
    expect(page.get_by_role("heading", name="Only searched by title")).to_be_visible()
    assert _searches(page) == [(title, False) for title in _SEARCHES]
    sites = page.locator("#searches small").all_inner_texts()
    assert sites == ["dl.acm.org", "link.springer.com", "ieeexplore.ieee.org"]
    expect(page.get_by_label("Select all", exact=True)).to_be_checked()
    expect(page.locator("#open")).to_have_text("Open 2")


def test_page_without_searches_has_no_heading_for_them(shared: Any) -> None:
    expect(shared().locator("#searches-title")).to_be_hidden()


def test_all_leaves_searches_as_they_are(shared: Any) -> None:
    page = shared(_RESULTS)
    every = page.get_by_label("Select all", exact=True)
    page.get_by_label(_SEARCHES[1]).check()
    every.uncheck()
    assert [is_ticked for _, is_ticked in _searches(page)] == [False, True, False]
    expect(page.locator("#open")).to_have_text("Open 1")
    every.check()
    assert [is_ticked for _, is_ticked in _searches(page)] == [False, True, False]
    expect(page.locator("#open")).to_have_text("Open 3")


def test_all_ticks_searches_where_nothing_else_is_shown(shared: Any) -> None:
    page = shared(_RESULTS)
    page.get_by_label(FIELD).fill("networks springer")
    expect(page.locator("#papers li")).to_have_count(0)
    page.get_by_label("Select all", exact=True).check()
    assert _searches(page) == [(_SEARCHES[1], True)]
    page.get_by_label(FIELD).fill("deep tea")
    assert _searches(page) == []
    expect(page.locator("#searches-title")).to_be_hidden()


@AT_NIGHT
def test_opens_a_search_for_what_is_ticked(popup: Any, permitted_reader: Reader) -> None:
    page = popup(_RESULTS)
    page.get_by_label("Select all", exact=True).uncheck()
    page.get_by_label(_SEARCHES[2]).check()
    with _noting_tabs(page, permitted_reader) as noted:
        _presses(page, "Open 1")
        assert noted(1) == [f"{ARXIV}search?highlight=1&query=Learning%20to%20pour"]


def test_click_on_a_title_searches_it(popup: Any, permitted_reader: Reader) -> None:
    page = popup(_RESULTS)
    with _noting_tabs(page, permitted_reader) as noted:
        page.get_by_role("link", name=_SEARCHES[2]).click()
        assert noted(1) == [f"{ARXIV}search?highlight=1&query=Learning%20to%20pour"]


def test_copies_searches_that_are_ticked_which_have_no_ids(shared: Any) -> None:
    page = shared(_RESULTS)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Select all", exact=True).uncheck()
    page.get_by_label(_SEARCHES[0]).check()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("menuitem", name="Ids")).to_be_disabled()
    page.get_by_role("menuitem", name="Publishers’ links").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate(_COPIED) == "https://dl.acm.org/doi/abs/10.1145/1234567.1234568"


# ---------------------------------------------------------------- keys


def test_arrow_keys_move_on_to_searches(shared: Any) -> None:
    page = shared(_RESULTS)
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#searches a").first).to_be_focused()
    page.keyboard.press("Space")
    assert _searches(page)[0] == (_SEARCHES[0], True)
    page.keyboard.press("ArrowUp")
    expect(page.locator("#papers a").last).to_be_focused()


def test_arrow_keys_move_through_the_list(shared: Any) -> None:
    page = shared()
    titles = page.locator("#papers a")
    for key, focused in [
        ("ArrowDown", titles.nth(0)),
        ("ArrowDown", titles.nth(1)),
        ("ArrowUp", titles.nth(0)),
        ("ArrowUp", page.get_by_label(FIELD)),
        ("ArrowUp", page.get_by_label(FIELD)),
    ]:
        page.keyboard.press(key)
        expect(focused).to_be_focused()


def test_arrow_keys_stop_at_the_end(shared: Any) -> None:
    page = shared()
    for _ in range(len(IDS) + 1):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#papers a").last).to_be_focused()


def test_slash_goes_to_the_field(shared: Any) -> None:
    page = shared()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")
    expect(page.get_by_label(FIELD)).to_be_focused()
    expect(page.get_by_label(FIELD)).to_have_value("")
    page.keyboard.press("/")
    expect(page.get_by_label(FIELD)).to_have_value("/")


def test_space_ticks_the_paper_of_the_focused_title(shared: Any) -> None:
    page = shared()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_label("Attention Is All You Need")).not_to_be_checked()
    expect(page.locator("#open")).to_have_text("Open 3")


def test_shows_its_keys(shared: Any) -> None:
    expect(shared().locator("#keys kbd")).to_have_text(["↵", "Space", "Ctrl ↵"])


def test_escape_closes_unless_something_is_typed(shared: Any) -> None:
    page = shared()
    page.get_by_label(FIELD).fill("attention")
    page.evaluate(_NOTE_CLOSING)
    page.keyboard.press("Escape")
    expect(page.get_by_label(FIELD)).to_have_value("")
    expect(page.locator("body[data-closed]")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("body[data-closed]")).to_have_count(1)


_TYPED_AND_ENTERED = """([text, key]) => {
  const field = document.querySelector("#field");
  field.value = text;
  field.dispatchEvent(new Event("input"));
  const shown = document.querySelectorAll("#found .marked a");
  const press = { bubbles: true, cancelable: true, key: "Enter", ctrlKey: key === "Control" };
  field.dispatchEvent(new KeyboardEvent("keydown", press));
  return [...shown].map((it) => it.textContent);
}"""
"""All at once: before the modules have loaded that tell what the text means."""
_ANSWER = "An answer to 1810.04805, with more tea"
_ID = ("1810.04805", _ANSWER, f"{ARXIV}1810.04805")
_FILTER = ("number 5", "The paper number 5", f"{ARXIV}2401.00005")
_WORDS = ("green tea", "", f"{ARXIV}search?highlight=1&query=green%20tea")


@pytest.mark.parametrize(
    ("key", "typed", "first", "opened"),
    [
        ("", *_ID),
        ("", *_FILTER),
        ("Control", *_WORDS),
        pytest.param("", *_WORDS, marks=AT_NIGHT),
        pytest.param("Control", *_ID, marks=AT_NIGHT),
        pytest.param("Control", *_FILTER, marks=AT_NIGHT),
    ],
)
def test_enter_right_after_typing_waits_for_what_it_means_though_rows_are_filtered_at_once(
    popup: Any, permitted_reader: Reader, key: str, typed: str, first: str, opened: str
) -> None:
    page = popup(f"{_list_of(12)}<li><a href='{_ABS}2401.00013'>{_ANSWER}</a>")
    with _noting_tabs(page, permitted_reader) as noted:
        assert page.evaluate(_TYPED_AND_ENTERED, [typed, key]) == ([first] if first else [])
        assert noted(1) == [opened]


def test_id_of_a_listed_paper_filters(shared: Any, permitted_reader: Reader) -> None:
    page = shared()
    page.get_by_label(FIELD).fill("1706.03762")
    expect(page.get_by_role("status")).to_have_text("1 of 4 papers")
    expect(page.locator("#open")).to_have_text("Open 1")


# ---------------------------------------------------------------- layout


def test_list_keeps_its_height_while_it_is_filtered(shared: Any) -> None:
    page = shared()
    # A tab that comes to the front only then lays out its rows, whose height is a guess until then.
    expect(page.locator("#found")).to_have_text(re.compile(r"\w"), use_inner_text=True)
    height = "document.querySelector('#found').offsetHeight"
    before = page.evaluate(height)
    for typed in ("attention", "no such paper", "an image", ""):
        page.get_by_label(FIELD).fill(typed)
        if typed != "no such paper":
            assert page.evaluate(height) == before


def test_list_gives_way_to_a_long_label(many: Page) -> None:
    url = "https://papers.cool/arxiv/search?highlight=1&query=" + "tea" * 60
    with _sized(many, 480, 600):
        many.get_by_label(FIELD).fill("number")
        many.get_by_label(FIELD).fill(url)
        expect(many.locator("#open")).to_be_in_viewport(ratio=1)
        expect(many.locator("#offered")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("typed", ["no such paper", "10.48550/arXiv.1810.04805"])
def test_what_the_field_would_do_takes_the_place_of_the_list(shared: Any, typed: str) -> None:
    page = shared()
    page.get_by_label(FIELD).fill(typed)
    expect(page.locator("#offered")).to_be_visible()
    for gone in ("#choosing", "#copy", "#papers li"):
        expect(page.locator(gone)).to_be_hidden()
    assert _space_around_the_row(page) < 20


def _space_around_the_row(page: Page) -> float:
    """Pixels between the one row and the buttons; there are none within the row's box."""
    row, found, button = (page.locator(it).bounding_box() for it in ("#offered", "#found", "#open"))
    assert row and found and button
    assert found["height"] - row["height"] <= 2
    return button["y"] - found["y"] - found["height"]


def test_small_window_has_one_scroll_bar_and_the_button_in_sight(many: Page) -> None:
    with _sized(many, 400, 300):
        many.wait_for_selector(".in-tab")
        expect(many.locator("#open")).to_be_in_viewport(ratio=1)
        scroll = "document.documentElement.scrollHeight <= innerHeight"
        assert many.evaluate(f"{scroll} && document.documentElement.scrollWidth <= innerWidth")
        assert many.evaluate("(it => it.scrollHeight > it.clientHeight)(found)")


def test_seven_papers_fit(popup: Any) -> None:
    """Though each has two lines of title, and its id on a line of its own."""
    page = popup(
        "".join(
            f"<li><a href='https://arxiv.org/abs/2401.{n:05}'>A title of {n} words that takes two"
            " lines in the popup, as the titles of most of the papers do</a>"
            for n in range(1, 31)
        )
    )
    with _sized(page, 480, 600):
        for row in page.locator("#papers li").all()[:7]:
            expect(row).to_be_in_viewport(ratio=0.99)


def test_rows_are_high_enough_for_fingers(shared: Any) -> None:
    page = shared()
    use_coarse_pointer(page)
    heights = page.locator("#papers li").evaluate_all("it => it.map((row) => row.offsetHeight)")
    page.evaluate("() => { document.adoptedStyleSheets = []; }")
    assert len(heights) == len(IDS) and min(heights) >= 40


def test_leads_to_the_options(shared: Any, permitted_reader: Reader) -> None:
    shared().get_by_role("button", name="Options", exact=True).click()
    assert permitted_reader.opened(1) == [permitted_reader.session.url(OPTIONS)]


def test_paper_page_that_did_not_load(tabs: _Tabs, permitted_reader: Reader) -> None:
    read, page = tabs.read, tabs.popup
    url = "https://arxiv.org/abs/1706.03762"
    read.route(url, lambda route: route.abort())
    with pytest.raises(PlaywrightError):
        read.goto(url)
    read.unroute(url)
    page.goto(_popup_url(permitted_reader.session, tabs.read_id))
    page.wait_for_selector(POPUP_LISTED)
    # The tab's title is the host, which is no title of a paper.
    assert _listed(page) == [("arXiv 1706.03762", "")]


def test_page_that_is_blocked_has_the_paper_of_its_url_or_the_title_of_its_pdf(
    tabs: _Tabs, permitted_reader: Reader
) -> None:
    tabs.read.goto(permitted_reader.web.serve("https://arxiv.org/html/1706.03762", "<p>Tea"))
    page = permitted_reader.session.context.new_page()
    page.add_init_script(
        "chrome.scripting.executeScript = () => new Promise(() => {});"
        " const wait = setTimeout; globalThis.setTimeout = (then, ms) => wait(then, ms / 100);"
    )
    page.goto(_popup_url(permitted_reader.session, tabs.read_id))
    page.wait_for_selector(POPUP_LISTED)
    assert _listed(page) == [("arXiv 1706.03762", "")]
    pdf = permitted_reader.web.serve("https://files.example/paper.pdf", "<title>On hot tea</title>")
    tabs.read.goto(pdf)
    page.reload()
    expect(page.locator("#nothing")).to_have_text(_OF_A_PDF)
    expect(page.locator("#field")).to_have_value("On hot tea")
    page.close()


def test_tab_that_has_closed(tabs: _Tabs, permitted_reader: Reader) -> None:
    page = tabs.popup
    page.goto(permitted_reader.session.url("pages/popup/popup.html?tab=999999999"))
    page.wait_for_selector(POPUP_LISTED)
    expect(page.locator("#nothing")).to_contain_text("can’t read this page")
    page.locator("#field").fill("some words")
    with _noting_tabs(page, permitted_reader) as noted:
        _enters(page)
        assert noted(1) == [f"{ARXIV}search?highlight=1&query=some%20words"]


def test_paper_page_has_plain_buttons_that_copy_and_open(
    popup: Any, permitted_reader: Reader
) -> None:
    html = "<meta name=citation_title content='Attention Is All You Need'><h1>Title:Attention</h1>"
    page = popup(html, f"{_ABS}1706.03762")
    assert _listed(page) == [("Attention Is All You Need", "arXiv 1706.03762")]
    assert page.locator("input[type=checkbox]:visible").count() == 0
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(page.locator("#copy")).to_be_hidden()
    status = page.get_by_role("status")
    for button, copied in [
        ("Copy link", f"{ARXIV}1706.03762"),
        ("Copy title and link", f"Attention Is All You Need\n{ARXIV}1706.03762"),
    ]:
        status.evaluate("it => it.textContent = ''")
        page.get_by_role("button", name=button, exact=True).click()
        expect(status, button).to_have_text("Copied.")
        # It would be cut if it were too long for the one line that it shares with the buttons.
        assert status.evaluate("it => it.scrollWidth <= it.clientWidth")
        assert page.evaluate(_COPIED) == copied
    with _noting_tabs(page, permitted_reader) as noted:
        _presses(page, "Open")
        assert noted(1) == [ARXIV + "1706.03762"]


def test_only_the_page_s_own_paper_is_picked(popup: Any, permitted_reader: Reader) -> None:
    html = "<h1>Attention Is All You Need</h1><p>See also arXiv:1409.0473 and arXiv:1508.04025."
    page = popup(html, "https://arxiv.org/abs/1706.03762")
    assert _listed(page) == [
        ("Attention Is All You Need", "arXiv 1706.03762"),
        ("arXiv 1409.0473", "See also … and arXiv:1508.04025."),
        ("arXiv 1508.04025", "See also arXiv:1409.0473 and …."),
    ]
    expect(page.locator("#open")).to_have_text("Open 1")
    assert page.locator("#all").evaluate("it => it.indeterminate")
    page.get_by_label("1508.04025").check()
    with _noting_tabs(page, permitted_reader) as noted:
        _presses(page, "Open 2")
        assert noted(1) == [f"{ARXIV}1706.03762,1508.04025"]


@AT_NIGHT
def test_reads_a_frame_in_another_process(
    launched: Launch, built_permitted: Path, web: LocalWeb
) -> None:
    """As in readers' browsers; in those of most tests, all sites share one."""
    frame = web.serve("https://frame.example/", "<p>arXiv:1810.04805")
    url = web.serve(URL, f"<p>2106.09685</p><iframe src={frame}></iframe>")
    with launched(built_permitted, lean=False) as session:
        session.context.pages[0].goto(url)
        targets = session.cdp.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
        assert frame in [it["url"] for it in targets if it["type"] == "iframe"]
        (tab,) = session.tabs()
        page = session.context.new_page()
        page.goto(_popup_url(session, tab["id"]))
        page.wait_for_selector(POPUP_LISTED)
        assert [title for title, _ in _listed(page)] == ["arXiv 2106.09685", "arXiv 1810.04805"]


_STATED = "<meta name=citation_title content='A Study of Many Things'>"
_CITED = (
    f"<p><a href='{_ABS}1706.03762'>Attention Is All You Need</a> {_LINK.replace('1706', '1707')}"
)


def test_offers_to_search_the_title_of_a_page_that_only_cites_papers(
    popup: Any, permitted_reader: Reader
) -> None:
    page = popup(_STATED + _CITED)
    expect(page.get_by_role("button", name="Search for “A Study of Many Things”")).to_be_focused()
    assert len(_listed(page)) == 2
    assert page.locator("#open").inner_text() == "Open 2"
    page.locator("#offered").focus()
    with _noting_tabs(page, permitted_reader) as noted:
        _enters(page)
        (searched,) = noted(1)
    assert searched.endswith("query=A%20Study%20of%20Many%20Things")


def test_picks_the_page_s_own_link(popup: Any) -> None:
    own = "<p><a href='https://openreview.net/forum?id=0LZRtvK871'>OpenReview</a>"
    page = popup(_STATED + _CITED + own)
    assert _listed(page)[0] == ("A Study of Many Things", "OpenReview 0LZRtvK871@OpenReview")
    expect(page.locator("#open")).to_have_text("Open 1")


def test_offers_nothing_selected_in_a_field_for_secrets(popup: Any) -> None:
    """Which fields these are: test_selection.py."""
    script = """<script>
      const root = host.attachShadow({ mode: "closed" });
      const field = Object.assign(document.createElement("input"), { value: "1810.04805" });
      field.autocomplete = "cc-number";
      root.append(field);
      field.focus(), field.select();
    </script>"""
    page = popup(f"<title>Sign in</title><x-f id=host></x-f>{script}")
    expect(page.locator("#nothing")).to_be_visible()
    expect(page.locator("#field")).to_have_value("")


def test_offers_two_lines_that_are_selected_in_a_field_in_one_which_escape_closes(
    popup: Any,
) -> None:
    script = "<script>it.focus(); it.select()</script>"
    text = "Deep net-\nworks\nfor brewing"
    page = popup(f"<title>Find</title><textarea id=it>{text}</textarea>{script}")
    expect(page.get_by_label(FIELD)).to_have_value("Deep networks for brewing")
    page.evaluate(_NOTE_CLOSING)
    page.keyboard.press("Escape")
    expect(page.locator("body[data-closed]")).to_have_count(1)


def test_offers_to_search_the_selection_besides_papers(
    popup: Any, permitted_reader: Reader
) -> None:
    """Letters go to the field all the same, and are offered in its place."""
    script = "<p id=it>Layer normalization</p><script>getSelection().selectAllChildren(it)</script>"
    page = popup(LIST + script)
    expect(page.get_by_role("button", name="Search for “Layer normalization”")).to_be_focused()
    assert len(_listed(page)) == len(IDS)
    page.keyboard.type("an image")
    expect(page.get_by_label(FIELD)).to_have_value("an image")
    assert [title for title, _ in _listed(page)] == ["An Image is Worth 16x16 Words"]
    with _noting_tabs(page, permitted_reader) as noted:
        _presses(page, "Search for “an image”")
        assert noted(1) == [f"{ARXIV}search?highlight=1&query=an%20image"]


@AT_NIGHT
def test_offers_to_open_the_paper_in_the_selection(popup: Any, permitted_reader: Reader) -> None:
    script = "<p id=it>arXiv:1607.06450</p><script>getSelection().selectAllChildren(it)</script>"
    page = popup(LIST + script)
    with _noting_tabs(page, permitted_reader) as noted:
        _presses(page, "Open 1607.06450 · arXiv")
        assert noted(1) == [ARXIV + "1607.06450"]


def test_offers_a_search_on_a_page_without_papers(popup: Any, permitted_reader: Reader) -> None:
    page = popup("<title>Tea</title><meta name=citation_title content='How to make tea'>")
    assert "No papers found" in page.locator("#nothing").inner_text()
    assert page.locator("#field").input_value() == "How to make tea"
    assert page.locator("#field").evaluate("it => it === document.activeElement")
    expect(page.locator("#offered.marked")).to_have_text("Search for “How to make tea”")
    with _noting_tabs(page, permitted_reader) as noted:
        _enters(page)
        assert noted(1) == [f"{ARXIV}search?highlight=1&query=How%20to%20make%20tea"]


def _says_at_once_what_to_type(page: Page) -> None:
    page.get_by_label(FIELD).fill("?!")
    expect(page.get_by_role("status")).to_have_text("Enter a title, link, DOI or id.")
    page.get_by_label(FIELD).fill("https://doi.org/10.1145/3292500.3330701")
    unknown = "No known paper has this address. Try its title."
    expect(page.get_by_role("status")).to_have_text(unknown)
    page.get_by_label(FIELD).fill("a survey of tea")
    expect(page.get_by_role("status")).to_have_text("")


def test_says_at_once_what_to_type_in_place_of_what_means_nothing(shared: Any) -> None:
    _says_at_once_what_to_type(shared())


@pytest.mark.parametrize(
    "title", ["How to make tea", pytest.param("arXiv.org e-Print archive", marks=AT_NIGHT)]
)
def test_title_that_nothing_shows_to_be_a_paper_s_is_not_filled_in(popup: Any, title: str) -> None:
    """Nor is the page taken for a PDF that is only called like one."""
    body = f"<title>{title}</title><h1>{title}</h1><p>Warm the pot."
    page = popup(body, "https://files.example/notes.pdf")
    expect(page.locator("#nothing")).to_contain_text("No papers found on this page.")
    expect(page.get_by_label(FIELD)).to_have_value("")
    for gone in ("#found", "#open", "#copy", "#choosing"):
        expect(page.locator(gone)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).not_to_be_empty()
    _says_at_once_what_to_type(page)


def test_late_list_takes_the_place_of_what_said_that_the_page_is_read(
    loading: tuple[Page, list[Route]],
) -> None:
    page, held = loading
    expect(page.locator("#reading")).to_be_visible()
    page.wait_for_selector("#popup[style]")
    boxes = [page.locator(it) for it in ("#popup", "#field", "#keys")]
    page.evaluate("document.fonts.ready")
    before = boxes[0].bounding_box()
    held[0].fulfill(body="")
    expect(page.locator("#papers li")).to_have_count(1)
    expect(page.locator("#reading")).to_be_hidden()
    assert boxes[0].bounding_box() == before
    page.get_by_label(FIELD).fill("no such paper")
    expect(page.locator("#papers li")).to_have_count(0)
    assert _space_around_the_row(page) < 20


def test_field_works_while_the_page_loads_and_keeps_its_text(
    loading: tuple[Page, list[Route]], permitted_reader: Reader
) -> None:
    page, held = loading
    page.locator("#field").fill("10.18653/v1/P19-1001")
    expect(page.locator("#offered")).to_have_text("Open P19-1001@ACL · ACL")
    expect(page.locator("#reading")).to_have_text("Reading the page…")
    with _noting_tabs(page, permitted_reader) as noted:
        _enters(page)
        assert noted(1) == [f"{VENUE}P19-1001@ACL"]
    page.locator("#field").fill("1706")
    held[0].fulfill(body="")
    expect(page.locator("#papers li")).to_have_count(1)
    expect(page.locator("#field")).to_be_focused()
    expect(page.locator("#field")).to_have_value("1706")


@AT_NIGHT
def test_message_for_an_unreadable_page(popup: Any, permitted_reader: Reader) -> None:
    page = popup(None, "chrome://version/")
    assert "can’t read this page" in page.locator("#nothing").inner_text()
    page.locator("#field").fill("some words")
    with _noting_tabs(page, permitted_reader) as noted:
        _enters(page)
        assert noted(1) == [f"{ARXIV}search?highlight=1&query=some%20words"]


def test_previews_what_would_open(shared: Any) -> None:
    page = shared()
    for typed, said in [
        ("https://arxiv.org/abs/1706.03762v3", "Enter opens 1706.03762"),
        (
            "@article{x, eprint={1706.03762}, doi={10.18653/v1/P19-1001}}",
            "Enter opens 2 papers: 1706.03762, P19-1001@ACL",
        ),
        ("1706.03762, P19-1001", "Enter opens 2 papers: 1706.03762, P19-1001@ACL"),
        ("Attention: is all", "Enter searches for: Attention is all"),
        ("https://papers.cool/arxiv/cs.AI", "Enter opens https://papers.cool/arxiv/cs.AI"),
        (
            "@inproceedings{a2017b, booktitle = {Some Days}, title={Attention Is {All} You Need},"
            " author={A}}",
            "Enter searches for: Attention Is All You Need",
        ),
    ]:
        page.locator("#field").fill("")
        page.locator("#field").press_sequentially(typed[:3])
        page.locator("#field").fill(typed)
        expect(page.locator("#enter"), typed).to_have_text(said)


_ENTER = """void setTimeout(() => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true })))"""


def test_opens_them_all_from_the_toolbar(permitted_reader: Reader) -> None:
    permitted_reader.opens(permitted_reader.web.serve(URL, LIST))
    permitted_reader.session.worker().evaluate("chrome.action.openPopup().then(() => null)")
    popup = permitted_reader.session.popup()
    permitted_reader.watches()
    assert popup.evaluate("document.querySelectorAll('#papers li').length") == 4
    assert popup.evaluate("document.querySelector('#open').textContent") == "Open 4"
    assert popup.evaluate("document.activeElement.id") == "field"
    popup.evaluate(_ENTER)
    urls = permitted_reader.opened(2)
    assert [it.split("/", 1)[1] for it in papers_of(urls)] == IDS


# ---------------------------------------------------------------- PDFs

_OF_A_PDF = (
    "Extensions can’t read a PDF’s text. Select a title or a reference in it, then right-click it."
)


@AT_NIGHT
@pytest.mark.parametrize(
    "url", ["https://files.example/download?id=7", "https://files.example/paper.pdf"]
)
def test_pdf_of_no_known_paper_says_what_to_do(popup: Any, url: str) -> None:
    page = popup(paper_pdf("A Title of a PDF"), url, PDF)
    expect(page.locator("#nothing")).to_have_text(_OF_A_PDF)
    expect(page.locator("#pdf")).to_be_hidden()
    expect(page.locator("#field")).to_have_value("A Title of a PDF")


def test_pdf_of_a_known_paper_shows_it_and_says_what_to_do(popup: Any) -> None:
    """Its title is known only from the tab."""
    url = "https://openreview.net/pdf?id=YicbFdNTTy"
    page = popup(paper_pdf("A PDF With a Title"), url, PDF)
    assert _listed(page) == [("A PDF With a Title", "OpenReview YicbFdNTTy@OpenReview")]
    expect(page.locator("#pdf")).to_have_text(_OF_A_PDF)
    expect(page.locator("#nothing")).to_be_hidden()


@AT_NIGHT
def test_pdf_on_disk_says_what_to_do(popup: Any, tmp_path: Path) -> None:
    """The extension has no access to file URLs, so only the address tells what it is."""
    file = tmp_path / "notes.pdf"
    file.write_bytes(paper_pdf())
    page = popup(None, file.as_uri())
    expect(page.locator("#nothing")).to_have_text(_OF_A_PDF)
    expect(page.locator("#pdf")).to_be_hidden()


# ---------------------------------------------------------------- references that are text

_REFERENCES = (FOLDER / "blog/references.html").read_text("utf-8")
_OF_ARXIV = (FOLDER / "arxiv/html-references.html").read_text("utf-8")
_TWO = "2 references, searched by title"
_BY_TITLE = [
    "Sequence to sequence learning with neural networks",
    "Long short-term memory in recurrent networks",
]


def _stated(page: Page) -> list[tuple[str, bool]]:
    rows = page.locator("#reference-rows li")
    return [
        (it.locator("a").text_content() or "", it.locator("input").is_checked())
        for it in rows.all()
    ]


def _query(title: str) -> str:
    return f"{ARXIV}search?highlight=1&query={re.sub(r'[ -]', '%20', title)}"


def test_references_are_a_closed_group_of_their_own(shared: Any) -> None:
    page = shared(_REFERENCES)
    group = page.get_by_text(_TWO)
    expect(group).to_be_visible()
    assert [name for _, name in _listed(page)] == ["arXiv 1706.03762", "arXiv 1810.04805"]
    assert _stated(page) == []
    expect(page.locator("#open")).to_have_text("Open 2")
    expect(page.get_by_role("status")).to_have_text("2 papers on this page")
    group.click()
    expect(page.locator("#reference-rows li")).to_have_count(2)
    assert _stated(page) == [(title, False) for title in _BY_TITLE]
    expect(page.locator("#open")).to_have_text("Open 2")
    page.locator("#reference-rows input").first.check()
    expect(page.locator("#open")).to_have_text("Open 3")
    expect(page.get_by_role("status")).to_have_text("")
    page.locator("#reference-rows input").first.uncheck()
    expect(page.get_by_role("status")).to_have_text("2 papers on this page")
    group.click()
    expect(page.locator("#reference-rows li")).to_have_count(0)


def test_all_leaves_references_as_they_are(shared: Any) -> None:
    page = shared(_REFERENCES)
    page.get_by_text(_TWO).click()
    for title in _BY_TITLE:
        page.get_by_label(title).check()
    page.get_by_label("Select all", exact=True).uncheck()
    assert _stated(page) == [(title, True) for title in _BY_TITLE]
    expect(page.locator("#open")).to_have_text("Open 2")


def test_references_by_keyboard(shared: Any) -> None:
    page = shared(_REFERENCES)
    expect(page.get_by_text(_TWO)).to_be_visible()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#references-title")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#reference-rows li")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#reference-rows a").first).to_be_focused()
    page.keyboard.press("Space")
    assert _stated(page) == [(_BY_TITLE[0], True), (_BY_TITLE[1], False)]
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name=_BY_TITLE[1])).to_be_focused()


@AT_NIGHT
def test_references_of_an_arxiv_paper_in_html(popup: Any, permitted_reader: Reader) -> None:
    page = popup(_OF_ARXIV, "https://arxiv.org/html/2401.00002v1")
    group = page.get_by_text(_TWO)
    expect(group).to_be_visible()
    assert [name for _, name in _listed(page)] == ["arXiv 2401.00002", "arXiv 1607.06450"]
    expect(page.locator("#open")).to_have_text("Open 1")
    group.click()
    page.get_by_label(_BY_TITLE[1]).check()
    with _noting_tabs(page, permitted_reader) as noted:
        _presses(page, "Open 2")
        assert sorted(noted(2)) == sorted([f"{ARXIV}2401.00002", _query(_BY_TITLE[1])])


def test_single_paper_can_be_unticked_once_references_are_open(
    popup: Any, permitted_reader: Reader
) -> None:
    page = popup(f"{_LINK}{_ONLY_TEXT}")
    expect(page.get_by_text(_TWO)).to_be_visible()
    expect(page.locator("#open")).to_have_text("Open")
    expect(page.locator("#papers input")).to_have_count(0)
    page.get_by_text(_TWO).click()
    expect(page.locator("#open")).to_have_text("Open 1")
    page.locator("#papers input").uncheck()
    page.get_by_label(_BY_TITLE[0]).check()
    with _noting_tabs(page, permitted_reader) as noted:
        _presses(page, "Open 1")
        assert noted(1) == [_query(_BY_TITLE[0])]


def test_references_of_a_page_without_papers(popup: Any, permitted_reader: Reader) -> None:
    page = popup(_ONLY_TEXT)
    expect(page.locator("#field")).to_have_value("On tea and networks")
    expect(page.locator("#open")).to_have_text("Search")
    page.get_by_text(_TWO).click()
    expect(page.locator("#open")).to_have_text("Search")
    page.get_by_label("Select all", exact=True).check()
    assert _stated(page) == [(title, True) for title in _BY_TITLE]
    with _noting_tabs(page, permitted_reader) as noted:
        _presses(page, "Open 2")
        assert noted(2) == [_query(title) for title in _BY_TITLE]


def test_filter_leaves_the_references_that_match(shared: Any) -> None:
    page = shared(_REFERENCES)
    expect(page.get_by_text(_TWO)).to_be_visible()
    page.get_by_label(FIELD).fill("memory")
    expect(page.get_by_text("1 reference, searched by title")).to_be_visible()
    expect(page.locator("#open")).to_have_text("Search")
    page.get_by_label(FIELD).fill("tea")
    expect(page.locator("#references")).to_be_hidden()


@AT_NIGHT
def test_references_to_papers_of_the_list_are_not_given_again(popup: Any) -> None:
    """Here all of them are."""
    page = popup(
        f"<p>{_LINK}, {_LINK.replace('1706', '1707').replace('Need', 'Want')}<h2>References</h2>"
        "<ul><li>Vaswani, A. “Attention is all you need.” NIPS, 2017.</li>"
        f"<li>Doe. “Another title of it, and longer.” 2018. <a href='{_ABS}1707.03762'>a</a></li>"
        "<li>Roe. “Yet another title of it that is longer.” arXiv:1706.03762, 2018.</li></ul>"
    )
    page.wait_for_selector(REFERENCES_READ, state="attached")
    expect(page.locator("#references")).to_be_hidden()
