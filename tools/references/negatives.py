"""Texts that are no reference: titles, names, prose with and without citations, headings and code.

The prose is this repository's, and that of the pages and texts in ../shared.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from selectolax.lexbor import LexborHTMLParser

from tools.references.styles import in_full, listed
from tools.references.words import Pool, chinese_title, in_one_line, words

ROOT = Path(__file__).resolve().parents[2]
HELD_OUT = 3
"""One part in so many of the real references, and of the prose, is never trained on."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n\s*\n|(?<=[。！？])")
_REFERENCE_LIST = re.compile(r"^\s*(?:[-*+]|\d+\.)")
"""In Markdown; lists of papers are full of references."""


def is_held_out(text: str) -> bool:
    """Return whether a real reference, or a sentence, is kept for measuring."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % HELD_OUT == 0


@dataclass(frozen=True)
class Prose:
    """Sentences and lines of code; those that are trained on, or those that are not."""

    sentences: Sequence[str]
    code: Sequence[str]

    def only(self, held_out: bool) -> Prose:
        """Return those that are held out, or the others."""
        return Prose(
            [it for it in self.sentences if is_held_out(it) == held_out],
            [it for it in self.code if is_held_out(it) == held_out],
        )


def load_prose(shared: Path) -> Prose:
    """Read this repository's prose and code, and the prose in ``shared`` as far as it is there."""
    sentences = [it for text in (*_repository_texts(), *_pages(shared)) for it in _sentences(text)]
    files = [*sorted((ROOT / "extension").rglob("*.js")), *sorted((ROOT / "build").glob("*.py"))]
    code = [line.strip() for it in files for line in it.read_text("utf-8").splitlines()]
    return Prose(list(dict.fromkeys(sentences)), [it for it in dict.fromkeys(code) if len(it) > 20])


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(text):
        if 15 < len(in_one_line(sentence)) < 600:
            yield in_one_line(sentence)


def _repository_texts() -> Iterator[str]:
    for file in sorted(ROOT.glob("*.md")):
        text = file.read_text("utf-8")
        yield text
        yield from (line.strip() for line in text.splitlines() if len(line) < 400)
    for file in sorted((ROOT / "extension" / "_locales").glob("*/messages.json")):
        yield from (it["message"] for it in json.loads(file.read_text("utf-8")).values())


def _pages(shared: Path) -> Iterator[str]:
    """Yield the paragraphs of pages and texts; lists are left out, for they hold references."""
    pages = [*sorted((shared / "pages").rglob("*.html")), *sorted(shared.glob("texts/*.html"))]
    for file in pages:
        for node in LexborHTMLParser(file.read_text("utf-8")).css("p"):
            yield in_one_line(node.text())
    for file in sorted(shared.glob("texts/*.md")):
        blocks = re.split(r"\n\s*\n", file.read_text("utf-8"))
        yield from (it for it in blocks if not _REFERENCE_LIST.match(it))


@dataclass(frozen=True)
class _Source:
    """What the kinds of texts below are made of, at random."""

    pool: Pool
    prose: Prose
    rng: Random

    def title(self) -> str:
        return self.pool.title(self.rng)

    def year(self) -> int:
        return self.rng.randint(1950, 2025)

    def number(self, to: int) -> int:
        return self.rng.randint(1, to)

    def family(self) -> str:
        return self.pool.person(self.rng).family

    def names(self, count: int) -> str:
        return listed(in_full([self.pool.person(self.rng) for _ in range(count)]))

    def sentence(self) -> str:
        return self.rng.choice(self.prose.sentences)

    def clause(self) -> str:
        """A sentence that another can go on with."""
        sentence = self.sentence()
        return sentence[:1].lower() + sentence[1:]

    def venue(self) -> str:
        return str(self.rng.choice(words()[self.rng.choice(["journals", "conferences"])])[0])


def _title(of: _Source) -> str:
    return of.title()


def _decorated_title(of: _Source) -> str:
    title, year = of.title(), of.year()
    dated = (f"{title} ({year})", f"{title}, {year}", f"{title} {year}", f"{title} - {year}")
    return of.rng.choice([*dated, f"“{title}”", f'"{title}"', f"“{title}”", f'"{title}"'])


def _names(of: _Source) -> str:
    return of.names(of.rng.randint(2, 8))


def _sentence(of: _Source) -> str:
    return of.sentence()


def _citing(of: _Source) -> str:
    """A sentence that cites, but states no reference."""
    sentence, year = of.sentence(), of.year()
    texts = (
        f"As {of.family()} et al. ({year}) showed, {of.clause()}",
        f"{sentence[:-1]} [{of.number(50)}].",
        f"{sentence[:-1]} ({of.family()}, {year}).",
        f"In {year}, {of.names(1)} wrote that {of.clause()}",
        f"{of.names(2)} ({year}) argue that {of.clause()}",
        f"{sentence} {of.sentence()}",
        f"See {of.family()} and {of.family()} ({year}) for {of.title().lower()}.",
        f"{sentence[:-1]} [{of.number(20)}, {20 + of.number(30)}]. {of.sentence()}",
    )
    return of.rng.choice(texts)


def _code(of: _Source) -> str:
    lines = [of.rng.choice(of.prose.code) for _ in range(of.rng.choice([1, 1, 1, 2]))]
    return "\n".join(lines)


def _venue(of: _Source) -> str:
    venue, year = of.venue(), of.year()
    texts = (
        f"{venue} {year}",
        f"{venue}, vol. {of.number(80)}, {year}",
        f"© {year} IEEE. Personal use of this material is permitted.",
        f"Accepted at {venue} {year}",
        f"Published in {venue} ({year})",
    )
    return of.rng.choice(texts)


def _heading(of: _Source) -> str:
    """A caption, a heading, or what stands beside a title in lists."""
    sentence, title, year = of.sentence(), of.title(), of.year()
    month = of.rng.choice(["January", "March", "May", "July", "October"])
    texts = (
        f"Figure {of.number(9)}: {sentence}",
        f"Table {of.number(9)}. {title}",
        f"{of.number(9)}. {title}",
        f"{of.number(9)}.{of.number(9)} {title}",
        f"{title} ........ {of.number(99)}",
        f"Theorem {of.number(9)} ({of.family()}, {year}). {sentence}",
        f"{of.number(31)} {month} {year}: {sentence}",
        f"{of.names(1)}, {year}",
        f"{title}\n{of.names(3)}",
        f"{of.names(1)}: {sentence}",
        f"{title}. {sentence}",
        f"Submitted on {of.number(28)} Mar {year}",
        f"{of.names(2)}. {title}",
    )
    return of.rng.choice(texts)


def _chinese(of: _Source) -> str:
    title = chinese_title(of.rng)
    if of.rng.random() < 0.4:
        return title
    starts = ("本文", "我们", "作者", "研究表明，", "实验结果显示，")
    ends = ("取得了较好的结果。", "是近年来的热点问题。", "（见表1）。")
    more_ends = ("，并在2019年得到了广泛应用。", "具有重要意义。", "。")
    return of.rng.choice(starts) + title + of.rng.choice([*ends, *more_ends])


def _paragraph(of: _Source) -> str:
    return " ".join(of.rng.sample(of.prose.sentences, 3))


def _part_of_sentence(of: _Source) -> str:
    return " ".join(of.sentence().split()[: of.rng.randint(3, 20)])


KINDS: dict[Callable[[_Source], str], int] = {
    _title: 22,
    _decorated_title: 7,
    _names: 4,
    _sentence: 22,
    _citing: 7,
    _code: 8,
    _venue: 3,
    _heading: 4,
    _chinese: 7,
    _paragraph: 6,
    _part_of_sentence: 10,
}
"""The kinds of texts, and how often each is chosen."""


def texts(pool: Pool, prose: Prose, rng: Random) -> Iterator[str]:
    """Yield texts that are no reference, without end. Raises ValueError without enough prose."""
    if len(prose.sentences) < 3 or not prose.code:
        raise ValueError("there is too little prose")
    source = _Source(pool, prose, rng)
    while True:
        [kind] = rng.choices(list(KINDS), list(KINDS.values()))
        yield kind(source)
