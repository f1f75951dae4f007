"""The Python packages in `.venv`, made by uv, and the npm packages for Deno, both as locked."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import sys
from collections.abc import Sequence

from tools.setup.paths import DENO, DENO_CONFIG, PYTHON, ROOT, VENV
from tools.setup.running import call, child_environment, run_step
from tools.setup.system import install_with_apt

REQUIREMENTS = ROOT / "tools" / "requirements.txt"
TRAINING_REQUIREMENTS = ROOT / "tools" / "references" / "requirements.txt"
TRAINING = VENV / "train"
"""Packages that only `dev.py train` imports."""
DENO_LOCK = ROOT / "tools" / "deno.lock"
STAMP = VENV / "set-up.stamp"
"""Says which lock files .venv was made from; it is written when all is installed."""
OLDEST_PYTHON = (3, 11)
# No package may run code of its own while it is installed.
LOCKED = ["--quiet", "--require-hashes", "--only-binary", ":all:"]


def ensure_packages() -> None:
    """Make .venv unless it is up to date. Raises SetupError, or OSError if a lock file is gone."""
    locked = b"".join(file.read_bytes() for file in (REQUIREMENTS, DENO_CONFIG, DENO_LOCK))
    state = f"{sys.version_info[:2]} {hashlib.sha256(locked).hexdigest()}"
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text("utf-8") == state:
        return
    make_venv()
    run_step("installing Python packages", uv("sync", *LOCKED, str(REQUIREMENTS)))
    run_step("fetching npm packages", deno_install("--frozen"))
    STAMP.write_text(state, encoding="utf-8")


def ensure_training_packages() -> None:
    """Install what only `dev.py train` needs. Raises SetupError."""
    options = ["--target", str(TRAINING), str(TRAINING_REQUIREMENTS)]
    run_step("installing numpy and scipy", uv("sync", *LOCKED, *options))


def make_venv() -> None:
    """Replace .venv by a new one with only pip and uv. Raises SetupError."""
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        install_with_apt([package], "Python's venv module is missing")
    # The stamp goes first, so that an interrupted removal is not taken for a complete .venv.
    STAMP.unlink(missing_ok=True)
    run_step("making .venv", [sys.executable, "-m", "venv", "--clear", VENV])
    # Pip takes hashes from a file only.
    locked = re.search(r"^uv==(?:.*\\\n)*.*$", REQUIREMENTS.read_text("utf-8"), re.MULTILINE)
    assert locked
    (VENV / "uv.txt").write_text(locked[0], encoding="utf-8")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    run_step("fetching uv", [*pip, *LOCKED, "-r", VENV / "uv.txt"])


def uv(*arguments: str) -> list[str]:
    """Return the command that runs .venv's `uv pip`."""
    return [str(PYTHON), "-m", "uv", "pip", *arguments]


def deno_install(*options: str) -> list[str]:
    """Return the command that fetches npm packages."""
    files = ["--config", str(DENO_CONFIG), "--lock", str(DENO_LOCK)]
    return [str(DENO), "install", "--quiet", *options, *files]


def lock(arguments: Sequence[str]) -> int:
    """Rewrite the lock files; ``arguments`` go to uv. Raises SetupError."""
    ensure_packages()
    # Package indexes are each machine's own setting.
    options = ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"]
    options += ["--universal", "--generate-hashes", "--quiet"]
    options += ["--python-version", ".".join(map(str, OLDEST_PYTHON))]
    locked = {REQUIREMENTS: ("build", "test", "check"), TRAINING_REQUIREMENTS: ("train",)}
    for file, names in locked.items():
        groups = [f"--group={name}" for name in names]
        output = ["--output-file", file.relative_to(ROOT).as_posix()]
        command = uv("compile", *groups, *options, *output, *arguments)
        if code := call(command, child_environment()):
            return code
    ensure_packages()
    # Deno never removes unused entries, so the file is recreated.
    DENO_LOCK.unlink()
    run_step("locking npm packages", deno_install())
    return 0
