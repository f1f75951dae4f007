"""A reader of pages to which the extension adds links, and what must hold on each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import ConsoleMessage, Page

from tests.browser.reader import Reader
from tools.browser.devtools import Json
from tools.browser.local_web import HTML
from tools.browser.waiting import wait_until

COOL = "https://papers.cool/"
OURS = ".cool-papers-link"
STRICT = {
    "Content-Security-Policy": (
        "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
}
"""What a page of the strictest policy sends."""

_TWIN = "https://without.example"
"""Where the same pages are without the extension."""

_REMEMBER_NODES = """
globalThis.allNodes = () => {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
};
addEventListener("DOMContentLoaded", () => { globalThis.ownNodes = allNodes(); });
"""
_LINKS = """
(entries) => {
  const places = new Map([...document.querySelectorAll(entries)].map((entry, at) => [entry, at]));
  return [...document.querySelectorAll("a.cool-papers-link, .cool-papers-link a")].map((link) => ({
    url: link.href,
    entry: places.get(link.closest(entries)) ?? null,
    text: link.textContent,
    title: link.title,
    target: link.target,
    rel: link.rel,
    shown: link.checkVisibility(),
  }));
}
"""
_WITHOUT_OURS = """
() => {
  const nodes = allNodes().filter((node) =>
    !(node instanceof Element ? node : node.parentElement)?.closest(".cool-papers-link"));
  for (const element of document.querySelectorAll(".cool-papers-link")) element.remove();
  const kept = nodes.length === ownNodes.length && nodes.every((it, at) => it === ownNodes[at]);
  return [document.documentElement.outerHTML, kept];
}
"""
# Whatever the content script set out to do before is done after this: idle time and answers of the
# store come in the order in which they were asked for.
_SETTLED = """
(async () => {
  const idle = () => new Promise((done) => requestIdleCallback(done));
  if (document.readyState !== "complete") {
    await new Promise((done) => addEventListener("load", done));
  }
  await idle();
  await chrome.storage.sync.get(null);
  await idle();
})()
"""


@dataclass(frozen=True)
class Link:
    """A link of ours."""

    url: str
    entry: int | None
    """In which of the page's entries it is."""
    text: str
    title: str
    target: str
    rel: str
    shown: bool

    @property
    def papers(self) -> list[str]:
        """The papers that it leads to, as `branch/id`."""
        return papers_of([self.url])


def papers_of(urls: Sequence[str]) -> list[str]:
    """The papers that Cool Papers shows at some URLs, as `branch/id`, in order."""
    papers: list[str] = []
    for url in urls:
        assert url.startswith(COOL)
        branch, _, ids = unquote(urlsplit(url).path)[1:].partition("/")
        papers += [f"{branch}/{id}" for id in ids.split(",")]
    return papers


def acl(*ids: str) -> list[str]:
    """Papers of the ACL Anthology; no id, no paper."""
    return [id and f"venue/{id}@ACL" for id in ids]


def arxiv(*ids: str) -> list[str]:
    """Papers on arXiv; no id, no paper."""
    return [id and f"arxiv/{id}" for id in ids]


def openreview(*ids: str) -> list[str]:
    """Papers on OpenReview; no id, no paper."""
    return [id and f"venue/{id}@OpenReview" for id in ids]


def without_scripts(html: str) -> str:
    """A page without its scripts, which are not here."""
    return re.sub(r"<script\b.*?</script>", "", html, flags=re.S | re.I)


class LinkReader(Reader):
    """Opens pages of the sites that get links, and looks at what is there."""

    problems: list[str]
    """What the pages, and the extension in them, said to the console in warnings and errors."""

    def visits(
        self,
        url: str,
        html: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        settles: bool = True,
    ) -> Page:
        """Serve a page and open it; the extension has done then what it does by itself."""
        self.serves(url, html, status=status, headers=headers)
        page = self.looks_at(url)
        if settles:
            self.settled(page)
        return page

    def serves(
        self,
        url: str,
        body: str,
        content_type: str = HTML,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Serve something under its true URL, and where the extension has no business."""
        for place in (url, twin(url)):
            self.web.serve(place, body, content_type, status=status, headers=headers)

    def looks_at(self, url: str) -> Page:
        """Open a URL in a new tab, loaded."""
        page = self.session.context.new_page()
        page.add_init_script(_REMEMBER_NODES)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.goto(url)
        return page

    def settled(self, page: Page) -> None:
        """Wait until the extension has done in a page what it does by itself."""
        self._in_our_world(page, _SETTLED)

    def in_our_world(self, page: Page) -> bool:
        """Whether the extension has a content script in a page."""
        with self._worlds(page) as (_, worlds):
            return bool(worlds())

    def switches(self, site: str, on: object) -> None:
        """Switch the links of a site off or on; None is as if they had never been switched."""
        change = "([name]) => chrome.storage.sync.remove(name)"
        if on is not None:
            change = "([name, on]) => chrome.storage.sync.set({ [name]: on })"
        self.session.worker().evaluate(change, [f"links.{site}", on])

    def leaves(self) -> None:
        """Close all that was opened, and forget what was switched."""
        self.session.worker().evaluate("chrome.storage.sync.clear()")
        super().leaves()

    def plain(self, url: str) -> str:
        """What a page is without the extension."""
        page = self.session.context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(_of_any_host(message.text)))
        page.goto(twin(url))
        html: str = page.evaluate("document.documentElement.outerHTML")
        page.close()
        # What a page says without the extension as well is the page's own affair.
        self.problems = [it for it in self.problems if _of_any_host(it) not in said]
        return html

    def _said(self, message: ConsoleMessage) -> None:
        # That something of the page is not here is no fault of the extension.
        if message.type in ("error", "warning", "assert") and not message.text.startswith(
            ("Failed to load resource", "Manifest fetch from")
        ):
            self.problems.append(message.text)

    @contextmanager
    def _worlds(self, page: Page) -> Iterator[tuple[Any, Any]]:
        cdp = page.context.new_cdp_session(page)
        contexts: list[Json] = []
        cdp.on("Runtime.executionContextCreated", lambda event: contexts.append(event["context"]))
        cdp.send("Runtime.enable")
        origin = self.session.url("").rstrip("/")
        try:
            yield cdp, lambda: [it["id"] for it in contexts if it["origin"] == origin]
        finally:
            cdp.detach()

    def _in_our_world(self, page: Page, expression: str) -> None:
        with self._worlds(page) as (cdp, worlds):
            world = wait_until(
                lambda: worlds() or None,
                f"content script in {page.url}",
                lambda: cdp.send("Runtime.evaluate", {"expression": "0"}),
            )[-1]
            answer = cdp.send(
                "Runtime.evaluate",
                {"expression": expression, "contextId": world, "awaitPromise": True},
            )
            assert "exceptionDetails" not in answer, answer


def _of_any_host(text: str) -> str:
    return re.sub(r"https://[^/\s'\"]+", "", text)


def twin(url: str) -> str:
    """Where the same page is without the extension."""
    parts = urlsplit(url)
    return f"{_TWIN}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def links(page: Page, entries: str) -> list[Link]:
    """The links of ours in a page."""
    return [Link(**it) for it in page.evaluate(_LINKS, entries)]


def by_entry(page: Page, entries: str) -> list[list[str]]:
    """The papers that the links of each entry lead to."""
    found: list[list[str]] = [[] for _ in range(page.locator(entries).count())]
    for link in links(page, entries):
        if link.entry is not None:
            found[link.entry] += link.papers
    return found


def outside(page: Page, entries: str) -> list[Link]:
    """The links that are in no entry."""
    return [link for link in links(page, entries) if link.entry is None]


def each_has_its_link(page: Page, entries: str, papers: Sequence[str]) -> None:
    """Check that each entry has just the one link to its paper; "" is an entry without one."""
    found = by_entry(page, entries)
    wrong = [
        (papers[at], found[at])
        for at in range(min(len(found), len(papers)))
        if found[at] != ([papers[at]] if papers[at] else [])
    ]
    assert wrong == [], wrong[:5]
    assert len(found) == len(papers), (len(found), len(papers))


def look_right(found: Sequence[Link]) -> None:
    """Check what all links have in common."""
    for link in found:
        assert link.target == "_blank"
        assert "noopener" in link.rel.split()
        assert "Cool Papers Redirector" in link.title
        assert "Cool Papers" in link.text
        assert len(link.url) <= 2000
    assert len({link.text for link in found if len(link.papers) == 1 and link.entry}) <= 1


def page_is_whole(reader: LinkReader, page: Page, url: str) -> None:
    """Check that without our nodes the page is its own: same source, same nodes, said nothing."""
    html, kept = page.evaluate(_WITHOUT_OURS)
    assert html == reader.plain(url)
    assert kept, "nodes of the page were moved, split or replaced"
    assert reader.problems == [], reader.problems


def untouched(reader: LinkReader, page: Page, url: str) -> None:
    """Check that nothing was added to a page."""
    assert page.locator(OURS).count() == 0
    assert page.locator("a[href*='papers.cool']").count() == 0
    page_is_whole(reader, page, url)
