"""The fake papers.cool leads back to each source's publisher, as the real one does."""

import html
import re

import pytest

from build import registry
from build.engine import Engine
from build.source import Source
from tests.papers import paper
from tools.browser.fake_sites import cool_papers_page


@pytest.mark.parametrize(
    "source", [it for it in registry.load() if it.paper_id], ids=lambda source: source.name
)
def test_title_leads_to_the_publisher(engine: Engine, source: Source) -> None:
    for paper_id in dict.fromkeys(source.examples.urls.values()):
        named = paper(f"{source.branch}/{paper_id}")
        expected = engine.call("papers/paper.js", "publisherUrl", named)
        page = cool_papers_page(f"/{source.branch}/{paper_id}")
        assert expected in [html.unescape(it) for it in re.findall('href="([^"]+)"', page)]


def test_title_of_an_unknown_id_leads_nowhere_else() -> None:
    assert 'href="https://papers.cool/"' in cool_papers_page("/arxiv/none")


def test_summary_is_hidden_until_its_link_is_clicked() -> None:
    page = cool_papers_page("/arxiv/1409.0473")
    assert '<a id="kimi-1409.0473" class="title-kimi' in page
    summary = page.partition('<div id="kimi-container-1409.0473"')[2]
    assert summary.startswith(' class="kimi-container" style="display: none">')
    assert ["Q3: " in it for it in summary.split("<div lang=")[1:]] == [True, True]
