"""What the generated modules of the extension hold, as data: see ``extension/registry``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from build import patterns
from build.javascript import end, in_javascript, regexp, start, whole
from build.source import DoiRule, Source, TextRule, UrlRule

SHARED_CONTENT_SCRIPTS = (
    "registry/link-rules.js",
    "registry/imported-records.js",
    "papers/url-rules.js",
    "content/links.js",
)
"""What the content scripts of all sites need, in the order in which they load."""

SEARCH_WORDS = "papers/search-words.js"
"""What those of some sites need before their own: some of their papers are searched by title."""

SITES_WITH_SEARCHES = ("cvf", "ndss", "openreview")
"""The keys of these sites."""

IMPORTED_SCRIPTS = ("registry/imported-records.js", "papers/url-rules.js", SEARCH_WORDS)
"""Those that modules need too."""

PLAIN_SCRIPTS_MODULE = "papers/plain-scripts.js"
"""The module that the build makes of them, since they cannot export."""

COOL_PAPERS = {
    "name": "Cool Papers",
    "host": "papers.cool",
    "pages": ("https://papers.cool/*",),
    "optional": True,
    "scripts": ["content/cool-papers.js"],
    "label": "deadEndSwitch",
}
"""Cool Papers itself: it takes no links, but a bar where it does not have a paper."""


def content_script(site: str) -> str:
    """Return the path, in the extension, of the script that adds links to a site, by its key."""
    return f"content/{site}.js"


def content_scripts(site: str) -> list[str]:
    """Return the scripts that run on a site, in the order in which they load."""
    searches = [SEARCH_WORDS] if site in SITES_WITH_SEARCHES else []
    return [*SHARED_CONTENT_SCRIPTS, *searches, content_script(site)]


def fragments(sources: Sequence[Source]) -> dict[str, str]:
    """Return the parts of patterns that are rendered as constants: see ``Fragments``."""
    named = dict(patterns.FRAGMENTS)
    for source in sources:
        named |= {f"{source.key}_{name}".upper(): it for name, it in source.fragments.items()}
    spelled: dict[str, str] = {}
    for name, part in named.items():
        spelled[name] = in_javascript(part)
        # Where the rules of all sources are joined, groups have no names.
        if (unnamed := patterns.without_groups(part)) != part:
            spelled[f"{name}_UNNAMED"] = unnamed
    return spelled


def finder_sources(sources: Sequence[Source]) -> list[dict[str, Any]]:
    """Return each source's rules for the finder."""
    return [
        {
            "name": source.name,
            "branch": source.branch,
            "paperId": whole(source.paper_id),
            "publisher": source.publisher,
            "isSure": source.is_sure,
            "urls": [_url_rule(rule) for rule in source.urls],
            "dois": [_doi_rule(rule) for rule in source.dois],
            "texts": [_text_rule(rule) for rule in patterns.text_rules(source)],
        }
        for source in sources
        if source.paper_id
    ]


def title_rules(sources: Sequence[Source]) -> list[dict[str, Any]]:
    """Return how pages of papers are recognized that are known by their titles only."""
    return [
        {"source": source.name, "hosts": rule.hosts, "path": whole(rule.path, "i")}
        for source in sources
        for rule in source.titles
    ]


def finder_patterns(sources: Sequence[Source]) -> dict[str, Any]:
    """Return, by name, the patterns that serve all sources together."""
    return {
        "MENTION": regexp(patterns.mention(sources), "gi"),
        "NAMES_PAPERS": regexp(patterns.names_papers(sources), "i"),
        "ANCHOR": regexp(patterns.anchor(sources), "g"),
        "RUN_CHARACTER": regexp(patterns.RUN_CHARACTER),
        "URL_WITHOUT_SCHEME": start(patterns.URL_WITHOUT_SCHEME),
        "WRAPPED_URL": regexp(patterns.WRAPPED_URL, "i"),
        "WRAPPED_BARE_URL": regexp(patterns.WRAPPED_BARE_URL),
        "WRAPPED_DOI": regexp(patterns.WRAPPED_DOI, "i"),
        "AFTER_URL": regexp(patterns.AFTER_URL),
        "BASE64_URL": regexp(patterns.BASE64_URL),
        "FILE_ENDING": end(patterns.FILE_ENDING, "i"),
        "COPY_NUMBER": end(patterns.COPY_NUMBER),
        "AROUND_URL": patterns.AROUND_URL,
        "AROUND_ID": patterns.AROUND_ID,
    }


def broken_ids(sources: Sequence[Source]) -> list[dict[str, Any]]:
    """Return how ids are joined again that a line's end has cut in two."""
    return [
        {
            "hint": regexp(hint),
            "cuts": [regexp(cut, "gi" if ignore_case else "g") for cut, ignore_case in cuts],
        }
        for hint, cuts in patterns.broken_ids(sources)
    ]


def often_filed_under(sources: Sequence[Source]) -> dict[str, str]:
    """Return, by source, the source under whose ids Cool Papers files many of its papers."""
    return {it.name: it.often_filed_under for it in sources if it.often_filed_under}


def imported_records(sources: Sequence[Source]) -> dict[str, dict[str, Any]]:
    """Return, by source, how records of another source's papers are told on its site."""
    return {
        it.name: {
            "venue": regexp(f"(?<![A-Za-z])(?:{it.imported.venue})(?![0-9])"),
            "source": it.imported.source,
            "idsAfter": it.imported.ids_after,
        }
        for it in sources
        if it.imported
    }


def paper_pages(sources: Sequence[Source]) -> list[str]:
    """Return the match patterns of the pages, and PDFs, that show one paper."""
    return [pattern for source in sources for pattern in source.paper_pages]


def link_sites(sources: Sequence[Source]) -> dict[str, dict[str, Any]]:
    """Return, by key, the sites that take links, then Cool Papers itself."""
    sites: dict[str, dict[str, Any]] = {
        key: {
            "name": site.name or source.name,
            "host": (site.home or source.home).removeprefix("https://").strip("/"),
            "pages": site.pages,
            "optional": site.optional,
            "scripts": content_scripts(key),
            "label": "",
        }
        for source in sources
        for key, site in source.sites.items()
    }
    return sites | {"coolpapers": COOL_PAPERS}


def link_rules(sources: Sequence[Source]) -> dict[str, list[dict[str, Any]]]:
    """Return, by key of the site that takes links, the rules that read its links.

    They are the finder's own rules, of every source, for the hosts that the site names.
    """
    return {
        key: [
            {"branch": source.branch, **_url_rule(rule)}
            for source in sources
            for rule in source.urls
            if set(rule.hosts) & set(site.hosts)
        ]
        for listing in sources
        for key, site in listing.sites.items()
    }


def _url_rule(rule: UrlRule) -> dict[str, Any]:
    flags = "i" if rule.ignore_case else ""
    also = {"key": rule.also[0], "value": whole(rule.also[1], flags)} if rule.also else None
    query = rule.query and {
        "key": rule.query[0],
        "value": whole(rule.query[1], flags),
        "also": also,
        "several": rule.several,
    }
    return {
        "hosts": rule.hosts,
        "path": whole(rule.path, flags),
        "query": query,
        "paperId": rule.paper_id,
    }


def _doi_rule(rule: DoiRule) -> dict[str, Any]:
    return {"pattern": start(rule.pattern, "i"), "paperId": rule.paper_id}


def _text_rule(rule: TextRule) -> dict[str, Any]:
    return {
        "pattern": whole(rule.pattern, "i" if rule.ignore_case else ""),
        "paperId": rule.paper_id,
        "alone": rule.alone,
    }


REFERENCE_WEIGHTS = Path(__file__).with_name("reference_weights.tsv")
"""Lines of feature, tab and weight, sorted by feature; written by ``tools/references``."""


def reference_weights() -> str:
    """Return the model's weights as lines, those of one kind under its name."""
    lines = REFERENCE_WEIGHTS.read_text(encoding="utf-8").splitlines()
    by_kind = groupby(lines, lambda line: line.partition("=" if "=" in line else " ")[0])
    return "".join(
        "\n".join([f"={kind}", *(line[len(kind) + 1 :] for line in some), ""])
        for kind, some in by_kind
    )
