"""Checks a rendered extension before it is packed; each problem names its file."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from build import data, finder
from build.engine import Engine, EngineError
from build.icons import png_size
from build.render import ROOT
from build.source import LinkSite, Source
from build.source_check import faults, file_of, source_patterns, unused

MAX_SITES_AT_INSTALL = 3
"""With more, Chromium's install prompt says "a number of websites"."""
TEST_PAGES = ROOT / "tests" / "pages"
LONGEST_DESCRIPTION = 132
"""The most characters that browsers and stores accept in a manifest's description."""


def problems(extension: Path, sources: Sequence[Source], runs: bool = True) -> list[str]:
    """Return the problems of a rendered extension, one line each.

    Unless it ``runs``, the examples are left out: they take most of the time, and what they
    need has the same bytes for every browser.
    """
    try:
        manifest = json.loads((extension / "manifest.json").read_text(encoding="utf-8"))
    except ValueError as error:
        return [f"manifest.template.json: does not render valid JSON: {error}"]
    found = [*_missing_files(extension, manifest), *_icons(extension, manifest)]
    found += _locales(extension, manifest)
    found += _missing_files_of_pages(extension)
    found += _link_sites(extension, sources)
    names = [source.name for source in sources]
    found += [it for source in sources for it in faults(source, names)]
    found += _uncompilable(sources) or [it for source in sources for it in unused(source)]
    if found or not runs:
        return found
    with Engine(extension) as engine:
        return list(_javascript_uncompilable(engine, sources)) or [
            *_examples(engine, sources),
            *_titles(engine, sources),
            *near_misses(engine, sources),
        ]


def _missing_files(extension: Path, manifest: dict[str, Any]) -> Iterator[str]:
    for name in sorted(set(_files_named(manifest))):
        if not (extension / name).is_file():
            yield f"manifest.template.json: names {name}, which is not in extension/"


def _files_named(value: Any) -> Iterator[str]:
    """Yield every string in the manifest that is the path of a file."""
    if isinstance(value, dict):
        for item in value.values():
            yield from _files_named(item)
    elif isinstance(value, list):
        for item in value:
            yield from _files_named(item)
    elif isinstance(value, str) and re.fullmatch(
        r"/?[\w./-]+\.(?:js|html|css|png|svg|json)(?:[?#].*)?", value
    ):
        yield re.split("[?#]", value)[0].lstrip("/")


def _missing_files_of_pages(extension: Path) -> Iterator[str]:
    for page in sorted(extension.rglob("*.html")):
        name = page.relative_to(extension).as_posix()
        reader = _UrlsOfPage()
        reader.feed(page.read_text(encoding="utf-8"))
        reader.close()
        for url in reader.urls:
            path = re.split("[?#]", url)[0]
            if not path or re.match(r"//|[A-Za-z][A-Za-z0-9+.-]*:", path):
                continue
            file = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), path))[1:]
            if not (extension / file).is_file():
                yield f"extension/{name}: names {url}, which is not in extension/"


class _UrlsOfPage(HTMLParser):
    """Collects what an HTML page loads and where it links, as it is written there."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.urls += [(value or "").strip() for name, value in attrs if name in ("href", "src")]


def _icons(extension: Path, manifest: dict[str, Any]) -> Iterator[str]:
    for icons in (manifest.get("icons"), manifest.get("action", {}).get("default_icon")):
        for size, name in (icons or {}).items():
            file = extension / name
            if not file.is_file():
                continue
            try:
                actual = png_size(file.read_bytes())
            except ValueError as error:
                yield f"{name}: {error}"
                continue
            if actual != (int(size), int(size)):
                yield f"{name}: is {actual[0]}x{actual[1]} pixels, the manifest says {size}x{size}"


def _locales(extension: Path, manifest: dict[str, Any]) -> Iterator[str]:
    files = sorted((extension / "_locales").glob("*/messages.json"))
    keys: dict[str, set[str]] = {}
    for file in files:
        name = file.relative_to(extension).as_posix()
        try:
            messages = json.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            yield f"extension/{name}: is not valid JSON: {error}"
            continue
        keys[name] = set(messages)
        yield from (
            f"extension/{name}: the message {key!r} is empty"
            for key, message in messages.items()
            if not message.get("message")
        )
        length = len(messages.get("description", {}).get("message", ""))
        if length > LONGEST_DESCRIPTION:
            yield (
                f"extension/{name}: the description has {length} characters,"
                f" and browsers accept {LONGEST_DESCRIPTION}"
            )
    default = f"_locales/{manifest.get('default_locale')}/messages.json"
    if default not in keys:
        yield f"extension/{default}: is missing, but the manifest's default_locale names it"
        return
    for name, own in keys.items():
        yield from (f"extension/{name}: lacks {key!r}" for key in sorted(keys[default] - own))
        yield from (
            f"extension/{name}: has {key!r}, which extension/{default} lacks"
            for key in sorted(own - keys[default])
        )
    scripts = "".join(
        it.read_text(encoding="utf-8")
        for suffix in ("js", "html")
        for it in extension.rglob(f"*.{suffix}")
    )
    in_scripts = set(re.findall(r"[\"'](\w+)[\"']", scripts))
    in_manifest = set(re.findall(r"__MSG_(\w+)__", json.dumps(manifest)))
    unused = keys[default] - in_scripts - in_manifest
    yield from (f"extension/{default}: nothing uses {key!r}" for key in sorted(unused))
    for key in sorted(in_manifest - keys[default]):
        yield f"manifest.template.json: uses __MSG_{key}__, which extension/{default} lacks"


def _link_sites(extension: Path, sources: Sequence[Source]) -> Iterator[str]:
    """Yield what a site with links is missing: a rule, its content script, a test page."""
    hosts = {host for source in sources for rule in source.urls for host in rule.hosts}
    always = [key for source in sources for key, site in source.sites.items() if not site.optional]
    if len(always) > MAX_SITES_AT_INSTALL:
        yield (
            f"{', '.join(always)}: the install prompt names {MAX_SITES_AT_INSTALL} sites at most;"
            " make the LinkSite of a new one optional=True"
        )
    keys = [site.key or source.key for source in sources for site in source.link_sites]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"{key}: more than one LinkSite has this key"
    for source in sources:
        for key, site in source.sites.items():
            yield from _link_site(extension, source, key, site, hosts)


def _link_site(
    extension: Path, source: Source, key: str, site: LinkSite, hosts: set[str]
) -> Iterator[str]:
    for host in site.hosts:
        if host not in hosts:
            yield f"{file_of(source)}: no URL rule has the LinkSite's host {host}"
    script = data.content_script(key)
    if not (extension / script).is_file():
        yield f"{file_of(source)}: has a LinkSite, but extension/{script} is missing"
    # A copy of the repository without its tests can be built too.
    if TEST_PAGES.is_dir() and not any((TEST_PAGES / key).glob("*.html")):
        yield f"{file_of(source)}: has a LinkSite, but tests/pages/{key}/ has no test page (.html)"


def _uncompilable(sources: Sequence[Source]) -> list[str]:
    found = []
    for source in sources:
        for pattern, ignore_case in source_patterns(source):
            try:
                re.compile(pattern, re.ASCII | (re.IGNORECASE if ignore_case else re.NOFLAG))
            except re.error as error:
                found.append(f"{file_of(source)}: Python cannot compile {pattern}: {error}")
    return found


def _javascript_uncompilable(engine: Engine, sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        for pattern, _ in source_patterns(source):
            if error := engine.compile_error(pattern.replace("(?P<", "(?<"), ""):
                yield f"{file_of(source)}: JavaScript cannot compile {pattern}: {error}"


def _examples(engine: Engine, sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        for function, text, expected in cases(source):
            if not expected:
                continue
            example = f"{file_of(source)}: the example {text!r}"
            try:
                ids = [paper["id"] for paper in engine.call(finder.MODULE, function, text)]
            except EngineError as error:
                yield f"{example} throws: {error}"
                continue
            if ids != expected:
                yield f"{example} gives {' and '.join(ids) or 'no paper'}, not {expected[0]}"


def _titles(engine: Engine, sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        for url, words in source.examples.titles.items():
            found = engine.call(finder.MODULE, "titledInUrl", url)
            if not found or (found["source"], found["words"]) != (source.name, words):
                yield (
                    f"{file_of(source)}: the example {url!r} gives "
                    f"{found['words'] if found else 'no paper'!r}, not {words!r}"
                )


def near_misses(engine: Engine, sources: Sequence[Source]) -> Iterator[str]:
    """Yield each text that must name no paper and does, once, with the source that reads it."""
    files = {source.name: file_of(source) for source in sources}
    for source in sources:
        stated = [("near-miss", it) for it in source.examples.near_misses]
        stated += [("live page", it.url) for it in source.live_pages if not it.paper_id]
        for kind, text in stated:
            place = f"{file_of(source)}: the {kind} {text!r}"
            try:
                reader, paper = _read_by(engine, text)
            except EngineError as error:
                yield f"{place} throws: {error}"
                continue
            if reader == source.name:
                yield f"{place} is read as {paper}; narrow the rule that reads it"
            elif reader:
                yield (
                    f"{place} is read by {reader} as {paper}; if it is a paper of {reader}, take"
                    f" it out of these, else narrow the rule in {files[reader]}"
                )


def _read_by(engine: Engine, text: str) -> tuple[str, str]:
    """Return the source that takes a text for a paper, and what for; empty texts if none does."""
    for function in ("papersInUrl", "papersInText"):
        for paper in engine.call(finder.MODULE, function, text):
            return paper["source"], paper["id"]
    if titled := engine.call(finder.MODULE, "titledInUrl", text):
        return titled["source"], "a paper to be searched by its title"
    return "", ""


def cases(source: Source) -> Iterator[tuple[str, str, list[str]]]:
    """Yield a source's examples: a function of ``papers/find.js``, its input, the expected ids."""
    for url, paper_id in source.examples.urls.items():
        yield "papersInUrl", url, [paper_id]
        if not url.startswith("file:"):
            yield "papersInText", f"(see {url}).", [paper_id]
    for page in source.live_pages:
        yield "papersInUrl", page.url, [page.paper_id] if page.paper_id else []
    for doi, paper_id in source.examples.dois.items():
        yield "papersInDoi", doi, [paper_id]
        yield "papersInText", f"doi:{doi}.", [paper_id]
        yield "papersInUrl", f"https://doi.org/{doi}", [paper_id]
    for text, paper_id in source.examples.texts.items():
        yield "papersInText", text, [paper_id]
    for text in source.examples.near_misses:
        yield "papersInUrl", text, []
        yield "papersInText", text, []
