"""Chromium itself finds the papers that each source promises."""

from __future__ import annotations

import pytest

from build import registry
from build.check import cases
from build.source import Source
from tests.browser.reader import HELP
from tools.browser.session import Session


@pytest.mark.parametrize("source", registry.load(), ids=lambda source: str(source.name))
def test_finds_the_papers_that_a_source_promises(browser: Session, source: Source) -> None:
    promised = {(function, text): ids for function, text, ids in cases(source)}
    page = browser.context.new_page()
    page.goto(browser.url(HELP))
    found: list[list[str]] = page.evaluate(
        """async (inputs) => {
          const find = await import("/papers/find.js");
          return inputs.map(([name, text]) => find[name](text).map(({ id }) => id));
        }""",
        list(promised),
    )
    page.close()
    assert dict(zip(promised, found, strict=True)) == promised
