"""Faults are put into the modules by Stryker, whose settings name files and tests that exist."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from build.data import IMPORTED_SCRIPTS
from tools.mutate import __main__ as mutate
from tools.mutate import joinable
from tools.setup.paths import ROOT

MODULE = """\
/**
 * A comment.
 * @param {string} text
 */
import { a } from "./a.js";
import {
  b,
} from "./b.js";
export { c } from "./c.js";

// Why.
export const ONE = /a|b/;
/** Said. */
export function two(text) {
  if (!text) {
    return;
  }
  /* Why,
  and why else. */
  return [
    text + ONE,
  ];
}
"""
CODE = [12, 14, 15, 16, 20, 21]
RUNS_MODULES = re.compile(
    r'\bfinder: Finder\b|"(papers|reading)/[\w-]+\.js"|\btests\.(reading|references)\b'
)


def test_tests_that_run_modules_notice_faults() -> None:
    texts = {
        path.stem.removeprefix("test_"): path.read_text("utf-8")
        for path in (ROOT / "tests/unit").glob("test_*.py")
        if path.name != Path(__file__).name
    }
    run = {it for it, text in texts.items() if "Engine" in text and RUNS_MODULES.search(text)}
    assert run - {*mutate.TESTS, *mutate.TOO_SLOW} == set()
    assert {*mutate.TESTS, *mutate.TOO_SLOW} - texts.keys() == set()
    assert len(run) > 10


def test_faults_are_put_into_code_only() -> None:
    assert [*mutate.lines_of_code(MODULE)] == CODE


def test_sample_is_of_lines_of_all_modules() -> None:
    lines = mutate.sample(100_000, 1)
    files = [path for pattern in mutate.MODULES for path in ROOT.glob(pattern)]
    assert {ROOT / it.partition(":")[0] for it in lines} == {*files}
    assert len(lines) == len({*lines}) > 1000


def test_sample_is_the_same_with_the_same_seed() -> None:
    few = mutate.sample(5, 1)
    assert len({*few}) == 5
    assert mutate.sample(5, 1) == few != mutate.sample(5, 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sample", "0"], "'0' is no positive number"),
        (["--sample", "-3"], "'-3' is no positive number"),
        (["--sample", "many"], "'many' is no positive number"),
        (["--sample"], "expected one argument"),
        (["--sample", "3", "a.js"], "name no files"),
        (["--seed", "3"], "give both"),
        (["--sample", "3", "--seed", "x"], "invalid int value: 'x'"),
    ],
)
def test_bad_input_is_explained(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        mutate.main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(("files", "mutated"), [([], [*mutate.MODULES]), (["a.js"], ["a.js"])])
def test_faults_are_put_into_the_files_that_are_named(files: list[str], mutated: list[str]) -> None:
    assert mutate.settings(files)["mutate"] == mutated


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[list[str], list[str]]]:
    """The commands that ran in place of Stryker, each with what it was to mutate."""
    ran: list[tuple[list[str], list[str]]] = []
    settings = tmp_path / "mutate.json"

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append((command, json.loads(settings.read_text("utf-8"))["mutate"]))
        return subprocess.CompletedProcess([], 3)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(mutate, "_SETTINGS", settings)
    return ran


def test_stryker_runs_as_locked(ran: list[tuple[list[str], list[str]]]) -> None:
    assert mutate.main([]) == 3
    [(command, mutated)] = ran
    assert mutated == [*mutate.MODULES]
    assert "--frozen" in command
    assert any(it.startswith("npm:@stryker-mutator/core@") for it in command)


@pytest.mark.parametrize(("seed", "chosen"), [([], 1), (["--seed", "7"], 7)])
def test_stryker_runs_on_a_sample(
    ran: list[tuple[list[str], list[str]]],
    seed: list[str],
    chosen: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert mutate.main(["--sample", "4", *seed]) == 3
    assert [mutated for _, mutated in ran] == [mutate.sample(4, chosen)]
    assert f"4 lines of code, by seed {chosen}" in capsys.readouterr().out


def test_scripts_with_faults_can_be_joined(tmp_path: Path) -> None:
    *_, first, second = (tmp_path / it for it in IMPORTED_SCRIPTS)
    declared = "function stryNS_9fa48() {} stryNS_9fa48(); const industry_1 = __stryker__;"
    for script in (first, second):
        script.parent.mkdir(exist_ok=True)
        script.write_text(declared, "utf-8")
    joinable.main(tmp_path)
    names = [re.findall(r"stryNS\w+", it.read_text("utf-8")) for it in (first, second)]
    assert [len({*it}) for it in names] == [1, 1]
    assert names[0] != names[1]
    assert first.read_text("utf-8").endswith("const industry_1 = __stryker__;")
    assert joinable.__name__ in str(mutate.settings([])["buildCommand"])
