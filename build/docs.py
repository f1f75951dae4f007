"""Keeps the READMEs' tables of sources true to the registry: ``python -m build.docs``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from build import registry
from build.render import ROOT
from build.source import Source

HEADINGS = {
    "README.md": "| source | id on Cool Papers, for example | read from, for example |",
    "README.zh-CN.md": "| 来源 | Cool Papers 上的编号（示例） | 可识别的网址（示例） |",
}
MARKED = re.compile("(<!-- sources[^>]*-->\n).*?(<!-- /sources -->)", re.DOTALL)


def table(sources: Iterable[Source], heading: str) -> str:
    """Return a Markdown table of the sources, each with the first of its examples."""
    rows = []
    for source in sources:
        url, paper_id = next(iter(source.examples.urls.items()))
        rows.append(f"| [{source.name}]({source.home}) | `{source.branch}/{paper_id}` | `{url}` |")
    return "\n".join((heading, "| --- | --- | --- |", *rows)) + "\n"


def with_table(readme: str, sources: Iterable[Source], heading: str) -> str:
    """Return a README's text with the table between its marks made anew.

    Raises ``ValueError`` if the marks are not there.
    """
    if not MARKED.search(readme):
        raise ValueError("the marks <!-- sources --> and <!-- /sources --> are missing")
    return MARKED.sub(lambda marks: marks[1] + table(sources, heading) + marks[2], readme)


def main() -> None:
    """Write the table into every README."""
    for name, heading in HEADINGS.items():
        file = ROOT / name
        text = with_table(file.read_text(encoding="utf-8"), registry.load(), heading)
        file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
