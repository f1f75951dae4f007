"""The pages of the golden set: every test page, and those saved in ../shared."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

import jinja2

from tests.browser.links import without_scripts
from tests.shared import SHARED
from tools.browser.fake_sites import FOLDER, MONTH, PAGES, cool_papers_page

_URLS = {
    **{file: url for url, file in PAGES.items()},
    "acl/author.html": "https://aclanthology.org/people/jane-doe/",
    "acl/event.html": "https://aclanthology.org/events/acl-2024/",
    "acl/volume-bootstrap4.html": "https://aclanthology.org/volumes/P05-1/",
    "acl/volume.html": "https://aclanthology.org/volumes/2024.sigturk-1/",
    "arxiv/abs-404.html": "https://arxiv.org/abs/2310.12345",
    "arxiv/abs-withdrawn.html": "https://arxiv.org/abs/2310.08262",
    "arxiv/html.html": "https://arxiv.org/html/1706.03762v7",
    "arxiv/list-recent.html": "https://arxiv.org/list/hep-th/recent",
    "arxiv/search.html": "https://arxiv.org/search/?query=invented&searchtype=all",
    "openreview/app.html": "https://openreview.net/group?id=Example.cc/2026/Conference",
    "openreview/forum-legacy.html": "https://openreview.net/forum?id=BkVsEMYel",
}
"""Where the test pages are whose first line does not say it."""


@dataclass(frozen=True)
class GoldenPage:
    """A page, its HTML without scripts, and where it is."""

    name: str
    url: str
    html: str

    @property
    def file(self) -> str:
        """The name of its recording's file."""
        return re.sub(r"[/.]", "-", self.name.removesuffix(".html")) + ".json"


def repo_pages() -> Iterator[GoldenPage]:
    """Yield every page of tests/pages; templates with few papers."""
    for path in sorted(FOLDER.rglob("*.html")):
        name = path.relative_to(FOLDER).as_posix()
        html = path.read_text("utf-8")
        if ".template" not in path.suffixes:
            stated = re.match("<!-- (https://.+) -->\n", html)
            yield GoldenPage(name, stated[1] if stated else _URLS[name], without_scripts(html))
    month = jinja2.Template((FOLDER / "arxiv/list-month.template.html").read_text("utf-8"))
    yield GoldenPage("arxiv/list-month.html", MONTH, month.render(ids=["2401.00001", "2401.00002"]))
    for name, ids in {"paper": "1706.03762", "papers": "1706.03762,1810.04805"}.items():
        html = cool_papers_page(f"/arxiv/{ids}")
        url = f"https://papers.cool/arxiv/{ids}"
        yield GoldenPage(f"cool_papers/{name}.html", url, without_scripts(html))


def saved_pages() -> Iterator[GoldenPage]:
    """Yield the real pages of ../shared."""
    with (SHARED / "pages/INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            html = (SHARED / "pages" / row["path"]).read_text("utf-8")
            yield GoldenPage(row["path"], row["live_url"].partition("#")[0], without_scripts(html))
