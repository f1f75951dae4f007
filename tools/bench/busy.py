"""A page of OpenReview that changes all the time."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright
from rich.progress import Progress

from tools.bench.row import Row, medians
from tools.browser.launch import launch
from tools.browser.local_web import LocalWeb

PAGE = Path(__file__).with_name("busy.html")
HOSTS = {"ours": "openreview.net", "peer": "without.example"}
"""With our links, and the same page on a host where the extension does not run."""
NOTES = 1000
ROUNDS = 5
MILLISECONDS = 3000
SHARE_BOUND = 0.05
HELD_UP_BOUND = 1.3


def busy(extension: Path, progress: Progress) -> list[Row]:
    """Time our script on a list of 1,000 papers that makes 500 changes a second."""
    changes: dict[str, list[float]] = {way: [] for way in HOSTS}
    scripts: dict[str, list[float]] = {way: [] for way in HOSTS}
    with sync_playwright() as playwright, LocalWeb() as web:
        urls = {
            way: web.serve(f"https://{host}/group", PAGE.read_text("utf-8"))
            for way, host in HOSTS.items()
        }
        with launch(playwright, extension, web) as session:
            pages = {way: session.context.new_page() for way in HOSTS}
            for way, page in pages.items():
                page.goto(urls[way])
            pages["ours"].wait_for_selector(".cool-papers-link")
            for _ in progress.track(range(ROUNDS), description="changing a busy page"):
                for way, page in pages.items():
                    page.bring_to_front()
                    change, script = _busy(page)
                    changes[way].append(change)
                    scripts[way].append(script)
            links = pages["ours"].locator("h4 > .cool-papers-link").count()
            if links != NOTES:
                raise RuntimeError(f"{links} links on {NOTES} papers")
    script, script_without = medians(scripts)
    change, change_without = medians(changes)
    ours = script - script_without
    return [
        Row("our script on a busy page, to all time", ours, MILLISECONDS, SHARE_BOUND),
        Row("a busy page's change, to without us", change, change_without, HELD_UP_BOUND),
    ]


def _busy(page: Page) -> tuple[float, float]:
    """Keep a page busy; return the milliseconds for each change, and those of all scripts.

    Scripts' time is the processor's, so that other programs do not add to it.
    """
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _script(cdp)
    change = float(page.evaluate("makeChanges", MILLISECONDS))
    script = _script(cdp) - before
    cdp.detach()
    return change, script


def _script(cdp: CDPSession) -> float:
    metrics = cdp.send("Performance.getMetrics")["metrics"]
    return next(1000 * float(it["value"]) for it in metrics if it["name"] == "ScriptDuration")
