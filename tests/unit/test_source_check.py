"""What the build says of a source's file with a mistake in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from build.browsers import BROWSERS
from build.check import problems
from build.render import render
from build.source import DoiRule, Examples, LinkSite, Source, TextRule, TitleRule, UrlRule
from build.source_check import faults, not_tuples, unused

FILE = "build/sources/test.py: "
URL = "https://test.example/paper/abc"
RULE = UrlRule(hosts=("test.example",), path="/paper/(?P<id>[a-z]+)", paper_id="{id}@Test")
EXAMPLES = Examples(urls={URL: "abc@Test"}, near_misses=("https://test.example/volume/1",))
GOOD = Source(
    name="Test",
    home="https://test.example/",
    branch="venue",
    paper_id="(?P<id>[a-z]+)@Test",
    publisher="https://test.example/paper/{id}",
    urls=(RULE,),
    paper_pages=("*://test.example/paper/*",),
    examples=EXAMPLES,
)
BY_TITLE = Source(
    name="Test",
    home="https://test.example/",
    branch="venue",
    titles=(TitleRule(hosts=("test.example",), path="/paper/[a-z]+"),),
    paper_pages=("*://test.example/paper/*",),
    examples=Examples(titles={URL: ""}, near_misses=("https://test.example/volume/1",)),
)

A_TEXT: Any = "test.example"


def changed(**fields: Any) -> Source:
    return replace(GOOD, **fields)


def with_path(path: str) -> Source:
    return changed(urls=(replace(RULE, path=path),))


@pytest.mark.parametrize("source", [GOOD, BY_TITLE], ids=["ids", "titles"])
def test_source_without_a_mistake(source: Source) -> None:
    assert [*not_tuples(source), *faults(source, ["Test"]), *unused(source)] == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (changed(urls=(), examples=replace(EXAMPLES, urls={})), "has neither urls nor titles"),
        (changed(paper_id=""), "has urls, but no paper_id"),
        (changed(publisher=""), "has no publisher"),
        (
            changed(paper_pages=()),
            "has no paper_pages: state match patterns of the pages that "
            'show one paper, such as "https://test.example/paper/*"',
        ),
        (changed(examples=replace(EXAMPLES, urls={})), "has urls, but no examples.urls"),
        (changed(examples=replace(EXAMPLES, dois={"10.1/a": "a@Test"})), "but no rule in dois"),
        (changed(examples=replace(EXAMPLES, near_misses=())), "has no near_misses"),
        (replace(BY_TITLE, examples=replace(BY_TITLE.examples, titles={})), "no examples.titles"),
        (changed(paper_pages=("test.example/*",)), "paper_pages has 'test.example/*', which is no"),
        (
            changed(link_sites=(LinkSite(pages=("http://*",), hosts=()),)),
            "a LinkSite has 'http://*'",
        ),
        (
            changed(urls=(replace(RULE, hosts=("https://a.example",)),)),
            "'https://a.example' is no host",
        ),
        (
            changed(often_filed_under="Nobody"),
            "often_filed_under names 'Nobody', which is no other",
        ),
        (changed(often_filed_under="Test"), "often_filed_under names 'Test', which is no other"),
        (
            changed(publisher="https://test.example/{key}"),
            "the publisher is 'https://test.example/{key}',"
            " but its pattern (?P<id>[a-z]+)@Test has no group (?P<key>…); it has id",
        ),
        (
            changed(urls=(replace(RULE, paper_id="{no}@Test"),)),
            "the paper_id of a UrlRule is '{no}@Test'",
        ),
        (
            changed(urls=(replace(RULE, query=("id", "[a-z]+")),)),
            "its pattern [a-z]+ has no group (?P<id>…); it has none",
        ),
        (changed(urls=(replace(RULE, paper_id="{id:title}@Test"),)), "colon comes lower or upper"),
        (
            changed(dois=(DoiRule(pattern="10[.]1/a", paper_id="{id}@Test"),)),
            "the paper_id of a DoiRule",
        ),
        (
            changed(texts=(TextRule(pattern="a", paper_id="{id}@Test"),)),
            "the paper_id of a TextRule",
        ),
    ],
)
def test_mistake_is_said(source: Source, said: str) -> None:
    found = [*faults(source, ["Test", "Other"])]
    assert all(it.startswith(FILE) for it in found)
    assert said in "\n".join(found)


@pytest.mark.parametrize(
    ("path", "mark", "instead"),
    [
        (r"/paper/(?P<id>\d+)", r"\d", "[0-9]"),
        (r"/paper/(?P<id>[\d-]+)", r"\d", "[0-9]"),
        (r"/paper/(?P<id>[^\s]+)", r"\s", r"[\x20\t]"),
        (r"/paper/(?P<id>\w+)", r"\w", "[0-9A-Za-z_]"),
        (r"/paper/(?P<id>[a-z]+)\.pdf", r"\.", "[.]"),
        ("/paper/(?P<id>.+)", ".", "[.] for a dot"),
        ("^/paper/(?P<id>[a-z]+)", "^", "nothing"),
        ("/paper/(?P<id>[a-z]+)$", "$", "[$]"),
        (r"/paper/(?P<id>\bx)", r"\b", "a class in brackets"),
        ("/paper/(?P<id>(?<!x)y)", "(?<!", "a lookahead"),
    ],
)
def test_pattern_outside_the_subset(path: str, mark: str, instead: str) -> None:
    (said,) = faults(with_path(path), ["Test"])
    assert said.startswith(f"{FILE}the pattern {path} has {mark}, ")
    assert f": write {instead}" in said


@pytest.mark.parametrize("path", ["/(?P<id>[.$^a-z]+)", r"/(?P<id>[\[\].]+)", "/(?P<id>[^/]+)"])
def test_class_in_brackets_is_in_the_subset(path: str) -> None:
    assert [*faults(with_path(path), ["Test"])] == []


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (changed(paper_pages=A_TEXT), "SOURCE.paper_pages"),
        (changed(urls=(replace(RULE, hosts=A_TEXT),)), "SOURCE.urls.hosts"),
        (changed(link_sites=LinkSite(pages=(), hosts=())), "SOURCE.link_sites"),
        (changed(examples=Examples(near_misses=A_TEXT)), "SOURCE.examples.near_misses"),
    ],
)
def test_comma_that_makes_a_tuple_is_missing(source: Source, place: str) -> None:
    (said,) = not_tuples(source)
    assert said.startswith(f"{place} must be a tuple; of one, it is written with a comma: (")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            changed(urls=(RULE, replace(RULE, path="/pdf/(?P<id>[a-z]+)"))),
            "no example needs the UrlRule for test.example with the path /pdf/(?P<id>[a-z]+): add",
        ),
        (
            changed(urls=(RULE, replace(RULE, hosts=("other.example",)))),
            "no example needs the UrlRule for other.example",
        ),
        (
            changed(urls=(RULE, replace(RULE, query=("id", "(?P<id>[a-z]+)")))),
            "no example needs the UrlRule for test.example",
        ),
        (
            replace(BY_TITLE, titles=(*BY_TITLE.titles, TitleRule(hosts=("a.example",), path="/"))),
            "no example needs the TitleRule for a.example with the path /: add a URL that it reads",
        ),
        (
            changed(dois=(DoiRule(pattern="10[.]1/(?P<id>a)", paper_id="{id}@Test"),)),
            "no example needs the DoiRule 10[.]1/(?P<id>a): add one that it reads to examples.dois",
        ),
        (
            changed(texts=(TextRule(pattern="test-(?P<id>a)", paper_id="{id}@Test"),)),
            "no example needs the TextRule test-(?P<id>a): add one that it reads to examples.texts",
        ),
    ],
)
def test_rule_that_reads_no_example(source: Source, said: str) -> None:
    (found,) = unused(source)
    assert found.startswith(FILE)
    assert said in found


def test_further_names_of_a_host_need_no_example() -> None:
    rule = replace(RULE, hosts=("test.example", "www.test.example", "*.mirror.example"))
    assert [*unused(changed(urls=(rule,)))] == []


class TestNearMiss:
    """A near-miss that a source reads is reported once, with that source."""

    def found(self, folder: Path, *sources: Source) -> list[str]:
        render(BROWSERS["chrome"], sources, folder / "chrome")
        return problems(folder / "chrome", sources)

    def test_read_by_another_source(self, tmp_path: Path) -> None:
        other = replace(
            BY_TITLE,
            name="Other",
            examples=replace(
                BY_TITLE.examples, titles={"https://o.example/paper/a": ""}, near_misses=(URL,)
            ),
            titles=(TitleRule(hosts=("o.example",), path="/paper/[a-z]+"),),
            paper_pages=("*://o.example/paper/*",),
        )
        assert self.found(tmp_path, GOOD, other) == [
            f"build/sources/other.py: the near-miss {URL!r} is read by Test as abc@Test; if it is a"
            " paper of Test, take it out of these, else narrow the rule in build/sources/test.py"
        ]

    def test_read_by_its_own_source(self, tmp_path: Path) -> None:
        source = changed(
            examples=replace(EXAMPLES, near_misses=("https://test.example/paper/volume",))
        )
        assert self.found(tmp_path, source) == [
            f"{FILE}the near-miss 'https://test.example/paper/volume' is read as volume@Test;"
            " narrow the rule that reads it"
        ]

    def test_read_as_a_page_with_a_title(self, tmp_path: Path) -> None:
        source = replace(BY_TITLE, examples=replace(BY_TITLE.examples, near_misses=(URL,)))
        assert self.found(tmp_path, source) == [
            f"{FILE}the near-miss {URL!r} is read as a paper to be searched by its title;"
            " narrow the rule that reads it"
        ]
