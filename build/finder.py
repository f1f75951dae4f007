"""The extension's own finder, for Python: it runs in the JavaScript engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from build.engine import Engine
from build.source import Branch

MODULE = "papers/find.js"
PAPER_MODULE = "papers/paper.js"


@dataclass(frozen=True)
class Paper:
    """A paper that Cool Papers can show."""

    source: str
    branch: Branch
    id: str
    kind: Literal["paper"] = "paper"


class Finder:
    """Finds papers by the rules of a rendered extension."""

    def __init__(self, engine: Engine) -> None:
        """Take a running engine; it stays the caller's to close."""
        self._engine = engine

    def in_text(self, text: str) -> list[Paper]:
        """Return the papers that a text names, in order of appearance, each once."""
        return self.each("papersInText", [text])[0]

    def in_url(self, url: str) -> list[Paper]:
        """Return the paper that a URL shows or wraps, or all those of a Cool Papers URL."""
        return self.each("papersInUrl", [url])[0]

    def cool_papers_url(self, branch: Branch, paper_id: str) -> str:
        """Return the URL that shows a paper on Cool Papers."""
        paper = {"kind": "paper", "source": "", "branch": branch, "id": paper_id}
        return str(self._engine.call(PAPER_MODULE, "coolPapersUrl", paper))

    def each(self, function: str, texts: Sequence[str]) -> list[list[Paper]]:
        """Call one of the finder's functions for many texts at once.

        Raises ``EngineError`` with what JavaScript threw.
        """
        found = self._engine.call_each(MODULE, function, texts)
        return [[Paper(**paper) for paper in papers] for papers in found]
