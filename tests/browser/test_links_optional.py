"""Links on optional sites, which need a permission; here it is granted already.

The browser's permission prompt is tested in test_permission_prompt.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from build import registry
from tests.browser.links import (
    COOL,
    OURS,
    STRICT,
    LinkBrowser,
    LinkReader,
    arxiv,
    each_has_its_link,
    keeps_permissions,
    links,
    look_right,
    openreview,
    outside,
    page_is_whole,
    untouched,
    without_resources,
)
from tests.profile import AT_NIGHT
from tests.shared import shared_file
from tools.browser.fake_sites import FOLDER
from tools.browser.local_web import LocalWeb

PMLR = "https://proceedings.mlr.press"
PMLR_VOLUME = f"{PMLR}/v900/"
PMLR_ENTRY = "div.paper"
IN_PMLR_VOLUME = [
    "venue/green26a@v900@PMLR",
    *openreview("a-B_c9dEf0"),
    "venue/matcha26b@v900@PMLR",
    "",
]
IJCAI = "https://www.ijcai.org"
IJCAI_VOLUME = f"{IJCAI}/proceedings/2024/"
IJCAI_ENTRY = ".paper_wrapper"
IN_IJCAI_VOLUME = [*(f"venue/{number}@2024@IJCAI" for number in (1, 2, 1000)), ""]
AAAI = "https://ojs.aaai.org/index.php/AAAI"
AAAI_ISSUE = f"{AAAI}/issue/view/900"
AAAI_ENTRY = ".obj_article_summary"
IN_AAAI_ISSUE = [*(f"venue/{number}@AAAI" for number in (90001, 90002, 90003)), "", ""]
CVF = "https://openaccess.thecvf.com"
CVF_LIST = f"{CVF}/CVPR2090?day=all"
CVF_ENTRY = "dt.ptitle ~ dd:has(> a)"
CVF_MATERIAL = "dd:has(> a[href$='.pdf'])"
IN_CVF_LIST = [
    "venue/Green_Seeing_the_Steam@CVPR2090@CVF",
    "venue/Sencha_Cups_in_the_Wild@CVPR2090@CVF",
    "venue/Matcha_Without_a_Reference@CVPR2090@CVF",
    "",
]
CVF_PAPER = f"{CVF}/content/CVPR2090/html/Green_Seeing_the_Steam_CVPR_2090_paper.html"
USENIX = "https://www.usenix.org/conference/usenixsecurity90"
USENIX_SESSIONS = f"{USENIX}/technical-sessions"
USENIX_ENTRY = ".node-paper"
IN_USENIX_SESSIONS = [
    *(f"venue/{slug}@usenixsecurity90@USENIX" for slug in ("green", "sencha-cy", "matcha")),
    "",
]
USENIX_2016 = "https://www.usenix.org/conference/usenixsecurity16/technical-sessions"
IN_USENIX_2016 = [
    *(f"venue/example-{slug}@usenixsecurity16@USENIX" for slug in ("green", "sencha")),
    "",
]
SEARCH = "https://papers.cool/venue/search?highlight=1&query="
HF = "https://huggingface.co/papers"
HF_LIST = f"{HF}/date/2056-03-14"
HF_ENTRY = "article"
IN_HF_LIST = arxiv("5603.00001", "5603.00002", "5602.01234", "")
HF_PAPER = f"{HF}/5603.00001"
PAGES = [
    (key, file.name)
    for source in registry.load()
    for key, site in source.sites.items()
    if site.optional
    for file in sorted((FOLDER / key).glob("*.html"))
]
"""The site and the file of each test page."""

STRICT_POLICY = pytest.mark.parametrize(
    "headers", [pytest.param(None, marks=AT_NIGHT), STRICT], ids=["", "strict policy"]
)
"""In each run, a page of each site is shown under a strict policy."""
STRICT_TOO_AT_NIGHT = pytest.mark.parametrize(
    "headers", [None, pytest.param(STRICT, marks=AT_NIGHT)], ids=["", "strict policy"]
)
"""For pages that look otherwise without their style sheets."""

_CHANGE_LIST = """
() => {
  const [first, second, third] = document.querySelectorAll("article");
  const added = third.cloneNode(true);
  added.querySelector("small").remove();
  added.querySelector("h3 > a").href = "/papers/5604.00010";
  third.remove();
  first.parentElement.append(added);
  first.querySelector("h3 > a").href = "/papers/5604.00009";
  second.querySelector("h3 > a").href = "/papers/date/2056-03-13";
}
"""
_SHOW_IN_PLACE = """
([url, html]) => {
  history.pushState({}, "", url);
  const shown = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("main").replaceWith(shown.querySelector("main"));
}
"""
_TAKES_OVER = f"""<script>
  function takeOver(slices) {{
    const until = performance.now() + 4;
    while (performance.now() < until);
    if (!slices) {{
      globalThis.linksBefore = document.querySelectorAll("{OURS}").length;
      return;
    }}
    const {{ port1, port2 }} = new MessageChannel();
    port1.onmessage = () => takeOver(slices - 1);
    port2.postMessage(null);
  }}
  addEventListener("load", () => takeOver(25));
</script>"""
"""The app takes over the page in slices, as frameworks do; meanwhile, no moment is idle."""
_START_WHILE_STORE_IS_SLOW = """
(() => {
  const { get } = chrome.storage.sync;
  chrome.storage.sync.get = () =>
    new Promise((done) => { globalThis.answerWithOldSettings = () => done({}); });
  keepLinks({ key: "pmlr", isOnByDefault: false, addLinks() {} });
  chrome.storage.sync.get = get;
})()
"""
_CHANGE_BUTTON = "document.querySelector('#buttons > a').href = 'https://arxiv.org/abs/5601.00005'"


class _Allowed(LinkReader):
    """A reader who has switched on the links of all optional sites, for all tests."""

    def switches(self, site: str, on: object) -> None:
        keeps_permissions(self.session)
        super().switches(site, on)

    def close_page(self) -> None:
        self.close_tabs()


@pytest.fixture(scope="module")
def _browser(_all_sites_allowed: LinkBrowser) -> Iterator[LinkBrowser]:
    session = _all_sites_allowed.session
    sites = {key: site for it in registry.load() for key, site in it.sites.items()}
    session.worker().evaluate(
        "settings => chrome.storage.sync.set(settings)",
        {"version": 1, **{f"links.{key}": True for key, it in sites.items() if it.optional}},
    )
    yield _all_sites_allowed
    keeps_permissions(session)
    session.clear_settings()


@pytest.fixture
def allowed(_browser: LinkBrowser, web: LocalWeb) -> Iterator[LinkReader]:
    reader = _Allowed(_browser, web)
    yield reader
    reader.close_page()


_UNKNOWN = (
    '<!doctype html><div class="paper"><p>No links</p></div><div class="paper_wrapper">'
    '<div class="details"></div></div><div id="extras"></div><a class="btn-download">PDF</a>'
    '<div class="obj_issue_toc"><div class="sections"><div class="obj_article_summary">'
    '<ul class="galleys_links"></ul></div></div></div><div id="content"><dl>'
    '<dt class="ptitle">No links</dt><dd>[pdf]</dd><dt class="ptitle">No brackets</dt>'
    '<dd><a href="/content/CVPR2090/papers/Tea_CVPR_2090_paper.pdf">pdf</a></dd></dl><dl>'
    '<dd>No title [<a href="/content_cvpr_2014/papers/Tea_2014_CVPR_paper.pdf">pdf</a>]</dd>'
    '<dd>No old [<a href="/content_cvpr_2014_workshops/w8/a.pdf">pdf</a>]</dd></dl></div>'
    '<article class="node-paper"><h2>No link</h2></article><h1>Title</h1>'
    '<article><a href="/papers/5603.00001"></a><h3><a href="/papers">Papers</a></h3></article>'
)
"""HTML that has the structure of no known page."""
_WITHOUT_PAPERS = {
    "pmlr": (f"{PMLR}/faq.html", f"{PMLR}/v900/"),
    "ijcai": (f"{IJCAI}/past_proceedings", f"{IJCAI}/"),
    "aaai": (AAAI_ISSUE, f"{AAAI}/article/view/90002", f"{AAAI}/about"),
    "cvf": (CVF_LIST, CVF_PAPER, f"{CVF}/menu"),
    "huggingface": (HF_LIST, HF_PAPER, "https://huggingface.co/"),
    "usenix": (USENIX_SESSIONS, f"{USENIX}/presentation/green", f"{USENIX}/about"),
}
"""Where that is shown."""


def _leaves_others_untouched(reader: LinkReader, page: Page, site: str) -> None:
    """Check that pages of unknown structure get no links."""
    for url in _WITHOUT_PAPERS[site]:
        reader.shows_instead(page, site, url, _UNKNOWN)
        untouched(reader, page, url)


def _searches(page: Page, entries: str) -> dict[int | None, str]:
    """What the page's links search for, by the index of the entry; there are no other links."""
    found = links(page, entries)
    look_right(found)
    assert all(link.url.startswith(SEARCH) for link in found)
    searches = {link.entry: link.url.removeprefix(SEARCH) for link in found}
    assert len(searches) == len(found)
    return searches


def _page(site: str, name: str) -> str:
    return (FOLDER / site / name).read_text("utf-8")


def _url(html: str) -> str:
    """The URL of a page, as its first line states it."""
    stated = re.match("<!-- (https://.+) -->\n", html)
    assert stated, f"the first line must be <!-- the page's URL -->: {html[:80]}"
    return stated[1]


@STRICT_POLICY
def test_pmlr_volume(allowed: LinkReader, headers: dict[str, str] | None) -> None:
    page = allowed.visits(PMLR_VOLUME, _page("pmlr", "volume.html"), headers=headers)
    (to_all,) = each_has_its_link(page, PMLR_ENTRY, IN_PMLR_VOLUME)
    assert to_all.papers == [paper for paper in IN_PMLR_VOLUME if paper]
    assert page.locator(".links").first.inner_text() == "[abs][Download PDF][Cool Papers]"
    page_is_whole(allowed, page, PMLR_VOLUME)
    _leaves_others_untouched(allowed, page, "pmlr")


def test_pmlr_paper(allowed: LinkReader) -> None:
    """Cool Papers lists ICML papers by their OpenReview ids, which the PMLR page links to."""
    url = f"{PMLR}/v900/sencha26a.html"
    page = allowed.visits(url, _page("pmlr", "paper.html"))
    (link,) = links(page, "#extras ul")
    assert link.papers == openreview("a-B_c9dEf0")
    page_is_whole(allowed, page, url)
    tab = next(it for it in allowed.tabs() if it["url"] == url)
    assert allowed.would_open(tab, pageUrl=url) == [f"{COOL}venue/a-B_c9dEf0@OpenReview"]
    only = re.sub(r"<li>[^\n]*openreview[^\n]*\n", "", _page("pmlr", "paper.html"))
    for html in (only, "<!doctype html>", "<p>We use arXiv:1706.03762."):
        allowed.shows_instead(page, "pmlr", url, html)
        assert allowed.would_open(tab, pageUrl=url) == [f"{COOL}venue/sencha26a@v900@PMLR"], html
        found = [link.papers for link in links(page, "#extras ul")]
        assert found == ([["venue/sencha26a@v900@PMLR"]] if html == only else [])
        page_is_whole(allowed, page, url)


def test_ijcai_volume_and_paper(allowed: LinkReader) -> None:
    page = allowed.visits(IJCAI_VOLUME, _page("ijcai", "volume.html"), headers=STRICT)
    to_all = each_has_its_link(page, IJCAI_ENTRY, IN_IJCAI_VOLUME)
    assert [link.papers for link in to_all] == [IN_IJCAI_VOLUME[:2], IN_IJCAI_VOLUME[2:3]]
    assert page.locator(".details").first.inner_text() == "(PDF | Details | Cool Papers)"
    page_is_whole(allowed, page, IJCAI_VOLUME)
    for url in (f"{IJCAI}/proceedings/2024/2", f"{IJCAI}/Proceedings/2024/2"):
        allowed.shows_instead(page, "ijcai", url, _page("ijcai", "paper.html"))
        (link,) = links(page, ".row")
        assert link.papers == IN_IJCAI_VOLUME[1:2], url
        classes = page.locator("a.cool-papers-link").get_attribute("class")
        assert classes == "cool-papers-link button btn-lg btn-download"
        page_is_whole(allowed, page, url)
    _leaves_others_untouched(allowed, page, "ijcai")


def test_ndss_list(allowed: LinkReader) -> None:
    url = "https://www.ndss-symposium.org/ndss2026/accepted-papers/"
    page = allowed.visits(url, _page("ndss", "list.html"), headers=STRICT)
    assert _searches(page, ".pt-cv-title") == {
        0: "Steeping%20Attacks%20on%20Smart%20Kettles",
        1: "LeafScan%20Finding%20Flaws%20in%20Tea%20Leaf%20Readers",
    }
    page_is_whole(allowed, page, url)


def _has_only(page: Page, entries: str, paper: str) -> None:
    """Check that the page has one link, in one place, to its paper."""
    (link,) = links(page, entries)
    assert (link.entry, link.papers) == (0, [paper])
    look_right([link])


@STRICT_POLICY
def test_aaai_issue_and_paper(allowed: LinkReader, headers: dict[str, str] | None) -> None:
    page = allowed.visits(AAAI_ISSUE, _page("aaai", "issue.html"), headers=headers)
    (to_all,) = each_has_its_link(page, AAAI_ENTRY, IN_AAAI_ISSUE)
    assert to_all.papers == IN_AAAI_ISSUE[:3]
    classes = page.locator("li a.cool-papers-link").first.get_attribute("class")
    assert classes == "cool-papers-link obj_galley_link"
    page_is_whole(allowed, page, AAAI_ISSUE)
    url = f"{AAAI}/article/view/90002"
    allowed.shows_instead(page, "aaai", url, _page("aaai", "paper.html"))
    _has_only(page, ".item.galleys .galleys_links", IN_AAAI_ISSUE[1])
    page_is_whole(allowed, page, url)
    _leaves_others_untouched(allowed, page, "aaai")


@STRICT_POLICY
def test_cvf_list(allowed: LinkReader, headers: dict[str, str] | None) -> None:
    page = allowed.visits(CVF_LIST, _page("cvf", "list.html"), headers=headers)
    (to_all,) = each_has_its_link(page, CVF_ENTRY, IN_CVF_LIST)
    assert to_all.papers == IN_CVF_LIST[:3]
    if not headers:  # without the page's style sheet, its bracketed links take two lines
        shown = page.locator(CVF_ENTRY).evaluate_all("all => all.map((it) => it.innerText)")
        assert shown == [
            "[pdf] [supp] [arXiv] [Cool Papers] [bibtex]",
            "[pdf] [Cool Papers] [bibtex]",
            "[pdf] [Cool Papers]",
            "[pdf] [bibtex]",
        ]
    page_is_whole(allowed, page, CVF_LIST)
    _leaves_others_untouched(allowed, page, "cvf")


def test_cvf_paper(allowed: LinkReader) -> None:
    page = allowed.visits(CVF_PAPER, _page("cvf", "paper.html"))
    _has_only(page, "#content dd", IN_CVF_LIST[0])
    assert "[pdf] [supp] [Cool Papers] [bibtex]" in page.locator("dd").inner_text()
    page_is_whole(allowed, page, CVF_PAPER)


@STRICT_TOO_AT_NIGHT
@pytest.mark.parametrize(
    ("path", "file", "first", "searches"),
    [
        (
            "CVPR2019?day=2019-06-18",
            "list-2019.html",
            "[pdf] [supp] [Cool Papers] [bibtex]",
            [
                "Seeing%20the%20Steam%20From%20a%20Kettle%20s%20Whistle",
                "High%20Resolution%20Cups%20in%20the%20Wild",
            ],
        ),
        (
            "CVPR2014",
            "list-2014.html",
            "[pdf] [Cool Papers] [bibtex]",
            [
                "Rich%20Leaf%20Hierarchies%20for%20Accurate%20Tea%20Detection",
                "Rich%20Leaf%20Hierarchies%20Without%20Detection",
            ],
        ),
    ],
)
def test_cvf_list_of_years_whose_ids_are_unknown(
    allowed: LinkReader,
    path: str,
    file: str,
    first: str,
    searches: list[str],
    headers: dict[str, str] | None,
) -> None:
    page = allowed.visits(f"{CVF}/{path}", _page("cvf", file), headers=headers)
    assert _searches(page, CVF_MATERIAL) == dict(enumerate(searches))
    if not headers:
        assert page.locator(CVF_MATERIAL).first.inner_text() == first
    page_is_whole(allowed, page, f"{CVF}/{path}")


def test_cvf_paper_of_a_year_whose_ids_are_unknown(allowed: LinkReader) -> None:
    name = "Green_Seeing_the_Steam_From_a_Kettles_Whistle_CVPR_2019_paper"
    url = f"{CVF}/content_CVPR_2019/html/{name}.html"
    page = allowed.visits(url, _page("cvf", "paper-2019.html"))
    assert _searches(page, "#content dd") == {
        0: "Seeing%20the%20Steam%20From%20a%20Kettle%20s%20Whistle"
    }
    assert "[pdf] [supp] [Cool Papers] [bibtex]" in page.locator("dd").inner_text()
    page_is_whole(allowed, page, url)


@STRICT_POLICY
def test_usenix_sessions_and_paper(allowed: LinkReader, headers: dict[str, str] | None) -> None:
    page = allowed.visits(USENIX_SESSIONS, _page("usenix", "sessions.html"), headers=headers)
    (to_all,) = each_has_its_link(page, USENIX_ENTRY, IN_USENIX_SESSIONS)
    assert to_all.papers == IN_USENIX_SESSIONS[:3]
    page_is_whole(allowed, page, USENIX_SESSIONS)
    allowed.shows_instead(page, "usenix", USENIX_2016, _page("usenix", "sessions-2016.html"))
    (to_all,) = each_has_its_link(page, USENIX_ENTRY, IN_USENIX_2016)
    assert to_all.papers == IN_USENIX_2016[:2]
    page_is_whole(allowed, page, USENIX_2016)
    url = f"{USENIX}/presentation/green"
    html = _page("usenix", "paper.html")
    allowed.shows_instead(page, "usenix", url, html)
    _has_only(page, ".field-name-field-final-paper-pdf .file", IN_USENIX_SESSIONS[0])
    page_is_whole(allowed, page, url)
    without_pdf = html.replace("field-final-paper-pdf", "field-slides")
    allowed.shows_instead(page, "usenix", url, without_pdf)
    _has_only(page, "h1 + p", IN_USENIX_SESSIONS[0])
    page_is_whole(allowed, page, url)
    _leaves_others_untouched(allowed, page, "usenix")


@STRICT_POLICY
def test_hugging_face_lists_and_paper(allowed: LinkReader, headers: dict[str, str] | None) -> None:
    page = allowed.visits(HF_LIST, _page("huggingface", "list.html"), headers=headers)
    each_has_its_link(page, HF_ENTRY, IN_HF_LIST)
    to_all, *others = links(page, "h3")
    assert (to_all.entry, [link.entry for link in others]) == (None, [0, 1, 2])
    assert to_all.papers == IN_HF_LIST[:3]
    assert page.locator(".grid > *").count() == 4
    page_is_whole(allowed, page, HF_LIST)
    html = _page("huggingface", "list.html").replace("/papers/560", "/papers/date/560", 4)
    of_one = html.replace("/papers/5602", "/papers/date/5602")
    allowed.shows_instead(page, "huggingface", HF_LIST, of_one)
    assert links(page, HF_ENTRY) != []
    assert outside(page, HF_ENTRY) == []
    allowed.shows_instead(page, "huggingface", HF_PAPER, _page("huggingface", "paper.html"))
    _has_only(page, "#buttons", IN_HF_LIST[0])
    classes = page.locator("a.cool-papers-link").get_attribute("class")
    assert classes == "cool-papers-link btn inline-flex h-9 items-center"
    page_is_whole(allowed, page, HF_PAPER)
    _leaves_others_untouched(allowed, page, "huggingface")


def test_hugging_face_gets_no_link_before_its_app_is_idle(allowed: LinkReader) -> None:
    page = allowed.visits(HF_PAPER, _page("huggingface", "paper.html") + _TAKES_OVER)
    page.wait_for_selector(OURS)
    assert page.evaluate("linksBefore") == 0


def test_hugging_face_list_that_changes_in_place(allowed: LinkReader) -> None:
    page = allowed.visits(HF_LIST, _page("huggingface", "list.html"))
    page.evaluate(_CHANGE_LIST)
    allowed.settled(page)
    (to_all,) = each_has_its_link(page, HF_ENTRY, arxiv("5604.00009", "", "", "5604.00010"))
    assert to_all.papers == arxiv("5604.00009", "5604.00010")


def test_hugging_face_paper_that_the_app_shows_in_place_of_a_list(allowed: LinkReader) -> None:
    page = allowed.visits(HF_LIST, _page("huggingface", "list.html"))
    page.evaluate(_SHOW_IN_PLACE, [HF_PAPER, _page("huggingface", "paper.html")])
    allowed.settled(page)
    _has_only(page, "#buttons", IN_HF_LIST[0])
    page.evaluate(_CHANGE_BUTTON)
    allowed.settled(page)
    assert links(page, "#buttons") == []


@AT_NIGHT  # In each run, the next test switches a site off and on, and other tests show the pages.
@pytest.mark.parametrize("site", dict.fromkeys(site for site, _ in PAGES))
def test_pages_have_links_until_they_are_switched_off(allowed: LinkReader, site: str) -> None:
    page = None
    for file in (file for its, file in PAGES if its == site):
        html = _page(site, file)
        url = _url(html)
        allowed.serves(url, html, headers=STRICT)
        if page:
            allowed.shows_instead(page, site, url, html)
        else:
            page = allowed.looks_at(url)
            allowed.settled(page)
        before = page.locator(OURS).count()
        assert before, file
        allowed.switches(site, False)
        page.wait_for_function("(ours) => !document.querySelector(ours)", arg=OURS)
        allowed.switches(site, True)
        count = "([ours, before]) => document.querySelectorAll(ours).length === before"
        page.wait_for_function(count, arg=[OURS, before])
        page_is_whole(allowed, page, url)


def test_setting_that_changes_while_it_is_read(allowed: LinkReader) -> None:
    """As where the reader has just allowed the site: scripts start while the switch is saved."""
    page = allowed.visits(PMLR_VOLUME, _page("pmlr", "volume.html"))
    allowed.switches("pmlr", False)
    page.wait_for_function("(ours) => !document.querySelector(ours)", arg=OURS)
    allowed.in_our_world_runs(page, _START_WHILE_STORE_IS_SLOW)
    allowed.switches("pmlr", True)
    page.wait_for_selector(OURS)
    allowed.in_our_world_runs(page, "answerWithOldSettings()")
    each_has_its_link(page, PMLR_ENTRY, IN_PMLR_VOLUME)


def _saved(path: str) -> str:
    return without_resources(shared_file(f"pages/{path}").read_text("utf-8"))


@AT_NIGHT  # In each run, pages of the same structure.
@pytest.mark.parametrize(
    ("path", "url", "entry"),
    [
        ("pmlr/rendered_v315_volume_MIDL2026_221-papers.html", f"{PMLR}/v315/", PMLR_ENTRY),
        ("ijcai/excerpt_2024_volume.html", IJCAI_VOLUME, IJCAI_ENTRY),
        ("aaai/excerpt_issue_ojs.html", AAAI_ISSUE, AAAI_ENTRY),
        ("cvf/excerpt_CVPR2026_list.html", f"{CVF}/CVPR2026?day=all", CVF_ENTRY),
        (
            "usenix/excerpt_security26_technical-sessions.html",
            "https://www.usenix.org/conference/usenixsecurity26/technical-sessions",
            USENIX_ENTRY,
        ),
        ("hf/excerpt_daily-papers_2026.html", f"{HF}/date/2026-08-12", HF_ENTRY),
    ],
)
def test_saved_list(allowed: LinkReader, path: str, url: str, entry: str) -> None:
    source = _saved(path)
    pattern, form = {
        "pmlr": (r"proceedings\.mlr\.press/v315/([a-z0-9-]+)\.html\">abs", "venue/{}@v315@PMLR"),
        "ijcai": (r'href="/proceedings/2024/(\d+)"', "venue/{}@2024@IJCAI"),
        "aaai": (r'id="article-(\d+)"', "venue/{}@AAAI"),
        "cvf": (r'/html/(\w+)_CVPR_2026_paper\.html"', "venue/{}@CVPR2026@CVF"),
        "usenix": (r'/presentation/([a-z-]+)"', "venue/{}@usenixsecurity26@USENIX"),
        "hf": (r'<h3><a href="/papers/([\d.]+)"', "arxiv/{}"),
    }[path.partition("/")[0]]
    papers = [form.format(key) for key in re.findall(pattern, source)]
    assert papers
    page = allowed.visits(url, source)
    each_has_its_link(page, entry, papers)
    page_is_whole(allowed, page, url)


@AT_NIGHT
def test_saved_paper(allowed: LinkReader) -> None:
    url = f"{PMLR}/v315/aas-alas26a.html"
    page = allowed.visits(url, _saved("pmlr/rendered_v315_paper_aas-alas26a.html"))
    (link,) = links(page, "#extras ul")
    assert link.papers == ["venue/aas-alas26a@v315@PMLR"]
    page_is_whole(allowed, page, url)
