"""Adding links to an arXiv listing."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright
from rich.progress import Progress

from tools.bench.row import Row, medians
from tools.browser.fake_sites import MONTH, MONTH_IDS, FakeSites
from tools.browser.launch import launch

HERE = Path(__file__).parent
OURS = "ours"
ROUNDS = 25
OFFICIAL_BOUND = 0.2
BARE_BOUND = 1.3


def links(extension: Path, progress: Progress) -> list[Row]:
    """Time content scripts on a listing of 2,000 papers: ours and two alternatives.

    All three are content scripts of one extension, to run under the same conditions; each has the
    listing on a host of its own.
    """
    ways = {
        OURS: "arxiv.org",
        "bench/links_official.js": "official.example",
        "bench/links_bare.js": "bare.example",
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
    ours, official, bare = medians(times)
    return [
        Row("links on 2,000 rows, to v0.2.0's way", ours, official, OFFICIAL_BOUND),
        Row("links on 2,000 rows, to a bare loop", ours, bare, BARE_BOUND),
    ]


def _with_scripts(extension: Path, to: Path, ways: dict[str, str]) -> Path:
    shutil.copytree(extension, to)
    (to / "bench").mkdir()
    for script in HERE.glob("links_*.js"):
        shutil.copy(script, to / "bench")
    file = to / "manifest.json"
    manifest = json.loads(file.read_text("utf-8"))
    ours = next(it for it in manifest["content_scripts"] if "arxiv.org" in str(it["matches"]))["js"]
    manifest["content_scripts"] = [
        {
            "matches": [f"https://{host}/*"],
            "js": ["bench/links_before.js", *(ours if way == OURS else [way])],
            "run_at": "document_end",
        }
        for way, host in ways.items()
    ]
    file.write_text(json.dumps(manifest), "utf-8")
    return to
