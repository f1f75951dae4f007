"""The texts of the extension's pages, as its messages give them in a language."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect

from tools.browser.extension_pages import PAGES
from tools.browser.session import Session

NARROW: ViewportSize = {"width": 320, "height": 600}
LANGUAGES = {"en-US": "en", "zh-CN": "zh_CN"}
"""By the browser's locale: the folder of our messages."""


def messages_of(built: Path, locale: str) -> dict[str, str]:
    """The messages of a build, by name, in the language of a browser's locale."""
    file = built / "_locales" / LANGUAGES[locale] / "messages.json"
    texts = json.loads(file.read_text("utf-8"))
    return {key: str(entry["message"]) for key, entry in texts.items()}


def language(messages: dict[str, str]) -> str:
    """The language of these messages, "en" or "zh"."""
    return "zh" if "直达" in messages["name"] else "en"


def shows_texts(page: Page, session: Session, messages: dict[str, str], name: str) -> None:
    """Open a page, which shows its messages, declares their language and fits a narrow window."""
    url = session.url(PAGES[name])
    if page.url.partition("#")[0] == url.partition("#")[0]:
        page.goto("about:blank")  # or another fragment would load nothing
    page.goto(url)
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
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    title = page.locator("title").get_attribute("data-message") or ""
    assert page.title().startswith(messages[title].split("$")[0])
    assert page.title().endswith(messages["name"])
    assert page.evaluate("document.documentElement.lang").startswith(language(messages))
