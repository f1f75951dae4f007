"""What PDFs and selections do to references, with the title's place kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from tools.references.styles import Parts

WIDTHS = (40, 50, 60, 60, 60, 72, 80)
"""Columns of lines; 60 is the width of a bibliography in one column."""
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
"""Scripts whose lines end anywhere."""
_LETTERS = re.compile("[A-Za-z]{6,}")
_MIN_LETTERS = 3
"""A hyphenated word has as many on each line."""
_MIN_WORDS_LEFT = 3
"""Of what stands before or after a title, if a selection cuts it."""


@dataclass(frozen=True)
class Example:
    """A text, and where its title starts and ends; both are 0 if it states none."""

    text: str
    start: int = 0
    end: int = 0

    @property
    def title(self) -> str:
        """The title as it stands in the text, line ends included."""
        return self.text[self.start : self.end]


class _Edit(NamedTuple):
    """What replaces the text from ``start`` to ``end``."""

    start: int
    end: int
    by: str


def example_of(parts: Parts) -> Example:
    """Return a reference as one text."""
    before, title, after = parts
    text = before + title + after
    return Example(text, len(before), len(before + title)) if title else Example(text)


def disguised(example: Example, rng: Random) -> Example:
    """Return an example as one of the functions below changes it: mostly, in lines."""
    chance = rng.random()
    if chance < 0.15:
        return cut(example, rng)
    broken = in_lines(example, rng.choice(WIDTHS))
    return joined(broken) if chance < 0.4 else broken


def in_lines(example: Example, width: int) -> Example:
    """Break an example into lines, with hyphenation."""
    return _edited(example, list(_line_ends(example.text, width)))


def joined(example: Example) -> Example:
    """Put spaces in place of line ends, as a PDF viewer's menu does; hyphens stay."""
    return Example(example.text.replace("\n", " "), example.start, example.end)


def cut(example: Example, rng: Random) -> Example:
    """Cut words off the start or the end, as a careless selection does; the title stays whole."""
    words = [it.span() for it in re.finditer(r"\S+", example.text)]
    before = [it for it in words if it[1] <= example.start]
    after = [it for it in words if it[0] >= example.end and example.end]
    if rng.random() < 0.5 and len(before) > _MIN_WORDS_LEFT:
        at = before[rng.randint(1, len(before) - _MIN_WORDS_LEFT)][0]
        return _edited(example, [_Edit(0, at, "")])
    if len(after) > _MIN_WORDS_LEFT:
        at = after[rng.randint(_MIN_WORDS_LEFT, len(after) - 1)][0]
        return _edited(example, [_Edit(at, len(example.text), "")])
    return example


def beside(example: Example, other: Example, rng: Random) -> Example:
    """Put the end of another reference before an example, or the start of one after it."""
    if rng.random() < 0.6:
        end = other.text[-rng.randint(8, 60) :].strip() + " "
        return _edited(example, [_Edit(0, 0, end)])
    start = " " + other.text[: rng.randint(10, 80)].strip()
    return _edited(example, [_Edit(len(example.text), len(example.text), start)])


def _edited(example: Example, edits: list[_Edit]) -> Example:
    """Apply edits, in order, that lie outside the title or within it, and move its place."""
    pieces: list[str] = []
    done = start_by = end_by = 0
    for edit in edits:
        pieces += [example.text[done : edit.start], edit.by]
        done = edit.end
        change = len(edit.by) - (edit.end - edit.start)
        # An edit right before the title moves it, and one right after it does not lengthen it.
        start_by += change if edit.end <= example.start else 0
        end_by += change if edit.start < example.end else 0
    text = "".join([*pieces, example.text[done:]])
    if not example.end:
        return Example(text)
    return Example(text, example.start + start_by, example.end + end_by)


def _line_ends(text: str, width: int) -> Iterator[_Edit]:
    """Yield what breaks a text into lines: a line end for a space, or put into a word."""
    used = 0
    for word in re.finditer(r"[^ ]+", text):
        start, end = word.span()
        if used and used + 1 + end - start <= width:
            used += 1 + end - start
            continue
        if used:
            room = width - used - 2
            if at := _hyphenation(word[0], room):
                yield _Edit(start + at, start + at, "-\n")
                start += at
            elif not (_UNSPACED.search(word[0]) and room > 0):
                yield _Edit(start - 1, start, "\n")
            else:
                yield _Edit(start + room, start + room, "\n")
                start += room
        while end - start > width and _UNSPACED.search(text[start:end]):
            start += width
            yield _Edit(start, start, "\n")
        used = end - start


def _hyphenation(word: str, room: int) -> int:
    """Return how many letters of a word stay on the line, 0 if it is not hyphenated."""
    letters = _LETTERS.match(word)
    if not letters or room < _MIN_LETTERS or letters.end() - room < _MIN_LETTERS:
        return 0
    return room
