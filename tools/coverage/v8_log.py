"""Which JavaScript functions ran, from the logs that V8 writes with ``--log-function-events``.

Unlike the DevTools protocol, a log needs no connection to each page, popup and worker, and is whole
even where one is closed at once. Its lines are as in V8's ``src/logging/log.cc``:
``script-details,ID,URL,…`` and ``function,EVENT,ID,START,END,…,NAME``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

V8_FLAGS = "--log-function-events --logfile-per-isolate --logfile={folder}/v8-%p.log"
"""Flags for V8 in Chromium and Deno; ``folder`` is where the logs go."""

Span = tuple[int, int]
"""Where a function starts and ends in its file, in UTF-16 units."""


@dataclass
class FileFunctions:
    """The functions of one file."""

    names: dict[Span, str] = field(default_factory=dict)
    run: set[Span] = field(default_factory=set)

    @property
    def never_run(self) -> list[tuple[Span, str]]:
        """The functions that never ran, in order, without those inside of one of them."""
        found: list[tuple[Span, str]] = []
        for span in sorted(self.names.keys() - self.run, key=lambda it: (it[0], -it[1])):
            if not found or span[0] >= found[-1][0][1]:
                found.append((span, self.names[span]))
        return found


@dataclass
class _Script:
    url: str = ""
    functions: FileFunctions = field(default_factory=FileFunctions)


def functions_of_files(logs: Iterable[Path], files: Mapping[str, str]) -> dict[str, FileFunctions]:
    """Return what the logs say of these files.

    ``files`` has their texts by path in the extension. A script without a URL may be a function of
    ours that was injected into a page: it is told by its name and length.
    """
    found: dict[str, FileFunctions] = {path: FileFunctions() for path in files}
    injected: list[FileFunctions] = []
    for log in logs:
        for script in _scripts(log):
            path = next((it for it in files if script.url.endswith(f"/{it}")), None)
            if path:
                _add(found[path], _whole(script.functions, files[path]))
            elif not script.url:
                injected.append(script.functions)
    places = {
        (name, end - start): (path, start)
        for path, functions in found.items()
        for (start, end), name in functions.names.items()
        if name not in _NAMELESS
    }
    for functions in injected:
        for (start, end), name in functions.names.items():
            if (name, end - start) in places:
                path, place = places[name, end - start]
                _add(found[path], _whole(_shifted(functions, place - start), files[path]))
                break
    return found


_NAMELESS = ("", "arrow function")


def _scripts(log: Path) -> Iterator[_Script]:
    scripts: dict[str, _Script] = defaultdict(_Script)
    with log.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            kind, *values = line.rstrip("\n").split(",")
            if kind == "script-details" and len(values) > 1:
                # A number can be given again.
                if values[0] in scripts:
                    yield scripts.pop(values[0])
                scripts[values[0]].url = values[1].split("?")[0]
            elif kind == "function" and len(values) > 4 and values[1].isdigit():
                event, script_id, start, end, *rest = values
                span = (int(start), int(end))
                functions = scripts[script_id].functions
                # Functions are compiled when they are first called.
                ran = event.startswith(("first-execution", "interpreter"))
                if span[0] > 0 or ran:
                    functions.names[span] = functions.names.get(span) or rest[-1]
                if ran:
                    functions.run.add(span)
    yield from scripts.values()


def _whole(functions: FileFunctions, text: str) -> FileFunctions:
    """Without what cannot be in this text: events of a later script with the same number."""
    names = {span: name for span, name in functions.names.items() if _can_be(name, span, text)}
    return FileFunctions(names, functions.run & names.keys())


def _can_be(name: str, span: Span, text: str) -> bool:
    """Whether a function of this name can be at this place of the text."""
    start, end = span
    if end > len(text):
        return False
    if name == "arrow function":
        return "=>" in text[start:end] and not text[start].isspace()
    return not name or text.endswith(name, 0, start)


def _shifted(functions: FileFunctions, shift: int) -> FileFunctions:
    return FileFunctions(
        {(start + shift, end + shift): name for (start, end), name in functions.names.items()},
        {(start + shift, end + shift) for start, end in functions.run},
    )


def _add(to: FileFunctions, functions: FileFunctions) -> None:
    for span, name in functions.names.items():
        to.names[span] = to.names.get(span) or name
    to.run |= functions.run
