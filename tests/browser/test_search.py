"""A selection without papers is searched for on Cool Papers."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.reader import Reader

SEARCH = "https://papers.cool/arxiv/search?highlight=1&query="


def searched(reader: Reader, text: str) -> str:
    """Click on a selection, and return the decoded query of the one search that opens."""
    (url,) = reader.clicks(selectionText=text)
    assert url.startswith(SEARCH)
    assert len(url) <= 2000
    (seen,) = reader.web.wait_for(SEARCH)
    assert seen == url
    query = parse_qs(urlsplit(seen).query, strict_parsing=True, errors="strict")
    assert query["highlight"] == ["1"]
    (words,) = query["query"]
    return words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("“GPT-4: 100% & more? #1+1=2”", "GPT 4 100 more 1 1 2"),
        ("注意力机制：你所需要的一切", "注意力机制 你所需要的一切"),
        ("Ωμέγα, α-synuclein", "Ωμέγα α synuclein"),
        ("Poincaré–Erdős naïve Schrödinger", "Poincaré Erdős naïve Schrödinger"),
        ("Poincare\u0301", "Poincaré"),
        ("🚀 Attention 👩‍🔬 is all 🤗 you need 👍🏽", "Attention is all you need"),
        ("I ❤️ attention", "I attention"),
        ("\u200fتعلم \u202bآلي\u202c עמוק\u200e", "تعلم آلي עמוק"),
        (r"\emph{Erd\H{o}s} and $\alpha$-stable \mathcal{O}(n^2)", "Erdős and alpha stable O n 2"),
        ("e\ufb03cient 𝒢raph Ａttention", "efficient Graph Attention"),
        ("Trans-\nformers are atten\u00adtion", "Transformers are attention"),
        ("𠮷野家 and 𝕊𝕠𝕞𝕖", "𠮷野家 and Some"),
    ],
    ids=[
        "words",
        "signs of URLs",
        "Chinese",
        "Greek",
        "accents",
        "combining accents",
        "emoji",
        "emoji with a variation selector",
        "right to left",
        "TeX",
        "ligatures",
        "hyphens",
        "beyond the BMP",
    ],
)
def test_selected_words(reader: Reader, text: str, words: str) -> None:
    assert searched(reader, text) == words


def test_selected_words_on_a_paper_page_open_the_paper(reader: Reader) -> None:
    # The paper of the page is a better guess than a search result.
    opened = reader.clicks(selectionText="attention", pageUrl="https://arxiv.org/abs/1512.03385")
    assert opened == ["https://papers.cool/arxiv/1512.03385"]


def test_long_selection_is_cut_between_words(reader: Reader) -> None:
    text = "The dominant sequence transduction models are based on recurrent networks. " * 100
    words = searched(reader, text)
    all_words = text.replace(".", "").split()
    assert words.split(" ") == all_words[: len(words.split(" "))]
    assert 150 < len(words) <= 200


@pytest.mark.parametrize(
    "text",
    ["注意力" * 1000, "𠮷" * 1000, "x" + "𠮷" * 1000, "é" * 1000, "\u0915\u094d\u0937\u093f" * 500],
    ids=["Chinese", "beyond the BMP", "odd place of the cut", "accents", "Devanagari"],
)
def test_long_selection_without_spaces_is_cut(reader: Reader, text: str) -> None:
    words = searched(reader, text)
    assert text.startswith(words)
    assert len(words) >= 100


@pytest.mark.parametrize("text", ["…?!", " \n\t", "🚀", "❤️", "\u200f\u202b", "$$ {} \\"])
def test_selection_without_words(reader: Reader, text: str) -> None:
    opened = reader.clicks(selectionText=text)
    assert opened == [reader.session.url("pages/help/help.html")]


def test_half_an_emoji(reader: Reader) -> None:
    tab = reader.shows("https://blog.example/post")
    reader.watches()
    reader.session.worker().evaluate(
        "tab => Promise.all(chrome.contextMenus.onClicked.dispatch("
        "{ selectionText: 'attention \\ud83d', pageUrl: 'https://blog.example/' }, tab"
        ").results).then(() => null)",
        tab,
    )
    assert reader.opened() == [SEARCH + "attention"]
