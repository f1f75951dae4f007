"""Try the extension, or watch a tour of it: ``python -m tools.demo --help``."""

from __future__ import annotations

import argparse
import locale
import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Playwright, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from tools.browser import fake_sites, tour
from tools.browser.extension import NotBuiltError, unpacked_extension, with_host_permissions
from tools.browser.fake_sites import FakeSites
from tools.browser.firefox import Firefox
from tools.browser.firefox_tour import FirefoxWalk
from tools.browser.launch import LOCALES, NO_WARNING, launch
from tools.browser.marionette import MarionetteError
from tools.browser.screen import Screen, has_native_menu
from tools.browser.session import Session
from tools.setup.paths import ROOT, SetupError

PICTURES = ROOT / "demo-pictures"
BROWSERS = ("chromium", "firefox")
_DEFAULT = "default: %(default)s"

_TO_TRY = (
    (fake_sites.BLOG, "Blog post", "a link, also the wrapped one; any selected text; the frame"),
    (fake_sites.ABSTRACT, "arXiv abstract", "anywhere"),
    (fake_sites.LISTING, "arXiv listing", "a link; several selected entries"),
    (fake_sites.PDF, "arXiv PDF", "anywhere; the link; selected text"),
    (fake_sites.FORUM, "OpenReview forum", "anywhere; the selected text of the review"),
    (fake_sites.ACL, "ACL paper", "anywhere"),
    (fake_sites.PUBLICATION, "A lab's page", "anywhere: the page is read at the click"),
    (fake_sites.MONTH, "2,000 papers", "everything selected: you are asked first"),
    (fake_sites.NO_PAPER, "No paper", "anywhere: you are told what to do"),
)


class DemoError(Exception):
    """Something that the demo needs is missing."""


def main(argv: Sequence[str]) -> int:
    """Run the demo; 0 if all is well, 1 if a click of the tour went wrong, 2 if it cannot run."""
    options = parse(argv)
    # Without a terminal Rich assumes 80 columns, too few for the table.
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 160
    console = Console(width=width, highlight=False)
    # Ctrl-C also ends Playwright's own process, and asyncio would log that as an error.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    try:
        firefox = options.browser == "firefox"
        with unpacked_extension("firefox" if firefox else "chrome") as extension:
            if options.headless or not has_screen(os.environ, sys.platform):
                return run_tour(console, extension, options)
            open_it = open_firefox if firefox else open_browser
            open_it(console, extension, LOCALES[options.language])
        return 0
    except (DemoError, NotBuiltError, SetupError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.demo",
        description="Shows the extension on fake versions of arXiv, OpenReview, the ACL Anthology, "
        "a blog and papers.cool, all on this computer. With a screen it opens a browser for you "
        "to try; without one it clicks through them itself, prints a table of what each click "
        "opened, and saves pictures.",
        epilog="Needs the build (python3 tools/dev.py demo makes it) and a browser. In "
        "Chromium the tour uses the real native menu where Xvfb and xdotool are installed. Exit "
        "codes: 0 all well, 1 a click opened the wrong page, 2 something is missing.",
    )
    parser.add_argument("--browser", choices=BROWSERS, default=BROWSERS[0], help=_DEFAULT)
    parser.add_argument(
        "--headless", action="store_true", help="run the tour, even if there is a screen"
    )
    parser.add_argument(
        "--pictures",
        type=Path,
        default=PICTURES,
        metavar="FOLDER",
        help="where the tour's pictures go (default: demo-pictures in the repository)",
    )
    parser.add_argument(
        "--language",
        choices=sorted(LOCALES),
        default=system_language(),
        help="of the browser and the extension (default: the system's, here %(default)s)",
    )
    parser.add_argument(
        "--without-menu",
        action="store_true",
        help="on the tour in Chromium, dispatch clicks in the service worker instead of using the "
        "native menu",
    )
    return parser.parse_args(argv)


def has_screen(env: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be shown."""
    return platform in ("darwin", "win32") or bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def system_language() -> str:
    """Return "zh" on a Chinese system, "en" on all others."""
    name = locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


@contextmanager
def browser(
    playwright: Playwright,
    extension: Path,
    web: FakeSites,
    *,
    profile: Path,
    locale: str,
    headless: bool = True,
    env: Mapping[str, str] | None = None,
    args: Sequence[str] = (),
) -> Iterator[Session]:
    """Run Chromium with the extension. Raises DemoError if it does not start."""
    try:
        session = launch(
            playwright,
            extension,
            web,
            headless=headless,
            locale=locale,
            profile=profile,
            env=env,
            args=args,
        )
    except PlaywrightError as error:
        lines = error.message.splitlines()
        telling = [line for sign in ("ERROR", "$DISPLAY") for line in lines if sign in line]
        reason = [lines[0], *telling][-1]
        advice = "" if headless else "; without a screen, try --headless"
        raise DemoError(f"Chromium does not start{advice}\n{reason.strip()[:500]}") from None
    try:
        yield session
    finally:
        # Ctrl-C reaches the browser too, so it may be gone already.
        with suppress(PlaywrightError):
            session.close()


# --- for a user -------------------------------------------------------------------------------


def open_browser(console: Console, extension: Path, language: str) -> None:
    """Open Chromium with the fake sites, and wait until the user closes it.

    Raises DemoError if no window can be opened.
    """
    console.print("Opening Chromium ...")
    with (
        tempfile.TemporaryDirectory(prefix="demo-", ignore_cleanup_errors=True) as folder,
        FakeSites() as web,
        suppress(KeyboardInterrupt),
        sync_playwright() as playwright,
        browser(
            playwright,
            extension,
            web,
            headless=False,
            locale=language,
            profile=Path(folder, "profile"),
            args=[NO_WARNING, "--start-maximized"],
        ) as session,
        # The window may be closed at any time.
        suppress(PlaywrightError),
    ):
        open_tabs(session, Path(folder))
        print_what_to_try(console, session.worker().evaluate("chrome.i18n.getMessage('menu')"))
        wait_for_end(session)
    console.print("Closed.")


def open_firefox(console: Console, extension: Path, language: str) -> None:
    """Open Firefox with the fake sites, and wait until the user closes it.

    Raises DemoError if no window can be opened.
    """
    console.print("Opening Firefox ...")
    with (
        tempfile.TemporaryDirectory(prefix="demo-", ignore_cleanup_errors=True) as folder,
        FakeSites() as web,
        suppress(KeyboardInterrupt),
        firefox(extension, web, locale=language, headless=False) as running,
    ):
        # The window may be closed at any time.
        with suppress(MarionetteError):
            first, *others = urls_to_try(Path(folder))
            running.go(first)
            shown = running.shown_tab()
            for url in others:
                running.open_tab(url)
            running.take(shown)
            print_what_to_try(console, running.message("menu"))
        running.wait()
    console.print("Closed.")


@contextmanager
def firefox(
    extension: Path, web: FakeSites, *, locale: str, headless: bool = True
) -> Iterator[Firefox]:
    """Run Firefox with the extension. Raises DemoError if it does not start."""
    try:
        running = Firefox(web, headless=headless, locale=locale)
    except AssertionError as error:
        advice = "" if headless else "; without a screen, try --headless"
        reason = "\n".join([str(error), *getattr(error, "__notes__", ())])
        raise DemoError(f"Firefox does not start{advice}\n{reason.strip()[:500]}") from None
    with running:
        running.install(extension, private=True)
        yield running


def urls_to_try(folder: Path) -> list[str]:
    """Write a PDF on disk; return its URL, after those of the fake sites."""
    on_disk = folder / tour.LOCAL_PDF
    on_disk.write_bytes(fake_sites.paper_pdf("A PDF on disk"))
    return [*(url for url, _, _ in _TO_TRY), on_disk.as_uri()]


def open_tabs(session: Session, folder: Path) -> None:
    """Open each fake site and a PDF on disk in tabs; the first tab is active."""
    first = session.context.pages[0]
    for url in urls_to_try(folder):
        page = first if first.url == "about:blank" else session.context.new_page()
        page.goto(url)
    first.bring_to_front()


def print_what_to_try(console: Console, entry: str) -> None:
    """Print what to try in each tab; the menu's entry is called `entry`."""
    console.print(f"Right-click, then choose [bold]{entry}[/]:")
    table = Table("tab", "right-click", box=box.SIMPLE_HEAD)
    for _, where, what in _TO_TRY:
        table.add_row(where, what)
    table.add_row(f"PDF on disk, {tour.LOCAL_PDF}", "anywhere: its name says which paper it is")
    console.print(table)
    console.print(
        "Or: click a \u201cCool Papers\u201d link on arXiv, OpenReview or ACL; press Alt+C;"
        " click the toolbar\u2019s button\n(Alt+Shift+K);"
        " type cool, a space and anything into the address bar; look at the options.\n"
    )
    console.print(
        "All of these pages, papers.cool too, are fakes served by this computer.\n"
        "Close the browser, or press Ctrl-C here, to end."
    )


def wait_for_end(session: Session) -> None:
    """Wait until the browser, or its last tab, is closed."""
    # On macOS a browser keeps running without windows.
    while session.context.pages:
        with suppress(PlaywrightTimeout):
            session.context.wait_for_event("close", timeout=1000)
            return


# --- the tour ---------------------------------------------------------------------------------


def run_tour(console: Console, extension: Path, options: argparse.Namespace) -> int:
    """Run the tour, print its table and save its pictures; return 1 if a click went wrong."""
    started = time.monotonic()
    pictures: Path = options.pictures
    try:
        pictures.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DemoError(f"no folder for pictures: {error}") from None
    walk = walk_in_worker
    if options.browser == "firefox":
        walk = walk_in_firefox
        console.print("Clicking in Firefox's own menu, without a screen.")
    elif has_native_menu() and not options.without_menu:
        walk = walk_natively
        console.print("Clicking in the native context menu, on a virtual screen.")
    else:
        if not options.without_menu:
            console.print("No native menu can be used here: that needs Xvfb and xdotool.")
        console.print(
            "Dispatching the clicks in the service worker of a copy with host permissions."
        )
    with tempfile.TemporaryDirectory(prefix="demo-", ignore_cleanup_errors=True) as folder:
        rows, errors = walk(console, extension, Path(folder), pictures, LOCALES[options.language])
    console.print(as_table(rows))
    for said in errors:
        console.print(Text(f"error in the extension: {said}", style="red"))
    wrong = sum(bool(row.fault) for row in rows)
    verdict = f"{wrong} of {len(rows)} clicks went wrong" if wrong else f"all {len(rows)} right"
    console.print(f"{verdict}, in {time.monotonic() - started:.0f} s; pictures in {pictures}")
    return 1 if wrong or errors else 0


Result = tuple[list[tour.Row], list[str]]


def walk_natively(
    console: Console, extension: Path, folder: Path, pictures: Path, language: str
) -> Result:
    """Run the tour by real clicks on a virtual screen; picture the menu of the real build."""
    odd = tour.odd_coloured_for_the_tour(extension, folder / "odd")
    with Screen() as screen, FakeSites() as web, sync_playwright() as playwright:
        hand = tour.NativeHand(screen)

        def on_screen(loaded: Path) -> AbstractContextManager[Session]:
            return browser(
                playwright,
                loaded,
                web,
                headless=False,
                locale=language,
                profile=folder / f"profile-{loaded.name}",
                env=screen.env,
                args=screen.browser_args,
            )

        with on_screen(odd) as session:
            rows = make_stops(console, tour.Walk(session, hand, folder, pictures))
            errors = session.worker_errors
        with on_screen(extension) as session, console.status("picturing the menu"):
            tour.picture_menus(session, hand, folder, pictures)
    return rows, errors


def walk_in_worker(
    console: Console, extension: Path, folder: Path, pictures: Path, language: str
) -> Result:
    """Run the tour with events dispatched in the service worker, without a screen."""
    readable = with_host_permissions(extension, folder / "extension")
    with (
        FakeSites() as web,
        sync_playwright() as playwright,
        browser(
            playwright,
            readable,
            web,
            locale=language,
            profile=folder / "profile",
            args=["--window-size=1280,900"],
        ) as session,
    ):
        walk = tour.Walk(session, tour.WorkerHand(), folder, pictures)
        return make_stops(console, walk), session.worker_errors


def walk_in_firefox(
    console: Console, extension: Path, folder: Path, pictures: Path, language: str
) -> Result:
    """Run the tour in Firefox by real clicks, without a screen; its menus cannot be pictured."""
    with FakeSites() as web, firefox(extension, web, locale=language) as running:
        return make_stops(console, FirefoxWalk(running, folder, pictures)), running.errors


def make_stops(console: Console, walk: tour.Walk | FirefoxWalk) -> list[tour.Row]:
    """Make every stop, and show the progress: a bar in a terminal, else a line per stop."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    task = bar.add_task("", total=len(tour.STOPS))
    rows = []
    with bar:
        for number, stop in enumerate(tour.STOPS, 1):
            bar.update(task, description=f"{stop.where}: {stop.clicked}")
            row = walk.stop(stop)
            rows.append(row)
            bar.advance(task)
            if not console.is_terminal:
                verdict = "wrong" if row.fault else "right"
                count = f"{number}/{len(tour.STOPS)}"
                print(f"{count} {stop.where}: {stop.clicked}: {verdict}", flush=True)
    return rows


def as_table(rows: Sequence[tour.Row]) -> Table:
    """Return the tour's table."""
    table = Table(box=box.ROUNDED, show_lines=True)
    for name in ("where", "what was clicked", "what opened", "as it should"):
        table.add_column(name, overflow="fold")
    for row in rows:
        opened = "\n".join(row.opened) or "nothing"
        verdict = Text(f"no: {row.fault}", style="bold red") if row.fault else Text("yes", "green")
        table.add_row(row.stop.where, row.stop.clicked, Text(opened), verdict)
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
