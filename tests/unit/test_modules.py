"""How many modules popup and worker load before they do anything: each costs a millisecond."""

import re
from pathlib import Path

MOST_OF_POPUP = 18
MOST_OF_WORKER = 26
_IMPORT = re.compile(r"""^(?:import|export)\b(?:[^"';=]*?\bfrom)? "([^"]+)";""", re.MULTILINE)
_SCRIPT = re.compile(r'<script type="module" src="([^"]+)">')


def _loaded(rendered: Path, start: str) -> set[str]:
    """Return the modules that a page's scripts, or a module, load by their static imports."""
    found: set[Path] = set()
    first = rendered.resolve() / start
    waiting = [first]
    if first.suffix == ".html":
        waiting = [first.parent / it for it in _SCRIPT.findall(first.read_text("utf-8"))]
    while waiting:
        module = waiting.pop().resolve()
        if module not in found:
            found.add(module)
            imports = _IMPORT.findall(module.read_text("utf-8"))
            waiting += [module.parent / it for it in imports]
    return {it.relative_to(rendered.resolve()).as_posix() for it in found}


def test_popup_loads_few_modules_before_its_list(rendered: Path) -> None:
    loaded = _loaded(rendered, "pages/popup/popup.html")
    # Those that no list does without: or the imports are not followed.
    assert {"pages/popup/popup.js", "browser.js", "reading/reading.js"} <= loaded
    assert len(loaded) <= MOST_OF_POPUP, sorted(loaded)


def test_worker_loads_few_modules(rendered: Path) -> None:
    loaded = _loaded(rendered, "background/main.js")
    # Those that no click does without: or the imports are not followed.
    assert {"background/messages.js", "browser.js", "reading/reading.js"} <= loaded
    assert len(loaded) <= MOST_OF_WORKER, sorted(loaded)


def test_what_few_openings_need_loads_later(rendered: Path) -> None:
    popup = (rendered / "pages/popup/popup.js").read_text("utf-8")
    shared = (rendered / "pages/list.js").read_text("utf-8")
    names = {Path(it).name for it in _loaded(rendered, "pages/popup/popup.html")}
    assert 'import("../../papers/interpret.js")' in popup
    assert 'import("../papers/copies.js")' in shared
    later = {"interpret.js", "bibliography.js", "reference-weights.js", "copies.js"}
    assert not names & later
