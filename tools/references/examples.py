"""What the model learns from: real references, written ones, and texts that are none."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

from selectolax.lexbor import LexborHTMLParser

from tools.references.disguises import Example, beside, disguised, example_of
from tools.references.negatives import Prose, is_held_out, load_prose, texts
from tools.references.styles import Parts, write
from tools.references.words import Person, Pool, in_one_line, person_from

CASES = Path(__file__).with_name("cases.tsv")
WRITTEN = 4500
EXCHANGED = 600
"""Real references with the title of another."""
REPEATED = 5
"""How often each real reference, and each case, is learned from."""
NEGATIVES = 3000
DISGUISED = 1 / 3
BESIDE = 1 / 12
"""So many references have a part of another before or after them."""
_LISTS = (
    "rendered_list_astro-ph_2009_2000-entries.html",
    "rendered-2401_list_cs.AI_new.html",
)
"""Pages of ../shared with many names and titles."""
_NO_PERSON = re.compile(r"Collab|Consort|team|[:({]")


class DataError(Exception):
    """The references cannot be read; the message says why."""


@dataclass(frozen=True)
class Sources:
    """All that examples are made of."""

    learned: Sequence[Parts]
    """Real references and cases."""
    held_out: Sequence[Parts]
    """Real references that are only measured with."""
    prose: Prose
    more_titles: Sequence[str]
    names: Sequence[Person]

    def pool(self, held_out: bool = False) -> Pool:
        """Return the titles and names for texts to learn from, or for those to measure with."""
        titles = [it.title for it in (self.held_out if held_out else self.learned) if it.title]
        more = [it for it in self.more_titles if is_held_out(it) == held_out]
        return Pool(titles, more, self.names)


def load(shared: Path) -> Sources:
    """Read all sources; those in ``shared`` may be missing but for the references.

    Raises DataError.
    """
    file = shared / "data" / "references.tsv"
    real = read_references(file)
    if {_is_held_out(it) for it in real if it.title} != {True, False}:
        raise DataError(f"{file}: too few references to learn from some and measure with others")
    titles, names = _listed(shared / "pages" / "arxiv")
    return Sources(
        learned=[*(it for it in real if not _is_held_out(it)), *read_references(CASES)],
        held_out=[it for it in real if _is_held_out(it)],
        prose=load_prose(shared),
        more_titles=titles,
        names=names,
    )


def _is_held_out(reference: Parts) -> bool:
    return is_held_out("".join(reference))


def read_references(file: Path) -> list[Parts]:
    """Return the references of a table with the columns ``reference`` and ``title``, "" for none.

    Raises DataError if there are none, or if one's title is not in it.
    """
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{file}: {getattr(error, 'strerror', None) or error}") from error
    if not rows:
        raise DataError(f"{file}: there are no references in it")
    return [_parts(row, f"{file}, line {number}") for number, row in enumerate(rows, 2)]


def _parts(row: dict[str, str | None], place: str) -> Parts:
    reference, title = row.get("reference"), row.get("title")
    if not reference or title is None:
        raise DataError(f"{place}: it needs the columns reference and title")
    before, found, after = reference.partition(title) if title.strip() else ("", "", reference)
    if title.strip() and not found:
        raise DataError(f"{place}: the title is not in the reference")
    return Parts(before, found, after)


def _listed(folder: Path) -> tuple[list[str], list[Person]]:
    """Return the titles and the authors of the papers on lists of arXiv."""
    titles, names = [], []
    for file in (folder / it for it in _LISTS if (folder / it).is_file()):
        for entry in LexborHTMLParser(file.read_text("utf-8")).css("dd"):
            title, authors = entry.css_first(".list-title"), entry.css_first(".list-authors")
            if title and authors:
                titles.append(in_one_line(title.text()).removeprefix("Title:").strip())
                names += [in_one_line(it.text()) for it in authors.css("a")]
    people = [it for it in names if 2 < len(it) < 40 and not _NO_PERSON.search(it)]
    return titles, [person_from(it) for it in people]


def to_learn_from(sources: Sources, rng: Random) -> list[Example]:
    """Return the examples to train on; the same for the same sources and seed."""
    pool = sources.pool()
    titled = [it for it in sources.learned if it.title]
    references = [*sources.learned] * REPEATED
    for _ in range(EXCHANGED):
        reference, other = rng.choice(titled), rng.choice(titled)
        references.append(reference._replace(title=other.title))
    references += [write(pool, rng) for _ in range(WRITTEN)]
    negatives = islice(texts(pool, sources.prose.only(held_out=False), rng), NEGATIVES)
    whole = [*map(example_of, references)]
    some = [beside(it, rng.choice(whole), rng) if rng.random() < BESIDE else it for it in whole]
    examples = [*some, *map(Example, negatives)]
    return [disguised(it, rng) if rng.random() < DISGUISED else it for it in examples]


def to_measure_false_titles(sources: Sources, rng: Random, count: int) -> list[str]:
    """Return texts that are no reference, of titles and sentences that are not trained on."""
    prose = sources.prose.only(held_out=True)
    return list(islice(texts(sources.pool(held_out=True), prose, rng), count))
