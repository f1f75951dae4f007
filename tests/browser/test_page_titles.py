"""What the extension reads of a page: each paper on it, and the best title that the page gives."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from build.engine import Engine
from build.finder import Finder, Paper
from tests.browser.conftest import Reads
from tests.browser.links import without_scripts
from tests.browser.reader import LAZY_FRAME
from tests.profile import AT_NIGHT, NIGHTLY
from tests.shared import SHARED, needs_shared
from tools.browser.fake_sites import FOLDER
from tools.browser.local_web import LocalWeb


def _listed(papers: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """For each paper, the title as listed, and the source with the id."""
    return [(it["title"] or it["id"], f"{it['source']} {it['id']}") for it in papers]


def test_short_title_of_a_paper_page(reads: Reads) -> None:
    html = (
        "<meta name=citation_title content=Mamba>"
        "<a href='https://arxiv.org/abs/2312.00752'>Back to the abstract</a>"
        "<a href='https://openreview.net/forum?id=0LZRtvK871'>Mamba</a>"
    )
    papers = reads(html, "https://arxiv.org/abs/2312.00752")
    assert [title for title, _ in _listed(papers)] == ["Mamba", "Mamba"]


def test_reads_frames_and_shadow_roots(reads: Reads, web: LocalWeb) -> None:
    frame = web.serve("https://frame.example/", "<p>arXiv:1810.04805")
    papers = reads(
        f"<p>2106.09685</p><iframe src={frame}></iframe><div id=it></div><script>"
        "it.attachShadow({ mode: 'open' }).innerHTML = '<p>arXiv:2203.02155'</script>"
    )
    names = [name.removeprefix("arXiv ") for _, name in _listed(papers)]
    assert names == ["2106.09685", "2203.02155", "1810.04805"]


_LINK = "<a href='https://arxiv.org/abs/1706.03762'>Attention Is All You Need</a>"


def test_reads_slotted_content(reads: Reads) -> None:
    papers = reads(
        f"<my-card>{_LINK}</my-card><script>document.querySelector('my-card')"
        ".attachShadow({ mode: 'open' }).innerHTML = '<h3>Read</h3><slot></slot>'</script>"
    )
    assert _listed(papers) == [("Attention Is All You Need", "arXiv 1706.03762")]


def test_lists_the_paper_in_the_url_of_an_unreadable_frame(reads: Reads) -> None:
    """Cross-site frames that are not loaded, or need a permission, are known by URL only."""
    frame = LAZY_FRAME.format("https://arxiv.org/pdf/2005.14165v4")
    assert _listed(reads(frame)) == [("2005.14165", "arXiv 2005.14165")]


def test_reads_links_in_svg(reads: Reads) -> None:
    papers = reads(
        "<svg><a href='figure.pdf'><text>PDF</text></a>"
        f"<a href='https://arxiv.org/abs/1810.04805'><text>BERT</text></a></svg>{_LINK}"
    )
    assert _listed(papers) == [
        ("BERT", "arXiv 1810.04805"),
        ("Attention Is All You Need", "arXiv 1706.03762"),
    ]


def test_reads_xhtml(reads: Reads) -> None:
    papers = reads(
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>A list</title></head><body>'
        f'<script>var id = "arXiv:2106.09685"</script><p>{_LINK}</p></body></html>',
        kind="application/xhtml+xml",
    )
    assert _listed(papers) == [("Attention Is All You Need", "arXiv 1706.03762")]


_ABS = "https://arxiv.org/abs/"


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        (f"<p><a href='{_ABS}1607.06450'>Layer Normalization</a>", ["Layer Normalization"]),
        (
            f"<p><a href='{_ABS}1607.06450'>Slides</a><p><a href='{_ABS}1706.03762'>Slides</a>",
            ["1607.06450", "1706.03762"],
        ),
        (
            f"<p><a href='{_ABS}1706.03762'>Read the paper on arXiv</a>"
            f"<p><a href='{_ABS}1706.03762v2'>Attention Is All You Need</a>",
            ["Attention Is All You Need"],
        ),
        (f"<p><a href='{_ABS}1706.03762'>arXiv:1706.03762v5 (PDF)</a>", ["1706.03762"]),
        (
            f"<a href='{_ABS}1706.03762'><div>Attention Is<br>All You Need</div><p>Vaswani et al."
            "</p></a>",
            ["Attention Is All You Need Vaswani et al."],
        ),
        (
            f"<a href='{_ABS}1706.03762'><h3>Attention Is<br>All You Need</h3><p>Vaswani et al."
            "</p></a>",
            ["Attention Is All You Need"],
        ),
        (
            f"<a href='{_ABS}1706.03762'><style>.x {{}}</style>Sorting in"
            " <span aria-hidden=true>O(n2)</span><math><mi>n</mi><annotation>n</annotation></math>"
            " Time</a>",
            ["Sorting in n Time"],
        ),
        (
            f"<a href='{_ABS}1706.03762'><img alt='Attention Is All You Need'></a>",
            ["Attention Is All You Need"],
        ),
        (
            f"<li>Denoising Diffusion Models [<a href='{_ABS}2006.11239'>NeurIPS 2020</a>]"
            f"<li>Attention Is All You Need (<a href='{_ABS}1706.03762'>NIPS</a>)"
            f"<li>语言模型的综述研究 <a href='{_ABS}1810.04805'>arXiv链接</a>",
            ["Denoising Diffusion Models", "Attention Is All You Need", "语言模型的综述研究"],
        ),
        (
            "<div><h2 class=section-title>Publications</h2><ul><li>Deep Tea Networks for Brewing. "
            f"<a href='{_ABS}1706.03762'>arXiv</a><li><a href='{_ABS}1810.04805'>BERT</a></ul>",
            ["Deep Tea Networks for Brewing", "BERT"],
        ),
        (f"<p>《大语言模型推理加速》<a href='{_ABS}1706.03762'>论文</a>", ["大语言模型推理加速"]),
        (f'<p>"BERT, for Short." <a href="{_ABS}1810.04805">PDF</a>', ["BERT, for Short"]),
        (f'<p>On the Word "Not" [<a href="{_ABS}1810.04805">PDF</a>]', ['On the Word "Not"']),
    ],
    ids=[
        "two words",
        "two words for two papers",
        "a title after a label",
        "an id and a label",
        "blocks in a link",
        "a heading in a link",
        "formulas",
        "a picture's text",
        "venues and labels",
        "a section's title",
        "Chinese quotes",
        "quotes",
        "quotes in a title",
    ],
)
def test_lists_the_best_title(reads: Reads, body: str, titles: list[str]) -> None:
    assert [title for title, _ in _listed(reads(f"<meta charset=utf-8>{body}"))] == titles


def test_lists_the_titles_of_dblp(reads: Reads) -> None:
    entry = (
        "<li class='entry'><nav class=publ><ul><li class=drop-down><div class=head>"
        "<a href='https://doi.org/10.48550/arXiv.{0}'><img></a></div><div class=body><ul>"
        "<li class=ee><a href='https://doi.org/10.48550/arXiv.{0}'>electronic edition via DOI"
        " (open access)</a></ul></div></ul></nav><cite class=data itemprop=headline><span"
        " itemprop=author><a href=/pid/1>A. Author</a></span>: <span class=title itemprop=name>"
        "{1}</span> CoRR abs/{0} (2026)</cite>"
    )
    papers = reads(
        "<title>dblp: A. Author</title><h1>A. Author</h1><ul class=publ-list>"
        + entry.format("2601.00001", "Deep Tea Networks.")
        + entry.format("2602.00002", "Deeper Tea Networks.")
    )
    assert _listed(papers) == [
        ("Deep Tea Networks.", "arXiv 2601.00001"),
        ("Deeper Tea Networks.", "arXiv 2602.00002"),
    ]


def test_lists_the_title_of_an_entry_with_many_authors(reads: Reads) -> None:
    """The authors' links also lead to the paper's site."""
    authors = "".join(
        f"<a href='https://arxiv.org/search/?searchtype=author&query=Author,+{it}'>Author {it}</a>"
        for it in "ABCDEFGH"
    )
    papers = reads(
        "<div><a href='https://arxiv.org/login'>Log in</a></div><dl><dt>"
        f"<a href='{_ABS}2601.00001'>arXiv:2601.00001</a> <a href='/pdf/2601.00001'>pdf</a>"
        "<dd><div class='list-title mathjax'><span class=descriptor>Title:</span> Deep Tea Networks"
        f"</div><div>{authors}</div></dl>"
    )
    assert _listed(papers) == [("Deep Tea Networks", "arXiv 2601.00001")]


def test_lists_the_titles_of_link_cards(reads: Reads) -> None:
    """Answers on Zhihu have such cards."""
    papers = reads(
        "<h1 class=QuestionHeader-title>What to read?</h1><div class=RichText><p>"
        f"<a href='https://link.zhihu.com/?target={_ABS}1706.03762'><span>arxiv.org/abs/</span></a>"
        f"<p><a class=LinkCard href='https://link.zhihu.com/?target={_ABS}1810.04805'><span"
        " class=LinkCard-contents><span class=LinkCard-title>BERT: Pre-training of Transformers"
        "</span></span></a></div>"
    )
    assert _listed(papers) == [
        ("1706.03762", "arXiv 1706.03762"),
        ("BERT: Pre-training of Transformers", "arXiv 1810.04805"),
    ]


def test_heading_of_a_list_is_not_the_title_of_its_papers(reads: Reads) -> None:
    rows = "".join(f"<p>[<a href='{_ABS}2401.{it:05}'>pdf</a>]" for it in range(1, 9))
    papers = reads(f"<div><h2 class=section-title>Related Work of Ours</h2>{rows}</div>")
    assert [title for title, _ in _listed(papers)] == [f"2401.{it:05}" for it in range(1, 9)]


@AT_NIGHT  # In each run, test_golden.py reads these pages.
@pytest.mark.parametrize(
    ("url", "file", "listed"),
    [
        (
            "https://arxiv.org/list/cs.CL/new",
            "arxiv/list-new.html",
            {
                "LoRA: Low-Rank Adaptation of Large Language Models": "arXiv 2106.09685",
                "Chain-of-Thought Prompting Elicits Reasoning in Large Language Models": (
                    "arXiv 2201.11903"
                ),
            },
        ),
        (
            "https://arxiv.org/search/?query=x",
            "arxiv/search.html",
            {"An invented paper": None, "Another one": "arXiv hep-th/9901001"},
        ),
        (
            "https://proceedings.mlr.press/v900/",
            "pmlr/volume.html",
            {
                "Learning to Brew from Few Leaves": "PMLR green26a@v900@PMLR",
                "Steeping as Optimization": "OpenReview a-B_c9dEf0@OpenReview",
                "Old Addresses of Cups": "PMLR matcha26b@v900@PMLR",
            },
        ),
        (
            "https://www.ijcai.org/proceedings/2024/",
            "ijcai/volume.html",
            {"Certified Brewing": "IJCAI 1@2024@IJCAI", "Fair Division of Tea": None},
        ),
    ],
)
def test_lists_the_title_beside_an_id(
    reads: Reads, url: str, file: str, listed: dict[str, str | None]
) -> None:
    found = _listed(reads((FOLDER / file).read_text("utf-8"), url))
    titles = dict(found)
    for title, name in listed.items():
        assert title in titles, found
        assert name in (None, titles[title])
    # No title is used for two papers.
    assert len(titles) == len(found)


def test_lists_an_entry_with_two_ids_once(reads: Reads) -> None:
    source = (FOLDER / "pmlr" / "volume.html").read_text("utf-8")
    names = [name for _, name in _listed(reads(source, "https://proceedings.mlr.press/v900/"))]
    # Cool Papers lists the second one by its OpenReview id.
    assert names == [
        "PMLR green26a@v900@PMLR",
        "OpenReview a-B_c9dEf0@OpenReview",
        "PMLR matcha26b@v900@PMLR",
    ]


def test_title_of_another_entry_is_not_used(reads: Reads) -> None:
    papers = reads(
        "<ul><li><a href='https://arxiv.org/abs/1706.03762'>Attention Is All You Need</a>"
        "<li><a href='https://arxiv.org/pdf/1810.04805'>PDF</a></ul>"
    )
    assert [title for title, _ in _listed(papers)] == ["Attention Is All You Need", "1810.04805"]


class _Reading(HTMLParser):
    """Collects the links and text of a page in order, as the expected result."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, str]] = [("", "")]
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "noscript", "template", "title", "textarea", "select"):
            self._skipped += 1
        elif tag == "a" and (href := dict(attrs).get("href")):
            self.parts.append((href, ""))
        elif tag in (
            "p",
            "li",
            "br",
            "div",
            "td",
            "h1",
            "h2",
            "h3",
            "h4",
            "pre",
            "tr",
            "hr",
            "img",
        ):
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "noscript", "template", "title", "textarea", "select"):
            self._skipped -= 1
        elif tag == "a":
            self.parts.append(("", ""))
        else:
            self.handle_data("\n" if tag in ("p", "li", "div", "td", "pre") else "")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            href, text = self.parts[-1]
            self.parts[-1] = (href, text + data)


def _texts() -> list[Path]:
    """The saved texts; in each run, one of each kind."""
    folder = SHARED / "texts"
    texts = sorted(it for it in folder.glob("*") if it.suffix in (".txt", ".md", ".html"))
    if NIGHTLY:
        return texts
    return list({it.suffix: it for it in texts}.values())


def _as_page(text: Path) -> str:
    source = text.read_text("utf-8")
    if text.suffix == ".html":
        return without_scripts(source)
    if text.suffix == ".txt":
        return f"<!doctype html><pre>{html.escape(source)}</pre>"
    linked = re.sub(
        r"\[([^\[\]]*)\]\((https?://[^\s()]+)\)", r'<a href="\2">\1</a>', html.escape(source)
    )
    return "<!doctype html><p>" + linked.replace("\n", "<br>\n")


@pytest.fixture(scope="module")
def finder(built: Path) -> Iterator[Finder]:
    with Engine(built) as engine:
        yield Finder(engine)


@needs_shared
@pytest.mark.parametrize("text", _texts(), ids=lambda text: text.name)
def test_lists_the_papers_of_a_real_text(reads: Reads, finder: Finder, text: Path) -> None:
    source = _as_page(text)
    reading = _Reading()
    reading.feed(source)
    hrefs, texts = zip(*reading.parts, strict=True)
    in_urls = finder.each("papersInUrl", hrefs)
    in_texts = finder.each("papersInText", texts)
    found: dict[str, Paper] = {}
    for linked, named in zip(in_urls, in_texts, strict=True):
        for paper in linked or named:
            found.setdefault(f"{paper.branch}/{paper.id}", paper)
    expected = [f"{it.source} {it.id}" for it in found.values()]
    # What is known by its title only is tested in test_page_papers.py.
    papers = [it for it in reads(source) if it["kind"] == "paper"]
    assert [name for _, name in _listed(papers)] == expected
