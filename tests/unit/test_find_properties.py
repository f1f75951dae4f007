"""Properties of the finder that hold for any text: all examples in generated contexts.

What is generated never depends on the list of examples: each generated surrounding is tried on all
of them, so a new source changes no other source's cases.
"""

from __future__ import annotations

import base64
import html
import itertools
import json
import quopri
import re
from collections.abc import Callable, Sequence
from random import Random
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import registry
from build.engine import Engine
from build.finder import MODULE, Finder, Paper
from build.patterns import text_rules

SOURCES = [it for it in registry.load() if it.paper_id]
URLS = [
    url for it in SOURCES for url in it.examples.urls if re.match("https?:", url) and " " not in url
]
DOIS = [doi for it in SOURCES for doi in it.examples.dois]


def _needs_to_be_alone(text: str) -> bool:
    """Whether an id counts only if it is the whole text, like `P19-1001`."""
    rules = [rule for it in SOURCES for rule in text_rules(it) if rule.alone]
    return any(re.fullmatch(rule.pattern, text.strip(), re.ASCII) for rule in rules)


TEXTS = [
    *URLS,
    *(f"doi:{doi}" for doi in DOIS),
    *(text for it in SOURCES for text in it.examples.texts if not _needs_to_be_alone(text)),
]
NEAR_MISSES = [text for it in SOURCES for text in it.examples.near_misses]

VOCABULARY = [
    "see",
    "also",
    "the",
    "paper",
    "of",
    "attention",
    "as",
    "shown",
    "in",
    "参见",
    "这篇论文",
    "以及",
    "模型",
    "論文",
    "を",
    "参照",
    "смотри",
    "статью",
    "voir",
    "l'article",
    "où",
    "ärgern",
    "naïve",
    "논문",
    "참고",
    "ورقة",
    "بحثية",
    "🚀",
    "(2024)",
    "[12]",
    "3.5",
    "75%",
    "A/B",
    "and/or",
]
NO_PAPERS = [
    *("2019.09-2023.06", "2024/11/25", "12:30", "2024-11-25T10:00:00Z", "+49 1706 037620"),
    *("v2.1.3", "2021.04-rc.1", "192.168.24.10", "version 2410.06424", "3.11.2410", "1.0e-5"),
    *("1,203.4567", "12,034.56", "$2410.0642", "2410.06 EUR", "0.1234", "99.9%", "2410.0642元"),
    *("loss: 1203.1449", "1203.1449 ms", "1105.3702 seconds", "took 1105.3702s", "1012.3250 hPa"),
    *("ISBN 978-3-16-148410-0", "10.1145/3264631.3264634", "doi:10.1007/s11263-015-0816-y"),
    *("https://example.com/post?id=3", "http://example.com/2024/11/a-post.html", "a@mail.example"),
    *("https://github.com/a/b/issues/2410", "www.example.org/list/cs.AI", "@someone", "#2410"),
    *("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "C:\\data\\run_2410", "src/main/2410.log"),
]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=8).map(" ".join)
BEFORE = st.sampled_from(
    [" ", "\n", "\t", "(", "[", "{", "<", '"', "“", "《", "：", "，", "见", " | "]
)
AFTER = st.sampled_from(
    ["", " ", "\n", ".", ",", ";", ")", "]", "}", ">", '"', "”", "》", "。", "，"]
)
NOISES = [
    *("https://", "http:/", "//", "?id=", "?url=", "&amp;", "%3A%2F%2F", "%25", "#", "@"),
    *("arXiv:", "doi:", "10.48550/", "10.1145/", "$", "€", "元", "version ", "v2", ".pdf"),
    *("arxiv.org/", "openreview.net/", "aclanthology.org/", "dblp.org/rec/", "papers.cool"),
    *("](", "}{", "论文", "，", "é", "😀", "\u202e", "\ud800", "\n", " "),
]
NOISE = st.lists(
    st.one_of(
        st.sampled_from(NOISES),
        st.text(max_size=8),
        st.from_regex(r"[0-9]{1,5}[./-][0-9]{1,7}", fullmatch=True),
    ),
    max_size=8,
).map("".join)


PLACES_OF_A_BREAK = re.compile(
    "(?<=https:)(?=//)|(?<=http:)(?=//)"
    r"|[/?=&](?=[0-9A-Za-z](?:(?<=[0-9])[^/?=&]*[A-Za-z]|(?<=[A-Za-z])[^/?=&]*[0-9])[^/?=&]*\Z)"
    r"|[/?=&](?=(?:[0-9]{5,9}|[0-9]+[.][0-9]+)\Z)"
)
Disguise = Callable[[str], str]


def _in_quoted_printable(text: str) -> str:
    """As the source of a mail has it; the heading's accent makes it one that needs encoding."""
    return quopri.encodestring(f"Voilà :\n{text}".encode()).decode()


def _in_base64(url: str) -> str:
    return f"a1{base64.urlsafe_b64encode(url.encode()).decode().rstrip('=')}"


def _by_proofpoint(url: str) -> str:
    """As URL Defense's second version writes it."""
    return (
        quote(url, safe="/")
        .replace("-", "%2D")
        .replace("_", "%5F")
        .replace("/", "_")
        .replace("%", "-")
    )


DISGUISES: dict[str, Disguise] = {
    "HTML": html.escape,
    "numeric entities": lambda text: re.sub("[/=_&]", lambda sign: f"&#{ord(sign[0])};", text),
    "JSON": lambda text: json.dumps(text).replace("/", "\\/"),
    "JSON for HTML": lambda text: text.replace("&", "\\u0026").replace("=", "\\u003d"),
    "TeX": lambda text: re.sub("[_&%#]", r"\\\g<0>", text),
    "BibTeX": lambda text: text.replace("_", "{\\_}"),
    "Markdown": lambda text: re.sub("[_=-]", r"\\\g<0>", text),
    # Around a sentence, its last "_" could belong to an id.
    "emphasis": lambda text: text if " " in text else f"_{text}_",
    "strong emphasis": lambda text: f"**{text}**",
    "quoted-printable": _in_quoted_printable,
    "full-width": lambda text: re.sub(
        "(?<=https):|[0-9]{4}[.][0-9]{4,5}",
        lambda part: "".join(chr(ord(sign) + 0xFEE0) for sign in part[0]),
        text,
    ),
}


@pytest.fixture(scope="module")
def alone(finder: Finder) -> list[list[Paper]]:
    """The papers of each text in TEXTS alone."""
    found = finder.each("papersInText", TEXTS)
    assert all(found)
    return found


@given(words=WORDS, before=BEFORE, after=AFTER, more=WORDS)
def test_found_alone_means_found_in_any_sentence(
    finder: Finder, alone: list[list[Paper]], words: str, before: str, after: str, more: str
) -> None:
    sentences = [f"{words}{before}{text}{after} {more}" for text in TEXTS]
    assert _differing(sentences, finder.each("papersInText", sentences), alone) == {}


@given(
    path=st.from_regex(r"[a-z]{0,8}", fullmatch=True), key=st.sampled_from(["u", "url", "target"])
)
def test_found_alone_means_found_in_any_wrapper(
    finder: Finder, alone: list[list[Paper]], path: str, key: str
) -> None:
    wrapped = [f"https://go.example/{path}?x=1&{key}={quote(url, safe='')}&y=2" for url in URLS]
    assert _differing(wrapped, finder.each("papersInUrl", wrapped), alone) == {}
    in_path = [f"https://archive.example/{path}/{url}" for url in URLS]
    assert _differing(in_path, finder.each("papersInUrl", in_path), alone) == {}


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
@given(words=WORDS, more=WORDS)
def test_found_alone_means_found_in_any_disguise(
    finder: Finder, alone: list[list[Paper]], disguise: Disguise, words: str, more: str
) -> None:
    """Sources of text write an id or URL with escapes or marks of their own."""
    texts = [f"{words}\n{disguise(text)}\n{more}" for text in TEXTS]
    assert _differing(texts, finder.each("papersInText", texts), alone) == {}


@given(data=st.data(), words=WORDS, more=WORDS)
def test_found_alone_means_found_with_signs_that_nobody_sees(
    finder: Finder, alone: list[list[Paper]], data: st.DataObject, words: str, more: str
) -> None:
    sign = data.draw(st.sampled_from(["\u200b", "\u00ad", "\ufeff", "\u2060"]))
    share = data.draw(st.floats(0, 1, exclude_max=True))
    texts = []
    for text in TEXTS:
        at = int(share * len(text))
        texts.append(f"{words} {text[:at]}{sign}{text[at:]} {more}")
    assert _differing(texts, finder.each("papersInText", texts), alone) == {}


@given(data=st.data(), words=WORDS)
def test_found_alone_means_found_where_a_pdf_breaks_its_url(
    finder: Finder, data: st.DataObject, words: str
) -> None:
    """After a sign of the URL. A word or a short number after it could be anything."""
    share = data.draw(st.floats(0, 1, exclude_max=True))
    broken = []
    for url in URLS:
        places = [at.end() for at in PLACES_OF_A_BREAK.finditer(url)]
        at = places[int(share * len(places))]
        broken.append(f"{words}\n{url[:at]} {url[at:]}\n")
    expected = finder.each("papersInUrl", URLS)
    assert _differing(broken, finder.each("papersInText", broken), expected) == {}


@given(
    wrap=st.sampled_from([_in_base64, _by_proofpoint]),
    path=st.from_regex(r"[a-z]{0,8}", fullmatch=True),
)
def test_found_alone_means_found_in_a_wrapper_with_its_own_encoding(
    finder: Finder, alone: list[list[Paper]], wrap: Disguise, path: str
) -> None:
    wrapped = [f"https://go.example/{path}?x=1&u={wrap(url)}&y=2" for url in URLS]
    assert _differing(wrapped, finder.each("papersInUrl", wrapped), alone) == {}


@given(words=WORDS)
def test_two_texts_give_the_papers_of_both(
    finder: Finder, alone: list[list[Paper]], words: str
) -> None:
    pairs = list(itertools.pairwise(range(len(TEXTS))))
    texts = [f"{TEXTS[one]}\n{words}\n{TEXTS[other]}" for one, other in pairs]
    both = [list(dict.fromkeys([*alone[one], *alone[other]])) for one, other in pairs]
    assert _differing(texts, finder.each("papersInText", texts), both) == {}


@given(
    joint=st.sampled_from([", ", "; ", "、", "，", " ", "\n", " and ", " 和 ", "\n- ", "\n[2] "]),
    quotes=st.sampled_from(["{}", '"{}"', "“{}”", "《{}》", "({})"]),
)
def test_found_alone_means_found_in_a_list(finder: Finder, joint: str, quotes: str) -> None:
    """Also those that count only where they are the whole text."""
    listed = [
        text
        for it in SOURCES
        for text in (*it.examples.texts, *(f"doi:{doi}" for doi in it.examples.dois))
        if not re.search(r"[\s,;]", text)
    ]
    assert any(map(_needs_to_be_alone, listed))
    expected = finder.each("papersInText", listed)
    pairs = list(itertools.pairwise(range(len(listed))))
    texts = [joint.join(quotes.format(listed[at]) for at in pair) for pair in pairs]
    both = [list(dict.fromkeys([*expected[one], *expected[other]])) for one, other in pairs]
    assert _differing(texts, finder.each("papersInText", texts), both) == {}


@given(words=WORDS, more=WORDS)
def test_adding_words_adds_no_papers(finder: Finder, words: str, more: str) -> None:
    texts = [f"{words}\n{text}\n{more}" for text in ["", *NEAR_MISSES]]
    found = finder.each("papersInText", texts)
    assert _differing(texts, found, [[] for _ in texts]) == {}


@given(seed=st.integers(min_value=0), joint=st.sampled_from([" ", "\n", ", ", " | ", "; "]))
def test_a_long_text_without_papers_has_none(finder: Finder, seed: int, joint: str) -> None:
    random = Random(seed)
    sizes = [random.choices([*VOCABULARY, *NO_PAPERS], k=size) for size in (30, 3000)]
    for text in map(joint.join, sizes):
        assert finder.in_text(text) == []


@given(noise=NOISE, more=NOISE)
def test_each_paper_is_found_once_in_any_text(finder: Finder, noise: str, more: str) -> None:
    texts = [noise, noise + more, f"https://{noise}", f"https://arxiv.org/abs/{noise}"]
    for function in ("papersInText", "papersInUrl", "papersInDoi"):
        for papers in finder.each(function, texts):
            assert len(set(papers)) == len(papers)
            assert all(_is_well_formed(paper) for paper in papers)


@given(noise=NOISE)
def test_any_text_can_be_interpreted(engine: Engine, noise: str) -> None:
    meaning = engine.call("papers/interpret.js", "interpret", noise)
    assert (meaning["kind"] == "papers") == bool(meaning["papers"])
    assert meaning["papers"] == engine.call(MODULE, "papersInText", noise)
    opens = meaning["kind"] in ("papers", "page")
    assert bool(meaning["destinations"]) == opens == bool(meaning["names"])
    urls = [it["url"] for it in meaning["destinations"]]
    assert all(url.lower().startswith("https://papers.cool/") for url in urls)


@given(
    yymm=st.builds("{:02}{:02}".format, st.integers(15, 59), st.integers(1, 12)),
    serial=st.integers(1, 99999),
    version=st.sampled_from(["", "v1", "v12"]),
    around=st.sampled_from(
        ["{}", "arXiv:{} [cs.CL]", "https://arxiv.org/pdf/{}.pdf", "见{}，", "[{}]"]
    ),
)
def test_every_new_arxiv_id_is_found(
    finder: Finder, yymm: str, serial: int, version: str, around: str
) -> None:
    id_ = f"{yymm}.{serial:05}"
    assert [it.id for it in finder.in_text(around.format(id_ + version))] == [id_]


@given(forum=st.from_regex(r"[A-Za-z0-9_-]{9,11}", fullmatch=True))
def test_every_openreview_id_is_found_whole(finder: Finder, forum: str) -> None:
    (paper,) = finder.in_text(f"(https://openreview.net/forum?id={forum}).")
    assert paper.id == f"{forum}@OpenReview"


def _differing(
    texts: Sequence[str], found: Sequence[list[Paper]], expected: Sequence[list[Paper]]
) -> dict[str, list[Paper]]:
    """The texts with unexpected papers, and those papers."""
    return {
        text: papers
        for text, papers, wanted in zip(texts, found, expected, strict=False)
        if papers != wanted
    }


def _is_well_formed(paper: Paper) -> bool:
    source = next(it for it in SOURCES if it.name == paper.source)
    return re.fullmatch(source.paper_id, paper.id, re.ASCII) is not None
