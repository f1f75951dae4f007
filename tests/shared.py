"""Real URLs, texts and saved pages in ../shared; tests that need them are skipped without it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from build import registry

SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="../shared, with real URLs, texts and pages, is missing"
)


def shared_file(path: str) -> Path:
    """Return the path of a file in ../shared; skip the test if it is missing."""
    file = SHARED / path
    if not file.is_file():
        pytest.skip(f"../shared/{path} is missing")
    return file


def real_urls() -> Iterator[tuple[str, str]]:
    """Yield each URL with ``branch/id`` of its paper, "" for none; papers of our sources only."""
    sources = registry.load()
    with shared_file("data/urls.tsv").open(encoding="utf-8", newline="") as lines:
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


def real_venues() -> Iterator[tuple[str, str, str]]:
    """Yield links of venues: the URL; "id", "title" or "near-miss"; the id, "" if none is stated.

    Ids that are stated with a reason to doubt them are yielded too: ours are made by the same rule.
    """
    file = shared_file("data/venues.tsv")
    lines = [it for it in file.read_text("utf-8").splitlines() if not it.startswith("#")]
    for line in lines[1:]:
        url, _, _, kind, note = line.split("\t")
        ids = re.findall(r"[\w-]+@[\w@]+", note)
        assert len(ids) <= 1, note
        yield url, kind, "".join(ids)


def found_inputs() -> Iterator[tuple[str, str, str]]:
    """Yield real inputs: "linkUrl" or "selectionText", the input, `branch/id,id …` or "" for none.

    Those whose right answer is debatable are left out.
    """
    file = SHARED / "data" / "found.tsv"
    lines = [it for it in file.read_text("utf-8").splitlines() if not it.startswith("#")]
    for field, text, expected, _, kind in (line.split("\t") for line in lines[1:]):
        if "debatable" not in kind:
            plain = text.replace("\\n", "\n").replace("\\t", "\t")
            yield field, plain, "" if expected == "-" else expected
