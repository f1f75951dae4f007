"""Which items of ours the browser's context menu has."""

from __future__ import annotations

from tools.browser.devtools import ExtensionWorker
from tools.browser.session import Session
from tools.browser.waiting import wait_until

ITEMS = ["open", "open-tab"]


def menu(worker: ExtensionWorker) -> list[str]:
    """Return which of our menu items exist, and of some that must not.

    Ids are unique per extension: an item that can be updated exists exactly once.
    """
    found: list[str] = worker.evaluate(
        """async (ids) => {
          const there = await Promise.all(ids.map((id) =>
            chrome.contextMenus.update(id, {}).then(() => [id], () => [])));
          return there.flat();
        }""",
        [*ITEMS, "other", "open-page", "open-selection", "open-link"],
    )
    return found


def menu_when_complete(session: Session) -> list[str]:
    """Wait until `onInstalled` has created the menu, and return its items."""
    worker = session.worker()
    return wait_until(
        lambda: found if len(found := menu(worker)) >= len(ITEMS) else None,
        "menu",
        lambda: None,
    )
