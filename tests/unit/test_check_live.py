"""The check of the live sites, against a local server that plays them."""

from __future__ import annotations

import gzip
import os
import re
import socket
import socketserver
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter
from selectolax.lexbor import LexborHTMLParser

from build import registry
from build.check import cases
from build.engine import Engine
from build.render import ROOT
from build.source import Source
from tests.shared import SHARED, needs_shared
from tools import check_live, page_parts
from tools.browser.local_web import HTML, Answer, LocalWeb
from tools.browser.waiting import PATIENCE
from tools.polite import PAUSE, SIZE_LIMIT, TRIES, Clock, Fetcher, NotReachedError

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
    """Plays every site as it should be, until told otherwise."""

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now
        self.times: dict[str, list[float]] = {}
        """When each host was asked."""
        self.first: dict[str, list[Answer]] = {}
        """URL to what it answers first, before its page."""
        for source in SOURCES:
            for live in source.live_pages:
                self.serve(live.url, page_of(source, live.url))
                if live.paper_id:
                    url = f"https://papers.cool/{source.branch}/{quote(live.paper_id, safe='@/')}"
                    self.serve(url, panel(live.paper_id))

    def answer(self, host: str, path: str, query: str) -> Answer:
        self.times.setdefault(host, []).append(self._now())
        url = f"https://{host}{path}" + (f"?{query}" if query else "")
        if waiting := self.first.get(url):
            return waiting.pop(0)
        return super().answer(host, path, query)


class ToLocal(HTTPAdapter):
    """Sends all requests to the local server, those for refused hosts to a closed port."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port
        self.refused: set[str] = set()
        self.names: set[str] = set()

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> Any:
        url = request.url or ""
        parts = urlsplit(url)
        self.names.add(str(request.headers["User-Agent"]))
        request.headers["Host"] = parts.netloc
        port = closed_port() if parts.hostname in self.refused else self._port
        request.url = f"http://127.0.0.1:{port}{request.path_url}"
        try:
            answer = super().send(request, *args, **{**options, "proxies": None})
        finally:
            request.url = url
        answer.url = url
        return answer


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def dripping(start: bytes, more: bytes) -> Iterator[int]:
    """Answer each connection with a start, and then with more and more; yields the port."""
    over = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                self.request.recv(65536)
                self.request.sendall(start)
                while not over.wait(0.01):
                    self.request.sendall(more)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield int(server.server_address[1])
        over.set()
        server.shutdown()


class FakeTime:
    """A clock that only waiting moves on."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.seconds, self.sleep)


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def sites(time: FakeTime) -> Iterator[LocalSites]:
    with LocalSites(lambda: time.seconds) as running:
        yield running


@pytest.fixture
def adapter(sites: LocalSites) -> ToLocal:
    return ToLocal(sites.port)


@pytest.fixture
def run(
    adapter: ToLocal,
    time: FakeTime,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., tuple[int, list[str]]]:
    """Run the check, with all tests' engine; return its exit code and the lines below the table.

    Pages are read in this process: starting one for each would be most of the time.
    """
    monkeypatch.setattr(check_live, "running_extension", lambda sources: nullcontext(engine))
    monkeypatch.setattr(check_live, "select", page_parts.select_here)

    def run(*argv: str) -> tuple[int, list[str]]:
        code = check_live.main(argv, clock=time.clock, adapter=adapter)
        out = capsys.readouterr().out
        return code, re.findall(r"^(?:changed|not reached): .*", out, re.MULTILINE)

    return run


Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def read_apart(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page is read in a process of its own, as without a test."""
    monkeypatch.setattr(check_live, "select", page_parts.select)


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


@pytest.mark.usefixtures("read_apart")
def test_all_as_expected(run: Run) -> None:
    assert run("--source", "arXiv") == (0, [])


def test_only_the_pages_stated_are_asked_for_once_each(run: Run, sites: LocalSites) -> None:
    assert run() == (0, [])
    stated = [live for source in SOURCES for live in source.live_pages]
    asked = [url.removeprefix("http://") for url in sites.requests]
    publishers = [url for url in asked if not url.startswith("papers.cool/")]
    assert publishers == [live.url.removeprefix("https://") for live in stated]
    papers = [url.split("/", 2)[2] for url in asked if url.startswith("papers.cool/")]
    assert papers == [live.paper_id for live in stated if live.paper_id]


@pytest.mark.usefixtures("run")
def test_table_shows_selectors_as_they_are(
    adapter: ToLocal, time: FakeTime, capsys: pytest.CaptureFixture[str]
) -> None:
    check_live.main(["--source", "arXiv"], clock=time.clock, adapter=adapter)
    assert '[title="Abstract"]' in re.sub(r"[│\s]", "", capsys.readouterr().out)


def test_structure_is_gone(run: Run, sites: LocalSites) -> None:
    sites.serve(ABSTRACT, f'<a href="{ABSTRACT}">abs</a><div class="extra-services"></div>')
    assert run("--source", "arXiv") == (
        1,
        [f"changed: arXiv: {ABSTRACT}: nothing matches .extra-services .full-text > ul"],
    )


def test_page_no_longer_links_to_its_paper(run: Run, sites: LocalSites) -> None:
    sites.serve(
        ABSTRACT, '<div class="extra-services"><div class="full-text"><ul></ul></div></div>'
    )
    assert run("--source", "arXiv") == (
        1,
        [f"changed: arXiv: {ABSTRACT}: no link is read as 1706.03762"],
    )


def test_links_of_a_list_are_no_longer_read(run: Run, sites: LocalSites) -> None:
    sites.serve(LIST, '<dl id="articles"><dt><a title="Abstract" href="/p/1706"></a></dt></dl>')
    code, lines = run("--source", "arXiv")
    assert (code, lines) == (1, [f"changed: arXiv: {LIST}: no link is read as a paper"])


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("<title>Cool Papers</title>", "no paper is shown"),
        (panel("1706.03763"), "of 1 papers shown, none is 1706.03762"),
    ],
)
def test_papers_cool_does_not_show_the_paper(
    run: Run, sites: LocalSites, shown: str, told: str
) -> None:
    sites.serve(ON_COOL_PAPERS, shown)
    assert run("--source", "arXiv") == (1, [f"changed: arXiv: {ON_COOL_PAPERS}: {told}"])


@pytest.mark.parametrize("status", [404, 410])
def test_page_is_missing(run: Run, sites: LocalSites, status: int) -> None:
    sites.serve(ABSTRACT, "gone", status=status)
    told = f"the page is gone, status {status}"
    assert run("--source", "arXiv") == (1, [f"changed: arXiv: {ABSTRACT}: {told}"])


def test_page_has_moved_to_an_address_that_is_read(run: Run, sites: LocalSites) -> None:
    moved = sites.serve("https://arxiv.org/abs/1706.03762v7", page_of(SOURCES[0], ABSTRACT))
    sites.redirect(ABSTRACT, moved)
    assert run("--source", "arXiv") == (0, [])


def test_page_has_moved_to_an_address_that_is_not_read(run: Run, sites: LocalSites) -> None:
    moved = sites.serve("https://arxiv.org/record/7", page_of(SOURCES[0], ABSTRACT))
    sites.redirect(ABSTRACT, "/record/7")
    told = f"the page is now at {moved}, which is not read as 1706.03762"
    assert run("--source", "arXiv") == (1, [f"changed: arXiv: {ABSTRACT}: {told}"])


# --- not reached ----------------------------------------------------------------------------------


def test_guests_are_sent_to_a_challenge(run: Run, sites: LocalSites) -> None:
    url = "https://openreview.net/forum?id=vPGmYeL1rG"
    sites.serve("https://openreview.net/challenge", "are you human?")
    sites.redirect(url, "/challenge?redirect=%2Fforum%3Fid%3DvPGmYeL1rG")
    code, lines = run("--source", "OpenReview")
    told = "guests are sent to a challenge"
    assert (code, lines) == (3, [f"not reached: OpenReview: {url}: {told}"])


def test_page_is_refused(run: Run, sites: LocalSites) -> None:
    sites.serve(ABSTRACT, "no robots", status=403)
    code, lines = run("--source", "arXiv")
    assert (code, lines) == (3, [f"not reached: arXiv: {ABSTRACT}: status 403"])
    assert sites.requests.count(ABSTRACT.replace("https", "http")) == 1


def test_host_refuses_connections(run: Run, adapter: ToLocal, time: FakeTime) -> None:
    adapter.refused = {"papers.cool"}
    told = f"no connection, {TRIES} times"
    assert run("--source", "arXiv") == (3, [f"not reached: arXiv: {ON_COOL_PAPERS}: {told}"])
    assert [it for it in time.slept if it > PAUSE] == [2, 4, 8]


def test_page_that_redirects_for_ever(run: Run, sites: LocalSites) -> None:
    sites.redirect(ABSTRACT, ABSTRACT)
    code, lines = run("--source", "arXiv")
    assert (code, lines) == (3, [f"not reached: arXiv: {ABSTRACT}: too many redirects"])


def test_answer_that_is_broken(run: Run, sites: LocalSites) -> None:
    sites.serve(ABSTRACT, "not zipped", headers={"Content-Encoding": "gzip"})
    code, lines = run("--source", "arXiv")
    assert (code, len(lines)) == (3, 1)
    assert lines[0].startswith(f"not reached: arXiv: {ABSTRACT}: a broken answer: ")
    assert "failed to decode" in lines[0]


MALFORMED = ["http://[", "https://a:99999999/", "https://\u2603\u2603\u200d/", "https://a b/"]


@pytest.mark.parametrize("url", MALFORMED)
@pytest.mark.parametrize("tag", ["a", "base"])
def test_malformed_address_on_a_page(run: Run, sites: LocalSites, tag: str, url: str) -> None:
    """The rest of the page is checked all the same."""
    sites.serve(ABSTRACT, f'<{tag} href="{url}"></{tag}>{page_of(SOURCES[0], ABSTRACT)}')
    told = f"a broken answer: {url!r} is no URL"
    assert run("--source", "arXiv") == (3, [f"not reached: arXiv: {ABSTRACT}: {told}"])


def test_bytes_that_are_no_text_in_an_address(run: Run, sites: LocalSites) -> None:
    own = page_of(SOURCES[0], ABSTRACT).encode()
    sites.serve(ABSTRACT, b'<a href="/\xff\x00\xfe"></a><a href></a>' + own)
    assert run("--source", "arXiv") == (0, [])


@pytest.mark.parametrize(
    ("location", "said"),
    [
        *((url, repr(url)) for url in MALFORMED if url.isascii()),
        ("http://[" + "x" * 9999, repr("http://[" + "x" * 92)),
    ],
    ids=ascii,
)
def test_malformed_redirect(run: Run, sites: LocalSites, location: str, said: str) -> None:
    sites.redirect(ABSTRACT, location)
    told = f"a broken answer: {said} is no URL"
    assert run("--source", "arXiv") == (3, [f"not reached: arXiv: {ABSTRACT}: {told}"])


@pytest.mark.parametrize("status", [200, 302])
@pytest.mark.parametrize("zipped", [False, True])
def test_answer_that_is_too_big(
    sites: LocalSites, adapter: ToLocal, time: FakeTime, status: int, zipped: bool
) -> None:
    """That of a redirect is not read at all."""
    body = b" " * (SIZE_LIMIT + 1)
    headers = {"Content-Encoding": "gzip"} if zipped else {}
    if status == 302:
        headers["Location"] = sites.serve(f"{ABSTRACT}v7", "moved")
    sites.serve(ABSTRACT, gzip.compress(body) if zipped else body, status=status, headers=headers)
    fetcher = Fetcher("test", time_limit=600, clock=time.clock, adapter=adapter)
    if status == 302:
        assert fetcher.get(ABSTRACT).html == b"moved"
        return
    with pytest.raises(NotReachedError, match=r"^a broken answer: more than 20,000,000 bytes$"):
        fetcher.get(ABSTRACT)


@pytest.mark.usefixtures("read_apart")
def test_elements_nested_too_deeply(
    run: Run, sites: LocalSites, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites.serve(ABSTRACT, "<div>" * 300_000)
    monkeypatch.setattr(page_parts, "TIME_LIMIT", 1.0)
    told = "a broken answer: its HTML is not read within 1 s"
    assert run("--source", "arXiv") == (3, [f"not reached: arXiv: {ABSTRACT}: {told}"])


def test_host_without_a_certificate_to_trust(time: FakeTime, sites: LocalSites) -> None:
    fetcher = Fetcher("test", time_limit=600, request_limit=PATIENCE, clock=time.clock)
    with pytest.raises(NotReachedError, match=f"no secure connection, {TRIES} times"):
        fetcher.get(f"https://127.0.0.1:{sites.port}/")


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Long: ",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /",
    ],
    ids=["status", "headers", "body", "location"],
)
def test_answer_that_comes_byte_by_byte(time: FakeTime, start: bytes) -> None:
    with dripping(start, b"1") as port:
        adapter = ToLocal(port)
        fetcher = Fetcher(
            "test", time_limit=600, request_limit=0.2, clock=time.clock, adapter=adapter
        )
        with pytest.raises(NotReachedError, match=f"no whole answer in time, {TRIES} times"):
            fetcher.get(ABSTRACT)


def test_time_limit_of_the_run(run: Run, sites: LocalSites) -> None:
    code, lines = run("--source", "arXiv", "--time-limit", "1")
    told = "the time limit of 1 s is reached"
    assert (code, lines) == (3, [f"not reached: arXiv: {LIST}: {told}"])


def test_broken_once_then_right(run: Run, sites: LocalSites, time: FakeTime) -> None:
    sites.first[ABSTRACT] = [Answer(HTML, b"oops", 500)]
    assert run("--source", "arXiv") == (0, [])
    assert 2 in time.slept


def test_always_broken_host_is_asked_once_for_its_other_pages(run: Run, sites: LocalSites) -> None:
    for url in (ABSTRACT, LIST):
        sites.serve(url, "oops", status=500)
    assert run("--source", "arXiv") == (
        3,
        [
            f"not reached: arXiv: {ABSTRACT}: status 500, {TRIES} times",
            f"not reached: arXiv: {LIST}: status 500",
        ],
    )
    assert len(sites.times["arxiv.org"]) == TRIES + 1


def test_change_counts_more_than_what_is_not_reached(run: Run, sites: LocalSites) -> None:
    sites.serve(ABSTRACT, "oops", status=403)
    sites.serve(ON_COOL_PAPERS, "")
    code, lines = run("--source", "arXiv")
    assert code == 1
    assert [line.split(": ")[0] for line in lines] == ["changed", "not reached"]


# --- politeness -----------------------------------------------------------------------------------


def test_one_request_a_second_per_host_redirects_included(run: Run, sites: LocalSites) -> None:
    sites.redirect(ABSTRACT, sites.serve(f"{ABSTRACT}v7", page_of(SOURCES[0], ABSTRACT)))
    run()
    assert len(sites.times["arxiv.org"]) == 3
    for times in sites.times.values():
        assert all(after - before >= PAUSE for before, after in pairwise(times))


def test_does_not_wait_for_another_host(
    run: Run, sites: LocalSites, adapter: ToLocal, time: FakeTime
) -> None:
    run("--source", "AAAI")
    assert adapter.names == {check_live.user_agent()}
    assert {host: len(times) for host, times in sites.times.items()} == {
        "ojs.aaai.org": 2,
        "papers.cool": 1,
    }
    assert time.slept == [PAUSE]


def test_waits_as_long_as_the_site_asks(run: Run, sites: LocalSites, time: FakeTime) -> None:
    sites.first[ABSTRACT] = [Answer(HTML, b"", 429, {"Retry-After": "17"})]
    assert run("--source", "arXiv") == (0, [])
    assert 17 in time.slept


def test_does_not_wait_beyond_the_time_limit(run: Run, sites: LocalSites) -> None:
    sites.first[ABSTRACT] = [Answer(HTML, b"", 503, {"Retry-After": "3600"})]
    code, lines = run("--source", "arXiv")
    told = "status 503; the time limit of 600 s is reached"
    assert (code, lines) == (3, [f"not reached: arXiv: {ABSTRACT}: {told}"])


# --- the command line -----------------------------------------------------------------------------


def test_sources_can_be_named(run: Run, sites: LocalSites) -> None:
    run("--source", "aaai", "--source", "USENIX")
    assert set(sites.times) == {"ojs.aaai.org", "www.usenix.org", "papers.cool"}


@pytest.mark.parametrize(
    "argv, said",
    [
        (["--source", "Nature"], "there is no source 'nature'; there are: arXiv, AAAI, ACL"),
        (["--time-limit", "0"], "--time-limit must be more than 0"),
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
        ended = subprocess.run(
            ["bash", str(ROOT / ".ci" / "check-live")],
            env={
                "PATH": f"{tmp_path}:{os.environ['PATH']}",
                "TMPDIR": str(tmp_path),
                "CODE": str(code),
                "REPORT": report,
                "OPEN": number,
            },
            capture_output=True,
            text=True,
        )
        return ended.returncode, ended.stdout.strip()

    return run


Script = Callable[..., tuple[int, str]]


def test_change_opens_an_issue(script: Script) -> None:
    assert script(1, "a report") == (0, "create --title: a report")


def test_change_is_added_to_the_issue_that_is_open(script: Script) -> None:
    assert script(1, "a report", "7") == (0, "comment 7: a report")


def test_crash_opens_no_issue(script: Script) -> None:
    assert script(1) == (1, "")


def test_not_reached_only_warns(script: Script) -> None:
    code, out = script(3, "a report")
    assert (code, out.split("::")[1]) == (0, "warning")


def test_issue_is_closed_when_all_is_well(script: Script) -> None:
    assert script(0, "a report", "7") == (0, "close 7: All is as expected again.")


@pytest.mark.parametrize("code", [2, 3])
def test_issue_stays_open_while_nothing_is_known(script: Script, code: int) -> None:
    assert "close" not in script(code, "a report", "7")[1]


@pytest.mark.parametrize("code", [0, 2])
def test_no_change_opens_no_issue(script: Script, code: int) -> None:
    assert script(code, "a report") == (code, "")
