"""The architecture's lint rules report each violation."""

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


@pytest.mark.parametrize(
    ("file", "code", "fault"),
    [
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
    ],
)
def test_reports_a_violation(tmp_path: Path, file: str, code: str, fault: str) -> None:
    script = tmp_path / "extension" / file
    script.parent.mkdir(parents=True)
    script.write_text(f"{code}\n")
    command = [find_deno_bin(), "lint", "--quiet", "--config", CONFIG, script]
    linted = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert bool(linted.returncode) == bool(fault), linted.stderr
    assert fault in linted.stderr
