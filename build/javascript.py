"""Writes registry data as JavaScript literals, for the generated modules of the extension.

A reviewer must be able to read them: parts that patterns share are written once, as constants, and
no pattern makes a line long.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

WIDTH = 100
"""The most characters of a pattern on one line, if it can be broken: at its bars and groups."""

Fragments = Mapping[str, str]
"""Parts of patterns, as JavaScript spells them, by the constants' names.

One may hold those before it.
"""
NO_FRAGMENTS: Fragments = {}

_ESCAPE_OR_CLASS = r"\\.|\[(?:\\.|[^\]\\])*\]"
_TOKEN = re.compile(rf"{_ESCAPE_OR_CLASS}|\((?:\?(?:<?[=!]|:|<[A-Za-z]+>))?|.")


@dataclass(frozen=True)
class Regexp:
    """A registry pattern that is to become a regular expression."""

    pattern: str
    flags: str = ""


def regexp(pattern: str, flags: str = "") -> Regexp:
    """Match the pattern anywhere."""
    return Regexp(pattern, flags)


def whole(pattern: str, flags: str = "") -> Regexp:
    """Match the pattern against a whole text."""
    return Regexp(f"^(?:{pattern})$", flags)


def start(pattern: str, flags: str = "") -> Regexp:
    """Match the pattern at the start of a text."""
    return Regexp(f"^(?:{pattern})", flags)


def end(pattern: str, flags: str = "") -> Regexp:
    """Match the pattern at the end of a text."""
    return Regexp(f"(?:{pattern})$", flags)


def in_javascript(pattern: str) -> str:
    """Return a registry pattern as JavaScript spells it."""
    return pattern.replace("(?P<", "(?<")


def literal(value: Any, fragments: Fragments = NO_FRAGMENTS, indent: str = "") -> str:
    """Return a value as JavaScript: what JSON knows, and ``Regexp``; one line per item.

    Raises ``TypeError`` for a value that is neither.
    """
    deeper = indent + "  "
    match value:
        case Regexp():
            return _regexp(value, fragments, indent)
        case Mapping():
            lines = [
                f"{deeper}{_key(key)}: {literal(it, fragments, deeper)},\n"
                for key, it in value.items()
            ]
            return "{\n" + "".join(lines) + indent + "}" if lines else "{}"
        case Sequence() if not isinstance(value, str):
            lines = [f"{deeper}{literal(it, fragments, deeper)},\n" for it in value]
            return "[\n" + "".join(lines) + indent + "]" if lines else "[]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def constants(value: Any, fragments: Fragments) -> str:
    """Return the declarations of the constants that the value's literal uses."""
    using = literal(value, fragments)
    declarations: list[str] = []
    earlier = [*fragments.items()]
    while earlier:
        name, pattern = earlier.pop()
        if f"${{{name}}}" in using:
            strings = _strings(pattern, dict(earlier))
            assigned = " " + strings[0] if len(strings) == 1 else "\n  " + " +\n  ".join(strings)
            declarations.append(f"const {name} ={assigned};\n")
            using += assigned
    return "".join(reversed(declarations))


def _regexp(regexp: Regexp, fragments: Fragments, indent: str) -> str:
    pattern = in_javascript(regexp.pattern)
    if len(pattern) <= WIDTH and _abbreviated(pattern, fragments) == pattern:
        # Escapes and classes stay as they are; a slash elsewhere would end the literal.
        escaped = re.sub(
            f"{_ESCAPE_OR_CLASS}|/", lambda it: "\\/" if it[0] == "/" else it[0], pattern
        )
        return f"/{escaped}/{regexp.flags}"
    strings = _strings(pattern, fragments)
    flags = [f'"{regexp.flags}"'] if regexp.flags else []
    if len(strings) == 1:
        return f"new RegExp({', '.join(strings + flags)})"
    deeper = f"\n{indent}  "
    arguments = [f" +{deeper}".join(strings), *flags]
    return f"new RegExp({''.join(f'{deeper}{it},' for it in arguments)}\n{indent})"


def _strings(pattern: str, fragments: Fragments) -> list[str]:
    """Return a pattern as strings to be added up: one, if it is short."""
    if "`" in pattern or "${" in pattern:
        raise ValueError(f"a raw string cannot hold ` or ${{: write \\x60 or [$]{{ in {pattern}")
    lines = _lines(_abbreviated(pattern, fragments), "")
    return [f"{indent}String.raw`{part}`" for indent, part in lines]


def _abbreviated(pattern: str, fragments: Fragments) -> str:
    """Write the constants in place of the fragments in a pattern, as in a template literal."""
    for name, part in sorted(fragments.items(), key=lambda it: len(it[1]), reverse=True):
        pattern = pattern.replace(part, f"${{{name}}}")
    return pattern


def _lines(pattern: str, indent: str) -> list[tuple[str, str]]:
    """Break a long pattern, at its bars or its longest group: indents and parts of the pattern."""
    if len(indent + pattern) <= WIDTH:
        return [(indent, pattern)]
    bars, groups = _structure(pattern)
    if bars:
        parts = [pattern[start:end] for start, end in pairwise([0, *bars, len(pattern)])]
        return [line for part in _words_joined(parts) for line in _lines(part, indent)]
    if not groups:
        return [(indent, pattern)]
    opens, inside, closes = max(groups, key=lambda it: it[2] - it[1])
    *before, (_, last) = _lines(pattern[:opens], indent)
    (_, first), *after = _lines(pattern[closes + 1 :], indent)
    return [
        *before,
        (indent, last + pattern[opens:inside]),
        *_lines(pattern[inside:closes], f"{indent}  "),
        (indent, f"){first}"),
        *after,
    ]


def _words_joined(alternatives: Sequence[str]) -> list[str]:
    """Join plain words to lines, as in prose; every other alternative stands alone."""
    lines = [""]
    for it in alternatives:
        is_words = re.fullmatch(r"[\w|?-]+", lines[-1] + it)
        if is_words and len(lines[-1] + it) <= WIDTH * 3 // 4:
            lines[-1] += it
        else:
            lines.append(it)
    return [line for line in lines if line]


def _structure(pattern: str) -> tuple[list[int], list[tuple[int, int, int]]]:
    """Return where the outermost bars are, and each outermost group: its start, inside and end."""
    bars: list[int] = []
    groups: list[tuple[int, int, int]] = []
    open_groups: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(pattern):
        if token[0].startswith("("):
            open_groups.append(token.span())
        elif token[0] == ")":
            span = open_groups.pop()
            if not open_groups:
                groups.append((*span, token.start()))
        elif token[0] == "|" and not open_groups and token.start():
            bars.append(token.start())
    return bars, groups


def _key(name: str) -> str:
    return name if re.fullmatch("[A-Za-z_]+", name) else json.dumps(name)
