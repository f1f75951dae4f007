"""Fetches pages politely: one request a second per host, retries with back-off, a time limit."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

PAUSE = 1.0
"""Seconds between two requests to one host."""
RETRIES = 3
TIMEOUT = 30.0
"""Seconds of silence after which no more of an answer is expected."""
LONGEST_ASKED = 120
"""Seconds that a site's Retry-After may ask for."""
TIME_LIMIT = 600.0
"""Seconds after which no further page is asked for."""


class NotReachedError(Exception):
    """A page did not come, or not as one that can be read; the message says why."""


class Fetcher:
    """Fetches pages with GET, until the time limit for all of them together."""

    def __init__(self, user_agent: str) -> None:
        """Start the time limit."""
        self._deadline = time.monotonic() + TIME_LIMIT
        self._session = requests.Session()
        self._session.headers["User-Agent"] = user_agent
        adapter = _PoliteAdapter()
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, adapter)

    def get(self, url: str) -> requests.Response:
        """Return the answer, after redirects and retries. Raises ``NotReachedError``."""
        if time.monotonic() > self._deadline:
            raise NotReachedError(f"the time limit of {TIME_LIMIT:g} s is reached")
        try:
            return self._session.get(url, timeout=TIMEOUT)
        except (requests.RequestException, HTTPError, ValueError) as error:
            raise NotReachedError(" ".join(str(error).split())[:300]) from error


class _PoliteAdapter(HTTPAdapter):
    """Waits before each request, redirects included, until its host may be asked again."""

    def __init__(self) -> None:
        retry = _Retry(
            RETRIES,
            status_forcelist=(429, 500, 502, 503, 504),
            raise_on_status=False,
            retry_after_max=LONGEST_ASKED,
        )
        super().__init__(max_retries=retry)
        self._asked: dict[str | None, float] = {}

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> Any:
        host = urlsplit(request.url or "").hostname
        if host in self._asked:
            time.sleep(max(0.0, self._asked[host] + PAUSE - time.monotonic()))
        try:
            return super().send(request, *args, **options)
        finally:
            self._asked[host] = time.monotonic()


class _Retry(Retry):
    def get_backoff_time(self) -> float:
        """Return 2, 4 and 8 seconds; urllib3's own first retry is at once."""
        return 2.0 ** len(self.history)
