"""A selection without papers is searched for on Cool Papers."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from tests.browser.reader import Reader

SEARCH = "https://papers.cool/arxiv/search?highlight=1&query="


def searched(reader: Reader, text: str) -> str:
    """The decoded query of the one search that a click on a selection would open."""
    (url,) = reader.would_open(selectionText=text)
    return _query(url)


def _query(url: str) -> str:
    assert url.startswith(SEARCH)
    assert len(url) <= 2000
    query = parse_qs(urlsplit(url).query, strict_parsing=True, errors="strict")
    assert query["highlight"] == ["1"]
    (words,) = query["query"]
    return words


def test_search_reaches_cool_papers_as_it_was_opened(reader: Reader) -> None:
    text = "“GPT-4: 100% & more? #1+1=2” 注意力机制：一切 \u200fتعلم \u202bآلي\u202c עמוק\u200e"
    (url,) = reader.clicks(selectionText=text)
    assert _query(url) == "GPT 4 100 more 1 1 2 注意力机制 一切 تعلم آلي עמוק"
    assert reader.web.wait_for(SEARCH) == [url]


def test_selected_words_on_a_paper_page_open_the_paper(reader: Reader) -> None:
    # The paper of the page is a better guess than a search result.
    opened = reader.would_open(
        selectionText="attention", pageUrl="https://arxiv.org/abs/1512.03385"
    )
    assert opened == ["https://papers.cool/arxiv/1512.03385"]


def test_long_selection_is_cut_between_words_if_it_has_spaces(reader: Reader) -> None:
    text = "The dominant sequence transduction models are based on recurrent networks. " * 100
    words = searched(reader, text)
    all_words = text.replace(".", "").split()
    assert words.split(" ") == all_words[: len(words.split(" "))]
    assert 150 < len(words) <= 200
    text = "x" + "𠮷" * 1000  # cut after 200 units, it would be cut in a character
    words = searched(reader, text)
    assert text.startswith(words)
    assert len(words) >= 100


def test_selection_without_words(reader: Reader) -> None:
    opened = reader.would_open(selectionText="…?! ❤️")
    assert opened == [reader.session.url("pages/help/help.html?selection")]


def test_half_an_emoji(reader: Reader) -> None:
    tab = reader.tabs(reader.own_window)[-1]
    reader.watches()
    reader.session.worker().evaluate(
        "tab => Promise.all(chrome.contextMenus.onClicked.dispatch("
        "{ selectionText: 'attention \\ud83d', pageUrl: 'https://blog.example/' }, tab"
        ").results).then(() => null)",
        tab,
    )
    assert reader.opened() == [SEARCH + "attention"]
