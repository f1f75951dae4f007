"""Credentials: read from the environment, and never shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tools.release.errors import InputError

HIDDEN = "<hidden>"
_SHORTEST_PART = 12
"""Characters of a secret's line that is worth hiding by itself."""


class Secret:
    """A value that neither ``str`` nor ``repr`` shows, so that no log or traceback does."""

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the value itself, for a request or a signature."""
        return self._value

    def __repr__(self) -> str:
        return HIDDEN


class Hider:
    """Takes known secrets out of texts, such as a store's answer that repeats one."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def learn(self, *values: str) -> None:
        """Hide these values from now on, and each of their longer lines."""
        for value in values:
            lines = (line.strip() for line in re.split(r"\n|\\n", value))
            self._known.update(line for line in lines if len(line) >= _SHORTEST_PART)
            if value.strip():
                self._known.add(value.strip())

    def hide(self, text: str) -> str:
        """Return the text with every secret in it replaced."""
        for value in sorted(self._known, key=len, reverse=True):
            text = text.replace(value, HIDDEN)
        return text


def read(env: Mapping[str, str], names: Iterable[str], hider: Hider) -> dict[str, Secret]:
    """Return the environment variables with these names, which ``hider`` learns.

    Raises InputError that names all that are missing or empty.
    """
    names = tuple(names)
    missing = [name for name in names if not env.get(name, "").strip()]
    if missing:
        raise InputError(
            f"set {', '.join(missing)} in the environment: see tools/release/README.md"
        )
    found = {name: env[name].strip() for name in names}
    hider.learn(*found.values())
    return {name: Secret(value) for name, value in found.items()}


def one_line(name: str, secret: Secret) -> str:
    """Return a secret that goes into a header or a URL.

    Raises InputError if it has spaces or characters that are not ASCII: the libraries' own errors
    would show it.
    """
    value = secret.reveal()
    if not re.fullmatch(r"[!-~]+", value):
        raise InputError(f"{name} holds a space, a line break or a strange letter: copy it again")
    return value
