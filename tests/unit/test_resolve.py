"""The command that says what texts name: ``python -m tools.resolve``."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
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
TEXTS = [
    "1706.03762",
    "see P19-1001@ACL, arXiv:1706.03762 and 2301.00001",
    "https://arxiv.org/pdf/1706.03762v7",
    f"{COOL}arxiv/cs.AI",
    "Attention is all you need",
    "注意力机制",
    "@article{a, title={Real One}}",
    "two\nlines of 1706.03762",
    " ?! ",
    "",
]

PARTS = ("source", "branch", "id")

Run = Callable[..., tuple[int, list[str], str]]


class Chunks(io.RawIOBase):
    """A stream that gives one chunk at a time, when it is asked for it."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = next(self._chunks, b"")
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _stream(*chunks: bytes) -> io.BufferedReader:
    return io.BufferedReader(Chunks(chunks))


@pytest.fixture
def run(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """Runs the command; gives its exit code, rows and messages."""
    monkeypatch.setattr(resolve, "running_extension", lambda sources: nullcontext(engine))

    def run(*arguments: str, stdin: Iterable[bytes] = ()) -> tuple[int, list[str], str]:
        buffered = io.BufferedReader(Chunks(stdin))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(buffered))
        code = resolve.main(arguments)
        out, err = capfdbinary.readouterr()
        return code, out.decode().split("\n")[:-1], err.decode()

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


def test_says_what_the_extension_says(engine: Engine, run: Run) -> None:
    meanings = engine.call_each("papers/interpret.js", "interpret", TEXTS)
    code, rows, _ = run("--json", *TEXTS)
    assert code == 0
    assert [json.loads(row) for row in rows] == [
        {
            "input": text,
            "kind": it["kind"],
            "papers": [{part: paper[part] for part in PARTS} for paper in it["papers"]],
            "urls": [opened["url"] for opened in it["destinations"]],
        }
        for text, it in zip(TEXTS, meanings, strict=True)
    ]


def test_titles_are_searched_as_the_extension_does(run: Run) -> None:
    search = f"{COOL}arxiv/search?highlight=1&query=Attention%20is%20all%20you%20need"
    texts = ["1706.03762", "Attention is all you need", "?!", f"{COOL}arxiv/cs.AI"]
    rows = [PAPER, f"\t{search}", NOTHING, f"\t{COOL}arxiv/cs.AI"]
    assert run("--titles", *texts) == (0, rows, "")
    assert [json.loads(row)["urls"] for row in run("--titles", "--json", texts[1])[1]] == [[search]]


def test_references_give_what_opens_if_all_are_chosen(run: Run) -> None:
    with_id = "[1] A. Vaswani, “Attention Is All You Need,” 2017. arXiv:1706.03762"
    text = f"{with_id}\n[2] B. Ob, “Tea and Milk,” 2019."
    search = f"{COOL}arxiv/search?highlight=1&query=Tea%20and%20Milk"
    row = f"arxiv/1706.03762,arxiv-search/Tea and Milk\t{COOL}arxiv/1706.03762 {search}"
    assert run(text) == (0, [row], "")
    said = json.loads(run("--json", text)[1][0])
    assert said["kind"] == "references"
    assert [it["id"] for it in said["papers"]] == ["1706.03762", "Tea and Milk"]


def test_each_line_of_input_gives_one_line(run: Run) -> None:
    chunks = [b"1706.03762\r\n\r\n\nnothing\n17", b"06.0", b"3762\n\n1706.03762 P19-1001@ACL"]
    rows = [PAPER, NOTHING, NOTHING, NOTHING, PAPER, NOTHING, BOTH]
    assert run("-", stdin=chunks) == (0, rows, "")
    assert run("1706.03762 P19-1001@ACL", "-", "", stdin=[b"1706.03762\n"])[1] == [
        BOTH,
        PAPER,
        NOTHING,
    ]


def test_rows_come_before_the_input_ends(
    run: Run, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    seen = []

    def typed() -> Iterator[bytes]:
        for chunk in (b"1706.03762\nP19-1001@A", b"CL 1706.03762\n", b""):
            yield chunk
            seen.append(capfdbinary.readouterr().out.decode().split("\t")[0])

    run("-", stdin=typed())
    assert seen == ["arxiv/1706.03762", "venue/P19-1001@ACL,arxiv/1706.03762"]


def test_bytes_that_are_not_utf8_are_replaced_and_counted(run: Run) -> None:
    lines = [b"1706.03762 \xff\n", "注意".encode(), b"\n\xc3\n\xe6\xb3\n"]
    code, rows, said = run("--json", "-", stdin=lines)
    assert code == 0
    assert [json.loads(row)["input"] for row in rows] == [
        "1706.03762 \ufffd",
        "注意",
        *"\ufffd" * 2,
    ]
    assert json.loads(rows[0])["papers"][0]["id"] == "1706.03762"
    assert said == "resolve: lines with bytes that are not UTF-8: 3\n"


def test_arguments_may_have_other_bytes(run: Run) -> None:
    as_python_gives_it = b"caf\xe9 1706.03762".decode("utf-8", "surrogateescape")
    said = "resolve: lines with bytes that are not UTF-8: 1\n"
    assert run(as_python_gives_it) == (0, [PAPER], said)


def test_too_long_line_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolve, "MAX_LINE", 10)
    chunks = [b"1706.03762\n1706.03762 \nx", b"x" * 10, b"x" * 10, b"\n1706.03762"]
    said = "resolve: lines longer than 1 MB, which were not read: 2\n"
    assert run("-", stdin=chunks) == (1, [PAPER, NOTHING, NOTHING, PAPER], said)
    code, rows, said = run("--json", "1706.03762 ")
    assert code == 1
    assert json.loads(rows[0]) == {"input": None, "kind": "too long", "papers": [], "urls": []}
    assert said == "resolve: lines longer than 1 MB, which were not read: 1\n"


def test_long_line_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolve, "MAX_LINE", 10)
    lines = resolve.lines_as_they_come(_stream(*[b"x" * 50] * 9, b"\nab", b"c"))
    assert [*lines] == [[b"x" * 11], [b"abc"]]


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
    with subprocess.Popen(
        [*COMMAND, "-"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
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
        ended = subprocess.run(
            [*COMMAND, "a"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 1
    assert ended.stderr == b"resolve: cannot write: No space left on device\n"
