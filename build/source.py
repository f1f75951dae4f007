r"""What a paper source is: data only, stated once, for the extension, the docs and the tests.

Every pattern is written in the subset in which Python's ``re`` (with ``re.ASCII``) and
JavaScript agree: no ``\s``, ``.``, ``$`` or ``\d``, no lookbehind of varying width, groups
named ``(?P<name>…)``. An id is written as a template over those groups: ``{name}``,
``{name:lower}`` or ``{name:upper}``; a group that took no part is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Branch = Literal["arxiv", "venue"]
"""The two halves of Cool Papers: ``papers.cool/arxiv/…`` and ``papers.cool/venue/…``."""


@dataclass(frozen=True, kw_only=True)
class UrlRule:
    """Reads a paper's id from the path, or the path and one query value, of a URL."""

    hosts: tuple[str, ...]
    """Whole host names; ``*.example.org`` stands for every host below ``example.org``."""
    path: str
    """Pattern that the whole path must match, after ASCII percent-escapes are undone."""
    paper_id: str
    """Template of the id on Cool Papers."""
    query: tuple[str, str] | None = None
    """A query key, and the pattern that its whole value must match."""
    ignore_case: bool = False


@dataclass(frozen=True, kw_only=True)
class DoiRule:
    """Reads a paper's id from a DOI, which is matched from its start, in any case."""

    pattern: str
    paper_id: str


@dataclass(frozen=True, kw_only=True)
class TextRule:
    """Reads a paper's id from bare text, where it stands between borders of its own."""

    pattern: str
    paper_id: str
    alone: bool = False
    """True: told only where the id is the whole text (a selection, a PDF's file name)."""
    ignore_case: bool = False


@dataclass(frozen=True, kw_only=True)
class Examples:
    """Inputs with the id that each must give, and near-misses that must give none."""

    urls: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    dois: Mapping[str, str] = field(default_factory=dict)
    near_misses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """A publisher or archive whose papers Cool Papers shows."""

    name: str
    """The name in the field's own spelling; after an ``@`` it ends the ids of a venue."""
    home: str
    """The source's own front page, for the docs."""
    branch: Branch
    paper_id: str
    """Pattern that every id of this source on Cool Papers matches whole."""
    urls: tuple[UrlRule, ...]
    dois: tuple[DoiRule, ...] = ()
    texts: tuple[TextRule, ...] = ()
    paper_pages: tuple[str, ...] = ()
    """Match patterns (the browsers' own form) of the pages that show one paper."""
    link_pages: tuple[str, ...] = ()
    """Match patterns of the pages that ``extension/content/{name}.js`` adds links to."""
    links_on_request: bool = False
    """True: only where the reader has asked for links, and the browser for leave to add them."""
    often_filed_under: str = ""
    """The source under whose ids Cool Papers files many of these papers instead.

    Where a paper's page or entry links to that source too, the id there is the one to use.
    """
    examples: Examples
