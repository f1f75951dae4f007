import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from build import registry
from build.__main__ import archive_path
from build.browsers import BROWSERS
from build.engine import Engine
from build.finder import Finder
from build.pack import pack
from build.render import render
from tools.browser import extension


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


@pytest.fixture
def fresh_engine(
    request: pytest.FixtureRequest, rendered: Path, tmp_path: Path
) -> Iterator[Engine]:
    """An engine for one test, with its file's `FAKES`: modules keep what they read of `chrome`."""
    shutil.copytree(rendered, tmp_path / "chrome")
    shutil.copy(request.module.FAKES, tmp_path / "chrome")
    with Engine(tmp_path / "chrome") as running:
        yield running


@pytest.fixture(scope="session")
def finder(engine: Engine) -> Finder:
    return Finder(engine)


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that the tools find in place of the project's own; its extension is an empty one."""
    (tmp_path / "chrome").mkdir()
    (tmp_path / "chrome" / "manifest.json").write_text("{}")
    for browser in BROWSERS.values():
        pack(tmp_path / "chrome", archive_path(browser, tmp_path))
    monkeypatch.setattr(extension, "DIST", tmp_path)
