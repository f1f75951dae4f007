"""The extension's pages in every state a user can see, for pictures and accessibility tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Page

from tools.browser import fake_sites
from tools.browser.session import POPUP_LISTED, REFERENCES_READ, Session

_REFERENCES: list[dict[str, Any]] = [
    {
        "paper": {"kind": "paper", "source": "arXiv", "branch": "arxiv", "id": "1706.03762"},
        "title": "Attention Is All You Need",
        "context": "A. Vaswani et al., “Attention Is All You Need,” 2017. arXiv:1706.03762",
    },
    {
        "paper": {"kind": "paper", "source": "ACL", "branch": "venue", "id": "N19-1423@ACL"},
        "title": "",
        "context": "J. Devlin, M.-W. Chang, K. Lee and K. Toutanova, NAACL 2019, pages 4171-4186,"
        " Minneapolis, https://aclanthology.org/N19-1423/",
    },
    {
        "paper": {
            "kind": "titled",
            "source": "",
            "page": "",
            "words": "Deep Residual Learning for Image Recognition",
        },
        "title": "Deep Residual Learning for Image Recognition",
        "context": "K. He et al., “Deep Residual Learning for Image Recognition,” in CVPR, 2016.",
    },
    {
        "paper": {
            "kind": "titled",
            "source": "",
            "page": "",
            "words": "LeCun Y Bengio Y Hinton G Nature 521 436 444 2015",
        },
        "title": "",
        "context": "LeCun, Y., Bengio, Y. & Hinton, G. Nature 521, 436-444 (2015).",
    },
]
"""With and without an id and a title, as the worker hands them to the page that lists them."""

_TITLED = [
    *(
        {
            "paper": {"kind": "paper", "source": "arXiv", "branch": "arxiv", "id": f"2401.{n:05}"},
            "title": f"The Paper Number {n} in a List That Is Too Long for a Single Tab",
        }
        for n in range(1, 201)
    ),
    *({**it, "paper": {**it["paper"], "source": "NDSS"}} for it in _REFERENCES[2:3]),
    *_REFERENCES[1:],
]
"""More arXiv papers than fit one tab, and papers with and without an id, a title and a source."""

PAGES = {
    "options": "pages/options/options.html",
    "welcome": "pages/welcome/welcome.html",
    "help": "pages/help/help.html",
    "help-words": "pages/help/help.html?page#words",
    **{
        f"help-{reason}": f"pages/help/help.html?{reason}"
        for reason in ("link", "address", "selection", "text", "pdf", "unread", "gone")
    },
    "many": "pages/confirm-many/confirm-many.html#arxiv/1706.03762,venue/P19-1001@ACL",
    "many-titles": "pages/confirm-many/confirm-many.html#" + quote(json.dumps(_TITLED)),
    "references": "pages/references/references.html#" + quote(json.dumps(_REFERENCES)),
    "references-gone": "pages/references/references.html",
    "ask": "pages/choose-search/choose-search.html#some words",
}
"""State name to path and fragment, for every page but the popup."""
ALIKE = {it for it in PAGES if it.startswith("help-")} - {"help-words", "help-link"}
"""The help page with yet another sentence than `help` and `help-link` show."""


def _as_it_opens(_: Page) -> None:
    pass


def _with_a_filter(popup: Page) -> None:
    popup.locator("#field").fill("language")


def _with_an_id(popup: Page) -> None:
    popup.locator("#field").fill("https://doi.org/10.18653/v1/N19-1423")


def _with_words_of_no_paper(popup: Page) -> None:
    popup.locator("#field").fill("a survey of green tea")


def _with_its_copy_menu(popup: Page) -> None:
    popup.locator("#field").fill("")
    popup.locator("#copy").click()


def _with_nothing_ticked(popup: Page) -> None:
    popup.locator("#field").fill("")
    popup.locator("#all").check()
    popup.locator("#all").uncheck()


def _with_its_references(popup: Page) -> None:
    popup.locator("#references:not([open]) > summary").click()


def _with_a_basket(popup: Page) -> None:
    popup.locator("#field").fill("")
    popup.locator("#papers li:not(:has(.noted)) input").first.check()
    popup.locator("#add:not([aria-disabled=true])").click()
    popup.locator("#basket:not([hidden])").wait_for()


def _emptied(popup: Page) -> None:
    popup.locator("#basket-empty").evaluate("it => it.click()")  # also where it is hidden
    popup.locator("#basket[hidden]").wait_for(state="attached")


POPUPS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "popup-list": (fake_sites.LISTING, _as_it_opens),
    "popup-filtered": (fake_sites.LISTING, _with_a_filter),
    "popup-typed": (fake_sites.LISTING, _with_an_id),
    "popup-words": (fake_sites.LISTING, _with_words_of_no_paper),
    "popup-copy": (fake_sites.LISTING, _with_its_copy_menu),
    "popup-none": (fake_sites.LISTING, _with_nothing_ticked),
    "popup-basket": (fake_sites.LISTING, _with_a_basket),
    "popup-emptied": (fake_sites.LISTING, _emptied),
    "popup-searches": (fake_sites.RESULTS, _as_it_opens),
    "popup-paper": (fake_sites.ABSTRACT, _as_it_opens),
    "popup-nothing": (fake_sites.NO_PAPER, _as_it_opens),
    "popup-references": (fake_sites.REFERENCES, _as_it_opens),
    "popup-references-open": (fake_sites.REFERENCES, _with_its_references),
    "popup-pdf": (fake_sites.PDF, _as_it_opens),
    "popup-forbidden": ("chrome://version/", _as_it_opens),
}
"""State name to the URL of the page whose papers the popup lists, and the action in the popup.

Actions also work in a popup left in an earlier state, so that it need not be loaded again.
"""


def tab_to_read(session: Session) -> tuple[Page, int]:
    """Open a tab for what popups are about; return its page, and its id in the browser."""
    known = {it["id"] for it in session.tabs()}
    page = session.context.new_page()
    return page, next(it["id"] for it in session.tabs() if it["id"] not in known)


def show(session: Session, page: Page, name: str, to_read: tuple[Page, int] | None = None) -> None:
    """Show one of `PAGES` or `POPUPS` in a tab, complete.

    Popups need the fake sites and an extension with host permissions for all sites. The page that a
    popup is about is shown in `to_read`, or else in a tab that opens for that.
    """
    if name in PAGES:
        url = session.url(PAGES[name])
        if page.url.partition("#")[0] == url.partition("#")[0]:
            page.goto("about:blank")  # a change of only the fragment would not load the page
        page.goto(url)
        # Wait for the texts: before, the page's language is empty.
        page.locator('html[lang]:not([lang=""])').wait_for()
        return
    url, act = POPUPS[name]
    read, tab = to_read or tab_to_read(session)
    read.goto(url)
    page.bring_to_front()
    page.goto(session.url(f"pages/popup/popup.html?tab={tab}"))
    page.wait_for_selector(POPUP_LISTED)
    page.wait_for_selector(REFERENCES_READ, state="attached")
    page.locator('html[lang]:not([lang=""])').wait_for()
    if not to_read:
        read.close()
    act(page)
