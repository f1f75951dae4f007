"""A local web server that answers for every host, over HTTPS and plain HTTP."""

from __future__ import annotations

import html
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

import trustme

from tools.browser.waiting import PATIENCE

HTML = "text/html; charset=utf-8"
_TLS_HANDSHAKE = b"\x16"
# Hosts of requests that browsers make by themselves, whatever the flags.
_BROWSERS_OWN = re.compile(
    r"accounts\.google\.com|(android\.)?clients\d*\.google\.com|.+\.googleapis\.com|"
    r".+\.gvt1\.com|.+\.mozilla\.(com|net|org)"
)
_FAVICONS = ("/favicon.ico", "/apple-touch-icon.png")


@dataclass(frozen=True)
class Answer:
    """What the server answers to one request."""

    content_type: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def _small_page(title: str, status: int = 200) -> Answer:
    text = html.escape(title)
    page = f"<!doctype html><title>{text}</title><h1>{text}</h1>"
    return Answer(HTML, page.encode(), status)


class LocalWeb:
    """Answers for every host on one port of 127.0.0.1 and records all requests.

    With `chromium_flags()`, Chromium sends requests for all `https:` and `http:` URLs here. Add
    pages with `serve`. Unknown pages of papers.cool have their path as title; all other unknown
    pages are 404 errors.
    """

    def __init__(self) -> None:
        self._routes: dict[tuple[str, str], Answer] = {}
        self._log: list[str] = []
        self._mark = 0
        self._referrers: dict[str, str | None] = {}
        self._news = threading.Condition()
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert("local.test").configure_cert(self._tls)
        self._server = _Server(self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """The port of 127.0.0.1 that speaks both TLS and plain HTTP."""
        return int(self._server.server_address[1])

    def chromium_flags(self) -> list[str]:
        """Flags with which Chromium sends requests for all hosts and ports here."""
        return [
            f"--host-resolver-rules=MAP * 127.0.0.1:{self.port}",
            "--ignore-certificate-errors",
        ]

    def serve(
        self,
        url: str,
        body: bytes | str,
        content_type: str = HTML,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Answer `url` with `body` from now on; returns `url`.

        A URL without a query also answers for every query that has no answer of its own.
        """
        data = body.encode() if isinstance(body, str) else body
        parts = urlsplit(url)
        key = (parts.netloc, _target(parts.path, parts.query))
        self._routes[key] = Answer(content_type, data, status, headers or {})
        return url

    def redirect(self, url: str, to: str) -> str:
        """Answer `url` with a redirect to `to`; returns `url`."""
        return self.serve(url, b"", status=302, headers={"Location": to})

    @property
    def requests(self) -> list[str]:
        """URLs requested since the last `mark()`, except favicons and browsers' own requests."""
        with self._news:
            return self._log[self._mark :]

    def mark(self) -> None:
        """Forget all requests so far."""
        with self._news:
            self._mark = len(self._log)

    def wait_for(
        self, wanted: str | Callable[[str], bool], count: int = 1, timeout: float = PATIENCE
    ) -> list[str]:
        """Wait until `count` requests since the mark match, and return all that do.

        `wanted` is the start of a URL, or a predicate for URLs. After `timeout` seconds, raises
        AssertionError with a list of the actual requests.
        """
        fits = (lambda url: url.startswith(wanted)) if isinstance(wanted, str) else wanted
        found: list[str] = []
        deadline = time.monotonic() + timeout
        with self._news:
            while True:
                seen = self._log[self._mark :]
                found = [url for url in seen if fits(url)]
                left = deadline - time.monotonic()
                if len(found) >= count:
                    return found
                if left <= 0:
                    break
                self._news.wait(left)
        what = repr(wanted) if isinstance(wanted, str) else getattr(wanted, "__name__", "predicate")
        listing = "".join(f"\n  {url}" for url in seen) or " nothing"
        raise AssertionError(
            f"{len(found)} of {count} requests for {what} within {timeout:g} s; seen:{listing}"
        )

    def referrer(self, url: str) -> str | None:
        """Wait for a request for `url`; return the `Referer` of the last one, if it had any."""
        self.wait_for(lambda seen: seen == url)
        with self._news:
            return self._referrers[url]

    def _record(self, url: str, referrer: str | None) -> None:
        with self._news:
            self._log.append(url)
            self._referrers[url] = referrer
            self._news.notify_all()

    def answer(self, host: str, path: str, query: str) -> Answer:
        """Return the answer to a request; override to answer for a whole host."""
        for target in (_target(path, query), path):
            if answer := self._routes.get((host, target)):
                return answer
        if host == "papers.cool":
            return _small_page(unquote(path))
        return _small_page(f"404 {host}{path}", 404)


def _target(path: str, query: str) -> str:
    return (path or "/") + (f"?{query}" if query else "")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Threads of keep-alive connections end only with the process.
    block_on_close = False
    request_queue_size = 128

    def __init__(self, web: LocalWeb) -> None:
        self.web = web
        super().__init__(("127.0.0.1", 0), _Handler)

    def finish_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        # Not in get_request, where a slow handshake would block all connections.
        assert isinstance(request, socket.socket)
        try:
            if request.recv(1, socket.MSG_PEEK) == _TLS_HANDSHAKE:
                with self.web._tls.wrap_socket(request, server_side=True) as secure:
                    _Handler(secure, client_address, self)
            else:
                _Handler(request, client_address, self)
        except (OSError, ssl.SSLError):
            return  # Browsers open connections in advance, and may close them unused.


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    # Nagle's algorithm would delay the body of each answer on a keep-alive connection.
    disable_nagle_algorithm = True
    wbufsize = -1

    def _reply(self) -> None:
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        parts = urlsplit(self.path)
        path, query = parts.path, parts.query
        host = self.headers.get("Host", "")
        if size := int(self.headers.get("Content-Length") or 0):
            self.rfile.read(size)
        if path in _FAVICONS:
            answer = Answer("image/x-icon", b"", 404)
        else:
            answer = self.server.web.answer(host, path, query)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "no-store")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
        self.wfile.flush()
        if path not in _FAVICONS and not _BROWSERS_OWN.fullmatch(host):
            url = f"{scheme}://{host}{_target(path, query)}"
            self.server.web._record(url, self.headers.get("Referer"))

    do_GET = do_HEAD = do_POST = _reply

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: `LocalWeb.requests` is the log."""
