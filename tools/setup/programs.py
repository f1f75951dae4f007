"""Programs that may be the browser to run: chosen by a variable, asked for their version."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tools.setup.paths import WINDOWS, SetupError


def chosen(variable: str, fault_of: Callable[[Path], str]) -> str | None:
    """Return the path of the browser that an environment variable names, None if it is not set.

    ``fault_of`` says why a program cannot be used, "" if it can. Raises SetupError if it cannot.
    """
    name = os.environ.get(variable)
    if not name:
        return None
    path = shutil.which(name)
    fault = fault_of(Path(path)) if path else "no program has that name"
    if path is None or fault:
        raise SetupError(f"{variable} is set to {name!r}, but {fault}; correct or unset it")
    return str(Path(path).absolute())


def answer_to_version(path: Path) -> tuple[str, str]:
    """Return what a program answers to ``--version``, and why it cannot be run, "" if it can."""
    if not WINDOWS and is_snap(path):
        return "", "it is a snap, which cannot read the folders that the tests use"
    try:
        # On Windows a program without a console answers only into a pipe.
        answer = subprocess.run(
            [path, "--version"], capture_output=True, text=True, errors="replace", timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return "", f"it does not run ({error})"
    said = (answer.stdout or answer.stderr).strip()[:200]
    failed = f"it does not run (exit code {answer.returncode}: {said})"
    return said, failed if answer.returncode else ""


def is_snap(path: Path) -> bool:
    """Whether the program is a snap, or Ubuntu's script that starts one."""
    if "snap" in path.resolve().parts or path.resolve().name == "snap":
        return True
    with path.open("rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and b"/snap/" in start
