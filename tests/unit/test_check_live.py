"""The check of the live sites, against a local server that plays them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import requests
import urllib3.util.retry
from requests.adapters import HTTPAdapter
from selectolax.lexbor import LexborHTMLParser

from build import registry
from build.check import cases
from build.engine import Engine
from build.render import ROOT
from build.source import Source
from tests.shared import SHARED, needs_shared
from tools import check_live, polite
from tools.browser.local_web import HTML, Answer, LocalWeb

SOURCES = [source for source in registry.load() if source.paper_id]
LINKED = [source for source in SOURCES if source.key in source.sites]
PAGES = ROOT / "tests" / "pages"

ABSTRACT = "https://arxiv.org/abs/1706.03762"
LIST = "https://arxiv.org/list/cs.CL/recent"
ON_COOL_PAPERS = "https://papers.cool/arxiv/1706.03762"


def panel(paper_id: str) -> str:
    """What papers.cool shows of a paper."""
    return f'<div class="panel paper" id="{paper_id}"><h2 class="title"></h2></div>'


def page_of(source: Source, url: str) -> str:
    """Play a page with all that the test pages of its site have."""
    test_pages = sorted((PAGES / source.key).glob("*.html"))
    own = f'<link rel="canonical" href="{url}">'
    return own + "".join(page.read_text("utf-8") for page in test_pages)


class LocalSites(LocalWeb):
    """Plays every site as it should be, until told otherwise.

    Its clock is moved on by waiting only.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0
        self.asked: list[tuple[str, float]] = []
        """Each URL that was asked for, and when."""
        self.closed: set[str] = set()
        """The hosts that refuse connections."""
        self.first: dict[str, list[Answer]] = {}
        """URL to what it answers first, before its page."""
        for source in SOURCES:
            for live in source.live_pages:
                self.serve(live.url, page_of(source, live.url))
                if live.paper_id:
                    url = f"https://papers.cool/{source.branch}/{quote(live.paper_id, safe='@/')}"
                    self.serve(url, panel(live.paper_id))

    def answer(self, host: str, path: str, query: str) -> Answer:
        url = f"https://{host}{path}" + (f"?{query}" if query else "")
        self.asked.append((url, self.seconds))
        if waiting := self.first.get(url):
            return waiting.pop(0)
        return super().answer(host, path, query)

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def times(self, start: str) -> list[float]:
        """Return when the URLs with this start were asked for."""
        return [at for url, at in self.asked if url.startswith(start)]


@pytest.fixture
def sites(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalSites]:
    """The sites, which all requests go to."""
    send = HTTPAdapter.send

    def send_here(self: HTTPAdapter, request: requests.PreparedRequest, **options: Any) -> Any:
        url = request.url or ""
        assert request.headers["User-Agent"] == check_live.user_agent()
        request.headers["Host"] = urlsplit(url).netloc
        port = 1 if urlsplit(url).netloc in running.closed else running.port
        request.url = f"http://127.0.0.1:{port}{request.path_url}"
        try:
            answer = send(self, request, **{**options, "proxies": None})
        finally:
            request.url = url
        answer.url = url
        return answer

    with LocalSites() as running:
        time = SimpleNamespace(monotonic=lambda: running.seconds, sleep=running.sleep)
        monkeypatch.setattr(polite, "time", time)
        monkeypatch.setattr(urllib3.util.retry, "time", time)
        monkeypatch.setattr(HTTPAdapter, "send", send_here)
        yield running


Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def run(
    sites: LocalSites,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run the check, with all tests' engine; return its exit code, and all that is not expected."""
    monkeypatch.setattr(check_live, "running_extension", lambda sources: nullcontext(engine))

    def run(*argv: str) -> tuple[int, list[str]]:
        code = check_live.main(argv)
        lines = capsys.readouterr().out.splitlines()
        assert lines
        return code, [line for line in lines if not line.startswith("as expected: ")]

    return run


# --- what is expected of the sites ----------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_has_the_live_page_of_a_paper(source: Source) -> None:
    assert any(live.paper_id for live in source.live_pages)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_build_checks_the_ids_of_live_pages(source: Source) -> None:
    stated = list(cases(source))
    for live in source.live_pages:
        assert ("papersInUrl", live.url, [live.paper_id] if live.paper_id else []) in stated


@pytest.mark.parametrize("source", LINKED, ids=lambda source: source.name)
def test_selectors_are_those_of_the_content_script(source: Source) -> None:
    script = (ROOT / "extension" / "content" / f"{source.key}.js").read_text("utf-8")
    selectors = [selector for live in source.live_pages for selector in live.selectors]
    assert selectors
    parts = {part for selector in selectors for part in selector.split() if part != ">"}
    assert [part for part in parts if part not in script] == []


@needs_shared
@pytest.mark.parametrize("source", LINKED, ids=lambda source: source.name)
def test_saved_pages_have_all_that_is_expected(source: Source) -> None:
    folders = [SHARED / "pages" / source.key, PAGES / source.key]
    trees = [LexborHTMLParser(it.read_bytes()) for at in folders for it in at.glob("*.html")]
    for live in source.live_pages:
        assert any(all(tree.css(it) for it in live.selectors) for tree in trees), live.url


# --- right and changed ----------------------------------------------------------------------------


def test_only_the_pages_stated_are_asked_for_once_each(run: Run, sites: LocalSites) -> None:
    assert run() == (0, [])
    stated = [live for source in SOURCES for live in source.live_pages]
    asked = [url for url, _ in sites.asked]
    publishers = [url for url in asked if not url.startswith("https://papers.cool/")]
    assert publishers == [live.url for live in stated]
    papers = [url.split("/", 4)[4] for url in asked if url not in publishers]
    assert papers == [live.paper_id for live in stated if live.paper_id]


SERVICES = '<div class="extra-services"><div class="full-text">'
ARTICLES = '<dl id="articles"><dt><a title="Abstract" href="/p/1706"></a></dt></dl>'


@pytest.mark.parametrize(
    ("url", "shown", "told"),
    [
        (
            ABSTRACT,
            f'{SERVICES}<a href="{ABSTRACT}">abs</a>',
            "nothing matches .extra-services .full-text > ul",
        ),
        (ABSTRACT, f"{SERVICES}<ul></ul>", "no link is read as 1706.03762"),
        (LIST, ARTICLES, "no link is read as a paper"),
        (ON_COOL_PAPERS, "<title>Cool Papers</title>", "no paper is shown"),
        (ON_COOL_PAPERS, panel("1706.03763"), "of 1 papers shown, none is 1706.03762"),
    ],
)
def test_page_has_changed(run: Run, sites: LocalSites, url: str, shown: str, told: str) -> None:
    sites.serve(url, shown)
    assert run("--source", "arXiv") == (1, [f"changed: arXiv: {url}: {told}"])


@pytest.mark.parametrize("status", [404, 410])
def test_page_is_missing(run: Run, sites: LocalSites, status: int) -> None:
    sites.serve(ABSTRACT, "gone", status=status)
    told = f"the page is gone, status {status}"
    assert run("--source", "arXiv") == (1, [f"changed: arXiv: {ABSTRACT}: {told}"])


@pytest.mark.parametrize(("path", "is_read"), [("/abs/1706.03762v7", True), ("/record/7", False)])
def test_page_has_moved(run: Run, sites: LocalSites, path: str, is_read: bool) -> None:
    moved = sites.serve(f"https://arxiv.org{path}", page_of(SOURCES[0], ABSTRACT))
    sites.redirect(ABSTRACT, path)
    told = f"the page is now at {moved}, which is not read as 1706.03762"
    line = f"changed: arXiv: {ABSTRACT}: {told}"
    assert run("--source", "arXiv") == ((0, []) if is_read else (1, [line]))


def test_malformed_address_on_a_page_is_passed_over(run: Run, sites: LocalSites) -> None:
    malformed = "<base href='http://['><a href='http://['></a><a href></a>"
    sites.serve(ABSTRACT, malformed + page_of(SOURCES[0], ABSTRACT))
    assert run("--source", "arXiv") == (0, [])


# --- not reached ----------------------------------------------------------------------------------


def test_guests_are_sent_to_a_challenge(run: Run, sites: LocalSites) -> None:
    url = "https://openreview.net/forum?id=vPGmYeL1rG"
    sites.serve("https://openreview.net/challenge", "are you human?")
    sites.redirect(url, "/challenge?redirect=%2Fforum%3Fid%3DvPGmYeL1rG")
    told = "guests are sent to a challenge"
    assert run("--source", "OpenReview") == (3, [f"not reached: OpenReview: {url}: {told}"])


@pytest.mark.parametrize(
    ("status", "times"), [(403, [0]), (429, [0, 2, 6, 14]), (503, [0, 2, 6, 14])]
)
def test_page_is_refused(run: Run, sites: LocalSites, status: int, times: list[float]) -> None:
    sites.serve(ABSTRACT, "no", status=status)
    told = f"not reached: arXiv: {ABSTRACT}: status {status}"
    assert run("--source", "arXiv") == (3, [told])
    assert sites.times(ABSTRACT) == times


def test_host_refuses_connections(run: Run, sites: LocalSites) -> None:
    sites.closed.add("papers.cool")
    code, lines = run("--source", "arXiv")
    assert (code, len(lines)) == (3, 1)
    assert "Failed to establish a new connection" in lines[0]
    assert sites.seconds == 2 + 4 + 8


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (302, {"Location": ABSTRACT}, "Exceeded 30 redirects"),
        (302, {"Location": "http://["}, "Invalid IPv6 URL"),
        (200, {"Content-Encoding": "gzip"}, "failed to decode"),
    ],
)
def test_answer_that_is_broken(
    run: Run, sites: LocalSites, status: int, headers: dict[str, str], said: str
) -> None:
    sites.serve(ABSTRACT, "not zipped", status=status, headers=headers)
    code, lines = run("--source", "arXiv")
    assert (code, len(lines)) == (3, 1)
    assert lines[0].startswith(f"not reached: arXiv: {ABSTRACT}: ")
    assert said in lines[0]


def test_change_counts_more_than_what_is_not_reached(run: Run, sites: LocalSites) -> None:
    sites.serve(ABSTRACT, "oops", status=403)
    sites.serve(ON_COOL_PAPERS, "")
    code, lines = run("--source", "arXiv")
    assert code == 1
    assert [line.split(": ")[0] for line in lines] == ["not reached", "changed"]


# --- politeness -----------------------------------------------------------------------------------


def test_one_request_a_second_per_host_redirects_included(run: Run, sites: LocalSites) -> None:
    sites.redirect(ABSTRACT, sites.serve(f"{ABSTRACT}v7", page_of(SOURCES[0], ABSTRACT)))
    run("--source", "arXiv", "--source", "AAAI")
    # No host waits for another.
    assert sites.times("https://arxiv.org/") == [0, 1, 2]
    assert sites.times("https://ojs.aaai.org/") == [2, 3]
    assert sites.times("https://papers.cool/") == [1, 2]


def test_waits_as_long_as_the_site_asks(run: Run, sites: LocalSites) -> None:
    sites.first[ABSTRACT] = [Answer(HTML, b"", 429, {"Retry-After": "17"})]
    assert run("--source", "arXiv") == (0, [])
    assert sites.times(ABSTRACT) == [0, 17]


def test_asks_for_no_page_beyond_the_time_limit(
    run: Run, sites: LocalSites, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polite, "TIME_LIMIT", 16)
    sites.first[ABSTRACT] = [Answer(HTML, b"", 503, {"Retry-After": "17"})]
    told = "the time limit of 16 s is reached"
    lines = [f"not reached: arXiv: {url}: {told}" for url in (ON_COOL_PAPERS, LIST)]
    assert run("--source", "arXiv") == (3, lines)


# --- the command line -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "argv, said",
    [
        (["--source", "Nature"], "invalid choice: 'nature' (choose from"),
        (["--markdown", "no-such-folder/report.md"], "there is no folder no-such-folder"),
    ],
)
def test_bad_input_exits_with_2(
    argv: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit:
        check_live.main(argv)
    assert exit.value.code == 2
    assert said in capsys.readouterr().err


def test_report_names_each_change_in_a_code_block(
    run: Run, sites: LocalSites, tmp_path: Path
) -> None:
    sites.serve(ON_COOL_PAPERS, "")
    report = tmp_path / "report.md"
    run("--source", "arXiv", "--markdown", str(report))
    text = report.read_text("utf-8")
    assert text.startswith("1 of 9 checks")
    assert f"\n    changed: arXiv: {ON_COOL_PAPERS}: no paper is shown\n" in text


# --- the workflow ---------------------------------------------------------------------------------

FAKE_PYTHON = """#!/bin/sh
[ -z "$REPORT" ] || echo "$REPORT" > "$4"
exit $CODE
"""
FAKE_GH = """#!/bin/sh
for last; do :; done
case "$2 $*" in
  "list "*"--app github-actions"*) echo "$OPEN"; exit ;;
  "close "*) echo "$2 $3: $last"; exit ;;
esac
echo "$2 $3: $(cat "$last")"
"""


@pytest.fixture
def script(tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Run the workflow's script with a check that ends as told, and a `gh` that says its call."""
    for name, text in {"python3": FAKE_PYTHON, "gh": FAKE_GH}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)

    def run(code: int, report: str = "", number: str = "") -> tuple[int, str]:
        env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "TMPDIR": str(tmp_path)}
        env |= {"CODE": str(code), "REPORT": report, "OPEN": number}
        command = ["bash", str(ROOT / ".ci" / "check-live")]
        ended = subprocess.run(command, env=env, capture_output=True, text=True)
        return ended.returncode, ended.stdout.strip()

    return run


Script = Callable[..., tuple[int, str]]


@pytest.mark.parametrize(
    ("code", "number", "said"),
    [
        (1, "", "create --title: a report"),
        (1, "7", "comment 7: a report"),
        (0, "", ""),
        (0, "7", "close 7: All is as expected again."),
    ],
)
def test_there_is_one_issue_while_something_has_changed(
    script: Script, code: int, number: str, said: str
) -> None:
    assert script(code, "a report", number) == (0, said)


def test_crash_opens_no_issue(script: Script) -> None:
    assert script(1) == (1, "")


@pytest.mark.parametrize("number", ["", "7"])
def test_issues_stay_as_they_are_while_nothing_is_known(script: Script, number: str) -> None:
    code, said = script(3, "a report", number)
    assert (code, said.split("::")[1:2]) == (0, ["warning"])
    assert script(2, "a report", number) == (2, "")
