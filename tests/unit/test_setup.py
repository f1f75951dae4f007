"""dev.py and its parts: when it installs what, which commands it runs, and bad input."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tools import dev
from tools.browser.waiting import PATIENCE
from tools.setup import checks, chromium, environment, one_at_a_time, running, system
from tools.setup.paths import PYTHON, ROOT, SetupError

CHROMIUM_VERSION = "Chromium 150.0.7000.1 built on Debian"
posix = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand for programs")

Program = Callable[..., Path]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Create shell scripts on an otherwise empty PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def make(name: str, says: str = "", code: int = 0) -> Path:
        file = folder / name
        file.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
        file.chmod(0o755)
        return file

    return make


@pytest.fixture(autouse=True)
def no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setattr(chromium, "CHROMIUM_STAMP", tmp_path / "chromium.stamp")


# --- the command line ---------------------------------------------------------------------------


def test_runs_before_anything_is_installed_from_any_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", str(ROOT / "tools" / "dev.py"), "--help"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "demo" in ended.stdout


@pytest.mark.parametrize("argv", [[], ["nonsense"], ["check", "--nonsense"], ["--nonsense"]])
def test_bad_input_exits_with_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        dev.main(argv)
    assert exit.value.code == 2
    assert "error:" in capsys.readouterr().err


@pytest.mark.parametrize("command", dev.TAKE_ARGUMENTS)
def test_passes_arguments_on(command: str) -> None:
    options, passed_on = dev.parse([command, "--anything", "-k", "pdf"])
    assert (options.command, passed_on) == (command, ["--anything", "-k", "pdf"])


def test_check_takes_fix() -> None:
    assert dev.parse(["check"])[0].fix is False
    assert dev.parse(["check", "--fix"])[0].fix is True


def test_failed_setup_exits_with_2_and_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise SetupError("no network")

    monkeypatch.setattr(dev, "ensure_packages", fail)
    assert dev.main(["build"]) == 2
    assert "dev.py: no network" in capsys.readouterr().err


def test_ctrl_c_exits_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "ensure_packages", interrupted)
    assert dev.main(["build"]) == 130


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that a command runs, with what it passes on; none is really run."""
    names: list[str] = []

    def call(command: Sequence[str | Path], env: dict[str, str]) -> int:
        assert command[0] == PYTHON
        names.append(" ".join(map(str, command[2:])))
        return 0

    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(dev, "ensure_packages", lambda: None)
    monkeypatch.setattr(dev, "ensure_browser", lambda screen: "chromium")
    monkeypatch.setattr(dev, "failing_checks", lambda env: [])
    monkeypatch.setattr(dev, "repairs", lambda: [("ruff", [PYTHON, "-m", "ruff"])])
    return names


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["build", "--watch"], ["build.docs", "build --watch"]),
        (["live", "--source", "arXiv"], ["tools.check_live --source arXiv"]),
        (["bench", "text"], ["build", "tools.bench text"]),
        (["coverage", "-x"], ["build", "tools.coverage -x"]),
        (["demo", "--headless"], ["build", "tools.demo --headless"]),
        (["test", "-k", "pdf"], ["build.docs", "build", "pytest -k pdf"]),
        (["check"], ["build.docs --check", "build"]),
        (["check", "--fix"], ["ruff", "build.docs", "build"]),
    ],
    ids=" ".join,
)
def test_command_runs_its_tools(argv: list[str], expected: list[str], ran: list[str]) -> None:
    assert dev.main(argv) == 0
    assert ran == expected


@pytest.mark.parametrize("command", ["build", "bench", "coverage", "demo", "test", "check"])
def test_failed_build_ends_a_command(
    command: str, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "build", lambda env, arguments=(): 2)
    assert dev.main([command]) == 2
    assert [it for it in ran if not it.startswith(("build.docs", "ruff"))] == []


def test_failed_check_exits_with_1_and_is_named(
    ran: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "failing_checks", lambda env: ["mypy", "deno lint"])
    assert dev.main(["check"]) == 1
    assert "failed: mypy, deno lint" in capsys.readouterr().err


def test_old_python_exits_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    assert dev.main(["build"]) == 2
    assert "Python 3.11 or newer is needed, this is 3.10" in capsys.readouterr().err


@pytest.mark.parametrize(
    "cores, given, expected",
    [
        (8, [], ["-n", "4", "--dist", "loadfile"]),
        (2, [], ["-n", "2", "--dist", "loadfile"]),
        (8, ["-k", "pdf"], ["-k", "pdf"]),
        (8, ["-n", "3"], ["--dist", "loadfile", "-n", "3"]),
        (8, ["-n3", "-x"], ["--dist", "loadfile", "-n3", "-x"]),
        (8, ["--numprocesses=3"], ["--dist", "loadfile", "--numprocesses=3"]),
    ],
)
def test_pytest_arguments(
    cores: int, given: list[str], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert dev.pytest_arguments(given) == expected


def test_tests_run_after_a_failed_check(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def call(command: Sequence[str | Path], env: object) -> int:
        ran.append(str(command[2]))
        return 0

    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(dev, "failing_checks", lambda env: ["mypy"])
    assert dev.test({}, []) == 1
    assert ran == ["build.docs", "build", "pytest", "pytest"]


@pytest.mark.parametrize(
    ("others", "native", "code"), [(0, 0, 0), (0, 1, 1), (1, 0, 1), (0, 5, 0), (5, 0, 5)]
)
def test_native_tests_run_alone(
    others: int, native: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are none, which is pytest's code 5, nothing has failed."""

    def call(command: Sequence[str | Path], env: object) -> int:
        if "pytest" not in command:
            return 0
        if "not native" in command:
            return others
        assert "native" in command
        assert "-n" not in command
        return native

    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(dev, "failing_checks", lambda env: [])
    assert dev.test({}, []) == code


# --- Chromium -----------------------------------------------------------------------------------


@posix
def test_takes_chromium_from_path(program: Program) -> None:
    assert chromium.find_chromium() is None
    found = program("chromium", CHROMIUM_VERSION)
    assert chromium.find_chromium() == str(found)


@posix
def test_chromium_variable_wins(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program("chromium", CHROMIUM_VERSION)
    mine = program("mine", CHROMIUM_VERSION)
    for value in (str(mine), "mine"):
        monkeypatch.setenv("CHROMIUM", value)
        assert chromium.find_chromium() == str(mine)


@posix
@pytest.mark.parametrize(
    "says, code, fault",
    [
        ("Google Chrome 150.0.7000.1", 0, "it is Google Chrome"),
        ("hello", 0, "it answered --version with 'hello'"),
        ("no library", 1, "it does not run (exit code 1: no library)"),
        ("exec /snap/bin/chromium", 0, "it is a snap"),
    ],
)
def test_refuses_an_unusable_chromium_variable(
    program: Program, monkeypatch: pytest.MonkeyPatch, says: str, code: int, fault: str
) -> None:
    program("chromium", CHROMIUM_VERSION)
    monkeypatch.setenv("CHROMIUM", str(program("mine", says, code)))
    with pytest.raises(SetupError) as error:
        chromium.find_chromium()
    assert fault in str(error.value)


def test_refuses_a_chromium_variable_without_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/such/chromium")
    with pytest.raises(SetupError, match="no program has that name"):
        chromium.find_chromium()


@posix
def test_skips_a_broken_chromium(program: Program) -> None:
    program("chromium", "no library", 1)
    found = program("chromium-browser", CHROMIUM_VERSION)
    assert chromium.find_chromium() == str(found)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a Linux layout")
def test_takes_the_newest_complete_download_of_playwright(program: Program, tmp_path: Path) -> None:
    for name, complete in (("chromium-900", True), ("chromium-1100", True), ("chromium-1200", 0)):
        home = tmp_path / "playwright" / name / "chrome-linux"
        home.mkdir(parents=True)
        program("chrome", CHROMIUM_VERSION).rename(home / "chrome")
        if complete:
            (home.parent / "INSTALLATION_COMPLETE").touch()
    expected = tmp_path / "playwright" / "chromium-1100" / "chrome-linux" / "chrome"
    assert chromium.find_chromium() == str(expected)


def test_google_chrome_for_testing_is_fine() -> None:
    assert chromium.version_fault("Google Chrome for Testing 150.0.7000.1") == ""


def test_says_how_to_get_a_chromium(program: Program) -> None:
    with pytest.raises(SetupError, match=r"python3 tools/dev\.py demo installs one"):
        chromium.chromium_path()


@posix
@pytest.mark.parametrize("snap", ["#!/bin/sh\nexec /snap/bin/chromium", None])
def test_skips_a_snap(program: Program, tmp_path: Path, snap: str | None) -> None:
    chosen = program("chromium", CHROMIUM_VERSION)
    if snap:
        chosen.write_text(snap)
    else:
        real = tmp_path / "snap" / "chromium"
        real.parent.mkdir()
        chosen.rename(real)
        chosen.symlink_to(real)
    assert chromium.find_chromium() is None


@posix
def test_skips_a_chromium_for_another_machine(program: Program) -> None:
    program("chromium").write_bytes(b"\x7fELF of another machine")
    assert chromium.find_chromium() is None


# --- the system ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, family",
    [
        ("ID=debian\n", "debian"),
        ('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', "ubuntu"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "ubuntu"),
        ("ID=raspbian\nID_LIKE='debian'\n", "debian"),
        ("ID=fedora\nVARIANT_ID=debian\n", ""),
        ("", ""),
    ],
)
def test_linux_family(
    text: str, family: str, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("apt-get")
    monkeypatch.setattr(system, "LINUX", True)
    release = tmp_path / "os-release"
    release.write_text(text)
    assert system.linux_family(release) == family


def test_no_family_without_apt(program: Program, tmp_path: Path) -> None:
    release = tmp_path / "os-release"
    release.write_text("ID=debian\n")
    assert system.linux_family(release) == ""


@posix
def test_says_what_to_install_when_not_root(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("apt-get")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(SetupError) as error:
        system.install_with_apt(["xvfb", "xdotool"], "missing: xvfb, xdotool")
    assert str(error.value) == (
        "missing: xvfb, xdotool; install with: sudo apt-get install xvfb xdotool"
    )


@posix
def test_root_installs_by_itself(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program("apt-get")
    ran: list[str] = []
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(system, "run_quietly", lambda what, command: ran.append(what))
    system.install_with_apt(["xvfb"], "missing: xvfb")
    assert ran == ["updating apt's lists", "installing xvfb"]


@posix
def test_failed_installation_says_what_to_run(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(what: str, command: object) -> None:
        raise SetupError(f"{what} failed")

    program("apt-get")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(system, "run_quietly", fail)
    with pytest.raises(SetupError) as error:
        system.install_with_apt(["xvfb"], "missing: xvfb")
    assert "updating apt's lists failed" in str(error.value)
    assert "install with: sudo apt-get install xvfb" in str(error.value)
    with pytest.raises(SetupError, match=r"(?s)failed.*set CHROMIUM to the path of one"):
        system.install_with_playwright(with_dependencies=False)


@posix
@pytest.mark.parametrize(("code", "command"), [(0, ["sudo"]), (1, None)])
def test_sudo_is_used_where_it_asks_for_no_password(
    program: Program, monkeypatch: pytest.MonkeyPatch, code: int, command: list[str] | None
) -> None:
    program("apt-get")
    program("sudo", code=code)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("sys.stdin", None)
    found = system.apt_get()
    assert (found and found[:1]) == command


@pytest.fixture
def installs(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is installed on a Linux system with fonts; each installation brings a Chromium."""
    steps: list[str] = []

    def install(step: str) -> None:
        steps.append(step)
        program("chromium", CHROMIUM_VERSION)

    monkeypatch.setattr(system, "LINUX", True)
    monkeypatch.setattr(system, "playwright_driver_runs", lambda: True)
    monkeypatch.setattr(system, "missing_fonts", lambda: [])
    monkeypatch.setattr(
        system, "install_with_apt", lambda packages, why: install(" ".join(packages))
    )
    monkeypatch.setattr(
        system, "install_with_playwright", lambda with_dependencies: install("playwright")
    )
    return steps


@posix
@pytest.mark.parametrize(
    ("family", "screen", "expected"),
    [
        ("debian", False, ["chromium"]),
        ("debian", True, ["chromium xvfb xdotool"]),
        ("ubuntu", False, ["playwright"]),
        ("ubuntu", True, ["xvfb xdotool", "playwright"]),
        ("", False, ["playwright"]),
    ],
)
def test_installs_what_is_missing(
    installs: list[str],
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
    family: str,
    screen: bool,
    expected: list[str],
) -> None:
    monkeypatch.setattr(system, "linux_family", lambda: family)
    found = system.ensure_browser(screen)
    assert installs == expected
    assert found == str(program("chromium", CHROMIUM_VERSION))


@posix
def test_installs_nothing_where_all_is_there(
    installs: list[str], program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "linux_family", lambda: "debian")
    for name in ("chromium", "Xvfb", "xdotool"):
        program(name, CHROMIUM_VERSION)
    system.ensure_browser(screen=True)
    assert installs == []


@posix
def test_says_so_if_no_chromium_runs_even_then(
    installs: list[str], program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "linux_family", lambda: "ubuntu")
    monkeypatch.setattr(system, "install_with_playwright", lambda with_dependencies: None)
    program("chromium", "no library", 1)
    with pytest.raises(SetupError, match="no Chromium runs, even after installing one"):
        system.ensure_browser(screen=False)


@posix
def test_says_what_is_missing_on_other_systems(
    installs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "linux_family", lambda: "")
    with pytest.raises(SetupError, match="missing: xvfb, xdotool; install by your system's"):
        system.ensure_browser(screen=True)
    assert installs == []


@posix
def test_without_a_font_goes_on_where_none_can_be_installed(
    installs: list[str],
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(system, "linux_family", lambda: "debian")
    monkeypatch.setattr(system, "missing_fonts", lambda: ["fonts-noto-cjk"])
    monkeypatch.setattr(system, "apt_get", lambda: None)
    chosen = program("chromium", CHROMIUM_VERSION)
    assert system.ensure_browser(screen=False) == str(chosen)
    assert "sudo apt-get install fonts-noto-cjk" in capsys.readouterr().err
    assert installs == []


@posix
@pytest.mark.parametrize(
    ("fonts", "missing"),
    [("/usr/share/fonts/noto.ttc", []), ("", ["fonts-noto-cjk"])],
    ids=["one", "none"],
)
def test_missing_fonts(program: Program, fonts: str, missing: list[str]) -> None:
    assert system.missing_fonts() == ["fontconfig", "fonts-noto-cjk"]
    program("fc-list", fonts)
    assert system.missing_fonts() == missing


# --- packages -----------------------------------------------------------------------------------


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A temporary .venv; returns the set-up steps, which are recorded but not run."""
    steps: list[str] = []
    files = ("PYTHON", "PYTHON_STAMP", "NPM_STAMP", "REQUIREMENTS", "DENO_CONFIG", "DENO_LOCK")
    for name in (*files, "SETUP_LOCK"):
        monkeypatch.setattr(environment, name, tmp_path / name)
    for name in ("REQUIREMENTS", "DENO_CONFIG", "DENO_LOCK"):
        (tmp_path / name).write_text("1")

    def make_venv() -> None:
        (tmp_path / "PYTHON").touch()
        steps.append("venv")

    monkeypatch.setattr(environment, "make_venv", make_venv)
    monkeypatch.setattr(environment, "run_quietly", lambda what, command: steps.append(what))
    return steps


def _set_up(steps: list[str]) -> list[str]:
    steps.clear()
    environment.ensure_packages()
    return steps


ALL_STEPS = ["venv", "installing Python packages", "fetching npm packages"]


def test_second_set_up_does_nothing(installed: list[str]) -> None:
    assert _set_up(installed) == ALL_STEPS
    assert _set_up(installed) == []


def test_two_set_ups_at_once_install_once(
    installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = threading.Barrier(2)
    waits = threading.Event()

    def run(what: str, command: object) -> None:
        # Only goes on when the other has come, and has found the set-up taken.
        assert waits.wait(PATIENCE)
        installed.append(what)

    def set_up() -> None:
        both.wait()
        environment.ensure_packages()

    monkeypatch.setattr(environment, "run_quietly", run)
    monkeypatch.setattr(one_at_a_time, "say", lambda text: waits.set())
    with ThreadPoolExecutor(2) as pool:
        for ended in [pool.submit(set_up) for _ in range(2)]:
            ended.result(PATIENCE)
    assert installed == ALL_STEPS


TAKE = """
import pathlib, sys
from tools.setup.one_at_a_time import one_at_a_time
with one_at_a_time(pathlib.Path(sys.argv[1])):
    print("taken", flush=True)
    sys.stdin.read()
"""


def test_waits_for_another_process_until_it_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TAKE, str(tmp_path / "lock")]

    def start() -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8"
        )

    with start() as holds:
        try:
            assert holds.stdout and holds.stdout.readline() == "taken\n"
            with start() as waits:
                assert waits.stderr and "waiting for another" in waits.stderr.readline()
                holds.kill()
                assert waits.communicate(timeout=PATIENCE)[0] == "taken\n"
        finally:
            holds.kill()


def test_lock_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "none" / "lock"
    with (
        pytest.raises(SetupError, match="No such file or directory"),
        one_at_a_time.one_at_a_time(file),
    ):
        pass


@pytest.mark.parametrize(
    "file, steps",
    [
        ("REQUIREMENTS", ALL_STEPS),
        ("DENO_LOCK", ALL_STEPS[2:]),
        ("DENO_CONFIG", ALL_STEPS[2:]),
    ],
)
def test_changed_requirements_are_installed(
    installed: list[str], tmp_path: Path, file: str, steps: list[str]
) -> None:
    _set_up(installed)
    (tmp_path / file).write_text("2")
    assert _set_up(installed) == steps


def test_other_python_version_means_new_venv(
    installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _set_up(installed)
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert _set_up(installed) == ALL_STEPS


def test_failed_installation_is_tried_again(
    installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(what: str, command: object) -> None:
        raise SetupError(what)

    with monkeypatch.context() as broken, pytest.raises(SetupError):
        broken.setattr(environment, "run_quietly", fail)
        environment.ensure_python_packages()
    assert _set_up(installed) == ALL_STEPS


def test_missing_requirements_say_which_command_writes_them(
    installed: list[str], tmp_path: Path
) -> None:
    (tmp_path / "REQUIREMENTS").unlink()
    with pytest.raises(SetupError, match=r"tools/dev\.py lock"):
        environment.ensure_python_packages()


@pytest.mark.parametrize("missing", ["DENO_CONFIG", "DENO_LOCK"])
def test_missing_lock_file_says_how_to_get_it_back(
    installed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    environment.ensure_python_packages()
    (tmp_path / missing).unlink()
    with pytest.raises(SetupError, match=f"^{missing} is missing: get it back with git checkout"):
        environment.ensure_npm_packages()


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An existing .venv, which a failed step must leave alone."""
    folder = tmp_path / ".venv"
    folder.mkdir()
    (folder / "python.stamp").write_text("installed")
    monkeypatch.setattr(environment, "VENV", folder)
    monkeypatch.setattr(environment, "PYTHON_STAMP", folder / "python.stamp")
    monkeypatch.setattr(environment, "run_quietly", lambda what, command: folder.mkdir())
    return folder


def test_new_venv_replaces_the_old_one(venv: Path) -> None:
    environment.make_venv()
    assert list(venv.iterdir()) == []


def test_venv_is_not_recreated_by_its_own_python(
    venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(venv))
    with pytest.raises(SetupError, match="use another Python"):
        environment.make_venv()
    assert (venv / "python.stamp").exists()


@posix
def test_venv_that_is_a_symlink_is_left_alone(
    venv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link"
    link.symlink_to(venv)
    monkeypatch.setattr(environment, "VENV", link)
    with pytest.raises(SetupError, match="remove the symlink"):
        environment.make_venv()
    assert (venv / "python.stamp").exists()


def test_missing_venv_module_is_installed_first(
    venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(packages: list[str], why: str) -> None:
        raise SetupError(f"{why}: {packages[0]}")

    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr(environment, "install_with_apt", fail)
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    with pytest.raises(SetupError, match=f"venv module is missing: {package}"):
        environment.make_venv()
    assert (venv / "python.stamp").exists()


def test_lock_that_fails_keeps_the_lock_files(
    installed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set_up(installed)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "call", lambda command, env: 7)
    assert environment.lock(["--upgrade"]) == 7
    assert (tmp_path / "DENO_LOCK").read_text() == "1"
    assert installed[-1] == "fetching uv"


def test_lock_writes_both_lock_files(
    installed: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[str] = []

    def compile(command: Sequence[str], env: object) -> int:
        asked.extend(command)
        return 0

    def run(what: str, command: object) -> None:
        if what == "locking npm packages":
            assert not (tmp_path / "DENO_LOCK").exists()
            (tmp_path / "DENO_LOCK").write_text("2")

    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "call", compile)
    monkeypatch.setattr(environment, "run_quietly", run)
    assert environment.lock(["--upgrade"]) == 0
    assert asked[-1] == "--upgrade"
    assert "wrote tools/requirements.txt and tools/deno.lock" in capsys.readouterr().err


# --- checks and running -------------------------------------------------------------------------


def test_templates_are_checked_as_rendered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("plain.js", "data.template.js", "page.template.html"):
        (tmp_path / name).touch()
    monkeypatch.setattr(checks, "EXTENSION", tmp_path)
    found = [file.name for file in checks.sources("js", "html") if file.is_relative_to(tmp_path)]
    assert found == ["plain.js"]


def test_failed_step_shows_its_output() -> None:
    command = [sys.executable, "-c", "print('the reason'); raise SystemExit(3)"]
    with pytest.raises(SetupError, match=r"(?s)trying failed \(exit code 3\).*the reason"):
        running.run_quietly("trying", command)


def test_missing_program_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"delete \.venv and try again"):
        running.call([tmp_path / "none"], {})


@posix
@pytest.mark.parametrize(("ending", "code"), [("exit 3", 3), ("kill -TERM $$", 143)])
def test_exit_code_of_a_command(ending: str, code: int) -> None:
    assert running.call(["/bin/sh", "-c", ending], {}) == code


def test_tests_have_our_environment_without_dev_py() -> None:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("DENO_")}
    asking = "import os, tests.conftest; print(os.environ.get('DENO_DIR'))"
    command = [sys.executable, "-c", asking]
    ended = subprocess.run(command, cwd=ROOT, env=plain, stdout=subprocess.PIPE, text=True)
    assert ended.stdout.strip() == running.child_environment()["DENO_DIR"]


def test_failing_checks_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [("lint", ["lint"]), ("types", ["types"]), ("format", ["format"])]
    monkeypatch.setattr(checks, "checks", lambda: steps)
    monkeypatch.setattr(checks, "call", lambda command, env: int(command != ["types"]))
    assert checks.failing_checks({}) == ["lint", "format"]
