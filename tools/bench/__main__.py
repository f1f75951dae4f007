"""The command line: ``dev.py bench [text|hostile|links|busy|popup|click|build]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tools.bench.build import build
from tools.bench.busy import busy
from tools.bench.click import click
from tools.bench.hostile import hostile
from tools.bench.links import links
from tools.bench.popup import popup
from tools.bench.row import Row
from tools.bench.text import text
from tools.browser.extension import NotBuiltError, unpacked_extension
from tools.setup.paths import SetupError

Benchmark = Callable[[Path, Progress], list[Row]]
BENCHMARKS: dict[str, Benchmark] = {
    "text": text,
    "hostile": hostile,
    "links": links,
    "busy": busy,
    "popup": popup,
    "click": click,
    "build": build,
}


def main(argv: Sequence[str]) -> int:
    """Run benchmarks; return 1 if a ratio is over its bound, 2 if they cannot run."""
    parser = argparse.ArgumentParser(
        prog="dev.py bench",
        description="Prints what the extension costs, as ratios to a peer in the same run.",
        epilog="Exit codes: 0 all within bounds, 1 a ratio is over its bound, 2 bad input or "
        "something missing.",
    )
    parser.add_argument("what", nargs="*", metavar=" | ".join(BENCHMARKS))
    asked = parser.parse_args(argv).what or [*BENCHMARKS]
    if unknown := [name for name in asked if name not in BENCHMARKS]:
        parser.error(f"there is no benchmark {unknown[0]!r}; there are: {', '.join(BENCHMARKS)}")
    console = Console()
    try:
        with (
            unpacked_extension() as extension,
            Progress(console=console, transient=True) as progress,
        ):
            rows = [row for name in asked for row in BENCHMARKS[name](extension, progress)]
    except (NotBuiltError, SetupError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    console.print(as_table(rows))
    return 1 if any(row.is_over for row in rows) else 0


def as_table(rows: Sequence[Row]) -> Table:
    """Return the table to print; rows over their bound are red."""
    table = Table("what", "ours, ms", "peer, ms", "ratio", "bound")
    for row in rows:
        figures = (f"{row.ours:.2f}", f"{row.peer:.2f}", f"{row.ratio:.2f}", f"{row.bound or ''}")
        table.add_row(row.name, *figures, style="red" if row.is_over else None)
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
