"""Fetches pages politely: one request a second per host, retries with back-off, time limits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import BaseAdapter
from urllib3.exceptions import HTTPError, InvalidHeader
from urllib3.util import Retry

PAUSE = 1.0
"""Seconds between two requests to one host."""
TRIES = 4
BACK_OFF = 2.0
"""Seconds before the second try; each further wait is twice as long."""
REQUEST_LIMIT = 30.0
"""Seconds that one answer may take, redirects included."""
SIZE_LIMIT = 20_000_000
"""Bytes that one answer may have, unpacked."""


class NotReachedError(Exception):
    """A page did not come, or not as one that can be read; the message says why."""


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
        self._session = _Session()
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
            except (requests.RequestException, HTTPError, ValueError) as error:
                why = " ".join(str(error).split())[:200]
                raise NotReachedError(f"a broken answer: {why}") from error
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
        self._pause_for(url)
        limit = min(self._request_limit, self._deadline - self._clock.now())
        ended: Future[tuple[Page, float]] = Future()

        def ask() -> None:
            try:
                ended.set_result(self._ask(url, limit))
            except Exception as error:
                ended.set_exception(error)

        # requests' timeout starts anew with each byte, also of headers. A thread that is late is
        # left behind, and ends with its connection or the process.
        threading.Thread(target=ask, daemon=True).start()
        try:
            return ended.result(limit)
        except TimeoutError:
            raise requests.Timeout from None

    def _ask(self, url: str, limit: float) -> tuple[Page, float]:
        until = time.monotonic() + limit
        for _ in range(self._session.max_redirects):
            with self._session.get(url, timeout=limit, stream=True) as answer:
                target = self._session.get_redirect_target(answer)
                if not target:
                    page = Page(answer.url, answer.status_code, _body(answer, until))
                    return page, _retry_after(answer)
                url = join(answer.url, target)
            self._pause_for(url)
            if time.monotonic() > until:
                raise requests.Timeout
        raise NotReachedError("too many redirects")

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


class _Session(requests.Session):
    """Leaves redirects to its caller: requests would read their answers whole."""

    def resolve_redirects(self, *_: Any, **options: Any) -> Generator[requests.Response]:
        yield from ()


def join(base: str, href: str) -> str:
    """Return where an address on a page leads. Raises ``ValueError`` if it is malformed."""
    try:
        url = urljoin(base, href)
        requests.PreparedRequest().prepare_url(url, None)
    except ValueError as error:
        raise ValueError(f"{href[:100]!r} is no URL") from error
    return url


def _body(answer: requests.Response, until: float) -> bytes:
    body = bytearray()
    for part in answer.iter_content(65536):
        body += part
        if len(body) > SIZE_LIMIT:
            raise NotReachedError(f"a broken answer: more than {SIZE_LIMIT:,} bytes")
        if time.monotonic() > until:
            raise requests.Timeout
    return bytes(body)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _reason(error: requests.RequestException) -> str:
    """Say in a few words why no answer came; the error's own text can be several lines."""
    # A failed read after the headers is a ConnectionError to requests.
    if isinstance(error, requests.Timeout) or "timed out" in str(error):
        return "no whole answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "no secure connection"
    return "no connection"


def _retry_after(answer: requests.Response) -> float:
    """Return the seconds to wait that an answer asks for, 0 if it does not."""
    try:
        return Retry().get_retry_after(answer.raw) or 0.0
    except InvalidHeader:
        return 0.0
