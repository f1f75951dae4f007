"""Patterns shared by all sources: how plain text is split, what wraps a URL.

They are rendered into ``registry/sources.js``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from build.source import ANY_HOST, LINE_BREAK, Source, TextRule

RUN_CHARACTER = r"[!#-;=?-\[\]_a-z~]"
"""ASCII characters that can be part of a URL, DOI or id in text; any other ends it."""

ANCHOR = "[/@]|[0-9]{4}[.][0-9A-Za-z]"
"""Rare in prose, but part of URLs, DOIs and most ids: only the text around these is examined.

Sources add anchors of their own.
"""

# "$ 2410.0642", "USD 2410.06424", "version 2410.06424", "1,203.4567" are numbers, not ids.
_CURRENCY = "usd|eur|gbp|jpy|cny|rmb|hkd|twd|inr"
_NUMBER = "[0-9]+(?:[.,][0-9]+)*"
_PAPER_LABELS = (
    "ids?|identifier|preprint|papers?|articles?|refs?|references?|see|also"
    "|link|url|pdf|source|number|no|key|read|cite|from|title|name|files?|docs?|documents?|report"
    "|posted|available"
)
_MEASURES = (
    "loss|perplexity|ppl|[rm]?mse|mae|eta|elapsed|took|mean|median|std|reward|lr|fps|auc|aic|bic"
    "|phone|tel"
)
# zbMATH's numbers have an id's form: "Zbl 1501.34032", "zblnumber = {1507.51024}".
_ZBMATH = (
    "(?:(?<![a-z])z(?:bl|bmath)[a-z_]{0,6}|blatt\\x20(?:f[uü]r\\x20)?math[a-z]{0,6})"
    "(?:[.:]?[\\x20-]n(?:o|r|umber))?"
)
# "Minn. R. 1303.1600", "Minnesota Rules 1303.1600"; their numbers have four digits after the dot.
# Titles end with "Rules" and "Cross Section" too, so these words alone do not tell.
_LAWS = (
    "(?:(?<![a-z])minn[.]\\x20(?:r|stat)[.]|rules?,?\\x20parts?|(?<![a-z])adm[.]\\x20code"
    "|(?:minnesota|building|revised|civil|penal)\\x20(?:rules?|code|statutes?)|§)"
)
_POSITION = "(?<![a-z-])(?:lat|latitude|breite|纬度)"
_NO_ID = (
    f"[$€£¥₹₩]\\x20?{_NUMBER}"
    f"|(?<![a-z])(?:{_CURRENCY}|version|ver|release|build|rev)[.:=\\x20]{{0,2}}[$€£¥]?{_NUMBER}"
    "|(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:[.][0-9]+)?"
    f"|(?<![a-z])(?:{_MEASURES})\\x20[0-9]{{4}}[.][0-9]{{4}}(?![0-9])"
    f"|{_LAWS}[\\x20\\u00a0~]?[0-9]{{4}}[.][0-9]{{4}}(?![0-9])"
    f"|(?:{_ZBMATH}|{_POSITION})[:.=\\x20\\u00a0~{{\"']{{0,5}}[0-9]{{4}}[.][0-9]{{4,5}}(?![0-9])"
)

BEFORE_ID = r"(?<![0-9A-Za-z.@%/$€£¥+−±-])(?<![0-9A-Za-z]_)(?<![0-9]:)"
"""What must not come right before an id in text."""

_UNIT = (
    f"(?:{_CURRENCY}|dollars?|euros?|yuan|[kmgt]?hz|[kmgt]?ev|[kmgt]i?b|[hkm]pa|[kmg]wh?"
    "|[nmck]m|[nmck]?m[23²³]|kj|k?cal|rpm|fps|db|px|[km]g|secs?|seconds?|[mnμµ]s)(?![0-9a-z])"
    "|[%‰°€£¥₩Å元円块万亿秒]|美元|欧元|日元|毫秒|平方|立方|[公千]里"
    # Seconds; but "s" is a word in Czech, and may begin one: "s'appuie", "S. Smith".
    "|s(?![0-9a-z'’.\\x20-])"
)
# GPS receivers: "2308.28715,N,11322.09875,E", "2308.28715 N 11322.09875 E".
_HEMISPHERE = "(?:,[ns](?![0-9a-z\\x20.'’-])|[,\\x20]{1,2}[ns][,\\x20]{1,2}[01][0-9]{4}[.])"
AFTER_ID = (
    f"(?![0-9A-Za-z%$°]|_+[0-9A-Za-z]|[./:-][0-9A-Za-z]|[\\x20\\u00a0]?(?:{_UNIT})|{_HEMISPHERE})"
)
"""What must not come right after an id in text: more of a number or name, or a unit."""

_REST_OF_URL = f"(?:{RUN_CHARACTER}(?!https?://)|[/=?&:#](?=https?://))*{RUN_CHARACTER}?"
"""Ends where the next URL in the text starts, unless this one wraps that one."""

COOL_PAPERS = "papers.cool"

URL = f"https?://{_REST_OF_URL}"
DOI = f"(?<![0-9.])10[.][0-9]{{4,9}}/(?:(?![,;]){RUN_CHARACTER})+"
BARE_URL = (
    # After "//" or ":/" stands a URL whose scheme is mangled: "ttps://", "https//", "http:/".
    "(?:(?<=//)|(?<=:/)|(?<![0-9A-Za-z@.~%/=&?#-])(?<![0-9A-Za-z]_))"
    f"(?:[0-9a-z-]+[.])+[a-z]{{2,24}}(?::[0-9]{{1,5}})?/{_REST_OF_URL}"
)
URL_WITHOUT_SCHEME = r"(?:[0-9a-zA-Z-]+[.])+[a-zA-Z]{2,24}(?::[0-9]{1,5})?/"
"""A URL without its scheme, at the start of a query value or of a part of a path."""
WRAPPED_URL = r"https?(?::|%3[aA])(?:/|%2[fF])"
"""The start of a URL that is wrapped in another URL's path or query."""
WRAPPED_BARE_URL = f"/(?={URL_WITHOUT_SCHEME})"
WRAPPED_DOI = r"(?:^|/)(?:[dD][oO][iI][:-])?(?=10[.][0-9]{4,9}/)"
_BASE64_START = "aHR0c(?:HM6|DovL)|eyJ"
BASE64_URL = f"(?:{_BASE64_START})[0-9A-Za-z+/_-]+"
"""A URL, or a JSON object, in base64."""
AFTER_URL = r"__;|[\x00-\x20()\[\],;'\"*!&<>{|}]|%[89A-Fa-f][0-9A-Fa-f]"
"""Never occurs in a paper's path; everything from the first match on is trailing text."""
FILE_ENDING = "[.](?:pdf|ps|html?|mhtml|djvu|epub|txt|md|bib)"
COPY_NUMBER = r"\x20?[(][0-9]{1,3}[)]"
"""What browsers add to the name of a file that is downloaded again."""

AROUND_URL = ".,:;!?'*()[]"
"""Characters that, at the end of a URL in text, belong to the text."""
AROUND_ID = "\t\n\r \"'()[]{}<>.,:;!?\u3000。，、；：！？（）【】《》「」“”‘’"
"""Characters that may surround an id that is the whole text."""

FRAGMENTS = {
    "CURRENCY": _CURRENCY,
    "MEASURES": _MEASURES,
    "ZBMATH": _ZBMATH,
    "LAWS": _LAWS,
    "PAPER_LABELS": _PAPER_LABELS,
    "NUMBER_THAT_IS_NO_ID": _NO_ID,
    "BEFORE_ID": BEFORE_ID,
    "UNIT": _UNIT,
    "HEMISPHERE": _HEMISPHERE,
    "AFTER_ID": AFTER_ID,
    "REST_OF_URL": _REST_OF_URL,
    "BARE_URL": BARE_URL,
}
"""Parts of ``mention``, which would be too long to read: each is rendered as a constant."""


def without_groups(pattern: str) -> str:
    """Return the pattern with its groups unnamed, so that it can be joined with others."""
    return re.sub(r"\(\?P<[A-Za-z]+>", "(?:", pattern)


def text_rules(source: Source) -> tuple[TextRule, ...]:
    """Return a source's rules for plain text; a venue's ids on Cool Papers count as well."""
    if source.branch == "arxiv" or not source.paper_id:
        return source.texts
    return (*source.texts, TextRule(pattern=source.paper_id, paper_id="{match}"))


def anchor(sources: Iterable[Source]) -> str:
    """Return a pattern that is part of every URL, DOI and id in text."""
    return "|".join([ANCHOR, *(pattern for source in sources for pattern in source.anchors)])


def broken_ids(sources: Iterable[Source]) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Return the sources' hints, each with patterns of broken ids and whether they ignore case.

    A match ends with the line break; its first group is what to keep of it.
    """
    return [
        (
            it.hint,
            [(f"({before}){LINE_BREAK}(?={after})", it.ignore_case) for before, after in it.halves],
        )
        for source in sources
        for it in source.broken_ids
    ]


def _no_id(sources: Iterable[Source]) -> str:
    labels = "|".join([_PAPER_LABELS, *(label for source in sources for label in source.labels)])
    return (
        f"{_NO_ID}"
        # "loss: 1203.1449": a value with four decimals, unless its label speaks of papers.
        f"|(?<![a-z_.:/-])(?![a-z]{{0,8}}_?(?:{labels})[\"':=\\x20])[a-z][a-z_/]{{0,13}}"
        "[\"']?\\x20?[:=]\\x20?[0-9]{4}[.][0-9]{4}(?![0-9])"
    )


def mention(sources: Sequence[Source]) -> str:
    """Return a pattern, ignoring case, that matches everything in text that may name a paper.

    Its groups are ``url``, ``doi``, ``text`` and ``bare``. A match with none of them is a number
    that only looks like an id: skip it.
    """
    # Without rules nothing matches; an empty pattern would match everywhere.
    text = "|".join(_in_text(sources)) or "(?!)"
    return (
        f"(?P<url>{URL})|(?P<doi>{DOI})|{_no_id(sources)}"
        f"|(?P<text>{BEFORE_ID}(?:{text}){AFTER_ID})|(?P<bare>{BARE_URL})"
    )


def mention_in_parts(sources: Sequence[Source]) -> list[str]:
    """Return the alternatives of ``mention``, each as it would stand alone, without groups.

    A ReDoS checker takes seconds for each of them, but minutes for the whole.
    """
    texts = (f"{BEFORE_ID}(?:{pattern}){AFTER_ID}" for pattern in _in_text(sources))
    return [URL, DOI, _no_id(sources), *texts, BARE_URL]


def _in_text(sources: Iterable[Source]) -> list[str]:
    rules = [rule for source in sources for rule in text_rules(source) if not rule.alone]
    return [without_groups(rule.pattern) for rule in rules]


def names_papers(sources: Iterable[Source]) -> str:
    """Return a pattern, ignoring case, found in every URL that shows or wraps a paper.

    It matches a host, a mark of a source, the start of a DOI, or base64. No other URLs need to be
    parsed.
    """
    sources = [*sources]
    in_rules = [
        *(rule.hosts for source in sources for rule in source.urls),
        *(rule.hosts for source in sources for rule in source.titles),
    ]
    hosts = {host.removeprefix("*.") for some in in_rules for host in some if host != ANY_HOST}
    shortest = sorted(
        host for host in hosts if not any(host.endswith(f".{other}") for other in hosts)
    )
    # A library's proxy writes a host's dots as hyphens: "arxiv-org.ezproxy.example.edu".
    names = (re.sub("[.]", "[.-]", host) for host in (*shortest, COOL_PAPERS))
    marks = (mark for source in sources for mark in source.url_marks)
    return "|".join([*names, *marks, "10[.][0-9]{4,9}(?:/|%2F)", _BASE64_START])
