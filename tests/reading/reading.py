"""Reads a page in a browser, as a click on it does."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.sync_api import Page

from build import registry
from tests.browser.page_to_read import PageToRead
from tests.reading.golden import Recording
from tests.reading.pages import GoldenPage
from tools.browser.fake_sites import FOLDER, PAGES
from tools.browser.local_web import LocalWeb
from tools.browser.session import POPUP_LISTED, REFERENCES_READ, Session
from tools.browser.values import json_value

_READ = """async (tab, links) => {
  const { readPage } = await import("/page-reader/page-reader.js");
  const readings = {};
  for (const link of ["", ...links]) {
    const frames = await readPage(tab, { link });
    frames.sort((one, other) => one.frameId - other.frameId);
    readings[link] = frames.map(({ frameId, ...content }) => content);
  }
  return { url: tab.url, title: tab.title, readings };
}"""
# More rows come only where they are drawn.
_POPUP = """() => {
  const rows = [...document.querySelectorAll("#papers > li, #searches > li")].slice(0, 30);
  const box = (row) => row.querySelector("input")?.checked ?? true;
  const numbers = (some) => some.map((row) => 1 + rows.indexOf(row)).join(" ");
  const offered = document.querySelector("#offered");
  return [
    `ticked: ${numbers(rows.filter(box))}`,
    `not ticked: ${numbers(rows.filter((row) => !box(row)))}`,
    `the first leads to: ${rows[0]?.querySelector("a").href ?? ""}`,
    `offered: ${offered.hidden ? "" : offered.textContent}`,
    `in the field: ${document.querySelector("#field").value}`,
    `in a closed group: ${document.querySelector("#references:not([hidden])")?.innerText ?? ""}`,
  ].filter((line) => !line.endsWith(": "));
}"""
_LINKS = """[...document.querySelectorAll("a[href]")].map(({ href, textContent }) =>
  ({ url: href, text: textContent }))"""


def switch_links_off(session: Session) -> None:
    """Let an extension add no links: it would, while a page is read."""
    sites = [site for source in registry.load() for site in source.sites.items()]
    off = {f"links.{key}": False for key, site in sites if not site.optional}
    session.worker().evaluate("(off) => chrome.storage.sync.set(off)", off)


def show(to_read: PageToRead, web: LocalWeb, page: GoldenPage) -> None:
    """Show a page where it belongs, with the frames that are in it."""
    for url, file in PAGES.items():
        if f'src="{url}"' in page.html:
            web.serve(url, (FOLDER / file).read_bytes())
    web.serve(page.url, page.html)
    if _origin(to_read.page.url) == _origin(page.url):
        # Much faster than to load it.
        to_read.page.evaluate("(url) => history.replaceState(null, '', url)", page.url)
        to_read.page.set_content(page.html)
    else:
        to_read.page.goto(page.url)
    to_read.lay_out()


def _origin(url: str) -> tuple[str, str]:
    return urlsplit(url)[:2]


def links_in(shown: Page) -> list[dict[str, str]]:
    """Return the `url` and the `text` of each link of the page that is shown."""
    links: list[dict[str, str]] = json_value(shown, _LINKS)
    return links


def read(to_read: PageToRead, links: Sequence[str] = ()) -> Recording:
    """Read the page that is shown, also as at clicks on its links."""
    recording: Recording = to_read.ask(_READ, list(links))
    return recording


def popup_of(session: Session, popup: Page, tab: int) -> list[str]:
    """Return what the popup shows first for the page in a tab."""
    popup.goto(session.url(f"pages/popup/popup.html?tab={tab}"))
    popup.wait_for_selector(POPUP_LISTED)
    popup.wait_for_selector(REFERENCES_READ, state="attached")
    lines: list[str] = json_value(popup, _POPUP)
    return lines
