"""dev.py and its parts: when it installs what, which commands it runs, and bad input."""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tools import dev
from tools.browser.waiting import PATIENCE
from tools.setup import checks, chromium, environment, firefox, running, system
from tools.setup.paths import ROOT, SetupError

CHROMIUM_VERSION = "Chromium 150.0.7000.1 built on Debian"
posix = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand for programs")

Program = Callable[..., Path]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Create shell scripts on an otherwise empty PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("FIREFOX", raising=False)
    monkeypatch.setattr(chromium, "PYTHON", tmp_path / "none")

    def make(name: str, says: str = "", code: int = 0) -> Path:
        file = folder / name
        file.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
        file.chmod(0o755)
        return file

    return make


def fail(*_: object) -> None:
    raise SetupError("no network")


# --- the command line ---------------------------------------------------------------------------


def test_runs_before_anything_is_installed_from_any_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", str(ROOT / "tools" / "dev.py"), "--help"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "demo" in ended.stdout


@pytest.mark.parametrize("argv", [[], ["nonsense"], ["check", "--nonsense"], ["--nonsense"]])
def test_bad_input_exits_with_2(argv: list[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        dev.main(argv)
    assert exit.value.code == 2


def test_failed_setup_exits_with_2_and_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "ensure_packages", fail)
    assert dev.main(["build"]) == 2
    assert "dev.py: no network" in capsys.readouterr().err
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    assert dev.main(["build"]) == 2
    assert "Python 3.11 or newer is needed, this is 3.10" in capsys.readouterr().err


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """What a command runs, each with its exit code; nothing is really run, and all ends well."""
    codes: dict[str, int] = {}

    def call(command: Sequence[str | Path], env: dict[str, str]) -> int:
        command = command[3:] if command[0] == "nice" else command
        return codes.setdefault(" ".join(map(str, command[2:])), 0)

    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(
        dev, "call_together", lambda steps, env: [call(command, env) for _, command in steps]
    )
    monkeypatch.setattr(dev, "ensure_packages", lambda: None)
    monkeypatch.setattr(
        dev, "ensure_training_packages", lambda: codes.setdefault("training packages", 0)
    )
    monkeypatch.setattr(dev, "ensure_browser", lambda screen: "chromium")
    monkeypatch.setattr(dev, "ensure_firefox", lambda: "firefox")
    monkeypatch.setattr(dev, "failing_checks", lambda env: [])
    monkeypatch.setattr(dev, "repair", lambda env: codes.setdefault("repair", 0))
    return codes


FIREFOX = f"pytest {dev.FIREFOX_TESTS}"
IN_PARALLEL = f"pytest -n 4 --dist loadfile -m not native --ignore={dev.FIREFOX_TESTS}"
NATIVE = "pytest -m native " + " ".join(dev.native_tests())
CHECKS = "tools.setup.checks"


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["build", "--watch"], ["build.docs", "build --watch"]),
        (["live", "--source", "arXiv"], ["tools.check_live --source arXiv"]),
        (["bench", "text"], ["build", "tools.bench text"]),
        (["mutate", "a.js"], ["tools.mutate a.js"]),
        (["train", "--shared", "x"], ["training packages", "tools.references.train --shared x"]),
        (["coverage", "-x"], ["build", "tools.coverage -x"]),
        (["demo", "--headless"], ["build", "tools.demo --headless"]),
        (["test"], ["build.docs", "build", IN_PARALLEL, NATIVE, FIREFOX, CHECKS]),
        (["test", "-k", "pdf"], ["build.docs", "build", "pytest -k pdf"]),
        (["test", "-n3"], ["build.docs", "build", "pytest --dist loadfile -n3"]),
        (["check"], ["build.docs --check", "build"]),
        (["check", "--fix"], ["repair", "build.docs", "build"]),
    ],
    ids=" ".join,
)
def test_command_runs_its_tools(argv: list[str], expected: list[str], ran: dict[str, int]) -> None:
    assert dev.main(argv) == 0
    assert list(ran) == expected


@pytest.mark.parametrize("command", ["build", "bench", "coverage", "demo", "test", "check"])
def test_failed_build_ends_a_command(command: str, ran: dict[str, int]) -> None:
    ran["build"] = 2
    assert dev.main([command]) == 2
    assert [it for it in ran if not it.startswith("build")] == []


def test_failed_check_is_named(
    ran: dict[str, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "failing_checks", lambda env: ["mypy", "deno lint"])
    assert dev.main(["check"]) == 1
    assert "failed: mypy, deno lint" in capsys.readouterr().err


@pytest.mark.parametrize(("step", "said"), [(CHECKS, ""), ("build.docs", "failed: docs")])
def test_failed_check_fails_after_all_has_run(
    step: str, said: str, ran: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    ran[step] = 1
    assert dev.main(["test"]) == 1
    assert {IN_PARALLEL, NATIVE, FIREFOX, CHECKS} <= set(ran)
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("others", "native", "firefox", "code"),
    [(0, 1, 0, 1), (1, 0, 0, 1), (0, 0, 1, 1), (0, 5, 0, 0), (5, 0, 0, 5), (0, 0, 5, 5)],
)
def test_no_native_tests_are_no_failure(
    others: int, native: int, firefox: int, code: int, ran: dict[str, int]
) -> None:
    ran |= {IN_PARALLEL: others, NATIVE: native, FIREFOX: firefox}
    assert dev.main(["test"]) == code


# --- Chromium -----------------------------------------------------------------------------------


@posix
def test_takes_a_chromium_that_runs(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert chromium.find_chromium() is None
    program("chromium", "no library", 1)
    found = program("chromium-browser", CHROMIUM_VERSION)
    assert chromium.find_chromium() == str(found)
    mine = program("mine", "Google Chrome for Testing 150.0.7000.1")
    for value in (str(mine), "mine"):
        monkeypatch.setenv("CHROMIUM", value)
        assert chromium.find_chromium() == str(mine)


@posix
def test_takes_the_one_that_playwright_has_downloaded(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = str(program("playwrights", CHROMIUM_VERSION))
    monkeypatch.setattr(chromium, "PYTHON", program("python", found))
    assert chromium.find_chromium() == found


@posix
@pytest.mark.parametrize(
    "says, code, fault",
    [
        ("Google Chrome 150.0.7000.1", 0, "it is Google Chrome"),
        ("hello", 0, "it answered --version with 'hello'"),
        ("no library", 1, r"it does not run \(exit code 1: no library\)"),
        ("exec /snap/bin/chromium", 0, "it is a snap"),
    ],
)
def test_refuses_an_unusable_chromium_variable(
    program: Program, monkeypatch: pytest.MonkeyPatch, says: str, code: int, fault: str
) -> None:
    monkeypatch.setenv("CHROMIUM", "mine")
    with pytest.raises(SetupError, match="no program has that name"):
        chromium.find_chromium()
    program("mine", says, code)
    with pytest.raises(SetupError, match=fault):
        chromium.find_chromium()


# --- Firefox ------------------------------------------------------------------------------------

FIREFOX_VERSION = "Mozilla Firefox 153.8.0esr"


@posix
def test_takes_a_firefox_that_is_new_enough(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert firefox.find_firefox() is None
    old = program("firefox-esr", "Mozilla Firefox 140.12.0esr")
    assert firefox.find_firefox() is None
    assert firefox.no_firefox().startswith(f"{old}: it is too old (Mozilla Firefox 140.12.0esr)")
    found = program("firefox", "Mozilla Firefox 155.0")
    assert firefox.find_firefox() == str(found)
    mine = program("mine", FIREFOX_VERSION)
    monkeypatch.setenv("FIREFOX", "mine")
    assert firefox.find_firefox() == str(mine)


@posix
@pytest.mark.parametrize(
    "says, code, fault",
    [
        ("Mozilla Firefox 152.0.4", 0, "it is too old"),
        ("hello", 0, "it answered --version with 'hello'"),
        ("no library", 1, r"it does not run \(exit code 1: no library\)"),
        ("exec /snap/bin/firefox", 0, "it is a snap"),
    ],
)
def test_refuses_an_unusable_firefox_variable(
    program: Program, monkeypatch: pytest.MonkeyPatch, says: str, code: int, fault: str
) -> None:
    monkeypatch.setenv("FIREFOX", "mine")
    with pytest.raises(SetupError, match="no program has that name"):
        firefox.find_firefox()
    program("mine", says, code)
    with pytest.raises(SetupError, match=fault):
        firefox.find_firefox()


@posix
@pytest.mark.parametrize(("family", "installs"), [("debian", True), ("ubuntu", False), ("", False)])
def test_installs_firefox_where_it_is_a_package(
    program: Program, monkeypatch: pytest.MonkeyPatch, family: str, installs: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system, "linux_family", lambda: family)
    monkeypatch.setattr(
        system, "install_with_apt", lambda names, why: program(names[0], FIREFOX_VERSION)
    )
    if not installs:
        with pytest.raises(SetupError, match=r"^no Firefox 153 or newer found; install Mozilla's"):
            system.ensure_firefox()
        program("firefox", FIREFOX_VERSION)
    name = "firefox-esr" if installs else "firefox"
    assert Path(system.ensure_firefox()).name == name


def test_tests_run_without_a_firefox(
    ran: dict[str, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "ensure_firefox", fail)
    assert dev.main(["test"]) == 0
    assert IN_PARALLEL in ran
    assert "the tests in Firefox are skipped: no network" in capsys.readouterr().err


# --- the system ---------------------------------------------------------------------------------


@posix
def test_says_what_to_install_where_that_fails(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    advice = r"missing: xvfb; install with: sudo apt-get install xvfb$"
    program("apt-get")
    with pytest.raises(SetupError, match="^" + advice):
        system.install_with_apt(["xvfb"], "missing: xvfb")
    program("sudo", code=1)
    with pytest.raises(SetupError, match=r"(?s)updating apt's lists failed.*" + advice):
        system.install_with_apt(["xvfb"], "missing: xvfb")


@pytest.fixture
def installs(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is installed on a Linux system without fonts; each installation brings a Chromium."""
    steps: list[str] = []

    def install(step: str) -> None:
        steps.append(step)
        program("chromium", CHROMIUM_VERSION)

    monkeypatch.setattr(system, "LINUX", True)
    monkeypatch.setattr(system, "playwright_driver_runs", lambda: True)
    monkeypatch.setattr(system, "install_with_apt", lambda names, why: install(" ".join(names)))
    monkeypatch.setattr(system, "run_step", lambda what, command: install("playwright"))
    return steps


@posix
@pytest.mark.parametrize(
    ("release", "screen", "expected"),
    [
        ({"ID": "debian"}, False, ["chromium fontconfig fonts-noto-cjk"]),
        ({"ID": "debian"}, True, ["xvfb xdotool chromium fontconfig fonts-noto-cjk"]),
        ({"ID": "raspbian", "ID_LIKE": "debian"}, False, ["chromium fontconfig fonts-noto-cjk"]),
        (
            {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"},
            True,
            ["xvfb xdotool fontconfig fonts-noto-cjk", "playwright"],
        ),
        ({"ID": "fedora", "VARIANT_ID": "debian"}, False, ["playwright"]),
    ],
)
def test_installs_what_is_missing(
    installs: list[str],
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
    release: dict[str, str],
    screen: bool,
    expected: list[str],
) -> None:
    program("apt-get")
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: release)
    found = system.ensure_browser(screen)
    assert installs == expected
    assert found == str(program("chromium", CHROMIUM_VERSION))
    for name, says in {"fc-list": "noto.ttc", "Xvfb": "", "xdotool": ""}.items():
        program(name, says)
    system.ensure_browser(screen)
    assert installs == expected


@posix
def test_says_so_if_no_chromium_runs_even_then(
    installs: list[str], program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SetupError, match="missing: xvfb, xdotool; install by your system's"):
        system.ensure_browser(screen=True)
    monkeypatch.setattr(system, "run_step", lambda what, command: None)
    with pytest.raises(SetupError, match="no Chromium runs, even after installing one"):
        system.ensure_browser(screen=False)


# --- packages -----------------------------------------------------------------------------------

ALL_STEPS = ["making .venv", "fetching uv", "installing Python packages", "fetching npm packages"]


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps of a set-up of a temporary .venv, which are not really run."""
    ran: list[str] = []
    paths = {"REQUIREMENTS": "requirements.txt", "DENO_CONFIG": "deno.json"}
    paths |= {"DENO_LOCK": "deno.lock", "VENV": ".venv", "SETUP_LOCK": "lock"}
    for name, path in (paths | {"PYTHON": ".venv/python", "STAMP": ".venv/stamp"}).items():
        monkeypatch.setattr(environment, name, tmp_path / path)
    for name in ("deno.json", "deno.lock"):
        (tmp_path / name).write_text("1")
    (tmp_path / "requirements.txt").write_text("a==1 \\\n  --hash=1\nuv==2 \\\n  --hash=2\nz==3\n")

    def run_step(what: str, command: Sequence[object]) -> None:
        ran.append(what)
        (tmp_path / ".venv").mkdir(exist_ok=True)
        (tmp_path / ".venv" / "python").touch()

    monkeypatch.setattr(environment, "run_step", run_step)
    return ran


def test_sets_up_once_and_again_when_a_lock_file_changes(steps: list[str], tmp_path: Path) -> None:
    for name in ("requirements.txt", "deno.lock", "deno.json"):
        environment.ensure_packages()
        assert steps == ALL_STEPS
        environment.ensure_packages()
        assert steps == ALL_STEPS
        steps.clear()
        with (tmp_path / name).open("a") as file:
            file.write("more")
    assert (tmp_path / ".venv" / "uv.txt").read_text() == "uv==2 \\\n  --hash=2"


def test_other_python_version_means_new_venv(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure_packages()
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    environment.ensure_packages()
    assert steps == ALL_STEPS * 2


def test_interrupted_set_up_is_done_again(
    steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure_packages()
    steps.clear()
    (tmp_path / "deno.lock").write_text("2")
    with monkeypatch.context() as broken, pytest.raises(SetupError):
        broken.setattr(environment, "run_step", fail)
        environment.ensure_packages()
    (tmp_path / "deno.lock").write_text("1")
    environment.ensure_packages()
    assert steps == ALL_STEPS


def test_two_set_ups_at_once_install_once(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_step, waits = vars(environment)["run_step"], threading.Event()

    def run(what: str, command: Sequence[str]) -> None:
        # Only goes on when the other has come, and has found the set-up taken.
        assert waits.wait(PATIENCE)
        run_step(what, command)

    monkeypatch.setattr(environment, "run_step", run)
    monkeypatch.setattr(running, "say", lambda text: waits.set())
    with ThreadPoolExecutor(2) as pool:
        for ended in [pool.submit(environment.ensure_packages) for _ in range(2)]:
            ended.result(PATIENCE)
    assert steps == ALL_STEPS


TAKE = """
import pathlib, sys
from tools.setup.running import one_at_a_time
with one_at_a_time(pathlib.Path(sys.argv[1])):
    print("taken", flush=True)
    sys.stdin.read()
"""


def test_waits_for_another_process_until_it_is_killed(tmp_path: Path) -> None:
    command, pipe = [sys.executable, "-c", TAKE, str(tmp_path / "lock")], subprocess.PIPE

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)

    with start() as holds:
        try:
            assert holds.stdout and holds.stdout.readline() == "taken\n"
            with start() as waits:
                assert waits.stderr and "waiting for another" in waits.stderr.readline()
                holds.kill()
                assert waits.communicate(timeout=PATIENCE)[0] == "taken\n"
        finally:
            holds.kill()


@posix
def test_venv_that_cannot_be_replaced_is_left_alone(
    steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure_packages()
    (tmp_path / "deno.lock").write_text("2")
    stamp, package = environment.STAMP, "python{}.{}-venv".format(*sys.version_info)
    with monkeypatch.context() as own, pytest.raises(SetupError, match="use another Python"):
        own.setattr(sys, "prefix", str(tmp_path / ".venv"))
        environment.ensure_packages()
    with monkeypatch.context() as bare, pytest.raises(SetupError, match=package):
        bare.setattr("importlib.util.find_spec", lambda name: None)
        bare.setattr(system, "apt_get", lambda: [])
        environment.ensure_packages()
    (tmp_path / "link").symlink_to(tmp_path / ".venv")
    with monkeypatch.context() as linked, pytest.raises(SetupError, match="remove the symlink"):
        linked.setattr(environment, "VENV", tmp_path / "link")
        environment.ensure_packages()
    (tmp_path / "deno.lock").unlink()
    with pytest.raises(SetupError, match=r"deno\.lock is missing: get it back with git checkout"):
        environment.ensure_packages()
    assert stamp.exists()


@pytest.mark.parametrize("code", [0, 7])
def test_lock_writes_the_lock_files_unless_it_fails(
    steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    run_step = vars(environment)["run_step"]

    def run(what: str, command: Sequence[str]) -> None:
        run_step(what, command)
        if what == "locking npm packages":
            assert not (tmp_path / "deno.lock").exists()
            (tmp_path / "deno.lock").write_text("2")

    monkeypatch.setattr(environment, "run_step", run)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "TRAINING_REQUIREMENTS", tmp_path / "train.txt")
    monkeypatch.setattr(environment, "call", lambda command, env: code)
    assert environment.lock(["--upgrade"]) == code
    assert (tmp_path / "deno.lock").read_text() == ("1" if code else "2")


def test_installs_what_training_needs_once_and_again_when_its_lock_file_changes(
    steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    required, folder = tmp_path / "train.txt", tmp_path / ".venv" / "train"
    monkeypatch.setattr(environment, "TRAINING_REQUIREMENTS", required)
    monkeypatch.setattr(environment, "TRAINING", folder)
    folder.mkdir(parents=True)
    for text in ("a==1", "a==1", "a==2"):
        required.write_text(text)
        environment.ensure_training_packages()
    assert steps == ["installing numpy and scipy"] * 2


# --- checks and running -------------------------------------------------------------------------


def test_templates_are_checked_as_rendered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("plain.js", "data.template.js", "page.template.html"):
        (tmp_path / name).touch()
    monkeypatch.setattr(checks, "EXTENSION", tmp_path)
    found = [file.name for file in checks.sources("js", "html") if file.is_relative_to(tmp_path)]
    assert found == ["plain.js"]


@posix
def test_exit_code_of_a_command(tmp_path: Path) -> None:
    assert running.call(["/bin/sh", "-c", "exit 3"], {}) == 3
    assert running.call(["/bin/sh", "-c", "kill -TERM $$"], {}) == 143
    with pytest.raises(SetupError, match=r"trying failed \(exit code 3\)"):
        running.run_step("trying", ["/bin/sh", "-c", "exit 3"])
    with pytest.raises(SetupError, match=r"delete \.venv and try again"):
        running.call([tmp_path / "none"], {})


@posix
def test_command_that_gives_way_is_nicer_than_others(capfd: pytest.CaptureFixture[str]) -> None:
    own = os.nice(0)
    assert running.call(running.giving_way(["nice"]), running.child_environment()) == 0
    assert int(capfd.readouterr().out) > own


@posix
def test_commands_run_at_the_same_time_and_show_their_output_in_order(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The first one waits for what only the second one does."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    steps: list[running.Step] = [
        ("one", ["/bin/sh", "-c", f"read word < {pipe}; echo $word; exit 3"]),
        ("two", ["/bin/sh", "-c", f"echo second; echo wrong >&2; echo first > {pipe}"]),
        ("three", ["/bin/sh", "-c", "kill -TERM $$"]),
    ]
    assert running.call_together(steps, {}) == [3, 0, 143]
    lines = ["== one", "first", "== two", "second", "wrong", "== three"]
    assert capfd.readouterr().out.splitlines() == lines


@pytest.mark.parametrize(
    ("ci", "own"), [("", []), ("true", [f"--cache-dir={os.devnull}"])], ids=["usual", "CI"]
)
def test_types_leave_no_cache_where_nobody_reads_it(
    monkeypatch: pytest.MonkeyPatch, ci: str, own: list[str]
) -> None:
    monkeypatch.setattr(checks, "typed_scripts", lambda: [])
    monkeypatch.setenv("CI", ci)
    assert dict(checks.checks())["mypy"][1:] == ["-m", "mypy", *own]


def test_python_keeps_what_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    asking = [sys.executable, "-c", "import sys; print(sys.dont_write_bytecode)"]
    told = subprocess.check_output(asking, env=running.child_environment(), text=True)
    assert told.strip() == "False"


@posix
def test_command_that_cannot_start_ends_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def popen(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        started.append(start(command, **options))
        return started[-1]

    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", popen)
    steps: list[running.Step] = [
        ("waits", ["/bin/sh", "-c", "exec sleep 1000"]),
        ("gone", ["none"]),
    ]
    with pytest.raises(SetupError, match=r"delete \.venv and try again"):
        running.call_together(steps, {})
    assert [process.wait(PATIENCE) for process in started] == [-signal.SIGKILL]


def test_tests_have_our_environment_without_dev_py(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DENO_DIR")
    runpy.run_path(str(ROOT / "tests" / "conftest.py"))
    assert os.environ["DENO_DIR"] == running.child_environment()["DENO_DIR"]


@pytest.mark.parametrize(
    ("own", "used"), [(None, "timeout:1 attempts:5"), ("rotate", "rotate")], ids=["none", "own"]
)
def test_lost_answer_of_a_name_server_costs_a_second(
    monkeypatch: pytest.MonkeyPatch, own: str | None, used: str
) -> None:
    """Of hundreds at once, some are lost; but the machine's own options are kept."""
    monkeypatch.delenv("RES_OPTIONS", raising=False)
    if own:
        monkeypatch.setenv("RES_OPTIONS", own)
    assert running.child_environment()["RES_OPTIONS"] == used
