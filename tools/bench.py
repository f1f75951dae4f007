"""Prints what the extension costs, as ratios to a peer in the same run: ``dev.py bench``."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from deno import find_deno_bin
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
RENDERED = ROOT / "dist" / "chrome"
BOUNDS = {"1 MB of plain prose": 3.0, "8 MB against 4 MB": 2.2}
"""The most that a ratio may be, by how its row's name begins or ends."""


def text() -> list[dict[str, float | str]]:
    """Time finding papers in text; return rows of a name, our milliseconds and the peer's."""
    script = Path(__file__).with_name("bench_text.js")
    command = [find_deno_bin(), "run", "--no-config", f"--allow-read={RENDERED}", script, RENDERED]
    timed = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    rows: list[dict[str, float | str]] = json.loads(timed.stdout)
    return rows


def main() -> int:
    """Run the benchmark that is asked for; return 1 if a ratio is over its bound."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["text"], default="text")
    parser.parse_args()
    console = Console()
    table = Table("finding papers in", "ours, ms", "peer, ms", "ratio", "bound")
    broken = False
    with console.status("measuring; about a minute"):
        rows = text()
    for row in rows:
        ours, peer, name = float(row["ours"]), float(row["peer"]), str(row["name"])
        bound = next((most for key, most in BOUNDS.items() if name.endswith(key)), None)
        over = bound is not None and ours / peer > bound
        broken = broken or over
        figures = (f"{ours:.2f}", f"{peer:.2f}", f"{ours / peer:.2f}", f"{bound or ''}")
        table.add_row(name, *figures, style="red" if over else None)
    console.print(table)
    console.print("peer: indexOf for every host name of the sources; or half the text")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
