"""Prose of the pages and texts that the tests have: paragraphs, sentences, lines; no references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from tests.reading.pages import repo_pages, saved_pages
from tests.references.disguises import hyphenated_lines
from tests.shared import SHARED

_BLOCKS = "p, blockquote, div, li, td, span"
_BLOCKS_WITHIN = "p, div, ul, ol, table, dl, h1, h2, h3, h4, h5, pre, li, section"
_SENTENCE_END = re.compile(r"(?<=[\w)\]][\w)\]][.?!]) (?=[A-Z])|(?<=[。！？])")
_QUOTED_REFERENCE = re.compile(r"\[[A-Z][^\]]{20,}\b(?:19|20)\d\d\b[^\]]*\]")
_MIN_WORDS = 15
_MIN_SHARE = 0.05
_OF_SENTENCES = re.compile(
    r"(?:is|are|was|were|be|been|has|have|had|can|cannot|may|will|would|should|do|does|we|it|its|they"
    r"|our|you|i|this|these|which|that|there|their|than|not|but|also)"
)
"""Words of which titles, and so references, have few."""


def prose() -> list[str]:
    """Return the paragraphs, their sentences, and their lines of 60 columns, each once."""
    paragraphs = [it for it in dict.fromkeys(_paragraphs()) if _is_prose(it)]
    sentences = [it.strip() for text in paragraphs for it in _SENTENCE_END.split(text)]
    lines = [it for text in paragraphs for it in hyphenated_lines(text).split("\n")]
    return [it for it in dict.fromkeys([*paragraphs, *sentences, *lines]) if it]


def _paragraphs() -> Iterator[str]:
    """Yield all that might be a paragraph, in one line."""
    for page in [*repo_pages(), *(saved_pages() if SHARED.is_dir() else ())]:
        yield from _paragraphs_of_page(page.html)
    for file in sorted((SHARED / "texts").glob("*")):
        text = file.read_text("utf-8")
        if file.suffix == ".html":
            yield from _paragraphs_of_page(text)
        elif file.suffix == ".md":
            yield from _paragraphs_of_markdown(text)
        elif file.suffix == ".txt":
            yield from _abstracts_of_records(text)


def _paragraphs_of_page(html: str) -> Iterator[str]:
    for node in LexborHTMLParser(html).css(_BLOCKS):
        if all(it.mem_id == node.mem_id for it in node.css(_BLOCKS_WITHIN)):
            yield _in_one_line(re.sub("[△▽] (?:Less|More)$", "", node.text().strip()))


def _paragraphs_of_markdown(text: str) -> Iterator[str]:
    """Lists are left out: those of papers are references."""
    for block in re.split(r"\n\s*\n", text):
        if not re.match(r"\s*(?:[-*+|#<>]|\d+\.)", block):
            yield _in_one_line(block)


def _abstracts_of_records(text: str) -> Iterator[str]:
    r"""Yield the abstracts of arXiv's metadata: they stand between lines of `\\`."""
    for part in re.split(r"^\\\\.*\n", text, flags=re.MULTILINE):
        if not re.search(r"^(?:arXiv:|Title:|[-=]{9})", part, re.MULTILINE):
            yield _in_one_line(part)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _is_prose(text: str) -> bool:
    words = re.findall(r"\w+", text.lower())
    of_sentences = sum(bool(_OF_SENTENCES.fullmatch(it)) for it in words)
    return (
        len(words) >= _MIN_WORDS
        and of_sentences >= _MIN_SHARE * len(words)
        and " | " not in text
        and not text.endswith("↩")  # a footnote that is a reference
        and not _QUOTED_REFERENCE.search(text)
    )
