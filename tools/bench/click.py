"""From a click to its tab, with the service worker stopped before each click."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.progress import Progress

from tools.bench.row import Row, medians
from tools.browser.fake_sites import FakeSites
from tools.browser.launch import launch

ROUNDS = 25
BOUND = 1.3
OUR_REQUEST = {
    "type": "openPapers",
    "named": [
        {
            "paper": {"kind": "paper", "source": "arXiv", "branch": "arxiv", "id": "1706.03762"},
            "title": "",
        }
    ],
}
"""What the popup sends to our service worker."""

_FIXED = {
    "manifest.json": json.dumps(
        {
            "manifest_version": 3,
            "name": "Opens a fixed URL",
            "version": "1",
            "background": {"service_worker": "worker.js", "type": "module"},
        }
    ),
    "worker.js": "chrome.runtime.onMessage.addListener(() =>"
    " void chrome.tabs.create({ url: 'https://papers.cool/arxiv/1706.03762' }));",
    "page.html": "<!doctype html><title>A page to send from</title>",
}
_MILLISECONDS_TO_TAB = """async (request) => {
  const created = new Promise((resolve) => {
    const { onCreated } = chrome.tabs;
    onCreated.addListener(function once(tab) {
      onCreated.removeListener(once);
      resolve([performance.now(), tab.id]);
    });
  });
  const start = performance.now();
  chrome.runtime.sendMessage(request).catch(() => {});
  const [end, id] = await created;
  await chrome.tabs.remove(id);
  return end - start;
}"""


def click(extension: Path, progress: Progress) -> list[Row]:
    """Time the way from a message to a cold worker until its tab is there.

    The peer is an extension whose worker only opens a fixed URL.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        FakeSites() as web,
        launch(playwright, extension, web) as ours,
        launch(playwright, _fixed(Path(folder)), web) as fixed,
    ):
        pages = {}
        for session, path in ((ours, "pages/help/help.html"), (fixed, "page.html")):
            pages[session.extension_id] = session.context.pages[0]
            pages[session.extension_id].goto(session.url(path))
        times: dict[str, list[float]] = {it: [] for it in pages}
        for _ in progress.track(range(ROUNDS), description="clicking, with a cold worker"):
            for session in (ours, fixed):
                session.stop_worker()
                page = pages[session.extension_id]
                page.bring_to_front()
                taken = page.evaluate(_MILLISECONDS_TO_TAB, OUR_REQUEST)
                times[session.extension_id].append(float(taken))
    cold, peer = medians(times)
    return [Row("click to tab, worker cold, to opening a fixed URL", cold, peer, BOUND)]


def _fixed(folder: Path) -> Path:
    for name, text in _FIXED.items():
        (folder / name).write_text(text, "utf-8")
    return folder
