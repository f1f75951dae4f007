"""Mozilla's linter: which of its findings fail, and when it runs again."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from build.__main__ import archive_path
from build.browsers import BROWSERS
from tools import addon_lint

NONE: dict[str, list[Any]] = {"errors": [], "warnings": [], "notices": []}
FINDING = {"code": "UNSAFE_VAR_ASSIGNMENT", "message": "Unsafe assignment", "file": "a.js"}


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the linter will print, run by run; it is not really run."""
    outputs: list[str] = []
    (tmp_path / "dist").mkdir()
    archive_path(BROWSERS["firefox"], tmp_path / "dist").write_bytes(b"a zip")
    monkeypatch.setattr(addon_lint, "ROOT", tmp_path)
    monkeypatch.setattr(addon_lint, "STAMP", tmp_path / "stamp")

    def run(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 0, outputs.pop(0), "")

    monkeypatch.setattr(subprocess, "run", run)
    return outputs


@pytest.mark.parametrize("kind", NONE)
def test_finding_of_any_kind_fails(
    said: list[str], capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    said += [json.dumps({**NONE, kind: [{**FINDING, "line": 7}]})] * 2
    assert addon_lint.main() == 1
    assert capsys.readouterr().out == "a.js:7: UNSAFE_VAR_ASSIGNMENT: Unsafe assignment\n"
    assert addon_lint.main() == 1


def test_zip_without_findings_is_linted_once(said: list[str], tmp_path: Path) -> None:
    said += [json.dumps(NONE), json.dumps({**NONE, "errors": [FINDING]})]
    assert [addon_lint.main(), addon_lint.main()] == [0, 0]
    archive_path(BROWSERS["firefox"], tmp_path / "dist").write_bytes(b"another zip")
    assert addon_lint.main() == 1
    assert said == []


@pytest.mark.parametrize("output", ["", "{}", "Error: no such file"])
def test_linter_that_fails_is_no_success(
    said: list[str], capsys: pytest.CaptureFixture[str], output: str
) -> None:
    said.append(output)
    assert addon_lint.main() == 2
    assert "addons-linter failed" in capsys.readouterr().err


def test_linter_is_pinned() -> None:
    name, _, version = addon_lint.linter().rpartition("@")
    lock = json.loads(addon_lint.DENO_LOCK.read_text("utf-8"))
    assert name == "npm:addons-linter"
    assert lock["npm"][f"addons-linter@{version}"]["integrity"].startswith("sha512-")
    assert not [it for it, package in lock["npm"].items() if "integrity" not in package]
    assert "http" not in addon_lint.DENO_LOCK.read_text("utf-8")
