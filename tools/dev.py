"""Set up, build, check, test and try out the extension: ``python3 tools/dev.py --help``.

Standard library only, since it runs before anything is installed. Each command first installs what
it needs: Python and npm packages into ``.venv``, for some a browser.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# Python puts a script's own folder on the path, and `tools` is in the one above.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.setup.checks import failing_checks, repairs, report
from tools.setup.environment import OLDEST_PYTHON, SETUP_LOCK, ensure_packages, lock
from tools.setup.one_at_a_time import one_at_a_time
from tools.setup.paths import PYTHON, SetupError
from tools.setup.running import call, child_environment, say, title
from tools.setup.system import ensure_browser

TAKE_ARGUMENTS = ("demo", "test", "build", "bench", "coverage", "live", "lock")
"""The commands that pass their arguments on."""
_NO_TESTS = 5
"""Pytest's exit code where there is nothing to run: native tests, on other systems than Linux."""


def main(argv: Sequence[str]) -> int:
    """Run the command that ``argv`` names; return its exit code, 2 for bad input or set-up."""
    if sys.version_info < OLDEST_PYTHON:
        need, have = ".".join(map(str, OLDEST_PYTHON)), ".".join(map(str, sys.version_info[:2]))
        say(f"Python {need} or newer is needed, this is {have}; try: python{need} tools/dev.py")
        return 2
    options, passed_on = parse(argv)
    try:
        return run_command(options, passed_on)
    except SetupError as error:
        say(str(error))
        return 2
    except KeyboardInterrupt:
        return 130


def parse(argv: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Split ``argv`` into our own options and arguments passed on to the command's tool.

    Exits with 2 on an unknown command, with 0 after printing help.
    """
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Builds, checks, tests and shows the extension. Whatever a command needs is "
        "set up first: Python and npm packages in .venv, and for demo and test a Chromium.",
        epilog="Set CHROMIUM to the path of a Chromium to use that one. Exit codes: 0 all well, "
        "1 a check or test failed, 2 bad input or something missing; otherwise the tool's own.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, summary: str, rest: str = "") -> argparse.ArgumentParser:
        text = f"{summary[0].upper()}{summary[1:]}.{rest}"
        usage = f"dev.py {name}" + (" [args...]" if rest else "")
        return commands.add_parser(name, help=summary, description=text, usage=usage)

    add("demo", "build, then try the extension in a browser", " Arguments go to tools/demo.py.")
    add(
        "test",
        "build, check and run all tests",
        " Arguments go to pytest; with any, the checks are left out, e.g.: test -k name",
    )
    add("build", "build dist/ for every browser", " Arguments go to the build, e.g.: build --watch")
    add("bench", "build, then run the benchmarks", " Arguments name some, e.g.: bench text")
    add(
        "coverage",
        "build, run the tests, and say which code they do not run",
        " Arguments go to pytest.",
    )
    add(
        "live",
        "check that the live sites still have what the extension relies on",
        " Arguments go to tools/check_live.py, e.g.: live --source arXiv",
    )
    check = add("check", "check lint, formatting, types and the READMEs' tables of sources")
    check.usage = "dev.py check [--fix]"
    check.add_argument("--fix", action="store_true", help="first format and fix what can be")
    add(
        "lock",
        "rewrite tools/requirements.txt and tools/deno.lock",
        " Arguments go to 'uv pip compile', e.g.: lock --upgrade",
    )

    if argv[:1] and argv[0] in TAKE_ARGUMENTS and argv[1:2] not in (["-h"], ["--help"]):
        return parser.parse_args(argv[:1]), list(argv[1:])
    return parser.parse_args(argv), []


def run_command(options: argparse.Namespace, passed_on: Sequence[str]) -> int:
    """Set up and run one command; return its exit code. Raises SetupError."""
    if options.command == "lock":
        with one_at_a_time(SETUP_LOCK):
            return lock(passed_on)
    ensure_packages()
    env = child_environment()
    if options.command == "build":
        return docs(env) or build(env, passed_on)
    if options.command == "live":
        return call([PYTHON, "-m", "tools.check_live", *passed_on], env)
    if options.command == "bench":
        return build(env) or call([PYTHON, "-m", "tools.bench", *passed_on], env)
    if options.command == "check":
        return check(env, fix=options.fix)
    env["CHROMIUM"] = ensure_browser(screen=options.command != "demo")
    if options.command == "coverage":
        return build(env) or call([PYTHON, "-m", "tools.coverage", *passed_on], env)
    return test(env, passed_on) if options.command == "test" else demo(env, passed_on)


def docs(env: Mapping[str, str], write: bool = True) -> int:
    """Update the READMEs' tables of sources; return the exit code, 1 if they are out of date.

    They are only checked if not ``write``, and in CI, where the new text would be lost.
    """
    only_check = not write or env.get("CI")
    return call([PYTHON, "-m", "build.docs", *(["--check"] if only_check else [])], env)


def build(env: Mapping[str, str], arguments: Sequence[str] = ()) -> int:
    """Run the build; return its exit code."""
    return call([PYTHON, "-m", "build", *arguments], env)


def demo(env: Mapping[str, str], arguments: Sequence[str]) -> int:
    """Build, then run the demo; return the exit code of the first that fails."""
    return build(env) or call([PYTHON, "-m", "tools.demo", *arguments], env)


def test(env: Mapping[str, str], arguments: Sequence[str]) -> int:
    """Build, check and test, or with ``arguments`` build and run pytest with them.

    Tests run even if a check fails; failed checks are named at the end.
    """
    if arguments:
        docs(env)
        return build(env) or call([PYTHON, "-m", "pytest", *pytest_arguments(arguments)], env)
    title("docs")
    failed = ["docs"] if docs(env) else []
    title("build")
    if code := build(env):
        return code
    failed += failing_checks(env)
    title("pytest")
    code = call([PYTHON, "-m", "pytest", *pytest_arguments(()), "-m", "not native"], env)
    title("pytest, native menus and prompts")
    # Alone: they read the screen and press keys, which a busy machine can bring out of step.
    alone = call([PYTHON, "-m", "pytest", "-m", "native", "tests/browser"], env)
    code = code or (0 if alone == _NO_TESTS else alone)
    report(failed)
    return code or (1 if failed else 0)


def pytest_arguments(arguments: Sequence[str]) -> list[str]:
    """Return pytest's arguments: parallel by default, one process if any are given."""
    if not arguments:
        return ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"]
    parallel = any(re.match(r"-n|--numprocesses", argument) for argument in arguments)
    # A file's tests share browsers; without -n, xdist rejects the option.
    return [*(["--dist", "loadfile"] if parallel else []), *arguments]


def check(env: Mapping[str, str], fix: bool) -> int:
    """Run all checks, after fixing what can be if ``fix``; return 1 if one fails."""
    if fix:
        for name, command in repairs():
            title(name)
            call(command, env)
    title("docs")
    failed = ["docs"] if docs(env, write=fix) else []
    title("build")
    if code := build(env):
        return code
    failed += failing_checks(env)
    report(failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
