"""Lint, formatting and types, of Python and JavaScript."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.setup.paths import DENO, DENO_CONFIG, PYTHON, ROOT, VENV
from tools.setup.running import call, say, title

EXTENSION = ROOT / "extension"
RENDERED = ROOT / "dist" / "chrome"
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
    return sorted(file for file in found if ".template" not in file.suffixes)


def linted_scripts() -> list[Path]:
    """Return the scripts to lint."""
    # The linter cannot see that content scripts use what these define.
    shared = {EXTENSION / "content/links.js", EXTENSION / "papers/url-rules.js"}
    return [file for file in sources("js") if file not in shared]


def rendered_scripts() -> list[Path]:
    """Return the built extension's modules."""
    plain = {RENDERED / name for names in content_script_lists() for name in names}
    return sorted(set(RENDERED.rglob("*.js")) - plain)


def content_scripts() -> list[Path]:
    """Return the content scripts of each site, joined in the order in which they load.

    In a page they share one scope; for the type checker every file is a module.
    """
    JOINED.mkdir(exist_ok=True)
    joined = []
    for names in content_script_lists():
        joined.append(JOINED / Path(names[-1]).name)
        joined[-1].write_text("\n".join((RENDERED / name).read_text("utf-8") for name in names))
    return joined


def content_script_lists() -> list[list[str]]:
    """Return the scripts of each site that takes links, as the built extension names them."""
    sites = RENDERED / "registry" / "sites.js"
    lists = re.findall(r"scripts: \[(.*?)\]", sites.read_text("utf-8"), re.DOTALL)
    return [re.findall(r'"(.*?)"', names) for names in lists]


def report(failed: Sequence[str]) -> None:
    """Name the failed checks."""
    if failed:
        say(f"failed: {', '.join(failed)} (python3 tools/dev.py check --fix repairs what it can)")
