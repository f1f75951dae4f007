"""Runs the rendered extension's modules in a JavaScript engine: Deno, with V8 as in Chromium."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from deno import find_deno_bin

from build.browsers import BROWSERS
from build.render import render
from build.source import Source


class EngineError(Exception):
    """JavaScript threw an error; the message has its stack."""


class Engine:
    """A running engine for one rendered extension; a context manager."""

    def __init__(self, extension: Path) -> None:
        """Start the engine on a rendered extension's folder."""
        folder = extension.resolve()
        self._process = subprocess.Popen(
            [
                find_deno_bin(),
                "run",
                "--quiet",
                "--no-config",
                "--no-lock",
                "--no-remote",
                "--no-npm",
                # By this, `dev.py mutate` says which fault to run.
                "--allow-env=__STRYKER_ACTIVE_MUTANT__",
                f"--allow-read={folder}",
                str(Path(__file__).with_name("engine.js")),
                folder.as_posix() if folder.as_posix().startswith("/") else f"/{folder.as_posix()}",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def call(self, module: str, name: str, *args: Any) -> Any:
        """Call a function that a module (a path in the extension) exports; JSON in and out.

        Raises ``EngineError`` with what JavaScript threw.
        """
        return self._ask({"module": module, "name": name, "args": args})

    def call_each(self, module: str, name: str, inputs: Sequence[Any]) -> list[Any]:
        """Call a function of one argument for each input; JSON in and out.

        Raises ``EngineError`` with what JavaScript threw.
        """
        return list(self._ask({"name": "each", "args": [module, name, list(inputs)]}))

    def paper_in_link(self, site: str, href: str, *, reverse_rules: bool = False) -> str:
        """Return the paper that a site's content script finds in a link, as "branch/id", or "".

        ``reverse_rules`` tries the site's rules in the opposite order.
        """
        return str(self._ask({"name": "paperInLink", "args": [site, href, reverse_rules]}))

    def compile_error(self, pattern: str, flags: str) -> str | None:
        """Return why JavaScript cannot compile a pattern, None if it can."""
        error = self._ask({"name": "compileError", "args": [pattern, flags]})
        return None if error is None else str(error)

    def milliseconds(self, module: str, name: str, *args: Any, times: int = 3) -> float:
        """Return how long a call takes, on the processor: the fastest of ``times`` runs."""
        return float(self._ask({"name": "milliseconds", "args": [module, name, args, times]}))

    def close(self) -> None:
        """Stop the engine."""
        if self._process.stdin:
            # An engine that has ended does not take what is still to be written.
            with suppress(BrokenPipeError):
                self._process.stdin.close()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def _ask(self, question: dict[str, Any]) -> Any:
        assert self._process.stdin and self._process.stdout
        # ASCII only, so that lone surrogates survive the pipe.
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise EngineError("the engine ended") from None
        reply = json.loads(self._process.stdout.readline() or '{"error": "the engine ended"}')
        if "error" in reply:
            raise EngineError(reply["error"])
        return reply["value"]

    def __enter__(self) -> Engine:
        """Return the running engine."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop the engine; after an error at once, since a call may not have ended."""
        if kind:
            self._process.kill()
        self.close()


@contextmanager
def running_extension(sources: Sequence[Source]) -> Iterator[Engine]:
    """Render the extension anew, which is quick and never out of date, and run it.

    Raises what ``render`` does if a source or a template is broken.
    """
    with tempfile.TemporaryDirectory(prefix="extension-") as folder:
        extension = Path(folder) / "chrome"
        render(BROWSERS["chrome"], sources, extension)
        with Engine(extension) as engine:
            yield engine
