"""The golden set: what was recorded of each page, and what the extension is to make of it.

A recording has the form that the page reader gives it. What is expected has a form of its own, so
that it stays as it is when the reader's changes.
"""

from __future__ import annotations

import difflib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from build.engine import Engine
from tests.reading.pages import GoldenPage

HERE = Path(__file__).parent
EXPECTED = "expected.txt"
"""Papers, titles and clicks: what is made of the recordings."""
POPUP = "popup.txt"
"""What the popup shows first."""
RECORDED = "recorded"
ANEW = ".venv/bin/python -m tests.reading.record"
"""What records the set anew."""
DERIVE = HERE / "derive.js"
_WIDTH = 100
_BLOCK = "=== "

Recording = dict[str, Any]
"""A page's `url` and `title`, and its `readings` at clicks: by link, "" for the page itself."""


@dataclass(frozen=True)
class Golden:
    """A page of the set: what was recorded of it, and what is expected, by file."""

    page: GoldenPage
    recording: Recording
    lines: dict[str, list[str]]


@contextmanager
def deriving(rendered: Path, folder: Path) -> Iterator[Engine]:
    """Run a copy of the rendered extension, made in `folder`, with `derive.js` in it."""
    shutil.copytree(rendered, folder)
    shutil.copy(DERIVE, folder)
    with Engine(folder) as engine:
        yield engine


def derived(engine: Engine, recording: Recording) -> list[str]:
    """Return what the extension makes of a page, a line each."""
    lines: list[str] = engine.call(DERIVE.name, "derive", recording)
    return lines


def links_that_need_their_page(engine: Engine, links: list[dict[str, str]]) -> list[str]:
    """Return the URLs of those links at whose click the page is read."""
    needs = engine.call_each(DERIVE.name, "needsPage", links)
    return list(
        dict.fromkeys(it["url"] for it, is_read in zip(links, needs, strict=True) if is_read)
    )


# ------------------------------------------------------------------ files


def recorded(page: GoldenPage, folder: Path = HERE) -> Recording:
    """Load the recording of a page."""
    recording: Recording = json.loads((folder / RECORDED / page.file).read_text("utf-8"))
    return recording


def expected(file: str = EXPECTED, folder: Path = HERE) -> dict[str, list[str]]:
    """Load what is expected, by the name of the page."""
    blocks: dict[str, list[str]] = {}
    block: list[str] = []
    for line in (folder / file).read_text("utf-8").split("\n"):
        if line.startswith(_BLOCK):
            block = blocks.setdefault(line.removeprefix(_BLOCK).split()[0], [])
        elif line:
            block.append(line)
    return blocks


def write(folder: Path, pages: Sequence[Golden]) -> None:
    """Replace what was recorded and expected."""
    shutil.rmtree(folder / RECORDED, ignore_errors=True)
    (folder / RECORDED).mkdir(parents=True)
    for it in pages:
        (folder / RECORDED / it.page.file).write_text(in_lines(it.recording) + "\n", "utf-8")
    for file in (EXPECTED, POPUP):
        blocks = (
            "\n".join([f"{_BLOCK}{it.page.name} {it.page.url}", *it.lines[file], ""])
            for it in pages
        )
        (folder / file).write_text("\n".join(blocks), "utf-8")


def in_lines(value: Any, indent: str = "") -> str:
    """Return JSON with a part of a page on each line, so that changes can be read."""
    said = json.dumps(value, ensure_ascii=False)
    within = value.values() if isinstance(value, dict) else value
    if len(said) <= _WIDTH or not any(isinstance(it, dict | list) for it in within):
        return said
    deeper = f"{indent}  "
    if isinstance(value, dict):
        lines = [f"{json.dumps(key)}: {in_lines(it, deeper)}" for key, it in value.items()]
        opening, closing = "{}"
    else:
        lines = [in_lines(it, deeper) for it in value]
        opening, closing = "[]"
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(lines) + f"\n{indent}{closing}"


def difference(page: str, before: list[str], now: list[str]) -> str:
    """Return how a page's lines differ, "" if they do not."""
    diff = difflib.unified_diff(before, now, f"{page} expected", f"{page} now", lineterm="", n=2)
    return "\n".join(diff)


def check(page: str, before: list[str], now: list[str]) -> None:
    """Fail with the difference between a page's lines, if there is one."""
    if found := difference(page, before, now):
        pytest.fail(f"{found}\n\nif that is meant: {ANEW}", pytrace=False)
