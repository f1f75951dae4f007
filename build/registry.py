"""The registry of paper sources: every file in ``build/sources`` is one."""

from __future__ import annotations

import importlib
import pkgutil

from build import sources
from build.source import Source


def load() -> tuple[Source, ...]:
    """Return the sources: arXiv first, then the venues by name.

    Raises ``ValueError`` naming a file without a ``SOURCE`` or with a name that is taken.
    """
    found: dict[str, Source] = {}
    for module in pkgutil.iter_modules(sources.__path__):
        source = getattr(
            importlib.import_module(f"{sources.__name__}.{module.name}"), "SOURCE", None
        )
        file = f"build/sources/{module.name}.py"
        if not isinstance(source, Source):
            raise ValueError(f"{file}: states no SOURCE = Source(…)")
        if source.name in found:
            raise ValueError(f"{file}: the name {source.name!r} is taken by another source")
        found[source.name] = source
    return tuple(sorted(found.values(), key=lambda source: (source.branch, source.name)))
