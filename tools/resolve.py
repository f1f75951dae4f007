"""Says which papers texts name and what opens for them: ``python -m tools.resolve --help``.

It runs the extension's own code, so it says what the extension would do.
"""

from __future__ import annotations

import argparse
import json
import os
import string
import sys
from collections.abc import Iterator, Sequence
from typing import IO, Any
from urllib.parse import quote

from jinja2 import TemplateError

from build import registry
from build.engine import Engine, EngineError, running_extension

STANDARD_INPUT = "-"
MAX_LINE = 1_000_000
"""Bytes; a longer line is not read, so that memory stays constant."""
_CHUNK = 1 << 16
"""Bytes read at once; the lines that arrive together are resolved together."""
_READER_GONE = 141
"""The exit code of a command that SIGPIPE ended, 128 + 13."""

Meaning = dict[str, Any]
"""What ``papers/interpret.js`` says of a text: its kind, papers or references, and destinations."""


def main(argv: Sequence[str]) -> int:
    """Resolve what the command line names; return the exit code that ``--help`` explains."""
    options = _parse(argv)
    damaged = too_long = 0
    try:
        with running_extension(registry.load()) as engine:
            for lines in _batches(options.text):
                texts = [decode(line) for line in lines]
                meanings = resolve(engine, texts, titles=options.titles)
                rows = map(as_json if options.json else as_row, texts, meanings)
                _print("".join(f"{row}\n" for row in rows))
                too_long += texts.count(None)
                damaged += sum(_is_damaged(*it) for it in zip(lines, texts, strict=True))
    except BrokenPipeError:
        return _READER_GONE
    except OSError as error:
        _say(f"cannot write: {error.strerror}")
        return 1
    except (EngineError, TemplateError, ValueError) as error:
        _say(str(error))
        return 2
    except KeyboardInterrupt:
        return 130
    if damaged:
        _say(f"lines with bytes that are not UTF-8: {damaged:,}")
    if too_long:
        _say(f"lines longer than 1 MB, which were not read: {too_long:,}")
    return 1 if too_long else 0


def resolve(engine: Engine, texts: Sequence[str | None], *, titles: bool = False) -> list[Meaning]:
    """Return what each text means; None stands for one that is too long.

    With ``titles``, a text that names no paper gets the URL of the search for its words.
    """
    meanings: list[Meaning] = engine.call_each(
        "papers/interpret.js", "interpret", [text or "" for text in texts]
    )
    if titles:
        searches = [it for it in meanings if it["kind"] == "search"]
        words = [it["words"] for it in searches]
        found = engine.call_each("papers/paper.js", "searchUrl", words)
        for meaning, url in zip(searches, found, strict=True):
            meaning["destinations"] = [{"url": url}]
    return meanings


def as_json(text: str | None, meaning: Meaning) -> str:
    """Return one line of JSON, in ASCII."""
    kind = "too long" if text is None else meaning["kind"]
    papers = papers_of(meaning)
    return json.dumps({"input": text, "kind": kind, "papers": papers, "urls": urls_of(meaning)})


def as_row(_: str | None, meaning: Meaning) -> str:
    """Return the ids, joined by commas, a tab, and the URLs, joined by spaces, in ASCII."""
    ids = (f"{paper['branch']}/{paper['id']}" for paper in papers_of(meaning))
    # A page's URL is as the text has it, and could send control characters to a terminal.
    urls = (quote(url, safe=string.punctuation) for url in urls_of(meaning))
    return f"{','.join(ids)}\t{' '.join(urls)}"


def papers_of(meaning: Meaning) -> list[dict[str, str]]:
    """Return the papers that open, or that its references would open, as they are printed."""
    return [named(paper) for paper in meaning["papers"] or papers_referred_to(meaning)]


def papers_referred_to(meaning: Meaning) -> list[dict[str, str]]:
    """Return the papers of the references that a reader could choose from."""
    listed = meaning["references"] if meaning["kind"] == "references" else []
    return [it["paper"] for it in listed]


def urls_of(meaning: Meaning) -> list[str]:
    """Return the URLs that open."""
    return [destination["url"] for destination in meaning["destinations"]]


def named(paper: dict[str, str]) -> dict[str, str]:
    """Return a paper as it is printed; one that is known by its title has its words as its id."""
    source = paper["source"]
    if paper["kind"] == "paper":
        return {"source": source, "branch": paper["branch"], "id": paper["id"]}
    known = next((it.branch for it in registry.load() if it.name == source), "venue")
    half = known if source else "arxiv"
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


def decode(line: bytes) -> str | None:
    """Return a line's text, with damaged bytes replaced; None if it is too long."""
    return None if len(line) > MAX_LINE else line.decode("utf-8", "replace")


def _is_damaged(line: bytes, text: str | None) -> bool:
    return text is not None and text.encode() != line


def _batches(texts: Sequence[str]) -> Iterator[list[bytes]]:
    for text in texts:
        if text == STANDARD_INPUT:
            yield from lines_as_they_come(sys.stdin.buffer)
        else:
            # Bytes that are not UTF-8 come as surrogates.
            yield [text.encode("utf-8", "surrogatepass")]


def _print(rows: str) -> None:
    # Unbuffered, so that a reader has the rows before more input comes and nothing is left to
    # write, and to fail again, when Python ends.
    left = rows.encode("ascii")
    while left:
        left = left[os.write(sys.stdout.fileno(), left) :]


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
        help="print a JSON object per line: input, kind (papers, page, references, search, "
        "nothing), papers (source, branch, id) and urls",
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
