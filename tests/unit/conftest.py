from collections.abc import Iterator
from pathlib import Path

import pytest

from build import registry
from build.browsers import BROWSERS
from build.engine import Engine
from build.finder import Finder
from build.render import render


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rendered extension, as a browser loads it."""
    folder = tmp_path_factory.mktemp("rendered") / "chrome"
    render(BROWSERS["chrome"], registry.load(), folder)
    return folder


@pytest.fixture(scope="session")
def engine(rendered: Path) -> Iterator[Engine]:
    with Engine(rendered) as running:
        yield running


@pytest.fixture(scope="session")
def finder(engine: Engine) -> Finder:
    return Finder(engine)
