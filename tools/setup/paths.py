"""Where things are, on which system this runs, and what set-up leaves behind."""

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


class SetupError(Exception):
    """Something is missing or wrong that only the person at the keyboard can put right."""


def read_stamp(path: Path) -> str:
    """Return what the stamp file holds, or nothing if there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
