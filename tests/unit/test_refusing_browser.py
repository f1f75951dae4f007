"""What is done where the browser refuses something: a tab that has closed, a store that fails."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build.engine import Engine

FAKES = Path(__file__).with_name("refusing_browser.js")


@pytest.fixture(scope="module")
def copy(rendered: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension with the fakes beside its modules."""
    folder = tmp_path_factory.mktemp("refusing") / "chrome"
    shutil.copytree(rendered, folder)
    shutil.copy(FAKES, folder)
    return folder


@pytest.fixture
def refusing(copy: Path) -> Iterator[Engine]:
    """An engine of its own for each test: modules keep what they have read of `chrome`."""
    with Engine(copy) as running:
        yield running


def call(engine: Engine, name: str, *args: Any) -> Any:
    return engine.call(FAKES.name, name, *args)


def test_step_that_fails_does_not_hold_up_the_next(refusing: Engine) -> None:
    assert call(refusing, "stepsAfterOneThatFails") == {"ran": True, "failed": "the step's own"}


def test_saving_while_the_store_cannot_be_read_changes_nothing(refusing: Engine) -> None:
    said = call(refusing, "savingWhileTheStoreCannotBeRead")
    assert said == {"failed": "no store", "kept": True}


def test_page_that_is_closing_does_not_keep_links_from_the_others(refusing: Engine) -> None:
    said = call(refusing, "addingToPagesOfWhichOneIsClosing")
    assert said == {"asked": [1, 2, 3], "unheard": []}


def test_opens_beside_the_shown_tab_if_the_one_asked_for_has_closed(refusing: Engine) -> None:
    (opened,) = call(refusing, "openingBesideATabThatHasClosed")
    assert opened == {"url": "https://papers.cool/arxiv/1706.03762", "windowId": 1, "index": 3}


def test_number_that_can_be_no_tab_s_id_is_not_asked_for(refusing: Engine) -> None:
    tab_ids = [7, 2**31 - 1, 2**31, 2**40, 1.5]
    said = call(refusing, "openingBesideTabs", tab_ids)
    assert said == [[1, []], [1, []], [0, []], [0, []], [0, []]]


def test_popup_of_a_tab_that_cannot_be_is_that_of_a_closed_one(refusing: Engine) -> None:
    assert call(refusing, "popupOfATabThatCannotBe") == ""


def test_very_long_title_is_not_kept_whole(refusing: Engine) -> None:
    (title,) = call(refusing, "titleNotedOfATabOf", "Tea and " * 600_000)
    assert title.startswith("Tea and Tea and")
    assert len(title) <= 251


TITLES = [f"Title number {number}" for number in range(11)]
SEARCHES = "https://papers.cool/arxiv/search?highlight=1&query="
OURS = "chrome-extension://ours/"


def test_basket_that_cannot_be_read_is_not_overwritten(refusing: Engine) -> None:
    said = call(refusing, "addingToABasketThatCannotBeRead")
    assert said == {"failed": "no store", "kept": 1}


def test_settings_are_read_once_to_open_a_paper(refusing: Engine) -> None:
    assert call(refusing, "readingSettingsToOpenAPaper") == 1


def test_full_store_makes_room_for_what_is_asked_for_now(refusing: Engine) -> None:
    said = call(refusing, "openingManyTitlesWithAFullStore", TITLES)
    (url,) = said["urls"]
    start, _, key = url.partition("#")
    assert start == f"{OURS}pages/confirm-many/confirm-many.html"
    assert "Title number 10" in said["stored"][key]


def test_without_a_store_something_opens_and_no_words_are_in_a_url_of_ours(
    refusing: Engine,
) -> None:
    urls = call(refusing, "openingWithoutAStore", TITLES, "A Paper About Tea")
    searched = [it.replace(" ", "%20") for it in [*TITLES[:10], "A Paper About Tea"]]
    assert urls == [f"{SEARCHES}{it}" for it in searched]


@pytest.mark.parametrize(
    ("first", "opened"),
    [
        ("arXiv:1706.03762", ["https://papers.cool/arxiv/1706.03762"]),
        (
            "in NIPS",
            [f"{SEARCHES}Tea%20and%20Attention", f"{SEARCHES}Tea%20and%20Milk"],
        ),
    ],
    ids=["with an id", "none with an id"],
)
def test_references_open_without_a_store_where_none_can_be_listed(
    refusing: Engine, first: str, opened: list[str]
) -> None:
    """Those with an id; else, as other titles, their searches."""
    text = f"[1] A. Vaswani, “Tea and Attention,” {first}, 2017.\n[2] B. Ob, “Tea and Milk,” 2019."
    assert call(refusing, "openingATextWithoutAStore", text) == opened


@pytest.mark.parametrize(("is_on", "added"), [(True, ["links"]), (False, [])])
def test_page_left_while_its_setting_is_read_reads_it_again_when_shown_again(
    refusing: Engine, copy: Path, is_on: bool, added: list[str]
) -> None:
    """Firefox never answers the first time."""
    script = (copy / "content" / "links.js").read_text("utf-8")
    assert call(refusing, "linksOfAPageThatIsShownAgain", script, is_on) == added


@pytest.mark.parametrize(("is_on_by_default", "added"), [(True, ["links"]), (False, [])])
def test_links_are_as_by_default_while_the_store_cannot_be_read(
    refusing: Engine, copy: Path, is_on_by_default: bool, added: list[str]
) -> None:
    script = (copy / "content" / "links.js").read_text("utf-8")
    assert call(refusing, "linksWhileTheStoreCannotBeRead", script, is_on_by_default) == added


def test_bar_without_an_answer_says_nothing(refusing: Engine, copy: Path) -> None:
    script = (copy / "content" / "cool-papers.js").read_text("utf-8")
    assert call(refusing, "barWithoutAnAnswer", script) == {"asked": 1, "unheard": []}
