"""Texts that are no reference: titles, names, prose with and without citations, headings and code.

The prose is in ``prose.txt`` and ``code.txt`` beside this, a line each, and in the pages and texts
of ../shared.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from selectolax.lexbor import LexborHTMLParser

from tools.references.styles import in_full, initials_first, listed
from tools.references.words import Pool, chinese_name, chinese_title, in_one_line, words

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
    """Read the prose and code beside this file, and the prose in ``shared`` if it is there."""
    sentences = [*_lines("prose.txt"), *(it for text in _pages(shared) for it in _sentences(text))]
    return Prose(list(dict.fromkeys(sentences)), _lines("code.txt"))


def _lines(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text("utf-8").splitlines()


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(text):
        if 15 < len(in_one_line(sentence)) < 600:
            yield in_one_line(sentence)


def _pages(shared: Path) -> Iterator[str]:
    """Yield the paragraphs of pages and texts; lists are left out, for they hold references."""
    pages = [*sorted((shared / "pages").rglob("*.html")), *sorted(shared.glob("texts/*.html"))]
    for file in pages:
        for node in LexborHTMLParser(file.read_text("utf-8")).css("p"):
            yield in_one_line(node.text())
    for file in sorted(shared.glob("texts/*.md")):
        blocks = re.split(r"\n\s*\n", file.read_text("utf-8"))
        yield from (it for it in blocks if not _REFERENCE_LIST.match(it))


_PLACES = ("Cambridge", "Florence, Italy", "Paris", "Toronto, Canada", "Long Beach, CA", "Berlin")
_MONTHS = ("January", "March", "May", "June", "July", "October", "November")


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

    def name(self) -> str:
        return self.names(1)

    def short_name(self) -> str:
        return initials_first([self.pool.person(self.rng)])[0]

    def place(self) -> str:
        return self.rng.choice(_PLACES)

    def month(self) -> str:
        return self.rng.choice(_MONTHS)

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


def _quotation(of: _Source) -> str:
    """A quotation with who said it."""
    sentence, name, year = of.sentence(), of.name(), of.year()
    texts = (
        f"“{sentence}” — {name}, {year}",
        f'"{sentence}" {name}, {year}',
        f"“{sentence}” {name}",
        f"“{sentence},” wrote {of.family()} in {year}.",
        f"« {sentence} », écrit {of.family()} en {year}.",
        f"„{sentence}“, sagte {name} {year}.",
    )
    return of.rng.choice(texts)


def _front_matter(of: _Source) -> str:
    """What stands around a paper: rights, affiliations, keywords, thanks, arXiv's comments."""
    sentence, title, year, month = of.sentence(), of.title(), of.year(), of.month()
    number, pages = of.number(28), of.number(300)
    texts = (
        f"Copyright © {year}, {of.venue()} (www.example.org). All rights reserved.",
        f"© {of.name()} {year}. {sentence}",
        f"Permission to {of.clause()} {of.venue()}, {month} {number}, {year}, {of.place()}.",
        f"1 {of.venue()}, {of.place()}. 2 {of.venue()}, {of.place()}.",
        f"{of.name()}, University of {of.place()}, {year}",
        f"--\n{of.name()}, Ph.D.\nProfessor, University of {of.place()}\n“{sentence}”",
        f"Keywords: {title.lower()}; {of.title().lower()}",
        f"MSC {year}: Primary {number}F41; Secondary {number}G05, {number}H52.",
        f"Received {number} {month} {year}; accepted {number} {month} {year}",
        f"We thank {of.name()} and {of.name()}. Supported by NSF grant {year}-{pages}.",
        f"Nous remercions M. {of.family()} et Mme {of.family()}, {of.place()}, {year}.",
        f"Abstract: {sentence} {of.sentence()}",
        f"Comments: {pages} pages, {number} figures; accepted for publication in {of.venue()}",
        f'Comments: {pages} pages, to appear in proc. "{title}", {of.place()}',
        f"Comments: {pages} pages. Typos are corrected. Version to appear in {of.venue()}",
        f"Comments: Invited talk at {of.venue()} {year} ({of.place()}); {number} pages",
        f"Covers {of.clause()} Roughly includes material in ACM Subject Classes F.{number}, I.5.",
    )
    return of.rng.choice(texts)


def _listing(of: _Source) -> str:
    """Captions, programmes, contents, credits, shops, news: names, titles and dates."""
    sentence, title, year, month = of.sentence(), of.title(), of.year(), of.month()
    number, pages = of.number(28), of.number(300)
    date = f"{month} {number}, {year}"
    texts = (
        f"Figure {number}. {title}. Adapted from {of.family()} et al. ({year}).",
        f"Table {number}: {title} ({of.family()}, {year}). {sentence}",
        f"Рис. {number}. {title}, {year} г.",
        f"{number}th {of.venue()} ({year}), {of.place()}.",
        f"Call for Papers: {of.venue()}, {of.place()}, {date}. Submission deadline: {date}.",
        f"Important dates. {title[:20]}: {date}. Full papers: {date}. Notification: {date}.",
        f"Session {number}: {title} (Chair: {of.name()}), 10:30–12:00",
        f"{title}, p. {number}. {of.title()}, p. {pages}.",
        f"{title}. {number}. {of.title()}. {pages}",
        f"Directed by {of.name()}. Written by {of.name()} and {of.name()}. {year}, {pages} min.",
        f"Produced by {of.name()}. Recorded at {of.place()}, {month} {year}.",
        f"{title[:25]} ({year}), with {of.name()} and {of.name()}. Music by {of.name()}.",
        f"Cast: {of.family()} ({of.short_name()}), {of.family()} ({of.short_name()}).",
        f"Season {number}, Episode {number}: “{title}”. First aired: {number} {month} {year}",
        f"Hardcover, {pages} pages, English. Publisher: {of.family()} ({date}). $30.00",
        f"★★★★☆ {sentence} Reviewed on {number} {month} {year}.",
        f"{of.place()}, {date} (Reuters) — {sentence}",
        f"{number} apples, {pages} g sugar, 1 tsp cinnamon ({year}). {sentence}",
        f"Edited by {of.family()}, {date} at 14:{number + 10}",
        f"Upvoted {year} times. {sentence}",
        f"C:\\Users\\{of.family()}\\Papers\\{year}\\{title[:20]}.docx",
        f"Q: {sentence[:-1]}? A: {of.family()} et al., {year}, I think.",
        f"Thanks, {of.family()}. {sentence} Best, {of.family()}",
    )
    return of.rng.choice(texts)


def _naming(of: _Source) -> str:
    """Sentences that name people, years and titles, in several languages."""
    sentence, title, year = of.sentence(), of.title(), of.year()
    family, other, clause = of.family(), of.family(), of.clause()
    texts = (
        f"{of.short_name()} and {of.short_name()} first observed {title.lower()}, in {year}.",
        f"See {family}, {other} and {of.family()} ({year}, chapter 3) for {clause}",
        f"In “{title}” ({year}), {family} asks whether {clause}",
        f"{title.split()[0]} ({family} et al., {year}) and others ({other}, {year}) {clause}",
        f"{family} and {other} ({year}) {clause}",
        f"According to {family} et al. ({year}), {clause}",
        f"Following {family} ({year}), we {clause} [12].",
        f"{sentence[:-1]} ({family} & {other}, {year}; {other} et al., {year}). {of.sentence()}",
        f"Wie {family} ({year}) zeigt, {clause}",
        f"Selon {family} ({year}), {clause}",
        f"Según {family} y {other} ({year}), {clause}",
        f"{year}年，谷歌团队发表了论文《{chinese_title(of.rng)}》，引起了广泛关注。",
        f"因此，我们认为“{chinese_title(of.rng)}”并不是唯一的因素（张和李，{year}）。",
        f"{chinese_name(of.rng)}在《{chinese_title(of.rng)}》中指出，这一方法具有局限性。",
        f"{chinese_name(of.rng)}，教授，{year}年毕业于浙江大学。",
        f"图3：{chinese_title(of.rng)}（{year}年）",
        f"{year}年5月7日，{chinese_title(of.rng)}研讨会在北京召开。",
    )
    return of.rng.choice(texts)


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
    _quotation: 4,
    _front_matter: 9,
    _listing: 11,
    _naming: 8,
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
