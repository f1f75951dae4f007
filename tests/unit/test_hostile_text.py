"""Text made to be slow is read in time that grows with its length, not faster."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from deno import find_deno_bin

from build import data, patterns, registry
from build.engine import Engine
from build.finder import MODULE as FIND
from tests.profile import NIGHTLY
from tools.bench.hostile import calls

CHECKER = Path(__file__).with_name("recheck.js")
DENO_CONFIG = Path(__file__).parents[2] / "tools" / "deno.json"
HOSTILE = [
    "id=",
    "?id=a&",
    "http://",
    "https://arxiv.org/abs/",
    "https://arxiv.org/abs/1706.03762",
    "https://arxiv.org/abs/1706.0 ",
    "https://openreview.net/forum?id=a-\n",
    "https://a.b/?u=eyJaHR0cHM6",
    "https://a.b/?u=https%3A%2F%2F",
    "arxiv.org/",
    "a-",
    "a.",
    "aaaa/",
    "(((",
    "10.1145/",
    "1111.1111,",
    "2410.0642",
    "1,111",
    "/0000000",
    "hep-th/",
    "journals/corr/abs-",
    "2024.acl-",
    "a1-supp@",
    "@OpenReview",
    "version ",
    "$",
    "Zbl 1",
    "papers/",
    "papers/1706.03762-",
    "https://a .b /c",
    "https : // a .",
    "/html/a_ ",
    "openreview: a1B-",
    "%25",
    "论文2410.06424，",
    " " * 8,
]
RECHECK = json.loads(DENO_CONFIG.read_text("utf-8"))["imports"]["recheck"]
SAFE = Path(__file__).with_name("safe_patterns.txt")
"""The ReDoS checker's version, and digests of the patterns that it found safe."""
IN_PARTS = {"sources.MENTION": patterns.mention_in_parts(registry.load())}
"""Patterns of which each alternative is checked alone, by the name that the checker gives them."""
UNIT = 20_000 if NIGHTLY else 5_000
ONE_OF = 1 if NIGHTLY else 5
"""Each pure function is called on one of so many hostile pieces, and the next one on others."""
GROWTH = 16
"""Times the text is made longer; a scan in square time would take GROWTH² times as long."""
LONG, TIMES_LONGER = 2400, 8
"""Characters, and how much that is of a short text, for what every pure function is called with."""


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_linearly(engine: Engine, piece: str) -> None:
    short = piece * (UNIT // len(piece))
    engine.milliseconds(FIND, "papersInText", short)  # warms the engine up
    times = [engine.milliseconds(FIND, "papersInText", short * n, times=2) for n in (1, GROWTH)]
    # Far from both: a busy machine must not fail it, a scan in square time must.
    least_measurable = 0.05
    assert times[1] <= max(times[0], least_measurable) * GROWTH * GROWTH / 3


def test_a_url_of_any_length_is_read_in_no_time(engine: Engine) -> None:
    url = "https://example.com/?u=" + "https%3A%2F%2Fexample.com%2F%3Fu%3D" * 200
    longest = engine.milliseconds(FIND, "papersInUrl", url)
    beyond = engine.milliseconds(FIND, "papersInUrl", url * 100)
    assert beyond < max(longest, 0.05) * 10


def test_url_that_wraps_many_is_read_in_bounded_time(engine: Engine) -> None:
    """Each URL has one budget for all that it may wrap, whatever wraps what."""

    def milliseconds(values: int) -> float:
        # Another URL each time: what was found is remembered.
        return min(
            engine.milliseconds(
                FIND,
                "papersInUrl",
                f"https://arxiv.org/{'a.bb/http:/x.yy/' * 3}?{'=/%2f&' * values}{turn}",
                times=1,
            )
            for turn in range(5)
        )

    milliseconds(100)  # warms the engine up
    assert milliseconds(1300) <= max(milliseconds(50), 0.05) * 60


def test_every_pure_function_stands_hostile_text(rendered: Path) -> None:
    """None throws, and none takes time in the square of the text, wherever it is in a page."""
    files = {
        file.relative_to(rendered).as_posix()
        for folder in ("papers", "reading")
        for file in (rendered / folder).glob("*.js")
    }
    made = calls(rendered, LONG, one_of=ONE_OF)
    assert {it.name.split()[0] for it in made} == files - set(data.IMPORTED_SCRIPTS)
    slow = {(it.name, it.piece) for it in made for _, time in it.runs if time > _bound(0)}
    for _ in range(3):  # what is slow by chance is fast another time
        if slow:
            slow &= _in_square_time(rendered, slow)
    assert slow == set()


def _in_square_time(rendered: Path, slow: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return which of the functions, each on its piece, take much longer for a longer text."""
    again = calls(rendered, LONG // TIMES_LONGER, LONG, only=slow, one_of=ONE_OF)
    assert {(it.name, it.piece) for it in again} == slow
    return {
        (it.name, it.piece)
        for it in again
        for (_, short), (_, long) in [it.runs]
        if long > _bound(short)
    }


def _bound(short: float) -> float:
    """Return what no linear function needs for LONG, and each that takes square time does."""
    return max(short, 0.5) * TIMES_LONGER * TIMES_LONGER / 3


@pytest.mark.parametrize("text", ["ab" + "@" * 2000 + " x", "ab" + "/a" * 2000 + " x"])
def test_title_of_signs_is_judged_in_linear_time(engine: Engine, text: str) -> None:
    engine.milliseconds("reading/titles.js", "worthOf", text)
    times = [
        engine.milliseconds("reading/titles.js", "worthOf", it) for it in (text, text * GROWTH)
    ]
    assert times[1] <= max(times[0], 0.05) * GROWTH * GROWTH / 3


def test_parts_of_a_long_pattern_match_as_the_whole_does() -> None:
    sources = registry.load()
    whole = re.compile(patterns.mention(sources), re.ASCII | re.IGNORECASE)
    parts = re.compile("|".join(patterns.mention_in_parts(sources)), re.ASCII | re.IGNORECASE)
    examples = [it.examples for it in sources]
    for text in [
        text for it in examples for text in (*it.urls, *it.dois, *it.texts, *it.near_misses)
    ]:
        found = [match.span() for match in parts.finditer(text)]
        assert found == [match.span() for match in whole.finditer(text)], text


def test_no_pattern_can_be_made_slow(rendered: Path) -> None:
    """Asks recheck about every pattern that is not in SAFE; outside CI, SAFE is brought up to date.

    It takes two minutes for all of them; a nightly run asks about all.
    """
    checker, *safe = SAFE.read_text("utf-8").split()
    if checker != RECHECK or NIGHTLY:
        safe = []
    checked = subprocess.run(
        [
            *(find_deno_bin(), "run", "--config", DENO_CONFIG, "--cached-only", "-A"),
            *(CHECKER, rendered, json.dumps(safe), json.dumps(IN_PARTS)),
        ],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=os.environ | {"NO_COLOR": "1"},
    )
    verdicts = [json.loads(line) for line in checked.stdout.splitlines()]
    assert len(verdicts) > 30
    assert [it for it in verdicts if it["status"] not in ("safe", "known")] == []
    if not os.environ.get("CI"):
        ids = sorted({verdict["id"] for verdict in verdicts})
        SAFE.write_text("\n".join([RECHECK, *ids, ""]), "utf-8")
