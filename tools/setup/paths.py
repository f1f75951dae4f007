"""Paths, the operating system, and the error of a set-up."""

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
