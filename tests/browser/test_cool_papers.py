"""The bar on a page of Cool Papers that we opened and that has none of the papers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.links import (
    OURS,
    STRICT,
    TELLS_ITS_URL,
    LinkBrowser,
    LinkReader,
    keeps_permissions,
)
from tests.browser.reader import BLOG, PLAIN, Observer, Reader, observe
from tests.papers import Json, named, titled
from tests.profile import AT_NIGHT, NIGHTLY
from tools.browser.fake_sites import FOLDER, MISSING, cool_papers_page
from tools.browser.local_web import LocalWeb
from tools.browser.session import Session
from tools.browser.waiting import wait_until

ABSTRACT = "https://arxiv.org/abs/1706.03762"
LINK = f"a{OURS}"
ARXIV_PAGE = "https://papers.cool/arxiv/1706.03762"
SOURCE = "https://www.usenix.org/conference/osdi99/presentation/doe"
PAGE = f"https://papers.cool/venue/{MISSING}"
TITLE = "Tea for Two: Brewing at Scale"
SEARCH = "search?highlight=1&query=Tea%20for%20Two%20Brewing%20at%20Scale"
_LIST = "document.body.append(document.querySelector('template').content)"
_SHADOW = """
[...document.body.children].map((it) => chrome.dom.openOrClosedShadowRoot(it)).find(Boolean)
"""
_BAR = f"""
((bar) => bar && ({{
  said: bar.querySelector("[role=status]").textContent,
  links: Object.fromEntries([...bar.querySelectorAll("a")].map((it) => [it.textContent, it.href])),
  lang: bar.host.lang,
  isInView: ["left", "top"].every((side) => bar.querySelector("section")
    .getBoundingClientRect()[side] >= 0) && bar.host.getBoundingClientRect().bottom <= innerHeight,
}}))({_SHADOW})
"""
# The same as when the time is over, without the 3 s that it takes.
_AT_ONCE = f"""
(async () => {{
  if (document.readyState !== "complete") {{
    await new Promise((done) => addEventListener("load", done));
  }}
  for (let timer = wait(); timer > 0; timer--) clearTimeout(timer);
  if (!({_SHADOW})) await helpIfEmpty();
}})()
"""
# Timers of the same length and messages come in order: when these are done, the content script's
# are, too.
_IN_TIME = """
(async () => {
  await new Promise((done) => setTimeout(done, MAX_LISTING));
  await chrome.runtime.sendMessage({ type: "whatWasOpened" });
  await new Promise((done) => setTimeout(done));
})()
"""


class _Allowed(LinkReader):
    """A reader who has switched on the bar."""

    def sees(self, page: Page) -> dict[str, Any]:
        """Wait for the bar."""
        return wait_until(lambda: self.has_seen(page), "bar")

    def sees_no_more(self, page: Page) -> None:
        """Wait until the bar has gone."""
        wait_until(
            lambda: self.evaluates_in_our_world(page, _BAR) is None or None,
            "end of the bar",
            lambda: None,
        )

    def has_seen(self, page: Page, settled: str = _AT_ONCE) -> dict[str, Any] | None:
        """The bar, once the content script has nothing left to do."""
        self.evaluates_in_our_world(page, settled)
        bar: dict[str, Any] | None = self.evaluates_in_our_world(page, _BAR)
        return bar

    def follows(self, url: str = PAGE, *, link: str = SOURCE) -> Page:
        """Click our menu's entry on a link, and return the page that it leads to."""
        tab = self.shows("about:blank")
        assert self.clicks(tab, linkUrl=link) == []
        return self.reaches(url)

    def picks(self, papers: Sequence[Json], url: str) -> Page:
        """Open papers with their titles as the popup does."""
        tab = self.shows("about:blank")
        own = self._twin  # A new tab costs more, and no test here needs a twin of its page.
        if own.url != self.session.url(PLAIN):
            own.goto(self.session.url(PLAIN))
        own.evaluate(
            "(it) => void chrome.runtime.sendMessage(it)",
            {"type": "openPapers", "named": papers, "tabId": tab["id"]},
        )
        return self.reaches(url)

    def reaches(self, url: str) -> Page:
        """Wait until a page is in the kept tab, and return it."""
        kept = self._observer.kept
        kept.wait_for_url(url)
        return kept

    def types(self, url: str) -> Page:
        """Type an address into the kept tab, and return the page."""
        self.shows(url)
        return self._observer.kept

    def allows(self, where: str = "same") -> None:
        """Switch the bar on, and set where results open: a new tab costs more."""
        self.session.worker().evaluate(
            "(settings) => chrome.storage.sync.set(settings)",
            {"version": 1, "links.coolpapers": True, "where": where},
        )

    def close_page(self) -> None:
        self.close_tabs()


def _serve(web: LocalWeb, url: str = PAGE, **options: Any) -> str:
    return web.serve(url, cool_papers_page(urlsplit(url).path), **options)


def _reads_abstract(reader: LinkReader) -> Page:
    """Open a page where our link leads to an empty page of Cool Papers."""
    reader.web.serve(ARXIV_PAGE, cool_papers_page(f"/venue/{MISSING}"))
    return reader.visits(ABSTRACT, (FOLDER / "arxiv" / "abs.html").read_text("utf-8"))


def _notes(reader: LinkReader, page: Page) -> list[dict[str, Any]]:
    """What is noted, once the worker has done what the page has asked it for."""
    reader.evaluates_in_our_world(page, "chrome.runtime.sendMessage({ type: 'whatWasOpened' })")
    noted: dict[str, dict[str, Any]] = reader.session.worker().evaluate(
        "chrome.storage.session.get(null)"
    )
    return list(noted.values())


@pytest.fixture(scope="module")
def _browser(_all_sites_allowed: LinkBrowser) -> Iterator[LinkBrowser]:
    yield _all_sites_allowed
    keeps_permissions(_all_sites_allowed.session)
    _all_sites_allowed.session.clear_settings()  # or tests of other files open in the same tab


@pytest.fixture
def allowed(_browser: LinkBrowser, web: LocalWeb) -> Iterator[_Allowed]:
    reader = _Allowed(_browser, web)
    reader.allows()
    yield reader
    reader.close_page()
    reader.session.worker().evaluate("chrome.storage.session.clear()")


def test_paper_that_cool_papers_does_not_have(allowed: _Allowed) -> None:
    _serve(allowed.web, headers=STRICT)
    bar = allowed.sees(allowed.follows())
    assert bar == {
        "said": "Cool Papers has no paper with this id.",
        "links": {"Open the source": SOURCE},
        "lang": "en",
        "isInView": True,
    }


def test_comes_when_the_time_is_over(allowed: _Allowed) -> None:
    _serve(allowed.web)
    assert allowed.has_seen(allowed.follows(), _IN_TIME)


@pytest.mark.parametrize("where", ["window", pytest.param("background", marks=AT_NIGHT)])
def test_wherever_it_opened(allowed: _Allowed, where: str) -> None:
    allowed.allows(where)
    _serve(allowed.web)
    tab = allowed.shows(BLOG)
    allowed.clicks(tab, linkUrl=SOURCE)
    assert allowed.sees(allowed.page(PAGE))


def test_searches_by_title(allowed: _Allowed) -> None:
    _serve(allowed.web)
    page = allowed.picks([named(f"venue/{MISSING}", TITLE)], PAGE)
    assert list(allowed.sees(page)["links"].items()) == [
        ("Search conference papers by title", f"https://papers.cool/venue/{SEARCH}"),
        ("Search arXiv papers by title", f"https://papers.cool/arxiv/{SEARCH}"),
        ("Open the source", SOURCE),
    ]


def test_title_of_the_clicked_tab(allowed: _Allowed) -> None:
    _serve(allowed.web)
    tab = allowed.shows(allowed.web.serve(SOURCE, f"<title>{TITLE} | USENIX</title>"))
    about = {"menuItemId": "open", "editable": False, "frameId": 0, "pageUrl": SOURCE}
    allowed.session.dispatch(about, tab)
    links = allowed.sees(allowed.reaches(PAGE))["links"]
    assert links["Search conference papers by title"] == f"https://papers.cool/venue/{SEARCH}"


def test_several_papers(allowed: _Allowed) -> None:
    others = [f"venue/doe-{name}@osdi99@USENIX" for name in "abcdef"]
    url = "https://papers.cool/venue/" + ",".join(it.removeprefix("venue/") for it in others)
    allowed.web.serve(url, cool_papers_page(f"/venue/{MISSING}"))
    bar = allowed.sees(allowed.picks([named(it, TITLE) for it in others], url))
    assert bar["said"] == "Cool Papers has no papers with these ids."
    assert bar["links"] == {
        f"Open the source of doe-{name}@osdi99@USENIX": f"{SOURCE}-{name}" for name in "abcde"
    }


@pytest.mark.parametrize(
    ("branch", "links"),
    [
        ("venue", {"Search arXiv papers instead": f"https://papers.cool/arxiv/{SEARCH}"}),
        ("arxiv", {"Search conference papers instead": f"https://papers.cool/venue/{SEARCH}"}),
    ],
)
def test_search_that_finds_nothing(allowed: _Allowed, branch: str, links: dict[str, str]) -> None:
    url = f"https://papers.cool/{branch}/{SEARCH}"
    allowed.web.serve(url, cool_papers_page(f"/{branch}/search", "query=tea"))
    words = "Tea for Two Brewing at Scale"
    page = allowed.picks([named(titled(words, {"arxiv": "arXiv", "venue": "NDSS"}[branch]))], url)
    bar = allowed.sees(page)
    assert bar["said"] == "Cool Papers finds no papers here for these words."
    assert bar["links"] == links


def test_search_that_finds_papers(allowed: _Allowed) -> None:
    url = f"https://papers.cool/venue/{SEARCH}"
    allowed.web.serve(url, cool_papers_page("/venue/yu@osdi22@USENIX"))
    page = allowed.picks([named(titled("Tea for Two Brewing at Scale", "NDSS"))], url)
    assert allowed.has_seen(page) is None


def test_selected_words_that_are_not_found(allowed: _Allowed) -> None:
    url = "https://papers.cool/arxiv/search?highlight=1&query=tea"
    allowed.web.serve(url, cool_papers_page("/arxiv/search", "query=tea"))
    assert allowed.clicks(allowed.shows(BLOG), selectionText="tea") == []
    assert allowed.sees(allowed.reaches(url))


def test_papers_that_are_shown(allowed: _Allowed) -> None:
    url = _serve(allowed.web, f"https://papers.cool/venue/{MISSING},yu@osdi22@USENIX")
    page = allowed.picks([named(f"venue/{MISSING}"), named("venue/yu@osdi22@USENIX")], url)
    assert allowed.has_seen(page) is None


def _follows_to_late_list(reader: _Allowed) -> Page:
    reader.web.serve(ARXIV_PAGE, cool_papers_page("/arxiv/1706.03762", late=True))
    return reader.follows(ARXIV_PAGE, link=ABSTRACT)


def test_list_that_loads_late(allowed: _Allowed) -> None:
    page = _follows_to_late_list(allowed)
    allowed.sees(page)
    page.evaluate(_LIST)
    allowed.sees_no_more(page)


def test_list_that_loads_in_time(allowed: _Allowed) -> None:
    page = _follows_to_late_list(allowed)
    page.evaluate(_LIST)
    assert allowed.has_seen(page, _IN_TIME) is None


def test_error_of_the_server(allowed: _Allowed) -> None:
    allowed.web.serve(PAGE, "<h1>502 Bad Gateway</h1>", status=502)
    assert allowed.has_seen(allowed.follows()) is None


def test_worker_that_was_stopped(allowed: _Allowed) -> None:
    _serve(allowed.web)
    page = allowed.follows()
    allowed.session.stop_worker()
    assert allowed.sees(page)


def test_typed_address_and_next_page_in_the_same_tab(allowed: _Allowed) -> None:
    _serve(allowed.web)
    page = allowed.follows()
    allowed.sees(page)
    assert allowed.has_seen(allowed.looks_at(PAGE)) is None
    other = "https://papers.cool/venue/other@osdi99@USENIX"
    page.goto(allowed.web.serve(other, cool_papers_page(f"/venue/{MISSING}")))
    assert allowed.has_seen(page) is None


@AT_NIGHT
def test_link_on_another_page(allowed: _Allowed) -> None:
    _serve(allowed.web)
    page = allowed.types(allowed.web.serve("https://links.example/", f"<a href='{PAGE}'>paper</a>"))
    page.get_by_role("link").click()
    page.wait_for_url(PAGE)
    assert allowed.has_seen(page) is None


def test_followed_link(allowed: _Allowed) -> None:
    link = _reads_abstract(allowed).locator(LINK)
    ways: dict[str, Callable[[], None]] = {
        "middle button": lambda: link.click(button="middle"),
    }
    if NIGHTLY:  # In each run, other tests click.
        ways |= {
            "Enter": lambda: link.press("Enter"),
            "click": link.click,
            "Control": lambda: link.click(modifiers=["Control"]),
        }
    for way, follow in ways.items():
        follow()
        page = allowed.page(ARXIV_PAGE)
        assert allowed.sees(page)["links"] == {"Open the source": ABSTRACT}, way
        page.close()
    assert allowed.has_seen(allowed.types(ARXIV_PAGE)) is None


@AT_NIGHT  # In each run, other tests follow links, stop the worker, and wake it by a message.
def test_followed_link_while_the_worker_is_stopped(allowed: _Allowed) -> None:
    link = _reads_abstract(allowed).locator(LINK)
    allowed.session.stop_worker()
    link.click()
    assert allowed.sees(allowed.page(ARXIV_PAGE))


@AT_NIGHT
def test_followed_link_reloaded_and_closed(allowed: _Allowed) -> None:
    _reads_abstract(allowed).locator(LINK).click()
    page = allowed.page(ARXIV_PAGE)
    allowed.sees(page)
    page.reload()
    allowed.sees(page)
    page.bring_to_front()
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    allowed.sees_no_more(page)
    page.reload()
    assert allowed.has_seen(page) is None


def test_link_that_a_script_of_the_page_follows(allowed: _Allowed) -> None:
    """By a click of its own, or in place of the reader's click, which it cancels."""
    abstract = _reads_abstract(allowed)
    abstract.locator(LINK).evaluate("(link) => link.click()")
    page = allowed.page(ARXIV_PAGE)
    assert allowed.has_seen(page) is None
    page.close()
    abstract.evaluate(
        "addEventListener('click', (event) => { event.preventDefault(); open(event.target.href); })"
    )
    abstract.locator(LINK).click()
    assert allowed.has_seen(allowed.page(ARXIV_PAGE)) is None


def test_followed_link_after_the_extension_has_gone(allowed: _Allowed) -> None:
    page = _reads_abstract(allowed)
    allowed.evaluates_in_our_world(
        page, "void Object.defineProperty(chrome, 'runtime', { value: undefined })"
    )
    page.locator(LINK).click()
    assert allowed.has_seen(allowed.page(ARXIV_PAGE)) is None
    assert allowed.problems == []


def test_followed_link_and_a_later_page_in_its_tab(allowed: _Allowed) -> None:
    """What the link led to has its papers; another page then leads to the same, which has none."""
    tab = _reads_abstract(allowed)
    allowed.web.serve(ARXIV_PAGE, cool_papers_page("/arxiv/1706.03762"))
    tab.locator(LINK).click()
    page = allowed.page(ARXIV_PAGE)
    wait_until(lambda: _notes(allowed, tab) or None, "note")
    page.close()
    other = f"<a href='{ARXIV_PAGE}' target='_blank'>paper</a>"
    tab.goto(allowed.web.serve("https://links.example/", other))
    allowed.web.serve(ARXIV_PAGE, cool_papers_page(f"/venue/{MISSING}"))
    tab.get_by_role("link").click()
    assert allowed.has_seen(allowed.page(ARXIV_PAGE)) is None


def test_followed_link_and_an_earlier_one_of_its_page(allowed: _Allowed) -> None:
    abstract = _reads_abstract(allowed)
    allowed.web.serve(ARXIV_PAGE, cool_papers_page("/arxiv/1706.03762"))
    own = f"<a href='{ARXIV_PAGE}'>own</a>"
    abstract.evaluate("(it) => document.body.insertAdjacentHTML('beforeend', it)", own)
    abstract.get_by_text("own", exact=True).click(button="middle")
    foreign = allowed.page(ARXIV_PAGE)
    assert allowed.has_seen(foreign) is None
    with abstract.context.expect_page() as opened:
        abstract.locator(LINK).click(button="middle")
    wait_until(lambda: _notes(allowed, abstract) or None, "note")
    allowed.web.serve(ARXIV_PAGE, cool_papers_page(f"/venue/{MISSING}"))
    foreign.reload()
    assert allowed.has_seen(foreign) is None
    opened.value.reload()
    assert allowed.sees(opened.value)


@contextmanager
def _tabs_opened_for(urls: list[str], reader: Reader) -> Iterator[None]:
    """The worker sees a tab for each URL, opened from the tab that the reader is in."""
    worker = reader.session.worker()
    worker.evaluate(
        """async (urls) => {
          const query = chrome.tabs.query;
          const [{ id: openerTabId }] = await query({ active: true, lastFocusedWindow: true });
          const opened = urls.map((url, at) => ({ id: at + 1, url, openerTabId }));
          globalThis.tabsThatThereAre = query;
          chrome.tabs.query = async () => opened;
        }""",
        urls,
    )
    try:
        yield
    finally:
        worker.evaluate("() => { chrome.tabs.query = tabsThatThereAre; }")


def _says_followed(reader: LinkReader, page: Page, url: str) -> None:
    request = json.dumps({"type": "followed", "url": url, "time": 0})
    reader.evaluates_in_our_world(page, f"chrome.runtime.sendMessage({request})")


def test_link_that_is_none_of_ours_is_not_noted(allowed: _Allowed) -> None:
    page = _reads_abstract(allowed)
    foreign = [
        *("", "https://evil.example/", "https://papers.cool/", "https://papers.cool/arxiv/tea"),
        *("https://papers.cool/arxiv/%", f"{ARXIV_PAGE},{'x' * 2000}", f"{ARXIV_PAGE}#tea"),
        "https://papers.cool/arxiv/search?highlight=1&query=%2C",
    ]
    sent = [*foreign, ARXIV_PAGE]
    with _tabs_opened_for(sent, allowed):
        for url in sent:
            _says_followed(allowed, page, url)
        notes = wait_until(lambda: _notes(allowed, page) or None, "note")
    assert [it["url"] for it in notes] == [ARXIV_PAGE]


def test_link_that_a_frame_followed_is_not_noted(allowed: _Allowed) -> None:
    page = allowed.types(_serve(allowed.web))
    page.evaluate("() => { document.body.append(document.createElement('iframe')); }")
    in_frame = f"{ARXIV_PAGE},1810.04805"
    with _tabs_opened_for([in_frame, ARXIV_PAGE], allowed):
        asked = allowed.session.worker().evaluate(
            """async ([url, ofFrame, ofPage]) => {
              const [{ id: tabId }] = await tabsThatThereAre({ url });
              const follow = async (inFrame, url) => {
                if (inFrame === (self !== top)) {
                  await chrome.runtime.sendMessage({ type: "followed", url, time: 0 });
                }
                return self !== top;
              };
              const target = { tabId, allFrames: true };
              const args = [true, ofFrame];
              const asked = await chrome.scripting.executeScript({ target, func: follow, args });
              args.splice(0, 2, false, ofPage);
              await chrome.scripting.executeScript({ target, func: follow, args });
              return asked.map(({ result }) => result);
            }""",
            [PAGE, in_frame, ARXIV_PAGE],
        )
        notes = wait_until(lambda: _notes(allowed, page) or None, "note")
    assert asked == [False, True]
    assert [it["url"] for it in notes] == [ARXIV_PAGE]


def test_reloaded_after_an_hour(allowed: _Allowed) -> None:
    """It comes back with the page, for an hour."""
    _serve(allowed.web)
    page = allowed.follows()
    before = allowed.sees(page)
    page.reload()
    assert allowed.sees(page) == before
    allowed.session.worker().evaluate(
        """async () => {
          const [[key, opened]] = Object.entries(await chrome.storage.session.get(null));
          await chrome.storage.session.set({ [key]: { ...opened, time: opened.time - 3_600_001 } });
        }"""
    )
    page.reload()
    assert allowed.has_seen(page) is None


def test_reloaded_once_it_is_closed(allowed: _Allowed) -> None:
    _serve(allowed.web)
    page = allowed.follows()
    allowed.sees(page)
    for _ in ("source", "close"):
        page.keyboard.press("Tab")
    assert allowed.evaluates_in_our_world(page, f"({_SHADOW}).activeElement.ariaLabel") == "Close"
    page.keyboard.press("Enter")
    allowed.sees_no_more(page)
    page.reload()
    assert allowed.has_seen(page) is None


def test_link_does_not_say_where_it_was_followed(allowed: _Allowed) -> None:
    _serve(allowed.web, headers=TELLS_ITS_URL)
    page = allowed.follows()
    allowed.sees(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(SOURCE)
    assert allowed.web.referrer(SOURCE) is None


def test_switched_off(allowed: _Allowed) -> None:
    """The browser may still have the permission."""
    _serve(allowed.web)
    page = allowed.follows()
    allowed.sees(page)
    keeps_permissions(allowed.session)
    allowed.switches("coolpapers", False)
    allowed.sees_no_more(page)
    page.reload()
    assert allowed.has_seen(page) is None


def test_what_was_opened_is_for_no_page_and_in_session_storage_only(allowed: _Allowed) -> None:
    _serve(allowed.web)
    page = allowed.picks([named(f"venue/{MISSING}", TITLE)], PAGE)
    allowed.sees(page)
    assert page.evaluate("[...document.body.children].at(-1).shadowRoot") is None
    assert "Tea" not in page.content()
    stored = allowed.session.worker().evaluate(
        "async () => Promise.all(['session', 'local', 'sync'].map("
        "async (area) => JSON.stringify(await chrome.storage[area].get(null))))"
    )
    assert [MISSING in it or "Tea" in it for it in stored] == [True, False, False]


def test_notes_of_closed_tabs_are_dropped(allowed: _Allowed) -> None:
    _serve(allowed.web)
    allowed.allows("beside")
    allowed.clicks(linkUrl=SOURCE)
    allowed.page(PAGE).close()
    allowed.clicks(linkUrl=SOURCE)
    count = "async () => Object.keys(await chrome.storage.session.get(null)).length"
    worker = allowed.session.worker()
    wait_until(lambda: worker.evaluate(count) == 1 or None, "one note", lambda: None)
    assert allowed.sees(allowed.page(PAGE))


def test_followed_link_is_not_noted_without_the_bar(allowed: _Allowed) -> None:
    keeps_permissions(allowed.session)
    allowed.switches("coolpapers", False)
    page = _reads_abstract(allowed)
    with _tabs_opened_for([ARXIV_PAGE], allowed):
        _says_followed(allowed, page, ARXIV_PAGE)
        assert _notes(allowed, page) == []


@AT_NIGHT  # In each run, a unit test refuses the store.
@pytest.mark.parametrize("broken", ["Promise.reject(new Error('broken'))", "new Promise(() => {})"])
def test_opens_without_a_store(reader: Reader, broken: str) -> None:
    worker = reader.session.worker()
    store = "chrome.storage.session.set"
    worker.evaluate(f"() => {{ globalThis.kept = {store}; {store} = () => {broken}; }}")
    try:
        assert reader.clicks(linkUrl=SOURCE) == [PAGE]
    finally:
        worker.evaluate(f"() => {{ {store} = kept; }}")


@pytest.fixture
def unpermitted(browser: Session, _observer: Observer, web: LocalWeb) -> Iterator[LinkReader]:
    """A reader who has switched on the bar, but whose browser has not the permission for it."""
    browser.worker().evaluate("chrome.storage.session.clear()")  # what other tests opened
    tabs = LinkBrowser(browser, _observer)
    reader = LinkReader(tabs, web)
    reader.switches("coolpapers", True)
    yield reader
    reader.close_page()
    tabs.first.close()
    tabs.twin.close()
    browser.worker().evaluate("chrome.storage.session.clear()")


def test_without_the_permission(unpermitted: LinkReader) -> None:
    """No bar comes, and no followed link is noted."""
    page = _reads_abstract(unpermitted)
    with _tabs_opened_for([ARXIV_PAGE], unpermitted):
        _says_followed(unpermitted, page, ARXIV_PAGE)
        assert _notes(unpermitted, page) == []
    _serve(unpermitted.web)
    assert unpermitted.clicks(linkUrl=SOURCE) == [PAGE]
    assert not unpermitted.in_our_world(unpermitted.page(PAGE))


_OFFER = "Cool Papers may not have a paper you opened."


@pytest.fixture
def clicking(reader: Reader) -> Iterator[Reader]:
    """The reader; what is noted of clicks is deleted before and afterwards."""
    forget = "() => Promise.all([chrome.storage.session.clear(), chrome.storage.local.clear()])"
    reader.session.worker().evaluate(forget)
    yield reader
    reader.session.worker().evaluate(forget)


def _opens_popup(reader: Reader) -> Page:
    """Load the popup's page, and wait until it has looked whether to offer the bar."""
    url = reader.session.url("pages/popup/popup.html?tab=0")
    reader.shows(url)
    page = reader.page(url)
    page.locator("#nothing").wait_for()
    page.evaluate(
        "async () => { await chrome.storage.local.get(null);"
        " await chrome.storage.session.get(null);"
        " await chrome.permissions.contains({ origins: ['https://papers.cool/*'] }); }"
    )
    return page


def test_popup_offers_it_once_and_not_for_sure_ids_and_searches(clicking: Reader) -> None:
    assert clicking.clicks(linkUrl=ABSTRACT) == [ARXIV_PAGE]
    search = "https://papers.cool/arxiv/search?highlight=1&query=tea"
    assert clicking.clicks(selectionText="tea") == [search]
    popup = _opens_popup(clicking)
    expect(popup.locator("#offer")).to_be_hidden()
    assert popup.evaluate("chrome.storage.local.get(null)") == {}
    assert clicking.clicks(linkUrl=SOURCE) == [PAGE]
    popup = _opens_popup(clicking)
    expect(popup.locator("#offer")).to_contain_text(_OFFER)
    popup.get_by_role("button", name="Close").click()
    expect(popup.locator("#offer")).to_be_hidden()
    assert popup.evaluate("chrome.storage.local.get(null)") == {"deadEndsOffered": True}
    expect(_opens_popup(clicking).locator("#offer")).to_be_hidden()


@AT_NIGHT
def test_chinese(chinese: Session, chinese_web: LocalWeb, tmp_path: Path) -> None:
    reader = _Allowed(LinkBrowser(chinese, observe(chinese, tmp_path)), chinese_web)
    reader.allows()
    _serve(chinese_web)
    bar = reader.sees(reader.picks([named(f"venue/{MISSING}", TITLE)], PAGE))
    keeps_permissions(chinese)
    chinese.clear_settings()
    assert bar["said"] == "Cool Papers 上没有这个编号的论文。"
    assert list(bar["links"]) == ["按标题搜索会议论文", "按标题搜索 arXiv 论文", "打开出版方页面"]
    assert bar["lang"] == "zh-CN"
