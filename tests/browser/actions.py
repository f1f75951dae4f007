"""What a reader does beyond the demo's tour, as data: one list for all browsers."""

from __future__ import annotations

import pytest
from _pytest.mark import ParameterSet

from tests.browser.native_pages import page
from tests.profile import AT_NIGHT
from tools.browser import fake_sites
from tools.browser.local_web import LocalWeb
from tools.browser.tour import STOPS, PdfPlace, Stop

COOL = "https://papers.cool/"
_SEARCH = f"{COOL}arxiv/search?highlight=1&query="
_PAGE = "https://notes.example/more"
_PAPER = "https://arxiv.org/abs/2410.06424"
_FORUM = "https://openreview.net/forum?id=SkB-_mcel"
_COOL_FORUM = f"{COOL}venue/SkB-_mcel@OpenReview"
_LINK = f'<p><a id="link" href="{_FORUM}">a paper</a></p>'
_TITLES = (
    "Deep Residual Learning for Image Recognition",
    "Sequence to Sequence Learning with Neural Networks",
)
_ENTRIES = (
    f"<li id='first'>K. He, X. Zhang, S. Ren, and J. Sun. {_TITLES[0]}. In Proceedings of the IEEE"
    " Conference on Computer Vision and Pattern Recognition, pages 770-778, 2016.</li>"
    f"<li id='last'>I. Sutskever, O. Vinyals, and Q. V. Le. {_TITLES[1]}. In Advances in Neural"
    " Information Processing Systems, pages 3104-3112, 2014.</li>"
)
_LONG = f"<p id='long'>{'All you need. ' * 1200} <b id='end'>arXiv:2410.06424</b></p>"
"""Firefox tells extensions only 16,384 characters of a selection."""
_BODY = f"""<h1>More</h1>
{_LINK}
<p><a href="{_FORUM}"><img id="image" alt="" width="200" height="80" src="dot.png"></a></p>
<p><textarea rows="3">All you need</textarea></p>
<p><b id="word">Transformers</b></p>
{_LONG}
<ol>{_ENTRIES}</ol>"""

ACTIONS: tuple[Stop, ...] = (
    Stop(
        name="link-on-a-paper-page",
        where="arXiv abstract",
        clicked="a link to another paper",
        url=_PAPER,
        opens=(_COOL_FORUM,),
        at="#link",
    ),
    Stop(
        name="image-link",
        where="page",
        clicked="an image that is a link",
        url=_PAGE,
        opens=(_COOL_FORUM,),
        at="#image",
    ),
    Stop(
        name="field",
        where="page",
        clicked="the selection in a text field",
        url=_PAGE,
        opens=(f"{_SEARCH}All you need",),
        at="textarea",
        select=("textarea", "textarea"),
    ),
    Stop(
        name="reference",
        where="page",
        clicked="a selected reference",
        url=_PAGE,
        opens=(f"{_SEARCH}{_TITLES[0]}",),
        at="#first",
        select=("#first", "#first"),
    ),
    Stop(
        name="references",
        where="page",
        clicked="two selected references: lists them",
        url=_PAGE,
        opens=("pages/references/references.html",),
        at="#last",
        select=("#first", "#last"),
    ),
    Stop(
        name="long-selection",
        where="page",
        clicked="a selection with an id after 16,384 characters",
        url=_PAGE,
        opens=(f"{COOL}arxiv/2410.06424",),
        at="#end",
        select=("#long", "#end"),
    ),
    Stop(
        name="pdf-selected-line",
        where="PDF of an unknown site",
        clicked="a selected line: its title",
        url=fake_sites.REPORT,
        opens=(f"{_SEARCH}Attention in Machines",),
        pdf=PdfPlace(spot=fake_sites.PDF_WORD, selection="Attention in Machines", selects="line"),
    ),
    Stop(
        name="link-added-on-arxiv",
        where="arXiv abstract",
        clicked="the added link",
        url=fake_sites.ABSTRACT,
        opens=(f"{COOL}arxiv/1706.03762",),
        at="a.cool-papers-link",
        door="link",
    ),
    Stop(
        name="link-added-to-all",
        where="arXiv listing",
        clicked="the link added for all papers",
        url=fake_sites.LISTING,
        opens=(f"{COOL}arxiv/2106.09685,2201.11903,2203.02155",),
        at="h3 a.cool-papers-link",
        door="link",
    ),
    Stop(
        name="link-added-on-openreview",
        where="OpenReview forum",
        clicked="the added link",
        url=fake_sites.FORUM,
        opens=(f"{COOL}venue/_VjQlMeSB_J@OpenReview",),
        at="a.cool-papers-link",
        door="link",
    ),
    Stop(
        name="link-added-on-acl",
        where="ACL paper",
        clicked="the added link",
        url=fake_sites.ACL,
        opens=(f"{COOL}venue/2020.acl-main.703@ACL",),
        at="a.cool-papers-link",
        door="link",
    ),
    Stop(
        name="shortcut-for-a-selection",
        where="page",
        clicked="Alt+C for a selected word",
        url=_PAGE,
        opens=(f"{_SEARCH}Transformers",),
        select=("#word", "#word"),
        door="shortcut",
    ),
    Stop(
        name="popup-field",
        where="arXiv abstract",
        clicked="the popup's field: another paper's id",
        url=fake_sites.ABSTRACT,
        opens=(_COOL_FORUM,),
        door="popup",
        typed="openreview.net/forum?id=SkB-_mcel",
    ),
    Stop(
        name="popup-title",
        where="a page without papers",
        clicked="the popup's field: a title",
        url=fake_sites.NO_PAPER,
        opens=(f"{_SEARCH}All you need",),
        door="popup",
        typed="All you need",
    ),
    Stop(
        name="address-bar-words",
        where="address bar",
        clicked="cool, a space, words, Alt+Enter",
        url=fake_sites.NO_PAPER,
        opens=(f"{_SEARCH}all you need",),
        door="address bar",
        typed="all you need",
    ),
    Stop(
        name="address-bar-several",
        where="address bar",
        clicked="cool, a space, ids of two sources, Alt+Enter",
        url=fake_sites.NO_PAPER,
        opens=(f"{COOL}arxiv/1706.03762", f"{COOL}venue/N19-1423@ACL"),
        door="address bar",
        typed="1706.03762 10.18653/v1/N19-1423",
    ),
)


BY_DAY = {
    *("page-arxiv", "page-read-id", "page-read-title", "nothing-found", "frame"),
    *("link", "link-wrapped", "image-link"),
    *("selection-several", "selection-mixed", "references", "long-selection", "field"),
    *("pdf-page", "pdf-link", "pdf-selected-line", "pdf-references", "pdf-on-disk"),
    *("door-link", "link-added-on-arxiv", "link-added-on-openreview", "link-added-on-acl"),
    *("link-added-to-all", "door-popup", "popup-field", "popup-title"),
    *("door-shortcut", "shortcut-for-a-selection"),
    *("door-address-bar", "address-bar-words", "address-bar-several"),
}
"""The stops of each run, in both browsers; in the others something else is clicked in like ways."""
assert {stop.name for stop in (*STOPS, *ACTIONS)} >= BY_DAY


WAKING = ("page-read-id", "door-popup", "door-shortcut", "door-address-bar")
"""The menu and each other door, for a worker or event page that is stopped."""


def in_turn(stop: Stop) -> ParameterSet:
    """A stop as a test's parameter; it is skipped by day unless it is one of each run."""
    return pytest.param(stop, id=stop.name, marks=() if stop.name in BY_DAY else AT_NIGHT)


def serve_actions(web: LocalWeb) -> None:
    """Serve the pages that the tour does not have."""
    web.serve(_PAGE, page(_BODY))
    web.serve(_PAPER, page(_LINK))
