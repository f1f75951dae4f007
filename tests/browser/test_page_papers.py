"""What the extension reads of a page: its papers, their titles, and which are picked at first."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from build.engine import Engine
from build.finder import Finder, Paper
from tests.browser.conftest import Reads
from tests.browser.links import without_scripts
from tests.browser.openreview_records import RECORD, list_entry
from tests.browser.reader import LAZY_FRAME
from tests.profile import AT_NIGHT, NIGHTLY
from tests.shared import SHARED, needs_shared, shared_file
from tools.browser.fake_sites import FOLDER
from tools.browser.local_web import LocalWeb

ABS = "https://arxiv.org/abs/"


def _titles(papers: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(paper["id"], paper["title"]) for paper in papers]


def _unpicked(papers: list[dict[str, Any]]) -> list[str]:
    return [paper["id"] for paper in papers if paper["isMention"]]


def _link(paper_id: str, text: str) -> str:
    return f"<a href='{ABS}{paper_id}'>{text}</a>"


_PDF = _link("1706.03762", "PDF")


_LINES = {
    "bold": (
        "<b>Deep Tea Networks for Brewing</b>. <i>A. Author, B. Author</i>. NeurIPS 2020."
        f" [{_PDF}]",
        "Deep Tea Networks for Brewing",
    ),
    "bold before many authors": (
        "<strong>Deep Tea Networks.</strong> A. Author and many more authors, whose names fill"
        f" {'several lines, Name By Name, ' * 12} arXiv. [{_PDF}]",
        "Deep Tea Networks.",
    ),
    "Markdown's bold": (f"**深度茶叶网络研究** 作者甲，作者乙 [{_PDF}]", "深度茶叶网络研究"),
    "quotes with a comma": (
        f"A. Author et al., “Deep tea networks,” NeurIPS, 2017. {_PDF}",
        "Deep tea networks",
    ),
    "quotes": (f'A. Author. "Deep Tea Networks". 2017. {_PDF}', "Deep Tea Networks"),
    "Chinese quotes": (f"作者甲等，《深度茶叶网络研究》，2017 年。{_PDF}", "深度茶叶网络研究"),
    "quotes in a title": (
        f"Do as I say: “Not as I do” in networks [{_PDF}]",
        "Do as I say: “Not as I do” in networks",
    ),
    "a short name in bold": (f"<b>CPM</b>. Deep Tea Networks [{_PDF}]", "CPM. Deep Tea Networks"),
    "line ends of the source": (
        f"<b>Deep Tea\nNetworks</b>. A. Author,\nB. Author.\n[{_PDF}]",
        "Deep Tea Networks",
    ),
    "a number and a label": (f"2. Deep Tea Networks [Code] [{_PDF}]", "Deep Tea Networks"),
    "a venue in brackets": (f"[CVPR 2024] Deep Tea Networks. [{_PDF}]", "Deep Tea Networks"),
    "a venue in round brackets": (
        f"(CVPR'24, oral) Deep Tea Networks [{_PDF}]",
        "Deep Tea Networks",
    ),
    "a name in brackets": (f"[TeaNet] TeaNet: Deep Networks [{_PDF}]", "TeaNet: Deep Networks"),
    "authors": (
        f"A. Author, B. van Bond*, and C. Tee. Deep tea networks. NeurIPS 2017. [{_PDF}]",
        "Deep tea networks",
    ),
    "authors and a year": (
        f"Author, A., Bond, B. &amp; Tee, C. (2017). Deep tea networks. {_PDF}",
        "Deep tea networks",
    ),
    "initials": (
        f"Author, A., Bond, B.: Deep tea networks. In: ECCV (2022) {_PDF}",
        "Deep tea networks",
    ),
    "authors after": (
        f"Deep Tea Networks. A. Author, B. Bond. CVPR 2024. {_PDF}",
        "Deep Tea Networks",
    ),
    "a venue after": (f"Tea, Cups: A Study, NeurIPS 2017. {_PDF}", "Tea, Cups: A Study"),
    "a word in brackets": (f"(Not) All Tea Is Hot {_PDF}", "(Not) All Tea Is Hot"),
    "no sentence": (f"We Need to See Through Tea {_PDF}", "We Need to See Through Tea"),
    "authors, a year and arXiv": (
        f"Author, Ann (2017), <i>Deep Tea: Networks That Brew</i>, <a href=x>arXiv</a>:{_PDF}",
        "Deep Tea: Networks That Brew",
    ),
    "preformatted text": (
        f"<pre>A cup of tea for you\nDeep Tea Networks\t[{_PDF}]</pre>",
        "Deep Tea Networks",
    ),
    "lines kept by style": (
        f"<p style='white-space: pre-line'>A cup of tea\nDeep Tea Networks [{_PDF}]</p>",
        "Deep Tea Networks",
    ),
}


def test_title_in_bold_or_in_quotes(reads: Reads) -> None:
    found = _titles_of_all(reads, "li", [line for line, _ in _LINES.values()])
    expected = {name: title for name, (_, title) in _LINES.items()}
    assert dict(zip(_LINES, found, strict=True)) == expected


def _titles_of_all(reads: Reads, tag: str, contents: Iterable[str]) -> list[str]:
    """The titles of many papers on one page, each in an element with one of the contents."""
    lines = {f"1706.{at:05}": content for at, content in enumerate(contents, start=1)}
    papers = reads(
        "".join(
            f"<{tag}>{content.replace('1706.03762', paper_id)}</{tag}>"
            for paper_id, content in lines.items()
        )
    )
    assert [it["id"] for it in papers] == list(lines)
    return [it["title"] for it in papers]


_PROSE = {
    "brackets": f"In our previous paper (see {_PDF}) we brewed tea.",
    "the sentence's end": f"The main point of the authors is {_PDF}",
    "a recommendation": f"I think that you should also read {_PDF} before the next cup.",
    "Chinese": f"我们在之前的论文{_PDF}中提出了这个方法。",
    "French": f"Nous avons montré dans {_PDF} que le thé est bon.",
    "see also": f"See also the follow-up on hot cups, which goes further: {_PDF}",
    "the key idea": f"The key idea is in <em>Author et al.</em>, {_PDF}",
    "also see": f"Also see Tea ({_PDF})",
    "the authors": f"The authors propose a network that brews tea. {_PDF}",
    "researchers": f"Researchers from Tea Labs introduce TeaGPT, a model that talks. [{_PDF}]",
    "introduces": f"Tea Labs introduces TeaGPT, a model that talks. [{_PDF}]",
}


_ARTICLES = {
    "labels": (
        "<section><p><span>论文标题：</span><span>Deep tea networks</span></p>"
        "<p><span>论文地址：</span><span>{}</span></p></section>",
        "Deep tea networks",
    ),
    "an English title and its translation": (
        "<p><strong>Deep Tea Networks for All</strong></p><p>人人可用的深度茶叶网络</p>"
        "<p>原文链接：{}</p>",
        "Deep Tea Networks for All",
    ),
    "a title above": ("<p>Deep Tea Networks for All<br>{}</p>", "Deep Tea Networks for All"),
    "quotes": ("<p>《<b>Deep Tea Networks</b>》{}</p>", "Deep Tea Networks"),
    "a linked address": (
        "<p>Título: Redes profundas de té<br>Enlace: <a href='{0}'>{0}</a></p>",
        "Redes profundas de té",
    ),
    "a heading of labels": ("<h3>参考文献</h3><p>{}</p>", ""),
    "a sentence above": ("<p>Das hier hat mir sehr gut gefallen</p><p>{}</p>", ""),
    "another paper's title": (
        "<p>Deep Tea Networks for All <a href='https://arxiv.org/abs/1810.04805'>PDF</a></p><p>{}",
        "",
    ),
}


@pytest.mark.parametrize(("html", "title"), _ARTICLES.values(), ids=_ARTICLES)
def test_title_in_the_text_of_an_article(reads: Reads, html: str, title: str) -> None:
    papers = reads(f"<p>A word before.</p>{html.format(f'{ABS}1706.03762')}<p>And after.</p>")
    assert {it["id"]: it["title"] for it in papers}["1706.03762"] == title


def test_sentence_around_a_link_is_no_title(reads: Reads) -> None:
    found = _titles_of_all(reads, "p", _PROSE.values())
    assert dict(zip(_PROSE, found, strict=True)) == dict.fromkeys(_PROSE, "")


_LINK_TEXTS = [
    ("Deep Tea Networks [pdf]", "Deep Tea Networks"),
    ("[PDF] Deep Tea Networks", "Deep Tea Networks"),
    ("[1706.03762] Deep Tea Networks", "Deep Tea Networks"),
    ("[hep-th/9711200v3] Deep Tea Networks", "Deep Tea Networks"),
    ("“Deep Tea Networks,”", "Deep Tea Networks"),
    ("“Deep” Tea and “Hot” Networks", "“Deep” Tea and “Hot” Networks"),
    ("(Deep) Tea Networks (Hot)", "(Deep) Tea Networks (Hot)"),
    ("[PDF] arxiv.org", ""),
    ("our recent paper", ""),
    ("the new preprint", ""),
]


def test_title_in_a_link_is_without_what_is_around_it(reads: Reads) -> None:
    links = [_link("1706.03762", text) for text, _ in _LINK_TEXTS]
    found = zip(_LINK_TEXTS, _titles_of_all(reads, "p", links), strict=True)
    assert [(text, title) for (text, _), title in found] == _LINK_TEXTS


def _result(heading: str, more: str) -> str:
    return f"<div class=result><a href=/p/1>{heading}</a><div><ul><li>{more}</ul></div></div>"


_ARXIV = _link("1706.03762", "[PDF] arxiv.org")


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (_result("<h2>Deep Tea Networks</h2>", _ARXIV), "Deep Tea Networks"),
        (_result("<span class=Row-title>Deep Tea Networks</span>", _ARXIV), "Deep Tea Networks"),
        (
            f"<div><div class=box>{_ARXIV}</div><div><h3><a href=/x>Deep Tea Networks</a></h3>"
            "<p>A. Author</div></div>",
            "Deep Tea Networks",
        ),
        (
            "<table><tr><td><img><td><a href=/tea><span class=papertitle>Deep Tea Networks</span>"
            "</a><br>A. Author, B. Bond<br><em>CVPR</em>, 2024 <b>(Oral, a Best Paper)</b><br>"
            f"<a href=/tea>project page</a> / {_PDF}</table>",
            "Deep Tea Networks",
        ),
        (
            f"<table><tr><td><b>Deep Tea Networks</b><br>A. Author<td>{_PDF}</table>",
            "Deep Tea Networks",
        ),
        (
            f"<ul><li>[CVPR 2024] <b>Deep Tea Networks</b><br>A. Author<br>{_PDF}</ul>",
            "Deep Tea Networks",
        ),
        (
            f"<article><h3>2. Deep Tea Networks</h3><ul><li>Paper: {_PDF}</ul></article>",
            "Deep Tea Networks",
        ),
        (
            "<article><h3>Some Papers About Tea</h3><p>See also the work on hot cups:"
            f" {_PDF}</article>",
            "",
        ),
        (
            "<div><h3>Some Papers About Tea</h3><ul>"
            f"<li>A. Author {_PDF}<li>B. Bond {_link('2601.00001', 'PDF')}</ul></div>",
            "",
        ),
        (
            f"<div><h3 class=subtitle>By the Tea Team</h3><p>{_PDF}</div>",
            "",
        ),
        (
            f"<div><p><b>What is new here:</b> more tea.<p>{_PDF}</div>",
            "",
        ),
        (
            f"<a href='{ABS}1706.03762'><h3>Deep Tea Networks</h3><div>arXiv › cs</div></a>",
            "Deep Tea Networks",
        ),
        (
            f"<a href='{ABS}1706.03762'><span><span class=Card-title>Deep Tea Networks</span>"
            "<span>arxiv.org/abs/1706.03762</span></span></a>",
            "Deep Tea Networks",
        ),
        (
            "<li><span><sup><a href='#r1'>a</a></sup><sup><a href='#r2'>b</a></sup></span>"
            f"<span>Deep Tea Networks</span> {_PDF}",
            "Deep Tea Networks",
        ),
    ],
    ids=[
        "a heading in a link",
        "a title in a link",
        "a heading after",
        "a home page's row",
        "bold in another cell",
        "bold in another line",
        "a heading above labels",
        "a heading above prose",
        "a heading of several papers",
        "a subtitle",
        "bold before prose",
        "a heading in the paper's link",
        "a title in the paper's link",
        "footnote marks",
    ],
)
def test_title_beside_a_link(reads: Reads, entry: str, title: str) -> None:
    assert _titles(reads(entry))[0] == ("1706.03762", title)


_IEEE = "https://ieeexplore.ieee.org/abstract/document/1/"
_ACM = "https://dl.acm.org/doi/abs/10.1145/3264631.3264634"


def _scholar(title: str, url: str, pdf: str = "") -> str:
    """An entry of Google Scholar's results."""
    beside = (
        "<div class='gs_ggs gs_fl'><div class=gs_ggsd><div class=gs_or_ggsm><a"
        f" href='https://arxiv.org/pdf/{pdf}'><span class=gs_ctg2>[PDF]</span> arxiv.org</a>"
        "</div></div></div>"
    )
    return (
        f"<div class='gs_r gs_or gs_scl'>{beside if pdf else ''}<div class=gs_ri><h3 class=gs_rt>"
        f"<a href='{url}'>{title}</a></h3><div class=gs_a>A Author, B Bond - Venue, 2021</div>"
        "<div class=gs_rs>We brew <b>tea</b> …</div><div class='gs_fl gs_flb'>"
        "<a href='/scholar?cites=1'>Cited by 12</a></div></div></div>"
    )


def _bing(url: str, title: str, more: str = "") -> str:
    heading = f"<h2><a href='{url}'>{title}</a></h2>" if title else ""
    return f"<li class=b_algo>{heading}<div class=b_caption><p>We brew tea …</p>{more}</div>"


def _card(title: str, more: str, abstract: str = "") -> str:
    """A card as on Semantic Scholar."""
    return (
        f"<div class=cl-paper-row><a href='/paper/1'><h2 class=cl-paper-title>{title}</h2></a>"
        f"<div class=cl-paper-abstract>{abstract}</div><div class=cl-paper-controls>{more}"
        "<a href='#'>Cite</a></div></div>"
    )


def _item(title: str, more: str) -> str:
    """An item as on ResearchGate."""
    return (
        "<div class=o-stack__item><div class=v-item><div class=v-item__title>"
        f"<a href='/publication/1'>{title}</a></div><div>Article</div>{more}</div></div>"
    )


_OTHER = _scholar("A Paper About Coffee", _IEEE)
_OTHER_RESULT = _bing(_IEEE, "A Paper About Coffee")
_LONG = "We brew tea and say at length how that is done, with all that it takes. " * 5
_RESULTS = {
    "its own heading": (
        _scholar("Deep Tea Networks", f"{ABS}1706.03762", "1706.03762") + _OTHER,
        "Deep Tea Networks",
    ),
    "a word as its own heading": (
        _scholar("BERT", f"{ABS}1706.03762", "1706.03762") + _OTHER,
        "BERT",
    ),
    "a publisher's heading": (
        _OTHER + _scholar("Deep Tea Networks", _IEEE, "1706.03762") + _OTHER,
        "Deep Tea Networks",
    ),
    "a heading with a DOI": (
        _OTHER + _scholar("Deep Tea Networks", _ACM, "1706.03762") + _OTHER,
        "Deep Tea Networks",
    ),
    "the title that was searched for": (
        "<title>Deep Tea Networks - Google Scholar</title>"
        + _scholar("Deep Tea Networks", _IEEE, "1706.03762")
        + _OTHER,
        "Deep Tea Networks",
    ),
    "another source's heading": (
        _scholar("Deep Tea Networks", "https://aclanthology.org/P19-1001/", "1706.03762") + _OTHER,
        "",
    ),
    "a publisher's word as heading": (_scholar("Tea Nets", _IEEE, "1706.03762") + _OTHER, ""),
    "a result": (
        f"<ol>{_bing(ABS + '1706.03762', 'Deep Tea Networks', _PDF)}{_OTHER_RESULT}</ol>",
        "Deep Tea Networks",
    ),
    "a result with a publisher's page": (
        f"<ol>{_OTHER_RESULT}{_bing(_IEEE, 'Deep Tea Networks', _PDF)}</ol>",
        "Deep Tea Networks",
    ),
    "a result without a title": (f"<ol>{_bing(_IEEE, '', _PDF)}{_OTHER_RESULT}</ol>", ""),
    "a card": (
        _card("A Paper About Coffee", "") + _card("Deep Tea Networks", _PDF),
        "Deep Tea Networks",
    ),
    "a card with an abstract": (
        _card("Deep Tea Networks", _PDF, _LONG) + _card("A Paper About Coffee", ""),
        "Deep Tea Networks",
    ),
    "a post that cites a paper": (
        _card("Some Thoughts About Tea", _link("1706.03762", "[1]"), _LONG)
        + _card("A Post About Coffee", ""),
        "",
    ),
    "an item": (
        _item("A Paper About Coffee", "") + _item("Deep Tea Networks", _PDF),
        "Deep Tea Networks",
    ),
    "an item beside titles without links": (
        "<div><span class=title>A Paper About Coffee</span></div>"
        f"<div><a class=title href='{_IEEE}'>Deep Tea Networks</a><p>{_PDF}</div>",
        "Deep Tea Networks",
    ),
}


@pytest.mark.parametrize("kind", _RESULTS)
def test_heading_that_links_no_known_paper_titles_its_own_entry_only(
    reads: Reads, kind: str
) -> None:
    results, title = _RESULTS[kind]
    papers = reads(f"<div id=results>{results}</div>")
    assert [it["title"] for it in papers if it["id"] == "1706.03762"] == [title]


def test_entries_of_several_sources_keep_their_own_titles(reads: Reads) -> None:
    papers = reads(
        f"<div>{_scholar('Deep Tea Networks', ABS + '1706.03762', '1706.03762')}"
        f"{_scholar('A Paper About Milk', 'https://aclanthology.org/P19-1001/')}{_OTHER}</div>"
    )
    assert _titles(papers) == [
        ("1706.03762", "Deep Tea Networks"),
        ("P19-1001@ACL", "A Paper About Milk"),
        ("A Paper About Coffee", "A Paper About Coffee"),
    ]


_ENTRIES = {
    "a heading": "<div class=gs_ri><h3 class=gs_rt>{}</h3></div>",
    "a link around a heading": "<div>{}</div>",
    "a title": "<li><div class=result-title>{}</div>",
    "a link that is a title": "<tr><td>{}",
}


@pytest.mark.parametrize("kind", _ENTRIES)
def test_entries_that_only_publishers_have(reads: Reads, kind: str) -> None:
    titles = ["Deep Tea Networks", "A Paper About Milk", "A Paper About Coffee"]
    links = (
        f"<a {'class=title' if 'is a title' in kind else ''} href='{_IEEE}{at}'>"
        f"{f'<h2>{title}</h2>' if 'around' in kind else title}</a>"
        for at, title in enumerate(titles)
    )
    body = "".join(_ENTRIES[kind].format(link) for link in links)
    papers = reads(f"<table>{body}</table>" if "<tr>" in body else f"<div>{body}</div>")
    assert [(it["title"], it["isMention"]) for it in papers] == [(it, True) for it in titles]


def test_entry_of_a_publisher_with_a_known_pdf_is_one_row(reads: Reads) -> None:
    entries = [_scholar(f"A Paper About Tea {it}", f"{_IEEE}{it}") for it in range(3)]
    both = _scholar("Deep Tea Networks", _ACM, "1706.03762")
    papers = reads(f"<div>{entries[0]}{both}{''.join(entries[1:])}</div>")
    assert [it["title"] for it in papers] == [
        "Deep Tea Networks",
        *(f"A Paper About Tea {it}" for it in range(3)),
    ]


_TERMS = {
    "two authors": ("Deep Tea Networks", "<b><i>Ada Green, Ben Oolong</i></b>; 1:1-48, 2000."),
    "initials": ("Deep Tea Networks", "<b><i>Ada B. Green, Ben Oolong</i></b>; 1:1-48, 2000."),
    "one author": ("Deep Tea Networks", "<b><i>Ada Green</i></b>; 1(Oct):49-75, 2000."),
    "a title in the description": ("Session 3", "<b>Deep Tea Networks</b>. Ada Green. "),
    "a label": ("Read the paper:", "<b>Deep Tea Networks</b>. Ada Green. "),
}


@pytest.mark.parametrize("kind", _TERMS)
def test_term_titles_its_description(reads: Reads, kind: str) -> None:
    term, described = _TERMS[kind]
    papers = reads(
        f"<dl><dt>{term}</dt><dd>{described} [{_link('1706.03762', 'abs')}][{_PDF}]</dd>"
        f"<dt>A Paper About Coffee</dt><dd><b><i>Cy Sencha</i></b>; 2000. [<a href=/2>abs</a>]</dd>"
        "</dl>"
    )
    assert _titles(papers) == [("1706.03762", "Deep Tea Networks")]


def test_term_of_several_papers_titles_none(reads: Reads) -> None:
    papers = reads(
        f"<dl><dt>Some Papers About Tea</dt><dd>{_PDF} {_link('1810.04805', 'PDF')}</dd></dl>"
    )
    assert _titles(papers) == [("1706.03762", ""), ("1810.04805", "")]


_SAID = {
    f"Thanks for the thoughtful comments! See [1] Dubois et al., {_PDF}": "",
    f"Thank you for your detailed review. {_PDF}": "",
    f"Great point. See the results there {_PDF}": "",
    f"感谢您的宝贵意见和仔细的审阅：{_PDF}": "",
    _link("1706.03762", "Submitted to ICLR 2024 (October 11, 2023)"): "",
    _link("1706.03762", "Accepted at NeurIPS 2023 poster"): "",
    f"Rebuttal by Authors {_PDF}": "",
    f"Official Review of Submission 9 by Reviewer 2 {_PDF}": "",
    f"Review of Deep Tea Networks by Example {_PDF}": "Review of Deep Tea Networks by Example",
    f"Thanks for Nothing: Deep Tea Networks. {_PDF}": "Thanks for Nothing: Deep Tea Networks",
    f"Who Are You? See Through Deep Tea {_PDF}": "Who Are You? See Through Deep Tea",
    f"Thank You for Brewing: Deep Tea Networks {_PDF}": "Thank You for Brewing: Deep Tea Networks",
    f"感谢有你：深度茶叶网络研究 {_PDF}": "感谢有你：深度茶叶网络研究",
    _link("1706.03762", "Submitted to the Leaf: Deep Tea in 2024"): (
        "Submitted to the Leaf: Deep Tea in 2024"
    ),
    _link("1706.03762", "Published Tea Leaves Do Not Replicate"): (
        "Published Tea Leaves Do Not Replicate"
    ),
}


def test_answers_and_statuses_on_openreview_are_no_titles(reads: Reads) -> None:
    found = zip(_SAID, _titles_of_all(reads, "p", _SAID), strict=True)
    assert dict(found) == _SAID


def test_list_of_names_is_no_title(reads: Reads) -> None:
    papers = reads(f"<ul><li>Deep Tea Networks. <b>Ada B. Green and Ben Oolong</b>. {_PDF}</ul>")
    assert _titles(papers) == [("1706.03762", "Deep Tea Networks")]


@pytest.mark.parametrize("others", [3, 6])
def test_entry_keeps_its_title_though_its_comments_link_other_papers(
    reads: Reads, others: int
) -> None:
    cited = ", ".join(
        _link(f"hep-th/040200{at}", f"hep-th/040200{at}") for at in range(1, 1 + others)
    )
    entry = (
        "<dt>[1] <a href='/abs/{0}'>arXiv:{0}</a> [<a href='/pdf/{0}'>pdf</a>]</dt><dd><div"
        " class=list-title><span class=descriptor>Title:</span> {1}</div>{2}</dd>"
    )
    comments = f"<div class=list-comments>Comments: continuation of {cited}</div>"
    papers = reads(
        f"<dl>{entry.format('2601.00001', 'Deep Tea Networks', comments)}"
        f"{entry.format('2601.00002', 'Deeper Tea Networks', '')}</dl>",
        "https://arxiv.org/list/hep-th/recent",
    )
    assert [(it["id"], it["title"]) for it in papers if it["title"]] == [
        ("2601.00001", "Deep Tea Networks"),
        ("2601.00002", "Deeper Tea Networks"),
    ]


_ABSTRACT = "We brew tea in a deep network, as in {}, and show that it is good for the reader. " * 4


def _listing(abstract: str) -> str:
    entry = (
        "<dt>[1] <a href='/abs/{0}' title=Abstract>arXiv:{0}</a> [<a href='/pdf/{0}'>pdf</a>]"
        "<dd><div class=meta><div class='list-title mathjax'><span class=descriptor>Title:</span>"
        " {1}</div><div class=list-comments>{2}</div><p class=mathjax>{3}</p></div>"
    )
    return (
        "<dl id=articles>"
        + entry.format("2601.00001", "Deep Tea Networks", "See also arXiv:2501.00003", abstract)
        + entry.format("2601.00002", "Deeper Tea Networks", "9 pages", "Short.")
        + "</dl>"
    )


@pytest.mark.parametrize(
    "abstract",
    [
        _ABSTRACT.format(*["arXiv:2501.00004"] * 4),
        _ABSTRACT.format(*[_link("2501.00004", "arXiv:2501.00004")] * 4),
        "In our previous paper (see arXiv:2501.00004) we brewed.",
        f"In our previous paper (see {_link('2501.00004', 'arXiv:2501.00004')}) we brewed.",
    ],
    ids=["text", "links", "a short abstract", "a link in a short abstract"],
)
def test_papers_mentioned_in_a_listing_are_not_picked(reads: Reads, abstract: str) -> None:
    papers = reads(_listing(abstract), "https://arxiv.org/list/cs.AI/new")
    assert sorted(_titles(papers)) == [
        ("2501.00003", ""),
        ("2501.00004", ""),
        ("2601.00001", "Deep Tea Networks"),
        ("2601.00002", "Deeper Tea Networks"),
    ]
    assert sorted(_unpicked(papers)) == ["2501.00003", "2501.00004"]


def test_papers_mentioned_in_an_acl_abstract_are_not_picked(reads: Reads) -> None:
    entry = (
        "<p class='d-sm-flex align-items-stretch'><span class=list-button-row><a class=badge"
        " href='/{0}.pdf'>pdf</a></span><span class=d-block><strong><a class=align-middle"
        " href='/{0}/'>{1}</a></strong><br>A. Author</span></p><div class='card collapse show'>"
        "<div class=card-body>{2}</div></div>"
    )
    papers = reads(
        "<section id=main>"
        + entry.format(
            "2024.acl-long.1", "Deep Tea Networks", _ABSTRACT.format(*["2501.00004"] * 4)
        )
        + entry.format("2024.acl-long.2", "Deeper Tea Networks", "Short.")
        + "</section>",
        "https://aclanthology.org/volumes/2024.acl-long/",
    )
    assert [paper["id"] for paper in papers][0::2] == ["2024.acl-long.1@ACL", "2024.acl-long.2@ACL"]
    assert _unpicked(papers) == ["2501.00004"]


def test_mentions_are_picked_where_nothing_is_listed(reads: Reads) -> None:
    papers = reads(f"<p>We follow arXiv:1810.04805 and, as in {_PDF}, go on to brew tea.")
    assert _unpicked(papers) == []


_HIDDEN = _link("2601.00002", "Deeper Tea Networks")


@pytest.mark.parametrize(
    "hidden",
    [
        f"<div role=tabpanel style='display:none'><ul><li>{_HIDDEN}</ul></div>",
        f"<div hidden>arXiv:2601.00002 and {_HIDDEN}</div>",
        f"<details><summary>Abstract</summary><p>{_HIDDEN}</p></details>",
        f"<span style='display:none'>{_HIDDEN}</span>",
    ],
    ids=["a tab", "hidden", "details", "inline"],
)
def test_hidden_papers_are_not_listed(reads: Reads, hidden: str) -> None:
    papers = reads(f"<ul><li>{_link('2601.00001', 'Deep Tea Networks')}</ul>{hidden}")
    assert _titles(papers) == [("2601.00001", "Deep Tea Networks")]


def test_papers_in_boxes_without_a_box_of_their_own_are_listed(reads: Reads) -> None:
    papers = reads(f"<div style='display:contents'><p>{_HIDDEN}</div>")
    assert _titles(papers) == [("2601.00002", "Deeper Tea Networks")]


def test_page_that_is_hidden_until_its_scripts_have_run(reads: Reads) -> None:
    assert _titles(reads(f"<div hidden><p>{_HIDDEN}</div>")) == [
        ("2601.00002", "Deeper Tea Networks")
    ]


# ---------------------------------------------------------------- titles from the right element


NDSS = "https://www.ndss-symposium.org/ndss-paper"
ECVA = "https://www.ecva.net/papers/eccv_2026/papers_ECCV"
NIPS = "https://proceedings.neurips.cc/paper_files/paper/2026/hash/0a1b-Abstract-Conference.html"


def _cvf_2019(title: str, page: str, pdf: str) -> str:
    """An entry of CVF's old lists, with the words in the addresses of its page and its PDF."""
    return (
        f"<dt class=ptitle><br><a href='/content_CVPR_2019/html/{page}_CVPR_2019_paper.html'>"
        f"{title}</a></dt><dd>A. Author<dd>[<a href='/content_CVPR_2019/papers/{pdf}"
        "_CVPR_2019_paper.pdf'>pdf</a>]"
    )


def test_entry_of_cvf_s_old_lists_is_one_row_however_short_its_title(reads: Reads) -> None:
    papers = reads(
        "<dl>"
        + _cvf_2019("Deep Tea Networks", "Green_Deep_Tea_Networks", "Green_Deep_Tea_Networks")
        + _cvf_2019("Meta-Tea", "Oolong_Meta-Tea", "Oolong_Meta-Tea_Learning_to_Brew")
        + _cvf_2019("Tea in the Wild", "Sencha_Tea_in_the", "Sencha_Tea_in")
        + "</dl>",
        "https://openaccess.thecvf.com/CVPR2019?day=2019-06-18",
    )
    assert [it["title"] for it in papers] == ["Deep Tea Networks", "Meta-Tea", "Tea in the Wild"]
    assert _unpicked(papers) == []


@pytest.mark.parametrize(
    ("url", "body", "expected"),
    [
        (
            "https://www.ndss-symposium.org/ndss2026/accepted-papers/",
            f"<h2><a href='{NDSS}/hot-tea/'>Hot Tea Attacks on Cold Cups</a></h2><p>A. Author (Tea)"
            f"<h2><a href='{NDSS}/auto-draft-7/'>A Cup of Formal Methods</a></h2><p>B. Bond"
            f"<p><a href='{NDSS}/one-more-cup/'>Paper</a>",
            ["Hot Tea Attacks on Cold Cups", "A Cup of Formal Methods", "one more cup"],
        ),
        (
            "https://www.ecva.net/papers.php",
            f"<dl><dt class=ptitle><br><a href='{ECVA}/html/1_ECCV_2026_paper.php'>"
            f"Tea in Scenes</a></dt><dd>A. Author<dd>[<a href='{ECVA}/papers/00001.pdf'>pdf</a>]"
            f"<dt class=ptitle><br><a href='{ECVA}/html/2_ECCV_2026_paper.php'>Cups: 3D Views</a>"
            f"</dt><dd>B. Bond<dd>[<a href='{ECVA}/papers/00002.pdf'>pdf</a>]</dl>",
            ["Tea in Scenes", "Cups 3D Views"],
        ),
        (
            "https://www.isca-archive.org/interspeech_2026/index.html",
            "<a class=w3-text href=author26_interspeech.html><p>Hearing Tea Pour<br>"
            "<span>A. Author, B. Bond</span></p></a>"
            "<a class=w3-text href=bond26_interspeech.html><p>Cups and Sounds<br>"
            "<span>B. Bond, Carol de Tee</span></p></a>",
            ["Hearing Tea Pour", "Cups and Sounds"],
        ),
        # The same paper by an id, in the same entry.
        (
            "https://someone.example/",
            f"<ul><li>Deep Tea Networks. <a href='{NIPS}'>Paper</a>"
            f" <a href='{ABS}1706.03762'>arXiv</a></ul>",
            ["1706.03762"],
        ),
        ("https://someone.example/", f"<p>See <a href='{NIPS}'>this</a>.", []),
    ],
    ids=["NDSS", "ECVA", "ISCA", "arXiv too", "no title"],
)
def test_papers_that_are_known_by_their_titles(
    reads: Reads, url: str, body: str, expected: list[str]
) -> None:
    assert [paper["id"] for paper in reads(body, url)] == expected


@AT_NIGHT  # In each run, test_golden.py reads pages of the same structure.
@pytest.mark.parametrize(
    ("path", "url", "expected"),
    [
        (
            "aaai/excerpt_issue_ojs.html",
            "https://ojs.aaai.org/index.php/AAAI/issue/view/683",
            [("39599@AAAI", "Uncertainty-Guided View-Strength-Aware")],
        ),
        (
            "cvf/excerpt_CVPR2026_list.html",
            "https://openaccess.thecvf.com/CVPR2026?day=all",
            [("Xiao_Tracking@CVPR2026@CVF", "Generalizable Structure-Aware")],
        ),
        (
            "usenix/excerpt_security26_technical-sessions.html",
            "https://www.usenix.org/conference/usenixsecurity26/technical-sessions",
            [
                ("hu-zhenkai@usenixsecurity26@USENIX", "Ajax: Fast"),
                ("li-zhihao@usenixsecurity26@USENIX", "BatchBoot: Fast"),
            ],
        ),
        (
            "ndss/excerpt_2026_accepted-papers.html",
            "https://www.ndss-symposium.org/ndss2026/accepted-papers/",
            [("A Causal Perspective for", "A Causal"), ("A Hard Label Black Box", "A Hard-Label")],
        ),
        (
            "isca/excerpt_interspeech_2024_index.html",
            "https://www.isca-archive.org/interspeech_2024/index.html",
            [("Efficient Training of Audio Transformers with Patchout", "Efficient Training")],
        ),
        (
            "hf/excerpt_daily-papers_2026.html",
            "https://huggingface.co/papers/date/2026-08-12",
            [("2608.00677", "OpenART"), ("2607.21553", "SANA-Video 2.0")],
        ),
        (
            "ijcai/excerpt_2024_volume.html",
            "https://www.ijcai.org/proceedings/2024/",
            [("1@2024@IJCAI", "Certified Policy Verification")],
        ),
    ],
    ids=lambda it: it.split("/")[0] if isinstance(it, str) and "excerpt" in it else "",
)
def test_saved_lists_of_venues(
    reads: Reads, path: str, url: str, expected: list[tuple[str, str]]
) -> None:
    """Each paper once, by its title; a search has the words of the title as its id."""
    listed = _titles(reads(shared_file(f"pages/{path}").read_text("utf-8"), url))
    assert len(listed) == len(expected)
    for (paper_id, title), (id_start, title_start) in zip(listed, expected, strict=True):
        assert paper_id.startswith(id_start)
        assert title.startswith(title_start)


def test_own_paper_that_is_known_by_its_title(reads: Reads) -> None:
    head = "<title>Hot Tea Attacks - NDSS Symposium</title><h1>Hot Tea Attacks</h1>"
    (paper,) = reads(
        f"{head}<p>Paper: <a href=/wp-content/uploads/2026-1-paper.pdf>PDF</a>", NDSS + "/x/"
    )
    assert (paper["kind"], paper["id"], paper["isOwn"]) == ("titled", "Hot Tea Attacks", True)
    (paper,) = reads(f"{head}<p><a href='{ABS}1706.03762'>arXiv</a>", NDSS + "/x/")
    assert paper["id"] == "1706.03762"


def test_own_paper_beside_entries_with_links_of_their_own(reads: Reads) -> None:
    own = _link("1706.03762", "[PDF] arXiv")
    row = "<div class=row><a href=/p/{0}><h3>{1}</h3></a><ul><li>{2}</ul></div>"
    papers = reads(
        "<title>Deep Tea Networks | Tea Scholar</title><meta name=citation_title"
        f" content='Deep Tea Networks'><h1>Deep Tea Networks</h1><ul><li>{own}</ul>"
        + row.format(1, "Hot Cups of Tea", _link("2601.00001", "[PDF]"))
        + row.format(2, "Cold Cups of Tea", _link("2601.00002", "[PDF]"))
    )
    assert _titles([it for it in papers if it["isOwn"]]) == [("1706.03762", "Deep Tea Networks")]
    assert _titles(papers)[1:] == [
        ("2601.00001", "Hot Cups of Tea"),
        ("2601.00002", "Cold Cups of Tea"),
    ]


def test_link_of_ours_in_a_heading_is_no_part_of_the_title(reads: Reads) -> None:
    papers = reads(
        "<title>Deep Tea Networks | OpenReview</title><h2 class=note_content_title><span>Deep Tea"
        " Networks</span> <small class=cool-papers-link><a>Cool Papers</a></small></h2>",
        "https://openreview.net/forum?id=BkVsEMYel",
    )
    assert _titles(papers) == [("BkVsEMYel@OpenReview", "Deep Tea Networks")]


@pytest.mark.parametrize(
    "review",
    [
        f"<p>The authors could compare with {_link('2106.09685', 'arXiv')} as well.</p>",
        f"<p>{'The authors brew tea in a way that is new. ' * 9}</p><p>[1]"
        f" {_link('2106.09685', ABS + '2106.09685')}</p>",
    ],
    ids=["in a sentence", "below the review"],
)
def test_paper_cited_in_a_review_has_not_the_review_s_title(reads: Reads, review: str) -> None:
    papers = reads(
        "<title>Deep Tea Networks | OpenReview</title><h2 class=citation_title>Deep Tea Networks"
        "</h2><div class=note><h4 class=note_title><strong>Official Review of Submission 9 by"
        f" Reviewer</strong></h4>{review}</div>",
        "https://openreview.net/forum?id=BkVsEMYel",
    )
    assert _titles(papers) == [
        ("BkVsEMYel@OpenReview", "Deep Tea Networks"),
        ("2106.09685", ""),
    ]


def test_references_of_arxiv_s_html_pages(reads: Reads) -> None:
    papers = reads(
        "<h1 class='ltx_title ltx_title_document'>Deep Tea Networks</h1><ul class=ltx_biblist>"
        "<li class=ltx_bibitem><span class='ltx_tag ltx_tag_bibitem'>Author (2021)</span>"
        "<span class=ltx_bibblock>A. Author and B. Author.</span>"
        "<span class=ltx_bibblock>Low-rank cups of tea.</span><span class=ltx_bibblock>"
        f"<em>arXiv preprint {_link('2106.09685', 'arXiv:2106.09685')}</em>, 2021.</span></ul>",
        "https://arxiv.org/html/1706.03762v7",
    )
    assert _titles(papers) == [
        ("1706.03762", "Deep Tea Networks"),
        ("2106.09685", "Low-rank cups of tea."),
    ]


@pytest.mark.parametrize(
    ("url", "page", "title"),
    [
        (
            "https://arxiv.org/format/1706.03762",
            "<title>Format selector for 1706.03762</title><h1>Format selector for 1706.03762</h1>",
            "",
        ),
        ("https://arxiv.org/tb/1706.03762", "<title>1706.03762 trackbacks</title>", ""),
        (
            "https://www.alphaxiv.org/abs/1706.03762",
            "<title>Deep Tea Networks | alphaXiv</title>",
            "Deep Tea Networks",
        ),
        (ABS + "1706.03762", "<title>[1706.03762] Deep Tea Networks</title>", "Deep Tea Networks"),
        (ABS + "1706.03762", "<title>Deep Tea - A Network</title>", "Deep Tea - A Network"),
    ],
    ids=["format", "trackbacks", "site's name", "id in brackets", "a dash in a title"],
)
def test_title_of_a_page_s_own_paper(reads: Reads, url: str, page: str, title: str) -> None:
    assert _titles(reads(page, url)) == [("1706.03762", title)]


# ---------------------------------------------------------------- records of other sites' papers


def test_records_in_a_profile(reads: Reads) -> None:
    """Cool Papers has no record of OpenReview's: its arXiv id is listed, or its title searched."""
    on_arxiv = "<a class=html-link href='https://doi.org/10.48550/arXiv.2601.00003'><img></a>"
    papers = reads(
        "<ul class=submissions-list>"
        + list_entry("G8LaO1P0xv", "Deep Tea Networks", "COLM 2024")
        + list_entry("aB3dE6gH9i", "Deeper Tea: Networks", "CoRR 2024")
        + list_entry("zY8xW5vU2t", "The Deepest Tea Networks", "CoRR 2024", on_arxiv)
        + "</ul>",
        "https://openreview.net/profile?id=~A_Author1",
    )
    assert [(it["source"], it["id"], it["title"]) for it in papers] == [
        ("OpenReview", "G8LaO1P0xv@OpenReview", "Deep Tea Networks"),
        ("arXiv", "Deeper Tea Networks", "Deeper Tea: Networks"),
        ("arXiv", "2601.00003", "The Deepest Tea Networks"),
    ]
    assert _unpicked(papers) == []


@pytest.mark.parametrize(
    ("venue", "own"),
    [("CoRR 2024", "2401.12345"), ("COLM 2024", "aB3dE6gH9i@OpenReview")],
    ids=["a record", "a paper of its own"],
)
def test_forum_that_names_an_external_id(reads: Reads, venue: str, own: str) -> None:
    papers = reads(RECORD.format(venue), "https://openreview.net/forum?id=aB3dE6gH9i")
    assert [it["id"] for it in papers if it["isOwn"]] == [own]
    assert papers[0]["title"] == "Deep Tea Networks"


# ---------------------------------------------------------------- hostile pages


_SHADOWING = "".join(
    f"<input name={name}>"
    for name in (
        *("firstChild", "nextSibling", "nodeType", "nodeValue", "localName", "textContent"),
        *("getAttribute", "hasAttribute", "querySelector", "querySelectorAll", "classList"),
        *("firstElementChild", "shadowRoot", "checkVisibility", "closest", "children"),
    )
)
_LISTED = [("1706.03762", "Deep Tea Networks")]
_ONE = _link("1706.03762", "Deep Tea Networks")


@pytest.mark.parametrize(
    "body",
    [
        f"<form>{_SHADOWING}<p>{_ONE}</form>",
        "<img name=querySelectorAll><img name=body><img name=title><form name=documentElement>"
        f"</form><img name=links><p>{_ONE}",
        f"<title>Tea</title><form><h1>{_SHADOWING}Tea</h1><a href=x.pdf>PDF</a></form><p>{_ONE}",
        "<div hidden>" * 8000 + "</div>" * 8000 + f"<p>{_ONE}",
        "<div>" * 400 + "<i>" * 8000 + _ONE,
        f"<p class=cool-papers-link>{_ONE}</p>",
    ],
    ids=["form", "document", "heading in a form", "hidden depth", "depth", "our class"],
)
def test_page_that_hides_the_dom_or_itself(reads: Reads, body: str) -> None:
    assert _titles(reads(body)) == _LISTED


@AT_NIGHT
def test_nested_formatting_around_much_text_is_not_read_again_and_again(reads: Reads) -> None:
    much = "brew tea " * 100_000
    nested = f"{'<b class=title>' * 400}{much}<a href=x>x</a>{'</b>' * 400}"
    assert _titles(reads(f"<p>{nested}<p>{_ONE}")) == _LISTED


@AT_NIGHT
def test_page_of_very_many_nodes(reads: Reads) -> None:
    """More than a call may have arguments."""
    assert _titles(reads(f"<p>{_ONE}" + "<i></i>" * 300_000)) == _LISTED


@AT_NIGHT
def test_page_of_superscripts_in_each_other(reads: Reads) -> None:
    """All that is in one is searched for the links of footnotes, but not for each of them again."""
    script = """<script>
      let inner = outer;
      for (let depth = 0; depth < 2000; depth++) {
        inner = inner.appendChild(document.createElement("sup"));
      }
      for (let at = 0; at < 10000; at++) {
        inner.appendChild(document.createElement("a")).href = "#note";
      }
      inner.appendChild(document.createElement("a")).href = "https://blog.example/tea";
    </script>"""
    style = "<style>sup > a { display: none }</style>"
    assert _titles(reads(f"{style}<div id=outer></div>{script}<p>{_ONE}")) == _LISTED


def test_page_of_many_frames(reads: Reads) -> None:
    frames = "<iframe srcdoc='<p>tea'></iframe>" * (199 if NIGHTLY else 6)
    last = f"<iframe srcdoc='{_ONE.replace(chr(39), chr(34))}'></iframe>"
    assert _titles(reads(frames + last)) == _LISTED


def test_closed_shadow_root(reads: Reads) -> None:
    script = (
        "customElements.define('my-card', class extends HTMLElement { constructor() { super();"
        " this.attachShadow({ mode: 'closed' }).append(document.querySelector('p')); } })"
    )
    assert _titles(reads(f"<p>{_ONE}</p><my-card></my-card><script>{script}</script>")) == _LISTED


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        (
            "image/svg+xml",
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
            f"<a href='{ABS}1706.03762'><text y='9'>Deep Tea Networks</text></a></svg>",
        ),
        (
            "application/xml",
            f"<list><item xmlns='http://www.w3.org/1999/xhtml'>{_ONE}</item></list>",
        ),
    ],
    ids=["SVG", "XML"],
)
def test_document_without_a_body(reads: Reads, kind: str, source: str) -> None:
    assert _titles(reads(source, kind=kind)) == _LISTED


# ---------------------------------------------------------------- titles in lists, frames and texts


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


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        (f"<p><a href='{ABS}1607.06450'>Layer Normalization</a>", ["Layer Normalization"]),
        (
            f"<p><a href='{ABS}1607.06450'>Slides</a><p><a href='{ABS}1706.03762'>Slides</a>",
            ["1607.06450", "1706.03762"],
        ),
        (
            f"<p><a href='{ABS}1706.03762'>Read the paper on arXiv</a>"
            f"<p><a href='{ABS}1706.03762v2'>Attention Is All You Need</a>",
            ["Attention Is All You Need"],
        ),
        (f"<p><a href='{ABS}1706.03762'>arXiv:1706.03762v5 (PDF)</a>", ["1706.03762"]),
        (
            f"<a href='{ABS}1706.03762'><div>Attention Is<br>All You Need</div><p>Vaswani et al."
            "</p></a>",
            ["Attention Is All You Need Vaswani et al."],
        ),
        (
            f"<a href='{ABS}1706.03762'><h3>Attention Is<br>All You Need</h3><p>Vaswani et al."
            "</p></a>",
            ["Attention Is All You Need"],
        ),
        (
            f"<a href='{ABS}1706.03762'><style>.x {{}}</style>Sorting in"
            " <span aria-hidden=true>O(n2)</span><math><mi>n</mi><annotation>n</annotation></math>"
            " Time</a>",
            ["Sorting in n Time"],
        ),
        (
            f"<a href='{ABS}1706.03762'><img alt='Attention Is All You Need'></a>",
            ["Attention Is All You Need"],
        ),
        (
            f"<li>Denoising Diffusion Models [<a href='{ABS}2006.11239'>NeurIPS 2020</a>]"
            f"<li>Attention Is All You Need (<a href='{ABS}1706.03762'>NIPS</a>)"
            f"<li>语言模型的综述研究 <a href='{ABS}1810.04805'>arXiv链接</a>",
            ["Denoising Diffusion Models", "Attention Is All You Need", "语言模型的综述研究"],
        ),
        (
            "<div><h2 class=section-title>Publications</h2><ul><li>Deep Tea Networks for Brewing. "
            f"<a href='{ABS}1706.03762'>arXiv</a><li><a href='{ABS}1810.04805'>BERT</a></ul>",
            ["Deep Tea Networks for Brewing", "BERT"],
        ),
        (f"<p>《大语言模型推理加速》<a href='{ABS}1706.03762'>论文</a>", ["大语言模型推理加速"]),
        (f'<p>"BERT, for Short." <a href="{ABS}1810.04805">PDF</a>', ["BERT, for Short"]),
        (f'<p>On the Word "Not" [<a href="{ABS}1810.04805">PDF</a>]', ['On the Word "Not"']),
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
        f"<a href='{ABS}2601.00001'>arXiv:2601.00001</a> <a href='/pdf/2601.00001'>pdf</a>"
        "<dd><div class='list-title mathjax'><span class=descriptor>Title:</span> Deep Tea Networks"
        f"</div><div>{authors}</div></dl>"
    )
    assert _listed(papers) == [("Deep Tea Networks", "arXiv 2601.00001")]


def test_lists_the_titles_of_link_cards(reads: Reads) -> None:
    """Answers on Zhihu have such cards."""
    papers = reads(
        "<h1 class=QuestionHeader-title>What to read?</h1><div class=RichText><p>"
        f"<a href='https://link.zhihu.com/?target={ABS}1706.03762'><span>arxiv.org/abs/</span></a>"
        f"<p><a class=LinkCard href='https://link.zhihu.com/?target={ABS}1810.04805'><span"
        " class=LinkCard-contents><span class=LinkCard-title>BERT: Pre-training of Transformers"
        "</span></span></a></div>"
    )
    assert _listed(papers) == [
        ("1706.03762", "arXiv 1706.03762"),
        ("BERT: Pre-training of Transformers", "arXiv 1810.04805"),
    ]


def test_heading_of_a_list_is_not_the_title_of_its_papers(reads: Reads) -> None:
    rows = "".join(f"<p>[<a href='{ABS}2401.{it:05}'>pdf</a>]" for it in range(1, 9))
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
    # What is known by its title only is tested above.
    papers = [it for it in reads(source) if it["kind"] == "paper"]
    assert [name for _, name in _listed(papers)] == expected
