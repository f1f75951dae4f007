"""The stops of the demo's tour: all by events in the worker, some by real clicks and keys."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.actions import ACTIONS, serve_actions
from tests.browser.conftest import Launch
from tests.profile import AT_NIGHT
from tools.browser.fake_sites import FakeSites
from tools.browser.launch import NO_WARNING
from tools.browser.screen import LEAN_SIZE, LEAN_WINDOW, Screen
from tools.browser.session import Session
from tools.browser.tour import (
    STOPS,
    NativeHand,
    Stop,
    Walk,
    WorkerHand,
    odd_coloured_for_the_tour,
)

NATIVE_STOPS = [
    *(stop for stop in STOPS if stop.pdf or stop.menu_picture or stop.door not in ("menu", "link")),
    *(stop for stop in ACTIONS if stop.door != "link"),
]
"""Where the native menu, the PDF viewer or the keys could make a difference."""
_ONLY_HERE = {
    *("page-acl", "page-openreview", "link-wrapped"),
    *("selection-bare-ids", "selection-doi", "search-chinese"),
}
"""What neither a native test nor Firefox does in each run."""
_FIRST_OF_EACH_KIND = [
    *{
        (stop.door, bool(stop.pdf), bool(stop.select), bool(stop.frame)): stop
        for stop in reversed(STOPS)
    }.values(),
    *(stop for stop in STOPS if stop.name in {"link", "nothing-found", *_ONLY_HERE}),
]
WORKER_STOPS = [
    pytest.param(
        stop,
        id=stop.name,
        marks=AT_NIGHT if sys.platform == "linux" and stop not in _FIRST_OF_EACH_KIND else (),
    )
    for stop in STOPS
]
"""In each run one of each kind; the other stops are made natively, or in Firefox."""


def _name(stop: Stop) -> str:
    return stop.name


@pytest.fixture(scope="class")
def walk_in_worker(on_fake_sites: Session, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return Walk(on_fake_sites, WorkerHand(), tmp_path_factory.mktemp("tour"))


@pytest.fixture(scope="class")
def walk_natively(
    launched: Launch, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    folder = tmp_path_factory.mktemp("tour")
    extension = odd_coloured_for_the_tour(built, folder / "extension")
    with (
        Screen(*LEAN_SIZE) as screen,
        FakeSites() as web,
        launched(
            extension, web=web, headless=False, env=screen.env, args=[NO_WARNING, *LEAN_WINDOW]
        ) as session,
    ):
        serve_actions(web)
        yield Walk(session, NativeHand(screen), folder)


def _stops_well(walk: Walk, stop: Stop) -> None:
    row = walk.stop(stop)
    assert not row.fault, f"{row.fault}; opened {row.opened}; a picture is in {walk.folder}"


class TestInWorker:
    @pytest.mark.parametrize("stop", WORKER_STOPS)
    def test_stop(self, walk_in_worker: Walk, stop: Stop) -> None:
        _stops_well(walk_in_worker, stop)


@pytest.mark.native
@pytest.mark.skipif(sys.platform != "linux", reason="the virtual X screen needs Linux")
class TestNatively:
    @pytest.mark.parametrize("stop", NATIVE_STOPS, ids=_name)
    def test_stop(self, walk_natively: Walk, stop: Stop) -> None:
        _stops_well(walk_natively, stop)
