"""Which texts of a page are read as entries of its lists of references."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.page_to_read import PageToRead
from tools.browser.fake_sites import FOLDER
from tools.browser.local_web import LocalWeb

_READ = """async (tab) => {
  const { readPageAndSelection } = await import("/page-reader/page-reader.js");
  const { frames } = await readPageAndSelection(tab);
  return frames.flatMap(({ references }) => references);
}"""
_ONE = "Doe, J. “Hot tea.” 2019."
_TWO = "Roe, K. “Iced tea.” 2020."
_BOTH = [[_ONE], [_TWO]]
_WIKIPEDIA = """
<p>Tea<sup class=reference><a href="#cite_note-1">[1]</a></sup>.</p>
<div class="mw-heading mw-heading2"><h2 id=References>References</h2><span
  class=mw-editsection>[<a href=/edit>edit</a>]</span></div>
<div class="mw-references-wrap"><ol class=references>
<li id=cite_note-1><span class=mw-cite-backlink>^ <a href="#cite_ref-1"><sup><i>a</i></sup></a>
</span> <span class=reference-text><style>.cs1 {}</style><cite class="citation journal cs1">
Doe, J. “Hot tea.” 2019.</cite><span title="ctx_ver=Z39.88-2004" class=Z3988></span></span></li>
<li id=cite_note-2><span class=mw-cite-backlink><b><a href="#cite_ref-2">^</a></b></span>
<span class=reference-text>Roe, K. “Iced tea.” 2020.</span></li></ol></div>
<div class="mw-heading mw-heading2"><h2 id=See>See also</h2></div><ul><li>Milk</ul>"""
_STRUCTURES = {
    "pandoc": f"<div id=refs class='references csl-bib-body' role=list>"
    f"<div class=csl-entry role=listitem>{_ONE}</div>"
    f"<div class=csl-entry role=listitem><div class=csl-left-margin></div>{_TWO}</div></div>",
    "Springer": "<section><h2 class=c-article-section__title>References</h2><div>"
    "<ol class=c-article-references data-track-component='outbound reference'>"
    f"<li class=c-article-references__item><p class=c-article-references__text>{_ONE}</p></li>"
    f"<li class=c-article-references__item><p class=c-article-references__text>{_TWO}</p></li>"
    "</ol></div></section>",
    "ACM": f"<section id=bibliography role=doc-bibliography><h2>References</h2><div role=list>"
    f"<div role=listitem><div class=label>[1]</div><div class=citations>{_ONE}</div></div>"
    f"<div role=listitem><div class=label>[2]</div><div class=citations>{_TWO}</div></div>"
    "</div></section>",
    "a section": f"<section><h2>References</h2><ol><li>{_ONE}<li>{_TWO}</ol></section>",
    "paragraphs": f"<h3>7. References</h3><p>{_ONE}</p><p>{_TWO}</p><h2>Next</h2><p>Milk</p>",
    "after a bold line": f"<p><strong>References:</strong></p><p>{_ONE}<p>{_TWO}<h4>Next</h4>Milk",
    "in a block that opens": "<div><div class=head><h2>References (2)</h2><button>Show</button>"
    f"</div><div class=body><ul><li>{_ONE}<li>{_TWO}</ul></div></div>",
    "a table": f"<h2>Bibliography</h2><table><tr><td>{_ONE}</tr><tr><td>{_TWO}</tr></table>",
    "descriptions": f"<h2>Literatur</h2><dl><dt>D19<dd>{_ONE}<dt>R20<dd>{_TWO}</dl>",
}
"""HTML by what has it."""


@pytest.fixture
def entries(to_read: PageToRead, web: LocalWeb) -> Any:
    """Reads the entries in a page with this body."""

    def read(body: str) -> list[list[str]]:
        to_read.write(web, body)
        found: list[list[str]] = to_read.ask(_READ)
        return found

    return read


@pytest.mark.parametrize("name", _STRUCTURES)
def test_entries(entries: Any, name: str) -> None:
    found = entries(f"<h1>Tea</h1><ul><li>Menu</ul>{_STRUCTURES[name]}")
    assert [[text.split("] ")[-1], *links] for text, *links in found] == _BOTH


def test_entries_of_wikipedia_without_marks(entries: Any) -> None:
    assert entries(_WIKIPEDIA) == [[f"^ {_ONE}"], [_TWO]]


def test_entries_of_an_arxiv_paper_in_html(entries: Any) -> None:
    first, *others = entries((FOLDER / "arxiv/html-references.html").read_text("utf-8"))
    assert first == [
        "[1] Jimmy Lei Ba, Jamie Ryan Kiros, and Geoffrey Hinton. Layer normalization for deep"
        " networks. arXiv:1607.06450, 2016.",
        "https://arxiv.org/abs/1607.06450",
    ]
    assert [text.split()[0] for (text,) in others] == ["[2]", "[3]"]


@pytest.mark.parametrize(
    "heading",
    [
        *("References", "REFERENCES", "VII. References", "8 References and notes", "Works cited"),
        *(
            "Bibliography",
            "Literature cited",
            "Literaturverzeichnis",
            "Références",
            "Bibliographie",
        ),
        *(
            "Referencias",
            "Referências",
            "Список литературы",
            "参考文献",
            "参考资料：",
            "五、参考文献",
        ),
        *("參考資料", "참고문헌", "Einzelnachweise", "References [edit]"),
    ],
)
def test_heading(entries: Any, heading: str) -> None:
    assert entries(f"<h2>{heading}</h2><ol><li>{_ONE}<li>{_TWO}</ol>") == _BOTH


@pytest.mark.parametrize("heading", ["Preferences", "References to tea in film", "Letters", ""])
def test_other_heading(entries: Any, heading: str) -> None:
    assert entries(f"<h2>{heading}</h2><ol><li>{_ONE}<li>{_TWO}</ol>") == []


def test_numbered_lines_of_a_paragraph_are_entries(entries: Any) -> None:
    found = entries(f"<h2>References</h2><p>[1] {_ONE}<br>\n[2] <i>{_TWO}</i><br></p>")
    assert found == [[f"[1] {_ONE}"], [f"[2] {_TWO}"]]


def test_other_lines_of_an_entry_belong_together(entries: Any) -> None:
    assert entries(f"<h2>References</h2><ul><li>Hot tea<br>{_ONE}</ul>") == [[f"Hot tea {_ONE}"]]


def test_hidden_entries_are_not_read(entries: Any) -> None:
    assert entries(f"<h2>References</h2><ol><li hidden>{_ONE}<li>{_TWO}</ol>") == [[_TWO]]


def test_entries_are_bounded(entries: Any) -> None:
    found = entries(f"<h2>References</h2><ol><li>{_ONE * 50}{f'<li>{_TWO}' * 2500}</ol>")
    assert len(found) == 2000
    assert len(found[0][0]) == 1000


def test_page_that_calls_itself_a_bibliography_is_no_list(entries: Any) -> None:
    assert entries(f"<main class=bibliography><p>{_ONE}<ul><li>{_TWO}</ul></main>") == []
