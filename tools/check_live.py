"""Checks that the live sites are still as we expect: ``python -m tools.check_live``.

It fetches each source's ``live_pages`` and the page of each of their papers on papers.cool, with
GET only. Unproven: it was written without access to these sites, and tested against a local server
and saved pages.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from requests.adapters import BaseAdapter
from rich.console import Console
from rich.table import Table

from build import registry
from build.engine import running_extension
from build.finder import Finder
from build.source import LivePage, Source
from tools.page_parts import select
from tools.polite import Clock, Fetcher, NotReachedError, Page, join

TIME_LIMIT = 600.0
"""Seconds for the whole run."""
PANEL = "div.panel.paper"
"""A paper on papers.cool; its id is the paper's. An unknown paper gives status 200 and none."""
GONE = (404, 410)
CHALLENGE = "/challenge"
"""Where OpenReview may send guests: the page is behind it, so nothing is known of it."""


class Result(Enum):
    """How a check ended."""

    AS_EXPECTED = "as expected"
    CHANGED = "changed"
    NOT_REACHED = "not reached"


EXIT_CODES = {Result.CHANGED: 1, Result.NOT_REACHED: 3}
COLOURS = {Result.CHANGED: "red", Result.NOT_REACHED: "yellow"}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    source: str
    url: str
    what: str
    result: Result
    detail: str = ""

    def __str__(self) -> str:
        """Return the line for a check that did not end as expected."""
        return f"{self.result.value}: {self.source}: {self.url}: {self.detail}"


class Site:
    """Makes the checks of one page of a source."""

    def __init__(self, source: Source, url: str) -> None:
        """Take the page's URL; it is what the reports name."""
        self._source = source
        self._url = url

    def check(self, what: str, holds: bool, otherwise: str) -> Check:
        """Return a check of a page that came; ``otherwise`` says what it is if it fails."""
        if holds:
            return Check(self._source.name, self._url, what, Result.AS_EXPECTED)
        return Check(self._source.name, self._url, what, Result.CHANGED, otherwise)

    def not_reached(self, why: str) -> Check:
        """Return the check of a page that did not come, or is broken."""
        return Check(self._source.name, self._url, "page", Result.NOT_REACHED, why)

    def page(
        self, get: Callable[[str], Page], *wanted: tuple[str, str]
    ) -> tuple[Check, str, list[list[str]]]:
        """Fetch the page; return the check that it is there, its URL, and its wanted parts.

        Wanted are selectors, each with an attribute. If the page is not there, there are no parts.
        """
        try:
            page = get(self._url)
            if urlsplit(page.url).path == CHALLENGE:
                raise NotReachedError("guests are sent to a challenge")
            if page.status != 200 and page.status not in GONE:
                raise NotReachedError(f"status {page.status}")
            gone = f"the page is gone, status {page.status}"
            check = self.check("page", page.status == 200, gone)
            return check, page.url, select(page.html, wanted) if page.status == 200 else []
        except ValueError as error:
            return self.not_reached(f"a broken answer: {error}"), "", []
        except NotReachedError as error:
            return self.not_reached(str(error)), "", []


def checks(
    sources: Sequence[Source], finder: Finder, get: Callable[[str], Page]
) -> Iterator[Check]:
    """Yield what was looked at, page by page."""
    for source in sources:
        for live in source.live_pages:
            yield from publisher_checks(source, live, finder, get)
            if live.paper_id:
                yield from cool_papers_checks(source, live.paper_id, finder, get)


def publisher_checks(
    source: Source, live: LivePage, finder: Finder, get: Callable[[str], Page]
) -> Iterator[Check]:
    """Yield the checks of a publisher's page: its address, its links to papers, its structures."""
    site = Site(source, live.url)
    check, url, parts = site.page(get, ("[href]", "href"), *((it, "") for it in live.selectors))
    yield check
    if not parts:
        return
    hrefs, *matches = parts
    urls, malformed = links(hrefs, url)
    if malformed:
        yield site.not_reached(f"a broken answer: {malformed[0]}")
    papers = [it for found in finder.each("papersInUrl", urls) for it in found]
    if live.paper_id:
        ids = [paper.id for paper in finder.in_url(url)]
        told = f"the page is now at {url}, which is not read as {live.paper_id}"
        yield site.check(f"id {live.paper_id}", ids == [live.paper_id], told)
        # A page that says "not found" with status 200 has none.
        has_link = any(paper.id == live.paper_id for paper in papers)
        yield site.check("link to it", has_link, f"no link is read as {live.paper_id}")
    else:
        has_link = any(paper.source == source.name for paper in papers)
        yield site.check("links to papers", has_link, "no link is read as a paper")
    for selector, found in zip(live.selectors, matches, strict=True):
        yield site.check(selector, bool(found), f"nothing matches {selector}")


def cool_papers_checks(
    source: Source, paper_id: str, finder: Finder, get: Callable[[str], Page]
) -> Iterator[Check]:
    """Yield the checks of a paper's page on papers.cool."""
    site = Site(source, finder.cool_papers_url(source.branch, paper_id))
    check, _, parts = site.page(get, (PANEL, "id"))
    yield check
    for ids in parts:
        told = f"of {len(ids)} papers shown, none is {paper_id}" if ids else "no paper is shown"
        yield site.check(f"paper {paper_id}", paper_id in ids, told)


def links(hrefs: Iterable[str], base: str) -> tuple[list[str], list[str]]:
    """Return where a page's links lead, its own in its head too, and what is wrong with others."""
    urls, malformed = [], []
    for href in hrefs:
        try:
            urls.append(join(base, href))
        except ValueError as error:
            malformed.append(str(error))
    return urls, malformed


def exit_code(found: Iterable[Check]) -> int:
    """Return 1 if something changed, else 3 if something was not reached, else 0."""
    results = {check.result for check in found}
    return next((code for result, code in EXIT_CODES.items() if result in results), 0)


def problems(found: Iterable[Check]) -> list[str]:
    """Return a line for each thing that has changed or was not reached, changes first."""
    order = list(EXIT_CODES)
    failed = [check for check in found if check.result in order]
    return [str(check) for check in sorted(failed, key=lambda check: order.index(check.result))]


def as_table(found: Iterable[Check]) -> Table:
    """Return the table to print."""
    table = Table("source", "page", "what", "result")
    for column in table.columns:
        column.overflow = "fold"
    for check in found:
        row = (check.source, check.url, check.what, check.result.value)
        table.add_row(*row, style=COLOURS.get(check.result))
    return table


def as_markdown(found: Sequence[Check]) -> str:
    """Return the report for an issue; in a code block, so that nothing in it is Markdown."""
    lines = problems(found)
    if not lines:
        return f"All {len(found)} checks of the live sites ended as expected.\n"
    listed = "\n".join(f"    {line}" for line in lines)
    return (
        f"{len(lines)} of {len(found)} checks of the live sites did not end as expected:\n\n"
        f"{listed}\n\nWhat is expected of each page is in `live_pages` in `build/sources/`.\n"
    )


def user_agent() -> str:
    """Return the name that we give; in a workflow it says whose it is."""
    server, repository = (os.environ.get(f"GITHUB_{it}") for it in ("SERVER_URL", "REPOSITORY"))
    whose = f" (+{server}/{repository})" if server and repository else ""
    return f"cool-papers-redirector live check{whose}"


def main(
    argv: Sequence[str],
    *,
    clock: Clock | None = None,
    adapter: BaseAdapter | None = None,
) -> int:
    """Check the live sites; return the exit code. All but ``argv`` is for tests."""
    sources = registry.load()
    options = parse(argv, sources)
    asked = [it for it in sources if not options.source or it.key in options.source]
    console = Console(markup=False, highlight=False)
    limit = options.time_limit
    fetcher = Fetcher(user_agent(), time_limit=limit, clock=clock, adapter=adapter)
    with (
        running_extension(sources) as engine,
        console.status("asking the sites, one request a second …"),
    ):
        found = list(checks(asked, Finder(engine), fetcher.get))
    console.print(as_table(found))
    for line in problems(found):
        console.print(line, soft_wrap=True)
    if options.markdown:
        options.markdown.write_text(as_markdown(found), encoding="utf-8")
    return exit_code(found)


def parse(argv: Sequence[str], sources: Sequence[Source]) -> argparse.Namespace:
    """Read the arguments; exits with 2 if they are bad."""
    names = {source.key: source.name for source in sources}
    parser = argparse.ArgumentParser(
        prog="dev.py live",
        description="Checks that the live sites still have what the extension relies on. Needs "
        "the network; asks each host once a second at most.",
        epilog="Exit codes: 0 all as expected, 1 something has changed, 2 bad input or something "
        "missing, 3 nothing has changed but something could not be reached, or is a broken answer.",
    )
    parser.add_argument(
        "--source",
        action="append",
        type=str.lower,
        metavar="NAME",
        help=f"check only this source; can be repeated; one of {', '.join(names.values())}",
    )
    parser.add_argument(
        "--time-limit",
        type=float,
        default=TIME_LIMIT,
        metavar="SECONDS",
        help="for the whole run, default %(default)g",
    )
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="write a report for an issue there"
    )
    options = parser.parse_args(argv)
    if unknown := [name for name in options.source or () if name not in names]:
        listed = ", ".join(names.values())
        parser.error(f"there is no source {unknown[0]!r}; there are: {listed}")
    if not options.time_limit > 0:
        parser.error("--time-limit must be more than 0")
    if options.markdown and not options.markdown.absolute().parent.is_dir():
        parser.error(f"there is no folder {options.markdown.parent}")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
