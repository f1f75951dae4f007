"""The Python packages in `.venv` and the npm packages for Deno, both as locked."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tools.setup.one_at_a_time import one_at_a_time
from tools.setup.paths import DENO, DENO_CONFIG, PYTHON, ROOT, VENV, SetupError, read_stamp
from tools.setup.running import call, child_environment, run_quietly, say
from tools.setup.system import install_with_apt

REQUIREMENTS = ROOT / "tools" / "requirements.txt"
DENO_LOCK = ROOT / "tools" / "deno.lock"
PYTHON_STAMP = VENV / "python.stamp"
NPM_STAMP = VENV / "npm.stamp"
SETUP_LOCK = VENV.with_name(".venv.lock")
"""Beside .venv, which is removed and made anew while it is held."""

OLDEST_PYTHON = (3, 11)
UV = "uv==0.13.9"
GROUPS = ("build", "test", "check")


def ensure_packages() -> None:
    """Bring .venv up to date, one process at a time. Raises SetupError."""
    with one_at_a_time(SETUP_LOCK):
        ensure_python_packages()
        ensure_npm_packages()


def ensure_python_packages() -> None:
    """Create .venv with the locked packages unless it is up to date. Raises SetupError."""
    if not REQUIREMENTS.exists():
        raise SetupError("tools/requirements.txt is missing: python3 tools/dev.py lock writes it")
    state = digest([REQUIREMENTS], ".".join(map(str, sys.version_info[:2])))
    if PYTHON.exists() and read_stamp(PYTHON_STAMP) == state:
        return
    make_venv()
    run_quietly(
        "installing Python packages",
        # No package may run code of its own while it is installed.
        pip("install", "--require-hashes", "--only-binary", ":all:", "-r", str(REQUIREMENTS)),
    )
    PYTHON_STAMP.write_text(state, encoding="utf-8")


def make_venv() -> None:
    """Create an empty .venv, replacing any existing one. Raises SetupError."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise SetupError(".venv must be recreated, so it cannot run this: use another Python")
    if VENV.is_symlink():
        raise SetupError(".venv is a symlink, whose target may be in use: remove the symlink")
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        install_with_apt([package], "Python's venv module is missing")
    # The stamp goes first, so that an interrupted removal is not taken for a complete .venv.
    PYTHON_STAMP.unlink(missing_ok=True)
    shutil.rmtree(VENV, ignore_errors=True)
    run_quietly("making .venv", [sys.executable, "-m", "venv", "--clear", VENV])


def ensure_npm_packages() -> None:
    """Fetch the locked npm packages for Deno into .venv unless they are up to date."""
    state = digest([DENO_CONFIG, DENO_LOCK, PYTHON_STAMP])
    if read_stamp(NPM_STAMP) == state:
        return
    run_quietly("fetching npm packages", [DENO, "install", "--frozen", *deno_lock_options()])
    NPM_STAMP.write_text(state, encoding="utf-8")


def deno_lock_options() -> list[str]:
    """Return Deno's options for our configuration and lock file."""
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


def lock(arguments: Sequence[str]) -> int:
    """Rewrite both lock files; ``arguments`` go to uv. Raises SetupError."""
    if not (PYTHON.exists() and PYTHON_STAMP.exists()):
        make_venv()
    run_quietly("fetching uv", pip("install", UV))
    groups = [part for group in GROUPS for part in ("--group", group)]
    options = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    # Package indexes are each machine's own setting.
    options += ["--no-emit-index-url", "--no-emit-find-links"]
    options += ["--python-version", ".".join(map(str, OLDEST_PYTHON))]
    options += ["--output-file", REQUIREMENTS.relative_to(ROOT).as_posix()]
    uv = [str(PYTHON), "-m", "uv", "pip", "compile"]
    code = call([*uv, *groups, *options, *arguments], child_environment())
    if code:
        return code
    ensure_python_packages()
    # Deno never removes unused entries, so the file is recreated.
    DENO_LOCK.unlink(missing_ok=True)
    run_quietly("locking npm packages", [DENO, "install", *deno_lock_options()])
    say("wrote tools/requirements.txt and tools/deno.lock")
    return 0
