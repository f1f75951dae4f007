"""Publishing in each store, against local servers that answer as the documentation says."""

from __future__ import annotations

import base64
import json
import logging
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.stores import CUT, ECHO, GUID, LATE, VERSION, Desk, Reply, StoreServer
from tools.release.errors import InputError, LostAnswerError, RefusedError, ReleaseError
from tools.release.package import Package
from tools.release.publish import publish
from tools.release.stores import chrome, edge, firefox
from tools.release.stores.store import Stage, Store

WAIT = 600.0


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StoreServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with StoreServer() as running:
        for module in (chrome, edge, firefox):
            monkeypatch.setattr(module, "API", running.url)
        monkeypatch.setattr(chrome, "TOKENS", f"{running.url}/token")
        running.on("POST /token", Reply(body={"access_token": "ya29.token", "expires_in": 3599}))
        yield running


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="session")
def pem(key: rsa.RSAPrivateKey) -> str:
    form = serialization.PrivateFormat.PKCS8
    none = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, none).decode()


@pytest.fixture
def env(pem: str) -> dict[str, dict[str, str]]:
    """The environment variables for each store."""
    account = {"client_email": "robot@project.example", "private_key": pem}
    return {
        "chrome": {
            chrome.ACCOUNT: json.dumps(account),
            chrome.PUBLISHER: "publisher-of-ours",
            chrome.ITEM: "abcdefghijklmnop",
        },
        "edge": {
            edge.CLIENT: "client-id-of-ours",
            edge.KEY: "api-key-of-ours",
            edge.PRODUCT: "d34f98f5-f9b7-42b1-bebb-98707202b21d",
        },
        "firefox": {firefox.ISSUER: "user:123:456", firefox.SECRET: "secret-of-ours-in-hex"},
    }


KINDS: Mapping[str, Callable[..., Store]] = {
    "chrome": chrome.ChromeWebStore,
    "edge": edge.EdgeAddons,
    "firefox": firefox.FirefoxAddons,
}

Open = Callable[[str], Store]


@pytest.fixture
def opened(server: StoreServer, desk: Desk, env: dict[str, dict[str, str]]) -> Open:
    """Open a store, as a new run of the command does."""
    return lambda name: KINDS[name](desk.credentials(env[name]), desk.setting)


# --- Chrome Web Store -----------------------------------------------------------------------------

ITEM = "/v2/publishers/publisher-of-ours/items/abcdefghijklmnop"
STATUS, SUBMIT = f"GET {ITEM}:fetchStatus", f"POST {ITEM}:publish"
UPLOAD, CANCEL = f"POST /upload{ITEM}:upload", f"POST {ITEM}:cancelSubmission"
UPLOADED = Reply(body={"uploadState": "SUCCEEDED", "crxVersion": VERSION})


def status(published: str = "", submitted: str = "", **more: object) -> Reply:
    """What fetchStatus answers; revisions are given as "STATE version"."""
    found = dict(more)
    for name, told in (("published", published), ("submitted", submitted)):
        if told:
            state, version = told.split()
            channels = [{"deployPercentage": 100, "crxVersion": version}]
            found[f"{name}ItemRevisionStatus"] = {"state": state, "distributionChannels": channels}
    return Reply(body=found)


BEFORE = status("PUBLISHED 1.2.2")
IN_REVIEW = status("PUBLISHED 1.2.2", f"PENDING_REVIEW {VERSION}")
OUT = status(f"PUBLISHED {VERSION}")


def test_chrome_uploads_submits_and_waits(server: StoreServer, desk: Desk, opened: Open) -> None:
    server.on(STATUS, BEFORE, BEFORE, IN_REVIEW, IN_REVIEW, OUT)
    server.on(UPLOAD, UPLOADED)
    server.on(SUBMIT, Reply(body={"state": "PENDING_REVIEW"}))
    package = desk.package()
    assert publish(opened("chrome"), package, desk.setting, WAIT) is Stage.PUBLISHED
    assert server.last(UPLOAD).body == package.data
    assert server.last(UPLOAD).headers["Authorization"] == "Bearer ya29.token"
    assert json.loads(server.last(SUBMIT).body) == {"publishType": "DEFAULT_PUBLISH"}
    assert [server.log.count(it) for it in (UPLOAD, SUBMIT, "POST /token")] == [1, 1, 1]


def test_chrome_signs_in_with_a_signed_token(
    server: StoreServer, desk: Desk, opened: Open, key: rsa.RSAPrivateKey
) -> None:
    server.on(STATUS, OUT)
    opened("chrome").stage(desk.package())
    form = server.last("POST /token").body.decode()
    assert "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer" in form
    token = form.partition("assertion=")[2]
    head, claims, signature = (
        base64.urlsafe_b64decode(it + "=" * (-len(it) % 4)) for it in token.split(".")
    )
    signed = token.rpartition(".")[0].encode()
    key.public_key().verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    assert json.loads(head) == {"alg": "RS256", "typ": "JWT"}
    told = json.loads(claims)
    assert told["iss"] == "robot@project.example"
    assert told["scope"] == "https://www.googleapis.com/auth/chromewebstore"
    assert told["exp"] - told["iat"] == 3600


def test_chrome_signs_in_again_before_the_token_ends(
    server: StoreServer, desk: Desk, opened: Open
) -> None:
    server.on(STATUS, OUT)
    store = opened("chrome")
    store.stage(desk.package())
    desk.time.seconds += 3000
    store.stage(desk.package())
    desk.time.seconds += 500
    store.stage(desk.package())
    assert server.log.count("POST /token") == 2


def test_chrome_waits_for_an_upload_that_is_looked_at(
    server: StoreServer, desk: Desk, opened: Open
) -> None:
    looking = status("PUBLISHED 1.2.2", lastAsyncUploadState="IN_PROGRESS")
    done = status("PUBLISHED 1.2.2", lastAsyncUploadState="SUCCEEDED")
    server.on(STATUS, BEFORE, looking, done, looking, looking, done, OUT)
    server.on(UPLOAD, Reply(body={"uploadState": "IN_PROGRESS"}))
    server.on(SUBMIT, Reply(body={"state": "PENDING_REVIEW"}))
    assert publish(opened("chrome"), desk.package(), desk.setting, WAIT) is Stage.PUBLISHED
    assert server.log.count(UPLOAD) == 1
    assert "the store's look at the upload ..." in desk.said


@pytest.mark.parametrize("lost", [CUT, LATE, Reply(500), Reply(body=b"oops")])
def test_chrome_goes_on_if_a_submission_was_taken_without_an_answer(
    server: StoreServer, desk: Desk, opened: Open, lost: Reply
) -> None:
    server.on(STATUS, BEFORE, BEFORE, IN_REVIEW, OUT)
    server.on(UPLOAD, UPLOADED)
    server.on(SUBMIT, lost)
    desk.timeout = 1.0 if lost is LATE else desk.timeout
    assert publish(opened("chrome"), desk.package(), desk.setting, WAIT) is Stage.PUBLISHED
    assert server.log.count(SUBMIT) == 1


@pytest.mark.parametrize("request_lost", [UPLOAD, SUBMIT])
def test_chrome_does_not_repeat_what_it_cannot_know(
    server: StoreServer, desk: Desk, opened: Open, request_lost: str
) -> None:
    server.on(STATUS, BEFORE)
    server.on(UPLOAD, UPLOADED)
    server.on(request_lost, CUT)
    with pytest.raises(LostAnswerError, match="run the same command again"):
        publish(opened("chrome"), desk.package(), desk.setting, WAIT)
    assert server.log.count(request_lost) == 1


@pytest.mark.parametrize(
    ("told", "stage", "sent"),
    [
        (OUT, Stage.PUBLISHED, []),
        (status("PUBLISHED_TO_TESTERS 1.2.3"), Stage.PUBLISHED, []),
        (IN_REVIEW, Stage.IN_REVIEW, []),
        (status("PUBLISHED 1.2.2", f"STAGED {VERSION}"), Stage.IN_REVIEW, [SUBMIT]),
        (status("PUBLISHED 1.2.2", f"CANCELLED {VERSION}"), Stage.IN_REVIEW, [UPLOAD, SUBMIT]),
        (status("PUBLISHED 1.2.2", "REJECTED 1.2.1"), Stage.IN_REVIEW, [UPLOAD, SUBMIT]),
        (status(), Stage.IN_REVIEW, [UPLOAD, SUBMIT]),
    ],
)
def test_chrome_goes_on_from_where_the_item_is(
    server: StoreServer, desk: Desk, opened: Open, told: Reply, stage: Stage, sent: list[str]
) -> None:
    server.on(STATUS, told)
    server.on(UPLOAD, UPLOADED)
    server.on(SUBMIT, Reply(body={"state": "PENDING_REVIEW"}))
    assert publish(opened("chrome"), desk.package(), desk.setting, wait=0) is stage
    assert [it for it in server.log if it in (UPLOAD, SUBMIT)] == sent


@pytest.mark.parametrize(
    ("told", "advice"),
    [
        (status(takenDown=True), "taken the item down"),
        (status("PUBLISHED 1.2.2", f"REJECTED {VERSION}"), "raise the version"),
        (status("PUBLISHED 1.2.1", "PENDING_REVIEW 1.2.2"), "--cancel-review"),
        (Reply(400), "raise the version"),
        (Reply(401), "make a new key"),
        (Reply(403), "add the service account's email"),
        (Reply(404), "made by hand"),
        (Reply(409), "look in the Developer Dashboard"),
    ],
)
def test_chrome_says_what_to_do_about_a_refusal(
    server: StoreServer, desk: Desk, opened: Open, told: Reply, advice: str
) -> None:
    server.on(STATUS, told)
    with pytest.raises(RefusedError, match=re.escape(advice)):
        publish(opened("chrome"), desk.package(), desk.setting, WAIT)
    assert [it for it in server.log if it in (UPLOAD, SUBMIT)] == []


@pytest.mark.parametrize("error", [*chrome.SIGN_IN_REFUSALS, "something_new"])
def test_chrome_says_what_to_do_if_it_cannot_sign_in(
    server: StoreServer, desk: Desk, opened: Open, error: str
) -> None:
    server.on("POST /token", Reply(400, {"error": error}))
    advice = chrome.SIGN_IN_REFUSALS.get(error, "check the service account's key")
    with pytest.raises(RefusedError, match=re.escape(advice)):
        opened("chrome").stage(desk.package())


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        ({"uploadState": "FAILED"}, "the Developer Dashboard, which says why"),
        ({"uploadState": "NOT_FOUND"}, "the Developer Dashboard, which says why"),
        ({"uploadState": "SUCCEEDED", "crxVersion": "9.9"}, "who else uploads"),
    ],
)
def test_chrome_does_not_submit_what_was_not_read(
    server: StoreServer, desk: Desk, opened: Open, answer: dict[str, str], advice: str
) -> None:
    server.on(STATUS, BEFORE)
    server.on(UPLOAD, Reply(body=answer))
    with pytest.raises(RefusedError, match=advice):
        publish(opened("chrome"), desk.package(), desk.setting, WAIT)
    assert SUBMIT not in server.log


@pytest.mark.parametrize("state", ["REJECTED", "CANCELLED"])
def test_chrome_submission_that_is_refused_at_once(
    server: StoreServer, desk: Desk, opened: Open, state: str
) -> None:
    server.on(STATUS, BEFORE)
    server.on(UPLOAD, UPLOADED)
    server.on(SUBMIT, Reply(body={"state": state}))
    with pytest.raises(RefusedError, match=f"{state.lower()} at once"):
        publish(opened("chrome"), desk.package(), desk.setting, WAIT)


def test_chrome_cancels_only_the_review_of_another_version(
    server: StoreServer, desk: Desk, opened: Open
) -> None:
    store = opened("chrome")
    assert isinstance(store, chrome.ChromeWebStore)
    server.on(STATUS, IN_REVIEW)
    assert not store.cancel_review(desk.package())
    server.on(STATUS, status("PUBLISHED 1.2.1", "PENDING_REVIEW 1.2.2"))
    server.on(CANCEL, Reply())
    assert store.cancel_review(desk.package())
    assert server.log.count(CANCEL) == 1
    server.on(CANCEL, Reply(409))
    with pytest.raises(RefusedError, match="look in the Developer Dashboard"):
        store.cancel_review(desk.package())


# --- Edge Add-ons ---------------------------------------------------------------------------------

PRODUCT = "/v1/products/d34f98f5-f9b7-42b1-bebb-98707202b21d"
PACKAGE, SUBMISSION = f"POST {PRODUCT}/submissions/draft/package", f"POST {PRODUCT}/submissions"
PACKAGE_RUN = f"GET {PRODUCT}/submissions/draft/package/operations/upload-1"
SUBMISSION_RUN = f"GET {PRODUCT}/submissions/operations/submission-1"


def operation(state: str, code: str | None = None) -> Reply:
    told = {"status": state, "message": "in the store's words", "errorCode": code, "errors": None}
    return Reply(body=told)


RUNNING, SUCCEEDED = operation("InProgress"), operation("Succeeded", "")


@pytest.fixture
def edge_server(server: StoreServer) -> StoreServer:
    """A server on which all goes well."""
    server.on(PACKAGE, Reply(202, headers={"Location": "upload-1"}))
    server.on(PACKAGE_RUN, RUNNING, SUCCEEDED)
    server.on(SUBMISSION, Reply(202, headers={"Location": "submission-1"}))
    server.on(SUBMISSION_RUN, RUNNING, SUCCEEDED)
    return server


def test_edge_uploads_and_submits(edge_server: StoreServer, desk: Desk, opened: Open) -> None:
    package = desk.package()
    assert publish(opened("edge"), package, desk.setting, WAIT) is Stage.IN_REVIEW
    sent = edge_server.last(PACKAGE)
    assert sent.body == package.data
    assert sent.headers["Authorization"] == "ApiKey api-key-of-ours"
    assert sent.headers["X-ClientID"] == "client-id-of-ours"
    assert sent.headers["Content-Type"] == "application/zip"
    assert edge_server.last(SUBMISSION).body == b"How to build it."
    assert [edge_server.log.count(it) for it in (PACKAGE, SUBMISSION)] == [1, 1]


def test_edge_sends_nothing_in_a_second_run(
    edge_server: StoreServer, desk: Desk, opened: Open
) -> None:
    publish(opened("edge"), desk.package(), desk.setting, WAIT)
    assert publish(opened("edge"), desk.package(), desk.setting, WAIT) is Stage.IN_REVIEW
    assert [edge_server.log.count(it) for it in (PACKAGE, SUBMISSION)] == [1, 1]


def test_edge_sends_other_bytes_anew(edge_server: StoreServer, desk: Desk, opened: Open) -> None:
    publish(opened("edge"), desk.package(), desk.setting, WAIT)
    publish(opened("edge"), desk.package(content="changed"), desk.setting, WAIT)
    assert [edge_server.log.count(it) for it in (PACKAGE, SUBMISSION)] == [2, 2]


def test_edge_goes_on_with_an_upload_that_takes_long(
    edge_server: StoreServer, desk: Desk, opened: Open
) -> None:
    edge_server.on(PACKAGE_RUN, RUNNING)
    with pytest.raises(ReleaseError, match="it goes on from here"):
        publish(opened("edge"), desk.package(), desk.setting, WAIT)
    edge_server.on(PACKAGE_RUN, RUNNING, RUNNING, SUCCEEDED)
    assert publish(opened("edge"), desk.package(), desk.setting, WAIT) is Stage.IN_REVIEW
    assert [edge_server.log.count(it) for it in (PACKAGE, SUBMISSION)] == [1, 1]


@pytest.mark.parametrize("code", edge.TAKEN_BEFORE)
def test_edge_knows_its_own_submission_again(
    edge_server: StoreServer, desk: Desk, opened: Open, code: str
) -> None:
    edge_server.on(SUBMISSION, CUT)
    with pytest.raises(LostAnswerError):
        publish(opened("edge"), desk.package(), desk.setting, WAIT)
    assert edge_server.log.count(SUBMISSION) == 1
    edge_server.on(SUBMISSION, Reply(202, headers={"Location": "submission-1"}))
    edge_server.on(SUBMISSION_RUN, operation("Failed", code))
    for _ in range(2):
        assert publish(opened("edge"), desk.package(), desk.setting, WAIT) is Stage.IN_REVIEW
    assert [edge_server.log.count(it) for it in (PACKAGE, SUBMISSION)] == [1, 2]


@pytest.mark.parametrize("before", [Reply(401), operation("Failed", "SubmissionValidationError")])
def test_edge_does_not_take_another_submission_for_its_own(
    edge_server: StoreServer, desk: Desk, opened: Open, before: Reply
) -> None:
    edge_server.on(SUBMISSION if before.status == 401 else SUBMISSION_RUN, before)
    with pytest.raises(RefusedError):
        publish(opened("edge"), desk.package(), desk.setting, WAIT)
    edge_server.on(SUBMISSION, Reply(202, headers={"Location": "submission-1"}))
    edge_server.on(SUBMISSION_RUN, operation("Failed", "InProgressSubmission"))
    with pytest.raises(RefusedError, match="another submission is in review"):
        publish(opened("edge"), desk.package(), desk.setting, WAIT)


def test_edge_forgets_a_lost_answer_once_it_knows_better(
    edge_server: StoreServer, desk: Desk, opened: Open
) -> None:
    edge_server.on(SUBMISSION, CUT, Reply(202, headers={"Location": "submission-1"}))
    with pytest.raises(LostAnswerError):
        publish(opened("edge"), desk.package(), desk.setting, WAIT)
    for code in ("SubmissionValidationError", "InProgressSubmission"):
        edge_server.on(SUBMISSION_RUN, operation("Failed", code))
        with pytest.raises(RefusedError, match=re.escape(edge.OPERATION_REFUSALS[code])):
            publish(opened("edge"), desk.package(), desk.setting, WAIT)


@pytest.mark.parametrize("code", edge.OPERATION_REFUSALS)
def test_edge_says_what_to_do_about_a_failed_submission(
    edge_server: StoreServer, desk: Desk, opened: Open, code: str
) -> None:
    edge_server.on(SUBMISSION_RUN, operation("Failed", code))
    with pytest.raises(RefusedError, match=re.escape(edge.OPERATION_REFUSALS[code])) as refused:
        publish(opened("edge"), desk.package(), desk.setting, WAIT)
    assert "in the store's words" in str(refused.value)
    # Once that is done, the next run submits again.
    failed = operation("Failed", code)
    edge_server.on(SUBMISSION_RUN, failed, failed, SUCCEEDED)
    assert publish(opened("edge"), desk.package(), desk.setting, WAIT) is Stage.IN_REVIEW
    assert edge_server.log.count(SUBMISSION) == 2


@pytest.mark.parametrize("told", [operation("Failed"), Reply(body={"message": "an error"})])
def test_edge_names_support_for_a_failure_without_a_code(
    edge_server: StoreServer, desk: Desk, opened: Open, told: Reply
) -> None:
    edge_server.on(SUBMISSION_RUN, told)
    with pytest.raises(RefusedError, match="ask its support"):
        publish(opened("edge"), desk.package(), desk.setting, WAIT)


@pytest.mark.parametrize("code", edge.REFUSALS)
def test_edge_says_what_to_do_about_a_status(
    edge_server: StoreServer, desk: Desk, opened: Open, code: int
) -> None:
    edge_server.on(PACKAGE, Reply(code))
    with pytest.raises(RefusedError, match=re.escape(edge.REFUSALS[code])):
        publish(opened("edge"), desk.package(), desk.setting, WAIT)


def test_edge_upload_without_an_operation(
    edge_server: StoreServer, desk: Desk, opened: Open
) -> None:
    edge_server.on(PACKAGE, Reply(202))
    with pytest.raises(LostAnswerError, match="look in Partner Center"):
        publish(opened("edge"), desk.package(), desk.setting, WAIT)
    assert edge_server.log.count(PACKAGE) == 1


def test_edge_operation_that_the_store_has_forgotten(
    edge_server: StoreServer, desk: Desk, opened: Open
) -> None:
    publish(opened("edge"), desk.package(), desk.setting, WAIT)
    for run in (PACKAGE_RUN, SUBMISSION_RUN):
        edge_server.on(run, Reply(404))
    assert opened("edge").stage(desk.package()) is Stage.NOTHING


def test_edge_with_a_spoilt_journal(edge_server: StoreServer, desk: Desk, opened: Open) -> None:
    desk.setting.journal.mkdir()
    (desk.setting.journal / "edge.json").write_text("{")
    assert publish(opened("edge"), desk.package(), desk.setting, WAIT) is Stage.IN_REVIEW


# --- addons.mozilla.org ---------------------------------------------------------------------------

ADDONS = "/api/v5/addons"
ADDON, ALL = f"GET {ADDONS}/addon/{GUID}/", f"POST {ADDONS}/addon/{GUID}/versions/"
ONE, EDIT = (f"{method} {ADDONS}/addon/{GUID}/versions/v{VERSION}/" for method in ("GET", "PATCH"))
SEND, SENT = f"POST {ADDONS}/upload/", f"GET {ADDONS}/upload/uuid-1/"


def upload(**told: object) -> Reply:
    return Reply(body={"uuid": "uuid-1", "processed": False, "valid": False} | told)


def version(state: str, **told: object) -> Reply:
    whole = {"file": {"status": state}, "source": "https://…", "release_notes": {"en-US": "Much"}}
    return Reply(body=whole | told)


VALID = upload(processed=True, valid=True)
NONE = Reply(404, {"detail": "Not found."})


@pytest.fixture
def amo(server: StoreServer) -> StoreServer:
    """A server on which all goes well."""
    server.on(ADDON, Reply(body={"guid": GUID}))
    server.on(ONE, NONE, NONE, version("unreviewed"), version("public"))
    server.on(SEND, Reply(201, upload().body))
    server.on(SENT, upload(), VALID)
    server.on(ALL, Reply(201, version("unreviewed", release_notes=None).body))
    server.on(EDIT, version("unreviewed"))
    return server


def test_firefox_uploads_with_the_source(amo: StoreServer, desk: Desk, opened: Open) -> None:
    package = desk.package()
    assert publish(opened("firefox"), package, desk.setting, WAIT) is Stage.PUBLISHED
    assert package.data in amo.last(SEND).body
    assert b'name="channel"\r\n\r\nlisted' in amo.last(SEND).body
    made = amo.last(ALL)
    assert made.headers["Content-Type"].startswith("multipart/form-data")
    assert b'name="source"' in made.body and b"the source" in made.body
    assert b'name="upload"\r\n\r\nuuid-1' in made.body
    notes = json.loads(amo.last(EDIT).body)
    assert notes["release_notes"] == {"en-US": package.notes}
    assert notes["approval_notes"] == "How to build it."
    assert [amo.log.count(it) for it in (SEND, ALL, EDIT)] == [1, 1, 1]


def test_firefox_gives_each_request_its_own_token(
    amo: StoreServer, desk: Desk, opened: Open
) -> None:
    publish(opened("firefox"), desk.package(), desk.setting, WAIT)
    tokens = [str(asked.headers["Authorization"]) for asked in amo.requests]
    assert all(it.startswith("JWT ") for it in tokens)
    assert len(set(tokens)) == len(tokens)
    claims = json.loads(base64.urlsafe_b64decode(tokens[0].split(".")[1] + "=="))
    assert claims["iss"] == "user:123:456"
    assert 0 < claims["exp"] - claims["iat"] <= 300


def test_firefox_goes_on_with_its_validation(amo: StoreServer, desk: Desk, opened: Open) -> None:
    amo.on(ONE, NONE)
    amo.on(SENT, upload())
    with pytest.raises(ReleaseError, match="it goes on from here"):
        publish(opened("firefox"), desk.package(), desk.setting, WAIT)
    amo.on(SENT, VALID)
    amo.on(ONE, NONE, NONE, version("public"))
    assert publish(opened("firefox"), desk.package(), desk.setting, WAIT) is Stage.PUBLISHED
    assert [amo.log.count(it) for it in (SEND, ALL)] == [1, 1]


def test_firefox_goes_on_if_a_version_was_made_without_an_answer(
    amo: StoreServer, desk: Desk, opened: Open
) -> None:
    half = version("unreviewed", release_notes=None)
    amo.on(ONE, NONE, NONE, half)
    amo.on(ALL, CUT)
    with pytest.raises(LostAnswerError):
        publish(opened("firefox"), desk.package(), desk.setting, WAIT)
    amo.on(ONE, half, half, version("public"))
    assert publish(opened("firefox"), desk.package(), desk.setting, WAIT) is Stage.PUBLISHED
    assert [amo.log.count(it) for it in (SEND, ALL, EDIT)] == [1, 1, 1]


def test_firefox_adds_a_source_that_is_missing(amo: StoreServer, desk: Desk, opened: Open) -> None:
    amo.on(ONE, version("unreviewed", source=None), version("unreviewed", source=None), OUT)
    publish(opened("firefox"), desk.package(), desk.setting, wait=0)
    assert [
        asked.headers["Content-Type"].split(";")[0] for asked in amo.requests if str(asked) == EDIT
    ] == ["multipart/form-data", "application/json"]
    assert [amo.log.count(it) for it in (SEND, ALL)] == [0, 0]


@pytest.mark.parametrize(("state", "stage"), [("public", 3), ("unreviewed", 2)])
def test_firefox_sends_nothing_if_the_version_is_there(
    amo: StoreServer, desk: Desk, opened: Open, state: str, stage: int
) -> None:
    amo.on(ONE, version(state))
    assert publish(opened("firefox"), desk.package(), desk.setting, wait=60) == stage
    assert [it for it in amo.log if not it.startswith("GET")] == []


def test_firefox_names_what_the_validation_found(
    amo: StoreServer, desk: Desk, opened: Open
) -> None:
    messages = [{"type": "error", "message": f"Fault {n}."} for n in range(7)]
    messages.append({"type": "warning", "message": "Small."})
    amo.on(SENT, upload(processed=True, validation={"messages": messages}))
    amo.on(ONE, NONE)
    with pytest.raises(RefusedError, match=r"Fault 0\.; .*Fault 4\.; 2 more") as refused:
        publish(opened("firefox"), desk.package(), desk.setting, WAIT)
    assert "Small" not in str(refused.value)
    assert ALL not in amo.log


def test_firefox_after_a_rejection(amo: StoreServer, desk: Desk, opened: Open) -> None:
    amo.on(ONE, version("disabled"))
    with pytest.raises(RefusedError, match="raise the version"):
        publish(opened("firefox"), desk.package(), desk.setting, WAIT)


@pytest.mark.parametrize("code", [it for it in firefox.REFUSALS if it != 404])
def test_firefox_says_what_to_do_about_a_status(
    amo: StoreServer, desk: Desk, opened: Open, code: int
) -> None:
    amo.on(ALL, Reply(code, {"version": ["in the store's words"]}))
    with pytest.raises(RefusedError, match=re.escape(firefox.REFUSALS[code])) as refused:
        publish(opened("firefox"), desk.package(), desk.setting, WAIT)
    assert "in the store's words" in str(refused.value)


def test_firefox_add_on_that_is_not_there(amo: StoreServer, desk: Desk, opened: Open) -> None:
    amo.on(ADDON, NONE)
    with pytest.raises(RefusedError, match="made by hand"):
        publish(opened("firefox"), desk.package(), desk.setting, WAIT)


def test_firefox_without_source_or_id(amo: StoreServer, desk: Desk, opened: Open) -> None:
    package = desk.package()
    bare = Package(package.version, package.archive)
    with pytest.raises(InputError, match="git repository"):
        publish(opened("firefox"), bare, desk.setting, WAIT)
    package.manifest.pop("browser_specific_settings")
    with pytest.raises(InputError, match="gecko id"):
        opened("firefox").stage(package)


# --- secrets --------------------------------------------------------------------------------------


PART = 24
"""Characters."""


@dataclass(frozen=True)
class Leak:
    """A place where a secret was found."""

    secret: str
    text: str


def leaks(secrets: list[str], *texts: str) -> list[Leak]:
    """Return which texts show a secret, or a part of it that is long enough to be no chance."""
    parts = {it[at : at + PART] for it in secrets for at in range(0, len(it) - PART + 1, 8)}
    parts |= {it for it in secrets if len(it) < PART}
    return [Leak(part, text) for part in parts for text in texts if part in text]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("fault", [ECHO, CUT, Reply(500), Reply(body=b"no json")])
def test_no_secret_is_shown_whatever_a_store_does(
    server: StoreServer,
    desk: Desk,
    opened: Open,
    env: dict[str, dict[str, str]],
    pem: str,
    name: str,
    fault: Reply,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    server.others = fault
    store, package = opened(name), desk.package()
    desk.setting.journal.mkdir()
    notes = {"upload": "uuid-1", "submission": "submission-1"}
    kept = json.dumps({"sha256": package.sha256, "notes": notes})
    (desk.setting.journal / f"{name}.json").write_text(kept)
    seen = []
    for act in (store.stage, store.upload, store.submit):
        with pytest.raises(ReleaseError) as failed:
            act(package)
        seen += [*traceback.format_exception(failed.value), repr(failed.value), repr(store)]
    if name == "chrome":
        server.on("POST /token", ECHO)
        with pytest.raises(ReleaseError) as failed:
            opened(name).stage(package)
        seen += traceback.format_exception(failed.value)
    sent = [
        word
        for asked in server.requests
        for word in re.findall(r"[\w.~+/-]{40,}", f"{asked.headers} {asked.body.decode('latin1')}")
        if word.count(".") == 2
    ]
    secrets = [*env[name].values(), *pem.splitlines()[1:3], *sent, "ya29.token"]
    secrets.remove(env[name].get(chrome.ITEM, "")) if name == "chrome" else None
    public = {env["chrome"][chrome.PUBLISHER], env["edge"][edge.PRODUCT]}
    secrets = [it for it in secrets if it not in public]
    assert len(server.requests) >= 3 and len(seen) > 6
    captured = capsys.readouterr()
    assert leaks(secrets, *seen, caplog.text, captured.out, captured.err, *desk.said) == []


@pytest.mark.parametrize(
    ("name", "variable", "value", "said"),
    [
        ("edge", edge.KEY, "two words-of-a-key", "copy it again"),
        ("edge", edge.KEY, "line\nbreak-of-a-key", "copy it again"),
        ("firefox", firefox.SECRET, "schlüssel-of-ours", "copy it again"),
        ("chrome", chrome.ACCOUNT, '{"private_key": "half', "the whole JSON file"),
        ("chrome", chrome.ACCOUNT, "[]", "the whole JSON file"),
    ],
)
def test_malformed_credential_is_named_but_not_shown(
    opened: Open, env: dict[str, dict[str, str]], name: str, variable: str, value: str, said: str
) -> None:
    env[name][variable] = value
    with pytest.raises(InputError, match=said) as failed:
        opened(name)
    shown = "".join(traceback.format_exception(failed.value))
    assert variable in shown
    assert value not in shown


def test_private_key_is_known_however_its_json_is_written(
    desk: Desk, opened: Open, env: dict[str, dict[str, str]], pem: str
) -> None:
    env["chrome"][chrome.ACCOUNT] = env["chrome"][chrome.ACCOUNT].replace("/", "\\/")
    opened("chrome")
    assert [line for line in pem.splitlines() if line in desk.hider.hide(pem)] == []


def test_malformed_private_key_is_not_shown(
    desk: Desk, opened: Open, env: dict[str, dict[str, str]], pem: str
) -> None:
    broken = pem.replace("A", "B")
    env["chrome"][chrome.ACCOUNT] = json.dumps({"client_email": "a@b", "private_key": broken})
    with pytest.raises(InputError, match="private_key") as failed:
        opened("chrome").stage(desk.package())
    assert broken.splitlines()[1] not in "".join(traceback.format_exception(failed.value))
