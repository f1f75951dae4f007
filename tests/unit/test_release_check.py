"""What ``python -m tools.release check`` looks at, point by point."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from build.render import ROOT, version
from tools.release import check, install_warnings, listing, pictures, taking
from tools.release.__main__ import main
from tools.release.changelog import section, sections
from tools.release.check import Point, Tree, points
from tools.release.errors import InputError, ReleaseError
from tools.release.listing import LANGUAGES, LIMITS, Listing
from tools.release.repository import Repository, numbers, unpack_source

CHANGELOG = """# Changelog

## [1.2.3] - 2026-11-27

Words first.

### Added

- Much.

## [1.2.2] - 2026-01-01

- Less.
"""
TODAY = frozenset({date(2026, 11, 27)})


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a changelog, in which 1.2.2 is tagged and something was committed since."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "somebody@example.org")
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    for text, *tags in (("", "v1.2.2", "not-a-release", "vNext"), (CHANGELOG,)):
        (folder / "CHANGELOG.md").write_text(text)
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "-m", "Change")
        for tag in tags:
            git(folder, "tag", tag)
    return folder


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def tree_of(root: Path, **known: object) -> Tree:
    """A tree of which some things are known, so that nothing is built."""
    tree = Tree(root.parent, root, TODAY)
    vars(tree).update({"version": "1.2.3", "manifests": {"chrome": {"version": "1.2.3"}}} | known)
    return tree


# --- the tree -------------------------------------------------------------------------------------


def test_tree_that_is_ready(root: Path) -> None:
    tree = tree_of(root)
    assert check.commit(tree).todo == []
    assert check.raised_version(tree) == check.Found([], "1.2.3, after v1.2.2")
    assert check.dated_changes(tree) == check.Found((), "2026-11-27")


def test_answer_is_the_same_once_the_version_is_tagged(root: Path) -> None:
    git(root, "tag", "v1.2.3")
    assert check.raised_version(tree_of(root)) == check.Found([], "1.2.3, after v1.2.2")


def test_first_release(root: Path) -> None:
    git(root, "tag", "--delete", "v1.2.2")
    assert check.raised_version(tree_of(root)) == check.Found([], "1.2.3, the first")


def test_changed_and_new_files_are_named(root: Path) -> None:
    (root / "CHANGELOG.md").write_text("changed")
    for name in ("a b", "c", "d"):
        (root / name).touch()
    (todo,) = check.commit(tree_of(root)).todo
    assert "CHANGELOG.md" in todo
    assert todo.endswith("and 1 more")


@pytest.mark.parametrize("version", ["1.2.2", "1.2.1", "1.2", "0.9.9"])
def test_version_that_is_not_raised(root: Path, version: str) -> None:
    (todo,) = check.raised_version(tree_of(root, version=version, manifests={})).todo
    assert todo == f"raise the version in pyproject.toml: {version} is not above v1.2.2"


def test_versions_are_compared_as_numbers(root: Path) -> None:
    assert check.raised_version(tree_of(root, version="1.10", manifests={})).todo == []


def test_version_that_another_commit_has(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "other", "v1.2.2")
    git(root, "commit", "--quiet", "--allow-empty", "-m", "Other")
    git(root, "tag", "v1.2.3")
    git(root, "checkout", "--quiet", "-")
    (todo,) = check.raised_version(tree_of(root)).todo
    assert "another commit is tagged v1.2.3" in todo


@pytest.mark.parametrize("version", ["1.2.x", "1.2.3-rc1", "01.2", "1.2.3.4.5", "", "1.70000000"])
def test_text_that_is_no_version(version: str) -> None:
    with pytest.raises(InputError, match="no version"):
        numbers(version)


def test_manifest_of_another_version(root: Path) -> None:
    (todo,) = check.raised_version(tree_of(root, manifests={"firefox": {"version": "1"}})).todo
    assert todo == "firefox: its manifest says 1: write it as 1.2.3"


@pytest.mark.parametrize("date", ["Unreleased", "2026-11-26"])
def test_changelog_without_todays_date(root: Path, date: str) -> None:
    (root / "CHANGELOG.md").write_text(CHANGELOG.replace("2026-11-27", date))
    (todo,) = check.dated_changes(tree_of(root)).todo
    assert todo.endswith("CHANGELOG.md: ## [1.2.3] - 2026-11-27")


def test_changelog_that_says_nothing(root: Path) -> None:
    (root / "CHANGELOG.md").write_text("## [1.2.3] - 2026-11-27\n\n## [1.2.2]\n\n- Less.\n")
    (todo,) = check.dated_changes(tree_of(root)).todo
    assert todo == "write in CHANGELOG.md what changes in 1.2.3"


def test_each_section_of_the_changelog() -> None:
    first, second = sections(CHANGELOG)
    assert (first.version, first.date) == ("1.2.3", "2026-11-27")
    assert first.body == "Words first.\n\n### Added\n\n- Much."
    assert (second.version, second.body) == ("1.2.2", "- Less.")


def test_changelog_without_the_version(root: Path) -> None:
    with pytest.raises(InputError, match=r"no section ## \[9\]"):
        section(root / "CHANGELOG.md", "9")
    with pytest.raises(InputError, match="cannot be read"):
        section(root / "nothing.md", "9")


def test_point_that_cannot_be_looked_at_is_to_be_done(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(tree: Tree) -> check.Found:
        raise ReleaseError("mend it")

    looks = {"fine": lambda tree: check.Found(note="well"), "broken": fails}
    monkeypatch.setattr(check, "LOOKS", looks)
    assert [*points(tree_of(root))] == [Point("fine", (), "well"), Point("broken", ("mend it",))]


def test_folder_that_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InputError, match="git status fails"):
        Repository(tmp_path).changes()


# --- what is built --------------------------------------------------------------------------------


def test_zips_that_differ_when_built_twice_are_named(root: Path, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.zip", "b.zip", "c.zip")]
    for file, data in zip(files, (b"1", b"1", b"2"), strict=True):
        file.write_bytes(data)
    first, same, other = ({"chrome": it} for it in files)
    assert check.zips(tree_of(root, zips=first, second_zips=same)).todo == []
    (todo,) = check.zips(tree_of(root, zips=first, second_zips=other)).todo
    assert todo.startswith("a.zip: two builds differ")


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the working tree as it would be committed; the repository is not touched."""
    folder = tmp_path_factory.mktemp("source")
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git repository")
    objects = ROOT / Repository(ROOT).git("rev-parse", "--git-path", "objects")
    (folder / "objects").mkdir()
    env = {
        "GIT_INDEX_FILE": str(folder / "index"),
        "GIT_OBJECT_DIRECTORY": str(folder / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(objects),
    }
    repository = Repository(ROOT, env)
    repository.git("add", "--all")
    return repository.archive(repository.git("write-tree"), folder, "extension")


def test_source_builds_to_the_same_bytes(sources: Path, tmp_path: Path) -> None:
    unpacked = unpack_source(sources, tmp_path / "source")
    assert (unpacked / "tools" / "requirements.txt").is_file()
    assert (unpacked / "tools" / "deno.lock").is_file()
    assert not (unpacked / "dist").exists()
    ours = Tree(tmp_path / "ours").zips
    theirs = Tree(tmp_path / "theirs", unpacked).second_zips
    assert ours
    assert {name: it.read_bytes() for name, it in ours.items()} == {
        name: it.read_bytes() for name, it in theirs.items()
    }


def test_manifest_of_an_earlier_commit(root: Path, tmp_path: Path) -> None:
    (root / "build").mkdir()
    (root / "build" / "__main__.py").write_text(
        "import pathlib, sys, zipfile\n"
        "out = pathlib.Path(sys.argv[-1])\n"
        "out.mkdir()\n"
        "zipfile.ZipFile(out / 'a.zip', 'w').writestr('manifest.json', '{\"version\": \"1\"}')\n"
    )
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "Build")
    git(root, "tag", "v1.2.4")
    last = tmp_path / "last"
    last.mkdir()
    assert install_warnings.manifest_at(Repository(root), "v1.2.4", last) == {"version": "1"}
    older = tmp_path / "older"
    older.mkdir()
    with pytest.raises(ReleaseError, match=r"v1\.2\.2 cannot be built"):
        install_warnings.manifest_at(Repository(root), "v1.2.2", older)


def test_new_warning_has_to_be_quoted() -> None:
    old, new = "Read your data on a.example", "Read your data on a.example and b.example"
    assert install_warnings.unexplained([old], [old], "") == []
    assert install_warnings.unexplained([old], [new], "A new site.") == [new]
    assert install_warnings.unexplained([old], [new], f'Asks to "{new[:20]}\n  {new[20:]}".') == [
        new
    ]
    assert install_warnings.unexplained([old], [new], f'Asks to "{new}".') == []
    assert install_warnings.unexplained([old], [], "") == []


# --- texts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_within_the_limits_of_each_store(language: str) -> None:
    assert [*listing.problems(listing.load(language))] == []


def test_both_languages_have_the_same_texts() -> None:
    names = [sorted(it.name for it in (listing.LISTING / one).iterdir()) for one in LANGUAGES]
    assert names[0] == names[1]
    texts = [listing.load(one) for one in LANGUAGES]
    assert list(texts[0].reasons) == list(texts[1].reasons)
    told = [[it["categories"] for it in one.disclosures.values()] for one in texts]
    assert told[0] == told[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_permission_has_a_reason(language: str, rendered: Path) -> None:
    manifest = json.loads((rendered / "manifest.json").read_text("utf-8"))
    texts = listing.load(language)
    assert texts.reasons
    assert listing.without_reason(texts, manifest) == []
    assert listing.needless_reasons(texts, [manifest]) == []


@pytest.fixture
def texts() -> Listing:
    return listing.load("en")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "n" * 46}, "edge takes 1 to 45"),
        ({"name": "n" * 51}, "firefox takes 1 to 50"),
        ({"name": "n" * 76}, "chrome takes 1 to 75"),
        ({"manifest_summary": "s" * 133}, "chrome takes 1 to 132"),
        ({"summary": "s" * 251}, "summary.txt has 251 characters, and firefox takes 1 to 250"),
        ({"description": "d" * 249}, "edge takes 250 to 10000"),
        ({"description": "d" * 15_001}, "firefox takes 1 to 15000"),
        ({"description": "for Chrome " * 50}, "says Chrome: edge refuses that"),
        ({"purpose": ""}, "purpose.txt has 0 characters"),
        ({"privacy": ""}, "privacy.txt has 0 characters"),
        ({"reasons": {"storage": "r" * 1001}}, "permissions.toml (storage) has 1001"),
        ({"search_terms": ["t"] * 8}, "8 terms, and 7 are allowed"),
        ({"search_terms": ["a b c d"] * 6}, "24 words, and 21 are allowed"),
        ({"search_terms": ["t" * 31]}, "31 characters, and 30 are allowed"),
        ({"reviewers": "r" * 2001}, "2001 characters, and 2000 are allowed"),
        ({"disclosures": {}}, "say for chrome categories and why"),
    ],
)
def test_text_outside_a_limit(texts: Listing, change: dict[str, Any], said: str) -> None:
    assert said in "\n".join(listing.problems(replace(texts, **change)))


def test_limits_name_every_store() -> None:
    assert tuple(limits.store for limits in LIMITS) == listing.STORES


def test_permission_without_a_reason_and_reason_without_a_permission(texts: Listing) -> None:
    manifest = {"permissions": ["storage", "tabs"], "optional_permissions": ["history"]}
    assert listing.without_reason(texts, manifest) == ["tabs", "history"]
    assert listing.without_reason(replace(texts, reasons={}), {"host_permissions": ["*"]}) == [
        "sites"
    ]
    assert "activeTab" in listing.needless_reasons(texts, [manifest])
    assert "storage" not in listing.needless_reasons(texts, [manifest])


@pytest.mark.parametrize(
    ("declared", "same"),
    [(["none"], True), (["websiteContent", "searchTerms"], False), ([], False)],
)
def test_data_that_firefox_declares(texts: Listing, declared: Sequence[str], same: bool) -> None:
    told = {"gecko": {"data_collection_permissions": {"required": declared}}}
    said = listing.undeclared(texts, {"browser_specific_settings": told})
    assert (said == "") is same


def test_permissions_point_names_each_gap(root: Path) -> None:
    manifests = {"chrome": {"permissions": ["tabs"]}, "firefox": {}}
    said = "\n".join(check.permissions(tree_of(root, manifests=manifests)).todo)
    assert "listing/en/permissions.toml: give a reason for tabs" in said
    assert "listing/zh_CN/permissions.toml: delete storage, which nothing asks for" in said
    assert "its manifest nothing: decide" in said


@pytest.mark.parametrize(("name", "text"), [("data.toml", "="), ("summary.txt", None)])
def test_broken_texts_are_named(tmp_path: Path, name: str, text: str | None) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    for file in (listing.LISTING / "en").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    if text is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(text)
    with pytest.raises(InputError, match="en"):
        listing.load("en", tmp_path)


# --- pictures -------------------------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "chrome.zip"
    file.write_bytes(b"a build")
    return file


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures of all names and sizes, to copy."""
    made = tmp_path_factory.mktemp("drawn")
    for language in LANGUAGES:
        (made / language).mkdir()
        for name, size in pictures.SIZES.items():
            Image.new("RGB", size).save(made / language / f"{name}.png")
    return made


@pytest.fixture
def folder(tmp_path: Path, archive: Path, drawn: Path) -> Path:
    """Pictures as they should be."""
    made = shutil.copytree(drawn, tmp_path / "pictures")
    names = [it.relative_to(made).as_posix() for it in sorted(made.rglob("*.png"))]
    pictures.record(archive, names, made)
    return made


def test_pictures_of_this_build(folder: Path, archive: Path) -> None:
    assert [*pictures.problems(archive, folder)] == []


def test_pictures_of_another_build_are_stale(folder: Path, archive: Path) -> None:
    archive.write_bytes(b"another build")
    pictures.record(archive, ["en/small-tile.png"], folder)
    found = [*pictures.problems(archive, folder)]
    assert len(found) == 2 * len(pictures.SIZES) - 1
    assert all("is stale" in it for it in found)
    assert "en/small-tile.png" not in "".join(found)


def test_wrong_pictures_are_named(folder: Path, archive: Path) -> None:
    Image.new("RGB", (1279, 800)).save(folder / "en" / "screenshot-1.png")
    (folder / "en" / "small-tile.png").write_text("no picture")
    (folder / "zh_CN" / "small-tile.png").rename(folder / "zh_CN" / "tile.png")
    said = "\n".join(pictures.problems(archive, folder))
    assert "pictures/en/screenshot-1.png: is 1279x800 pixels, the stores want 1280x800" in said
    assert "pictures/en/small-tile.png: cannot be read as a picture" in said
    assert "pictures/zh_CN: small-tile.png missing: run python -m" in said
    assert "pictures/zh_CN/tile.png: no store takes a picture of this name" in said


def test_missing_pictures(tmp_path: Path, archive: Path) -> None:
    said = [*pictures.problems(archive, tmp_path / "none")]
    assert said[0].startswith("pictures/en: screenshot-1.png, screenshot-2.png, ")
    assert len(said) == len(LANGUAGES)


def test_picture_that_a_store_would_refuse(
    folder: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("small-tile", "logo"):
        Image.new("RGBA", pictures.SIZES[name]).save(folder / "en" / f"{name}.png")
    Image.new("RGB", (1280, 800)).save(folder / "en" / "screenshot-1.png", "JPEG")
    said = [*pictures.problems(archive, folder)]
    assert [it.partition(": ")[0] for it in said] == [
        "pictures/en/screenshot-1.png",
        "pictures/en/small-tile.png",
    ]
    assert all("PNG of 24 bits without alpha" in it for it in said)
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    assert "bytes, and the stores take 100" in next(pictures.problems(archive, folder))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_has_a_caption(language: str) -> None:
    assert taking.captions(language).keys() == {*taking.SCENES, "tiles"}
    assert {*taking.SCENES} == {it for it in pictures.SIZES if it.startswith("screenshot")}


def test_missing_caption_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "LISTING", tmp_path)
    (tmp_path / "en").mkdir()
    file = tmp_path / "en" / "pictures.toml"
    file.write_text('[screenshot-1]\ntitle = "Only that"\n', encoding="utf-8")
    with pytest.raises(InputError, match="give screenshot-1 a title and a line"):
        taking.captions("en")
    file.write_text("[", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        taking.captions("en")


def test_pictures_command_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["pictures", "--to", str(tmp_path)]) == 2
    assert "apt install xvfb xdotool" in capsys.readouterr().err


# --- the command ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("todo", "code"), [((), 0), (("mend it",), 1)])
def test_check_prints_what_is_to_be_done(
    todo: Sequence[str],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found: Mapping[str, Any] = {"version": lambda tree: check.Found(todo, "1.2.3")}
    monkeypatch.setattr(check, "LOOKS", found)
    assert main(["check"]) == code
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{'✗' if todo else '✓'} version: 1.2.3"
    assert lines[1:] == (["    mend it", "not ready: 1 thing to do"] if todo else ["ready"])


def test_tag_of_another_version_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "LOOKS", {"version": lambda tree: check.Found()})
    assert main(["check", "--tag", f"v{version()}"]) == 0
    assert main(["check", "--tag", "v99.9"]) == 2
    assert "the tag is v99.9, the version " in capsys.readouterr().err


def test_linters_point_names_the_failed_check(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "tools").mkdir()
    (root / "tools" / "dev.py").write_text("print('dev.py: failed: mypy')\nraise SystemExit(1)")
    assert check.linters(tree_of(root)).todo == [
        "run python3 tools/dev.py check: dev.py: failed: mypy"
    ]
    (root / "tools" / "dev.py").write_text("")
    assert check.linters(tree_of(root)).todo == ()


def test_build_that_fails_is_named(root: Path) -> None:
    (root / "build.py").write_text("raise SystemExit('build: nothing was changed')")
    with pytest.raises(ReleaseError, match="build: nothing was changed"):
        _ = Tree(root.parent, root).zips
