"""How a release can fail. Each message is one sentence that says what to do."""

from __future__ import annotations


class ReleaseError(Exception):
    """The release cannot go on; ``code`` is the command's exit code."""

    code = 1


class RefusedError(ReleaseError):
    """A store has refused, and will again until somebody does what the message says."""


class InputError(ReleaseError):
    """An argument, a credential or a file is missing or malformed."""

    code = 2


class NotReachedError(ReleaseError):
    """A store did not answer, and has taken nothing; or it takes longer than is waited for."""

    code = 3


class LostAnswerError(ReleaseError):
    """A request may have been taken, but its answer did not come: only the store knows."""

    code = 3
