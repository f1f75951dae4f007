"""Prints how well titles of references are found: ``python -m tests.references.score --help``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from build import registry
from build.engine import running_extension
from tests.references.scores import EXAMINATIONS, score


def main(arguments: Sequence[str] | None = None) -> None:
    """Print each score with its floor, and the rows that failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.references.score", description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="examinations, such as styles; all if none is given"
    )
    parser.add_argument("--brief", action="store_true", help="print no failing rows")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in EXAMINATIONS]
    if unknown:
        parser.error(
            f"no examination is named {unknown[0]!r}; there are: {', '.join(EXAMINATIONS)}"
        )
    with running_extension(registry.load()) as engine:
        for name in options.names or EXAMINATIONS:
            reached = score(engine, EXAMINATIONS[name], EXAMINATIONS[name].cases())
            floor = EXAMINATIONS[name].floor
            verdict = "" if reached.share >= floor else "  too low"
            print(
                f"{name:26} {reached.share:7.2%} of {reached.cases:5}  floor {floor:.1%}{verdict}"
            )
            if not options.brief:
                print(*reached.failures, sep="\n", end="\n\n" if reached.failures else "\n")


if __name__ == "__main__":
    main()
