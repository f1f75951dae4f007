"""``python -m tools.release``: checks a release, takes its pictures, publishes it."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console

from build.render import ROOT, version
from tools.browser.fake_sites import FakeSites
from tools.pictures import PicturesError, check_folders, check_screen
from tools.release import check, listing, pictures, taking
from tools.release.changelog import section
from tools.release.credentials import Hider, Secret, read
from tools.release.errors import InputError, ReleaseError
from tools.release.package import Package, build_for
from tools.release.publish import publish, steps_left
from tools.release.repository import Repository, tag_of
from tools.release.stores import chrome, edge, firefox
from tools.release.stores.store import Setting, Stage, Store
from tools.setup.paths import SetupError

CHANGELOG = ROOT / "CHANGELOG.md"
JOURNAL = ROOT / "dist" / "publishing"
WAIT = 10.0
"""Minutes."""


@dataclass(frozen=True)
class Kind:
    """A store that can be chosen."""

    browser: str
    """Whose zip it gets."""
    credentials: Sequence[str]
    """Names of environment variables."""
    open: Callable[[Mapping[str, Secret], Setting], Store]
    takes_source: bool = False


STORES = {
    "chrome": Kind("chrome", chrome.CREDENTIALS, chrome.ChromeWebStore),
    "edge": Kind("chrome", edge.CREDENTIALS, edge.EdgeAddons),
    "firefox": Kind("firefox", firefox.CREDENTIALS, firefox.FirefoxAddons, takes_source=True),
}


def main(arguments: Sequence[str] | None = None, env: Mapping[str, str] = os.environ) -> int:
    """Run a command; return its exit code.

    0 all well, 1 something is to be done, 2 bad input, 3 a store could not be reached, or has not
    said whether it took a request: run the same command again.
    """
    options = _parser().parse_args(arguments)
    hider = Hider()
    try:
        if options.command == "check":
            return _check(options.tag)
        if options.command == "pictures":
            return _pictures(options.to)
        if options.command == "notes":
            print(section(CHANGELOG, options.version or version()).body)
            return 0
        return _publish(options, env, hider)
    except ReleaseError as error:
        print(hider.hide(f"release: {error}"), file=sys.stderr)
        return error.code
    except (OSError, SetupError, PicturesError) as error:
        print(hider.hide(f"release: {error}"), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.release",
        description="Checks that the tree is ready to be released, and publishes it.",
        epilog="Exit codes: 0 all well, 1 something is to be done, 2 bad input, 3 a store was not"
        " reached or did not say whether it took a request: run the same command again.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    checked = commands.add_parser("check", help="say what is to be done before a release")
    checked.add_argument("--tag", help="also require that the version is this tag's, as v0.3.0")
    taken = commands.add_parser("pictures", help="take the stores' pictures of this very build")
    taken.add_argument("--to", type=Path, default=pictures.PICTURES, metavar="FOLDER")
    notes = commands.add_parser("notes", help="print what changes, from CHANGELOG.md")
    notes.add_argument("version", nargs="?", help="default: the version in pyproject.toml")
    to_store = commands.add_parser(
        "publish", help="publish the tagged version in a store; without --really, only say how"
    )
    to_store.add_argument("--store", required=True, choices=STORES)
    to_store.add_argument("--really", action="store_true", help="act, and not only say how")
    to_store.add_argument(
        "--wait",
        type=_minutes,
        default=WAIT,
        metavar="MINUTES",
        help=f"how long to wait for the review to end (default: {WAIT:.0f})",
    )
    to_store.add_argument(
        "--cancel-review",
        action="store_true",
        help="first cancel the review of another version (Chrome Web Store only)",
    )
    return parser


def _minutes(text: str) -> float:
    minutes = float(text)
    if not 0 <= minutes <= 24 * 60:
        raise ValueError
    return minutes


def _check(tag: str | None) -> int:
    console = Console(soft_wrap=True, highlight=False, markup=False)
    todo: list[str] = []
    if tag and tag != tag_of(version()):
        raise InputError(f"the tag is {tag}, the version {version()}: tag it {tag_of(version())}")
    with (
        tempfile.TemporaryDirectory(prefix="release-") as folder,
        console.status("looking ..."),
    ):
        for point in check.points(check.Tree(Path(folder))):
            todo += point.todo
            mark, style = ("✗", "red") if point.todo else ("✓", "green")
            console.print(f"{mark} {point.name}{point.note and f': {point.note}'}", style=style)
            for line in point.todo:
                console.print(f"    {line}")
    if not todo:
        console.print("ready")
        return 0
    console.print(f"not ready: {len(todo)} {'thing' if len(todo) == 1 else 'things'} to do")
    return 1


def _pictures(folder: Path) -> int:
    check_screen()
    check_folders([folder])
    with (
        tempfile.TemporaryDirectory(prefix="release-", ignore_cleanup_errors=True) as made,
        Console().status("taking pictures"),
        sync_playwright() as playwright,
        FakeSites() as web,
    ):
        archive = build_for("chrome", Path(made))
        for name in taking.take(playwright, web, archive, Path(made) / "extension", folder):
            print(folder / name)
    return 0


def _publish(options: argparse.Namespace, env: Mapping[str, str], hider: Hider) -> int:
    kind = STORES[options.store]
    if options.cancel_review and options.store != "chrome":
        raise InputError("--cancel-review is for the Chrome Web Store only: leave it out")
    if options.really:
        _require_tagged(Repository(ROOT))
    console = Console(soft_wrap=True, highlight=False, markup=False)
    # A dry run without credentials says what would be sent, and asks no store.
    credentials = None
    try:
        credentials = read(env, kind.credentials, hider)
    except InputError as error:
        if options.really:
            raise
        console.print(hider.hide(f"not asking the store: {error}"))
    with tempfile.TemporaryDirectory(prefix="release-") as folder, console.status("") as status:

        def say(text: str) -> None:
            if text.endswith("..."):
                status.update(hider.hide(text))
            else:
                console.print(hider.hide(text))

        say("building ...")
        package = _package(kind, Path(folder))
        say(f"{package.archive.name}: {len(package.data):,} bytes, SHA-256 {package.sha256}")
        if package.source:
            say(f"{package.source.name}: {package.source.stat().st_size:,} bytes")
        if not credentials:
            say(f"with --really: {', '.join(steps_left(Stage.NOTHING))}")
            return 0
        setting = Setting(hider, JOURNAL, say)
        store = kind.open(credentials, setting)
        if not options.really:
            stage = store.stage(package)
            say(f"{store.name}: version {package.version} is {stage}")
            say(f"with --really: {', '.join(steps_left(stage)) or 'nothing is left to do'}")
            return 0
        if options.cancel_review and isinstance(store, chrome.ChromeWebStore):
            cancelled = store.cancel_review(package)
            say(f"{store.name}: {'cancelled the' if cancelled else 'no'} review of another version")
        stage = publish(store, package, setting, options.wait * 60)
        say(f"{store.name}: version {package.version} is {stage}{_advice(stage)}")
    return 0


def _advice(stage: Stage) -> str:
    if stage is Stage.PUBLISHED:
        return ""
    return "; the store will send a mail, and the same command says how it stands"


def _package(kind: Kind, folder: Path) -> Package:
    archive = build_for(kind.browser, folder)
    source = None
    if kind.takes_source:
        name = archive.stem.removesuffix(f"-{kind.browser}")
        source = Repository(ROOT).archive("HEAD", folder, name)
    notes = ""
    with suppress(InputError):
        notes = section(CHANGELOG, version()).body
    return Package(version(), archive, source, notes, listing.load("en").reviewers)


def _require_tagged(repository: Repository) -> None:
    """Raise InputError unless the working tree is the commit that the version's tag names."""
    if changed := repository.changes():
        raise InputError(f"commit or drop {changed[0]} first: what is published is a commit")
    if tag_of(version()) not in repository.tags_here():
        raise InputError(f"tag this commit first: git tag {tag_of(version())}")


if __name__ == "__main__":
    sys.exit(main())
