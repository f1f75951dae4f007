"""Links on OpenReview: a page that hydrates late, and changes with or without a new URL."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.links import (
    COOL,
    NEXT_FRAME,
    OURS,
    STRICT,
    TELLS_ITS_URL,
    LinkReader,
    arxiv,
    by_entry,
    links,
    look_right,
    openreview,
    outside,
    page_is_whole,
    papers_of,
    twin,
    untouched,
)
from tests.browser.openreview_records import RECORD, list_entry
from tests.papers import HARD_TITLE, HARD_TITLE_WORDS
from tests.profile import AT_NIGHT, NIGHTLY
from tools.browser.fake_sites import FOLDER
from tools.browser.values import json_value
from tools.browser.waiting import wait_until

HOME = "https://openreview.net"
APP = f"{HOME}/_next/app.js"
GROUP = f"{HOME}/group?id=Example.cc/2026/Conference"
SEARCH = f"{HOME}/search?term=invented&group=all"
FORUM = f"{HOME}/forum?id=oral_00001"
LEGACY = f"{HOME}/forum?id=BkVsEMYel"
ENTRIES = ".note:not(#forum-replies .note)"
TITLE = ".forum-title"
LOADED = f"{TITLE}:has(.citation_pdf_url)"
"""The title of a forum whose paper has come; until then its URL may have given it a link."""
LEGACY_TITLE = ".title_pdf_row h2.note_content_title"

ORAL = [f"oral_{it:05}" for it in range(1, 8)]
A, B, C = ORAL[:3]
POSTER = [f"poster-{it:04}" for it in range(1, 3)]
MANY = [f"many_{it:05}" for it in range(1, 101)]

_POLL = 50
"""Milliseconds; Playwright's default, animation frames, never come in a tab that is not drawn."""


def _source(name: str) -> str:
    return (FOLDER / "openreview" / name).read_text("utf-8")


def _notes(ids: list[str]) -> str:
    return json.dumps([{"id": id, "title": f"Paper {id} on ${it}$"} for it, id in enumerate(ids)])


def _serves_app(site: LinkReader, changes: dict[str, str]) -> None:
    """Serve the fake site's script with parts replaced."""
    script = _source("app.js")
    for old, new in changes.items():
        assert old in script
        script = script.replace(old, new)
    site.serves(APP, script, "text/javascript")


@pytest.fixture
def site(link_reader: LinkReader) -> LinkReader:
    """A small fake of OpenReview, served at its URLs; it hydrates soon, since that costs."""
    as_json = "application/json"
    _serves_app(link_reader, {"hydrateInSlices(25)": "hydrateInSlices(1)"})
    for tab, ids in {"oral": ORAL, "poster": POSTER, "empty": []}.items():
        link_reader.serves(f"{HOME}/notes/{tab}", _notes(ids), as_json)
    for id in (*ORAL, *POSTER):
        replies = [{"id": "rE3vieW_01", "title": "A review"}, {"id": id, "title": "Another"}]
        forum = json.dumps({"title": f"Paper {id} on $x$", "replies": replies})
        link_reader.serves(f"{HOME}/forums/{id}", forum, as_json)
    for url in (GROUP, SEARCH, FORUM, f"{HOME}/about"):
        link_reader.serves(url, _source("app.html"))
    return link_reader


def _opens(site: LinkReader, url: str) -> Page:
    """Open a page of the fake site, and wait until the extension has added its links."""
    page = site.looks_at(url)
    assert page.evaluate("app.hydrated")
    site.settled(page)
    return page


_SHOWN = f"""
async ([entries, count]) => {{
  const shown = () =>
    [...document.querySelectorAll(entries)].filter((entry) => entry.checkVisibility());
  if (shown().length !== count) return null;
  await {NEXT_FRAME};
  return shown().map((entry) =>
    [...entry.querySelectorAll("a.cool-papers-link, .cool-papers-link a")].map(({{ href }}) => href)
  );
}}
"""
"""The URLs of our links in each visible entry, once there are `count`."""


def _shows(page: Page, entries: str, *papers: str) -> None:
    """Wait until the page shows these entries, and check that each has its link."""
    seen = wait_until(
        lambda: json_value(page, _SHOWN, [entries, len(papers)]), f"{len(papers)} {entries}"
    )
    assert [papers_of(urls) for urls in seen] == [[paper] for paper in papers]


def _all_link(page: Page) -> list[list[str]]:
    """The papers of each visible link to all papers of a list."""
    return [link.papers for link in outside(page, ENTRIES) if link.shown]


def _is_as_without(site: LinkReader, page: Page, do: str) -> None:
    """Check that, without our nodes, the page equals its twin after doing the same there."""
    other = site.opens_twin(page.url)
    assert other.evaluate("app.hydrated")
    other.wait_for_function("document.querySelector('.note a')", polling=_POLL)
    other.evaluate(do)
    without = (
        "() => { document.querySelectorAll('.cool-papers-link').forEach((it) => it.remove());"
        " return document.querySelector('#__next').outerHTML; }"
    )
    assert page.evaluate(without) == other.evaluate(without)


# ---------------------------------------------------------------- the fake site itself


@AT_NIGHT
def test_fake_site_detects_changes_before_hydration(site: LinkReader) -> None:
    page = site.session.context.new_page()
    page.on("console", site._said)
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () =>"
        " document.querySelector('.forum-title').append(document.createElement('div')));"
    )
    page.goto(twin(FORUM))
    page.wait_for_function("app.state.hydrated", polling=_POLL)
    assert site.problems == ["React error 418"]


# ---------------------------------------------------------------- forums


def test_forum(site: LinkReader) -> None:
    page = _opens(site, FORUM)
    page.wait_for_selector(f"{LOADED} {OURS}")
    (link,) = links(page, TITLE)
    assert link.entry == 0
    assert link.papers == openreview("oral_00001")
    assert page.locator(f"{TITLE} > .forum-content-link").count() == 2
    assert page.locator(f"#forum-replies .note:has({OURS})").count() == 0
    look_right([link])
    _is_as_without(site, page, "0")
    assert site.problems == []


@AT_NIGHT  # In each run, hydration takes as long, and waits before.
def test_adds_nothing_before_hydration(site: LinkReader) -> None:
    _serves_app(site, {})
    page = _opens(site, FORUM)
    page.wait_for_selector(f"{TITLE} {OURS}")
    assert site.problems == []


def _waits_to_hydrate(site: LinkReader, changes: dict[str, str]) -> Page:
    """Open a forum that hydrates when told to."""
    load = 'addEventListener("load", () => hydrateInSlices(25));'
    _serves_app(site, {load: "globalThis.wake = () => hydrateInSlices(25);", **changes})
    page = site.looks_at(FORUM)
    site.settled(page)
    return page


def test_adds_nothing_while_hydration_waits(site: LinkReader) -> None:
    page = _waits_to_hydrate(site, {})
    assert page.locator(OURS).count() == 0
    for on in (False, True):
        site.switches("openreview", on)
        site.settled(page)
        assert page.locator(OURS).count() == 0
    page.evaluate("wake()")
    page.wait_for_selector(f"{TITLE} {OURS}")
    assert site.problems == []


def test_forum_gets_its_link_before_its_formulas_are_typeset(site: LinkReader) -> None:
    """MathJax takes the page for long; from hydration on, it has no idle moment."""
    hydrated = 'dispatchEvent(new Event("hydrated"));'
    busy = f"""
    {hydrated}
    const {{ port1, port2 }} = new MessageChannel();
    let tasks = 60;
    port1.onmessage = () => {{
      const until = performance.now() + 4;
      while (performance.now() < until);
      if (tasks--) port2.postMessage(null);
      else state.linked = [document.querySelector("{TITLE} {OURS}") !== null];
    }};
    port2.postMessage(null);
    """
    page = _waits_to_hydrate(site, {hydrated: busy})
    page.evaluate("wake()")
    page.wait_for_function("app.state.linked", polling=_POLL)
    assert page.evaluate("app.state.linked") == [True]
    assert site.problems == []


def test_app_without_the_sign_of_hydration(site: LinkReader) -> None:
    _serves_app(site, {"next-route-announcer": "b"})
    page = site.looks_at(FORUM)
    page.wait_for_function(f"document.querySelector('{TITLE} {OURS}')", polling=_POLL)
    assert site.problems == []


def test_link_follows_the_page_not_the_url(site: LinkReader) -> None:
    page = _opens(site, FORUM)
    page.wait_for_selector(f"{LOADED} {OURS}")
    page.evaluate("history.pushState(null, '', '/forum?id=oral_00002'); app.typeset()")
    site.settled(page)
    assert [link.papers for link in links(page, TITLE)] == [openreview("oral_00001")]
    page.evaluate("app.show()")
    page.wait_for_function(
        "document.querySelector('.citation_pdf_url')?.href.endsWith('oral_00002')",
        polling=_POLL,
    )
    site.settled(page)
    assert [link.papers for link in links(page, TITLE)] == [openreview("oral_00002")]
    page.evaluate("document.querySelector('.citation_pdf_url').href = '/pdf?id=oral_00005'")
    site.settled(page)
    assert [link.papers for link in links(page, TITLE)] == [openreview("oral_00005")]
    assert site.problems == []


def test_saved_forum(link_reader: LinkReader) -> None:
    url = f"{HOME}/forum?id=_VjQlMeSB_J"
    html = _source("forum.html")
    page = link_reader.visits(url, html)
    (link,) = links(page, TITLE)
    assert link.url == f"{COOL}venue/_VjQlMeSB_J@OpenReview"
    page_is_whole(link_reader, page, url)
    without_pdf = html.replace("citation_pdf_url", "url").replace("/pdf?id=", "/x?id=")
    elsewhere = html.replace('"/pdf?id=_VjQlMeSB_J"', '"https://lab.example/a.pdf"')
    assert "lab.example" in elsewhere
    for shown in (without_pdf, elsewhere):
        link_reader.shows_instead(page, "openreview", f"{url}&noteId=Qd3c1onKq2x", shown)
        assert [link.papers for link in links(page, TITLE)] == [openreview("_VjQlMeSB_J")]
    unknown = html.replace("forum-title", "headline")
    link_reader.shows_instead(page, "openreview", url, unknown)
    untouched(link_reader, page, url)


def test_legacy_forum(link_reader: LinkReader) -> None:
    html = _source("forum-legacy.html")
    page = link_reader.visits(LEGACY, html, headers=STRICT)
    (link,) = links(page, LEGACY_TITLE)
    assert (link.entry, link.papers) == (0, openreview("BkVsEMYel"))
    look_right([link])
    page_is_whole(link_reader, page, LEGACY)
    for id, papers in (
        ("journals/corr/abs-2310-03716", arxiv("2310.03716")),
        ("conf/example/Doe2013", []),  # unknown to Cool Papers
        ("BkVsEMYel", openreview("BkVsEMYel")),
    ):
        url = f"{HOME}/forum?id={id}"
        link_reader.shows_instead(page, "openreview", url, html.replace("BkVsEMYel", id))
        assert [it for link in links(page, LEGACY_TITLE) for it in link.papers] == papers, id
        if not papers:
            untouched(link_reader, page, url)


@AT_NIGHT  # In each run, links come back in lists.
def test_legacy_forum_that_is_rendered_again(link_reader: LinkReader) -> None:
    page = link_reader.visits(LEGACY, _source("forum-legacy.html"))
    page.evaluate(
        "() => { const note = document.querySelector('#note_BkVsEMYel');"
        " for (const it of document.querySelectorAll('.cool-papers-link')) it.remove();"
        " note.innerHTML = note.innerHTML; }"
    )
    link_reader.settled(page)
    assert [it.entry for it in links(page, LEGACY_TITLE)] == [0]
    assert link_reader.problems == []


# ---------------------------------------------------------------- lists


def test_search_results(site: LinkReader) -> None:
    page = _opens(site, SEARCH)
    _shows(page, ENTRIES, *openreview(*ORAL))
    assert _all_link(page) == [openreview(*ORAL)]
    assert site.problems == []


def test_pages_of_a_tab(site: LinkReader) -> None:
    page = _opens(site, GROUP)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    for number, ids in ((1, ORAL[3:6]), (2, ORAL[6:]), (0, ORAL[:3]), (2, ORAL[6:])):
        page.evaluate("(number) => app.state.tabs[0].turn(number)", number)
        _shows(page, ENTRIES, *openreview(*ids))
        assert _all_link(page) == [openreview(*ids)]
        look_right(links(page, ENTRIES))
    assert page.url == GROUP
    _is_as_without(site, page, "app.state.tabs[0].turn(2)")
    assert site.problems == []


def test_search_in_a_tab(site: LinkReader) -> None:
    page = _opens(site, GROUP)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    page.evaluate("app.state.tabs[0].search('00004')")
    _shows(page, ENTRIES, *openreview(ORAL[3]))
    assert _all_link(page) == [openreview(ORAL[3])]
    page.evaluate("app.state.tabs[0].search('nothing')")
    _shows(page, ENTRIES)
    assert page.locator(OURS).count() == 0
    page.evaluate("app.state.tabs[0].search('')")
    _shows(page, ENTRIES, *openreview(*ORAL))
    assert _all_link(page) == [openreview(*ORAL)]
    assert site.problems == []


@AT_NIGHT  # In each run, other lists take the place of one in the same tab.
def test_switching_tabs(site: LinkReader) -> None:
    page = _opens(site, GROUP)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    for tab, ids in (("poster", POSTER), ("oral", ORAL[:3]), ("empty", []), ("poster", POSTER)):
        page.click(f"a[href='#{tab}']")
        _shows(page, ENTRIES, *openreview(*ids))
        assert _all_link(page) == ([openreview(*ids)] if ids else [])
    assert site.problems == []


def test_links_follow_reused_rows_and_come_back_when_removed(site: LinkReader) -> None:
    page = _opens(site, GROUP)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    page.evaluate("document.querySelectorAll('.cool-papers-link').forEach((it) => it.remove())")
    site.settled(page)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    assert _all_link(page) == [openreview(*ORAL[:3])]
    page.evaluate("(notes) => app.state.tabs[0].list.refill(notes)", json.loads(_notes(ORAL[4:7])))
    site.settled(page)
    _shows(page, ENTRIES, *openreview(*ORAL[4:7]))
    assert _all_link(page) == [openreview(*ORAL[4:7])]


def test_links_stay_while_titles_are_typeset(site: LinkReader) -> None:
    page = _opens(site, GROUP)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    for _ in range(3):
        page.evaluate("app.typeset()")
        site.settled(page)
        _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    assert _all_link(page) == [openreview(*ORAL[:3])]
    _is_as_without(site, page, "app.typeset(); app.typeset(); app.typeset()")


def test_each_link_is_added_once_and_an_idle_page_is_not_changed(site: LinkReader) -> None:
    page = _opens(site, GROUP)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    page.evaluate(
        "async () => { for (let it = 0; it < 60; it++) {"
        " app.state.tabs[0].turn(it % 3); app.typeset(); document.title = it;"
        " if (it % 5 === 0) await new Promise((done) => setTimeout(done)); } }"
    )
    site.settled(page)
    _shows(page, ENTRIES, *openreview(*ORAL[6:]))
    assert _all_link(page) == [openreview(*ORAL[6:])]
    assert len(links(page, ENTRIES)) == 2
    assert site.problems == []
    page.evaluate(
        "() => { globalThis.changes = 0; new MutationObserver((all) => { changes += all.length; })"
        ".observe(document, { subtree: true, childList: true, attributes: true }); }"
    )
    page.evaluate("() => { document.querySelector('nav').append(document.createElement('i')); }")
    site.settled(page)
    site.settled(page)
    assert page.evaluate("changes") == 1


@AT_NIGHT  # In each run, on arXiv; and here a list that opens in two tabs.
def test_more_papers_than_fit_one_url(site: LinkReader) -> None:
    site.serves(f"{HOME}/notes/oral", _notes(MANY), "application/json")
    page = _opens(site, SEARCH)
    _shows(page, ENTRIES, *openreview(*MANY))
    (shown,) = _all_link(page)
    assert shown == openreview(*MANY)[: len(shown)]
    (link,) = outside(page, ENTRIES)
    assert "100" in link.text
    with site.notes_tabs() as noted:
        page.get_by_text(link.text).click()
        urls = noted(2)
    assert papers_of(urls) == openreview(*MANY)


def test_list_with_arxiv_papers(site: LinkReader) -> None:
    ids = ["oral_00001", "journals/corr/abs-2310-03716", "oral_00002"]
    site.serves(f"{HOME}/notes/oral", _notes(ids), "application/json")
    page = _opens(site, SEARCH)
    papers = [*openreview(ids[0]), *arxiv("2310.03716"), *openreview(ids[2])]
    _shows(page, ENTRIES, *papers)
    with site.notes_tabs() as noted:
        page.get_by_text("Open all 3 on Cool Papers").click()
        urls = noted(2)
    assert sorted(papers_of(urls)) == sorted(papers)


# ---------------------------------------------------------------- what has changed

_LISTS = """<ul class=submissions-list>{}</ul><div class=submissions-list><ul>{}</ul></div>"""
_COUNT_SEARCHES = """
for (const kind of [Document, Element]) {
  for (const name of ["querySelector", "querySelectorAll"]) {
    const plain = kind.prototype[name];
    kind.prototype[name] = function (selector) {
      const { dataset } = document.documentElement;
      dataset.searched = `${dataset.searched ?? ""} ${this.localName ?? "#document"}`;
      return plain.call(this, selector);
    };
  }
}
"""
"""Runs as our content script: lists what it searches."""
_CHANGES = """
async (count) => {
  const { dataset } = document.documentElement;
  const pdf = document.querySelector("h4 > a");
  await new Promise(requestAnimationFrame);
  dataset.searched = "";
  for (let it = 0; it < count; it++) {
    pdf.setAttribute("href", pdf.getAttribute("href"));
    await Promise.resolve();
  }
  await new Promise(requestAnimationFrame);
  return dataset.searched.split(" ").filter(Boolean);
}
"""
"""Makes changes in a note, one by one, within one frame; returns what was searched."""


_TWO_LISTS = _LISTS.format(
    *(
        "".join(list_entry(id, f"Paper {id}", "Example 2026") for id in ids)
        for ids in (ORAL[:3], POSTER)
    )
)


def _two_lists(reader: LinkReader) -> Page:
    page = reader.visits(GROUP, _TWO_LISTS)
    assert _all_link(page) == [openreview(*ORAL[:3]), openreview(*POSTER)]
    return page


def test_changes_of_one_frame_are_followed_at_once(link_reader: LinkReader) -> None:
    page = _two_lists(link_reader)
    link_reader.in_our_world_runs(page, f"(() => {{ {_COUNT_SEARCHES} }})()")
    once = page.evaluate(_CHANGES, 1)
    assert once
    assert page.evaluate(_CHANGES, 50) == once


def test_only_what_changed_is_searched(link_reader: LinkReader) -> None:
    page = _two_lists(link_reader)
    link_reader.in_our_world_runs(page, f"(() => {{ {_COUNT_SEARCHES} }})()")
    searched = page.evaluate(_CHANGES, 1)
    assert {*searched} == {"div", "h4"}
    assert searched.count("h4") < len(ORAL[:3])


def test_links_come_in_a_tab_that_is_not_drawn(site: LinkReader) -> None:
    page = _opens(site, GROUP)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    site.in_our_world_runs(page, "globalThis.requestAnimationFrame = () => 0")
    page.evaluate("app.state.tabs[0].turn(1)")
    site.settled(page)
    _shows(page, ENTRIES, *openreview(*ORAL[3:6]))


def test_link_to_all_follows_its_list(link_reader: LinkReader) -> None:
    page = _two_lists(link_reader)
    lists = "[...document.querySelectorAll('ul.submissions-list, .submissions-list > ul')]"
    rows = "[...document.querySelectorAll('li:has(> .note)')]"
    names = f"lists = {lists}, rows = {rows}, title = (row) => row.querySelector('h4')"
    for change, first, second in (
        ("rows[1].remove()", [A, C], POSTER),
        ("lists[1].append(rows[1])", [A, C], [*POSTER, B]),
        ("lists[0].prepend(rows[1])", [B, A, C], POSTER),
        ("title(rows[1]).remove()", [A, C], POSTER),
        ("title(rows[1]).after(title(rows[0]))", [B, A, C], POSTER),
        ("title(rows[1]).firstChild.removeAttribute('href')", [A, C], POSTER),
        ("lists[1].replaceChildren()", [A, B, C], []),
        ("lists[1].querySelector('.cool-papers-link').remove()", [A, B, C], POSTER),
    ):
        link_reader.shows_instead(page, "openreview", GROUP, _TWO_LISTS)
        assert _all_link(page) == [openreview(*ORAL[:3]), openreview(*POSTER)]
        page.evaluate(f"() => {{ const {names}; {change}; }}")
        link_reader.settled(page)
        assert _all_link(page) == [openreview(*ids) for ids in (first, second) if ids], change


def test_list_that_changed_while_it_was_off_the_page(link_reader: LinkReader) -> None:
    page = _two_lists(link_reader)
    page.evaluate("globalThis.list = document.querySelector('ul'); list.remove()")
    link_reader.settled(page)
    page.evaluate("list.querySelector('li:has(.note)').remove(); document.body.prepend(list)")
    link_reader.settled(page)
    assert _all_link(page) == [openreview(B, C), openreview(*POSTER)]


# ---------------------------------------------------------------- navigation


def test_navigation_within_the_site(site: LinkReader) -> None:
    page = _opens(site, GROUP)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    page.evaluate("globalThis.same = true")
    page.click(f"{ENTRIES} >> nth=1 >> a >> nth=0")
    _shows(page, TITLE, *openreview(ORAL[1]))
    page.evaluate("(href) => app.go(href)", SEARCH.removeprefix(HOME))
    _shows(page, ENTRIES, *openreview(*ORAL))
    assert _all_link(page) == [openreview(*ORAL)]
    page.evaluate("app.go('/about')")
    page.wait_for_function(
        "document.querySelector('#content').textContent === 'Nothing here'", polling=_POLL
    )
    site.settled(page)
    assert page.locator(OURS).count() == 0
    page.go_back()
    _shows(page, ENTRIES, *openreview(*ORAL))
    page.go_back()
    _shows(page, TITLE, *openreview(ORAL[1]))
    page.go_back()
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    page.go_forward()
    _shows(page, TITLE, *openreview(ORAL[1]))
    assert page.evaluate("same")
    assert site.problems == []


def test_navigation_from_a_page_without_papers(site: LinkReader) -> None:
    page = _opens(site, f"{HOME}/about")
    assert page.locator(OURS).count() == 0
    page.evaluate("(href) => app.go(href)", GROUP.removeprefix(HOME))
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    assert _all_link(page) == [openreview(*ORAL[:3])]


@AT_NIGHT  # In each run, others follow the page's links here, and ours on arXiv.
def test_links_of_the_page_still_work_and_ours_do_not_say_where(site: LinkReader) -> None:
    site.serves(GROUP, _source("app.html"), headers=TELLS_ITS_URL)
    page = _opens(site, GROUP)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    page.click("h4 > a >> nth=0")
    page.wait_for_selector(".citation_pdf_url")
    assert page.url == FORUM
    site.watches()
    page.locator(f"{TITLE} a", has_text="Cool Papers").click()
    paper = f"{COOL}venue/oral_00001@OpenReview"
    assert site.opened(1) == [paper]
    assert page.url == FORUM
    site.page(paper)
    assert site.web.referrer(paper) is None


# ---------------------------------------------------------------- the setting


def test_switching_links_off_and_on(site: LinkReader) -> None:
    page = _opens(site, GROUP)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    gone = "() => !document.querySelector('.cool-papers-link')"
    site.switches("openreview", False)
    page.wait_for_function(gone, polling=_POLL)
    page.evaluate("app.state.tabs[0].turn(1)")
    site.settled(page)
    assert page.evaluate(gone)
    site.switches("openreview", True)
    page.wait_for_selector(OURS)
    site.settled(page)
    _shows(page, ENTRIES, *openreview(*ORAL[3:6]))
    page.evaluate("app.state.tabs[0].turn(0)")
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    assert _all_link(page) == [openreview(*ORAL[:3])]
    assert site.problems == []


@AT_NIGHT  # In each run, on arXiv.
def test_no_links_while_switched_off(site: LinkReader) -> None:
    site.switches("openreview", False)
    page = _opens(site, GROUP)
    page.wait_for_selector(".note")
    page.evaluate("app.state.tabs[0].turn(1)")
    site.settled(page)
    assert page.locator(OURS).count() == 0
    site.switches("openreview", None)
    page.wait_for_selector(OURS)
    _shows(page, ENTRIES, *openreview(*ORAL[3:6]))


def test_unknown_list_structure_is_left_untouched(link_reader: LinkReader) -> None:
    page = _two_lists(link_reader)
    for old, new in (("class=note>", "class=paper>"), ("h4>", "h5>"), ("/forum?id=", "/paper?id=")):
        assert old in _TWO_LISTS
        link_reader.shows_instead(page, "openreview", GROUP, _TWO_LISTS.replace(old, new))
        assert page.locator(OURS).count() == 0, new
        untouched(link_reader, page, GROUP)
        page.evaluate("document.body.append(document.querySelector('ul').cloneNode(true))")
        link_reader.settled(page)
        assert page.locator(OURS).count() == 0, new


# ---------------------------------------------------------------- what Cool Papers cannot have


def _row(href: str, title: str) -> str:
    return f"<li class='note note-activity'><h4><a href='{href}'>{title}</a></h4></li>"


def test_replies_in_a_list_get_no_link(link_reader: LinkReader) -> None:
    rows = [
        _row(f"/forum?id={A}", "A paper"),
        _row(f"/forum?id={A}&noteId=rE3vieW_01", "Its review"),
        _row(f"/forum?noteId=rE3vieW_01&id={B}&referrer=x", "Another review"),
        _row(f"/forum?id={C}&noteId={C}", "A paper, named twice"),
    ]
    html = f"<ul class=submissions-list>{''.join(rows)}</ul>"
    page = link_reader.visits(GROUP, html)
    for url in (GROUP, f"{HOME}/search?term=tea&group=all&content=all&source=all"):
        if url != GROUP:
            link_reader.shows_instead(page, "openreview", url, html)
        assert by_entry(page, ENTRIES) == [openreview(A), [], [], openreview(C)], url
        assert _all_link(page) == [openreview(A, C)]


CONSOLES = (
    "Authors",
    "Reviewers",
    "Area_Chairs",
    "Senior_Area_Chairs",
    "Program_Chairs",
    "Ethics_Reviewers",
    "Program_Committee",
    "Action_Editors",
    "Submission7/Reviewers",
    "Authors&referrer=%5BHomepage%5D(/)",
)


def test_console_gets_no_links_but_a_venue_does(link_reader: LinkReader) -> None:
    rows = list_entry(A, "A submission", "Submitted") + list_entry(B, "Another", "Submitted")
    html = f"<ul class=submissions-list>{rows}</ul>"
    console = f"{GROUP}/{CONSOLES[0]}"
    page = link_reader.visits(console, html)
    untouched(link_reader, page, console)
    for venue in ("", "/Track_on_Reviewers_Fatigue", "/Authors_Workshop/2026"):
        link_reader.shows_instead(page, "openreview", GROUP + venue, html)
        assert by_entry(page, ENTRIES) == [openreview(A), openreview(B)], venue
    for console in CONSOLES if NIGHTLY else CONSOLES[::3]:
        link_reader.shows_instead(page, "openreview", f"{GROUP}/{console}", html)
        assert by_entry(page, ENTRIES) == [[], []], console
        assert page.locator(OURS).count() == 0, console


def test_navigation_between_a_venue_and_a_console(site: LinkReader) -> None:
    page = _opens(site, GROUP)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    page.evaluate("(href) => app.go(href)", GROUP.removeprefix(HOME) + "/Authors")
    page.wait_for_selector(OURS, state="detached")
    page.wait_for_selector(ENTRIES)
    site.settled(page)
    assert page.locator(OURS).count() == 0
    page.go_back()
    page.wait_for_selector(OURS)
    _shows(page, ENTRIES, *openreview(*ORAL[:3]))
    assert site.problems == []


# ---------------------------------------------------------------- records of other sites' papers


def test_record_of_an_arxiv_paper(link_reader: LinkReader) -> None:
    url = f"{HOME}/forum?id=aB3dE6gH9i"
    link_reader.serves(url, RECORD.format("CoRR 2024"))
    page = link_reader.looks_at(url)
    link_reader.settled(page)
    assert [link.papers for link in outside(page, ENTRIES)] == [arxiv("2401.12345")]


def test_record_in_a_list_is_searched_by_its_title(link_reader: LinkReader) -> None:
    url = f"{HOME}/profile?id=~A_Author1"
    notes = list_entry("G8LaO1P0xv", "Deep Tea Networks", "COLM 2024")
    notes += list_entry("aB3dE6gH9i", "Deeper Tea: Networks", "CoRR 2024")
    notes += list_entry("cB3dE6gH9i", HARD_TITLE, "CoRR 2024")
    link_reader.serves(url, f"<ul class=submissions-list>{notes}</ul>")
    page = link_reader.looks_at(url)
    link_reader.settled(page)
    hrefs = page.locator(f"{OURS} a, a{OURS}").evaluate_all("all => all.map((it) => it.href)")
    # As the popup searches the same titles.
    assert hrefs[-3:] == [
        f"{COOL}venue/G8LaO1P0xv@OpenReview",
        f"{COOL}arxiv/search?highlight=1&query=Deeper%20Tea%20Networks",
        f"{COOL}arxiv/search?highlight=1&query={quote(HARD_TITLE_WORDS)}",
    ]
    # The link to all opens what one page of Cool Papers can show.
    assert [link.papers for link in outside(page, ENTRIES)] == [openreview("G8LaO1P0xv")]
