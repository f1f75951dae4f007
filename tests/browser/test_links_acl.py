"""Links on the ACL Anthology: papers, volumes, events and authors, in Bootstrap 4 and 5."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.browser.links import (
    COOL,
    OURS,
    STRICT,
    LinkReader,
    acl,
    each_has_its_link,
    links,
    look_right,
    outside,
    page_is_whole,
    papers_of,
    untouched,
)
from tests.profile import AT_NIGHT, NIGHTLY
from tools.browser.fake_sites import FOLDER

HOME = "https://aclanthology.org"
PAPER = f"{HOME}/2020.acl-main.703/"
VOLUME = f"{HOME}/volumes/2024.sigturk-1/"
VOLUME_4 = f"{HOME}/volumes/P05-1/"
EVENT = f"{HOME}/events/acl-2024/"
AUTHOR = f"{HOME}/people/jane-doe/"
ENTRIES = ".d-sm-flex.align-items-stretch"
BOX = "div.acl-paper-link-block"

BOOTSTRAP = """<style>
  body { margin: 0; font: 16px/1.5 sans-serif; }
  .list-button-row { min-width: 6.3rem; }
  .badge { display: inline-block; padding: 0.35em 0.65em; font-size: 0.75em; font-weight: 700; }
  .me-1, .mr-1 { margin-right: 0.25rem; }
  .me-2, .mr-2 { margin-right: 0.5rem; }
  .d-block { display: block; }
  .text-nowrap { white-space: nowrap; }
  .acl-paper-link-block { width: 136px; }
  .acl-paper-link-block .btn { display: block; padding: 0.5rem 1rem; font-size: 1.25rem; }
  @media (min-width: 576px) { .d-sm-flex { display: flex; } .d-sm-block { display: block; } }
</style>"""
"""The site's rules that place what we add."""

IN_VOLUME = acl("", "2024.sigturk-1.1", "2024.sigturk-1.2", "2024.sigturk-1.3")
IN_VOLUME_4 = acl("", "P05-1001", "P05-1010")
IN_EVENT = acl("", "2024.acl-long.1", "2024.acl-long.2", "", "", "2024.sigturk-1.1")
BY_AUTHOR = acl("2024.acl-long.34", "", "P05-1001", "", "W05-0101")


def _source(name: str) -> str:
    return (FOLDER / "acl" / name).read_text("utf-8")


def _styled(name: str) -> str:
    return _source(name).replace("</head>", BOOTSTRAP + "</head>")


def _large_volume(count: int) -> str:
    """A volume of many papers: copies of its first entry."""
    source = _source("volume.html")
    start = source.index('<div class="d-sm-flex', source.index("/2024.sigturk-1.0/"))
    end = source.index('<div class="d-sm-flex', start + 1)
    entry = source[start:end]
    entries = (re.sub(r"sigturk-1\.1\b", f"sigturk-1.{it}", entry) for it in range(4, count + 1))
    return source.replace(source[end:], "".join(entries) + source[end:], 1)


def _look_like_the_bib_badge(page: Page) -> None:
    """Check that our link in each entry has the classes of its badge."""
    beside = page.evaluate(
        "(entries) => [...document.querySelectorAll(entries)].slice(1).map((entry) => {"
        " const bib = entry.querySelector('a[href$=\".bib\"]');"
        " const ours = entry.querySelector('a.cool-papers-link');"
        " return [...bib.classList].every((it) => ours.classList.contains(it)); })",
        ENTRIES,
    )
    assert beside
    assert all(beside)


def test_paper_and_front_matter(link_reader: LinkReader) -> None:
    page = link_reader.visits(PAPER, _source("paper.html"))
    for url, id in (
        (PAPER, "2020.acl-main.703"),
        (f"{HOME}/P05-1001/", "P05-1001"),
        (f"{HOME}/2020.acl-main.703", "2020.acl-main.703"),
        (f"{HOME}/W18-6301/?from=search", "W18-6301"),
    ):
        if url != PAPER:
            link_reader.shows_instead(page, "acl", url, _source("paper.html"))
        (link,) = links(page, BOX)
        assert (link.entry, link.url) == (0, f"{COOL}venue/{id}@ACL"), url
        assert page.locator(f"{BOX} > a.btn.btn-secondary{OURS}").count() == 1, url
        look_right([link])
        page_is_whole(link_reader, page, url)
    for id in ("2020.acl-main.0", "P05-1000", "W05-0100"):  # front matter
        url = f"{HOME}/{id}/"
        link_reader.shows_instead(page, "acl", url, _source("paper.html"))
        assert page.locator(OURS).count() == 0, id
        untouched(link_reader, page, url)


def test_button_of_a_paper_follows_the_last_like_it(link_reader: LinkReader) -> None:
    cite = '<a class="btn btn-secondary" href="#">Cite</a>'
    search = '<a class="btn btn-secondary" href="#">Search</a>'
    code = '<a class="btn btn-attachment" href="#">Code</a>'
    html = f'<div class="acl-paper-link-block">{cite}{search}{code}</div>'
    page = link_reader.visits(PAPER, html)
    assert page.locator(f"{BOX} > a").all_inner_texts() == ["Cite", "Search", "Cool Papers", "Code"]


def test_volume(link_reader: LinkReader) -> None:
    """Under a strict policy."""
    page = link_reader.visits(VOLUME, _source("volume.html"), headers=STRICT)
    for url, papers in ((VOLUME, IN_VOLUME), (VOLUME_4, IN_VOLUME_4)):
        if url == VOLUME_4:
            link_reader.shows_instead(page, "acl", url, _source("volume-bootstrap4.html"))
        (link,) = each_has_its_link(page, ENTRIES, papers)
        assert link.papers == papers[1:]
        # The short link to all says it in its title.
        assert link.text == f"Cool Papers ({len(papers) - 1})"
        assert link.title.startswith(f"Open all {len(papers) - 1} on Cool Papers")
        assert page.locator(f"{BOX} > a{OURS}").count() == 1
        assert len(outside(page, BOX)) == len(papers) - 1
        _look_like_the_bib_badge(page)
        page_is_whole(link_reader, page, url)


def test_event(link_reader: LinkReader) -> None:
    page = link_reader.visits(EVENT, _source("event.html"))
    to_all = each_has_its_link(page, ENTRIES, IN_EVENT)
    # The volume in between has no papers.
    assert [link.papers for link in to_all] == [IN_EVENT[1:3], IN_EVENT[5:]]
    above = page.locator(f"small{OURS} + h4.d-sm-flex > a").all_inner_texts()
    assert above == ["Proceedings of 2024.acl-long", "Proceedings of 2024.sigturk-1"]
    page_is_whole(link_reader, page, EVENT)


def test_author_page(link_reader: LinkReader) -> None:
    page = link_reader.visits(AUTHOR, _source("author.html"))
    every, *years = each_has_its_link(page, ENTRIES, BY_AUTHOR)
    by_year = [BY_AUTHOR[:1], [it for it in BY_AUTHOR[2:] if it]]
    assert every.papers == by_year[0] + by_year[1]
    assert [link.papers for link in years] == by_year
    assert page.locator(f"p{OURS} + h4").inner_text().startswith("2024")
    headings = page.locator(f"h4:has({OURS})").all_inner_texts()
    assert [it.split()[0] for it in headings] == ["2024", "2005"]
    page_is_whole(link_reader, page, AUTHOR)


def _stand_below_the_badges(page: Page) -> None:
    """Check that our links stand below the site's badges, and that the titles do not move."""
    boxes = (
        "() => [...document.querySelectorAll('strong > a.align-middle')].map((title) => {"
        " const { left, width } = title.getBoundingClientRect(); return [left, width]; })"
    )
    beside = page.evaluate(boxes)
    assert beside
    assert page.locator(f"a{OURS}").count()
    assert page.evaluate(
        "(entries) => [...document.querySelectorAll(entries)].every((entry) => {"
        " const [bib, ours] = ['a[href$=\".bib\"]', 'a.cool-papers-link']"
        ".map((it) => entry.querySelector(it)?.getBoundingClientRect());"
        " return !ours || ours.top >= bib.bottom && ours.left === "
        "entry.getBoundingClientRect().left; })",
        ENTRIES,
    )
    page.evaluate("document.querySelectorAll('.cool-papers-link').forEach((it) => it.remove())")
    assert beside == page.evaluate(boxes)


def test_link_takes_no_width_from_the_titles(link_reader: LinkReader) -> None:
    page = link_reader.visits(VOLUME, _styled("volume.html"))
    _stand_below_the_badges(page)
    link_reader.shows_instead(page, "acl", VOLUME_4, _styled("volume-bootstrap4.html"))
    _stand_below_the_badges(page)
    link_reader.shows_instead(page, "acl", AUTHOR, _styled("author.html"))
    _stand_below_the_badges(page)


def test_button_holds_its_text(link_reader: LinkReader) -> None:
    page = link_reader.visits(VOLUME, _styled("volume.html"))
    for url in (VOLUME, PAPER):
        if url == PAPER:
            link_reader.shows_instead(page, "acl", url, _styled("paper.html"))
        button = page.locator(f"{BOX} > a{OURS}")
        text, box = button.evaluate(
            "(button) => { const text = document.createRange(); text.selectNodeContents(button);"
            " return [text, button].map((it) => it.getBoundingClientRect())"
            ".map(({ left, right }) => [left, right]); }"
        )
        assert box[0] < text[0], url
        assert text[1] < box[1], url
        assert button.evaluate("(it) => it.scrollWidth <= it.clientWidth"), url


@AT_NIGHT  # In each run, on arXiv.
def test_more_papers_than_fit_one_url(link_reader: LinkReader) -> None:
    page = link_reader.visits(VOLUME, _large_volume(100))
    papers = acl("2024.sigturk-1.1", *(f"2024.sigturk-1.{it}" for it in range(4, 101)))
    papers += acl("2024.sigturk-1.2", "2024.sigturk-1.3")
    (link,) = each_has_its_link(page, ENTRIES, ["", *papers])
    assert "100" in link.text
    assert link.papers == papers[: len(link.papers)]
    with link_reader.notes_tabs() as noted:
        page.locator(BOX).get_by_text(link.text).click()
        urls = noted(2)
    assert papers_of(urls) == papers
    assert page.url == VOLUME


@AT_NIGHT
def test_one_volume_of_an_event(link_reader: LinkReader) -> None:
    page = link_reader.visits(EVENT, _source("event.html"))
    link_reader.watches()
    page.locator(f"small{OURS} > a").first.click()
    assert papers_of(link_reader.opened(1)) == IN_EVENT[1:3]


def test_unknown_page_structure_is_left_untouched(link_reader: LinkReader) -> None:
    page = link_reader.visits(PAPER, _source("paper.html").replace("acl-paper-link-block", "links"))
    untouched(link_reader, page, PAPER)
    title = 'class="align-middle" href="'
    for url, name, old, new in (
        (AUTHOR, "author.html", "align-items-stretch", "entry"),
        (AUTHOR, "author.html", "strong>", "b>"),
        (AUTHOR, "author.html", f"{title}/", f"{title}http://["),
        (AUTHOR, "author.html", "list-button-row", "buttons"),
        (VOLUME, "volume.html", "align-items-stretch", "entry"),
    ):
        html = _source(name)
        assert old in html
        link_reader.shows_instead(page, "acl", url, html)
        assert page.locator(OURS).count(), url
        link_reader.shows_instead(page, "acl", url, html.replace(old, new))
        assert page.locator(OURS).count() == 0, (name, new)
        untouched(link_reader, page, url)


def test_switching_links_off_and_on(link_reader: LinkReader) -> None:
    pages = {EVENT: ("event.html", 3 + 2)}
    if NIGHTLY:
        pages |= {
            PAPER: ("paper.html", 1),
            VOLUME: ("volume.html", 3 + 1),
            AUTHOR: ("author.html", 3 + 3),
        }
    page = link_reader.visits(EVENT, _source("event.html"))
    for url, (name, count) in pages.items():
        if url != EVENT:
            link_reader.shows_instead(page, "acl", url, _source(name))
        for on in (False, True):
            link_reader.switches("acl", on)
            wanted = count if on else 0
            page.wait_for_function(
                "([ours, count]) => document.querySelectorAll(ours).length === count",
                arg=[f"a{OURS}, {OURS} a", wanted],
            )
            assert len(links(page, ENTRIES)) == wanted, url
        page_is_whole(link_reader, page, url)


@AT_NIGHT  # In each run, on arXiv.
def test_no_links_while_switched_off(link_reader: LinkReader) -> None:
    link_reader.switches("acl", False)
    page = link_reader.visits(VOLUME, _source("volume.html"))
    untouched(link_reader, page, VOLUME)


@AT_NIGHT  # In each run, on arXiv; other tests see that the page's own nodes stay.
def test_buttons_of_the_page_still_work(link_reader: LinkReader) -> None:
    script = (
        "<script>globalThis.clicked = []; document.querySelectorAll('.badge').forEach((it) =>"
        " it.addEventListener('click', (event) => { event.preventDefault();"
        " clicked.push(it.textContent.trim()); }));</script></body>"
    )
    page = link_reader.visits(VOLUME, _source("volume.html").replace("</body>", script))
    for badge in page.locator(f"{ENTRIES} >> nth=1").locator(f".badge:not({OURS})").all():
        badge.click()
    assert page.evaluate("clicked") == ["pdf", "bib", "abs"]
    page_is_whole(link_reader, page, VOLUME)
