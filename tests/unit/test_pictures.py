"""Error messages of ``python -m tools.pictures``."""

from __future__ import annotations

from pathlib import Path

import pytest

from build.__main__ import archive_path
from build.browsers import BROWSERS
from tools import pictures
from tools.browser import extension


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive_path(BROWSERS["chrome"], tmp_path).touch()
    monkeypatch.setattr(extension, "DIST", tmp_path)


def test_missing_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extension, "DIST", tmp_path)
    assert pictures.main(["--pages", str(tmp_path)]) == 2
    assert "python3 tools/dev.py build" in capsys.readouterr().err


def test_unwritable_folder(built: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert pictures.main(["--pages", str(tmp_path / "file" / "pages")]) == 2
    assert str(tmp_path / "file" / "pages") in capsys.readouterr().err


def test_missing_screen_programs(
    built: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert pictures.main([]) == 2
    assert "apt install xvfb xdotool" in capsys.readouterr().err
