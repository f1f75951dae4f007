"""What the settings change: where papers open, which half is searched, where the menu is."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from tests.browser.reader import BLOG, Reader, url_of
from tests.papers import open_papers, titled
from tests.profile import AT_NIGHT
from tools.browser.waiting import wait_until

ARXIV = "https://papers.cool/arxiv/"
VENUE = "https://papers.cool/venue/"
CHOOSE = "pages/choose-search/choose-search.html"
SEARCH = "search?highlight=1&query="


@pytest.mark.parametrize(
    "where", [pytest.param("beside", marks=AT_NIGHT), "background", "same", "window"]
)
def test_where_setting(reader: Reader, where: str) -> None:
    reader.sets(where=where)
    tab = reader.shows(BLOG)
    opened = reader.clicks(tab, selectionText="1706.03762 P19-1001@ACL")
    urls = [ARXIV + "1706.03762", VENUE + "P19-1001@ACL"]
    new = reader.new_tabs()
    now = reader.tab(tab)
    if where == "same":
        assert (url_of(now), opened) == (urls[0], urls[1:])
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


_INCOGNITO = """() => {
  const { get } = chrome.tabs;
  const { create } = chrome.windows;
  self.asked = [];
  chrome.tabs.get = async (id) => ({ ...await get.call(chrome.tabs, id), incognito: true });
  chrome.windows.create = async ({ incognito }) => {
    asked.push(incognito);
    return { tabs: [] };
  };
  self.asBefore = () => {
    chrome.tabs.get = get;
    chrome.windows.create = create;
  };
}"""
"""Makes tabs look incognito, and keeps windows from opening."""


def test_new_window_is_asked_for_in_the_incognito_state_of_the_tab(reader: Reader) -> None:
    reader.sets(where="window")
    worker = reader.session.worker()
    worker.evaluate(_INCOGNITO)
    assert reader.clicks(selectionText="1706.03762") == []
    assert worker.evaluate("asked") == [True]
    worker.evaluate("asBefore()")


@AT_NIGHT
def test_new_window_keeps_the_incognito_state(reader: Reader) -> None:
    reader.sets(where="window")
    (tab,) = reader.opens(BLOG, incognito=True)
    opened = reader.clicks(tab, incognito=True, selectionText="1706.03762")
    assert opened == [ARXIV + "1706.03762"]
    (new,) = reader.new_tabs()
    assert new["incognito"] and new["windowId"] != tab["windowId"]


def test_search_setting(reader: Reader) -> None:
    reader.sets(search="venue")
    assert reader.would_open(selectionText="some words") == [f"{VENUE}{SEARCH}some%20words"]


def test_search_setting_for_titles_that_the_reader_chose(reader: Reader) -> None:
    reader.sets(search="venue")
    chosen = open_papers(titled("one title", ""), titled("another", ""), titled("third", "arXiv"))
    with reader.notes_tabs() as opened:
        reader.sends(chosen)
        assert opened(3) == [
            f"{VENUE}{SEARCH}one%20title",
            f"{VENUE}{SEARCH}another",
            f"{ARXIV}{SEARCH}third",
        ]


def test_search_setting_ask_for_several_titles(reader: Reader) -> None:
    reader.sets(search="ask")
    chosen = open_papers(titled("one title", ""), "arxiv/1706.03762", titled("another", ""))
    reader.sends(chosen)
    asking, paper = sorted(reader.opened(2))
    assert paper == ARXIV + "1706.03762"
    page = reader.page(asking)
    assert page.locator(".words").inner_text().split("\n") == ["one title", "another"]
    reader.watches()
    page.locator("#venue").click()
    assert reader.opened(2) == [f"{VENUE}{SEARCH}one%20title", f"{VENUE}{SEARCH}another"]


def test_search_setting_ask_asks_where_papers_open(reader: Reader) -> None:
    reader.sets(search="ask", where="same")
    tab = reader.shows(BLOG)
    assert reader.clicks(tab, selectionText="some words, 100 %") == []
    page = reader.page(reader.session.url(f"{CHOOSE}#"))
    assert url_of(reader.tab(tab)) == page.url
    assert page.locator(".words").inner_text() == "some words 100"
    page.locator("#venue").click()
    page.wait_for_url(f"{VENUE}{SEARCH}some%20words%20100", wait_until="commit")


def test_invalid_settings_fall_back_to_defaults(reader: Reader) -> None:
    reader.sets(where=7, search={"a": 1}, version="x")
    assert reader.would_open(selectionText="1706.03762") == [ARXIV + "1706.03762"]
    assert reader.would_open(selectionText="some words") == [f"{ARXIV}{SEARCH}some%20words"]


def _menu(reader: Reader) -> dict[str, bool]:
    """Which menu items exist now, by id."""
    has = "id => chrome.contextMenus.update(id, {}).then(() => true, () => false)"
    worker = reader.session.worker()
    return {id: worker.evaluate(has, id) for id in ("open", "open-page", "open-tab")}


def _has_menu(reader: Reader, items: dict[str, bool]) -> bool | None:
    return _menu(reader) == items or None


def test_everywhere_setting_adds_and_removes_the_page_item(reader: Reader) -> None:
    """Checks which items exist; where each one shows is up to the browser."""
    known = {"open": True, "open-page": True, "open-tab": True}
    everywhere = known | {"open-page": False}
    for setting, menu in ((False, known), (True, everywhere)):
        reader.sets(everywhere=setting)
        wait_until(partial(_has_menu, reader, menu), "menu", lambda: None)


def test_links_and_selections_have_the_entry_on_unknown_pages(reader: Reader) -> None:
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
        reader.sets(everywhere=False)

        def rebuilt() -> list[dict[str, Any]] | None:
            # Before them come those of a rebuild that an earlier test has caused.
            items: list[dict[str, Any]] = worker.evaluate("created.slice(-3)")
            return (
                items if [it["id"] for it in items] == ["open", "open-page", "open-tab"] else None
            )

        items = wait_until(rebuilt, "menu", lambda: None)
    finally:
        worker.evaluate("createOnly()")
    unlimited = [it["contexts"] for it in items if "documentUrlPatterns" not in it]
    assert unlimited == [["selection", "link"], ["tab"]]


def test_quick_setting_changes_leave_one_menu_item(reader: Reader) -> None:
    reader.sets(everywhere=False)
    reader.session.worker().evaluate(
        """async () => {
          for (let turn = 0; turn < 20; turn++) {
            void chrome.storage.sync.set({ everywhere: turn % 2 === 0 });
          }
          await chrome.storage.sync.remove("everywhere");
        }"""
    )
    everywhere = {"open": True, "open-page": False, "open-tab": True}
    wait_until(partial(_has_menu, reader, everywhere), "menu", lambda: None)
