"""The service worker: it restarts without errors, handles clicks, and keeps its menu."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Launch
from tests.browser.menu_items import ITEMS, menu, menu_when_complete
from tests.browser.reader import Reader
from tests.profile import AT_NIGHT
from tools.browser.session import Session, install_warnings
from tools.browser.waiting import wait_until

PAPER = "https://papers.cool/arxiv/1706.03762"


def test_menu_after_install(browser: Session) -> None:
    assert menu_when_complete(browser) == ITEMS


def test_menu_items_are_unique(browser: Session) -> None:
    menu_when_complete(browser)
    refused = browser.worker().evaluate(
        """(ids) => Promise.all(ids.map((id) => new Promise((done) =>
          chrome.contextMenus.create({ id, title: id }, () =>
            done(chrome.runtime.lastError?.message)))))""",
        ITEMS,
    )
    assert refused == [f"Cannot create item with duplicate id {id_}" for id_ in ITEMS]


@AT_NIGHT  # In each run, a native test opens the menu of an incognito window.
def test_menu_in_incognito_windows(reader: Reader) -> None:
    reader.opens("about:blank", incognito=True)
    worker = reader.session.worker(incognito=True)
    wait_until(lambda: menu(worker) == ITEMS or None, "menu in incognito windows", lambda: None)


@AT_NIGHT  # The menu is made once, when installed: a restarted worker has it, too.
def test_menu_after_a_browser_restart(launched: Launch, built: Path, tmp_path: Path) -> None:
    with launched(built, profile=tmp_path) as session:
        menu_when_complete(session)
        # Chromium stores menus on disk, but only some time after its start.
        wait_until(lambda: _on_disk(tmp_path) or None, "menu on disk", session.worker)
    with launched(built, profile=tmp_path, load=False) as session:
        worker = session.worker() if session.worker_runs() else session.start_worker()
        assert menu(worker) == ITEMS


def _on_disk(profile: Path) -> bool:
    files = (profile / "Default" / "Extension State").iterdir()
    return any(ITEMS[-1].encode() in file.read_bytes() for file in files)


def test_worker_that_was_restarted(reader: Reader) -> None:
    """It has its menu and listens at once, without an event that wakes it."""
    menu_when_complete(reader.session)
    reader.session.stop_worker()
    assert not reader.session.worker_runs()
    worker = reader.session.start_worker()
    listening = "['runtime.onInstalled', 'contextMenus.onClicked'].map((name) => {"
    listening += " const [api, event] = name.split('.'); return chrome[api][event].hasListeners();"
    assert worker.evaluate(listening + " })") == [True, True]
    assert menu(worker) == ITEMS
    assert reader.clicks(selectionText="1706.03762") == [PAPER]


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("void setTimeout(() => { throw new Error('thrown'); })", "thrown"),
        ("void Promise.reject(new Error('rejected'))", "rejected"),
        ("void chrome.tabs.get(123456789, () => {})", "No tab with id"),
    ],
    ids=["thrown", "rejected", "lastError unread"],
)
def test_worker_errors_are_recorded(reader: Reader, script: str, error: str) -> None:
    session = reader.session
    session.worker().evaluate(script)
    seen = wait_until(lambda: session.worker_errors or None, "error", lambda: None)
    assert len(seen) == 1
    assert error in seen[0]
    session.forget_worker_errors()


def test_install_warning_names_only_the_three_default_sites(browser: Session) -> None:
    """Chromium disables an update that adds a warning until the user accepts it."""
    manifest = browser.worker().evaluate("chrome.runtime.getManifest()")
    assert manifest["permissions"] == ["activeTab", "contextMenus", "scripting", "storage"]
    assert install_warnings(browser, manifest) == [
        "Read and change your data on aclanthology.org, arxiv.org, and openreview.net"
    ]
    assert install_warnings(browser, {**manifest, "content_scripts": []}) == []
    assert install_warnings(browser, {**manifest, "permissions": ["tabs"]}) != []
