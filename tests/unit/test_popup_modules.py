"""How many modules the popup loads before it shows its list: each costs about a millisecond."""

import re
from pathlib import Path

MOST = 24
_IMPORT = re.compile(r"""^(?:import|export)\b(?:[^"';=]*?\bfrom)? "([^"]+)";""", re.MULTILINE)
_SCRIPT = re.compile(r'<script type="module" src="([^"]+)">')


def _loaded(page: Path) -> set[Path]:
    """The modules that a page loads by its scripts and their static imports."""
    found: set[Path] = set()
    waiting = [page.parent / it for it in _SCRIPT.findall(page.read_text("utf-8"))]
    while waiting:
        module = waiting.pop().resolve()
        if module not in found:
            found.add(module)
            imports = _IMPORT.findall(module.read_text("utf-8"))
            waiting += [module.parent / it for it in imports]
    return found


def test_popup_loads_few_modules_before_its_list(rendered: Path) -> None:
    loaded = _loaded(rendered / "pages/popup/popup.html")
    names = {it.relative_to(rendered.resolve()).as_posix() for it in loaded}
    # Those that no list does without: or the imports are not followed.
    assert {"pages/popup/popup.js", "browser.js", "reading/listed.js"} <= names
    assert len(names) <= MOST, sorted(names)


def test_what_only_typed_text_needs_loads_later(rendered: Path) -> None:
    popup = (rendered / "pages/popup/popup.js").read_text("utf-8")
    loaded = {it.name for it in _loaded(rendered / "pages/popup/popup.html")}
    assert 'import("../../papers/interpret.js")' in popup
    assert not loaded & {"interpret.js", "bibliography.js", "reference.js", "reference-weights.js"}
