"""What a reader does in Firefox, by real clicks and keys: the tour's stops, and some more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from build.__main__ import build
from build.browsers import BROWSERS
from build.engine import Engine
from build.pack import unpack
from tests import questions
from tests.browser.actions import ACTIONS, COOL, WAKING, in_turn, serve_actions
from tests.profile import AT_NIGHT, NIGHTLY
from tools.browser import fake_sites
from tools.browser.devtools import Json
from tools.browser.fake_sites import FakeSites
from tools.browser.firefox import LEAN, Firefox
from tools.browser.firefox_tour import FirefoxWalk
from tools.browser.session import WELCOME
from tools.browser.tour import STOPS, PdfPlace, Stop
from tools.browser.waiting import wait_until
from tools.setup.browsers import find_firefox, no_firefox

pytestmark = pytest.mark.skipif(find_firefox() is None, reason=no_firefox())

ALSO = (
    Stop(
        name="tab-strip",
        where="arXiv abstract",
        clicked="the tab",
        url=fake_sites.ABSTRACT,
        opens=(f"{COOL}arxiv/1706.03762",),
        door="tab",
    ),
    Stop(
        name="pdf-of-an-unknown-site",
        where="PDF of an unknown site",
        clicked="the page: says what to do",
        url=fake_sites.REPORT,
        opens=("pages/help/help.html?pdf",),
        pdf=PdfPlace(spot=fake_sites.PDF_BLANK),
    ),
    Stop(
        name="popup-on-a-pdf-of-an-unknown-site",
        where="PDF of an unknown site",
        clicked="Alt+Shift+K for the popup, then Enter: its title",
        url=fake_sites.REPORT,
        opens=(f"{COOL}arxiv/search?highlight=1&query=Attention in Machines",),
        door="popup",
        pdf=PdfPlace(spot=fake_sites.PDF_BLANK),
    ),
    Stop(
        name="popup-button",
        where="arXiv abstract",
        clicked="the toolbar's button, then Enter",
        url=fake_sites.ABSTRACT,
        opens=(f"{COOL}arxiv/1706.03762",),
        door="button",
    ),
    Stop(
        name="popup-row",
        where="arXiv listing",
        clicked="a title in the popup",
        url=fake_sites.LISTING,
        opens=(f"{COOL}arxiv/2201.11903",),
        at="#papers a[href$='2201.11903']",
        door="row",
    ),
)
"""Where Firefox differs, or has what the tour's hands in Chromium do not reach."""


def _at_night(name: str) -> ParameterSet:
    return pytest.param(name, marks=AT_NIGHT)


_BY_NAME = {stop.name: stop for stop in (*STOPS, *ACTIONS, *ALSO)}
ALSO_WAKING = ("page-arxiv", "link", "selection-several", "pdf-page", "tab-strip", "door-link")
OPTIONS = "pages/options/options.html"
IN_PRIVATE = (
    *("page-read-id", "popup-row"),
    *map(_at_night, ("page-arxiv", "link", "nothing-found")),
)


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked zip that ships for Firefox."""
    _, archive = build(BROWSERS["firefox"], tmp_path_factory.mktemp("dist"))
    return unpack(archive, tmp_path_factory.mktemp("firefox") / "extension")


@pytest.fixture(scope="module")
def sites_web() -> Iterator[FakeSites]:
    with FakeSites() as web:
        serve_actions(web)
        yield web


@pytest.fixture(scope="module")
def firefox(extension: Path, sites_web: FakeSites) -> Iterator[Firefox]:
    """A Firefox on the fake sites; the extension is allowed in private windows."""
    # At night as for readers, with processes of their own for each site.
    with Firefox(sites_web, preferences={} if NIGHTLY else LEAN) as firefox:
        firefox.install(extension, private=True)
        yield firefox


@pytest.fixture(autouse=True)
def no_errors(firefox: Firefox) -> Iterator[None]:
    """Fail every test in which the extension throws or logs an error."""
    firefox.forget_errors()
    yield
    assert firefox.errors == []


@pytest.fixture(scope="module")
def walk(firefox: Firefox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FirefoxWalk]:
    walk = FirefoxWalk(firefox, tmp_path_factory.mktemp("tour"))
    yield walk
    walk.close()


@pytest.fixture(scope="module")
def private_walk(
    firefox: Firefox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FirefoxWalk]:
    walk = FirefoxWalk(firefox, tmp_path_factory.mktemp("private"), private=True)
    yield walk
    walk.close()


def _stops_well(walk: FirefoxWalk, stop: Stop, *, stopped: bool = False) -> None:
    row = walk.stop(stop, stopped=stopped)
    assert not row.fault, f"{row.fault}; opened {row.opened}; a picture is in {walk.folder}"


@pytest.mark.parametrize(
    "stop",
    [
        *map(in_turn, (*STOPS, *ACTIONS)),
        *(pytest.param(it, id=it.name, marks=AT_NIGHT if it.pdf else ()) for it in ALSO),
    ],
)
def test_stop(walk: FirefoxWalk, stop: Stop) -> None:
    _stops_well(walk, stop)


@pytest.mark.parametrize("name", [*WAKING, *map(_at_night, ALSO_WAKING)])
def test_every_door_wakes_the_event_page(walk: FirefoxWalk, name: str) -> None:
    _stops_well(walk, _BY_NAME[name], stopped=True)


@pytest.fixture
def tab(firefox: Firefox) -> Iterator[Json]:
    """A paper's page, alone in a window of its own."""
    tab = firefox.open_window(fake_sites.ABSTRACT)
    yield tab
    for it in firefox.tabs():
        if it["windowId"] == tab["windowId"]:
            firefox.close_tab(it)


def _opened(firefox: Firefox, tab: Json, *urls: str) -> list[Json]:
    """Choose the entry in a tab's menu, and check what opens."""
    known = firefox.tabs()
    firefox.choose_entry_of_tab(tab)
    opened = firefox.wait_for_new_tabs(known, len(urls))
    assert [it["url"] for it in opened] == list(urls)
    return opened


def test_pinned_tab(firefox: Firefox, tab: Json) -> None:
    """Its paper opens in the first tab that is not pinned."""
    firefox.pin(tab)
    (opened,) = _opened(firefox, tab, f"{COOL}arxiv/1706.03762")
    assert (opened["index"], opened["pinned"]) == (1, False)


def test_tab_in_a_group(firefox: Firefox, tab: Json) -> None:
    """Its paper opens in the same group."""
    firefox.open_tab(fake_sites.NO_PAPER)
    firefox.take(tab)
    firefox.group(tab)
    source = firefox.shown_tab()
    assert source["group"]
    (opened,) = _opened(firefox, tab, f"{COOL}arxiv/1706.03762")
    assert (opened["index"], opened["group"]) == (source["index"] + 1, source["group"])


def test_several_tabs_selected(firefox: Firefox, tab: Json) -> None:
    """One click opens the papers of all."""
    other = firefox.open_tab(fake_sites.ACL)
    firefox.take(tab)
    firefox.select_too(other)
    papers = (f"{COOL}arxiv/1706.03762", f"{COOL}venue/2020.acl-main.703@ACL")
    _opened(firefox, tab, *papers)


def test_address_bar_opens_in_the_same_tab(firefox: Firefox, tab: Json) -> None:
    firefox.type_in_address_bar("cool hep-th/9711200")
    firefox.press("Return")
    opened = firefox.wait_for_tab(f"{COOL}arxiv/hep-th/9711200")
    assert (opened["id"], opened["active"]) == (tab["id"], True)


def test_help_on_a_pdf_offers_its_title(firefox: Firefox, tab: Json) -> None:
    """The tab's title, without the file's name that the viewer adds."""
    firefox.go(fake_sites.REPORT)
    firefox.wait_for_pdf()
    known = firefox.tabs()
    firefox.choose_entry(firefox.point_in_pdf(fake_sites.PDF_BLANK))
    (opened,) = firefox.wait_for_new_tabs(known, 1)
    firefox.take(opened)
    said = "return document.querySelector('h1').textContent"
    assert firefox.run(said) == firefox.message("helpReasonPdf")
    offered = "return document.querySelector('#wanted').value || null"
    assert wait_until(lambda: firefox.run(offered), "title in the field") == "Attention in Machines"


def test_popup_copies(firefox: Firefox, tab: Json) -> None:
    firefox.go(fake_sites.PUBLICATION)
    firefox.open_popup()
    firefox.in_popup("document.querySelector('#copy-links').focus()")
    firefox.press("Return")
    copied = f"{COOL}arxiv/2106.09685"
    wait_until(lambda: firefox.clipboard() == copied or None, "copied link")
    firefox.close_popups()


@pytest.fixture
def sites(firefox: Firefox) -> Iterator[list[str]]:
    """The sites that the extension has the permission for; afterwards all is as it was."""
    sites = firefox.sites
    assert sites
    yield sites
    firefox.sites = sites


@contextmanager
def _own_page(firefox: Firefox, path: str) -> Iterator[None]:
    """Open a page of the extension in a tab; at the end clear the settings."""
    tab = firefox.open_tab(firefox.url(path))
    try:
        firefox.wait_for("input[name='links.aaai']")
        yield
        firefox.run("await chrome.storage.sync.clear()")
    finally:
        firefox.close_popups()
        firefox.close_tab(tab)


def test_welcome_page_says_how_to_pin_the_button_here(firefox: Firefox) -> None:
    with _own_page(firefox, WELCOME):
        said = firefox.run("return document.querySelector('main').textContent")
    assert "the gear beside Cool Papers Redirector, then “Pin to Toolbar”" in said


def _box(site: str) -> tuple[str, str, str]:
    """Selectors of a site's switch: in any state, on, off."""
    box = f"input[name='links.{site}']"
    return box, f"{box}:checked", f"{box}:not(:checked)"


def _answer(firefox: Firefox, at: str, question: str, *, allow: bool) -> None:
    """Click, check what Firefox asks, and answer."""
    firefox.click(at)
    asked = wait_until(firefox.permission_prompt, "permission prompt")
    assert question in asked
    firefox.answer_permission_prompt(allow=allow)


def _wait_for_status(firefox: Firefox, text: str) -> None:
    look = "return document.querySelector('.status').textContent.includes(args[0]) || null"
    wait_until(lambda: firefox.run(look, text), f"status {text}")


def _wait_for_sites(firefox: Firefox, *patterns: str) -> None:
    wait_until(lambda: firefox.sites == sorted(patterns) or None, f"permissions for {patterns}")


@pytest.mark.parametrize(
    "path",
    [pytest.param(OPTIONS, id="options"), pytest.param(WELCOME, id="welcome", marks=AT_NIGHT)],
)
def test_permission_prompt(firefox: Firefox, sites: list[str], path: str) -> None:
    """A site's switch follows the answer to Firefox's question."""
    box, on, off = _box("aaai")
    with _own_page(firefox, path):
        firefox.wait_for(off)
        _answer(firefox, box, "ojs.aaai.org domains", allow=False)
        _wait_for_status(firefox, "No permission for ojs.aaai.org")
        firefox.wait_for(off)
        assert firefox.sites == sites
        _answer(firefox, box, "ojs.aaai.org domains", allow=True)
        _wait_for_sites(firefox, *sites, "https://ojs.aaai.org/*")
        firefox.wait_for(on)
        firefox.click(box)
        _wait_for_sites(firefox, *sites)
        firefox.wait_for(off)


def _withdraws_arxiv(firefox: Firefox, sites: list[str]) -> None:
    firefox.sites = [it for it in sites if it != "https://arxiv.org/*"]


def test_permission_that_the_reader_has_withdrawn(
    firefox: Firefox, sites: list[str], tab: Json
) -> None:
    """For a site that gets links by default: its switch is off, and asks for it again.

    A page that is open then gets its links.
    """
    box, on, off = _box("arxiv")
    links = "return document.querySelectorAll('.cool-papers-link').length"
    with _own_page(firefox, OPTIONS):
        firefox.wait_for(on)
        _withdraws_arxiv(firefox, sites)
        firefox.wait_for(off)
        options = firefox.shown_tab()
        firefox.take(tab)
        firefox.go(fake_sites.ABSTRACT)
        assert firefox.run(links) == 0
        firefox.take(options)
        firefox.wait_for("#withheld:not([hidden])")
        _answer(firefox, box, "arxiv.org domains", allow=True)
        _wait_for_sites(firefox, *sites)
        firefox.wait_for(on)
        firefox.wait_for("#withheld[hidden]")
        firefox.take(tab)
        firefox.wait_for(".cool-papers-link")
        firefox.take(options)


_ASKS = "return document.querySelector('#withheld:not([hidden])')?.innerText"
_ASKS_NOTHING = "return document.querySelector('#withheld') ? null : true"


def test_popup_asks_for_a_permission_that_the_reader_has_withdrawn(
    firefox: Firefox, sites: list[str], tab: Json
) -> None:
    _withdraws_arxiv(firefox, sites)
    firefox.go(fake_sites.ABSTRACT)
    firefox.open_popup()
    assert "links on arxiv.org" in wait_until(lambda: firefox.in_popup(_ASKS), "the offer")
    firefox.in_popup("document.querySelector('#withheld-allow').focus()")
    firefox.press("Return")
    assert "arxiv.org domains" in wait_until(firefox.permission_prompt, "permission prompt")
    firefox.answer_permission_prompt(allow=True)
    _wait_for_sites(firefox, *sites)
    firefox.close_popups()
    firefox.open_popup()
    wait_until(lambda: firefox.in_popup(_ASKS_NOTHING), "no offer")
    firefox.close_popups()


def test_popup_asks_no_more_once_the_reader_has_closed_the_offer(
    firefox: Firefox, sites: list[str], tab: Json
) -> None:
    _withdraws_arxiv(firefox, sites)
    firefox.go(fake_sites.ABSTRACT)
    firefox.open_popup()
    wait_until(lambda: firefox.in_popup(_ASKS), "the offer")
    firefox.in_popup("document.querySelector('#withheld-close').click()")
    kept = "return (await chrome.storage.local.get('permissionsDeclined')).permissionsDeclined"
    with _own_page(firefox, OPTIONS):
        assert wait_until(lambda: firefox.run(kept), "the reader's answer") == ["arxiv"]
        options = firefox.shown_tab()
        firefox.close_popups()
        firefox.take(tab)
        firefox.open_popup()
        wait_until(lambda: firefox.in_popup(_ASKS_NOTHING), "no offer")
        firefox.close_popups()
        firefox.take(options)
        firefox.run("await chrome.storage.local.clear()")


def test_permissions_for_all_sites(firefox: Firefox, sites: list[str]) -> None:
    """One prompt asks for all."""
    with _own_page(firefox, OPTIONS):
        _answer(firefox, "#all", "ojs.aaai.org", allow=False)
        _wait_for_status(firefox, "No permission for these sites")
        assert firefox.sites == sites
        _answer(firefox, "#all", "ojs.aaai.org", allow=True)
        off = "return document.querySelector('#asked input:not(:checked)') ? null : true"
        wait_until(lambda: firefox.run(off), "all switches on")
        assert len(firefox.sites) > len(sites) + 1


@pytest.mark.parametrize("name", IN_PRIVATE)
def test_private_window(private_walk: FirefoxWalk, name: str) -> None:
    _stops_well(private_walk, _BY_NAME[name])


def test_modules_answer_as_in_the_fast_tests(
    firefox: Firefox, sites_web: FakeSites, extension: Path
) -> None:
    """The finder and what else is pure give in Gecko what they give in V8."""
    asked = questions.questions()
    assert sum(len(it["texts"]) for it in asked) > 50_000
    tab = firefox.open_tab(questions.page_that_answers(sites_web, extension, asked))
    with Engine(extension) as engine:
        expected = questions.answers(engine, asked)
    given = questions.parsed(wait_until(lambda: firefox.run(questions.ANSWERED), "answers"))
    firefox.close_tab(tab)
    different = [
        (question["name"], text)
        for question, *both in zip(asked, expected, given, strict=True)
        for text, one, other in zip(question["texts"], *both, strict=True)
        if one != other
    ]
    assert different == []
