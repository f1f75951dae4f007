"""Properties of the finder that hold for any text: all examples in generated contexts.

What is generated never depends on the list of examples: each generated surrounding is tried on all
of them, so a new source changes no other source's cases.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import registry
from build.engine import Engine
from build.finder import MODULE, Finder, Paper
from build.patterns import text_rules

SOURCES = registry.load()
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


@given(words=WORDS)
def test_two_texts_give_the_papers_of_both(
    finder: Finder, alone: list[list[Paper]], words: str
) -> None:
    pairs = list(itertools.pairwise(range(len(TEXTS))))
    texts = [f"{TEXTS[one]}\n{words}\n{TEXTS[other]}" for one, other in pairs]
    both = [list(dict.fromkeys([*alone[one], *alone[other]])) for one, other in pairs]
    assert _differing(texts, finder.each("papersInText", texts), both) == {}


@given(words=WORDS, more=WORDS)
def test_adding_words_adds_no_papers(finder: Finder, words: str, more: str) -> None:
    texts = [f"{words}\n{text}\n{more}" for text in ["", *NEAR_MISSES]]
    found = finder.each("papersInText", texts)
    assert _differing(texts, found, [[] for _ in texts]) == {}


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
    assert (
        bool(meaning["urls"]) == (meaning["kind"] in ("papers", "page")) == bool(meaning["names"])
    )
    assert all(url.lower().startswith("https://papers.cool/") for url in meaning["urls"])


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
