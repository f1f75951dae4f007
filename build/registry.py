"""The registry of paper sources: every file in ``build/sources`` is one."""

from __future__ import annotations

import importlib
import pkgutil

from build import sources
from build.source import Source
from build.source_check import not_tuples


def load() -> tuple[Source, ...]:
    """Return the sources: arXiv, then venues with ids and those known by titles, each by name.

    Raises ``ValueError`` naming the file that cannot be loaded, has no ``SOURCE``, is not named
    after its source, or states one thing where a tuple belongs.
    """
    found: list[Source] = []
    for module in pkgutil.iter_modules(sources.__path__):
        file = f"build/sources/{module.name}.py"
        try:
            loaded = importlib.import_module(f"{sources.__name__}.{module.name}")
        except Exception as error:
            raise ValueError(f"{file}: cannot be loaded: {error}") from error
        source = getattr(loaded, "SOURCE", None)
        if not isinstance(source, Source):
            raise ValueError(f"{file}: states no SOURCE = Source(…); ijcai.py is a model")
        if source.key != module.name:
            raise ValueError(f"{file}: must be named {source.key}.py, after {source.name!r}")
        if wrong := [*not_tuples(source)]:
            raise ValueError("\n".join(f"{file}: {it}" for it in wrong))
        found.append(source)
    return tuple(sorted(found, key=lambda it: (it.branch, not it.paper_id, it.name)))
