"""dev.py and its parts: when it installs what, which commands it runs, and bad input."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tools import dev
from tools.setup import browsers, environment, running, system
from tools.setup.paths import ROOT, SetupError

CHROMIUM_VERSION = "Chromium 150.0.7000.1 built on Debian"
FIREFOX_VERSION = "Mozilla Firefox 153.8.0esr"
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
    monkeypatch.setattr(browsers, "PYTHON", tmp_path / "none")

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
    monkeypatch.setattr(dev, "call_together", lambda steps, env: [call(it, env) for _, it in steps])
    monkeypatch.setattr(dev, "ensure_packages", lambda: None)
    monkeypatch.setattr(dev, "ensure_browser", lambda screen: "chromium")
    monkeypatch.setattr(dev, "ensure_firefox", lambda: "firefox")
    monkeypatch.setattr(dev, "failing_checks", lambda env: [])
    monkeypatch.setattr(dev, "repair", lambda env: codes.setdefault("repair", 0))
    return codes


FIREFOX = f"pytest {dev.FIREFOX_TESTS}"
IN_PARALLEL = f"pytest -n 4 -m not native --ignore={dev.FIREFOX_TESTS}"
NATIVE = "pytest -m native " + " ".join(dev.native_tests())
CHECKS = "tools.setup.checks"


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["build", "--watch"], ["build.docs", "build --watch"]),
        (["live", "--source", "arXiv"], ["tools.check_live --source arXiv"]),
        (["demo", "--headless"], ["build", "tools.demo --headless"]),
        (["test"], ["build.docs", "build", IN_PARALLEL, NATIVE, FIREFOX, CHECKS]),
        (["test", "-k", "pdf"], ["build.docs", "build", "pytest -k pdf"]),
        (["check", "--fix"], ["repair", "build.docs", "build"]),
    ],
    ids=" ".join,
)
def test_command_runs_its_tools(argv: list[str], expected: list[str], ran: dict[str, int]) -> None:
    assert dev.main(argv) == 0
    assert list(ran) == expected


@pytest.mark.parametrize(
    ("argv", "browser"),
    [(["--browser", "firefox"], "firefox"), (["--pictures", "of/firefox"], None)],
)
def test_browser_of_the_demo(argv: list[str], browser: str | None) -> None:
    assert dev.demo_browser(argv) == browser


@pytest.mark.parametrize("command", ["build", "bench", "demo", "test", "check"])
def test_failed_build_ends_a_command(command: str, ran: dict[str, int]) -> None:
    ran["build"] = 2
    assert dev.main([command]) == 2
    assert [it for it in ran if not it.startswith("build")] == []


@pytest.mark.parametrize("step", ["build.docs", IN_PARALLEL, NATIVE, FIREFOX, CHECKS])
def test_all_tests_run_even_if_something_fails(step: str, ran: dict[str, int]) -> None:
    ran[step] = 1
    assert dev.main(["test"]) == 1
    assert {IN_PARALLEL, NATIVE, FIREFOX, CHECKS} <= set(ran)


def test_no_native_tests_and_no_firefox_are_no_failure(
    ran: dict[str, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "ensure_firefox", fail)
    ran[NATIVE] = 5
    assert dev.main(["test"]) == 0
    assert "the tests in Firefox are skipped: no network" in capsys.readouterr().err


# --- browsers -----------------------------------------------------------------------------------


@posix
def test_takes_a_browser_that_runs(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (browsers.find_chromium(), browsers.find_firefox()) == (None, None)
    program("chromium", "no library", 1)
    program("firefox-esr", "Mozilla Firefox 140.12.0esr")
    assert "it is too old (Mozilla Firefox 140.12.0esr)" in browsers.no_firefox()
    found = [program("chromium-browser", CHROMIUM_VERSION), program("firefox", FIREFOX_VERSION)]
    assert [browsers.find_chromium(), browsers.find_firefox()] == [str(it) for it in found]
    mine = program("mine", "Google Chrome for Testing 150.0.7000.1")
    monkeypatch.setenv("CHROMIUM", "mine")
    assert browsers.find_chromium() == str(mine)


@posix
@pytest.mark.parametrize(
    ("says", "code", "fault"),
    [
        ("Google Chrome 150.0.7000.1", 0, "it is Google Chrome"),
        ("hello", 0, "it answered --version with 'hello'"),
        ("no library", 1, r"it does not run \(exit code 1: no library\)"),
        ("exec /snap/bin/chromium", 0, "it is a snap"),
    ],
)
def test_refuses_an_unusable_browser_that_is_chosen(
    program: Program, monkeypatch: pytest.MonkeyPatch, says: str, code: int, fault: str
) -> None:
    monkeypatch.setenv("CHROMIUM", "mine")
    with pytest.raises(SetupError, match="no program has that name"):
        browsers.find_chromium()
    program("mine", says, code)
    with pytest.raises(SetupError, match=fault):
        browsers.find_chromium()


# --- the system ---------------------------------------------------------------------------------


@posix
def test_says_what_to_install_where_that_fails(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    program("apt-get")
    program("sudo", code=1)
    advice = r"(?s)updating apt's lists failed.*; install with: sudo apt-get install xvfb$"
    with pytest.raises(SetupError, match=advice):
        system.install_with_apt(["xvfb"], "missing: xvfb")


@posix
@pytest.mark.parametrize(
    ("release", "last"),
    [({"ID": "debian"}, "firefox-esr"), ({"ID": "mint", "ID_LIKE": "ubuntu debian"}, "playwright")],
)
def test_installs_what_is_missing_once(
    program: Program, monkeypatch: pytest.MonkeyPatch, release: dict[str, str], last: str
) -> None:
    steps: list[str] = []

    def install(names: list[str], why: str = "") -> None:
        steps.append(" ".join(names))
        if names == ["firefox-esr"]:
            program("firefox-esr", FIREFOX_VERSION)
        else:
            for name in ("Xvfb", "xdotool", "fc-list"):
                program(name, "noto.ttc")
            program("chromium", CHROMIUM_VERSION)

    monkeypatch.setattr(system, "LINUX", True)
    monkeypatch.setattr(system, "find_library", lambda name: None if not steps else name)
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: release)
    monkeypatch.setattr(system, "apt_get", lambda: ["apt-get"])
    monkeypatch.setattr(system, "install_with_apt", install)
    monkeypatch.setattr(system, "run_step", lambda what, command: install(["playwright"]))
    program("apt-get")
    chromium = "chromium " if last == "firefox-esr" else ""
    expected = [f"xvfb xdotool libatomic1 {chromium}fontconfig fonts-noto-cjk", last]
    for _ in range(2):
        assert Path(system.ensure_browser(screen=True)).name == "chromium"
        if last == "firefox-esr":
            assert Path(system.ensure_firefox()).name == "firefox-esr"
        assert steps == expected


@posix
def test_chinese_font_that_cannot_be_installed_is_done_without(
    program: Program, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("Xvfb", "xdotool"):
        program(name)
    chromium = program("chromium", CHROMIUM_VERSION)
    monkeypatch.setattr(system, "linux_family", lambda: "debian")
    monkeypatch.setattr(system, "find_library", lambda name: name)
    monkeypatch.setattr(system, "apt_get", lambda: [])
    assert system.ensure_browser(screen=True) == str(chromium)
    assert "install fonts-noto-cjk" in capsys.readouterr().err


# --- packages -----------------------------------------------------------------------------------

ALL_STEPS = ["making .venv", "fetching uv", "installing Python packages", "fetching npm packages"]


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps of a set-up of a temporary .venv, which are not really run."""
    ran: list[str] = []
    for name in ("REQUIREMENTS", "DENO_CONFIG", "DENO_LOCK", "VENV"):
        monkeypatch.setattr(environment, name, tmp_path / name)
    for name in ("PYTHON", "STAMP"):
        monkeypatch.setattr(environment, name, tmp_path / "VENV" / name)
    for name in ("REQUIREMENTS", "DENO_CONFIG", "DENO_LOCK"):
        (tmp_path / name).write_text("a==1 \\\n  --hash=1\nuv==2 \\\n  --hash=2\nz==3\n")

    def run_step(what: str, command: Sequence[object]) -> None:
        ran.append(what)
        (tmp_path / "VENV").mkdir(exist_ok=True)
        (tmp_path / "VENV" / "PYTHON").touch()

    monkeypatch.setattr(environment, "run_step", run_step)
    return ran


def test_sets_up_once_and_again_when_a_lock_file_or_python_changes(
    steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("REQUIREMENTS", "DENO_CONFIG", "DENO_LOCK"):
        environment.ensure_packages()
        environment.ensure_packages()
        with (tmp_path / name).open("a") as file:
            file.write("more")
    environment.ensure_packages()
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    environment.ensure_packages()
    assert steps == ALL_STEPS * 5
    assert (tmp_path / "VENV" / "uv.txt").read_text() == "uv==2 \\\n  --hash=2"


def test_interrupted_set_up_is_done_again(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure_packages()
    before = environment.DENO_LOCK.read_text()
    environment.DENO_LOCK.write_text("2")
    with monkeypatch.context() as broken, pytest.raises(SetupError):
        broken.setattr(environment, "run_step", fail)
        environment.ensure_packages()
    environment.DENO_LOCK.write_text(before)
    environment.ensure_packages()
    assert steps == ALL_STEPS * 2


# --- checks and running -------------------------------------------------------------------------


@posix
def test_exit_code_of_a_command() -> None:
    assert running.call(["/bin/sh", "-c", "kill -TERM $$"], {}) == 143
    with pytest.raises(SetupError, match=r"trying failed \(exit code 3\)"):
        running.run_step("trying", ["/bin/sh", "-c", "exit 3"])


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
