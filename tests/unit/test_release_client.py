"""Requests to stores: what is repeated, what never is, and what their errors say."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.stores import CUT, LATE, FakeTime, Reply, StoreServer
from tools.release.client import TRIES, Client
from tools.release.credentials import Hider
from tools.release.errors import LostAnswerError, NotReachedError, RefusedError

GOOD = Reply(body={"good": True})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StoreServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with StoreServer() as running:
        yield running


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


def client(url: str, time: FakeTime, timeout: float = 20.0) -> Client:
    return Client(f"{url}/", lambda: {"X-Key": "k"}, Hider(), clock=time.clock, timeout=timeout)


@pytest.mark.parametrize(
    "fault", [CUT, Reply(500), Reply(503), Reply(429), Reply(body=b"{", missing=5)]
)
def test_get_is_tried_again(server: StoreServer, time: FakeTime, fault: Reply) -> None:
    server.on("GET /it", fault, fault, GOOD)
    assert client(server.url, time).get("it").json() == {"good": True}
    assert server.log == ["GET /it"] * 3
    assert time.slept == [2.0, 4.0]


def test_get_waits_as_long_as_the_store_asks(server: StoreServer, time: FakeTime) -> None:
    server.on("GET /it", Reply(429, headers={"Retry-After": "50"}), GOOD)
    client(server.url, time).get("it")
    assert time.slept == [50.0]


def test_get_ends_after_some_tries(server: StoreServer, time: FakeTime) -> None:
    server.on("GET /it", Reply(502))
    with pytest.raises(NotReachedError, match=r"status 502, 4 times"):
        client(server.url, time).get("it")
    assert len(server.requests) == TRIES


def test_slow_answer_is_not_waited_for(server: StoreServer, time: FakeTime) -> None:
    server.on("GET /it", LATE)
    with pytest.raises(NotReachedError, match="no whole answer in time"):
        client(server.url, time, timeout=0.05).get("it")


@pytest.mark.parametrize(
    ("fault", "timeout"),
    [(CUT, 20.0), (LATE, 0.1), (Reply(500), 20.0), (Reply(body=b"{", missing=5), 20.0)],
)
def test_post_that_may_have_been_taken_is_not_repeated(
    server: StoreServer, time: FakeTime, fault: Reply, timeout: float
) -> None:
    server.on("POST /it", fault, GOOD)
    with pytest.raises(LostAnswerError, match="run the same command again"):
        client(server.url, time, timeout).send("POST", "it", data=b"zip")
    assert server.log == ["POST /it"]


def test_post_without_a_connection_has_sent_nothing(time: FakeTime) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(NotReachedError, match="has taken nothing"):
            client(url, time).send("POST", "it")


def test_post_to_a_busy_store_says_when_to_come_back(server: StoreServer, time: FakeTime) -> None:
    server.on("POST /it", Reply(429, headers={"Retry-After": "90"}))
    with pytest.raises(RefusedError, match="again in 90 seconds"):
        client(server.url, time).send("POST", "it")
    assert server.log == ["POST /it"]


def test_redirects_get_no_credentials(server: StoreServer, time: FakeTime) -> None:
    server.on("GET /it", Reply(302, headers={"Location": f"{server.url}/elsewhere"}))
    assert client(server.url, time).get("it").status == 302
    assert server.log == ["GET /it"]


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b"\xff"])
def test_answer_without_json(server: StoreServer, time: FakeTime, body: bytes) -> None:
    server.on("GET /it", Reply(body=body))
    with pytest.raises(LostAnswerError, match="no JSON object"):
        client(server.url, time).get("it").json()


def test_netrc_does_not_replace_the_credentials(
    server: StoreServer,
    time: FakeTime,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine 127.0.0.1 login other password other")
    monkeypatch.setenv("NETRC", str(netrc))
    server.on("GET /it", GOOD)
    ours = Client(f"{server.url}/", lambda: {"Authorization": "ApiKey ours"}, Hider())
    ours.get("it")
    assert server.last("GET /it").headers["Authorization"] == "ApiKey ours"
