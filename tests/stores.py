"""A local server that plays a store's API: its answers, delays and cut connections."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from build.pack import pack
from tools.release.client import Clock
from tools.release.credentials import Hider, Secret, read
from tools.release.package import Package
from tools.release.stores.store import Setting

VERSION = "1.2.3"
GUID = "papers@example.org"


@dataclass(frozen=True)
class Reply:
    """What the server does with one request."""

    status: int = 200
    body: Any = field(default_factory=dict)
    """JSON, or bytes as they are."""
    headers: Mapping[str, str] = field(default_factory=dict)
    missing: int = 0
    """Bytes that are announced, but cut off."""


@dataclass(frozen=True)
class Asked:
    """A request that has come."""

    method: str
    path: str
    headers: Message
    body: bytes

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


CUT = Reply(status=0)
"""Reads the request, and closes the connection without a word."""
LATE = Reply(status=-1)
"""Answers only when the test is over."""
ECHO = Reply(status=-2)
"""Refuses, and repeats all that was sent."""


class StoreServer:
    """Gives each path's replies one after another; the last one again and again."""

    def __init__(self) -> None:
        self._replies: dict[str, list[Reply]] = {}
        self.requests: list[Asked] = []
        self.others: Reply = Reply(404, {"error": "not found"})
        """The reply to requests that none was given for."""
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def on(self, request: str, *replies: Reply) -> None:
        """Give replies to requests such as ``GET /path``, in place of those before."""
        self._replies[request] = [*replies]

    @property
    def log(self) -> list[str]:
        """All requests, as ``GET /path``."""
        return [str(asked) for asked in self.requests]

    def last(self, request: str) -> Asked:
        return [asked for asked in self.requests if str(asked) == request][-1]

    def reply(self, asked: Asked) -> Reply:
        self.requests.append(asked)
        waiting = self._replies.get(str(asked), [self.others])
        found = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if found is ECHO:
            told = [asked.headers.get(name, "") for name in ("Authorization", "X-ClientID")]
            sent = f"{' '.join(told)} {asked.body.decode('utf-8', 'replace')}"
            return Reply(418, {"message": sent})
        return found

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        store = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(size)
                reply = store.reply(Asked(self.command, self.path, self.headers, body))
                if reply is LATE:
                    store._over.wait()
                if reply.status < 100:
                    return
                data = (
                    reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
                )
                self.send_response(reply.status)
                self.send_header("Content-Length", str(len(data) + reply.missing))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PATCH = answer

            def log_message(self, format: str, *args: object) -> None: ...

        return Handler


class FakeTime:
    """A clock whose sleep only moves it on."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.seconds, sleep=self.sleep)


@dataclass
class Desk:
    """What a test has at hand to publish with."""

    folder: Path
    time: FakeTime = field(default_factory=FakeTime)
    hider: Hider = field(default_factory=Hider)
    said: list[str] = field(default_factory=list)
    timeout: float = 20.0

    @property
    def setting(self) -> Setting:
        return Setting(
            self.hider,
            self.folder / "journal",
            self.said.append,
            clock=self.time.clock,
            timeout=self.timeout,
        )

    def credentials(self, env: Mapping[str, str]) -> dict[str, Secret]:
        return read(env, env, self.hider)

    def package(self, version: str = VERSION, content: str = "") -> Package:
        """A package of an almost empty extension, with its source."""
        extension = self.folder / f"extension-{version}{content}"
        extension.mkdir(exist_ok=True)
        settings = {"gecko": {"id": GUID}}
        manifest = {"version": version, "browser_specific_settings": settings, "name": content}
        (extension / "manifest.json").write_text(json.dumps(manifest))
        archive, source = self.folder / f"papers-{version}.zip", self.folder / "papers-source.zip"
        pack(extension, archive)
        source.write_bytes(b"the source")
        return Package(version, archive, source, "### Added\n\n- Much.", "How to build it.")
