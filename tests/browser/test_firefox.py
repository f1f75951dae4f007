"""What a reader does in Firefox, by real clicks and keys: the tour's stops, and some more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.browser import fake_sites
from tools.browser.extension import firefox_copy
from tools.browser.fake_sites import FakeSites
from tools.browser.firefox import Firefox
from tools.browser.firefox_tour import FirefoxWalk
from tools.browser.tour import STOPS, Stop
from tools.browser.waiting import wait_until
from tools.setup.firefox import find_firefox, no_firefox

pytestmark = pytest.mark.skipif(find_firefox() is None, reason=no_firefox())

COOL = "https://papers.cool/"
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
        name="popup-row",
        where="arXiv listing",
        clicked="a title in the popup",
        url=fake_sites.LISTING,
        opens=(f"{COOL}arxiv/2201.11903",),
        at="#papers a[href$='2201.11903']",
        door="row",
    ),
)
"""Where Firefox has what the tour's hands in Chromium do not reach."""
_BY_NAME = {stop.name: stop for stop in (*STOPS, *ALSO)}
WAKING = (
    *("page-arxiv", "link", "selection-several", "page-read-id", "pdf-page", "tab-strip"),
    *("door-link", "door-popup", "door-shortcut", "door-address-bar"),
)
"""Each door with the event page stopped."""
OPTIONS = "pages/options/options.html"
SWITCH = "input[name='links.aaai']"
AAAI = "https://ojs.aaai.org/index.php/AAAI/issue/view/1"
IN_PRIVATE = ("page-arxiv", "link", "page-read-id", "popup-row", "nothing-found")


@pytest.fixture(scope="module")
def firefox(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """A Firefox on the fake sites; the extension is allowed in private windows."""
    extension = firefox_copy(built, tmp_path_factory.mktemp("firefox") / "extension")
    with FakeSites() as web, Firefox(web) as firefox:
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


_CUT = pytest.mark.xfail(strict=True, reason="Firefox passes 16,384 characters of a selection")


@pytest.mark.parametrize(
    "name", [pytest.param(it, marks=[_CUT] if it == "many" else []) for it in _BY_NAME]
)
def test_stop(walk: FirefoxWalk, name: str) -> None:
    _stops_well(walk, _BY_NAME[name])


@pytest.mark.parametrize("name", WAKING)
def test_every_door_wakes_the_event_page(walk: FirefoxWalk, name: str) -> None:
    _stops_well(walk, _BY_NAME[name], stopped=True)


@pytest.mark.xfail(strict=True, reason="permissions.request must come first in a click's listener")
def test_permission_prompt(firefox: Firefox) -> None:
    """A site's switch in the options follows the answer to Firefox's question."""
    tab = firefox.open_tab(firefox.url(OPTIONS))
    try:
        _switch(firefox)
        firefox.answer_permission_prompt(allow=False)
        firefox.wait_for(f"{SWITCH}:not(:checked)")
        assert not firefox.may_read(AAAI)
        _switch(firefox)
        firefox.answer_permission_prompt(allow=True)
        wait_until(lambda: firefox.may_read(AAAI) or None, "permission")
        firefox.click(SWITCH)
        wait_until(lambda: None if firefox.may_read(AAAI) else True, "end of the permission")
    finally:
        firefox.close_tab(tab)


def _switch(firefox: Firefox) -> None:
    """Switch a site's links on, and check that Firefox asks about the site."""
    firefox.wait_for(f"{SWITCH}:not(:checked)")
    firefox.click(SWITCH)
    refused = "const said = document.querySelector('.status').textContent; return said || null"
    said = wait_until(lambda: firefox.permission_prompt() or firefox.run(refused), "answer")
    assert "ojs.aaai.org domains" in said


@pytest.mark.parametrize("name", IN_PRIVATE)
def test_private_window(private_walk: FirefoxWalk, name: str) -> None:
    _stops_well(private_walk, _BY_NAME[name])
