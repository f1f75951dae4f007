"""Every source finds its own examples, and nothing else."""

import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from build import registry, sources
from build.browsers import BROWSERS
from build.check import cases, near_misses
from build.engine import Engine
from build.finder import MODULE, Finder, Paper
from build.render import environment, render
from build.source import LINE_BREAK, BrokenId, Examples, Source, TextRule, UrlRule
from build.source_check import faults, file_of, unused
from tests.papers import paper as known_paper
from tests.shared import needs_shared, real_urls, real_venues

ALL = registry.load()
SOURCES = [it for it in ALL if it.paper_id]
CASES = [
    pytest.param(source, function, text, ids, id=f"{source.name}-{function}-{text}")
    for source in SOURCES
    for function, text, ids in cases(source)
    if ids
]
MADE_UP = Source(
    name="Made-up",
    home="https://made-up.example/",
    branch="venue",
    paper_id="mu~[0-9]{4}[.]?[0-9]{4}@Made-up",
    publisher="https://test.example/{match}",
    urls=(),
    texts=(
        TextRule(pattern="(?P<id>mu~[0-9]{4})", paper_id="{id}0000@Made-up"),
        TextRule(pattern="(?P<id>[0-9]{4}[.][0-9]{4})", paper_id="mu~{id}@Made-up"),
    ),
    broken_ids=(BrokenId(hint=f"~{LINE_BREAK}", halves=(("mu~", "[0-9]{4}"),)),),
    anchors=("mu~",),
    labels=("bulletin",),
    examples=Examples(urls={}),
)
SHOW_THE_MENU = Path(__file__).with_name("near_misses_with_menu.txt")
"""Near-misses that match patterns, which know only ``*``, cannot tell from papers; one a line."""
NO_PAGE = re.compile(
    r"^(?!http)|//(?:papers[.]cool|api[.]|img[.]|fetcher[.])|/challenge[?]|[.]org/(?:api|oai2)\b"
    r"|/(?:attachments?|ftp|ps|src|e-print)\b|[.](?:bib|zip|png)$"
)


def _is_paper_page(url: str) -> bool:
    """Whether a URL matches a source's `paper_pages`, interpreted like in browsers."""
    patterns = [pattern for source in ALL for pattern in source.paper_pages]
    return any(_matches(pattern, url) for pattern in patterns)


def _matches(pattern: str, url: str) -> bool:
    _, host, path = re.fullmatch("(.*)://([^/]*)(/.*)", pattern).groups()  # type: ignore[union-attr]
    ours = re.escape(path).replace(r"\*", ".*")
    hosts = host.replace(".", "[.]").replace("*[.]", "(?:[^/]+[.])?") if host != "*" else "[^/]+"
    return bool(re.fullmatch(f"https?://{hosts}{ours}", url.partition("#")[0]))


@pytest.mark.parametrize(("source", "function", "text", "ids"), CASES)
def test_example_gives_its_id(
    finder: Finder, source: Source, function: str, text: str, ids: list[str]
) -> None:
    (papers,) = finder.each(function, [text])
    assert papers == [Paper(source.name, source.branch, id_) for id_ in ids]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as in mu~1234, which", ["mu~12340000@Made-up"]),
        ("as in mu~ 1234, which", ["mu~12340000@Made-up"]),
        ("bulletin=2345.6789", ["mu~2345.6789@Made-up"]),
        ("loss=2345.6789, arxiv=2345.6789", []),
    ],
)
def test_a_source_states_all_about_its_ids(tmp_path: Path, text: str, expected: list[str]) -> None:
    render(BROWSERS["chrome"], [MADE_UP], tmp_path / "only")
    with Engine(tmp_path / "only") as engine:
        assert [paper.id for paper in Finder(engine).in_text(text)] == expected


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
class TestSource:
    def test_ids_of_examples_match_paper_id(self, source: Source) -> None:
        for _, _, ids in cases(source):
            for id_ in ids:
                assert re.fullmatch(source.paper_id, id_, re.ASCII), (
                    f"{file_of(source)}: paper_id {source.paper_id} does not match {id_}"
                )

    def test_publisher_s_page_of_an_id_names_that_paper(
        self, source: Source, engine: Engine, finder: Finder
    ) -> None:
        for paper_id in {*source.examples.urls.values(), *source.examples.dois.values()}:
            paper = known_paper(f"{source.branch}/{paper_id}")
            url = engine.call("papers/paper.js", "publisherUrl", paper)
            assert [it.id for it in finder.in_url(url)] == [paper_id], (
                f"{file_of(source)}: publisher makes {url} of {paper_id}: no rule reads it back"
            )

    def test_every_rule_has_an_example_that_needs_it(self, source: Source, tmp_path: Path) -> None:
        """A rule without an example would be untested."""
        urls = [*source.examples.urls, *(f"https://doi.org/{doi}" for doi in source.examples.dois)]

        only = replace(source, texts=(), link_sites=())
        render(BROWSERS["chrome"], [only], tmp_path / "full")

        def found(engine: Engine, name: str, rules: tuple[UrlRule, ...]) -> list[Any]:
            for folder in ("papers", "registry"):
                shutil.copytree(tmp_path / "full" / folder, tmp_path / name / folder)
            templates = environment(BROWSERS["chrome"], [replace(only, urls=rules)])
            script = templates.get_template("extension/registry/sources.template.js").render()
            (tmp_path / name / "registry" / "sources.js").write_text(script, "utf-8")
            return engine.call_each(f"{name}/{MODULE}", "papersInUrl", urls)

        # One engine reads all of them: each folder has modules of its own.
        with Engine(tmp_path) as engine:
            full = found(engine, "all", source.urls)
            for index, rule in enumerate(source.urls):
                others = source.urls[:index] + source.urls[index + 1 :]
                assert found(engine, f"without-{index}", others) != full, (
                    f"{file_of(source)}: no example needs the UrlRule for {', '.join(rule.hosts)}"
                    f" with the path {rule.path}: other rules read them all"
                )


@pytest.mark.parametrize("source", ALL, ids=lambda source: source.name)
class TestEverySource:
    def test_states_all_and_nothing_idle(self, source: Source) -> None:
        assert [*faults(source, [it.name for it in ALL]), *unused(source)] == []

    def test_paper_pages_match_examples(self, source: Source) -> None:
        """Downloads are not pages, and Cool Papers' own pages need no menu entry."""
        urls = [*(it for it in source.examples.urls if not NO_PAGE.search(it))]
        urls += source.examples.titles
        missed = [it for it in urls if not _is_paper_page(it)]
        assert missed == [], f"{file_of(source)}: paper_pages miss these examples"

    def test_paper_pages_match_only_known_near_misses(self, source: Source) -> None:
        known = SHOW_THE_MENU.read_text("utf-8").splitlines()
        matched = [it for it in source.examples.near_misses if _is_paper_page(it)]
        assert [it for it in matched if it not in known] == [], (
            f"{file_of(source)}: paper_pages match these near-misses: narrow them, or, if no match"
            f" pattern can tell them from papers, add them to tests/unit/{SHOW_THE_MENU.name}"
        )


def test_known_near_misses_still_show_the_menu() -> None:
    matched = [it for source in ALL for it in source.examples.near_misses if _is_paper_page(it)]
    stale = set(SHOW_THE_MENU.read_text("utf-8").splitlines()) - {*matched}
    assert stale == set(), f"tests/unit/{SHOW_THE_MENU.name}: no paper page any more; take them out"


def test_near_misses_name_no_paper(engine: Engine) -> None:
    assert [*near_misses(engine, ALL)] == []


def test_page_with_a_name_of_a_source_in_its_address_is_no_paper_page() -> None:
    assert not _is_paper_page("https://blog.example/2024/reading-arXiv-daily")


@pytest.mark.parametrize("source", [it for it in ALL if it.titles], ids=lambda it: it.name)
class TestSourceByTitle:
    def test_example_is_recognized(self, source: Source, engine: Engine, finder: Finder) -> None:
        for url, words in source.examples.titles.items():
            assert finder.in_url(url) == []
            for seen in (url, f"https://link.zhihu.com/?target={quote(url, safe='')}"):
                titled = engine.call(MODULE, "titledInUrl", seen)
                assert (titled["source"], titled["words"]) == (source.name, words), seen


@needs_shared
def test_real_venues(engine: Engine, finder: Finder) -> None:
    wrong = []
    stated = 0
    for url, kind, paper_id in real_venues():
        papers = finder.in_url(url) or finder.in_text(url)
        titled = engine.call(MODULE, "titledInUrl", url)
        found = "id" if papers else "title" if titled else "near-miss"
        if found != kind:
            wrong.append((url, kind, found))
        if paper_id:
            stated += 1
            ids = [it.id for it in papers]
            if ids != [paper_id]:
                wrong.append((url, paper_id, str(ids)))
    assert wrong == []
    assert stated


@needs_shared
def test_real_urls(finder: Finder) -> None:
    expected = dict(real_urls())
    found = finder.each("papersInUrl", [*expected])
    assert _wrong(expected, found) == {}


@needs_shared
@pytest.mark.parametrize(
    "around",
    ["See {}.", "[{0}]({0})", "\\url{{{}}}", "见{}，以及"],
    ids=["sentence", "Markdown", "TeX", "Chinese"],
)
def test_real_urls_in_text(finder: Finder, around: str) -> None:
    """URLs in the middle of text, as users select them."""
    expected = {around.format(url): named for url, named in real_urls() if " " not in url}
    found = finder.each("papersInText", [*expected])
    assert _wrong(expected, found) == {}


def _wrong(expected: dict[str, str], found: list[list[Paper]]) -> dict[str, list[Paper]]:
    """The texts with unexpected papers, and those papers."""
    assert expected
    return {
        text: papers
        for (text, named), papers in zip(expected.items(), found, strict=True)
        if [f"{paper.branch}/{paper.id}" for paper in papers] != ([named] if named else [])
    }


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "build/sources/made_up.py: states no SOURCE"),
        ("SOURCE = (", "build/sources/made_up.py: cannot be loaded: '\\(' was never closed"),
        (
            "from build.sources.ijcai import SOURCE",
            "build/sources/made_up.py: must be named ijcai.py, after 'IJCAI'",
        ),
    ],
    ids=["no source", "no Python", "another name"],
)
def test_file_that_is_not_a_source_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, fault: str
) -> None:
    (tmp_path / "made_up.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(sources, "__path__", [str(tmp_path)])
    monkeypatch.delitem(sys.modules, "build.sources.made_up", raising=False)
    with pytest.raises(ValueError, match=fault):
        registry.load()
