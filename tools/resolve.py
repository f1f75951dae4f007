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
from typing import Any
from urllib.parse import quote

from jinja2 import TemplateError

from build import registry
from build.engine import Engine, EngineError, running_extension

Meaning = dict[str, Any]
"""What ``papers/interpret.js`` says of a text: its kind, papers or references, and destinations."""


def main(argv: Sequence[str]) -> int:
    """Resolve what the command line names; return the exit code that ``--help`` explains."""
    options = _parse(argv)
    row = as_json if options.json else as_row
    try:
        with running_extension(registry.load()) as engine:
            for text in texts(options.text):
                print(row(text, resolve(engine, text, titles=options.titles)), flush=True)
        return 0
    except UnicodeDecodeError as error:
        return _say(f"not UTF-8: {error.object[:100]!r}")
    except BrokenPipeError:
        return 141
    except (OSError, EngineError, TemplateError, ValueError) as error:
        return _say(str(error))
    except KeyboardInterrupt:
        return 130


def texts(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the texts, lines of standard input as they come. Raises ``UnicodeDecodeError``."""
    for argument in arguments:
        if argument == "-":
            for line in sys.stdin.buffer:
                yield line.decode().rstrip("\r\n")
        else:
            yield os.fsencode(argument).decode()


def resolve(engine: Engine, text: str, *, titles: bool = False) -> Meaning:
    """Return what a text means.

    With ``titles``, one that names no paper gets the URL of the search for its words.
    """
    meaning: Meaning = engine.call("papers/interpret.js", "interpret", text)
    if titles and meaning["kind"] == "search":
        url = engine.call("papers/paper.js", "searchUrl", meaning["words"])
        meaning["destinations"] = [{"url": url}]
    return meaning


def as_json(text: str, meaning: Meaning) -> str:
    """Return one line of JSON, in ASCII."""
    papers, urls = papers_of(meaning), urls_of(meaning)
    return json.dumps({"input": text, "kind": meaning["kind"], "papers": papers, "urls": urls})


def as_row(_: str, meaning: Meaning) -> str:
    """Return the ids, joined by commas, a tab, and the URLs, joined by spaces, in ASCII."""
    ids = ",".join(f"{paper['branch']}/{paper['id']}" for paper in papers_of(meaning))
    # A page's URL is as the text has it, and could send control characters to a terminal.
    return quote(f"{ids}\t{' '.join(urls_of(meaning))}", safe=f"{string.punctuation} \t")


def papers_of(meaning: Meaning) -> list[dict[str, str]]:
    """Return the papers that open, or that its references would open, as they are printed."""
    referred_to = meaning["references"] if meaning["kind"] == "references" else []
    return [named(it) for it in meaning["papers"] or [each["paper"] for each in referred_to]]


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


def _say(message: str) -> int:
    print(f"resolve: {message}", file=sys.stderr)
    return 2


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

Lines of standard input are resolved as they come. Input is UTF-8: another line
ends the run.

Exit codes: 0 all well, 2 bad input, a broken extension, or output that cannot be
written, 130 Ctrl-C, 141 nobody reads the output.""",
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
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
