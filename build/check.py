"""Checks a rendered extension before it is packed; each problem names the file and why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from build import patterns
from build.engine import Engine, EngineError
from build.icons import png_size
from build.papers import Finder, compiled
from build.source import Source

FIND = "papers/find.js"


def problems(extension: Path, sources: Sequence[Source]) -> list[str]:
    """Return all that is wrong with a rendered extension, one line each; none if it is sound."""
    try:
        manifest = json.loads((extension / "manifest.json").read_text(encoding="utf-8"))
    except ValueError as error:
        return [f"manifest.template.json: renders no JSON: {error}"]
    found = [*_missing_files(extension, manifest), *_icons(extension, manifest)]
    found += _locales(extension, manifest)
    broken = list(_uncompilable(sources))
    if broken or found:
        return [*found, *broken]
    with Engine(extension) as engine:
        return list(_javascript_uncompilable(engine, sources)) or list(_examples(engine, sources))


def _missing_files(extension: Path, manifest: dict[str, Any]) -> Iterator[str]:
    for name in sorted(set(_files_named(manifest))):
        if not (extension / name).is_file():
            yield f"manifest.template.json: names {name}, which is not in extension/"


def _files_named(value: Any) -> Iterator[str]:
    """Yield every string of the manifest that is a file's path."""
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
            yield f"extension/{name}: no JSON: {error}"
            continue
        keys[name] = set(messages)
        yield from (
            f"extension/{name}: the message {key!r} is empty"
            for key, message in messages.items()
            if not message.get("message")
        )
    default = f"_locales/{manifest.get('default_locale')}/messages.json"
    if default not in keys:
        yield f"extension/{default}: is not there, and the manifest's default_locale names it"
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


def source_patterns(source: Source) -> Iterator[tuple[str, bool]]:
    """Yield every pattern of a source, and whether it is matched in any case."""
    yield source.paper_id, False
    for rule in source.urls:
        yield rule.path, rule.ignore_case
        if rule.query:
            yield rule.query[1], False
    yield from ((rule.pattern, True) for rule in source.dois)
    yield from ((rule.pattern, rule.ignore_case) for rule in patterns.text_rules(source))


def _file_of(source: Source) -> str:
    return f"build/sources/{source.name.lower()}.py"


def _uncompilable(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        for pattern, ignore_case in source_patterns(source):
            try:
                compiled(pattern, ignore_case)
            except re.error as error:
                yield f"{_file_of(source)}: Python cannot compile {pattern}: {error}"


def _javascript_uncompilable(engine: Engine, sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        for pattern, _ in source_patterns(source):
            if error := engine.compile_error(pattern.replace("(?P<", "(?<"), ""):
                yield f"{_file_of(source)}: JavaScript cannot compile {pattern}: {error}"


def _examples(engine: Engine, sources: Sequence[Source]) -> Iterator[str]:
    finder = Finder(sources)
    in_python = {
        "papersInUrl": finder.in_url,
        "papersInText": finder.in_text,
        "papersInDoi": finder.in_doi,
    }
    for source in sources:
        for function, text, expected in cases(source):
            results = {"Python": [paper.id for paper in in_python[function](text)]}
            try:
                found = engine.call(FIND, function, text)
                results["JavaScript"] = [paper["id"] for paper in found]
            except EngineError as error:
                yield f"{_file_of(source)}: the example {text!r} throws in JavaScript: {error}"
            for language, ids in results.items():
                if ids != expected:
                    yield (
                        f"{_file_of(source)}: the example {text!r} gives "
                        f"{' and '.join(ids) or 'no paper'} in {language}, "
                        f"not {' and '.join(expected) or 'none'}"
                    )


def cases(source: Source) -> Iterator[tuple[str, str, list[str]]]:
    """Yield a source's examples: the function of ``papers/find.js``, its input, the ids due."""
    for url, paper_id in source.examples.urls.items():
        yield "papersInUrl", url, [paper_id]
        if not url.startswith("file:"):
            yield "papersInText", f"(see {url}).", [paper_id]
    for doi, paper_id in source.examples.dois.items():
        yield "papersInDoi", doi, [paper_id]
        yield "papersInText", f"doi:{doi}.", [paper_id]
        yield "papersInUrl", f"https://doi.org/{doi}", [paper_id]
    for text, paper_id in source.examples.texts.items():
        yield "papersInText", text, [paper_id]
    for text in source.examples.near_misses:
        yield "papersInUrl", text, []
        yield "papersInText", text, []
