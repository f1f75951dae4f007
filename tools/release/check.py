"""Says, point by point, whether the tree is ready to be released."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from build.__main__ import archive_path
from build.browsers import BROWSERS
from build.render import ROOT, version
from tools.release import install_warnings, listing, pictures
from tools.release.changelog import Section, section
from tools.release.errors import ReleaseError
from tools.release.package import manifest
from tools.release.repository import Repository, numbers, tag_of
from tools.setup.paths import SetupError
from tools.setup.running import child_environment


@dataclass(frozen=True)
class Found:
    """What a look at one point has found."""

    todo: Sequence[str] = ()
    """What is to be done, and where."""
    note: str = ""
    """What is worth showing all the same."""


@dataclass(frozen=True)
class Point:
    """One thing that was looked at, and what is to be done about it, if anything."""

    name: str
    todo: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Tree:
    """The tree to release, with a folder for what the check builds."""

    folder: Path
    root: Path = ROOT
    today: frozenset[date] = field(
        default_factory=lambda: frozenset({date.today(), datetime.now(UTC).date()})
    )
    """Two around midnight, so that it does not depend on where a release is made."""

    @cached_property
    def repository(self) -> Repository:
        """The git repository."""
        return Repository(self.root)

    @cached_property
    def version(self) -> str:
        """The version to release."""
        return version()

    @cached_property
    def changes(self) -> Section:
        """The changelog's section of the version."""
        return section(self.root / "CHANGELOG.md", self.version)

    @cached_property
    def last_release(self) -> str | None:
        """The tag of the version before."""
        return self.repository.last_release(self.version)

    @cached_property
    def zips(self) -> Mapping[str, Path]:
        """The first build's zips, by the browser's name."""
        return self._built("first")

    @cached_property
    def second_zips(self) -> Mapping[str, Path]:
        """The zips of a second build, in another process with other hashes."""
        return self._built("second")

    @cached_property
    def manifests(self) -> Mapping[str, dict[str, Any]]:
        """The manifests in the zips, by the browser's name."""
        return {name: manifest(archive) for name, archive in self.zips.items()}

    def _built(self, name: str) -> Mapping[str, Path]:
        out = self.folder / name
        env = child_environment() | {"PYTHONHASHSEED": str(len(name))}
        command = [sys.executable, "-m", "build", "--out", str(out)]
        ended = subprocess.run(command, cwd=self.root, env=env, capture_output=True, text=True)
        if ended.returncode:
            raise ReleaseError(f"the build fails, mend it first: {ended.stderr.strip()}")
        return {browser: archive_path(it, out) for browser, it in BROWSERS.items()}


def points(tree: Tree) -> Iterator[Point]:
    """Yield each point, the quick ones first. What fails to be looked at is itself to be done."""
    for name, look in LOOKS.items():
        try:
            found = look(tree)
        except (ReleaseError, SetupError) as error:
            found = Found([str(error)])
        yield Point(name, tuple(found.todo), found.note)


def commit(tree: Tree) -> Found:
    """Everything is committed, since what is released is a commit."""
    changed = tree.repository.changes()
    more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
    return Found([f"commit or drop {', '.join(changed[:3])}{more}"] if changed else [])


def raised_version(tree: Tree) -> Found:
    """The version is above the last tag's, not tagged elsewhere, and in every manifest."""
    now, last = tree.version, tree.last_release
    tag, tags = tag_of(now), tree.repository.git("tag").split()
    todo = []
    if numbers(now) <= (numbers(last[1:]) if last else ()):
        todo.append(f"raise the version in pyproject.toml: {now} is not above {last}")
    elif tag in tags and tag not in tree.repository.tags_here():
        todo.append(f"raise the version in pyproject.toml: another commit is tagged {tag}")
    for browser, found in tree.manifests.items():
        if found.get("version") != now:
            todo.append(f"{browser}: its manifest says {found.get('version')}: write it as {now}")
    return Found(todo, f"{now}, after {last}" if last else f"{now}, the first")


def dated_changes(tree: Tree) -> Found:
    """The changelog has the version, dated today, with something in it."""
    found, today = tree.changes, max(tree.today).isoformat()
    if found.date not in {day.isoformat() for day in tree.today}:
        heading = f"## [{found.version}] - {today}"
        return Found([f"date the version's section in CHANGELOG.md: {heading}"])
    if not found.body:
        return Found([f"write in CHANGELOG.md what changes in {found.version}"])
    return Found(note=found.date)


def texts(tree: Tree) -> Found:
    """The stores' texts are within their limits, in both languages."""
    return Found([it for one in listing.LANGUAGES for it in listing.problems(listing.load(one))])


def zips(tree: Tree) -> Found:
    """Each zip has the same bytes when built twice."""
    todo = [
        f"{archive.name}: two builds differ: find what depends on time, order or chance"
        for browser, archive in tree.zips.items()
        if archive.read_bytes() != tree.second_zips[browser].read_bytes()
    ]
    return Found(todo, ", ".join(it.name for it in tree.zips.values()))


def permissions(tree: Tree) -> Found:
    """Each permission has a reason in both languages, and Firefox declares what the texts say."""
    manifests = [*tree.manifests.values()]
    todo: list[str] = []
    for language in listing.LANGUAGES:
        texts = listing.load(language)
        file = f"listing/{language}/permissions.toml"
        missing = {name for one in manifests for name in listing.without_reason(texts, one)}
        todo += [f"{file}: give a reason for {name}" for name in sorted(missing)]
        needless = listing.needless_reasons(texts, manifests)
        todo += [f"{file}: delete {name}, which nothing asks for" for name in needless]
        if "firefox" in tree.manifests:
            todo += filter(None, [listing.undeclared(texts, tree.manifests["firefox"])])
    return Found(todo)


def store_pictures(tree: Tree) -> Found:
    """The stores' pictures are there, in the right sizes, and made from this very build."""
    return Found([*pictures.problems(tree.zips["chrome"])])


def warnings(tree: Tree) -> Found:
    """Chromium's install warnings are those of the last version, or the changelog quotes them."""
    now, last = tree.manifests["chrome"], tree.last_release
    old: Mapping[str, Any] = now
    if last:
        old = install_warnings.manifest_at(tree.repository, last, tree.folder / "last")
    before, shown = install_warnings.of(tree.zips["chrome"], [old, now], tree.folder)
    todo = [
        f'say in CHANGELOG.md why there is a new warning, and quote it: "{warning}"'
        for warning in install_warnings.unexplained(before, shown, tree.changes.body)
    ]
    return Found(todo, "; ".join(shown) or "none")


def linters(tree: Tree) -> Found:
    """Lint, formatting and types are fine."""
    command = [sys.executable, "tools/dev.py", "check"]
    ended = subprocess.run(command, cwd=tree.root, capture_output=True, text=True)
    if not ended.returncode:
        return Found()
    said = (ended.stdout + ended.stderr).strip().splitlines()
    return Found([f"run python3 tools/dev.py check: {said[-1] if said else 'it fails'}"])


LOOKS: Mapping[str, Callable[[Tree], Found]] = {
    "commit": commit,
    "version": raised_version,
    "changelog": dated_changes,
    "store texts": texts,
    "zips": zips,
    "permissions": permissions,
    "store pictures": store_pictures,
    "install warnings": warnings,
    "linters": linters,
}
"""What is looked at, in this order."""
