"""The options page: changes are stored at once, and an imported file cannot do harm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from build import registry
from tests.browser.coarse_pointer import use_coarse_pointer
from tests.browser.reader import OPTIONS, PLAIN, TabInUse
from tools.browser.session import Session
from tools.browser.waiting import wait_until

VERSION = 1
LINK_SITES = {f"links.{key}": site for it in registry.load() for key, site in it.sites.items()}
OPTIONAL_SITES = [name for name, site in LINK_SITES.items() if site.optional]
OPTIONAL_SITES.append("links.coolpapers")
DEFAULT_SITES = [name for name, site in LINK_SITES.items() if not site.optional]
DEFAULTS = {"beside", "arxiv", "everywhere", *DEFAULT_SITES}
"""What is chosen by default."""
_CHOSEN = """
[...document.querySelectorAll("input:checked")]
  .map((it) => it.type === "radio" ? it.value : it.name)
"""
_ANSWERS = """
(isAllowed) => {
  const { contains, request } = chrome.permissions;
  globalThis.asked = [];
  let has = false;
  chrome.permissions.contains = async (it) => has || await contains.call(chrome.permissions, it);
  chrome.permissions.request = async ({ origins }) => {
    asked.push(origins);
    return has = isAllowed;
  };
  globalThis.answerAgain = () => Object.assign(chrome.permissions, { contains, request });
}
"""
"""Answers the page's requests for permissions in the browser's place, until `answerAgain()`."""
_CLEAR_MESSAGES = """() => {
  for (const it of document.querySelectorAll(".status, .problem")) it.textContent = "";
}"""


@pytest.fixture
def session(browser: Session) -> Iterator[Session]:
    """The browser, with default settings."""
    yield browser
    browser.clear_settings()


@pytest.fixture
def page(session: Session, own_tab: TabInUse) -> Page:
    """The options page with default settings; it follows the store, so it is loaded only once."""
    page = own_tab.take()
    if page.url != session.url(OPTIONS):
        page.goto(session.url(OPTIONS))
    wait_until(lambda: set(page.evaluate(_CHOSEN)) == DEFAULTS or None, "default settings")
    page.evaluate(_CLEAR_MESSAGES)
    return page


def _stored(session: Session) -> dict[str, Any]:
    stored: dict[str, Any] = session.worker().evaluate("chrome.storage.sync.get(null)")
    return stored


def _says(page: Page, text: str) -> None:
    expect(page.get_by_role("status")).to_have_text(text)


def _file(name: str, settings: Any) -> FilePayload:
    text = json.dumps({"coolPapersRedirector": settings})
    return {"name": name, "mimeType": "application/json", "buffer": text.encode()}


def test_opens_in_a_tab_of_its_own_stores_nothing_and_takes_no_focus(
    session: Session, own_tab: TabInUse
) -> None:
    own_tab.take().goto(session.url(PLAIN))  # A blank tab would be reused.
    with session.context.expect_page() as opened:
        session.worker().evaluate("() => chrome.runtime.openOptionsPage()")
    page = opened.value
    page.wait_for_url(session.url(OPTIONS))
    for name in ("In a new tab beside this one", "arXiv papers"):
        expect(page.get_by_role("radio", name=name)).to_be_checked()
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert set(page.evaluate(_CHOSEN)) == DEFAULTS
    boxes = page.get_by_role("checkbox").evaluate_all("all => all.map((it) => it.name)")
    assert set(boxes) == {"everywhere", *DEFAULT_SITES, *OPTIONAL_SITES}
    assert _stored(session) == {}
    page.close()


def test_changes_are_stored(session: Session, page: Page) -> None:
    changes: list[tuple[Any, str, dict[str, Any]]] = [
        ("radio", "In a new tab in the background", {"where": "background"}),
        ("radio", "In the current tab", {"where": "same"}),
        ("radio", "In a new window", {"where": "window"}),
        ("radio", "Conference papers", {"search": "venue"}),
        ("radio", "Ask every time", {"search": "ask"}),
        ("checkbox", "openreview.net", {"links.openreview": False}),
        ("checkbox", "on every page", {"everywhere": False}),
    ]
    stored: dict[str, Any] = {"version": VERSION}
    for role, label, change in changes:
        page.evaluate(_CLEAR_MESSAGES)
        page.get_by_role(role, name=label).click()
        _says(page, "Saved.")
        stored |= change
        assert _stored(session) == stored, label
    chosen = DEFAULTS - {"beside", "arxiv", "links.openreview", "everywhere"} | {"window", "ask"}
    assert set(page.evaluate(_CHOSEN)) == chosen


@contextmanager
def _withheld(session: Session) -> Iterator[None]:
    """The site access of the extension is "on click"."""
    session.configure(hostAccess="ON_CLICK")
    try:
        yield
    finally:
        session.configure(hostAccess="ON_ALL_SITES")


def test_says_which_sites_the_browser_withholds_and_asks_for_them(
    session: Session, page: Page
) -> None:
    """While the page is open, too."""
    note = page.locator("#withheld")
    expect(note).to_be_hidden()
    with _withheld(session):
        expect(note).to_contain_text("arxiv.org")
        for name in DEFAULT_SITES:
            expect(page.locator(f"[name='{name}']")).not_to_be_checked()
        page.evaluate(_ANSWERS, False)
        page.get_by_role("checkbox", name="arxiv.org").click()
        _says(page, "No permission for arxiv.org; nothing changed.")
        assert page.evaluate("asked") == [["https://arxiv.org/*"]]
        assert _stored(session) == {}
        page.evaluate("answerAgain()")
    expect(note).to_be_hidden()
    for name in DEFAULT_SITES:
        expect(page.locator(f"[name='{name}']")).to_be_checked()


def test_switches_on_all_sites_or_none_by_one_question(session: Session, page: Page) -> None:
    """All but the notice, which is no link."""
    sites = [it for it in OPTIONAL_SITES if it != "links.coolpapers"]
    button = page.get_by_role("button", name="Switch on all")
    page.evaluate(_ANSWERS, False)
    button.click()
    _says(page, "No permission for these sites; nothing changed.")
    assert set(page.evaluate(_CHOSEN)) == DEFAULTS
    assert _stored(session) == {}
    page.evaluate("answerAgain()")
    page.evaluate(_ANSWERS, True)
    button.click()
    _says(page, "Saved.")
    (asked,) = page.evaluate("asked")
    assert sorted(asked) == sorted(it for site in sites for it in LINK_SITES[site].pages)
    for site in sites:
        expect(page.locator(f"[name='{site}']")).to_be_checked()
    expect(page.locator("[name='links.coolpapers']")).not_to_be_checked()
    assert _stored(session) == {"version": VERSION, **dict.fromkeys(sites, True)}
    expect(button).to_be_disabled()
    expect(button).to_be_focused()
    page.evaluate("answerAgain()")


def test_notice_has_a_heading_of_its_own(page: Page) -> None:
    box = page.get_by_role("group", name="Notice on papers.cool").get_by_role("checkbox")
    expect(box).to_have_accessible_name("Show a notice when Cool Papers lacks a paper papers.cool")


def test_changing_back_removes_the_setting(session: Session, page: Page) -> None:
    for name in ("In a new window", "In a new tab beside this one"):
        page.get_by_role("radio", name=name).click()
        _says(page, "Saved.")
    assert _stored(session) == {"version": VERSION}


def test_quick_changes_are_all_stored(session: Session, page: Page) -> None:
    page.evaluate("document.querySelectorAll('#links input').forEach((it) => it.click())")
    off = dict.fromkeys(DEFAULT_SITES, False)
    wait_until(
        lambda: _stored(session) == {"version": VERSION, **off} or None,
        "store with all changes",
        session.worker,
    )
    page.reload()  # In this one, requests for permission wait for an answer.


def test_change_is_stored_while_another_one_is_shown(session: Session, page: Page) -> None:
    """Showing what is stored resets the box that has just been clicked."""
    page.evaluate(
        """async () => {
          const { get } = chrome.storage.sync;
          let show;
          const asked = new Promise((resolve) => {
            chrome.storage.sync.get = (...keys) => new Promise((answer) => {
              chrome.storage.sync.get = get;
              show = async () => answer(await get.call(chrome.storage.sync, ...keys));
              resolve();
            });
          });
          await chrome.storage.sync.set({ where: "same" });
          await asked;
          document.querySelector("[name='links.acl']").click();
          await show();
        }"""
    )
    wait_until(
        lambda: _stored(session).get("links.acl") is False or None, "the change", session.worker
    )


def test_shows_changes_made_elsewhere(session: Session, page: Page) -> None:
    session.worker().evaluate("chrome.storage.sync.set({ where: 'same', 'links.acl': false })")
    expect(page.get_by_role("radio", name="In the current tab")).to_be_checked()
    expect(page.get_by_role("checkbox", name="aclanthology.org")).not_to_be_checked()


def test_storage_error_is_shown(session: Session, page: Page) -> None:
    page.evaluate(
        """() => {
          const { set } = chrome.storage.sync;
          chrome.storage.sync.set = () => {
            chrome.storage.sync.set = set;
            return Promise.reject(new Error("the disk is full"));
          };
        }"""
    )
    chosen = page.get_by_role("radio", name="In a new window")
    chosen.click()
    _says(page, "Not saved, please try again: the disk is full")
    expect(chosen).not_to_be_checked()
    assert _stored(session) == {}


# ---------------------------------------------------------------- trying out


def test_try_out_text(page: Page) -> None:
    page.get_by_label("A title, link, DOI, id or any text").fill(
        "see https://openreview.net/pdf?id=SkB-_mcel and arXiv:1706.03762v5"
    )
    expect(page.locator("#found li")).to_contain_text(
        ["OpenReview SkB-_mcel@OpenReview", "arXiv 1706.03762"]
    )
    links = [link.get_attribute("href") for link in page.locator("#found a").all()]
    assert links == [
        "https://papers.cool/venue/SkB-_mcel@OpenReview",
        "https://papers.cool/arxiv/1706.03762",
    ]


def test_try_out_long_list(page: Page) -> None:
    page.fill("#tried", " ".join(f"2401.{number:05}" for number in range(1, 31)))
    expect(page.locator("#found li")).to_have_count(21)
    expect(page.locator("#found li").last).to_have_text("and 10 more")


def test_try_out_text_without_papers(page: Page) -> None:
    for text, answer in (
        ("Attention: is all!", "would search: Attention is all"),
        ("<b>$1</b>", "would search: b 1 b"),
        ("…?!", "Nothing to open or search."),
        ("https://doi.org/10.1145/3292500.3330701", "No known paper has this address."),
    ):
        page.fill("#tried", text)
        expect(page.locator("#found")).to_contain_text(answer)
        page.fill("#tried", " ")
        expect(page.locator("#found")).to_be_empty()


# ---------------------------------------------------------------- shortcuts


def test_shows_shortcuts_and_opens_their_settings_once(session: Session, page: Page) -> None:
    has = session.worker().evaluate("chrome.commands.getAll()")
    keys = [it["shortcut"] for it in has if it["shortcut"]]
    expect(page.locator(".shortcuts li > kbd")).to_have_text(keys)
    caps = [cap for key in keys for cap in key.split("+")]
    expect(page.locator("kbd > kbd")).to_have_text(caps)
    button = page.get_by_role("button", name="Change shortcuts")
    page.evaluate(
        """() => {
          const { create } = chrome.tabs;
          globalThis.created = [];
          chrome.tabs.create = (it) => {
            created.push(it.url);
            return create.call(chrome.tabs, it);
          };
        }"""
    )
    with session.context.expect_page() as opened:
        button.dblclick()
    opened.value.wait_for_url("chrome://extensions/shortcuts", wait_until="commit")
    opened.value.close()
    expect(button).to_be_enabled()
    assert page.evaluate("created") == ["chrome://extensions/shortcuts"]


# ---------------------------------------------------------------- export, import, reset


def test_export_and_import(session: Session, page: Page, tmp_path: Path) -> None:
    page.get_by_role("radio", name="Ask every time").click()
    _says(page, "Saved.")
    with page.expect_download() as exported:
        page.get_by_role("button", name="Export").click()
    assert exported.value.suggested_filename == "cool-papers-redirector.json"
    file = tmp_path / "settings.json"
    exported.value.save_as(file)
    settings = {"version": VERSION, "search": "ask"}
    assert json.loads(file.read_text("utf-8")) == {"coolPapersRedirector": settings}
    page.get_by_role("radio", name="Conference papers").click()
    _says(page, "Saved.")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Import").click()
    chooser.value.set_files(file)
    _says(page, "Imported.")
    expect(page.get_by_role("radio", name="Ask every time")).to_be_checked()
    assert _stored(session) == settings


def test_import_replaces_all_settings(session: Session, page: Page) -> None:
    page.get_by_role("radio", name="In a new window").click()
    _says(page, "Saved.")
    page.set_input_files("#file", _file("other.json", {"version": 1, "links.acl": False}))
    _says(page, "Imported.")
    assert _stored(session) == {"version": VERSION, "links.acl": False}


def test_same_file_can_be_imported_again(session: Session, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(_file(file.name, {"version": 1, "search": "ask"})["buffer"])
    page.set_input_files("#file", file)
    _says(page, "Imported.")
    page.get_by_role("radio", name="Conference papers").click()
    _says(page, "Saved.")
    page.set_input_files("#file", file)
    _says(page, "Imported.")
    assert _stored(session) == {"version": VERSION, "search": "ask"}


def test_import_of_an_optional_site_asks_to_switch_it_on(session: Session, page: Page) -> None:
    page.set_input_files("#file", _file("other.json", {"version": 1, "links.pmlr": True}))
    expect(page.locator(".status")).to_contain_text(
        "Switch links on for proceedings.mlr.press again"
    )
    expect(page.get_by_label("proceedings.mlr.press")).not_to_be_checked()


def test_import_from_a_later_version(session: Session, page: Page) -> None:
    page.set_input_files("#file", _file("new.json", {"version": 9, "where": "moon", "a": 1}))
    _says(page, "Imported, except for what this version does not understand: where, a")


def test_import_with_many_unknown_names_lists_the_first(session: Session, page: Page) -> None:
    settings = {"version": 9, "n" * 1000: 1} | {f"name{number}": 1 for number in range(10_000)}
    page.set_input_files("#file", _file("new.json", settings))
    names = f"{'n' * 40}…, name0, name1, name2, name3 … and 9,996 more"
    _says(page, f"Imported, except for what this version does not understand: {names}")


def test_import_of_a_bad_file(session: Session, page: Page) -> None:
    page.get_by_role("radio", name="In a new window").click()
    _says(page, "Saved.")
    problem = page.get_by_role("alert")
    for content in (
        b"",
        b"{",
        b"[1]",
        b'{"coolPapersRedirector": [1]}',
        b"\xff\xfe\x00",
        b"<html>",
    ):
        bad: FilePayload = {"name": "bad.json", "mimeType": "text/plain", "buffer": content}
        page.set_input_files("#file", bad)
        expect(problem).to_contain_text("“bad.json” holds no options of this extension")
        assert _stored(session) == {"version": VERSION, "where": "window"}, content
        page.evaluate(_CLEAR_MESSAGES)
    page.set_input_files("#file", bad)
    expect(problem).not_to_be_empty()
    page.set_input_files("#file", _file("good.json", {"version": 1}))
    _says(page, "Imported.")
    expect(problem).to_be_empty()


def test_import_of_a_file_that_cannot_be_read(session: Session, page: Page) -> None:
    """It may be gone, or on a disk that is."""
    page.evaluate(
        """() => {
          const { text } = File.prototype;
          File.prototype.text = () => {
            File.prototype.text = text;
            return Promise.reject(new Error("could not be read"));
          };
        }"""
    )
    page.set_input_files("#file", _file("gone.json", {"version": 1, "where": "window"}))
    expect(page.get_by_role("alert")).to_contain_text("“gone.json” holds no options")
    assert _stored(session) == {}


def test_reset_needs_confirmation(session: Session, page: Page) -> None:
    page.get_by_role("radio", name="In a new window").click()
    _says(page, "Saved.")
    page.get_by_role("button", name="Reset").click()
    assert _stored(session) == {"version": VERSION, "where": "window"}
    page.get_by_role("button", name="Confirm reset").click()
    _says(page, "All options are back to their defaults.")
    expect(page.get_by_role("radio", name="beside this one")).to_be_checked()
    assert _stored(session) == {"version": VERSION}


def test_reset_is_cancelled_on_blur(session: Session, page: Page) -> None:
    page.get_by_role("button", name="Reset").click()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#reset")).to_have_text("Reset")
    assert _stored(session) == {}


# ---------------------------------------------------------------- appearance


def test_sites_are_shown_by_name_with_their_hosts(page: Page) -> None:
    labels = page.locator("#links label")
    expect(labels.filter(has_text="ACL Anthology").locator("small")).to_have_text(
        "aclanthology.org"
    )
    assert [it.split()[0] for it in labels.all_inner_texts()][:3] == ["arXiv", "ACL", "OpenReview"]
    assert labels.locator("small").count() == labels.count()


def test_rows_are_high_enough_for_fingers(page: Page) -> None:
    use_coarse_pointer(page)
    rows = page.locator("label.choice, button")
    heights = rows.evaluate_all("rows => rows.map((row) => row.offsetHeight)")
    page.evaluate("() => { document.adoptedStyleSheets = []; }")
    assert len(heights) > 10 and min(heights) >= 40


def test_store_of_a_later_version_is_left_alone(session: Session, page: Page) -> None:
    """Another device that syncs may run a later version."""
    later = {"version": 9, "tomorrow": True, "where": "same"}
    session.worker().evaluate("(later) => chrome.storage.sync.set(later)", later)
    expect(page.get_by_role("radio", name="In the current tab")).to_be_checked()
    page.reload()
    expect(page.get_by_role("radio", name="In the current tab")).to_be_checked()
    page.get_by_role("radio", name="In a new window").click()
    _says(page, "Saved.")
    assert _stored(session) == {**later, "where": "window"}


def test_fits_a_narrow_window(page: Page) -> None:
    page.fill("#tried", "https://openreview.net/forum?id=SkB-_mcel " + "https://x.example/" * 20)
    for width in (320, 400):
        page.set_viewport_size({"width": width, "height": 600})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()  # A tab keeps its size.
