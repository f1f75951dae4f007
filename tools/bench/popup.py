"""Opening the popup on pages with many links."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.progress import Progress

from tools.bench.row import Row, medians
from tools.browser.extension import with_host_permissions
from tools.browser.fake_sites import FakeSites
from tools.browser.launch import launch

HERE = Path(__file__).parent
ROUNDS = 25
BOUND = 2.0


def popup(extension: Path, progress: Progress) -> list[Row]:
    """Time the popup, from opening it to its list on the screen, against one that reads no page.

    It is opened in a tab, for a page in another tab: 2,000 links, a tenth of them to papers; 2,000
    links to papers; and 2,000 entries, each with a title and a link that says "pdf".
    """
    pages = {
        "2,000 links": _page_of_links(200, others=9),
        "2,000 links to papers": _page_of_links(2000, others=0),
        "2,000 entries": _page_of_entries(2000),
    }
    rows: list[Row] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        FakeSites() as web,
    ):
        copy = _with_empty_popup(extension, Path(folder) / "extension")
        with launch(playwright, copy, web) as session:
            for name, html in pages.items():
                url = web.serve("https://list.example/", html)
                page = session.context.new_page()
                page.goto(url)
                tab = next(it["id"] for it in session.tabs() if it.get("url") == url)
                times: dict[str, list[float]] = {
                    "pages/popup/popup.html": [],
                    "pages/popup/empty.html": [],
                }
                shown = session.context.new_page()
                shown.add_init_script(path=HERE / "popup_shown.js")
                for _ in progress.track(range(ROUNDS), description=f"opening popups: {name}"):
                    for path, taken in times.items():
                        shown.goto("about:blank")  # so that nothing of the last popup still runs
                        shown.goto(session.url(f"{path}?tab={tab}"))
                        root = shown.locator("html[data-milliseconds]")
                        taken.append(float(root.get_attribute("data-milliseconds") or ""))
                shown.close()
                page.close()
                ours, empty = medians(times)
                rows.append(Row(f"popup on {name}, to an empty popup", ours, empty, BOUND))
    return rows


def _page_of_links(papers: int, *, others: int) -> str:
    more = "".join(f" <a href='https://other.example/{it}'>more</a>" for it in range(others))
    items = (
        f"<li><a href='https://arxiv.org/abs/2401.{it:05}'>A paper about the number {it}</a>{more}"
        for it in range(1, papers + 1)
    )
    return f"<!doctype html><title>Papers</title><h1>Papers</h1><ul>{''.join(items)}</ul>"


def _page_of_entries(papers: int) -> str:
    entries = (
        f"<div><p class=title>A paper about the number {it}</p><p><i>A. <b>Author</b></i>, "
        f"<i>B. <b>Author</b></i></p><p>[<a href='https://arxiv.org/pdf/2401.{it:05}'>pdf</a>]</div>"
        for it in range(1, papers + 1)
    )
    return f"<!doctype html><title>Papers</title><h1>Papers</h1><div>{''.join(entries)}</div>"


def _with_empty_popup(extension: Path, to: Path) -> Path:
    with_host_permissions(extension, to)
    shutil.copy(HERE / "popup_empty.js", to / "pages" / "popup" / "empty.js")
    html = (to / "pages" / "popup" / "popup.html").read_text("utf-8")
    scripts = re.compile(r"<script.*</script>|<link rel=\"modulepreload\"[^>]*>")
    empty = scripts.sub("", html).replace(
        "</head>", '<script type="module" src="empty.js"></script></head>'
    )
    (to / "pages" / "popup" / "empty.html").write_text(empty, "utf-8")
    return to
