"""The stops of the demo's tour: all by events in the worker, some by real clicks and keys."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.browser.actions import ACTIONS, WAKING, in_turn, serve_actions
from tests.browser.conftest import OnScreen
from tests.profile import AT_NIGHT
from tools.browser.session import Session
from tools.browser.tour import (
    STOPS,
    NativeHand,
    Stop,
    Walk,
    WorkerHand,
)

NATIVE_STOPS = [stop for stop in (*STOPS, *ACTIONS) if stop.door != "link"]
"""All but clicks on links that were added to pages: those are no different without a screen."""
_LIKE_NO_OTHER = {
    *("page-acl", "page-openreview", "door-link"),
    *("selection-bare-ids", "selection-doi", "search-chinese"),
}
"""What no native test does in each run."""
WORKER_STOPS = [
    pytest.param(
        stop,
        id=stop.name,
        marks=AT_NIGHT if sys.platform == "linux" and stop.name not in _LIKE_NO_OTHER else (),
    )
    for stop in STOPS
]
"""Where native tests run, only the rest in each run."""


@pytest.fixture(scope="class")
def walk_in_worker(_on_fake_sites: Session, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return Walk(_on_fake_sites, WorkerHand(), tmp_path_factory.mktemp("tour"))


@pytest.fixture(scope="class")
def walk_natively(on_screen: OnScreen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    serve_actions(on_screen.web)
    walk = Walk(on_screen.session, NativeHand(on_screen.screen), tmp_path_factory.mktemp("tour"))
    yield walk
    walk.close()


def _stops_well(walk: Walk, stop: Stop, *, stopped: bool = False) -> None:
    row = walk.stop(stop, stopped=stopped)
    assert not row.fault, f"{row.fault}; opened {row.opened}; a picture is in {walk.folder}"


class TestInWorker:
    @pytest.mark.parametrize("stop", WORKER_STOPS)
    def test_stop(self, walk_in_worker: Walk, stop: Stop) -> None:
        _stops_well(walk_in_worker, stop)


@pytest.mark.native
@pytest.mark.skipif(sys.platform != "linux", reason="the virtual X screen needs Linux")
class TestNatively:
    @pytest.mark.parametrize("stop", [*map(in_turn, NATIVE_STOPS)])
    def test_stop(self, walk_natively: Walk, stop: Stop) -> None:
        _stops_well(walk_natively, stop)

    @pytest.mark.parametrize(
        "stop", [it for it in STOPS if it.name in WAKING], ids=lambda it: it.name
    )
    def test_wakes_the_worker(self, walk_natively: Walk, stop: Stop) -> None:
        _stops_well(walk_natively, stop, stopped=True)
