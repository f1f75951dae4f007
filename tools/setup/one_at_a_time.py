"""A lock among processes; the system drops it with its process, however that ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.setup.paths import SetupError
from tools.setup.running import say

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

SECONDS_BETWEEN_TRIES = 0.1


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Hold the lock that a file stands for; wait while another holds it, and say so.

    Raises SetupError if the file cannot be written or locked.
    """
    try:
        opened = file.open("ab")
    except OSError as error:
        raise SetupError(f"{file}: {error.strerror}") from error
    with opened:
        if not _taken(opened.fileno()):
            say("waiting for another dev.py to finish its set-up ...")
            while not _taken(opened.fileno()):
                time.sleep(SECONDS_BETWEEN_TRIES)
        yield


def _taken(file: int) -> bool:
    """Lock an open file until it is closed; return whether that was possible."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        raise SetupError(f"the set-up cannot be locked: {error.strerror}") from error
    return True
