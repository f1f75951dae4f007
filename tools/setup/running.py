"""Runs commands and reports progress."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.setup.paths import BIN, ROOT, VENV, SetupError

HEARTBEAT_SECONDS = 15.0


def child_environment() -> dict[str, str]:
    """Return the environment variables for all tools."""
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

    Ctrl-C is left to the command. Raises SetupError if it cannot be started.
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
    """Run a set-up step: print ``what``, and the newest line of output while it runs.

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
    """Shows the newest line of a long step: in place on a terminal, now and then in a log."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._shown = time.monotonic()

    def __enter__(self) -> LiveLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)

    def show(self, line: str) -> None:
        """Show the line; in a log, only if nothing was shown for a while."""
        if self._terminal:
            width = shutil.get_terminal_size().columns - 3
            print(f"\r\x1b[2K  {line[:width]}", end="", file=sys.stderr, flush=True)
        elif time.monotonic() - self._shown > HEARTBEAT_SECONDS:
            self._shown = time.monotonic()
            print(f"  {line[:100]}", file=sys.stderr, flush=True)


def title(name: str) -> None:
    """Print the heading of a step."""
    print(f"== {name}", flush=True)


def say(text: str) -> None:
    """Print a message to stderr, marked as ours."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)
