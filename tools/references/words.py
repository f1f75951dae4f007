"""The words that references are written of (``words.toml``), and records made of them at random."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Literal, NamedTuple

_FILE = Path(__file__).with_name("words.toml")
_SMALL_WORDS = re.compile("(?:an?|and|a[st]|by|for|from|in|o[fnr]|the|to|via|with)", re.IGNORECASE)
_PARTICLES = frozenset(["van", "von", "de", "der", "den", "di", "la", "le", "del", "da", "dos"])
_FIRST_MONTHS = ("January", "February", "March", "April", "May", "June")
_MONTHS = (*_FIRST_MONTHS, "July", "August", "September", "October", "November", "December")

Kind = Literal["journal", "conference", "book", "chapter", "thesis", "report", "preprint"]
_KINDS: dict[Kind, int] = {
    "journal": 40,
    "conference": 32,
    "book": 7,
    "chapter": 7,
    "thesis": 3,
    "report": 4,
    "preprint": 7,
}
"""How often references are of each kind."""
_AUTHORS = (1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8, 12)


class Person(NamedTuple):
    """A person's name; ``given`` is "" for one with a single name."""

    given: str
    family: str

    @property
    def full(self) -> str:
        """The whole name, family name last."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True)
class Record:
    """What a bibliography knows of a work; each style states what it needs of it."""

    kind: Kind
    authors: tuple[Person, ...]
    editors: tuple[Person, ...]
    title: str
    year: int
    month: str
    journal: str
    """In full or abbreviated."""
    short_journal: str
    conference: str
    book: str
    """The title of the book that a chapter is of."""
    publisher: str
    place: str
    """The publisher's; "" if it states none."""
    school: str
    volume: int
    number: int
    first_page: int
    last_page: int
    arxiv_id: str

    def fill(self, template: str) -> str:
        """Return a template with its names in braces replaced by this record's values."""
        return template.format_map(vars(self))


@cache
def words() -> dict[str, Any]:
    """Return the lists of ``words.toml`` by name."""
    return tomllib.loads(_FILE.read_text("utf-8"))


@dataclass(frozen=True)
class Pool:
    """Titles and names to write references of.

    ``titles`` are of real references, ``more_titles`` and ``names`` of pages; the latter two may be
    empty.
    """

    titles: Sequence[str]
    more_titles: Sequence[str]
    names: Sequence[Person]

    def person(self, rng: Random) -> Person:
        """Return a real author, or a name combined at random."""
        if self.names and rng.random() < 0.5:
            return rng.choice(self.names)
        given, family = rng.choice(words()["given_names"]), rng.choice(words()["family_names"])
        chance = rng.random()
        if chance < 0.35:
            given += f" {rng.choice('ABCDEFGHJKLMNPRSTVW')}."
        elif chance < 0.45:
            given += f" {rng.choice(words()['given_names'])}"
        return Person(given, family)

    def people(self, rng: Random) -> tuple[Person, ...]:
        """Return as many persons as a paper may have authors."""
        return tuple(self.person(rng) for _ in range(rng.choice(_AUTHORS)))

    def title(self, rng: Random) -> str:
        """Return a title, a few of them in other capitals or as a question."""
        more = self.more_titles and rng.random() >= 0.6
        title = rng.choice(self.more_titles if more else self.titles)
        chance = rng.random()
        if chance < 0.12:
            title = in_title_case(title)
        elif chance < 0.16:
            title = title[:1] + title[1:].lower()
        elif chance < 0.18:
            title = title.upper()
        title = title.rstrip(".,")
        return f"{title}?" if rng.random() < 0.04 and "?" not in title else title

    def record(self, rng: Random) -> Record:
        """Return the record of a work that there is not."""
        [kind] = rng.choices(list(_KINDS), list(_KINDS.values()))
        journal = rng.choice(words()["journals"])
        conference = rng.choice(words()["conferences"])
        publisher, place = rng.choice(words()["publishers"])
        first_page = rng.randint(1, 1800)
        recent = rng.random() < 0.9
        record = Record(
            kind=kind,
            authors=self.people(rng),
            editors=self.people(rng)[:2],
            title=self.title(rng),
            year=rng.randint(1985, 2024) if recent else rng.randint(1900, 1985),
            month=rng.choice(_MONTHS),
            journal=rng.choice(journal) if rng.random() < 0.4 else journal[0],
            short_journal=journal[-1],
            conference=conference[0] if rng.random() < 0.75 else conference[1],
            book=rng.choice(words()["books"]),
            publisher=publisher,
            place=place,
            school=rng.choice(words()["schools"]),
            volume=rng.randint(1, 320),
            number=rng.randint(1, 12),
            first_page=first_page,
            last_page=first_page + rng.randint(1, 40),
            arxiv_id=f"{rng.randint(10, 23)}{rng.randint(1, 12):02}.{rng.randint(1, 19999):05}",
        )
        return as_book(record, rng) if kind == "book" else record


def as_book(record: Record, rng: Random) -> Record:
    """Return a record whose title is, mostly, one that a book can have."""
    if rng.random() >= 0.7:
        return record
    return replace(record, title=rng.choice(words()["book_titles"]))


def chinese_name(rng: Random) -> str:
    """Return a Chinese name, combined at random."""
    chinese = words()["chinese"]
    return str(rng.choice(chinese["family_names"]) + rng.choice(chinese["given_names"]))


def chinese_title(rng: Random) -> str:
    """Return a Chinese title, some joined from the halves of two."""
    titles = words()["chinese"]["titles"]
    title = str(rng.choice(titles))
    if rng.random() >= 0.4:
        return title
    other = rng.choice(titles)
    return str(other[: len(other) // 2] + title[len(title) // 2 :])


def in_title_case(title: str) -> str:
    """Return a title with its words capitalized but for small ones."""
    first, *others = title.split(" ")
    capitalized = [it if _SMALL_WORDS.fullmatch(it) else it[:1].upper() + it[1:] for it in others]
    return " ".join([first[:1].upper() + first[1:], *capitalized])


def person_from(name: str) -> Person:
    """Split a full name, family name last; particles belong to the family name."""
    *parts, last = name.split()
    at = len(parts)
    while at > 1 and parts[at - 1].lower() in _PARTICLES:
        at -= 1
    return Person(" ".join(parts[:at]), " ".join([*parts[at:], last]))


def in_one_line(text: str) -> str:
    """Return a text with each run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()
