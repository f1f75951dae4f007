"""Error messages of ``python -m tools.pictures``, and what it has made for the READMEs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from build.render import ROOT
from tools import film, pictures
from tools.browser import extension

READMES = {"en": "README.md", "zh": "README.zh-CN.md"}
RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


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


def test_missing_language_of_the_menus(
    built: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "en-US.pak").touch()
    monkeypatch.setattr(pictures, "DEBIAN_LOCALES", tmp_path)
    monkeypatch.setattr(pictures, "has_native_menu", lambda: True)
    assert pictures.main([]) == 2
    assert "lack zh-CN: apt install chromium-l10n" in capsys.readouterr().err


# --- in the READMEs -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", READMES)
def test_readmes_show_the_pictures_that_are_made(language: str) -> None:
    readme = (ROOT / READMES[language]).read_text("utf-8")
    shown = set(re.findall(rf"tools/pictures/{language}/([\w.-]+)", readme))
    films = {f"film-{scheme}.gif" for scheme in film.SCHEMES}
    assert shown == films | {f"{scene}.png" for scene in pictures.SCENES}
    assert shown == {it.name for it in (pictures.PICTURES / language).iterdir()}


@pytest.mark.parametrize("language", READMES)
def test_films_are_short_and_small(language: str) -> None:
    for scheme in film.SCHEMES:
        file = pictures.PICTURES / language / f"film-{scheme}.gif"
        seconds = sum(film.durations(file)) / 1000
        assert 6 <= seconds <= 15, (file, seconds)
        assert file.stat().st_size < 1_500_000, file
        with Image.open(file) as image:
            assert image.size == film.SIZE, file


@pytest.mark.parametrize("language", READMES)
def test_films_show_the_same_light_and_dark(language: str) -> None:
    light, dark = (pictures.PICTURES / language / f"film-{it}.gif" for it in film.SCHEMES)
    assert film.durations(light) == film.durations(dark)
    assert _brightness(light) > 200
    assert _brightness(dark) < 80


def _brightness(file: Path) -> float:
    with Image.open(file) as image:
        return ImageStat.Stat(image.convert("L")).mean[0]


# --- films ----------------------------------------------------------------------------------------


def test_film_keeps_its_frames_in_order(tmp_path: Path) -> None:
    colours = [RED, GREEN, BLUE, RED]
    frames = [
        film.Frame(Image.new("RGB", (9, 9), colour), 100 * number)
        for number, colour in enumerate(colours, start=1)
    ]
    film.save(frames, tmp_path / "film.gif")
    assert film.durations(tmp_path / "film.gif") == [100, 200, 300, 400]
    with Image.open(tmp_path / "film.gif") as image:
        assert image.info["loop"] == 0
        shown = []
        for number in range(len(colours)):
            image.seek(number)
            shown.append(image.convert("RGB").getpixel((4, 4)))
    assert shown == colours


def test_pointer_is_drawn_on_a_copy() -> None:
    image = Image.new("RGB", (40, 40), RED)
    pointed = film.with_pointer(image, (10, 10))
    assert pointed.getpixel((12, 18)) == (0, 0, 0)
    assert pointed.getpixel((9, 10)) == RED
    assert image.getcolors() == [(1600, RED)]
