"""Texts and pages that are made to be slow."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.progress import Progress

from tools.bench.row import Row
from tools.bench.script import rows_of

SCRIPT = Path(__file__).with_name("hostile.js")
SIZE = 250_000
"""Characters of each text."""
MILLISECONDS_PER_MB = 1000


@dataclass(frozen=True)
class Call:
    """A function of `papers/`, called on a piece of text that is repeated."""

    name: str
    piece: str
    runs: Sequence[tuple[int, float]]
    """For each size asked for, the characters that the function was given, and milliseconds."""

    @property
    def milliseconds_per_mb(self) -> float:
        """How long a million characters take."""
        size, milliseconds = self.runs[-1]
        return milliseconds / size * 1_000_000


def calls(
    extension: Path, *sizes: int, only: Collection[tuple[str, str]] = (), one_of: int = 1
) -> list[Call]:
    """Call every exported function of `papers/` and `reading/` on hostile texts of these sizes.

    `only` are the names and pieces of some, as `Call` states them; `one_of` says of how many pieces
    each is called on one, where not all are wanted. Raises ``CalledProcessError`` if one of them
    throws; its stderr says which.
    """
    asked = json.dumps({"sizes": sizes, "only": list(only), "oneOf": one_of})
    return [
        Call(it["name"], it["piece"], [(run["size"], run["time"]) for run in it["runs"]])
        for it in rows_of(SCRIPT, extension, asked)
    ]


def hostile(extension: Path, progress: Progress) -> list[Row]:
    """Time the slowest call of each module that reads text, against one second for 1 MB."""
    progress.add_task("reading hostile text; about two minutes", total=None)
    slowest: dict[str, Call] = {}
    # What a function costs that gets only the start of a text says nothing of 1 MB.
    made = [it for it in calls(extension, SIZE) if it.runs[-1][0] > SIZE // 2]
    for call in sorted(made, key=lambda it: it.milliseconds_per_mb):
        slowest[call.name.split()[0]] = call
    ranked = sorted(slowest.values(), key=lambda it: -it.milliseconds_per_mb)
    return [
        Row(
            f"1 MB of {call.piece!r} in {call.name}, slowest of {len(made)} calls, to 1 s"
            if place == 0
            else f"1 MB of {call.piece!r} in {call.name}, to 1 s",
            call.milliseconds_per_mb,
            MILLISECONDS_PER_MB,
            1.0,
        )
        for place, call in enumerate(ranked[:5])
    ]
