"""The documents agree with the code."""

import importlib.util
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from build import docs, installing, registry
from build.browsers import BROWSERS
from build.docs import HEADINGS, with_names, with_table
from build.installing import Published
from build.render import ROOT
from build.source import Examples, Source
from tools import dev

CONTRIBUTING = "CONTRIBUTING.md"
SECURITY = "SECURITY.md"
WITH_COMMANDS = (*HEADINGS, CONTRIBUTING)
TEXTS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in (*WITH_COMMANDS, SECURITY, "PRIVACY.md")
}

README = (
    "# Title\n\n<!-- names -->\n<!-- /names -->\n"
    "<!-- sources: made -->\nold\n<!-- /sources -->\n\nEnd\n"
)
INSTALL = "<!-- install -->\n<!-- /install -->\n<!-- firefox -->\n<!-- /firefox -->\n"
SOURCE = Source(
    name="Test",
    home="https://test.example/",
    branch="venue",
    paper_id="[a-z]+@Test",
    publisher="https://test.example/{match}",
    urls=(),
    examples=Examples(urls={"https://test.example/abc": "abc@Test", "https://test.example/d": "d"}),
)


@pytest.mark.parametrize("name", HEADINGS)
def test_every_permission_is_explained(name: str, rendered: Path) -> None:
    manifest = json.loads((rendered / "manifest.json").read_text("utf-8"))
    explained = set(re.findall(r"^- `([A-Za-z]+)`", TEXTS[name], re.MULTILINE))
    assert explained == set(manifest["permissions"])


@pytest.mark.parametrize("name", HEADINGS)
def test_readmes_name_the_oldest_browsers(name: str) -> None:
    for browser in BROWSERS.values():
        for package in browser.packages:
            named = re.findall(rf"{package.capitalize()} (\d+)", TEXTS[name])
            assert named == [browser.minimum_version.split(".")[0]]


def test_every_text_names_the_oldest_browsers() -> None:
    chrome, firefox = (BROWSERS[it].minimum_version.split(".")[0] for it in ("chrome", "firefox"))
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ")[1]
    assert re.findall(r"(Chrome|Firefox|Edge)[a-z ,]+ version (\d+)", changes) == [
        *[("Firefox", firefox), ("Edge", chrome)],
        *[("Chrome", chrome)],
    ]
    english, chinese = (TEXTS[name] for name in HEADINGS)
    assert re.findall(
        r"built on Chromium, from version\s(\d+)\son, and in Firefox from (\d+)", english
    ) == [(chrome, firefox)]
    assert re.findall(r"Chromium 的浏览器（(\d+) 以上），以及 Firefox（(\d+) 以上）", chinese) == [
        (chrome, firefox)
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_every_file_mentioned_exists(name: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", TEXTS[name])
    links += re.findall(r"`((?:\.github|build|extension|tests|tools)/[\w./-]*)`", TEXTS[name])
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_every_command_exists(name: str) -> None:
    commands = re.findall(r"python3 tools/dev\.py ([a-z]+)", TEXTS[name])
    modules = re.findall(r"python -m ([\w.]+)", TEXTS[name])
    assert commands
    assert [dev.parse([it])[0].command for it in commands] == commands
    assert [it for it in modules if importlib.util.find_spec(it) is None] == []


@pytest.mark.parametrize("name", HEADINGS)
def test_readmes_link_to_contributing(name: str) -> None:
    assert f"]({CONTRIBUTING})" in TEXTS[name]


def test_house_tour_names_every_folder() -> None:
    parents = [ROOT / name for name in ("build", "extension", "tests", "tools")]
    folders = [it for parent in parents for it in parent.iterdir() if it.is_dir()]
    folders = [it for it in folders if not it.name.startswith(("__", "."))]
    names = [f"`{it.relative_to(ROOT).as_posix()}/`" for it in folders]
    assert [it for it in names if it not in TEXTS[CONTRIBUTING]] == []


def test_every_promise_has_its_test() -> None:
    rows = [row for row in TEXTS[SECURITY].splitlines() if row.startswith("| ")]
    promises = [row for row in rows if not row.startswith(("| ---", "| promise"))]
    named = [re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row) for row in promises]
    assert promises
    assert all(named)
    for file, test in [it for row in named for it in row]:
        assert re.search(rf"def {test}\(", (ROOT / file).read_text("utf-8")), f"{file}::{test}"


# --- the table of sources -----------------------------------------------------------------------


@pytest.mark.parametrize("name", HEADINGS)
def test_readmes_have_a_table_to_update(name: str) -> None:
    """The rows are not checked here, so that adding a source fails no test."""
    assert HEADINGS[name] in with_table(TEXTS[name], [], HEADINGS[name])
    assert HEADINGS[name] in TEXTS[name]


def test_table_has_the_first_example_of_each_source() -> None:
    assert with_table(README, [SOURCE], "| a | b | c |") == (
        "# Title\n\n<!-- names -->\n<!-- /names -->\n<!-- sources: made -->\n"
        "| a | b | c |\n"
        "| --- | --- | --- |\n"
        "| [Test](https://test.example/) | `venue/abc@Test` | `https://test.example/abc` |\n"
        "<!-- /sources -->\n\nEnd\n"
    )


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        (HEADINGS["README.md"], "It knows the papers of A, B and C.\n"),
        (HEADINGS["README.zh-CN.md"], "支持 A、B 和 C 的论文。\n"),
    ],
)
def test_line_names_the_sources_in_order(heading: str, line: str) -> None:
    sources = [replace(SOURCE, name=name) for name in "ABC"]
    named = with_names(README, sources, heading)
    assert f"<!-- names -->\n{line}<!-- /names -->" in named
    assert with_names(named, sources, heading) == named


@pytest.mark.parametrize("name", HEADINGS)
def test_readmes_name_the_sources_above_and_fold_the_tables_below_privacy(name: str) -> None:
    text = TEXTS[name]
    details = r"<details>\n<summary>[^<]+</summary>\n\n.*?\n\n</details>"
    folded = re.findall(details, text, re.DOTALL)
    privacy = text.index("](PRIVACY.md)")
    assert text.index("<!-- /names -->") < text.index("![") < privacy
    assert ["0.2.0" in it and "| --- |" in it for it in folded] == [False, True]
    assert HEADINGS[name] in folded[0]
    assert all(text.index(it) > privacy for it in folded)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with outdated READMEs; the registry has one source."""
    monkeypatch.setattr(registry, "load", lambda: (SOURCE,))
    for name in HEADINGS:
        (tmp_path / name).write_text(README + INSTALL, encoding="utf-8")
    return tmp_path


def test_writes_only_what_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert docs.main([], folder) == 0
    assert capsys.readouterr().out == ("docs: updated README.md, README.zh-CN.md\n")
    before = {name: (folder / name).stat().st_mtime_ns for name in HEADINGS}
    assert docs.main([], folder) == 0
    assert capsys.readouterr().out == ""
    assert {name: (folder / name).stat().st_mtime_ns for name in HEADINGS} == before


def test_check_names_the_file_and_the_fix(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs.main([], folder)
    assert docs.main(["--check"], folder) == 0
    (folder / "README.zh-CN.md").write_text(README + INSTALL, encoding="utf-8")
    assert docs.main(["--check"], folder) == 1
    said = capsys.readouterr().err
    assert said.startswith("docs: README.zh-CN.md: ")
    assert "python3 tools/dev.py build" in said
    assert (folder / "README.zh-CN.md").read_text(encoding="utf-8") == README + INSTALL


def test_missing_marks_exit_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for missing in ("sources", "names"):
        text = README.replace(f"<!-- /{missing} -->", "")
        (folder / "README.md").write_text(text, encoding="utf-8")
        assert docs.main([], folder) == 2
        assert f"README.md: the marks <!-- {missing} -->" in capsys.readouterr().err


def test_source_without_an_example_exits_2(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(registry, "load", lambda: (replace(SOURCE, examples=Examples()),))
    assert docs.main([], folder) == 2
    assert "build/sources/test.py: has no example URL" in capsys.readouterr().err
    assert {name: (folder / name).read_text("utf-8") for name in HEADINGS} == dict.fromkeys(
        HEADINGS, README + INSTALL
    )


# --- how to install -------------------------------------------------------------------------------

RELEASES = "https://code.example/releases"
IN_STORES = {key: f"https://{key}.example/" for key in installing.STORES}


@pytest.mark.parametrize("name", HEADINGS)
def test_without_a_release_it_is_built(name: str) -> None:
    parts = installing.parts(name, Published())
    assert "`dist/chrome`" in parts["install"]
    assert "https:" not in parts["install"]
    assert "about:debugging" in parts["firefox"]


@pytest.mark.parametrize("name", HEADINGS)
def test_release_is_preferred_to_a_build(name: str) -> None:
    (shown,) = re.findall(r"\]\((.*?)\)", installing.parts(name, Published(RELEASES))["install"])
    assert shown == RELEASES


@pytest.mark.parametrize("name", HEADINGS)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_stores_come_first(name: str, count: int) -> None:
    stores = dict([*IN_STORES.items()][:count])
    parts = installing.parts(name, Published(RELEASES, stores))
    shown = re.findall(r"\]\((.*?)\)", parts["install"])
    assert shown == [*stores.values(), RELEASES]
    assert ("about:debugging" in parts["firefox"]) == ("firefox" not in stores)
    assert "{" not in "".join(parts.values())


def test_links_are_joined_as_in_a_sentence() -> None:
    said = installing.parts("README.md", Published("", IN_STORES))["install"]
    assert said.startswith(
        "Install it from the [Chrome Web Store](https://chrome.example/), "
        "[Edge Add-ons](https://edge.example/) or [Firefox Add-ons](https://firefox.example/).\n"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('release = "https://a.example/"', "release is unknown"),
        ('[stores]\nopera = "https://a.example/"', "opera is unknown"),
        ('[stores]\nedge = "a.example"', "a.example is no https address"),
    ],
)
def test_mistake_in_what_is_published(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "published.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        installing.load(file)


def test_published_is_read(tmp_path: Path) -> None:
    file = tmp_path / "published.toml"
    file.write_text(
        f'releases = "{RELEASES}"\n[stores]\nfirefox = "https://f.example/"\nedge = ""\n'
    )
    assert installing.load(file) == Published(RELEASES, {"firefox": "https://f.example/"})
    uncommented = re.sub(
        "^# (?=releases|chrome|edge|firefox)",
        "",
        installing.PUBLISHED.read_text("utf-8"),
        flags=re.M,
    )
    file.write_text(uncommented)
    assert [*installing.load(file).stores] == [*installing.STORES]


@pytest.mark.parametrize(
    ("env", "write", "options"),
    [({}, True, []), ({"CI": "true"}, True, ["--check"]), ({}, False, ["--check"])],
)
def test_ci_only_checks(
    env: Mapping[str, str], write: bool, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = []

    def call(command: Sequence[object], env: Mapping[str, str]) -> int:
        ran.append([*command][1:])
        return 0

    monkeypatch.setattr(dev, "call", call)
    assert dev.docs(env, write) == 0
    assert ran == [["-m", "build.docs", *options]]
