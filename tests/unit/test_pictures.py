"""What the pictures' command line says when there can be none."""

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


def test_says_that_nothing_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extension, "DIST", tmp_path)
    assert pictures.main(["--pages", str(tmp_path)]) == 2
    assert "python3 tools/dev.py build" in capsys.readouterr().err


def test_names_a_folder_that_cannot_be(
    built: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert pictures.main(["--pages", str(tmp_path / "file" / "pages")]) == 2
    assert str(tmp_path / "file" / "pages") in capsys.readouterr().err


def test_says_which_programs_a_screen_takes(
    built: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert pictures.main([]) == 2
    assert "apt install xvfb xdotool" in capsys.readouterr().err
