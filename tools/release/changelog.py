"""Reads CHANGELOG.md: https://keepachangelog.com/en/1.1.0/."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.release.errors import InputError

_HEADING = re.compile(r"^## \[(?P<version>[^\]]+)\](?: - (?P<date>.+?))?[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """What changed in one version."""

    version: str
    date: str
    """As written: a date, or "Unreleased", or "" if there is none."""
    body: str
    """Markdown, without the heading."""


def sections(text: str) -> Sequence[Section]:
    """Return the sections in the changelog's order, newest first."""
    headings = [*_HEADING.finditer(text)]
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    return [
        Section(it["version"], it["date"] or "", text[it.end() : end].strip())
        for it, end in zip(headings, ends, strict=True)
    ]


def section(file: Path, version: str) -> Section:
    """Return a version's section. Raises InputError if the file or the section is missing."""
    try:
        text = file.read_text("utf-8")
    except OSError as error:
        raise InputError(f"{file.name} cannot be read: {error.strerror}") from error
    for found in sections(text):
        if found.version == version:
            return found
    raise InputError(f"{file.name} has no section ## [{version}]: write it")
