"""The report of `dev.py coverage`: what V8's logs say ran, and coverage.py's lines."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools.browser import extension
from tools.coverage import __main__ as coverage
from tools.coverage.__main__ import Covered, as_table, in_javascript, in_python, ranges
from tools.coverage.v8_log import FileFunctions, functions_of_files
from tools.setup.paths import ROOT

TEXT = "function one() {\n  return () => 1;\n}\nfunction two() {}\n"


def _span(source: str) -> tuple[int, int]:
    start = TEXT.index(source)
    return start, start + len(source)


ONE = _span("() {\n  return () => 1;\n}")
ARROW = _span("() => 1")
TWO = _span("() {}")
FILES = {"papers/a.js": TEXT}


def _log(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def _event(name: str, script: int, span: tuple[int, int], function: str = "") -> str:
    return f"function,{name},{script},{span[0]},{span[1]},0.1,99,{function}"


def _read(folder: Path, *logs: str) -> FileFunctions:
    for number, log in enumerate(logs):
        (folder / f"{number}.log").write_text(log)
    return functions_of_files(sorted(folder.glob("*.log")), FILES)["papers/a.js"]


PARSED = _log(
    "script-details,7,chrome-extension://abc/papers/a.js,0,0,",
    _event("preparse-no-resolution", 7, ONE, "one"),
    _event("preparse-no-resolution", 7, ARROW, "arrow function"),
    _event("preparse-no-resolution", 7, TWO, "two"),
)


RAN_TWO = _log(_event("first-execution", 7, TWO, "two"))


def test_function_that_never_ran(tmp_path: Path) -> None:
    functions = _read(tmp_path, PARSED + RAN_TWO)
    assert functions.run == {TWO}
    # What is inside of a function that never ran is not named apart.
    assert functions.never_run == [(ONE, "one")]


def test_runs_of_several_browsers_add_up(tmp_path: Path) -> None:
    other = PARSED.replace(",7,", ",9,").replace("abc", "xyz")
    functions = _read(
        tmp_path,
        PARSED + _log(_event("first-execution", 7, ONE, "one")),
        other + _log(_event("interpreter", 9, ARROW, "arrow function")),
    )
    assert functions.never_run == [(TWO, "two")]


def test_number_that_is_given_again(tmp_path: Path) -> None:
    other = "script-details,7,https://example.com/b.js,0,0,"
    functions = _read(tmp_path, PARSED + _log(other, _event("first-execution", 7, TWO, "two")))
    assert functions.run == set()


def test_function_injected_into_a_page(tmp_path: Path) -> None:
    length = ONE[1] - ONE[0]
    injected = _log(
        "script-details,3,,0,0,",
        _event("full-parse", 3, (13, 13 + length), "one"),
        _event("first-execution", 3, (13, 13 + length), "one"),
    )
    assert _read(tmp_path, PARSED, injected).run == {ONE}


def test_function_of_another_script(tmp_path: Path) -> None:
    functions = _read(tmp_path, PARSED + _log(_event("interpreter", 7, (20, 30), "three")))
    assert functions.run == set()


def test_rows_name_what_never_ran() -> None:
    functions = FileFunctions({ONE: "one", TWO: "two"}, {ONE})
    assert in_javascript("a.js", TEXT, functions) == Covered("a.js", "functions", 1, 2, "4 two")
    files: dict[str, dict[str, object]] = {
        "a.py": {"executed_lines": [1, 2], "missing_lines": [3, 4, 7]}
    }
    assert [*in_python(files)] == [Covered("a.py", "lines", 2, 5, "3-4, 7")]


def test_missing_build_ends_it_before_any_test_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extension, "DIST", tmp_path)
    monkeypatch.setattr("subprocess.call", lambda *_, **__: pytest.fail("runs tests"))
    assert coverage.main([]) == 2
    assert "python3 tools/dev.py build" in capsys.readouterr().err


def test_report_of_a_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All but the tests themselves, in whose place one function and one file are run."""

    def call(command: list[str], env: dict[str, str], **_: object) -> int:
        assert command[-2:] == ["pytest", "-x"]
        Path(env["COVERAGE_FILE"]).with_name("v8-1.log").write_text(PARSED + RAN_TWO)
        ran = [*command[:4], "-m", "build", "--version"]
        subprocess.run(ran, cwd=ROOT, env=env, check=True, capture_output=True)
        return 1

    monkeypatch.setattr(coverage, "scripts_as_shipped", lambda: FILES)
    monkeypatch.setattr("subprocess.call", call)
    assert coverage.main(["-x"]) == 1
    said = [[*map(str.strip, it.split("│"))] for it in capsys.readouterr().out.splitlines()]
    assert ["", "papers/a.js", "1", "3 functions", "33", "1 one", ""] in said
    assert any(row[1:2] == ["build/__main__.py"] and "lines" in row[3] for row in said)


def test_ranges() -> None:
    assert ranges([]) == ""
    assert ranges([3, 4, 5, 9]) == "3-5, 9"


def test_table_has_a_sum_for_each_unit() -> None:
    rows = [Covered("a.js", "functions", 1, 2, ""), Covered("a.py", "lines", 2, 5, "")]
    columns = [[*column.cells] for column in as_table(rows).columns]
    assert columns[0] == ["a.js", "a.py", "all functions", "all lines"]
    assert columns[3] == ["50", "40", "50.0", "40.0"]
