"""Faults are put into the modules by Stryker, whose settings name files and tests that exist."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools.mutate import __main__ as mutate
from tools.setup.paths import ROOT


def test_tests_that_are_to_notice_faults_exist() -> None:
    assert list(ROOT.glob(mutate.MODULES[1]))
    missing = [it for it in mutate.TESTS if not (ROOT / "tests/unit" / f"test_{it}.py").exists()]
    assert missing == []


@pytest.mark.parametrize(("files", "mutated"), [([], [*mutate.MODULES]), (["a.js"], ["a.js"])])
def test_faults_are_put_into_the_files_that_are_named(files: list[str], mutated: list[str]) -> None:
    assert mutate.settings(files)["mutate"] == mutated


def test_stryker_runs_as_locked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess([], 3)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(mutate, "_SETTINGS", tmp_path / "mutate.json")
    assert mutate.main([]) == 3
    [command] = ran
    assert "--frozen" in command
    assert any(it.startswith("npm:@stryker-mutator/core@") for it in command)
