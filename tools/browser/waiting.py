"""Waiting for something to happen in a browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_until(
    look: Callable[[], T | None], what: str, pump: Callable[[], object], timeout: float = 10
) -> T:
    """Call `look` until it returns something other than None, and return that.

    `pump` is called between looks, to let Playwright handle events. Raises AssertionError after
    `timeout` seconds.
    """
    deadline = time.monotonic() + timeout
    while True:
        pump()
        if (seen := look()) is not None:
            return seen
        if time.monotonic() > deadline:
            raise AssertionError(f"no {what} within {timeout:g} s")
