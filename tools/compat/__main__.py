"""Checks the built extension against MDN's compatibility data: ``python -m tools.compat``.

What a lowest version in ``build/browsers.py`` lacks fails, unless ``reviewed.py`` says why it may
be used. Types are what tell methods apart, so what scripts call on values of the type
``any`` is not seen.

Exit codes: 0 nothing is lacking, 1 something is, 2 the check failed.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build.browsers import BROWSERS
from tools.compat.reviewed import REVIEWED
from tools.setup.checks import JOINED, RENDERED, plain_script_lists, typed_scripts
from tools.setup.paths import DENO, DENO_CONFIG, VENV
from tools.setup.running import child_environment

DIST = RENDERED.parent
FOLDER = Path(__file__).parent
STAMP = VENV / "compat.stamp"
"""Says for which files nothing was lacking: it takes four seconds of processor time."""
READ = {".js", ".css", ".html", ".json"}
"""Endings of the files that it reads."""
# It needs neither the network nor to write.
COMMAND = [
    *(str(DENO), "run", "--quiet", "--no-prompt", "--cached-only", "--frozen"),
    *("--allow-read", "--allow-env", "--allow-sys", "--config", str(DENO_CONFIG)),
    *("--lock", str(DENO_CONFIG.with_name("deno.lock")), str(FOLDER / "main.js")),
]

Use = tuple[str, str, str]
"""A file of the extension, the feature that it uses, and the browser that lacks it."""


@dataclass(frozen=True, order=True)
class Lack:
    """A use of a feature that a lowest version lacks."""

    file: str
    line: int
    name: str
    browser: str
    says: str

    @property
    def use(self) -> Use:
        """What a review is of: it holds for all lines of a file."""
        return (self.file, self.name, self.browser)

    def __str__(self) -> str:
        lowest = lowest_versions().get(self.browser)
        reason = f"{self.browser} {self.says}, the lowest is {lowest}" if lowest else self.says
        return f"{self.file}:{self.line}: {self.name}: {reason}"


def main() -> int:
    """Check the extension unless all is as it was; return the exit code."""
    scripts = typed_scripts()
    if STAMP.exists() and STAMP.read_text("utf-8") == state():
        return 0
    try:
        found = {place(it) for it in lacks(extension(scripts))}
    except (ValueError, KeyError) as error:
        print(f"the check failed: {error}", file=sys.stderr)
        return 2
    wrong = problems(found, reviewed_uses())
    print("".join(f"{it}\n" for it in wrong), end="")
    if not wrong:
        STAMP.write_text(state(), encoding="utf-8")
    return 1 if wrong else 0


def lowest_versions(*names: str) -> dict[str, str]:
    """Return the lowest versions by MDN's name of the browser; of these browsers only, if any."""
    chosen = [it for it in BROWSERS.values() if not names or it.name in names]
    return {name: it.minimum_version for it in chosen for name in it.packages}


def extension(scripts: Sequence[Path]) -> dict[str, Any]:
    """Return what the check reads: the files of the built extension, and the lowest versions."""
    manifests = [(str(DIST / it / "manifest.json"), lowest_versions(it)) for it in BROWSERS]
    return {
        "scripts": [str(it) for it in scripts],
        "styles": sorted(str(it) for it in RENDERED.rglob("*.css")),
        "pages": sorted(str(it) for it in RENDERED.rglob("*.html")),
        "manifests": manifests,
        "versions": lowest_versions(),
    }


def lacks(given: Mapping[str, Any]) -> Iterator[Lack]:
    """Yield what the files that are given use and browsers lack.

    Raises ``ValueError`` with what the check printed if it fails.
    """
    checked = subprocess.run(
        COMMAND,
        input=json.dumps(given),
        capture_output=True,
        encoding="utf-8",
        env=child_environment(),
        check=False,
    )
    if checked.returncode:
        raise ValueError(checked.stderr)
    for it in json.loads(checked.stdout):
        for browser, says in it["lacking"].items():
            yield Lack(it["file"], it["line"], it["name"], browser, says)


def place(lack: Lack) -> Lack:
    """Return the same with the path in the extension, and the line there.

    Scripts that run together were joined.
    """
    file, line = Path(lack.file), lack.line
    if file.parent != JOINED:
        return Lack(
            file.relative_to(DIST).as_posix().split("/", 1)[1],
            *(line, lack.name, lack.browser, lack.says),
        )
    scripts = next(it for it in plain_script_lists() if Path(it[-1]).name == file.name)
    for name in scripts:
        lines = (RENDERED / name).read_text("utf-8").count("\n") + 1
        if line <= lines:
            break
        line -= lines
    return Lack(name, line, lack.name, lack.browser, lack.says)


def reviewed_uses() -> set[Use]:
    """Return the uses that are reviewed, one for each browser."""
    return {(file, name, it) for file, name, browsers in REVIEWED for it in browsers}


def problems(found: set[Lack], reviewed: set[Use]) -> list[str]:
    """Return what is lacking and not reviewed, and reviews of what no longer is, a line each."""
    outdated = reviewed - {it.use for it in found}
    return [
        *(str(it) for it in sorted(found) if it.use not in reviewed),
        *(f"reviewed.py: not needed any more: {' '.join(it)}" for it in sorted(outdated)),
    ]


def state() -> str:
    """Return a hash of all that the result comes from."""
    tool = [*FOLDER.glob("*.js"), *FOLDER.glob("*.py"), DENO_CONFIG.with_name("deno.lock")]
    built = [it for name in BROWSERS for it in (DIST / name).rglob("*") if it.suffix in READ]
    total = hashlib.sha256(repr(sorted(lowest_versions().items())).encode())
    for file in sorted(tool + built):
        total.update(f"{file}\0".encode() + file.read_bytes())
    return total.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
