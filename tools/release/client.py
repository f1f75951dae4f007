"""Sends requests to a store's API: what is safe to repeat again and again, all else once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
from urllib3.exceptions import HTTPError, NewConnectionError

from tools.release.credentials import Hider
from tools.release.errors import LostAnswerError, NotReachedError, RefusedError

TIMEOUT = 120.0
"""Seconds that one answer may take, the upload before it not counted."""
TRIES = 4
BACK_OFF = 2.0
"""Seconds before the second try; each further wait is twice as long."""
LONGEST_ASKED = 120.0
"""Seconds that a store's Retry-After may ask for."""
SIZE_LIMIT = 20_000_000
"""Bytes that one answer may have."""
SHOWN = 300
"""Characters of a store's own words that a message repeats."""

Headers = Callable[[], Mapping[str, str]]
"""Makes the headers that authorize one request."""


@dataclass(frozen=True)
class Clock:
    """What tells the time and waits; tests have their own, so that they do not wait."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Answer:
    """What a store has answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def json(self) -> dict[str, Any]:
        """Return the object that the body holds. Raises LostAnswerError if it holds none."""
        try:
            value = json.loads(self.body)
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise LostAnswerError(
                f"the store answered with status {self.status} and no JSON object: run the same"
                " command again, it asks the store first"
            )
        return value

    @property
    def words(self) -> str:
        """The body's text on one line. It may repeat what was sent: show it by ``Client.words``."""
        return " ".join(self.body.decode("utf-8", "replace").split())


class Client:
    """Talks to one API. Its errors hold no secret, nor do the errors behind them."""

    def __init__(
        self,
        base: str,
        authorize: Headers,
        hider: Hider,
        *,
        clock: Clock | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        """Take the URL that all paths follow, and what makes the headers of each request."""
        self._base = base
        self._authorize = authorize
        self._hider = hider
        self._clock = clock or Clock()
        self._timeout = timeout
        self._session = requests.Session()

    def get(self, path: str) -> Answer:
        """Return the answer to a GET, of any status below 500 but 429.

        No connection, no whole answer, 429 and 5xx are tried again. Raises NotReachedError.
        """
        return self.repeat("GET", path)

    def repeat(self, method: str, path: str, **body: Any) -> Answer:
        """Send what is safe to repeat, as ``get`` does."""
        why, wait = "", 0.0
        for number in range(TRIES):
            if number:
                self._clock.sleep(wait)
            wait = BACK_OFF * 2**number
            try:
                answer = self._ask(method, path, body)
            except requests.RequestException as error:
                why = _reason(error)
            else:
                if answer.status < 500 and answer.status != 429:
                    return answer
                why = f"status {answer.status}"
                wait = max(wait, _retry_after(answer))
        raise NotReachedError(
            f"{self._base} gave no answer ({why}, {TRIES} times): look at the store's status page,"
            " and run the same command again later"
        )

    def send(self, method: str, path: str, **body: Any) -> Answer:
        """Send once what must not be taken twice; return the answer, of any status below 500.

        Raises NotReachedError if nothing was sent, LostAnswerError if it may have been taken.
        """
        try:
            answer = self._ask(method, path, body)
        except requests.RequestException as error:
            if _not_sent(error):
                raise NotReachedError(
                    f"{self._base} could not be connected to, and has taken nothing: run the same"
                    " command again later"
                ) from None
            raise self._lost(_reason(error)) from None
        if answer.status >= 500:
            raise self._lost(f"status {answer.status}")
        if answer.status == 429:
            raise RefusedError(
                f"the store has had too many requests: run the same command again in"
                f" {max(_retry_after(answer), 60):.0f} seconds"
            )
        return answer

    def words(self, answer: Answer) -> str:
        """Return what an answer says, without secrets, for the end of a message."""
        # Hidden before it is cut: a half of a secret would not be known for one.
        return self._hider.hide(answer.words)[:SHOWN]

    def _lost(self, why: str) -> LostAnswerError:
        return LostAnswerError(
            f"the store may have taken the request, but its answer was lost ({why}): run the same"
            " command again, it asks the store first"
        )

    def _ask(self, method: str, path: str, body: Mapping[str, Any]) -> Answer:
        headers = {**self._authorize(), **body.get("headers", {})}

        def authorized(request: requests.PreparedRequest) -> requests.PreparedRequest:
            # As `auth`, since a .netrc would replace a plain Authorization header.
            request.headers.update(headers)
            return request

        until = time.monotonic() + self._timeout
        options = {name: value for name, value in body.items() if name != "headers"}
        # A redirect would carry the credentials to wherever it leads.
        options |= {"auth": authorized, "allow_redirects": False, "stream": True}
        options["timeout"] = self._timeout
        try:
            with self._session.request(method, self._base + path, **options) as got:
                return Answer(got.status_code, got.headers, _read(got, until))
        except HTTPError as error:
            raise requests.ConnectionError(error) from None


def _read(got: requests.Response, until: float) -> bytes:
    body = bytearray()
    for part in got.iter_content(65536):
        body += part
        if len(body) > SIZE_LIMIT or time.monotonic() > until:
            raise requests.Timeout
    return bytes(body)


def _not_sent(error: requests.RequestException) -> bool:
    """Whether it is certain that the store has seen nothing of the request."""
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", cause), NewConnectionError)


def _reason(error: requests.RequestException) -> str:
    """Say in a few words why no answer came; the error's own text may show what was sent."""
    if isinstance(error, requests.Timeout) or "timed out" in str(error):
        return "no whole answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "no secure connection"
    return "no connection" if _not_sent(error) else "the connection was cut"


def _retry_after(answer: Answer) -> float:
    """Return the seconds to wait that an answer asks for, 0 if it does not."""
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_ASKED) if asked.isdigit() else 0.0
