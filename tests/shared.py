"""Real URLs, texts and saved pages beside the repository: tests that need them skip without."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from build import registry

SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the real URLs, texts and pages in ../shared are not there"
)


def real_urls() -> Iterator[tuple[str, str]]:
    """Yield URLs with ``branch/id`` of their paper, "" for none, of our sources only."""
    sources = registry.load()
    file = SHARED / "data" / "urls.tsv"
    with file.open(encoding="utf-8", newline="") as lines:
        for url, named in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            branch, _, paper_id = named.partition("/")
            if named == "-":
                yield url, ""
            elif any(
                source.branch == branch
                and (branch == "arxiv" or paper_id.endswith(f"@{source.name}"))
                for source in sources
            ):
                yield url, named


def real_texts() -> Iterator[Path]:
    """Yield the files of real prose and of saved pages."""
    for folder, pattern in (("texts", "*"), ("pages", "*/*.html")):
        yield from sorted(file for file in (SHARED / folder).glob(pattern) if file.suffix != ".tsv")
