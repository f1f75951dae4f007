"""``python -m tools.release publish`` and ``notes``, as they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from build.render import version
from tests.stores import CUT, Desk, Reply, StoreServer
from tools.release import __main__ as release
from tools.release.__main__ import main
from tools.release.errors import InputError, NotReachedError
from tools.release.package import build_for
from tools.release.repository import Repository
from tools.release.stores import chrome, edge
from tools.release.stores.store import Stage

ENV: Mapping[str, str] = {
    "EDGE_CLIENT_ID": "client-id-of-ours",
    "EDGE_API_KEY": "api-key-of-ours",
    "EDGE_PRODUCT_ID": "product",
}
PACKAGE = "POST /v1/products/product/submissions/draft/package"
SUBMISSION = "POST /v1/products/product/submissions"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip that is built for Edge."""
    return build_for(release.STORES["edge"].browser, tmp_path_factory.mktemp("built"))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, archive: Path) -> Iterator[StoreServer]:
    """A store where all goes well, and a working tree that may be published and is built once."""
    monkeypatch.setattr(release, "build_for", lambda browser, into: archive)
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(release, "JOURNAL", tmp_path / "journal")
    monkeypatch.setattr(release, "_require_tagged", lambda repository: None)
    with StoreServer() as running:
        monkeypatch.setattr(edge, "API", running.url)
        done = Reply(body={"status": "Succeeded"})
        running.on(PACKAGE, Reply(202, headers={"Location": "1"}))
        running.on("GET /v1/products/product/submissions/draft/package/operations/1", done)
        running.on(SUBMISSION, Reply(202, headers={"Location": "2"}))
        running.on("GET /v1/products/product/submissions/operations/2", done)
        yield running


def test_publishes_what_is_built_and_goes_on_from_there(
    server: StoreServer, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "--store", "edge", "--really"], ENV) == 0
    said = capsys.readouterr().out
    assert f"version {version()} is in review; the store will send a mail" in said
    assert server.last(PACKAGE).body == archive.read_bytes()
    assert main(["publish", "--store", "edge", "--really"], ENV) == 0
    assert [server.log.count(it) for it in (PACKAGE, SUBMISSION)] == [1, 1]


def test_dry_run_asks_and_sends_nothing(
    server: StoreServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "--store", "edge"], ENV) == 0
    said = capsys.readouterr().out
    assert "is not there" in said
    assert "with --really: upload the package, submit it for review" in said
    assert server.log == []
    main(["publish", "--store", "edge", "--really"], ENV)
    capsys.readouterr()
    sent = len([it for it in server.log if it.startswith("POST")])
    assert main(["publish", "--store", "edge"], ENV) == 0
    assert "with --really: nothing is left to do" in capsys.readouterr().out
    assert len([it for it in server.log if it.startswith("POST")]) == sent


def test_dry_run_without_credentials_names_them(
    server: StoreServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "--store", "edge"], {**ENV, "EDGE_API_KEY": " "}) == 0
    said = capsys.readouterr().out
    assert "set EDGE_API_KEY in the environment" in said
    assert "SHA-256" in said
    assert server.log == []


def test_firefox_gets_the_source_along(
    server: StoreServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Shown with Chrome's zip, so that it holds whichever browsers are built for."""
    monkeypatch.setitem(
        release.STORES, "firefox", replace(release.STORES["firefox"], browser="chrome")
    )
    assert main(["publish", "--store", "firefox"], {}) == 0
    assert f"cool-papers-redirector-{version()}-source.zip: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (CUT, 3, "run the same command again"),
        (Reply(401, {"message": "no api-key-of-ours"}), 1, "make a new API key"),
    ],
)
def test_failure_is_one_line_without_secrets(
    server: StoreServer,
    capsys: pytest.CaptureFixture[str],
    fault: Reply,
    code: int,
    said: str,
) -> None:
    server.on(PACKAGE, fault)
    assert main(["publish", "--store", "edge", "--really"], ENV) == code
    shown = capsys.readouterr()
    assert shown.err.startswith("release: ")
    assert shown.err.count("\n") == 1
    assert said in shown.err
    assert not any(value in shown.out + shown.err for value in ENV.values() if len(value) > 8)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["publish", "--store", "edge", "--really"], "set EDGE_CLIENT_ID"),
        (["publish", "--store", "edge", "--cancel-review"], "leave it out"),
        (["notes", "0.0.0"], "no section"),
    ],
)
def test_bad_input(
    server: StoreServer, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments, {}) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["publish"],
        ["publish", "--store", "opera"],
        ["publish", "--store", "edge", "--wait", "long"],
        ["publish", "--store", "edge", "--wait", "-1"],
    ],
)
def test_unknown_arguments(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments, {})
    assert ended.value.code == 2


def test_notes_are_the_changelogs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notes"], {}) == 0
    said = capsys.readouterr().out
    assert "### Added" in said
    assert f"[{version()}]" not in said


@pytest.mark.parametrize(("there", "said"), [(True, "cancelled the"), (False, "no")])
def test_review_of_another_version_is_cancelled_first(
    server: StoreServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    there: bool,
    said: str,
) -> None:
    monkeypatch.setattr(chrome.ChromeWebStore, "__init__", lambda *arguments: None)
    monkeypatch.setattr(chrome.ChromeWebStore, "cancel_review", lambda *arguments: there)
    monkeypatch.setattr(chrome.ChromeWebStore, "stage", lambda *arguments: Stage.PUBLISHED)
    env = dict.fromkeys(chrome.CREDENTIALS, "value")
    assert main(["publish", "--store", "chrome", "--really", "--cancel-review"], env) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"Chrome Web Store: {said} review of another version" in lines
    assert lines[-1] == f"Chrome Web Store: version {version()} is published"


def test_nothing_is_sent_from_an_untagged_commit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Repository, "changes", lambda self: [])
    monkeypatch.setattr(Repository, "tags_here", lambda self: [])
    assert main(["publish", "--store", "edge", "--really"], ENV) == 2
    assert "tag this commit first" in capsys.readouterr().err


def test_only_the_tagged_commit_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(Path())
    monkeypatch.setattr(Repository, "changes", lambda self: ["README.md"])
    with pytest.raises(InputError, match=r"README\.md first"):
        release._require_tagged(repository)
    monkeypatch.setattr(Repository, "changes", lambda self: [])
    monkeypatch.setattr(Repository, "tags_here", lambda self: ["v0.0.1"])
    with pytest.raises(InputError, match=f"git tag v{version()}"):
        release._require_tagged(repository)
    monkeypatch.setattr(Repository, "tags_here", lambda self: [f"v{version()}"])
    release._require_tagged(repository)


def test_browser_without_a_build(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no build for opera yet"):
        build_for("opera", tmp_path)


def test_pauses_grow_up_to_the_limit(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with pytest.raises(NotReachedError, match="the review takes more than 15 minutes"):
        desk.setting.poll(lambda: None, "the review")
    assert desk.time.slept[:3] == [3.0, 4.5, 6.75]
    assert max(desk.time.slept) == 60.0
    assert sum(desk.time.slept) <= 900.0
