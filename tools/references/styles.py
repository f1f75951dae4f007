"""Writes references in the styles that bibliographies use, with the title's place known.

Each style takes a record and gives what stands before the title, the title ("" if the style states
none), and what stands after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from tools.references.words import (
    Person,
    Pool,
    Record,
    as_book,
    chinese_name,
    chinese_title,
    words,
)


class Parts(NamedTuple):
    """A reference in three parts; ``title`` is "" if it states none."""

    before: str
    title: str
    after: str


Write = Callable[[Record, Random], Parts]


@dataclass(frozen=True)
class Style:
    """A way to write references, and how often it is used."""

    name: str
    weight: int
    write: Write


STYLES: list[Style] = []
"""All of them, in the order in which they stand below."""


def style(weight: int) -> Callable[[Write], Write]:
    """Register a function as a style with this weight."""

    def register(write: Write) -> Write:
        STYLES.append(Style(write.__name__, weight, write))
        return write

    return register


# --- names --------------------------------------------------------------------------------------


def initials(given: str, space: str = " ", dot: str = ".") -> str:
    """Return the initials of given names: "J.-P. A."."""
    names = given.replace(".", " ").split()
    return space.join("-".join(part[:1] + dot for part in it.split("-") if part) for it in names)


def in_full(people: Sequence[Person]) -> list[str]:
    """Return names such as "Jane A. Smith"."""
    return [it.full for it in people]


def initials_first(people: Sequence[Person], space: str = " ") -> list[str]:
    """Return names such as "J. A. Smith"."""
    return [f"{initials(it.given, space)} {it.family}".strip() for it in people]


def family_first(
    people: Sequence[Person], space: str = " ", dot: str = ".", comma: str = ","
) -> list[str]:
    """Return names such as "Smith, J. A."."""
    return [
        f"{it.family}{comma} {initials(it.given, space, dot)}" if it.given else it.family
        for it in people
    ]


def in_capitals(people: Sequence[Person]) -> list[Person]:
    """Return the people with their family names in capitals."""
    return [Person(it.given, it.family.upper()) for it in people]


def listed(
    names: Sequence[str], last: str = " and ", comma: str = ", ", oxford: bool = True
) -> str:
    """Return names in a list; ``oxford`` puts a comma before the last of three or more."""
    if len(names) < 3:
        return last.join(names)
    return comma.join(names[:-1]) + (comma.rstrip() if oxford else "") + last + names[-1]


def shortened(names: Sequence[str], limits: Sequence[int], rng: Random) -> str:
    """Return names in a list, cut by "et al." at one of ``limits``; 0 is none."""
    limit = rng.choice(limits)
    if not limit or len(names) <= limit:
        return listed(names)
    return ", ".join(names[: limit - 1]) + _et_al(rng)


def shortened_plainly(names: Sequence[str], limits: Sequence[int], rng: Random) -> str:
    """Return the same without an "and"."""
    limit = rng.choice(limits)
    if not limit or len(names) <= limit:
        return ", ".join(names)
    return ", ".join(names[: limit - 1]) + _et_al(rng)


def _et_al(rng: Random) -> str:
    return rng.choice([" et al.", ", et al.", " et al", ", and others"])


# --- where a work was published -----------------------------------------------------------------


def published(
    record: Record,
    rng: Random,
    before: str = "In ",
    issue: str = "{volume}({number}):{first_page}–{last_page}",
) -> str:
    """Return where a work was published.

    ``before`` stands before a conference or a book, ``issue`` after a journal.
    """
    if record.kind == "journal":
        template = "{journal}, " + issue
    elif record.kind == "conference":
        template = before + "{conference}" + rng.choice(_AFTER_CONFERENCE)
    elif record.kind == "book":
        template = rng.choice(["{publisher}, {place}", "{publisher}", "{place}: {publisher}"])
    elif record.kind == "chapter":
        editors = listed(initials_first(record.editors))
        word = rng.choice(["editors", "eds.", "editor"])
        template = f"{before}{editors}, {word}, {{book}}, pages {{first_page}}–{{last_page}}. "
        template += "{publisher}"
    elif record.kind == "thesis":
        template = rng.choice(_THESES) + ", {school}"
    elif record.kind == "report":
        template = rng.choice(_REPORTS) + ", {school}"
    else:
        template = rng.choice(_PREPRINTS)
    return record.fill(template).strip(",: ")


_AFTER_CONFERENCE = (
    ", pages {first_page}–{last_page}",
    ", pp. {first_page}-{last_page}",
    "",
    ", {first_page}–{last_page}",
    ". {publisher}",
    ", volume {volume} of Proceedings of Machine Learning Research, pages {first_page}–{last_page}",
)
_THESES = (
    "PhD thesis",
    "Ph.D. dissertation",
    "Master’s thesis",
    "Master's thesis",
    "PhD diss.",
    "Doctoral dissertation",
)
_REPORTS = (
    "Technical report",
    "Tech. Rep.",
    "Technical Report TR-{volume}",
    "Report No. {number}",
    "Working Paper {volume}",
    "Memo {volume}",
)
_PREPRINTS = (
    "arXiv preprint arXiv:{arxiv_id}",
    "CoRR, abs/{arxiv_id}",
    "arXiv:{arxiv_id}",
    "ArXiv, abs/{arxiv_id}",
    "arXiv preprint",
)


# --- styles of LaTeX and of conferences ---------------------------------------------------------


@style(12)
def plainnat(record: Record, rng: Random) -> Parts:
    """Write: Jane Smith and Wei Li. Title. Journal, 1(2):3–4, 2020."""
    names = rng.choice([in_full, in_full, initials_first])(record.authors)
    before = shortened(names, [0, 0, 6, 4], rng) + rng.choice([". ", ". ", ", "])
    after = rng.choice([". ", ". ", ", "]) + published(record, rng) + f", {record.year}."
    return Parts(before, record.title, after)


@style(7)
def acl(record: Record, rng: Random) -> Parts:
    """Write: Jane Smith and Wei Li. 2020a. Title. In Conference, pages 3–4, Online."""
    letter = rng.choice(["", "", "a", "b"])
    end = rng.choice([".", ", Online. Association for Computational Linguistics."])
    before = f"{listed(in_full(record.authors))}. {record.year}{letter}. "
    return Parts(before, record.title, f". {published(record, rng)}{end}")


@style(6)
def acm(record: Record, rng: Random) -> Parts:
    """Write: Jane Smith and Wei Li. 2020. Title. Journal, 1, 2 (2020), 3–4."""
    issue = "{volume}, {number} ({year}), {first_page}–{last_page}"
    end = rng.choice([".", record.fill(". https://doi.org/10.1145/{first_page}.{last_page}")])
    before = f"{listed(in_full(record.authors))}. {record.year}. "
    return Parts(before, record.title, f". {published(record, rng, issue=issue)}{end}")


@style(5)
def lncs(record: Record, rng: Random) -> Parts:
    """Write: Smith, J., Li, W.: Title. In: Conference, pp. 3–4 (2020)."""
    names = shortened_plainly(family_first(record.authors, ""), [0, 4], rng)
    issue = "{volume}({number}), {first_page}–{last_page}"
    after = f". {published(record, rng, 'In: ', issue)} ({record.year}){rng.choice(['.', ''])}"
    return Parts(f"{names}: ", record.title, after)


@style(6)
def ams(record: Record, rng: Random) -> Parts:
    """Write: J. Smith and W. Li, Title, Journal, 1 (2020), no. 2, 3–4."""
    before = listed(initials_first(record.authors)) + rng.choice([", ", ": "])
    issue = "{volume} ({year}), no. {number}, {first_page}–{last_page}"
    return Parts(before, record.title, f", {published(record, rng, 'in ', issue)}.")


@style(3)
def aaai(record: Record, rng: Random) -> Parts:
    """Write: Smith, J.; and Li, W. 2020. Title. Journal, 1(2): 3–4."""
    names = listed(family_first(record.authors), "; and ", "; ", oxford=False)
    issue = "{volume}({number}): {first_page}–{last_page}"
    after = f". {published(record, rng, issue=issue)}."
    return Parts(f"{names} {record.year}. ", record.title, after)


@style(12)
def ieee(record: Record, rng: Random) -> Parts:
    """Write: J. Smith and W. Li, “Title,” Journal, vol. 1, no. 2, pp. 3–4, Mar. 2020."""
    opening, closing = rng.choice([("“", "”"), ("“", "”"), ('"', '"'), ("``", "''")])
    comma = f",{closing} " if rng.random() < 0.8 else f"{closing}, "
    names = initials_first(record.authors, rng.choice([" ", "", " "]))
    before = f"{shortened(names, [0, 0, 3, 6], rng)}, {opening}"
    issue = "vol. {volume}, no. {number}, pp. {first_page}–{last_page}"
    date = rng.choice([f", {record.year}.", f", {record.month[:3]}. {record.year}."])
    return Parts(before, record.title, comma + published(record, rng, "in ", issue) + date)


@style(4)
def siam(record: Record, rng: Random) -> Parts:
    """Write: J. SMITH AND W. LI, Title, Journal, 1 (2020), pp. 3–4."""
    before = listed(initials_first(in_capitals(record.authors))) + rng.choice([", ", ". "])
    issue = "{volume} ({year}), pp. {first_page}–{last_page}"
    after = rng.choice([", ", ". "]) + published(record, rng, "in ", issue) + "."
    return Parts(before, record.title, after)


@style(3)
def unpunctuated(record: Record, rng: Random) -> Parts:
    """Write: Smith, J., Li, W. Title 2020 Journal, 1 3--4."""
    names = ", ".join(family_first(record.authors))
    issue = "{volume} {first_page}--{last_page}"
    return Parts(f"{names} ", record.title, f" {record.year} {published(record, rng, issue=issue)}")


# --- styles of the sciences ---------------------------------------------------------------------


@style(10)
def apa(record: Record, rng: Random) -> Parts:
    """Write: Smith, J., & Li, W. (2020). Title. Journal, 1(2), 3–4."""
    limit = rng.choice([0, 0, 4])
    names = family_first(record.authors)
    last = rng.choice([" & ", " & ", " and "])
    authors = shortened(names, [limit], rng) if limit else listed(names, last)
    dates = ("({year}). ", "({year}). ", "({year}) ", "({year}, {month}). ", "{year}. ")
    date = rng.choice([*dates, "({year}" + rng.choice("abc") + "). ", "({year}): "])
    issue = "{volume}({number}), {first_page}–{last_page}"
    after = rng.choice([". ", ". ", ". ", ", "]) + published(record, rng, issue=issue) + "."
    return Parts(f"{authors} {record.fill(date)}", record.title, after)


@style(5)
def harvard(record: Record, rng: Random) -> Parts:
    """Write: Smith, J. and Li, W. (2020) ‘Title’, Journal, 1(2), pp. 3–4."""
    names = listed(family_first(record.authors, ""), oxford=False)
    opening, closing = rng.choice([("‘", "’"), ("“", "”"), ("'", "'"), ("", "")])
    issue = "{volume}({number}), pp. {first_page}–{last_page}"
    after = f"{closing}, {published(record, rng, 'in ', issue)}."
    return Parts(f"{names} ({record.year}) {opening}", record.title, after)


@style(5)
def vancouver(record: Record, rng: Random) -> Parts:
    """Write: Smith JA, Li W. Title. Journal. 2020;1(2):3-4."""
    names = [f"{it.family} {initials(it.given, '', '')}".strip() for it in record.authors]
    before = f"{shortened_plainly(names, [0, 7, 4], rng)}. "
    if record.kind == "journal":
        issue = "{journal}. {year};{volume}({number}):{first_page}-{last_page}"
        return Parts(before, record.title, f". {record.fill(issue)}.")
    return Parts(before, record.title, f". {published(record, rng, 'In: ')}; {record.year}.")


@style(6)
def elsevier(record: Record, rng: Random) -> Parts:
    """Write: J. Smith, W. Li, Title, Journal, 1 (2020) 3–4."""
    if rng.random() < 0.5:
        names = initials_first(record.authors, "")
    else:
        names = family_first(record.authors, "", comma="")
    issue = "{volume} ({year}) {first_page}–{last_page}"
    after = f", {published(record, rng, 'in: ', issue)}."
    return Parts(f"{', '.join(names)}, ", record.title, after)


@style(4)
def commas_only(record: Record, rng: Random) -> Parts:
    """Write: Smith, J, Li, W : Title, Journal, v. 1, pp. 3-4, 2020."""
    dot, comma = rng.choice([".", ""]), rng.choice([",", ""])
    names = ", ".join(family_first(record.authors, "", dot, comma))
    issue = "v. {volume}, pp. {first_page}-{last_page}"
    after = f", {published(record, rng, 'in ', issue)}, {record.year}."
    return Parts(names + rng.choice([", ", " : ", ": ", " - "]), record.title, after)


@style(3)
def capitals(record: Record, rng: Random) -> Parts:
    """Write: SMITH, J. AND LI, W. 2020. Title. Journal, 1(2):3–4."""
    last = rng.choice([" AND ", " & ", " and ", " et "])
    names = listed(family_first(in_capitals(record.authors)), last)
    date = rng.choice([" {year}. ", " ({year}). ", ", ", ". "])
    end = rng.choice([".", f", {record.year}."])
    after = rng.choice([". ", ", "]) + published(record, rng) + end
    return Parts(names + record.fill(date), record.title, after)


@style(4)
def technical_report(record: Record, rng: Random) -> Parts:
    """Write: Jane Smith. Title. Technical Report 12, Dept. of Something, May 2020."""
    names = rng.choice([in_full, initials_first, family_first])(record.authors)
    report = record.fill(rng.choice(_NUMBERED_REPORTS))
    institute = rng.choice([*words()["institutes"], record.school])
    month = rng.choice([f"{record.month} ", ""])
    after = rng.choice([". ", ", "]) + f"{report}, {institute}, {month}{record.year}."
    return Parts(listed(names) + rng.choice([". ", ", "]), record.title, after)


_NUMBERED_REPORTS = (
    "TR {volume}",
    "TR-{volume}",
    "Technical Report {volume}",
    "Technical Report CS-{volume}",
    "Tech. Rep. {volume}",
    "Technical Report TU Wien rr-{number}-92",
    "Research Report RR-{volume}",
    "Report {volume}",
    "Internal Report",
)


@style(2)
def unpublished(record: Record, rng: Random) -> Parts:
    """Write: Smith, J. & Li, W. (2020). Title. Unpublished manuscript."""
    names = listed(family_first(record.authors), rng.choice([" & ", ", & ", " and "]))
    after = rng.choice(_UNPUBLISHED)
    return Parts(f"{names} ({record.year}). ", record.title, after)


_UNPUBLISHED = (
    ".",
    "",
    ". Unpublished manuscript.",
    ". Manuscript submitted for publication.",
    ". To appear.",
    ". In preparation.",
    ". Personal website.",
)


@style(11)
def untitled(record: Record, rng: Random) -> Parts:
    """Write: J. Smith, W. Li, J. Chem. Phys. 1, 3 (2020), as physicists and chemists do."""
    people = record.authors
    authors, issue = rng.choice(
        [
            (
                shortened(initials_first(people, ""), [0, 3], rng) + ", ",
                "{short_journal} {volume}, {first_page} ({year}).",
            ),
            (
                ", ".join(family_first(people, "", comma="")) + ", ",
                "{year}, {short_journal}, {volume}, {first_page}",
            ),
            (
                listed(family_first(people), " & ") + " ",
                "{short_journal} {volume}, {first_page}–{last_page} ({year}).",
            ),
            (
                listed(initials_first(people, "")) + ", ",
                "{short_journal} {year}, {volume}, {first_page}.",
            ),
            (
                f"{family_first(people)[0]} et al. ",
                "{short_journal} {volume}, {first_page}–{last_page} ({year}).",
            ),
            (
                f"{initials_first(people)[0]} et al., ",
                "{short_journal} {volume}, {first_page} ({year}).",
            ),
            (
                f"{initials_first(people)[0]} et al. ({people[-1].family} Collaboration), ",
                "{short_journal} {volume}, {first_page} ({year}).",
            ),
            (
                listed(initials_first(people)) + ", ",
                "Phys. Rev. {volume}, {first_page} ({year}).",
            ),
            (listed(initials_first(people)) + ", ", "arXiv:hep-th/98{number:02}{first_page:03}."),
        ]
    )
    return Parts(authors, "", record.fill(issue))


@style(4)
def web(record: Record, rng: Random) -> Parts:
    """Write: Organization. Title. Retrieved May 3, 2020, from an address."""
    organization = rng.choice(words()["organizations"])
    address = f"https://www.example.org/{record.first_page}"
    before, after = rng.choice(
        [
            (
                "",
                rng.choice([". ", ", ", " "]) + address + rng.choice([".", "", ", accessed 2019"]),
            ),
            (
                f"{organization}. ({{year}}). ",
                f". Retrieved {{month}} {{number}}, {{year}}, from {address}",
            ),
            (
                f"{organization}. {{year}}. ",
                f". {address} (accessed {{number}} {{month}} {{year}}).",
            ),
            (f"{organization}, “", f",” {{year}}. [Online]. Available: {address}"),
            ("", ". https://github.com/example/repo{first_page}, {year}."),
            (f"{organization}. ", ", {year}."),
        ]
    )
    return Parts(record.fill(before), record.title, record.fill(after))


# --- styles of the humanities -------------------------------------------------------------------


@style(9)
def chicago(record: Record, rng: Random) -> Parts:
    """Write: Smith, Jane, and Wei Li. 2020. “Title.” Journal, 1 (2): 3–4."""
    first, *others = record.authors
    names = [f"{first.family}, {first.given}".strip(", "), *in_full(others)]
    authors = shortened(names, [0, 4], rng)
    dated = rng.random() < 0.5
    before = f"{authors}. {record.year}. " if dated else f"{authors}. "
    if record.kind == "book":
        after = f". {record.place}: {record.publisher}" + ("." if dated else f", {record.year}.")
        return Parts(before, record.title, after)
    opening, closing = rng.choice([("“", "”"), ("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’")])
    pages = ": {first_page}–{last_page}"
    issue = "{volume} ({number})" if dated else "{volume}, no. {number} ({year})"
    end = "." if dated else f" ({record.year})."
    after = f".{closing} {published(record, rng, issue=issue + pages)}{end}"
    return Parts(before + opening, record.title, after)


@style(12)
def note(record: Record, rng: Random) -> Parts:
    """Write a footnote: Jane Smith, Title, trans. Wei Li (London: Publisher, 2020), 3."""
    authors = listed(in_full(record.authors[:3]))
    place = record.place or "London"
    if record.kind in ("book", "thesis", "report"):
        imprint = f" ({place}: {{publisher}}, {{year}})"
        end = rng.choice([".", ", {number}.", ", pp. {first_page}-{last_page}.", ","])
        return Parts(
            f"{authors}, ", record.title, _edition(record, rng) + record.fill(imprint + end)
        )
    opening, closing = rng.choice([("“", "”"), ("“", "”"), ("‘", "’"), ('"', '"')])
    if record.kind == "chapter":
        where = f"in {{book}}, ed. {record.editors[0].full} ({place}: {{publisher}}, {{year}}), "
        where += "{first_page}–{last_page}."
    else:
        where = "{journal} {volume}, no. {number} ({year}): {first_page}–{last_page}."
    return Parts(f"{authors}, {opening}", record.title, f",{closing} {record.fill(where)}")


@style(13)
def monograph(record: Record, rng: Random) -> Parts:
    """Write: Smith, Jane. Title, 2nd ed. London: Publisher, 2020, of a book."""
    record = as_book(record, rng)
    first, *others = people = record.authors[:2]
    authors = rng.choice(
        [
            listed(family_first(people)),
            listed([f"{first.family}, {first.given}", *in_full(others)]),
            listed(in_full(people)),
            listed(initials_first(people)),
            listed([f"{it.family.upper()} {it.given}" for it in people]),
        ]
    )
    if rng.random() < 0.1:
        authors += rng.choice([" (ed.)", " (eds.)", ", ed.", ", editors", " (Hrsg.)", " (dir.)"])
    dates = (". {year}. ", " ({year}). ", " ({year}) ", " {year}. ", " {year}, ")
    date = rng.choice([". ", ", ", ": ", *dates])
    imprints = ("{place}: {publisher}", "{publisher}, {place}", "{publisher}")
    imprint = record.fill(rng.choice([*imprints, "{place}, {publisher}", "{place}"])).strip(": ,")
    after = _edition(record, rng) + rng.choice([". ", ". ", ", "]) + (imprint or "Paris")
    if "{year}" not in date:
        after += f", {record.year}"
    after += rng.choice([".", ".", "", f", {record.first_page} p."])
    return Parts(authors + record.fill(date), record.title, after)


def _edition(record: Record, rng: Random) -> str:
    template = rng.choice(words()["after_book_title"])
    person = record.editors[0].full
    return str(template.format(person=person, number=record.number, volume=record.volume))


# --- styles of other languages ------------------------------------------------------------------


@style(6)
def french(record: Record, rng: Random) -> Parts:
    """Write: SMITH Jane, « Title », Journal, n° 2, 2020, p. 3-4."""
    names = [
        (it.family.upper() if rng.random() < 0.5 else it.family)
        + " "
        + (it.given if rng.random() < 0.6 else initials(it.given))
        for it in record.authors[:2]
    ]
    authors = ", ".join(names)
    if record.kind in ("book", "thesis"):
        before = authors + rng.choice([", ", " : ", f" ({record.year}), "])
        imprint = f", {record.place or 'Paris'}, {record.publisher}, {record.year}"
        return Parts(before, record.title, imprint + rng.choice([".", f", {record.first_page} p."]))
    opening, closing = rng.choice([("« ", " »"), ("«", "»"), ("", ""), ("“", "”")])
    issue = rng.choice(["n° {number}", "vol. {volume}, n°{number}", "t. {volume}"])
    where = "{journal}, " + issue + ", {year}, p. {first_page}-{last_page}."
    after = f"{closing}, {rng.choice(['in ', '', ''])}{record.fill(where)}"
    return Parts(f"{authors}, {opening}", record.title, after)


@style(5)
def german(record: Record, rng: Random) -> Parts:
    """Write: Smith, Jane / Li, Wei (2020): „Title“. In: Journal 1 (2020), S. 3–4."""
    people = record.authors[:3]
    if rng.random() < 0.6:
        names = [f"{it.family}, {it.given}" for it in people]
        authors = rng.choice([" / ", "; ", " und "]).join(names)
    else:
        authors = ", ".join(in_full(people))
    place = record.place or "Berlin"
    if record.kind == "book":
        before = authors + rng.choice([": ", f" ({record.year}): "])
        return Parts(before, record.title, f". {place}: {record.publisher} {record.year}.")
    opening, closing = rng.choice([("„", "“"), ('"', '"'), ("", ""), ("»", "«")])
    date = rng.choice([": ", f" ({record.year}): ", f" {record.year}: "])
    editor = record.editors[0].full
    book = f"{editor} (Hrsg.): {{book}}. {place}: {{publisher}}"
    where = rng.choice(["{journal} {volume}", book]) + " ({year}), S. {first_page}–{last_page}."
    return Parts(authors + date + opening, record.title, f"{closing}. In: {record.fill(where)}")


@style(2)
def russian(record: Record, rng: Random) -> Parts:
    """Write: Smith J. Title // Journal. 2020. Т. 1, № 2. С. 3–4."""
    names = family_first(record.authors, rng.choice([" ", ""]), comma=rng.choice(["", ","]))
    issues = ("Т. {volume}, № {number}. С. ", "Vol. {volume}. P. ")
    where = "{journal}. {year}. " + rng.choice(issues) + "{first_page}–{last_page}."
    after = rng.choice([" // ", " // ", ". "]) + record.fill(where)
    return Parts(f"{', '.join(names)} ", record.title, after)


@style(5)
def gb_t_7714(record: Record, rng: Random) -> Parts:
    """Write: SMITH J A, LI W, et al. Title[J]. Journal, 2020, 1(2): 3-4."""
    names = [
        f"{it.family.upper() if rng.random() < 0.5 else it.family} {initials(it.given, ' ', '')}"
        for it in record.authors
    ]
    before = ", ".join(names[:3]) + (", et al. " if len(names) > 3 else ". ")
    if record.kind in ("conference", "chapter"):
        where = rng.choice(["[C]//", "[C]. ", "[C]// "]) + "{conference}. "
        where += f"{record.place or 'New York'}: {{publisher}}, {{year}}: "
        where += "{first_page}-{last_page}."
    elif record.kind == "book":
        where = f"[M]. {record.place or 'London'}: {{publisher}}, {{year}}."
    elif record.kind in ("thesis", "report"):
        where = f"[{'D' if record.kind == 'thesis' else 'R'}]. {{school}}, {{year}}."
    elif record.kind == "preprint":
        online = "[EB/OL]. (2020-01-01)[2021-02-03]. https://arxiv.org/abs/{arxiv_id}."
        where = rng.choice(["[J]. arXiv preprint arXiv:{arxiv_id}, {year}.", online])
    else:
        where = "[J]. {journal}, {year}, {volume}({number}): {first_page}-{last_page}."
    return Parts(before, record.title, record.fill(where))


@style(9)
def chinese(record: Record, rng: Random) -> Parts:
    """Write: 王小明, 李华. 题名[J]. 计算机学报, 2020, 1(2): 3-4, or with 《题名》."""
    wide = rng.random() < 0.4
    comma = "，" if wide else ", "
    stop = rng.choice("．。") if wide else ". "
    between = comma if rng.random() < 0.7 else "、" if wide else "; "
    authors = between.join(chinese_name(rng) for _ in range(rng.randint(1, 4)))
    if rng.random() < 0.25:
        authors += f"{comma}等"
    title = chinese_title(rng)
    pool = words()["chinese"]
    journal = rng.choice(pool["journals"])
    publisher, place = rng.choice(pool["publishers"])
    pages = f"{record.first_page}-{record.last_page}"
    kind = rng.choice("JJJMDCqqb")
    if kind == "q":
        opening, closing = rng.choice([("《", "》"), ("“", "”"), ("《", "》")])
        where = f"《{journal}》{record.year}年第{record.number}期"
        end = rng.choice(["。", f"，第{record.first_page}—{record.last_page}页。"])
        before = authors + rng.choice("：，") + opening
        return Parts(before, title, closing + rng.choice(["，", "，载"]) + where + end)
    if kind == "b":
        end = rng.choice(["。", "版。", f"，第{record.first_page}页。"])
        before = authors + rng.choice("：，:") + "《"
        return Parts(before, title, f"》，{publisher}，{record.year}年{end}")
    where = {
        "J": f"{stop}{journal}{comma}{record.year}{comma}{record.number}({record.number}): {pages}",
        "M": f"{stop}{place}:{publisher}{comma}{record.year}",
        "D": f"{stop}{rng.choice(pool['schools'])}{comma}{record.year}",
        "C": f"//{rng.choice(pool['conferences'])}{stop}{record.year}: {pages}",
    }[kind]
    return Parts(authors + stop, title, f"[{kind}]{where}.")


# --- references ---------------------------------------------------------------------------------


def write(pool: Pool, rng: Random) -> Parts:
    """Return a reference in a style chosen at random, with a label and what may stand after it."""
    record = pool.record(rng)
    [chosen] = rng.choices(STYLES, [it.weight for it in STYLES])
    return labelled(chosen.write(record, rng), record, rng)


def labelled(parts: Parts, record: Record, rng: Random) -> Parts:
    """Return a reference with a label such as "[3]" and, behind it, a URL or a page, or neither."""
    family = record.authors[0].family
    label = rng.choice(words()["labels"]).format(
        number=rng.randint(1, 150),
        author=family,
        year=record.year,
        letters=family[:3],
        short_year=f"{record.year % 100:02}",
    )
    tail = rng.choice(words()["tails"]).format(first=rng.randint(1, 40), second=rng.randint(41, 99))
    after = parts.after
    if parts.title.endswith(("?", "!")) and after.startswith(". "):
        after = after[1:]
    return Parts(label + parts.before, parts.title, after + tail)
