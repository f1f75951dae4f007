"""Renders the templates and copies all other files into a folder that a browser can load."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build import data
from build.browsers import BROWSERS, Browser
from build.icons import ICON_SIZES, render_icon
from build.javascript import constants, literal
from build.source import Source
from build.traditional import SIMPLIFIED, TRADITIONAL, traditional

ROOT = Path(__file__).resolve().parent.parent
EXTENSION = ROOT / "extension"
MANIFEST_TEMPLATE = ROOT / "manifest.template.json"
TEMPLATE_ENDING = ".template.js"
ICON = "icons/icon.svg"


def version() -> str:
    """Return the extension's version, which only ``pyproject.toml`` states."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def render(browser: Browser, sources: Sequence[Source], into: Path) -> None:
    """Write the browser's whole extension into a folder that does not exist yet.

    Raises ``jinja2.TemplateError`` for a broken template and ``OSError`` for a file that
    cannot be read or written.
    """
    templates = environment(browser, sources)
    for file in sorted(path for path in EXTENSION.rglob("*") if path.is_file()):
        name = file.relative_to(EXTENSION).as_posix()
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(TEMPLATE_ENDING):
            template = templates.get_template(f"extension/{name}")
            target = into / (name.removesuffix(TEMPLATE_ENDING) + ".js")
            _write(target, template.render())
        elif name == ICON:
            for size in ICON_SIZES:
                (target.parent / f"{size}.png").write_bytes(render_icon(file, size))
        else:
            shutil.copyfile(file, target)
    scripts = [(into / script).read_text(encoding="utf-8") for script in data.IMPORTED_SCRIPTS]
    _write(into / data.PLAIN_SCRIPTS_MODULE, as_module("\n".join(scripts)))
    simplified = (into / SIMPLIFIED).read_text(encoding="utf-8")
    (into / TRADITIONAL).parent.mkdir(exist_ok=True)
    _write(into / TRADITIONAL, traditional(simplified))
    for file in (into / "_locales").glob("*/messages.json"):
        _write(file, messages_for(browser, file.read_text(encoding="utf-8")))
    manifest = templates.get_template(MANIFEST_TEMPLATE.name).render()
    _write(into / "manifest.json", manifest)


def messages_for(browser: Browser, text: str) -> str:
    """Return the messages of one language, as JSON, with the browser's own in place of others.

    Those of the other browsers are left out. What is no JSON stays as it is: the check names it.
    """
    try:
        messages = json.loads(text)
    except ValueError:
        return text
    own = {usual: messages[name] for usual, name in browser.messages.items() if name in messages}
    stand_ins = {name for it in BROWSERS.values() for name in it.messages.values()}
    kept = {name: it for name, it in {**messages, **own}.items() if name not in stand_ins}
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def as_module(script: str) -> str:
    """Return the text of plain scripts as that of a module, which exports all that they define."""
    names = re.findall(r"^(?:function|const) (\w+)", script, re.MULTILINE)
    return f"{script}\nexport {{ {', '.join(names)} }};\n"


def environment(browser: Browser, sources: Sequence[Source]) -> Environment:
    """Return what renders the templates, by their path in the repository."""
    made = Environment(
        loader=FileSystemLoader(ROOT),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )
    fragments = data.fragments(sources)
    made.filters |= {
        "json": _json,
        "literal": lambda value: literal(value, fragments),
        "constants": lambda value: constants(value, fragments),
    }
    made.globals |= {
        "browser": browser,
        "sources": data.finder_sources(sources),
        "title_rules": data.title_rules(sources),
        "patterns": data.finder_patterns(sources),
        "broken_ids": data.broken_ids(sources),
        "often_filed_under": data.often_filed_under(sources),
        "imported_records": data.imported_records(sources),
        "paper_pages": data.paper_pages(sources),
        "link_sites": data.link_sites(sources),
        "link_rules": data.link_rules(sources),
        "reference_weights": data.reference_weights(),
        "icon_sizes": ICON_SIZES,
        "version": version(),
    }
    return made


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
