"""Prints what the extension costs, as ratios to a peer in the same run: ``dev.py bench``."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from deno import find_deno_bin
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tools.browser.extension import NotBuiltError, unpacked_extension, with_host_permissions
from tools.browser.fake_sites import MONTH, MONTH_IDS, FakeSites
from tools.browser.launch import launch
from tools.setup.paths import SetupError

SCRIPTS = Path(__file__).with_name("bench_links")
POPUP_SCRIPTS = Path(__file__).with_name("bench_popup")
OUR_SCRIPTS = ["content/links.js", "content/arxiv.js"]
ROUNDS = 25
BOUNDS = {
    "1 MB of plain prose": 3.0,
    "8 MB against 4 MB": 2.2,
    "to v0.2.0's way": 0.2,
    "to a bare loop": 1.5,
    "to an empty popup": 4.0,
    "to 100 ms": 1.0,
}
"""The most that a ratio may be, by how its row's name ends."""

Row = tuple[str, float, float]
"""A name, our milliseconds, the peer's milliseconds."""


def text(extension: Path, progress: Progress) -> list[Row]:
    """Time finding papers in text, against ``indexOf`` or against half the text."""
    progress.add_task("finding papers in text; about a minute", total=None)
    script = Path(__file__).with_name("bench_text.js")
    command = [
        find_deno_bin(),
        "run",
        "--no-config",
        f"--allow-read={extension}",
        script,
        extension,
    ]
    timed = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return [(row["name"], row["ours"], row["peer"]) for row in json.loads(timed.stdout)]


def links(extension: Path, progress: Progress) -> list[Row]:
    """Time content scripts on a listing of 2,000 papers: ours, and two that do it otherwise.

    All three are content scripts of one extension, so that they run in the same kind of world; each
    has the listing on a host of its own.
    """
    ways = {
        OUR_SCRIPTS[-1]: "arxiv.org",
        "bench/official.js": "official.example",
        "bench/bare.js": "bare.example",
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        FakeSites() as web,
    ):
        copy = _with_scripts(extension, Path(folder) / "extension", ways)
        listing = web.answer("arxiv.org", *urlsplit(MONTH)[2:4]).body
        urls = {way: MONTH.replace("arxiv.org", host) for way, host in ways.items()}
        for url in urls.values():
            web.serve(url, listing)
        with launch(playwright, copy, web) as session:
            # A tab each: another site would mean another process, cold each time.
            pages = {way: session.context.new_page() for way in ways}
            for _ in progress.track(range(ROUNDS), description="adding links to a listing"):
                for way, page in pages.items():
                    page.bring_to_front()
                    page.goto(urls[way])
                    taken = page.wait_for_function("document.documentElement.dataset.milliseconds")
                    made = page.locator('dt a[href^="https://papers.cool/arxiv/"]').count()
                    if made != len(MONTH_IDS):
                        raise RuntimeError(f"{way} made {made} links of {len(MONTH_IDS)}")
                    times[way].append(float(taken.json_value()))
    ours, official, bare = (statistics.median(taken) for taken in times.values())
    return [
        ("links on 2,000 rows, to v0.2.0's way", ours, official),
        ("links on 2,000 rows, to a bare loop", ours, bare),
    ]


def popup(extension: Path, progress: Progress) -> list[Row]:
    """Time the toolbar's popup, from its opening to its list on the screen.

    It is opened in a tab, for a page in another: 2,000 links, a tenth of them to papers; 2,000
    links to papers; and as many that say "pdf", in entries with a title. The peer of all rows but
    one is a popup that reads no page.
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
                times: dict[str, list[float]] = {"popup/popup.html": [], "popup/empty.html": []}
                shown = session.context.new_page()
                shown.add_init_script(path=POPUP_SCRIPTS / "shown.js")
                for _ in progress.track(range(ROUNDS), description=f"opening popups: {name}"):
                    for path, taken in times.items():
                        shown.goto("about:blank")  # nothing of the last popup is left to do
                        shown.goto(session.url(f"{path}?tab={tab}"))
                        root = shown.locator("html[data-milliseconds]")
                        taken.append(float(root.get_attribute("data-milliseconds") or ""))
                shown.close()
                page.close()
                ours, empty = (statistics.median(taken) for taken in times.values())
                rows.append((f"popup on {name}, to an empty popup", ours, empty))
                if name == "2,000 links":
                    rows.append((f"popup on {name}, to 100 ms", ours, 100.0))
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
    shutil.copy(POPUP_SCRIPTS / "empty.js", to / "popup")
    html = (to / "popup" / "popup.html").read_text("utf-8")
    scripts = re.compile(r"<script.*</script>|<link rel=\"modulepreload\"[^>]*>")
    empty = scripts.sub("", html).replace(
        "</head>", '<script type="module" src="empty.js"></script></head>'
    )
    (to / "popup" / "empty.html").write_text(empty, "utf-8")
    return to


def _with_scripts(extension: Path, to: Path, ways: dict[str, str]) -> Path:
    shutil.copytree(extension, to)
    shutil.copytree(SCRIPTS, to / "bench")
    file = to / "manifest.json"
    manifest = json.loads(file.read_text("utf-8"))
    manifest["content_scripts"] = [
        {
            "matches": [f"https://{host}/*"],
            "js": ["bench/before.js", *(OUR_SCRIPTS if way in OUR_SCRIPTS else [way])],
            "run_at": "document_end",
        }
        for way, host in ways.items()
    ]
    file.write_text(json.dumps(manifest), "utf-8")
    return to


BENCHES = {"text": text, "links": links, "popup": popup}


def main() -> int:
    """Run benchmarks; return 1 if a ratio is over its bound, 2 if they cannot run."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("what", nargs="*", metavar=" | ".join(BENCHES))
    asked = parser.parse_args().what or [*BENCHES]
    if unknown := [name for name in asked if name not in BENCHES]:
        parser.error(f"there is no benchmark {unknown[0]!r}; there are: {', '.join(BENCHES)}")
    console = Console()
    table = Table("what", "ours, ms", "peer, ms", "ratio", "bound")
    broken = False
    try:
        with (
            unpacked_extension() as extension,
            Progress(console=console, transient=True) as progress,
        ):
            rows = [row for name in asked for row in BENCHES[name](extension, progress)]
    except (NotBuiltError, SetupError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    for name, ours, peer in rows:
        bound = next((most for key, most in BOUNDS.items() if name.endswith(key)), None)
        over = bound is not None and ours / peer > bound
        broken = broken or over
        figures = (f"{ours:.2f}", f"{peer:.2f}", f"{ours / peer:.2f}", f"{bound or ''}")
        table.add_row(name, *figures, style="red" if over else None)
    console.print(table)
    console.print("peer of a text: indexOf for every host name of the sources, or half the text")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
