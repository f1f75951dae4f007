"""Lint, formatting and types, of Python and JavaScript: ``python -m tools.setup.checks``.

It checks what is built. Exit codes: 0 all well, 1 a check failed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.setup.paths import DENO, DENO_CONFIG, PYTHON, ROOT, VENV
from tools.setup.running import Step, call, call_together, child_environment, say, title

EXTENSION = ROOT / "extension"
RENDERED = ROOT / "dist" / "chrome"
JOINED = VENV / "content-scripts"


def failing_checks(env: Mapping[str, str]) -> list[str]:
    """Run all checks on the built extension at once; return the names of those that fail."""
    steps = checks()
    codes = call_together(steps, env)
    return [name for (name, _), code in zip(steps, codes, strict=True) if code]


def repair(env: Mapping[str, str]) -> None:
    """Run the formatters and the linters' own fixes."""
    repairs: list[Step] = [
        ("ruff check --fix", [PYTHON, "-m", "ruff", "check", "--fix", "--quiet"]),
        ("ruff format", [PYTHON, "-m", "ruff", "format"]),
        ("deno lint --fix", deno(["lint", "--fix", "--quiet"], linted_scripts())),
        ("deno fmt", deno(["fmt", "--quiet"], sources("js", "html", "css"))),
    ]
    for name, command in repairs:
        title(name)
        call(command, env)


def checks() -> list[Step]:
    """Return all checks."""
    # In CI nobody reads mypy's cache; to write it takes a quarter of its time.
    no_cache = [f"--cache-dir={os.devnull}"] if os.environ.get("CI") else []
    deno_check = ["check", "--quiet", "--cached-only", "--frozen"]
    return [
        ("ruff check", [PYTHON, "-m", "ruff", "check"]),
        ("ruff format", [PYTHON, "-m", "ruff", "format", "--check"]),
        ("mypy", [PYTHON, "-m", "mypy", *no_cache]),
        ("deno fmt", deno(["fmt", "--check"], sources("js", "html", "css"))),
        ("deno lint", deno(["lint", "--quiet"], linted_scripts())),
        ("deno check", deno(deno_check, typed_scripts())),
        ("addons-linter", [PYTHON, "-m", "tools.addon_lint"]),
        ("lowest versions", [PYTHON, "-m", "tools.compat"]),
    ]


def deno(command: Sequence[str], files: Sequence[Path]) -> list[str]:
    """Return one Deno run over ``files``."""
    # File by file: in a folder Deno skips what git ignores, so all of dist/.
    names = [str(file.relative_to(ROOT)) for file in files]
    return [str(DENO), *command, "--config", str(DENO_CONFIG), *names]


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
    names = ("content/links.js", "papers/url-rules.js", "papers/search-words.js")
    shared = {EXTENSION / name for name in names}
    return [file for file in sources("js") if file not in shared]


def typed_scripts() -> list[Path]:
    """Return the built extension's modules, and the plain scripts that run together, joined.

    In a page such scripts share one scope; for the type checker every file is a module.
    """
    JOINED.mkdir(exist_ok=True)
    root = os.path.relpath(RENDERED, JOINED)
    plain, joined = set(), []
    for names in plain_script_lists():
        scripts = [RENDERED / name for name in names]
        plain.update(scripts)
        joined.append(JOINED / scripts[-1].name)
        text = "\n".join(script.read_text("utf-8") for script in scripts)
        # Types of the extension's modules.
        joined[-1].write_text(text.replace('import("../../', f'import("{root}/'))
    return sorted(set(RENDERED.rglob("*.js")) - plain) + joined


def plain_script_lists() -> list[list[str]]:
    """Return the scripts of each site with links, and of the page reader, as these name them."""
    registry = (RENDERED / "registry" / "sources.js").read_text("utf-8")
    reader = (RENDERED / "page-reader" / "page-reader.js").read_text("utf-8")
    lists = re.findall(r"scripts: \[(.*?)\]", registry, re.DOTALL)
    lists += re.findall(r"\[([^]]*/in-page/.*?)\]", reader, re.DOTALL)
    return [re.findall(r'"/?(.*?)"', names) for names in lists]


def report(failed: Sequence[str]) -> None:
    """Name the failed checks."""
    if failed:
        say(f"failed: {', '.join(failed)} (python3 tools/dev.py check --fix repairs what it can)")


if __name__ == "__main__":
    failed = failing_checks(child_environment())
    report(failed)
    sys.exit(bool(failed))
