"""Lets the build join plain scripts with faults: Stryker declares the same functions in each."""

from __future__ import annotations

import re
from pathlib import Path

from build.data import IMPORTED_SCRIPTS

_STRYKERS = re.compile(r"\bstry[A-Za-z]+_\w+")


def main(extension: Path) -> None:
    """Give the functions of Stryker names of their own in each script that the build joins."""
    for at, script in enumerate(IMPORTED_SCRIPTS):
        path = extension / script
        # Some are templates, into which no faults are put.
        if path.exists():
            text = _STRYKERS.sub(rf"\g<0>_{at}", path.read_text("utf-8"))
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    # In Stryker's copy of the project.
    main(Path("extension"))
