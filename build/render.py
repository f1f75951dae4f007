"""Renders what is templated and copies what is not: one folder that a browser can load."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build import patterns
from build.browsers import Browser
from build.icons import ICON_SIZES, render_icon
from build.source import Branch, Source, UrlRule

ROOT = Path(__file__).resolve().parent.parent
EXTENSION = ROOT / "extension"
MANIFEST_TEMPLATE = ROOT / "manifest.template.json"
TEMPLATE_ENDING = ".template.js"
INCLUDE_ENDING = ".include.js"
ICON = "icons/icon.svg"


def version() -> str:
    """Return the extension's version, whose one home is ``pyproject.toml``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def render(browser: Browser, sources: Sequence[Source], into: Path) -> None:
    """Write the browser's whole extension into a folder that does not exist yet.

    Raises ``jinja2.TemplateError`` for a broken template and ``OSError`` for a file that
    cannot be read or written.
    """
    environment = _environment()
    values = {
        "browser": browser,
        "sources": sources,
        "patterns": patterns,
        "mention": patterns.mention(sources),
        "names_papers": patterns.names_papers(sources),
        "text_rules": patterns.text_rules,
        "link_rules": lambda *hosts: link_rules(sources, *hosts),
        "link_pages_on_request": [
            page for source in sources if source.links_on_request for page in source.link_pages
        ],
        "icon_sizes": ICON_SIZES,
        "version": version(),
    }
    # Macros see what is global only.
    environment.globals |= values
    for file in sorted(path for path in EXTENSION.rglob("*") if path.is_file()):
        name = file.relative_to(EXTENSION).as_posix()
        if name.endswith(INCLUDE_ENDING):
            continue
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(TEMPLATE_ENDING):
            template = environment.get_template(f"extension/{name}")
            target = into / (name.removesuffix(TEMPLATE_ENDING) + ".js")
            _write(target, template.render())
        elif name == ICON:
            for size in ICON_SIZES:
                (target.parent / f"{size}.png").write_bytes(render_icon(file, size))
        else:
            shutil.copyfile(file, target)
    manifest = environment.get_template(MANIFEST_TEMPLATE.name).render()
    _write(into / "manifest.json", manifest)


def javascript_regexp(pattern: str, flags: str = "") -> str:
    """Return a registry pattern as a JavaScript regular expression literal."""
    # Escapes and classes stay as they are; a slash elsewhere would end the literal.
    escaped = re.sub(
        r"\\.|\[(?:\\.|[^\]\\])*\]|/",
        lambda part: "\\/" if part[0] == "/" else part[0],
        pattern.replace("(?P<", "(?<"),
    )
    return f"/{escaped}/{flags}"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOT),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters |= {
        "json": _json,
        "regexp": javascript_regexp,
        "whole": lambda pattern: f"^(?:{pattern})$",
        "start": lambda pattern: f"^(?:{pattern})",
        "end": lambda pattern: f"(?:{pattern})$",
    }
    return environment


def link_rules(sources: Sequence[Source], *hosts: str) -> list[tuple[str, str]]:
    """Return what a content script needs to know of the links of some hosts.

    That is for each rule the pattern of a whole href, and what to put in its place to have the
    paper's name ("$1" is the first group, and nothing where that found nothing).
    """
    return [
        _link_rule(host, source.branch, rule)
        for host in hosts
        for source in sources
        for rule in source.urls
        if host in rule.hosts
    ]


def _link_rule(host: str, branch: Branch, rule: UrlRule) -> tuple[str, str]:
    pattern = f"^(?:https://{host.replace('.', '[.]')})?(?:{rule.path})"
    if rule.query:
        key, value = rule.query
        pattern += f"[?](?:[^#]*&)?{key}=(?:{value.replace('/', '(?:/|%2F)')})(?:[&#].*)?$"
    else:
        pattern += "(?:[?#].*)?$"
    numbers = re.compile(pattern, re.ASCII).groupindex
    # The letters' case that a template may ask for is not looked at: a site's own links have it
    # right.
    name = re.sub(r"\{([a-z]+)[^}]*\}", lambda part: f"${numbers[part[1]]}", rule.paper_id)
    return re.sub(r"\(\?P<[a-z]+>", "(", pattern), f"{branch}/{name}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
