"""Fetches pages politely: one request a second per host, retries with back-off, time limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter

PAUSE = 1.0
"""Seconds between two requests to one host."""
TRIES = 4
BACK_OFF = 2.0
"""Seconds before the second try; each further wait is twice as long."""
REQUEST_LIMIT = 30.0
"""Seconds that one answer may take."""


class NotReachedError(Exception):
    """A page did not come; the message says why."""


@dataclass(frozen=True)
class Clock:
    """What tells the time and waits; tests have their own, so that they do not wait."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Page:
    """An answer, after redirects."""

    url: str
    status: int
    html: bytes = field(repr=False)


class Fetcher:
    """Fetches pages with GET, within a time limit for all of them together."""

    def __init__(
        self,
        user_agent: str,
        *,
        time_limit: float,
        request_limit: float = REQUEST_LIMIT,
        clock: Clock | None = None,
        adapter: BaseAdapter | None = None,
    ) -> None:
        """Start the time limit; ``adapter`` is what sends requests, for tests."""
        self._clock = clock or Clock()
        self._time_limit = time_limit
        self._request_limit = request_limit
        self._deadline = self._clock.now() + time_limit
        self._session = _PausingSession(self._pause_for)
        self._session.headers["User-Agent"] = user_agent
        self._next: dict[str, float] = {}
        self._failing: set[str] = set()
        if adapter:
            self._session.mount("https://", adapter)
            self._session.mount("http://", adapter)

    def get(self, url: str) -> Page:
        """Return the page at a URL. Raises ``NotReachedError``.

        Refused connections, 429 and 5xx are tried again; on a host that has failed before, once.
        """
        host = _host(url)
        tries = 1 if host in self._failing else TRIES
        why = ""
        for number in range(tries):
            wait = BACK_OFF * 2**number
            try:
                page, told = self._try(url)
            except (
                requests.ConnectionError,
                requests.Timeout,
                requests.exceptions.ChunkedEncodingError,
            ) as error:
                why = _reason(error)
            except requests.RequestException as error:
                raise NotReachedError(_reason(error)) from error
            else:
                if page.status != 429 and page.status < 500:
                    return page
                why, wait = f"status {page.status}", max(wait, told)
            if number + 1 < tries:
                self._sleep(wait, f"{why}; ")
        self._failing.add(host)
        raise NotReachedError(f"{why}, {tries} times" if tries > 1 else why)

    def _try(self, url: str) -> tuple[Page, float]:
        """Return the answer, and for how many seconds it asks us to wait."""
        limit = min(self._request_limit, self._deadline - self._clock.now())
        # This timeout starts anew with each part of an answer, so the whole is timed too.
        with self._session.get(url, timeout=limit, stream=True) as answer:
            started = self._clock.now()
            html = bytearray()
            for part in answer.iter_content(65536):
                html += part
                if self._clock.now() - started > limit:
                    raise requests.Timeout
            return Page(answer.url, answer.status_code, bytes(html)), _retry_after(answer)

    def _pause_for(self, url: str) -> None:
        """Wait until the host of the URL may be asked again."""
        host = _host(url)
        self._sleep(self._next.get(host, 0.0) - self._clock.now())
        self._next[host] = self._clock.now() + PAUSE

    def _sleep(self, seconds: float, why: str = "") -> None:
        if self._clock.now() + max(seconds, 0) >= self._deadline:
            raise NotReachedError(f"{why}the time limit of {self._time_limit:g} s is reached")
        if seconds > 0:
            self._clock.sleep(seconds)


class _PausingSession(requests.Session):
    """Pauses before every request, those that follow a redirect included."""

    def __init__(self, pause_for: Callable[[str], None]) -> None:
        super().__init__()
        self._pause_for = pause_for

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        self._pause_for(request.url or "")
        return super().send(request, **options)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _reason(error: requests.RequestException) -> str:
    """Say in a few words what went wrong; the error's own text can be several lines."""
    # A failed read after the headers is a ConnectionError to requests.
    if isinstance(error, requests.Timeout) or "timed out" in str(error):
        return "no whole answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "no secure connection"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    if isinstance(error, requests.TooManyRedirects):
        return "too many redirects"
    return "a broken answer"


def _retry_after(answer: requests.Response) -> float:
    """Return the seconds to wait that an answer asks for, 0 if it does not."""
    told = answer.headers.get("Retry-After", "")
    if told.isascii() and told.isdigit():
        return float(told)
    try:
        # By the server's own clock, which need not agree with ours.
        at = parsedate_to_datetime(told) - parsedate_to_datetime(answer.headers.get("Date", ""))
    except (ValueError, TypeError):
        return 0.0
    return max(at.total_seconds(), 0.0)
