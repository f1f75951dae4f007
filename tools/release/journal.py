"""Notes what was sent to a store that cannot be asked for it, so that a later run goes on."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tools.release.package import Package


class Journal:
    """One store's notes on one package, in a file; those on other bytes are dropped.

    It holds ids that the store gave, no secrets. A file that cannot be read counts as empty.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def notes(self, package: Package) -> dict[str, str]:
        """Return what is recorded for exactly these bytes of a package."""
        try:
            entry = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(entry, dict) or entry.get("sha256") != package.sha256:
            return {}
        notes = entry.get("notes")
        return {str(key): str(value) for key, value in notes.items()} if notes else {}

    def note(self, package: Package, **notes: str) -> None:
        """Add to the notes on this package; an empty value takes a note back."""
        kept = {key: value for key, value in (self.notes(package) | notes).items() if value}
        entry = {"version": package.version, "sha256": package.sha256, "notes": kept}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        # Written whole or not at all: the note of a sent request must survive a crash.
        draft = self._file.with_suffix(".new")
        draft.write_text(json.dumps(entry, indent=2) + "\n", encoding="utf-8")
        os.replace(draft, self._file)
