"""Set up, build, check, test and try out the extension: ``python3 tools/dev.py --help``.

Standard library only, since it runs before anything is installed. It keeps the Python packages
and Deno's cache in ``.venv``, and installs a browser and what else a command needs if missing.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

# A script's own folder is on the path, not the one above, in which `tools` is found.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.setup.chromium import find_chromium
from tools.setup.paths import (
    BIN,
    DENO,
    LINUX,
    PYTHON,
    ROOT,
    VENV,
    SetupError,
    read_stamp,
)

REQUIREMENTS = ROOT / "tools" / "requirements.txt"
DENO_CONFIG = ROOT / "tools" / "deno.json"
DENO_LOCK = ROOT / "tools" / "deno.lock"
RENDERED = ROOT / "dist" / "chrome"
SHARED_BY_CONTENT_SCRIPTS = Path("content", "links.js")
JOINED = VENV / "content-scripts"

PYTHON_STAMP = VENV / "python.stamp"
NPM_STAMP = VENV / "npm.stamp"

OLDEST_PYTHON = (3, 11)
UV = "uv==0.13.9"
GROUPS = ("build", "test", "check")
HEARTBEAT_SECONDS = 15.0


def main(argv: Sequence[str]) -> int:
    """Run the command that ``argv`` names; return its exit code, 2 for bad input or set-up."""
    if sys.version_info < OLDEST_PYTHON:
        need, have = ".".join(map(str, OLDEST_PYTHON)), ".".join(map(str, sys.version_info[:2]))
        say(f"Python {need} or newer is needed, this is {have}: run it as python{need}, say")
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
    """Split ``argv`` into this script's own options and the arguments for the command's tool.

    Exits with 2 on an unknown command, with 0 after printing help.
    """
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Builds, checks, tests and shows the extension. Whatever a command needs is "
        "set up first: Python and npm packages in .venv, and for demo and test a Chromium.",
        epilog="Set CHROMIUM to the path of a Chromium to use that one. Exit codes: 0 all well, "
        "1 a check or test failed, 2 bad input or something missing; else the tool's own.",
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
    add("bench", "build, then time it against a peer", " Arguments go to tools/bench.py.")
    check = add("check", "lint, formatting and types, of Python and JavaScript")
    check.usage = "dev.py check [--fix]"
    check.add_argument("--fix", action="store_true", help="format and repair what can be first")
    add(
        "lock",
        "write tools/requirements.txt and tools/deno.lock anew",
        " Arguments go to 'uv pip compile', e.g.: lock --upgrade",
    )

    takes_arguments = argv[:1] and argv[0] in ("demo", "test", "build", "bench", "lock")
    if takes_arguments and argv[1:2] not in (["-h"], ["--help"]):
        return parser.parse_args(argv[:1]), list(argv[1:])
    return parser.parse_args(argv), []


def run_command(options: argparse.Namespace, passed_on: Sequence[str]) -> int:
    """Set up and run one command; return its exit code. Raises SetupError."""
    if options.command == "lock":
        return lock(passed_on)
    ensure_python_packages()
    ensure_npm_packages()
    env = child_environment()
    if options.command == "build":
        return build(env, passed_on)
    if options.command == "bench":
        return build(env) or call([PYTHON, "-m", "tools.bench", *passed_on], env)
    if options.command == "check":
        return check(env, fix=options.fix)
    testing = options.command == "test"
    env["CHROMIUM"] = ensure_browser(screen=testing)
    return test(env, passed_on) if testing else demo(env, passed_on)


# --- commands ---------------------------------------------------------------------------------


def build(env: Mapping[str, str], arguments: Sequence[str] = ()) -> int:
    """Run the build; return its exit code."""
    return call([PYTHON, "-m", "build", *arguments], env)


def demo(env: Mapping[str, str], arguments: Sequence[str]) -> int:
    """Build, then run the demo; return the exit code of the first that fails."""
    return build(env) or call([PYTHON, "-m", "tools.demo", *arguments], env)


def test(env: Mapping[str, str], arguments: Sequence[str]) -> int:
    """Build, check and test, or with ``arguments`` build and run pytest with them.

    Failed checks do not keep the tests from running; they are named at the end.
    """
    if arguments:
        return build(env) or call([PYTHON, "-m", "pytest", *pytest_arguments(arguments)], env)
    title("build")
    if code := build(env):
        return code
    failed = failing_checks(env)
    title("pytest")
    code = call([PYTHON, "-m", "pytest", *pytest_arguments(())], env)
    report(failed)
    return code or (1 if failed else 0)


def pytest_arguments(arguments: Sequence[str]) -> list[str]:
    """Return what to hand to pytest: parallel by default, one process when arguments are given."""
    if not arguments:
        return ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadgroup"]
    parallel = any(re.match(r"-n|--numprocesses", argument) for argument in arguments)
    # Tests that share one screen are grouped; without -n, xdist refuses the option.
    return [*(["--dist", "loadgroup"] if parallel else []), *arguments]


def check(env: Mapping[str, str], fix: bool) -> int:
    """Run all checks, after the repairs if ``fix``; return 1 if one fails."""
    if fix:
        for name, command in repairs():
            title(name)
            call(command, env)
    title("build")
    if code := build(env):
        return code
    failed = failing_checks(env)
    report(failed)
    return 1 if failed else 0


def failing_checks(env: Mapping[str, str]) -> list[str]:
    """Run every check, the extension being built; return the names of those that fail."""
    failed = []
    for name, command in checks():
        title(name)
        if call(command, env):
            failed.append(name)
    return failed


def checks() -> list[tuple[str, list[str]]]:
    """Return the checks, by name; those that have no file to look at are left out."""
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


def repairs() -> list[tuple[str, list[str]]]:
    """Return the formatters and the linters' own repairs, by name."""
    return [
        ("ruff check --fix", [str(PYTHON), "-m", "ruff", "check", "--fix", "--quiet"]),
        ("ruff format", [str(PYTHON), "-m", "ruff", "format"]),
        *deno_step("deno lint --fix", ["lint", "--fix", "--quiet"], linted_scripts()),
        *deno_step("deno fmt", ["fmt", "--quiet"], sources("js", "html", "css")),
    ]


def deno_step(
    name: str, command: Sequence[str], files: Sequence[Path]
) -> list[tuple[str, list[str]]]:
    """Return one Deno run over ``files``, or nothing if there are none."""
    # Named one by one: given a folder, Deno leaves out what git ignores, so all of dist/.
    names = [str(file.relative_to(ROOT)) for file in files]
    config = ["--config", str(DENO_CONFIG)]
    return [(name, [str(DENO), *command, *config, *names])] if files else []


def sources(*endings: str) -> list[Path]:
    """Return the extension's files with these endings and our other scripts, less templates.

    What templates include is no whole script: it is looked at where it is rendered.
    """
    found = [file for ending in endings for file in (ROOT / "extension").rglob(f"*.{ending}")]
    found += [file for folder in ("tests", "tools") for file in (ROOT / folder).rglob("*.js")]
    return sorted(file for file in found if not {".template", ".include"} & {*file.suffixes})


def linted_scripts() -> list[Path]:
    """Return the scripts that the linter looks at."""
    # What the sites' scripts use of this one, it does not see.
    shared = ROOT / "extension" / SHARED_BY_CONTENT_SCRIPTS
    return [file for file in sources("js") if file != shared]


def rendered_scripts() -> list[Path]:
    """Return the built extension's modules."""
    return sorted(file for file in RENDERED.rglob("*.js") if file.parent.name != "content")


def content_scripts() -> list[Path]:
    """Return the built content scripts, each made one file with what it shares with the others.

    In a page they have one scope; the tools know only modules, which have one each.
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


def lock(arguments: Sequence[str]) -> int:
    """Write both lock files anew; ``arguments`` go to uv. Raises SetupError."""
    if not (PYTHON.exists() and PYTHON_STAMP.exists()):
        make_venv()
    run_quietly("fetching uv", pip("install", UV))
    groups = [part for group in GROUPS for part in ("--group", group)]
    options = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    # Where packages are fetched from is each machine's own setting.
    options += ["--no-emit-index-url", "--no-emit-find-links"]
    options += ["--python-version", ".".join(map(str, OLDEST_PYTHON))]
    options += ["--output-file", REQUIREMENTS.relative_to(ROOT).as_posix()]
    uv = [str(PYTHON), "-m", "uv", "pip", "compile"]
    code = call([*uv, *groups, *options, *arguments], child_environment())
    if code:
        return code
    ensure_python_packages()
    # Deno keeps entries that nothing needs any more, so the file starts anew.
    DENO_LOCK.unlink(missing_ok=True)
    run_quietly("locking npm packages", [DENO, "install", *deno_lock_options()])
    say("wrote tools/requirements.txt and tools/deno.lock")
    return 0


# --- set-up: packages -------------------------------------------------------------------------


def ensure_python_packages() -> None:
    """Make .venv with the locked packages unless it is there. Raises SetupError."""
    if not REQUIREMENTS.exists():
        raise SetupError("tools/requirements.txt is missing: python3 tools/dev.py lock writes it")
    state = digest([REQUIREMENTS], ".".join(map(str, sys.version_info[:2])))
    if PYTHON.exists() and read_stamp(PYTHON_STAMP) == state:
        return
    make_venv()
    run_quietly(
        "installing Python packages",
        pip("install", "--require-hashes", "-r", str(REQUIREMENTS)),
    )
    PYTHON_STAMP.write_text(state, encoding="utf-8")


def make_venv() -> None:
    """Make an empty .venv, in place of any that is there. Raises SetupError."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise SetupError("this Python is .venv's own and .venv must be made anew: use another")
    if VENV.is_symlink():
        raise SetupError(".venv is a link, and what it leads to may be in use: remove the link")
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        install_with_apt([package], "Python's venv module is missing")
    # The stamp goes first: what is left of a removal that was broken off must not pass for whole.
    PYTHON_STAMP.unlink(missing_ok=True)
    shutil.rmtree(VENV, ignore_errors=True)
    run_quietly("making .venv", [sys.executable, "-m", "venv", "--clear", VENV])


def ensure_npm_packages() -> None:
    """Fetch the npm packages that Deno needs into .venv unless they are there."""
    state = digest([DENO_CONFIG, DENO_LOCK, PYTHON_STAMP])
    if read_stamp(NPM_STAMP) == state:
        return
    run_quietly("fetching npm packages", [DENO, "install", "--frozen", *deno_lock_options()])
    NPM_STAMP.write_text(state, encoding="utf-8")


def deno_lock_options() -> list[str]:
    """Return the options that make Deno use our configuration and lock file."""
    return ["--config", str(DENO_CONFIG), "--lock", str(DENO_LOCK)]


def pip(*arguments: str) -> list[str]:
    """Return the command that runs .venv's pip."""
    return [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]


def digest(files: Iterable[Path], *words: str) -> str:
    """Return a hash of the files' contents and the words. Raises SetupError if one is missing."""
    total = hashlib.sha256("\n".join(words).encode())
    for file in files:
        try:
            total.update(file.read_bytes())
        except FileNotFoundError:
            name = file.relative_to(ROOT).as_posix()
            raise SetupError(f"{name} is missing: get it back with git checkout") from None
    return total.hexdigest()


# --- set-up: the browser and the system -------------------------------------------------------


def ensure_browser(screen: bool) -> str:
    """Return a Chromium's path, installing it and, for a ``screen``, Xvfb if missing.

    Raises SetupError if something is missing that cannot be installed from here.
    """
    chromium = find_chromium()
    family = linux_family()
    needed = []
    if chromium is None and family == "debian":
        needed.append("chromium")
    if screen and LINUX:
        programs = {"Xvfb": "xvfb", "xdotool": "xdotool"}
        needed += [package for name, package in programs.items() if not shutil.which(name)]
    if LINUX and not playwright_driver_runs():
        needed.append("libatomic1")
    if needed and not family and LINUX:
        raise SetupError(f"missing: {', '.join(needed)}; install by your system's package manager")
    fonts = missing_fonts() if family else []
    if needed:
        install_with_apt([*needed, *fonts], f"missing: {', '.join([*needed, *fonts])}")
    elif fonts and apt_get() is None:
        say(f"no Chinese font: pictures will show boxes; {apt_advice(fonts)} puts that right")
    elif fonts:
        install_with_apt(fonts, "no Chinese font")
    if chromium is None and family != "debian":
        install_with_playwright(with_dependencies=family == "ubuntu" and apt_get() is not None)
    chromium = chromium or find_chromium()
    if chromium is None:
        raise SetupError("no Chromium runs, even after installing one; set CHROMIUM to one's path")
    return chromium


def playwright_driver_runs() -> bool:
    """Tell whether the program that Playwright's package brings finds all its libraries."""
    for driver in VENV.glob("lib/python*/site-packages/playwright/driver/node"):
        ended = subprocess.run([driver, "--version"], capture_output=True, check=False)
        return ended.returncode == 0
    return True


def linux_family(release: Path = Path("/etc/os-release")) -> str:
    """Return "debian", "ubuntu" (and what is made from them) or "" for any other system."""
    if not LINUX or not shutil.which("apt-get"):
        return ""
    words = set(re.findall(r"^ID(?:_LIKE)?=(.*)$", read_stamp(release), re.MULTILINE))
    names = {name for word in words for name in word.strip("\"'").split()}
    return next((name for name in ("ubuntu", "debian") if name in names), "")


def missing_fonts() -> list[str]:
    """Return the packages to install if no font has Chinese characters."""
    if not shutil.which("fc-list"):
        return ["fontconfig", "fonts-noto-cjk"]
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True)
    return [] if fonts.stdout.strip() else ["fonts-noto-cjk"]


def apt_get() -> list[str] | None:
    """Return the command that runs apt-get as root, None if we cannot."""
    if not shutil.which("apt-get"):
        return None
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if os.geteuid() == 0:
        return command
    if not shutil.which("sudo"):
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    if allowed or (sys.stdin is not None and sys.stdin.isatty()):
        return ["sudo", *command]
    return None


def apt_advice(packages: Sequence[str]) -> str:
    """Return the command that a person would install the packages with."""
    return f"sudo apt-get install {' '.join(packages)}"


def install_with_apt(packages: Sequence[str], why: str) -> None:
    """Install Debian packages. Raises SetupError if that fails or we are not allowed to."""
    command = apt_get()
    if command is None:
        raise SetupError(f"{why}; install with: {apt_advice(packages)}")
    if command[0] == "sudo":
        # Here, since the password must be asked for before the output is taken over.
        say(f"{why}; installing as root by sudo")
        subprocess.run(["sudo", "-v"])
    options = ["install", "-y", "--no-install-recommends"]
    try:
        run_quietly("updating apt's lists", [*command, "update"])
        run_quietly(f"installing {' '.join(packages)}", [*command, *options, *packages])
    except SetupError as error:
        raise SetupError(f"{error}\n{why}; install with: {apt_advice(packages)}") from None


def install_with_playwright(with_dependencies: bool) -> None:
    """Let Playwright download a Chromium. Raises SetupError if that fails."""
    options = ["--with-deps"] if with_dependencies else []
    command = [str(PYTHON), "-m", "playwright", "install", *options, "chromium"]
    try:
        run_quietly("installing Chromium by Playwright", command)
    except SetupError as error:
        raise SetupError(
            f"{error}\nChromium is missing; install one, e.g. with: {shlex.join(command)}\n"
            "or set CHROMIUM to the path of one that you have (not Google Chrome)"
        ) from None


# --- running and telling ----------------------------------------------------------------------


def child_environment() -> dict[str, str]:
    """Return the environment that all tools run in."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    ours = {
        "PATH": path,
        "PYTHONUTF8": "1",
        "DENO_DIR": str(VENV / "deno"),
        "DENO_NO_UPDATE_CHECK": "1",
    }
    return {**os.environ, **ours}


def call(command: Sequence[str | Path], env: Mapping[str, str]) -> int:
    """Run a command in the repo's root, its output going to the terminal; return its exit code.

    An interrupt is left to the command to deal with. Raises SetupError if it cannot be started.
    """
    sys.stdout.flush()
    try:
        process = subprocess.Popen([str(part) for part in command], cwd=ROOT, env=env)
    except FileNotFoundError:
        raise SetupError(f"{command[0]} is missing: delete .venv and try again") from None
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code


def run_quietly(what: str, command: Sequence[str | Path]) -> None:
    """Run a set-up step: one line says ``what``, a live line shows that it gets on.

    Raises SetupError, with the end of the output, if the step fails.
    """
    say(f"{what} ...")
    words = [str(part) for part in command]
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    assert process.stdout is not None
    lines = []
    with LiveLine() as live:
        for line in process.stdout:
            if line.strip():
                lines.append(line.rstrip())
                live.show(line.strip())
        code = process.wait()
    if code:
        output = "\n".join(f"  {line}" for line in lines[-30:])
        raise SetupError(f"{what} failed (exit code {code}): {shlex.join(words)}\n{output}")


class LiveLine:
    """The newest line of a long step: rewritten in place on a terminal, now and then in a log."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._shown = time.monotonic()

    def __enter__(self) -> LiveLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)

    def show(self, line: str) -> None:
        """Show the line, if it is time to."""
        if self._terminal:
            width = shutil.get_terminal_size().columns - 3
            print(f"\r\x1b[2K  {line[:width]}", end="", file=sys.stderr, flush=True)
        elif time.monotonic() - self._shown > HEARTBEAT_SECONDS:
            self._shown = time.monotonic()
            print(f"  {line[:100]}", file=sys.stderr, flush=True)


def title(name: str) -> None:
    """Print the name of the step that begins."""
    print(f"== {name}", flush=True)


def say(text: str) -> None:
    """Tell the person at the keyboard something, apart from the tools' own output."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
