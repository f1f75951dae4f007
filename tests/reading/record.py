"""Records the golden set anew, or compares it: ``python -m tests.reading.record --help``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from build import registry
from build.__main__ import build
from build.browsers import BROWSERS
from build.pack import unpack
from build.render import render
from tests.browser.page_to_read import PageToRead
from tests.reading import golden, reading
from tests.reading.golden import HERE, Golden
from tests.reading.pages import GoldenPage, repo_pages, saved_pages
from tests.shared import SHARED
from tools.browser.extension import with_host_permissions
from tools.browser.launch import launch
from tools.browser.local_web import LocalWeb

_MAX_LINKS = 3
"""So many links of a page are clicked."""


def main(argv: Sequence[str]) -> int:
    """Record, or with --check compare; 0 if all is as expected, 1 if not, 2 for bad input."""
    options = _parse(argv)
    folder: Path = options.shared or HERE
    if options.shared and not (SHARED / "pages").is_dir():
        print("../shared, with the saved pages, is missing", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="golden-") as scratch:
        pages = record(saved_pages() if options.shared else repo_pages(), Path(scratch))
    if options.check:
        return _check(folder, pages)
    golden.write(folder, pages)
    print(f"recorded {len(pages)} pages in {folder}")
    return 0


def record(pages: Iterable[GoldenPage], scratch: Path) -> list[Golden]:
    """Read pages with the zip that ships, also as at clicks on some of their links."""
    render(BROWSERS["chrome"], registry.load(), scratch / "rendered")
    _, archive = build(BROWSERS["chrome"], scratch / "dist")
    built = unpack(archive, scratch / "unpacked")
    permitted = with_host_permissions(built, scratch / "permitted")
    recorded = []
    with (
        golden.deriving(scratch / "rendered", scratch / "engine") as engine,
        sync_playwright() as playwright,
        LocalWeb() as web,
        launch(playwright, permitted, web, lean=True) as session,
    ):
        reading.switch_links_off(session)
        to_read, popup = PageToRead(session), session.context.new_page()
        for page in pages:
            reading.show(to_read, web, page)
            links = golden.links_that_need_their_page(engine, reading.links_in(to_read.page))
            recording = reading.read(to_read, links[:_MAX_LINKS])
            lines = {
                golden.EXPECTED: golden.derived(engine, recording),
                golden.POPUP: reading.popup_of(session, popup, to_read.tab_id),
            }
            recorded.append(Golden(page, recording, lines))
    return recorded


def _check(folder: Path, pages: Sequence[Golden]) -> int:
    differences = []
    for file in (golden.EXPECTED, golden.POPUP):
        before = golden.expected(file, folder)
        now = {it.page.name: it.lines[file] for it in pages}
        for name in dict.fromkeys([*before, *now]):
            title = f"{name}: {file}"
            differences.append(golden.difference(title, before.get(name, []), now.get(name, [])))
    for difference in filter(None, differences):
        print(difference, end="\n\n")
    files = {it.name for it in (folder / golden.RECORDED).iterdir()}
    read_otherwise = [
        it.page.name
        for it in pages
        if it.page.file not in files or it.recording != golden.recorded(it.page, folder)
    ]
    if read_otherwise:
        print(f"read otherwise, in form or content: {', '.join(read_otherwise)}")
    print(f"{sum(map(bool, differences))} differences from {folder}")
    return 1 if any(differences) else 0


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.reading.record",
        description="Record what the extension reads of the test pages, and makes of it.",
    )
    parser.add_argument(
        "--shared",
        metavar="FOLDER",
        type=Path,
        nargs="?",
        const=HERE / "shared",
        help="of the real pages in ../shared; kept in FOLDER, else in tests/reading/shared",
    )
    parser.add_argument(
        "--check", action="store_true", help="compare with what was recorded; replace nothing"
    )
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
