"""A reader of pages with added links, and checks that hold for every such page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page

from tests.browser.reader import Observer, Reader, TabInUse
from tools.browser.devtools import Json
from tools.browser.local_web import HTML, LocalWeb
from tools.browser.session import Session
from tools.browser.values import json_value
from tools.browser.waiting import wait_until

COOL = "https://papers.cool/"
OURS = ".cool-papers-link"
STRICT = {
    "Content-Security-Policy": (
        "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
}
"""Headers with the strictest Content Security Policy."""

TELLS_ITS_URL = {"Referrer-Policy": "unsafe-url"}
"""Headers of a page whose links send its whole URL, including the query, as referrer."""

_TWIN = "https://without.example"
"""A host with the same pages, where the extension does not run."""

_REMEMBER_PAGE = """
globalThis.allNodes = () => {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
};
for (const type of ["DOMContentLoaded", "shown-instead"]) {
  addEventListener(type, () => {
    globalThis.ownNodes = allNodes();
    globalThis.ownHtml = document.documentElement.outerHTML;
  });
}
"""
_LINKS = """
(entries) => {
  const all = [...document.querySelectorAll(entries)];
  const places = new Map(all.map((entry, at) => [entry, at]));
  const ours = document.querySelectorAll("a.cool-papers-link, .cool-papers-link a");
  const links = [...ours].map((link) => ({
    url: link.href,
    entry: places.get(link.closest(entries)) ?? null,
    text: link.textContent,
    title: link.title,
    target: link.target,
    rel: link.rel,
    mark: getComputedStyle(link, "::after").content,
    shown: link.checkVisibility(),
  }));
  return [all.length, links];
}
"""
_ANY_LINK = f"{OURS}, a[href*='papers.cool']"
_WITHOUT_OURS = """
() => {
  const nodes = allNodes().filter((node) =>
    !(node instanceof Element ? node : node.parentElement)?.closest(".cool-papers-link"));
  for (const element of document.querySelectorAll(".cool-papers-link")) element.remove();
  const kept = nodes.length === ownNodes.length && nodes.every((it, at) => it === ownNodes[at]);
  const html = document.documentElement.outerHTML;
  return [html === ownHtml ? null : [html, ownHtml], kept];
}
"""
"""Removes our nodes; returns the HTML and the original if they differ, and if nodes are kept."""
_SHOW_INSTEAD = """
((url, html, setting) => {
  if (location.href !== url) history.replaceState(null, "", url);
  document.replaceChildren();
  document.append(...new DOMParser().parseFromString(html, "text/html").childNodes);
  dispatchEvent(new Event("shown-instead"));
  chrome.storage.sync.onChanged.dispatch({ [setting]: { newValue: true } });
})
"""
"""Runs as our content script, which no policy of the page binds; its scripts do not run."""
NEXT_FRAME = """
new Promise((done) => {
  requestAnimationFrame(done);
  setTimeout(done, 100); // frames never come in a tab that is not drawn
})
"""
"""Resolves after the content script has handled all changes so far."""

# Idle callbacks, storage calls, frames and timers run in order: once these are done, the content
# script's are done too.
_SETTLED = f"""
(async () => {{
  const idle = () => new Promise((done) => requestIdleCallback(done));
  if (document.readyState !== "complete") {{
    await new Promise((done) => addEventListener("load", done));
  }}
  await idle();
  await chrome.storage.sync.get(null);
  await idle();
  await {NEXT_FRAME};
}})()
"""


@dataclass(frozen=True)
class Link:
    """A link that the extension added."""

    url: str
    entry: int | None
    """Index of the page's entry that contains it."""
    text: str
    title: str
    target: str
    rel: str
    mark: str
    """The mark of our links, with its alternative text for screen readers."""
    shown: bool

    @property
    def papers(self) -> list[str]:
        """The papers that it opens, as `branch/id`."""
        return papers_of([self.url])


def papers_of(urls: Sequence[str]) -> list[str]:
    """The papers in Cool Papers URLs, as `branch/id`, in order."""
    papers: list[str] = []
    for url in urls:
        assert url.startswith(COOL)
        branch, _, ids = unquote(urlsplit(url).path)[1:].partition("/")
        papers += [f"{branch}/{id}" for id in ids.split(",")]
    return papers


def acl(*ids: str) -> list[str]:
    """ACL Anthology ids as `branch/id`; an empty id stays empty."""
    return [id and f"venue/{id}@ACL" for id in ids]


def arxiv(*ids: str) -> list[str]:
    """arXiv ids as `branch/id`; an empty id stays empty."""
    return [id and f"arxiv/{id}" for id in ids]


def openreview(*ids: str) -> list[str]:
    """OpenReview ids as `branch/id`; an empty id stays empty."""
    return [id and f"venue/{id}@OpenReview" for id in ids]


def without_scripts(html: str) -> str:
    """HTML without scripts, which the test server lacks."""
    return re.sub(r"<script\b.*?</script>", "", html, flags=re.S | re.I)


def without_resources(html: str) -> str:
    """HTML without scripts, style sheets, icons and images."""
    return re.sub(r"<link\b[^>]*>|(?<=<img\b)[^>]*", "", without_scripts(html), flags=re.I)


class _ContentScripts:
    """Evaluates expressions as the extension's content script in a tab."""

    def __init__(self, page: Page, extension: str) -> None:
        self._cdp = page.context.new_cdp_session(page)
        self._extension = extension
        self._worlds: list[int] = []
        self._cdp.on("Runtime.executionContextCreated", self._created)
        self._cdp.on("Runtime.executionContextDestroyed", self._destroyed)
        self._cdp.on("Runtime.executionContextsCleared", lambda _: self._worlds.clear())
        self._cdp.send("Runtime.enable")

    def worlds(self) -> list[int]:
        """The ids of the current isolated worlds."""
        # Wait for earlier events: they arrive before this answer.
        self._cdp.send("Runtime.evaluate", {"expression": "0"})
        return list(self._worlds)

    def evaluate(self, expression: str) -> Any:
        """Wait for the content script, and return the value of an expression."""
        ours = wait_until(lambda: self.worlds() or None, "content script")
        # The newest: after a reload of the extension, a page still has the old, empty worlds.
        how = {"contextId": max(ours), "awaitPromise": True, "returnByValue": True}
        answer = self._cdp.send("Runtime.evaluate", {"expression": expression, **how})
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def _created(self, event: Json) -> None:
        if event["context"]["origin"] == self._extension:
            self._worlds.append(event["context"]["id"])

    def _destroyed(self, event: Json) -> None:
        self._worlds = [it for it in self._worlds if it != event["executionContextId"]]


class LinkBrowser:
    """A browser for readers of links, who share its tabs in turn."""

    def __init__(self, session: Session, observer: Observer) -> None:
        self.session = session
        self.observer = observer
        self.first = TabInUse(self.new_tab)
        """For a test's first page."""
        self.twin = TabInUse(self.new_tab)
        """For its twin."""
        self._scripts: dict[Page, _ContentScripts] = {}

    def new_tab(self) -> Page:
        """Open a tab for a page that takes links."""
        tab = self.session.context.new_page()
        tab.add_init_script(_REMEMBER_PAGE)
        return tab

    def content_scripts(self, page: Page) -> _ContentScripts:
        """The evaluator for a tab's content scripts, cached since making one is slow."""
        if page not in self._scripts:
            self._scripts[page] = _ContentScripts(page, self.session.url("").rstrip("/"))
        return self._scripts[page]


def keeps_permissions(session: Session) -> None:
    """Do not revoke permissions when a site is switched off: test builds cannot."""
    session.worker().evaluate("() => { chrome.permissions.remove = async () => true; }")


class LinkReader(Reader):
    """Opens pages of the sites that get links, and inspects them."""

    problems: list[str]
    """Warnings and errors in the console, from the page and the content scripts."""

    def __init__(self, browser: LinkBrowser, web: LocalWeb) -> None:
        self._first, self._twin = browser.first.take(), browser.twin.take()
        super().__init__(browser.session, browser.observer, web)
        self._browser = browser
        self._visited: list[Page] = []
        self._has_switched = False
        self.problems = []

    def visits(
        self,
        url: str,
        html: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        settles: bool = True,
    ) -> Page:
        """Serve a page, open it, and wait until the extension has added its links."""
        self.serves(url, html, status=status, headers=headers)
        page = self.looks_at(url)
        if settles:
            self.settled(page)
        return page

    def shows_instead(self, page: Page, site: str, url: str, html: str) -> None:
        """Show another page of the site without loading it; the extension adds its links anew.

        For variants of a page that was visited: it costs a third of a visit. Its scripts and style
        sheets are not loaded.
        """
        html = re.sub(r"<link\b[^>]*>", "", html)
        given = json.dumps([url, html, f"links.{site}"])
        self.in_our_world_runs(page, f"{_SHOW_INSTEAD}(...{given})")

    def serves(
        self,
        url: str,
        body: str,
        content_type: str = HTML,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Serve a page at its real URL and at its twin, where the extension does not run."""
        for place in (url, twin(url)):
            self.web.serve(place, body, content_type, status=status, headers=headers)

    def looks_at(self, url: str) -> Page:
        """Open a URL in a separate tab, and wait until it has loaded."""
        page = self._browser.new_tab() if self._visited else self._first
        page.bring_to_front()
        page.on("console", self._said)
        page.on("pageerror", self._threw)
        self._visited.append(page)
        page.goto(url)
        return page

    def opens_twin(self, url: str) -> Page:
        """Open the page's twin, where the extension does not run."""
        self._twin.goto(twin(url))
        return self._twin

    def settled(self, page: Page) -> None:
        """Wait until the content script has nothing left to do."""
        self.evaluates_in_our_world(page, _SETTLED)

    def in_our_world_runs(self, page: Page, expression: str) -> None:
        """Evaluate an expression as the content script of the extension."""
        self.evaluates_in_our_world(page, f"({expression}, null)")

    def in_our_world(self, page: Page) -> bool:
        """Whether a content script of the extension runs in a page."""
        return bool(self._browser.content_scripts(page).worlds())

    def switches(self, site: str, on: object) -> None:
        """Switch the links of a site off or on; None removes the setting."""
        change = "([name]) => chrome.storage.sync.remove(name)"
        if on is not None:
            change = "([name, on]) => chrome.storage.sync.set({ [name]: on })"
        self._has_switched = True
        self.session.worker().evaluate(change, [f"links.{site}", on])

    def close_page(self) -> None:
        """Close all opened tabs, and reset the settings."""
        if self._has_switched:
            self.session.clear_settings()
        self.close_tabs()

    def close_tabs(self) -> None:
        """Close all opened tabs except those for the next reader."""
        for page in self._visited:
            page.remove_listener("console", self._said)
            page.remove_listener("pageerror", self._threw)
        super().close_page()

    def own_problems(self, url: str) -> list[str]:
        """The problems that the page's twin does not have."""
        if not self.problems:
            return []
        said: list[str] = []

        def record(message: ConsoleMessage) -> None:
            said.append(_of_any_host(message.text))

        self._twin.on("console", record)
        self.opens_twin(url)
        self._twin.remove_listener("console", record)
        return [it for it in self.problems if _of_any_host(it) not in said]

    def _said(self, message: ConsoleMessage) -> None:
        # Ignore resources of the page that the test server lacks.
        if message.type in ("error", "warning", "assert") and not message.text.startswith(
            ("Failed to load resource", "Manifest fetch from")
        ):
            self.problems.append(message.text)

    def _threw(self, error: Error) -> None:
        self.problems.append(str(error))

    def evaluates_in_our_world(self, page: Page, expression: str) -> Any:
        """Evaluate an expression as the content script of the extension, and return its value."""
        return self._browser.content_scripts(page).evaluate(expression)


def _of_any_host(text: str) -> str:
    return re.sub(r"https://[^/\s'\"]+", "", text)


def twin(url: str) -> str:
    """The URL of the same page on a host where the extension does not run."""
    parts = urlsplit(url)
    return f"{_TWIN}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def _look(page: Page, entries: str) -> tuple[int, list[Link]]:
    """How many entries a page has, and the links that the extension added to it."""
    count, found = json_value(page, _LINKS, entries)
    return count, [Link(**it) for it in found]


def links(page: Page, entries: str) -> list[Link]:
    """The links that the extension added to a page."""
    return _look(page, entries)[1]


def by_entry(page: Page, entries: str) -> list[list[str]]:
    """For each entry, the papers that its added links open."""
    return _by_entry(*_look(page, entries))


def _by_entry(count: int, found: Sequence[Link]) -> list[list[str]]:
    papers: list[list[str]] = [[] for _ in range(count)]
    for link in found:
        if link.entry is not None:
            papers[link.entry] += link.papers
    return papers


def outside(page: Page, entries: str) -> list[Link]:
    """The added links outside all entries."""
    return [link for link in links(page, entries) if link.entry is None]


def each_has_its_link(page: Page, entries: str, papers: Sequence[str]) -> list[Link]:
    """Check that each entry has exactly one link, to its paper, or none where that is "".

    All added links must look right. Returns those outside all entries.
    """
    count, links = _look(page, entries)
    found = _by_entry(count, links)
    wrong = [
        (papers[at], found[at])
        for at in range(min(len(found), len(papers)))
        if found[at] != ([papers[at]] if papers[at] else [])
    ]
    assert wrong == [], wrong[:5]
    assert len(found) == len(papers), (len(found), len(papers))
    look_right(links)
    return [link for link in links if link.entry is None]


def look_right(found: Sequence[Link]) -> None:
    """Check target, title, text and mark of added links."""
    for link in found:
        assert link.mark == '"\u2197\ufe0e" / ""'
        assert link.target == "_blank"
        assert link.rel.split() == ["noopener", "noreferrer"]
        assert "Cool Papers Redirector" in link.title
        assert "Cool Papers" in link.text
        assert len(link.url) <= 2000
    assert len({link.text for link in found if len(link.papers) == 1 and link.entry}) <= 1


def page_is_whole(reader: LinkReader, page: Page, url: str) -> None:
    """Check that removing our nodes restores the page, and that nothing was logged."""
    difference, kept = json_value(page, _WITHOUT_OURS)
    assert difference is None, difference
    assert kept, "nodes of the page were moved, split or replaced"
    assert reader.own_problems(url) == []
    reader.problems.clear()  # Those that the page itself has are no problems of the next page.


def untouched(reader: LinkReader, page: Page, url: str) -> None:
    """Check that the extension did not change a page."""
    assert page.evaluate("(links) => document.querySelectorAll(links).length", _ANY_LINK) == 0
    page_is_whole(reader, page, url)
