"""Runs commands, and lets one process at a time set up."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tools.setup.paths import BIN, ROOT, VENV, SetupError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

Step = tuple[str, Sequence[str | Path]]
"""The name of a command, and the command."""


def child_environment() -> dict[str, str]:
    """Return the environment variables for all tools."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    deno = {"DENO_DIR": str(VENV / "deno"), "DENO_NO_UPDATE_CHECK": "1"}
    # Deno looks up the registry's host 200 times at once. Where a name server drops some of these
    # queries, each would wait glibc's 5 seconds.
    resolver = {"RES_OPTIONS": os.environ.get("RES_OPTIONS", "timeout:1 attempts:5")}
    # Many processes import the same: where this is set, each would compile all of it anew.
    python = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": ""}
    return {**os.environ, "PATH": path, **python, **deno, **resolver}


def call(command: Sequence[str | Path], env: Mapping[str, str]) -> int:
    """Run a command in the repo's root, its output going to the terminal; return its exit code.

    Ctrl-C is left to the command. Raises SetupError if it cannot be started.
    """
    return _ended(_started(command, env))


def call_together(steps: Sequence[Step], env: Mapping[str, str]) -> list[int]:
    """Run commands in the repo's root at the same time; return their exit codes, in order.

    Each one's output is below its title: the first one's as it comes, that of others once all
    before it have ended. Raises as ``call`` does.
    """
    codes = []
    with ExitStack() as stack:
        running = []
        for at, (name, command) in enumerate(steps):
            if at == 0:
                title(name)
            output = stack.enter_context(TemporaryFile()) if at else None
            process = _started(command, env, output)
            stack.callback(process.kill)
            running.append((name, process, output))
        for name, process, output in running:
            codes.append(_ended(process))
            if output:
                title(name)
                output.seek(0)
                print(output.read().decode("utf-8", "replace"), end="", flush=True)
    return codes


def giving_way(command: Sequence[str | Path]) -> list[str | Path]:
    """Return a command that uses only the time that others leave, where the system can say so."""
    return [*(["nice", "-n", "19"] if shutil.which("nice") else []), *command]


def _started(
    command: Sequence[str | Path], env: Mapping[str, str], output: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """Start a command; all its output goes to a file if one is given."""
    sys.stdout.flush()
    words = [str(part) for part in command]
    errors = subprocess.STDOUT if output else None
    try:
        return subprocess.Popen(words, cwd=ROOT, env=env, stdout=output, stderr=errors)
    except FileNotFoundError:
        raise SetupError(f"{command[0]} is missing: delete .venv and try again") from None


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Wait for a command, which Ctrl-C is left to; return its exit code."""
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code


def run_step(what: str, command: Sequence[str | Path]) -> None:
    """Say what a step of the set-up does, and run it; raises SetupError if it fails."""
    say(f"{what} ...")
    words = [str(part) for part in command]
    # The output of a command such as `dev.py live` is its own.
    ended = subprocess.run(words, cwd=ROOT, env=child_environment(), stdout=sys.stderr)
    if ended.returncode:
        code = ended.returncode
        raise SetupError(f"{what} failed (exit code {code}): {shlex.join(words)}")


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Hold the lock that a file stands for; wait while another process holds it, and say so."""
    with file.open("ab") as opened:
        if not _taken(opened.fileno()):
            say("waiting for another dev.py to finish its set-up ...")
            while not _taken(opened.fileno()):
                time.sleep(0.1)
        yield


def _taken(file: int) -> bool:
    """Lock an open file until its process closes it or ends; return whether that was possible."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def title(name: str) -> None:
    """Print the heading of a step."""
    print(f"== {name}", flush=True)


def say(text: str) -> None:
    """Print a message to stderr, marked as ours."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)
