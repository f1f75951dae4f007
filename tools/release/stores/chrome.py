"""The Chrome Web Store's API, version 2.

Read in https://developer.chrome.com/docs/webstore/using-api and, for methods and states, in
https://developer.chrome.com/docs/webstore/api/reference/rest (v2.media.upload, v2.publishers.items,
ItemState, UploadState). A service account signs in as in
https://developers.google.com/identity/protocols/oauth2/service-account#httprest and
https://developer.chrome.com/docs/webstore/service-accounts. The API cannot create an item.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from tools.release.client import Client
from tools.release.credentials import Secret, one_line
from tools.release.errors import InputError, RefusedError
from tools.release.jwt import Claims, rs256
from tools.release.package import Package
from tools.release.stores.store import Setting, Stage, refuse

API = "https://chromewebstore.googleapis.com"
TOKENS = "https://oauth2.googleapis.com/token"
SCOPE = "https://www.googleapis.com/auth/chromewebstore"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ACCOUNT, PUBLISHER, ITEM = "CHROME_SERVICE_ACCOUNT", "CHROME_PUBLISHER_ID", "CHROME_ITEM_ID"
CREDENTIALS = (ACCOUNT, PUBLISHER, ITEM)
LIFE = 3600
"""Seconds that a token may live at most."""
SPARE = 300
"""Seconds before its end when a token is replaced."""

REFUSALS = {
    400: "mend what the store names, raise the version and release again",
    401: f"make a new key for the service account, and put its JSON into {ACCOUNT}",
    403: "add the service account's email in the Developer Dashboard under Account, and check"
    f" {PUBLISHER}",
    404: f"check {ITEM} and {PUBLISHER}; a new item has to be made by hand in the Developer"
    " Dashboard",
    409: "look in the Developer Dashboard at what is under way, and run the same command again"
    " when it has ended",
}
SIGN_IN_REFUSALS = {
    "invalid_grant": f"set this machine's clock, or make a new key and put its JSON into {ACCOUNT}",
    "invalid_client": f"make a new service account, and put its key's JSON into {ACCOUNT}",
    "unauthorized_client": "enable the Chrome Web Store API in the service account's project",
    "invalid_scope": "enable the Chrome Web Store API in the service account's project",
    "access_denied": "let the project's administrator allow the service account this API",
}
"""By the OAuth error code: RFC 6749, section 5.2."""
UPLOAD_RUNS = ("IN_PROGRESS", "UPLOAD_IN_PROGRESS")
"""The reference lists the first and writes the second."""


class ChromeWebStore:
    """One item of the Chrome Web Store."""

    name = "Chrome Web Store"
    says_when_published = True

    def __init__(self, credentials: Mapping[str, Secret], setting: Setting) -> None:
        """Raise InputError if a credential is malformed."""
        self._setting = setting
        publisher, item = (one_line(name, credentials[name]) for name in (PUBLISHER, ITEM))
        self._item = f"v2/publishers/{quote(publisher, safe='')}/items/{quote(item, safe='')}"
        self._account = _Account(credentials[ACCOUNT], setting)
        self._client = setting.client(f"{API}/", self._account.headers)

    def stage(self, package: Package) -> Stage:
        """Ask for the item's status. A draft is not in it, so UPLOADED means approved and staged.

        Raises RefusedError if the item was taken down, this version was rejected, or another one is
        in review.
        """
        status = self._status()
        if status.get("takenDown"):
            raise RefusedError("the store has taken the item down: do what its mail says")
        state, version = _revision(status.get("publishedItemRevisionStatus"))
        if version == package.version and state in ("PUBLISHED", "PUBLISHED_TO_TESTERS"):
            return Stage.PUBLISHED
        state, version = _revision(status.get("submittedItemRevisionStatus"))
        if state == "PENDING_REVIEW" and version != package.version:
            raise RefusedError(
                f"version {version} is still in review: wait until that has ended, or add"
                " --cancel-review"
            )
        if version != package.version:
            return Stage.NOTHING
        if state == "REJECTED":
            raise RefusedError(
                f"the store has rejected version {version}: mend what its mail names, raise the"
                " version and release again"
            )
        return {"PENDING_REVIEW": Stage.IN_REVIEW, "STAGED": Stage.UPLOADED}.get(
            state, Stage.NOTHING
        )

    def upload(self, package: Package) -> None:
        """Replace the draft by the package, once any upload before has ended.

        The same bytes again only replace the draft by itself. Raises RefusedError.
        """
        what = "the store's look at the upload"
        self._setting.poll(self._upload_state, "an upload from before")
        answer = self._client.send(
            "POST",
            f"upload/{self._item}:upload",
            data=package.data,
            headers={"Content-Type": "application/zip"},
        )
        if answer.status != 200:
            raise refuse(self._client, answer, REFUSALS)
        body = answer.json()
        state = body.get("uploadState")
        if state in UPLOAD_RUNS:
            state = self._setting.poll(self._upload_state, what)
        if state != "SUCCEEDED":
            raise RefusedError(
                f"the store could not read the package ({state}): open the draft in the Developer"
                " Dashboard, which says why"
            )
        version = body.get("crxVersion", package.version)
        if version != package.version:
            raise RefusedError(
                f"the store's draft is version {version}, not {package.version}: look who else"
                " uploads, and run the same command again"
            )

    def submit(self, package: Package) -> None:
        """Submit the draft; it is published once it is approved. Raises RefusedError."""
        answer = self._client.send(
            "POST", f"{self._item}:publish", json={"publishType": "DEFAULT_PUBLISH"}
        )
        if answer.status != 200:
            raise refuse(self._client, answer, REFUSALS)
        if (state := answer.json().get("state")) in ("REJECTED", "CANCELLED"):
            raise RefusedError(
                f"the submission was {state.lower()} at once: open the Developer Dashboard, which"
                " says why"
            )

    def cancel_review(self, package: Package) -> bool:
        """Cancel the review of any other version; return whether there was one."""
        state, version = _revision(self._status().get("submittedItemRevisionStatus"))
        if state != "PENDING_REVIEW" or version == package.version:
            return False
        answer = self._client.send("POST", f"{self._item}:cancelSubmission", json={})
        if answer.status != 200:
            raise refuse(self._client, answer, REFUSALS)
        return True

    def _status(self) -> dict[str, Any]:
        answer = self._client.get(f"{self._item}:fetchStatus")
        if answer.status != 200:
            raise refuse(self._client, answer, REFUSALS)
        return answer.json()

    def _upload_state(self) -> str | None:
        state = str(self._status().get("lastAsyncUploadState", "NOT_FOUND"))
        return None if state in UPLOAD_RUNS else state


class _Account:
    """A service account, which signs in again before its token ends."""

    def __init__(self, key: Secret, setting: Setting) -> None:
        try:
            account = json.loads(key.reveal())
            self._email, self._key = str(account["client_email"]), str(account["private_key"])
        except (ValueError, KeyError, TypeError):
            raise InputError(
                f"{ACCOUNT} has to be the whole JSON file of a service account's key"
            ) from None
        setting.hider.learn(self._key)
        self._setting = setting
        self._client: Client = setting.client(TOKENS, dict)
        self._token, self._ends = "", 0.0

    def headers(self) -> Mapping[str, str]:
        """Return the headers of a request, with a token that is valid."""
        if self._setting.clock.now() > self._ends - SPARE or not self._token:
            self._sign_in()
        return {"Authorization": f"Bearer {self._token}"}

    def _sign_in(self) -> None:
        now = int(time.time())
        about: Claims = {"iss": self._email, "scope": SCOPE, "aud": TOKENS}
        try:
            assertion = rs256({**about, "iat": now, "exp": now + LIFE}, self._key)
        except ValueError as error:
            raise InputError(f"the private_key in {ACCOUNT} is {error}: copy it again") from None
        self._setting.hider.learn(assertion)
        # A second token does no harm, so this may be repeated.
        form = {"grant_type": GRANT, "assertion": assertion}
        answer = self._client.repeat("POST", "", data=form)
        body = answer.json()
        if answer.status != 200 or not body.get("access_token"):
            code = str(body.get("error"))
            known = SIGN_IN_REFUSALS.get(code, f"check the service account's key in {ACCOUNT}")
            raise RefusedError(f"{known} (Google's sign-in says: {self._client.words(answer)})")
        self._token = str(body["access_token"])
        self._setting.hider.learn(self._token)
        life = body.get("expires_in")
        self._ends = self._setting.clock.now() + (life if isinstance(life, int) else LIFE)


def _revision(status: Any) -> tuple[str, str]:
    """Return the state and the version of a revision, "" for what it lacks."""
    status = status if isinstance(status, dict) else {}
    channels = status.get("distributionChannels") or [{}]
    return str(status.get("state", "")), str(channels[0].get("crxVersion", ""))
