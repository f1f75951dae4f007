"""What fails because a browser's lowest version lacks it, and what does not."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from build.browsers import BROWSERS
from tools.compat import __main__ as check
from tools.compat.__main__ import Lack
from tools.compat.reviewed import REVIEWED
from tools.setup import checks

VERSIONS = {"chrome": "120", "edge": "120", "firefox": "128"}
CHROMIUM = {"chrome", "edge"}
ALL = {*VERSIONS}
LACK = Lack("flow/a.js", 3, "Set.union", "chrome", "has it from 122 on")

FOUND = {
    # JavaScript
    "[1].values().map(String);": {"Iterator.map": ALL},
    "new Set([1]).union(new Set());": {"Set.union": CHROMIUM},
    "new Uint8Array(1).toHex();": {"Uint8Array.toHex": ALL},
    "RegExp.escape('a');": {"RegExp.escape": ALL},
    "Promise.try?.(() => 1);": {"Promise.try": ALL},
    "new Intl.DurationFormat('en');": {"Intl.DurationFormat": ALL},
    "new Float16Array(2);": {"Float16Array": ALL, "new Float16Array": ALL},
    "const { try: tried } = Promise;": {"Promise.try": ALL},
    "using a = null;": {"using": ALL},
    "/(?i:a)/;": {"javascript.regular_expressions.modifier": ALL},
    # The DOM
    "URL.parse('a');": {"URL.parse": CHROMIUM},
    "globalThis.cookieStore;": {"cookieStore": {"firefox"}},
    "document.body.moveBefore(document.body, null);": {"Element.moveBefore": ALL},
    "document.createElement('a').ariaOwnsElements;": {"Element.ariaOwnsElements": ALL},
    "document.body.showPopover({ source: document.body });": {
        "HTMLElement.showPopover: source": ALL,
    },
    "document.addEventListener('scrollsnapchange', () => {});": {
        "Document.scrollsnapchange_event": ALL,
    },
    "document.body.style.anchorName = '--a';": {"anchor-name": ALL},
    "document.querySelector(`a:is(${'b'}) > :open`);": {":open": ALL},
    "new CSSStyleSheet().replaceSync('a { color: light-dark(red, tan) }');": {
        "light-dark()": CHROMIUM,
    },
    # Extension APIs
    "chrome.sidePanel.open({ windowId: 1 });": {
        "chrome.sidePanel": {"firefox"},
        "chrome.sidePanel.open": {"firefox"},
    },
    "chrome.storage.session.getKeys();": {"chrome.storage.StorageArea.getKeys": ALL},
    "const [{ lastAccessed }] = await chrome.tabs.query({ groupId: 1 }); export {};": {
        "chrome.tabs.Tab.lastAccessed": CHROMIUM,
        "chrome.tabs.query: groupId": {"firefox"},
    },
    "chrome.action.openPopup();": {"chrome.action.openPopup": CHROMIUM},
    "chrome.tts.stop();": {"chrome.tts": {""}, "chrome.tts.stop": {""}},
    # CSS
    "a { color: light-dark(red, tan); }": {"light-dark()": CHROMIUM},
    "a { --b: light-dark(red, tan); }": {"light-dark()": CHROMIUM},
    "a { color: unheard-of(1); }": {"unheard-of()": {""}},
    "a { interpolate-size: numeric-only; }": {"interpolate-size": ALL, "numeric-only": ALL},
    "a { width: stretch; }": {"stretch": ALL},
    "a:open, b:not(:has(:open)) { top: 0; }": {":open": ALL},
    "a::details-content { top: 0; }": {":details-content": ALL},
    "@scope (a) { b { top: 0; } }": {"@scope": {"firefox"}},
    "a { top: 0; top: anchor(bottom); bottom: anchor(top); }": {"anchor()": ALL},
    # HTML
    "<button commandfor=a></button>": {"<button commandfor>": ALL},
    "<selectedcontent></selectedcontent>": {"<selectedcontent>": {*ALL}},
    "<p writingsuggestions=false>": {"<p writingsuggestions>": ALL},
    # Manifests
    '{"background": {"service_worker": "a"}}': {"background.service_worker": {"firefox"}},
}
"""What is found in a script, style sheet, page or manifest, and the browsers that lack it."""

NOT_FOUND = [
    "const own = { union: () => 1, try: 2 }; own.union(); own.try;",
    "const open = '(?i:a)', URL = { parse: () => 1 }; URL.parse(); export {};",
    "document.querySelector('a:has(b)'); [1].at(-1); new Map([[1, 2]]).get(1); Node.TEXT_NODE;",
    "const { groups, index } = /(?<a>b)/.exec('b') ?? {}; [].map.call([], String);",
    "chrome.contextMenus.create({ id: 'a', visible: true }); chrome.runtime?.id;",
    "a { content: 'a'; content: 'a' / ''; --b: c; } a:is(:hover, b):has(> c) { height: 10dvh; }",
    "@media (prefers-contrast: more) { a { color: color-mix(in srgb, red 10%, var(--a)); } }",
    "<div popover role=menu data-a=b><svg viewBox=a><path d=a /></svg><input type=search></div>",
    '{"manifest_version": 3, "action": {"default_popup": "a"}}',
]
"""What every version has, or has something else in place of."""


def ending(text: str) -> str:
    """Return the ending of a file with this text."""
    if text.startswith("<"):
        return "html"
    if text.startswith("{"):
        return "json"
    return "css" if text.startswith(("a", "@")) else "js"


def test_finds_what_a_lowest_version_lacks_and_nothing_else(tmp_path: Path) -> None:
    files = {}
    for number, text in enumerate([*FOUND, *NOT_FOUND]):
        files[text] = tmp_path / f"{number}.{ending(text)}"
        files[text].write_text(text, encoding="utf-8")
    names = [str(it) for it in files.values()]
    given = {
        "scripts": [it for it in names if it.endswith(".js")],
        "styles": [it for it in names if it.endswith(".css")],
        "pages": [it for it in names if it.endswith(".html")],
        "manifests": [(it, VERSIONS) for it in names if it.endswith(".json")],
        "versions": VERSIONS,
    }
    found: dict[str, dict[str, set[str]]] = {text: {} for text in files}
    texts = {str(file): text for text, file in files.items()}
    for it in check.lacks(given):
        found[texts[it.file]].setdefault(it.name, set()).add(it.browser)
    assert found == FOUND | {text: {} for text in NOT_FOUND}


def test_review_holds_for_one_file_and_browser() -> None:
    says = ["flow/a.js:3: Set.union: chrome has it from 122 on, the lowest is 123"]
    assert check.problems({LACK}, set()) == says
    assert check.problems({LACK}, {LACK.use}) == []
    for other in (replace(LACK, file="flow/b.js"), replace(LACK, browser="edge")):
        unneeded = f"reviewed.py: not needed any more: {' '.join(other.use)}"
        assert check.problems({LACK}, {other.use}) == [*says, unneeded]


def test_every_review_says_why() -> None:
    assert check.reviewed_uses()
    assert [it for it, why in REVIEWED.items() if not why] == []


def test_lowest_versions_are_those_of_the_builds() -> None:
    chrome, firefox = (BROWSERS[it].minimum_version for it in ("chrome", "firefox"))
    assert check.lowest_versions() == {"chrome": chrome, "edge": chrome, "firefox": firefox}
    assert check.lowest_versions("firefox") == {"firefox": firefox}


def test_finds_the_script_that_was_joined_with_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.js").write_text("1;\n2;\n")
    (tmp_path / "b.js").write_text("3;\n4;\n")
    joined = "\n".join((tmp_path / it).read_text() for it in ("a.js", "b.js"))
    monkeypatch.setattr(check, "DIST", tmp_path.parent)
    monkeypatch.setattr(check, "RENDERED", tmp_path)
    monkeypatch.setattr(check, "plain_script_lists", lambda: [["x.js"], ["a.js", "b.js"]])
    lines = {it: at for at, it in enumerate(joined.splitlines(), 1)}
    places = [
        check.place(replace(LACK, file=str(file), line=line))
        for file, line in [
            (checks.JOINED / "b.js", lines["2;"]),
            (checks.JOINED / "b.js", lines["4;"]),
            (tmp_path / "pages" / "c.js", 7),
        ]
    ]
    assert [(it.file, it.line) for it in places] == [("a.js", 2), ("b.js", 2), ("pages/c.js", 7)]


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[Lack]]:
    """What the check will find, run by run; it is not really run."""
    planned: list[list[Lack]] = []
    monkeypatch.setattr(check, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(check, "typed_scripts", lambda: [])
    monkeypatch.setattr(check, "reviewed_uses", lambda: set())
    monkeypatch.setattr(check, "place", lambda it: it)
    monkeypatch.setattr(check, "lacks", lambda given: planned.pop(0))
    monkeypatch.setattr(check, "state", lambda: "the same")
    return planned


def test_extension_without_faults_is_checked_once(
    runs: list[list[Lack]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    runs += [[LACK], [], [LACK]]
    assert [check.main(), check.main(), check.main()] == [1, 0, 0]
    assert capsys.readouterr().out.startswith("flow/a.js:3: Set.union: ")
    monkeypatch.setattr(check, "state", lambda: "another")
    assert check.main() == 1
    assert runs == []


def test_state_follows_the_lowest_versions_and_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "DIST", tmp_path)
    (tmp_path / "chrome").mkdir()
    states = {check.state()}
    (tmp_path / "chrome" / "a.css").write_text("a {}")
    states.add(check.state())
    (tmp_path / "chrome" / "a.css").write_text("b {}")
    states.add(check.state())
    monkeypatch.setattr(check, "lowest_versions", lambda: VERSIONS)
    states.add(check.state())
    assert len(states) == 4


def test_check_that_fails_is_no_success(
    runs: list[list[Lack]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(given: object) -> list[Lack]:
        raise ValueError("no such file")

    monkeypatch.setattr(check, "lacks", fail)
    assert check.main() == 2
    assert capsys.readouterr().err == "the check failed: no such file\n"


def test_check_is_one_of_all_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "typed_scripts", lambda: [])
    assert dict(checks.checks())["lowest versions"][1:] == ["-m", "tools.compat"]


def test_crash_of_the_check_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    crashed = subprocess.CompletedProcess([], 1, "", "Error: cannot be read")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: crashed)
    with pytest.raises(ValueError, match="cannot be read"):
        list(check.lacks({}))
