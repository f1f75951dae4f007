"""Links on arXiv: one per paper and one per section; removing them restores the page."""

from __future__ import annotations

import json

import jinja2
from playwright.sync_api import expect

from tests.browser.links import (
    COOL,
    OURS,
    STRICT,
    LinkReader,
    arxiv,
    by_entry,
    each_has_its_link,
    links,
    look_right,
    page_is_whole,
    papers_of,
    untouched,
)
from tests.browser.reader import MANY
from tests.papers import named
from tests.profile import NIGHTLY
from tools.browser.fake_sites import FOLDER

PAGES = FOLDER / "arxiv"
HOME = "https://arxiv.org"
ABS = f"{HOME}/abs/1706.03762"
HTML_PAPER = f"{HOME}/html/1706.03762v7"
NEW = f"{HOME}/list/cs.CL/new"
RECENT = f"{HOME}/list/hep-th/recent"
MONTH = f"{HOME}/list/cs.CL/2024-01?show=2000"
SEARCH = f"{HOME}/search/?query=invented&searchtype=all"
ENTRIES = "dl#articles > dt, li.arxiv-result"
HEADER = "nav.html-header-nav"
BOX = ".extra-services .full-text > ul"

NEW_PAPERS = (
    arxiv("2106.09685", "2201.11903", "2203.02155"),
    arxiv("2010.11929", "2103.00020"),
    arxiv("1810.04805", "cs/0205028"),
)
RECENT_PAPERS = (
    arxiv("hep-th/9901001", "0704.0526", "0704.0042"),
    arxiv("math/0703772", "0704.0278"),
)
FOUND = arxiv("0711.0418", "hep-th/9901001", "2310.08262")


def _source(name: str) -> str:
    return (PAGES / name).read_text("utf-8")


def _month(ids: list[str]) -> str:
    template = jinja2.Template(_source("list-month.template.html"), autoescape=True)
    return str(template.render(ids=ids))


def _ids(count: int) -> list[str]:
    return [f"2401.{number:05}" for number in range(1, count + 1)]


IDS = _ids(200)
"""More than fit one URL."""


def test_abstract(link_reader: LinkReader) -> None:
    page = link_reader.visits(ABS, _source("abs.html"))
    old = _source("abs.html").replace("1706.03762", "hep-th/9711200")
    for url, html, id in (
        (ABS, "", "1706.03762"),
        (f"{ABS}v3?context=cs", _source("abs.html"), "1706.03762"),
        (f"{HOME}/abs/2310.08262", _source("abs-withdrawn.html"), "2310.08262"),
        (f"{HOME}/abs/hep-th/9711200", old, "hep-th/9711200"),
    ):
        if html:
            link_reader.shows_instead(page, "arxiv", url, html)
        (link,) = links(page, BOX)
        assert (link.entry, link.papers, link.shown) == (0, arxiv(id), True), url
        look_right([link])
        assert page.locator(f"{BOX} > li:last-child > a.abs-button{OURS}").count() == 1, url
        page_is_whole(link_reader, page, url)


def test_html_paper(link_reader: LinkReader) -> None:
    page = link_reader.visits(HTML_PAPER, _source("html.html"))
    for id in ("1706.03762", "hep-th/9711200"):
        url = HTML_PAPER.replace("1706.03762v7", id)
        if id != "1706.03762":
            html = _source("html.html").replace("1706.03762", id)
            link_reader.shows_instead(page, "arxiv", url, html)
        (link,) = links(page, HEADER)
        assert (link.entry, link.papers) == (0, arxiv(id))
        look_right([link])
        after_pdf = f"{HEADER} > a[title='Download PDF'] + a.header-button{OURS}"
        assert page.locator(after_pdf).count() == 1, id
        page_is_whole(link_reader, page, url)


def test_link_of_an_html_paper_fits_its_header(link_reader: LinkReader) -> None:
    page = link_reader.visits(HTML_PAPER, _source("html.html"))
    look = (
        "(selector) => { const it = document.querySelector(selector);"
        " const seen = [...it.children].find((child) => child.checkVisibility());"
        " const { color, fontSize, fontFamily, paddingLeft, marginRight } = getComputedStyle(it);"
        " return [seen.localName, getComputedStyle(seen).textShadow, getComputedStyle(seen).fill,"
        " color, fontSize, fontFamily, paddingLeft, marginRight]; }"
    )
    tops = "['header', 'article'].map((it) => document.querySelector(it).getBoundingClientRect().y)"
    shown = {1400: "span", 500: "svg"}
    with_link = {}
    for width, kind in shown.items():
        page.set_viewport_size({"width": width, "height": 800})
        for theme in ("dark", "light"):
            page.evaluate("(it) => { document.documentElement.dataset.theme = it; }", theme)
            ours = page.evaluate(look, f"a{OURS}")
            pdf = page.evaluate(look, f"{HEADER} > a[title='Download PDF']")
            assert ours == pdf, (width, theme)
            assert ours[0] == kind, (width, theme)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        with_link[width] = page.evaluate(tops)
    page.evaluate("document.querySelector('.cool-papers-link').remove()")
    for width in shown:
        page.set_viewport_size({"width": width, "height": 800})
        assert with_link[width] == page.evaluate(tops), width
    page.close()  # the next reader's page would have its size


def test_unknown_structure_is_left_untouched(link_reader: LinkReader) -> None:
    page = link_reader.visits(ABS, _source("abs.html").replace('class="full-text"', ""))
    untouched(link_reader, page, ABS)
    header = _source("html.html").replace("arxiv.org/abs/1706.03762v7", "arxiv.org/")
    header = header.replace('href="#"', "")
    listed, found = _source("list-new.html"), _source("search.html")
    shown = ""
    for url, html, old, new in (
        (ABS, _source("abs.html"), 'class="extra-services"', 'class="services"'),
        (HTML_PAPER, header, "html-header-nav", "header-nav"),
        (HTML_PAPER, header, '"header-button"', '"button"'),
        (HTML_PAPER, header, "arxiv.org/pdf/1706.03762v7", "arxiv.org/"),
        (NEW, listed, 'id="articles"', 'id="papers"'),
        (NEW, listed, 'title="Abstract"', 'title="Summary"'),
        (NEW, listed, 'href="/abs/', 'href="/paper/'),
        (NEW, found, "arxiv-result", "result"),
        (NEW, found, "org/abs/", "org/paper/"),
        (NEW, found, f"{HOME}/abs/", "https://["),
    ):
        assert old in html
        if html != shown:
            link_reader.shows_instead(page, "arxiv", url, html)
            assert page.locator(OURS).count(), url
            shown = html
        link_reader.shows_instead(page, "arxiv", url, html.replace(old, new))
        assert page.locator(OURS).count() == 0, new
        untouched(link_reader, page, url)


def test_mark_is_neither_copied_nor_read_aloud(link_reader: LinkReader) -> None:
    page = link_reader.visits(RECENT, _source("list-recent.html"))
    look_right(links(page, ENTRIES))
    copied = page.evaluate(
        "() => { getSelection().selectAllChildren(document.body); return `${getSelection()}`; }"
    )
    assert "Cool Papers" in copied
    assert "\u2197" not in copied
    for name in ("Cool Papers", "Open all 3 on Cool Papers"):
        assert page.get_by_role("link", name=name, exact=True).count()
    snapshot = page.locator("body").aria_snapshot()
    assert 'link "Cool Papers"' in snapshot
    assert "\u2197" not in snapshot


def test_not_found_page_is_left_untouched(link_reader: LinkReader) -> None:
    url = f"{HOME}/abs/2310.12345"
    page = link_reader.visits(url, _source("abs-404.html"), status=404)
    untouched(link_reader, page, url)


def test_list(link_reader: LinkReader) -> None:
    """Under a strict policy."""
    page = link_reader.visits(NEW, _source("list-new.html"), headers=STRICT)
    for url, html, sections in (
        (NEW, "", NEW_PAPERS),
        (f"{HOME}/catchup/cs.CL/2026-11-20?abs=True", _source("list-new.html"), NEW_PAPERS),
        (RECENT, _source("list-recent.html"), RECENT_PAPERS),
        (SEARCH, _source("search.html"), (FOUND,)),
        (f"{HOME}/search/advanced?advanced=1", _source("search.html"), (FOUND,)),
        (f"{HOME}/a/doe_j_1", _month(_ids(12)), (arxiv(*_ids(12)),)),
    ):
        if html:
            link_reader.shows_instead(page, "arxiv", url, html)
        listed = [paper for papers in sections for paper in papers]
        all_links = each_has_its_link(page, ENTRIES, listed)
        assert [link.papers for link in all_links] == [*sections], url
        for link, papers in zip(all_links, sections, strict=True):
            assert str(len(papers)) in link.text
        page_is_whole(link_reader, page, url)


def test_link_is_inside_the_brackets(link_reader: LinkReader) -> None:
    page = link_reader.visits(RECENT, _source("list-recent.html"))

    def shown(entries: str) -> list[str]:
        return [" ".join(text.split()) for text in page.locator(entries).all_inner_texts()]

    assert shown(ENTRIES) == [
        "[1] arXiv:hep-th/9901001 (cross-list from math.AG) [pdf, other, Cool Papers]",
        "[2] arXiv:0704.0526 [Cool Papers]",
        "[3] arXiv:0704.0042 [pdf, other, Cool Papers]",
        "[4] arXiv:math.AG/0703772 [pdf, other, Cool Papers]",
        "[5] arXiv:0704.0278 [pdf, html, other, Cool Papers]",
    ]
    link_reader.shows_instead(page, "arxiv", SEARCH, _source("search.html"))
    assert shown("p.list-title") == [
        "arXiv:0711.0418 [pdf, ps, other, Cool Papers]",
        "arXiv:hep-th/9901001 [pdf, Cool Papers]",
        "arXiv:2310.08262 [Cool Papers]",
    ]


def test_more_papers_than_fit_one_url(link_reader: LinkReader) -> None:
    page = link_reader.visits(MONTH, _month(IDS))
    (link,) = each_has_its_link(page, ENTRIES, arxiv(*IDS))
    assert "200" in link.text
    assert len(link.url) <= 2000
    assert link.papers == arxiv(*IDS)[: len(link.papers)]
    assert len(link.papers) > 100
    with link_reader.notes_tabs() as noted:
        page.locator(f"a{OURS}, {OURS} a").first.click()
        urls = noted(2)
    assert papers_of(urls) == arxiv(*IDS)
    assert page.url == MONTH
    page_is_whole(link_reader, page, MONTH)


def test_only_the_reader_opens_all_papers_and_once(link_reader: LinkReader) -> None:
    page = link_reader.visits(MONTH, _month(IDS))
    to_all = page.locator(f"a{OURS}").first
    link_reader.in_our_world_runs(
        page,
        "globalThis.asked = 0, globalThis.send = chrome.runtime.sendMessage,"
        " chrome.runtime.sendMessage = async () => { asked++; }",
    )
    page.evaluate(f"for (let i = 0; i < 5; i++) document.querySelector('a{OURS}').click()")
    assert link_reader.evaluates_in_our_world(page, "asked") == 0
    to_all.dblclick()
    assert link_reader.evaluates_in_our_world(page, "asked") == 1
    assert page.url == MONTH
    link_reader.in_our_world_runs(page, "chrome.runtime.sendMessage = send")
    link_reader.shows_instead(page, "arxiv", MONTH, _month(IDS))  # the new link knows of no click
    with link_reader.notes_tabs() as noted:
        to_all.click(button="middle")
        urls = noted(2)
    assert papers_of(urls) == arxiv(*IDS)


def test_links_still_work_without_the_extension(link_reader: LinkReader) -> None:
    page = link_reader.visits(MONTH, _month(IDS))
    link_reader.session.reload()
    link_reader.watches()
    page.locator(f"dt a{OURS}").first.click()
    assert papers_of(link_reader.opened(1)) == arxiv(IDS[0])
    # One URL cannot hold them all, and nobody is left to open several.
    link_reader.watches()
    page.locator(f"a{OURS}").first.click()
    expect(page.locator(f"a{OURS}").first).to_have_text("Reload this page to open them")
    assert link_reader.opened() == []
    assert link_reader.problems == []


def test_page_that_speaks_for_the_reader_is_not_heard(link_reader: LinkReader) -> None:
    """A content script runs in its page's process: the worker trusts it with papers only."""
    us = link_reader.session.url("")
    page = link_reader.visits(f"{MONTH}&by={us}#{us}", _month(_ids(1)))
    requests = (
        *("null", "1", "{}", "{ type: 'openAll' }", "{ type: 'toString', keys: [] }"),
        "{ type: 'openText', text: '1810.04805' }",
        f"{{ type: 'openPapers', named: {json.dumps([named('arxiv/1810.04805')])} }}",
        *(
            f"{{ type: 'openAll', {fields} }}"
            for fields in (
                *("keys: []", "keys: 'arxiv/1810.04805'", "keys: ['arxiv/../search']"),
                *("keys: ['arxiv/1706.03762,1810.04805']", "keys: ['arxiv-search/tea']"),
                *("keys: ['venue/1706.03762']", "keys: ['arxiv/']", "keys: ['venue/']"),
                "keys: ['arxiv/1810.04805'], text: 'tea', tabId: 1",
                "keys: ['arxiv/1810.04805'], where: 'window'",
                "keys: ['https://evil.example/']",
                "keys: ['arxiv-search/tea', 'arxiv/1810.04805']",
                "keys: ['arxiv/1706.03762']",
            )
        ),
    )
    sends = ", ".join(f"chrome.runtime.sendMessage({request})" for request in requests)
    with link_reader.notes_tabs() as noted:
        link_reader.in_our_world_runs(page, sends)
        urls = noted(1)
    assert urls == [f"{COOL}arxiv/1706.03762"]


def test_more_than_ten_tabs_need_confirmation(link_reader: LinkReader) -> None:
    keys = [f"arxiv/astro-ph/99{month:02}{it:03}" for month in (1, 2) for it in range(1, 651)]
    page = link_reader.visits(MONTH, _month(_ids(1)))
    send = f"chrome.runtime.sendMessage({{ type: 'openAll', keys: {json.dumps(keys)} }})"
    with link_reader.notes_tabs() as noted:
        link_reader.in_our_world_runs(page, send)
        (asks,) = noted(1)
    assert asks.startswith(link_reader.session.url(MANY))


def test_link_to_one_paper_does_not_say_where_it_was_followed(link_reader: LinkReader) -> None:
    tells = '<meta name="referrer" content="unsafe-url">'
    html = _source("list-new.html").replace("<head>", f"<head>{tells}")
    page = link_reader.visits(NEW, html)
    page.evaluate("fetch('/whole')")
    assert link_reader.web.referrer(f"{HOME}/whole") == NEW
    link_reader.watches()
    page.locator("dt").first.get_by_text("Cool Papers").click()
    paper = f"{COOL}arxiv/2106.09685"
    assert link_reader.opened(1) == [paper]
    assert page.url == NEW
    link_reader.page(paper)
    assert link_reader.web.referrer(paper) is None


def test_switching_links_off_and_on(link_reader: LinkReader) -> None:
    every = (False, True, False, None, False, "nonsense")
    pages: list[tuple[str, str, int, tuple[object, ...]]] = [(SEARCH, "search.html", 3 + 1, every)]
    if NIGHTLY:
        pages += [(ABS, "abs.html", 1, (False, True)), (NEW, "list-new.html", 7 + 3, (False, True))]
    page = link_reader.visits(SEARCH, _source("search.html"))
    for url, name, count, settings in pages:
        if url != SEARCH:
            link_reader.shows_instead(page, "arxiv", url, _source(name))
        link_reader.switches("acl", False)  # another site's
        link_reader.settled(page)
        assert len(links(page, ENTRIES)) == count
        for on in settings:
            link_reader.switches("arxiv", on)
            wanted = 0 if on is False else count
            page.wait_for_function(
                "([ours, count]) => document.querySelectorAll(ours).length === count",
                arg=[f"a{OURS}, {OURS} a", wanted],
            )
            link_reader.settled(page)
            assert len(links(page, ENTRIES)) == wanted
        page_is_whole(link_reader, page, url)


def test_no_links_while_switched_off(link_reader: LinkReader) -> None:
    link_reader.switches("arxiv", False)
    page = link_reader.visits(NEW, _source("list-new.html"))
    untouched(link_reader, page, NEW)


def test_going_back_adds_nothing_twice(link_reader: LinkReader) -> None:
    link_reader.serves(ABS, _source("abs.html"))
    page = link_reader.visits(NEW, _source("list-new.html"))
    page.goto(ABS)
    link_reader.settled(page)
    page.go_back()
    link_reader.settled(page)
    listed = [paper for papers in NEW_PAPERS for paper in papers]
    assert len(each_has_its_link(page, ENTRIES, listed)) == 3
    page.go_forward()
    link_reader.settled(page)
    assert [link.papers for link in links(page, BOX)] == [arxiv("1706.03762")]


def test_other_sites_are_left_untouched(link_reader: LinkReader) -> None:
    urls = ("https://info.arxiv.example/list", "https://notarxiv.org/list/cs.CL/new")
    for url in urls:
        link_reader.serves(url, _source("list-new.html"))
    page = link_reader.looks_at(urls[0])
    for url in urls:
        if page.url != url:
            page.goto(url)
        assert not link_reader.in_our_world(page)
        untouched(link_reader, page, url)


def test_buttons_of_the_page_still_work(link_reader: LinkReader) -> None:
    html = _source("list-new.html").replace(
        "</body>",
        "<script>globalThis.clicked = []; for (const it of document.querySelectorAll('dt a'))"
        " it.addEventListener('click', (event) => { event.preventDefault();"
        " clicked.push(it.getAttribute('href')); });</script></body>",
    )
    page = link_reader.visits(NEW, html)
    assert by_entry(page, ENTRIES)[0] == NEW_PAPERS[0][:1]
    for name in ("arXiv:2106.09685", "pdf", "other"):
        page.locator("dt").first.get_by_text(name, exact=True).click()
    assert page.evaluate("clicked") == ["/abs/2106.09685", "/pdf/2106.09685", "/format/2106.09685"]
    page_is_whole(link_reader, page, NEW)
