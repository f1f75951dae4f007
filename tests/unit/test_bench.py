"""The command line and the table of the benchmarks, without running them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.progress import Progress

from tools.bench import __main__ as bench
from tools.bench import hostile
from tools.bench.row import Row
from tools.browser import extension


@pytest.mark.parametrize("ours, bound, over", [(3, 2, True), (2, 2, False), (3, None, False)])
def test_ratio_over_its_bound(ours: float, bound: float | None, over: bool) -> None:
    assert Row("a row", ours, 1, bound).is_over is over


@pytest.mark.parametrize("ours, code", [(1.0, 0), (9.0, 1)])
def test_exit_code_says_whether_bounds_hold(
    built: None, monkeypatch: pytest.MonkeyPatch, ours: float, code: int
) -> None:
    monkeypatch.setitem(bench.BENCHMARKS, "text", lambda *_: [Row("a row", ours, 1, 2)])
    assert bench.main(["text"]) == code


def test_unknown_benchmark_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        bench.main(["nonsense"])
    assert exit.value.code == 2
    assert "there is no benchmark 'nonsense'" in capsys.readouterr().err


def test_missing_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extension, "DIST", tmp_path)
    assert bench.main(["text"]) == 2
    assert "python3 tools/dev.py build" in capsys.readouterr().err


def test_functions_that_get_only_the_start_of_a_text_are_not_compared_by_its_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = hostile.Call("a.js whole", "x", [(hostile.SIZE, 100.0)])
    start = hostile.Call("b.js start", "x", [(100, 5.0)])
    monkeypatch.setattr(hostile, "calls", lambda *_: [whole, start])
    (row,) = hostile.hostile(tmp_path, Progress())
    assert ("a.js whole" in row.name, row.ours) == (True, 400)
