"""Selects elements of an HTML page in a process of its own, which can be ended.

The parser takes time by the square of how deep elements are nested, and cannot be interrupted.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parent.parent
TIME_LIMIT = 10.0
"""Seconds that the reading of one page may take."""


def select(html: bytes, wanted: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return for each selector and attribute what the elements that match have there, or "".

    Raises ``ValueError`` if the page cannot be read within the time limit.
    """
    command = [sys.executable, "-m", "tools.page_parts", json.dumps(wanted)]
    try:
        ended = subprocess.run(
            command, cwd=ROOT, input=html, capture_output=True, timeout=TIME_LIMIT, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise ValueError(f"its HTML is not read within {TIME_LIMIT:g} s") from error
    except subprocess.CalledProcessError as error:
        raise ValueError("its HTML cannot be read") from error
    found: list[list[str]] = json.loads(ended.stdout)
    return found


def select_here(html: bytes, wanted: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return what ``select`` does, but read the page in this process, however long that takes."""
    tree = LexborHTMLParser(html)
    return [[it.attributes.get(name) or "" for it in tree.css(each)] for each, name in wanted]


if __name__ == "__main__":
    print(json.dumps(select_here(sys.stdin.buffer.read(), json.loads(sys.argv[1]))))
