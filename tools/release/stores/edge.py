"""Microsoft Edge Add-ons' API, version 1.1.

Read in https://learn.microsoft.com/microsoft-edge/extensions/update/api/addons-api-reference and
https://learn.microsoft.com/microsoft-edge/extensions/update/api/using-addons-api. It neither
creates a product nor says which version is where: only operations can be asked for, by the ids that
it gave when they began. So a journal records them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from tools.release.client import Answer
from tools.release.credentials import Secret, one_line
from tools.release.errors import LostAnswerError, NotReachedError, RefusedError
from tools.release.journal import Journal
from tools.release.package import Package
from tools.release.stores.store import Setting, Stage, refuse

API = "https://api.addons.microsoftedge.microsoft.com"
CLIENT, KEY, PRODUCT = "EDGE_CLIENT_ID", "EDGE_API_KEY", "EDGE_PRODUCT_ID"
CREDENTIALS = (CLIENT, KEY, PRODUCT)
NOTES_LIMIT = 2000
"""Characters of the notes for certification."""

REFUSALS = {
    400: "build again: the store found no zip in the request",
    401: f"make a new API key in Partner Center under Publish API, and set {KEY} and {CLIENT}",
    403: f"check in Partner Center that {CLIENT} may publish this product",
    404: f"check {PRODUCT}; a new product has to be made by hand in Partner Center",
    408: "the upload took too long: run the same command again on a faster line",
}
OPERATION_REFUSALS = {
    "CreateNotAllowed": "publish the first version by hand in Partner Center",
    "NoModulesUpdated": "nothing has changed since the last submission: raise the version, and"
    " release again",
    "InProgressSubmission": "another submission is in review: run the same command again when it"
    " has ended",
    "UnpublishInProgress": "the product is being unpublished: run the same command again when that"
    " has ended",
    "ModuleStateUnPublishable": "mend in Partner Center the parts that it marks, and run the same"
    " command again",
    "SubmissionValidationError": "fill in Partner Center what the listing lacks, and run the same"
    " command again",
}
"""By the errorCode of an operation that failed."""
TAKEN_BEFORE = ("InProgressSubmission", "NoModulesUpdated")
"""What the store says if it had taken a submission whose answer was lost."""


class EdgeAddons:
    """One product of Microsoft Edge Add-ons."""

    name = "Edge Add-ons"
    says_when_published = False

    def __init__(self, credentials: Mapping[str, Secret], setting: Setting) -> None:
        """Raise InputError if a credential is malformed."""
        client, key, product = (one_line(name, credentials[name]) for name in CREDENTIALS)
        headers = {"Authorization": f"ApiKey {key}", "X-ClientID": client}
        self._client = setting.client(
            f"{API}/v1/products/{quote(product, safe='')}/", lambda: headers
        )
        self._setting = setting
        self._journal = Journal(setting.journal / "edge.json")

    def stage(self, package: Package) -> Stage:
        """Ask for the operations that the journal has; IN_REVIEW is the last that the API tells."""
        known = "in_review" in self._journal.notes(package)
        if known or self._has_ended(package, "submission", _SUBMISSIONS):
            return Stage.IN_REVIEW
        if self._has_ended(package, "upload", _UPLOADS):
            return Stage.UPLOADED
        return Stage.NOTHING

    def upload(self, package: Package) -> None:
        """Replace the draft's package, or wait for the journal's upload. Raises RefusedError."""
        operation = self._running(package, "upload", _UPLOADS)
        if not operation:
            answer = self._client.send(
                "POST",
                "submissions/draft/package",
                data=package.data,
                headers={"Content-Type": "application/zip"},
            )
            operation = self._accepted(answer)
            self._journal.note(package, upload=operation, submission="")
        self._wait(f"{_UPLOADS}{operation}", "the store's look at the upload")

    def submit(self, package: Package) -> None:
        """Submit the draft, or wait for the submission in the journal. Raises RefusedError.

        If an earlier run sent one and lost the answer, the store's refusal of a second is success.
        """
        sent_before = "sent" in self._journal.notes(package)
        operation = self._running(package, "submission", _SUBMISSIONS)
        if not operation:
            operation = self._begin(package, sent_before)
        path, what = f"{_SUBMISSIONS}{operation}", "the store's check of the submission"
        try:
            code = self._wait(path, what, TAKEN_BEFORE if sent_before else ())
        except RefusedError:
            self._journal.note(package, sent="")
            raise
        if code:
            self._journal.note(package, in_review=code)
            self._setting.say("the store has this submission from an earlier run")

    def _begin(self, package: Package, sent_before: bool) -> str:
        """Submit the draft; return the operation. The journal knows of it before the store does."""
        before = "submission" if sent_before else ""
        self._journal.note(package, sent="submission")
        try:
            answer = self._client.send(
                "POST",
                "submissions",
                data=package.for_reviewers[:NOTES_LIMIT].encode(),
                headers={"Content-Type": "text/plain; charset=utf-8"},
            )
            operation = self._accepted(answer)
        except (RefusedError, NotReachedError):
            # It was not taken, so the next one is the first.
            self._journal.note(package, sent=before)
            raise
        self._journal.note(package, submission=operation, sent=before)
        return operation

    def _running(self, package: Package, kind: str, path: str) -> str:
        """Return the journal's operation of a kind, "" if there is none or it has failed."""
        operation = self._journal.notes(package).get(kind, "")
        return "" if self._status(operation, path) in ("", "Failed") else operation

    def _has_ended(self, package: Package, kind: str, path: str) -> bool:
        operation = self._journal.notes(package).get(kind, "")
        return self._status(operation, path) == "Succeeded"

    def _status(self, operation: str, path: str) -> str:
        if not operation:
            return ""
        answer = self._client.get(path + quote(operation, safe=""))
        if answer.status == 404:
            return ""
        return str(self._body_of(answer).get("status", "Failed"))

    def _accepted(self, answer: Answer) -> str:
        """Return the id of the operation that has begun. Raises RefusedError."""
        if answer.status != 202:
            raise refuse(self._client, answer, REFUSALS)
        operation = answer.headers.get("Location", "").rstrip("/").rpartition("/")[2]
        if not operation:
            raise LostAnswerError(
                "the store took the request without naming its operation: look in Partner Center"
                " before you run the same command again"
            )
        return operation

    def _wait(self, path: str, what: str, as_success: tuple[str, ...] = ()) -> str:
        """Wait until an operation has ended; return "", or the error code if it is as success."""

        def ended() -> dict[str, Any] | None:
            body = self._body_of(self._client.get(path))
            return None if body.get("status") == "InProgress" else body

        body = self._setting.poll(ended, what)
        code = str(body.get("errorCode") or "")
        if body.get("status") == "Succeeded":
            return ""
        if code in as_success:
            return code
        known = OPERATION_REFUSALS.get(code, "look in Partner Center, and ask its support")
        words = " ".join(str(body.get(part) or "") for part in ("errorCode", "message", "errors"))
        raise RefusedError(f"{known} ({self._setting.hider.hide(words.strip())})")

    def _body_of(self, answer: Answer) -> dict[str, Any]:
        if answer.status != 200:
            raise refuse(self._client, answer, REFUSALS)
        return answer.json()


_UPLOADS = "submissions/draft/package/operations/"
_SUBMISSIONS = "submissions/operations/"
