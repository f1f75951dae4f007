"""Every source gives its own examples, in both engines, and nothing else."""

import re
from pathlib import Path

import pytest

from build import registry, sources
from build.check import FIND, cases, source_patterns
from build.engine import Engine
from build.papers import Finder, Paper, compiled
from build.source import Source
from tests.shared import real_texts, real_urls

SOURCES = registry.load()
CASES = [
    pytest.param(source, function, text, ids, id=f"{source.name}-{function}-{text}")
    for source in SOURCES
    for function, text, ids in cases(source)
]
MATCH_PATTERN = re.compile(r"(?:\*|https?)://(?:\*\.)?[a-z0-9.-]+/[^ ]*")
NO_PAGE = re.compile(
    r"^(?!http)|//papers[.]cool/|/challenge[?]|/(?:attachments?|ftp|ps|src|e-print)\b|[.](?:bib|zip|png)$"
)


def _is_paper_page(url: str) -> bool:
    """Whether it is one by the match patterns of any source, read as browsers read them."""
    patterns = [pattern for source in SOURCES for pattern in source.paper_pages]
    return any(_matches(pattern, url) for pattern in patterns)


def _matches(pattern: str, url: str) -> bool:
    _, host, path = re.fullmatch("(.*)://([^/]*)(/.*)", pattern).groups()  # type: ignore[union-attr]
    ours = re.escape(path).replace(r"\*", ".*")
    hosts = host.replace(".", "[.]").replace("*[.]", "(?:[^/]*[.])?")
    return bool(re.fullmatch(f"https?://{hosts}{ours}", url.partition("#")[0]))


def in_both(engine: Engine, finder: Finder, function: str, text: str) -> list[Paper]:
    """The papers that both engines find, which are the same."""
    in_javascript = [Paper(**paper) for paper in engine.call(FIND, function, text)]
    find = {
        "papersInUrl": finder.in_url,
        "papersInText": finder.in_text,
        "papersInDoi": finder.in_doi,
    }[function]
    assert in_javascript == find(text)
    return in_javascript


@pytest.mark.parametrize(("source", "function", "text", "ids"), CASES)
def test_an_example_gives_its_id(
    engine: Engine, finder: Finder, source: Source, function: str, text: str, ids: list[str]
) -> None:
    papers = in_both(engine, finder, function, text)
    assert papers == [Paper(source.name, source.branch, id_) for id_ in ids]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
class TestSource:
    def test_has_examples_and_near_misses(self, source: Source) -> None:
        assert source.examples.urls
        assert source.examples.near_misses
        assert bool(source.dois) == bool(source.examples.dois)

    def test_names_its_papers_in_its_own_form(self, source: Source) -> None:
        for _, _, ids in cases(source):
            for id_ in ids:
                assert compiled(source.paper_id).fullmatch(id_)

    def test_every_rule_is_needed_by_an_example(self, source: Source) -> None:
        """A rule without an example is a rule without a test."""
        urls = [*source.examples.urls, *(f"https://doi.org/{doi}" for doi in source.examples.dois)]
        for index, rule in enumerate(source.urls):
            others = source.urls[:index] + source.urls[index + 1 :]
            without = Source(**{**vars(source), "urls": others, "texts": ()})
            lost = [url for url in urls if not Finder([without]).in_url(url)]
            full = Finder([Source(**{**vars(source), "texts": ()})])
            assert [url for url in lost if full.in_url(url)], rule

    def test_states_match_patterns_of_its_papers_pages(self, source: Source) -> None:
        assert source.paper_pages
        for pattern in source.paper_pages:
            assert MATCH_PATTERN.fullmatch(pattern)

    def test_states_them_of_all_its_papers_pages_and_of_no_volumes(self, source: Source) -> None:
        """What is downloaded is no page, and Cool Papers' own need no entry to go there."""
        urls = [it for it in source.examples.urls if not NO_PAGE.search(it)]
        assert [it for it in urls if not _is_paper_page(it)] == []
        assert not any(_is_paper_page(it) for it in source.examples.near_misses if "volumes" in it)

    def test_states_of_its_links_what_can_be(self, source: Source) -> None:
        assert source.link_pages or not source.links_on_request
        assert all(MATCH_PATTERN.fullmatch(pattern) for pattern in source.link_pages)
        assert source.often_filed_under in ("", *(it.name for it in SOURCES if it != source))

    def test_keeps_to_the_patterns_that_both_engines_read_alike(self, source: Source) -> None:
        for pattern, _ in source_patterns(source):
            outside_classes = re.sub(r"\[[^\]]*\]", "", pattern)
            assert not re.search(r"\\[sSwWdDbBZ]|[.$^]|\(\?<=|\(\?<!", outside_classes), pattern


def test_real_urls(engine: Engine, finder: Finder) -> None:
    wrong = []
    for url, named in real_urls():
        found = [
            f"{paper.branch}/{paper.id}" for paper in in_both(engine, finder, "papersInUrl", url)
        ]
        if found != ([named] if named else []):
            wrong.append((url, named, found))
    assert not wrong


def test_real_urls_in_text(engine: Engine, finder: Finder) -> None:
    """As a reader would select them: in a sentence, in Markdown, in TeX, in Chinese."""
    wrong = []
    for url, named in real_urls():
        if " " in url:
            continue
        for text in (f"See {url}.", f"[{url}]({url})", f"\\url{{{url}}}", f"见{url}，以及"):
            papers = in_both(engine, finder, "papersInText", text)
            if [f"{paper.branch}/{paper.id}" for paper in papers] != ([named] if named else []):
                wrong.append((text, named, papers))
    assert not wrong


def test_real_texts_give_the_same_in_both_engines(engine: Engine, finder: Finder) -> None:
    for file in real_texts():
        in_both(engine, finder, "papersInText", file.read_text(encoding="utf-8"))


def test_a_source_that_is_no_source_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(sources, "__path__", [str(tmp_path)])
    with pytest.raises(ValueError, match=r"build/sources/empty\.py: states no SOURCE"):
        registry.load()
