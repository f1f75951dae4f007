"""Several references, of which some have no id, lead to a page that lists them to choose from."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reader import Reader, TabInUse
from tests.profile import AT_NIGHT
from tools.browser.devtools import Json
from tools.browser.session import POPUP_LISTED

REFERENCES = "pages/references/references.html"
ARXIV = "https://papers.cool/arxiv/"
TITLE_SEARCH = "https://papers.cool/arxiv/search?highlight=1&query="
KNOWN = "[1] A. Vaswani et al., “Attention Is All You Need,” in NIPS, 2017. arXiv:1706.03762"
TEA = "[2] B. Ob, “A Study of Green Tea,” in Proc. TEA, 2019, pp. 1-9."
MILK = "[3] C. Od, “A Study of Warm Milk,” in Proc. MILK, 2020, pp. 2-7."
VIT = "[4] A. Dosovitskiy, “An Image is Worth 16x16 Words,” 2021. arXiv:2010.11929"
TEXT = "\n".join([KNOWN, TEA, MILK, VIT])
TITLES = [
    "Attention Is All You Need",
    "A Study of Green Tea",
    "A Study of Warm Milk",
    "An Image is Worth 16x16 Words",
]
BOTH_KNOWN = f"{ARXIV}1706.03762,2010.11929"
TEA_SEARCH = TITLE_SEARCH + quote(TITLES[1])
MILK_SEARCH = TITLE_SEARCH + quote(TITLES[2])
BLOG_PAGE = "https://blog.example/references"


def _listed(reader: Reader, text: str, count: int) -> Page:
    """The page that a click on selected references leads to, in the shared tab."""
    (url,) = reader.would_open(selectionText=text)
    assert url.startswith(reader.session.url(REFERENCES))
    page = reader.shows_anew(url)
    expect(page.locator("#papers li")).to_have_count(count)
    reader.watches()
    return page


@pytest.fixture
def listed(reader: Reader) -> Page:
    """The page that lists four references."""
    return _listed(reader, TEXT, 4)


def _open_button(page: Page) -> Locator:
    return page.locator("#open")


# ---------------------------------------------------------------- the ways to it


def test_selection_of_references_leads_to_their_list(reader: Reader) -> None:
    """Nothing of them is in the page's address; they are there after a reload."""
    (url,) = reader.clicks(selectionText=TEXT)
    listed = reader.page(url)
    expect(listed.locator("#papers li")).to_have_count(4)
    assert listed.locator("h1").inner_text() == "4 references"
    assert listed.title() == "4 references · Cool Papers Redirector"
    assert listed.locator("#papers a").all_inner_texts() == TITLES
    search = "Search for the title"
    names = ["arXiv 1706.03762", search, search, "arXiv 2010.11929"]
    assert listed.locator("#papers small").all_inner_texts() == names
    expect(_open_button(listed)).to_have_text("Open 4")
    assert "tea" not in listed.url.lower()
    listed.reload()
    expect(listed.locator("#papers a")).to_have_text(TITLES)


_RECORDS = "".join(f"TY  - CONF\nTI  - {title}\nPY  - 2019\nER  -\n" for title in TITLES)
"""In RIS: in one line it is nothing that can be cut."""


@pytest.mark.parametrize(
    ("in_page", "is_list"),
    [(_RECORDS, True), (f"{_RECORDS}and more", False)],
    ids=["the selection", "another text"],
)
def test_line_ends_that_the_browser_leaves_out_divide_references(
    permitted_reader: Reader, in_page: str, is_list: bool
) -> None:
    """They are those of the page, unless something else is selected there by now."""
    lines = "".join(f"<p>{line}" for line in in_page.split("\n"))
    tab = permitted_reader.shows(BLOG_PAGE, f"<div id=it>{lines}</div>")
    permitted_reader.page(BLOG_PAGE).evaluate("getSelection().selectAllChildren(it)")
    passed = " ".join(_RECORDS.split())
    (url,) = permitted_reader.would_open(tab, selectionText=passed, pageUrl=BLOG_PAGE)
    if is_list:
        listing, key = url.split("#")
        assert listing == permitted_reader.session.url(REFERENCES)
        get = "async (key) => JSON.parse((await chrome.storage.session.get(key))[key])"
        listed = permitted_reader.session.worker().evaluate(get, key)
        assert [it["title"] for it in listed] == TITLES
    else:
        assert "/search?" in url


def test_references_lead_to_their_list_on_a_page_that_is_a_paper(reader: Reader) -> None:
    opened = reader.would_open(selectionText=TEXT, pageUrl="https://arxiv.org/abs/1512.03385")
    (url,) = opened
    assert url.startswith(reader.session.url(REFERENCES))


def test_references_that_all_have_ids_open_at_once(reader: Reader) -> None:
    assert reader.would_open(selectionText=f"{KNOWN}\n{VIT}") == [BOTH_KNOWN]


@pytest.mark.parametrize("page", [BLOG_PAGE, "https://arxiv.org/abs/1512.03385"])
def test_title_of_one_reference_is_searched(reader: Reader, page: str) -> None:
    """Also on a page that is a paper: it is not what was selected."""
    opened = reader.would_open(selectionText=TEA, pageUrl=page)
    assert opened == [f"{ARXIV}search?highlight=1&query={quote(TITLES[1])}"]


def test_reference_opens_the_entry_of_the_page_that_has_its_title(
    permitted_reader: Reader,
) -> None:
    link = f"<a href=https://arxiv.org/abs/1901.00001>{TITLES[1]}</a>"
    other = "<a href=https://arxiv.org/abs/1901.00002>Another Study of Many Things</a>"
    tab = permitted_reader.shows(BLOG_PAGE, f"<ul><li>{link}<li>{other}</ul>")
    opened = permitted_reader.would_open(tab, selectionText=TEA, pageUrl=BLOG_PAGE)
    assert opened == [f"{ARXIV}1901.00001"]


def test_selected_title_of_an_entry_opens_it_though_it_reads_as_a_reference(
    permitted_reader: Reader,
) -> None:
    title = "The “Green Teapot” Challenge of 2019"
    link = f"<a href=https://arxiv.org/abs/1901.00001>{title}</a>"
    other = "<a href=https://arxiv.org/abs/1901.00002>Another Study of Many Things</a>"
    tab = permitted_reader.shows(BLOG_PAGE, f"<ul><li>{link}<li>{other}</ul>")
    opened = permitted_reader.would_open(tab, selectionText=title, pageUrl=BLOG_PAGE)
    assert opened == [f"{ARXIV}1901.00001"]


def test_address_bar_says_and_does_so(reader: Reader) -> None:
    said = reader.session.worker().evaluate(
        """async (text) => {
          const { setDefaultSuggestion } = chrome.omnibox;
          let said;
          chrome.omnibox.setDefaultSuggestion = async ({ description }) => { said = description; };
          await Promise.all(chrome.omnibox.onInputChanged.dispatch(text, () => {}).results);
          chrome.omnibox.setDefaultSuggestion = setDefaultSuggestion;
          return said;
        }""",
        TEXT,
    )
    assert said == "List <match>4</match> references"
    entered = reader.would_open(door="address bar", typed=TEXT)
    (url,) = entered
    assert url.startswith(reader.session.url(REFERENCES))


@pytest.fixture
def popup(_popup_tab: TabInUse) -> Page:
    """The tab in which tests open the popup."""
    return _popup_tab.take()


def _open_popup(popup: Page, reader: Reader, tab: Json) -> None:
    popup.goto(reader.session.url(f"pages/popup/popup.html?tab={tab['id']}"))
    popup.wait_for_selector(POPUP_LISTED)
    popup.evaluate("() => { globalThis.close = () => {}; }")


def test_references_pasted_into_the_popup(popup: Page, permitted_reader: Reader) -> None:
    """The field shows them in one line, but their line ends divide them, until it changes."""
    tab = permitted_reader.shows(BLOG_PAGE, "<p>Nothing here")
    _open_popup(popup, permitted_reader, tab)
    popup.context.grant_permissions(["clipboard-read", "clipboard-write"])
    popup.evaluate("text => navigator.clipboard.writeText(text)", f"{KNOWN}\n{TEA}")
    popup.locator("#field").fill("")
    popup.locator("#field").press("Control+v")
    expect(_open_button(popup)).to_have_text("List 2 references")
    expect(popup.locator("#enter")).to_have_text("Enter lists 2 references")
    popup.locator("#field").fill("warm milk")
    expect(_open_button(popup)).to_have_text("Search")
    popup.locator("#field").fill("")
    popup.locator("#field").press("Control+v")
    expect(_open_button(popup)).to_have_text("List 2 references")
    with permitted_reader.notes_tabs() as noted:
        popup.keyboard.press("Enter")
        (url,) = noted(1)
    assert url.startswith(permitted_reader.session.url(REFERENCES))


@pytest.mark.parametrize(
    ("papers", "offer"),
    [
        ("arXiv:2401.00001, arXiv:2401.00002", "#offered"),
        pytest.param("", "#open", marks=AT_NIGHT),
    ],
    ids=["above the page's papers", "in the field"],
)
def test_popup_offers_to_list_what_is_selected(
    popup: Page, permitted_reader: Reader, papers: str, offer: str
) -> None:
    lines = f"<p>{TEA}<p>{MILK}"
    tab = permitted_reader.shows(BLOG_PAGE, f"<p>{papers}<div id=it>{lines}</div>")
    permitted_reader.page(BLOG_PAGE).evaluate("getSelection().selectAllChildren(it)")
    _open_popup(popup, permitted_reader, tab)
    expect(popup.locator(offer)).to_have_text("List 2 references")
    with permitted_reader.notes_tabs() as noted:
        popup.locator(offer).click()
        (url,) = noted(1)
    assert url.startswith(permitted_reader.session.url(REFERENCES))


# ---------------------------------------------------------------- what it does


def test_opens_all_of_them_or_what_is_ticked(reader: Reader, listed: Page) -> None:
    """Papers of one half share a tab, and are kept together; all are meant if nothing is ticked.

    A double click opens them once.
    """
    everything = listed.get_by_label("Select all")
    for_all = [BOTH_KNOWN, TEA_SEARCH, MILK_SEARCH]
    with reader.notes_tabs() as noted:
        _open_button(listed).dblclick()
        expect(_open_button(listed)).to_be_enabled()
        assert noted(3) == for_all
    listed.get_by_label(TITLES[0]).uncheck()
    listed.get_by_label(TITLES[2]).uncheck()
    assert everything.evaluate("it => it.indeterminate")
    expect(_open_button(listed)).to_have_text("Open 2")
    _opens(reader, listed, [TEA_SEARCH, f"{ARXIV}2010.11929"])
    everything.click()
    assert listed.locator("#papers input:checked").count() == 0
    expect(_open_button(listed)).to_have_text("Open all 4")
    _opens(reader, listed, for_all)
    everything.check()
    expect(_open_button(listed)).to_have_text("Open 4")


def _opens(reader: Reader, listed: Page, urls: list[str]) -> None:
    """Check what the button would open."""
    with reader.notes_tabs() as noted:
        _open_button(listed).press("Enter")
        expect(_open_button(listed)).to_be_enabled()
        assert noted(len(urls)) == urls


def test_title_opens_its_paper_as_links_do(reader: Reader, listed: Page) -> None:
    title = listed.get_by_role("link", name=TITLES[1])
    assert title.get_attribute("href") == TEA_SEARCH
    title.click(modifiers=["ControlOrMeta"])
    assert reader.opened(1) == [TEA_SEARCH]
    assert [it["active"] for it in reader.new_tabs()] == [False]


def test_keys_move_tick_open_and_take_a_range(reader: Reader, listed: Page) -> None:
    expect(_open_button(listed)).to_be_focused()
    listed.keyboard.press("ArrowDown")
    listed.keyboard.press("ArrowDown")
    expect(listed.get_by_role("link", name=TITLES[1])).to_be_focused()
    listed.keyboard.press("Space")
    expect(listed.get_by_label(TITLES[1])).not_to_be_checked()
    listed.keyboard.press("x")  # there is no field to type into
    listed.keyboard.press("ArrowUp")
    expect(listed.get_by_role("link", name=TITLES[0])).to_be_focused()
    listed.keyboard.press("ArrowUp")
    expect(_open_button(listed)).to_be_focused()
    listed.keyboard.press("ArrowDown")
    listed.keyboard.press("/")
    expect(_open_button(listed)).to_be_focused()
    with reader.notes_tabs() as noted:
        listed.keyboard.press("Enter")
        assert noted(2) == [BOTH_KNOWN, MILK_SEARCH]
    listed.get_by_label(TITLES[1]).check()
    listed.get_by_label("Select all").uncheck()
    listed.keyboard.press("ArrowDown")
    listed.keyboard.press("Shift+ArrowDown")
    listed.keyboard.press("Shift+ArrowDown")
    expect(_open_button(listed)).to_have_text("Open 3")


def test_copies_what_is_ticked_which_stays_so_when_the_reader_comes_back(listed: Page) -> None:
    listed.context.grant_permissions(["clipboard-read", "clipboard-write"])
    listed.get_by_label(TITLES[2]).uncheck()
    listed.get_by_role("button", name="Copy").click()
    listed.get_by_role("menuitem", name="Cool Papers links").click()
    expect(listed.get_by_role("status")).to_have_text("3 copied.")
    copied = [f"{ARXIV}1706.03762", TEA_SEARCH, f"{ARXIV}2010.11929"]
    assert listed.evaluate("navigator.clipboard.readText()").split("\n") == copied
    listed.goto("about:blank")
    listed.go_back()
    expect(_open_button(listed)).to_have_text("Open 3")
    expect(listed.get_by_role("checkbox", name=TITLES[2])).not_to_be_checked()


def test_reference_without_id_and_title_starts_unticked(reader: Reader) -> None:
    """It is shown as it stands."""
    signs = "[5] LeCun, Y. “.,:;.,:;.,:;.,:;” Nature 521, 436-444 (2015)."
    page = _listed(reader, f"{TEA}\n{signs}", 2)
    shown = signs.removeprefix("[5] ")
    expect(page.locator("#papers a")).to_have_text([TITLES[1], shown])
    expect(page.locator("#papers small").last).to_have_text(
        "No title found: search for these words"
    )
    expect(page.get_by_label(shown)).not_to_be_checked()
    expect(_open_button(page)).to_have_text("Open 1")
    page.get_by_label(shown).check()
    words = TITLE_SEARCH + quote("LeCun Y Nature 521 436 444 2015")
    _opens(reader, page, [TEA_SEARCH, words])


def test_long_list_opens_after_asking(reader: Reader) -> None:
    """Its button is always in view, and so is the title that has the focus."""
    references = [f"[{n}] B. Ob, “A Study of Tea Number {n},” Proc. TEA, 2019." for n in range(40)]
    at_length = _listed(reader, "\n".join(references), 40)
    expect(_open_button(at_length)).to_have_text("Open 40")
    expect(_open_button(at_length)).to_be_in_viewport(ratio=1)
    for _ in range(20):
        at_length.keyboard.press("ArrowDown")
    title = at_length.get_by_role("link", name="A Study of Tea Number 19", exact=True)
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport(ratio=1)
    bottom = title.evaluate("it => it.getBoundingClientRect().bottom")
    assert bottom < at_length.locator("footer").evaluate("it => it.getBoundingClientRect().top")
    at_length.keyboard.press("/")
    with reader.notes_tabs() as noted:
        at_length.keyboard.press("Enter")
        (asks,) = noted(1)
    assert asks.startswith(reader.session.url("pages/confirm-many/confirm-many.html"))


def test_page_without_references_says_so(reader: Reader) -> None:
    url = reader.session.url(REFERENCES)
    reader.shows(url)
    page = reader.page(url)
    expect(page.locator("h1")).to_have_text("No references to list")
    expect(_open_button(page)).to_be_hidden()
