"""A client for Marionette, Firefox's own protocol for remote control, over a plain socket."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from tools.browser.waiting import PATIENCE

_COMMAND, _ANSWER = 0, 1
_CHUNK = 1 << 16
_PAGE, _SYSTEM = "content", "chrome"
_CAPABILITIES = {"acceptInsecureCerts": True, "pageLoadStrategy": "normal"}


class MarionetteError(Exception):
    """Firefox refused a command, a script in it failed, or it did not answer in time."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind
        """Firefox's name for the error, such as "no such element"."""


class Marionette:
    """A session with the Firefox that listens on a port of 127.0.0.1."""

    def __init__(self, port: int, timeout: float = PATIENCE) -> None:
        """Connect and begin the session; no answer may take longer than `timeout` seconds.

        Raises OSError if nothing listens there.
        """
        self._timeout = timeout
        self._received = b""
        self._count = 0
        self._context = self._wanted = _PAGE
        self._socket = socket.create_connection(("127.0.0.1", port), timeout)
        try:
            self._message(time.monotonic() + timeout)  # says hello
            self.send("WebDriver:NewSession", **_CAPABILITIES)
            milliseconds = round(1000 * timeout)
            self.send("WebDriver:SetTimeouts", script=milliseconds, pageLoad=milliseconds)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; Firefox keeps running."""
        self._socket.close()

    def send(self, command: str, **parameters: Any) -> Any:
        """Send a command, and return its value; raises MarionetteError."""
        if self._context != self._wanted:
            self._exchange("Marionette:SetContext", {"value": self._wanted})
            self._context = self._wanted
        return self._exchange(command, parameters)

    def _exchange(self, command: str, parameters: dict[str, Any]) -> Any:
        self._count += 1
        data = json.dumps([_COMMAND, self._count, command, parameters]).encode()
        # A script that takes too long is reported by Firefox, with more to say than we have.
        deadline = time.monotonic() + 1.5 * self._timeout
        try:
            self._socket.sendall(b"%d:%s" % (len(data), data))
            while True:
                kind, count, error, value = self._message(deadline)
                if (kind, count) == (_ANSWER, self._count):
                    break
        except TimeoutError:
            raise MarionetteError("timeout", f"no answer to {command}") from None
        except OSError as failed:
            raise MarionetteError("connection", f"{failed} at {command}") from None
        if error:
            raise MarionetteError(error["error"], error["message"])
        alone = isinstance(value, dict) and set(value) == {"value"}
        return value["value"] if alone else value

    @contextmanager
    def system(self) -> Iterator[None]:
        """Let commands and scripts act on Firefox's own windows, in place of a page."""
        before, self._wanted = self._wanted, _SYSTEM
        try:
            yield
        finally:
            # Firefox is told with the next command, if that is for a page.
            self._wanted = before

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of an async function, and return its JSON value; raises MarionetteError.

        In it, `args` holds the arguments.
        """
        body = f"return (async (...args) => {{ {script} }})(...arguments)"
        return self.send(
            "WebDriver:ExecuteScript", script=body, args=list(arguments), newSandbox=True
        )

    def _message(self, deadline: float) -> Any:
        """Receive one message: its length, a colon, JSON."""
        while b":" not in self._received:
            self._receive(deadline)
        length, _, self._received = self._received.partition(b":")
        while len(self._received) < int(length):
            self._receive(deadline)
        message, self._received = self._received[: int(length)], self._received[int(length) :]
        return json.loads(message)

    def _receive(self, deadline: float) -> None:
        self._socket.settimeout(max(0.001, deadline - time.monotonic()))
        data = self._socket.recv(_CHUNK)
        if not data:
            raise ConnectionError("Firefox has closed the connection")
        self._received += data
