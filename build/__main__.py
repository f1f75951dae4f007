"""``python -m build``: renders, checks and packs the extension."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from jinja2 import TemplateError

from build import registry
from build.browsers import BROWSERS, Browser
from build.check import problems
from build.pack import checksums, pack
from build.render import EXTENSION, MANIFEST_TEMPLATE, ROOT, render, version

NAME = "cool-papers-redirector"
SUMS = "SHA256SUMS"
INPUTS = (".js", ".html", ".css", ".svg", ".json", ".toml")
"""File name endings of the build's inputs, besides Python."""
WATCH_TIMEOUT = 200
"""Milliseconds."""


class BuildError(Exception):
    """Nothing was built; the message has one problem per line."""


def build(browser: Browser, out: Path) -> tuple[Path, Path]:
    """Build one browser's folder and zip into ``out``, all or nothing; return their paths.

    Raises ``BuildError`` if a check fails or ``out`` cannot be written.
    """
    folder, archive = out / browser.name, archive_path(browser, out)
    if folder.exists() and not (folder / "manifest.json").is_file():
        raise BuildError(
            f"{folder}: holds no extension, so it is not replaced; choose another --out"
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".building-", dir=out) as temporary:
            stage = Path(temporary)
            rendered = stage / folder.name
            _render_checked(browser, rendered)
            pack(rendered, stage / archive.name)
            _replace(rendered, folder, stage / "replaced")
            (stage / archive.name).replace(archive)
            sums = stage / SUMS
            sums.write_text(checksums([*out.glob(f"{NAME}-*.zip")]), "utf-8", newline="\n")
            sums.replace(out / SUMS)
    except OSError as error:
        raise BuildError(f"{error.filename or out}: {error.strerror or error}") from error
    return folder, archive


def archive_path(browser: Browser, out: Path) -> Path:
    """Return the path of a browser's zip in ``out``."""
    return out / f"{NAME}-{version()}-{browser.name}.zip"


def _render_checked(browser: Browser, folder: Path) -> None:
    try:
        sources = registry.load()
        render(browser, sources, folder)
    except ValueError as error:
        raise BuildError(str(error)) from error
    except TemplateError as error:
        raise BuildError(f"{_place_in_template(error)}: {error}") from error
    if found := problems(folder, sources):
        raise BuildError("\n".join(found))


def _place_in_template(error: TemplateError) -> str:
    # Not all of these errors state their place; Jinja adds the template to the traceback of all.
    frames = traceback.extract_tb(error.__traceback__)
    *_, place = (it for it in frames if ".template." in it.filename)
    return f"{_shown(Path(place.filename))}: line {place.lineno}"


def _replace(new: Path, old: Path, aside: Path) -> None:
    if old.exists():
        old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code: 0 if all was built, otherwise 2."""
    options = _parser().parse_args(arguments)
    if options.watch:
        return _watch([*(arguments or sys.argv[1:])])
    start = time.perf_counter()
    for name in options.browser or BROWSERS:
        try:
            folder, archive = build(BROWSERS[name], options.out)
        except BuildError as error:
            print(f"build: nothing was changed in {options.out}:\n{error}", file=sys.stderr)
            return 2
        print(f"{_shown(folder)}  load this folder unpacked")
        print(f"{_shown(archive)}  {archive.stat().st_size / 1000:.1f} kB")
    print(f"built in {time.perf_counter() - start:.2f} s")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m build",
        description="Renders, checks and packs the extension, one folder and one zip per browser.",
    )
    parser.add_argument(
        "--browser",
        action="append",
        choices=sorted(BROWSERS),
        help="build for this browser only; can be repeated (default: all)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=ROOT / "dist",
        metavar="FOLDER",
        help="the output folder (default: dist)",
    )
    parser.add_argument("--watch", action="store_true", help="build now and on every change")
    parser.add_argument("--version", action="version", version=version())
    return parser


def _watch(arguments: list[str]) -> int:
    """Build on every change, each time in a new process that imports the changed sources."""
    from watchfiles import PythonFilter, watch

    command = [sys.executable, "-m", "build", *(word for word in arguments if word != "--watch")]
    inputs = (EXTENSION, ROOT / "build", MANIFEST_TEMPLATE, ROOT / "pyproject.toml")
    changes_or_none = watch(
        *inputs,
        watch_filter=PythonFilter(extra_extensions=INPUTS),
        raise_interrupt=False,
        rust_timeout=WATCH_TIMEOUT,
        yield_on_timeout=True,
    )
    # The first answer means that watching has started: no later change is missed.
    next(changes_or_none)
    subprocess.run(command, cwd=ROOT, check=False)
    print("watching; press Ctrl-C to stop", flush=True)
    for changes in filter(None, changes_or_none):
        print(", ".join(sorted({_shown(Path(path)) for _, path in changes})), "changed", flush=True)
        subprocess.run(command, cwd=ROOT, check=False)
    return 0


def _shown(path: Path) -> str:
    path = path.resolve()
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


if __name__ == "__main__":
    sys.exit(main())
