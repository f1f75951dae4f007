"""Real saved pages of the three default sites: each paper gets exactly one link."""

from __future__ import annotations

import csv
import html
import re
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from tests.browser.links import (
    OURS,
    LinkReader,
    acl,
    arxiv,
    each_has_its_link,
    links,
    page_is_whole,
    untouched,
    without_resources,
)
from tests.profile import AT_NIGHT, NIGHTLY
from tests.shared import SHARED, needs_shared, shared_file

ENTRIES = {
    "arxiv": "dl#articles > dt, li.arxiv-result",
    "acl": ".d-sm-flex.align-items-stretch",
    "openreview": ".note:not(#forum-replies .note):has(h4)",
}
BOXES = {
    "arxiv": ".extra-services .full-text > ul",
    "acl": "div.acl-paper-link-block",
    "openreview": ".forum-title, .title_pdf_row h2",
}
FRONT_MATTER = re.compile(r"\d{4}\.[a-z0-9_-]+\.0|[A-Z]\d\d-(?:\d000|\d\d00)")


HUGE = ("arxiv/rendered_list_astro-ph_2009_2000-entries.html",)
"""Pages that cost as much as all others together; nightly runs load them, and all others."""


class Saved(NamedTuple):
    """A saved page."""

    path: str
    site: str
    kind: str
    url: str

    @property
    def source(self) -> str:
        """Its HTML without what the test server does not have."""
        return without_resources(shared_file(f"pages/{self.path}").read_text("utf-8"))


def _saved() -> list[Saved]:
    index = SHARED / "pages" / "INDEX.tsv"
    if not index.is_file():
        return []
    with index.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Saved(row["path"], row["site"], row["kind"], row["live_url"].partition("#")[0])
            for row in rows
            if row["site"] in ENTRIES
        ]


def _openreview(id: str) -> str:
    if dblp := re.fullmatch(r"journals/corr/abs-(\d{4})-(\d{4,5})", id):
        return arxiv(".".join(dblp.groups()))[0]
    return f"venue/{id}@OpenReview"


def _acl(id: str) -> str:
    return acl("" if FRONT_MATTER.fullmatch(id) else id)[0]


def _sections(page: Saved) -> list[list[str]]:
    """The papers of each list on a page, found in its HTML; "" is an entry without a paper."""
    source = page.source
    match page.site:
        case "arxiv":
            lists = re.findall(r"<dl id='articles'>.*?</dl>", source, re.S)
            entry = r"<dt>(?:(?!</dt>).)*?href ?=\"/abs/([^\"]+)\" title=\"Abstract\""
            if not lists:
                lists = re.findall(r'<ol class="breathe.*?</ol>', source, re.S)
                entry = r'<p class="list-title[^>]*><a href="https://arxiv\.org/abs/([^"]+)"'
            found = [re.findall(entry, it, re.S) for it in lists]
            return [arxiv(*(re.sub(r"v\d+$", "", id) for id in ids)) for ids in found]
        case "acl":
            entry = r'<strong><a class="?align-middle"? href="?/([^/]+)/'
            # An event page has a section per volume, an author page one per year.
            parts = re.split(r'<h4(?: class="d-sm-flex|>\d{4}</h4>)', source)
            found = [re.findall(entry, part) for part in (parts[1:] or parts)]
            return [[_acl(id) for id in ids] for ids in found]
        case _:
            source = source.partition('id="forum-replies"')[0]
            entry = r'<div class="note[^"]*"><h4><a href="/forum\?id=([^"&]+)'
            tabs = [re.findall(entry, tab) for tab in source.split('role="tabpanel"')]
            return [[_openreview(html.unescape(id)) for id in ids] for ids in tabs]


def _own(page: Saved) -> str | None:
    """The paper that a page is about, if any."""
    if "404" in page.kind:
        return None
    if page.site == "arxiv" and page.kind.startswith("abs"):
        return "arxiv/" + page.url.partition("/abs/")[2]
    if page.site == "acl" and page.kind.startswith("paper"):
        return _acl(page.url.rstrip("/").rpartition("/")[2])
    if page.site == "openreview" and page.kind.startswith("forum"):
        return _openreview(page.url.rpartition("id=")[2])
    return None


def _without_repeats(papers: list[str]) -> list[str]:
    return list(dict.fromkeys(papers))


def _check(reader: LinkReader, page: Page, saved: Saved) -> None:
    """Check that each paper on a saved page has its link."""
    own, sections = _own(saved), _sections(saved)
    listed = [paper for papers in sections for paper in papers]
    if not own and not any(listed):
        return untouched(reader, page, saved.url)
    rest = each_has_its_link(page, ENTRIES[saved.site], listed)
    if own:
        (link,) = rest
        assert link.papers == [own]
        assert [it.entry for it in links(page, BOXES[saved.site])] == [0]
    else:
        wanted = [[paper for paper in papers if paper] for papers in sections]
        wanted = [papers for papers in wanted if papers]
        if "author page" in saved.kind and saved.site == "acl":
            wanted.insert(0, [paper for papers in wanted for paper in papers])
        assert len(rest) == len(wanted)
        for link, papers in zip(rest, wanted, strict=True):
            shown = _without_repeats(link.papers)
            # If one URL cannot hold all papers, the rest opens on click.
            assert shown == _without_repeats(papers)[: len(shown)]
            fits = len(",".join(papers)) < 1800 and len({it[:5] for it in papers}) == 1
            assert not fits or shown == _without_repeats(papers)
            assert link.shown
            count = len(set(papers))
            all_of_them = (f"Open all {count} on Cool Papers", f"Cool Papers ({count})")
            assert link.text in (all_of_them if count > 1 else ("Cool Papers",))
    page_is_whole(reader, page, saved.url)


@needs_shared
@pytest.mark.parametrize("site", ENTRIES)
def test_each_paper_has_its_link(link_reader: LinkReader, site: str) -> None:
    pages = [it for it in _saved() if it.site == site and it.path not in HUGE]
    first, *others = pages if NIGHTLY else pages[::3]
    page = link_reader.visits(first.url, first.source)
    _check(link_reader, page, first)
    for saved in others:
        print(saved.path)  # shown if it fails
        link_reader.shows_instead(page, site, saved.url, saved.source)
        _check(link_reader, page, saved)


@AT_NIGHT
@needs_shared
@pytest.mark.parametrize("saved", _saved(), ids=lambda saved: saved.path)
def test_each_paper_of_a_loaded_page_has_its_link(link_reader: LinkReader, saved: Saved) -> None:
    _check(link_reader, link_reader.visits(saved.url, saved.source), saved)


@AT_NIGHT
@needs_shared
@pytest.mark.parametrize(
    "saved", [it for it in _saved() if it.path.count("_new")][:1], ids=lambda saved: saved.path
)
def test_switching_off_removes_all_links(link_reader: LinkReader, saved: Saved) -> None:
    page = link_reader.visits(saved.url, saved.source)
    before = page.locator(OURS).count()
    assert before
    link_reader.switches(saved.site, False)
    page.wait_for_function("(ours) => !document.querySelector(ours)", arg=OURS)
    link_reader.switches(saved.site, True)
    page.wait_for_selector(OURS, state="attached")
    link_reader.settled(page)
    assert page.locator(OURS).count() == before
