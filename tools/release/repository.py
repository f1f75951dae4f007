"""What git knows of the working tree: its tags, its changes, its files as an archive."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.release.errors import InputError


def numbers(version: str) -> tuple[int, ...]:
    """Return a version's numbers, for comparing.

    Raises InputError for what browsers take for no version: one to four numbers with dots.
    """
    if not re.fullmatch(r"(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){0,3}", version, re.ASCII):
        raise InputError(f"{version!r} is no version: write one to four numbers with dots")
    return tuple(map(int, version.split(".")))


@dataclass(frozen=True)
class Repository:
    """A git repository's working tree; each method raises InputError if git fails."""

    root: Path
    env: Mapping[str, str] | None = None
    """More environment variables, such as another index."""

    def git(self, *arguments: str) -> str:
        """Return what a git command prints."""
        env = {**os.environ, **(self.env or {})}
        command = ["git", *arguments]
        try:
            ended = subprocess.run(command, cwd=self.root, env=env, capture_output=True, text=True)
        except OSError as error:
            raise InputError(f"git does not run: {error.strerror}") from error
        if ended.returncode:
            said = " ".join(ended.stderr.split())[:300]
            raise InputError(f"git {arguments[0]} fails: {said}")
        return ended.stdout.strip()

    def changes(self) -> list[str]:
        """Return the names of files that differ from the commit, new ones too."""
        lines = self.git("status", "--porcelain", "--no-renames").splitlines()
        return [line.strip().partition(" ")[2].strip() for line in lines]

    def tags_here(self) -> list[str]:
        """Return the tags of the commit."""
        return self.git("tag", "--points-at", "HEAD").split()

    def last_release(self, version: str) -> str | None:
        """Return the tag of the newest version in the history but this one, if it is tagged here.

        So the answer is the same right before and right after ``version`` is tagged.
        """
        here = set(self.tags_here()) & {tag_of(version)}
        tags = [it for it in self.git("tag", "--merged", "HEAD").split() if _is_release(it)]
        found = [it for it in tags if it not in here]
        return max(found, key=lambda tag: numbers(tag[1:]), default=None)

    def archive(self, revision: str, into: Path, name: str) -> Path:
        """Write all files of a revision into a zip in a folder, below a folder ``name``."""
        file = into / f"{name}-source.zip"
        self.git("archive", "--format=zip", f"--prefix={name}/", f"--output={file}", revision)
        return file


def tag_of(version: str) -> str:
    """Return the name of a version's tag."""
    return f"v{version}"


def unpack_source(archive: Path, into: Path) -> Path:
    """Unpack a revision's archive; return the folder that has the files."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(into)
        return into / packed.namelist()[0].partition("/")[0]


def _is_release(tag: str) -> bool:
    try:
        return tag.startswith("v") and bool(numbers(tag[1:]))
    except InputError:
        return False
