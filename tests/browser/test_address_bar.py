"""The address bar's keyword: what is typed behind it, and what that opens."""

from __future__ import annotations

import pytest

from tests.browser.reader import BLOG, HELP, Reader, url_of
from tests.profile import AT_NIGHT

ARXIV = "https://papers.cool/arxiv/"
VENUE = "https://papers.cool/venue/"
CHOOSE = "pages/choose-search/choose-search.html"
SEARCH = "search?highlight=1&query="


def _types(reader: Reader, text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the default suggestion's text, and URL and text of the other suggestions."""
    said, offered = reader.session.worker().evaluate(
        """async (text) => {
          const real = chrome.omnibox;
          let said = "";
          const set = real.setDefaultSuggestion;
          real.setDefaultSuggestion = (it) => { said = it.description; return set.call(real, it); };
          let offered;
          const suggest = (them) => { offered = them; };
          try {
            await Promise.all(real.onInputChanged.dispatch(text, suggest).results);
          } finally {
            real.setDefaultSuggestion = set;
          }
          return [said, offered.map((it) => [it.content, it.description])];
        }""",
        text,
    )
    return said, [(url, text) for url, text in offered]


def test_address_bar_shows_what_was_typed_last(reader: Reader) -> None:
    """Chromium parses descriptions in other processes, and an earlier one can come late."""
    shown = reader.session.worker().evaluate(
        """async (texts) => {
          const real = chrome.omnibox.setDefaultSuggestion;
          let shown = "", wait = 0;
          chrome.omnibox.setDefaultSuggestion = async ({ description }) => {
            for (let left = 50 - 10 * wait++; left > 0; left--) await chrome.storage.sync.get("");
            shown = description;
          };
          await Promise.all(texts.map((text) => new Promise((done) =>
            chrome.omnibox.onInputChanged.dispatch(text, done))));
          chrome.omnibox.setDefaultSuggestion = real;
          return shown;
        }""",
        ["10.18653/v1/N", "10.18653/v1/N19", "10.18653/v1/N19-1423"],
    )
    assert shown == "Open <match>N19-1423@ACL</match> on Cool Papers"


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("1706.03762", [ARXIV + "1706.03762"]),
        (
            "arxiv.org/abs/1706.03762v2 10.18653/v1/P19-1001",
            [ARXIV + "1706.03762", VENUE + "P19-1001@ACL"],
        ),
        ("1706.03762, P19-1001", [ARXIV + "1706.03762", VENUE + "P19-1001@ACL"]),
        ("attention & <all>", [f"{ARXIV}{SEARCH}attention%20all"]),
        (f"{ARXIV}cs.AI", [f"{ARXIV}cs.AI"]),
    ],
)
def test_address_bar_opens(reader: Reader, text: str, urls: list[str]) -> None:
    assert reader.would_open(door="address bar", typed=text) == urls


def test_address_bar_without_words_opens_the_help_page(reader: Reader) -> None:
    opened = reader.would_open(door="address bar", typed=" ?! ")
    assert opened == [reader.session.url(f"{HELP}?text")]


def test_enter_held_down_in_the_address_bar_opens_once(reader: Reader) -> None:
    enter_twice = """
    () => {
      for (const time of [1, 2]) {
        chrome.omnibox.onInputEntered.dispatch("1706.03762", "newForegroundTab");
      }
    }
    """
    with reader.notes_tabs() as noted:
        reader.session.worker().evaluate(enter_twice)
        noted(1)
        reader.session.worker().evaluate(
            "async (it) => {"
            " await Promise.all(chrome.omnibox.onInputEntered.dispatch(...it).results); }",
            ["P19-1001", "newForegroundTab"],
        )
        opened = noted(2)
    assert opened == [f"{ARXIV}1706.03762", f"{VENUE}P19-1001@ACL"]


def _enters(reader: Reader, text: str, disposition: str) -> list[str]:
    reader.watches()
    reader.session.worker().evaluate(
        "it => Promise.all(chrome.omnibox.onInputEntered.dispatch(...it).results).then(() => null)",
        [text, disposition],
    )
    return reader.opened()


def test_address_bar_follows_the_disposition(reader: Reader) -> None:
    tab = reader.shows(BLOG)
    assert _enters(reader, "1706.03762", "newBackgroundTab") == [ARXIV + "1706.03762"]
    assert reader.tab(tab)["active"]
    assert _enters(reader, "1706.03762", "currentTab") == []
    assert reader.opened() == []
    assert url_of(reader.tab(tab)) == ARXIV + "1706.03762"
    assert _enters(reader, "1810.04805", "newForegroundTab") == [ARXIV + "1810.04805"]
    assert not reader.tab(tab)["active"]


@pytest.mark.parametrize(
    ("text", "path"), [pytest.param(" ?! ", HELP, marks=AT_NIGHT), ("some words", CHOOSE)]
)
def test_address_bar_opens_pages_of_ours_where_asked(reader: Reader, text: str, path: str) -> None:
    reader.sets(search="ask")
    tab = reader.shows(BLOG)
    assert _enters(reader, text, "currentTab") == []
    assert url_of(reader.tab(tab)).startswith(reader.session.url(path))


def test_address_bar_suggestions(reader: Reader) -> None:
    said, offered = _types(reader, "1706.03762")
    assert said == "Open <match>1706.03762</match> on Cool Papers"
    assert offered == []
    said, offered = _types(reader, "10.18653/v1/P19-1001")
    assert said == "Open <match>P19-1001@ACL</match> on Cool Papers" and offered == []
    said, offered = _types(reader, "1706.03762 and P19-1001@ACL")
    assert said == "Open all <match>2</match> papers on Cool Papers"
    assert [url for url, _ in offered][:2] == [ARXIV + "1706.03762", VENUE + "P19-1001@ACL"]
    said, offered = _types(reader, "cats & <dogs>")
    assert said == "Search Cool Papers for <match>cats dogs</match>"
    assert [url for url, _ in offered] == [f"{VENUE}{SEARCH}cats%20dogs"]
    said, offered = _types(reader, f"{ARXIV}cs.AI")
    assert said == f"Open <match>{ARXIV}cs.AI</match> on Cool Papers" and offered == []
    said, offered = _types(reader, " ")
    assert "DOI or id" in said and offered == []


def test_address_bar_shows_a_url_with_several_parameters(reader: Reader) -> None:
    """Chromium reads descriptions as XML."""
    said, _ = _types(reader, f"{ARXIV}cs.AI?sort=1&show=25")
    assert said == f"Open <match>{ARXIV}cs.AI?sort=1&#38;show=25</match> on Cool Papers"
