"""What PDFs, pages and readers do to references: each function returns the text so changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from tests.references.cases import Reference

WIDTH = 60
"""Columns of a line in a PDF's bibliography."""
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
"""Scripts whose lines end anywhere."""
_LABEL = re.compile(r"[\[(［]|\d+\. |[-•] ")
_DASHES = str.maketrans("–—−", "---")
_STRAIGHT = str.maketrans("“”„‘’", '"""\'\'')
_LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}


def hyphenated_lines(text: str) -> str:
    """Break a text into lines; words are hyphenated only where they have no hyphen of their own."""
    lines = [""]
    for word in text.split(" "):
        for part in _breakable(word):
            room = WIDTH - len(lines[-1])
            if len(part) <= room:
                lines[-1] += part
                continue
            head = _hyphenation(part, room - 1)
            if head:
                lines[-1] += f"{part[:head]}-"
            lines.append(part[head:])
        lines[-1] += " "
    return "\n".join(line.strip() for line in lines if line.strip())


def _breakable(word: str) -> list[str]:
    return list(word) if _UNSPACED.search(word) else [word]


def _hyphenation(word: str, room: int) -> int:
    """Return how many letters of a word stay on the line, 0 if it cannot be hyphenated."""
    plain = re.fullmatch(r"[(“\"]?([a-z]{6,})[,.:;?!)”\"]*", word)
    if not plain:
        return 0
    start, end = plain.span(1)
    head = min(room, end - 3)
    return head if head >= start + 2 else 0


def lines(text: str) -> str:
    """Break a text into lines between words."""
    result = [""]
    for word in text.split(" "):
        if len(result[-1]) + len(word) > WIDTH:
            result.append("")
        result[-1] += f"{word} "
    return "\n".join(line.strip() for line in result if line.strip())


def joined_lines(text: str) -> str:
    """Put spaces in place of line ends, as a PDF viewer's menu does; hyphens stay."""
    return hyphenated_lines(text).replace("\n", " ")


def windows_lines(text: str) -> str:
    """End the lines as Windows does, with hyphens and an indent."""
    return hyphenated_lines(text).replace("\n", "\r\n    ")


def ligatures(text: str) -> str:
    """Put ligatures in place of their letters."""
    for letters, ligature in _LIGATURES.items():
        text = text.replace(letters, ligature)
    return text


def soft_hyphens(text: str) -> str:
    """Put a soft hyphen into each long word."""
    return re.sub("([a-z]{4})(?=[a-z]{4})", "\\1\u00ad", text)


def soft_hyphens_at_line_ends(text: str) -> str:
    """Break a text into lines whose hyphens are soft ones."""
    return hyphenated_lines(text).replace("-\n", "\u00ad\n")


def no_break_spaces(text: str) -> str:
    """Put no-break spaces in place of every second space."""
    words = text.split(" ")
    return "".join(
        word + ("\u00a0" if number % 2 else " ") for number, word in enumerate(words)
    ).rstrip()


def doubled_spaces(text: str) -> str:
    """Double all spaces."""
    return text.replace(" ", "  ")


def straight_quotes(text: str) -> str:
    """Put straight quotes in place of curly ones."""
    return text.translate(_STRAIGHT)


def curly_quotes(text: str) -> str:
    """Put curly quotes in place of straight ones and TeX's."""
    text = text.replace("``", "“").replace("''", "”")
    return re.sub('"([^"]*)"', "“\\1”", text).replace("'", "’")


def plain_dashes(text: str) -> str:
    """Put hyphens in place of dashes."""
    return text.translate(_DASHES)


def decomposed(text: str) -> str:
    """Put an accent's own character after its letter."""
    return unicodedata.normalize("NFD", text)


def surrounded_by_space(text: str) -> str:
    """Add what a double click takes along."""
    return f" \n\t{text}\n "


def numbered(text: str) -> str:
    """Put a number before a reference that has no label."""
    return text if _LABEL.match(text) else f"[17] {text}"


def numbered_with_tab(text: str) -> str:
    """Put a number of a list before a reference that has no label."""
    return text if _LABEL.match(text) else f"17.\t{text}"


def back_references(text: str) -> str:
    """Add the pages on which the reference is cited."""
    return f"{text} 2, 5, 17"


def back_links(text: str) -> str:
    """Add a page's link back, and its buttons."""
    return f"{text} ↩ [Google Scholar] [CrossRef]"


def next_one_begins(text: str) -> str:
    """Add the start of the reference that follows."""
    label = "[18] " if text.startswith("[") else "18. " if _LABEL.match(text) else ""
    return f"{text}\n{label}M. Abadi, P. Barham, and J. Chen."


def last_one_ends(text: str) -> str:
    """Add the end of the reference before."""
    return f"pages 1097–1105, 2012.\n{text}"


def authors_cut(reference: Reference) -> str:
    """Leave out the first characters, within the authors, as a mouse does that starts too late."""
    return reference.text[min(len(reference.before) // 3, 12) :]


def end_cut(reference: Reference) -> str:
    """Leave out the end, some words after the title."""
    kept = reference.after[: max(12, len(reference.after) * 2 // 3)]
    return reference.before + reference.title + kept


def authors_in_capitals(reference: Reference) -> str:
    """Set the authors in capitals."""
    return reference.before.upper() + reference.title + reference.after


def title_in_capitals(reference: Reference) -> str:
    """Set the title in capitals."""
    return reference.before + reference.title.upper() + reference.after


def title_in_lower_case(reference: Reference) -> str:
    """Set all of the title but its first character in lower case."""
    title = reference.title[:1] + reference.title[1:].lower()
    return reference.before + title + reference.after


def title_in_asterisks(reference: Reference) -> str:
    """Set the title in italics, as Markdown does."""
    title = reference.title and f"*{reference.title}*"
    return reference.before + title + reference.after


def _whole(change: Callable[[str], str]) -> Callable[[Reference], str]:
    return lambda reference: change(reference.text)


WHOLE: list[Callable[[str], str]] = [
    hyphenated_lines,
    lines,
    joined_lines,
    windows_lines,
    ligatures,
    soft_hyphens,
    soft_hyphens_at_line_ends,
    no_break_spaces,
    doubled_spaces,
    straight_quotes,
    curly_quotes,
    plain_dashes,
    decomposed,
    surrounded_by_space,
    numbered,
    numbered_with_tab,
    back_references,
    back_links,
    next_one_begins,
    last_one_ends,
]
PARTS: list[Callable[[Reference], str]] = [
    authors_cut,
    end_cut,
    authors_in_capitals,
    title_in_capitals,
    title_in_lower_case,
    title_in_asterisks,
]
DISGUISES: dict[str, Callable[[Reference], str]] = {
    **{change.__name__: _whole(change) for change in WHOLE},
    **{change.__name__: change for change in PARTS},
}
"""All disguises by name."""
