"""``python -m build``: renders, checks and packs the extension."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
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
    """Build one browser's folder and zips into ``out``; return the paths of folder and own zip.

    Raises as ``build_all`` does.
    """
    build_all([browser], out)
    return out / browser.name, archive_path(browser, out)


def build_all(browsers: Sequence[Browser], out: Path) -> None:
    """Build each browser's folder and zips into ``out``, all or nothing.

    Raises ``BuildError`` if a check fails or ``out`` cannot be written.
    """
    for folder in (out / browser.name for browser in browsers):
        if folder.exists() and not (folder / "manifest.json").is_file():
            raise BuildError(
                f"{folder}: holds no extension, so it is not replaced; choose another --out"
            )
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".building-", dir=out) as temporary:
            stage = Path(temporary)
            archives = list(_staged(browsers, stage))
            for browser in browsers:
                _replace(stage / browser.name, out / browser.name, stage / "replaced")
            for archive in archives:
                archive.replace(out / archive.name)
            sums = stage / SUMS
            sums.write_text(checksums([*out.glob(f"{NAME}-*.zip")]), "utf-8", newline="\n")
            sums.replace(out / SUMS)
    except OSError as error:
        raise BuildError(f"{error.filename or out}: {error.strerror or error}") from error


def _staged(browsers: Sequence[Browser], stage: Path) -> Iterator[Path]:
    """Render, check and pack each browser's extension into ``stage``; yield its zips."""
    for at, browser in enumerate(browsers):
        _render_checked(browser, stage / browser.name, runs=at == 0)
        for archive in archive_paths(browser, stage):
            pack(stage / browser.name, archive)
            yield archive


def archive_paths(browser: Browser, out: Path) -> list[Path]:
    """Return the paths of a browser's zips in ``out``, its own first."""
    return [out / f"{NAME}-{version()}-{package}.zip" for package in browser.packages]


def archive_path(browser: Browser, out: Path) -> Path:
    """Return the path of a browser's own zip in ``out``."""
    return archive_paths(browser, out)[0]


def _render_checked(browser: Browser, folder: Path, runs: bool) -> None:
    try:
        sources = registry.load()
        render(browser, sources, folder)
    except ValueError as error:
        raise BuildError(str(error)) from error
    except TemplateError as error:
        raise BuildError(f"{_place_in_template(error)}: {error}") from error
    if found := problems(folder, sources, runs):
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
    browsers = [BROWSERS[name] for name in dict.fromkeys(options.browser or BROWSERS)]
    try:
        build_all(browsers, options.out)
    except BuildError as error:
        print(f"build: nothing was changed in {options.out}:\n{error}", file=sys.stderr)
        return 2
    for browser in browsers:
        print(f"{_shown(options.out / browser.name)}  load this folder unpacked")
        for archive in archive_paths(browser, options.out):
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
