"""Waits for something to happen in a browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

PATIENCE = 60.0
"""Timeout in seconds, generous for busy machines; waits normally end much sooner."""
_FIRST_PAUSE = 0.005
_LONGEST_PAUSE = 0.1

T = TypeVar("T")


def wait_until(
    look: Callable[[], T | None],
    what: str,
    pump: Callable[[], object] = lambda: None,
    timeout: float = PATIENCE,
) -> T:
    """Call `look` until it returns something other than None, and return that.

    `pump` is called before each look, to let Playwright handle events. Pauses between looks grow
    from 5 to 100 ms, to leave CPU time to what is waited for. Raises AssertionError after `timeout`
    seconds.
    """
    deadline = time.monotonic() + timeout
    pause = _FIRST_PAUSE
    while True:
        pump()
        if (seen := look()) is not None:
            return seen
        if time.monotonic() > deadline:
            raise AssertionError(f"no {what} within {timeout:g} s")
        time.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE)


def wait_until_loaded(page: Page) -> None:
    """Wait for a tab that the extension has opened.

    Playwright can miss such a tab's load event, and its `wait_for_function` evaluates strings,
    which extension pages forbid.
    """
    state = "document.readyState === 'complete' || null"
    wait_until(lambda: page.evaluate(state), f"loaded {page.url}")


def wait_until_painted(page: Page) -> None:
    """Wait until a page's current state is on the screen: the frame after the next one."""
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
