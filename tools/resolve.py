"""Says which papers texts name and what opens for them: ``python -m tools.resolve --help``.

It runs the extension's own code, so it says what the extension would do.
"""

from __future__ import annotations

import argparse
import json
import os
import stat
import string
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from typing import IO, Any
from urllib.parse import quote

from jinja2 import TemplateError
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from build import registry
from build.engine import Engine, EngineError, running_extension
from tools.setup.paths import SetupError

STANDARD_INPUT = "-"
MAX_LINE = 1_000_000
"""Bytes; a longer line is not read, so that memory stays constant."""
TOO_LONG = "too long"
_CHUNK = 1 << 16
"""Bytes read at once; the lines that arrive together are resolved together."""
_READER_GONE = 141
"""The exit code of a command that SIGPIPE ended, 128 + 13."""


@dataclass(frozen=True)
class Resolved:
    """What a text means, as ``papers/interpret.js`` says, or that it was too long to read."""

    input: str | None
    """None if it was too long."""
    kind: str
    """"papers", "page" (of Cool Papers), "search", "nothing" or ``TOO_LONG``."""
    papers: Sequence[dict[str, str]]
    """Each with its source, branch and id."""
    urls: Sequence[str]

    def as_json(self) -> str:
        """Return one line of JSON, in ASCII."""
        return json.dumps(asdict(self))

    def as_row(self) -> str:
        """Return the ids, joined by commas, a tab, and the URLs, joined by spaces, in ASCII."""
        ids = (f"{paper['branch']}/{paper['id']}" for paper in self.papers)
        # A page's URL is as the text has it, and could send control characters to a terminal.
        urls = (quote(url, safe=string.punctuation) for url in self.urls)
        return f"{','.join(ids)}\t{' '.join(urls)}"


class OutputError(Exception):
    """Standard output cannot be written; the cause says why."""


def main(argv: Sequence[str]) -> int:
    """Resolve what the command line names; return the exit code that ``--help`` explains."""
    options = _parse(argv)
    damaged = too_long = 0
    try:
        with running_engine() as engine, _progress(options.text) as (progress, task):
            for lines in _batches(options.text):
                texts = [decode(line) for line in lines]
                results = resolve(engine, [text for text, _ in texts], titles=options.titles)
                _print(it.as_json() if options.json else it.as_row() for it in results)
                damaged += sum(was_damaged for _, was_damaged in texts)
                too_long += sum(text is None for text, _ in texts)
                _advance(progress, task, len(lines))
    except OutputError as error:
        if isinstance(error.__cause__, BrokenPipeError):
            return _READER_GONE
        _say(f"cannot write: {error}")
        return 1
    except (EngineError, OSError, SetupError) as error:
        _say(str(error))
        return 2
    except KeyboardInterrupt:
        return 130
    if damaged:
        _say(f"{_count(damaged)} had bytes that are not UTF-8")
    if too_long:
        was = "was" if too_long == 1 else "were"
        _say(f"{_count(too_long)} {was} longer than 1 MB and {was} not read")
    return 1 if too_long else 0


def resolve(
    engine: Engine, texts: Sequence[str | None], *, titles: bool = False
) -> Iterator[Resolved]:
    """Yield what each text means; None stands for one that is too long.

    With ``titles``, a text that names no paper gets the URL of the search for its words.
    """
    meanings: list[dict[str, Any]] = engine.call_each(
        "papers/interpret.js", "interpret", [text or "" for text in texts]
    )
    if titles:
        searches = [it for it in meanings if it["kind"] == "search"]
        words = [it["words"] for it in searches]
        found = engine.call_each("papers/cool-papers.js", "searchUrl", words)
        for meaning, url in zip(searches, found, strict=True):
            meaning["destinations"] = [{"url": url}]
    for text, it in zip(texts, meanings, strict=True):
        kind = TOO_LONG if text is None else it["kind"]
        urls = [destination["url"] for destination in it["destinations"]]
        yield Resolved(text, kind, [_named(paper) for paper in it["papers"]], urls)


def _named(paper: dict[str, str]) -> dict[str, str]:
    """Return a paper as it is printed; one that is known by its title has its words as its id."""
    source = paper["source"]
    if paper["kind"] == "paper":
        return {"source": source, "branch": paper["branch"], "id": paper["id"]}
    (half,) = (it.branch for it in registry.load() if it.name == source)
    return {"source": source, "branch": f"{half}-search", "id": paper["words"]}


def lines_as_they_come(stream: IO[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines of a stream that arrived together, without their ends.

    Memory is constant: of a line much longer than ``MAX_LINE``, only some more bytes are returned.
    """
    rest = b""
    # Unlike read, read1 does not wait for more than there is.
    while chunk := stream.read1(_CHUNK):  # type: ignore[attr-defined]
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[: MAX_LINE + 1]
        if lines:
            yield [line.removesuffix(b"\r") for line in lines]
    if rest:
        yield [rest]


def decode(line: bytes) -> tuple[str | None, bool]:
    """Return a line's text, None if it is too long, and whether bytes had to be replaced."""
    if len(line) > MAX_LINE:
        return None, False
    try:
        return line.decode("utf-8"), False
    except UnicodeDecodeError:
        return line.decode("utf-8", "replace"), True


@contextmanager
def running_engine() -> Iterator[Engine]:
    """Run the extension as its files are now; raises ``SetupError`` if one is broken."""
    with ExitStack() as stack:
        try:
            engine = stack.enter_context(running_extension(registry.load()))
        except (TemplateError, ValueError) as error:
            raise SetupError(f"the extension cannot be built: {error}") from error
        yield engine


def _batches(texts: Sequence[str]) -> Iterator[list[bytes]]:
    for text in texts:
        if text == STANDARD_INPUT:
            yield from lines_as_they_come(sys.stdin.buffer)
        else:
            # Bytes that are not UTF-8 come as surrogates.
            yield [text.encode("utf-8", "surrogatepass")]


def _print(rows: Iterable[str]) -> None:
    left = "".join(f"{row}\n" for row in rows).encode("ascii")
    try:
        # Unbuffered, so that a reader has the rows before more input comes and nothing is left to
        # write, and to fail again, when Python ends.
        while left:
            left = left[os.write(sys.stdout.fileno(), left) :]
    except OSError as error:
        raise OutputError(error.strerror) from error


@contextmanager
def _progress(texts: Sequence[str]) -> Iterator[tuple[Progress, TaskID]]:
    # On the screen, the rows themselves show the progress.
    shown = (
        STANDARD_INPUT in texts
        and sys.stderr.isatty()
        and not (sys.stdin.isatty() or sys.stdout.isatty())
    )
    with Progress(
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[lines]:,} lines"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        disable=not shown,
    ) as progress:
        yield progress, progress.add_task("", total=_size_of_input() if shown else None, lines=0)


def _size_of_input() -> int | None:
    """Return how many bytes standard input has, None if it is no file."""
    status = os.fstat(sys.stdin.fileno())
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _advance(progress: Progress, task: TaskID, lines: int) -> None:
    if progress.disable:
        return
    done = progress.tasks[task]
    read = sys.stdin.buffer.tell() if done.total is not None else None
    progress.update(task, completed=read, lines=done.fields["lines"] + lines)


def _count(lines: int) -> str:
    return f"{lines:,} line" + ("" if lines == 1 else "s")


def _say(message: str) -> None:
    print(f"resolve: {message}", file=sys.stderr)


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.resolve",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="""\
Prints which papers each text names and which pages of Cool Papers the extension
opens for it. A text is anything that can be pasted into the popup: ids, URLs,
DOIs, BibTeX.

Each text gives one line: its papers, joined by commas, a tab, and the URLs,
joined by spaces. Both fields are empty where nothing is found, as for an empty
line.""",
        epilog="""\
examples:
  python -m tools.resolve 1706.03762 https://aclanthology.org/P19-1001/
  python -m tools.resolve --json - < links.txt > papers.jsonl

Lines of standard input are resolved as they come. Bytes that are not UTF-8 are
replaced, and such lines are counted at the end. A line longer than 1 MB is not
read: it gives empty fields, or the kind "too long" and the input null.

Exit codes: 0 all well, 1 a line was too long or the output cannot be written,
2 bad input or a broken extension, 130 Ctrl-C, 141 nobody reads the output.""",
    )
    parser.add_argument(
        "text",
        nargs="+",
        metavar="TEXT_OR_URL",
        help="one text each; - takes each line of standard input; -- comes before texts that "
        "start with a hyphen",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="print a JSON object per line: input, kind (papers, page, search, nothing), papers "
        "(source, branch, id) and urls",
    )
    parser.add_argument(
        "--titles",
        action="store_true",
        help="also print the URL of the search for a text's words where it names no paper",
    )
    options = parser.parse_args(argv)
    if STANDARD_INPUT in options.text and sys.stdin is None:
        parser.error("standard input is closed")
    if sys.stdout is None:
        parser.error("standard output is closed")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
