"""addons.mozilla.org's API, version 5.

Read in https://mozilla.github.io/addons-server/topics/api/addons.html (upload create and detail,
version create, detail and edit, version sources) and, for the tokens,
https://mozilla.github.io/addons-server/topics/api/auth.html. A new add-on has to be made by hand,
since its listing needs a name, a summary and categories first.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from tools.release.client import Answer
from tools.release.credentials import Secret, one_line
from tools.release.errors import InputError, RefusedError
from tools.release.journal import Journal
from tools.release.jwt import Claims, hs256
from tools.release.package import Package
from tools.release.stores.store import Setting, Stage, refuse

API = "https://addons.mozilla.org"
ISSUER, SECRET = "AMO_JWT_ISSUER", "AMO_JWT_SECRET"
CREDENTIALS = (ISSUER, SECRET)
CHANNEL = "listed"
LICENCE = "MIT"
LIFE = 120
"""Seconds that a token lives; five minutes is the most. Each request has its own."""
NOTES_LIMIT = 3000
"""Characters of the release's notes and of those for reviewers."""
SHOWN_MESSAGES = 5

REFUSALS = {
    400: "mend what the store names, and run the same command again",
    401: f"set this machine's clock, or make a new key and set {ISSUER} and {SECRET}",
    403: "let the add-on's owner add the key's account as a developer, and accept the store's"
    " agreement on its site",
    404: "check the add-on's id in build/browsers.py; a new add-on has to be made by hand on the"
    " store's site",
    409: "the store has this version from an upload before: raise the version, and release again",
    413: "make the package or the source's archive smaller: the store takes 200 MB",
    451: "read the store's mail: the add-on is not available for legal reasons",
}


class FirefoxAddons:
    """One add-on of addons.mozilla.org; the package's manifest says which."""

    name = "addons.mozilla.org"
    says_when_published = True

    def __init__(self, credentials: Mapping[str, Secret], setting: Setting) -> None:
        """Raise InputError if a credential is malformed."""
        self._issuer, self._secret = (one_line(name, credentials[name]) for name in CREDENTIALS)
        self._setting = setting
        self._journal = Journal(setting.journal / "firefox.json")
        self._client = setting.client(f"{API}/api/v5/addons/", self._headers)

    def stage(self, package: Package) -> Stage:
        """Ask for the version; one that lacks its source or notes is only UPLOADED.

        Raises RefusedError if it was rejected or disabled.
        """
        version = self._version(package)
        if version:
            status = (version.get("file") or {}).get("status")
            if status == "disabled":
                raise RefusedError(
                    f"the store has rejected or disabled version {package.version}: mend what its"
                    " mail names, raise the version and release again"
                )
            if not _is_complete(version, package):
                return Stage.UPLOADED
            return Stage.PUBLISHED if status == "public" else Stage.IN_REVIEW
        upload = self._upload(package)
        return Stage.UPLOADED if upload.get("processed") and upload.get("valid") else Stage.NOTHING

    def upload(self, package: Package) -> None:
        """Upload the package and wait for its validation, or for that of the one in the journal.

        Raises RefusedError with the first errors that the validation names.
        """
        upload = self._upload(package)
        if not upload or (upload.get("processed") and not upload.get("valid")):
            answer = self._client.send(
                "POST",
                "upload/",
                data={"channel": CHANNEL},
                files={"upload": (package.archive.name, package.data, "application/zip")},
            )
            upload = self._body_of(answer)
            self._journal.note(package, upload=str(upload["uuid"]))

        def processed() -> dict[str, Any] | None:
            found = self._upload(package)
            return found if found.get("processed") or not found else None

        upload = self._setting.poll(processed, "the store's validation")
        if not upload.get("valid"):
            words = self._setting.hider.hide(_messages(upload))
            raise RefusedError(f"mend what the validation names, and release again ({words})")

    def submit(self, package: Package) -> None:
        """Make the version of the upload with its source, then add the notes. Raises RefusedError.

        Form data cannot hold notes, nor JSON the source, so these are two requests.
        """
        source = package.source
        if source is None:
            raise InputError("the store wants the source: run this in a git repository")
        path = f"addon/{_addon(package)}/versions/"
        version = self._version(package)
        files = {"source": (source.name, source.read_bytes(), "application/zip")}
        if not version:
            form = {"upload": self._journal.notes(package)["upload"], "license": LICENCE}
            version = self._body_of(self._client.send("POST", path, data=form, files=files))
        elif not version.get("source"):
            answer = self._client.send("PATCH", f"{path}v{package.version}/", files=files)
            version = self._body_of(answer)
        notes = {
            "release_notes": {"en-US": package.notes[:NOTES_LIMIT]},
            "approval_notes": package.for_reviewers[:NOTES_LIMIT],
        }
        self._body_of(self._client.send("PATCH", f"{path}v{package.version}/", json=notes))

    def _version(self, package: Package) -> dict[str, Any]:
        """Return the version as the store has it, empty if it has not."""
        path = f"addon/{_addon(package)}/"
        answer = self._client.get(f"{path}versions/v{quote(package.version)}/")
        if answer.status == 404:
            # Either there is no such version, or no such add-on.
            self._body_of(self._client.get(path))
            return {}
        return self._body_of(answer)

    def _upload(self, package: Package) -> dict[str, Any]:
        """Return the upload of these bytes that the journal has, empty if there is none to use."""
        known = self._journal.notes(package).get("upload")
        if not known:
            return {}
        answer = self._client.get(f"upload/{quote(known, safe='')}/")
        if answer.status == 404:
            return {}
        upload = self._body_of(answer)
        return {} if upload.get("submitted") else upload

    def _headers(self) -> Mapping[str, str]:
        now = int(time.time())
        claims: Claims = {
            "iss": self._issuer,
            "jti": uuid.uuid4().hex,
            "iat": now,
            "exp": now + LIFE,
        }
        token = hs256(claims, self._secret)
        self._setting.hider.learn(token)
        return {"Authorization": f"JWT {token}"}

    def _body_of(self, answer: Answer) -> dict[str, Any]:
        if answer.status not in (200, 201, 202):
            raise refuse(self._client, answer, REFUSALS)
        return answer.json()


def _addon(package: Package) -> str:
    """Return the add-on's id for a path. Raises InputError if the manifest states none."""
    settings = package.manifest.get("browser_specific_settings") or {}
    guid = (settings.get("gecko") or {}).get("id")
    if not guid:
        raise InputError(f"{package.archive.name} states no gecko id: add it to the manifest")
    return quote(str(guid), safe="@")


def _is_complete(version: Mapping[str, Any], package: Package) -> bool:
    return bool(version.get("source")) and bool(version.get("release_notes") or not package.notes)


def _messages(upload: Mapping[str, Any]) -> str:
    """Return the errors that a validation names, the first few."""
    listed = (upload.get("validation") or {}).get("messages") or []
    errors = [it for it in listed if isinstance(it, dict) and it.get("type") == "error"]
    said = [" ".join(str(it.get("message")).split()) for it in errors]
    more = f"; {len(said) - SHOWN_MESSAGES} more" if len(said) > SHOWN_MESSAGES else ""
    return "; ".join(said[:SHOWN_MESSAGES]) + more or "it names none: see the store's site"
