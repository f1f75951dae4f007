"""The command that says what texts name: ``python -m tools.resolve``."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from build.engine import Engine, EngineError
from build.render import ROOT
from tools import resolve
from tools.browser.waiting import PATIENCE

COOL = "https://papers.cool/"
PAPER = f"arxiv/1706.03762\t{COOL}arxiv/1706.03762"
BOTH = f"arxiv/1706.03762,venue/P19-1001@ACL\t{COOL}arxiv/1706.03762 {COOL}venue/P19-1001@ACL"
NOTHING = "\t"
COMMAND = (sys.executable, "-m", "tools.resolve")
Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def run(engine: Engine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command; gives its exit code, rows and messages."""
    monkeypatch.setattr(resolve, "running_extension", lambda sources: nullcontext(engine))

    def run(*arguments: str, stdin: bytes = b"") -> tuple[int, list[str], str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = resolve.main(arguments)
        out, err = capfd.readouterr()
        return code, out.split("\n")[:-1], err

    return run


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("1706.03762", PAPER),
        ("1706.03762 and P19-1001@ACL", BOTH),
        (f"{COOL}arxiv/cs.AI", f"\t{COOL}arxiv/cs.AI"),
        (f"{COOL}a\x1b[31m\x9b\x00注", f"\t{COOL}a%1B[31m%C2%9B%00%E6%B3%A8"),
        ("Attention is all you need", NOTHING),
        ("", NOTHING),
        (
            "https://www.ndss-symposium.org/ndss-paper/tea/",
            f"venue-search/tea\t{COOL}venue/search?highlight=1&query=tea",
        ),
    ],
)
def test_row(run: Run, text: str, row: str) -> None:
    assert run(text) == (0, [row], "")


def test_title_is_searched_if_asked_for(run: Run) -> None:
    search = f"{COOL}arxiv/search?highlight=1&query=Attention%20is%20all%20you%20need"
    texts = ["1706.03762", "Attention is all you need", "?!"]
    assert run("--titles", *texts) == (0, [PAPER, f"\t{search}", NOTHING], "")


def test_references_give_what_opens_if_all_are_chosen(run: Run) -> None:
    text = "[1] A. Ob, “Café,” 2017. arXiv:1706.03762\n[2] B. Ob, “Tea and Café,” 2019."
    search = f"{COOL}arxiv/search?highlight=1&query=Tea%20and%20Caf%C3%A9"
    row = f"arxiv/1706.03762,arxiv-search/Tea and Caf%C3%A9\t{COOL}arxiv/1706.03762 {search}"
    assert run(text) == (0, [row], "")
    arxiv = {"source": "arXiv", "branch": "arxiv", "id": "1706.03762"}
    titled = {"source": "", "branch": "arxiv-search", "id": "Tea and Café"}
    assert json.loads(run("--json", text)[1][0]) == {
        "input": text,
        "kind": "references",
        "papers": [arxiv, titled],
        "urls": [f"{COOL}arxiv/1706.03762", search],
    }


def test_each_line_of_input_gives_one_line(run: Run) -> None:
    rows = [BOTH, PAPER, NOTHING, PAPER, NOTHING]
    stdin = b"1706.03762\r\n\r\n1706.03762"
    assert run("1706.03762 P19-1001@ACL", "-", "", stdin=stdin) == (0, rows, "")


def test_input_that_is_not_utf8_ends_the_run(run: Run) -> None:
    stdin = b"1706.03762\ncaf\xe9\n1706.03762\n"
    assert run("-", stdin=stdin) == (2, [PAPER], "resolve: not UTF-8: b'caf\\xe9\\n'\n")
    assert run(os.fsdecode(b"caf\xe9")) == (2, [], "resolve: not UTF-8: b'caf\\xe9'\n")


@pytest.mark.parametrize("arguments", [[], ["--json"], ["--nonsense", "a"]])
def test_bad_input_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        resolve.main(arguments)
    assert exit.value.code == 2


def test_engine_that_ended_says_so(rendered: Path) -> None:
    with Engine(rendered) as engine:
        engine._process.kill()
        engine._process.wait()
        with pytest.raises(EngineError, match="ended"):
            engine.call("papers/interpret.js", "interpret", "1706.03762")


# --- real pipes ---------------------------------------------------------------------------------


@pytest.fixture
def started() -> Iterator[subprocess.Popen[bytes]]:
    """The command, after it has answered one line of the input, which is still open."""
    # A shell's background jobs ignore Ctrl-C; the command is not to inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*COMMAND, "-"], cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe
    ) as process:
        signal.signal(signal.SIGINT, before)
        assert process.stdin and process.stdout
        process.stdin.write(b"1706.03762\n")
        process.stdin.flush()
        assert process.stdout.readline() == f"{PAPER}\n".encode()
        yield process
        process.kill()


def test_ends_quietly_if_nobody_reads(started: subprocess.Popen[bytes]) -> None:
    assert started.stdout and started.stderr
    started.stdout.close()
    started.stdout = None
    assert started.communicate(b"1706.03762\n")[1] == b""
    assert started.returncode == 141


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_ctrl_c_ends_quietly(started: subprocess.Popen[bytes]) -> None:
    assert started.stderr
    started.send_signal(signal.SIGINT)
    started.wait(PATIENCE)
    assert started.stderr.read() == b""
    assert started.returncode == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_full_disk_is_said() -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run([*COMMAND, "a"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE)
    assert ended.returncode == 2
    assert ended.stderr == b"resolve: [Errno 28] No space left on device\n"
