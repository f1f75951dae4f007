"""Set up, build, check, test and try out the extension: ``python3 tools/dev.py --help``.

Standard library only, since it runs before anything is installed. Each command first installs what
it needs: Python and npm packages into ``.venv``, for some a browser.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# Python puts a script's own folder on the path, and `tools` is in the one above.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.setup.checks import failing_checks, repair, report
from tools.setup.environment import (
    OLDEST_PYTHON,
    TRAINING,
    ensure_packages,
    ensure_training_packages,
    lock,
)
from tools.setup.paths import PYTHON, ROOT, SetupError
from tools.setup.running import call, call_together, child_environment, say, title
from tools.setup.system import ensure_browser, ensure_firefox

COMMANDS = {
    "demo": "build, then try the extension in a browser. Arguments go to tools/demo.py",
    "test": "build, check and run all tests. With arguments, which go to pytest, without checks",
    "build": "build dist/ for every browser, e.g.: build --watch",
    "bench": "build, then run the benchmarks, or those named, e.g.: bench text",
    "coverage": "build, run the tests, and say which code they do not run. Arguments go to pytest",
    "mutate": "put small faults into the pure modules, or those named, and list those that no fast "
    "test notices; all take hours, a sample some minutes: mutate --sample 60 --seed 1",
    "live": "check that the live sites still have what we rely on, e.g.: live --source arXiv",
    "train": "train the model that finds titles in references, on those in ../shared",
    "lock": "rewrite the lock files. Arguments go to uv pip compile, e.g.: lock --upgrade",
}
"""The commands that pass their arguments on, and their help."""
FIREFOX_TESTS = "tests/browser/test_firefox.py"


def main(argv: Sequence[str]) -> int:
    """Run the command that ``argv`` names; return its exit code, 2 for bad input or set-up."""
    if sys.version_info < OLDEST_PYTHON:
        need, have = ".".join(map(str, OLDEST_PYTHON)), ".".join(map(str, sys.version_info[:2]))
        say(f"Python {need} or newer is needed, this is {have}; try: python{need} tools/dev.py")
        return 2
    options, passed_on = parse(argv)
    try:
        return run_command(options, passed_on)
    except (SetupError, OSError) as error:
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
        "set up first: packages in .venv, for some a browser. Set CHROMIUM or FIREFOX to a "
        "browser's path to use that one.",
        epilog="Exit codes: 0 all well, 1 a check or test failed, 2 bad input or something "
        "missing; otherwise the tool's own.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        usage = f"dev.py {name} [args...]"
        commands.add_parser(name, help=summary, description=summary, usage=usage)
    summary = "check lint, formatting, types and the READMEs' tables of sources"
    check = commands.add_parser("check", help=summary, description=summary)
    check.add_argument("--fix", action="store_true", help="first format and fix what can be")
    if argv[:1] and argv[0] in COMMANDS and argv[1:2] not in (["-h"], ["--help"]):
        return parser.parse_args(argv[:1]), list(argv[1:])
    return parser.parse_args(argv), []


def run_command(options: argparse.Namespace, passed_on: Sequence[str]) -> int:
    """Set up and run one command; return its exit code. Raises SetupError."""
    if options.command == "lock":
        return lock(passed_on)
    ensure_packages()
    env = child_environment()
    name = options.command
    if name == "build":
        return docs(env) or build(env, passed_on)
    if name == "train":
        ensure_training_packages()
        env["PYTHONPATH"] = str(TRAINING)
    alone = {"live": "check_live", "mutate": "mutate", "train": "references.train"}
    if name in alone:
        return call([PYTHON, "-m", f"tools.{alone[name]}", *passed_on], env)
    if name == "check":
        return check(env, fix=options.fix)
    if name == "demo" and demo_browser(passed_on) == "firefox":
        env["FIREFOX"] = ensure_firefox()
    elif name != "bench":
        env["CHROMIUM"] = ensure_browser(screen=name != "demo")
    if name == "test":
        try:
            env["FIREFOX"] = ensure_firefox()
        except SetupError as error:
            say(f"the tests in Firefox are skipped: {error}")
        return test(env, passed_on)
    return build(env) or call([PYTHON, "-m", f"tools.{name}", *passed_on], env)


def demo_browser(arguments: Sequence[str]) -> str | None:
    """Return the browser that the demo's arguments name, if any; the demo reads them all later."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--browser")
    browser: str | None = parser.parse_known_args(arguments)[0].browser
    return browser


def docs(env: Mapping[str, str], write: bool = True) -> int:
    """Update the READMEs' tables of sources; return the exit code, 1 if they are out of date.

    They are only checked if not ``write``, and in CI, where the new text would be lost.
    """
    only_check = not write or env.get("CI")
    return call([PYTHON, "-m", "build.docs", *(["--check"] if only_check else [])], env)


def build(env: Mapping[str, str], arguments: Sequence[str] = ()) -> int:
    """Run the build; return its exit code."""
    return call([PYTHON, "-m", "build", *arguments], env)


def test(env: Mapping[str, str], arguments: Sequence[str]) -> int:
    """Build, test and check, or with ``arguments`` build and run pytest with them.

    Everything runs even if something fails; failed checks are named at the end.
    """
    pytest: list[str | Path] = [PYTHON, "-m", "pytest"]
    if arguments:
        docs(env)
        return build(env) or call([*pytest, *arguments], env)
    outdated = docs(env)
    code = build(env)
    if code:
        return code
    title("pytest")
    # One more than there are processors, since a test sometimes waits.
    parallel = ["-n", str(min(4, (os.cpu_count() or 1) + 1))]
    code = call([*pytest, *parallel, "-m", "not native", f"--ignore={FIREFOX_TESTS}"], env)
    # One process each: the native tests read the screen and press keys, which a busy machine can
    # bring out of step. Firefox has no screen. Both wait now and then, which is enough for checks.
    nice = ["nice", "-n", "19"] if shutil.which("nice") else []
    native, firefox, checked = call_together(
        [
            ("pytest, native menus and prompts", [*pytest, "-m", "native", *native_tests()]),
            ("pytest, Firefox", [*pytest, FIREFOX_TESTS]),
            ("checks", [*nice, PYTHON, "-m", "tools.setup.checks"]),
        ],
        env,
    )
    report(["docs"] if outdated else [])
    # By 5 pytest says that there is nothing to run: native tests, on other systems than Linux.
    return code or (0 if native == 5 else native) or firefox or checked or outdated


def native_tests() -> list[str]:
    """Return the files with native tests: pytest takes seconds to import all others, too."""
    files = sorted((ROOT / "tests" / "browser").glob("test_*.py"))
    marked = [it for it in files if "pytest.mark.native" in it.read_text("utf-8")]
    return [it.relative_to(ROOT).as_posix() for it in marked]


def check(env: Mapping[str, str], fix: bool) -> int:
    """Run all checks, after fixing what can be if ``fix``; return 1 if one fails."""
    if fix:
        repair(env)
    title("docs")
    failed = ["docs"] if docs(env, write=fix) else []
    title("build")
    code = build(env)
    failed += [] if code else failing_checks(env)
    report(failed)
    return code or bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
