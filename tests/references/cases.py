"""References with their titles, and texts that are none: read from the files beside this one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_MARKED = re.compile("(.*)⟦(.*)⟧(.*)", re.DOTALL)


@dataclass(frozen=True)
class Reference:
    """A reference, cut where its title starts and ends."""

    name: str
    before: str
    title: str = ""
    """As the reference states it; "" if it states none: then all text is in ``before``."""
    after: str = ""

    @property
    def text(self) -> str:
        """The whole reference."""
        return self.before + self.title + self.after


def styles() -> list[Reference]:
    """Return the references of ``styles.toml``, each named ``style.row``."""
    return [
        _reference(f"{style}.{name}", marked)
        for style, rows in _tables("styles.toml").items()
        for name, marked in rows.items()
    ]


def near_misses() -> list[Reference]:
    """Return the texts of ``near_misses.toml``, without a title, each named ``kind.number``."""
    return [
        Reference(f"{kind}.{number}", text)
        for kind, texts in _tables("near_misses.toml").items()
        for number, text in enumerate(texts, 1)
    ]


def _reference(name: str, marked: str) -> Reference:
    found = _MARKED.fullmatch(marked)
    return Reference(name, *found.groups()) if found else Reference(name, marked)


def _tables(file: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / file).read_text("utf-8"))
