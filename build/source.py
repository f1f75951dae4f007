r"""A paper source as data: the extension, the docs and the tests derive from it.

Patterns keep to the subset where Python's ``re`` (with ``re.ASCII``) and JavaScript agree: no
``\s``, ``.``, ``$`` or ``\d``, no variable-width lookbehind, groups named ``(?P<name>…)``. An id
is a template of those groups: ``{name}``, ``{name:lower}`` or ``{name:upper}``; a group that did
not match is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Branch = Literal["arxiv", "venue"]
"""The two halves of Cool Papers: ``papers.cool/arxiv/…`` and ``papers.cool/venue/…``."""


ANY_HOST = "*"
"""In a ``UrlRule``: the rule holds on hosts that no other rule reads."""
ANY_KEY = "*"
"""In a ``UrlRule``: the value may belong to any query key."""


LINE_BREAK = r"(?:\x20|\r?\n[\x20\t]{0,8})"
"""Pattern of what a PDF viewer, or a program that wraps lines, hands over at a line's end."""


@dataclass(frozen=True, kw_only=True)
class UrlRule:
    """Reads a paper's id from the path, or the path and one query value, of a URL."""

    hosts: tuple[str, ...]
    """Whole host names; ``*.example.org`` means every host below ``example.org``.

    ``ANY_HOST`` means every host; rules that name the host come first.
    """
    path: str
    """Pattern that the whole path must match, once its ASCII percent-escapes are decoded."""
    paper_id: str
    """Template of the id on Cool Papers."""
    query: tuple[str, str] | None = None
    """A query key, or ``ANY_KEY``, and the pattern that its whole value must match."""
    also: tuple[str, str] | None = None
    """Another query key, and the pattern that its whole value must match too."""
    several: bool = False
    """If true, the query value may be several, joined by commas."""
    ignore_case: bool = False


@dataclass(frozen=True, kw_only=True)
class TitleRule:
    """Recognizes the page or PDF of a paper whose id on Cool Papers cannot be told from its URL.

    Its title is searched: as the page or the link says it, else as the URL does.
    """

    hosts: tuple[str, ...]
    """Whole host names; ``*.example.org`` means every host below ``example.org``."""
    path: str
    """Pattern, ignoring case, that the whole path must match, percent-escapes decoded.

    Its group ``title``, if it has one, is the title's words, joined by hyphens or underscores.
    """


@dataclass(frozen=True, kw_only=True)
class DoiRule:
    """Reads a paper's id from a DOI, matching from its start and ignoring case."""

    pattern: str
    paper_id: str


@dataclass(frozen=True, kw_only=True)
class TextRule:
    """Reads a paper's id from plain text, where it is not part of a longer word or number."""

    pattern: str
    paper_id: str
    alone: bool = False
    """If true, it only applies where the id is the whole text (a selection, a PDF's file name)."""
    ignore_case: bool = False


@dataclass(frozen=True, kw_only=True)
class BrokenId:
    """Joins ids that a line's end in a PDF has cut in two."""

    hint: str
    """Pattern that every text with such a cut holds: cheap, and rare in prose."""
    halves: tuple[tuple[str, str], ...]
    """Patterns of what comes right before and right after the ``LINE_BREAK`` that is dropped."""
    ignore_case: bool = False
    """It applies to the halves, not to the hint."""


@dataclass(frozen=True, kw_only=True)
class LinkSite:
    """A site with links: ``extension/content/{key}.js`` adds them to its pages."""

    pages: tuple[str, ...]
    """Match patterns of the pages that the content script runs on."""
    hosts: tuple[str, ...]
    """The hosts of links to papers on those pages; the URL rules of all sources apply."""
    key: str = ""
    """Its name in settings, file names and message names, if it is not the source's own site."""
    name: str = ""
    """As readers know it, if that is not the source's name."""
    home: str = ""
    """Its home page, if it is not the source's; the options also show its host."""
    optional: bool = False
    """If true, links need an optional host permission that the user grants.

    At most three sites can be without: with a fourth, Chromium's install prompt no longer names
    them.
    """


@dataclass(frozen=True, kw_only=True)
class ImportedRecords:
    """Records on a source's site that stand for another source's papers.

    Cool Papers does not list them under the site's own ids. Taken from OpenReview's pages as its
    software renders them; unproven on the live site.
    """

    venue: str
    """Pattern of the venue text by which a record is told."""
    source: str
    """Name of the source whose papers they are."""
    ids_after: str
    """The text on a record's own page right before a link to that source."""


@dataclass(frozen=True, kw_only=True)
class Examples:
    """Inputs with the id that each must give, and near-misses that must give none."""

    urls: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    """URLs that a ``TitleRule`` recognizes, with the title's words that they state, or ""."""
    texts: Mapping[str, str] = field(default_factory=dict)
    dois: Mapping[str, str] = field(default_factory=dict)
    near_misses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LivePage:
    """A page of a publisher's site that ``tools/check_live.py`` looks at for changes."""

    url: str
    paper_id: str = ""
    """The id of the paper that it shows; empty for a page that lists papers of this source."""
    selectors: tuple[str, ...] = ()
    """CSS selectors as in the content script; each must match something in the page as served."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A publisher or archive whose papers Cool Papers shows."""

    name: str
    """The name as the field spells it; a venue's ids end with ``@`` and this name."""
    home: str
    """The home page, for the docs and for the name of a site with links."""
    branch: Branch
    paper_id: str = ""
    """Pattern that every whole id of this source on Cool Papers matches.

    Empty for a source whose papers are known by their titles only: it has just ``titles``.
    """
    publisher: str = ""
    """Template, of the groups in ``paper_id``, of the publisher's page of a paper."""
    urls: tuple[UrlRule, ...] = ()
    titles: tuple[TitleRule, ...] = ()
    dois: tuple[DoiRule, ...] = ()
    texts: tuple[TextRule, ...] = ()
    broken_ids: tuple[BrokenId, ...] = ()
    anchors: tuple[str, ...] = ()
    """Patterns, rare in prose, in ids in text that have none of the anchors of all sources.

    See ``ANCHOR`` in ``build/patterns.py``; each must be a part of the id, not of what is around.
    """
    url_marks: tuple[str, ...] = ()
    """Patterns, ignoring case, one of which is in every URL that a rule for ``ANY_HOST`` reads."""
    labels: tuple[str, ...] = ()
    """Patterns of words, in lower case, after which a number is an id: ``eprint=1706.0376``."""
    paper_pages: tuple[str, ...] = ()
    """The pages that show one paper, as the browsers' match patterns."""
    link_sites: tuple[LinkSite, ...] = ()
    """The sites whose pages get links: the source's own, and others that list its papers."""
    often_filed_under: str = ""
    """Another source, under whose ids Cool Papers lists many of this source's papers.

    If a paper's page or entry also links to that source, the id in that link is used.
    """
    is_sure: bool = True
    """False if Cool Papers may name a paper otherwise: the popup then offers to say so once."""
    imported: ImportedRecords | None = None
    """Records on this source's site that are another source's papers."""
    fragments: Mapping[str, str] = field(default_factory=dict)
    """Long parts that its patterns share, by name; one may hold those before it.

    In the rendered rules, which they only make shorter, each is a constant: ``ARXIV_ARCHIVES``.
    """
    examples: Examples
    live_pages: tuple[LivePage, ...] = ()
    """The pages that the live check fetches; every kind of page whose structure we rely on."""

    @property
    def key(self) -> str:
        """The name of the source in settings, file names and message names."""
        return self.name.lower().replace(" ", "_")

    @property
    def sites(self) -> dict[str, LinkSite]:
        """The sites with links, by key."""
        return {site.key or self.key: site for site in self.link_sites}
