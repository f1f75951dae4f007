"""Finding papers in text."""

from __future__ import annotations

from pathlib import Path

from rich.progress import Progress

from tools.bench.row import Row
from tools.bench.script import rows_of

SCRIPT = Path(__file__).with_name("text.js")
PROSE_BOUND = 1.5
"""Against `indexOf`."""
GROWTH_BOUND = 2.2
"""Each time the text doubles."""


def text(extension: Path, progress: Progress) -> list[Row]:
    """Time prose against `indexOf` for every host name of the sources, and how times grow."""
    progress.add_task("finding papers in text; about a minute", total=None)
    bounds = {"prose": PROSE_BOUND, "growth": GROWTH_BOUND}
    return [
        Row(it["name"], it["ours"], it["peer"], bounds.get(it["kind"]))
        for it in rows_of(SCRIPT, extension)
    ]
