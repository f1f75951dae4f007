"""The registry: every file of ``build/sources`` is one source, in the order of their names."""

from __future__ import annotations

import importlib
import pkgutil

from build import sources
from build.source import Source


def load() -> tuple[Source, ...]:
    """Return the sources, arXiv first and the venues after it by name.

    Raises ``ValueError`` naming the file that states no ``SOURCE`` or repeats a name.
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
