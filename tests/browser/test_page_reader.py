"""The parts that read a page, each by itself in a page."""

from __future__ import annotations

from typing import Any, Protocol

import pytest

from tests.browser.page_to_read import PageToRead
from tools.browser.local_web import LocalWeb

NEW = "https://blog.example/page-without-our-scripts"
_USE = """async (tab) => {
  const { readPage } = await import("/page-reader/page-reader.js");
  await readPage(tab); // leaves the parts in the page
  const use = { target: { tabId: tab.id }, func: () => JSON.stringify(%s) };
  const [{ result }] = await chrome.scripting.executeScript(use);
  return JSON.parse(result);
}"""
_READ_WITHOUT_FILES = """async (tab) => {
  const { readPage } = await import("/page-reader/page-reader.js");
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
def uses(to_read: PageToRead, web: LocalWeb) -> Uses:
    def value(body: str, use: str) -> Any:
        to_read.write(web, body)
        return to_read.ask(_USE % use)

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


def test_frame_that_came_too_late_for_our_scripts(to_read: PageToRead, web: LocalWeb) -> None:
    to_read.write(web, "<iframe name=pageReading></iframe>", NEW)
    assert to_read.ask(_READ_WITHOUT_FILES) == []
