"""The extension's pages in English and Chinese: all texts are filled in, nothing is logged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    ConsoleMessage,
    Error,
    FilePayload,
    Page,
    Request,
    expect,
)

from tests.browser.own_texts import LANGUAGES, NARROW, language, messages_of, shows_texts
from tests.profile import AT_NIGHT
from tools.browser.extension_pages import PAGES
from tools.browser.session import Session

TEXTS_OF_WELCOME = {
    "en": ("Read papers on Cool Papers in one click", "type “cool”, a space"),
    "zh": ("一键到 Cool Papers 阅读论文", "在地址栏输入“cool”和空格"),
}
"""By language: the heading of the welcome page, and what it says of the address bar."""


# In Chinese: see test_welcome.py, whose browser is.
@pytest.fixture(scope="module", params=["en-US", pytest.param("zh-CN", marks=AT_NIGHT)])
def localized(request: pytest.FixtureRequest) -> Session:
    """A browser in each of our languages; the one of most tests is English."""
    name = {"en-US": "browser", "zh-CN": "chinese"}[request.param]
    session: Session = request.getfixturevalue(name)
    return session


@pytest.fixture
def messages(request: pytest.FixtureRequest, localized: Session, built: Path) -> dict[str, str]:
    """The messages in that language."""
    locale = request.node.callspec.params["localized"]
    return messages_of(built, locale)


@pytest.fixture(scope="module")
def _tab(localized: Session) -> Iterator[Page]:
    """One tab for all tests in a language, since a new one costs more."""
    page = localized.context.new_page()
    page.set_viewport_size(NARROW)
    yield page
    page.close()


@pytest.fixture
def page(_tab: Page) -> Iterator[Page]:
    """A page that must not log, throw, or request anything missing."""
    problems: list[str] = []

    def said(message: ConsoleMessage) -> None:
        problems.append(message.text)

    def threw(error: Error) -> None:
        problems.append(str(error))

    def failed(request: Request) -> None:
        problems.append(request.url)

    _tab.on("console", said)
    _tab.on("pageerror", threw)
    _tab.on("requestfailed", failed)
    yield _tab
    _tab.remove_listener("console", said)
    _tab.remove_listener("pageerror", threw)
    _tab.remove_listener("requestfailed", failed)
    assert problems == []


SHOWN_ELSEWHERE = {"many-titles", "references-gone", *(it for it in PAGES if "help-" in it)}
"""Pages whose messages are those of others, but for a sentence."""


@pytest.mark.parametrize(
    ("localized", "name"),
    [
        pytest.param(
            locale,
            name,
            marks=AT_NIGHT if locale == "zh-CN" or name in SHOWN_ELSEWHERE else (),
        )
        for locale in LANGUAGES
        for name in PAGES
        if name not in ("many", "welcome", "help")
    ],
    indirect=["localized"],
)
def test_page_shows_its_messages_and_declares_their_language(
    localized: Session, page: Page, messages: dict[str, str], name: str
) -> None:
    shows_texts(page, localized, messages, name)


def test_many_page_shows_its_rows(localized: Session, page: Page, messages: dict[str, str]) -> None:
    shows_texts(page, localized, messages, "many")
    rows = page.locator("li a")
    assert [row.get_attribute("href") for row in rows.all()] == [
        "https://papers.cool/arxiv/1706.03762",
        "https://papers.cool/venue/P19-1001@ACL",
    ]
    assert rows.all_inner_texts() == ["1706.03762", "P19-1001@ACL"]


def test_welcome_page_says_how_to_read(
    localized: Session, page: Page, messages: dict[str, str]
) -> None:
    shows_texts(page, localized, messages, "welcome")
    heading, keyword = TEXTS_OF_WELCOME[language(messages)]
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.locator("main")).to_contain_text(keyword)


def test_help_page_can_be_used_by_keyboard(
    localized: Session, page: Page, messages: dict[str, str]
) -> None:
    shows_texts(page, localized, messages, "help")
    assert page.evaluate("document.activeElement.id") == "wanted"
    assert page.get_by_label(messages["helpField"]).count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == messages["helpOpen"]


LACKING = ("contextMenus", "omnibox", "commands")
"""What browsers of phones do not have."""


def test_pages_work_without_what_phones_lack(browser: Session) -> None:
    """What needs it is not shown; the settings are, and the popup works."""
    page = browser.context.new_page()
    page.add_init_script(
        f"for (const name of globalThis.chrome?.runtime?.id ? {json.dumps(LACKING)} : [])"
        " Object.defineProperty(chrome, name, { value: undefined });"
    )
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(f"{page.url}: {error}"))
    lacks = "(names) => names.every((it) => chrome[it] === undefined)"
    for name, switch, needing in (("welcome", "links.aaai", 3), ("options", "where", 2)):
        page.goto(browser.url(PAGES[name]))
        assert page.evaluate(lacks, LACKING), name
        expect(page.locator(f"input[name='{switch}']").first, name).to_be_visible()
        expect(page.locator("[data-needs]"), name).to_have_count(needing)
        expect(page.locator("[data-needs]:visible"), name).to_have_count(0)
        expect(page.locator(".shortcuts li"), name).to_have_count(0)
    page.goto(browser.url("pages/popup/popup.html"))
    assert page.evaluate(lacks, LACKING)
    page.locator("#field").fill("1706.03762")
    expect(page.locator("#open")).to_be_visible()
    page.close()
    assert thrown == []


@AT_NIGHT
def test_options_page_answers_in_chinese(chinese: Session) -> None:
    page = chinese.context.new_page()
    page.goto(chinese.url(PAGES["options"]))
    expect(page.locator("[name=where]:checked")).to_have_count(1)
    page.get_by_role("radio", name="每次询问").click()
    says = page.get_by_role("status")
    expect(says).to_have_text("已保存。")
    bad: FilePayload = {"name": "坏.json", "mimeType": "text/plain", "buffer": b"{"}
    page.set_input_files("#file", bad)
    expect(page.get_by_role("alert")).to_contain_text("“坏.json”不是本扩展的选项文件")
    page.get_by_role("button", name="重置").click()
    page.get_by_role("button", name="确认重置").click()
    expect(says).to_have_text("所有选项已恢复默认。")
    page.close()
    chinese.clear_settings()


def test_icon_says_what_a_click_does(localized: Session, messages: dict[str, str]) -> None:
    assert localized.worker().evaluate("chrome.action.getTitle({})") == messages["actionTitle"]


def test_menu_entry_is_in_the_readers_language(
    localized: Session, messages: dict[str, str]
) -> None:
    assert localized.worker().evaluate("chrome.i18n.getMessage('menu')") == messages["menu"]
