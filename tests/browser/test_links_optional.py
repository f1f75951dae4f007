"""Links on PMLR and IJCAI, which need an optional permission; here it is granted already.

The browser's permission prompt is tested in test_permission_prompt.py.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from build import registry
from tests.browser.conftest import Launch
from tests.browser.links import (
    STRICT,
    LinkReader,
    each_has_its_link,
    links,
    look_right,
    openreview,
    outside,
    page_is_whole,
    untouched,
    without_scripts,
)
from tests.browser.reader import Reader, observe
from tests.shared import shared_file
from tools.browser.fake_sites import FOLDER
from tools.browser.local_web import LocalWeb
from tools.browser.session import Session

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


class _Allowed(LinkReader):
    """A reader who has switched on the links of all optional sites, for all tests."""

    def leaves(self) -> None:
        Reader.leaves(self)


@pytest.fixture(scope="module")
def _session(
    launched: Launch, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Session, Page]]:
    folder = tmp_path_factory.mktemp("allowed") / "chrome"
    shutil.copytree(built, folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["host_permissions"] = manifest.pop("optional_host_permissions")
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with launched(folder) as session:
        optional = (it for it in registry.load() if it.link_site and it.link_site.optional)
        session.worker().evaluate(
            "settings => chrome.storage.sync.set(settings)",
            {"version": 1, **{f"links.{it.key}": True for it in optional}},
        )
        yield session, observe(session, tmp_path_factory.mktemp("observer"))


@pytest.fixture
def allowed(_session: tuple[Session, Page], web: LocalWeb) -> Iterator[LinkReader]:
    reader = _Allowed(*_session, web)
    reader.problems = []
    yield reader
    reader.leaves()


def _page(site: str, name: str) -> str:
    return (FOLDER / site / name).read_text("utf-8")


@pytest.mark.parametrize("headers", [None, STRICT], ids=["", "strict policy"])
def test_pmlr_volume(allowed: LinkReader, headers: dict[str, str] | None) -> None:
    page = allowed.visits(PMLR_VOLUME, _page("pmlr", "volume.html"), headers=headers)
    each_has_its_link(page, PMLR_ENTRY, IN_PMLR_VOLUME)
    (to_all,) = outside(page, PMLR_ENTRY)
    assert to_all.papers == [paper for paper in IN_PMLR_VOLUME if paper]
    look_right(links(page, PMLR_ENTRY))
    assert page.locator(".links").first.inner_text() == "[abs][Download PDF][Cool Papers]"
    page_is_whole(allowed, page, PMLR_VOLUME)


def test_pmlr_paper_that_is_also_on_openreview(allowed: LinkReader) -> None:
    url = f"{PMLR}/v900/sencha26a.html"
    page = allowed.visits(url, _page("pmlr", "paper.html"))
    (link,) = links(page, "#extras ul")
    assert link.papers == openreview("a-B_c9dEf0")
    page_is_whole(allowed, page, url)


def test_pmlr_paper_that_is_only_on_pmlr(allowed: LinkReader) -> None:
    url = f"{PMLR}/v900/sencha26a.html"
    source = re.sub(r"<li>[^\n]*openreview[^\n]*\n", "", _page("pmlr", "paper.html"))
    page = allowed.visits(url, source)
    (link,) = links(page, "#extras ul")
    assert link.papers == ["venue/sencha26a@v900@PMLR"]
    page_is_whole(allowed, page, url)


def test_ijcai_volume(allowed: LinkReader) -> None:
    page = allowed.visits(IJCAI_VOLUME, _page("ijcai", "volume.html"))
    each_has_its_link(page, IJCAI_ENTRY, IN_IJCAI_VOLUME)
    assert [link.papers for link in outside(page, IJCAI_ENTRY)] == [
        IN_IJCAI_VOLUME[:2],
        IN_IJCAI_VOLUME[2:3],
    ]
    look_right(links(page, IJCAI_ENTRY))
    assert page.locator(".details").first.inner_text() == "(PDF | Details | Cool Papers)"
    page_is_whole(allowed, page, IJCAI_VOLUME)


@pytest.mark.parametrize("folder", ["proceedings", "Proceedings"])
def test_ijcai_paper(allowed: LinkReader, folder: str) -> None:
    url = f"{IJCAI}/{folder}/2024/2"
    page = allowed.visits(url, _page("ijcai", "paper.html"))
    (link,) = links(page, ".row")
    assert link.papers == IN_IJCAI_VOLUME[1:2]
    classes = page.locator("a.cool-papers-link").get_attribute("class")
    assert classes == "cool-papers-link button btn-lg btn-download"
    page_is_whole(allowed, page, url)


@pytest.mark.parametrize(
    "url", [f"{PMLR}/faq.html", f"{PMLR}/v900/", f"{IJCAI}/past_proceedings", f"{IJCAI}/"]
)
def test_unknown_page_structure_is_left_untouched(allowed: LinkReader, url: str) -> None:
    html = (
        '<!doctype html><div class="paper"><p>No links</p></div><div class="paper_wrapper">'
        '<div class="details"></div></div><div id="extras"></div><a class="btn-download">PDF</a>'
    )
    untouched(allowed, allowed.visits(url, html), url)


def test_menu_prefers_the_openreview_id_on_the_page(permitted_reader: Reader) -> None:
    """Cool Papers lists ICML papers by their OpenReview ids, which the PMLR page links to."""
    url = f"{PMLR}/v900/sencha26a.html"
    (tab,) = permitted_reader.opens(permitted_reader.web.serve(url, _page("pmlr", "paper.html")))
    opened = permitted_reader.clicks(tab, pageUrl=url)
    assert opened == ["https://papers.cool/venue/a-B_c9dEf0@OpenReview"]


@pytest.mark.parametrize("body", ["<!doctype html>", "<p>We use arXiv:1706.03762."])
def test_menu_opens_the_pmlr_id_without_an_openreview_link(
    permitted_reader: Reader, body: str
) -> None:
    url = f"{PMLR}/v900/green26a.html"
    (tab,) = permitted_reader.opens(permitted_reader.web.serve(url, body))
    opened = permitted_reader.clicks(tab, pageUrl=url)
    assert opened == ["https://papers.cool/venue/green26a@v900@PMLR"]


def _saved(path: str) -> str:
    return without_scripts(shared_file(f"pages/{path}").read_text("utf-8"))


@pytest.mark.parametrize(
    ("path", "url", "entry"),
    [
        ("pmlr/rendered_v315_volume_MIDL2026_221-papers.html", f"{PMLR}/v315/", PMLR_ENTRY),
        ("ijcai/excerpt_2024_volume.html", IJCAI_VOLUME, IJCAI_ENTRY),
    ],
)
def test_saved_volume(allowed: LinkReader, path: str, url: str, entry: str) -> None:
    source = _saved(path)
    if "pmlr" in path:
        keys = re.findall(
            r'href="https://proceedings\.mlr\.press/v315/([a-z0-9-]+)\.html">abs', source
        )
        papers = [f"venue/{key}@v315@PMLR" for key in keys]
    else:
        papers = IN_IJCAI_VOLUME[:1]
    page = allowed.visits(url, source)
    each_has_its_link(page, entry, papers)
    page_is_whole(allowed, page, url)


def test_saved_paper(allowed: LinkReader) -> None:
    url = f"{PMLR}/v315/aas-alas26a.html"
    page = allowed.visits(url, _saved("pmlr/rendered_v315_paper_aas-alas26a.html"))
    (link,) = links(page, "#extras ul")
    assert link.papers == ["venue/aas-alas26a@v315@PMLR"]
    page_is_whole(allowed, page, url)
