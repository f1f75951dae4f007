"""Keeps what the READMEs say of sources and installing up to date: ``python -m build.docs``."""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

from build import installing, registry
from build.installing import Published
from build.render import ROOT
from build.source import Source

HEADINGS = {
    "README.md": "| source | id on Cool Papers, for example | read from, for example |",
    "README.zh-CN.md": "| 来源 | Cool Papers 上的编号（示例） | 可识别的网址（示例） |",
}
BY_TITLE = {HEADINGS["README.md"]: "by title", HEADINGS["README.zh-CN.md"]: "按标题"}
"""What stands in place of an id, by heading, for a source without ids."""
NAMES = {
    HEADINGS["README.md"]: ("It knows the papers of {} and {}.\n", ", "),
    HEADINGS["README.zh-CN.md"]: ("支持 {} 和 {} 的论文。\n", "、"),
}
"""The line that names the sources, by heading: all but the last, the last, and what joins them."""
_WIDTH = 100
MARKED_NAMES = re.compile("(<!-- names[^>]*-->\n).*?(<!-- /names -->)", re.DOTALL)
MARKED = re.compile("(<!-- sources[^>]*-->\n).*?(<!-- /sources -->)", re.DOTALL)


def table(sources: Iterable[Source], heading: str) -> str:
    """Return a Markdown table of the sources, each with its first example.

    ``heading`` is one of ``HEADINGS``, unless all sources have ids.

    Raises ``ValueError`` if a source has no example URL.
    """
    rows = []
    for source in sources:
        examples = source.examples.urls or source.examples.titles
        if not examples:
            raise ValueError(f"build/sources/{source.key}.py: has no example URL")
        url, paper_id = next(iter(examples.items()))
        found_by = f"`{source.branch}/{paper_id}`" if source.paper_id else BY_TITLE[heading]
        rows.append(f"| [{source.name}]({source.home}) | {found_by} | `{url}` |")
    return "\n".join((heading, "| --- | --- | --- |", *rows)) + "\n"


def with_table(readme: str, sources: Iterable[Source], heading: str) -> str:
    """Return a README's text with the table between its marks replaced.

    Raises ``ValueError`` if the marks are missing.
    """
    if not MARKED.search(readme):
        raise ValueError("the marks <!-- sources --> and <!-- /sources --> are missing")
    return MARKED.sub(lambda marks: marks[1] + table(sources, heading) + marks[2], readme)


def with_names(readme: str, sources: Iterable[Source], heading: str) -> str:
    """Return a README's text with the line between its marks replaced that names the sources.

    Raises ``ValueError`` if the marks are missing.
    """
    if not MARKED_NAMES.search(readme):
        raise ValueError("the marks <!-- names --> and <!-- /names --> are missing")
    *most, last = [source.name for source in sources]
    sentence, comma = NAMES[heading]
    line = sentence.format(comma.join(most), last) if most else f"{last}\n"
    if comma == ", ":
        line = f"{textwrap.fill(line, _WIDTH)}\n"
    return MARKED_NAMES.sub(lambda marks: marks[1] + line + marks[2], readme)


def outdated(folder: Path, sources: Iterable[Source], published: Published) -> dict[str, str]:
    """Return the new text of each README in ``folder`` that is out of date.

    Raises ``ValueError`` if a README has no marks or a source has no example URL.
    """
    found = {}
    sources = tuple(sources)
    for name, heading in HEADINGS.items():
        old = (folder / name).read_text(encoding="utf-8")
        try:
            new = with_names(with_table(old, sources, heading), sources, heading)
            new = installing.with_install(new, name, published)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
        if new != old:
            found[name] = new
    return found


def main(arguments: Sequence[str] | None = None, folder: Path = ROOT) -> int:
    """Run the command line; return its exit code: 0 up to date, 1 out of date, 2 bad input."""
    parser = argparse.ArgumentParser(
        prog="python -m build.docs",
        description="Updates the tables of sources in the READMEs, and how to install.",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if out of date")
    options = parser.parse_args(arguments)
    try:
        texts = outdated(folder, registry.load(), installing.load())
    except (OSError, ValueError) as error:
        print(f"docs: {error}", file=sys.stderr)
        return 2
    names = ", ".join(texts)
    if options.check and texts:
        print(
            f"docs: {names}: the table of sources or how to install is out of date;"
            " run python3 tools/dev.py build and commit the change",
            file=sys.stderr,
        )
        return 1
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    if texts:
        print(f"docs: updated {names}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
