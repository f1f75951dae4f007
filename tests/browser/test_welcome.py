"""On install: nothing is wrong, and the welcome page links to what a new user needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Launch
from tests.browser.menu_items import ITEMS, menu_when_complete
from tests.browser.own_texts import NARROW, messages_of, shows_texts
from tests.browser.reader import OPTIONS
from tests.profile import AT_NIGHT
from tools.browser.devtools import Json
from tools.browser.session import WELCOME, Session, manifest_errors
from tools.browser.waiting import wait_until

LOCALE = "zh-CN"
PAPER = "https://arxiv.org/abs/1706.03762"


@pytest.fixture(scope="module")
def new(launched: Launch, built: Path) -> Iterator[Session]:
    """A browser in Chinese in which the extension was just installed."""
    with launched(built, welcome=True, locale=LOCALE) as session:
        yield session


@pytest.fixture(scope="module")
def messages(built: Path) -> dict[str, str]:
    """The messages in Chinese."""
    return messages_of(built, LOCALE)


def _welcomes(session: Session) -> list[Page]:
    return [page for page in session.context.pages if page.url == session.url(WELCOME)]


def _welcome(session: Session) -> Page:
    """The welcome page that opened on install."""
    (page,) = wait_until(lambda: _welcomes(session) or None, "welcome page", session.worker)
    return page


def test_opens_on_install_but_not_on_update(new: Session) -> None:
    _welcome(new)
    before = len(new.tabs())
    for reason in ("update", "chrome_update", "shared_module_update"):
        new.worker().evaluate(
            "(reason) => { chrome.runtime.onInstalled.dispatch({ reason }); }", reason
        )
    assert len(new.tabs()) == before
    assert len(_welcomes(new)) == 1


def test_manifest_has_no_errors(new: Session) -> None:
    # In a new browser: Chromium adds a manifest error if an incognito window closes while its
    # worker is being registered.
    assert manifest_errors(new) == []
    # It is shown in English in all other languages than ours.
    assert new.worker().evaluate("chrome.runtime.getManifest().default_locale") == "en"


@AT_NIGHT
def test_other_languages_fall_back_to_english(launched: Launch, built: Path) -> None:
    with launched(built, welcome=True, locale="fr-FR") as french:
        page = _welcome(french)
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Read papers on Cool Papers in one click"
        )
        assert page.evaluate("document.documentElement.lang").startswith("en")


def test_all_is_in_chinese(new: Session, messages: dict[str, str]) -> None:
    """The longest pages stand for all: the build checks that both languages have all messages."""
    assert _welcome(new).locator("h1").inner_text() == "一键到 Cool Papers 阅读论文"
    assert new.worker().evaluate("chrome.action.getTitle({})") == messages["actionTitle"]
    page = new.context.new_page()
    page.set_viewport_size(NARROW)
    for name in ("welcome", "options", "references"):
        shows_texts(page, new, messages, name)
    page.close()


def test_shows_the_assigned_shortcut(new: Session) -> None:
    has = new.worker().evaluate("chrome.commands.getAll()")
    page = _welcome(new)
    expect(page.locator(".shortcuts li")).to_have_count(len(has))
    keys = next(it["shortcut"] for it in has if it["name"] == "open")
    expect(page.locator(".shortcuts kbd").filter(has_text=keys)).to_have_count(1)


def test_links_to_a_paper_to_try(new: Session) -> None:
    page = _welcome(new)
    with new.context.expect_page() as opened:
        page.get_by_role("link").click()
    opened.value.wait_for_url(PAPER, wait_until="commit")
    opened.value.close()


def test_paper_to_try_is_in_sight(new: Session) -> None:
    page = _welcome(new)
    bottom = page.get_by_role("link").evaluate("it => it.getBoundingClientRect().bottom")
    assert bottom < 950 / 2


def test_three_steps_have_a_picture_each(new: Session) -> None:
    """Drawn in the page's colours, and without words, which would be in one language only."""
    steps = _welcome(new).locator(".steps > li")
    expect(steps).to_have_count(3)
    for step in steps.all():
        expect(step.locator("svg")).to_be_visible()
        expect(step.locator("svg")).to_have_text("")
        expect(step.get_by_role("heading", level=2)).not_to_be_empty()


def _opens(session: Session, tab: Json, **info: str) -> None:
    """Click on our menu entry, and close what it opens."""
    with session.context.expect_page() as opened:
        session.dispatch({"menuItemId": "open", "editable": False, **info}, tab)
    key = f"opened {max(it['id'] for it in session.tabs())}"
    stored = "async (key) => key in await chrome.storage.session.get(key)"
    wait_until(lambda: session.worker().evaluate(stored, key) or None, "record", session.worker)
    opened.value.close()


def test_says_that_it_worked_once_a_paper_was_opened(
    new: Session, messages: dict[str, str]
) -> None:
    page = _welcome(new)
    worked = page.locator("#worked")
    expect(worked).to_be_empty()
    (tab,) = (it for it in new.tabs() if it.get("url") == page.url)
    try:
        _opens(new, tab, selectionText="words to search")
        page.evaluate("chrome.storage.session.get(null)")  # It asks for the same, earlier.
        expect(worked).to_be_empty()
        _opens(new, tab, linkUrl=PAPER)
        said = messages["welcomeWorked"]
        expect(worked).to_have_text(said)
        page.reload()
        expect(worked).to_have_text(said)
    finally:
        new.worker().evaluate("chrome.storage.session.clear()")


def test_optional_sites_come_last(new: Session) -> None:
    page = _welcome(new)
    tops = page.evaluate(
        "['a.button', '.steps', 'h2[data-message=welcomeWays]', '#more']"
        ".map((it) => document.querySelector(it).getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)


def test_shows_which_sites_have_links(new: Session) -> None:
    """Like the options; a site's are on only with the browser's permission."""
    page = _welcome(new)
    box = page.get_by_label("www.ijcai.org")
    page.evaluate(
        """() => {
          const { contains } = chrome.permissions;
          globalThis.has = true;
          chrome.permissions.contains = async () => has;
          globalThis.answerAgain = () => { chrome.permissions.contains = contains; };
        }"""
    )
    new.worker().evaluate("chrome.storage.sync.set({ 'links.ijcai': true })")
    expect(box).to_be_checked()
    expect(page.get_by_label("proceedings.mlr.press")).not_to_be_checked()
    page.evaluate("() => { has = false; }")
    new.worker().evaluate("chrome.storage.sync.set({ where: 'same' })")
    expect(box).not_to_be_checked()
    expect(page.locator("#withheld")).to_contain_text("arxiv.org")
    page.evaluate("answerAgain()")
    new.clear_settings()
    expect(page.locator("#withheld")).to_be_hidden()
    expect(box).not_to_be_checked()


@AT_NIGHT
def test_says_which_sites_the_browser_withholds(new: Session) -> None:
    page = _welcome(new)
    note = page.locator("#withheld")
    expect(note).to_be_hidden()
    new.configure(hostAccess="ON_CLICK")
    expect(note).to_contain_text("arxiv.org")
    new.configure(hostAccess="ON_ALL_SITES")
    expect(note).to_be_hidden()


def test_links_to_the_options(new: Session, messages: dict[str, str]) -> None:
    page = _welcome(new)
    with new.context.expect_page() as opened:
        page.get_by_role("button", name=messages["welcomeOptions"]).click()
    opened.value.wait_for_url(new.url(OPTIONS), wait_until="commit")
    opened.value.close()


def test_reload_of_the_extension(new: Session) -> None:
    """It makes the menu again, and opens no welcome page: both are done by the same event."""
    new.reload()
    assert menu_when_complete(new) == ITEMS
    assert _welcomes(new) == []
