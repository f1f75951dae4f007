"""Lint, formatting and types, of Python and JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.setup.paths import DENO, DENO_CONFIG, PYTHON, ROOT, VENV
from tools.setup.running import call, say, title

EXTENSION = ROOT / "extension"
RENDERED = ROOT / "dist" / "chrome"
SHARED_BY_CONTENT_SCRIPTS = Path("content", "links.js")
JOINED = VENV / "content-scripts"

Step = tuple[str, list[str]]
"""The name of a check or repair, and its command."""


def failing_checks(env: Mapping[str, str]) -> list[str]:
    """Run every check on the built extension; return the names of those that fail."""
    failed = []
    for name, command in checks():
        title(name)
        if call(command, env):
            failed.append(name)
    return failed


def checks() -> list[Step]:
    """Return the checks that have any file to look at."""
    formatted, linted = sources("js", "html", "css"), linted_scripts()
    rendered = rendered_scripts() + content_scripts()
    deno_check = ["check", "--quiet", "--cached-only", "--frozen"]
    return [
        ("ruff check", [str(PYTHON), "-m", "ruff", "check"]),
        ("ruff format", [str(PYTHON), "-m", "ruff", "format", "--check"]),
        ("mypy", [str(PYTHON), "-m", "mypy"]),
        *deno_step("deno fmt", ["fmt", "--check"], formatted),
        *deno_step("deno lint", ["lint", "--quiet"], linted),
        *deno_step("deno check", deno_check, rendered),
    ]


def repairs() -> list[Step]:
    """Return the formatters and the linters' own fixes."""
    return [
        ("ruff check --fix", [str(PYTHON), "-m", "ruff", "check", "--fix", "--quiet"]),
        ("ruff format", [str(PYTHON), "-m", "ruff", "format"]),
        *deno_step("deno lint --fix", ["lint", "--fix", "--quiet"], linted_scripts()),
        *deno_step("deno fmt", ["fmt", "--quiet"], sources("js", "html", "css")),
    ]


def deno_step(name: str, command: Sequence[str], files: Sequence[Path]) -> list[Step]:
    """Return one Deno run over ``files``, or nothing if there are none."""
    # File by file: in a folder Deno skips what git ignores, so all of dist/.
    names = [str(file.relative_to(ROOT)) for file in files]
    config = ["--config", str(DENO_CONFIG)]
    return [(name, [str(DENO), *command, *config, *names])] if files else []


def sources(*endings: str) -> list[Path]:
    """Return the extension's files with these endings, and all scripts of tests and tools.

    Templates, and what they include, are left out: they are checked as rendered.
    """
    found = [file for ending in endings for file in EXTENSION.rglob(f"*.{ending}")]
    found += [file for folder in ("tests", "tools") for file in (ROOT / folder).rglob("*.js")]
    return sorted(file for file in found if not {".template", ".include"} & {*file.suffixes})


def linted_scripts() -> list[Path]:
    """Return the scripts to lint."""
    # The linter cannot see that content scripts use what this one defines.
    shared = EXTENSION / SHARED_BY_CONTENT_SCRIPTS
    return [file for file in sources("js") if file != shared]


def rendered_scripts() -> list[Path]:
    """Return the built extension's modules."""
    return sorted(file for file in RENDERED.rglob("*.js") if file.parent.name != "content")


def content_scripts() -> list[Path]:
    """Return the built content scripts, each joined with the shared script it runs after.

    In a page they share one scope; for the type checker every file is a module.
    """
    shared = RENDERED / SHARED_BY_CONTENT_SCRIPTS
    JOINED.mkdir(exist_ok=True)
    joined = []
    for file in sorted(set(shared.parent.glob("*.js")) - {shared}):
        joined.append(JOINED / file.name)
        joined[-1].write_bytes(shared.read_bytes() + b"\n" + file.read_bytes())
    return joined


def report(failed: Sequence[str]) -> None:
    """Name the failed checks."""
    if failed:
        say(f"failed: {', '.join(failed)} (python3 tools/dev.py check --fix repairs what it can)")
