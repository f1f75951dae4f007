"""Error messages of ``python -m tools.pictures``, and what it has made for the READMEs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import Mock

import pytest
from PIL import Image

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


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "popups"], "argument --only: invalid choice: 'popups' (choose from "),
        (["--only"], "argument --only: expected one argument"),
        (["--lang", "fr"], "argument --lang: invalid choice: 'fr' (choose from "),
        (["--only", "popup", "--pages", "x"], "--only names a picture for the READMEs, so it does"),
        (["popup"], "unrecognized arguments: popup"),
    ],
)
def test_bad_arguments(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        pictures.main(arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


@pytest.fixture
def taken(
    built: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[str, Sequence[str]]]:
    """The languages and names of the pictures that are asked for, none of which is taken."""
    asked: list[tuple[str, Sequence[str]]] = []
    monkeypatch.setattr(pictures, "PICTURES", tmp_path)
    monkeypatch.setattr(pictures, "has_native_menu", lambda: True)
    monkeypatch.setattr(pictures, "DEBIAN_LOCALES", tmp_path / "none")
    for name in ("sync_playwright", "FakeSites"):
        monkeypatch.setattr(pictures, name, nullcontext)
    monkeypatch.setattr(pictures, "take_screens", lambda *given: asked.append(given[4:]))
    monkeypatch.setattr(pictures, "take_film", lambda *given: asked.append((given[4], ["film"])))
    return asked


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--only", "popup", "--lang", "zh"], [("zh-CN", ["popup"])]),
        (["--only", "film", "--lang", "en"], [("en-US", []), ("en-US", ["film"])]),
        (
            [],
            [
                (locale, names)
                for locale in ("en-US", "zh-CN")
                for names in ([*pictures.SCENES], ["film"])
            ],
        ),
        (
            [*("--only", "pdf", "--only", "menu", "--only", "pdf"), "--lang", "en"],
            [("en-US", ["menu", "pdf"])],
        ),
    ],
    ids=["one picture", "one film", "all", "several"],
)
def test_takes_what_is_asked_for(
    taken: list[tuple[str, Sequence[str]]],
    arguments: list[str],
    expected: list[tuple[str, Sequence[str]]],
) -> None:
    assert pictures.main(arguments) == 0
    assert taken == expected


def test_line_says_whether_a_picture_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = Image.new("RGB", (9, 9), RED)
    frames = [film.Frame(shown, 100)]
    monkeypatch.setattr(pictures, "film", lambda *_: frames)
    for colour in (RED, RED, BLUE):
        frames[:] = [film.Frame(Image.new("RGB", (9, 9), colour), 100)]
        pictures.take_film(Mock(), tmp_path, Mock(), tmp_path, "en-US")
    file = tmp_path / "film.gif"
    said = ["new", "as before", "changed"]
    assert capsys.readouterr().out.splitlines() == [f"{file}: {it}" for it in said]


@pytest.mark.parametrize(
    ("colour", "size", "said"),
    [
        (RED, (9, 9), "as before"),
        ((250, 4, 3), (9, 9), "as before"),
        ((200, 0, 0), (9, 9), "changed"),
        (RED, (9, 8), "changed"),
    ],
    ids=["same", "rounded otherwise", "another colour", "another size"],
)
def test_picture_that_shows_the_same_is_kept(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    colour: tuple[int, int, int],
    size: tuple[int, int],
    said: str,
) -> None:
    file = tmp_path / "menu.png"
    pictures.save_still(Image.new("RGB", (9, 9), RED), file)
    before = file.read_bytes()
    pictures.save_still(Image.new("RGB", size, colour), file)
    assert capsys.readouterr().out.splitlines() == [f"{file}: new", f"{file}: {said}"]
    assert (file.read_bytes() == before) == (said == "as before")


def test_id_does_not_depend_on_the_folder(built: None, tmp_path: Path) -> None:
    manifests = []
    for name in ("here", "there"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "manifest.json").write_text('{"name": "Tea"}')
        pictures.fix_id(folder)
        manifests.append((folder / "manifest.json").read_text("utf-8"))
    assert manifests[0] == manifests[1]
    assert '"key": "' in manifests[0]


def test_contributing_names_every_picture_that_a_change_makes_stale() -> None:
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Pictures")[2]
    table = section.partition("| --- | --- |")[2].partition("\n\n")[0]
    named = set(re.findall("`([a-z-]+)`", table))
    assert named == {*pictures.SCENES, pictures.FILM}


# --- in the READMEs -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", READMES)
def test_readmes_show_the_pictures_that_are_made(language: str) -> None:
    readme = (ROOT / READMES[language]).read_text("utf-8")
    shown = set(re.findall(r"tools/pictures/([\w./-]+)", readme))
    made = {f"{pictures.FILM}.gif", *(f"{scene}.png" for scene in pictures.SCENES)}
    assert shown == {f"{language}/{it}" for it in made}
    assert {it.name for it in (pictures.PICTURES / language).iterdir()} == made


@pytest.mark.parametrize("language", READMES)
def test_readmes_say_what_each_picture_shows(language: str) -> None:
    readme = (ROOT / READMES[language]).read_text("utf-8")
    said = re.findall(
        r"!\[(.*?)\]\(tools/pictures/|<img src=\"tools/pictures/\S+ alt=\"(.*?)\">", readme
    )
    assert len(said) == readme.count("tools/pictures/")
    assert all(len("".join(it)) > 20 for it in said)


@pytest.mark.parametrize("language", READMES)
def test_film_can_be_read_and_loaded(language: str) -> None:
    file = pictures.PICTURES / language / f"{pictures.FILM}.gif"
    assert 15 <= sum(film.durations(file)) / 1000 <= 30
    assert file.stat().st_size < 3_000_000
    with Image.open(file) as image:
        assert image.size == film.SIZE


@pytest.mark.parametrize("language", READMES)
def test_pictures_show_the_size_that_is_taken(language: str) -> None:
    for name, scene in pictures.SCENES.items():
        left, top, right, bottom = scene.part or (0, 0, *scene.size)
        with Image.open(pictures.PICTURES / language / f"{name}.png") as image:
            assert image.size == (right - left, bottom - top), name


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
