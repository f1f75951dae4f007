"""On Cool Papers itself, a click leads to the papers' publishers."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import POPUP, Reader, closing
from tests.papers import Json, open_papers, titled
from tests.profile import AT_NIGHT
from tools.browser.session import POPUP_LISTED

COOL = "https://papers.cool/"
TWO = f"{COOL}venue/P19-1001@ACL,SkB-_mcel@OpenReview"
ACL = "https://aclanthology.org/P19-1001/"
FORUM = "https://openreview.net/forum?id=SkB-_mcel"


def _page(*papers: tuple[str, str, str]) -> str:
    """A page of Cool Papers, in the structure of the site's own."""
    panels = "".join(
        f"<div class='panel paper' id='{paper_id}'><h2 class=title><a href='{url}'>#1</a>"
        f"<a class=title-link href='{url}'>{title}</a></h2></div>"
        for paper_id, url, title in papers
    )
    return f"<!doctype html><title>Papers | Cool Papers</title><body id=venue>{panels}"


PAGE_OF_TWO = _page(
    ("P19-1001@ACL", ACL, "Deep Tea Networks"),
    ("SkB-_mcel@OpenReview", FORUM, "Deeper Tea Networks"),
)


def _popup(reader: Reader, body: str, url: str) -> Page:
    tab = reader.shows(url, body)
    page = reader.session.context.new_page()
    page.goto(reader.session.url(f"pages/popup/popup.html?tab={tab['id']}"))
    page.wait_for_selector(POPUP_LISTED)
    return page


@pytest.mark.parametrize(
    ("shown", "source"),
    [
        ("arxiv/1706.03762", "https://arxiv.org/abs/1706.03762"),
        ("arxiv/hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        ("venue/P19-1001@ACL", ACL),
        ("venue/SkB-_mcel%40OpenReview", FORUM),
        ("venue/890@2024@IJCAI", "https://www.ijcai.org/proceedings/2024/890"),
        ("venue/sun21c@v139@PMLR", "https://proceedings.mlr.press/v139/sun21c.html"),
        ("venue/27747@AAAI", "https://ojs.aaai.org/index.php/AAAI/article/view/27747"),
    ],
)
def test_page_of_one_paper_leads_to_its_publisher(reader: Reader, shown: str, source: str) -> None:
    assert reader.would_open(pageUrl=COOL + shown) == [source]


def test_click_on_a_page_of_one_paper(reader: Reader) -> None:
    url = f"{COOL}venue/P19-1001@ACL"
    assert reader.would_open(reader.shows(url, _page()), pageUrl=url) == [ACL]


def test_click_follows_the_where_setting(reader: Reader) -> None:
    url = f"{COOL}venue/P19-1001@ACL"
    tab = reader.shows(url, _page())
    reader.session.worker().evaluate("chrome.storage.sync.set({ where: 'background' })")
    try:
        assert reader.clicks(tab, pageUrl=url) == [ACL]
    finally:
        reader.session.clear_settings()
    assert not reader.new_tabs()[0]["active"]


def test_selection_still_opens_on_cool_papers(reader: Reader) -> None:
    url = f"{COOL}arxiv/1706.03762"
    tab = reader.shows(url, _page())
    opened = reader.would_open(tab, pageUrl=url, selectionText="arXiv:1810.04805")
    assert opened == [f"{COOL}arxiv/1810.04805"]


def test_page_of_several_papers_shows_them(permitted_reader: Reader) -> None:
    tab = permitted_reader.shows(TWO, PAGE_OF_TWO)
    assert permitted_reader.would_open(tab, pageUrl=TWO) == [POPUP]


def test_popup_copies_and_opens_the_sources(permitted_reader: Reader) -> None:
    page: Page = _popup(permitted_reader, PAGE_OF_TWO, TWO)
    titles = page.locator("#papers a")
    expect(titles).to_have_text(["Deep Tea Networks", "Deeper Tea Networks"])
    assert [it.get_attribute("href") for it in titles.all()] == [ACL, FORUM]
    assert page.locator("#papers input:checked").count() == 2

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("menuitem", name="Publishers’ links").click()
    expect(page.locator("#status")).to_have_text("2 copied.")
    assert page.evaluate("navigator.clipboard.readText()") == f"{ACL}\n{FORUM}"

    page.get_by_label("Deep Tea Networks").uncheck()
    expect(page.get_by_role("button", name="Open the source", exact=True)).to_be_visible()
    page.get_by_label("Deep Tea Networks").check()
    with permitted_reader.notes_tabs() as noted:
        with closing():
            page.get_by_role("button", name="Open 2 sources", exact=True).click()
        assert noted(2) == [ACL, FORUM]


@AT_NIGHT
def test_popup_of_one_paper_opens_its_source(permitted_reader: Reader) -> None:
    url = f"{COOL}venue/{quote('P19-1001@ACL')}"
    page: Page = _popup(permitted_reader, _page(("P19-1001@ACL", ACL, "Deep Tea Networks")), url)
    button = page.get_by_role("button", name="Open the source", exact=True)
    expect(button).to_be_visible()
    with permitted_reader.notes_tabs() as noted:
        with closing():
            page.keyboard.press("Enter")
        assert noted(1) == [ACL]


def _asks_for(reader: Reader, *papers: Json | str, **how: str) -> None:
    """Send what the popup on Cool Papers sends."""
    reader.sends(open_papers(*papers, atSource=True, **how))


def test_paper_without_a_publishers_page_opens_on_cool_papers(permitted_reader: Reader) -> None:
    with permitted_reader.notes_tabs() as noted:
        _asks_for(permitted_reader, titled("Hot Tea", "NDSS"), "arxiv/1706.03762")
        assert noted(2) == [
            f"{COOL}venue/search?highlight=1&query=Hot%20Tea",
            "https://arxiv.org/abs/1706.03762",
        ]


def test_source_opens_where_the_popup_asks(reader: Reader) -> None:
    _asks_for(reader, "venue/P19-1001@ACL", where="background")
    assert reader.opened(1) == [ACL]
    assert not reader.new_tabs()[0]["active"]


@AT_NIGHT  # In each run, test_stopped_worker.py shows the same page about sources.
def test_many_sources_need_confirmation(permitted_reader: Reader) -> None:
    ids = [f"1706.{number:05}" for number in range(1, 13)]
    _asks_for(permitted_reader, *(f"arxiv/{it}" for it in ids))
    (url,) = permitted_reader.opened(1)
    asking = permitted_reader.page(url)
    links = asking.locator("ol a").evaluate_all("links => links.map(({ href }) => href)")
    assert links == [f"https://arxiv.org/abs/{it}" for it in ids]
