"""Finds papers in URLs and text: what ``extension/papers/find.js`` does, in Python.

The build checks every source's examples with it, and the tests hold the two engines against
each other. What is said there on why a step is as it is holds here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ada_url import URL, check_url

from build import patterns
from build.source import Branch, Source, UrlRule

MAX_URL_LENGTH = 8192
MAX_WRAPPERS = 3
MAX_ALONE_LENGTH = 100
CONTEXT = 16
COOL_PAPERS = ("papers.cool", "www.papers.cool")
WITHOUT_PAPERS = ("data:", "javascript:")

Query = list[tuple[str, str]]


@dataclass(frozen=True)
class Paper:
    """A paper that Cool Papers can show."""

    source: str
    branch: Branch
    id: str


@cache
def compiled(pattern: str, ignore_case: bool = False) -> re.Pattern[str]:
    """Compile a registry pattern; raises ``re.error`` if it is none."""
    return re.compile(pattern, re.ASCII | (re.IGNORECASE if ignore_case else re.NOFLAG))


class Finder:
    """Finds the papers of the sources it is given."""

    def __init__(self, sources: Iterable[Source]) -> None:
        """Take the sources in the order in which their rules are tried."""
        self._sources = tuple(sources)
        self._mention = compiled(patterns.mention(self._sources), True)
        self._names_papers = compiled(patterns.names_papers(self._sources), True)
        self._rules_of_host: dict[str, list[tuple[Source, UrlRule]]] = {}
        for source in self._sources:
            for rule in source.urls:
                for host in rule.hosts:
                    self._rules_of_host.setdefault(host, []).append((source, rule))

    def in_text(self, text: str) -> list[Paper]:
        """Return the papers that a text names, in order of appearance, each once."""
        return self._alone(text) or list(dict.fromkeys(self._mentioned_in(text)))

    def in_url(self, url: str) -> list[Paper]:
        """Return the paper that a URL shows or wraps, or all those of a Cool Papers URL."""
        return list(dict.fromkeys(self._in_url(url, 0)))

    def in_doi(self, doi: str) -> list[Paper]:
        """Return the paper that a DOI names, if any; what follows the id is not looked at."""
        for source in self._sources:
            for rule in source.dois:
                if match := compiled(rule.pattern, True).match(doi):
                    return [_paper(source, rule.paper_id, match)]
        return []

    def _mentioned_in(self, text: str) -> Iterator[Paper]:
        in_run = compiled(patterns.RUN_CHARACTER).match
        end = 0
        for anchor in compiled(patterns.ANCHOR).finditer(text):
            if anchor.start() < end:
                continue
            floor, start, end = end, anchor.start(), anchor.start()
            while start > floor and in_run(text, start - 1):
                start -= 1
            while end < len(text) and in_run(text, end):
                end += 1
            left = max(floor, start - CONTEXT)
            for match in self._mention.finditer(text[left : end + CONTEXT]):
                if left + match.end() > start and left + match.start() < end:
                    yield from self._from_mention(match)

    def _from_mention(self, match: re.Match[str]) -> list[Paper]:
        if match["doi"]:
            return self.in_doi(match["doi"])
        if url := match["url"] or match["bare"]:
            url = url.strip(patterns.AROUND_URL)
            return (
                self._in_url(url if match["url"] else f"https://{url}", 0)
                if self._names_papers.search(url)
                else []
            )
        return self._by_text_rules(match["text"], alone=False) if match["text"] else []

    def _by_text_rules(self, text: str, *, alone: bool) -> list[Paper]:
        for source in self._sources:
            for rule in patterns.text_rules(source):
                if (alone or not rule.alone) and (
                    match := compiled(rule.pattern, rule.ignore_case).fullmatch(text)
                ):
                    return [_paper(source, rule.paper_id, match)]
        return []

    def _alone(self, text: str) -> list[Paper]:
        if len(text) > MAX_ALONE_LENGTH:
            return []
        return self._by_text_rules(text.strip(patterns.AROUND_ID), alone=True)

    def _in_url(self, text: str, wrappers: int) -> list[Paper]:
        text = _well_formed(text).replace("&amp;", "&")
        if len(text) > MAX_URL_LENGTH or not check_url(text):
            return []
        url = URL(text)
        if url.protocol in WITHOUT_PAPERS:
            return []
        if url.protocol == "file:":
            return self.in_text(_file_name(url.pathname))
        host = url.hostname.removesuffix(".")
        path, query = _undo_escapes(url.pathname), _query_of(url.search)
        found = (
            self._on_cool_papers(path)
            if host in COOL_PAPERS
            else self._by_url_rules(host, path, query)
        )
        if found or wrappers == MAX_WRAPPERS:
            return found
        for candidate in _wrapped_in(url, path, query):
            papers = (
                self.in_doi(candidate)
                if candidate.startswith("10.")
                else self._in_url(candidate, wrappers + 1)
            )
            if papers:
                return papers
        return []

    def _on_cool_papers(self, path: str) -> list[Paper]:
        match = compiled("/(?:arxiv|venue)/([^?#]+)").fullmatch(path)
        ids = match[1].split(",") if match else []
        return [
            paper
            for id_ in ids
            for paper in self._by_text_rules(id_.strip(patterns.AROUND_ID), alone=False)
        ]

    def _by_url_rules(self, host: str, path: str, query: Query) -> list[Paper]:
        rules = self._rules_of(host)
        for cut in (str, _without_text_around):
            for source, rule in rules:
                match = compiled(rule.path, rule.ignore_case).fullmatch(cut(path))
                if match and rule.query:
                    match = _in_query(rule.query, query, cut)
                if match:
                    return [_paper(source, rule.paper_id, match)]
        return []

    def _rules_of(self, host: str) -> list[tuple[Source, UrlRule]]:
        labels = host.split(".")
        parents = [f"*.{'.'.join(labels[count:])}" for count in range(1, len(labels))]
        return [rule for name in (host, *parents) for rule in self._rules_of_host.get(name, [])]


def _paper(source: Source, template: str, match: re.Match[str]) -> Paper:
    groups = {**match.groupdict(), "match": match[0]}

    def value(field: re.Match[str]) -> str:
        text = groups[field[1]] or ""
        return {"lower": text.lower, "upper": text.upper}.get(field[2], lambda: text)()

    id_ = re.sub(r"\{([a-z]+)(?::([a-z]+))?\}", value, template)
    return Paper(source.name, source.branch, id_)


def _in_query(
    rule: tuple[str, str], query: Query, cut: Callable[[str], str]
) -> re.Match[str] | None:
    for key, value in query:
        if key == rule[0] and (match := compiled(rule[1]).fullmatch(cut(value))):
            return match
    return None


def _without_text_around(text: str) -> str:
    match = compiled(patterns.AFTER_URL).search(text)
    return (text[: match.start()] if match else text).strip(".:?")


def _wrapped_in(url: URL, path: str, query: Query) -> Iterator[str]:
    for _, value in query:
        for text in (value, _undo_escapes(value)):
            if wrapped := _as_url(text, url) or _doi_in(text):
                yield wrapped
    rest = url.pathname + url.search + url.hash
    if match := compiled(patterns.WRAPPED_URL, True).search(rest):
        tail = rest[match.start() :]
        yield tail if check_url(tail) else _undo_escapes(tail)
    if match := compiled(patterns.WRAPPED_BARE_URL).search(rest):
        yield f"https://{rest[match.end() :]}"
    if doi := _doi_in(path):
        yield doi


def _as_url(value: str, base: URL) -> str | None:
    if re.match("https?:/", value, re.IGNORECASE):
        return value
    if value.startswith("//"):
        return f"https:{value}"
    if value.startswith("/") and base.host:
        return f"https://{base.host}{value}"
    return f"https://{value}" if compiled(patterns.URL_WITHOUT_SCHEME).match(value) else None


def _doi_in(text: str) -> str | None:
    match = compiled(patterns.WRAPPED_DOI, True).search(text)
    return text[match.end() :] if match else None


def _query_of(search: str) -> Query:
    pairs = (pair.partition("=") for pair in search[1:].split("&"))
    return [(_undo_escapes(key), _undo_escapes(value.replace("+", " "))) for key, _, value in pairs]


def _undo_escapes(text: str) -> str:
    return re.sub("%([0-7][0-9A-Fa-f])", lambda escape: chr(int(escape[1], 16)), text)


def _well_formed(text: str) -> str:
    """Replace lone surrogates, which JavaScript's ``URL`` replaces by itself."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _file_name(path: str) -> str:
    name = re.sub("(?:%[89A-Fa-f][0-9A-Fa-f])+", " ", path.rpartition("/")[2])
    for ending in (f"(?:{patterns.FILE_ENDING})\\Z", f"(?:{patterns.COPY_NUMBER})\\Z"):
        name = compiled(ending, True).sub("", _undo_escapes(name))
    return name.replace("_", " ")
