"""The parts that read a page, each by itself in a page."""

from __future__ import annotations

from typing import Any, Protocol

import pytest
from playwright.sync_api import Page

from tests.browser.reader import READING, show_html
from tools.browser.local_web import LocalWeb
from tools.browser.values import json_value

NEW = "https://blog.example/page-without-our-scripts"
_USE = """async (url) => {
  const { readPage } = await import("/page-reader/page-reader.js");
  const [{ id }] = await chrome.tabs.query({ url });
  await readPage({ id, status: "complete" }); // leaves the parts in the page
  const use = { target: { tabId: id }, func: () => JSON.stringify(%s) };
  const [{ result }] = await chrome.scripting.executeScript(use);
  return JSON.parse(result);
}"""
_READ_WITHOUT_FILES = """async (url) => {
  const { readPage } = await import("/page-reader/page-reader.js");
  const [tab] = await chrome.tabs.query({ url });
  const run = chrome.scripting.executeScript;
  chrome.scripting.executeScript = (how) => how.files ? Promise.resolve([]) : run(how);
  try {
    return await readPage(tab);
  } finally {
    chrome.scripting.executeScript = run;
  }
}"""


class Uses(Protocol):
    """Returns what a use of the parts gives in a page with this body."""

    def __call__(self, body: str, use: str) -> Any: ...


@pytest.fixture
def uses(_pages: tuple[Page, Page], web: LocalWeb) -> Uses:
    def value(body: str, use: str) -> Any:
        shown, own = _pages
        show_html(shown, web, READING, f"<!doctype html><meta charset=utf-8>{body}")
        return json_value(own, _USE % use, READING)

    return value


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Hot\n tea", "Hot tea"),
        ("Hot<br>tea", "Hot tea"),
        ("H<sub>2</sub>O", "H2O"),
        ("<div>Hot</div><div>tea</div>", "Hot tea"),
        ("Hot<script>let x</script> <i aria-hidden=true>*</i>tea", "Hot tea"),
        ("Tea <a class=cool-papers-link href=https://papers.cool/>Cool Papers</a>", "Tea"),
        ("Tea <a class=cool-papers-link href=https://tea.example/>shop</a>", "Tea shop"),
    ],
)
def test_text_of_an_element(uses: Uses, html: str, text: str) -> None:
    use = "new PageText().of(pageDom.first(document.body, '#it'))"
    assert uses(f"<div id=it>{html}</div>", use) == text


def test_walk_through_a_small_tree(uses: Uses) -> None:
    walk = "new PageWalk(/tea/, /#/).through(document.body)"
    body = "<ul><li><h2>Hot Tea Again</h2> see <a href=https://tea.example/1>it</a></li></ul><p>#1"
    assert uses(body, walk) == {
        "parts": [
            ["", "\n\n\nHot Tea Again\n see "],
            ["https://tea.example/1", "it", 1],
            ["", "\n\n\n#1", 2],
            ["", "\n"],
        ],
        "landmarks": [["Hot Tea Again", 0, 16, True], 1, 2],
        "containers": [["ul", 0, 2, -1], ["li", 0, 2, 0], ["p", 2, 3, -1]],
        "text": "",
    }


def test_frame_that_came_too_late_for_our_scripts(_pages: tuple[Page, Page], web: LocalWeb) -> None:
    shown, own = _pages
    show_html(shown, web, NEW, "<iframe name=pageReading></iframe>")
    assert json_value(own, _READ_WITHOUT_FILES, NEW) == []
