"""Many papers: no URL is too long, no paper is lost, and more than ten tabs need confirmation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import MANY, Reader
from tests.papers import Json, named, open_papers, paper, titled
from tests.profile import AT_NIGHT
from tools.browser.session import Session

ARXIV = "https://papers.cool/arxiv/"
VENUE = "https://papers.cool/venue/"
FITS_ONE = (2000 - len(ARXIV) + 1) // len("2401.00001,")
"""How many new arXiv ids fit into a URL of 2,000 characters."""


def _arxiv(count: int) -> list[str]:
    return [f"{2101 + number // 9000:04}.{number % 9000 + 1:05}" for number in range(count)]


def _acl(count: int) -> list[str]:
    return [f"2024.acl-long.{number + 1}" for number in range(count)]


def _asked(urls: Sequence[str], start: str = ARXIV) -> list[str]:
    paths = [unquote(urlsplit(url).path) for url in urls if url.startswith(start)]
    return [paper for path in paths for paper in path.split("/", 2)[2].split(",")]


ELEVEN = [*_arxiv(9 * FITS_ONE), "hep-th/9901001", "hep-ph/9901002"]
"""What opens in eleven tabs, together with one ACL paper."""
KEYS = [*(f"arxiv/{it}" for it in ELEVEN), "venue/P19-1001@ACL"]


def _page_about(session: Session, *keys: str) -> str:
    """The URL of the page that asks before it opens these papers."""
    return session.url(f"{MANY}#{','.join(quote(it, safe='') for it in keys)}")


@pytest.fixture
def page_of_two(reader: Reader) -> Page:
    """The confirmation page for two papers, which it opens in two tabs."""
    page = reader.shows_anew(_page_about(reader.session, "arxiv/1706.03762", "venue/P19-1001@ACL"))
    expect(page.locator("li")).to_have_count(2)
    return page


def test_as_many_papers_as_fit_one_url(reader: Reader) -> None:
    papers = _arxiv(FITS_ONE)
    assert reader.would_open(selectionText="\n".join(papers)) == [ARXIV + ",".join(papers)]


def test_one_paper_more_than_fits_one_url(reader: Reader) -> None:
    papers = _arxiv(FITS_ONE + 1)
    urls = reader.would_open(selectionText="\n".join(papers))
    assert urls == [ARXIV + ",".join(papers[:-1]), ARXIV + papers[-1]]
    assert max(map(len, urls)) <= 2000


def test_ten_tabs_open_without_asking(reader: Reader) -> None:
    arxiv, acl = _arxiv(8 * FITS_ONE), _acl(120)
    text = "\n".join([*arxiv, *(f"https://aclanthology.org/{paper}/" for paper in acl)])
    urls = reader.would_open(selectionText=text)
    assert len(urls) == 10
    assert max(map(len, urls)) <= 2000
    assert _asked(urls) == arxiv
    assert _asked(urls, VENUE) == [f"{paper}@ACL" for paper in acl]


def test_eleven_tabs_need_confirmation(reader: Reader) -> None:
    """The page lists what would open."""
    (asks,) = reader.would_open(selectionText=", ".join(ELEVEN) + " aclanthology.org/P19-1001/")
    assert asks == _page_about(reader.session, *KEYS)
    assert reader.web.requests == []
    many_page = reader.shows_anew(asks)
    rows = [" ".join(text.split()) for text in many_page.locator("li").all_inner_texts()]
    assert len(rows) == 11
    assert rows[0] == f"{FITS_ONE} papers {ELEVEN[0]} … {ELEVEN[FITS_ONE - 1]}"
    assert rows[-1] == "P19-1001@ACL ACL"
    count = f"{len(KEYS):,}"
    assert count in many_page.title()
    assert many_page.inner_text("h1") == f"Open {count} papers in 11 tabs?"
    assert many_page.inner_text("button") == "Open all 11 tabs"
    urls = _links(many_page)
    assert _asked(urls) == ELEVEN
    assert _asked(urls, VENUE) == ["P19-1001@ACL"]
    assert max(map(len, urls)) <= 2000


def _links(page: Page) -> list[str]:
    urls: list[str] = page.locator("li a").evaluate_all(
        "links => links.map((link) => link.getAttribute('href'))"
    )
    return urls


def test_opens_one_of_the_listed_links_or_all_in_order(reader: Reader, page_of_two: Page) -> None:
    page = page_of_two
    (here,) = (tab for tab in reader.tabs() if tab["url"] == page.url)
    reader.watches()
    urls = _links(page)
    page.locator("li a").nth(1).click()
    assert reader.opened(1) == [urls[1]]
    assert reader.web.wait_for("https://papers.cool/") == [urls[1]]

    reader.watches()
    page.bring_to_front()
    page.click("button")
    assert reader.opened(2) == urls
    seen = reader.web.wait_for("https://papers.cool/", 3)
    assert sorted(seen) == sorted([*urls, urls[1]])
    places = [(tab["windowId"], tab["index"], tab["active"]) for tab in reader.new_tabs()]
    assert places == [
        (here["windowId"], here["index"] + 1 + number, number == 0) for number in range(2)
    ]


def _preprint(id_: str, title: str = "") -> Json:
    return named({**paper(f"arxiv/{id_}"), "source": "arXiv"}, title)


def _send(page: Page, message: Json) -> None:
    # As one string: Playwright takes seconds for thousands of objects.
    page.evaluate("(json) => chrome.runtime.sendMessage(JSON.parse(json))", json.dumps(message))


def _rows(reader: Reader, papers: Sequence[Json], **how: bool) -> list[list[str]]:
    """Return the lines of each row of the page that asks before it opens these."""
    page = reader.shows_own_page()
    reader.watches()
    _send(page, {"type": "openPapers", "named": papers, **how})
    (asks,) = reader.opened(1)
    assert "rivate" not in asks
    rows = reader.page(asks).locator("li")
    expect(rows).not_to_have_count(0)
    return [text.split("\n") for text in rows.all_inner_texts()]


def test_titles_to_search_stay_out_of_the_url(reader: Reader) -> None:
    titles = [f"My private title number {number}" for number in range(12)]
    rows = _rows(reader, [named(titled(title, "NDSS")) for title in titles])
    assert rows == [[title, "NDSS, search by title"] for title in titles]


def test_a_paper_is_listed_by_its_title(reader: Reader) -> None:
    """Where it is known; else by its id."""
    papers = [_preprint(f"2401.{n:05}", f"Private Title {n}") for n in range(1, 12)]
    rows = _rows(reader, [*papers, _preprint("2401.00012")], atSource=True)
    assert rows == [
        *([f"Private Title {n}", f"arXiv 2401.{n:05}"] for n in range(1, 12)),
        ["2401.00012", "arXiv"],
    ]


@AT_NIGHT  # In each run, one paper is listed by its title, and many by the first and last id.
def test_many_papers_are_listed_by_their_first_and_last_title(reader: Reader) -> None:
    ids = _arxiv(10 * FITS_ONE + 1)
    first, *_, last = _rows(reader, [_preprint(it, f"Private Title {it}") for it in ids])
    ends = [f"Private Title {it}" for it in (ids[0], ids[FITS_ONE - 1])]
    assert first == [f"{FITS_ONE} papers", ends[0], f"… {ends[1]}"]
    assert last == [f"Private Title {ids[-1]}", f"arXiv {ids[-1]}"]


@AT_NIGHT
def test_too_many_titles_to_hand_over_leave_the_ids(reader: Reader) -> None:
    first, *_ = _rows(reader, [_preprint(it, "long title " * 22) for it in _arxiv(6_500)])
    assert first == [f"{FITS_ONE} papers", _arxiv(1)[0], f"… {_arxiv(FITS_ONE)[-1]}"]


@AT_NIGHT
def test_more_papers_than_any_page_lists_need_confirmation(reader: Reader) -> None:
    page = reader.shows_own_page()
    papers = [f"arxiv/{paper}" for paper in _arxiv(25_000)]
    with reader.notes_tabs() as noted:
        _send(page, open_papers(*papers))
        (asks,) = noted(1)
    assert unquote(urlsplit(asks).fragment).split(",") == papers


# ---------------------------------------------------------------- one intention


def test_a_double_click_and_clicks_while_tabs_open_open_them_once(
    reader: Reader, page_of_two: Page
) -> None:
    button = page_of_two.get_by_role("button")
    with reader.notes_tabs(page_of_two) as noted:
        button.dblclick()
        expect(button).to_be_enabled()
        assert noted(2) == _links(page_of_two)
        # And then it can be tried again.
        button.evaluate("(button) => { button.click(); button.click(); }")
        expect(button).to_be_disabled()
        expect(button).to_be_focused()
        expect(button).to_be_enabled()
        assert len(noted(4)) == 4


def test_enter_held_down_since_the_page_before_opens_nothing(
    reader: Reader, page_of_two: Page
) -> None:
    button = page_of_two.get_by_role("button")
    with reader.notes_tabs(page_of_two) as noted:
        button.blur()
        page_of_two.keyboard.down("Enter")
        button.focus()
        page_of_two.keyboard.down("Enter")  # repeats, as the key is still down
        page_of_two.keyboard.up("Enter")
        assert noted(0) == []
        page_of_two.keyboard.press("Enter")
        assert len(noted(2)) == 2


def test_a_double_click_opens_a_listed_link_once(reader: Reader, page_of_two: Page) -> None:
    link = page_of_two.locator("li a").first
    clicked = """
    () => {
      globalThis.followed = 0;
      addEventListener("click", (event) => {
        followed += event.defaultPrevented ? 0 : 1;
        event.preventDefault();
      });
    }
    """
    page_of_two.evaluate(clicked)
    link.dblclick()
    assert page_of_two.evaluate("followed") == 1
    link.click()
    assert page_of_two.evaluate("followed") == 2
