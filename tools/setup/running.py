"""Runs commands."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.setup.paths import BIN, ROOT, VENV, SetupError

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

    Ctrl-C is left to the command.
    """
    sys.stdout.flush()
    process = subprocess.Popen([str(part) for part in command], cwd=ROOT, env=env)
    while True:
        try:
            return _exit_code(process.wait())
        except KeyboardInterrupt:
            continue


def call_together(steps: Sequence[Step], env: Mapping[str, str]) -> list[int]:
    """Run commands in the repo's root at the same time; return their exit codes, in order.

    Each one's output is below its title: the first one's as it comes, that of others once all
    before it have ended.
    """

    def run(first: bool, command: Sequence[str | Path]) -> subprocess.CompletedProcess[bytes]:
        out, errors = (None, None) if first else (subprocess.PIPE, subprocess.STDOUT)
        words = [str(part) for part in command]
        return subprocess.run(words, cwd=ROOT, env=env, stdout=out, stderr=errors)

    title(steps[0][0])
    codes = []
    with ThreadPoolExecutor(len(steps)) as pool:
        running = [pool.submit(run, step is steps[0], step[1]) for step in steps]
        for (name, _), future in zip(steps, running, strict=True):
            ended = future.result()
            if ended.stdout is not None:
                title(name)
                print(ended.stdout.decode("utf-8", "replace"), end="", flush=True)
            codes.append(_exit_code(ended.returncode))
    return codes


def _exit_code(code: int) -> int:
    """Return a command's exit code as a shell gives it: 128 and the signal that ended it."""
    return code if code >= 0 else 128 - code


def run_step(what: str, command: Sequence[str | Path]) -> None:
    """Say what a step of the set-up does, and run it; raises SetupError if it fails."""
    say(f"{what} ...")
    words = [str(part) for part in command]
    # The output of a command such as `dev.py live` is its own.
    ended = subprocess.run(words, cwd=ROOT, env=child_environment(), stdout=sys.stderr)
    if code := ended.returncode:
        raise SetupError(f"{what} failed (exit code {code}): {shlex.join(words)}")


def title(name: str) -> None:
    """Print the heading of a step."""
    print(f"== {name}", flush=True)


def say(text: str) -> None:
    """Print a message to stderr, marked as ours."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)
