"""What all stores have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Protocol, TypeVar

from tools.release.client import TIMEOUT, Answer, Client, Clock, Headers
from tools.release.credentials import Hider
from tools.release.errors import NotReachedError, RefusedError
from tools.release.package import Package

FIRST_PAUSE = 3.0
"""Seconds before a store is asked again; each further pause is half as long again."""
LONGEST_PAUSE = 60.0
VALIDATION_LIMIT = 900.0
"""Seconds that a store may take to look at an upload."""

T = TypeVar("T")


class Stage(IntEnum):
    """How far a version is at a store; each stage includes those before."""

    NOTHING = 0
    UPLOADED = 1
    IN_REVIEW = 2
    PUBLISHED = 3

    def __str__(self) -> str:
        return ("not there", "uploaded", "in review", "published")[self]


class Store(Protocol):
    """A store, as ``publish`` needs it."""

    name: str
    says_when_published: bool
    """Whether ``stage`` ever is PUBLISHED; some APIs do not tell how the review ended."""

    def stage(self, package: Package) -> Stage:
        """Ask how far this very version is, and change nothing.

        Raises RefusedError if it was rejected, or something else is in the way.
        """

    def upload(self, package: Package) -> None:
        """Upload the package, or go on with an upload, until the store has validated it."""

    def submit(self, package: Package) -> None:
        """Submit what was uploaded for review."""


@dataclass(frozen=True)
class Setting:
    """What a store's client works with; tests have their own clock, timeout and journal."""

    hider: Hider
    journal: Path
    """The folder for notes on what was sent."""
    say: Callable[[str], object] = lambda text: None
    clock: Clock = field(default_factory=Clock)
    timeout: float = TIMEOUT

    def client(self, base: str, authorize: Headers) -> Client:
        """Return a client for an API."""
        return Client(base, authorize, self.hider, clock=self.clock, timeout=self.timeout)

    def poll(self, look: Callable[[], T | None], what: str, limit: float = VALIDATION_LIMIT) -> T:
        """Call ``look`` until it returns something, with growing pauses; return that.

        Raises NotReachedError once ``limit`` seconds have gone by.
        """
        until = self.clock.now() + limit
        pause = FIRST_PAUSE
        while (found := look()) is None:
            if self.clock.now() + pause > until:
                raise NotReachedError(
                    f"{what} takes more than {limit / 60:.0f} minutes: run the same command again"
                    " later, it goes on from here"
                )
            self.say(f"{what} ...")
            self.clock.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)
        return found


def refuse(client: Client, answer: Answer, what_to_do: Mapping[int, str]) -> RefusedError:
    """Return the error for an answer that is not the one hoped for, with the store's own words."""
    known = what_to_do.get(answer.status, "look at the store's words and the API's documentation")
    return RefusedError(f"{known} (status {answer.status}: {client.words(answer)})")
