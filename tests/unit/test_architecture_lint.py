"""The architecture's lint rules report each violation."""

import subprocess
from pathlib import Path

import pytest
from deno import find_deno_bin

CONFIG = Path(__file__).parents[2] / "tools" / "deno.json"


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
