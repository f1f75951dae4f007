"""Mozilla's linter on the built zip for Firefox: ``python -m tools.addon_lint``.

Its findings of every kind fail, notices included. Exit codes: 0 none, 1 some, 2 the linter failed.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from build.__main__ import archive_path
from build.browsers import BROWSERS
from tools.setup.paths import DENO, DENO_CONFIG, ROOT, VENV
from tools.setup.running import child_environment

STAMP = VENV / "addon-lint.stamp"
"""Says which zip and linter had no findings: it takes two seconds of processor time."""
DENO_LOCK = DENO_CONFIG.with_name("deno.lock")
LINTER = "addons-linter"
# It needs neither the network nor to write.
COMMAND = [
    *(str(DENO), "run", "--quiet", "--no-prompt", "--cached-only", "--frozen"),
    *("--allow-read", "--allow-env", "--allow-sys"),
    *("--config", str(DENO_CONFIG), "--lock", str(DENO_LOCK)),
]
FINDINGS = ("errors", "warnings", "notices")


def main() -> int:
    """Lint the zip unless it and the linter are as they were; return the exit code."""
    archive = archive_path(BROWSERS["firefox"], ROOT / "dist")
    if STAMP.exists() and STAMP.read_text("utf-8") == state_of(archive):
        return 0
    linted = subprocess.run(
        [*COMMAND, linter(), "--output", "json", str(archive)],
        capture_output=True,
        encoding="utf-8",
        env=child_environment(),
        check=False,
    )
    try:
        found = list(findings(json.loads(linted.stdout)))
    except (ValueError, KeyError):
        print(f"{LINTER} failed: {linted.stderr or linted.stdout}", file=sys.stderr)
        return 2
    print("".join(f"{it}\n" for it in found), end="")
    if not found:
        STAMP.write_text(state_of(archive), encoding="utf-8")
    return 1 if found else 0


def linter() -> str:
    """Return the linter as ``deno.json`` pins it: an ``npm:`` specifier with its version."""
    config = json.loads(DENO_CONFIG.read_text("utf-8"))
    return str(config["imports"][LINTER])


def state_of(archive: Path) -> str:
    """Return a hash of the zip and the linter's lock file."""
    total = hashlib.sha256(archive.read_bytes())
    total.update(DENO_LOCK.read_bytes())
    return total.hexdigest()


def findings(report: dict[str, Any]) -> Iterator[str]:
    """Yield one line for each finding in the linter's JSON.

    Raises ``KeyError`` if a kind of findings is missing.
    """
    for kind in FINDINGS:
        for it in report[kind]:
            place = ":".join(str(it[key]) for key in ("file", "line") if it.get(key))
            yield f"{place or 'the zip'}: {it['code']}: {it['message']}"


if __name__ == "__main__":
    sys.exit(main())
