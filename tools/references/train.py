"""Trains the model that finds titles in references: ``python3 tools/dev.py train``.

It learns from real references in ../shared and from written ones, and writes the weights of
``extension/papers/bibliography.js`` into ``build/reference_weights.tsv``.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from build import registry
from build.data import REFERENCE_WEIGHTS
from build.engine import Engine, running_extension
from tools.references.disguises import Example, example_of, in_lines
from tools.references.examples import (
    DataError,
    Sources,
    load,
    to_learn_from,
    to_measure_false_titles,
)

if TYPE_CHECKING:
    from tools.references.model import Table

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEED = 1
MEASURING_SEED = 99
FALSE_TITLES_AMONG = 1500
"""Texts that are no reference, to measure with."""
WIDTH = 60
"""Columns of the lines that the held-out references are broken into."""
SAME = 0.9
"""A found title whose words agree with the stated one's to this F1 is right."""
BATCH = 50
"""Texts that the engine is asked about at once."""
PREFIXES = ("start", "end", "span", "whole")
"""A weight's name begins with what has the feature: a start, an end, a span, or the whole text."""


def main(argv: Sequence[str], weights_file: Path = REFERENCE_WEIGHTS) -> int:
    """Train, write the weights, and print how good they are; return 2 for bad input."""
    parser = argparse.ArgumentParser(prog="dev.py train", description=__doc__)
    parser.add_argument(
        "--shared",
        type=Path,
        default=SHARED,
        metavar="FOLDER",
        help="holds data/references.tsv, and perhaps pages and texts (default: %(default)s)",
    )
    shared = parser.parse_args(argv).shared
    console = Console(soft_wrap=True)
    try:
        sources = load(shared)
    except DataError as error:
        print(f"dev.py train: {error}", file=sys.stderr)
        return 2
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()) as progress:
        write_weights(trained(sources, progress), weights_file)
    console.print(f"wrote {weights_file}")
    for line in measured(sources):
        console.print(line, highlight=False)
    return 0


def trained(sources: Sources, progress: Progress) -> dict[str, float]:
    """Return the weights by feature; needs numpy and scipy."""
    # One thread: sums in another order would round otherwise. It counts when numpy is imported.
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    from tools.references import model

    examples = to_learn_from(sources, Random(SEED))
    with running_extension(registry.load()) as engine:
        table = features_of(examples, engine, progress)
    iterations = model.FIRST_ITERATIONS + model.LAST_ITERATIONS
    task = progress.add_task("weights", total=iterations)
    weights = model.train(table, lambda: progress.advance(task))
    progress.print(
        f"{len(weights)} weights of {len(table.names)} features, from {len(examples)} examples; "
        f"{table.lost} left out, whose titles cannot be found"
    )
    return weights


def features_of(examples: Sequence[Example], engine: Engine, progress: Progress) -> Table:
    """Ask the extension for the features of all examples."""
    from tools.references.model import TableBuilder

    builder = TableBuilder()
    task = progress.add_task("features", total=len(examples))
    for first in range(0, len(examples), BATCH):
        batch = examples[first : first + BATCH]
        module = "papers/reference-features.js"
        found = engine.call_each(module, "trainingFeatures", [it.text for it in batch])
        for example, features in zip(batch, found, strict=True):
            builder.add(example, features)
        progress.advance(task, len(batch))
    return builder.table()


def write_weights(weights: Mapping[str, float], file: Path) -> None:
    """Write lines of feature, tab and weight, sorted by feature; the whole file or nothing."""
    rows = [f"{name}\t{weight}\n" for name, weight in sorted(weights.items())]
    temporary = file.with_name(f".{file.name}.new")
    try:
        temporary.write_text("".join(rows), "utf-8", newline="\n")
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def measured(sources: Sources) -> list[str]:
    """Return, in words, how good the extension with the new weights is on what was not learned."""
    references = [example_of(it) for it in sources.held_out if it.title]
    broken = [in_lines(it, WIDTH) for it in references]
    titles = [it.title for it in references]
    false_texts = to_measure_false_titles(sources, Random(MEASURING_SEED), FALSE_TITLES_AMONG)
    with running_extension(registry.load()) as engine:
        as_they_stand = right(titles, found_titles(engine, [it.text for it in references]))
        in_broken = right(titles, found_titles(engine, [it.text for it in broken]))
        false = sum(map(bool, found_titles(engine, false_texts)))
    count = len(references)
    return [
        f"held-out references: {as_they_stand} of {count} ({as_they_stand / count:.1%})",
        f"in lines of {WIDTH} columns: {in_broken} of {count} ({in_broken / count:.1%})",
        f"false titles: {false} in {len(false_texts)} texts that are no reference",
    ]


def found_titles(engine: Engine, texts: Sequence[str]) -> list[str]:
    """Return the title that the extension finds in each text, "" for none."""
    found = engine.call_each("papers/bibliography.js", "titleInReference", texts)
    return [it["title"] if it else "" for it in found]


def right(stated: Sequence[str], found: Sequence[str]) -> int:
    """Return how many found titles are those stated, but for a few words."""
    return sum(agreement(*pair) >= SAME for pair in zip(stated, found, strict=True))


def agreement(one: str, other: str) -> float:
    """Return the F1 of two titles' words; 0 if either has none."""
    words, others = (Counter(re.findall(r"[^\W_]+", it.lower())) for it in (one, other))
    both = (words & others).total()
    return 2 * both / (words.total() + others.total()) if both else 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
