"""Checks what a source's file states, before anything runs; each fault says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from build import patterns
from build.source import ANY_HOST, ANY_KEY, Source, TitleRule, UrlRule

MATCH_PATTERN = re.compile(r"(?:\*|https?)://(?:\*|(?:\*\.)?[a-z0-9.-]+)/[^ ]*")
"""The browsers' match patterns, as far as we use them."""
_HOST = re.compile(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_CLASS = re.compile(r"\[(?:\\.|[^\]\\])*\]")
_IN_CLASS = re.compile(r"\\[sSwWdDbB]")
_OUTSIDE = re.compile(r"\\[sSwWdDbBZ.$^]|[.$^]|\(\?<[=!]")
_INSTEAD = {
    r"\d": "[0-9]",
    r"\D": "[^0-9]",
    r"\w": "[0-9A-Za-z_]",
    r"\W": "[^0-9A-Za-z_]",
    r"\s": r"[\x20\t]",
    r"\S": r"[^\x20\t]",
    ".": "[.] for a dot, [^/?#] for any character of a part of a path",
    r"\.": "[.]",
    "$": "[$] for the sign; a path or query value is always matched whole",
    r"\$": "[$]",
    "^": "nothing; a path or query value is always matched whole",
    r"\^": r"[\^]",
}
_LOOK = "a lookahead, or groups of what may come before"


def source_patterns(source: Source) -> Iterator[tuple[str, bool]]:
    """Yield every pattern of a source, and whether it ignores case."""
    if source.paper_id:
        yield source.paper_id, False
    yield from ((rule.path, True) for rule in source.titles)
    for rule in source.urls:
        yield rule.path, rule.ignore_case
        if rule.query:
            yield rule.query[1], rule.ignore_case
        if rule.also:
            yield rule.also[1], rule.ignore_case
    yield from ((rule.pattern, True) for rule in source.dois)
    yield from ((rule.pattern, rule.ignore_case) for rule in patterns.text_rules(source))
    for hint, cuts in patterns.broken_ids([source]):
        yield hint, False
        yield from cuts
    yield from ((pattern, False) for pattern in (*source.anchors, *source.labels))


def file_of(source: Source) -> str:
    """Return the path of a source's file."""
    return f"build/sources/{source.key}.py"


def not_tuples(value: Any, name: str = "SOURCE") -> Iterator[str]:
    """Yield each field of a source, or of a part of it, that should be a tuple and is none.

    Without its comma, ``("a.example")`` is a text, of which each letter would count as a host.
    """
    for field in fields(value):
        stated = getattr(value, field.name)
        place = f"{name}.{field.name}"
        is_tuple = str(field.type).startswith("tuple[") and not str(field.type).endswith("| None")
        if is_tuple and not isinstance(stated, tuple):
            yield f"{place} must be a tuple; of one, it is written with a comma: ({stated!r},)"
            continue
        for part in stated if isinstance(stated, tuple) else (stated,):
            if is_dataclass(part):
                yield from not_tuples(part, place)


def faults(source: Source, names: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with a source by itself, one line each.

    ``names`` are those of all sources.
    """
    for fault in (*_missing(source), *_match_patterns(source), *_hosts(source)):
        yield f"{file_of(source)}: {fault}"
    for pattern in dict.fromkeys(pattern for pattern, _ in source_patterns(source)):
        yield from (f"{file_of(source)}: {it}" for it in _outside_the_subset(pattern))
    yield from (f"{file_of(source)}: {fault}" for fault in _templates(source))
    other = source.often_filed_under
    if other and (other == source.name or other not in names):
        yield (
            f"{file_of(source)}: often_filed_under names {other!r}, which is no other source;"
            f" it is one of {', '.join(it for it in names if it != source.name)}"
        )


def _missing(source: Source) -> Iterator[str]:
    """Yield what every source states and this one does not."""
    examples = source.examples
    if not (source.urls or source.titles):
        yield "has neither urls nor titles: state a rule for the site's URLs"
    if source.urls and not source.paper_id:
        yield "has urls, but no paper_id: state the pattern that a whole id matches"
    if source.paper_id and not source.publisher:
        yield "has no publisher: state the template of a paper's page, for the way back"
    if not source.paper_pages:
        yield (
            "has no paper_pages: state match patterns of the pages that show one paper, such as"
            f' "{source.home.rstrip("/")}/paper/*"; the menu shows on them'
        )
    for rules, stated, name in (
        (source.urls, examples.urls, "urls"),
        (source.titles, examples.titles, "titles"),
        (source.dois, examples.dois, "dois"),
    ):
        if rules and not stated:
            yield f"has {name}, but no examples.{name}: give every rule an example that needs it"
        if stated and not rules:
            yield f"has examples.{name}, but no rule in {name} that reads them"
    if not examples.near_misses:
        yield "has no near_misses: give URLs of the site that show no paper, such as a volume's"


def _match_patterns(source: Source) -> Iterator[str]:
    stated = [("paper_pages", it) for it in source.paper_pages]
    stated += [("a LinkSite", it) for site in source.link_sites for it in site.pages]
    for place, pattern in stated:
        if not MATCH_PATTERN.fullmatch(pattern):
            yield (
                f"{place} has {pattern!r}, which is no match pattern: write scheme, host and path,"
                ' with * only in place of a part: "*://*.example.org/paper/*"'
            )


def _hosts(source: Source) -> Iterator[str]:
    hosts = [host for rule in source.urls for host in rule.hosts]
    hosts += [host for rule in source.titles for host in rule.hosts]
    hosts += [host for site in source.link_sites for host in site.hosts]
    for host in dict.fromkeys(hosts):
        if host != ANY_HOST and not _HOST.fullmatch(host):
            yield (
                f"{host!r} is no host: write its name alone, in lower case, without scheme, port"
                ' and path: "www.example.org", or "*.example.org" for all below it'
            )


def _outside_the_subset(pattern: str) -> Iterator[str]:
    in_classes = [mark for it in _CLASS.findall(pattern) for mark in _IN_CLASS.findall(it)]
    outside = _OUTSIDE.findall(_CLASS.sub("", pattern))
    for mark in dict.fromkeys([*in_classes, *outside]):
        instead = _LOOK if mark.startswith("(?") else _INSTEAD.get(mark, "a class in brackets")
        yield (
            f"the pattern {pattern} has {mark}, outside of what Python and JavaScript both read the"
            f" same: write {instead}"
        )


def _templates(source: Source) -> Iterator[str]:
    """Yield each group that a template names and its pattern does not have."""
    templates = [("publisher", source.publisher, source.paper_id)]
    for rule in source.urls:
        # Only the value's groups count where a query value is read.
        read = rule.query[1] if rule.query else rule.path
        templates.append(("paper_id of a UrlRule", rule.paper_id, read))
    templates += [("paper_id of a DoiRule", it.paper_id, it.pattern) for it in source.dois]
    templates += [("paper_id of a TextRule", it.paper_id, it.pattern) for it in source.texts]
    for place, template, pattern in templates:
        groups = {"match", *re.findall(r"\(\?P<([A-Za-z_]+)>", pattern)}
        for name, _, letters in re.findall(r"\{([^{}:]*)(:([^{}]*))?\}", template):
            if name not in groups:
                yield (
                    f"the {place} is {template!r}, but its pattern {pattern} has no group"
                    f" (?P<{name}>…); it has {', '.join(sorted(groups - {'match'})) or 'none'}"
                )
            if letters not in ("", "lower", "upper"):
                yield f"the {place} is {template!r}: after a group's colon comes lower or upper"


def unused(source: Source) -> Iterator[str]:
    """Yield each rule that reads no example; the patterns must compile.

    A host needs no example of its own: many are other names of one server.
    """
    examples = source.examples
    urls = [*examples.urls, *(f"https://doi.org/{it}" for it in examples.dois)]
    texts = [*examples.texts, *examples.texts.values(), *urls]
    rules: list[UrlRule | TitleRule] = [*source.urls, *source.titles]
    for rule in rules:
        name = "titles" if isinstance(rule, TitleRule) else "urls"
        if not any(_reads(rule, url) for url in (urls if name == "urls" else examples.titles)):
            yield (
                f"{file_of(source)}: no example needs the {type(rule).__name__} for"
                f" {rule.hosts[0]} with the path {rule.path}: add a URL that it reads"
                f" to examples.{name}, or take it out"
            )
    for kind, pattern, stated in (
        *(("DoiRule", it.pattern, [*examples.dois]) for it in source.dois),
        *(("TextRule", it.pattern, texts) for it in source.texts),
    ):
        read = re.compile(pattern, re.ASCII | re.IGNORECASE)
        if not any(read.search(text) for text in stated):
            name = "dois" if kind == "DoiRule" else "texts"
            yield (
                f"{file_of(source)}: no example needs the {kind} {pattern}: add one that it reads"
                f" to examples.{name}, or take it out"
            )


def _reads(rule: UrlRule | TitleRule, url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not any(it == ANY_HOST or fnmatchcase(host, it) for it in rule.hosts):
        return False
    if not re.fullmatch(rule.path, unquote(parts.path), re.ASCII | re.IGNORECASE):
        return False
    if isinstance(rule, TitleRule) or not rule.query:
        return True
    key, pattern = rule.query
    return any(
        key in (ANY_KEY, name) and re.fullmatch(pattern, value, re.ASCII | re.IGNORECASE)
        for name, value in parse_qsl(parts.query)
    )
