"""Writes registry data as JavaScript literals, for the generated modules of the extension."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Regexp:
    """A registry pattern that is to become a regular expression literal."""

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


def literal(value: Any, indent: str = "") -> str:
    """Return a value as JavaScript: what JSON knows, and ``Regexp``; one line per item.

    Raises ``TypeError`` for a value that is neither.
    """
    deeper = indent + "  "
    match value:
        case Regexp():
            return _regexp_literal(value)
        case Mapping():
            lines = [f"{deeper}{_key(key)}: {literal(it, deeper)},\n" for key, it in value.items()]
            return "{\n" + "".join(lines) + indent + "}" if lines else "{}"
        case Sequence() if not isinstance(value, str):
            lines = [f"{deeper}{literal(it, deeper)},\n" for it in value]
            return "[\n" + "".join(lines) + indent + "]" if lines else "[]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _regexp_literal(regexp: Regexp) -> str:
    # Escapes and classes stay as they are; a slash elsewhere would end the literal.
    escaped = re.sub(
        r"\\.|\[(?:\\.|[^\]\\])*\]|/",
        lambda part: "\\/" if part[0] == "/" else part[0],
        regexp.pattern.replace("(?P<", "(?<"),
    )
    return f"/{escaped}/{regexp.flags}"


def _key(name: str) -> str:
    return name if re.fullmatch("[A-Za-z_]+", name) else json.dumps(name)
