"""Puts small faults into the pure modules, one at a time, and lists what no fast test notices.

Each takes some seconds, so all of them take hours, and those in a sample of lines minutes. Stryker
makes them in a copy of the project; its packages, which nothing else needs, are fetched when it
first runs.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from tools.setup.paths import DENO, ROOT, VENV

MODULES = ("extension/papers/*.js", "extension/reading/*.js")
TESTS = (
    *("find_papers", "links", "interpret", "copies", "references"),
    *("titles", "own_rules", "entries", "reading", "golden", "bibliography", "paper"),
    *("fake_sites", "open_clicked", "reference_titles", "find_properties"),
)
"""Those that run the modules; the fastest first, since the first that fails ends a run."""
TOO_SLOW = ("hostile_text", "resolve", "sources", "train_references")
"""Tests that run them too, but measure time, or try the command line, the data or the training."""
CONFIG = Path(__file__).with_name("deno.json")
_SETTINGS = VENV / "mutate.json"
_NO_CODE = re.compile(r"/?\*|//|\W*$")
"""How comments, which hold the types, and lines without a word begin."""
_IMPORT = re.compile(r"(?:import|export)\b(?: \{|[^=(]* from )")


def lines_of_code(text: str) -> Iterator[int]:
    """Yield the numbers, from 1, of the lines of a module that can hold a fault."""
    in_import = in_comment = False
    for number, line in enumerate(text.splitlines(), 1):
        code = line.strip()
        in_comment = in_comment or code.startswith("/*")
        in_import = in_import or bool(_IMPORT.match(code))
        if not (in_comment or in_import or _NO_CODE.match(code)):
            yield number
        in_comment = in_comment and "*/" not in code
        in_import = in_import and not code.endswith(";")


def sample(count: int, seed: int) -> list[str]:
    """Return lines of the modules' code, chosen at random, as Stryker names them: all at most."""
    lines = [
        f"{path.relative_to(ROOT).as_posix()}:{number}-{number}"
        for pattern in MODULES
        for path in sorted(ROOT.glob(pattern))
        for number in lines_of_code(path.read_text("utf-8"))
    ]
    return sorted(Random(seed).sample(lines, min(count, len(lines))))


def settings(files: Sequence[str]) -> dict[str, object]:
    """Return Stryker's settings for faults in these files, all modules if there are none."""
    tests = " ".join(f"tests/unit/test_{name}.py" for name in TESTS)
    return {
        "mutate": [*(files or MODULES)],
        # No shell runs it: quotation marks would be part of the name.
        "buildCommand": sys.executable.replace(" ", r"\ ") + " -m tools.mutate.joinable",
        "testRunner": "command",
        "commandRunner": {
            "command": f'"{sys.executable}" -m pytest -q -x -p no:cacheprovider {tests}',
        },
        "plugins": [],
        "reporters": ["clear-text", "progress-append-only"],
        "clearTextReporter": {"allowColor": False, "logTests": False},
        "disableTypeChecks": False,
        "ignorePatterns": [".venv", "dist", "tests/reading/shared", "demo-pictures"],
    }


def command(config: Path) -> list[str]:
    """Return the command that runs Stryker, as locked."""
    package = json.loads(CONFIG.read_text("utf-8"))["imports"]["@stryker-mutator/core"]
    locked = ["--config", str(CONFIG), "--frozen"]
    return [str(DENO), "run", "--allow-all", *locked, f"{package}/stryker", "run", str(config)]


def main(argv: Sequence[str]) -> int:
    """Run Stryker on these files or a sample; return its exit code, or exit with 2 on bad input."""
    options = _parse(argv)
    lines = sample(options.sample, options.seed) if options.sample else []
    if lines:
        print(f"Faults in {len(lines)} lines of code, by seed {options.seed}:", flush=True)
        print(
            "The score of all files, at the end, estimates the share that is noticed.", flush=True
        )
    _SETTINGS.write_text(json.dumps(settings(lines or options.files)), encoding="utf-8")
    return subprocess.run(command(_SETTINGS), cwd=ROOT, check=False).returncode


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py mutate", description=__doc__)
    parser.add_argument("files", nargs="*", metavar="FILE", help="all modules if there is none")
    parser.add_argument(
        "--sample",
        type=_positive,
        metavar="N",
        help="put faults only into N lines of code, chosen at random from all modules",
    )
    parser.add_argument(
        "--seed", type=int, metavar="S", help="other numbers choose other lines (default: 1)"
    )
    options = parser.parse_args(argv)
    if options.sample and options.files:
        parser.error("--sample chooses from all modules: name no files with it")
    if options.seed is not None and not options.sample:
        parser.error("--seed chooses the lines of --sample: give both")
    options.seed = 1 if options.seed is None else options.seed
    return options


def _positive(text: str) -> int:
    """Return the number that a text states; raise ArgumentTypeError if it is none above 0."""
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no positive number")
    return int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
