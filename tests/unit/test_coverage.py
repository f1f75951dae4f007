"""The report of `dev.py coverage`: what V8's logs say ran, and coverage.py's lines."""

from __future__ import annotations

from pathlib import Path

from tools.coverage.__main__ import Covered, as_table, in_javascript, in_python, ranges
from tools.coverage.v8_log import FileFunctions, functions_of_files

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


def test_function_that_never_ran(tmp_path: Path) -> None:
    functions = _read(tmp_path, PARSED + _log(_event("first-execution", 7, TWO, "two")))
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


def test_ranges() -> None:
    assert ranges([]) == ""
    assert ranges([3, 4, 5, 9]) == "3-5, 9"


def test_table_has_a_sum_for_each_unit() -> None:
    rows = [Covered("a.js", "functions", 1, 2, ""), Covered("a.py", "lines", 2, 5, "")]
    columns = [[*column.cells] for column in as_table(rows).columns]
    assert columns[0] == ["a.js", "a.py", "all functions", "all lines"]
    assert columns[3] == ["50", "40", "50.0", "40.0"]
