"""What the pictures' command line says when there can be none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import pictures


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "manifest.json").touch()
    monkeypatch.setattr(pictures, "EXTENSION", tmp_path / "built")


def test_says_that_nothing_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pictures, "EXTENSION", tmp_path)
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
