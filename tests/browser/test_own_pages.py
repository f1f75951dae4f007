"""The extension's pages in English and Chinese: all texts are filled in, nothing is logged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Error, Page, Request, expect

from tests.profile import AT_NIGHT
from tools.browser.extension_pages import ALIKE, PAGES
from tools.browser.session import Session

LANGUAGES = {"en-US": "en", "zh-CN": "zh_CN"}
TEXTS_OF_WELCOME = {
    "en": ("Read papers on Cool Papers in one click", "type “cool”, a space"),
    "zh": ("一键到 Cool Papers 阅读论文", "在地址栏输入“cool”和空格"),
}
"""By language: the heading of the welcome page, and what it says of the address bar."""


@pytest.fixture(scope="module", params=LANGUAGES)
def localized(request: pytest.FixtureRequest) -> Session:
    """A browser in each of our languages; the one of most tests is English."""
    name = {"en-US": "browser", "zh-CN": "chinese"}[request.param]
    session: Session = request.getfixturevalue(name)
    return session


@pytest.fixture
def messages(request: pytest.FixtureRequest, localized: Session, built: Path) -> dict[str, str]:
    """The messages in that language."""
    locale = LANGUAGES[request.node.callspec.params["localized"]]
    file = built / "_locales" / locale / "messages.json"
    texts = json.loads(file.read_text("utf-8"))
    return {key: str(entry["message"]) for key, entry in texts.items()}


@pytest.fixture(scope="module")
def tab(localized: Session) -> Iterator[Page]:
    """One tab for all tests in a language, since a new one costs more."""
    page = localized.context.new_page()
    yield page
    page.close()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A page that must not log, throw, or request anything missing."""
    tab.goto("about:blank")  # or another fragment would load nothing
    problems: list[str] = []

    def said(message: ConsoleMessage) -> None:
        problems.append(message.text)

    def threw(error: Error) -> None:
        problems.append(str(error))

    def failed(request: Request) -> None:
        problems.append(request.url)

    tab.on("console", said)
    tab.on("pageerror", threw)
    tab.on("requestfailed", failed)
    yield tab
    tab.remove_listener("console", said)
    tab.remove_listener("pageerror", threw)
    tab.remove_listener("requestfailed", failed)
    assert problems == []


def _language(messages: dict[str, str]) -> str:
    return "zh" if "直达" in messages["name"] else "en"


def _shows(page: Page, session: Session, messages: dict[str, str], name: str) -> None:
    """Open a page, which shows its messages and declares their language."""
    page.goto(session.url(PAGES[name]))
    expect(page.locator("main")).to_be_visible()
    shown: list[list[str]] = page.evaluate(
        "[...document.body.querySelectorAll('[data-message]')]"
        ".map((it) => [it.dataset.message, it.textContent])"
    )
    assert len(shown) > 3
    for message, text in shown:
        literal = messages[message].split("$")[0]
        assert text.strip()
        assert text.startswith(literal)
        assert "$" not in text
        if "$" not in messages[message]:
            assert text == messages[message]
    title = page.locator("title").get_attribute("data-message") or ""
    assert page.title().startswith(messages[title].split("$")[0])
    assert page.title().endswith(messages["name"])
    assert page.evaluate("document.documentElement.lang").startswith(_language(messages))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(it, marks=AT_NIGHT if it in ALIKE else ())
        for it in PAGES
        if it not in ("many", "welcome", "help")
    ],
)
def test_page_shows_its_messages_and_declares_their_language(
    localized: Session, page: Page, messages: dict[str, str], name: str
) -> None:
    _shows(page, localized, messages, name)


def test_many_page_shows_its_rows(localized: Session, page: Page, messages: dict[str, str]) -> None:
    _shows(page, localized, messages, "many")
    rows = page.locator("li a")
    assert [row.get_attribute("href") for row in rows.all()] == [
        "https://papers.cool/arxiv/1706.03762",
        "https://papers.cool/venue/P19-1001@ACL",
    ]
    assert rows.all_inner_texts() == ["1706.03762", "P19-1001@ACL"]


def test_welcome_page_says_how_to_read(
    localized: Session, page: Page, messages: dict[str, str]
) -> None:
    _shows(page, localized, messages, "welcome")
    heading, keyword = TEXTS_OF_WELCOME[_language(messages)]
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.locator("main")).to_contain_text(keyword)


def test_help_page_can_be_used_by_keyboard(
    localized: Session, page: Page, messages: dict[str, str]
) -> None:
    _shows(page, localized, messages, "help")
    assert page.evaluate("document.activeElement.id") == "wanted"
    assert page.get_by_label(messages["helpField"]).count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == messages["helpOpen"]


LACKING = ("contextMenus", "omnibox", "commands")
"""What browsers of phones do not have."""


@pytest.fixture
def on_a_phone(localized: Session) -> Iterator[Page]:
    """A tab in which pages of ours find a browser without these; they must not throw."""
    page = localized.context.new_page()
    page.add_init_script(
        f"for (const name of globalThis.chrome?.runtime?.id ? {json.dumps(LACKING)} : [])"
        " Object.defineProperty(chrome, name, { value: undefined });"
    )
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield page
    lacking = page.evaluate("(names) => names.every((it) => chrome[it] === undefined)", LACKING)
    page.close()
    assert lacking
    assert thrown == []


@pytest.mark.parametrize(
    ("name", "switch", "needing"),
    [("welcome", "links.aaai", 3), ("options", "where", 2)],
)
def test_page_works_without_what_phones_lack(
    localized: Session, on_a_phone: Page, name: str, switch: str, needing: int
) -> None:
    """What needs it is not shown; the settings are."""
    on_a_phone.goto(localized.url(PAGES[name]))
    expect(on_a_phone.locator(f"input[name='{switch}']").first).to_be_visible()
    expect(on_a_phone.locator("[data-needs]")).to_have_count(needing)
    expect(on_a_phone.locator("[data-needs]:visible")).to_have_count(0)
    expect(on_a_phone.locator(".shortcuts li")).to_have_count(0)


def test_popup_works_without_what_phones_lack(localized: Session, on_a_phone: Page) -> None:
    on_a_phone.goto(localized.url("pages/popup/popup.html"))
    on_a_phone.locator("#field").fill("1706.03762")
    expect(on_a_phone.locator("#open")).to_be_visible()


def test_icon_says_what_a_click_does(localized: Session, messages: dict[str, str]) -> None:
    assert localized.worker().evaluate("chrome.action.getTitle({})") == messages["actionTitle"]


def test_menu_entry_is_in_the_readers_language(
    localized: Session, messages: dict[str, str]
) -> None:
    assert localized.worker().evaluate("chrome.i18n.getMessage('menu')") == messages["menu"]
