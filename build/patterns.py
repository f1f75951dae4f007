"""The patterns that serve all sources together: how free text is cut, what wraps a URL.

Written once, compiled by ``build.papers`` and rendered into ``papers/sources.js``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from build.source import Source, TextRule

RUN_CHARACTER = r"[!#-;=?-\[\]_a-z~]"
"""ASCII that can stand inside a URL, a DOI or an id in text; all else ends them."""

ANCHOR = r"[/@]|[0-9]{4}[.][0-9A-Za-z]"
"""Rare in prose, present in every URL, DOI and id: only the runs around these are read."""

# "$ 2410.0642", "USD 2410.06424", "version 2410.06424", "1,203.4567": numbers, no ids.
_CURRENCY = "usd|eur|gbp|jpy|cny|rmb|hkd|twd|inr"
_NUMBER = "[0-9]+(?:[.,][0-9]+)*"
NO_ID = (
    f"[$€£¥₹₩]\\x20?{_NUMBER}"
    f"|(?<![a-z])(?:{_CURRENCY}|version|ver|release|build|rev)[.:=\\x20]{{0,2}}[$€£¥]?{_NUMBER}"
    "|(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:[.][0-9]+)?"
)

BEFORE_ID = r"(?<![0-9A-Za-z_.@%/$€£¥+−±-])(?<![0-9]:)"
"""What may not stand right before an id in text."""

_UNIT = (
    f"(?:{_CURRENCY}|dollars?|euros?|yuan|[kmgt]?hz|[kmgt]ev|[kmgt]i?b|[hkm]pa|[kmg]w|[nmck]m"
    "|[km]g)(?![0-9a-z])|[%‰°€£¥₩元円块万亿]|美元|欧元|日元"
)
AFTER_ID = f"(?![0-9A-Za-z_%$°]|[./:-][0-9A-Za-z]|[\\x20\\u00a0]?(?:{_UNIT}))"
"""What may not stand right after an id in text: more of a number or name, or a unit."""

_REST_OF_URL = f"(?:{RUN_CHARACTER}(?!https?://)|[/=?&:#](?=https?://))*{RUN_CHARACTER}?"
"""Up to where text may go on with the next URL, unless that one is wrapped in this one."""

COOL_PAPERS = "papers.cool"

URL = f"https?://{_REST_OF_URL}"
DOI = f"(?<![0-9.])10[.][0-9]{{4,9}}/(?:(?![,;]){RUN_CHARACTER})+"
BARE_URL = (
    f"(?<![0-9A-Za-z@._~%/=&?#-])(?:[0-9a-z-]+[.])+[a-z]{{2,24}}(?::[0-9]{{1,5}})?/{_REST_OF_URL}"
)
URL_WITHOUT_SCHEME = r"(?:[0-9a-zA-Z-]+[.])+[a-zA-Z]{2,24}(?::[0-9]{1,5})?/"
"""At the start of a query value or a path's tail: a URL that lacks its scheme."""
WRAPPED_URL = r"https?(?::|%3[aA])(?:/|%2[fF])"
"""Where, in a path or query, a URL begins that this one wraps."""
WRAPPED_BARE_URL = f"/(?={URL_WITHOUT_SCHEME})"
WRAPPED_DOI = r"(?:^|/)(?:doi:)?(?=10[.][0-9]{4,9}/)"
AFTER_URL = r"__;|[\x00-\x20()\[\],;'\"*!&<>{|}]|%[89A-Fa-f][0-9A-Fa-f]"
"""What no paper's path or query value holds: it, and all after it, came from the text around."""
FILE_ENDING = "[.](?:pdf|ps|html?|mhtml|djvu|epub|txt|md|bib)"
COPY_NUMBER = r"\x20?[(][0-9]{1,3}[)]"
"""What browsers add to the name of a file that was downloaded before."""

AROUND_URL = ".,:;!?'*()[]"
"""Characters that, at a URL's end in text, belong to the text."""
AROUND_ID = "\t\n\r \"'()[]{}<>.,:;!?\u3000。，、；：！？（）【】《》「」“”‘’"
"""Characters that may surround an id that is the whole text."""


def without_groups(pattern: str) -> str:
    """Return the pattern with its named groups unnamed, so that it can stand beside others."""
    return re.sub(r"\(\?P<[A-Za-z]+>", "(?:", pattern)


def text_rules(source: Source) -> tuple[TextRule, ...]:
    """Return a source's rules for bare text, a venue's with Cool Papers' own name of a paper."""
    if source.branch == "arxiv":
        return source.texts
    return (*source.texts, TextRule(pattern=source.paper_id, paper_id="{match}"))


def mention(sources: Iterable[Source]) -> str:
    """Pattern of whatever may name a paper in text, groups ``url``, ``doi``, ``text``, ``bare``.

    To be matched in any case. A match with none of the groups is to be passed over.
    """
    rules = [rule for source in sources for rule in text_rules(source) if not rule.alone]
    text = "|".join(without_groups(rule.pattern) for rule in rules)
    return (
        f"(?P<url>{URL})|(?P<doi>{DOI})|{NO_ID}"
        f"|(?P<text>{BEFORE_ID}(?:{text}){AFTER_ID})|(?P<bare>{BARE_URL})"
    )


def names_papers(sources: Iterable[Source]) -> str:
    """Pattern that is in every URL that shows or wraps a paper: a host, or a DOI's start.

    To be matched in any case. It spares the parsing of all other URLs of a text.
    """
    hosts = {
        host.removeprefix("*.") for source in sources for rule in source.urls for host in rule.hosts
    }
    shortest = sorted(
        host for host in hosts if not any(host.endswith(f".{other}") for other in hosts)
    )
    return (
        "|".join(re.escape(host).replace("\\-", "-") for host in (*shortest, COOL_PAPERS))
        + "|10[.][0-9]{4,9}(?:/|%2F)"
    )
