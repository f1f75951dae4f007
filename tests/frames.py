"""What the page reader sends of a page, as tests state it."""

from __future__ import annotations

from typing import Any

PAGE = "https://blog.example/tea"

Frame = dict[str, Any]


def frame(url: str = PAGE, *parts: list[str], **stated: Any) -> Frame:
    """What is read of a page without frames; `stated` says more than that it has these parts."""
    texts = ["statedTitle", "dcTitle", "heading", "title", "linkText"]
    lists = ["landmarks", "containers", "arxivIds", "dois", "urls", "linkNames"]
    nothing: Frame = dict.fromkeys(texts, "") | {it: [] for it in lists}
    flags = dict.fromkeys(["isTitled", "hasAbstract", "hasPdf"], False)
    return {"url": url, "parts": list(parts), **nothing, **flags, **stated}
