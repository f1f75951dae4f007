"""Runs a benchmark's JavaScript."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from deno import find_deno_bin


def rows_of(script: Path, extension: Path, *arguments: object) -> list[dict[str, Any]]:
    """Run a script with the extension's folder and more arguments; return the JSON that it prints.

    Raises ``CalledProcessError`` if it throws; its stderr goes to the terminal.
    """
    allow = f"--allow-read={extension}"
    command = [find_deno_bin(), "run", "--no-config", allow, str(script), str(extension)]
    ended = subprocess.run(
        [*command, *map(str, arguments)], check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    rows: list[dict[str, Any]] = json.loads(ended.stdout)
    return rows
