"""``python -m build``: its output, and what it rejects."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from deno import find_deno_bin

from build import __main__ as cli
from build import check, data, registry, render
from build.browsers import BROWSERS
from build.check import problems
from build.engine import Engine
from build.icons import ICON_SIZES, png_size
from build.javascript import Regexp, constants, literal, regexp, whole
from build.pack import pack, unpack
from build.source import Examples, LinkSite, Source, TitleRule, UrlRule
from build.traditional import TRADITIONAL

CHROME = BROWSERS["chrome"]
ARCHIVE = f"cool-papers-redirector-{render.version()}-chrome.zip"


@pytest.fixture(scope="module")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole build, to look at or to copy, not to change."""
    out = tmp_path_factory.mktemp("first build")
    cli.build(CHROME, out)
    return out


@pytest.fixture
def last_build(first_build: Path, tmp_path: Path) -> Path:
    """A build that may be changed, as the last one left it: in `tmp_path`."""
    shutil.copytree(first_build, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds find no problems, and do not look for any."""
    monkeypatch.setattr(cli, "problems", lambda *_: [])


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_builds_a_folder_a_zip_and_checksums(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--out", str(tmp_path)]) == 0
    archives = [path.name for it in BROWSERS.values() for path in cli.archive_paths(it, tmp_path)]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [*BROWSERS, *archives, "SHA256SUMS"]
    )
    digests = [
        f"{hashlib.sha256((tmp_path / it).read_bytes()).hexdigest()}  {it}\n"
        for it in sorted(archives)
    ]
    assert (tmp_path / "SHA256SUMS").read_text("utf-8") == "".join(digests)
    for browser in BROWSERS.values():
        own, *others = cli.archive_paths(browser, tmp_path)
        assert {it.read_bytes() for it in others} <= {own.read_bytes()}
    assert "load this folder unpacked" in capsys.readouterr().out


@pytest.mark.usefixtures("unchecked")
def test_builds_one_browser(tmp_path: Path) -> None:
    assert cli.main(["--browser", "firefox", "--out", str(tmp_path)]) == 0
    archive = cli.archive_path(BROWSERS["firefox"], tmp_path).name
    assert {it.name for it in tmp_path.iterdir()} == {"firefox", archive, "SHA256SUMS"}


def test_one_browser_that_fails_keeps_the_build_of_all(
    last_build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(last_build)

    def problems_of(folder: Path, *_: object) -> list[str]:
        return ["manifest.json: is wrong"] if folder.name == "firefox" else []

    monkeypatch.setattr(cli, "problems", problems_of)
    assert cli.main(["--out", str(last_build)]) == 2
    assert contents(last_build) == before


def test_zip_and_folder_have_the_same_bytes(first_build: Path, tmp_path: Path) -> None:
    archive = first_build / ARCHIVE
    assert contents(unpack(archive, tmp_path / "unpacked")) == contents(first_build / "chrome")
    with zipfile.ZipFile(archive) as packed:
        assert {entry.compress_type for entry in packed.infolist()} == {zipfile.ZIP_STORED}


def test_every_script_in_the_zip_parses(first_build: Path, tmp_path: Path) -> None:
    scripts = sorted(unpack(first_build / ARCHIVE, tmp_path / "unpacked").rglob("*.js"))
    assert scripts
    # Without checkJs, Deno only parses.
    command = [find_deno_bin(), "check", "--quiet", "--no-config", "--no-lock", *scripts]
    parsed = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert parsed.returncode == 0, parsed.stderr


def test_manifest(rendered: Path) -> None:
    manifest = json.loads((rendered / "manifest.json").read_text("utf-8"))
    assert manifest["version"] == render.version()
    assert sorted(manifest["permissions"]) == ["activeTab", "contextMenus", "scripting", "storage"]
    assert "host_permissions" not in manifest
    scripts = {tuple(it["matches"]): it["js"] for it in manifest["content_scripts"]}
    sites = [
        (site, data.content_scripts(key))
        for source in registry.load()
        for key, site in source.sites.items()
    ]
    assert scripts == {site.pages: scripts for site, scripts in sites if not site.optional}
    # Chromium's install prompt names three sites at most.
    assert len(scripts) <= 3
    assert manifest["optional_host_permissions"] == [
        *(page for site, _ in sites if site.optional for page in site.pages),
        "https://papers.cool/*",
    ]


def test_every_content_script_exists(rendered: Path) -> None:
    for source in registry.load():
        for site in source.sites:
            assert all((rendered / script).is_file() for script in data.content_scripts(site))


def test_only_sites_with_searches_load_what_makes_them(rendered: Path) -> None:
    keys = [key for source in registry.load() for key in source.sites]
    searching = [
        key
        for key in keys
        if "searchWords(" in (rendered / data.content_script(key)).read_text("utf-8")
    ]
    assert [key for key in keys if data.SEARCH_WORDS in data.content_scripts(key)] == searching
    assert sorted(data.SITES_WITH_SEARCHES) == sorted(searching)


def test_ships_exactly_the_source_files(rendered: Path) -> None:
    written = {
        name.replace(render.TEMPLATE_ENDING, ".js") for name in contents(render.EXTENSION)
    } - {render.ICON}
    icons = {f"icons/{size}.png" for size in ICON_SIZES}
    made = {data.PLAIN_SCRIPTS_MODULE, TRADITIONAL, "manifest.json"}
    assert set(contents(rendered)) == written | icons | made


def test_only_registry_data_and_the_adapter_are_templates() -> None:
    templates = {it for it in contents(render.EXTENSION) if it.endswith(render.TEMPLATE_ENDING)}
    assert {it for it in templates if not it.startswith("registry/")} == {"browser.template.js"}


def test_script_as_a_module_exports_all_that_it_defines() -> None:
    script = "const A = [\n  1,\n];\n\nfunction b() {\n  const c = 2;\n}\n"
    assert render.as_module(script) == f"{script}\nexport {{ A, b }};\n"


def test_module_of_plain_scripts_differs_by_its_exports_only(rendered: Path) -> None:
    known = {*data.SHARED_CONTENT_SCRIPTS, data.SEARCH_WORDS}
    assert set(data.IMPORTED_SCRIPTS) - known == set()
    scripts = "\n".join((rendered / it).read_text("utf-8") for it in data.IMPORTED_SCRIPTS)
    module = (rendered / data.PLAIN_SCRIPTS_MODULE).read_text("utf-8")
    assert re.fullmatch(r"\nexport \{.*\};\n", module.removeprefix(scripts))


def test_rendered_data_can_be_reviewed(rendered: Path) -> None:
    for file in (rendered / "registry").iterdir():
        lines = file.read_text("utf-8").splitlines()
        assert max(map(len, lines)) <= 160, file.name


def test_every_fragment_is_used(rendered: Path) -> None:
    rules = (rendered / "registry/sources.js").read_text("utf-8")
    used = {name.removesuffix("_UNNAMED") for name in re.findall(r"\$\{(\w+)\}", rules)}
    names = {name.removesuffix("_UNNAMED") for name in data.fragments(registry.load())}
    assert names == used


REGISTRY = """
import * as sources from "./sources.js";
import { IMPORTED_RECORDS, LINK_RULES } from "./scripts.js";

const parts = ({ source, flags }) => ({ source, flags });
const withParts = (_, it) => it instanceof RegExp ? parts(it) : it;
export const rendered = () => 
  JSON.parse(JSON.stringify({ ...sources, IMPORTED_RECORDS, LINK_RULES }, withParts));

const compiled = (_, it) => it?.regexp ? parts(new RegExp(...it.regexp)) : it;
export const expected = (data) => JSON.parse(JSON.stringify(data), compiled);
"""


def with_regexps_apart(value: Any) -> Any:
    """The value as JSON, a pattern as an object with its text and flags."""
    match value:
        case Regexp():
            return {"regexp": [value.pattern.replace("(?P<", "(?<"), value.flags]}
        case dict():
            return {key: with_regexps_apart(it) for key, it in value.items()}
        case list() | tuple():
            return [with_regexps_apart(it) for it in value]
        case _:
            return value


def test_rendered_patterns_are_those_of_python(rendered: Path, tmp_path: Path) -> None:
    """However they are put together: source and flags of each are the same."""
    folder = shutil.copytree(rendered / "registry", tmp_path / "registry")
    scripts = [folder / "link-rules.js", folder / "imported-records.js"]
    script = "\n".join(it.read_text("utf-8") for it in scripts)
    (folder / "scripts.js").write_text(render.as_module(script), "utf-8")
    (folder / "all.js").write_text(REGISTRY, "utf-8")
    sources = registry.load()
    sites = data.link_sites(sources)
    all_data = {
        "SOURCES": data.finder_sources(sources),
        "TITLE_RULES": data.title_rules(sources),
        "OFTEN_FILED_UNDER": data.often_filed_under(sources),
        "IMPORTED_RECORDS": data.imported_records(sources),
        "BROKEN_IDS": data.broken_ids(sources),
        "LINK_RULES": data.link_rules(sources),
        "LINK_SITES": sites,
        "OPTIONAL_SITES": [key for key, it in sites.items() if it["optional"]],
        "PAPER_PAGES": data.paper_pages(sources),
        **data.finder_patterns(sources),
    }
    with Engine(tmp_path) as engine:
        expected = engine.call("registry/all.js", "expected", with_regexps_apart(all_data))
        assert engine.call("registry/all.js", "rendered") == expected


def test_ships_no_forbidden_code(rendered: Path) -> None:
    for name, code in contents(rendered).items():
        if name.endswith((".js", ".html")):
            for forbidden in ("innerHTML", "eval(", "Function(", "http-equiv", "onclick="):
                assert forbidden not in code.decode(), name


def test_icons_have_their_sizes(rendered: Path) -> None:
    for size in ICON_SIZES:
        assert png_size((rendered / f"icons/{size}.png").read_bytes()) == (size, size)


def test_same_input_gives_the_same_bytes(first_build: Path, tmp_path: Path) -> None:
    """Regardless of checkout path, clock, umask, file times and seed of hashes."""
    checkout = tmp_path / "other checkout"
    checkout.mkdir()
    for name in ("build", "extension"):
        shutil.copytree(render.ROOT / name, checkout / name)
    for name in ("manifest.template.json", "pyproject.toml"):
        shutil.copyfile(render.ROOT / name, checkout / name)
    for file in checkout.rglob("*"):
        os.utime(file, (10**9,) * 2)
    other = {"TZ": "Asia/Shanghai", "SOURCE_DATE_EPOCH": "100000000", "PYTHONHASHSEED": "1"}
    subprocess.run(
        [sys.executable, "-m", "build", "--browser", "chrome", "--out", tmp_path / "out"],
        check=True,
        cwd=checkout,
        umask=0o077,
        env=os.environ | other,
    )
    assert (tmp_path / "out" / ARCHIVE).read_bytes() == (first_build / ARCHIVE).read_bytes()


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_every_python_packs_the_same_bytes(rendered: Path, tmp_path: Path, version: str) -> None:
    python = _python(version)
    if python is None:
        pytest.skip(f"Python {version} is not installed")
    pack(rendered, tmp_path / "here.zip")
    code = (
        "import sys; from pathlib import Path; from build.pack import pack;"
        " pack(*map(Path, sys.argv[1:]))"
    )
    there = tmp_path / "there.zip"
    subprocess.run([python, "-c", code, rendered, there], check=True, cwd=render.ROOT)
    assert there.read_bytes() == (tmp_path / "here.zip").read_bytes()


def _python(version: str) -> str | None:
    """The path of a working Python of this version; some on PATH are shims without one."""
    found = shutil.which(f"python{version}")
    if found is None:
        return None
    ran = subprocess.run([found, "--version"], capture_output=True, check=False)
    return found if ran.returncode == 0 else None


@pytest.mark.usefixtures("unchecked")
def test_rebuilding_replaces_the_last_build(last_build: Path) -> None:
    stale = last_build / "chrome" / "stale.js"
    stale.write_text("", "utf-8")
    cli.build(CHROME, last_build)
    assert not stale.exists()
    assert sorted(path.name for path in last_build.iterdir()) == sorted(
        ["chrome", ARCHIVE, ARCHIVE.replace("chrome", "edge"), "SHA256SUMS"]
    )


def test_failed_check_keeps_the_last_build(
    last_build: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(last_build)
    monkeypatch.setattr(cli, "problems", lambda *_: ["extension/x.js: is wrong"])
    assert cli.main(["--out", str(last_build)]) == 2
    assert contents(last_build) == before
    assert "extension/x.js: is wrong" in capsys.readouterr().err


def test_source_that_cannot_be_loaded_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def load() -> None:
        raise ValueError("build/sources/test.py: states no SOURCE")

    monkeypatch.setattr(registry, "load", load)
    assert cli.main(["--out", str(tmp_path)]) == 2
    assert "build/sources/test.py: states no SOURCE" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{{ nothing }}", "extension/registry/bad.template.js: line 2: 'nothing' is undefined"),
        ("{% if %}", "extension/registry/bad.template.js: line 2: Expected an expression"),
        ("{% extends 'none.js' %}", "extension/registry/bad.template.js: line 2: 'none.js' not"),
    ],
    ids=["unknown name", "syntax", "unknown file"],
)
def test_broken_template_is_reported(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    line: str,
    why: str,
) -> None:
    checkout = tmp_path / "checkout"
    broken = checkout / "extension" / "registry" / "bad.template.js"
    broken.parent.mkdir(parents=True)
    broken.write_text(f"// One.\n{line}\n", "utf-8")
    shutil.copy(render.ROOT / "pyproject.toml", checkout)
    monkeypatch.setattr(render, "ROOT", checkout)
    monkeypatch.setattr(cli, "ROOT", checkout)
    monkeypatch.setattr(render, "EXTENSION", checkout / "extension")
    assert cli.main(["--out", str(tmp_path / "out")]) == 2
    assert f"\n{why}" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []


def test_folder_without_a_manifest_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "chrome").mkdir()
    (tmp_path / "chrome" / "diary.txt").write_text("mine", "utf-8")
    assert cli.main(["--out", str(tmp_path)]) == 2
    assert (tmp_path / "chrome" / "diary.txt").read_text("utf-8") == "mine"
    assert "choose another --out" in capsys.readouterr().err


def test_file_in_place_of_the_folder_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("", "utf-8")
    assert cli.main(["--out", str(tmp_path / "out")]) == 2
    assert str(tmp_path / "out") in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--browser", "netscape"], ["--nonsense"], ["extra"]])
def test_bad_arguments_exit_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(words)
    assert stopped.value.code == 2


def test_version_is_the_project_s(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--version"])
    assert (stopped.value.code, capsys.readouterr().out.strip()) == (0, render.version())


def test_watch_rebuilds_on_a_change(tmp_path: Path) -> None:
    watching = subprocess.Popen(
        [sys.executable, "-m", "build", "--watch", "--browser", "chrome", "--out", str(tmp_path)],
        cwd=render.ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"WATCHFILES_FORCE_POLLING": "1", "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert watching.stdout
        lines = iter(watching.stdout.readline, "")
        assert any("watching" in line for line in lines)
        (render.EXTENSION / "icons" / "icon.svg").touch()
        assert any("icon.svg changed" in line for line in lines)
        assert any("built in" in line for line in lines)
    finally:
        watching.kill()
        watching.wait()


class TestProblems:
    """Each check reports its problem, and names the file."""

    @pytest.fixture
    def extension(self, rendered: Path, tmp_path: Path) -> Path:
        return shutil.copytree(rendered, tmp_path / "chrome")

    def found(self, extension: Path, runs: bool = False) -> str:
        return "\n".join(problems(extension, registry.load(), runs))

    def test_none(self, extension: Path) -> None:
        assert self.found(extension, runs=True) == ""

    def test_missing_file(self, extension: Path) -> None:
        (extension / "background/main.js").unlink()
        assert "names background/main.js, which is not in extension/" in self.found(extension)

    @pytest.mark.parametrize(
        ("tag", "missing"),
        [
            ('<script type="module" src="none.js"></script>', "none.js"),
            ('<link rel="stylesheet" href="../none.css?a#b">', "../none.css?a#b"),
            ("<img src='/icons/99.png' alt=''>", "/icons/99.png"),
            ('<a href="../none/none.html">', "../none/none.html"),
            ('<a href="../help">', "../help"),
            ('<script src="//cdn.example/x.js"></script><a href="#top"><a href="?a">', ""),
            (
                '<a href="HTTPS://a.example/b"><img src="data:,"><a href="/pages/help/help.html#">',
                "",
            ),
            ('<!-- <script src="none.js"></script> --><script src="help.js"></script>', ""),
        ],
    )
    def test_file_that_a_page_names(self, extension: Path, tag: str, missing: str) -> None:
        page = extension / "pages/help/help.html"
        page.write_text(page.read_text("utf-8").replace("</head>", f"{tag}</head>"), "utf-8")
        file = "extension/pages/help/help.html"
        told = f"{file}: names {missing}, which is not in extension/" if missing else ""
        assert self.found(extension) == told

    def test_script_of_a_page_is_gone(self, extension: Path) -> None:
        (extension / "pages/popup/page.js").unlink()
        told = "extension/pages/popup/popup.html: names page.js, which is not in extension/"
        assert told in self.found(extension)

    def test_icon_of_another_size(self, extension: Path) -> None:
        (extension / "icons/16.png").write_bytes((extension / "icons/32.png").read_bytes())
        assert "icons/16.png: is 32x32 pixels, the manifest says 16x16" in self.found(extension)

    def test_icon_that_is_not_a_png(self, extension: Path) -> None:
        (extension / "icons/16.png").write_bytes(b"GIF89a")
        assert "icons/16.png: not a PNG" in self.found(extension)

    def test_missing_icon(self, extension: Path) -> None:
        (extension / "icons/16.png").unlink()
        assert "names icons/16.png, which is not in extension/" in self.found(extension)

    def test_messages_that_are_not_json(self, extension: Path) -> None:
        (extension / "_locales/zh_CN/messages.json").write_text("{", "utf-8")
        name = "extension/_locales/zh_CN/messages.json"
        assert f"{name}: is not valid JSON" in self.found(extension)

    def test_missing_default_language(self, extension: Path) -> None:
        (extension / "_locales/en/messages.json").unlink()
        problem = "extension/_locales/en/messages.json: is missing"
        assert problem in self.found(extension)

    def test_message_missing_in_one_language(self, extension: Path) -> None:
        file = extension / "_locales/zh_CN/messages.json"
        messages = json.loads(file.read_text("utf-8"))
        messages["extra"] = messages.pop("menu")
        file.write_text(json.dumps(messages), "utf-8")
        assert "_locales/zh_CN/messages.json: lacks 'menu'" in self.found(extension)
        assert "_locales/zh_CN/messages.json: has 'extra'" in self.found(extension)

    def test_unused_message(self, extension: Path) -> None:
        for file in extension.glob("_locales/*/messages.json"):
            messages = json.loads(file.read_text("utf-8")) | {"extra": {"message": "Extra"}}
            file.write_text(json.dumps(messages), "utf-8")
        assert "_locales/en/messages.json: nothing uses 'extra'" in self.found(extension)

    @pytest.mark.parametrize(("length", "is_refused"), [(132, False), (133, True)])
    def test_description_length(self, extension: Path, length: int, is_refused: bool) -> None:
        file = extension / "_locales/zh_CN/messages.json"
        messages = json.loads(file.read_text("utf-8"))
        messages["description"]["message"] = "文" * length
        file.write_text(json.dumps(messages), "utf-8")
        problem = f"_locales/zh_CN/messages.json: the description has {length} characters"
        assert (problem in self.found(extension)) == is_refused

    def test_missing_message_of_the_manifest(self, extension: Path) -> None:
        file = extension / "manifest.json"
        file.write_text(file.read_text("utf-8").replace("__MSG_name__", "__MSG_title__"), "utf-8")
        assert "uses __MSG_title__" in self.found(extension)

    def test_link_site_whose_host_has_no_rule(self, tmp_path: Path) -> None:
        site = LinkSite(pages=("https://test.example/*",), hosts=("other.example",), optional=True)
        source = replace(with_rule("/paper/(?P<id>[a-z]+)", "abc@Test"), link_sites=(site,))
        render.render(CHROME, [source], tmp_path / "chrome")
        problem = "build/sources/test.py: no URL rule has the LinkSite's host other.example"
        assert problem in problems(tmp_path / "chrome", [source])

    def test_fourth_site_with_links_at_install(self, extension: Path) -> None:
        sources = [
            replace(it, link_sites=tuple(replace(site, optional=False) for site in it.link_sites))
            for it in registry.load()
        ]
        assert "the install prompt names 3 sites at most" in "\n".join(problems(extension, sources))

    def test_two_sites_with_links_and_one_key(self, extension: Path) -> None:
        sources = [
            replace(it, link_sites=tuple(replace(site, key="") for site in it.link_sites))
            for it in registry.load()
        ]
        assert "arxiv: more than one LinkSite has this key" in problems(extension, sources)

    def test_link_site_without_content_script_and_test_page(self, tmp_path: Path) -> None:
        site = LinkSite(pages=("https://test.example/*",), hosts=("test.example",), optional=True)
        source = replace(with_rule("/paper/(?P<id>[a-z]+)", "abc@Test"), link_sites=(site,))
        render.render(CHROME, [source], tmp_path / "chrome")
        found = "\n".join(problems(tmp_path / "chrome", [source]))
        file = "build/sources/test.py: has a LinkSite, but"
        assert f"{file} extension/content/test.js is missing" in found
        assert f"{file} tests/pages/test/ has no test page" in found

    def test_manifest_that_is_not_json(self, extension: Path) -> None:
        (extension / "manifest.json").write_text("{", "utf-8")
        assert "manifest.template.json: does not render valid JSON" in self.found(extension)


def with_rule(path: str, example: str) -> Source:
    return Source(
        name="Test",
        home="https://test.example/",
        branch="venue",
        paper_id="(?P<id>[a-z]+)@Test",
        publisher="https://test.example/{match}",
        urls=(UrlRule(hosts=("test.example",), path=path, paper_id="{id}@Test"),),
        paper_pages=("https://test.example/*",),
        examples=Examples(
            urls={"https://test.example/paper/abc": example},
            near_misses=("https://test.example/",),
        ),
    )


@pytest.mark.parametrize(
    ("path", "example", "problem"),
    [
        ("/paper/(?P<id>[a-z]+)", "abc@Test", ""),
        ("/paper/(?P<id>[a-z]+", "abc@Test", "Python cannot compile"),
        ("/paper/(?P<id>(?>[a-z]+))", "abc@Test", "JavaScript cannot compile"),
        ("/paper/(?P<id>[a-z]+)", "abd@Test", "gives abc@Test, not abd@Test"),
        ("/pa(?P<id>[a-b])er/[a-z]+", "abc@Test", "no example needs the UrlRule"),
        ("/PAPER/(?P<id>[a-z]+)", "abc@Test", "gives no paper, not abc@Test"),
    ],
)
def test_invalid_source_is_reported(tmp_path: Path, path: str, example: str, problem: str) -> None:
    source = with_rule(path, example)
    render.render(CHROME, [source], tmp_path / "chrome")
    found = check.problems(tmp_path / "chrome", [source])
    assert bool(found) == bool(problem)
    assert all(line.startswith("build/sources/test.py: ") for line in found)
    assert problem in "\n".join(found)


def test_rule_that_throws_is_reported(tmp_path: Path) -> None:
    source = with_rule("/paper/(?P<id>[a-z]+)", "abc@Test")
    render.render(CHROME, [source], tmp_path / "chrome")
    finder = tmp_path / "chrome" / "papers" / "find.js"
    broken = finder.read_text("utf-8").replace(
        "export function papersInUrl(", "export function papersInUrl() { none(); }\nfunction _("
    )
    finder.write_text(broken, "utf-8")
    problem = "build/sources/test.py: the example 'https://test.example/paper/abc' throws: "
    found = check.problems(tmp_path / "chrome", [source])
    assert f"{problem}ReferenceError: none is not defined" in "\n".join(found)


TITLED = "https://test.example/paper/a-b"


def by_title(**examples: Any) -> Source:
    examples = {"titles": {TITLED: "a b"}, "near_misses": ("https://test.example/",), **examples}
    return Source(
        name="Test",
        home="https://test.example/",
        branch="venue",
        titles=(TitleRule(hosts=("test.example",), path="/paper/(?P<title>[a-z-]+)"),),
        paper_pages=("https://test.example/*",),
        examples=Examples(**examples),
    )


@pytest.mark.parametrize(
    ("examples", "problem"),
    [
        ({}, ""),
        ({"titles": {TITLED: "a c"}}, "gives 'a b', not 'a c'"),
        (
            {"titles": {TITLED: "a b", "https://test.example/pager/a-b": "a b"}},
            "gives 'no paper', not 'a b'",
        ),
        ({"near_misses": (TITLED,)}, "is read as a paper to be searched by its title"),
    ],
)
def test_invalid_source_of_titles_is_reported(
    tmp_path: Path, examples: dict[str, Any], problem: str
) -> None:
    source = by_title(**examples)
    render.render(CHROME, [source], tmp_path / "chrome")
    found = check.problems(tmp_path / "chrome", [source])
    assert bool(found) == bool(problem)
    assert all(line.startswith("build/sources/test.py: ") for line in found)
    assert problem in "\n".join(found)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (regexp("/a/[^/]+"), r"/\/a\/[^/]+/"),
        (regexp(r"\[/\]", "i"), r"/\[\/\]/i"),
        (whole("(?P<id>x)"), "/^(?:(?<id>x))$/"),
        ("it's “so”", '"it\'s “so”"'),
        ({"a": None, "b-c": [True]}, '{\n  a: null,\n  "b-c": [\n    true,\n  ],\n}'),
        ([], "[]"),
    ],
)
def test_javascript_literal(value: Any, expected: str) -> None:
    assert literal(value) == expected


ANIMALS = {"CATS": "tiger|lion", "BIG": "(?<big>(?:tiger|lion)+)"}


@pytest.mark.parametrize(
    ("value", "constants_used", "expected"),
    [
        (regexp("tigers"), "", "/tigers/"),
        (
            whole("tiger|lion", "i"),
            "const CATS = String.raw`tiger|lion`;\n",
            'new RegExp(String.raw`^(?:${CATS})$`, "i")',
        ),
        (
            regexp("/(?P<big>(?:tiger|lion)+)"),
            "const CATS = String.raw`tiger|lion`;\nconst BIG = String.raw`(?<big>(?:${CATS})+)`;\n",
            "new RegExp(String.raw`/${BIG}`)",
        ),
    ],
)
def test_javascript_constants(value: Any, constants_used: str, expected: str) -> None:
    assert constants(value, ANIMALS) == constants_used
    assert literal(value, ANIMALS) == expected


@pytest.mark.parametrize(
    ("pattern", "lines"),
    [
        ("x" * 101, ["x" * 101]),
        (f"[{'(|' * 50}]", [f"[{'(|' * 50}]"]),
        (f"a|b|{'[x]' * 32}|c", ["a|b", f"|{'[x]' * 32}", "|c"]),
        (
            f"^(?:{'x' * 60}|(?={'[y]' * 20}))+(?<z>z)$",
            ["^(?:", f"  {'x' * 60}", f"  |(?={'[y]' * 20})", ")+(?<z>z)$"],
        ),
        (f"(?<a>{'x' * 60})(?<b>{'y' * 61})", [f"(?<a>{'x' * 60})(?<b>", f"  {'y' * 61}", ")"]),
    ],
    ids=["nowhere to break", "class", "bars", "group", "longest group"],
)
def test_long_pattern_is_broken_into_lines(pattern: str, lines: list[str]) -> None:
    shown = re.findall(r"( *)String[.]raw`(.*)`", literal(regexp(pattern)))
    assert "".join(part for _, part in shown) == pattern
    shortest = min(len(indent) for indent, _ in shown)
    assert [indent[shortest:] + part for indent, part in shown] == lines


@pytest.mark.parametrize("text", ["`", "${"])
def test_pattern_that_a_raw_string_cannot_hold_is_rejected(text: str) -> None:
    with pytest.raises(ValueError, match="a raw string cannot hold"):
        literal(regexp("x" * 101 + text))
