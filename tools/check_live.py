"""Checks that the live sites are still as we expect: ``python -m tools.check_live``.

It fetches each source's ``live_pages`` and the page of each of their papers on papers.cool, with
GET only. Unproven: it was written without access to these sites, and tested against a local server
and saved pages.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin, urlsplit

import requests
from selectolax.lexbor import LexborHTMLParser

from build import registry
from build.engine import running_extension
from build.finder import Finder
from build.source import LivePage, Source
from tools.polite import Fetcher, NotReachedError

PANEL = "div.panel.paper"
"""A paper on papers.cool; its id is the paper's. An unknown paper gives status 200 and none."""
GONE = (404, 410)
CHALLENGE = "/challenge"
"""Where OpenReview may send guests: the page is behind it, so nothing is known of it."""

Get = Callable[[str], requests.Response]
"""Fetches the page at a URL. Raises ``NotReachedError``."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    source: str
    url: str
    result: Literal["as expected", "changed", "not reached"]
    what: str
    """What is there, or what is wrong."""

    def __str__(self) -> str:
        """Return the line to print."""
        return f"{self.result}: {self.source}: {self.url}: {self.what}"


def checks(sources: Sequence[Source], finder: Finder, get: Get) -> Iterator[Check]:
    """Yield what was looked at, page by page."""
    for source in sources:
        for live in source.live_pages:
            look = partial(publisher_faults, source, live, finder)
            yield from page_checks(source, live.url, get, look)
            if live.paper_id:
                url = finder.cool_papers_url(source.branch, live.paper_id)
                yield from page_checks(source, url, get, partial(cool_papers_faults, live.paper_id))


def page_checks(
    source: Source, url: str, get: Get, look: Callable[[str, LexborHTMLParser], dict[str, str]]
) -> Iterator[Check]:
    """Yield the checks of one page: that it is there, and all that ``look`` says of it."""
    try:
        page = get(url)
        if urlsplit(page.url).path == CHALLENGE:
            raise NotReachedError("guests are sent to a challenge")
        if page.status_code != 200 and page.status_code not in GONE:
            raise NotReachedError(f"status {page.status_code}")
    except NotReachedError as error:
        yield Check(source.name, url, "not reached", str(error))
        return
    faults = {"page": f"the page is gone, status {page.status_code}"}
    if page.status_code == 200:
        faults = {"page": "", **look(page.url, LexborHTMLParser(page.content))}
    for what, fault in faults.items():
        yield Check(source.name, url, "changed" if fault else "as expected", fault or what)


def publisher_faults(
    source: Source, live: LivePage, finder: Finder, url: str, tree: LexborHTMLParser
) -> dict[str, str]:
    """Return for each thing that a publisher's page should have what is wrong with it, or ""."""
    papers = [it for each in finder.each("papersInUrl", links(url, tree)) for it in each]
    if live.paper_id:
        ids = [paper.id for paper in finder.in_url(url)]
        told = f"the page is now at {url}, which is not read as {live.paper_id}"
        faults = {f"id {live.paper_id}": "" if ids == [live.paper_id] else told}
        # A page that says "not found" with status 200 has none.
        linked = any(paper.id == live.paper_id for paper in papers)
        faults["link to it"] = "" if linked else f"no link is read as {live.paper_id}"
    else:
        linked = any(paper.source == source.name for paper in papers)
        faults = {"links to papers": "" if linked else "no link is read as a paper"}
    for selector in live.selectors:
        faults[selector] = "" if tree.css_first(selector) else f"nothing matches {selector}"
    return faults


def cool_papers_faults(paper_id: str, _url: str, tree: LexborHTMLParser) -> dict[str, str]:
    """Return what is wrong with a paper's page on papers.cool, or ""."""
    ids = [panel.attributes.get("id") for panel in tree.css(PANEL)]
    told = f"of {len(ids)} papers shown, none is {paper_id}" if ids else "no paper is shown"
    return {f"paper {paper_id}": "" if paper_id in ids else told}


def links(base: str, tree: LexborHTMLParser) -> list[str]:
    """Return where a page's links lead, its own in its head too; all but those that are no URL."""
    urls = []
    for element in tree.css("[href]"):
        with suppress(ValueError):
            urls.append(urljoin(base, element.attributes["href"]))
    return urls


def as_markdown(found: Sequence[Check]) -> str:
    """Return the report for an issue; in a code block, so that nothing in it is Markdown."""
    lines = [f"    {check}" for check in found if check.result != "as expected"]
    if not lines:
        return f"All {len(found)} checks of the live sites ended as expected.\n"
    listed = "\n".join(lines)
    return (
        f"{len(lines)} of {len(found)} checks of the live sites did not end as expected:\n\n"
        f"{listed}\n\nWhat is expected of each page is in `live_pages` in `build/sources/`.\n"
    )


def user_agent() -> str:
    """Return the name that we give; in a workflow it says whose it is."""
    server, repository = (os.environ.get(f"GITHUB_{it}") for it in ("SERVER_URL", "REPOSITORY"))
    whose = f" (+{server}/{repository})" if server and repository else ""
    return f"cool-papers-redirector live check{whose}"


def main(argv: Sequence[str]) -> int:
    """Check the live sites, a line for each thing as it is looked at; return the exit code."""
    sources = registry.load()
    options = parse(argv, sources)
    asked = [it for it in sources if not options.source or it.key in options.source]
    found = []
    with running_extension(sources) as engine:
        for check in checks(asked, Finder(engine), Fetcher(user_agent()).get):
            print(check, flush=True)
            found.append(check)
    if options.markdown:
        options.markdown.write_text(as_markdown(found), encoding="utf-8")
    results = {check.result for check in found}
    return 1 if "changed" in results else 3 if "not reached" in results else 0


def parse(argv: Sequence[str], sources: Sequence[Source]) -> argparse.Namespace:
    """Read the arguments; exits with 2 if they are bad."""
    parser = argparse.ArgumentParser(
        prog="dev.py live",
        description="Checks that the live sites still have what the extension relies on. Needs "
        "the network; asks each host once a second at most.",
        epilog="Exit codes: 0 all as expected, 1 something has changed, 2 bad input or something "
        "missing, 3 nothing has changed but something could not be reached.",
    )
    parser.add_argument(
        "--source",
        action="append",
        type=str.lower,
        choices=[source.key for source in sources],
        help="check only this source; can be repeated",
    )
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="write a report for an issue there"
    )
    options = parser.parse_args(argv)
    if options.markdown and not options.markdown.absolute().parent.is_dir():
        parser.error(f"there is no folder {options.markdown.parent}")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
