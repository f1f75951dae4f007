"""The demo's command line, its messages and its exit codes, without a browser."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tools import demo
from tools.browser import extension
from tools.browser.tour import STOPS, Row


def test_missing_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extension, "DIST", tmp_path)
    assert demo.main(["--headless"]) == 2
    assert "python3 tools/dev.py build" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv", [["--nonsense"], ["extra"], ["--language", "fr"], ["--browser", "lynx"]]
)
def test_bad_input_exits_with_2(argv: list[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        demo.main(argv)
    assert exit.value.code == 2


def test_folder_that_takes_no_pictures(
    built: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "pictures"
    assert demo.main(["--headless", "--pictures", str(folder)]) == 2
    assert str(folder) in capsys.readouterr().err


def test_chromium_that_cannot_be_run(
    built: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    argv = ["--headless", "--without-menu", "--pictures", str(tmp_path / "pictures")]
    # In a thread: another test may have Playwright's event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(demo.main, argv).result() == 2
    assert "no program has that name" in capsys.readouterr().err


def test_firefox_that_cannot_be_run(
    built: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIREFOX", str(tmp_path / "none"))
    argv = ["--headless", "--browser", "firefox", "--pictures", str(tmp_path / "pictures")]
    assert demo.main(argv) == 2
    assert "no program has that name" in capsys.readouterr().err


def test_ctrl_c(built: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "run_tour", interrupted)
    assert demo.main(["--headless"]) == 130


@pytest.mark.parametrize("browser", demo.BROWSERS)
@pytest.mark.parametrize(
    ("fault", "errors", "code", "said"),
    [
        ("", [], 0, "all 2 right"),
        ("no tab", [], 1, "1 of 2 clicks went wrong"),
        ("", ["TypeError"], 1, "error in the extension: TypeError"),
    ],
    ids=["right", "wrong click", "error"],
)
def test_exit_code_says_whether_the_tour_went_well(
    built: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    browser: str,
    fault: str,
    errors: list[str],
    code: int,
    said: str,
) -> None:
    rows = [Row(STOPS[0], ("papers.cool/arxiv/1",), fault), Row(STOPS[1], (), "")]
    walk = {"chromium": "walk_in_worker", "firefox": "walk_in_firefox"}[browser]
    monkeypatch.setattr(demo, walk, lambda *_: (rows, errors))
    argv = [
        "--headless",
        "--without-menu",
        "--browser",
        browser,
        "--pictures",
        str(tmp_path / "pictures"),
    ]
    assert demo.main(argv) == code
    out = capsys.readouterr().out
    assert said in out
    assert (f"no: {fault}" in out) == bool(fault)


@pytest.mark.parametrize(
    ("platform", "env", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_screen(platform: str, env: dict[str, str], shown: bool) -> None:
    assert demo.has_screen(env, platform) is shown


@pytest.mark.parametrize(
    ("name", "language"),
    [("zh_CN", "zh"), ("Chinese (Simplified)_China", "zh"), ("en_US", "en"), (None, "en")],
)
def test_language_is_the_system_s(
    name: str | None, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("locale.getlocale", lambda: (name, None))
    assert demo.parse([]).language == language
