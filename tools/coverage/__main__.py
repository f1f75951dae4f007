"""``dev.py coverage``: what the tests run of the extension and of Python, in one report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tools.browser.extension import NotBuiltError, unpacked_extension
from tools.coverage.v8_log import V8_FLAGS, FileFunctions, functions_of_files
from tools.setup.paths import ROOT

WITHOUT_FUNCTIONS = "registry/"
"""Rendered data."""


@dataclass(frozen=True)
class Covered:
    """One file's row of the report."""

    file: str
    unit: str
    """What is counted: functions in JavaScript, lines in Python."""
    run: int
    all: int
    never: str
    """What never ran: lines, in JavaScript with the function's name."""


def main(pytest_arguments: Sequence[str]) -> int:
    """Run pytest with these arguments, print the report, return pytest's exit code.

    Without arguments the tests run as in ``dev.py test``. Returns 2 if nothing is built.
    """
    try:
        texts = scripts_as_shipped()
    except NotBuiltError as error:
        print(f"coverage: {error}", file=sys.stderr)
        return 2
    runs = (
        [pytest_arguments]
        if pytest_arguments
        else [["-n", "2", "-m", "not native"], ["-m", "native"]]
    )
    with tempfile.TemporaryDirectory(prefix="coverage-") as temporary:
        folder = Path(temporary)
        flags = V8_FLAGS.format(folder=folder)
        env = {
            **os.environ,
            "CHROMIUM_JS_FLAGS": flags,
            "DENO_V8_FLAGS": flags.replace(" ", ","),
            "COVERAGE_FILE": str(folder / "python"),
        }
        coverage = [sys.executable, "-m", "coverage"]
        codes = [
            subprocess.call([*coverage, "run", "-m", "pytest", *run], cwd=ROOT, env=env)
            for run in runs
        ]
        report = folder / "python.json"
        subprocess.run([*coverage, "combine", "--quiet"], cwd=ROOT, env=env, check=False)
        subprocess.run([*coverage, "json", "--quiet", "-o", report], cwd=ROOT, env=env, check=True)
        found = functions_of_files(folder.glob("*.log"), texts)
        rows = [
            *(
                in_javascript(path, texts[path], functions)
                for path, functions in found.items()
                if not path.startswith(WITHOUT_FUNCTIONS)
            ),
            *in_python(json.loads(report.read_text("utf-8"))["files"]),
        ]
    Console(width=None if sys.stdout.isatty() else 160).print(as_table(rows))
    return max(codes)


def scripts_as_shipped() -> dict[str, str]:
    """Return the extension's scripts by path. Raises NotBuiltError if nothing is built."""
    with unpacked_extension() as extension:
        return {
            file.relative_to(extension).as_posix(): file.read_text("utf-8")
            for file in sorted(extension.rglob("*.js"))
        }


def in_javascript(path: str, text: str, functions: FileFunctions) -> Covered:
    """Return the row of a file of the extension."""
    never = [
        f"{text.count(chr(10), 0, start) + 1} {name}".strip()
        for (start, _), name in functions.never_run
    ]
    known = len(functions.names)
    return Covered(path, "functions", len(functions.run), known, ", ".join(never))


def in_python(files: dict[str, dict[str, object]]) -> Iterable[Covered]:
    """Yield the rows of coverage.py's report."""
    for path, found in files.items():
        executed, missing = found["executed_lines"], found["missing_lines"]
        assert isinstance(executed, list) and isinstance(missing, list)
        yield Covered(path, "lines", len(executed), len(executed) + len(missing), ranges(missing))


def ranges(lines: Sequence[int]) -> str:
    """Return line numbers with runs of them joined: ``3-5, 9``."""
    joined: list[list[int]] = []
    for line in lines:
        if joined and line == joined[-1][-1] + 1:
            joined[-1].append(line)
        else:
            joined.append([line])
    return ", ".join(f"{it[0]}-{it[-1]}" if len(it) > 1 else str(it[0]) for it in joined)


def as_table(rows: Sequence[Covered]) -> Table:
    """Return the report, with a sum for each unit."""
    table = Table("file", "run", "of", "%", "never ran")
    for row in rows:
        share = f"{100 * row.run // row.all}" if row.all else ""
        table.add_row(row.file, str(row.run), f"{row.all} {row.unit}", share, row.never)
    for unit in dict.fromkeys(row.unit for row in rows):
        run = sum(row.run for row in rows if row.unit == unit)
        every = sum(row.all for row in rows if row.unit == unit)
        share = f"{100 * run / every:.1f}" if every else ""
        table.add_row(f"all {unit}", str(run), str(every), share, "", style="bold")
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
