"""Paths, the operating system, and set-up's error and stamp files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"

WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
DENO = BIN / ("deno.exe" if WINDOWS else "deno")
DENO_CONFIG = ROOT / "tools" / "deno.json"


class SetupError(Exception):
    """Something is missing or wrong that the user has to fix."""


def read_stamp(path: Path) -> str:
    """Return the contents of a file, "" if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
