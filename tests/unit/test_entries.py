"""Which title belongs to a link in an entry of a list, by the elements around both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest

from build.engine import Engine
from tests.frames import frame

TEA = "A Paper About Tea"
MILK = "A Paper About Milk"


class Link(NamedTuple):
    """A link to a page."""

    href: str
    text: str = "PDF"


class Title(NamedTuple):
    """The end of an element with a title: stated, or a guess, "heading", "linked" or "term"."""

    text: str
    kind: str = ""
    href: str = ""


Element = tuple[Any, ...]
"""An element's name, then what is in it: texts, links, titles, elements."""


def paper(number: int, text: str = "PDF") -> Link:
    """A link to a paper on arXiv."""
    return Link(f"https://arxiv.org/abs/2401.{number:05}", text)


@dataclass
class Page:
    """What is read of a page, as the page reader sends it."""

    parts: list[Any] = field(default_factory=list)
    landmarks: list[Any] = field(default_factory=list)
    containers: list[Any] = field(default_factory=list)

    def add(self, content: str | Link | Title | Element, outer: int = -1) -> None:
        """Read this content of an element."""
        if isinstance(content, str):
            self.parts.append(["", content])
        elif isinstance(content, Link):
            self.landmarks.append(len(self.parts))
            self.parts.append([*content, outer])
        elif isinstance(content, Title):
            kind = content.kind.replace("heading", "")
            said = [content.text, len(self.parts), 0, content.kind != "", kind, content.href]
            self.landmarks.append(said)
        else:
            self._add_element(content, outer)

    def _add_element(self, element: Element, outer: int) -> None:
        name, *children = element
        self.parts.append(["", "\n"])
        at = len(self.containers)
        self.containers.append([name, len(self.landmarks), 0, outer])
        for child in children:
            self.add(child, at)
        self.containers[at][2] = len(self.landmarks)
        self.parts.append(["", "\n"])


def titles(engine: Engine, *elements: Element, title: str = "", **stated: Any) -> list[str]:
    """The titles of the papers that are listed of a page with these elements."""
    return [it["title"] for it in listed(engine, *elements, title=title, **stated)]


def listed(engine: Engine, *elements: Element, **stated: Any) -> list[dict[str, Any]]:
    page = Page()
    for element in elements:
        page.add(element)
    read = frame() | vars(page) | stated
    found: list[dict[str, Any]] = engine.call("reading/reading.js", "readingOf", [read])["listed"]
    return found


def nested(names: list[str], *children: Any) -> Element:
    """Elements, the outermost first, of which the innermost holds the children."""
    first, *others = names
    return (first, nested(others, *children)) if others else (first, *children)


NO_TITLES = ["", "", "", "", ""]


# ---------------------------------------------------------------- titles that elements state


@pytest.mark.parametrize("name", ["div", "li", "tr", "td", "ul", "ol", "dl", "table", "tbody"])
def test_title_beside_the_link_in_an_element_of_one_paper(engine: Engine, name: str) -> None:
    assert titles(engine, (name, Title(TEA), ("p", paper(1)))) == [TEA]
    assert titles(engine, (name, ("p", paper(1)), Title(TEA))) == [TEA]


@pytest.mark.parametrize("name", ["dd", "article", "section", "main", "body"])
def test_title_in_an_element_of_several_entries(engine: Engine, name: str) -> None:
    assert titles(engine, (name, Title(TEA), ("p", paper(1)))) == [""]


@pytest.mark.parametrize("name", ["ul", "ol", "dl", "table", "tbody"])
def test_title_in_a_list_of_two_papers(engine: Engine, name: str) -> None:
    rows = [("p", paper(1)), ("p", paper(2))]
    assert titles(engine, (name, Title(TEA), *rows)) == ["", ""]
    assert titles(engine, ("div", Title(TEA), *rows)) == [TEA, ""]


@pytest.mark.parametrize(("name", "most"), [("div", 4), ("dt", 12)])
def test_most_papers_in_an_entry(engine: Engine, name: str, most: int) -> None:
    for count, title in ((most, TEA), (most + 1, "")):
        links = [paper(at) for at in range(1, count + 1)]
        assert titles(engine, (name, Title(TEA), *links)) == [title, *[""] * (count - 1)]


def test_papers_of_another_source_do_not_make_an_entry_too_large(engine: Engine) -> None:
    others = [Link(f"https://aclanthology.org/2024.acl-long.{at}/", "PDF") for at in range(1, 6)]
    found = titles(engine, ("div", Title(TEA), paper(1), *others))
    assert found == [TEA, *NO_TITLES]


def test_one_paper_linked_again_and_again_is_one_entry(engine: Engine) -> None:
    assert titles(engine, ("li", Title(TEA), *[paper(1)] * 9)) == [TEA]


def test_element_with_very_much_in_it_is_no_entry(engine: Engine) -> None:
    for count, title in ((299, TEA), (300, "")):
        assert titles(engine, ("div", Title(TEA), *[paper(1)] * count)) == [title]


def test_title_many_elements_above_the_link(engine: Engine) -> None:
    for height, title in ((5, TEA), (6, "")):
        inner = nested(["p"] * height, paper(1))
        assert titles(engine, ("div", Title(TEA), inner)) == [title]


def test_title_of_the_page_is_none_of_an_entry_far_below_it(engine: Engine) -> None:
    for height, title in ((1, TEA), (2, "")):
        inner = nested(["p"] * height, paper(1))
        assert titles(engine, ("div", Title(TEA), inner), title=f"{TEA} | Blog") == [title]
        assert titles(engine, ("div", Title(MILK), inner), title=f"{TEA} | Blog") == [MILK]


def test_title_beyond_another_paper_is_not_taken(engine: Engine) -> None:
    assert titles(engine, ("li", Title(TEA), paper(1), paper(2))) == [TEA, ""]
    assert titles(engine, ("li", paper(1), paper(2), Title(TEA))) == ["", TEA]
    other = Link("https://aclanthology.org/2024.acl-long.1/", MILK)
    assert titles(engine, ("li", Title(TEA), other, paper(1)))[1] == TEA


def test_title_before_the_link_is_taken_rather_than_the_one_after(engine: Engine) -> None:
    assert titles(engine, ("li", Title(TEA), paper(1), Title(MILK))) == [TEA]


def test_title_is_of_one_paper_only(engine: Engine) -> None:
    rows = [("p", paper(1)), Title(TEA), ("p", paper(2)), Title(MILK)]
    assert titles(engine, ("div", *rows)) == [TEA, MILK]


def test_linked_heading_between_a_title_and_a_link(engine: Engine) -> None:
    """It starts another entry."""
    for heading, title in ((MILK, MILK), ("Milk", TEA)):
        between = Title(heading, "linked", "https://tea.example/milk")
        row = ("li", Title(TEA), between, "\nand more, ", paper(1))
        assert titles(engine, row) == [title]


def test_abstract_between_a_title_and_a_link(engine: Engine) -> None:
    for times, title in ((10, TEA), (30, "")):
        prose = "words that go on " * times
        assert titles(engine, ("li", Title(TEA), f"\n{prose}\n", paper(1))) == [title]


CVF = "https://openaccess.thecvf.com/content_cvpr_2014"


def _cvf(kind: str, text: str, name: str = "Doe_Deep_Tea") -> Link:
    ending = "html" if kind == "html" else "pdf"
    return Link(f"{CVF}/{kind}/{name}_2014_CVPR_paper.{ending}", text)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([_cvf("html", TEA)], TEA),
        ([_cvf("html", "Meta-Tea")], "Meta-Tea"),
        ([_cvf("html", "Meta-Tea"), _cvf("html", TEA)], TEA),
        ([_cvf("html", TEA), _cvf("html", MILK)], "Deep Tea"),
        ([paper(1, TEA)], "Deep Tea"),
    ],
    ids=["title", "short title", "longer one", "two titles", "another source"],
)
def test_title_of_a_paper_without_an_id_is_that_of_its_other_link(
    engine: Engine, others: list[Link], expected: str
) -> None:
    row = ("li", *others, "\nRead the ", _cvf("papers", "PDF"))
    found = listed(engine, ("ul", row, ("li", _cvf("html", "Cold Milk for All", "Roe_Cold_Milk"))))
    pages = {page: it["title"] for it in found for page in it["pages"]}
    assert pages[_cvf("papers", "").href.removeprefix("https://")] == expected


# ---------------------------------------------------------------- headings, which are guesses


def heading(number: int, text: str) -> list[Any]:
    """A heading that links a paper."""
    return [paper(number, text), Title(text, "linked", paper(number).href)]


@pytest.mark.parametrize("name", ["div", "li", "td", "section"])
def test_heading_above_the_only_paper(engine: Engine, name: str) -> None:
    expected = "" if name == "section" else TEA
    row = (name, Title(TEA, "heading"), "\nWith milk, see ", ("p", paper(1)))
    assert titles(engine, row) == [expected]


def test_heading_that_the_page_s_title_repeats_is_of_no_paper(engine: Engine) -> None:
    row = ("li", Title(TEA, "heading"), "\nWith milk, see ", ("p", paper(1)))
    assert titles(engine, row, title=f"{TEA} | Blog") == [""]
    assert titles(engine, row, title=f"{MILK} | Blog") == [TEA]


@pytest.mark.parametrize(("name", "title"), [("li", TEA), ("tr", TEA), ("td", TEA), ("div", "")])
def test_two_headings_in_an_element_with_one_paper(engine: Engine, name: str, title: str) -> None:
    """The first is the title in what is an entry for sure."""
    headings = [Title(TEA, "heading"), "\nby A. Author\n", Title(MILK, "heading")]
    assert titles(engine, (name, *headings, "\nWith milk, see ", ("p", paper(1)))) == [title]


def test_heading_above_two_papers(engine: Engine) -> None:
    row = ("li", Title(TEA, "heading"), "\nWith milk, see ", ("p", paper(1)), ("p", paper(2)))
    assert titles(engine, row) == ["", ""]


def test_heading_right_before_a_link_among_others(engine: Engine) -> None:
    for text, title in (("\n[", TEA), ("\nSome words [", "")):
        row = [Title(TEA, "heading"), text, paper(1), "]\nAnd a ", paper(2)]
        assert titles(engine, ("div", *row)) == [title, ""]


def test_heading_before_an_abstract(engine: Engine) -> None:
    prose = "words that go on " * 30
    assert titles(engine, ("li", Title(TEA, "heading"), f"\n{prose}\n", paper(1))) == [""]


LINKED = Title(TEA, "linked", "https://tea.example/tea")


def test_linked_heading_before_an_abstract(engine: Engine) -> None:
    """In search results, the PDF's link follows both; other links are of the abstract."""
    prose = "words that go on " * 30
    for label, title in (("PDF", TEA), ("here", "")):
        assert titles(engine, ("li", LINKED, f"\n{prose}\n", paper(1, label))) == [title]


@pytest.mark.parametrize(("name", "title"), [("div", TEA), ("li", TEA), ("ul", "")])
def test_linked_heading_above_the_only_paper(engine: Engine, name: str, title: str) -> None:
    assert titles(engine, (name, LINKED, "\nWith milk, see ", ("p", paper(1)))) == [title]


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ({}, TEA),
        ({"title": f"{TEA} - Search"}, TEA),
        ({"heading": TEA}, TEA),
        ({"title": f"{TEA} - Blog", "heading": TEA}, ""),
    ],
    ids=["another title", "a query", "another document's title", "the page's title"],
)
def test_linked_heading_that_is_the_page_s_own(
    engine: Engine, page: dict[str, str], title: str
) -> None:
    row = ("li", LINKED, "\nWith milk, see ", ("p", paper(1)))
    assert titles(engine, row, **page) == [title]


def test_linked_heading_of_another_entry(engine: Engine) -> None:
    """Of two in an element that need not be an entry, neither is the link's."""
    other = Title(MILK, "linked", "https://tea.example/milk")
    rows = [LINKED, "\nby A. Author\n", other]
    assert titles(engine, ("div", *rows, "\nWith milk, see ", ("p", paper(1)))) == [""]
    assert titles(engine, ("li", *rows, "\nWith milk, see ", ("p", paper(1)))) == [TEA]
    # Nor the closest, if an abstract stands before it.
    apart = [other, f"\n{'words that go on ' * 30}\n", LINKED, "\nWith milk, see "]
    for name, title in (("div", ""), ("li", TEA)):
        assert titles(engine, (name, *apart, ("p", paper(1, "here")))) == [title]


@pytest.mark.parametrize(
    ("link", "title"),
    [
        (paper(1, MILK), ""),
        (paper(1, "Tea-GPT"), TEA),
        (Link("https://aclanthology.org/2024.acl-long.1/", "Tea-GPT"), "Tea-GPT"),
        (Link("https://aclanthology.org/2024.acl-long.1/", "Abstract"), TEA),
    ],
    ids=["title", "another's short title", "its own short title", "its own label"],
)
def test_linked_heading_outside_an_entry_with_a_title_of_its_own(
    engine: Engine, link: Link, title: str
) -> None:
    own = Link("https://aclanthology.org/2024.acl-long.1/", "PDF")
    entry = ("p", "In short, ", link, ("p", own))
    found = listed(engine, ("div", LINKED, "\nAnd more:\n", entry))
    of_own = [it["title"] for it in found if it["paper"]["id"] == "2024.acl-long.1@ACL"]
    assert of_own == [title]


# ---------------------------------------------------------------- terms and their descriptions


@pytest.mark.parametrize(
    ("term", "title"),
    [
        (Title(TEA, "term"), TEA),
        (Title("Tea", "term"), ""),
        (Title(f"{TEA}:", "term"), ""),
        (Title(f"{TEA}：", "term"), ""),
    ],
)
def test_term_of_the_description_that_links_a_paper(
    engine: Engine, term: Title, title: str
) -> None:
    assert titles(engine, ("dl", ("dt", term), ("dd", ("p", "Read the ", paper(1))))) == [title]


def test_term_of_a_description_of_two_papers(engine: Engine) -> None:
    links = [paper(1), "\n", paper(2)]
    assert titles(engine, ("dl", ("dt", Title(TEA, "term")), ("dd", *links))) == ["", ""]


def test_term_is_the_title_of_the_first_description_under_it(engine: Engine) -> None:
    term = ("dt", Title(TEA, "term"))
    two = ("dl", term, ("dd", "Read the ", paper(1)), ("dd", "Or the ", paper(2)))
    assert titles(engine, two) == [TEA, ""]
    twice = ("dl", term, ("dd", "Read the ", paper(1), " or ", paper(1, "HTML")))
    assert titles(engine, twice) == [TEA]


def test_only_a_term_is_the_title_of_a_description(engine: Engine) -> None:
    for kind, title in (("term", TEA), ("heading", "")):
        rows = [("p", Title(TEA, kind)), ("dd", "Read the ", paper(1))]
        assert titles(engine, ("div", *rows), title=f"{TEA} | Blog") == [title]


def test_term_of_a_description_many_elements_above_the_link(engine: Engine) -> None:
    for height, title in ((5, TEA), (6, "")):
        description = ("dd", nested(["p"] * height, "Read the ", paper(1)))
        assert titles(engine, ("dl", ("dt", Title(TEA, "term")), description)) == [title]


def test_term_is_no_title_of_a_link_outside_its_description(engine: Engine) -> None:
    assert titles(engine, ("dl", ("dt", Title(TEA, "term")), ("p", "Read ", paper(1)))) == [""]


# ---------------------------------------------------------------- papers beside an entry's own

ACL = Link("https://aclanthology.org/2024.acl-long.1/")


@pytest.mark.parametrize(
    ("entry", "is_mention"),
    [
        (("li", paper(1, TEA), ("p", paper(3))), True),
        (("tr", paper(1, TEA), ("p", paper(3))), True),
        (("dt", paper(1, TEA), ("p", paper(3))), True),
        (("li", ("p", paper(3)), ("p", paper(1, TEA))), True),
        (("li", paper(1, TEA), ("ul", ("p", paper(3)))), False),
        (("div", paper(1, TEA), ("p", paper(3))), False),
        (("div", ("li", paper(1, TEA)), ("li", paper(3))), False),
        (("li", paper(1, TEA), ("p", *map(paper, range(3, 7)))), False),
        (("li", paper(1, TEA), ("p", *map(paper, range(3, 6)))), True),
        (("dt", paper(1, TEA), ("p", *map(paper, range(3, 7)))), True),
        (("li", paper(1, TEA), ("p", *map(paper, range(3, 7)), ACL)), False),
    ],
    ids=[
        "list entry",
        "row",
        "term",
        "before the title",
        "list within the entry",
        "no entry",
        "another entry",
        "too many",
        "four",
        "five with a term",
        "too many of one source",
    ],
)
def test_paper_without_a_title_in_the_entry_of_another(
    engine: Engine, entry: Element, is_mention: bool
) -> None:
    rows = [("li", paper(20 + at, f"A Paper About Cups {at}")) for at in range(5)]
    found = listed(engine, ("ul", entry, *rows))
    mentions = {it["paper"]["id"]: it["isMention"] for it in found}
    assert mentions["2401.00003"] is is_mention


def test_words_before_a_link_in_another_paper_s_entry_are_no_title(engine: Engine) -> None:
    for name, title in (("li", ""), ("div", MILK)):
        row = (name, paper(1, TEA), "\nbased on\n", f"{MILK} [", paper(2), "]")
        assert titles(engine, row) == [TEA, title]
