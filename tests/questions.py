"""What pure modules of the extension are asked, to compare the answers of two engines."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from build import registry
from build.engine import Engine
from tests.profile import NIGHTLY
from tests.references.scores import disguised, undisguised, untitled
from tools.browser.devtools import Json
from tools.browser.local_web import LocalWeb

FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    "papers/find.js": (
        *("papersInText", "papersInUrl", "titledInUrl", "namesOnlyPapers"),
        "repairText",
    ),
    "papers/interpret.js": ("interpret",),
    "papers/bibliography.js": ("titleInReference",),
    "papers/plain-scripts.js": ("searchWords",),
    "papers/paper.js": ("papersShown",),
    "papers/copies.js": ("printable",),
    "reading/titles.js": ("titleIn", "isTitle", "isLabel", "areNames", "withoutSites"),
}
"""By module, functions that take a text."""
WEIGHING = ("interpret", "titleInReference")
"""Those that weigh what could be a title: nearly all of the time, so by day they get some texts."""
_SITE = "https://modules.example/"
_ANSWERS = f"""
const questions = await (await fetch("{_SITE}questions.json")).json();
const answers = [];
for (const {{ module, name, texts }} of questions) {{
  const asked = (await import(`{_SITE}${{module}}`))[name];
  answers.push(texts.map((text) => asked(text) ?? null));
}}
document.querySelector("output").textContent = JSON.stringify(answers);
"""
ANSWERED = "return document.querySelector('output').textContent || null"
"""A script for the page: its answers as JSON, null until all are there."""


def texts() -> list[str]:
    """Return all texts of the fast tests, of the sources' examples and of made references."""
    found = [*_texts_of_tests(), *_texts_of_examples()]
    for cases in (undisguised(), untitled(), disguised("hyphenated_lines")):
        found += [it.text for it in cases]
    return list(dict.fromkeys(found))


def _texts_of_tests() -> Iterator[str]:
    for file in sorted((Path(__file__).parent / "unit").glob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def _texts_of_examples() -> Iterator[str]:
    for source in registry.load():
        examples = source.examples
        for some in (examples.urls, examples.titles, examples.texts, examples.near_misses):
            yield from some
        yield from (f"doi:{doi}" for doi in examples.dois)


def questions() -> list[Json]:
    """Return one for each function: `module`, `name` and `texts`."""
    asked = texts()
    some = asked if NIGHTLY else asked[::12]
    return [
        {"module": module, "name": name, "texts": some if name in WEIGHING else asked}
        for module, names in FUNCTIONS.items()
        for name in names
    ]


def answers(engine: Engine, asked: list[Json]) -> list[Any]:
    """Return, for each question, the engine's answers for each text."""
    given = [engine.call_each(it["module"], it["name"], it["texts"]) for it in asked]
    return parsed(json.dumps(given))


def parsed(answers: str) -> list[Any]:
    """Read answers; numbers are rounded, since engines differ in the last digit of `Math.exp`."""
    read: list[Any] = json.loads(answers, parse_float=lambda number: round(float(number), 9))
    return read


def page_that_answers(web: LocalWeb, extension: Path, asked: list[Json]) -> str:
    """Serve a page that imports an extension's modules and answers; return its URL."""
    for file in extension.rglob("*.js"):
        url = _SITE + file.relative_to(extension).as_posix()
        web.serve(url, file.read_bytes(), "text/javascript")
    web.serve(f"{_SITE}questions.json", json.dumps(asked), "application/json")
    script = f'<script type="module">{_ANSWERS}</script>'
    return web.serve(_SITE, f"<!doctype html><title>Answers</title><output></output>{script}")
