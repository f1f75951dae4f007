"""The finder gives the ids of each source's examples in Chromium, too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from build import registry
from build.check import cases
from build.source import Source
from tests.browser.reader import PLAIN
from tools.browser.session import Session

SOURCES = [it for it in registry.load() if it.paper_id]


@pytest.fixture(scope="module")
def page(browser: Session) -> Iterator[Page]:
    page = browser.context.new_page()
    page.goto(browser.url(PLAIN))
    yield page
    page.close()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.name))
def test_examples_of_a_source(page: Page, source: Source) -> None:
    expected = {(function, text): ids for function, text, ids in cases(source)}
    found: list[list[str]] = page.evaluate(
        """async (inputs) => {
          const find = await import("/papers/find.js");
          return inputs.map(([name, text]) => find[name](text).map(({ id }) => id));
        }""",
        list(expected),
    )
    assert dict(zip(expected, found, strict=True)) == expected
