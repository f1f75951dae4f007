"""The DevTools protocol (CDP) for targets that Playwright does not support: workers, popups."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession
from playwright.sync_api import Error as PlaywrightError

from tools.browser.waiting import wait_until

Json = dict[str, Any]


class Targets:
    """Evaluates expressions in any target over one browser-level CDP session."""

    def __init__(self, cdp: CDPSession, errors: list[str]) -> None:
        self._cdp = cdp
        self._errors = errors
        self._next = 0
        self._answers: dict[int, Json] = {}
        self._watched: dict[str, str] = {}
        """The CDP session of each worker, by target id."""
        cdp.on("Target.targetCreated", self._created)
        cdp.on("Target.detachedFromTarget", self._detached)
        cdp.on("Target.receivedMessageFromTarget", self._received)
        # Enabling Runtime and Log replays messages from before we attached to a worker.
        cdp.send(
            "Target.setDiscoverTargets",
            {"discover": True, "filter": [{"type": "service_worker"}, {"exclude": True}]},
        )

    def all(self) -> list[Json]:
        """All targets."""
        every: Json = {"filter": [{}]}
        return list(self._cdp.send("Target.getTargets", every)["targetInfos"])

    def evaluate(self, target_id: str, expression: str, argument: Any = None) -> Any:
        """The value of an expression, or of a function called with `argument`, in a target."""
        watched = self._watched.get(target_id)
        session = watched or self._attach(target_id)
        source = (
            f"(async () => {{ const it = ({expression});"
            f" return typeof it === 'function' ? it({json.dumps(argument)}) : it; }})()"
        )
        number = self._post(
            session,
            "Runtime.evaluate",
            {"expression": source, "awaitPromise": True, "returnByValue": True},
        )
        answer = wait_until(
            lambda: self._answers.pop(number, None), f"answer to {expression}", self.pump
        )
        if not watched:
            with suppress(PlaywrightError):  # A popup may close right after its answer.
                self._cdp.send("Target.detachFromTarget", {"sessionId": session})
        if "error" in answer:
            raise RuntimeError(f"{answer['error']['message']}: {expression}")
        if details := answer["result"].get("exceptionDetails"):
            raise RuntimeError(_exception_text(details))
        return answer["result"]["result"].get("value")

    def pump(self) -> None:
        """Make a round trip, during which Playwright delivers pending events."""
        self._cdp.send("Browser.getVersion")

    def _attach(self, target_id: str) -> str:
        # Not flat: Playwright cannot use a flat child session.
        where = {"targetId": target_id, "flatten": False}
        return str(self._cdp.send("Target.attachToTarget", where)["sessionId"])

    def _post(self, session: str, method: str, params: Json | None = None) -> int:
        self._next += 1
        number = self._next
        message = json.dumps({"id": number, "method": method, "params": params or {}})
        self._cdp.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})
        return number

    def _created(self, event: Json) -> None:
        if event["targetInfo"]["type"] != "service_worker":
            return
        try:
            target = event["targetInfo"]["targetId"]
            session = self._watched[target] = self._attach(target)
            self._post(session, "Runtime.enable")
            self._post(session, "Log.enable")
        except PlaywrightError:
            return  # The worker or the browser has ended.

    def _detached(self, event: Json) -> None:
        gone = event["sessionId"]
        self._watched = {it: session for it, session in self._watched.items() if session != gone}

    def _received(self, event: Json) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message
        elif event["sessionId"] in self._watched.values() and (
            error := _error_text(message["method"], message.get("params", {}))
        ):
            self._errors.append(error)


def _exception_text(details: Json) -> str:
    text = details.get("exception", {}).get("description") or details["text"]
    return f"{text} ({details.get('url', '')}:{details.get('lineNumber', 0) + 1})"


def _error_text(method: str, params: Json) -> str | None:
    match method:
        case "Runtime.exceptionThrown":
            return _exception_text(params["exceptionDetails"])
        case "Runtime.consoleAPICalled" if params["type"] in ("error", "assert"):
            said = (arg.get("value", arg.get("description", "")) for arg in params["args"])
            return "console: " + " ".join(map(str, said))
        case "Log.entryAdded" if params["entry"]["level"] == "error":
            return str(params["entry"]["text"])
    return None


@dataclass(frozen=True)
class ExtensionWorker:
    """A running service worker of the extension.

    Playwright's own `Worker` does not notice that a worker has stopped, and then hangs.
    """

    target_id: str
    _targets: Targets

    def evaluate(self, expression: str, argument: Any = None) -> Any:
        """The JSON value of an expression, or of a function called with `argument`."""
        return self._targets.evaluate(self.target_id, expression, argument)
