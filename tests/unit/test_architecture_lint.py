"""The architecture's lint rules report each violation."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from deno import find_deno_bin

CONFIG = Path(__file__).parents[2] / "tools" / "deno.json"


EXTENSION = CONFIG.parents[1] / "extension"
# As in the lint rule, which sees scripts only.
BROWSER_NAMES = re.compile(
    r"Chrom(?:e|ium)|Safari|\bEdge\b|[Ff]irefox|[Gg]ecko|[Mm]ozilla|"
    r"(?:chrome|moz)-extension:|(?:chrome|edge)://|\babout:[a-z]"
)


def test_only_the_adapter_names_browsers_in_files_of_any_kind() -> None:
    files = [it for it in EXTENSION.rglob("*") if it.is_file()]
    assert EXTENSION / "browser.template.js" in files
    assert [
        (str(it), found[0])
        for it in files
        if it.name != "browser.template.js"
        and (found := BROWSER_NAMES.search(it.read_text("utf-8")))
    ] == []


CASES = [
    ("pages/x/x.js", "browser.tabs.create({});", "tabs are opened in flow/tabs.js only"),
    ("background/x.js", "browser.windows.create({});", "tabs are opened in flow/tabs.js only"),
    ("content/x.js", "chrome.tabs.create({});", "tabs are opened in flow/tabs.js only"),
    ("pages/x/x.js", "window.open('https://x.example');", "tabs are opened in flow/tabs.js"),
    ("flow/tabs.js", "browser.tabs.create({});", ""),
    ("flow/x.js", "chrome.runtime.getURL('');", "modules import it from browser.js"),
    ("content/x.js", "chrome.runtime.getURL('');", ""),
    ("papers/x.js", "browser.runtime.getURL('');", "must run anywhere"),
    ("reading/x.js", "document.title;", "must run anywhere"),
    ("papers/x.js", r"export const A = /\p{L}/u;", "write it as a lazyPattern"),
    ("reading/x.js", r"export const A = /\S\P{L}/u;", "write it as a lazyPattern"),
    ("pages/x/x.js", r"export const A = /\p{L}/u;", ""),
    ("papers/x.js", 'import "../flow/open.js";', "papers/ may not import from flow/open.js"),
    ("flow/x.js", 'import "../pages/x.js";', "flow/ may not import from pages/x.js"),
    ("flow/x.js", 'import "../background/x.js";', "flow/ may not import from background/x.js"),
    ("pages/x/x.js", 'import "../../flow/open.js";', ""),
    ("flow/x.js", "// Chrome nests two items.", "Chrome: what differs between browsers is in"),
    ("flow/x.js", "const isFirefox = true;", "Firefox: what differs between browsers is in"),
    ("content/x.js", "const start = 'moz-extension:';", "moz-extension:: what differs"),
    ("pages/x.js", "open('chrome://extensions');", "chrome://: what differs"),
    ("pages/x.js", "// As Edge does.", "Edge: what differs"),
    ("pages/x.js", "/** @type {chrome.tabs.Tab} at the edge */", ""),
    ("browser.js", "open('chrome://extensions');", ""),
]
"""A file's path, its code, and the start of what the linter says of it, if anything."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[str]]:
    """What the linter says of each case's file, all of which one run of it reads."""
    root = tmp_path_factory.mktemp("lint")
    scripts = {}
    for number, (file, code, _) in enumerate(CASES):
        script = root / str(number) / "extension" / file
        script.parent.mkdir(parents=True)
        script.write_text(f"{code}\n")
        scripts[script.as_uri()] = (file, code)
    command = [find_deno_bin(), "lint", "--json", "--config", CONFIG, root]
    linted = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    report = json.loads(linted.stdout)
    assert report["errors"] == []
    found: dict[tuple[str, str], list[str]] = {case: [] for case in scripts.values()}
    for it in report["diagnostics"]:
        found[scripts[it["filename"]]].append(it["message"])
    return found


@pytest.mark.parametrize(("file", "code", "fault"), CASES)
def test_reports_a_violation(
    said: dict[tuple[str, str], list[str]], file: str, code: str, fault: str
) -> None:
    faults = said[file, code]
    assert bool(faults) == bool(fault), faults
    assert fault in "\n".join(faults)
