"""Puts small faults into the pure modules, one at a time, and lists what no fast test notices.

Each takes some seconds, so all of them take hours. Stryker makes them in a copy of the project; its
packages, which nothing else needs, are fetched when it first runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.setup.paths import DENO, ROOT, VENV

MODULES = ("extension/papers/!(*.template).js", "extension/reading/*.js")
"""All of them but templates, which are no JavaScript yet."""
TESTS = (
    *("cool_papers", "copies", "find_papers", "interpret", "ways_on"),
    *("golden", "own_rules", "reading"),
)
CONFIG = Path(__file__).with_name("deno.json")
_SETTINGS = VENV / "mutate.json"


def settings(files: Sequence[str]) -> dict[str, object]:
    """Return Stryker's settings for faults in these files, all modules if there are none."""
    tests = " ".join(f"tests/unit/test_{name}.py" for name in TESTS)
    return {
        "mutate": [*(files or MODULES)],
        "testRunner": "command",
        "commandRunner": {
            "command": f'"{sys.executable}" -m pytest -q -x -p no:cacheprovider {tests}',
        },
        "plugins": [],
        "reporters": ["clear-text", "progress-append-only"],
        "clearTextReporter": {"allowColor": False, "logTests": False},
        "disableTypeChecks": False,
        "ignorePatterns": [".venv", "dist", "tests/reading/shared", "demo-pictures"],
    }


def command(config: Path) -> list[str]:
    """Return the command that runs Stryker, as locked."""
    package = json.loads(CONFIG.read_text("utf-8"))["imports"]["@stryker-mutator/core"]
    locked = ["--config", str(CONFIG), "--frozen"]
    return [str(DENO), "run", "--allow-all", *locked, f"{package}/stryker", "run", str(config)]


def main(files: Sequence[str]) -> int:
    """Run Stryker on these files, and return its exit code."""
    _SETTINGS.write_text(json.dumps(settings(files)), encoding="utf-8")
    return subprocess.run(command(_SETTINGS), cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
