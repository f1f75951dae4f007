"""What differs between the builds for the browsers, and what browsers lack."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build import registry, render
from build.__main__ import archive_paths
from build.browsers import BROWSERS
from build.engine import Engine

FAKES = Path(__file__).with_name("any_browser.js")
FIREFOX = BROWSERS["firefox"]
ARXIV = "https://papers.cool/arxiv/"
VENUE = "https://papers.cool/venue/"
in_one_browser = pytest.mark.parametrize("name", ["firefox"], scope="module")


@pytest.fixture(scope="module", params=sorted(BROWSERS))
def name(request: pytest.FixtureRequest) -> str:
    """Each browser's name in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each browser's rendered extension, with the fakes beside its modules."""
    found = {}
    for name, browser in BROWSERS.items():
        found[name] = tmp_path_factory.mktemp("browsers") / name
        render.render(browser, registry.load(), found[name])
        shutil.copy(FAKES, found[name])
    return found


@pytest.fixture
def engine(folders: dict[str, Path], name: str) -> Iterator[Engine]:
    """An engine of its own for each test: modules keep what they have read of `chrome`."""
    with Engine(folders[name]) as running:
        yield running


def call(engine: Engine, function: str, *args: Any) -> Any:
    return engine.call(FAKES.name, function, *args)


# --- the packages -------------------------------------------------------------------------------


def test_builds_differ_in_the_manifest_the_adapter_and_texts_only(
    folders: dict[str, Path],
) -> None:
    chrome, firefox = (
        {
            file.relative_to(folders[name]).as_posix(): file.read_bytes()
            for file in folders[name].rglob("*")
            if file.is_file()
        }
        for name in ("chrome", "firefox")
    )
    assert set(chrome) == set(firefox)
    differing = {it for it in chrome if chrome[it] != firefox[it]}
    texts = {it for it in chrome if it.startswith("_locales/")}
    assert len(texts) == 3
    assert differing == {"manifest.json", "browser.js", *texts}


def test_store_of_another_browser_gets_a_zip_of_its_own_name(tmp_path: Path) -> None:
    ends = [it.stem.rsplit("-", 1)[1] for it in archive_paths(BROWSERS["chrome"], tmp_path)]
    assert ends == ["chrome", "edge"]
    for locale in (render.EXTENSION / "_locales").iterdir():
        messages = json.loads((locale / "messages.json").read_text("utf-8"))
        # Microsoft refuses it there: https://learn.microsoft.com/microsoft-edge/extensions/
        assert not [it for it in ("name", "description") if "Chrome" in messages[it]["message"]]


def test_manifests_differ_as_stated(folders: dict[str, Path]) -> None:
    chrome, firefox = (
        json.loads((folders[it] / "manifest.json").read_text("utf-8")) for it in BROWSERS
    )
    assert {it for it in chrome.keys() | firefox.keys() if chrome.get(it) != firefox.get(it)} == {
        *("minimum_chrome_version", "browser_specific_settings", "background", "incognito"),
    }
    assert chrome["background"] == {"service_worker": "background/main.js", "type": "module"}
    assert firefox["background"] == {"scripts": ["background/main.js"], "type": "module"}
    assert (chrome["incognito"], firefox["incognito"]) == ("split", "spanning")
    assert firefox["browser_specific_settings"]["gecko"] == {
        "id": "cool-papers-redirector@extension",
        "strict_min_version": FIREFOX.minimum_version,
        "data_collection_permissions": {"required": ["none"]},
    }


def test_texts_in_place_of_others_exist() -> None:
    messages = json.loads((render.EXTENSION / "_locales/en/messages.json").read_text("utf-8"))
    pairs = [pair for it in BROWSERS.values() for pair in it.messages.items()]
    assert pairs
    assert {name for pair in pairs for name in pair} - messages.keys() == set()


WORDS = {
    "chrome": (
        *("Chrom", "Edge", "chrome://", "edge://", "incognito", "Developer mode", "then the pin"),
        *("submenu", "file URL", "无痕", "無痕", "图钉", "圖釘", "子菜单", "子選單", "文件网址"),
    ),
    "firefox": (
        *("Firefox", "Mozilla", "about:", "private window", "add-on", "gear", "Pin to Toolbar"),
        *("隐私窗口", "隱私視窗", "附加组件", "附加元件", "齿轮", "齒輪"),
    ),
}
"""What only one of the browsers calls so, in each language."""
NAMES = (
    r"\b(?:Chrome|Chromium|Edge|Firefox|Mozilla|Gecko|Safari)\b|\b(?:chrome|edge|about|moz)[:-]/*\w"
)


def _words_in(folder: Path, words: tuple[str, ...]) -> list[str]:
    """Those of the words that some text of a build has."""
    files = [*folder.glob("_locales/*/messages.json"), *folder.glob("pages/**/*.html")]
    assert len(files) > 3 + 5
    texts = "\n".join(it.read_text("utf-8") for it in files).casefold()
    return [word for word in words if word.casefold() in texts]


def test_texts_of_a_build_have_no_other_browser_s_words(
    folders: dict[str, Path], name: str
) -> None:
    assert WORDS.keys() == BROWSERS.keys()
    for other, words in WORDS.items():
        found = _words_in(folders[name], words)
        # Its own: how to pin the button, at least, in all three languages.
        assert len(found) >= 3 if other == name else found == []


def test_scripts_and_pages_name_no_browser() -> None:
    files = [it for suffix in ("js", "html", "css") for it in render.EXTENSION.rglob(f"*.{suffix}")]
    assert len(files) > 50
    named = {it.name: re.findall(NAMES, it.read_text("utf-8")) for it in files}
    assert {name: found for name, found in named.items() if found} == {}


# --- what scripts do by the adapter -------------------------------------------------------------


def test_page_for_changing_shortcuts(engine: Engine, name: str) -> None:
    asked = {"chrome": "chrome://extensions/shortcuts", "firefox": "API"}[name]
    assert call(engine, "shortcutSettingsAskedFor") == [asked]


def test_address_bar_says_what_enter_does(engine: Engine, name: str) -> None:
    said = call(engine, "suggestionsFor", "1706.03762")
    paper = f"{ARXIV}1706.03762"
    assert (
        said
        == {
            "chrome": {
                "byDefault": ["addressBarOpen <match>1706.03762</match>"],
                "others": [],
            },
            "firefox": {
                "byDefault": ["addressBarHint"],
                "others": [[paper, "addressBarOpen 1706.03762"]],
            },
        }[name]
    )


def test_address_bar_offers_each_search_once(engine: Engine, name: str) -> None:
    said = call(engine, "suggestionsFor", "tea & milk", {"search": "venue"})
    arxiv, venue = "addressBarSearchArxiv", "addressBarSearchVenue"
    described = [it[1] for it in said["others"]]
    if name == "chrome":
        assert said["byDefault"] == ["addressBarSearch <match>tea milk</match>"]
        assert described == [f"{arxiv} <match>tea milk</match>"]
    else:
        assert said["byDefault"] == ["addressBarHint"]
        assert described == [f"{venue} tea milk", f"{arxiv} tea milk"]


@in_one_browser
def test_suggestion_of_what_enter_does_opens_the_same(engine: Engine, name: str) -> None:
    for text in ("1706.03762", "1706.03762, P19-1001", f"{ARXIV}cs.CL", "1706.03762 1810.04805"):
        content = call(engine, "suggestionsFor", text)["others"][0][0]
        typed, suggested = call(engine, "destinationsOf", [text, content])
        assert typed
        assert suggested == typed


def test_words_reach_a_page_in_an_incognito_window(engine: Engine, name: str) -> None:
    """Unless such windows have a worker of their own, which hands over the words there."""
    words = call(engine, "wordsHandedToAnIncognitoPage", "tea")
    assert words == {"chrome": "", "firefox": "tea"}[name]


def test_no_note_outlasts_incognito_windows(engine: Engine, name: str) -> None:
    usual, incognito = False, True
    steps = [[usual], [usual, usual], [usual], [usual, incognito], [usual], [usual, usual]]
    kept = call(engine, "notesWhileWindowsAre", steps)
    # Where such windows have a store of their own, the notes here are of the others.
    assert kept == {"chrome": [True] * 6, "firefox": [True] * 4 + [False] * 2}[name]


@pytest.mark.parametrize(
    "apis",
    [{"chrome": "closed"}, {"ofElement": "closed"}, {"chrome": "closed", "ofElement": "other"}],
    ids=["chrome.dom", "of the element", "both"],
)
def test_closed_shadow_roots_are_read(folders: dict[str, Path], apis: dict[str, str]) -> None:
    script = (folders["firefox"] / "page-reader/in-page/dom.js").read_text("utf-8")
    with Engine(folders["firefox"]) as engine:
        assert call(engine, "closedShadowRoot", script, apis) == "closed"
        assert call(engine, "closedShadowRoot", script, {}) is None


def test_both_elements_that_browsers_size_a_popup_by_state_its_width() -> None:
    css = (render.EXTENSION / "pages/popup/popup.css").read_text("utf-8")
    rules = re.findall(r"^([^{}]+?) \{([^}]*)\}", re.sub(r"/\*.*?\*/\n", "", css), re.MULTILINE)
    wide = [selectors for selectors, style in rules if re.search(r"^  width: 30rem;", style, re.M)]
    assert [it.strip().split(",\n") for it in wide] == [[".popup", ".popup body"]]


# --- missing APIs -------------------------------------------------------------------------------


@in_one_browser
@pytest.mark.parametrize(
    ("missing", "rows"),
    [
        ([], [1]),
        (["contextMenus"], [1]),
        (["omnibox"], [1]),
        (["commands"], [0]),
        (["contextMenus", "omnibox", "commands", "windows"], [0]),
    ],
    ids=lambda it: " ".join(map(str, it)),
)
def test_starts_without(engine: Engine, missing: list[str], rows: list[int]) -> None:
    assert call(engine, "startWithout", missing) == {"thrown": [], "rows": rows}
