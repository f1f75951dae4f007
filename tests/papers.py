"""Papers as values, as the extension's functions and messages hold them."""

from __future__ import annotations

from typing import Any

from build import registry

Json = dict[str, Any]

HARD_TITLE = "E\ufb03cient $\\epsilon$-Tea for Poincar\\'e:" + " more" * 50
"""A title with a ligature and TeX, too long to be searched whole."""

HARD_TITLE_WORDS = "Efficient epsilon Tea for Poincaré" + " more" * 33
"""What of it is searched: 200 characters at most."""


def paper(key: str) -> Json:
    """Return the paper that ``branch/id`` names, as if of no source."""
    branch, _, id_ = key.partition("/")
    return {"kind": "paper", "source": "", "branch": branch, "id": id_}


def titled(words: str, source: str = "arXiv", page: str = "") -> Json:
    """Return a paper that is known by its title only."""
    assert not source or any(it.name == source for it in registry.load())
    return {"kind": "titled", "source": source, "page": page, "words": words}


def named(some: Json | str, title: str = "") -> Json:
    """Return a paper, or the one that ``branch/id`` names, with its title."""
    return {"paper": paper(some) if isinstance(some, str) else some, "title": title}


def open_papers(*papers: Json | str, **how: Any) -> Json:
    """Return the message by which a page of ours asks the worker to open papers."""
    return {"type": "openPapers", "named": [named(it) for it in papers], **how}
