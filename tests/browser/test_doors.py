"""The keyboard shortcut, the address bar, and settings that change where papers open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Reads
from tests.browser.openreview_records import RECORD
from tests.browser.reader import BLOG, HELP, LATE_ACTIVE_TAB, LAZY_FRAME, PLAIN, POPUP, Reader
from tests.papers import open_papers, titled
from tools.browser.devtools import Json
from tools.browser.fake_sites import FOLDER
from tools.browser.waiting import wait_until

ARXIV = "https://papers.cool/arxiv/"
VENUE = "https://papers.cool/venue/"
CHOOSE = "pages/choose-search/choose-search.html"
SEARCH = "search?highlight=1&query="
PAPER = "https://lab.example/papers/12"
TITLE = '<!doctype html><meta name="citation_title" content="A Study of Many Things">'


@pytest.fixture
def sets(reader: Reader) -> Iterator[Callable[..., None]]:
    """Stores settings, until the test ends."""

    def store(**settings: Any) -> None:
        reader.session.worker().evaluate("it => chrome.storage.sync.set(it)", settings)

    yield store
    reader.session.clear_settings()


# ---------------------------------------------------------------- the shortcut


def _would_open(reader: Reader, tab: dict[str, Any]) -> list[str]:
    """What the shortcut would open; as with a real key press, `tab` includes its URL."""
    return reader.would_open_on("commands.onCommand", "open", tab)


def test_shortcuts_are_assigned(reader: Reader) -> None:
    """Chromium silently drops shortcuts that it uses itself."""
    commands = reader.session.worker().evaluate("chrome.commands.getAll()")
    assert {it["name"]: it["shortcut"] for it in commands} == {
        "_execute_action": "Alt+Shift+K",
        "open": "Alt+C",
    }


def test_shortcut_opens_the_selection(permitted_reader: Reader) -> None:
    url = "https://arxiv.org/abs/1706.03762"
    tab = permitted_reader.writes("<p id=it>of 1810.04805 and P19-1001@ACL</p>", url)
    permitted_reader.page(url).evaluate("getSelection().selectAllChildren(it)")
    permitted_reader.watches()
    permitted_reader.session.worker().evaluate(
        "tab => Promise.all(chrome.commands.onCommand.dispatch('open', tab).results)"
        ".then(() => null)",
        tab,
    )
    assert permitted_reader.opened() == [ARXIV + "1810.04805", VENUE + "P19-1001@ACL"]


def test_shortcut_opens_the_selection_of_a_field(permitted_reader: Reader) -> None:
    url = "https://arxiv.org/abs/1706.03762"
    tab = permitted_reader.writes("<textarea id=it>of 1810.04805 and P19-1001@ACL</textarea>", url)
    permitted_reader.page(url).evaluate("it.focus(), it.select()")
    assert _would_open(permitted_reader, tab) == [ARXIV + "1810.04805", VENUE + "P19-1001@ACL"]


def test_shortcut_opens_the_selection_of_the_focused_frame(
    permitted_reader: Reader,
) -> None:
    frame = permitted_reader.web.serve("https://frame.example/", "<p id=it>1810.04805")
    html = f"<p id=it>1706.03762</p><iframe src={frame}></iframe>"
    tab = permitted_reader.shows(permitted_reader.web.serve(PAPER, html))
    page = permitted_reader.page(PAPER)
    page.evaluate("getSelection().selectAllChildren(it)")
    page.frame_locator("iframe").locator("#it").dblclick()
    assert page.evaluate("getSelection().toString()") == "1706.03762"
    assert _would_open(permitted_reader, tab) == [ARXIV + "1810.04805"]


def test_shortcut_reads_the_selection_when_active_tab_is_granted_late(
    permitted_reader: Reader,
) -> None:
    tab = permitted_reader.writes("<title>Page</title><p id=it>Attention is all", PAPER)
    permitted_reader.page(PAPER).evaluate("getSelection().selectAllChildren(it)")
    permitted_reader.session.worker().evaluate(LATE_ACTIVE_TAB)
    assert _would_open(permitted_reader, tab) == [f"{ARXIV}{SEARCH}Attention%20is%20all"]


def test_shortcut_does_not_wait_for_a_lazy_frame(permitted_reader: Reader) -> None:
    frame = permitted_reader.web.serve("https://video.example/", "<p>Loaded")
    html = "<p>1706.03762</p><p id=it>1810.04805</p>" + LAZY_FRAME.format(frame)
    tab = permitted_reader.shows(permitted_reader.web.serve(PAPER, html))
    permitted_reader.page(PAPER).evaluate("getSelection().selectAllChildren(it)")
    assert _would_open(permitted_reader, tab) == [ARXIV + "1810.04805"]


def test_shortcut_searches_for_selected_words(permitted_reader: Reader) -> None:
    tab = permitted_reader.writes("<p id=it>Attention is all", PAPER)
    permitted_reader.page(PAPER).evaluate("getSelection().selectAllChildren(it)")
    assert _would_open(permitted_reader, tab) == [f"{ARXIV}{SEARCH}Attention%20is%20all"]


def test_shortcut_on_a_browser_page_opens_the_help_page(permitted_reader: Reader) -> None:
    tab = permitted_reader.shows("chrome://version/")
    assert _would_open(permitted_reader, tab) == [permitted_reader.session.url(f"{HELP}?unread")]


# ---------------------------------------------------------------- the address bar


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
    assert reader.would_open_on("omnibox.onInputEntered", text, "newForegroundTab") == urls


def test_address_bar_without_words_opens_the_help_page(reader: Reader) -> None:
    opened = reader.would_open_on("omnibox.onInputEntered", " ?! ", "newForegroundTab")
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
    assert _url(reader, tab) == ARXIV + "1706.03762"
    assert _enters(reader, "1810.04805", "newForegroundTab") == [ARXIV + "1810.04805"]
    assert not reader.tab(tab)["active"]


@pytest.mark.parametrize(("text", "path"), [(" ?! ", HELP), ("some words", CHOOSE)])
def test_address_bar_opens_pages_of_ours_where_asked(
    reader: Reader, sets: Callable[..., None], text: str, path: str
) -> None:
    sets(search="ask")
    tab = reader.shows(BLOG)
    assert _enters(reader, text, "currentTab") == []
    assert _url(reader, tab).startswith(reader.session.url(path))


def _url(reader: Reader, tab: Json) -> str:
    """Where a tab is, or on its way."""
    now = reader.tab(tab)
    return str(now.get("pendingUrl") or now["url"])


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


# ---------------------------------------------------------------- the settings


@pytest.mark.parametrize("where", ["beside", "background", "same", "window"])
def test_where_setting(reader: Reader, sets: Callable[..., None], where: str) -> None:
    sets(where=where)
    tab = reader.shows(BLOG)
    opened = reader.clicks(tab, selectionText="1706.03762 P19-1001@ACL")
    urls = [ARXIV + "1706.03762", VENUE + "P19-1001@ACL"]
    new = reader.new_tabs()
    now = reader.tab(tab)
    if where == "same":
        assert (now.get("pendingUrl") or now["url"], opened) == (urls[0], urls[1:])
        assert now["active"] and new[0]["index"] == tab["index"] + 1
        return
    assert opened == urls
    if where == "window":
        assert {it["windowId"] for it in new} != {tab["windowId"]}
        assert len({it["windowId"] for it in new}) == 1
        return
    assert [it["index"] - tab["index"] for it in new] == [1, 2]
    assert now["active"] == (where == "background")
    assert new[0]["active"] == (where == "beside")


def test_new_window_keeps_the_incognito_state(reader: Reader, sets: Callable[..., None]) -> None:
    sets(where="window")
    (tab,) = reader.opens(BLOG, incognito=True)
    opened = reader.clicks(tab, incognito=True, selectionText="1706.03762")
    assert opened == [ARXIV + "1706.03762"]
    (new,) = reader.new_tabs()
    assert new["incognito"] and new["windowId"] != tab["windowId"]


def test_search_setting(reader: Reader, sets: Callable[..., None]) -> None:
    sets(search="venue")
    assert reader.would_open(selectionText="some words") == [f"{VENUE}{SEARCH}some%20words"]


def test_search_setting_ask(reader: Reader, sets: Callable[..., None]) -> None:
    sets(search="ask")
    (asking,) = reader.clicks(selectionText="some words, 100 %")
    assert asking.startswith(reader.session.url(f"{CHOOSE}#"))
    page = reader.page(asking)
    assert page.locator(".words").inner_text() == "some words 100"
    page.locator("#venue").click()
    page.wait_for_url(f"{VENUE}{SEARCH}some%20words%20100")


def _send(reader: Reader, request: Json) -> None:
    """Send what the popup sends, from a page of ours."""
    url = reader.session.url(PLAIN)
    reader.shows(url)
    reader.watches()
    reader.page(url).evaluate("(sent) => chrome.runtime.sendMessage(sent)", request)


def test_search_setting_for_titles_that_the_reader_chose(
    reader: Reader, sets: Callable[..., None]
) -> None:
    sets(search="venue")
    chosen = open_papers(titled("one title", ""), titled("another", ""), titled("third", "arXiv"))
    with reader.notes_tabs() as opened:
        _send(reader, chosen)
        assert opened(3) == [
            f"{VENUE}{SEARCH}one%20title",
            f"{VENUE}{SEARCH}another",
            f"{ARXIV}{SEARCH}third",
        ]


def test_search_setting_ask_for_several_titles(reader: Reader, sets: Callable[..., None]) -> None:
    sets(search="ask")
    chosen = open_papers(titled("one title", ""), "arxiv/1706.03762", titled("another", ""))
    _send(reader, chosen)
    asking, paper = sorted(reader.opened(2))
    assert paper == ARXIV + "1706.03762"
    page = reader.page(asking)
    assert page.locator(".words").inner_text().split("\n") == ["one title", "another"]
    reader.watches()
    page.locator("#venue").click()
    assert reader.opened(2) == [f"{VENUE}{SEARCH}one%20title", f"{VENUE}{SEARCH}another"]


def test_search_setting_ask_follows_the_where_setting(
    reader: Reader, sets: Callable[..., None]
) -> None:
    sets(search="ask", where="same")
    tab = reader.shows(BLOG)
    assert reader.clicks(tab, selectionText="some words") == []
    assert _url(reader, tab).startswith(reader.session.url(CHOOSE))


def test_invalid_settings_fall_back_to_defaults(reader: Reader, sets: Callable[..., None]) -> None:
    sets(where=7, search={"a": 1}, version="x")
    assert reader.clicks(selectionText="1706.03762") == [ARXIV + "1706.03762"]
    assert reader.would_open(selectionText="some words") == [f"{ARXIV}{SEARCH}some%20words"]


def _menu(reader: Reader) -> dict[str, bool]:
    """Which menu items exist now, by id."""
    has = "id => chrome.contextMenus.update(id, {}).then(() => true, () => false)"
    worker = reader.session.worker()
    return {id: worker.evaluate(has, id) for id in ("open", "open-page", "open-tab")}


def _has_menu(reader: Reader, items: dict[str, bool]) -> bool | None:
    return _menu(reader) == items or None


def test_everywhere_setting_adds_and_removes_the_page_item(
    reader: Reader, sets: Callable[..., None]
) -> None:
    """Checks which items exist; where each one shows is up to the browser."""
    known = {"open": True, "open-page": True, "open-tab": True}
    everywhere = known | {"open-page": False}
    for setting, menu in ((False, known), (True, everywhere)):
        sets(everywhere=setting)
        wait_until(partial(_has_menu, reader, menu), "menu", lambda: None)


def test_links_and_selections_have_the_entry_on_unknown_pages(
    reader: Reader, sets: Callable[..., None]
) -> None:
    worker = reader.session.worker()
    worker.evaluate(
        """() => {
          const create = chrome.contextMenus.create.bind(chrome.contextMenus);
          self.created = [];
          chrome.contextMenus.create = (item, done) => { created.push(item); create(item, done); };
          self.createOnly = () => { chrome.contextMenus.create = create; };
        }"""
    )
    try:
        sets(everywhere=False)
        # The last of them is made when all are.
        wait_until(lambda: len(worker.evaluate("created")) == 3 or None, "menu", lambda: None)
        items = worker.evaluate("created")
    finally:
        worker.evaluate("createOnly()")
    unlimited = [it["contexts"] for it in items if "documentUrlPatterns" not in it]
    assert unlimited == [["selection", "link"], ["tab"]]


@pytest.mark.usefixtures("sets")
def test_quick_setting_changes_leave_one_menu_item(reader: Reader) -> None:
    reader.session.worker().evaluate(
        """async () => {
          await chrome.storage.sync.set({ everywhere: false });
          for (let turn = 0; turn < 20; turn++) {
            void chrome.storage.sync.set({ everywhere: turn % 2 === 0 });
          }
          await chrome.storage.sync.remove("everywhere");
        }"""
    )
    everywhere = {"open": True, "open-page": False, "open-tab": True}
    wait_until(partial(_has_menu, reader, everywhere), "menu", lambda: None)


# ---------------------------------------------------------------- pages whose meta tags have no id


OWN = "https://openreview.net/forum?id=0LZRtvK871"


@pytest.mark.parametrize(
    ("html", "url"),
    [
        # The only link to a paper, whatever its text.
        (TITLE + '<a href="https://openreview.net/forum?id=0LZRtvK871">here</a>', "0LZRtvK871"),
        # The only one of several links with a label.
        (
            TITLE
            + '<a href="https://arxiv.org/abs/1810.04805">BERT</a>'
            + '<a href="https://openreview.net/pdf?id=0LZRtvK871">[OpenReview]</a>',
            "0LZRtvK871",
        ),
        (TITLE + f"<p>ICLR 2024 [<a href='{OWN}'>Paper</a>]", "0LZRtvK871"),
        (
            TITLE + f"<meta charset=utf-8><p>[PDF] [Code] [<a href='{OWN}'>PDF下载</a>]",
            "0LZRtvK871",
        ),
        (TITLE + f"<a href='{OWN}'><img alt='OpenReview logo'>Paper</a>", "0LZRtvK871"),
        # The only one of several links with the page's title as text.
        (
            TITLE
            + '<a href="https://arxiv.org/abs/1810.04805">BERT</a>'
            + '<a href="https://openreview.net/forum?id=0LZRtvK871">A study of many things.</a>',
            "0LZRtvK871",
        ),
    ],
)
def test_opens_the_page_s_own_link(permitted_reader: Reader, html: str, url: str) -> None:
    tab = permitted_reader.writes(html, PAPER)
    assert permitted_reader.would_open(tab, pageUrl=PAPER) == [f"{VENUE}{url}@OpenReview"]


_DOI = "<meta name=citation_doi content=10.1038/nature14539>"
_ONE_BY_TITLE = '<p><a href="https://arxiv.org/abs/1810.04805">A work that is cited here</a>'
_TWO_BY_TITLE = (
    '<li><a href="https://arxiv.org/abs/1810.04805">A work that is cited here</a>'
    '<li><a href="https://arxiv.org/abs/1706.03762">Another work of others</a>'
)
_BY_URL = '<p>See <a href="https://arxiv.org/abs/1810.04805">https://arxiv.org/abs/1810.04805</a>'


@pytest.mark.parametrize(
    "mentioned", [_ONE_BY_TITLE, _TWO_BY_TITLE, _BY_URL, "<p>We follow arXiv:1810.04805."]
)
def test_shows_the_papers_of_a_titled_page_and_a_search_for_its_title(
    permitted_reader: Reader, mentioned: str
) -> None:
    """A blog that states a citation_title: what it mentions may be meant as well as itself."""
    tab = permitted_reader.writes(TITLE + mentioned, PAPER)
    assert permitted_reader.would_open(tab, pageUrl=PAPER) == [POPUP]


def test_popup_that_a_click_opens(permitted_reader: Reader) -> None:
    (tab,) = permitted_reader.opens(permitted_reader.web.serve(PAPER, TITLE + _TWO_BY_TITLE))
    assert permitted_reader.clicks(tab, pageUrl=PAPER) == []
    popup = permitted_reader.session.popup()
    first = "document.querySelector('#found button:not([hidden])').textContent"
    assert popup.evaluate(first) == "Search for “A Study of Many Things”"
    assert popup.evaluate("document.querySelectorAll('#papers li').length") == 2


@pytest.mark.parametrize(
    "cited",
    [
        _DOI + _TWO_BY_TITLE,
        _DOI + _ONE_BY_TITLE,
        "<h3>Abstract</h3>" + _BY_URL,
        '<p>[12] A. Author. A work. 2019. <a href="https://arxiv.org/abs/1810.04805">arXiv</a>',
        '<p>［2］ 作者. 题目. <a href="https://arxiv.org/abs/1810.04805">全文</a>',
    ],
    ids=[
        "two",
        "one by its title",
        "a URL in a review",
        "one in the references",
        "one in Chinese ones",
    ],
)
def test_searches_the_title_if_the_page_only_cites_papers(
    permitted_reader: Reader, cited: str
) -> None:
    tab = permitted_reader.writes(TITLE + cited, PAPER)
    opened = permitted_reader.would_open(tab, pageUrl=PAPER)
    assert opened == [f"{ARXIV}{SEARCH}A%20Study%20of%20Many%20Things"]


_SEVERAL = (
    "<p>See arXiv:1810.04805 and <a href='https://arxiv.org/abs/1706.03762'>{}</a>."
    "<p><a href='https://arxiv.org/abs/2106.09685'>{}</a>"
)


@pytest.mark.parametrize(
    "papers",
    [
        _SEVERAL.format("it", "another one"),
        "<h1>Notes on the laws</h1>" + _SEVERAL.format("Attention Is All You Need", "PDF"),
        "<title>Home of A. Author</title><h1>Home of A. Author</h1><a href=cv.pdf>PDF</a>"
        + _SEVERAL.format("A first work of mine", "A second work of mine"),
        "<meta name=DC.title content='Publications of our group'><h1>Publications</h1>"
        + _SEVERAL.format("A first work of ours", "A second work of ours")
        + "<p><a href='https://arxiv.org/pdf/2106.09685'>arXiv</a>",
        "<h1>Accepted in this year</h1><h4>Abstract</h4><h4>Abstract</h4>"
        + _SEVERAL.format("A first work of theirs", "A second work of theirs"),
    ],
    ids=["blog", "one is called PDF", "home page", "Dublin Core", "abstracts"],
)
def test_page_with_several_papers_opens_the_popup(
    permitted_reader: Reader, reads: Reads, papers: str
) -> None:
    tab = permitted_reader.writes(papers, PAPER)
    assert permitted_reader.would_open(tab, pageUrl=PAPER) == [POPUP]
    assert len(reads(papers)) == 3


_WEEKLY = "<title>What we read this week</title><h1>What we read this week</h1>"


@pytest.mark.parametrize(
    "links",
    [
        "<p>Tea is brewed in [<a href='https://arxiv.org/pdf/1706.03762.pdf'>paper</a>] and in"
        " <a href='https://arxiv.org/abs/1810.04805'>another one</a>.",
        "<ul><li>Deep Tea Networks [<a href='https://arxiv.org/pdf/1706.03762.pdf'>pdf</a>]"
        "<li>Deeper Tea Networks [<a href='https://arxiv.org/abs/1810.04805'>arXiv</a>]</ul>",
        "<p>Deep Tea Networks <a href='https://arxiv.org/pdf/1706.03762.pdf'>论文</a>"
        "<p>and arXiv:1810.04805, in text",
        "<p><a href=/files/tea.pdf>Paper</a><p><a href=https://arxiv.org/abs/1706.03762>Deep Tea"
        " Networks</a><p><a href='https://arxiv.org/abs/1810.04805'>Deeper Tea Networks</a>",
    ],
    ids=["in sentences", "a list", "one in text", "a PDF of its own"],
)
def test_one_pdf_does_not_make_a_blog_a_paper_s_page(
    permitted_reader: Reader, reads: Reads, links: str
) -> None:
    tab = permitted_reader.writes(_WEEKLY + links, PAPER)
    assert permitted_reader.would_open(tab, pageUrl=PAPER) == [POPUP]
    assert [paper["isMention"] for paper in reads(_WEEKLY + links)] == [False, False]


def test_selected_title_of_a_listed_paper_opens_it(permitted_reader: Reader) -> None:
    listed = f"<li>{_WEEKLY}<a href='https://arxiv.org/abs/2106.09685'>Deep Tea-Networks.</a>"
    tab = permitted_reader.writes(listed + _TWO_BY_TITLE, PAPER)
    opened = permitted_reader.would_open(tab, pageUrl=PAPER, selectionText="Deep Tea Networks")
    assert opened == [f"{ARXIV}2106.09685"]
    opened = permitted_reader.would_open(tab, pageUrl=PAPER, selectionText="Deep Tea")
    assert opened == [f"{ARXIV}{SEARCH}Deep%20Tea"]


def test_selected_title_that_only_a_publisher_has_is_searched_as_any(
    permitted_reader: Reader,
) -> None:
    url = "https://scholar.example/scholar"
    html = (FOLDER / "blog/results.html").read_text("utf-8")
    tab = permitted_reader.writes(html, url)
    opened = permitted_reader.would_open(tab, pageUrl=url, selectionText="Learning to pour")
    assert opened == [f"{ARXIV}{SEARCH}Learning%20to%20pour"]


def test_record_on_openreview_opens_the_paper_that_it_stands_for(permitted_reader: Reader) -> None:
    url = "https://openreview.net/forum?id=aB3dE6gH9i"
    tab = permitted_reader.writes(RECORD.format("CoRR 2024"), url)
    assert permitted_reader.would_open(tab, pageUrl=url) == [f"{ARXIV}2401.12345"]


def _own_page(reader: Reader) -> Page:
    """A page of the extension, in the kept tab."""
    url = reader.session.url(PLAIN)
    reader.shows(url)
    return reader.page(url)


def test_paper_known_by_its_title_is_searched(permitted_reader: Reader) -> None:
    sent = open_papers(titled("Deep Tea Networks"), "arxiv/1706.03762")
    page = _own_page(permitted_reader)
    permitted_reader.watches()
    page.evaluate("(sent) => chrome.runtime.sendMessage(sent)", sent)
    assert permitted_reader.opened(2) == [
        f"{ARXIV}{SEARCH}Deep%20Tea%20Networks",
        f"{ARXIV}1706.03762",
    ]


def test_page_that_has_moved_on_is_not_read(permitted_reader: Reader) -> None:
    tab = permitted_reader.writes("<meta name=citation_arxiv_id content=1706.03762>", PAPER)
    opened = permitted_reader.would_open(tab, pageUrl="https://lab.example/papers/11")
    assert opened == [permitted_reader.session.url(f"{HELP}?gone")]
    assert permitted_reader.would_open(tab, pageUrl=f"{PAPER}#part") == [f"{ARXIV}1706.03762"]


def test_page_that_goes_on_loading_is_read(permitted_reader: Reader) -> None:
    script = "https://slow.example/late.js"
    html = f"<meta name=citation_arxiv_id content=1706.03762><script src={script}></script>"
    url = permitted_reader.web.serve(PAPER, html)
    slow = permitted_reader.session.context.new_page()
    slow.route(script, lambda route: None)
    slow.goto(url, wait_until="commit")
    tab = wait_until(
        lambda: next((it for it in permitted_reader.tabs() if it["url"] == url), None),
        "tab",
        lambda: None,
    )
    assert permitted_reader.would_open(tab, pageUrl=url) == [f"{ARXIV}1706.03762"]
    slow.close()


def test_only_cool_papers_and_our_own_pages_are_opened(permitted_reader: Reader) -> None:
    urls = [
        "https://papers.cool.evil.example/",
        "https://arxiv.org/list/cs.AI/new",
        "https://arxiv.org/abs/1706.03762?next=https://evil.example/",
        "https://openreview.net/pdf?id=SkB-_mcel",
        "javascript:alert(1)",
    ]
    page = _own_page(permitted_reader)
    permitted_reader.watches()
    said = page.evaluate(
        """async (urls) => {
          const { destination } = await import("/papers/paper.js");
          const { openTabs } = await import("/flow/tabs.js");
          const open = (url) => openTabs([destination(url)], undefined, "beside").catch(String);
          return Promise.all(urls.map(open));
        }""",
        urls,
    )
    refused = [str(it).startswith("Error: Not a page of Cool Papers") for it in said]
    assert dict(zip(urls, refused, strict=True)) == dict.fromkeys(urls, True)
    assert permitted_reader.opened() == []
