"""The check before a release asks Chromium for its install warnings, which also frames pictures."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from build.__main__ import build
from build.browsers import BROWSERS
from tests.profile import AT_NIGHT, NIGHTLY
from tools.browser.session import Session
from tools.release import install_warnings, pictures, taking
from tools.release.package import manifest


def test_warnings_of_two_manifests(browser: Session, built: Path) -> None:
    now = json.loads((built / "manifest.json").read_text("utf-8"))
    more = {**now, "permissions": [*now["permissions"], "history"]}
    own, added = install_warnings.asked(browser, [now, more])
    assert own == ["Read and change your data on aclanthology.org, arxiv.org, and openreview.net"]
    assert len(added) == 2
    assert len(install_warnings.unexplained(own, added, "")) == 1


@AT_NIGHT
def test_warnings_in_a_browser_started_for_them(browser: Session, tmp_path: Path) -> None:
    _, archive = build(BROWSERS["chrome"], tmp_path)
    now = manifest(archive)
    # Playwright runs once in a thread, and other tests' browsers run in this one.
    with ThreadPoolExecutor() as another:
        asked = another.submit(install_warnings.of, archive, [now], tmp_path)
    assert asked.result() == install_warnings.asked(browser, [now])


@pytest.mark.parametrize("language", ["en", pytest.param("zh_CN", marks=AT_NIGHT)])
def test_framed_pictures_are_what_the_stores_take(
    browser: Session, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not NIGHTLY:  # In each run, one of the five screenshots.
        more = [name for name in list(taking.SCENES)[1:] if name in pictures.SIZES]
        sizes = {name: size for name, size in pictures.SIZES.items() if name not in more}
        monkeypatch.setattr(pictures, "SIZES", sizes)
    red = Image.new("RGB", taking.WINDOW, "red")
    shots = {name: taking.Shot(red, (100, 200, 150, 40)) for name in taking.SCENES}
    archive = tmp_path / "chrome.zip"
    archive.touch()
    page = browser.context.new_page()
    made = dict(taking.framed(page, language, shots))
    page.close()
    (tmp_path / language).mkdir()
    for name, image in made.items():
        image.save(tmp_path / language / f"{name}.png")
    pictures.record(archive, [f"{language}/{name}.png" for name in made], tmp_path)
    assert not [it for it in pictures.problems(archive, tmp_path) if f"pictures/{language}" in it]
    scenes = [name for name in taking.SCENES if name in made]
    assert scenes
    for name in scenes:
        # Pixel for pixel, down to the lower edge, with the ring where the menu's entry is.
        assert made[name].getpixel((80 + taking.WINDOW[0] // 2, 799)) == (255, 0, 0)
        assert made[name].getpixel((80 + 101, 152 + 220)) == (0x2B, 0x8C, 0xF3)
